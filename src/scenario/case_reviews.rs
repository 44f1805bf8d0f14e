//! `[case_reviews]`: reviews of serious harm to children the service knew.

use serde::Serialize;

use super::MeanCv;
use super::check::limits::{DAYS, SHARE};
use super::declare::block;
use super::kinds::{Number, Varying};

block! {
    /// Case reviews.
    #[derive(Clone, Copy, Debug, PartialEq, Serialize)]
    pub struct CaseReviews read as RawCaseReviews, used "model::organisation::case_reviews" {
        probability: f64 = Number(SHARE) {
            what: "Probability that a serious harm is reviewed",
            unit: "probability",
            default: 0.46,
        }
        duration_days: MeanCv = Varying(DAYS) {
            what: "How long a review takes",
            unit: "days",
            default: { mean = 320, cv = 0.65, dist = "lognormal" },
            needs: [".probability > 0"],
        }
    }
}
