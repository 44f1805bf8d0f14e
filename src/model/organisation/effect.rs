//! What a mechanism of the list changes for others all the time (model.md, section 8), read where hours and clocks are set.

use crate::scenario::{Scenario, TeamId};

/// The effect of a mechanism. One that says nothing has none.
pub(crate) trait Effect {
    /// What a child has of it.
    type OfChild;

    /// The share of a team's working hours that it leaves (0..1).
    fn hours_left(_: &Scenario, _: TeamId) -> f64 {
        1.0
    }

    /// How many times faster the risk ends with what a child has of it; `None` where that changes nothing.
    fn helps(_: &Scenario, _: Self::OfChild) -> Option<f64> {
        None
    }
}
