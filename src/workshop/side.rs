//! A scenario as the levers change it, and its replications so far.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::experiment::identity::{self, Identity};
use crate::experiment::pilot::{self, Store};
use crate::experiment::record::{self, Distributions, RecordShape};
use crate::experiment::runner::run_rounds;
use crate::experiment::{Experiment, Gathering, Scratch, Setting, Twin, replicate, summarise};
use crate::results::RunResult;
use crate::scenario::{Loaded, Solved};

/// Normal times that were found before, by what they depend on.
#[derive(Default)]
pub struct Pilots {
    found: Mutex<BTreeMap<String, Solved>>,
}

impl Pilots {
    /// Takes over those of a page.
    pub fn take(&self, more: BTreeMap<String, Solved>) {
        if let Ok(mut found) = self.found.lock() {
            found.extend(more);
        }
    }

    /// All of them.
    #[must_use]
    pub fn into_found(self) -> BTreeMap<String, Solved> {
        self.found.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for Pilots {
    fn load(&self, key: &str) -> Option<Solved> {
        self.found.lock().ok()?.get(key).cloned()
    }

    fn save(&self, key: &str, solved: &Solved) {
        self.take(BTreeMap::from([(key.to_owned(), solved.clone())]));
    }
}

/// A side of the workshop.
pub struct WorkshopSide {
    /// The scenario.
    pub loaded: Loaded,
    /// Its normal times.
    pub solved: Solved,
    /// What it is known by.
    pub id: Identity,
    gathering: Gathering,
}

impl WorkshopSide {
    /// Ready to run; finds normal times where nobody has.
    #[must_use]
    pub fn of(loaded: Loaded, pilots: &Pilots, count: u32) -> WorkshopSide {
        // A browser's engine has one thread. The page finds normal times in parts before it makes a side.
        WorkshopSide::with(loaded, pilots, 1, count)
    }

    /// The same, with kept pilots and threads of one's own.
    #[must_use]
    pub fn with(loaded: Loaded, pilots: &dyn Store, threads: usize, count: u32) -> WorkshopSide {
        let solved = pilot::solve(&loaded.scenario, pilots, &run_rounds(threads)).into_owned();
        let id = identity::identified(&loaded.scenario, Twin::With);
        let gathering = Gathering::of(&Setting::new(&loaded.scenario, &solved), count);
        WorkshopSide { loaded, solved, id, gathering }
    }

    /// As the model reads it.
    #[must_use]
    pub fn setting(&self) -> Setting<'_> {
        Setting::new(&self.loaded.scenario, &self.solved)
    }

    /// Some replications as records, each after its length.
    #[must_use]
    pub fn replicate(&self, from: u32, to: u32, scratch: &mut Scratch) -> Vec<u8> {
        let setting = self.setting();
        let twin = Twin::With.worth_running(&setting);
        let mut all = Vec::new();
        for index in from..to {
            let mut distributions = Distributions::default();
            let output = replicate(&setting, index, twin, scratch, &mut |world, seen| {
                distributions.note(world, seen);
            });
            let record = record::encode(&output, &distributions);
            // The length comes before each record, because one answer holds many.
            all.extend_from_slice(&(record.len() as u64).to_le_bytes());
            all.extend_from_slice(&record);
        }
        all
    }

    /// Takes records in. False where they are none.
    pub fn gather(&mut self, mut records: &[u8]) -> bool {
        let setting = self.setting();
        // The bytes come back from the page. Records that are cut off or of another scenario are refused.
        let shape = RecordShape::of(&setting, Twin::With.worth_running(&setting));
        // The setting borrows the side, which the loop changes.
        drop(setting);
        while let Some((length, rest)) = records.split_first_chunk::<8>() {
            let length = usize::try_from(u64::from_le_bytes(*length)).unwrap_or(usize::MAX);
            let Some((record, rest)) = rest.split_at_checked(length) else { return false };
            let Some(record) = record::decode(record).filter(|record| shape.holds(record)) else {
                return false;
            };
            self.gathering.add(record);
            records = rest;
        }
        records.is_empty()
    }

    /// The replications so far.
    #[must_use]
    pub fn experiment(&self) -> &Experiment {
        self.gathering.experiment()
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.gathering.count()
    }

    /// What they found.
    #[must_use]
    pub fn result(&self) -> RunResult {
        summarise(
            &self.setting(),
            &self.solved,
            self.experiment(),
            identity::about(&self.loaded, &self.id),
        )
    }
}
