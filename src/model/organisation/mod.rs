//! The organisation around the work (model.md, section 8): each mechanism is one file, and absent means off.
//!
//! What the rest of the model reads of it are the [`Terms`](state::Terms) under which work is done: they change at midnight
//! and when something happens here, never in between. [`Happening`]s are this part's own entries of the event list.

pub mod actions;
pub mod case_reviews;
pub mod culture;
pub mod early_help;
pub mod facts;
pub mod feedback;
pub mod happening;
pub mod inspection;
pub mod prevention;
pub mod state;
pub mod transfers;

use happening::Happening;

use super::event::Event;
use super::replication::Replication;
use crate::time::SimTime;

impl Replication<'_> {
    /// What is dated in the organisation.
    pub(super) fn schedule_organisation(&mut self) {
        self.schedule_blame();
        self.schedule_inspections();
        self.schedule_actions();
        self.schedule_prevention();
    }

    /// Something happens in the organisation.
    pub(super) fn organisation_happens(&mut self, what: Happening) {
        match what {
            Happening::TragedyPublic => self.tragedy_public(),
            Happening::Blamed(event) => self.blamed(event),
            Happening::ReviewEnds(review) => self.review_ends(review),
            Happening::Inspected(inspection) => self.inspected(inspection),
            Happening::ActionBegins(action) => self.action_begins(action),
            Happening::ActionEnds(action) => self.action_ends(action),
            Happening::PreventionBegins => self.prevention_begins(),
            Happening::PreventionTakesStaff => self.prevention_takes_staff(),
        }
    }

    /// The end of a day: blame has faded a little, and managers may decide to act.
    pub(super) fn organisation_midnight(&mut self) {
        self.culture_midnight();
        self.watch_pressure();
    }

    pub(super) fn schedule_happening(&mut self, at: SimTime, what: Happening) {
        self.world.events.schedule(at.max(self.world.events.now()), Event::Organisation(what));
    }
}

#[cfg(test)]
mod tests;
