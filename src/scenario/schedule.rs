//! `[[schedule]]`: numbers that are others from a known day on (model.md, section 8).

use super::check::limits::{ANY, DAYS, FACTOR, PEOPLE};
use super::declare::block;
use super::kinds::{Day, Flag, MaybeNumber, Number, Words};
use serde::Serialize;

block! {
    /// A number that is another from a day on: somebody decides so, or the world changes it.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct ScheduleEntry read as RawScheduleEntry, used "model::dated" {
        path: String = Words() {
            what: "Which number, by its path: teams.assessment.posts.0.count",
        }
        date: jiff::civil::Date = Day() {
            what: "The day of the change",
            unit: "date",
        }
        value: Option<f64> = MaybeNumber(ANY) {
            what: "What it is from then on, in place of by and times",
        }
        by: Option<f64> = MaybeNumber(ANY) {
            what: "How much more it is than just before; below 0 for less",
        }
        times: Option<f64> = MaybeNumber(FACTOR) {
            what: "How many times as much it is as just before",
        }
        filled: Option<f64> = MaybeNumber(PEOPLE) {
            what: "How many vacant posts of a group are filled on that day, in place of another number; the path is that of the group's count",
            unit: "posts",
        }
        ramp_days: f64 = Number(DAYS) {
            what: "Days over which it changes evenly, in at most 52 steps",
            unit: "days",
            default: 0,
        }
        vacant: bool = Flag() {
            what: "Whether posts that are added begin vacant and are advertised; else somebody is in them that day",
            unit: "true or false",
            default: false,
        }
        because_of: String = Words() {
            what: "The label of the publicity that it answers: without that publicity, as in the twin, it does not happen",
        }
        source: String = Words() {
            what: "Where this is known from",
            used: "report",
        }
    }
}

/// How an entry changes its number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DatedChange {
    /// It is this.
    Value(f64),
    /// It is so much more.
    By(f64),
    /// It is so many times as much.
    Times(f64),
    /// It stays, and so many vacant posts are filled.
    Filled(f64),
}

impl ScheduleEntry {
    /// What the entry does; `None` where it says nothing, or more than one thing.
    #[must_use]
    pub fn change(&self) -> Option<DatedChange> {
        let all = [
            self.value.map(DatedChange::Value),
            self.by.map(DatedChange::By),
            self.times.map(DatedChange::Times),
            self.filled.map(DatedChange::Filled),
        ];
        let mut written = all.into_iter().flatten();
        written.next().filter(|_| written.next().is_none())
    }

    /// What the number is once the entry has taken full effect (goal), from what it was just before.
    #[must_use]
    pub fn goal(&self, before: f64) -> f64 {
        match self.change() {
            Some(DatedChange::Value(value)) => value,
            Some(DatedChange::By(by)) => before + by,
            Some(DatedChange::Times(times)) => before * times,
            Some(DatedChange::Filled(_)) | None => before,
        }
    }
}
