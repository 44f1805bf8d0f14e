//! The world of one replication, and the match from event to handler (model.md, section 1).

use crate::engine::{EventList, Streams};
use crate::time::{Days, SimTime};

use super::chance::Draw;
use super::child::{ChildId, Children};
use super::collector::{Collector, clone_by_field};
use super::diary::Diary;
use super::event::Event;
use super::former_workers::FormerWorkers;
use super::judgement::Prior;
use super::observation::Observation;
use super::opening::Entrants;
use super::organisation::{Happening, Organisation};
use super::publicity::Surge;
use super::setting::Setting;
use super::staff::{Post, Worker};
use super::thresholds::Thresholds;
use super::waiting::WaitingList;

/// Everything that changes in a run.
#[derive(Debug)]
pub struct World {
    pub(super) streams: Streams,
    pub(super) events: EventList<Event>,
    pub(super) children: Children,
    pub(super) onsets: Vec<u64>,
    pub(super) screening: WaitingList,
    pub(super) allocation: Vec<WaitingList>,
    pub(super) tickets: u64,
    pub(super) workers: Vec<Worker>,
    pub(super) posts: Vec<Post>,
    pub(super) thresholds: Thresholds,
    pub(super) visits_left: Vec<i64>,
    pub(super) chair_free: Vec<SimTime>,
    pub(super) surges: Vec<Surge>,
    pub(super) work_began: Option<usize>,
    pub(super) former_workers: FormerWorkers,
    pub(super) entrants: Entrants,
    pub(super) organisation: Organisation,
    pub(super) executed: [u64; Event::KINDS.len()],
    pub(super) collector: Collector,
    pub(super) diary: Option<Box<Diary>>,
}

clone_by_field!(World {
    streams,
    events,
    children,
    onsets,
    screening,
    allocation,
    tickets,
    workers,
    posts,
    thresholds,
    visits_left,
    chair_free,
    surges,
    work_began,
    former_workers,
    entrants,
    organisation,
    executed,
    collector,
    diary
});

impl Default for World {
    fn default() -> World {
        World {
            streams: Streams::new(0, 0),
            events: EventList::new(SimTime::ZERO),
            children: Children::default(),
            onsets: Vec::new(),
            screening: WaitingList::default(),
            allocation: Vec::new(),
            tickets: 0,
            workers: Vec::new(),
            posts: Vec::new(),
            thresholds: Thresholds::default(),
            visits_left: Vec::new(),
            chair_free: Vec::new(),
            surges: Vec::new(),
            work_began: None,
            former_workers: FormerWorkers::default(),
            entrants: Entrants::default(),
            organisation: Organisation::default(),
            executed: [0; Event::KINDS.len()],
            collector: Collector::default(),
            diary: None,
        }
    }
}

impl World {
    /// Day 0 of a replication: hidden children, staff, the first events. Buffers of an earlier replication are kept.
    pub fn start(&mut self, setting: &Setting<'_>, streams: Streams) {
        let scenario = setting.scenario;
        self.streams = streams;
        self.events.reset(setting.end);
        self.children.clear();
        self.onsets.clear();
        self.onsets.resize(scenario.risk.len(), 0);
        self.screening.clear();
        self.allocation.iter_mut().for_each(WaitingList::clear);
        self.allocation.resize_with(scenario.teams.len(), WaitingList::default);
        self.tickets = 0;
        self.visits_left.clear();
        self.visits_left.resize(scenario.stages.len(), 0);
        self.chair_free.clear();
        self.chair_free.resize(scenario.stages.len(), SimTime::ZERO);
        self.surges.clone_from(&setting.surges);
        self.work_began = None;
        self.former_workers.clear();
        self.entrants.reset(setting);
        self.organisation.reset(setting);
        self.executed = [0; Event::KINDS.len()];
        self.collector.reset(setting);
        if let Some(diary) = &mut self.diary {
            diary.lines.clear();
        }
        self.thresholds.reset(setting);
        self.staff_on_day_0(setting);
        for &class in &setting.by_name.classes {
            self.hidden_on_day_0(setting, class);
            self.schedule_onset(setting, class);
        }
        if scenario.calendar.is_working_day(0) || setting.end > SimTime::ZERO {
            let first = scenario.calendar.next_opening(SimTime::ZERO);
            self.events.schedule(first, Event::Opening);
        }
        self.events.schedule(SimTime::from_days(1.0), Event::Midnight);
        self.events.schedule(SimTime::from_days(7.0), Event::StaffWeek);
        self.events.schedule(setting.observed_from, Event::ObservationBegins);
        self.schedule_organisation(setting);
    }

    /// Runs until just before `until`: events at that moment are left.
    pub fn run_until(&mut self, setting: &Setting<'_>, until: SimTime) {
        while self.events.peek().is_some_and(|(time, _)| time < until) {
            self.step(setting);
        }
    }

    /// Runs until just before `until`, or before a harm becomes public: from then on run and twin differ.
    pub fn run_until_fork(&mut self, setting: &Setting<'_>, until: SimTime) {
        let public = Event::Organisation(Happening::TragedyPublic);
        while self.events.peek().is_some_and(|(time, event)| time < until && event != public) {
            self.step(setting);
        }
    }

    /// Runs to the end and counts what is still open.
    pub fn finish(&mut self, setting: &Setting<'_>) {
        while self.step(setting) {}
        for id in (0..self.children.slots()).map(ChildId) {
            if self.children.get(id).is_some() {
                self.spend_clocks(setting, id);
                self.cut_waits(setting, id);
                self.windows_at_end(setting, id);
            }
        }
        self.cut_reviews(setting);
        self.collector.finish(setting);
    }

    /// From here on there was no publicity: this world is the twin.
    pub fn become_twin(&mut self) {
        self.surges.clear();
        self.organisation.become_private();
        self.executed = [0; Event::KINDS.len()];
    }

    /// Events taken from the list so far, by kind.
    #[must_use]
    pub fn executed(&self) -> &[u64; Event::KINDS.len()] {
        &self.executed
    }

    /// What has been counted.
    #[must_use]
    pub fn collector(&self) -> &Collector {
        &self.collector
    }

    /// Whether replications from now on keep waits by each child's own stamps.
    pub fn keep_stamps(&mut self, keep: bool) {
        self.collector.keep_stamps(keep);
    }

    /// Children in the model.
    #[must_use]
    pub fn children(&self) -> &Children {
        &self.children
    }

    /// The time of the event being handled.
    #[must_use]
    pub fn now(&self) -> SimTime {
        self.events.now()
    }

    pub(super) fn observe(&mut self, setting: &Setting<'_>, observation: Observation) {
        let now = self.events.now();
        self.collector.record(setting, now, observation);
    }

    pub(super) fn chance(&self, draw: Draw) -> crate::engine::Stream {
        draw.stream(&self.streams)
    }

    pub(super) fn prior(&self, setting: &Setting<'_>) -> Prior {
        Prior { mean: setting.solved.prior_mean, precision: setting.solved.prior_precision }
    }

    fn step(&mut self, setting: &Setting<'_>) -> bool {
        let Some((_, event)) = self.events.pop() else { return false };
        self.executed[event.kind()] += 1;
        match event {
            Event::Onset(class) => self.onset(setting, class),
            Event::Concern(child) => self.concern(setting, child),
            Event::Fate(child) => self.fate(setting, child),
            Event::VisitDue(child) => self.visit_due(setting, child),
            Event::DriftBegins(child) => self.drift_begins(setting, child),
            Event::TaskEnds(child) => self.task_ends(setting, child),
            Event::ReviewDue(child) => self.review(setting, child),
            Event::StayEnds(child) => self.leave_model(setting, child),
            Event::EpisodeTargetPasses(child) => self.episode_target_passes(setting, child),
            Event::ChildTargetPasses(child) => self.child_target_passes(setting, child),
            Event::Opening => self.opening_hour(setting),
            Event::WorkBegins => self.work_begins(setting),
            Event::Midnight => self.midnight(setting),
            Event::StaffWeek => self.staff_week(setting),
            Event::ThresholdReview => self.review_threshold(setting),
            Event::WorkerReturns(worker) => self.worker_returns(setting, worker),
            Event::RecruitArrives(post) => self.recruit_arrives(setting, post),
            Event::AgencyArrives(post) => self.agency_arrives(setting, post),
            Event::ObservationBegins => self.observation_begins(setting),
            Event::Organisation(what) => self.organisation_happens(setting, what),
        }
        true
    }

    fn midnight(&mut self, setting: &Setting<'_>) {
        let now = self.now();
        self.sample_pressure(setting);
        self.look_at_openings(setting);
        self.organisation_midnight(setting);
        self.collector.midnight(setting, now);
        if now < setting.horizon.max(setting.observed_from) + Days(1.0) {
            self.events.schedule(now + Days(1.0), Event::Midnight);
        }
    }

    fn observation_begins(&mut self, setting: &Setting<'_>) {
        self.top_up_openings(setting);
        self.review_threshold(setting);
    }
}
