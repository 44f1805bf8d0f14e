//! Shards: parts of one experiment, each made on any machine, and put together again to what one machine makes, to the byte.
//!
//! A shard is a journal whose owner carries everything: texts and changes of the scenario, the pilot's numbers, which part it
//! is. While it is being made its records stand in the order in which they were finished; [`put_in_order`] ends that.
//! [`gather`] takes shards only if together they are one whole experiment, and names everything that is wrong at once.

mod differs;
mod gathered;
mod problem;

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::model::Setting;

use super::record::{Distributions, encode};
use super::replicate::{Scratch, replicate};
use super::runner::{Kept as _, Progress, RunOptions, in_order};
use super::saved::{Part, Saved};

pub use gathered::{Shards, gather};
pub use problem::Problem;

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
        if interrupted.load(Ordering::Relaxed) || saved.failed() {
            return;
        }
        if saved.find(index).is_none() {
            let mut distributions = Distributions::default();
            let mut note = |twin, collector: &_| distributions.note(twin, collector);
            let output = replicate(setting, index, options.twin, scratch, &mut note);
            saved.keep(index, &encode(&output, &distributions));
        }
        progress.finished(index, part.size());
    };
    in_order(0, part.size(), options.threads, &one);
}

/// Rewrites a finished shard with its records in order of index: its bytes do not tell how it came about. False, and nothing is
/// changed, where replications are missing.
///
/// # Errors
/// What the disk says; the file is as it was then.
pub fn put_in_order(saved: Saved, path: &Path, part: Part) -> io::Result<bool> {
    let Some(entries) = saved.entries(part.replications()) else { return Ok(false) };
    let new = path.with_file_name(format!(".{}.new", part.file_name()));
    if entries == saved.journal().records() {
        // What a program killed while rewriting leaves behind.
        let _ = fs::remove_file(new);
        return Ok(true);
    }
    let write = || -> io::Result<()> {
        let mut out = BufWriter::new(File::create(&new)?);
        saved.journal().copy(saved.journal().owner(), &entries, &mut out)?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
    };
    let written = write();
    // An open file cannot be replaced everywhere.
    drop(saved);
    written.and_then(|()| fs::rename(&new, path)).inspect_err(|_| drop(fs::remove_file(&new)))?;
    Ok(true)
}
