//! Checks `[feedback]`.

use super::checker::present;
use super::limits::{DAYS, FACTOR, SHARE, SOME_DAYS};
use super::{Checker, take};
use crate::scenario::raw::{At, RawScenario};
use crate::scenario::warning::ScenarioWarning;
use crate::scenario::{Feedback, Shape};

pub fn feedback(check: &mut Checker, raw: &At<RawScenario>) -> Option<Feedback> {
    let raw = present(&raw.value.feedback)?;
    let feedback = Feedback {
        public_probability: take!(check, raw.public_probability, number, SHARE),
        delay_days: take!(check, raw.delay_days, mean_cv, DAYS),
        shape: Shape {
            peak: take!(check, raw.peak, number, FACTOR),
            ramp_days: take!(check, raw.ramp_days, number, DAYS),
            half_life_days: take!(check, raw.half_life_days, number, SOME_DAYS),
            lasting: take!(check, raw.lasting, number, SHARE),
        },
    };
    if feedback.public_probability <= 0.0 {
        check.warn(ScenarioWarning::FeedbackNever);
    }
    Some(feedback)
}
