//! `surge-sim shard`: the replications of one part, in a file that `merge` puts together with the others.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Instant;

use crate::cli::ShardArgs;
use crate::error::Error;
use crate::experiment::journal::{JournalError, OURS};
use crate::experiment::record::RecordShape;
use crate::experiment::saved::{Owner, Part, Saved};
use crate::experiment::{Twin, identity, pilot, shards};
use crate::model::Setting;
use crate::scenario::{Scenario, Stopping};

use super::progress::ReplicationProgress;
use super::shelf::say_unsound;
use super::store::Cache;
use super::words::counted;
use super::{interrupt, loaded, own, print, run, threads};

pub fn shard(args: &ShardArgs) -> Result<(), Error> {
    let begun = Instant::now();
    let bar = ReplicationProgress::new(args.machine.quiet);
    let loaded = loaded(&args.file, &args.changes)?;
    let part = part(args, &loaded.scenario)?;
    make_folder(&args.out)?;
    let path = args.out.join(part.file_name());
    let interrupted = interrupt::watch();
    threads::begin(args.machine.threads, threads::parts(&loaded.scenario));
    let solved = pilot::solve(
        &loaded.scenario,
        &Cache::open(),
        &bar.rounds(&loaded.scenario, args.machine.threads),
    );
    let setting = Setting::new(&loaded.scenario, &solved);
    let options =
        run::options(&setting, Twin::unless(args.no_counterfactual), args.machine.threads);
    let key = identity::key(&loaded.scenario, options.twin);
    let owner = Owner { part: Some(part), ..run::owner(&loaded, &solved, key, options.twin) };
    let saved =
        open(&path, &owner, args.machine.fresh)?.of_shape(RecordShape::of(&setting, options.twin));
    let before = saved.indices().filter(|index| part.holds(*index)).count();
    bar.begin();
    shards::make(&setting, part, options, &saved, &bar, interrupted);
    bar.end();
    say_unsound(&saved);
    end(saved, &path, part)?;
    let there =
        if before > 0 { format!(", {before} of them there already") } else { String::new() };
    print(&format!(
        "shard {} of {}: {} of {} in {:.1} s{there}, in {}\n",
        part.index,
        part.of,
        counted(part.size() as usize, "replication"),
        part.count,
        begun.elapsed().as_secs_f64(),
        path.display()
    ))
}

fn part(args: &ShardArgs, scenario: &Scenario) -> Result<Part, Error> {
    let count = shared(scenario, args.of, "--of")?;
    if !(1..=args.of).contains(&args.index) {
        return Err(Error::Request(format!(
            "--index {}: must be from 1 to {}",
            args.index, args.of
        )));
    }
    let twin = Twin::unless(args.no_counterfactual);
    Ok(Part { index: args.index, of: args.of, count, twin })
}

/// The number of replications of an experiment that can be shared out to so many parts.
///
/// # Errors
/// Why it cannot.
pub fn shared(scenario: &Scenario, parts: u32, option: &str) -> Result<u32, Error> {
    let wrong = |why: String| Err(Error::Request(why));
    match &scenario.replications.stopping {
        Stopping::Precision(_) => wrong(
            "the scenario runs until its results are precise enough, which no part can see without the others: say how many \
             with --replications"
                .to_owned(),
        ),
        Stopping::Count(_) if parts == 0 => wrong(format!("{option} 0: must be at least 1")),
        Stopping::Count(count) if parts > *count => {
            let there = counted(*count as usize, "replication");
            wrong(format!("{option} {parts}: more parts than the {there} there are to share"))
        }
        Stopping::Count(count) => Ok(*count),
    }
}

fn make_folder(out: &Path) -> Result<(), Error> {
    if out.exists() && !out.is_dir() {
        return Err(Error::Request(format!(
            "{}: not a folder that shards can be put into",
            out.display()
        )));
    }
    fs::create_dir_all(out).map_err(|error| Error::machine(out, error))
}

/// The shard's file. `fresh` forgets what is in it, if it is ours.
fn open(path: &Path, owner: &Owner, fresh: bool) -> Result<Saved, Error> {
    if fresh {
        // One that is in use, or is not ours, is told so when it is opened.
        let _ = own::remove(path, OURS);
    }
    Saved::open(path, &owner.line()).map_err(|error| match error {
        JournalError::Io { path, source } => Error::machine(&path, source),
        JournalError::Foreign(path) => Error::Request(format!(
            "{}: a part of another experiment: scenario, options, seed, number of replications, normal times or build \
             differ. Choose another folder, or --fresh replaces it",
            path.display()
        )),
        JournalError::Damaged { .. } | JournalError::Head(_) | JournalError::Format(_) => {
            Error::Request(format!("{error}. --fresh runs the shard again in its place"))
        }
        error => Error::Request(error.to_string()),
    })
}

fn end(saved: Saved, path: &Path, part: Part) -> Result<(), Error> {
    let failed = saved.failed().map(str::to_owned);
    let finished =
        // A set, since a replication that was made again stands there twice.
        saved.journal().records().iter().map(|entry| entry.tag).collect::<BTreeSet<u64>>().len();
    if shards::put_in_order(saved, path, part).map_err(|error| Error::machine(path, error))? {
        return Ok(());
    }
    if let Some(why) = failed {
        return Err(Error::machine(
            path,
            std::io::Error::other(format!("a replication could not be written: {why}")),
        ));
    }
    Err(Error::Interrupted(format!(
        "{finished} of {} replications are in {}; the same command goes on with it",
        part.size(),
        path.display()
    )))
}
