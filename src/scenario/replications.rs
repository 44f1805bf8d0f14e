//! `[replications]`: how often the same scenario is run with different luck.

use serde::Serialize;

/// Seed and stopping rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Replications {
    /// The seed every stream is keyed by.
    pub seed: u64,
    /// When to stop.
    pub stopping: Stopping,
}

/// When an experiment stops.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stopping {
    /// After this many replications.
    Count(u32),
    /// When every measure asked for is known well enough, or at `max`.
    Precision(Precision),
}

/// A sequential stopping rule: absolute half-widths of 95 % intervals.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Precision {
    /// Half-width asked of the headline miss rate (0.01 is one percentage point), if any.
    pub headline: Option<f64>,
    /// Half-widths asked of other measures, by measure id, each in the measure's own unit.
    pub of: Vec<(String, f64)>,
    /// Never fewer than this.
    pub min: u32,
    /// Never more than this; reaching it is a warning.
    pub max: u32,
}
