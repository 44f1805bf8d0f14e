//! `surge-sim merge`: shards to the screen and files of a run on one machine.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::MergeArgs;
use crate::error::Error;
use crate::experiment::identity::identified;
use crate::experiment::runner;
use crate::experiment::shards::{self, ShardProblem};
use crate::model::Setting;
use crate::report::files::AskedOptions;

use super::finish::{Clock, FoundReplications, Wishes, finish};
use super::place::{self, Inputs};
use super::progress::ReplicationProgress;
use super::{interrupt, run, threads};

pub fn merge(args: &MergeArgs) -> Result<(), Error> {
    let clock = Clock::begun();
    let found = shard_files(&args.shards)?;
    let shards = shards::gather(&found).map_err(|problems| refused(&problems))?;
    let inputs =
        args.shards.iter().fold(Inputs::none().of(&shards.loaded), |all, path| all.source(path));
    let inputs = found.iter().fold(inputs, |all, file| all.reads(file));
    // They are the results of the run, by which machines it may be.
    let twin = (!shards.twin.is_with()).then(|| "--no-counterfactual".to_owned());
    let inputs =
        inputs.asked(AskedOptions { changes: Vec::new(), options: twin.into_iter().collect() });
    let place = place::open(&args.out, args.force, "run", inputs)?;
    threads::begin(args.threads, threads::parts(&shards.loaded.scenario));
    let bar = ReplicationProgress::new(args.quiet);
    let interrupted = interrupt::watch();
    let id = identified(&shards.loaded.scenario, shards.twin);
    let setting = Setting::new(&shards.loaded.scenario, &shards.owner.solved);
    bar.begin();
    let options = run::options(&setting, shards.twin, args.threads);
    let experiment = runner::run_kept(&setting, options, &shards, &bar, interrupted);
    bar.end();
    if !experiment.complete {
        return Err(Error::Interrupted(
            "the merging needs every shard; nothing is written".to_owned(),
        ));
    }
    let found = FoundReplications {
        loaded: &shards.loaded,
        id: &id,
        setting: &setting,
        solved: &shards.owner.solved,
        experiment: &experiment,
        kept: &shards,
    };
    let wishes = Wishes {
        place: &place,
        plots: !args.no_plots,
        long_tables: args.long_tables,
        json: args.json,
        effects: None,
        interactive: false,
        merged: Some(shards.parts()),
    };
    finish(&found, &wishes, Some(&mut |out: &mut dyn Write| shards.copy(out)), &clock)
}

fn refused(problems: &[ShardProblem]) -> Error {
    let lines: String = problems.iter().map(|problem| format!("\n  {problem}")).collect();
    Error::Request(format!("these shards cannot be merged{lines}"))
}

/// Every shard that the paths name, each once.
fn shard_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut files: Vec<PathBuf> = Vec::new();
    let mut known = Vec::new();
    for path in paths {
        let found = if path.is_dir() { shards_in(path)? } else { vec![path.clone()] };
        for file in found {
            // A folder and a file in it may both be named: a shard counts once.
            let place = fs::canonicalize(&file).map_err(|error| {
                Error::Request(format!("{}: {}", file.display(), plain(&error)))
            })?;
            if !known.contains(&place) {
                known.push(place);
                files.push(file);
            }
        }
    }
    Ok(files)
}

fn plain(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        _ => error.to_string(),
    }
}

fn shards_in(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = fs::read_dir(folder).map_err(|error| Error::machine(folder, error))?;
    let mut files: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|p| is_shard(p)).collect();
    files.sort();
    if files.is_empty() {
        return Err(Error::Request(format!("{}: no shard-*.journal is there", folder.display())));
    }
    Ok(files)
}

fn is_shard(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.starts_with("shard-") && name.ends_with(".journal")
}
