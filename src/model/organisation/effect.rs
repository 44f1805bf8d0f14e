//! What a mechanism of the list changes for others all the time (model.md, section 8), read where hours and clocks are set, and
//! what it counts of children that others observe.

use crate::measure::{Counter, Settlement};
use crate::scenario::{Scenario, StageId, TeamId};
use crate::time::SimTime;

/// The effect of a mechanism. One that says nothing has none.
pub(crate) trait Effect {
    /// What a child has of it.
    type OfChild;
    /// What it looks up.
    type Facts;

    /// The share of a team's working hours that it leaves (0..1).
    fn hours_left(_: &Scenario, _: TeamId) -> f64 {
        1.0
    }

    /// What it is called, and the key that gives all replications the course that it takes in one; `None` where it has no course of its own.
    #[cfg(feature = "native")]
    fn course(_: &Scenario) -> Option<(&'static str, &'static str)> {
        None
    }

    /// Whether it moves how much is referred.
    fn moves_referrals(_: &Self::Facts) -> bool {
        false
    }

    /// How many times faster the risk ends with what a child has of it; `None` where that changes nothing.
    fn helps(_: &Scenario, _: Self::OfChild) -> Option<f64> {
        None
    }

    /// How far it lowers the lines of a stage's decisions now (on the severity scale).
    fn lowers(&self, _: StageId) -> f64 {
        0.0
    }

    /// What is counted of a child who came to notice at a moment: then (`None`), and when what became of them is known. Each
    /// count has its counter, its member, and the moment whose periods it belongs to.
    fn noticed(
        _: &Self::Facts,
        _: SimTime,
        _: Option<Settlement>,
        _: &mut impl FnMut(Counter, usize, SimTime),
    ) {
    }
}
