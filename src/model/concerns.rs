//! Concerns about a child: the moments at which someone could notice something, and whether it is recognised and referred
//! (model.md, section 2).
//!
//! The concerns about a child are the marks of a Poisson process: each has a moment, and a height that is uniform on 0 to 1. It is
//! recognised where its height lies below the probability of that moment. Most heights lie above what anybody would recognise on any
//! day; such a concern changes nothing, so it never becomes an event. Where more is referred than in normal times (`volume.rs`), there
//! are concerns above 1 too: heights go up to so many times as much. What publicity may add later is still there to be found, since
//! the marks follow from keys: the child's, the class's and that of a stretch of time.

use crate::engine::{EventKey, Stream};
use crate::scenario::{Arrivals, ClassId, SourceId};
use crate::time::{Days, SimTime};

use super::by_name::drawn;
use super::chance::{Draw, InformationFrom};
use super::child::{Case, HiddenRisk};
use super::event::Event;
use super::ids::ChildId;
use super::observation::Observation;
use super::publicity;
use super::recognition::SourceFacts;
use super::replication::Replication;

/// Concerns in a stretch of time, on average.
// Those of a stretch are drawn together. A shorter one needs more streams until a low one is found; in a longer one most that are
// drawn lie beyond the end of the risk.
const A_STRETCH: f64 = 4.0;

/// A concern.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Concern {
    /// When.
    pub at: SimTime,
    /// How rarely such a concern is recognised: uniform on 0 to the volume of its day (1 in normal times), and it is where this lies
    /// below the probability times the volume.
    pub height: f64,
    /// Its number: no other concern about the child has it, whatever happened before.
    pub number: u64,
}

/// The concerns about a child in one class.
#[derive(Clone, Copy, Debug)]
pub struct Concerns {
    /// Key of the child's streams.
    pub child: u64,
    /// Classes entered.
    pub entered: u16,
    /// In the class since.
    pub since: SimTime,
    /// Mean time between two (days).
    pub every: f64,
}

impl Concerns {
    /// The first concern after `now` and before `until` of a height less than `below`.
    #[must_use]
    pub fn next(
        &self,
        stream: impl Fn(Draw) -> Stream,
        now: SimTime,
        until: SimTime,
        below: f64,
    ) -> Option<Concern> {
        let length = self.every * A_STRETCH;
        if below <= 0.0 {
            return None;
        }
        let mut stretch = ((now - self.since).0 / length) as u32;
        while self.since + Days(length * f64::from(stretch)) < until {
            let mut first: Option<Concern> = None;
            self.marks(&stream, stretch, below, |concern| {
                if concern.at > now && first.is_none_or(|first| concern.at < first.at) {
                    first = Some(concern);
                }
            });
            if let Some(first) = first {
                return (first.at < until).then_some(first);
            }
            stretch += 1;
        }
        None
    }

    /// All concerns after `from` and up to `to` of a height less than `below`, by stretches of time.
    pub fn each(
        &self,
        stream: impl Fn(Draw) -> Stream,
        [from, to]: [SimTime; 2],
        below: f64,
        mut each: impl FnMut(Concern),
    ) {
        let length = self.every * A_STRETCH;
        let mut stretch = ((from - self.since).0 / length) as u32;
        while self.since + Days(length * f64::from(stretch)) < to {
            self.marks(&stream, stretch, below, |concern| {
                if concern.at > from && concern.at <= to {
                    each(concern);
                }
            });
            stretch += 1;
        }
    }

    // The marks of a stretch from the lowest up: more of them are asked for, and those so far are the same.
    #[inline]
    fn marks(
        &self,
        stream: &impl Fn(Draw) -> Stream,
        stretch: u32,
        below: f64,
        mut each: impl FnMut(Concern),
    ) {
        let key = Draw::Concerns { child: self.child, entered: self.entered, stretch };
        let mut stream = stream(key);
        let mut height = stream.exponential() / A_STRETCH;
        let mut n = 0_u16;
        while height < below {
            let part = f64::from(stretch) + stream.uniform();
            let at = self.since + Days(self.every * A_STRETCH * part);
            let number = u64::from(self.entered) << 48 | u64::from(stretch) << 16 | u64::from(n);
            each(Concern { at, height, number });
            height += stream.exponential() / A_STRETCH;
            n = n.wrapping_add(1);
        }
    }
}

impl Replication<'_> {
    /// The most that anybody recognises of a class's concerns from now on, as long as there is no more publicity.
    #[inline]
    pub(super) fn most_recognised(&self, class: ClassId) -> f64 {
        publicity::bound(self.setting.classes[class.index()].recognised, self.world.highest)
            * self.most_volume_of(class, self.now().day())
    }

    /// The concerns about a child in the class where they are.
    pub(super) fn concerns_about(&self, hidden_risk: &HiddenRisk) -> Concerns {
        Concerns {
            child: hidden_risk.key,
            entered: hidden_risk.classes_entered,
            since: hidden_risk.since,
            every: self.setting.scenario.class(hidden_risk.class).concern_every_days,
        }
    }

    /// The first concern after `now` and before `until` of a height less than `below`.
    pub(super) fn first_concern(
        &self,
        concerns: &Concerns,
        now: SimTime,
        until: SimTime,
        below: f64,
    ) -> Option<Concern> {
        concerns.next(|draw| self.chance(draw), now, until, below)
    }

    /// Concerns about a child so far, heard or not.
    pub(super) fn concerns_so_far(&self, hidden_risk: &HiddenRisk) -> u32 {
        let mut count = hidden_risk.concerns;
        if self.setting.scenario.referrals.arrivals == Arrivals::Concerns {
            let concerns = self.concerns_about(hidden_risk);
            let (class, from) = (hidden_risk.class, hidden_risk.since);
            // The most of all days: of the past, too.
            let below = self.most_volume_of(class, 0);
            concerns.each(
                |draw| self.chance(draw),
                [from, self.now()],
                below,
                |concern| {
                    count += u32::from(concern.height < self.volume_of(class, concern.at.day()));
                },
            );
        }
        count
    }

    /// Schedules the next concern that could be recognised. One that stood for a later moment is cancelled.
    pub(super) fn schedule_concern(&mut self, id: ChildId) {
        if self.setting.scenario.referrals.arrivals == Arrivals::Direct {
            return;
        }
        let hidden_risk = *self.world.children.hidden_risk(id);
        // A diary tells of those that nobody passes on, too.
        let below = match self.world.diary.is_some() {
            true => self.most_volume_of(hidden_risk.class, self.now().day()),
            false => self.most_recognised(hidden_risk.class),
        };
        let concerns = self.concerns_about(&hidden_risk);
        let next = self.first_concern(&concerns, self.now(), self.setting.end, below);
        self.await_concern(id, next);
    }

    /// This is the next concern about a child that could be recognised.
    pub(super) fn await_concern(&mut self, id: ChildId, next: Option<Concern>) {
        let hidden_risk = *self.world.children.hidden_risk(id);
        self.world.events.cancel(hidden_risk.next_concern);
        let (next_concern, height, number) = match next {
            None => (EventKey::NONE, 1.0, 0),
            Some(concern) => {
                let event = self.world.events.schedule(concern.at, Event::Concern(id));
                (event, concern.height, concern.number)
            }
        };
        *self.world.children.hidden_risk_mut(id) =
            HiddenRisk { next_concern, height, number, ..hidden_risk };
    }

    /// Someone could notice something: is it recognised and referred?
    pub(super) fn concern(&mut self, id: ChildId) {
        let hidden_risk = *self.world.children.hidden_risk(id);
        self.schedule_concern(id);
        // The next one is on its way by now: what comes of this one may take the child out of the model.
        let recognised_by = self.recognised_by(&hidden_risk);
        if self.world.diary.is_some() && self.is_concern(&hidden_risk) {
            let source =
                recognised_by.or_else(|| Some(self.seen_by(hidden_risk.key, hidden_risk.number)));
            self.tell(id, Observation::Concern { source, passed_on: recognised_by.is_some() });
        }
        let Some(source) = recognised_by else {
            self.world.nothing_came_of(Event::Concern(id));
            return;
        };
        match *self.world.children[id].case() {
            Case::None { .. } => self.refer(id, source),
            Case::Screening { .. } | Case::Open(_) => {
                self.further_concern(id, source, hidden_risk.number)
            }
            Case::MovedOn { .. } => self.world.nothing_came_of(Event::Concern(id)),
        }
    }

    // Whoever sees a concern and passes it on.
    fn recognised_by(&self, hidden_risk: &HiddenRisk) -> Option<SourceId> {
        let setting = self.setting;
        let now = self.now();
        let day = now.day();
        let volume = self.volume_of(hidden_risk.class, day);
        let holidays = setting.scenario.calendar.in_school_holidays(day);
        let usual = setting.scenario.class(hidden_risk.class).recognition * setting.weekday[day];
        let base =
            |facts: &SourceFacts| usual * if holidays { facts.in_school_holidays } else { 1.0 };
        // A height above what any source would recognise today: it does not matter who sees it, and nobody is asked.
        let bound = publicity::bound(base(&setting.most), self.world.highest);
        if hidden_risk.height >= bound * volume {
            return None;
        }
        // It is asked only now, since each asking costs a stream.
        let source = self.seen_by(hidden_risk.key, hidden_risk.number);
        let facts = &setting.sources[source.index()];
        let multiplier = publicity::multiplier(&self.world.surges, facts.response, now);
        let recognised = publicity::recognised(base(facts), multiplier);
        (hidden_risk.height < recognised * volume).then_some(source)
    }

    // Where volume is less than it will be at its most, marks above it are none.
    fn is_concern(&self, hidden_risk: &HiddenRisk) -> bool {
        hidden_risk.height < self.volume_of(hidden_risk.class, self.now().day())
    }

    /// Which source sees a concern: the one with the least exponential over its share, each keyed by child, concern and name.
    pub(super) fn seen_by(&self, child: u64, concern: u64) -> SourceId {
        let draw = Draw::Source { child, concern };
        let word = self.chance(draw).word();
        let source = drawn(&self.setting.lots, word);
        SourceId::from_index(source.expect("a checked scenario has a source with a share"))
    }

    fn further_concern(&mut self, id: ChildId, source: SourceId, number: u64) {
        let setting = self.setting;
        self.world.children[id].reached += 1;
        let before = self.world.children[id].evidence.estimate(setting.prior);
        let at = InformationFrom::Concern { number };
        self.gather_information(id, setting.sources[source.index()].precision, 0.0, 1.0, at);
        self.tell(id, Observation::FurtherConcern { known: self.known(id) });
        self.move_up(id);
        self.review_early(id, before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Streams;
    use crate::model::tests::quiet;

    const EVERY: f64 = 30.0;

    fn concerns(child: u64) -> Concerns {
        Concerns { child, entered: 1, since: SimTime::from_days(7.0), every: EVERY }
    }

    fn until(days: f64) -> SimTime {
        SimTime::from_days(days)
    }

    /// All concerns of a child in the order of time.
    fn all(child: u64, to: SimTime) -> Vec<Concern> {
        let streams = Streams::new(3, 0);
        let mut marks = Vec::new();
        let concerns = concerns(child);
        let stream = |draw: Draw| draw.stream(&streams);
        concerns.each(stream, [concerns.since, to], 1.0, |concern| marks.push(concern));
        marks.sort_by_key(|concern| concern.at);
        marks
    }

    #[test]
    fn concerns_come_as_often_as_they_should_and_heights_are_uniform() {
        let (days, children) = (1_500.0, 400_u64);
        let marks: Vec<_> = (0..children).flat_map(|child| all(child, until(7.0 + days))).collect();
        let expected = children as f64 * days / EVERY;
        assert!((marks.len() as f64 - expected).abs() < 4.0 * expected.sqrt(), "{}", marks.len());
        let below = marks.iter().filter(|concern| concern.height < 0.2).count() as f64;
        assert!((below - 0.2 * expected).abs() < 4.0 * (0.2 * expected).sqrt(), "{below}");
        let early =
            marks.iter().filter(|concern| concern.at < until(7.0 + days / 2.0)).count() as f64;
        assert!((early - 0.5 * expected).abs() < 4.0 * (0.5 * expected).sqrt(), "{early}");
        // Counts of a Poisson process have the variance of their mean.
        let counts: Vec<f64> =
            (0..children).map(|child| all(child, until(7.0 + days)).len() as f64).collect();
        let mean = days / EVERY;
        let variance = counts.iter().map(|count| (count - mean) * (count - mean)).sum::<f64>()
            / counts.len() as f64;
        assert!((variance / mean - 1.0).abs() < 0.3, "{variance}");
    }

    #[test]
    fn whoever_asks_for_fewer_meets_the_same_concerns() {
        let streams = Streams::new(3, 0);
        let end = until(2_000.0);
        for child in 0..50 {
            let all = all(child, end);
            for below in [0.02, 0.3, 1.0] {
                let mut now = concerns(child).since;
                let mut met = Vec::new();
                while let Some(concern) =
                    concerns(child).next(|draw| draw.stream(&streams), now, end, below)
                {
                    now = concern.at;
                    met.push(concern);
                }
                let low: Vec<_> =
                    all.iter().copied().filter(|concern| concern.height < below).collect();
                assert_eq!(met, low);
            }
        }
        // More volume brings others, and leaves these where they are.
        let (from, mut more) = (concerns(1).since, Vec::new());
        concerns(1).each(|draw| draw.stream(&streams), [from, end], 2.5, |mark| more.push(mark));
        more.sort_by_key(|concern| concern.at);
        let as_before: Vec<_> = more.iter().copied().filter(|mark| mark.height < 1.0).collect();
        assert_eq!(as_before, all(1, end));
        assert!(more.len() > 2 * as_before.len(), "{} and {}", more.len(), as_before.len());
        let nothing = concerns(1).next(|draw| draw.stream(&streams), until(7.0), end, 0.0);
        assert_eq!(nothing, None);
    }

    #[test]
    fn no_two_concerns_of_a_child_have_one_number() {
        let mut seen = std::collections::HashSet::new();
        for entered in 1..4 {
            let streams = Streams::new(1, 0);
            let of_class = Concerns { entered, ..concerns(1) };
            let (from, to) = (of_class.since, until(3_000.0));
            of_class.each(
                |draw| draw.stream(&streams),
                [from, to],
                1.0,
                |concern| {
                    assert!(seen.insert(concern.number));
                },
            );
        }
        assert!(seen.len() > 250);
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
        run.further_concern(ids[1], SourceId::from_index(0), 1);
        let queues = &mut run.world.queues;
        let next = queues.call(&mut run.world.children, crate::model::waiting::Queue::Screening);
        assert_eq!(next, Some(ids[1]));
    }
}
