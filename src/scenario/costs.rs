//! `[costs]`: what staff, and what is done about them, cost. Pounds of one year.

use serde::Serialize;

/// Unit costs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Costs {
    /// The year whose pounds these are.
    pub price_year: u16,
    /// A year of each grade, with on-costs (pounds).
    pub salary: Salaries,
    /// Each permanent recruit (pounds).
    pub recruitment: f64,
    /// Each dismissal (pounds).
    pub dismissal: f64,
    /// Each case review (pounds).
    pub case_review: f64,
    /// Legal costs and compensation of each dismissal that goes to court (pounds).
    pub legal_and_compensation: f64,
    /// Share of dismissals that go to court (0..1).
    pub dismissal_to_court: f64,
}

/// Salaries by grade (pounds a year, with on-costs).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Salaries {
    /// Newly qualified.
    pub newly_qualified: f64,
    /// Qualified.
    pub qualified: f64,
    /// Senior.
    pub senior: f64,
    /// Agency.
    pub agency: f64,
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
