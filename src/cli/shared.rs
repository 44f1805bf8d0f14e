//! What many commands take: changes of a scenario, and the machine.

use clap::Args;

use super::numbers::whole;

/// How a scenario is changed before it is used.
#[derive(Clone, Debug, Args)]
pub struct ChangeArgs {
    /// Change a value, as in referrals.per_year=3000 or teams.assessment.posts.0.count=40; may be given more than once
    #[arg(long, value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Switch links off, separated by commas: threshold, rush, waiting, overtime, thin_recording, early_closing, overload, handover, records, concealment, practice, caution, publicity
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
