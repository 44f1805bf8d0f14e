//! Where a child was when it came to harm.

use serde::Serialize;

/// Where a child was when it came to harm: the first that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[repr(usize)]
// The order matters. Five places are of children receiving services, two of children closed or refused, the last of
// the unknown: shares of harm take them in these groups.
pub enum Place {
    /// Its last visit is overdue.
    Drifting,
    /// On a plan that does not protect.
    PlanNotProtective,
    /// At a protective stage.
    Protected,
    /// Waiting: for screening or for a worker.
    Waiting,
    /// Being assessed, conference included.
    Assessed,
    /// Known, and closed after an assessment or plan.
    Closed,
    /// Known, and closed at triage last.
    ScreenedOut,
    /// Never referred.
    Unknown,
}

impl Place {
    /// All, in the order of the tables.
    pub const ALL: [Place; 8] = [
        Place::Drifting,
        Place::PlanNotProtective,
        Place::Protected,
        Place::Waiting,
        Place::Assessed,
        Place::Closed,
        Place::ScreenedOut,
        Place::Unknown,
    ];

    /// The name in measure ids, tables and figures.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Place::Drifting => "drifting",
            Place::PlanNotProtective => "on a plan that does not protect",
            Place::Protected => "protected",
            Place::Waiting => "waiting",
            Place::Assessed => "being assessed",
            Place::Closed => "closed",
            Place::ScreenedOut => "screened out",
            Place::Unknown => "unknown",
        }
    }
}
