//! What a scenario has of the organisation around the work, in the words of its measures
//! (model.md, section 8).

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{Grade, Scenario};
use crate::measure::{HalfYear, Organisation, Prices};

/// Contracted hours of a full-time worker a week, by which hours of early help are paid.
const FULL_TIME_HOURS: f64 = 36.0;

/// The names and prices of a scenario's organisation.
pub(super) fn names(scenario: &Scenario) -> Organisation {
    let reviews = scenario.case_reviews.is_some();
    let only_with_reviews = |names: Vec<String>| if reviews { names } else { Vec::new() };
    Organisation {
        feedback: scenario.feedback.is_some(),
        culture: scenario.culture.is_some(),
        early_help: scenario.early_help.is_some(),
        prevention: scenario.prevention.is_some(),
        actions: scenario.actions.iter().map(|action| action.name.clone()).collect(),
        openings: scenario
            .opening
            .iter()
            .map(|opening| scenario.stage(opening.stage).name.clone())
            .collect(),
        inspections: scenario.inspections.iter().map(|inspection| inspection.date).collect(),
        half_years: if reviews { half_years(scenario) } else { Vec::new() },
        ages: only_with_reviews(union(scenario.risk.iter().map(|class| &class.ages))),
        kinds: only_with_reviews(union(scenario.risk.iter().map(|class| &class.kinds))),
        case_reviews: reviews,
        prices: prices(scenario),
    }
}

/// The number of a date's half-year, counted from the year 0.
#[must_use]
pub fn half_year(date: Date) -> i32 {
    i32::from(date.year()) * 2 + i32::from(date.month() > 6)
}

fn half_years(scenario: &Scenario) -> Vec<HalfYear> {
    let first = scenario.time.date(scenario.time.observed_from());
    let end = scenario.time.date(scenario.time.horizon());
    let last = end.checked_sub(1.day()).unwrap_or(end).max(first);
    let half = |half: i32| {
        Some(HalfYear { year: i16::try_from(half.div_euclid(2)).ok()?, second: half % 2 != 0 })
    };
    (half_year(first)..=half_year(last)).filter_map(half).collect()
}

fn union<'a>(lists: impl Iterator<Item = &'a Vec<(String, f64)>>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for (name, _) in lists.flatten() {
        if !all.contains(name) {
            all.push(name.clone());
        }
    }
    all
}

fn prices(scenario: &Scenario) -> Option<Prices> {
    let costs = scenario.costs.as_ref()?;
    // Hours taken from a team are in that team's pay already.
    let hours = scenario
        .early_help
        .filter(|help| help.team.is_none())
        .map_or(0.0, |help| help.hours_per_week);
    Some(Prices {
        salary: Grade::ALL.map(|grade| costs.salary.of(grade)),
        recruitment: costs.recruitment,
        dismissal: costs.dismissal,
        legal: costs.dismissal_to_court * costs.legal_and_compensation,
        case_review: costs.case_review,
        actions: scenario.actions.iter().map(|action| action.cost).collect(),
        early_help: hours / FULL_TIME_HOURS * costs.salary.qualified / 365.25,
    })
}
