//! `[staffing]`: sickness, leaving, recruitment and agency cover (model.md, section 7).

use serde::Serialize;

use super::MeanCv;

/// What happens to staff.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Staffing {
    /// Falling ill.
    pub sickness: Sickness,
    /// Leaving for good.
    pub leaving: Hazard,
    /// Finding a permanent successor.
    pub recruitment: Recruitment,
    /// Covering a vacancy meanwhile.
    pub agency: Agency,
}

/// Spells of sickness.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sickness {
    /// How often.
    pub hazard: Hazard,
    /// Working days off in a spell.
    pub days_off: MeanCv,
}

/// A weekly hazard: `1 - exp(-7 * per_year/365.25 * (1 + overload * max(0, load - 1)))`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Hazard {
    /// Events a year of a worker without overload.
    pub per_year: f64,
    /// How much each unit of load above 1 adds.
    pub overload: f64,
    /// How much blame multiplies it: `1 + blame * blame(t)` (leaving only).
    pub blame: f64,
}

/// Permanent recruitment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recruitment {
    /// Days from vacancy to arrival.
    pub delay_days: MeanCv,
    /// Probability that the recruit is newly qualified.
    pub newly_qualified_share: f64,
    /// Factor on the cap of a newly qualified worker.
    pub protected_share: f64,
    /// For how long (days).
    pub protected_days: f64,
}

/// Agency cover of vacancies.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Agency {
    /// Probability that cover is found for a vacancy.
    pub fill: f64,
    /// Days from vacancy to cover.
    pub delay_days: MeanCv,
}
