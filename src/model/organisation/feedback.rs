//! Tragedy and publicity: serious harm to a child the service knew may become public, and is then
//! publicity itself (model.md, section 8).
//!
//! Nothing goes public during the warm-up, and nothing in the twin.

use crate::measure::{Counter, Place};
use crate::model::chance::Draw;
use crate::model::ids::ChildId;
use crate::model::publicity::Surge;
use crate::model::replication::Replication;
use crate::time::Days;

use super::happening::Happening;

impl Replication<'_> {
    /// A child has come to serious harm in this place.
    pub(in crate::model) fn tragedy(&mut self, id: ChildId, place: Place) {
        let setting = self.setting;
        if place == Place::Unknown || self.now() < setting.observed_from {
            return;
        }
        self.mechanisms_harmed(id, place);
        let Some(feedback) = &setting.scenario.feedback else { return };
        let child = self.world.children.front(id).key;
        let mut stream = self.chance(Draw::Tragedy { child });
        if stream.uniform() < feedback.public_probability {
            let delay = setting.organisation.public_delay.draw(&mut stream);
            self.schedule_happening(self.now() + Days(delay), Happening::TragedyPublic);
        }
    }

    pub(super) fn tragedy_public(&mut self) {
        let setting = self.setting;
        let Some(feedback) = &setting.scenario.feedback else { return };
        if self.world.organisation.private {
            return;
        }
        self.count(Counter::Tragedies, 0, 1.0);
        let surge = Surge::new(self.now(), feedback.shape);
        self.world.surges.push(surge);
        if let Some(culture) = &setting.scenario.culture {
            self.lay_blame(culture.blame_per_tragedy);
        }
    }
}
