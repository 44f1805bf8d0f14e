//! What is counted of case reviews.

use crate::measure::{Members, Per, counted, waits};

const HALF_YEAR: Per = Per::Own(&Members {
    words: "half-year",
    count: |names| names.mechanisms.case_reviews.half_years.len(),
    name: |names, member| {
        let half_years = &names.mechanisms.case_reviews.half_years;
        half_years.get(member).map(ToString::to_string).unwrap_or_default()
    },
});

const AGE: Per = Per::Own(&Members {
    words: "age band",
    count: |names| names.mechanisms.case_reviews.ages.len(),
    name: |names, member| named(&names.mechanisms.case_reviews.ages, member),
});

const KIND: Per = Per::Own(&Members {
    words: "kind of maltreatment",
    count: |names| names.mechanisms.case_reviews.kinds.len(),
    name: |names, member| named(&names.mechanisms.case_reviews.kinds, member),
});

fn named(names: &[String], member: usize) -> String {
    names.get(member).cloned().unwrap_or_default()
}

counted! {
    /// Case reviews begun, by half-year.
    ReviewsStarted: HALF_YEAR,
    /// Case reviews finished, by half-year.
    ReviewsEnded: HALF_YEAR,
    /// Case reviews begun.
    Reviews: Per::One,
    /// Days that finished reviews took, summed.
    ReviewDays: Per::One,
    /// Case reviews finished.
    ReviewsFinished: Per::One,
    /// Reviewed children who died.
    ReviewsFatal: Per::One,
    /// Concerns about reviewed children that reached the service before, summed.
    ReviewOpportunities: Per::One,
    /// Case reviews by where the child was.
    ReviewsAtPlace: Per::Place,
    /// Case reviews by the child's age.
    ReviewsOfAge: AGE,
    /// Case reviews by the kind of maltreatment.
    ReviewsOfKind: KIND,
}

/// Integrals of levels.
// Reviews open are those begun less those finished, so no level is kept.
pub(crate) const LEVELS: &[Counted] = &[];

/// Others that are no whole number of cases.
pub(crate) const MEASURED: &[Counted] = &[Counted::ReviewDays];

waits! {
    /// days from the beginning of a case review to its end
    Review,
}
