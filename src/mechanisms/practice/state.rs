//! Practice in a run: how far it has drifted, and what that makes of the lines of decisions.

use jiff::civil::date;

use super::keys::{DECISIONS, DRIFTING, Practice, leading_to};
use crate::model::clone_by_field::clone_by_field;
use crate::model::organisation::effect::Effect;
use crate::scenario::kinds::MayBeIdle as _;
use crate::scenario::{Scenario, StageId};
use crate::time::SimTime;

/// How far practice has drifted.
#[derive(Debug, Default)]
pub struct State {
    /// So many years that drift have begun.
    pub(super) begun: usize,
    /// The sum of the steps that stay, of each key.
    pub(super) lasting: [f64; DRIFTING.len()],
    /// The drift as it stands, of each key (natural logarithm of the share, or of referrals).
    pub(super) drift: [f64; DRIFTING.len()],
    /// How far it lowers the lines of each stage (on the severity scale); empty until something drifts.
    pub(super) lowered: Vec<f64>,
}

clone_by_field!(State { begun, lasting, drift, lowered });

impl State {
    /// Before the first day.
    pub(crate) fn reset(&mut self) {
        self.begun = 0;
        self.lasting = [0.0; DRIFTING.len()];
        self.drift = [0.0; DRIFTING.len()];
        self.lowered.clear();
    }
}

impl Effect for State {
    type OfChild = OfChild;
    type Facts = Facts;

    #[cfg(feature = "native")]
    fn course(scenario: &Scenario) -> Option<(&'static str, &'static str)> {
        // Where a course is written, all replications have it already.
        Practice::of(scenario)
            .filter(|practice| practice.course.is_none())
            .map(|_| ("practice", "practice.course"))
    }

    fn moves_referrals(facts: &Facts) -> bool {
        facts.moves_referrals
    }

    fn lowers(&self, stage: StageId) -> f64 {
        self.lowered.get(stage.index()).copied().unwrap_or(0.0)
    }
}

/// What a child has of it.
pub(crate) type OfChild = ();

/// What will happen: nothing of its own, since it waits for a midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {}

impl Happening {
    pub(crate) const KINDS: &[(u8, &str)] = &[];

    pub(crate) const fn kind(self) -> usize {
        match self {}
    }
}

/// What is looked up.
pub struct Facts {
    /// The statistical years that drift: when each begins, and the calendar year of its 1 April.
    pub(super) years: Vec<(SimTime, i16)>,
    /// Whether what is referred drifts.
    pub(super) moves_referrals: bool,
    /// Of each key that decisions make those that lead to its stage: the stage that decides, and the line.
    pub(super) decisions: [Vec<(StageId, usize)>; DECISIONS],
}

impl Facts {
    pub(crate) fn new(scenario: &Scenario, _: usize) -> Facts {
        let mut facts =
            Facts { years: Vec::new(), moves_referrals: false, decisions: Default::default() };
        let Some(practice) = Practice::of(scenario) else { return facts };
        facts.moves_referrals = practice.door.as_ref().is_some_and(|door| !door.is_off());
        let begins = |year: i16| (scenario.time.at(date(year, 4, 1)), year);
        facts.years = (practice.from.year()..)
            .map(begins)
            .skip_while(|(day, _)| *day < scenario.time.at(practice.from))
            .take_while(|(day, _)| *day < scenario.time.horizon())
            .collect();
        for (drift, decisions) in practice.decisions().into_iter().zip(&mut facts.decisions) {
            let stage = drift.and_then(|drift| {
                scenario.stages.iter().position(|stage| stage.name == drift.stage)
            });
            *decisions = stage
                .map(|to| leading_to(&scenario.stages, StageId::from_index(to)))
                .unwrap_or_default();
        }
        facts
    }
}
