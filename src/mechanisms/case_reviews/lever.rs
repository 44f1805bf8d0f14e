//! Nothing of case reviews is moved in a page: it would change nothing that a page shows in its few years.

use crate::workshop::levers::MechanismLever;

/// None.
pub(crate) const LEVERS: &[MechanismLever] = &[];
