//! `[early_help]`: places for children whose referral was closed at triage.

use serde::Serialize;

use super::TeamId;

/// Early help.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct EarlyHelp {
    /// How many children can be helped at once.
    pub places: u32,
    /// Staff hours it takes a week, whether or not the places are taken.
    pub hours_per_week: f64,
    /// The team whose hours these are; `None` where early help has staff of its own.
    pub team: Option<TeamId>,
    /// How many times faster the risk to a child with a place ends (at least 1).
    pub factor: f64,
}
