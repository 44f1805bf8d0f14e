//! What runs that were killed have left beside the folders they wrote: former results go back where the new ones never
//! came, and the rest is removed. Only what bears this program's mark is touched, and never what another run still has in use.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::disk::{Disk, HIDDEN};
use super::manifest;
use super::mark::MARK;
use super::putting::{given_up, retire};
use super::workplace::{
    NEW, OLD, OWN, OWN_SOON, Own, READY, Ready, Replacement, discard, is_gone, is_name, take_away,
};

/// A hidden folder that has no mark yet may be one that is just being made.
const YOUNG: Duration = Duration::from_secs(3600);

/// Mends what is found in `parent`. What there is to say of it is handed back.
pub(super) fn mend(disk: &dyn Disk, parent: &Path) -> Vec<String> {
    let mut said = Vec::new();
    let hidden = fs::read_dir(parent).into_iter().flatten().filter_map(|entry| {
        let entry = entry.ok()?;
        let named = entry.file_name().to_str().is_some_and(|name| name.starts_with(HIDDEN));
        (named && entry.file_type().ok()?.is_dir()).then(|| entry.path())
    });
    // The list is complete before the loop begins, because the loop removes entries of the folder that is read.
    for container in hidden.collect::<Vec<PathBuf>>() {
        let Some((lock, dest)) = claimed(disk, parent, &container) else { continue };
        let was_there = !is_gone(&dest);
        let mended = mend_one(disk, &container, &dest);
        // Windows does not remove a folder while a file of it is open, and the mark is removed next.
        drop(lock);
        if !mended || !take_away(disk, &container) {
            said.push(format!(
                "{} holds files of a run of {} that was stopped, which cannot be put back: look into it",
                container.display(),
                dest.display()
            ));
        } else if !was_there && !is_gone(&dest) {
            said.push(format!(
                "{}: the former results are back; a run that was to replace them was stopped",
                dest.display()
            ));
        }
    }
    said
}

/// The hidden folder's lock and what it is for, where this program made it and none has it in use.
fn claimed(disk: &dyn Disk, parent: &Path, container: &Path) -> Option<(File, PathBuf)> {
    let path = container.join(OWN);
    if is_gone(&path) {
        unborn(disk, container);
        return None;
    }
    let file = File::options().read(true).write(true).open(&path).ok()?;
    match file.try_lock() {
        Ok(()) => {}
        // On a disk without locks nobody can know whether it is in use.
        Err(TryLockError::WouldBlock | TryLockError::Error(_)) => return None,
    }
    // Where locks bind everybody (Windows) only this handle may read it.
    let own: Own = serde_json::from_reader(&file).ok()?;
    Some((file, own.destination(parent)?))
}

/// One that was stopped before it had a mark: nothing else is in it.
fn unborn(disk: &dyn Disk, container: &Path) {
    let made = fs::metadata(container).and_then(|found| found.modified());
    let old =
        made.is_ok_and(|made| SystemTime::now().duration_since(made).is_ok_and(|age| age > YOUNG));
    let names = fs::read_dir(container)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.file_name()));
    if old && names.into_iter().all(|name| name == OWN_SOON) {
        if !is_gone(&container.join(OWN_SOON)) {
            let _ = disk.remove_file(&container.join(OWN_SOON));
        }
        let _ = disk.remove_folder(container);
    }
}

fn mend_one(disk: &dyn Disk, container: &Path, dest: &Path) -> bool {
    let (new, old) = (container.join(NEW), container.join(OLD));
    let ready = fs::read(container.join(READY))
        .ok()
        .and_then(|bytes| serde_json::from_slice::<Ready>(&bytes).ok());
    match ready {
        // Never whole: nothing else was touched.
        None => discard(disk, &new),
        Some(ready) if ready.how == Replacement::Whole => {
            mend_whole(disk, (&new, &old), dest, &ready)
        }
        Some(ready) => mend_beside(disk, container, dest, &ready),
    }
}

fn mend_whole(disk: &dyn Disk, (new, old): (&Path, &Path), dest: &Path, ready: &Ready) -> bool {
    // An exchange of the two folders leaves the former results in `new`. The hash of the manifest tells the two
    // apart.
    let is_new = manifest::hash(&new.join(manifest::NAME)).is_ok_and(|hash| hash == ready.manifest);
    // The run was killed between the two renames. The place is empty, and the former results return to it.
    if !is_gone(old) && is_gone(dest) && disk.rename(old, dest).is_err() {
        return false;
    }
    let exchanged = if is_new || is_gone(new) {
        discard(disk, new)
    } else {
        retire(disk, new, dest, ready.force)
    };
    exchanged && retire(disk, old, dest, ready.force)
}

fn mend_beside(disk: &dyn Disk, container: &Path, dest: &Path, ready: &Ready) -> bool {
    let (new, old) = (&container.join(NEW), &container.join(OLD));
    // The manifest comes last: where it came, all did.
    if is_gone(&new.join(manifest::NAME)) {
        return given_up(disk, old);
    }
    let Ok(Some(known)) = manifest::known(new) else { return false };
    for name in ready.names.iter().filter(|name| is_name(Path::new(name))) {
        let (from, to) = (dest.join(name), new.join(name));
        let same = || manifest::hash(&from).is_ok_and(|hash| known.files.get(name) == Some(&hash));
        let ours = [manifest::TIMING, MARK].contains(&name.as_str()) || same();
        // Only new files return to `new`. The hash tells them from others, or the name where the manifest has no
        // hash.
        if is_gone(&to) && !is_gone(&from) && ours && disk.rename(&from, &to).is_err() {
            return false;
        }
    }
    for entry in fs::read_dir(old).into_iter().flatten().flatten() {
        let back = dest.join(entry.file_name());
        if !is_gone(&back) || disk.rename(&entry.path(), &back).is_err() {
            return false;
        }
    }
    // Everything is as it was. Without this the next one would take former results, now back, for new ones.
    (is_gone(old) || disk.remove_folder(old).is_ok())
        && disk.remove_file(&container.join(READY)).is_ok()
        && discard(disk, new)
}
