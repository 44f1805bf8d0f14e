//! Checks `[referrals]` and `[[referrals.sources]]`.

use super::checker::{note_vanishing, scale_to_one};
use super::limits::FACTOR;
use super::{Checker, elements, take};
use crate::scenario::declare::KeyTable as _;
use crate::scenario::raw::{At, RawReferrals, RawScenario};
use crate::scenario::referrals::MOST_REFERRALS;
use crate::scenario::warning::ScenarioWarning;
use crate::scenario::{Referrals, Source, TimeFrame};

/// Shares that sum to 1 within this are rounded figures, not mistakes.
pub(crate) const ROUNDING: f64 = 0.001;

pub fn referrals(check: &mut Checker, raw: &At<RawScenario>, time: &TimeFrame) -> Referrals {
    let raw = take!(check, raw.referrals, block);
    let per_year = raw.per_year(check);
    Referrals {
        per_year,
        arrivals: raw.arrivals(check),
        typical_open_days: raw.typical_open_days(check),
        weekday: weekday(check, &raw),
        growth: growth(check, &raw, per_year, time),
        months: raw.months(check).map(shares_of_a_year),
        added_need: raw.added_need(check),
        sources: sources(check, &raw),
    }
}

// As with weekdays: shares that sum to 1 but for rounding keep their bits.
fn shares_of_a_year(mut months: [f64; 12]) -> [f64; 12] {
    let sum: f64 = months.iter().sum();
    if (sum - 1.0).abs() > 1e-12 {
        months.iter_mut().for_each(|share| *share /= sum);
    }
    months
}

fn weekday(check: &mut Checker, raw: &At<RawReferrals>) -> [f64; 7] {
    let factors: Vec<f64> =
        elements(raw.value.weekday.as_ref()).iter().map(|at| check.within(at, FACTOR)).collect();
    // A factor that was no number has been noted and is missing from the list, so that fewer than seven are left of
    // it.
    let Ok(mut week) = <[f64; 7]>::try_from(factors) else {
        if let Some(at) = &raw.value.weekday {
            check.note(at.place.problem("must be seven factors, Monday first"));
        }
        return [1.0; 7];
    };
    if week.iter().sum::<f64>() <= 0.0 {
        if let Some(at) = &raw.value.weekday {
            check.note(at.place.problem("must not all be 0: use per_year = 0 for no referrals"));
        }
        return [1.0; 7];
    }
    scaled(check, "referrals.weekday", &mut week);
    week
}

/// Scales factors to average 1, and says so where that changes them.
pub(super) fn scaled(check: &mut Checker, path: &'static str, factors: &mut [f64]) {
    let count = factors.len();
    let mean = factors.iter().sum::<f64>() / count as f64;
    if (mean - 1.0).abs() > ROUNDING {
        check.warn(ScenarioWarning::FactorsScaled { path, count, mean });
    }
    // As with shares: factors that average 1 but for rounding keep their bits, so that a resolved scenario loads as
    // itself.
    if (mean - 1.0).abs() > 1e-12 {
        factors.iter_mut().for_each(|factor| *factor /= mean);
    }
}

/// How many times as much is referred by the end of a run as at its beginning.
fn growth(check: &mut Checker, raw: &At<RawReferrals>, per_year: f64, time: &TimeFrame) -> f64 {
    let growth = raw.growth(check);
    let years = (time.horizon() - time.observed_from()).0 / 365.25;
    let last = per_year * libm::pow(1.0 + growth, years);
    if let Some(at) = raw.value.growth.as_ref().filter(|_| last > MOST_REFERRALS) {
        let most =
            format!("makes more than {MOST_REFERRALS} referrals a year by the end of the run");
        check.note(at.place.problem(most));
    }
    growth
}

fn sources(check: &mut Checker, raw: &At<RawReferrals>) -> Vec<Source> {
    let list = elements(raw.value.sources.as_ref());
    let names = check.names(list, "source", |source| source.name.as_ref());
    let mut sources: Vec<Source> =
        list.iter().take(names.len()).map(|raw| Source::checked(check, raw)).collect();
    if let Some(at) = raw.value.sources.as_ref().filter(|at| at.value.is_empty()) {
        check.note(
            at.place.problem("must hold at least one source; leave the key out for the usual ones"),
        );
    }
    let sum =
        scale_to_one(&mut sources.iter_mut().map(|source| &mut source.share).collect::<Vec<_>>());
    for (raw, source) in list.iter().zip(&sources) {
        note_vanishing(check, raw.value.share.as_ref(), source.share);
    }
    if !sources.is_empty() && (sum - 1.0).abs() > ROUNDING {
        check.warn(ScenarioWarning::SharesScaled { of: "referrals.sources".to_owned(), sum });
    }
    sources
}
