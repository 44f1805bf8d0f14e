//! How it ended for a high-risk child: found, missed by one of seven routes, or the risk ended
//! first (model.md, section 9).

use serde::{Serialize, Serializer};

/// Where a high-risk child or episode ended up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(usize)]
// The order matters: it is the place of each among the counters, and `ROUTES` are all but the first and the last.
pub enum Settlement {
    /// Reached a protective stage in time.
    Found,
    /// Closed at triage.
    ScreenedOut,
    /// A later decision closed the case or put it on a stage that is not protective.
    Misjudged,
    /// The target passed, or harm came, before or during screening.
    LateScreening,
    /// … while waiting for a worker.
    LateAllocation,
    /// … while being assessed.
    LateAssessment,
    /// … on the way to a conference.
    LateConference,
    /// … on a plan that does not protect.
    LatePlan,
    /// The risk ended first.
    Resolved,
}

impl Settlement {
    /// All, in the order of the tables.
    pub const ALL: [Settlement; 9] = [
        Settlement::Found,
        Settlement::ScreenedOut,
        Settlement::Misjudged,
        Settlement::LateScreening,
        Settlement::LateAllocation,
        Settlement::LateAssessment,
        Settlement::LateConference,
        Settlement::LatePlan,
        Settlement::Resolved,
    ];

    /// The routes by which a child is missed: all but the first and the last.
    pub const ROUTES: [Settlement; 7] = {
        // The routes are cut out of the list of all: with two lists, one could lack a route.
        let [_found, routes @ .., _resolved] = Settlement::ALL;
        routes
    };

    /// The name in measure ids, tables and figures.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Settlement::Found => "found in time",
            Settlement::ScreenedOut => "screened out",
            Settlement::Misjudged => "misjudged",
            Settlement::LateScreening => "late: screening",
            Settlement::LateAllocation => "late: allocation",
            Settlement::LateAssessment => "late: assessment",
            Settlement::LateConference => "late: conference",
            Settlement::LatePlan => "late: plan",
            Settlement::Resolved => "risk ended first",
        }
    }
}

impl Serialize for Settlement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
