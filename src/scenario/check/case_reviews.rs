//! Checks `[case_reviews]`.

use super::checker::present;
use super::limits::{DAYS, SHARE};
use super::{Checker, take};
use crate::scenario::CaseReviews;
use crate::scenario::raw::{At, RawScenario};

pub fn case_reviews(check: &mut Checker, raw: &At<RawScenario>) -> Option<CaseReviews> {
    let raw = present(&raw.value.case_reviews)?;
    Some(CaseReviews {
        probability: take!(check, raw.probability, number, SHARE),
        duration_days: take!(check, raw.duration_days, mean_cv, DAYS),
    })
}
