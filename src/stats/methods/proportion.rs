//! Shares and chances with their intervals.

use super::super::{Estimate, LEVEL};
use super::Interval;
use super::normal::normal_quantile;

/// A share of independent trials with Wilson's score interval (Journal of the American Statistical Association 22, 1927), which
/// keeps its level for small numbers and never leaves 0 to 1; `None` without trials or with more successes than trials.
#[must_use]
pub fn wilson(successes: usize, trials: usize) -> Option<Interval> {
    if trials == 0 || successes > trials {
        return None;
    }
    let (n, p, z) = (trials as f64, successes as f64 / trials as f64, two_sided());
    let scale = 1.0 + z * z / n;
    let centre = (p + z * z / (2.0 * n)) / scale;
    let half = z / scale * libm::sqrt(p * (1.0 - p) / n + z * z / (4.0 * n * n));
    // At none and at all the formula's end is the share itself: without this, off by rounding.
    let low = if successes == 0 { 0.0 } else { centre - half };
    let high = if successes == trials { 1.0 } else { centre + half };
    Some(Interval { value: p, low, high })
}

/// The chance that an independent draw from `b` is less than one from `a`, ties half: Mann and Whitney's statistic (1947) over
/// all pairs, with the interval from the placements of each value among the others (DeLong, DeLong and Clarke-Pearson,
/// Biometrics 44, 1988).
///
/// `replications` is the smaller of the two numbers of values. `None` where either is empty or a value is no number; no interval
/// of fewer than two. Where no pair disagrees the interval is a point: [`wilson`] of as many trials is the safer answer then.
#[must_use]
pub fn chance_less(a: &[f64], b: &[f64]) -> Option<Estimate> {
    if a.is_empty() || b.is_empty() || a.iter().chain(b).any(|x| x.is_nan()) {
        return None;
    }
    let (rising_a, rising_b) = (rising(a), rising(b));
    // For each of a the share of b below it; for each of b the share of a above it.
    let of_a: Vec<f64> = a.iter().map(|&x| placement(&rising_b, x)).collect();
    let of_b: Vec<f64> = b.iter().map(|&x| 1.0 - placement(&rising_a, x)).collect();
    let mean = of_a.iter().sum::<f64>() / a.len() as f64;
    let error = error_of_mean(&of_a).zip(error_of_mean(&of_b)).map(|(x, y)| libm::sqrt(x + y));
    let half_width = error.map(|error| two_sided() * error);
    Some(Estimate { mean, half_width, level: LEVEL, replications: a.len().min(b.len()) })
}

fn rising(values: &[f64]) -> Vec<f64> {
    let mut values = values.to_vec();
    values.sort_unstable_by(f64::total_cmp);
    values
}

/// The share of values below one, ties half.
fn placement(rising: &[f64], value: f64) -> f64 {
    let below = rising.partition_point(|&x| x < value);
    let up_to = rising.partition_point(|&x| x <= value);
    (below + up_to) as f64 / 2.0 / rising.len() as f64
}

/// The variance of a mean.
fn error_of_mean(values: &[f64]) -> Option<f64> {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
    (values.len() > 1).then(|| squares / (n - 1.0) / n)
}

/// The two-sided normal quantile at [`LEVEL`]: 1.96.
fn two_sided() -> f64 {
    normal_quantile(0.5 + LEVEL / 2.0)
}

#[cfg(test)]
mod tests {
    use super::super::keyed::Keyed;
    use super::*;

    #[test]
    fn a_share_has_wilsons_interval() {
        // Newcombe (Statistics in Medicine 17, 1998, table I): 81 of 263, 15 of 148, 0 of 20 and 1 of 29 by method 3.
        for (successes, trials, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let share = wilson(successes, trials).expect("there are trials");
            assert!((share.low - low).abs() < 5e-5 && (share.high - high).abs() < 5e-5, "{successes}: {share:?}");
        }
    }

    #[test]
    fn none_and_all_stay_within_0_and_1() {
        assert_eq!(wilson(0, 7).map(|share| share.low), Some(0.0));
        assert_eq!(wilson(7, 7).map(|share| share.high), Some(1.0));
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(8, 7), None);
    }

    #[test]
    fn a_hand_worked_chance() {
        // a = 3, 5; b = 1, 3, 4. Below 3: 1 and half of 3; below 5: all. Placements of a 1/2, 1; of b 1, 3/4, 1/2.
        // Variances 1/8 and 1/16; of the mean 1/8/2 + 1/16/3 = 1/12.
        let chance = chance_less(&[3.0, 5.0], &[1.0, 3.0, 4.0]).expect("both have values");
        assert!((chance.mean - 0.75).abs() < 1e-12);
        assert!((chance.half_width.expect("it exists") - 1.959_964 / 12_f64.sqrt()).abs() < 1e-6);
        assert_eq!(chance.replications, 2);
    }

    #[test]
    fn the_two_directions_add_to_one() {
        let (a, b) = ([1.0, 4.0, 2.0, 2.0], [2.0, 3.0, 0.5]);
        let (less, more) = (chance_less(&a, &b), chance_less(&b, &a));
        assert!((less.expect("it exists").mean + more.expect("it exists").mean - 1.0).abs() < 1e-12);
    }

    #[test]
    fn without_values_there_is_no_chance_and_of_one_no_interval() {
        assert_eq!(chance_less(&[], &[1.0]), None);
        assert_eq!(chance_less(&[f64::NAN], &[1.0]), None);
        assert_eq!(chance_less(&[1.0], &[0.0, 2.0]).map(|c| (c.mean, c.half_width)), Some((0.5, None)));
    }

    #[test]
    fn the_interval_covers_the_chance_it_says() {
        // Normal draws a third of a standard deviation apart: the chance is the normal's at 1/3 over the square root of 2.
        let truth = 0.5 * (1.0 + libm::erf(1.0 / 6.0));
        let mut keyed = Keyed::new(8);
        let covered = (0..1000).filter(|_| {
            let a: Vec<f64> = (0..40).map(|_| keyed.normal() + 1.0 / 3.0).collect();
            let b: Vec<f64> = (0..60).map(|_| keyed.normal()).collect();
            let chance = chance_less(&a, &b).expect("both have values");
            (chance.mean - truth).abs() <= chance.half_width.expect("it exists")
        });
        let covered = covered.count();
        assert!((925..=970).contains(&covered), "{covered}");
    }
}
