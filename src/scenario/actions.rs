//! `[[actions]]`: what managers do, on a date or when pressure stays high.

use jiff::civil::Date;
use serde::Serialize;

use super::{Grade, TeamId};

/// One action. Every lever is optional; what is not written changes nothing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Action {
    /// What it is called.
    pub name: String,
    /// What starts it.
    pub when: Trigger,
    /// Days from the decision to the effect.
    pub lead_days: f64,
    /// Days it lasts; `None` is to the end of the run.
    pub for_days: Option<f64>,
    /// Workers who come from outside.
    pub add: Vec<AddedStaff>,
    /// Workers moved between teams.
    pub moves: Vec<MovedStaff>,
    /// Share by which the working hours of every team grow.
    pub overtime_share: f64,
    /// What is at least left of a visit's direct time, whatever the queue (0..1); `None` leaves each team's own.
    pub floor: Option<f64>,
    /// The acceptance threshold stays where it stands.
    pub freeze_threshold: bool,
    /// Factor on recording hours.
    pub recording: f64,
    /// What it costs each time it is taken, salaries of added staff apart (pounds).
    pub cost: f64,
}

impl Action {
    /// Whether recording takes more or less time than without it.
    #[must_use]
    pub fn changes_recording(&self) -> bool {
        (self.recording - 1.0).abs() > 0.0
    }
}

/// What starts an action.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Trigger {
    /// A day.
    Date(Date),
    /// Pressure as managers see it stays above a level; it may come again once the action has ended.
    Pressure {
        /// The level (weeks of work).
        above: f64,
        /// For how many weeks.
        for_weeks: f64,
    },
}

/// Workers who come from outside.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct AddedStaff {
    /// To which team.
    pub team: TeamId,
    /// Of which grade.
    pub grade: Grade,
    /// How many, each full-time; 2.5 are two, and one with half the hours.
    pub count: f64,
}

/// Workers moved between teams.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MovedStaff {
    /// From which team.
    pub from: TeamId,
    /// To which team.
    pub to: TeamId,
    /// How many; 2.5 are two, and half the hours of a third, who keeps the cases and works the other half at home.
    pub count: f64,
}
