//! Practice in pictures: it has none, since its mean over replications is nothing.

use crate::report::plot::MechanismFigure;
use crate::report::plot::takes_and_saves::Saving;

/// None.
pub(crate) const FIGURES: &[MechanismFigure] = &[];

/// It takes and saves nothing.
pub(crate) const SAVINGS: &[Saving] = &[];
