//! Intervals of few cases, where a Student interval says more than the runs know
//! (model.md, section 9).
//!
//! A count that hardly ever happens has a spread that is mostly luck: with one case in 20 replications Student's interval reaches
//! below 0 and misses the truth every other time. Its limits come from the Poisson distribution instead (Garwood, Biometrika 28,
//! 1936), widened where the counts are more spread than that. A difference that few pairs of replications show is not shown.

use super::estimate::{Estimate, Limits};
use crate::maths::{gamma_quantile, sign_test};

/// Cases below which a count is rare.
pub const RARE: f64 = 30.0;
/// Replications with a case below which an interval, or a stopping rule, cannot lean on their spread.
pub const WITH_A_CASE: usize = 10;
/// Cases below which the spread of a count cannot be told.
const TELLING: f64 = 10.0;
/// Pairs that must differ before a difference is shown.
const UNEQUAL: usize = 6;
/// What no case in so many replications leaves possible: 95 in 100 of experiments with so many expected cases have one.
const RULE_OF_THREE: f64 = 3.0;
/// A value this small beside its like is a rounding error.
const ROUNDING: f64 = 1e-9;

/// What is counted in a replication, or in a block of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CasesOfBlock {
    /// Cases.
    pub cases: f64,
    /// Replications in it.
    pub replications: usize,
}

/// The interval of a count, or of a rate whose base is no count: the estimate as it is where there are cases enough.
///
/// `per_case` is what one case adds to the estimate (the measure's unit). One replication alone has no interval.
#[must_use]
pub fn of_count(estimate: Estimate, per_case: f64, blocks: &[CasesOfBlock]) -> Estimate {
    let (cases, n) = totals(blocks);
    let few = with_a_case(blocks) < WITH_A_CASE;
    if blocks.len() < 2 || !(cases < RARE || few) || !per_case.is_finite() {
        return estimate;
    }
    if cases == 0.0 {
        return estimate.within(0.0, RULE_OF_THREE * per_case);
    }
    let dispersion = if cases < TELLING { 1.0 } else { dispersion(blocks, cases / n) };
    let (low, high) = poisson_limits(cases, dispersion);
    let (low, high) = (low * per_case, high * per_case);
    // Many cases in two or three replications: how spread they are is itself hardly known, which Student's interval allows for.
    match (cases >= RARE, estimate.half_width) {
        (true, Some(half)) => estimate
            .within(low.min((estimate.mean - half).max(0.0)), high.max(estimate.mean + half)),
        _ => estimate.within(low, high),
    }
}

/// The mean of whole counts, one a replication, with the interval that they allow; `None` of none.
#[must_use]
pub fn of_counts(cases: &[f64]) -> Option<Estimate> {
    let blocks: Vec<CasesOfBlock> =
        cases.iter().map(|&cases| CasesOfBlock { cases, replications: 1 }).collect();
    Some(of_count(Estimate::of_mean(cases)?, 1.0 / cases.len() as f64, &blocks))
}

/// Replications, or blocks of them, with a case.
#[must_use]
pub fn with_a_case(blocks: &[CasesOfBlock]) -> usize {
    blocks.iter().filter(|block| block.cases > 0.0).count()
}

/// True where all say the same, so that their spread says nothing.
#[must_use]
pub fn all_equal(values: &[f64]) -> bool {
    values.windows(2).all(|pair| is_same(pair[0], pair[1]))
}

fn is_same(a: f64, b: f64) -> bool {
    a.total_cmp(&b).is_eq() || (a - b).abs() <= ROUNDING * a.abs().max(b.abs())
}

fn totals(blocks: &[CasesOfBlock]) -> (f64, f64) {
    blocks
        .iter()
        .fold((0.0, 0.0), |(cases, n), block| (cases + block.cases, n + block.replications as f64))
}

/// Variance over mean of the counts of single replications, at least 1.
fn dispersion(blocks: &[CasesOfBlock], mean: f64) -> f64 {
    let square = |block: &CasesOfBlock| {
        let off = block.cases / block.replications as f64 - mean;
        // Times its size: the mean of a block of n is n times less spread than single replications are.
        block.replications as f64 * off * off
    };
    let variance = blocks.iter().map(square).sum::<f64>() / (blocks.len() - 1) as f64;
    (variance / mean).max(1.0)
}

/// 95 % limits of the expected number of cases where so many were seen: `dispersion * G(p; cases / dispersion)`, one more above.
#[must_use]
pub fn poisson_limits(cases: f64, dispersion: f64) -> (f64, f64) {
    // Cases that come in clumps of this size are taken as a Poisson number of clumps.
    let shape = cases / dispersion;
    (dispersion * gamma_quantile(0.025, shape), dispersion * gamma_quantile(0.975, shape + 1.0))
}

/// A difference formed within pairs of replications: the estimate as it is where it may be shown, and else without an interval
/// and with the count of pairs that differ. `values` are both sides of each pair.
#[must_use]
pub fn of_difference(estimate: Estimate, values: &[(Option<f64>, Option<f64>)]) -> Estimate {
    let of = values.len();
    if of < 2 {
        return estimate;
    }
    let differs = |pair: &&(Option<f64>, Option<f64>)| match pair {
        (Some(a), Some(b)) => !is_same(*a, *b),
        (a, b) => a.is_some() != b.is_some(),
    };
    let unequal = values.iter().filter(differs).count();
    let signed = values.iter().filter(differs).filter_map(|(a, b)| Some((*a)? - (*b)?));
    let (more, fewer) =
        signed.fold((0, 0), |(up, down), d| if d > 0.0 { (up + 1, down) } else { (up, down + 1) });
    // So few differences are seldom Normal, and Student's interval can leave out 0 where their signs do not. Signs
    // assume nothing.
    let unsure = estimate.replications < WITH_A_CASE && sign_test(more, fewer) > 0.05;
    if unequal < UNEQUAL || unsure {
        return Estimate { half_width: None, limits: Limits::Pairs { unequal, of }, ..estimate };
    }
    estimate
}

/// The mean difference of paired values with the interval that the pairs allow; `None` of none.
#[must_use]
pub fn of_pairs(one: &[f64], other: &[f64]) -> Option<Estimate> {
    let differences: Vec<f64> = one.iter().zip(other).map(|(a, b)| a - b).collect();
    let pairs: Vec<(Option<f64>, Option<f64>)> =
        one.iter().zip(other).map(|(a, b)| (Some(*a), Some(*b))).collect();
    Some(of_difference(Estimate::of_mean(&differences)?, &pairs))
}

/// In how many replications either of two has a case.
#[must_use]
pub fn with_a_case_in_either(one: &[f64], other: &[f64]) -> usize {
    one.iter().zip(other).filter(|(a, b)| **a != 0.0 || **b != 0.0).count()
}

/// The mean of what was formed within pairs, 0 where they do not differ; `None` of none.
#[must_use]
pub fn of_differences(differences: &[f64]) -> Option<Estimate> {
    of_pairs(differences, &vec![0.0; differences.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(cases: &[f64]) -> Estimate {
        of_counts(cases).expect("there are replications")
    }

    fn ends(estimate: &Estimate) -> (f64, f64) {
        (estimate.low().expect("it has a lower end"), estimate.high().expect("it has an upper end"))
    }

    fn near(found: (f64, f64), expected: (f64, f64)) {
        assert!(
            (found.0 - expected.0).abs() < 1e-3 && (found.1 - expected.1).abs() < 1e-3,
            "{found:?} {expected:?}"
        );
    }

    #[test]
    fn limits_of_few_cases_are_those_of_the_tables() {
        // Garwood's table: 1 case 0.0253 to 5.572; 5 cases 1.6235 to 11.668; 10 cases 4.7954 to 18.390.
        for (cases, expected) in
            [(1.0, (0.025_3, 5.571_6)), (5.0, (1.623_5, 11.668_3)), (10.0, (4.795_4, 18.390_4))]
        {
            near(poisson_limits(cases, 1.0), expected);
        }
    }

    /// What Student's interval covered 45 to 75 times in 100, and 42 or fewer below 0.03: exact, over all counts that can come.
    #[test]
    fn rare_counts_are_covered_at_least_95_times_in_100() {
        for (mean, n) in
            [(0.05, 20.0), (0.03, 20.0), (0.03, 100.0), (0.001, 20.0), (0.001, 100.0), (0.1, 20.0)]
        {
            let (expected, mut chance, mut covered): (f64, f64, f64) =
                (mean * n, libm::exp(-mean * n), 0.0);
            for cases in 0..10 {
                let blocks = [
                    CasesOfBlock { cases: f64::from(cases), replications: 1 },
                    CasesOfBlock { cases: 0.0, replications: n as usize - 1 },
                ];
                let estimate = of_count(
                    Estimate::even(f64::from(cases) / n, Some(0.0), n as usize),
                    1.0 / n,
                    &blocks,
                );
                let (low, high) = ends(&estimate);
                if low <= mean && mean <= high {
                    covered += chance;
                }
                chance *= expected / f64::from(cases + 1);
            }
            assert!(covered >= 0.95, "mean {mean}, {n} replications: {covered}");
        }
    }

    #[test]
    fn one_case_in_twenty_replications_is_no_interval_about_it() {
        let mut cases = [0.0; 20];
        cases[7] = 1.0;
        near(ends(&count(&cases)), (0.025_3 / 20.0, 5.571_6 / 20.0));
        assert!(
            (count(&cases).half_width.expect("readers find one") - (5.571_6 / 20.0 - 0.05)).abs()
                < 1e-4
        );
    }

    #[test]
    fn no_case_is_at_most_three_over_the_replications() {
        near(ends(&count(&[0.0; 20])), (0.0, 0.15));
        near(ends(&count(&[0.0; 2])), (0.0, 1.5));
        assert_eq!(count(&[0.0]).half_width, None, "one replication cannot tell");
    }

    #[test]
    fn two_equal_replications_have_an_interval_of_something() {
        near(ends(&count(&[1.0, 1.0])), (0.2422 / 2.0, 7.2247 / 2.0));
        let many = count(&[40.0, 40.0]);
        assert!(
            many.low().is_some_and(|low| low < 36.0) && many.high().is_some_and(|high| high > 45.0),
            "{many:?}"
        );
        let apart = count(&[40.0, 60.0]);
        assert_eq!(
            (apart.low(), apart.high().map(f64::round)),
            (Some(0.0), Some(177.0)),
            "Student with one degree"
        );
    }

    #[test]
    fn counts_more_spread_than_poisson_have_wider_limits() {
        // 15 cases in 20: the mean is 0.75, the variance (15 * 0.0625 + ...) of five times 3.
        let mut cases = [0.0; 20];
        cases[..5].fill(3.0);
        let dispersion = (5.0 * 2.25 * 2.25 + 15.0 * 0.75 * 0.75) / 19.0 / 0.75;
        let (low, high) = poisson_limits(15.0, dispersion);
        near(ends(&count(&cases)), (low / 20.0, high / 20.0));
        assert!(dispersion > 2.0);
    }

    #[test]
    fn cases_enough_keep_students_interval() {
        let cases: Vec<f64> = (0..20).map(|i| f64::from(i % 5)).collect();
        assert_eq!(count(&cases), Estimate::of_mean(&cases).expect("it exists"));
    }

    #[test]
    fn a_difference_of_fewer_than_six_unequal_pairs_is_not_shown() {
        let difference = |values: &[f64]| {
            let pairs: Vec<(Option<f64>, Option<f64>)> =
                values.iter().map(|d| (Some(5.0 + d), Some(5.0))).collect();
            of_difference(Estimate::of_mean(values).expect("there are pairs"), &pairs)
        };
        let two = difference(&[1.0, 1.0]);
        assert_eq!(
            (two.mean, two.half_width, two.low(), two.excludes_zero()),
            (1.0, None, None, false)
        );
        assert_eq!(two.limits, Limits::Pairs { unequal: 2, of: 2 });
        let mut twenty = [0.0; 20];
        twenty[..5].fill(1.0);
        assert_eq!(difference(&twenty).limits, Limits::Pairs { unequal: 5, of: 20 });
        twenty[5] = 1.0;
        assert!(difference(&twenty).excludes_zero());
        // Below ten replications the signs must agree: six of six do (p = 0.03), eight of nine do not quite (0.04), seven of nine not.
        assert!(difference(&[1.0, 2.0, 1.0, 2.0, 1.0, 2.0]).excludes_zero());
        assert_eq!(
            difference(&[9.0, 9.0, 9.0, 9.0, 9.0, -0.1, -0.1]).limits,
            Limits::Pairs { unequal: 7, of: 7 }
        );
    }
}
