//! Everything that changes in a run (model.md, section 1).

use crate::engine::{EventList, Streams};
use crate::time::SimTime;

use super::child::Children;
use super::collector::{Collector, clone_by_field};
use super::diary::Diary;
use super::event::Event;
use super::former_workers::FormerWorkers;
use super::opening::Entrants;
use super::organisation::Organisation;
use super::publicity::Surge;
use super::setting::Setting;
use super::staff::{Post, Worker};
use super::thresholds::Thresholds;
use super::waiting::WaitingList;

/// Everything that changes in a run. Between replications it is the buffers that the next one uses again.
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
    /// Day 0 of a replication, with nobody there yet. Buffers of an earlier replication are kept.
    pub(super) fn reset(&mut self, setting: &Setting<'_>, streams: Streams) {
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
        self.workers.clear();
        self.posts.clear();
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
    }

    /// From here on there was no publicity: this world is the twin.
    pub(super) fn become_twin(&mut self) {
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

    /// Whether replications from now on keep a diary.
    pub fn keep_diary(&mut self, keep: bool) {
        self.diary = keep.then(Box::default);
    }

    /// The diary, where one is kept.
    #[must_use]
    pub fn diary(&self) -> Option<&Diary> {
        self.diary.as_deref()
    }

    /// Children in the model.
    #[must_use]
    pub fn children(&self) -> &Children {
        &self.children
    }
}
