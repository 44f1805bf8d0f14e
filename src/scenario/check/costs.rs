//! Checks `[costs]`.

use super::checker::present;
use super::limits::{Limits, SHARE, from_to};
use super::{Checker, take};
use crate::scenario::raw::{At, RawCosts, RawScenario};
use crate::scenario::warning::ScenarioWarning;
use crate::scenario::{Costs, Salaries};

/// An amount (pounds).
pub const POUNDS: Limits = from_to(0.0, 1e9);

/// The year whose pounds the built-in amounts are, and how far from it they still serve.
const DEFAULTS_OF: u16 = 2010;
const YEARS_ALIKE: u16 = 5;

pub fn costs(check: &mut Checker, raw: &At<RawScenario>) -> Option<Costs> {
    let raw = present(&raw.value.costs)?;
    let costs = Costs {
        price_year: price_year(check, &raw),
        salary: salaries(check, &raw),
        recruitment: take!(check, raw.recruitment, number, POUNDS),
        dismissal: take!(check, raw.dismissal, number, POUNDS),
        case_review: take!(check, raw.case_review, number, POUNDS),
        legal_and_compensation: take!(check, raw.legal_and_compensation, number, POUNDS),
        dismissal_to_court: take!(check, raw.dismissal_to_court, number, SHARE),
    };
    if costs.price_year.abs_diff(DEFAULTS_OF) > YEARS_ALIKE && has_default_amounts(check, &raw) {
        check.warn(ScenarioWarning::DefaultAmounts { price_year: costs.price_year });
    }
    Some(costs)
}

fn price_year(check: &mut Checker, raw: &At<RawCosts>) -> u16 {
    let Some(at) = &raw.value.price_year else {
        check.missing(
            &raw.place,
            "price_year",
            "amounts need the year of their prices, such as 2009",
        );
        return DEFAULTS_OF;
    };
    let year = check.count_within(at, 1950, 2149);
    u16::try_from(year).expect("a year from 1950 to 2149 fits")
}

fn salaries(check: &mut Checker, raw: &At<RawCosts>) -> Salaries {
    let raw = take!(check, raw.salary, block);
    Salaries {
        newly_qualified: take!(check, raw.newly_qualified, number, POUNDS),
        qualified: take!(check, raw.qualified, number, POUNDS),
        senior: take!(check, raw.senior, number, POUNDS),
        agency: take!(check, raw.agency, number, POUNDS),
    }
}

fn has_default_amounts(check: &Checker, raw: &At<RawCosts>) -> bool {
    let costs = &raw.value;
    let salary = costs.salary.as_ref().map(|at| &at.value);
    let salaries = salary
        .map(|salary| [&salary.newly_qualified, &salary.qualified, &salary.senior, &salary.agency]);
    [&costs.recruitment, &costs.dismissal, &costs.case_review, &costs.legal_and_compensation]
        .into_iter()
        .chain(salaries.into_iter().flatten())
        .flatten()
        .any(|at| check.is_default(at.place.origin))
}
