//! Shards: parts of one experiment, each made on any machine, and put together again to what one machine makes, to the byte.
//!
//! A shard is a journal whose owner carries everything: texts and changes of the scenario, the pilot's numbers, which part it
//! is. While it is being made its records stand in the order in which they were finished; [`put_in_order`] ends that.
//! [`gather`] takes shards only if together they are one whole experiment, and names everything that is wrong at once.

mod differs;
mod gathered;
mod problem;

use std::fs::{self, File};
use std::io::{self, BufWriter, Read as _};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::model::Setting;

use super::journal::OURS;
use super::record::{Distributions, encode};
use super::replicate::{Scratch, replicate};
use super::runner::{Kept as _, Progress, RunOptions, in_order};
use super::saved::{Part, Saved};

pub use gathered::{Shards, gather};
pub use problem::ShardProblem;

/// Makes the replications of a part that are not there yet, until all are, the disk refuses, or `interrupted` is set.
pub fn make(
    setting: &Setting<'_>,
    part: Part,
    options: RunOptions,
    saved: &Saved,
    progress: &dyn Progress,
    interrupted: &AtomicBool,
) {
    let one = |place: u32, scratch: &mut Scratch| {
        let index = part.replication(place);
        if interrupted.load(Ordering::Relaxed) || saved.failed().is_some() {
            return;
        }
        // There and believed: a record that is not sound is made again.
        if saved.find(index).is_none() {
            let mut distributions = Distributions::default();
            let mut note = |world, collector: &_| distributions.note(world, collector);
            let output = replicate(setting, index, options.twin, scratch, &mut note);
            saved.keep(index, &encode(&output, &distributions));
        }
        progress.finished(index, part.size());
    };
    in_order(0, part.size(), options.threads, &one);
}

/// True where there is nothing, or what a program killed while rewriting leaves behind: the beginning of a journal.
fn is_leftover(new: &Path) -> io::Result<bool> {
    let mut begins = Vec::new();
    match File::open(new) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error),
        Ok(file) => file.take(OURS.len() as u64).read_to_end(&mut begins)?,
    };
    Ok(OURS.as_bytes().starts_with(&begins) || begins.iter().all(|byte| *byte == 0))
}

/// Rewrites a finished shard with its records in order of index: its bytes do not tell how it came about. False, and nothing is
/// changed, where replications are missing.
///
/// # Errors
/// What the disk says; the file is as it was then.
pub fn put_in_order(saved: Saved, path: &Path, part: Part) -> io::Result<bool> {
    let Some(entries) = saved.entries(part.replications()) else { return Ok(false) };
    // In the same folder, since a file is renamed within one disk only; by its name `merge` takes it for no shard.
    let new = path.with_file_name(format!(".{}.new", part.file_name()));
    if !is_leftover(&new)? {
        let why = format!("{}: not written by this program, and in the way", new.display());
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, why));
    }
    if entries == saved.journal().records() {
        // What a program killed while rewriting leaves behind.
        let _ = fs::remove_file(new);
        return Ok(true);
    }
    let write = || -> io::Result<()> {
        let mut out = BufWriter::new(File::create(&new)?);
        saved.journal().copy(saved.journal().owner(), &entries, &mut out)?;
        // On the disk before it takes the place of the other: a power cut must not leave an empty file there.
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
    };
    let written = write();
    // An open file cannot be replaced everywhere.
    drop(saved);
    written.and_then(|()| fs::rename(&new, path)).inspect_err(|_| drop(fs::remove_file(&new)))?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::Twin;

    /// The name under which a finished shard is rewritten may be anybody's.
    #[test]
    fn a_file_in_the_way_of_rewriting_that_is_not_ours_stays() {
        let home = tempfile::tempdir().expect("a temporary folder");
        let part = Part { index: 1, of: 1, count: 2, twin: Twin::With };
        let path = home.path().join(part.file_name());
        let new = home.path().join(".shard-1-of-1.journal.new");
        let made = || {
            let _ = fs::remove_file(&path);
            let saved = Saved::open(&path, "me").expect("a new one");
            // In the other order: there is something to rewrite.
            (0..2).rev().for_each(|index| saved.keep(index, b"a record"));
            saved
        };
        for leftover in ["", "surge-s", "surge-sim journal 2\nhalf", "\0\0"] {
            fs::write(&new, leftover).expect("it can be written");
            assert!(put_in_order(made(), &path, part).expect("it is ours"), "{leftover:?}");
            assert!(!new.exists());
        }
        fs::write(&new, "a letter").expect("it can be written");
        let error = put_in_order(made(), &path, part).expect_err("it would be lost");
        assert!(error.to_string().contains("not written by this program"), "{error}");
        assert_eq!(fs::read_to_string(&new).expect("it is there"), "a letter");
    }
}
