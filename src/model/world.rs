//! Everything that changes in a run (model.md, section 1).

use crate::engine::{EventList, Streams};
use crate::time::SimTime;

use super::children::Children;
use super::clone_by_field::clone_by_field;
use super::collector::Collector;
use super::companions::Companions;
use super::diary::Diary;
use super::entrants::Entrants;
use super::event::Event;
use super::organisation::state::Organisation;
use super::outstanding::Outstanding;
use super::publicity::{self, Surge};
use super::publicity_to_come;
use super::setting::Setting;
use super::staff::Staff;
use super::thresholds::Thresholds;
use super::unnoticed_children::UnnoticedChildren;
use super::volume_facts::DailyVolume;
use super::waiting::Queues;

/// Everything that changes in a run. Between replications it is the buffers that the next one uses again.
#[derive(Debug)]
pub struct World {
    pub(crate) streams: Streams,
    pub(crate) events: EventList<Event>,
    pub(crate) children: Children,
    pub(crate) companions: Companions,
    pub(crate) unnoticed: UnnoticedChildren,
    pub(crate) onsets: Vec<u64>,
    /// How many times as much is referred on each day as in normal times.
    pub(crate) volume: DailyVolume,
    pub(crate) queues: Queues,
    pub(crate) staff: Staff,
    pub(crate) outstanding: Outstanding,
    pub(crate) thresholds: Thresholds,
    pub(crate) surges: Vec<Surge>,
    /// The most by which publicity multiplies what is recognised, from now on and unless there is more.
    pub(crate) highest: f64,
    pub(crate) entrants: Entrants,
    /// How many days of a schedule have come into force.
    pub(crate) dated_days: usize,
    pub(crate) organisation: Organisation,
    pub(crate) executed: [u64; Event::KINDS],
    pub(crate) collector: Collector,
    pub(crate) diary: Option<Box<Diary>>,
}

clone_by_field!(World {
    streams,
    events,
    children,
    companions,
    unnoticed,
    onsets,
    volume,
    queues,
    staff,
    outstanding,
    thresholds,
    surges,
    highest,
    entrants,
    dated_days,
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
            companions: Companions::default(),
            unnoticed: UnnoticedChildren::default(),
            onsets: Vec::new(),
            volume: DailyVolume::default(),
            queues: Queues::default(),
            staff: Staff::default(),
            outstanding: Outstanding::default(),
            thresholds: Thresholds::default(),
            surges: Vec::new(),
            highest: 1.0,
            entrants: Entrants::default(),
            dated_days: 0,
            organisation: Organisation::default(),
            executed: [0; Event::KINDS],
            collector: Collector::default(),
            diary: None,
        }
    }
}

impl World {
    /// Day 0 of a replication, with nobody there yet. Buffers of an earlier replication are kept.
    pub(crate) fn reset(&mut self, setting: &Setting<'_>, streams: Streams) {
        let scenario = setting.scenario;
        self.streams = streams;
        self.events.reset(setting.end);
        self.children.clear();
        self.companions.clear();
        self.unnoticed.clear();
        self.onsets.clear();
        self.onsets.resize(scenario.risk.len(), 0);
        self.queues.reset(scenario.teams.len());
        self.staff.reset(setting);
        self.outstanding.reset(setting);
        self.surges.clone_from(&setting.surges);
        self.surges.extend(publicity_to_come::surges(setting, &self.streams));
        self.highest = publicity::highest(&self.surges, setting.most.response, SimTime::ZERO);
        self.entrants.reset(setting);
        self.dated_days = 0;
        self.organisation.reset(setting);
        self.executed = [0; Event::KINDS];
        self.collector.reset(setting);
        if let Some(diary) = &mut self.diary {
            diary.lines.clear();
        }
        self.thresholds.reset(setting);
    }

    /// From here on there was no publicity but the background: this world is the twin.
    pub(crate) fn become_twin(&mut self, setting: &Setting<'_>) {
        self.surges.retain(|surge| surge.background);
        // What could be recognised with publicity need not be looked at again: it comes to nothing when its time comes.
        self.highest = publicity::highest(&self.surges, setting.most.response, self.events.now());
        self.organisation.become_private();
        // The run has counted the events of the past.
        self.executed = [0; Event::KINDS];
    }

    /// An event that was taken from the list last has changed nothing for any child, case, task or worker: it does not count.
    pub(crate) fn nothing_came_of(&mut self, event: Event) {
        self.executed[event.kind()] -= 1;
    }

    /// Events so far, by kind. What came to nothing does not count: a concern that nobody passes on, an onset that nobody would notice.
    #[must_use]
    pub fn executed(&self) -> &[u64; Event::KINDS] {
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
