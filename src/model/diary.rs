//! A diary of what happens to each child, kept only where somebody wants to follow one: the same replication, told and not only
//! counted. Nothing in the model reads it: it listens to what is told of a child.

use crate::time::SimTime;

use super::observation::Observation;

/// One entry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DiaryEntry {
    /// Key of the child's streams.
    pub child: u64,
    /// When.
    pub at: SimTime,
    /// What.
    pub what: Observation,
}

/// The diary of a replication.
#[derive(Clone, Debug, Default)]
pub struct Diary {
    /// Its entries, in order of time.
    pub lines: Vec<DiaryEntry>,
}
