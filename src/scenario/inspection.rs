//! `[[inspection]]`: a date, a sample of case files, a grade.

use jiff::civil::Date;
use serde::Serialize;

use super::check::limits::{MOST_COUNTED, SHARE, SOME_DAYS, from_to};
use super::declare::block;
use super::kinds::{Count, Day, Number, Table};

block! {
    /// One inspection.
    #[derive(Clone, Copy, Debug, PartialEq, Serialize)]
    pub struct Inspection read as RawInspection, used "model::organisation::inspection" {
        date: Date = Day() {
            what: "The day",
            unit: "date",
        }
        sample: u32 = Count(1, MOST_COUNTED) {
            what: "Files read",
            unit: "files",
            default: 27,
        }
        window_days: f64 = Number(SOME_DAYS) {
            what: "Days before it from which files are drawn",
            unit: "days",
            default: 180,
        }
        /// Scores lie between 0 and 1.
        noise: f64 = Number(from_to(0.0, 10.0)) {
            what: "Standard deviation of a reader's score of one file",
            default: 0.15,
        }
        grades: GradeCuts = Table() {
            what: "Least mean scores of the grades",
        }
    }
}

block! {
    /// Cut-offs, best first; what lies below the last is inadequate.
    #[derive(Clone, Copy, Debug, PartialEq, Serialize)]
    pub struct GradeCuts read as RawGrades, used "model::organisation::inspection" {
        outstanding: f64 = Number(SHARE) {
            what: "Least score for outstanding",
            unit: "score",
            default: 0.90,
        }
        good: f64 = Number(SHARE) {
            what: "Least score for good",
            unit: "score",
            default: 0.75,
        }
        adequate: f64 = Number(SHARE) {
            what: "Least score for adequate",
            unit: "score",
            default: 0.55,
        }
    }
}

impl GradeCuts {
    /// The grades, best first.
    pub const NAMES: [&'static str; 4] = ["outstanding", "good", "adequate", "inadequate"];
}
