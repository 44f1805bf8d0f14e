//! Checks `[referrals]` and `[[referrals.sources]]`.

use super::checker::{note_vanishing, scale_to_one};
use super::limits::FACTOR;
use super::{Checker, elements, take};
use crate::scenario::declare::KeyTable as _;
use crate::scenario::raw::{At, RawReferrals, RawScenario};
use crate::scenario::warning::ScenarioWarning;
use crate::scenario::{Referrals, Source};

/// Shares that sum to 1 within this are rounded figures, not mistakes.
pub(crate) const ROUNDING: f64 = 0.001;

pub fn referrals(check: &mut Checker, raw: &At<RawScenario>) -> Referrals {
    let raw = take!(check, raw.referrals, block);
    Referrals {
        per_year: raw.per_year(check),
        arrivals: raw.arrivals(check),
        typical_open_days: raw.typical_open_days(check),
        weekday: weekday(check, &raw),
        sources: sources(check, &raw),
    }
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
    // As with shares: factors that average 1 but for rounding keep their bits, so that a resolved scenario loads as
    // itself.
    if (mean - 1.0).abs() > 1e-12 {
        week.iter_mut().for_each(|factor| *factor /= mean);
    }
    week
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
