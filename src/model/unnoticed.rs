//! Children at risk whom nobody would notice: they leave no trace, so they are not simulated, until publicity lets more be
//! recognised (model.md, section 2).
//!
//! Of most children at lower risk no concern is ever recognised. What would become of them is known at the onset: the risk ends
//! before anybody recognises anything, and nothing of that is counted. Only their key is kept, and when publicity begins it is asked
//! again whether anybody would.

use crate::scenario::ClassId;
use crate::time::Days;

use super::chance::Draw;
use super::concerns::{Concern, Concerns};
use super::ids::ChildId;
use super::observation::Observation;
use super::publicity;
use super::referrals::budgets;
use super::replication::Replication;
use super::unnoticed_children::Unnoticed;

impl Replication<'_> {
    /// Whether nobody would notice a child of a new class before the risk ends, and nothing else would happen that counts; then they
    /// are put by. Else the first concern that could be recognised, where that is known.
    pub(super) fn goes_unnoticed(
        &mut self,
        class: ClassId,
        key: u64,
        budgets: [f64; 3],
    ) -> Result<(), Option<Concern>> {
        let Some([escalation, resolution]) = self.setting.classes[class.index()].unnoticed else {
            return Err(None);
        };
        let now = self.now();
        let [_, escalates, resolves] = budgets;
        let days = resolves / resolution;
        if escalation > 0.0 && escalates / escalation <= days {
            return Err(None);
        }
        // Beyond all that is simulated, which may be beyond what a number can hold.
        let ends = if days.is_finite() { now + Days(days) } else { self.setting.end + Days(1.0) };
        let child = Unnoticed { key, since: now, ends, class };
        match self.first_noticed(&child) {
            Some(concern) => Err(Some(concern)),
            None => {
                self.world.unnoticed.add(child, now);
                Ok(())
            }
        }
    }

    // The first concern from now on that somebody could recognise before the risk ends, of a child in their first class.
    fn first_noticed(&self, child: &Unnoticed) -> Option<Concern> {
        let Unnoticed { key, since, ends, class } = *child;
        let every = self.setting.scenario.class(class).concern_every_days;
        let concerns = Concerns { child: key, entered: 1, since, every };
        let until = ends.min(self.setting.end);
        self.first_concern(&concerns, self.now(), until, self.most_recognised(class))
    }

    /// More may be recognised than before, or less: concerns that could not be may now be.
    pub(super) fn publicity_changes(&mut self) {
        let response = self.setting.most.response;
        let highest = publicity::highest(&self.world.surges, response, self.now());
        let before = std::mem::replace(&mut self.world.highest, highest);
        // What fades asks for nothing: concerns that could have been recognised are looked at when they come. Nor does a last digit.
        if highest > before * (1.0 + 1e-12) {
            self.more_is_noticed();
        }
    }

    fn more_is_noticed(&mut self) {
        for id in (0..self.world.children.slots()).map(ChildId) {
            if self.world.children.get(id).is_some_and(|child| !child.risk_ended()) {
                self.schedule_concern(id);
            }
        }
        let now = self.now();
        let mut unnoticed = std::mem::take(&mut self.world.unnoticed);
        unnoticed.children.retain(|child| {
            if child.ends <= now {
                return false;
            }
            // Concerns before now lie above what was recognised then.
            let Some(first) = self.first_noticed(child) else { return true };
            self.is_noticed_after_all(*child, first);
            false
        });
        self.world.unnoticed = unnoticed;
    }

    // They are in the model from now on, as they would have been since the onset.
    fn is_noticed_after_all(&mut self, child: Unnoticed, first: Concern) {
        let Unnoticed { key, since, class, .. } = child;
        let mut life = self.chance(Draw::Life { child: key, entered: 0 });
        let budgets = budgets(&mut life);
        let id = self.add_child(key, class, since, budgets, life.normal());
        if self.world.diary.is_some() {
            self.write_down_concerns(id);
            self.schedule_concern(id);
        } else {
            self.await_concern(id, Some(first));
        }
    }

    // The diary tells of the concerns that came to nothing meanwhile.
    #[cold]
    fn write_down_concerns(&mut self, id: ChildId) {
        let hidden_risk = *self.world.children.hidden_risk(id);
        let concerns = self.concerns_about(&hidden_risk);
        let (mut told, now) = (hidden_risk.since, self.now());
        let below = self.most_volume_of(hidden_risk.class, 0);
        while let Some(Concern { at, number, height }) =
            self.first_concern(&concerns, told, now, below)
        {
            told = at;
            if height >= self.volume_of(hidden_risk.class, at.day()) {
                continue;
            }
            let source = Some(self.seen_by(hidden_risk.key, number));
            let what = Observation::Concern { source, passed_on: false };
            self.write_down(hidden_risk.key, at, what);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::by_name::ChildOrigin;
    use crate::model::publicity::Surge;
    use crate::model::tests::quiet;
    use crate::scenario::PublicityShape;
    use crate::time::SimTime;

    /// The service without publicity so far, and so many children of the first class who came to be at risk on day 0.
    fn with_children(count: u64) -> Replication<'static> {
        let mut run = quiet(&[]);
        run.world.surges.clear();
        run.publicity_changes();
        for number in 0..count {
            run.child_at_risk(ClassId::from_index(0), ChildOrigin::Hidden, number);
        }
        run
    }

    fn noticed_at(run: &Replication<'_>) -> Vec<u64> {
        let children = &run.world.children;
        let mut keys: Vec<u64> = children.ids().map(|id| children.hidden_risk(id).key).collect();
        keys.sort_unstable();
        keys
    }

    #[test]
    fn most_children_at_lower_risk_go_unnoticed_and_publicity_lets_more_be_noticed() {
        let mut run = with_children(1_000);
        let before = noticed_at(&run);
        let unnoticed = run.world.unnoticed.children.len();
        assert_eq!(before.len() + unnoticed, 1_000);
        // A concern below what is recognised comes at the rate of concerns times that, and the risk ends meanwhile or it does not.
        let class = &run.setting.scenario.risk[0];
        let noticed = run.most_recognised(ClassId::from_index(0)) / class.concern_every_days;
        let ends = 1.0 / class.resolves_after_days + class.escalates_per_year / 365.25;
        let expected = 1_000.0 * noticed / (noticed + ends);
        let escalate = class.escalates_per_year / 365.25 / ends * (1_000.0 - expected);
        let all = expected + escalate;
        assert!((before.len() as f64 - all).abs() < 70.0, "{} of {all}", before.len());

        let shape =
            PublicityShape { peak: 3.0, ramp_days: 10.0, half_life_days: 100.0, lasting: 0.0 };
        run.world.surges.push(Surge::new(SimTime::ZERO, shape));
        run.publicity_changes();
        let after = noticed_at(&run);
        assert!(before.iter().all(|key| after.contains(key)), "nobody is forgotten");
        assert!(after.len() > before.len() + 20, "{} and {}", before.len(), after.len());
        assert_eq!(after.len() + run.world.unnoticed.children.len(), 1_000);
        run.audit().expect("the books are right");
    }

    #[test]
    fn a_child_noticed_after_all_is_the_one_that_would_have_been_there_since_the_onset() {
        let mut late = with_children(300);
        late.wait(40.0);
        let shape =
            PublicityShape { peak: 5.0, ramp_days: 0.0, half_life_days: 100.0, lasting: 1.0 };
        late.world.surges.push(Surge::new(late.now(), shape));
        late.publicity_changes();

        // The same children where as much is recognised from the beginning.
        let mut early = quiet(&[]);
        early.world.surges = vec![Surge::new(SimTime::ZERO, shape)];
        early.publicity_changes();
        for number in 0..300 {
            early.child_at_risk(ClassId::from_index(0), ChildOrigin::Hidden, number);
        }
        let mut compared = 0;
        for id in late.world.children.ids() {
            let hidden_risk = late.world.children.hidden_risk(id);
            let same = early
                .world
                .children
                .ids()
                .find(|&same| early.world.children.hidden_risk(same).key == hidden_risk.key);
            let same = same.expect("nobody is noticed late who would not be noticed early");
            let (a, b) = (&late.world.children[id], &early.world.children[same]);
            assert_eq!(a.severity.to_bits(), b.severity.to_bits());
            assert_eq!(a.rates(), b.rates());
            assert_eq!(a.next_transition(), b.next_transition());
            assert_eq!(hidden_risk.since, early.world.children.hidden_risk(same).since);
            compared += 1;
        }
        assert!(compared > 50, "{compared}");
    }

    #[test]
    fn those_whose_risk_has_ended_are_forgotten_in_time() {
        let mut run = with_children(0);
        let class = ClassId::from_index(0);
        for number in 0..20_000 {
            if number % 50 == 0 {
                run.wait(1.0);
            }
            run.child_at_risk(class, ChildOrigin::Onset, number);
        }
        let (now, kept) = (run.now(), &run.world.unnoticed.children);
        let there = kept.iter().filter(|child| child.ends > now).count();
        assert!(kept.len() < 2 * there + 200, "{} kept, {there} there", kept.len());
    }
}
