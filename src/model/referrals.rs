//! From onset to referral: children who come to be at risk, and the concerns that someone sees (model.md, section 2).

use crate::engine::EventKey;
use crate::scenario::{Arrivals, ClassId, SourceId};
use crate::time::Days;

use super::by_name::{ChildOrigin, drawn};
use super::chance::{Draw, InformationFrom};
use super::child::{Case, Child, HiddenRisk};
use super::event::Event;
use super::ids::ChildId;
use super::observation::Observation;
use super::publicity;
use super::replication::Replication;
use super::setting::SourceFacts;

/// Days within which another referral is a re-referral.
// National statistics count them so: within twelve months of the referral before.
pub const RE_REFERRAL_DAYS: f64 = 365.0;

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
        let rate = setting.solved.classes[class.index()].onset_per_day;
        if rate > 0.0 {
            let (key, number) = (setting.by_name.class(class), self.world.onsets[class.index()]);
            let mut stream = self.chance(Draw::Onset { class: key, number });
            let days = stream.exponential() / rate;
            // The rate may be so small that no number is as large as the time to the first of them.
            if days.is_finite() {
                self.world.events.schedule(self.now() + Days(days), Event::Onset(class));
            }
        }
    }

    pub(super) fn onset(&mut self, class: ClassId) {
        let number = self.world.onsets[class.index()];
        if !self.is_prevented(class, number) {
            let id = self.child_at_risk(class, ChildOrigin::Onset, number);
            if self.setting.scenario.referrals.arrivals == Arrivals::Direct {
                self.refer_at_once(id);
            }
        }
        // A prevented child counts too: the next child keeps their number, and all their chance with it.
        self.world.onsets[class.index()] += 1;
        self.schedule_onset(class);
    }

    /// A child comes to be at risk.
    pub(super) fn child_at_risk(
        &mut self,
        class: ClassId,
        origin: ChildOrigin,
        number: u64,
    ) -> ChildId {
        let hidden_risk = HiddenRisk {
            key: self.setting.by_name.child(class, origin, number),
            // No draw below 1 has been made yet, so nothing is recognised before the first concern.
            draw: 1.0,
            next_concern: EventKey::NONE,
            concerns: 0,
            class,
            classes_entered: 0,
        };
        let child = Child::new(self.now());
        let id = self.world.children.add(child, hidden_risk);
        self.enter_class(id, class, Some(origin));
        id
    }

    /// Enters a class: severity, concealment and the clocks' budgets are drawn anew, old evidence stays.
    pub(super) fn enter_class(&mut self, id: ChildId, class: ClassId, origin: Option<ChildOrigin>) {
        let setting = self.setting;
        let HiddenRisk { key, classes_entered, .. } = *self.world.children.hidden_risk(id);
        let mut life = self.chance(Draw::Life { child: key, entered: classes_entered });
        let facts = setting.scenario.class(class);
        let hidden_risk = self.world.children.hidden_risk_mut(id);
        hidden_risk.class = class;
        hidden_risk.classes_entered = hidden_risk.classes_entered.wrapping_add(1);
        let child = &mut self.world.children[id];
        child.high = facts.high;
        child.ever_high |= facts.high;
        child.severity = facts.severity_mean + facts.severity_sd * life.normal();
        child.concealment =
            if setting.scenario.without.concealment { 0.0 } else { facts.concealment };
        // The clocks hold them in this order: harm, escalation, resolution.
        let budgets = [life.exponential(), life.exponential(), life.exponential()];
        self.renew_clocks(id, budgets);
        self.schedule_concern(id);
        self.tell(id, Observation::ClassEntered { class, origin });
    }

    // Referrals that arrive directly need nobody who sees a concern: whoever would have seen the first refers.
    fn refer_at_once(&mut self, id: ChildId) {
        let source = self.seen_by(self.world.children.hidden_risk(id));
        self.refer(id, source);
    }

    // On entering a class the next concern is drawn anew: the old draw, known to have lasted until now, would be too long.
    pub(super) fn schedule_concern(&mut self, id: ChildId) {
        if self.setting.scenario.referrals.arrivals == Arrivals::Direct {
            return;
        }
        let hidden_risk = *self.world.children.hidden_risk(id);
        let every = self.setting.scenario.class(hidden_risk.class).concern_every_days;
        let mut stream = self.chance(Draw::Concern {
            child: hidden_risk.key,
            concerns: hidden_risk.concerns,
            entered: hidden_risk.classes_entered,
        });
        let at = self.now() + Days(every * stream.exponential());
        self.world.events.cancel(hidden_risk.next_concern);
        let next_concern = self.world.events.schedule(at, Event::Concern(id));
        // Drawn with the time and from its stream: whether a concern is recognised then costs no stream of its own.
        *self.world.children.hidden_risk_mut(id) =
            HiddenRisk { next_concern, draw: stream.uniform(), ..hidden_risk };
    }

    /// Someone could notice something: is it recognised and referred?
    pub(super) fn concern(&mut self, id: ChildId) {
        let hidden_risk = *self.world.children.hidden_risk(id);
        self.world.children.hidden_risk_mut(id).concerns += 1;
        self.schedule_concern(id);
        // The next one is on its way by now: what comes of this one may take the child out of the model.
        let recognised_by = self.recognised_by(&hidden_risk);
        let asked = self.world.diary.is_some();
        let source = recognised_by.or_else(|| asked.then(|| self.seen_by(&hidden_risk)));
        self.tell(id, Observation::Concern { source, passed_on: recognised_by.is_some() });
        let Some(source) = recognised_by else { return };
        match *self.world.children[id].case() {
            Case::None { .. } => self.refer(id, source),
            Case::Screening { .. } | Case::Open(_) => self.further_concern(id, source),
            Case::MovedOn { .. } => {}
        }
    }

    // Whoever sees a concern and passes it on. Most draws are above what any source would recognise: then it does not matter who
    // sees it, and nobody is asked.
    fn recognised_by(&self, hidden_risk: &HiddenRisk) -> Option<SourceId> {
        let setting = self.setting;
        let now = self.now();
        let day = now.day();
        let holidays = setting.scenario.calendar.in_school_holidays(day);
        let usual = setting.scenario.class(hidden_risk.class).recognition * setting.weekday[day];
        let base =
            |facts: &SourceFacts| usual * if holidays { facts.in_school_holidays } else { 1.0 };
        if hidden_risk.draw
            >= publicity::bound(base(&setting.most), &self.world.surges, setting.most.response)
        {
            return None;
        }
        // It is asked only now, since each asking costs a stream.
        let source = self.seen_by(hidden_risk);
        let facts = &setting.sources[source.index()];
        let multiplier = publicity::multiplier(&self.world.surges, facts.response, now);
        (hidden_risk.draw < publicity::recognised(base(facts), multiplier)).then_some(source)
    }

    // Which source sees a concern: the one with the least exponential over its share, each keyed by child, concern and name.
    fn seen_by(&self, hidden_risk: &HiddenRisk) -> SourceId {
        let draw = Draw::Source {
            child: hidden_risk.key,
            concerns: hidden_risk.concerns,
            entered: hidden_risk.classes_entered,
        };
        let word = self.chance(draw).word();
        let source = drawn(&self.setting.lots, word);
        SourceId::from_index(source.expect("a checked scenario has a source with a share"))
    }

    fn refer(&mut self, id: ChildId, source: SourceId) {
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
        if !first {
            child.evidence.retain(records);
        }
        child.referrals += 1;
        // The keys of stays hold the referral too, so the count may begin anew.
        child.times_in_stages = 0;
        child.reached += 1;
        child.last_referral = Some(now);
        let class = self.world.children.hidden_risk(id).class;
        self.tell(id, Observation::Referred { source, class, first, re_referral });
        self.gather_information(
            id,
            setting.sources[source.index()].precision,
            0.0,
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

    fn further_concern(&mut self, id: ChildId, source: SourceId) {
        let setting = self.setting;
        self.world.children[id].reached += 1;
        let number = self.world.children.hidden_risk(id).concerns;
        let before = self.world.children[id].evidence.estimate(setting.prior());
        let at = InformationFrom::Concern { number };
        self.gather_information(id, setting.sources[source.index()].precision, 0.0, at);
        self.tell(id, Observation::FurtherConcern { known: self.known(id) });
        self.move_up(id);
        self.review_early(id, before);
    }

    /// Information about a child: one observation of this precision, made with this trust.
    pub(super) fn gather_information(
        &mut self,
        id: ChildId,
        precision: f64,
        trust: f64,
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
        child.evidence.add(y, precision);
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

    #[test]
    fn a_further_concern_moves_a_case_up_the_queue() {
        let mut run = quiet(&[]);
        let ids = [2.0, 0.5].map(|estimate| {
            let id = run.referred(0, estimate);
            run.await_screening(id);
            id
        });
        run.world.children[ids[1]].evidence.add(4.0, 1e15);
        run.further_concern(ids[1], SourceId::from_index(0));
        let queues = &mut run.world.queues;
        let next = queues.call(&mut run.world.children, crate::model::waiting::Queue::Screening);
        assert_eq!(next, Some(ids[1]));
    }
}
