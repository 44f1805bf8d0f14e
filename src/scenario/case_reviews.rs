//! `[case_reviews]`: reviews of serious harm to children the service knew.

use serde::Serialize;

use super::MeanCv;

/// Case reviews.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct CaseReviews {
    /// Probability that a serious harm to a known child is reviewed (0..1).
    pub probability: f64,
    /// How long a review takes (days).
    pub duration_days: MeanCv,
}
