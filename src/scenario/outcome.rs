//! `[outcome]`, `[[opening]]` and `[study]`.

use serde::Serialize;

use super::StageId;

/// What counts as found in time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// Working days from coming to notice to a protective stage.
    pub target_working_days: u32,
}

/// A backlog on the day the observed period begins.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Opening {
    /// The stage whose allocation queue is topped up.
    pub stage: StageId,
    /// How many wait.
    pub waiting: u32,
}

/// For the people who sign.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Study {
    /// What it is for.
    pub purpose: String,
    /// Who reads it.
    pub audience: String,
    /// What it must not be used for.
    pub not_for: String,
    /// Which decisions it is meant to inform.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub decisions: String,
    /// Role and name, in the order written.
    pub roles: Vec<(String, String)>,
}
