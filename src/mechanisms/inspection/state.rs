//! Inspections in a run: the files that one to come may read.

use super::counters::{Counted, GRADES};
use super::keys::Inspection;
use crate::measure::{Counter, Settlement};
use crate::model::clone_by_field::clone_by_field;
use crate::model::organisation::effect::Effect;
use crate::scenario::Scenario;
use crate::time::{Days, SimTime};

/// Files that were closed inside the window of an inspection to come.
#[derive(Debug, Default)]
pub struct State {
    pub(super) closed: Vec<(SimTime, File)>,
    // Files by a draw each: those with the least are read. Kept, so that no inspection allocates anew.
    pub(super) pool: Vec<(f64, File)>,
}

clone_by_field!(State { closed, pool });

/// A case file: the key of its draw, and what it shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct File {
    pub(super) key: u64,
    pub(super) score: f32,
}

impl State {
    /// Before the first day.
    pub(crate) fn reset(&mut self) {
        self.closed.clear();
        self.pool.clear();
    }
}

impl Effect for State {
    type OfChild = OfChild;
    type Facts = Facts;

    // A child counts for an inspection that reads the files of the time when they came to notice, be it in the warm-up, in the
    // period of the inspection.
    fn noticed(
        facts: &Facts,
        noticed: SimTime,
        became: Option<Settlement>,
        count: &mut impl FnMut(Counter, usize, SimTime),
    ) {
        let counted = match became {
            None => Counted::ReadNoticed,
            Some(Settlement::Found) => return,
            Some(Settlement::Resolved) => Counted::ReadResolved,
            Some(_) => Counted::ReadMissed,
        };
        for (i, read) in facts.read.iter().enumerate() {
            if let Some(read) = read.filter(|read| read.from <= noticed && noticed < read.day) {
                count(counted.into(), i, read.day);
            }
        }
    }
}

/// What a child has of it.
pub(crate) type OfChild = ();

/// What will happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// An inspection is held: its place in the list.
    Held(u16),
}

impl Happening {
    pub(crate) const KINDS: &[(u8, &str)] = &[(40, "inspection")];

    pub(crate) const fn kind(self) -> usize {
        let Happening::Held(_) = self;
        0
    }
}

/// What is looked up.
pub struct Facts {
    /// The time whose files each inspection reads; `None` for one that is not held.
    read: Vec<Option<InspectedTime>>,
}

/// The time whose files an inspection reads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InspectedTime {
    /// From here,
    pub from: SimTime,
    /// to the day of the inspection.
    pub day: SimTime,
}

impl Facts {
    pub(crate) fn new(scenario: &Scenario, _: usize) -> Facts {
        let (from, to) = (scenario.time.observed_from(), scenario.time.horizon());
        let one = |inspection: &Inspection| {
            let day = scenario.time.at(inspection.date);
            (day >= from && day < to)
                .then(|| InspectedTime { from: day - Days(inspection.window_days), day })
        };
        Facts { read: scenario.mechanisms.inspection.iter().map(one).collect() }
    }
}

/// Where the counter of a grade stands among those of all inspections.
pub(super) const fn graded(inspection: usize, grade: usize) -> usize {
    inspection * GRADES.len() + grade
}
