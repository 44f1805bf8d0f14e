//! Replications on disk: in the user's cache while an experiment runs, in a run's folder when it is done, and as a shard on
//! its way from another machine. All three are a [`Journal`] whose owner says which scenario the replications are of.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use crate::scenario::{Solved, Written};

use super::journal::{Entry, Journal, JournalError};
use super::record::{Record, decode};
use super::runner::Kept;

/// Whose replications they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Owner {
    /// Version of the program that made them.
    pub version: String,
    /// What each replication depends on, hashed: the scenario without its number of replications, its base, its seed, links
    /// switched off, with twin or without, the version.
    pub key: String,
    /// With twin or without.
    pub twin: bool,
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
}

impl Part {
    /// True where the replication belongs to this part.
    #[must_use]
    pub fn holds(&self, replication: u32) -> bool {
        replication < self.count && replication % self.of == self.index - 1
    }
}

impl Owner {
    /// The owner as the line of a journal.
    #[must_use]
    pub fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
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
    found: BTreeMap<u32, Entry>,
    writes: bool,
    failed: AtomicBool,
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
        let index = |entry: &Entry| u32::try_from(entry.tag).ok().map(|index| (index, *entry));
        let found = journal.records().iter().filter_map(index).collect();
        Saved { journal, found, writes, failed: AtomicBool::new(false) }
    }

    /// The journal.
    #[must_use]
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Indices of the replications that were there when it was opened.
    pub fn indices(&self) -> impl Iterator<Item = u32> + '_ {
        self.found.keys().copied()
    }

    /// True where a replication could not be kept.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    /// The entries of these replications, finished now or earlier, in their order; `None` where one is missing.
    #[must_use]
    pub fn entries(&self, indices: impl Iterator<Item = u32>) -> Option<Vec<Entry>> {
        let now: BTreeMap<u64, Entry> = self.journal.records().iter().map(|entry| (entry.tag, *entry)).collect();
        indices.map(|index| now.get(&u64::from(index)).copied()).collect()
    }
}

impl Kept for Saved {
    fn find(&self, index: u32) -> Option<Record> {
        let bytes = self.journal.read(self.found.get(&index)?).ok()?;
        decode(&bytes).filter(|record| record.output.index == index)
    }

    fn keep(&self, index: u32, record: &[u8]) {
        if self.writes && self.journal.append(u64::from(index), record).is_err() {
            self.failed.store(true, Ordering::Relaxed);
        }
    }

    fn keeps(&self) -> bool {
        self.writes && !self.failed()
    }
}
