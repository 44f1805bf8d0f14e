//! The best mix that a budget pays for, or the cheapest that keeps a target.

use serde::Serialize;

use super::{AskedMeasure, FactorLevels};
use crate::results::Warning;
use crate::stats::Estimate;

/// What is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Goal {
    /// The least of the measure for so much more money a year (pounds).
    Budget(f64),
    /// The cheapest option in which at least this share of runs has less of the measure than this.
    Target {
        /// What the measure must stay below, in its own unit.
        below: f64,
        /// In so many runs.
        runs: f64,
    },
}

/// How it is searched.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Rules {
    /// The goal.
    pub goal: Goal,
    /// Of the statement made in the end.
    pub confidence: f64,
    /// Differences smaller than this do not matter, in the unit of the measure.
    pub indifference: f64,
    /// No option has more replications.
    pub most: u32,
}

/// What a search found.
#[derive(Clone, Debug, Serialize)]
pub struct Optimised {
    /// Version of this program.
    pub version: String,
    /// The scenario's name.
    pub name: String,
    /// The seed of every option.
    #[serde(flatten, serialize_with = "crate::results::exact_seed")]
    pub seed: u64,
    /// How it was searched.
    pub rules: Rules,
    /// The levers.
    pub levers: Vec<FactorLevels>,
    /// What is to be little.
    pub asked: AskedMeasure,
    /// The scenario as written.
    pub written: Option<Estimate>,
    /// Every option, the cheapest first.
    pub options: Vec<OptionResult>,
    /// The place of the option named; `None` where no option keeps the target.
    pub best: Option<usize>,
    /// True where the statement holds with the confidence asked for; false where replications ran out before.
    pub settled: bool,
    /// What a run of the scenario warns of.
    pub warnings: Vec<Warning>,
}

/// One option.
#[derive(Clone, Debug, Serialize)]
pub struct OptionResult {
    /// Its level on each lever.
    pub levels: Vec<usize>,
    /// What it costs more than the scenario as written (pounds a year).
    pub cost: Option<Estimate>,
    /// The measure.
    pub value: Option<Estimate>,
    /// The measure minus that of the scenario as written, paired.
    pub difference: Option<Estimate>,
    /// The share of runs that keep the target, where there is one.
    pub keeps: Option<f64>,
    /// Its replications.
    pub replications: u32,
    /// What became of it.
    pub status: OptionStatus,
}

/// What became of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OptionStatus {
    /// The one named.
    Best,
    /// Not to be told from the best: other reasons may decide.
    NotToldApart,
    /// Beaten by another, or missing the target.
    PutOut,
    /// Costs more than the budget.
    TooDear,
    /// Keeps the target, at a higher price than the one named.
    Dearer,
    /// Neither kept nor missed for sure when replications ran out.
    Undecided,
}
