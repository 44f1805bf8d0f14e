//! Where replications are kept: in the user's cache folder, so that whatever stops a run loses next to nothing and asking for
//! more of them reuses the old ones.
//!
//! `SURGE_SIM_REPLICATIONS` names another folder; empty is none. What has not been used for longest goes first where the
//! folder holds more than two gigabytes.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tempfile::TempDir;

use crate::error::Error;
use crate::experiment::journal::JournalError;
use crate::experiment::points::journalled::JournalledPoints;
use crate::experiment::saved::Saved;

use super::note;
use super::store::program;

/// The most that kept replications take [bytes].
const MOST_BYTES: u64 = 2_000_000_000;

/// The replications of one experiment while it runs.
pub struct Shelf {
    /// What is kept.
    pub saved: Saved,
    // Removed with the shelf.
    _temporary: Option<TempDir>,
}

impl Shelf {
    /// The replications that this key names. `fresh` forgets those of earlier runs.
    ///
    /// # Errors
    /// [`Error::Request`] where what was kept is damaged; nothing is changed then.
    pub fn open(key: &str, fresh: bool) -> Result<Shelf, Error> {
        let Some(folder) = folder() else { return Shelf::temporary(key) };
        make_room(&folder);
        let path = place(&folder, key, fresh);
        match Saved::open(&path, key) {
            Ok(saved) => Ok(Shelf { saved, _temporary: None }),
            Err(JournalError::Busy(_)) => {
                note("note: the same experiment is running already; this one keeps nothing for later");
                Shelf::temporary(key)
            }
            Err(JournalError::Io { .. }) => Shelf::temporary(key),
            Err(damaged) => Err(unusable("replications", &damaged)),
        }
    }

    fn temporary(key: &str) -> Result<Shelf, Error> {
        let failed = |source| Error::machine(&std::env::temp_dir(), source);
        let home = tempfile::Builder::new().prefix("surge-sim-").tempdir().map_err(failed)?;
        let saved = Saved::open(&home.path().join("replications.journal"), key)
            .map_err(|error| failed(std::io::Error::other(error.to_string())))?;
        Ok(Shelf { saved, _temporary: Some(home) })
    }
}

/// The kept points of an experiment; `None` where there is no folder to keep them in, or another is writing it.
///
/// # Errors
/// [`Error::Request`] where what was kept is damaged; nothing is changed then.
pub fn points(owner: &str, fresh: bool) -> Result<Option<JournalledPoints>, Error> {
    let Some(folder) = folder() else { return Ok(None) };
    make_room(&folder);
    let path = place(&folder, owner, fresh);
    match JournalledPoints::open(&path, owner) {
        Ok(points) => Ok(Some(points)),
        Err(JournalError::Busy(_)) => {
            note("note: the same experiment is running already; this one keeps nothing for later");
            Ok(None)
        }
        Err(JournalError::Io { .. }) => Ok(None),
        Err(damaged) => Err(unusable("points", &damaged)),
    }
}

/// The file of an owner; `fresh` forgets what an earlier run left there.
fn place(folder: &Path, owner: &str, fresh: bool) -> PathBuf {
    let name = blake3::hash(format!("{} {owner}", program()).as_bytes()).to_hex();
    let path = folder.join(format!("{name}.journal"));
    if fresh {
        let _ = fs::remove_file(&path);
    }
    path
}

fn unusable(what: &str, why: &JournalError) -> Error {
    Error::Request(format!(
        "{what} kept from an earlier run cannot be used: {why}. --fresh runs everything again in its place"
    ))
}

/// The folder of kept replications, if there is one.
fn folder() -> Option<PathBuf> {
    match std::env::var_os("SURGE_SIM_REPLICATIONS") {
        Some(path) if path.is_empty() => None,
        Some(path) => Some(PathBuf::from(path)),
        None => directories::ProjectDirs::from("", "", "surge-sim").map(|dirs| dirs.cache_dir().join("replications")),
    }
}

fn make_room(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut kept: Vec<(SystemTime, u64, PathBuf)> = entries
        .filter_map(|entry| {
            let (path, found) = (entry.as_ref().ok()?.path(), entry.ok()?.metadata().ok()?);
            let ours = path.extension().is_some_and(|ending| ending == "journal");
            ours.then_some((found.modified().ok()?, found.len(), path))
        })
        .collect();
    kept.sort();
    let mut total: u64 = kept.iter().map(|(_, size, _)| size).sum();
    for (_, size, path) in kept {
        if total <= MOST_BYTES {
            return;
        }
        // Where it cannot be removed, another time will do.
        let _ = fs::remove_file(path);
        total -= size;
    }
}
