//! What a calibration found.

use serde::Serialize;

use super::Factor;
use crate::results::{Forecasts, HeldOut, Warning};
use crate::stats::Estimate;

/// What a calibration found.
#[derive(Clone, Debug, Serialize)]
pub struct Calibrated {
    /// Version of this program.
    pub version: String,
    /// The scenario's name.
    pub name: String,
    /// The seed of every point.
    #[serde(flatten, serialize_with = "crate::results::exact_seed")]
    pub seed: u64,
    /// Replications of each point of the search.
    pub replications: u32,
    /// Replications of the scores.
    pub replications_scored: u32,
    /// Points run.
    pub points: u32,
    /// The numbers that were fitted.
    pub fitted: Vec<Fitted>,
    /// Pairs that the targets cannot tell apart, with their correlation.
    pub trade_offs: Vec<TradeOff>,
    /// The Birge ratio: 1 where the model can meet all targets it was fitted to; otherwise regions were widened by it.
    pub misfit: f64,
    /// Every target, before and after.
    pub targets: Vec<ScoredTarget>,
    /// How the model does on what was held out as the scenario was written, and how simple forecasts do.
    pub held_out_before: Option<HeldOut>,
    /// The same with the values chosen.
    pub held_out_after: Option<HeldOut>,
    /// Targets that cannot be asked of a point, such as centiles.
    pub unasked: Vec<String>,
    /// What a run of the scenario warns of.
    pub warnings: Vec<Warning>,
}

/// A number that was fitted.
#[derive(Clone, Debug, Serialize)]
pub struct Fitted {
    /// The number and the range searched.
    pub factor: Factor,
    /// The value chosen.
    pub value: f64,
    /// Region that holds 90 % of what agrees with the targets.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// True where the region is narrower than a third of the range searched.
    pub determined: bool,
}

/// Two numbers that do the same to the targets.
#[derive(Clone, Debug, Serialize)]
pub struct TradeOff {
    /// One path.
    pub one: String,
    /// The other.
    pub other: String,
    /// Their correlation over all that agrees with the targets.
    pub correlation: f64,
}

/// A target beside the model, before and after.
#[derive(Clone, Debug, Serialize)]
pub struct ScoredTarget {
    /// Measure id, or a quotient.
    pub measure: String,
    /// Its period, in words.
    pub period: String,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// What it was used for here.
    pub used: Use,
    /// As the scenario was written.
    pub before: Option<Estimate>,
    /// With the values chosen.
    pub after: Option<Estimate>,
    /// The share of the variance between points that its surface foretells; `None` where it was not fitted to.
    pub foretold: Option<f64>,
    /// Where the range comes from.
    pub source: String,
    /// The published figure itself, where the scenario says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// What a forecaster could have said of it, where it was held out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forecasts: Option<Forecasts>,
}

/// What a target was used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Use {
    /// Fitted to.
    #[serde(rename = "fit")]
    Fit,
    /// Not looked at when the values were chosen.
    #[serde(rename = "held out")]
    HeldOut,
    /// Meant to be fitted to and left out of this fit.
    #[serde(rename = "left out of this fit")]
    LeftOut,
    /// Neither fitted nor scored.
    #[serde(rename = "shown")]
    Shown,
}

impl ScoredTarget {
    /// True where the mean lies in the range.
    #[must_use]
    pub fn met(&self, model: Option<&Estimate>) -> bool {
        model.is_some_and(|model| model.mean >= self.low && model.mean <= self.high)
    }
}
