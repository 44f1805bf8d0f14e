//! Shares with an interval: of counted replications, and of pairs with independent luck
//! (model.md, section 9).

use serde::{Deserialize, Serialize};

use super::estimate::{Estimate, LEVEL, jackknife, t_quantile};
use crate::maths::wilson_limits;

/// The two-sided quantile of the Normal distribution at [`LEVEL`].
const Z: f64 = 1.959_963_984_540_054;

/// A share and its interval, which never leaves 0..1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// The share, 0..1.
    pub share: f64,
    /// Lower end of the interval; `None` where too few replications can tell.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
    /// Level of the interval.
    pub level: f64,
    /// Replications it rests on.
    pub replications: usize,
}

/// So many of so many with Wilson's interval (Wilson, JASA 22, 1927); `None` of none.
#[must_use]
pub fn wilson(count: usize, of: usize) -> Option<Share> {
    if of == 0 {
        return None;
    }
    let share = count as f64 / of as f64;
    let (low, high) = wilson_limits(share, of as f64, Z);
    Some(Share { share, low: Some(low), high: Some(high), level: LEVEL, replications: of })
}

/// The interval of a share of counted cases: Wilson's, on as many cases as theirs are worth. Cases of one replication are alike,
/// so that `trials` of them are worth `trials / deff`, deff the jackknife's variance over the binomial one, at least 1.
///
/// The deff comes from `blocks` replications or blocks of them, hence Student's quantile, as in the interval it replaces. A share
/// without an interval has none after.
#[must_use]
pub fn of_share(estimate: Estimate, trials: f64, blocks: usize) -> Estimate {
    let (Some(half), share) = (estimate.half_width, estimate.mean) else { return estimate };
    if !(0.0..=1.0).contains(&share) || trials <= 0.0 || blocks < 2 {
        return estimate;
    }
    let t = t_quantile(blocks - 1);
    let (variance, binomial) = (half / t * (half / t), share * (1.0 - share) / trials);
    let deff = if binomial > 0.0 { (variance / binomial).max(1.0) } else { 1.0 };
    let (low, high) = wilson_limits(share, trials / deff, t);
    // The ends include what was found, to the last digit.
    estimate.within(low.min(share), high.max(share))
}

/// A share of time or of staff, whose interval ends at 0 and at 1.
#[must_use]
pub fn clamped(estimate: Estimate) -> Estimate {
    match (estimate.low(), estimate.high()) {
        (Some(low), Some(high))
            if (0.0..=1.0).contains(&estimate.mean) && (low < 0.0 || high > 1.0) =>
        {
            estimate.within(low.max(0.0), high.min(1.0))
        }
        _ => estimate,
    }
}

/// The chance that a value of `b` is less than one of `a` where the two have independent luck: Mann and Whitney's statistic
/// over all pairs of *different* replications, a tie counting half.
///
/// The interval leaves each replication out of both sides in turn. Where no pair falls the other way, or all tie, there is no spread to
/// see, and Wilson's interval over the replications stands in. `None` with fewer than two replications, or unequal numbers.
#[must_use]
pub fn chance_less(b: &[f64], a: &[f64]) -> Option<Share> {
    let n = a.len();
    if n < 2 || b.len() != n {
        return None;
    }
    // Ties count 1 and wins 2, so that the sums are whole numbers.
    let wins: Vec<[u64; 2]> = (0..n).map(|i| [below(b, i, a[i]), above(a, i, b[i])]).collect();
    let total: u64 = wins.iter().map(|[row, _]| row).sum();
    let share = |wins: u64, n: usize| (n > 1).then(|| wins as f64 / 2.0 / (n * (n - 1)) as f64);
    let full = share(total, n)?;
    // A replication is in the pairs of its row and in those of its column, and in none with itself.
    let left_out: Vec<Option<f64>> =
        wins.iter().map(|[row, column]| share(total - row - column, n - 1)).collect();
    let half = jackknife(Some(full), &left_out)?.half_width;
    let one_way = total == 0 || total == 2 * (n * (n - 1)) as u64;
    let interval = match half {
        // No spread to see: all one way, or all ties.
        Some(half) if one_way || half == 0.0 => {
            let (low, high) = wilson_limits(full, n as f64, Z);
            Some((Some(low), Some(high)))
        }
        Some(half) => Some((Some((full - half).max(0.0)), Some((full + half).min(1.0)))),
        None => None,
    };
    let (low, high) = interval.unwrap_or((None, None));
    Some(Share { share: full, low, high, level: LEVEL, replications: n })
}

/// Twice the number of others in `b` that are below, ties once.
fn below(b: &[f64], i: usize, a: f64) -> u64 {
    others(b, i).map(|x| u64::from(x < a) + u64::from(x <= a)).sum()
}

/// Twice the number of others in `a` that are above, ties once.
fn above(a: &[f64], i: usize, b: f64) -> u64 {
    others(a, i).map(|x| u64::from(x > b) + u64::from(x >= b)).sum()
}

fn others(values: &[f64], i: usize) -> impl Iterator<Item = f64> {
    values.iter().enumerate().filter(move |(j, _)| *j != i).map(|(_, x)| *x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: Option<f64>, expected: f64) -> bool {
        found.is_some_and(|found| (found - expected).abs() < 1e-4)
    }

    #[test]
    fn wilsons_interval_is_the_one_worked_by_hand() {
        // z² = 3.841459; centre (0.83 + 0.019207) / 1.038415 = 0.817792; half 1.887458 * sqrt(0.001507037) = 0.073272.
        let share = wilson(83, 100).expect("100 replications have a share");
        assert!(
            share.share == 0.83 && near(share.low, 0.74452) && near(share.high, 0.89106),
            "{share:?}"
        );
        // 0 of 10: high = z² / (10 + z²).
        let none = wilson(0, 10).expect("ten have a share");
        assert!(none.low == Some(0.0) && near(none.high, 0.27753), "{none:?}");
        let all = wilson(10, 10).expect("ten have a share");
        assert!(all.high == Some(1.0) && near(all.low, 1.0 - 0.27753), "{all:?}");
        assert_eq!(wilson(0, 0), None);
    }

    #[test]
    fn shares_stay_within_nothing_and_all() {
        // 2 of 40 whose jackknife says 0.1 with 19 degrees: deff (0.1 / 2.093)² / (0.05 * 0.95 / 40) = 1.922.
        let few = of_share(Estimate::even(0.05, Some(0.1), 20), 40.0, 20);
        let (low, high) = wilson_limits(0.05, 40.0 / 1.922_4, 2.093_024);
        assert!(
            near(few.low(), low) && near(few.high(), high) && low > 0.0,
            "{few:?} {low} {high}"
        );
        // No spread at all is worth no more than the cases: 0 of 40, and 40 of 40.
        let none = of_share(Estimate::even(0.0, Some(0.0), 20), 40.0, 20);
        assert!(none.low() == Some(0.0) && near(none.high(), 4.380_75 / 44.380_75), "{none:?}");
        let all = of_share(Estimate::even(1.0, Some(0.0), 20), 40.0, 20);
        assert!(all.high() == Some(1.0) && near(all.low(), 1.0 - 4.380_75 / 44.380_75), "{all:?}");
        let time = clamped(Estimate::even(0.01, Some(0.02), 20));
        assert!(time.low() == Some(0.0) && near(time.high(), 0.03));
        assert_eq!(
            clamped(Estimate::even(0.5, Some(0.02), 20)),
            Estimate::even(0.5, Some(0.02), 20)
        );
    }

    #[test]
    fn a_share_of_many_cases_keeps_the_jackknifes_interval() {
        let wide = Estimate::even(0.4, Some(0.01), 200);
        let found = of_share(wide, 20_000.0, 200);
        assert!(
            (found.low().expect("an end") - 0.39).abs() < 2e-4
                && (found.high().expect("an end") - 0.41).abs() < 2e-4
        );
    }

    #[test]
    fn different_replications_are_paired_and_ties_count_half() {
        // b below a: (a = 3, b = 0) yes; (a = 1, b = 2) no. The pairs of the same replication are left out.
        let two = chance_less(&[2.0, 0.0], &[3.0, 1.0]).expect("two replications have pairs");
        assert_eq!(
            (two.share, two.low, two.high),
            (0.5, None, None),
            "without one of two there are no pairs left"
        );
        // Each b meets two a of 5: 1 wins twice, 5 ties twice, 9 loses twice: 3 of 6. Left out in turn: 1/4, 1/2, 3/4, so
        // the standard error is sqrt(2/3 * 0.125) = 0.288675 and the interval is wider than all there is.
        let three =
            chance_less(&[1.0, 5.0, 9.0], &[5.0; 3]).expect("three replications have pairs");
        assert_eq!((three.share, three.low, three.high), (0.5, Some(0.0), Some(1.0)));
        assert_eq!(chance_less(&[1.0], &[2.0]), None);
        assert_eq!(chance_less(&[1.0, 2.0], &[2.0]), None);
    }

    #[test]
    fn its_interval_is_the_jackknifes() {
        let a: Vec<f64> = (0..40).map(|i| f64::from(i * 7 % 11)).collect();
        let b: Vec<f64> = (0..40).map(|i| f64::from(i * 5 % 9)).collect();
        let share = |keep: &dyn Fn(usize) -> bool| {
            let (mut wins, mut pairs) = (0.0, 0.0);
            for (i, a) in a.iter().enumerate().filter(|(i, _)| keep(*i)) {
                for (_, b) in b.iter().enumerate().filter(|(j, _)| keep(*j) && *j != i) {
                    wins += if b < a { 1.0 } else { f64::from(u8::from(b == a)) / 2.0 };
                    pairs += 1.0;
                }
            }
            wins / pairs
        };
        let left_out: Vec<Option<f64>> = (0..40).map(|k| Some(share(&|i| i != k))).collect();
        let expected = jackknife(Some(share(&|_| true)), &left_out).expect("it exists");
        let found = chance_less(&b, &a).expect("forty replications have pairs");
        assert!((found.share - expected.mean).abs() < 1e-12);
        assert!(
            near(found.low, expected.low().expect("a width"))
                && near(found.high, expected.high().expect("a width"))
        );
    }

    #[test]
    fn never_losing_is_not_certainty() {
        let sure = chance_less(&[1.0; 20], &[2.0; 20]).expect("twenty replications have pairs");
        assert_eq!((sure.share, sure.high), (1.0, Some(1.0)));
        assert!(sure.low.is_some_and(|low| low > 0.8 && low < 0.9), "{sure:?}");
        let even = chance_less(&[2.0; 20], &[2.0; 20]).expect("twenty replications have pairs");
        // Wilson's of 10 in 20: 0.5 ± 1.959964 / 1.192073 * sqrt(0.25 / 20 + 3.841459 / 1600).
        assert!(
            even.share == 0.5 && near(even.low, 0.299_30) && near(even.high, 0.700_70),
            "{even:?}"
        );
    }
}
