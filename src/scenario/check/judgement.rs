//! Checks `[judgement]`.

use super::limits::{PRECISION, SHARE, SOME_DAYS, from_to, up_to};
use super::{Checker, take};
use crate::scenario::Judgement;
use crate::scenario::raw::{At, RawScenario};

pub fn judgement(check: &mut Checker, raw: &At<RawScenario>) -> Judgement {
    let raw = take!(check, raw.judgement, block);
    Judgement {
        per_hour: take!(check, raw.per_hour, number, PRECISION),
        trust_hours: take!(check, raw.trust_hours, number, up_to(100_000.0)),
        records_retained: take!(check, raw.records_retained, number, SHARE),
        handover_retained: take!(check, raw.handover_retained, number, SHARE),
        skill_new: take!(check, raw.skill_new, number, SHARE),
        learning_days: take!(check, raw.learning_days, number, SOME_DAYS),
        agency_skill: take!(check, raw.agency_skill, number, from_to(0.0, 2.0)),
    }
}
