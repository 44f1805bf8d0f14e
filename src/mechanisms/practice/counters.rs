//! What is counted of practice.

use crate::measure::{Members, Per, counted, waits};

const DRIFTING: Per = Per::Own(&Members {
    words: "decision that drifts",
    count: |names| names.mechanisms.practice.drifting.len(),
    name: |names, member| {
        names.mechanisms.practice.drifting.get(member).copied().unwrap_or_default().to_owned()
    },
});

counted! {
    /// Integral of how far practice has drifted from normal times (natural logarithm of the share who go on x days).
    PracticeDays: DRIFTING,
}

/// Integrals of levels.
pub(crate) const LEVELS: &[Counted] = &[Counted::PracticeDays];

/// Others that are no whole number of cases.
pub(crate) const MEASURED: &[Counted] = &[];

waits! {}
