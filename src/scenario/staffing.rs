//! `[staffing]`: sickness, leaving, recruitment and agency cover (model.md, section 7).

use super::MeanCv;
use super::Scenario;
use super::check::Checker;
use super::check::limits::{DAYS, FACTOR, PER_YEAR, SHARE, from_to};
use super::declare::{KeyTable, block, keys};
use super::kinds::{MaybeMonths, Number, Table, Varying};
use super::raw::At;
use super::resolved::{float, mean_cv};
use serde::Serialize;

block! {
    /// What happens to staff.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Staffing read as RawStaffing, used "model::staff" {
        sickness: Sickness = Table() {
            what: "Absence",
        }
        leaving: Hazard = Table() {
            what: "Leaving",
        }
        recruitment: Recruitment = Table() {
            what: "New permanent staff",
        }
        agency: Agency = Table() {
            what: "Agency staff",
        }
        leave_by_month: Option<[f64; 12]> = MaybeMonths(from_to(0.2, 5.0)) {
            what: "Twelve factors on the hours at work, January first, 1 on average: 0.8 for a month in which a fifth more than usual are on leave",
            unit: "factor",
            used: "model::leave",
        }
    }
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

block! {
    /// Permanent recruitment.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Recruitment read as RawRecruitment, used "model::staff" {
        delay_days: MeanCv = Varying(DAYS) {
            what: "Days from a leaver to the successor",
            unit: "days",
            default: { mean = 140, cv = 0.5, dist = "lognormal" },
            needs: [
                "staffing.leaving.per_year > 0 or teams.vacant_share > 0 or culture.dismissals > 0",
            ],
            dated: true,
        }
        newly_qualified_share: f64 = Number(SHARE) {
            what: "Share of recruits who are newly qualified",
            unit: "share",
            default: 0.4,
            needs: [
                "staffing.leaving.per_year > 0 or teams.vacant_share > 0 or culture.dismissals > 0",
            ],
            dated: true,
        }
        protected_share: f64 = Number(SHARE) {
            what: "Caseload of a newly qualified worker at first, of the cap",
            unit: "share",
            default: 0.9,
            needs: [
                ".newly_qualified_share > 0 or teams.posts.grade = newly_qualified or actions.add.grade = newly_qualified",
                ".protected_days > 0",
            ],
        }
        protected_days: f64 = Number(DAYS) {
            what: "Days for which it is protected",
            unit: "days",
            default: 365,
            needs: [
                ".newly_qualified_share > 0 or teams.posts.grade = newly_qualified or actions.add.grade = newly_qualified",
                ".protected_share < 1",
            ],
        }
    }
}

block! {
    /// Agency cover of vacancies.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Agency read as RawAgency, used "model::staff" {
        fill: f64 = Number(SHARE) {
            what: "Share of vacancies covered by agency staff",
            unit: "share",
            default: 0.7,
            needs: [
                "staffing.leaving.per_year > 0 or teams.vacant_share > 0 or culture.dismissals > 0",
            ],
            dated: true,
        }
        delay_days: MeanCv = Varying(DAYS) {
            what: "Days until they come",
            unit: "days",
            default: { mean = 21, cv = 0.6, dist = "lognormal" },
            needs: [
                ".fill > 0",
                "staffing.leaving.per_year > 0 or teams.vacant_share > 0 or culture.dismissals > 0",
            ],
            dated: true,
        }
    }
}

keys! {
    /// `sickness` as it is written.
    RawSickness, used "model::staff" {
        per_year: f64 = Number(PER_YEAR) {
            what: "Spells of sickness a worker and year in normal times",
            unit: "spells a year",
            default: 1.0,
        }
        overload: f64 = Number(FACTOR) {
            what: "How much more often for each caseload above the cap",
            default: 0.8,
            needs: [".per_year > 0"],
        }
        days_off: MeanCv = Varying(DAYS) {
            what: "Length of a spell",
            unit: "working days",
            default: { mean = 9, cv = 1.5, dist = "lognormal" },
            needs: [".per_year > 0"],
        }
    }
}

keys! {
    /// `leaving` as it is written.
    RawLeaving, used "model::staff" {
        per_year: f64 = Number(PER_YEAR) {
            what: "Leavers a worker and year in normal times",
            unit: "a year",
            default: 0.12,
        }
        overload: f64 = Number(FACTOR) {
            what: "How much more often for each caseload above the cap",
            default: 1.0,
            needs: [".per_year > 0"],
        }
        blame: f64 = Number(FACTOR) {
            what: "How much more often for each unit of blame",
            default: 2.0,
            needs: [
                ".per_year > 0",
                "culture",
                "publicity.blame > 0 or publicity_to_come.blame > 0 or feedback.public_probability > 0",
            ],
        }
    }
}

impl KeyTable for Sickness {
    type Raw = RawSickness;

    fn checked(check: &mut Checker, raw: &At<RawSickness>) -> Sickness {
        Sickness {
            hazard: Hazard {
                per_year: raw.per_year(check),
                overload: raw.overload(check),
                // In the model blame makes people leave; it makes nobody ill.
                blame: 0.0,
            },
            days_off: raw.days_off(check),
        }
    }

    fn entries(&self, _: &Scenario) -> Vec<(&'static str, String)> {
        vec![
            ("per_year", float(self.hazard.per_year)),
            ("overload", float(self.hazard.overload)),
            ("days_off", mean_cv(self.days_off)),
        ]
    }
}

impl KeyTable for Hazard {
    type Raw = RawLeaving;

    fn checked(check: &mut Checker, raw: &At<RawLeaving>) -> Hazard {
        Hazard {
            per_year: raw.per_year(check),
            overload: raw.overload(check),
            blame: raw.blame(check),
        }
    }

    fn entries(&self, _: &Scenario) -> Vec<(&'static str, String)> {
        vec![
            ("per_year", float(self.per_year)),
            ("overload", float(self.overload)),
            ("blame", float(self.blame)),
        ]
    }
}
