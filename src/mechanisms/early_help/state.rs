//! Early help in a run: the places that are taken.

use super::keys::hours_of;
use crate::model::organisation::effect::Effect;
use crate::scenario::{Scenario, TeamId};

/// Places taken.
#[derive(Clone, Copy, Debug, Default)]
pub struct State {
    // The number is kept beside what each child has: to count them would be a walk over all children at every
    // closure. The audit compares the two.
    pub(crate) taken: u32,
}

impl State {
    /// Before the first day.
    pub(crate) fn reset(&mut self) {
        self.taken = 0;
    }
}

impl Effect for State {
    type OfChild = OfChild;
    type Facts = Facts;

    fn hours_left(scenario: &Scenario, team: TeamId) -> f64 {
        let help = scenario.mechanisms.early_help;
        let Some(help) = help.filter(|help| help.team == Some(team)) else { return 1.0 };
        let hours = hours_of(scenario.team(team), scenario.calendar.hours_per_week());
        // A team without staff has no hours to give.
        if hours > 0.0 { (1.0 - help.hours_per_week / hours).max(0.0) } else { 1.0 }
    }

    fn helps(scenario: &Scenario, has_place: OfChild) -> Option<f64> {
        scenario.mechanisms.early_help.filter(|_| has_place).map(|help| help.factor)
    }
}

/// Whether a child has a place.
pub(crate) type OfChild = bool;

/// What will happen: nothing of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {}

impl Happening {
    pub(crate) const KINDS: &[(u8, &str)] = &[];

    pub(crate) const fn kind(self) -> usize {
        match self {}
    }
}

/// What is looked up: nothing that the scenario does not say.
pub struct Facts;

impl Facts {
    pub(crate) fn new(_: &Scenario, _: usize) -> Facts {
        Facts
    }
}
