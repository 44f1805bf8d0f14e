//! The organisation around the work (model.md, section 8). Absent means off. What is here is one file each; what stands in a
//! folder of its own is in the list of [`crate::mechanisms`], and acts at the moments of `mechanism.rs`.
//!
//! What the rest of the model reads of it are the [`WorkingConditions`](state::WorkingConditions) under which work is done:
//! they change at midnight and when something happens here, never in between. [`OrganisationEvent`]s are this part's own
//! entries of the event list.

pub mod actions;
pub mod culture;
pub(crate) mod effect;
pub mod facts;
pub mod feedback;
pub mod happening;
pub(crate) mod mechanism;
pub mod state;
pub mod transfers;

use happening::{MechanismEvent, OrganisationEvent};
use mechanism::Mechanism as _;

use super::child::{Given, StageEpisode};
use super::event::Event;
use super::ids::ChildId;
use super::replication::Replication;
use crate::measure::Place;
use crate::scenario::ClassId;
use crate::time::SimTime;

impl Replication<'_> {
    /// What is dated in the organisation.
    pub(super) fn schedule_organisation(&mut self) {
        self.schedule_blame();
        self.schedule_actions();
        self.mechanisms_begin();
    }

    /// Something happens in the organisation.
    pub(super) fn organisation_happens(&mut self, what: OrganisationEvent) {
        match what {
            OrganisationEvent::TragedyPublic => self.tragedy_public(),
            OrganisationEvent::Blamed(event) => self.blamed(event),
            OrganisationEvent::BlamedByChance { lacking } => self.blamed_by_chance(lacking),
            OrganisationEvent::ActionBegins(action) => self.action_begins(action),
            OrganisationEvent::ActionEnds(action) => self.action_ends(action),
            OrganisationEvent::Mechanism(what) => self.mechanism_happens(what),
        }
    }

    /// The end of a day: blame has faded a little, and managers may decide to act.
    pub(super) fn organisation_midnight(&mut self) {
        // Blame comes first: it decides how much of the pressure managers see.
        self.culture_midnight();
        self.watch_pressure();
        self.mechanisms_midnight();
    }

    pub(crate) fn schedule_organisation_event(&mut self, at: SimTime, what: OrganisationEvent) {
        // What is dated before day 0 happens on it: the event list takes nothing into the past.
        self.world.events.schedule(at.max(self.world.events.now()), Event::Organisation(what));
    }
}

macro_rules! of_mechanisms {
    ({ $($mechanism:ident: $Mechanism:ident,)* }) => {
        impl Replication<'_> {
            fn mechanisms_begin(&mut self) {
                $(crate::mechanisms::$mechanism::handlers::Handlers::begin(self);)*
            }

            /// How mechanisms move what is referred: from each moment on by so much more (natural logarithm).
            pub(super) fn drift_of_referrals(&self) -> Vec<(SimTime, f64)> {
                let mut all = Vec::new();
                $(crate::mechanisms::$mechanism::handlers::Handlers::drift_of_referrals(
                    self, &mut |from, log| all.push((from, log)),
                );)*
                all
            }

            fn mechanisms_midnight(&mut self) {
                $(crate::mechanisms::$mechanism::handlers::Handlers::midnight(self);)*
            }

            fn mechanism_happens(&mut self, what: MechanismEvent) {
                match what {
                    $(MechanismEvent::$Mechanism(what) => {
                        crate::mechanisms::$mechanism::handlers::Handlers::happens(self, what);
                    })*
                }
            }

            /// Whether a mechanism keeps a child from coming to be at risk.
            pub(super) fn is_prevented(&mut self, class: ClassId, number: u64) -> bool {
                // The first mechanism that prevents it has counted it, so no other is asked.
                false $(|| crate::mechanisms::$mechanism::handlers::Handlers::prevents(
                    self, class, number,
                ))*
            }

            /// A child was referred.
            pub(super) fn mechanisms_referred(&mut self, id: ChildId) {
                $(crate::mechanisms::$mechanism::handlers::Handlers::referred(self, id);)*
            }

            /// A child was closed at triage: what it has of the mechanisms then.
            pub(super) fn mechanisms_screened_out(&mut self, id: ChildId) -> Given {
                Given {
                    $($mechanism: crate::mechanisms::$mechanism::handlers::Handlers::screened_out(
                        self, id,
                    ),)*
                }
            }

            /// A child leaves a stage, by its decision or because they have come to harm.
            pub(super) fn mechanisms_left_stage(
                &mut self,
                id: ChildId,
                left: &StageEpisode,
                decided: bool,
            ) {
                $(crate::mechanisms::$mechanism::handlers::Handlers::left_stage(
                    self, id, left, decided,
                );)*
            }

            /// A child whom the service knew has come to serious harm.
            fn mechanisms_harmed(&mut self, id: ChildId, place: Place) {
                $(crate::mechanisms::$mechanism::handlers::Handlers::harmed(self, id, place);)*
            }

            /// The risk to a child has ended.
            pub(super) fn mechanisms_risk_ended(&mut self, id: ChildId) {
                $(crate::mechanisms::$mechanism::handlers::Handlers::risk_ended(self, id);)*
            }

            /// A child leaves the model.
            pub(super) fn mechanisms_left(&mut self, id: ChildId) {
                $(crate::mechanisms::$mechanism::handlers::Handlers::left(self, id);)*
            }

            /// The end of the run.
            pub(super) fn mechanisms_end(&mut self) {
                $(crate::mechanisms::$mechanism::handlers::Handlers::end(self);)*
            }

            /// The books of the mechanisms.
            pub(super) fn audit_mechanisms(&self) -> Result<(), String> {
                $(crate::mechanisms::$mechanism::handlers::Handlers::audit(self)?;)*
                Ok(())
            }
        }
    };
}
crate::mechanisms::mechanisms! { of_mechanisms! }

#[cfg(test)]
pub(crate) mod tests;
