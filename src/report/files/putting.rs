//! Putting finished results in their place, and taking away what gave way to them.
//!
//! A folder of results alone is exchanged as a whole, in one step where the system can. Where something stays in the folder
//! it is not moved: results change places file by file, and go back if one of them cannot.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, sync_folder};
use super::manifest;
use super::survey::Survey;
use super::workplace::{NEW, OLD, READY, Ready, Replacement, Workplace, is_gone};

/// Why new results are not in their place.
#[derive(Debug)]
pub(super) struct Failed {
    /// What could not be moved.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
    /// Where former results are, if they could not be put back.
    pub old: Option<PathBuf>,
}

/// Puts `new` in its place; `there` is what stands at `dest`. How it was done is handed back: where the folder as a whole
/// cannot be moved, because another program stands in it, its files may be.
pub(super) fn put(
    disk: &dyn Disk,
    work: &mut Workplace<'_>,
    dest: &Path,
    there: &Survey,
    ready: &Ready,
) -> Result<Replacement, Failed> {
    let (new, old) = (work.path(NEW), work.path(OLD));
    let failed = |path: &Path, source| Failed { path: path.to_owned(), source, old: None };
    let begin = |ready: &Ready| work.ready(ready).map_err(|source| failed(&new, source));
    let file_by_file =
        || beside(disk, (&new, &old), dest, there, &ready.names).map(|()| Replacement::Beside);
    // The mark comes before the first move, because a later run mends a killed one by it.
    begin(ready)?;
    let how = match ready.how {
        Replacement::Whole if !there.there => {
            disk.rename(&new, dest).map_err(|source| failed(dest, source))?;
            Replacement::Whole
        }
        Replacement::Whole => match whole(disk, &new, &old, dest) {
            Ok(()) => Replacement::Whole,
            // The former results are stuck in the hidden folder. Any further attempt might lose them.
            Err(refused) if refused.old.is_some() => return Err(refused),
            Err(_) => {
                // The mark says how a later run mends a killed one: it may not say whole while files move one by one.
                disk.remove_file(&work.path(READY)).map_err(|source| failed(dest, source))?;
                begin(&Ready { how: Replacement::Beside, ..ready.clone() })?;
                file_by_file()?
            }
        },
        Replacement::Beside => file_by_file()?,
    };
    // `new` may now hold what was there.
    work.keep();
    // A name is on the disk once the folder that holds it is.
    sync_folder(dest.parent().unwrap_or(dest));
    Ok(how)
}

fn whole(disk: &dyn Disk, new: &Path, old: &Path, dest: &Path) -> Result<(), Failed> {
    let failed = |source| Failed { path: dest.to_owned(), source, old: None };
    // In one step where the system has it: at no moment is the place empty.
    if disk.exchange(new, dest).map_err(failed)? {
        return Ok(());
    }
    disk.rename(dest, old).map_err(failed)?;
    disk.rename(new, dest).map_err(|source| match disk.rename(old, dest) {
        Ok(()) => failed(source),
        Err(_) => Failed { old: Some(old.to_owned()), ..failed(source) },
    })
}

fn beside(
    disk: &dyn Disk,
    (new, old): (&Path, &Path),
    dest: &Path,
    there: &Survey,
    names: &[String],
) -> Result<(), Failed> {
    let failed = |path: &Path, source| Failed { path: path.to_owned(), source, old: None };
    disk.make_folder(old).map_err(|source| failed(old, source))?;
    // Asked again at the last moment: what this program did not write never gives way, by whatever name.
    if let Some(theirs) = there.taken(dest, names).first() {
        let source = io::Error::new(
            io::ErrorKind::AlreadyExists,
            "what this program did not write stands where a file is to be written",
        );
        return Err(failed(theirs, source));
    }
    let mut done: Vec<(PathBuf, PathBuf)> = Vec::new();
    let out = there.ours.iter().chain(&there.changed).map(|name| (dest.join(name), old.join(name)));
    let into = names.iter().map(|name| (new.join(name), dest.join(name)));
    // All former files leave before a new one comes, because many have the same names.
    for (from, to) in out.chain(into) {
        if let Err(source) = disk.rename(&from, &to) {
            let of_dest = if from.starts_with(dest) { &from } else { &to };
            // Backwards: a new file leaves its name before the former one comes back to it.
            let back = done.iter().rev().all(|(from, to)| disk.rename(to, from).is_ok());
            return Err(Failed { old: (!back).then(|| old.to_owned()), ..failed(of_dest, source) });
        }
        done.push((from, to));
    }
    sync_folder(dest);
    Ok(())
}

/// Takes away what gave way, when new results stand at `dest`. False where something is left.
pub(super) fn clean(disk: &dyn Disk, work: Workplace<'_>, dest: &Path, ready: &Ready) -> bool {
    let gone = match ready.how {
        Replacement::Whole => {
            [NEW, OLD].iter().all(|name| retire(disk, &work.path(name), dest, ready.force))
        }
        Replacement::Beside => given_up(disk, &work.path(OLD)),
    };
    // What is left is found by the next run.
    gone && work.close()
}

/// Removes the results in a folder that was exchanged. What somebody put there meanwhile goes to the new folder.
pub(super) fn retire(disk: &dyn Disk, folder: &Path, dest: &Path, force: bool) -> bool {
    if is_gone(folder) {
        return true;
    }
    let Ok(survey) = Survey::of(folder) else { return false };
    let strangers = survey.foreign.iter().filter_map(|path| path.file_name()).map(PathBuf::from);
    let kept = if force { Vec::new() } else { survey.changed.clone() };
    // Somebody may have put a file there while the folders changed places. It moves on to the new folder.
    let stay = strangers
        .chain(survey.litter.iter().map(PathBuf::from))
        .chain(kept.iter().map(PathBuf::from));
    for name in stay.collect::<Vec<PathBuf>>() {
        if is_gone(&dest.join(&name))
            && disk.rename(&folder.join(&name), &dest.join(&name)).is_err()
        {
            return false;
        }
    }
    let mut ours = survey.ours;
    ours.extend(if force { survey.changed } else { Vec::new() });
    // Without its manifest the folder would not be known for what it is.
    ours.sort_by_key(|name| name == manifest::NAME);
    ours.iter().all(|name| disk.remove_file(&folder.join(name)).is_ok())
        && disk.remove_folder(folder).is_ok()
}

/// Removes the files that gave way one by one.
pub(super) fn given_up(disk: &dyn Disk, old: &Path) -> bool {
    let files =
        std::fs::read_dir(old).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let files: Vec<PathBuf> = files.collect();
    is_gone(old)
        || (files.iter().all(|path| disk.remove_file(path).is_ok())
            && disk.remove_folder(old).is_ok())
}
