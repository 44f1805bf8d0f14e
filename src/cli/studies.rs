//! Studies: experiments of many points.

use std::path::PathBuf;

use clap::Args;

use super::numbers::{number, whole};
use super::shared::{ChangeArgs, MachineArgs};
use crate::measure::Indicator;

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
