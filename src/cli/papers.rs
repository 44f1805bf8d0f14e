//! What is made to be read or shown: stories, the workshop, papers, the gallery.

use std::path::PathBuf;

use clap::Args;

use super::numbers::whole;
use super::shared::{ChangeArgs, MachineArgs};

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
