//! From onset to referral: children who come to be at risk, and the concerns that someone sees (model.md, section 2).

use crate::engine::EventKey;
use crate::mechanisms::prevention::counters::Counted as PreventionCounted;
use crate::scenario::{ClassId, SourceId};
use crate::time::Days;

use super::by_name::{Origin, drawn};
use super::chance::Purpose;
use super::child::{Case, Child, ChildId, Clocks, Fate, Front};
use super::diary::Happened;
use super::event::Event;
use super::judgement::Evidence;
use super::observation::Observation;
use super::publicity;
use super::setting::{Setting, SourceFacts};
use super::world::World;

/// Days within which another referral is a re-referral.
pub const RE_REFERRAL_DAYS: f64 = 365.0;

impl World {
    /// The hidden children of day 0: their number is Poisson and their past irrelevant, since the clocks have no memory.
    pub(super) fn hidden_on_day_0(&mut self, setting: &Setting<'_>, class: ClassId) {
        let mean = setting.solved.classes[class.index()].hidden_on_day_0;
        let hidden =
            self.chance(Purpose::Hidden, [setting.by_name.class(class), 0, 0]).poisson(mean);
        for number in 0..hidden {
            self.child_at_risk(setting, class, Origin::Hidden, number);
        }
    }

    pub(super) fn schedule_onset(&mut self, setting: &Setting<'_>, class: ClassId) {
        let rate = setting.solved.classes[class.index()].onset_per_day;
        if rate > 0.0 {
            let key = [setting.by_name.class(class), self.onsets[class.index()], 0];
            let mut stream = self.chance(Purpose::Onset, key);
            let next = self.now() + Days(stream.exponential() / rate);
            self.events.schedule(next, Event::Onset(class));
        }
    }

    pub(super) fn onset(&mut self, setting: &Setting<'_>, class: ClassId) {
        let number = self.onsets[class.index()];
        if self.is_prevented(setting, class, number) {
            let what = PreventionCounted::OnsetsPrevented.into();
            self.observe(
                setting,
                Observation::Organisation { what, member: class.index(), by: 1.0 },
            );
        } else {
            self.observe(setting, Observation::ClassEntered { class, onset: true });
            self.child_at_risk(setting, class, Origin::Onset, number);
        }
        self.onsets[class.index()] += 1;
        self.schedule_onset(setting, class);
    }

    fn child_at_risk(
        &mut self,
        setting: &Setting<'_>,
        class: ClassId,
        origin: Origin,
        number: u64,
    ) {
        let front = Front {
            key: setting.by_name.child(class, origin, number),
            luck: 1.0,
            next_concern: EventKey::NONE,
            concerns: 0,
            class,
            classes_entered: 0,
        };
        let child = Child {
            severity: 0.0,
            concealment: 0.0,
            over: false,
            high: false,
            ever_high: false,
            early_help: false,
            clocks: Clocks {
                left: [0.0; 3],
                rates: [0.0; 3],
                since: self.now(),
                event: EventKey::NONE,
                first: Fate::Resolution,
            },
            reached: 0,
            referrals: 0,
            last_referral: None,
            rounds: 0,
            evidence: Evidence::default(),
            hours_with_worker: 0.0,
            known_worker: None,
            former_workers: None,
            case: Case::None { last: None },
            ticket: 0,
            episode: None,
            notice: None,
        };
        let id = self.children.add(child, front);
        self.enter_class(setting, id, class);
    }

    /// Enters a class: severity, concealment and the clocks' budgets are drawn anew, old evidence stays.
    pub(super) fn enter_class(&mut self, setting: &Setting<'_>, id: ChildId, class: ClassId) {
        let key = self.children.front(id).key;
        let mut life = self
            .chance(Purpose::Life, [key, u64::from(self.children.front(id).classes_entered), 0]);
        let facts = setting.scenario.class(class);
        let front = self.children.front_mut(id);
        front.class = class;
        front.classes_entered = front.classes_entered.wrapping_add(1);
        let child = &mut self.children[id];
        child.high = facts.high;
        child.ever_high |= facts.high;
        child.severity = facts.severity_mean + facts.severity_sd * life.normal();
        child.concealment =
            if setting.scenario.without.concealment { 0.0 } else { facts.concealment };
        child.clocks.left = [life.exponential(), life.exponential(), life.exponential()];
        self.start_clocks(setting, id);
        self.schedule_concern(setting, id);
        self.note(id, |_| Happened::AtRisk(class));
    }

    // On entering a class the next concern is drawn anew: the old draw, known to have lasted until now, would be too long.
    pub(super) fn schedule_concern(&mut self, setting: &Setting<'_>, id: ChildId) {
        let front = *self.children.front(id);
        let every = setting.scenario.class(front.class).concern_every_days;
        let mut stream = self.chance(
            Purpose::Concern,
            [front.key, u64::from(front.concerns), u64::from(front.classes_entered)],
        );
        let at = self.now() + Days(every * stream.exponential());
        self.events.cancel(front.next_concern);
        let next_concern = self.events.schedule(at, Event::Concern(id));
        *self.children.front_mut(id) = Front { next_concern, luck: stream.uniform(), ..front };
    }

    /// Someone could notice something: is it recognised and referred?
    pub(super) fn concern(&mut self, setting: &Setting<'_>, id: ChildId) {
        let front = *self.children.front(id);
        self.children.front_mut(id).concerns += 1;
        self.observe(setting, Observation::Concern);
        self.schedule_concern(setting, id);
        let recognised_by = self.recognised_by(setting, &front);
        self.note(id, |world| {
            let source = recognised_by.unwrap_or_else(|| world.seen_by(setting, &front));
            Happened::Concern { source, passed_on: recognised_by.is_some() }
        });
        let Some(source) = recognised_by else { return };
        match self.children[id].case {
            Case::None { .. } => self.refer(setting, id, source),
            Case::Screening { .. } | Case::Open(_) => self.further_concern(setting, id, source),
            Case::Left { .. } => {}
        }
    }

    // Whoever sees a concern and passes it on. Most luck is above what any source would recognise: then it does not matter who
    // sees it, and nobody is asked.
    fn recognised_by(&self, setting: &Setting<'_>, front: &Front) -> Option<SourceId> {
        let now = self.now();
        let day = now.day();
        let holidays = setting.scenario.calendar.in_school_holidays(day);
        let usual = setting.scenario.class(front.class).recognition * setting.weekday[day];
        let base =
            |facts: &SourceFacts| usual * if holidays { facts.in_school_holidays } else { 1.0 };
        if front.luck >= publicity::bound(base(&setting.most), &self.surges, setting.most.response)
        {
            return None;
        }
        let source = self.seen_by(setting, front);
        let facts = &setting.sources[source.index()];
        let multiplier = publicity::multiplier(&self.surges, facts.response, now);
        (front.luck < publicity::recognised(base(facts), multiplier)).then_some(source)
    }

    // Which source sees a concern: the one with the least exponential over its share, each keyed by child, concern and name.
    fn seen_by(&self, setting: &Setting<'_>, front: &Front) -> SourceId {
        let key = [front.key, u64::from(front.concerns), u64::from(front.classes_entered)];
        let word = self.chance(Purpose::Source, key).word();
        drawn(&setting.lots, word).expect("a checked scenario has a source with a share")
    }

    fn refer(&mut self, setting: &Setting<'_>, id: ChildId, source: SourceId) {
        let now = self.now();
        self.spend_clocks(setting, id);
        self.leave_early_help(setting, id);
        let records = if setting.scenario.without.records {
            1.0
        } else {
            setting.scenario.judgement.records_retained
        };
        let child = &mut self.children[id];
        let first = child.referrals == 0;
        let again = child.last_referral.is_some_and(|last| (now - last).0 <= RE_REFERRAL_DAYS);
        if !first {
            child.evidence.retain(records);
        }
        child.referrals += 1;
        child.rounds = 0;
        child.reached += 1;
        child.last_referral = Some(now);
        let class = self.children.front(id).class;
        self.observe(setting, Observation::Referred { source, class, first, again });
        self.note(id, |_| Happened::Referred { source, again });
        self.look(setting, id, setting.sources[source.index()].precision, 0.0, [0, 0]);
        self.children[id].case = Case::Screening { since: now, task: None };
        self.set_clocks(setting, id);
        if self.children[id].at_high_risk() {
            self.open_episode(setting, id);
        }
        self.await_screening(setting, id);
    }

    fn further_concern(&mut self, setting: &Setting<'_>, id: ChildId, source: SourceId) {
        self.observe(setting, Observation::FurtherConcern);
        self.children[id].reached += 1;
        let index = u64::from(self.children.front(id).concerns);
        let before = self.children[id].evidence.estimate(self.prior(setting));
        self.look(setting, id, setting.sources[source.index()].precision, 0.0, [1, index]);
        self.note(id, |world| Happened::FurtherConcern { known: world.known(setting, id) });
        self.move_up(setting, id);
        self.review_early(setting, id, before);
    }

    /// One look at a child: an observation of this precision, made with this trust.
    pub(super) fn look(
        &mut self,
        setting: &Setting<'_>,
        id: ChildId,
        precision: f64,
        trust: f64,
        index: [u64; 2],
    ) {
        if precision <= 0.0 {
            return;
        }
        debug_assert!(setting.solved.prior_precision > 0.0, "a prior has a precision");
        let child = &self.children[id];
        let z = self
            .chance(
                Purpose::Look,
                [
                    self.children.front(id).key,
                    u64::from(child.referrals) << 32 ^ index[0],
                    index[1],
                ],
            )
            .normal();
        let child = &mut self.children[id];
        let y =
            super::judgement::observation(child.severity, child.concealment, trust, precision, z);
        child.evidence.add(y, precision);
    }

    /// The first of a child's clocks runs out.
    pub(super) fn fate(&mut self, setting: &Setting<'_>, id: ChildId) {
        self.spend_clocks(setting, id);
        match self.children[id].clocks.first {
            Fate::Harm => self.harm(setting, id),
            Fate::Escalation => self.escalate(setting, id),
            Fate::Resolution => self.resolve(setting, id),
        }
    }

    fn harm(&mut self, setting: &Setting<'_>, id: ChildId) {
        let child = &self.children[id];
        let (place, concerns, reached) =
            (child.place(setting), self.children.front(id).concerns, child.reached);
        self.observe(setting, Observation::Harmed { place, concerns, reached });
        self.note(id, |_| Happened::Harmed(place));
        self.tragedy(setting, id, place);
        self.high_ended(setting, id);
        self.lost(setting, id);
        self.leave_case(setting, id);
        self.leave_model(setting, id);
    }

    fn escalate(&mut self, setting: &Setting<'_>, id: ChildId) {
        let was_high = self.children[id].high;
        let to = setting
            .scenario
            .class(self.children.front(id).class)
            .escalates_to
            .expect("only a class that leads on escalates");
        self.observe(setting, Observation::ClassEntered { class: to, onset: false });
        self.enter_class(setting, id, to);
        let open = matches!(self.children[id].case, Case::Screening { .. } | Case::Open(_));
        if open && !was_high && setting.is_high(to) {
            self.open_episode(setting, id);
        }
    }

    // With a case open no worker can know that the risk has ended: the case runs on to its decisions.
    fn resolve(&mut self, setting: &Setting<'_>, id: ChildId) {
        self.note(id, |_| Happened::RiskEnded);
        self.high_ended(setting, id);
        self.risk_over(setting, id);
        self.early_help_succeeds(setting, id);
        if matches!(self.children[id].case, Case::None { .. }) {
            self.leave_model(setting, id);
            return;
        }
        let lowest = setting
            .scenario
            .risk
            .iter()
            .map(|class| class.severity_mean)
            .fold(f64::INFINITY, f64::min);
        let child = &mut self.children[id];
        child.over = true;
        child.severity = child.severity.min(lowest);
        child.concealment = 0.0;
        let concern =
            std::mem::replace(&mut self.children.front_mut(id).next_concern, EventKey::NONE);
        self.events.cancel(concern);
        self.set_clocks(setting, id);
    }

    fn high_ended(&mut self, setting: &Setting<'_>, id: ChildId) {
        let child = &self.children[id];
        if child.ever_high {
            let unreferred = child.referrals == 0;
            self.observe(setting, Observation::HighEnded { unreferred });
        }
    }

    /// Spends the clocks' budgets up to now at the rates so far. Called before anything that changes rates or the child's place.
    pub(super) fn spend_clocks(&mut self, setting: &Setting<'_>, id: ChildId) {
        let now = self.now();
        let child = &mut self.children[id];
        let from = child.clocks.since;
        let days = (now - from).0;
        if days <= 0.0 {
            return;
        }
        child.clocks.since = now;
        for (left, rate) in child.clocks.left.iter_mut().zip(child.clocks.rates) {
            *left = (*left - rate * days).max(0.0);
        }
        let rate = child.clocks.rates[0];
        if rate > 0.0 {
            let place = child.place(setting);
            self.observe(setting, Observation::Exposed { place, from, rate });
        }
    }

    /// Sets the clocks to the rates of where the child is now. Budgets are spent already.
    #[expect(
        clippy::float_cmp,
        reason = "rates come from the same sum: the same place gives the same bits"
    )]
    pub(super) fn set_clocks(&mut self, setting: &Setting<'_>, id: ChildId) {
        let child = &self.children[id];
        debug_assert!(child.clocks.since == self.now(), "budgets are spent before rates change");
        if child.rates_now(setting, self.children.front(id).class) != child.clocks.rates {
            self.start_clocks(setting, id);
        }
    }

    fn start_clocks(&mut self, setting: &Setting<'_>, id: ChildId) {
        let now = self.now();
        let class = self.children.front(id).class;
        let child = &mut self.children[id];
        child.clocks.rates = child.rates_now(setting, class);
        child.clocks.since = now;
        let mut next = (f64::INFINITY, Fate::Resolution);
        for (fate, (left, rate)) in
            Fate::ALL.into_iter().zip(child.clocks.left.into_iter().zip(child.clocks.rates))
        {
            let days = if rate > 0.0 { left / rate } else { f64::INFINITY };
            if days < next.0 {
                next = (days, fate);
            }
        }
        child.clocks.first = next.1;
        let old = std::mem::replace(&mut child.clocks.event, EventKey::NONE);
        self.events.cancel(old);
        if next.0.is_finite() {
            self.children[id].clocks.event =
                self.events.schedule(now + Days(next.0), Event::Fate(id));
        }
    }

    /// The child leaves the model.
    pub(super) fn leave_model(&mut self, setting: &Setting<'_>, id: ChildId) {
        self.spend_clocks(setting, id);
        self.leave_early_help(setting, id);
        if let Case::Left { stage, since, event } = self.children[id].case {
            self.events.cancel(event);
            self.leave_stock(setting, stage, since);
        }
        if self.children[id].notice.is_some_and(|notice| notice.settled.is_none()) {
            self.lost(setting, id);
        }
        let child = &self.children[id];
        debug_assert_eq!(child.ticket, 0, "a child that leaves waits nowhere");
        let (fate, concern) = (child.clocks.event, self.children.front(id).next_concern);
        self.events.cancel(fate);
        self.events.cancel(concern);
        self.cancel_targets(id);
        self.forget_workers(id);
        self.windows_at_end(setting, id);
        self.children.remove(id);
    }
}
