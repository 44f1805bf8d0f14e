//! `[[actions]]`: what managers do, on a date or when pressure stays high.

use super::check::limits::{
    AllowedRange, DAYS, FACTOR, PEOPLE, SHARE, SOME_DAYS, SOME_WEEKS, WEEKS, from_to,
};
use super::declare::keys;
use super::kinds::{Flag, Number, NumberOrNone, OneOf, People, Words};
use super::raw::List;
use super::teams::GRADES;
use super::{Grade, TeamId};
use jiff::civil::Date;
use serde::Serialize;

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
    /// The label of the publicity that it answers; empty where it answers none.
    pub because_of: String,
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

/// A share of working hours that overtime can add.
const OVERTIME: AllowedRange = from_to(0.0, 10.0);
/// What an action can cost (pounds).
const COST: AllowedRange = from_to(0.0, 1e12);

keys! {
    /// One action as it is written.
    RawAction, used "model::organisation::actions" {
        name: String {
            what: "What it is called",
        }
        date: Date {
            what: "The day it is decided",
            unit: "date",
        }
        when: RawWhen {
            what: "Decided when pressure has been high for a while, in place of a date",
        }
        lead_days: f64 = Number(DAYS) {
            what: "Days from the decision to its effect",
            unit: "days",
            default: 0,
        }
        for_days: Option<f64> = NumberOrNone(SOME_DAYS) {
            what: "Days it lasts, or \"none\" for ever",
            unit: "days",
            default: "none",
        }
        add: List<RawAdded> {
            what: "Staff that come",
            default: [],
        }
        moves as "move": List<RawMoved> {
            what: "Staff that change team",
            default: [],
            used: "model::organisation::transfers",
        }
        overtime_share: f64 = Number(OVERTIME) {
            what: "How many more hours everybody works",
            unit: "share",
            default: 0,
        }
        floor: Option<f64> = NumberOrNone(SHARE) {
            what: "A least share of the planned direct time, or \"none\"",
            unit: "share",
            default: "none",
            needs: ["@raises"],
        }
        freeze_threshold: bool = Flag() {
            what: "Whether the threshold at triage is held where it is",
            unit: "true or false",
            default: false,
            needs: ["triage.rule != fixed or culture"],
        }
        recording: f64 = Number(FACTOR) {
            what: "How much recording is left",
            default: 1,
        }
        cost: f64 = Number(COST) {
            what: "What it costs besides pay",
            unit: "pounds",
            default: 0,
            needs: ["costs"],
        }
        because_of: String = Words() {
            what: "The label of the publicity that it answers: without that publicity, as in the twin, it is not taken",
        }
    }
}

keys! {
    /// `when` as it is written.
    RawWhen, used "model::organisation::actions" {
        pressure_above: f64 = Number(WEEKS) {
            what: "Weeks of work as managers see them",
            unit: "weeks",
        }
        for_weeks: f64 = Number(SOME_WEEKS) {
            what: "For so many weeks",
            unit: "weeks",
        }
    }
}

keys! {
    /// One entry of `add` as it is written.
    RawAdded, used "model::organisation::actions" {
        team: String {
            what: "To which team",
            needs: [".count > 0"],
        }
        grade: Grade = OneOf(GRADES) {
            what: "Their grade",
            default: "agency",
            needs: [".count > 0"],
        }
        count: f64 = People(PEOPLE) {
            what: "How many, full-time; 2.5 are two and one with half the hours",
            unit: "workers",
        }
    }
}

keys! {
    /// One entry of `move` as it is written.
    RawMoved, used "model::organisation::transfers" {
        from: String {
            what: "From which team",
            needs: [".count > 0"],
        }
        to: String {
            what: "To which team",
            needs: [".count > 0"],
        }
        count: f64 = People(PEOPLE) {
            what: "How many; 2.5 are two and half the hours of a third",
            unit: "workers",
        }
    }
}
