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

use super::happening::OrganisationEvent;

impl Replication<'_> {
    /// A child has come to serious harm in this place.
    pub(in crate::model) fn tragedy(&mut self, id: ChildId, place: Place) {
        let setting = self.setting;
        // The public blames the service only for children it knew. The warm-up only fills the service, so nothing goes
        // public then.
        if place == Place::Unknown || self.now() < setting.observed_from {
            return;
        }
        self.mechanisms_harmed(id, place);
        let Some(feedback) = &setting.scenario.feedback else { return };
        let child = self.world.children.hidden_risk(id).key;
        let mut stream = self.chance(Draw::Tragedy { child });
        if stream.uniform() < feedback.public_probability {
            let delay = setting.organisation.public_delay.draw(&mut stream);
            self.schedule_organisation_event(
                self.now() + Days(delay),
                OrganisationEvent::TragedyPublic,
            );
        }
    }

    pub(super) fn tragedy_public(&mut self) {
        let setting = self.setting;
        let Some(feedback) = &setting.scenario.feedback else { return };
        // The twin copied the run's list at the fork, and this event with it.
        if self.world.organisation.private {
            return;
        }
        self.count(Counter::Tragedies, 0, 1.0);
        let surge = Surge::new(self.now(), feedback.shape);
        self.world.surges.push(surge);
        self.publicity_changes();
        if let Some(culture) = &setting.scenario.culture {
            self.lay_blame(culture.blame_per_tragedy);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::normal_times::closed_form;
    use crate::experiment::{Scratch, Twin, replicate};
    use crate::model::Setting;
    use crate::model::organisation::tests::{counted, feedback, fixed, odd};
    use crate::scenario::Feedback;

    #[test]
    fn every_harm_to_a_known_child_goes_public_where_all_do() {
        let mut scenario = odd(&[]);
        scenario.feedback = Some(Feedback { delay_days: fixed(0.0), ..feedback(1.0) });
        // Known: every place but the last.
        let [harms, public] =
            counted(&scenario, 6, &[(Counter::Harms, 7), (Counter::Tragedies, 1)])[..]
        else {
            unreachable!("two counters")
        };
        assert!(harms > 50.0, "the service has harm to show: {harms}");
        assert_eq!(harms, public);
    }

    #[test]
    fn the_twin_keeps_its_harms_to_itself_and_forks_at_the_first_that_is_public() {
        let mut scenario = odd(&[]);
        scenario.publicity.clear();
        scenario.feedback = Some(Feedback { delay_days: fixed(0.0), ..feedback(1.0) });
        let solved = closed_form(&scenario);
        let setting = Setting::new(&scenario, &solved);
        let layout = &setting.catalogue.layout;
        let mut differ = 0;
        for index in 0..4 {
            let output =
                replicate(&setting, index, Twin::With, &mut Scratch::default(), &mut |_, _| {});
            let twin = output.twin.expect("a twin was asked for");
            assert!(output.run.sums[layout.one(Counter::Tragedies)] > 0.0);
            assert_eq!(twin.sums[layout.one(Counter::Tragedies)], 0.0);
            let referrals = layout.one(Counter::Referrals);
            differ += u32::from(output.run.sums[referrals] != twin.sums[referrals]);
        }
        assert_eq!(differ, 4, "tragedies that are public bring referrals");
    }
}
