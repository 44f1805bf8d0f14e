//! Checks `[costs]`.

use super::Checker;
use super::checker::present;
use crate::scenario::Costs;
use crate::scenario::declare::KeyTable as _;
use crate::scenario::raw::{At, RawCosts, RawScenario};
use crate::scenario::warning::ScenarioWarning;

/// The year whose pounds the built-in amounts are, and how far from it they still serve.
const DEFAULTS_OF: u16 = 2010;
const YEARS_ALIKE: u16 = 5;

pub fn costs(check: &mut Checker, raw: &At<RawScenario>) -> Option<Costs> {
    let raw = present(&raw.value.costs)?;
    let costs = Costs::checked(check, &raw);
    // A missing year has been noted, and its stand-in is no year to judge by.
    let given = raw.value.price_year.is_some();
    let far = given && costs.price_year.abs_diff(DEFAULTS_OF) > YEARS_ALIKE;
    if far && has_default_amounts(check, &raw) {
        check.warn(ScenarioWarning::DefaultAmounts { price_year: costs.price_year });
    }
    Some(costs)
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
