//! What is counted of early help.

use crate::measure::{Per, counted, waits};

counted! {
    /// Integral of early help places taken (children x days).
    EarlyHelpDays: Per::One,
    /// Children closed at triage who took a place.
    EarlyHelpTaken: Per::One,
    /// Children closed at triage who found no place free.
    EarlyHelpFull: Per::One,
    /// Children at high risk who took a place.
    EarlyHelpHigh: Per::One,
    /// Children whose risk ended while they had a place.
    EarlyHelpResolved: Per::One,
}

/// Integrals of levels.
pub(crate) const LEVELS: &[Counted] = &[Counted::EarlyHelpDays];

/// Others that are no whole number of cases.
pub(crate) const MEASURED: &[Counted] = &[];

waits! {}
