//! `surge-sim jobs`: a script that shares a run out between machines.

mod quote;
mod slurm;
mod snakemake;

use std::path::Path;

use crate::cli::{JobsArgs, WorkManager};
use crate::error::Error;
use crate::experiment::identity::identified;

use super::{loaded, print, print_exact, run, shard, write_new};

use crate::experiment::Twin;
use quote::shell;

/// What a script is made of.
struct Job {
    /// The scenario file.
    file: String,
    /// Where the merged files go.
    out: String,
    /// Where the shards go.
    parts: String,
    /// How many there are.
    shards: u32,
    /// Options of every shard, quoted for a shell, each after a space.
    changes: String,
}

pub fn jobs(args: &JobsArgs) -> Result<(), Error> {
    let loaded = loaded(&args.file, &args.changes)?;
    shard::shared(&loaded.scenario, args.shards, "--shards")?;
    let twin = Twin::unless(args.no_counterfactual);
    let id = identified(&loaded.scenario, twin);
    let usual = || run::folder(&args.file, &args.changes, twin, &id.run);
    let out = named(&args.out.clone().unwrap_or_else(usual))?;
    let (file, parts) = (named(&args.file)?, format!("{}.shards", out.trim_end_matches('/')));
    let job = Job { file, out, parts, shards: args.shards, changes: changes(args) };
    let script = match args.engine {
        WorkManager::Slurm => slurm::script(&job),
        WorkManager::Snakemake => snakemake::snakefile(&job)?,
    };
    match &args.write {
        Some(path) => write(path, &script, args.engine),
        None => print_exact(&script),
    }
}

/// A path as a script may hold it.
fn named(path: &Path) -> Result<String, Error> {
    let text = path.to_str().filter(|text| !text.chars().any(char::is_control));
    let text = text.ok_or_else(|| {
        Error::Request(format!("{}: no script can hold this name", path.display()))
    })?;
    // What begins with a hyphen would be taken for an option.
    Ok(if text.starts_with('-') { format!("./{text}") } else { text.to_owned() })
}

fn changes(args: &JobsArgs) -> String {
    let changes = &args.changes;
    // Joined by an equals sign: a value may begin with a hyphen.
    let mut options: Vec<String> = changes.set.iter().map(|set| format!("--set={set}")).collect();
    options.extend(changes.without.iter().map(|links| format!("--without={links}")));
    options.extend(changes.seed.map(|seed| format!("--seed={seed}")));
    options.extend(changes.replications.map(|count| format!("--replications={count}")));
    options.extend(args.no_counterfactual.then(|| "--no-counterfactual".to_owned()));
    options.iter().map(|option| format!(" {}", shell(option))).collect()
}

fn write(path: &Path, script: &str, engine: WorkManager) -> Result<(), Error> {
    write_new(path, script)?;
    let typed = shell(&path.to_string_lossy());
    let next = match engine {
        WorkManager::Slurm => format!("bash {typed}"),
        WorkManager::Snakemake => format!("snakemake --cores all --snakefile {typed}"),
    };
    print(&format!("wrote {}; run it with: {next}\n", path.display()))
}
