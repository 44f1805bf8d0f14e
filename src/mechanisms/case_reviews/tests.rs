//! Case reviews against numbers that one can work out by hand.

use super::counters::Counted;
use super::keys::CaseReviews;
use crate::measure::Counter;
use crate::model::organisation::tests::{Nothing, counted, fixed, odd};
use crate::scenario::Scenario;

/// At work, among all others.
pub(crate) fn at_work(scenario: &mut Scenario) {
    scenario.mechanisms.case_reviews =
        Some(CaseReviews { probability: 0.6, duration_days: fixed(60.0) });
}

/// They look on: no child and no worker is touched.
pub(crate) const WITHOUT_EFFECT: &[Nothing] = &[("case reviews", |s| {
    s.mechanisms.case_reviews = Some(CaseReviews { probability: 1.0, duration_days: fixed(30.0) });
})];

/// Nobody feels them.
pub(crate) const FELT: &[Nothing] = &[];

#[test]
fn reviews_are_of_known_children_and_take_their_days() {
    let mut scenario = odd(&[]);
    scenario.mechanisms.case_reviews =
        Some(CaseReviews { probability: 1.0, duration_days: fixed(40.0) });
    let halves = scenario.names().mechanisms.case_reviews.half_years.len();
    assert_eq!(halves, 3, "June 2021 to March 2022");
    let [harms, reviews, by_half, at, finished, days] = counted(
        &scenario,
        6,
        &[
            // All places but the last: reviews are of known children.
            (Counter::Harms, 7),
            (Counted::Reviews.into(), 1),
            (Counted::ReviewsStarted.into(), halves),
            (Counted::ReviewsAtPlace.into(), 8),
            (Counted::ReviewsFinished.into(), 1),
            (Counted::ReviewDays.into(), 1),
        ],
    )[..] else {
        unreachable!("six counters")
    };
    assert!(harms > 50.0);
    assert_eq!([reviews, by_half, at], [harms; 3]);
    assert!((days - 40.0 * finished).abs() < 1e-6 && finished < reviews);
}
