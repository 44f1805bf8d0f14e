//! Which numbers matter.

use serde::Serialize;

use super::{AskedMeasure, Factor, LeftFixed};
use crate::results::Warning;
use crate::stats::Estimate;
use crate::stats::methods::Interval;

/// What a sensitivity run found.
#[derive(Clone, Debug, Serialize)]
pub struct Sensitivity {
    /// Version of this program.
    pub version: String,
    /// The scenario's name.
    pub name: String,
    /// Hash of the scenario as it was varied, whatever its number of replications.
    pub scenario: String,
    /// The seed of every point.
    #[serde(flatten, serialize_with = "crate::results::exact_seed")]
    pub seed: u64,
    /// Replications of every point.
    pub replications: u32,
    /// Points run.
    pub points: u32,
    /// Trajectories of the screening.
    pub trajectories: u32,
    /// Points of each of the two halves of the Sobol' design.
    pub base: u32,
    /// What was asked.
    pub asked: AskedMeasure,
    /// The scenario as written.
    pub written: Option<Estimate>,
    /// The numbers, those that matter most first.
    pub factors: Vec<Screened>,
    /// What has a range and could not be varied.
    pub fixed: Vec<LeftFixed>,
    /// What a run of the scenario warns of.
    pub warnings: Vec<Warning>,
}

/// One number and what it does.
#[derive(Clone, Debug, Serialize)]
pub struct Screened {
    /// The number and its range.
    pub factor: Factor,
    /// The answer at the lower end of its range, minus the answer as written.
    pub low: Option<Estimate>,
    /// The same at its upper end.
    pub high: Option<Estimate>,
    /// Mean of its elementary effects over its whole range.
    pub effect: Option<f64>,
    /// Mean of their sizes, with the half-width of its 95 % interval.
    pub size: Option<(f64, Option<f64>)>,
    /// Their standard deviation: much of it is curvature, or other numbers.
    pub varies: Option<f64>,
    /// True where it was taken on to the third question.
    pub matters: bool,
    /// The share of the variance that it answers for alone.
    pub alone: Option<Interval>,
    /// The share that it answers for with others.
    pub with_others: Option<Interval>,
}
