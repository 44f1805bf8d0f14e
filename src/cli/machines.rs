//! More than one machine: parts of a run, their merging, and scripts for those who share them out.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::numbers::whole;
use super::shared::{ChangeArgs, MachineArgs};

/// `shard`.
#[derive(Debug, Args)]
pub struct ShardArgs {
    /// The scenario file
    #[arg(value_name = "SCENARIO")]
    pub file: PathBuf,
    /// How many parts there are
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = whole::<u32>)]
    pub of: u32,
    /// Which part this is, from 1
    #[arg(long, value_name = "I", allow_negative_numbers = true, value_parser = whole::<u32>)]
    pub index: u32,
    /// The folder for shard-I-of-N.journal
    #[arg(long, value_name = "FOLDER")]
    pub out: PathBuf,
    /// What is changed.
    #[command(flatten)]
    pub changes: ChangeArgs,
    /// Run without the counterfactual twin
    #[arg(long)]
    pub no_counterfactual: bool,
    /// The machine.
    #[command(flatten)]
    pub machine: MachineArgs,
}

/// `merge`.
#[derive(Debug, Args)]
pub struct MergeArgs {
    /// Folders with shards in them, or the shards themselves
    #[arg(value_name = "FOLDER", required = true)]
    pub shards: Vec<PathBuf>,
    /// Where the files go
    #[arg(long, value_name = "FOLDER")]
    pub out: PathBuf,
    /// Replace results in the folder even if they were changed or are of another scenario; what else is in it stays
    #[arg(long)]
    pub force: bool,
    /// Write no figures
    #[arg(long)]
    pub no_plots: bool,
    /// Write the tables long as well: one value a row
    #[arg(long)]
    pub long_tables: bool,
    /// Print results.json to standard output and the rest to standard error
    #[arg(long)]
    pub json: bool,
    /// Threads [default: one per core]; the results are the same on any number
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, allow_negative_numbers = true, value_parser = whole::<usize>)]
    pub threads: usize,
    /// No progress bar
    #[arg(long, short)]
    pub quiet: bool,
}

/// `jobs`.
#[derive(Debug, Args)]
pub struct JobsArgs {
    /// The scenario file
    #[arg(value_name = "SCENARIO")]
    pub file: PathBuf,
    /// What shares the work out
    #[arg(long, value_enum)]
    pub engine: WorkManager,
    /// How many shards
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = whole::<u32>)]
    pub shards: u32,
    /// Where the merged files go, the shards beside them in FOLDER.shards [default: as for a run]
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// Write the script to a new file instead of printing it
    #[arg(long, value_name = "PATH")]
    pub write: Option<PathBuf>,
    /// What is changed.
    #[command(flatten)]
    pub changes: ChangeArgs,
    /// Run without the counterfactual twin
    #[arg(long)]
    pub no_counterfactual: bool,
}

/// What shares work out between machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum WorkManager {
    /// A script that submits an array of jobs and one that merges
    Slurm,
    /// A Snakefile
    Snakemake,
}
