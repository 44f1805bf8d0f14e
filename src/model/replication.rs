//! A replication, and the match from event to handler (model.md, section 1).
//!
//! Handlers are its methods, in the file of what they are about: they find in `setting` what does not change, and in `world`
//! what does.

use crate::engine::{Stream, Streams};
use crate::measure::Counter;
use crate::time::{Days, SimTime};

use super::chance::Draw;
use super::diary::DiaryEntry;
use super::event::Event;
use super::ids::ChildId;
use super::judgement::Known;
use super::observation::Observation;
use super::organisation::happening::OrganisationEvent;
use super::setting::Setting;
use super::staff::Present;
use super::world::World;

/// One replication: a setting, and a world that changes in it.
///
/// The setting is borrowed, and not counted: it is the same for all replications and threads, and what is found in it may be held
/// while the world changes. The world is owned, so that a replication may go to any thread, and its twin is one with a copy of it.
pub struct Replication<'s> {
    /// What is in force at present.
    pub(crate) setting: &'s Setting<'s>,
    /// What was in force on day 0, which knows what comes later.
    pub(crate) first: &'s Setting<'s>,
    pub(crate) world: World,
}

impl<'s> Replication<'s> {
    /// Day 0: hidden children, staff, the first events. The buffers of `world` are used again; what it kept is lost.
    #[must_use]
    pub fn begin(setting: &'s Setting<'s>, world: World, streams: Streams) -> Replication<'s> {
        let mut begun = Replication { setting, first: setting, world };
        begun.world.reset(setting, streams);
        begun.volume_on_day_0();
        begun.leave_changes();
        begun.staff_on_day_0();
        // Classes go in the order of names. Of two events at one moment the one scheduled first runs first, and the
        // order of a file must not decide that.
        for &class in &setting.by_name.classes {
            begun.hidden_on_day_0(class);
            begun.schedule_onset(class);
        }
        let events = &mut begun.world.events;
        if setting.scenario.calendar.is_working_day(0) || setting.end > SimTime::ZERO {
            let first = setting.scenario.calendar.next_opening(SimTime::ZERO);
            events.schedule(first, Event::Opening);
        }
        events.schedule(SimTime::from_days(1.0), Event::Midnight);
        events.schedule(SimTime::from_days(7.0), Event::StaffWeek);
        events.schedule(setting.observed_from, Event::ObservationBegins);
        begun.schedule_organisation();
        begun
    }

    /// Runs a replication to its end and leaves in `world` what it found.
    pub fn run(setting: &'s Setting<'s>, world: &mut World, streams: Streams) {
        let mut run = Replication::begin(setting, std::mem::take(world), streams);
        run.finish();
        *world = run.into_world();
    }

    /// The twin: the same until now, and from here on without publicity. The buffers of `world` are used again.
    #[must_use]
    pub fn twin(&self, mut world: World) -> Replication<'s> {
        world.clone_from(&self.world);
        world.become_twin(self.setting);
        let mut twin = Replication { setting: self.setting, first: self.first, world };
        if self.first.volume.is_some() {
            twin.volume_on_day_0();
        }
        twin
    }

    /// Where and when it is.
    pub(super) fn at(&self) -> Present<'s> {
        (self.setting, self.now())
    }

    /// The world as it is.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The world, for the next replication to use its buffers.
    #[must_use]
    pub fn into_world(self) -> World {
        self.world
    }
}

impl Replication<'_> {
    /// Runs until just before `until`: events at that moment are left.
    pub fn run_until(&mut self, until: SimTime) {
        while let Some((_, event)) = self.world.events.pop_if(|time, _| time < until) {
            self.happens(event);
        }
    }

    /// Runs until just before `until`, or before a harm becomes public: from then on run and twin differ.
    pub fn run_until_fork(&mut self, until: SimTime) {
        let public = Event::Organisation(OrganisationEvent::TragedyPublic);
        let before = |time, event| time < until && event != public;
        while let Some((_, event)) = self.world.events.pop_if(before) {
            self.happens(event);
        }
    }

    /// Runs to the end and counts what is still open.
    pub fn finish(&mut self) {
        while let Some((_, event)) = self.world.events.pop() {
            self.happens(event);
        }
        for id in (0..self.world.children.slots()).map(ChildId) {
            if self.world.children.get(id).is_some() {
                // Without this the exposure since their rates last changed is lost for all who are still here.
                self.spend_clocks(id);
                self.cut_waits(id);
                self.windows_at_end(id);
            }
        }
        self.mechanisms_end();
        self.world.collector.finish(self.setting);
    }

    /// The time of the event being handled.
    #[must_use]
    pub fn now(&self) -> SimTime {
        self.world.events.now()
    }

    /// Tells the collector what has happened.
    pub(crate) fn observe(&mut self, what: Observation) {
        let now = self.now();
        self.world.collector.record(self.setting, now, what);
    }

    /// Tells all who listen what has happened to a child.
    #[inline]
    pub(crate) fn tell(&mut self, id: ChildId, what: Observation) {
        self.observe(what);
        if self.world.diary.is_some() {
            self.write_down(self.world.children.hidden_risk(id).key, self.now(), what);
        }
    }

    /// Tells all who listen what has happened to a child who is not in the model.
    pub(crate) fn tell_of(&mut self, child: u64, what: Observation) {
        self.observe(what);
        if self.world.diary.is_some() {
            self.write_down(child, self.now(), what);
        }
    }

    #[cold]
    pub(super) fn write_down(&mut self, child: u64, at: SimTime, what: Observation) {
        let line = DiaryEntry { child, at, what };
        if let Some(diary) = &mut self.world.diary {
            diary.lines.push(line);
        }
    }

    /// A level changes by so much: `of` is the counter of its integral, `member` a stage, a team, a grade, an action.
    pub(crate) fn level(&mut self, of: Counter, member: usize, by: f64) {
        self.observe(Observation::Level { of, member, by });
    }

    /// Something is counted of what stands around the work.
    pub(crate) fn count(&mut self, what: Counter, member: usize, by: f64) {
        self.observe(Observation::Organisation { what, member, by });
    }

    // Where the kind of draw is known, its key is that kind's alone; a call that is not inlined asks which of all it is.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(crate) fn chance(&self, draw: Draw) -> Stream {
        draw.stream(&self.world.streams)
    }

    /// What the service can know of a child now.
    pub(crate) fn known(&self, id: ChildId) -> Known {
        self.world.children[id].evidence.known(self.setting.prior)
    }

    // The match from event to handler.
    fn happens(&mut self, event: Event) {
        self.world.executed[event.kind()] += 1;
        match event {
            Event::Onset(class) => self.onset(class),
            Event::Concern(child) => self.concern(child),
            Event::RiskTransition(child) => self.risk_transition(child),
            Event::VisitDue(child) => self.visit_due(child),
            Event::DriftBegins(child) => self.drift_begins(child),
            Event::TaskEnds(child) => self.task_ends(child),
            Event::ReviewDue(child) => self.review(child),
            Event::LeavesStock(child) => self.leave_model(child),
            Event::EpisodeTargetPasses(child) => self.episode_target_passes(child),
            Event::ChildTargetPasses(child) => self.child_target_passes(child),
            Event::Opening => self.opening_hour(),
            Event::WorkBegins => self.work_begins(),
            Event::Midnight => self.midnight(),
            Event::StaffWeek => self.staff_week(),
            Event::ThresholdReview => self.review_threshold(),
            Event::WorkerReturns(worker) => self.worker_returns(worker),
            Event::RecruitArrives(post) => self.recruit_arrives(post),
            Event::AgencyArrives(post) => self.agency_arrives(post),
            Event::ObservationBegins => self.observation_begins(),
            Event::Organisation(what) => self.organisation_happens(what),
        }
    }

    fn midnight(&mut self) {
        let (now, setting) = (self.now(), self.setting);
        self.publicity_changes();
        self.sample_pressure();
        self.look_at_openings();
        self.organisation_midnight();
        // The collector comes last: it may end the week, and the samples above belong to the day that ends.
        self.world.collector.midnight(setting, now);
        self.dated_midnight();
        self.leave_changes();
        if now < setting.horizon.max(setting.observed_from) + Days(1.0) {
            self.world.events.schedule(now + Days(1.0), Event::Midnight);
        }
    }

    fn observation_begins(&mut self) {
        self.top_up_openings();
        self.review_threshold();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tests::quiet;

    #[test]
    fn a_diary_has_what_was_told_of_each_child_in_order() {
        let mut run = quiet(&[]);
        run.world.keep_diary(true);
        let (id, other) = (run.hidden(0), run.hidden(1));
        run.enter_stage(id, run.stage("assessment"), None);
        let key = run.world.children.hidden_risk(id).key;
        let lines = &run.world.diary().expect("one is kept").lines;
        let own: Vec<_> = lines.iter().filter(|line| line.child == key).collect();
        assert!(matches!(
            own.iter().map(|line| line.what).collect::<Vec<_>>()[..],
            [
                Observation::ClassEntered { .. },
                Observation::Started { .. },
                Observation::Allocated { .. }
            ]
        ));
        assert_eq!(lines.len(), own.len() + 1, "the other child has entered a class: {other:?}");
    }

    #[test]
    fn the_twin_is_the_same_until_now_and_has_no_publicity() {
        let mut run = quiet(&["time.warmup_days=0"]);
        run.run_until(SimTime::from_days(50.0));
        let twin = run.twin(World::default());
        assert_eq!((twin.now(), twin.world.children.len()), (run.now(), run.world.children.len()));
        assert!(!run.world.surges.is_empty() && twin.world.surges.is_empty());
        assert_eq!(twin.world.executed.iter().sum::<u64>(), 0, "its events count from here");
    }
}
