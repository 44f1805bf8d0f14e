//! The command line: what may be asked, and its help. No logic.

use crate::measure::Indicator;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

mod machines;
mod numbers;

pub use machines::{JobsArgs, MergeArgs, ShardArgs, WorkManager};
use numbers::{number, whole};

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

/// How a scenario is changed before it is used.
#[derive(Clone, Debug, Args)]
pub struct ChangeArgs {
    /// Change a value, as in referrals.per_year=3000 or teams.assessment.posts.0.count=40; may be given more than once
    #[arg(long, value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Switch links off, separated by commas: threshold, rush, waiting, overload, handover, records, concealment, publicity
    #[arg(long, value_name = "LINKS")]
    pub without: Vec<String>,
    /// Another seed
    // Negative numbers are let through to the parser here and below, whose words help more than those for an unknown
    // option -1.
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = whole::<u64>)]
    pub seed: Option<u64>,
    /// A fixed number of replications
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = whole::<u32>)]
    pub replications: Option<u32>,
}

/// How it is run.
#[derive(Clone, Debug, Args)]
pub struct MachineArgs {
    /// Threads [default: one per core]; the results are the same on any number
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, allow_negative_numbers = true, value_parser = whole::<usize>)]
    pub threads: usize,
    /// No progress bar
    #[arg(long, short)]
    pub quiet: bool,
    /// Run everything again: take nothing that an earlier run of the same scenario has finished
    #[arg(long)]
    pub fresh: bool,
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

/// What became of a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum OutcomeArg {
    /// Closed at triage
    ScreenedOut,
    /// Closed later, or put where nothing protects
    Misjudged,
    /// The time ran out
    Late,
    /// Visits fell overdue
    Drifting,
    /// Found in time
    Found,
    /// Came to serious harm
    Harmed,
}

/// `story`.
#[derive(Debug, Args)]
pub struct StoryArgs {
    /// The scenario file
    #[arg(value_name = "SCENARIO")]
    pub file: PathBuf,
    /// What is changed.
    #[command(flatten)]
    pub changes: ChangeArgs,
    /// A child with this outcome, the one nearest the median of them [default: of those missed by the commonest route]
    #[arg(long, value_enum)]
    pub outcome: Option<OutcomeArg>,
    /// A child by the name that a story gives them, as in 2-17; 2-h17 was at risk on day 0, 2-o1.17 is the 17th in the backlog that opening 1 makes
    #[arg(long, value_name = "NAME", conflicts_with = "outcome")]
    pub child: Option<String>,
    /// The replication, from 0; for an outcome the first that has it from there on
    #[arg(long, value_name = "N", default_value_t = 0, allow_negative_numbers = true, value_parser = whole::<u32>)]
    pub replication: u32,
    /// Threads [default: one per core]; the results are the same on any number
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, allow_negative_numbers = true, value_parser = whole::<usize>)]
    pub threads: usize,
    /// Where the files go [default: plots/story- and the scenario's name]
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// Replace results in the folder even if they were changed or are of another scenario; what else is in it stays
    #[arg(long)]
    pub force: bool,
    /// No progress bar
    #[arg(long, short)]
    pub quiet: bool,
    /// Print story.json to standard output and the rest to standard error
    #[arg(long)]
    pub json: bool,
}

/// `workshop`.
#[derive(Debug, Args)]
pub struct WorkshopArgs {
    /// The scenarios of the page [default: the small service for teaching and the Haringey family, which the program has in itself]
    #[arg(value_name = "SCENARIO")]
    pub files: Vec<PathBuf>,
    /// Where the page goes
    #[arg(long, value_name = "FILE", default_value = "workshop.html")]
    pub out: PathBuf,
    /// Replace a file there that is not such a page
    #[arg(long)]
    pub force: bool,
    /// Open the page in the browser
    #[arg(long)]
    pub open: bool,
    /// Print the facilitator's guide as Markdown, its answers run now, and write no page
    #[arg(long, conflicts_with_all = ["open", "force"])]
    pub guide: bool,
    /// Threads [default: one per core]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, allow_negative_numbers = true, value_parser = whole::<usize>)]
    pub threads: usize,
}

/// `document`.
#[derive(Debug, Args)]
pub struct DocumentArgs {
    /// The scenario file
    #[arg(value_name = "SCENARIO")]
    pub file: PathBuf,
    /// What is changed.
    #[command(flatten)]
    pub changes: ChangeArgs,
    /// The machine.
    #[command(flatten)]
    pub machine: MachineArgs,
    /// Where the files go [default: plots/documents- and the scenario's name]
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// Replace results in the folder even if they were changed or are of another scenario; what else is in it stays
    #[arg(long)]
    pub force: bool,
    /// The short form of the verification, as in verify --short
    #[arg(long)]
    pub short: bool,
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

/// `gallery`.
#[derive(Debug, Args)]
pub struct GalleryArgs {
    /// The folder
    #[arg(value_name = "FOLDER", default_value = "scenarios")]
    pub folder: PathBuf,
    /// Where the page and the pictures go
    #[arg(long, value_name = "FOLDER", default_value = "plots/gallery")]
    pub out: PathBuf,
    /// Replace results in the folder even if they were changed or are of another scenario; what else is in it stays
    #[arg(long)]
    pub force: bool,
    /// A fixed number of replications [default: each scenario's own]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = whole::<u32>)]
    pub replications: Option<u32>,
    /// The machine.
    #[command(flatten)]
    pub machine: MachineArgs,
}

impl GalleryArgs {
    /// How each scenario is changed.
    #[must_use]
    pub fn changes(&self) -> ChangeArgs {
        ChangeArgs {
            set: Vec::new(),
            without: Vec::new(),
            seed: None,
            replications: self.replications,
        }
    }
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

/// An experiment of many points.
#[derive(Debug, Args)]
pub struct StudyArgs {
    /// The scenario file
    #[arg(value_name = "SCENARIO")]
    pub file: PathBuf,
    /// What is changed.
    #[command(flatten)]
    pub changes: ChangeArgs,
    /// The machine.
    #[command(flatten)]
    pub machine: MachineArgs,
    /// Where the files go [default: plots/, the command, the scenario's name and what was asked]
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// Replace results in the folder even if they were changed or are of another scenario; what else is in it stays
    #[arg(long)]
    pub force: bool,
    /// Write no figures
    #[arg(long)]
    pub no_plots: bool,
}

/// `sweep`.
#[derive(Debug, Args)]
pub struct SweepArgs {
    /// The experiment.
    #[command(flatten)]
    pub study: StudyArgs,
    /// A factor and its levels, as in teams.assessment.posts.0.count=40..60:5 or triage.rule=fixed,pressure; may be given more than once
    #[arg(long, value_name = "PATH=FROM..TO:STEP", required = true)]
    pub vary: Vec<String>,
    /// A measure to ask of every point; may be given more than once [default: miss_rate, missed, expected_harms]
    #[arg(long, value_name = "ID")]
    pub measure: Vec<String>,
}

/// `calibrate`.
#[derive(Debug, Args)]
pub struct CalibrateArgs {
    /// The experiment.
    #[command(flatten)]
    pub study: StudyArgs,
    /// A number to fit and the range to search, as in judgement.per_hour=0.1..0.4; may be given more than once
    #[arg(long, value_name = "PATH=LOW..HIGH", required = true)]
    pub fit: Vec<String>,
    /// Waves of points: each goes where values are still plausible
    #[arg(long, value_name = "N", default_value_t = 3, allow_negative_numbers = true, value_parser = whole::<u32>)]
    pub waves: u32,
    /// Points of each wave [default: ten for each number fitted]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = whole::<u32>)]
    pub points: Option<u32>,
    /// Replications of each point of the search; the scores have those of the scenario
    #[arg(long, value_name = "N", default_value_t = 10, allow_negative_numbers = true, value_parser = whole::<u32>)]
    pub search_replications: u32,
    /// Do not fit to targets whose period lies between these dates; may be given more than once
    #[arg(long, value_name = "FROM..TO")]
    pub leave_out: Vec<String>,
    /// Instead of fitting to the scenario's targets, make targets from known values so many times, and see whether they are found
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = whole::<u32>)]
    pub prove: Option<u32>,
}

/// `sensitivity`.
#[derive(Debug, Args)]
pub struct SensitivityArgs {
    /// The experiment.
    #[command(flatten)]
    pub study: StudyArgs,
    /// The measure asked about
    #[arg(long, value_name = "ID", default_value = Indicator::MissRate.name())]
    pub measure: String,
    /// Vary these numbers and no others, as in judgement.per_hour=0.1..0.4; may be given more than once
    #[arg(long, value_name = "PATH=LOW..HIGH")]
    pub factor: Vec<String>,
    /// Trajectories of the screening (Morris)
    #[arg(long, value_name = "N", default_value_t = 4, allow_negative_numbers = true, value_parser = whole::<u32>)]
    pub trajectories: u32,
    /// Points of each half of the Sobol' design; 0 leaves it out. At 32 a share with others comes out below the share alone in a
    /// quarter of cases, which is said; 128 tells them apart and takes four times as many points
    #[arg(long, value_name = "N", default_value_t = 32, allow_negative_numbers = true, value_parser = whole::<u32>)]
    pub base: u32,
    /// No more numbers than this go on from the screening to the Sobol' indices
    #[arg(long, value_name = "N", default_value_t = 6, allow_negative_numbers = true, value_parser = whole::<u32>)]
    pub most: u32,
}

/// `optimise`.
#[derive(Debug, Args)]
pub struct OptimiseArgs {
    /// The experiment.
    #[command(flatten)]
    pub study: StudyArgs,
    /// A lever and its levels, as in teams.assessment.posts.0.count=45..60:5; may be given more than once
    #[arg(long, value_name = "PATH=FROM..TO:STEP", required = true)]
    pub levers: Vec<String>,
    /// How many pounds a year a mix may cost more than the scenario as written
    #[arg(long, value_name = "POUNDS", conflicts_with = "target", allow_negative_numbers = true, value_parser = number)]
    pub budget: Option<f64>,
    /// What must be kept in nine runs of ten, as in miss_rate<60%
    #[arg(long, value_name = "MEASURE<VALUE")]
    pub target: Option<String>,
    /// The share of runs that must keep the target
    #[arg(long, value_name = "SHARE", default_value_t = 0.9, allow_negative_numbers = true, value_parser = number)]
    pub runs: f64,
    /// The measure that the best mix for a budget makes smallest [default: missed]
    #[arg(long, value_name = "ID", conflicts_with = "target")]
    pub measure: Option<String>,
    /// Confidence of the answer
    #[arg(long, value_name = "SHARE", default_value_t = 0.95, allow_negative_numbers = true, value_parser = number)]
    pub confidence: f64,
    /// Smaller differences do not matter, in the unit of the measure [default: 1]
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, value_parser = number)]
    pub indifference: Option<f64>,
}
