//! `timing.json`: the only file that depends on the machine.

use serde::Serialize;

/// How long a run took, and on what.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Timing {
    /// When it began, as the caller writes a moment (RFC 3339).
    pub started: String,
    /// How long it took, in seconds.
    pub wall_seconds: f64,
    /// Threads used.
    pub threads: usize,
    /// Operating system and processor family.
    pub os: String,
    /// Replications taken as an earlier run left them.
    pub reused: u32,
    /// Processor time of the replications that this run made, without pilot, statistics and files, in seconds.
    pub processor_seconds: f64,
    /// Events of these replications, run and twin, that change a child, a case, a task or a worker.
    pub events: u64,
    /// The second divided by the first; 0 where this run made no replication.
    pub events_per_second: f64,
}

impl Timing {
    pub(super) fn json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }
}
