//! Estimates with their Monte Carlo error.

use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF as _, StudentsT};

/// The level of every interval that is printed.
pub const LEVEL: f64 = 0.95;

/// A mean, ratio or difference over replications with its interval: Monte Carlo error, not chance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The point estimate, in the measure's unit.
    pub mean: f64,
    /// Half the width of the interval; `None` where one replication cannot tell.
    pub half_width: Option<f64>,
    /// Level of the interval.
    pub level: f64,
    /// Replications it rests on.
    pub replications: usize,
}

impl Estimate {
    /// Mean of independent values with a Student t interval; `None` of none.
    #[must_use]
    pub fn of_mean(values: &[f64]) -> Option<Estimate> {
        let n = values.len();
        if n == 0 {
            return None;
        }
        let mean = values.iter().sum::<f64>() / n as f64;
        let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
        let half_width = (n > 1).then(|| t_quantile(n - 1) * (squares / (n - 1) as f64 / n as f64).sqrt());
        Some(Estimate { mean, half_width, level: LEVEL, replications: n })
    }

    /// Lower end of the interval.
    #[must_use]
    pub fn low(&self) -> Option<f64> {
        self.half_width.map(|half| self.mean - half)
    }

    /// Upper end of the interval.
    #[must_use]
    pub fn high(&self) -> Option<f64> {
        self.half_width.map(|half| self.mean + half)
    }

    /// The standard error that the half-width was made of; `None` where one replication cannot tell.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        let half = self.half_width?;
        (self.replications > 1).then(|| half / t_quantile(self.replications - 1))
    }

    /// True where the interval lies on one side of 0. Two worlds that never differ are no difference.
    #[must_use]
    pub fn excludes_zero(&self) -> bool {
        self.half_width.is_some_and(|half| self.mean.abs() > half)
    }
}

/// The delete-one-replication jackknife: `full` on all replications, `left_out[i]` without replication `i`.
///
/// Standard error `sqrt((n-1)/n * sum((x_i - mean)^2))` (Efron, The Jackknife, 1982, chapter 3), Student t with n - 1. `None`
/// where the statistic does not exist; no interval where it does not exist without some replication.
#[must_use]
pub fn jackknife(full: Option<f64>, left_out: &[Option<f64>]) -> Option<Estimate> {
    let mean = full?;
    let n = left_out.len();
    let values: Option<Vec<f64>> = left_out.iter().copied().collect();
    let half_width = values.filter(|_| n > 1).map(|values| {
        let centre = values.iter().sum::<f64>() / n as f64;
        let squares: f64 = values.iter().map(|x| (x - centre) * (x - centre)).sum();
        t_quantile(n - 1) * (squares * (n - 1) as f64 / n as f64).sqrt()
    });
    Some(Estimate { mean, half_width, level: LEVEL, replications: n })
}

/// The same where blocks of replications are left out in turn, `sizes[i]` of them with block `i`.
///
/// Blocks of one size are as single replications; of several sizes (the last block may be smaller) the variance is that of
/// Busing, Meijer and van der Leeden (Delete-m jackknife for unequal m, Statistics and Computing 9, 1999, equation 8). Student t
/// with one less than the number of blocks.
#[must_use]
pub fn jackknife_blocks(full: Option<f64>, left_out: &[Option<f64>], sizes: &[usize]) -> Option<Estimate> {
    let mean = full?;
    let replications: usize = sizes.iter().sum();
    if sizes.iter().all(|size| Some(size) == sizes.first()) {
        return jackknife(full, left_out).map(|estimate| Estimate { replications, ..estimate });
    }
    let (n, g) = (replications as f64, sizes.len());
    let values: Option<Vec<f64>> = left_out.iter().copied().collect();
    let half_width = values.filter(|_| g > 1).map(|values| {
        let shares = || values.iter().zip(sizes).map(|(x, size)| (*x, n / *size as f64));
        let corrected = g as f64 * mean - shares().map(|(x, h)| (1.0 - 1.0 / h) * x).sum::<f64>();
        let spread: f64 = shares()
            .map(|(x, h)| {
                let pseudo = h * mean - (h - 1.0) * x;
                (pseudo - corrected) * (pseudo - corrected) / (h - 1.0)
            })
            .sum();
        t_quantile(g - 1) * (spread / g as f64).sqrt()
    });
    Some(Estimate { mean, half_width, level: LEVEL, replications })
}

/// The two-sided quantile of Student's t at [`LEVEL`], to nine decimals: the library behind it takes its logarithms from the
/// platform, and results must not.
pub(super) fn t_quantile(degrees: usize) -> f64 {
    let half = 0.5 + LEVEL / 2.0;
    let exact = StudentsT::new(0.0, 1.0, degrees.max(1) as f64).map_or(f64::INFINITY, |t| t.inverse_cdf(half));
    (exact * 1e9).round() / 1e9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_has_its_student_interval() {
        let estimate = Estimate::of_mean(&[1.0, 2.0, 3.0, 4.0]).expect("four values have a mean");
        assert!((estimate.mean - 2.5).abs() < 1e-12);
        // s = 1.290994, s / sqrt(4) = 0.645497, t(3) = 3.182446.
        assert!((estimate.half_width.expect("four values have a width") - 2.054_26).abs() < 1e-4);
        assert_eq!(Estimate::of_mean(&[]), None);
        assert_eq!(Estimate::of_mean(&[1.0]).and_then(|e| e.half_width), None);
    }

    #[test]
    fn the_jackknife_of_a_mean_is_its_student_interval() {
        let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0];
        let sum: f64 = values.iter().sum();
        let left_out: Vec<Option<f64>> = values.iter().map(|x| Some((sum - x) / 7.0)).collect();
        let jackknifed = jackknife(Some(sum / 8.0), &left_out).and_then(|e| e.half_width).expect("it exists");
        let student = Estimate::of_mean(&values).and_then(|e| e.half_width).expect("it exists");
        assert!((jackknifed - student).abs() < 1e-9);
    }

    #[test]
    fn blocks_of_a_mean_have_the_interval_of_their_means() {
        let values: Vec<f64> = (0..24).map(|i| f64::from(i * i % 11)).collect();
        let sum: f64 = values.iter().sum();
        let without = |at: usize, size: usize| {
            Some((sum - values[at..at + size].iter().sum::<f64>()) / (values.len() - size) as f64)
        };
        let left_out: Vec<Option<f64>> = (0..8).map(|i| without(3 * i, 3)).collect();
        let blocks = jackknife_blocks(Some(sum / 24.0), &left_out, &[3; 8]).expect("it exists");
        let means: Vec<f64> = values.chunks(3).map(|block| block.iter().sum::<f64>() / 3.0).collect();
        let student = Estimate::of_mean(&means).expect("it exists");
        let widths = [blocks, student].map(|estimate| estimate.half_width.expect("it has one"));
        assert!((widths[0] - widths[1]).abs() < 1e-9, "{widths:?}");
        assert_eq!(blocks.replications, 24);
    }

    #[test]
    fn a_smaller_last_block_weighs_less() {
        // The mean of 1..=5 in blocks of 2, 2 and 1: pseudo-values are the blocks' means 1.5, 3.5 and 5, h is 2.5, 2.5 and 5.
        let left_out = [Some(4.0), Some(8.0 / 3.0), Some(2.5)];
        let blocks = jackknife_blocks(Some(3.0), &left_out, &[2, 2, 1]).expect("it exists");
        // (1.5^2 / 1.5 + 0.5^2 / 1.5 + 2^2 / 4) / 3 = 0.888889; t(2) = 4.302653.
        assert!((blocks.half_width.expect("it has one") - 4.302_653 * 0.888_889_f64.sqrt()).abs() < 1e-4);
    }

    #[test]
    fn a_statistic_that_does_not_exist_is_none() {
        assert_eq!(jackknife(None, &[Some(1.0)]), None);
        assert_eq!(jackknife(Some(1.0), &[None, Some(1.0)]).and_then(|e| e.half_width), None);
    }

    #[test]
    fn intervals_that_touch_zero_do_not_exclude_it() {
        let estimate = |mean, half| Estimate { mean, half_width: Some(half), level: LEVEL, replications: 9 };
        assert!(estimate(1.0, 0.9).excludes_zero());
        assert!(!estimate(1.0, 1.0).excludes_zero());
        assert!(!estimate(0.0, 0.0).excludes_zero());
    }
}
