//! Checks `[culture]`.

use super::checker::present;
use super::limits::{FACTOR, SHARE, SOME_DAYS, from_to};
use super::{Checker, take};
use crate::scenario::Culture;
use crate::scenario::raw::{At, RawScenario};

pub fn culture(check: &mut Checker, raw: &At<RawScenario>) -> Option<Culture> {
    let raw = present(&raw.value.culture)?;
    let defensive_shift = take!(check, raw.defensive_shift, number, FACTOR);
    let defensive_shift_triage = match &raw.value.defensive_shift_triage {
        Some(at) => check.within(at, FACTOR),
        None => defensive_shift,
    };
    Some(Culture {
        blame_per_tragedy: take!(check, raw.blame_per_tragedy, number, FACTOR),
        half_life_days: take!(check, raw.half_life_days, number, SOME_DAYS),
        lasting: take!(check, raw.lasting, number, SHARE),
        dismissals: take!(check, raw.dismissals, number, from_to(0.0, 1000.0)),
        bureaucracy: take!(check, raw.bureaucracy, number, FACTOR),
        defensive_shift,
        defensive_shift_triage,
        concealment_of_error: take!(check, raw.concealment_of_error, number, FACTOR),
        report_probability: take!(check, raw.report_probability, number, SHARE),
        learning_gain: take!(check, raw.learning_gain, number, SHARE),
        learning_max: take!(check, raw.learning_max, number, from_to(1.0, 100.0)),
    })
}
