//! Early help: a child closed at triage takes a place if one is free, and its risk ends sooner
//! (model.md, section 8).
//!
//! A place is free again when the child is referred again, comes to harm, or its risk ends. Nobody waits for a place.

use crate::measure::Counter;
use crate::model::ids::ChildId;
use crate::model::replication::Replication;

impl Replication<'_> {
    /// A referral was closed at triage: is there a place for the child? True where it is taken, for whoever moves the child.
    pub(in crate::model) fn offer_early_help(&mut self, id: ChildId) -> bool {
        let Some(help) = &self.setting.scenario.early_help else { return false };
        if self.world.organisation.early_help.taken >= help.places {
            self.count(Counter::EarlyHelpFull, 0, 1.0);
            return false;
        }
        self.world.organisation.early_help.taken += 1;
        let high = if self.world.children[id].at_high_risk() { 1.0 } else { 0.0 };
        self.count(Counter::EarlyHelpTaken, 0, 1.0);
        self.count(Counter::EarlyHelpHigh, 0, high);
        self.level(Counter::EarlyHelpDays, 0, 1.0);
        true
    }

    /// A child's place, if it has one, is free again.
    pub(in crate::model) fn leave_early_help(&mut self, id: ChildId) {
        if self.world.children[id].early_help() {
            self.move_child(id, |standing| standing.set_early_help(false));
            self.world.organisation.early_help.taken -= 1;
            self.level(Counter::EarlyHelpDays, 0, -1.0);
        }
    }

    /// The risk to a child has ended, with a place or without.
    pub(in crate::model) fn early_help_succeeds(&mut self, id: ChildId) {
        if self.world.children[id].early_help() {
            self.count(Counter::EarlyHelpResolved, 0, 1.0);
        }
    }

    /// Children with a place.
    pub(in crate::model) fn early_help_taken(&self) -> u32 {
        self.world.organisation.early_help.taken
    }
}
