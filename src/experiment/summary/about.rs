//! What a summary is told.

use super::super::twin::Twin;
use crate::results::{LeftOut, Warning};

/// What is known of a run besides its replications.
pub struct AboutRun<'a> {
    /// The resolved scenario as TOML.
    pub resolved: String,
    /// Hash of the resolved scenario.
    pub scenario_hash: String,
    /// First eight digits of the hash of everything the result depends on.
    pub run_id: String,
    /// Whether a twin was asked for, which the digits depend on.
    pub twin: Twin,
    /// Warnings from reading the file.
    pub warnings: Vec<Warning>,
    /// What the model leaves out.
    pub left_out: Vec<LeftOut>,
    /// What results must not be used for.
    pub not_for: &'a str,
}
