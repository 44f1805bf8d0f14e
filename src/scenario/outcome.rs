//! `[outcome]`, `[[opening]]` and `[study]`.

use super::StageId;
use super::check::limits::{MOST_COUNTED, MOST_WORKING_DAYS};
use super::declare::{block, keys};
use super::kinds::{Count, Words};
use super::raw::Named;
use serde::Serialize;

block! {
    /// What counts as found in time.
    #[derive(Clone, Copy, Debug, PartialEq, Serialize)]
    pub struct Outcome read as RawOutcome, used "model::episode" {
        target_working_days: u32 = Count(1, MOST_WORKING_DAYS) {
            what: "Working days from coming to notice to a protective stage",
            unit: "working days",
            default: 45,
        }
    }
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

keys! {
    /// A backlog as it is written.
    RawOpening, used "model::opening" {
        stage: String {
            what: "The stage whose queue is topped up",
        }
        waiting: u32 = Count(0, MOST_COUNTED) {
            what: "How many children wait",
            unit: "children",
        }
    }
}

keys! {
    /// The table as it is written.
    RawStudy, used "report" {
        purpose: String = Words() {
            what: "What the study is for",
        }
        audience: String = Words() {
            what: "Who reads it",
        }
        not_for: String = Words() {
            what: "What it must not be used for",
        }
        decisions: String = Words() {
            what: "Which decisions it is meant to inform",
        }
        roles: Named<String> {
            what: "Role and name",
        }
    }
}
