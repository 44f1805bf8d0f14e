//! The names of a scenario that its measures are made of.

/// The names a scenario's measures are made of.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Sources of referrals.
    pub sources: Vec<String>,
    /// Risk classes.
    pub classes: Vec<String>,
    /// Stages.
    pub stages: Vec<StageName>,
    /// Teams.
    pub teams: Vec<String>,
    /// `outcome.target_working_days`.
    pub target_working_days: u32,
}

/// A stage's name and what it offers to measure.
#[derive(Clone, Debug)]
pub struct StageName {
    /// Its name.
    pub name: String,
    /// Visits or meetings are made there (not at an exit).
    pub worked: bool,
    /// It has a deadline.
    pub timed: bool,
    /// It is a plan: has a length, can drift.
    pub plan: bool,
    /// It is an assessment: its estimates are scored.
    pub assess: bool,
}
