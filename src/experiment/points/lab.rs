//! Runs points, each on the same chance.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::experiment::normal_times::closed_form;
use crate::experiment::pilot::{self, RunAll, Store};
use crate::experiment::replicate::{ReplicationOutput, Scratch, replicate};
use crate::experiment::runner::{Progress, in_order};
use crate::model::Setting;
use crate::scenario::load::LoadError;
use crate::scenario::{Overrides, Scenario, Solved, Written};

use super::question::Question;
use super::rows::{Point, QuestionLayout, Rows};
use crate::experiment::twin::Twin;

/// Why a point was not run.
#[derive(Debug)]
pub enum Stop {
    /// The change makes no sound scenario.
    Scenario(LoadError),
    /// A question has no answer there.
    Question(String),
    /// It was interrupted; what was finished is kept.
    Interrupted,
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stop::Scenario(error) => error.fmt(f),
            Stop::Question(why) => f.write_str(why),
            Stop::Interrupted => f.write_str("interrupted"),
        }
    }
}

impl std::error::Error for Stop {}

impl From<LoadError> for Stop {
    fn from(error: LoadError) -> Stop {
        Stop::Scenario(error)
    }
}

/// Points finished earlier, or to be kept for later.
pub trait KeptPoints: Sync {
    /// The first replications of a point, as many as there are.
    fn find(&self, key: &str) -> Option<Rows>;
    /// Replications of a point, from this index on.
    fn keep(&self, key: &str, from: u32, rows: &Rows);
}

/// Keeps none.
pub struct NoPointsKept;

impl KeptPoints for NoPointsKept {
    fn find(&self, _: &str) -> Option<Rows> {
        None
    }

    fn keep(&self, _: &str, _: u32, _: &Rows) {}
}

/// One scenario, changed point by point.
pub struct Lab<'a> {
    /// The scenario's texts and what was changed in it for all points.
    pub written: &'a Written,
    /// What is asked of every point.
    pub questions: &'a [Question],
    /// Whether twins are run.
    pub twin: Twin,
    /// Kept pilots.
    pub pilots: &'a dyn Store,
    /// Kept points.
    pub kept: &'a dyn KeptPoints,
    /// Runs the rounds of pilots.
    pub rounds: &'a RunAll<'a>,
    /// Threads; 0 is one per core.
    pub threads: usize,
    /// Told as replications finish.
    pub progress: &'a dyn Progress,
    /// Replications planned in all, as far as is known.
    pub planned: u32,
    /// Set where the user has had enough.
    pub interrupted: &'a AtomicBool,
}

impl Lab<'_> {
    /// The scenario of a point: what was changed for all, then what this point changes.
    ///
    /// # Errors
    /// What is wrong with the change.
    pub fn scenario(&self, change: &Overrides) -> Result<Scenario, LoadError> {
        Ok(self.written.load_changed(&self.written.overrides.clone().and(change))?.scenario)
    }

    /// The replications `range` of a point. Those that are kept are not run again, and neither is the pilot where all are.
    ///
    /// # Errors
    /// As [`Stop`] says.
    pub fn point(&self, change: &Overrides, range: Range<u32>) -> Result<Point, Stop> {
        let scenario = self.scenario(change)?;
        let key = self.key(&scenario);
        let kept = self.kept.find(&key).unwrap_or_default();
        // Who knows the key and the hash may still have kept something else: what does not fit is made again.
        let kept = if kept.is_empty() || kept.width == self.width(&scenario)? {
            kept
        } else {
            Rows::default()
        };
        let have = (kept.len() as u32).min(range.end);
        let from = range.start.max(have);
        // The places of counters do not depend on what the pilot finds: without replications to run, a guess will do.
        let solved = if from < range.end {
            pilot::solve(&scenario, self.pilots, self.rounds)
        } else {
            Cow::Owned(closed_form(&scenario))
        };
        let setting = Setting::new(&scenario, &solved);
        let layout = QuestionLayout::of(self.questions, &setting, self.twin)
            .map_err(|why| Stop::Question(why.to_string()))?;
        let width = layout.width();
        let mut rows = Rows { width, values: Vec::new() };
        if range.start < have {
            rows.values.extend_from_slice(
                &kept.values[range.start as usize * width..have as usize * width],
            );
            (range.start..have).for_each(|index| self.progress.finished(index, self.planned));
        }
        if from < range.end {
            let outputs = self.replications(&setting, from..range.end);
            let mut new = Rows { width, values: Vec::with_capacity(width * outputs.len()) };
            outputs.iter().for_each(|output| layout.row(output, &mut new.values));
            // Kept before it is said that the run was stopped: the same question goes on from here.
            self.kept.keep(&key, from, &new);
            if new.len() < (range.end - from) as usize {
                return Err(Stop::Interrupted);
            }
            rows.values.extend(new.values);
        }
        Ok(Point { layout, rows })
    }

    /// Counters in a row of a point of this scenario.
    fn width(&self, scenario: &Scenario) -> Result<usize, Stop> {
        let solved = closed_form(scenario);
        let layout =
            QuestionLayout::of(self.questions, &Setting::new(scenario, &solved), self.twin);
        Ok(layout.map_err(|why| Stop::Question(why.to_string()))?.width())
    }

    /// Outputs up to the first that was not run.
    fn replications(&self, setting: &Setting<'_>, range: Range<u32>) -> Vec<ReplicationOutput> {
        let twin = self.twin.worth_running(setting);
        let one = |index: u32, scratch: &mut Scratch| {
            if self.interrupted.load(Ordering::Relaxed) {
                return None;
            }
            let mut output = replicate(setting, index, twin, scratch, &mut |_, _| {});
            // Questions are about counters: the rest is let go at once.
            for world in std::iter::once(&mut output.run).chain(output.twin.as_mut()) {
                world.weeks = Vec::new();
                world.months = Vec::new();
            }
            self.progress.finished(index, self.planned);
            Some(output)
        };
        in_order(range.start, range.end, self.threads, &one)
            .into_iter()
            // Not past a gap: rows have no index of their own, and the later ones would pass for others.
            .map_while(|output| output)
            .collect()
    }

    fn key(&self, scenario: &Scenario) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(crate::experiment::identity::key(scenario, self.twin).as_bytes());
        for question in self.questions {
            // As `Debug` writes it, with every field: a question that has one more is kept apart from those before.
            hasher.update(format!("{:?}", question).as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }
}

/// Pilots found out in this run, and those kept by another store.
pub struct Remembered<'a> {
    inner: &'a dyn Store,
    found: Mutex<BTreeMap<String, Solved>>,
}

impl<'a> Remembered<'a> {
    /// Nothing yet but what the other store has.
    #[must_use]
    pub fn over(inner: &'a dyn Store) -> Remembered<'a> {
        Remembered { inner, found: Mutex::default() }
    }
}

impl Store for Remembered<'_> {
    fn load(&self, key: &str) -> Option<Solved> {
        let found = self.found.lock().ok()?.get(key).cloned();
        found.or_else(|| self.inner.load(key))
    }

    fn save(&self, key: &str, solved: &Solved) {
        if let Ok(mut found) = self.found.lock() {
            found.insert(key.to_owned(), solved.clone());
        }
        self.inner.save(key, solved);
    }

    fn disbelieve(&self, key: &str, why: &str) {
        self.inner.disbelieve(key, why);
    }
}
