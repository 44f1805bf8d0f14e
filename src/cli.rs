//! The command line: what may be asked, and its help. No logic.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

mod machines;
mod numbers;
mod papers;
mod shared;
mod studies;

pub use machines::{JobsArgs, MergeArgs, ShardArgs, WorkManager};
use numbers::whole;
pub use papers::{DocumentArgs, GalleryArgs, OutcomeArg, StoryArgs, WorkshopArgs};
pub use shared::{ChangeArgs, MachineArgs};
pub use studies::{CalibrateArgs, OptimiseArgs, SensitivityArgs, StudyArgs, SweepArgs};

/// Simulates what a surge of child protection referrals does to a children's service in England: how often a child at high
/// risk is missed, by which route, and how much of it is the publicity's doing.
///
/// About services, not about any child: not to be used to decide on a case.
#[derive(Debug, Parser)]
#[command(
    name = "surge-sim",
    version,
    long_version = LONG_VERSION,
    // Options of a run before a command are refused and not passed over.
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    override_usage = "surge-sim [OPTIONS] <SCENARIO>\n       surge-sim <COMMAND>",
    after_help = EXIT_STATUS
)]
pub struct Cli {
    /// What to do instead of running a scenario.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The run.
    #[command(flatten)]
    pub run: RunArgs,
}

/// Two builds of one version may give other numbers: this tells them apart.
const LONG_VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "\nbuild ", env!("SURGE_SIM_BUILD"));

const EXIT_STATUS: &str = "\
Exit status:
  0    done, warnings included
  1    a check that was asked for failed
  2    the request is wrong: options, scenario, a path that is missing or no file, an output folder whose files would be lost
  3    the machine failed: no permission to write, disk full
  130  interrupted: what was finished is written and marked incomplete

Example:
  surge-sim scenarios/haringey.toml";

/// What to do instead of running a scenario.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a scenario: the same as naming its file alone
    // Many programs have such a word, so it is understood; the help shows the short way alone.
    #[command(hide = true)]
    Run(RunArgs),
    /// Say whether a scenario is sound, and what is strange about it
    Check(CheckArgs),
    /// Write a commented starter scenario
    New(NewArgs),
    /// Switch the links of the chain off one by one and print what each carries of the excess
    Links(LinksArgs),
    /// Run scenarios on the same chance and say how each differs from the first
    Compare(CompareArgs),
    /// Run every scenario of a folder and print what each answers as a table in Markdown
    Library(LibraryArgs),
    /// Follow one child through one replication, and show what the service could know of it
    Story(StoryArgs),
    /// Write one HTML file that runs the model in a browser, for a workshop without a network
    Workshop(WorkshopArgs),
    /// Write the papers for those who must sign: model description, logs, verification, validation, a draft statement
    Document(DocumentArgs),
    /// Run every scenario of a folder and draw what each shows, on one page
    Gallery(GalleryArgs),
    /// Run a scenario at every point of a grid: one factor is drawn as a line, two as a heat map
    Sweep(SweepArgs),
    /// Say which of the numbers that have a range of evidence the answer hangs on
    Sensitivity(SensitivityArgs),
    /// Find the best mix that a budget pays for, or the cheapest that keeps a target
    Optimise(OptimiseArgs),
    /// Find values that meet the scenario's targets, and say how well the targets determine them
    Calibrate(CalibrateArgs),
    /// Run one part of a scenario's replications, to be merged with the others
    Shard(ShardArgs),
    /// Put shards together: the same screen and files as from one machine
    Merge(MergeArgs),
    /// Print a script that shares a run out between machines
    Jobs(JobsArgs),
    /// List the measures of a scenario, with unit and meaning
    Measures(FileArgs),
    /// Print what official figures show of English councils: levels, yearly changes, slopes and how practice drifts, as TOML
    Observed(ObservedArgs),
    /// Say what a key of the scenario format means, its unit, its default and its evidence
    Explain(ExplainArgs),
    /// Print what every column of every table holds, in Markdown
    Dictionary {
        /// Print it as CSV
        #[arg(long)]
        csv: bool,
    },
    /// Print a page of the reference in Markdown: every key, measure, command, file, variable or column
    Reference(ReferenceArgs),
    /// Print the scenario format as a JSON Schema, with which editors complete and check a file
    Schema,
    /// Print the licences of the program and of the works in it
    Licences,
    /// Compare the simulation with theory, and fail if they differ
    Verify(VerifyArgs),
    /// Print a completion script for a shell
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// A run.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// The scenario file
    #[arg(value_name = "SCENARIO", required = true)]
    pub file: Option<PathBuf>,
    /// What is changed.
    #[command(flatten)]
    pub changes: ChangeArgs,
    /// The machine.
    #[command(flatten)]
    pub machine: MachineArgs,
    /// Where the files go [default: plots/ and the scenario's name]
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// Replace results in the folder even if they were changed or are of another scenario; what else is in it stays
    #[arg(long)]
    pub force: bool,
    /// Run without the counterfactual twin: faster, and nothing is said of what the publicity did
    #[arg(long)]
    pub no_counterfactual: bool,
    /// Write no figures
    #[arg(long)]
    pub no_plots: bool,
    /// Write the tables long as well: one value a row
    #[arg(long, conflicts_with = "uncertainty")]
    pub long_tables: bool,
    /// The folder of a finished sensitivity run of the scenario: its effects go into the report's table of assumptions
    #[arg(long, value_name = "FOLDER", conflicts_with = "uncertainty")]
    pub effects: Option<PathBuf>,
    /// Put the levers of the workshop into report.html, set to this run: the model runs in the browser that opens it
    #[arg(long, conflicts_with_all = ["no_counterfactual", "uncertainty"])]
    pub interactive: bool,
    /// Instead of one run, draw the numbers that have a range of evidence so many times, with 10 replications of each draw: how
    /// much of the spread is luck, and how much is not knowing
    #[arg(long, value_name = "DRAWS", conflicts_with_all = ["json", "no_counterfactual"], allow_negative_numbers = true, value_parser = whole::<u32>)]
    pub uncertainty: Option<u32>,
    /// Print results.json to standard output and the rest to standard error
    #[arg(long)]
    pub json: bool,
}

/// `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The scenario file
    #[arg(value_name = "SCENARIO")]
    pub file: PathBuf,
    /// What is changed.
    #[command(flatten)]
    pub changes: ChangeArgs,
    /// Print it with all defaults, the pilot's corrections and the solved thresholds
    #[arg(long)]
    pub resolved: bool,
    /// The machine.
    #[command(flatten)]
    pub machine: MachineArgs,
}

/// `new`.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// Its name, or the path of the file to write
    pub name: String,
}

/// `observed`.
#[derive(Debug, Args)]
pub struct ObservedArgs {
    /// The last year that is read, by the March in which it ends; drift is estimated from no year after 2022
    #[arg(long, value_name = "YEAR", default_value_t = 2023, allow_negative_numbers = true, value_parser = whole::<u16>)]
    pub to: u16,
}

/// `links`.
#[derive(Debug, Args)]
pub struct LinksArgs {
    /// The scenario file
    #[arg(value_name = "SCENARIO")]
    pub file: PathBuf,
    /// What is changed.
    #[command(flatten)]
    pub changes: ChangeArgs,
    /// The machine.
    #[command(flatten)]
    pub machine: MachineArgs,
    /// Print the table in Markdown
    #[arg(long)]
    pub markdown: bool,
}

/// `library`.
#[derive(Debug, Args)]
pub struct LibraryArgs {
    /// The folder
    #[arg(value_name = "FOLDER", default_value = "scenarios")]
    pub folder: PathBuf,
    /// A fixed number of replications [default: each scenario's own]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = whole::<u32>)]
    pub replications: Option<u32>,
    /// The machine.
    #[command(flatten)]
    pub machine: MachineArgs,
}

/// `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The key, as in triage.accept_share or teams.assessment.caseload_cap [default: the blocks there are]
    #[arg(value_name = "KEY")]
    pub key: Option<String>,
    /// A scenario whose value, source and range are shown [default: the shipped one of Haringey]
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
}

/// A page of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ReferencePage {
    /// Every key of the scenario format
    Keys,
    /// Every measure and its formula
    Measures,
    /// Every command with its options, and the exit statuses
    Commands,
    /// Every file that is written
    Files,
    /// The environment variables
    Environment,
    /// Every column of every table
    Tables,
}

/// `reference`.
#[derive(Debug, Args)]
pub struct ReferenceArgs {
    /// The page
    #[arg(value_enum, value_name = "PAGE")]
    pub page: ReferencePage,
}

/// `compare`.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// The scenario files, two or more
    #[arg(value_name = "SCENARIO", required = true)]
    pub files: Vec<PathBuf>,
    /// The scenario that the others are compared with [default: the first]
    #[arg(long, value_name = "SCENARIO")]
    pub baseline: Option<PathBuf>,
    /// What is changed, on all sides alike.
    #[command(flatten)]
    pub changes: ChangeArgs,
    /// The machine.
    #[command(flatten)]
    pub machine: MachineArgs,
    /// Where the files go [default: plots/compare- and the scenarios' names]
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// Replace results in the folder even if they were changed or are of another scenario; what else is in it stays
    #[arg(long)]
    pub force: bool,
    /// Run without the counterfactual twins: faster, and nothing is said of what the publicity did
    #[arg(long)]
    pub no_counterfactual: bool,
    /// Write no figures
    #[arg(long)]
    pub no_plots: bool,
    /// Print comparison.json to standard output and the rest to standard error
    #[arg(long)]
    pub json: bool,
}

/// A scenario and nothing else.
#[derive(Debug, Args)]
pub struct FileArgs {
    /// The scenario file
    #[arg(value_name = "SCENARIO")]
    pub file: PathBuf,
}

/// `verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Fewer replications and wider bounds: what the test-suite runs
    #[arg(long)]
    pub short: bool,
    /// Instead, run thousands of whole experiments and say how often their 95 % intervals cover what is known
    #[arg(long, conflicts_with = "short")]
    pub coverage: bool,
    /// Experiments of each case
    #[arg(long, value_name = "N", default_value_t = 4000, requires = "coverage", allow_negative_numbers = true, value_parser = whole::<u32>)]
    pub experiments: u32,
    /// The machine.
    #[command(flatten)]
    pub machine: MachineArgs,
}
