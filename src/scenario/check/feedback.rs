//! Checks `[feedback]`.

use super::Checker;
use super::checker::present;
use super::run::peak;
use crate::scenario::raw::{At, RawScenario};
use crate::scenario::warning::ScenarioWarning;
use crate::scenario::{Feedback, PublicityShape};

pub fn feedback(check: &mut Checker, raw: &At<RawScenario>) -> Option<Feedback> {
    let raw = present(&raw.value.feedback)?;
    let feedback = Feedback {
        public_probability: raw.public_probability(check),
        delay_days: raw.delay_days(check),
        shape: PublicityShape {
            peak: raw.peak(check),
            ramp_days: raw.ramp_days(check),
            half_life_days: raw.half_life_days(check),
            lasting: raw.lasting(check),
        },
    };
    peak(check, "feedback.peak", feedback.shape.peak);
    if feedback.public_probability <= 0.0 {
        check.warn(ScenarioWarning::FeedbackNever);
    }
    Some(feedback)
}
