//! Estimates with their Monte Carlo error.

use serde::{Deserialize, Serialize};

use crate::maths::student_quantile;

/// The level of every interval that is printed.
pub const LEVEL: f64 = 0.95;

/// A mean, ratio or difference over replications with its interval: Monte Carlo error, not chance.
///
/// In a file it has `mean`, `half_width`, `low`, `high`, `level` and `replications`, and where too few pairs differ to show a
/// difference `unequal_pairs` and `pairs`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(into = "WrittenEstimate", from = "WrittenEstimate")]
pub struct Estimate {
    /// The point estimate, in the measure's unit.
    pub mean: f64,
    /// Half the width of the interval, where it is uneven the longer side; `None` where the replications cannot tell.
    pub half_width: Option<f64>,
    /// Level of the interval.
    pub level: f64,
    /// Replications it rests on.
    pub replications: usize,
    /// How the interval lies about the mean.
    pub limits: Limits,
}

/// How an interval lies about its mean.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Limits {
    /// Evenly: the mean less and plus the half-width, where there is one.
    #[default]
    Even,
    /// By its own ends, as that of few cases or of a share.
    Uneven {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// There is none, since too few pairs of replications differ.
    Pairs {
        /// Pairs that differ.
        unequal: usize,
        /// Pairs, or where there are more than a few hundred replications blocks of them.
        of: usize,
    },
}

/// An estimate as files hold it.
#[derive(Serialize, Deserialize)]
struct WrittenEstimate {
    mean: f64,
    half_width: Option<f64>,
    #[serde(default)]
    low: Option<f64>,
    #[serde(default)]
    high: Option<f64>,
    level: f64,
    replications: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unequal_pairs: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pairs: Option<usize>,
}

impl From<Estimate> for WrittenEstimate {
    fn from(of: Estimate) -> WrittenEstimate {
        let Estimate { mean, half_width, level, replications, .. } = of;
        let (unequal_pairs, pairs) = of.not_shown().unzip();
        WrittenEstimate {
            mean,
            half_width,
            low: of.low(),
            high: of.high(),
            level,
            replications,
            unequal_pairs,
            pairs,
        }
    }
}

impl From<WrittenEstimate> for Estimate {
    fn from(written: WrittenEstimate) -> Estimate {
        let WrittenEstimate { mean, half_width, level, replications, .. } = written;
        let is = |a: f64, b: f64| a.total_cmp(&b).is_eq();
        let limits = match (written.low, written.high, written.unequal_pairs, written.pairs) {
            (_, _, Some(unequal), Some(of)) => Limits::Pairs { unequal, of },
            (Some(low), Some(high), ..)
                // An even interval is written with its ends too: only ends that the half-width does not give are its
                // own.
                if half_width
                    .is_none_or(|half| !is(mean - half, low) || !is(mean + half, high)) =>
            {
                Limits::Uneven { low, high }
            }
            _ => Limits::Even,
        };
        Estimate { mean, half_width, level, replications, limits }
    }
}

impl Estimate {
    /// A mean and the half-width of an interval that lies evenly about it.
    #[must_use]
    pub const fn even(mean: f64, half_width: Option<f64>, replications: usize) -> Estimate {
        Estimate { mean, half_width, level: LEVEL, replications, limits: Limits::Even }
    }

    /// The same mean with an interval of its own ends, which are in order and on either side of it.
    #[must_use]
    pub fn within(self, low: f64, high: f64) -> Estimate {
        let half_width = Some((self.mean - low).max(high - self.mean));
        Estimate { half_width, limits: Limits::Uneven { low, high }, ..self }
    }

    /// So many times as much, the interval with it; a negative factor turns it round.
    #[must_use]
    pub fn times(self, factor: f64) -> Estimate {
        let limits = match self.limits {
            Limits::Uneven { low, high } if factor < 0.0 => {
                Limits::Uneven { low: high * factor, high: low * factor }
            }
            Limits::Uneven { low, high } => {
                Limits::Uneven { low: low * factor, high: high * factor }
            }
            other => other,
        };
        let half_width = self.half_width.map(|half| half * factor.abs());
        Estimate { mean: self.mean * factor, half_width, limits, ..self }
    }

    /// What is left of a whole, the interval with it.
    #[must_use]
    pub fn less_than(self, whole: f64) -> Estimate {
        let turned = self.times(-1.0);
        let limits = match turned.limits {
            Limits::Uneven { low, high } => Limits::Uneven { low: whole + low, high: whole + high },
            other => other,
        };
        Estimate { mean: whole + turned.mean, limits, ..turned }
    }

    /// Its size without its sign.
    #[must_use]
    pub fn size(self) -> Estimate {
        if self.mean < 0.0 { self.times(-1.0) } else { self }
    }

    /// Mean of independent values with a Student t interval; `None` of none.
    #[must_use]
    pub fn of_mean(values: &[f64]) -> Option<Estimate> {
        let n = values.len();
        if n == 0 {
            return None;
        }
        // Two passes: a sum of squares less the square of the sum loses its digits where the spread is small beside
        // the mean.
        let mean = values.iter().sum::<f64>() / n as f64;
        let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
        let half_width =
            (n > 1).then(|| t_quantile(n - 1) * (squares / (n - 1) as f64 / n as f64).sqrt());
        Some(Estimate::even(mean, half_width, n))
    }

    /// Lower end of the interval.
    #[must_use]
    pub fn low(&self) -> Option<f64> {
        match self.limits {
            Limits::Even => self.half_width.map(|half| self.mean - half),
            Limits::Uneven { low, .. } => Some(low),
            Limits::Pairs { .. } => None,
        }
    }

    /// Upper end of the interval.
    #[must_use]
    pub fn high(&self) -> Option<f64> {
        match self.limits {
            Limits::Even => self.half_width.map(|half| self.mean + half),
            Limits::Uneven { high, .. } => Some(high),
            Limits::Pairs { .. } => None,
        }
    }

    /// The pairs that differ, and of how many, where these are too few to show a difference.
    #[must_use]
    pub const fn not_shown(&self) -> Option<(usize, usize)> {
        if let Limits::Pairs { unequal, of } = self.limits { Some((unequal, of)) } else { None }
    }

    /// The standard error that the interval was made of, that of an uneven one as wide; `None` where the replications cannot tell.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        let half = match self.limits {
            Limits::Uneven { low, high } => 0.5 * (high - low),
            _ => self.half_width?,
        };
        (self.replications > 1).then(|| half / t_quantile(self.replications - 1))
    }

    /// True where the interval lies on one side of 0. Two worlds that never differ are no difference.
    #[must_use]
    pub fn excludes_zero(&self) -> bool {
        match self.limits {
            Limits::Even => self.half_width.is_some_and(|half| self.mean.abs() > half),
            Limits::Uneven { low, high } => low > 0.0 || high < 0.0,
            Limits::Pairs { .. } => false,
        }
    }

    /// True where an interval tells the two apart: they do not overlap.
    #[must_use]
    pub fn is_apart_from(&self, other: &Estimate) -> bool {
        let (Some(low), Some(high), Some(other_low), Some(other_high)) =
            (self.low(), self.high(), other.low(), other.high())
        else {
            return false;
        };
        low > other_high || high < other_low
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
        // About the mean of what is left when each goes, not about the full value: the bias of a ratio does not widen
        // its interval.
        let centre = values.iter().sum::<f64>() / n as f64;
        let squares: f64 = values.iter().map(|x| (x - centre) * (x - centre)).sum();
        t_quantile(n - 1) * (squares * (n - 1) as f64 / n as f64).sqrt()
    });
    Some(Estimate::even(mean, half_width, n))
}

/// The same where blocks of replications are left out in turn, `sizes[i]` of them with block `i`.
///
/// Blocks of one size are as single replications; of several sizes (the last block may be smaller) the variance is that of
/// Busing, Meijer and van der Leeden (Delete-m jackknife for unequal m, Statistics and Computing 9, 1999, equation 8). Student t
/// with one less than the number of blocks.
#[must_use]
pub fn jackknife_blocks(
    full: Option<f64>,
    left_out: &[Option<f64>],
    sizes: &[usize],
) -> Option<Estimate> {
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
    Some(Estimate::even(mean, half_width, replications))
}

/// The two-sided quantile of Student's t at [`LEVEL`].
pub(super) fn t_quantile(degrees: usize) -> f64 {
    student_quantile(0.5 + LEVEL / 2.0, degrees)
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
        let jackknifed =
            jackknife(Some(sum / 8.0), &left_out).and_then(|e| e.half_width).expect("it exists");
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
        let means: Vec<f64> =
            values.chunks(3).map(|block| block.iter().sum::<f64>() / 3.0).collect();
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
        assert!(
            (blocks.half_width.expect("it has one") - 4.302_653 * 0.888_889_f64.sqrt()).abs()
                < 1e-4
        );
    }

    #[test]
    fn a_statistic_that_does_not_exist_is_none() {
        assert_eq!(jackknife(None, &[Some(1.0)]), None);
        assert_eq!(jackknife(Some(1.0), &[None, Some(1.0)]).and_then(|e| e.half_width), None);
    }

    #[test]
    fn intervals_that_touch_zero_do_not_exclude_it() {
        let estimate = |mean, half| Estimate::even(mean, Some(half), 9);
        assert!(estimate(1.0, 0.9).excludes_zero());
        assert!(!estimate(1.0, 1.0).excludes_zero());
        assert!(!estimate(0.0, 0.0).excludes_zero());
    }

    #[test]
    fn uneven_intervals_turn_and_scale_with_their_mean() {
        let few = Estimate::even(0.05, Some(0.1), 20).within(0.001, 0.28);
        assert!((few.half_width.expect("it has one") - 0.23).abs() < 1e-12, "the longer side");
        assert!(few.excludes_zero() && few.times(-1.0).excludes_zero());
        let turned = few.times(-100.0);
        assert!(
            (turned.low().expect("an end") + 28.0).abs() < 1e-9
                && (turned.high().expect("an end") + 0.1).abs() < 1e-9
        );
        assert_eq!(turned.size(), few.times(100.0));
        let rest = few.less_than(1.0);
        assert!(
            (rest.low().expect("an end") - 0.72).abs() < 1e-12 && (rest.mean - 0.95).abs() < 1e-12
        );
        assert!(
            !few.is_apart_from(&Estimate::even(0.3, Some(0.1), 20))
                && few.is_apart_from(&Estimate::even(0.5, Some(0.1), 20))
        );
    }

    #[test]
    fn a_file_has_both_ends_and_the_half_width_of_earlier_readers() {
        let written = |estimate: &Estimate| serde_json::to_value(estimate).expect("it is JSON");
        let few = written(&Estimate::even(0.5, Some(0.1), 20).within(0.25, 1.0));
        assert_eq!(
            (&few["low"], &few["high"], &few["half_width"]),
            (&0.25.into(), &1.0.into(), &0.5.into())
        );
        let pairs = Estimate {
            half_width: None,
            limits: Limits::Pairs { unequal: 2, of: 20 },
            ..Estimate::even(1.0, None, 20)
        };
        let read = |value: &serde_json::Value| {
            serde_json::from_value::<Estimate>(value.clone()).expect("it reads back")
        };
        for estimate in [
            pairs,
            Estimate::even(0.3, Some(0.1), 9),
            Estimate::even(0.1, Some(0.3), 9).within(0.0, 0.4),
        ] {
            assert_eq!(read(&written(&estimate)), estimate);
        }
        let pairs = written(&pairs);
        assert!(pairs["half_width"].is_null() && pairs["low"].is_null());
        assert_eq!((&pairs["unequal_pairs"], &pairs["pairs"]), (&2.into(), &20.into()));
    }
}
