//! `[costs]`: what staff, and what is done about them, cost. Pounds of one year.

use serde::Serialize;

use super::check::limits::{POUNDS, SHARE};
use super::declare::block;
use super::kinds::{Number, Table, Year};

block! {
    /// Unit costs. The defaults are pounds of about 2010; the year has none, for nobody can read amounts without it. A price
    /// list is written whole, also for what never comes to be paid.
    #[derive(Clone, Copy, Debug, PartialEq, Serialize)]
    pub struct Costs read as RawCosts, used "measure" {
        price_year: u16 = Year() {
            what: "The year whose pounds these are",
            unit: "year",
            evidence: nothing,
            used: "report",
        }
        salary: Salaries = Table() {
            what: "What a post costs a year, with on-costs",
        }
        /// A permanent one.
        recruitment: f64 = Number(POUNDS) {
            what: "Finding one recruit",
            unit: "pounds",
            default: 9000,
        }
        dismissal: f64 = Number(POUNDS) {
            what: "One dismissal",
            unit: "pounds",
            default: 150000,
        }
        case_review: f64 = Number(POUNDS) {
            what: "One case review",
            unit: "pounds",
            default: 60000,
        }
        legal_and_compensation: f64 = Number(POUNDS) {
            what: "One dismissal that goes to court",
            unit: "pounds",
            default: 250000,
        }
        dismissal_to_court: f64 = Number(SHARE) {
            what: "Share of dismissals that go to court",
            unit: "share",
            default: 0.1,
        }
    }
}

block! {
    /// Salaries by grade (pounds a year, with on-costs).
    #[derive(Clone, Copy, Debug, PartialEq, Serialize)]
    pub struct Salaries read as RawSalaries, used "measure" {
        newly_qualified: f64 = Number(POUNDS) {
            what: "A newly qualified worker",
            unit: "pounds a year",
            default: 38000,
            dated: true,
        }
        qualified: f64 = Number(POUNDS) {
            what: "A qualified worker",
            unit: "pounds a year",
            default: 40000,
            dated: true,
        }
        senior: f64 = Number(POUNDS) {
            what: "A senior worker",
            unit: "pounds a year",
            default: 58000,
            dated: true,
        }
        agency: f64 = Number(POUNDS) {
            what: "An agency worker",
            unit: "pounds a year",
            default: 54400,
            dated: true,
        }
    }
}

impl Salaries {
    /// The salary of a grade.
    #[must_use]
    pub fn of(&self, grade: super::Grade) -> f64 {
        match grade {
            super::Grade::NewlyQualified => self.newly_qualified,
            super::Grade::Qualified => self.qualified,
            super::Grade::Senior => self.senior,
            super::Grade::Agency => self.agency,
        }
    }
}
