//! Ratings of a service from outside, to be held against what is true of it.

use super::id::MeasureId;
use super::names::MeasureNames;

/// A rating of a service.
#[derive(Clone, Debug)]
pub struct Rating {
    /// Which of its kind: a date, say.
    pub of: String,
    /// What is true of the service; more is worse.
    pub truth: MeasureId,
    /// Shares of replications that are given each of the good ratings.
    pub good: Vec<MeasureId>,
    /// How it is told.
    pub words: RatingWords,
}

/// How a rating is told: `Inspection of` … `the true miss rate` … `inspections give good or better`.
#[derive(Clone, Copy, Debug)]
pub struct RatingWords {
    /// What stands before which of its kind it is.
    pub called: &'static str,
    /// What is true.
    pub truth: &'static str,
    /// What a good one is.
    pub given: &'static str,
}

macro_rules! of_mechanisms {
    ({ $($mechanism:ident: $Mechanism:ident,)* }) => {
        /// The ratings that the mechanisms give of a service with these names.
        #[must_use]
        pub fn ratings(names: &MeasureNames) -> Vec<Rating> {
            let mut all = Vec::new();
            $(all.extend(crate::mechanisms::$mechanism::measures::ratings(names));)*
            all
        }
    };
}
crate::mechanisms::mechanisms! { of_mechanisms! }
