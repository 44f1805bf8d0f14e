//! Nothing of practice is moved in a page: it widens what a page shows of chance, and moves no mean.

use crate::workshop::levers::MechanismLever;

/// None.
pub(crate) const LEVERS: &[MechanismLever] = &[];
