//! `[replications]`: how often the same scenario is run with different luck.

use super::check::limits::SHARE_ABOVE_0;
use super::declare::keys;
use super::kinds::{Count, MaybeNumber};
use super::raw::Named;
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

keys! {
    /// The table as it is written.
    RawReplications, used "experiment::runner" {
        // By hand, as no kind holds all of u64.
        seed: i128 {
            what: "The number from which all chance follows",
            default: 1,
            used: "engine::streams",
        }
        count: u32 = Count(1, 1_000_000) {
            what: "A fixed number of replications",
            unit: "replications",
            default: 200,
        }
        precision: Option<f64> = MaybeNumber(SHARE_ABOVE_0) {
            what: "Run until the miss rate's 95 % interval has this half-width (0.01 is one point in a hundred)",
            unit: "share",
        }
        precision_of: Named<f64> {
            what: "The same for other measures, by id",
            unit: "the measure's",
        }
        // Two at least: one replication has no spread to tell a half-width from.
        min: u32 = Count(2, 1_000_000) {
            what: "Replications before the rule looks for the first time",
            unit: "replications",
            default: 20,
            needs: ["replications.precision or replications.precision_of"],
        }
        max: u32 = Count(2, 1_000_000) {
            what: "Replications after which the rule gives up",
            unit: "replications",
            default: 4000,
            needs: ["replications.precision or replications.precision_of"],
        }
    }
}
