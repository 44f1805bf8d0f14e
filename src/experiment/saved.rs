//! Replications on disk: in the user's cache while an experiment runs, in a run's folder when it is done, and as a shard on
//! its way from another machine. All three are a [`Journal`] whose owner says which scenario the replications are of.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use serde::{Deserialize, Serialize};

use crate::scenario::{Solved, Written};

use super::journal::{Journal, JournalError, RecordPlace};
use super::record::{Record, RecordShape, decode};
use super::runner::Kept;
use super::twin::Twin;

/// Whose replications they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Owner {
    /// Version of the program that made them.
    pub version: String,
    /// Which build of it.
    pub build: String,
    /// What each replication depends on, hashed: the scenario without its number of replications, its base, its seed, links
    /// switched off, with twin or without, the build.
    pub key: String,
    /// With twin or without.
    pub twin: Twin,
    /// Everything the scenario was put together from.
    pub written: Written,
    /// What the pilot found.
    pub solved: Solved,
    /// Which part of an experiment this is, if it is one.
    pub part: Option<Part>,
}

/// A part of an experiment that is shared between machines: the replications whose index leaves this remainder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Which, from 1.
    pub index: u32,
    /// Of how many.
    pub of: u32,
    /// Replications of the whole experiment.
    pub count: u32,
    /// Without where the twin was asked to be left out, and not only where there is nothing to tell it from the run.
    pub twin: Twin,
}

impl Part {
    /// True where there can be such a part.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        (1..=self.of).contains(&self.index) && self.of <= self.count
    }

    /// The replications of this part, in order.
    pub fn replications(self) -> impl Iterator<Item = u32> {
        (0..self.size()).map(move |place| self.replication(place))
    }

    /// How many there are.
    #[must_use]
    pub fn size(&self) -> u32 {
        (self.count - (self.index - 1)).div_ceil(self.of)
    }

    /// The one at this place, from 0.
    #[must_use]
    pub fn replication(&self, place: u32) -> u32 {
        // Parts are counted from 1, replications from 0.
        place * self.of + self.index - 1
    }

    /// What its file is called.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("shard-{}-of-{}.journal", self.index, self.of)
    }

    /// True where the replication belongs to this part.
    #[must_use]
    pub fn holds(&self, replication: u32) -> bool {
        replication < self.count && replication % self.of == self.index - 1
    }
}

impl Owner {
    /// The owner as the line of a journal: what its replications are known by.
    #[must_use]
    pub fn line(&self) -> String {
        serde_json::to_string(self).expect("an owner can be written down")
    }

    /// The owner of a journal of replications; `None` where its line is of something else.
    #[must_use]
    pub fn of(journal: &Journal) -> Option<Owner> {
        serde_json::from_str(journal.owner()).ok()
    }
}

/// Replications in a journal, by index.
#[derive(Debug)]
pub struct Saved {
    journal: Journal,
    found: BTreeMap<u32, RecordPlace>,
    /// All there are once the run is over: looked up when one is first asked for again.
    after: OnceLock<BTreeMap<u64, RecordPlace>>,
    writes: bool,
    shape: Option<RecordShape>,
    unsound: AtomicU32,
    failed: OnceLock<String>,
}

impl Saved {
    /// A journal to take from and add to.
    ///
    /// # Errors
    /// As opening a journal.
    pub fn open(path: &Path, owner: &str) -> Result<Saved, JournalError> {
        Ok(Saved::with(Journal::open(path, owner)?, true))
    }

    /// A journal to take from.
    ///
    /// # Errors
    /// As opening a journal.
    pub fn read_only(path: &Path) -> Result<Saved, JournalError> {
        Ok(Saved::with(Journal::read_only(path)?, false))
    }

    fn with(journal: Journal, writes: bool) -> Saved {
        let index =
            |entry: &RecordPlace| u32::try_from(entry.tag).ok().map(|index| (index, *entry));
        // Of one index the last counts: where a record was not believed, it was made again behind the old one.
        let found = journal.records().iter().filter_map(index).collect();
        let (after, failed) = (OnceLock::new(), OnceLock::new());
        Saved { journal, found, after, writes, shape: None, unsound: AtomicU32::new(0), failed }
    }

    /// Believes only records of this shape from now on.
    #[must_use]
    pub fn of_shape(mut self, shape: RecordShape) -> Saved {
        self.shape = Some(shape);
        self
    }

    /// For a file that nobody will want once the program has ended.
    #[must_use]
    pub fn passing(mut self) -> Saved {
        self.journal = self.journal.passing();
        self
    }

    /// How many records were asked for and not believed.
    #[must_use]
    pub fn unsound(&self) -> u32 {
        self.unsound.load(Ordering::Relaxed)
    }

    /// The journal.
    #[must_use]
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Where a replication that was there when it was opened stands.
    #[must_use]
    pub fn entry(&self, index: u32) -> Option<&RecordPlace> {
        self.found.get(&index)
    }

    /// Indices of the replications that were there when it was opened.
    pub fn indices(&self) -> impl Iterator<Item = u32> + '_ {
        self.found.keys().copied()
    }

    /// Why a replication could not be kept, where one could not.
    #[must_use]
    pub fn failed(&self) -> Option<&str> {
        self.failed.get().map(String::as_str)
    }

    fn read(&self, index: u32, entry: &RecordPlace) -> Option<Record> {
        let sound = |record: &Record| {
            record.output.index == index && self.shape.is_none_or(|shape| shape.holds(record))
        };
        let record = self.journal.read(entry).ok().and_then(|bytes| decode(&bytes)).filter(sound);
        if record.is_none() {
            self.unsound.fetch_add(1, Ordering::Relaxed);
        }
        record
    }

    /// The entries of these replications, finished now or earlier, in their order; `None` where one is missing.
    #[must_use]
    pub fn entries(&self, indices: impl Iterator<Item = u32>) -> Option<Vec<RecordPlace>> {
        let now: BTreeMap<u64, RecordPlace> =
            self.journal.records().iter().map(|entry| (entry.tag, *entry)).collect();
        indices.map(|index| now.get(&u64::from(index)).copied()).collect()
    }
}

impl Kept for Saved {
    fn find(&self, index: u32) -> Option<Record> {
        self.read(index, self.found.get(&index)?)
    }

    fn again(&self, index: u32) -> Option<Record> {
        let records =
            || self.journal.records().into_iter().map(|entry| (entry.tag, entry)).collect();
        self.read(index, self.after.get_or_init(records).get(&u64::from(index))?)
    }

    fn keep(&self, index: u32, record: &[u8]) {
        if let (true, Err(error)) = (self.writes, self.journal.append(u64::from(index), record)) {
            // The first reason is enough to tell.
            let _ = self.failed.set(error.to_string());
        }
    }

    fn keeps(&self) -> bool {
        // After a first failure no more bytes are made: the disk would refuse them too.
        self.writes && self.failed().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replication_that_cannot_be_kept_is_remembered_with_its_reason() {
        let home = tempfile::tempdir().expect("a temporary folder");
        let path = home.path().join("journal");
        drop(Saved::open(&path, "me").expect("a new one"));
        // A journal that was opened to read refuses as a full disk does.
        let full = Saved::with(Journal::read_only(&path).expect("it is there"), true);
        assert!(full.keeps() && full.failed().is_none());
        full.keep(0, b"a record");
        assert!(!full.keeps(), "no more are packed for nothing");
        assert!(full.failed().is_some_and(|why| why.contains("journal: ")), "{:?}", full.failed());
    }

    #[test]
    fn parts_hold_each_replication_once() {
        for (count, of) in [(12, 1), (12, 5), (12, 12), (1, 1), (1000, 7)] {
            let parts = (1..=of).map(|index| Part { index, of, count, twin: Twin::With });
            let mut all: Vec<u32> = Vec::new();
            for part in parts {
                let held: Vec<u32> = part.replications().collect();
                assert!(part.is_sound() && held.len() == part.size() as usize);
                assert_eq!(held, (0..count).filter(|index| part.holds(*index)).collect::<Vec<_>>());
                all.extend(held);
            }
            all.sort_unstable();
            assert_eq!(all, (0..count).collect::<Vec<_>>(), "{count} in {of}");
        }
    }
}
