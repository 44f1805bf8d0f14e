//! `[referrals]`: what comes to the door in normal times, and from whom (model.md, section 2).

use serde::Serialize;

/// Demand in normal times.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Referrals {
    /// Referrals a year without publicity, re-referrals included.
    pub per_year: f64,
    /// How long a case typically stays open (days): a first guess for the closed form; the pilot measures it.
    pub typical_open_days: f64,
    /// How much likelier a concern is to be referred on each weekday, Monday first; averages 1.
    pub weekday: [f64; 7],
    /// Who sees concerns.
    pub sources: Vec<Source>,
}

/// One source of referrals.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// Its share of baseline referrals over a year; the shares of all sources are scaled to sum to 1.
    pub share: f64,
    /// How much a referral from here tells (1 / severity variance).
    pub precision: f64,
    /// How strongly it answers publicity, relative to 1.
    pub publicity_response: f64,
    /// Factor on recognition during school holidays.
    pub in_school_holidays: f64,
}
