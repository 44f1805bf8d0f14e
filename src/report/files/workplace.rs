//! The hidden folder beside a place, in which its new results are made: `new` is being filled, `old` takes what gives way.
//!
//! A mark in it says that this program made it, and for which folder; the mark is locked while the program lives. So a later
//! run knows the leftovers of one that was killed, and never touches those of one that is still at work.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk::Disk;

/// What is being filled.
pub(super) const NEW: &str = "new";
/// What gave way.
pub(super) const OLD: &str = "old";
/// Says whose the hidden folder is.
pub(super) const OWN: &str = "surge-sim.json";
/// The same before it is locked.
pub(super) const OWN_SOON: &str = "surge-sim.json.soon";
/// Says that `new` is whole, and how it is put in place.
pub(super) const READY: &str = "ready.json";

/// What the mark says.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Own {
    program: String,
    /// The name of the folder beside it that the results are for.
    results: std::ffi::OsString,
}

impl Own {
    /// The folder that the results are for, beside the hidden one; `None` where the mark is not this program's.
    pub fn destination(&self, parent: &Path) -> Option<PathBuf> {
        // The mark may only name a neighbour. A forged one must not lead out of this folder.
        let ours = self.program == "surge-sim" && is_name(Path::new(&self.results));
        ours.then(|| parent.join(&self.results))
    }
}

/// True for a name and nothing more: no way leads elsewhere.
pub(super) fn is_name(path: &Path) -> bool {
    let mut parts = path.components();
    matches!(parts.next(), Some(std::path::Component::Normal(_))) && parts.next().is_none()
}

/// How new results take their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Replacement {
    /// The folder as a whole is exchanged.
    Whole,
    /// File by file, in a folder in which something stays.
    Beside,
}

/// Written when `new` is whole.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Ready {
    /// How.
    pub how: Replacement,
    /// The hash of the new manifest: by it `new` is known from what was exchanged for it.
    pub manifest: String,
    /// Every new file, the manifest last.
    pub names: Vec<String>,
    /// Whether changed results give way too.
    pub force: bool,
}

/// A hidden folder at work.
pub(super) struct Workplace<'d> {
    disk: &'d dyn Disk,
    container: PathBuf,
    lock: Option<File>,
    /// Whether `new` holds new results that go if the work fails.
    discards: bool,
}

impl<'d> Workplace<'d> {
    /// Makes one in `parent` for the folder `results`.
    pub fn open(disk: &'d dyn Disk, parent: &Path, results: &OsStr) -> io::Result<Workplace<'d>> {
        let container = disk.hidden(parent)?;
        let mut work = Workplace { disk, container, lock: None, discards: true };
        let own = Own { program: "surge-sim".to_owned(), results: results.to_owned() };
        // Nobody finds the mark before it is locked.
        work.lock =
            Some(disk.make_locked(&work.path(OWN_SOON), &serde_json::to_vec_pretty(&own)?)?);
        disk.rename(&work.path(OWN_SOON), &work.path(OWN))?;
        disk.make_folder(&work.path(NEW))?;
        Ok(work)
    }

    /// The path of something in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.container.join(name)
    }

    /// Says that `new` is whole.
    pub fn ready(&self, ready: &Ready) -> io::Result<()> {
        self.disk.make_file(&self.path(READY), &serde_json::to_vec_pretty(ready)?)
    }

    /// From now on everything in it stays where it is, whatever happens.
    pub fn keep(&mut self) {
        self.discards = false;
    }

    /// Takes it away once nothing is left in it but its own marks. False where something is left.
    pub fn close(mut self) -> bool {
        self.discards = false;
        // Windows does not remove a folder while a file of it is open.
        self.lock = None;
        take_away(self.disk, &self.container)
    }
}

impl Drop for Workplace<'_> {
    fn drop(&mut self) {
        if self.discards {
            discard(self.disk, &self.path(NEW));
            self.lock = None;
            take_away(self.disk, &self.container);
        }
    }
}

/// Removes new results that never came to their place: files of this program alone. False where something is left.
pub(super) fn discard(disk: &dyn Disk, folder: &Path) -> bool {
    // Without the manifest the folder would not be known for what it is: it goes last.
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort_by_key(|path| path.ends_with(super::manifest::NAME));
    let gone = files.iter().all(|path| disk.remove_file(path).is_ok());
    is_gone(folder) || (gone && disk.remove_folder(folder).is_ok())
}

/// Removes the marks and the hidden folder, if nothing else is in it.
pub(super) fn take_away(disk: &dyn Disk, container: &Path) -> bool {
    let empty = |name: &str| {
        is_gone(&container.join(name)) || disk.remove_folder(&container.join(name)).is_ok()
    };
    if !(empty(NEW) && empty(OLD)) {
        return false;
    }
    // Whose the folder is goes last: a run killed in between leaves one that can still be known.
    for name in [READY, OWN_SOON, OWN] {
        if !is_gone(&container.join(name)) && disk.remove_file(&container.join(name)).is_err() {
            return false;
        }
    }
    disk.remove_folder(container).is_ok()
}

/// True where nothing has this name.
pub(super) fn is_gone(path: &Path) -> bool {
    fs::symlink_metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}
