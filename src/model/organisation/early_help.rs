//! Early help: a child closed at triage takes a place if one is free, and its risk ends sooner
//! (model.md, section 8).
//!
//! A place is free again when the child is referred again, comes to harm, or its risk ends. Nobody waits for a place.

use crate::mechanisms::early_help::counters::Counted as HelpCounted;
use crate::model::child::ChildId;
use crate::model::observation::Observation;
use crate::model::setting::Setting;
use crate::model::world::World;

/// Places taken.
#[derive(Clone, Copy, Debug, Default)]
pub struct EarlyHelp {
    taken: u32,
}

impl World {
    /// A referral was closed at triage: is there a place for the child?
    pub(in crate::model) fn offer_early_help(&mut self, setting: &Setting<'_>, id: ChildId) {
        let Some(help) = &setting.scenario.mechanisms.early_help else { return };
        if self.organisation.early_help.taken >= help.places {
            self.observe(
                setting,
                Observation::Organisation {
                    what: HelpCounted::EarlyHelpFull.into(),
                    member: 0,
                    by: 1.0,
                },
            );
            return;
        }
        self.organisation.early_help.taken += 1;
        self.children[id].early_help = true;
        let high = if self.children[id].at_high_risk() { 1.0 } else { 0.0 };
        self.observe(
            setting,
            Observation::Organisation {
                what: HelpCounted::EarlyHelpTaken.into(),
                member: 0,
                by: 1.0,
            },
        );
        self.observe(
            setting,
            Observation::Organisation {
                what: HelpCounted::EarlyHelpHigh.into(),
                member: 0,
                by: high,
            },
        );
        self.observe(
            setting,
            Observation::Level { of: HelpCounted::EarlyHelpDays.into(), member: 0, by: 1.0 },
        );
    }

    /// A child's place, if it has one, is free again. Its clocks are set anew by whoever calls this.
    pub(in crate::model) fn leave_early_help(&mut self, setting: &Setting<'_>, id: ChildId) {
        if std::mem::take(&mut self.children[id].early_help) {
            self.organisation.early_help.taken -= 1;
            self.observe(
                setting,
                Observation::Level { of: HelpCounted::EarlyHelpDays.into(), member: 0, by: -1.0 },
            );
        }
    }

    /// The risk to a child has ended, with a place or without.
    pub(in crate::model) fn early_help_succeeds(&mut self, setting: &Setting<'_>, id: ChildId) {
        if self.children[id].early_help {
            self.observe(
                setting,
                Observation::Organisation {
                    what: HelpCounted::EarlyHelpResolved.into(),
                    member: 0,
                    by: 1.0,
                },
            );
        }
    }

    /// Children with a place.
    pub(in crate::model) fn early_help_taken(&self) -> u32 {
        self.organisation.early_help.taken
    }
}
