//! Prevention in a run: the staff at work in it.

use crate::model::organisation::effect::Effect;
use crate::scenario::Scenario;

/// Staff at work in prevention.
#[derive(Clone, Copy, Debug, Default)]
pub struct State {
    pub(crate) fte: f64,
}

impl State {
    /// Before the first day.
    pub(crate) fn reset(&mut self) {
        self.fte = 0.0;
    }
}

impl Effect for State {
    type OfChild = OfChild;
    type Facts = Facts;
}

/// What a child has of it.
pub(crate) type OfChild = ();

/// What will happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// Staff begin work in it.
    Begins,
    /// The front line gives its staff to it.
    TakesStaff,
}

impl Happening {
    pub(crate) const KINDS: &[(u8, &str)] =
        &[(60, "prevention begins"), (60, "prevention takes staff")];

    pub(crate) const fn kind(self) -> usize {
        // The order of the kinds is that of the variants.
        self as usize
    }
}

/// What is looked up: nothing that the scenario does not say.
pub struct Facts;

impl Facts {
    pub(crate) fn new(_: &Scenario, _: usize) -> Facts {
        Facts
    }
}
