//! Where replications are kept: in the user's cache folder, so that whatever stops a run loses next to nothing and asking for
//! more of them reuses the old ones.
//!
//! `SURGE_SIM_REPLICATIONS` names another folder; empty is none. Where this program's files there take more than two gigabytes,
//! what has not been used for longest goes first. Nothing else in that folder is ever touched.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::time::SystemTime;

use tempfile::TempDir;

use crate::error::Error;
use crate::experiment::journal::{JournalError, OURS};
use crate::experiment::points::journalled::JournalledPoints;
use crate::experiment::record::RecordShape;
use crate::experiment::saved::Saved;

use super::note;
use super::own::{self, Gone};
use super::words::counted;

/// The most that kept replications take (bytes).
const MOST_BYTES: u64 = 2_000_000_000;
const ENDING: &str = "journal";

/// The replications of one experiment while it runs.
pub struct ReplicationShelf {
    /// What is kept.
    pub saved: Saved,
    // Removed with the shelf.
    _temporary: Option<TempDir>,
}

impl ReplicationShelf {
    /// The replications that this key names, each of this shape. `fresh` forgets those of earlier runs.
    ///
    /// # Errors
    /// [`Error::Request`] where what was kept is damaged; nothing is changed then.
    pub fn open(key: &str, shape: RecordShape, fresh: bool) -> Result<ReplicationShelf, Error> {
        let Some(folder) = folder() else { return ReplicationShelf::temporary(key, shape) };
        make_room(&folder, MOST_BYTES);
        let path = place(&folder, key, fresh);
        match Saved::open(&path, key) {
            Ok(saved) => Ok(ReplicationShelf { saved: saved.of_shape(shape), _temporary: None }),
            Err(error) => {
                for_nothing("replications", error)?;
                ReplicationShelf::temporary(key, shape)
            }
        }
    }

    fn temporary(key: &str, shape: RecordShape) -> Result<ReplicationShelf, Error> {
        // A journal all the same: past the first 256, tables read the replications back from it.
        let failed = |source| Error::machine(&std::env::temp_dir(), source);
        let home = tempfile::Builder::new().prefix("surge-sim-").tempdir().map_err(failed)?;
        let saved = Saved::open(&home.path().join("replications.journal"), key)
            .map_err(|error| failed(std::io::Error::other(error.to_string())))?;
        Ok(ReplicationShelf { saved: saved.of_shape(shape).passing(), _temporary: Some(home) })
    }

    /// Says, once the run is over, what was kept and not believed, and what could not be kept; `without` is what that leaves out.
    pub fn say(&self, without: &str) {
        say_unsound(&self.saved);
        if let Some(why) = self.saved.failed() {
            note(&format!("note: not every replication could be kept: {why}{without}"));
        }
    }
}

/// Says how many kept replications were not believed, and were run again.
pub fn say_unsound(saved: &Saved) {
    if saved.unsound() > 0 {
        let many = counted(saved.unsound() as usize, "kept replication");
        note(&format!("note: {many} damaged, or not of this scenario; run again"));
    }
}

/// Says, once, why points could not be kept, where they could not.
pub fn say_points(kept: &JournalledPoints) {
    static SAID: Once = Once::new();
    if let Some(why) = kept.failed() {
        SAID.call_once(|| {
            note(&format!("note: not every point could be kept: {why}; stopped, it is run again"))
        });
    }
}

/// The kept points of an experiment; `None` where there is no folder to keep them in, or another is writing it.
///
/// # Errors
/// [`Error::Request`] where what was kept is damaged; nothing is changed then.
pub fn points(owner: &str, fresh: bool) -> Result<Option<JournalledPoints>, Error> {
    let Some(folder) = folder() else { return Ok(None) };
    make_room(&folder, MOST_BYTES);
    let path = place(&folder, owner, fresh);
    match JournalledPoints::open(&path, owner) {
        Ok(points) => Ok(Some(points)),
        Err(error) => for_nothing("points", error).map(|()| None),
    }
}

/// Says that nothing is kept, where that is no reason not to run.
///
/// # Errors
/// Where what was kept cannot be used, and would be lost.
fn for_nothing(what: &str, error: JournalError) -> Result<(), Error> {
    match error {
        JournalError::Busy(_) => {
            note("note: the same experiment is running already; this one keeps nothing for later");
            Ok(())
        }
        JournalError::Io { .. } => {
            note(&format!("note: {what} are not kept for later: {error}"));
            Ok(())
        }
        JournalError::Stranger(_) => Err(Error::Request(format!(
            "{what} cannot be kept: {error}. Move it away, or name another folder in SURGE_SIM_REPLICATIONS"
        ))),
        damaged => Err(unusable(what, &damaged)),
    }
}

/// The file of an owner; `fresh` forgets what an earlier run left there.
fn place(folder: &Path, owner: &str, fresh: bool) -> PathBuf {
    // Whose it is says which build made it.
    let name = blake3::hash(owner.as_bytes()).to_hex();
    let path = folder.join(format!("{name}.{ENDING}"));
    if fresh {
        // One that is in use, or is not ours, is told so when it is opened.
        let _ = own::remove(&path, OURS);
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
        None => directories::ProjectDirs::from("", "", "surge-sim")
            .map(|dirs| dirs.cache_dir().join("replications")),
    }
}

fn make_room(folder: &Path, most: u64) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut kept: Vec<(SystemTime, u64, PathBuf)> = entries
        .filter_map(|entry| {
            let (path, found) = (entry.as_ref().ok()?.path(), entry.ok()?.metadata().ok()?);
            let ours = found.is_file() && own::is_name(&path, ENDING);
            ours.then_some((found.modified().ok()?, found.len(), path))
        })
        .collect();
    // By time, which comes first in each: the one not used for longest leads.
    kept.sort();
    let mut total: u64 = kept.iter().map(|(_, size, _)| size).sum();
    for (_, size, path) in kept {
        if total <= most {
            return;
        }
        // Where it cannot be removed, or is in use, another will do; what is not ours takes nothing of our room.
        if matches!(own::remove(&path, OURS), Ok(Gone::Yes | Gone::NotOurs)) {
            total -= size;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn name(digit: char) -> String {
        format!("{}.journal", digit.to_string().repeat(64))
    }

    /// A file of so many bytes, and so old.
    fn put(folder: &Path, name: &str, text: &str, bytes: u64, hours: u64) -> PathBuf {
        let path = folder.join(name);
        fs::write(&path, text).expect("it can be written");
        let file = fs::File::options().write(true).open(&path).expect("it is there");
        file.set_len(bytes).expect("it can be stretched");
        file.set_modified(SystemTime::now() - Duration::from_secs(hours * 3600))
            .expect("it can be aged");
        path
    }

    #[test]
    fn room_is_made_by_the_oldest_of_our_own_files_and_by_no_others() {
        let home = tempfile::tempdir().expect("a temporary folder");
        let first = "surge-sim journal 2\nme\n";
        let put = |name: &str, text: &str, hours| put(home.path(), name, text, 1000, hours);
        let strangers = [
            put("notes.journal", "my notes", 90),
            put("shard-1-of-2.journal", first, 89),
            put(&name('a'), "a name like ours, by chance", 88),
            put(&name('A'), first, 87),
            put(&name('b').replace("journal", "toml"), first, 86),
        ];
        let (oldest, older, newer) =
            (put(&name('1'), first, 50), put(&name('2'), first, 40), put(&name('3'), first, 30));
        let used = fs::File::open(&oldest).expect("it is there");
        used.lock().expect("nobody has it");
        fs::create_dir(home.path().join(name('4'))).expect("it can be made");
        make_room(home.path(), 3000);
        assert!(
            oldest.exists() && older.exists() && newer.exists(),
            "there is room: strangers take none of it"
        );
        make_room(home.path(), 2000);
        assert!(oldest.exists(), "it is in use");
        assert!(!older.exists(), "the oldest that is not in use");
        assert!(newer.exists());
        drop(used);
        make_room(home.path(), 0);
        assert!(!oldest.exists() && !newer.exists());
        assert!(
            strangers.iter().all(|path| path.is_file()) && home.path().join(name('4')).is_dir()
        );
    }

    #[test]
    fn what_is_not_ours_is_not_forgotten_by_fresh() {
        let home = tempfile::tempdir().expect("a temporary folder");
        let path = place(home.path(), "me", false);
        assert!(own::is_name(&path, ENDING), "{}", path.display());
        fs::write(&path, "a letter").expect("it can be written");
        place(home.path(), "me", true);
        assert_eq!(fs::read_to_string(&path).expect("it is there"), "a letter");
        fs::write(&path, "surge-sim journal 1\nme\n").expect("it can be written");
        let used = fs::File::open(&path).expect("it is there");
        used.lock().expect("nobody has it");
        place(home.path(), "me", true);
        assert!(path.exists(), "another run has it open");
        drop(used);
        place(home.path(), "me", true);
        assert!(!path.exists());
    }
}
