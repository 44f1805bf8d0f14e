//! What a sweep found.

use serde::Serialize;

use crate::measure::Better;
use crate::results::Warning;
use crate::stats::{Estimate, Spread};

/// One factor and its levels.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FactorLevels {
    /// The path of the value, as `--set` writes it.
    pub path: String,
    /// Its levels, as `--set` writes them.
    pub levels: Vec<String>,
    /// The levels as numbers, where all are.
    pub numbers: Option<Vec<f64>>,
    /// The end of the range as written, where no step reaches it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_reached: Option<String>,
}

/// A measure that is asked of every point.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AskedMeasure {
    /// Its id.
    pub id: String,
    /// In words.
    pub label: String,
    /// Whether the words begin with a name of the scenario's.
    #[serde(skip)]
    pub named: bool,
    /// Its unit.
    pub unit: String,
    /// Which way is better.
    pub better: Better,
    /// Its period, in words.
    pub period: String,
}

/// What a sweep found.
#[derive(Clone, Debug, Serialize)]
pub struct Sweep {
    /// Version of this program.
    pub version: String,
    /// The scenario's name.
    pub name: String,
    /// The seed of every point.
    #[serde(flatten, serialize_with = "crate::results::exact_seed")]
    pub seed: u64,
    /// Replications of every point.
    pub replications: u32,
    /// The factors.
    pub axes: Vec<FactorLevels>,
    /// What was asked of every point.
    pub measures: Vec<AskedMeasure>,
    /// The scenario as written.
    pub written: Vec<Answer>,
    /// Every point, the last factor changing fastest.
    pub points: Vec<SweepPoint>,
    /// What a run of the scenario warns of.
    pub warnings: Vec<Warning>,
}

/// One point.
#[derive(Clone, Debug, Serialize)]
pub struct SweepPoint {
    /// Its level on each axis.
    pub levels: Vec<usize>,
    /// One answer a measure.
    pub answers: Vec<Answer>,
}

/// A measure at a point.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// Mean over replications, or ratio of sums: Monte Carlo error.
    pub value: Option<Estimate>,
    /// What one real service could see.
    pub chance: Option<Spread>,
    /// This point minus the scenario as written, paired within each replication.
    pub difference: Option<Estimate>,
}
