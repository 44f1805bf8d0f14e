//! From onset to referral: children who come to be at risk, and what a referral begins (model.md, section 2).

use crate::engine::{EventKey, Stream};
use crate::measure::Counter;
use crate::scenario::{Arrivals, ClassId, SourceId};
use crate::time::SimTime;

use super::by_name::ChildOrigin;
use super::chance::{Draw, InformationFrom};
use super::child::{Case, Child, HiddenRisk};
use super::event::Event;
use super::ids::ChildId;
use super::observation::Observation;
use super::replication::Replication;

/// Days within which another referral is a re-referral.
// National statistics count them so: within twelve months of the referral before.
pub const RE_REFERRAL_DAYS: f64 = 365.0;

/// The budgets of a child's clocks in a class, in the order in which the clocks hold them: harm, escalation, resolution.
pub(super) fn budgets(life: &mut Stream) -> [f64; 3] {
    [life.exponential(), life.exponential(), life.exponential()]
}

impl Replication<'_> {
    /// The hidden children of day 0: their number is Poisson and their past irrelevant, since the clocks have no memory.
    pub(super) fn hidden_on_day_0(&mut self, class: ClassId) {
        let setting = self.setting;
        let mean = setting.solved.classes[class.index()].hidden_on_day_0;
        let hidden =
            self.chance(Draw::Hidden { class: setting.by_name.class(class) }).poisson(mean);
        for number in 0..hidden {
            self.child_at_risk(class, ChildOrigin::Hidden, number);
        }
    }

    pub(super) fn schedule_onset(&mut self, class: ClassId) {
        let setting = self.setting;
        if setting.solved.classes[class.index()].onset_per_day > 0.0 {
            let (key, number) = (setting.by_name.class(class), self.world.onsets[class.index()]);
            let budget = self.chance(Draw::Onset { class: key, number }).exponential();
            if let Some(at) = self.next_onset(class, budget) {
                self.world.events.schedule(at, Event::Onset(class));
            }
        }
    }

    pub(super) fn onset(&mut self, class: ClassId) {
        let number = self.world.onsets[class.index()];
        let child = if self.is_prevented(class, number) {
            None
        } else {
            self.child_at_risk(class, ChildOrigin::Onset, number)
        };
        match child {
            Some(id) if self.setting.scenario.referrals.arrivals == Arrivals::Direct => {
                self.refer_at_once(id);
            }
            Some(_) => {}
            None => self.world.nothing_came_of(Event::Onset(class)),
        }
        // A prevented child counts too: the next child keeps their number, and all their chance with it.
        self.world.onsets[class.index()] += 1;
        self.schedule_onset(class);
    }

    /// A child comes to be at risk: in the model, or `None` where nobody would notice.
    pub(super) fn child_at_risk(
        &mut self,
        class: ClassId,
        origin: ChildOrigin,
        number: u64,
    ) -> Option<ChildId> {
        let key = self.setting.by_name.child(class, origin, number);
        let entered = Observation::ClassEntered { class, origin: Some(origin) };
        let mut life = self.chance(Draw::Life { child: key, entered: 0 });
        let budgets = budgets(&mut life);
        let first = match self.goes_unnoticed(class, key, budgets) {
            Ok(()) => {
                self.tell_of(key, entered);
                return None;
            }
            Err(first) => first,
        };
        let id = self.add_child(key, class, self.now(), budgets, life.normal());
        match first {
            Some(first) if self.world.diary.is_none() => self.await_concern(id, Some(first)),
            _ => self.schedule_concern(id),
        }
        self.tell(id, entered);
        Some(id)
    }

    /// A child is in the model, at risk since then: the clocks run from there.
    pub(super) fn add_child(
        &mut self,
        key: u64,
        class: ClassId,
        since: SimTime,
        budgets: [f64; 3],
        severity: f64,
    ) -> ChildId {
        let hidden_risk = HiddenRisk {
            key,
            since,
            next_concern: EventKey::NONE,
            // Nothing is recognised before the first concern.
            height: 1.0,
            number: 0,
            concerns: 0,
            class,
            classes_entered: 1,
        };
        let id = self.world.children.add(Child::new(since), hidden_risk);
        self.set_class(id, class, severity);
        self.renew_clocks(id, budgets);
        id
    }

    /// Enters another class: severity, concealment and the clocks' budgets are drawn anew, old evidence stays.
    pub(super) fn enter_class(&mut self, id: ChildId, class: ClassId) {
        let hidden_risk = *self.world.children.hidden_risk(id);
        let mut life = self
            .chance(Draw::Life { child: hidden_risk.key, entered: hidden_risk.classes_entered });
        *self.world.children.hidden_risk_mut(id) = HiddenRisk {
            since: self.now(),
            concerns: self.concerns_so_far(&hidden_risk),
            class,
            classes_entered: hidden_risk.classes_entered.wrapping_add(1),
            ..hidden_risk
        };
        let budgets = budgets(&mut life);
        self.set_class(id, class, life.normal());
        self.renew_clocks(id, budgets);
        self.schedule_concern(id);
        self.tell(id, Observation::ClassEntered { class, origin: None });
    }

    fn set_class(&mut self, id: ChildId, class: ClassId, severity: f64) {
        let setting = self.setting;
        let facts = setting.scenario.class(class);
        let child = &mut self.world.children[id];
        child.high = facts.high;
        child.ever_high |= facts.high;
        child.severity = facts.severity_mean + facts.severity_sd * severity;
        child.concealment =
            if setting.scenario.without.concealment { 0.0 } else { facts.concealment };
    }

    // Referrals that arrive directly need nobody who sees a concern: whoever would have seen the first refers.
    fn refer_at_once(&mut self, id: ChildId) {
        let &HiddenRisk { key, number, .. } = self.world.children.hidden_risk(id);
        self.refer(id, self.seen_by(key, number));
    }

    pub(super) fn refer(&mut self, id: ChildId, source: SourceId) {
        let setting = self.setting;
        let now = self.now();
        // This comes before the case opens: only children without an open case hold what mechanisms give.
        self.mechanisms_referred(id);
        let records = if setting.scenario.without.records {
            1.0
        } else {
            setting.scenario.judgement.records_retained
        };
        let child = &mut self.world.children[id];
        let first = child.referrals == 0;
        let re_referral =
            child.last_referral.is_some_and(|last| (now - last).0 <= RE_REFERRAL_DAYS);
        let on_file = child.evidence.on_file();
        if !first {
            child.evidence.pass_on(records);
        }
        child.referrals += 1;
        // The keys of stays hold the referral too, so the count may begin anew.
        child.times_in_stages = 0;
        child.reached += 1;
        child.last_referral = Some(now);
        let class = self.world.children.hidden_risk(id).class;
        self.tell(id, Observation::Referred { source, class, first, re_referral });
        if !first && setting.thins_recording {
            self.count(Counter::FileHeldAtReferral, 0, on_file);
        }
        self.gather_information(
            id,
            setting.sources[source.index()].precision,
            0.0,
            1.0,
            InformationFrom::Referral,
        );
        let case = Case::Screening { since: now, task: None };
        self.move_child(id, |standing| standing.set_case(case));
        // The case has moved by now: an episode asks at once whether the child is protected where they stand.
        if self.world.children[id].at_high_risk() {
            self.open_episode(id);
        }
        self.await_screening(id);
    }

    /// Information about a child: one observation of this precision, made with this trust, of which this share is written down.
    pub(super) fn gather_information(
        &mut self,
        id: ChildId,
        precision: f64,
        trust: f64,
        recorded: f64,
        at: InformationFrom,
    ) {
        // Its noise would be infinite, and infinity times no precision is no number.
        if precision <= 0.0 {
            return;
        }
        debug_assert!(self.setting.solved.prior_precision > 0.0, "a prior has a precision");
        let child = &self.world.children[id];
        let (key, referral) = (self.world.children.hidden_risk(id).key, child.referrals);
        let z = self.chance(Draw::Information { child: key, referral, at }).normal();
        let child = &mut self.world.children[id];
        let y =
            super::judgement::observation(child.severity, child.concealment, trust, precision, z);
        child.evidence.add_recorded(y, precision, recorded);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::child::Closure;
    use crate::model::tests::quiet;

    #[test]
    fn part_of_what_was_on_file_is_there_at_a_referral_again() {
        let mut run = quiet(&["judgement.records_retained=0.5"]);
        let id = run.referred(0, 0.5);
        run.close_case(id, Closure::Closed);
        let before = run.world.children[id].evidence.precision();
        run.refer(id, SourceId::from_index(0));
        let child = &run.world.children[id];
        assert!((child.evidence.precision() / before - 0.5).abs() < 1e-9);
        assert_eq!(child.referrals, 2);
        assert!(matches!(child.case(), Case::Screening { task: None, .. }));
    }

    #[test]
    fn a_child_at_high_risk_comes_to_notice_when_referred_and_another_does_not() {
        let mut run = quiet(&[]);
        for (class, noticed) in [(0, false), (1, true)] {
            let id = run.hidden(class);
            run.refer(id, SourceId::from_index(0));
            assert_eq!(run.world.children[id].came_to_notice.is_some(), noticed);
        }
    }

    #[test]
    fn who_arrives_directly_is_referred_at_once_and_no_concern_follows() {
        let mut run = quiet(&["referrals.arrivals=direct"]);
        run.onset(ClassId::from_index(1));
        let id = ChildId(0);
        let child = &run.world.children[id];
        assert!(matches!(child.case(), Case::Screening { .. }), "waits for screening");
        assert!(child.referrals == 1 && child.came_to_notice.is_some());
        run.close_case(id, Closure::Closed);
        assert!(run.world.children.get(id).is_some(), "the risk is still there");
        assert_eq!(run.world.children.hidden_risk(id).next_concern, EventKey::NONE);
    }
}
