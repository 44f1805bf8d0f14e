//! What is counted of prevention.

use crate::measure::{Per, counted, waits};

counted! {
    /// Children who did not come to be at risk because of prevention, by class.
    OnsetsPrevented: Per::Class,
    /// Integral of staff at work in prevention (full-time equivalent x days).
    PreventionDays: Per::One,
}

/// Integrals of levels.
pub(crate) const LEVELS: &[Counted] = &[Counted::PreventionDays];

/// Others that are no whole number of cases.
pub(crate) const MEASURED: &[Counted] = &[];

waits! {}
