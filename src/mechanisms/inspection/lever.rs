//! Nothing of inspections is moved in a page: they change nothing for children.

use crate::workshop::levers::MechanismLever;

/// None.
pub(crate) const LEVERS: &[MechanismLever] = &[];
