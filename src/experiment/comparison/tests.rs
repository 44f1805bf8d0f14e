//! Hand-made replications with known differences.

use super::measures::difference;
use super::*;
use crate::experiment::summary::paired;
use crate::experiment::summary::sums::Counters;
use crate::measure::{Cases, PeriodId};
use crate::results::comparison::PeriodDifference;

/// Replications with one counter each.
fn counters(values: &[f64]) -> Counters {
    Counters::of_rows(values.iter().map(|value| vec![*value]).collect(), 1)
}

fn compared(side: &[f64], baseline: &[f64]) -> PeriodDifference {
    let total = Formula::Total { of: vec![0] };
    let found = paired::beside(
        &counters(side),
        Some(&counters(baseline)),
        &[(&total, &total, Cases::Measured)],
    );
    difference(PeriodId::YearAfter, found[0])
}

#[test]
fn differences_are_paired_and_the_pairing_says_what_it_saved() {
    // Variances 4 * 6 and 6 of eight values; differences 4 to 11 with mean 7.5 and variance 6.
    let found = compared(
        &[5.0, 7.0, 9.0, 11.0, 13.0, 15.0, 17.0, 19.0],
        &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0],
    );
    let difference = found.difference.expect("both sides have values");
    assert!((difference.mean - 7.5).abs() < 1e-12);
    // t(7) = 2.364624 times sqrt(6/8) = 0.866025.
    assert!(
        difference.half_width.is_some_and(|half| (half - 2.047_82).abs() < 1e-4),
        "{difference:?}"
    );
    // (24 + 6) / 6 = 5.
    assert!(found.variance_ratio.is_some_and(|ratio| (ratio - 5.0).abs() < 1e-9), "{found:?}");
}

#[test]
fn pairs_that_move_against_each_other_lose_by_it() {
    // Of twelve values against themselves turned round the differences have twice the standard deviation: 4 against 1 + 1.
    let up: Vec<f64> = (1..=12).map(f64::from).collect();
    let down: Vec<f64> = up.iter().rev().copied().collect();
    let found = compared(&up, &down);
    assert!(found.variance_ratio.is_some_and(|ratio| (ratio - 0.5).abs() < 1e-9), "{found:?}");
}

#[test]
fn two_pairs_that_differ_by_one_child_each_show_nothing() {
    let found = compared(&[6.0, 9.0], &[5.0, 8.0]).difference.expect("both sides have values");
    assert_eq!((found.mean, found.half_width, found.not_shown()), (1.0, None, Some((2, 2))));
    assert!(!found.excludes_zero());
}

#[test]
fn what_never_differs_differs_by_exactly_0_and_has_no_ratio() {
    let values = [0.1, 0.7, 1e9, 3.3];
    let found = compared(&values, &values);
    let difference = found.difference.expect("both sides have values");
    assert_eq!((difference.mean, difference.half_width, found.variance_ratio), (0.0, None, None));
    assert_eq!(difference.not_shown(), Some((0, 4)), "no pair differs");
    assert_eq!(compared(&[2.0], &[1.0]).variance_ratio, None, "one replication has no interval");
}

#[test]
fn pairs_are_counted_with_ties_apart() {
    let found = pairs::of(&[1.0, 2.0, 3.0, 9.0], &[2.0, 2.0, 4.0, 8.0]);
    assert_eq!((found.pairs, found.fewer, found.as_many, found.more), (4, 2, 1, 1));
    assert_eq!(found.same_luck.map(|share| share.share), Some(0.5));
    // Of twelve pairs of different replications: 1 is below 2, 4, 8; 2 below 4, 8 and as many as 2 (the first); 3 below 8;
    // 9 below none: 6.5.
    assert!(
        found.own_luck.is_some_and(|share| (share.share - 6.5 / 12.0).abs() < 1e-12),
        "{found:?}"
    );
}

#[test]
fn a_miss_avoided_costs_what_is_spent_more_over_what_is_missed_less() {
    let found = cost::of(2010, &[900.0, 1000.0, 1100.0].repeat(3), &[9.0, 10.0, 11.0].repeat(3));
    assert!(found.pounds.is_some_and(|pounds| (pounds.ratio - 100.0).abs() < 1e-9), "{found:?}");
    assert_eq!(found.none_because, None);
    let unsure = cost::of(2010, &[900.0, 1000.0, 1100.0], &[-1.0, 1.0, 2.0]);
    assert_eq!((unsure.pounds, unsure.none_because), (None, Some(NoCost::NotShown)));
    let worse = cost::of(2010, &[900.0, 1000.0], &[-1.0, -2.0]);
    assert_eq!((worse.pounds, worse.none_because), (None, Some(NoCost::NoneAvoided)));
    let same = cost::of(2010, &[0.0, 0.0], &[0.0, 0.0]);
    assert_eq!((same.pounds, same.none_because), (None, Some(NoCost::NoneAvoided)));
}
