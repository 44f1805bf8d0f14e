//! Checks `[referrals]` and `[[referrals.sources]]`.

use super::checker::scale_to_one;
use super::limits::{FACTOR, PRECISION, SHARE_ABOVE_0, SOME_DAYS, from_to};
use super::{Checker, elements, take};
use crate::scenario::raw::{At, RawReferrals, RawScenario, RawSource};
use crate::scenario::warning::ScenarioWarning;
use crate::scenario::{Referrals, Source};

/// More than all of England has in a year.
const MOST_REFERRALS: f64 = 1_000_000.0;
/// Shares that sum to 1 within this are rounded figures, not mistakes.
pub(crate) const ROUNDING: f64 = 0.001;

pub fn referrals(check: &mut Checker, raw: &At<RawScenario>) -> Referrals {
    let raw = take!(check, raw.referrals, block);
    Referrals {
        per_year: take!(check, raw.per_year, number, from_to(0.0, MOST_REFERRALS)),
        typical_open_days: take!(check, raw.typical_open_days, number, SOME_DAYS),
        weekday: weekday(check, &raw),
        sources: sources(check, &raw),
    }
}

fn weekday(check: &mut Checker, raw: &At<RawReferrals>) -> [f64; 7] {
    let factors: Vec<f64> =
        elements(raw.value.weekday.as_ref()).iter().map(|at| check.within(at, FACTOR)).collect();
    let Ok(mut week) = <[f64; 7]>::try_from(factors) else {
        if let Some(at) = &raw.value.weekday {
            check.note(at.place.problem("must be seven factors, Monday first"));
        }
        return [1.0; 7];
    };
    let mean = week.iter().sum::<f64>() / 7.0;
    if mean <= 0.0 {
        if let Some(at) = &raw.value.weekday {
            check.note(at.place.problem("must not all be 0: use per_year = 0 for no referrals"));
        }
        return [1.0; 7];
    }
    if (mean - 1.0).abs() > ROUNDING {
        check.warn(ScenarioWarning::WeekdayScaled { mean });
    }
    if (mean - 1.0).abs() > 1e-12 {
        week.iter_mut().for_each(|factor| *factor /= mean);
    }
    week
}

fn sources(check: &mut Checker, raw: &At<RawReferrals>) -> Vec<Source> {
    let list = elements(raw.value.sources.as_ref());
    let names = check.names(list, "source", |source| source.name.as_ref());
    let mut sources: Vec<Source> =
        list.iter().zip(names).map(|(raw, name)| source(check, raw, name)).collect();
    if let Some(at) = raw.value.sources.as_ref().filter(|at| at.value.is_empty()) {
        check.note(
            at.place.problem("must hold at least one source; leave the key out for the usual ones"),
        );
    }
    let sum =
        scale_to_one(&mut sources.iter_mut().map(|source| &mut source.share).collect::<Vec<_>>());
    if !sources.is_empty() && (sum - 1.0).abs() > ROUNDING {
        check.warn(ScenarioWarning::SharesScaled { of: "referrals.sources".to_owned(), sum });
    }
    sources
}

fn source(check: &mut Checker, raw: &At<RawSource>, name: String) -> Source {
    Source {
        name,
        share: share(check, raw.value.share.as_ref(), raw, "source"),
        precision: take!(check, raw.precision, number, PRECISION),
        publicity_response: take!(check, raw.publicity_response, number, FACTOR),
        in_school_holidays: take!(check, raw.in_school_holidays, number, FACTOR),
    }
}

/// The share of a source or class, which must exist.
pub(crate) fn share<T>(
    check: &mut Checker,
    field: Option<&At<f64>>,
    element: &At<T>,
    what: &str,
) -> f64 {
    match field {
        Some(at) if at.value.total_cmp(&0.0).is_eq() => {
            check.note(
                at.place.problem(format!("must be more than 0: leave the {what} out instead")),
            );
            1.0
        }
        field => check.number(&element.place, "share", field, SHARE_ABOVE_0),
    }
}
