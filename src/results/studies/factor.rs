//! The numbers that a study varies.

use serde::Serialize;

/// One number and its range.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Factor {
    /// Its path, as `--set` writes it.
    pub path: String,
    /// What the scenario has there.
    pub value: Option<f64>,
    /// Lower end of the range.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// True where it must be a whole number.
    pub whole: bool,
    /// The least and the greatest value that make a sound scenario, as far as was tried: draws keep between them.
    pub possible: (f64, f64),
    /// How belief is spread over the range, where the evidence says so.
    pub distribution: Option<String>,
    /// Grade of its evidence; empty where the range was given with the command.
    pub grade: String,
    /// Where the range comes from.
    pub source: String,
}

/// A number that has a range and cannot be varied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftFixed {
    /// Its path.
    pub path: String,
    /// Why.
    pub reason: String,
}
