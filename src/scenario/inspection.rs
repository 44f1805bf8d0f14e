//! `[[inspection]]`: a date, a sample of case files, a grade.

use jiff::civil::Date;
use serde::Serialize;

/// One inspection.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Inspection {
    /// The day.
    pub date: Date,
    /// Case files read.
    pub sample: u32,
    /// How far back the files reach (days).
    pub window_days: f64,
    /// Standard deviation of the judgement of one file (scores lie between 0 and 1).
    pub noise: f64,
    /// The mean scores from which a grade is given.
    pub grades: GradeCuts,
}

/// Cut-offs, best first; what lies below the last is inadequate.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct GradeCuts {
    /// Outstanding from here.
    pub outstanding: f64,
    /// Good from here.
    pub good: f64,
    /// Adequate from here.
    pub adequate: f64,
}

impl GradeCuts {
    /// The grades, best first.
    pub const NAMES: [&'static str; 4] = ["outstanding", "good", "adequate", "inadequate"];
}
