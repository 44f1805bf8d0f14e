//! A value with the ends of its interval, where the two sides differ.

use serde::{Deserialize, Serialize};

use super::super::estimate::LEVEL;
use crate::maths::quantile;

/// A value and its interval at [`LEVEL`], which need not be symmetrical.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The point estimate, in the unit of what is estimated.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// The percentile interval of a bootstrap (Efron and Tibshirani 1993, chapter 13) about a value. Sorts the replicates;
    /// of none, the interval is the value.
    #[must_use]
    pub(in crate::stats) fn of_bootstrap(value: f64, replicates: &mut [f64]) -> Interval {
        replicates.sort_unstable_by(f64::total_cmp);
        let tail = (1.0 - LEVEL) / 2.0;
        let at = |p| quantile(replicates, p).unwrap_or(value);
        Interval { value, low: at(tail), high: at(1.0 - tail) }
    }

    /// The same of what is known to be a share: cut at 0 and 1. An interval that lies wholly beyond one of them is moved to it with its
    /// width, since squeezed to a point it would claim to know the share.
    #[must_use]
    pub(in crate::stats) fn of_share(self) -> Interval {
        let width = self.high - self.low;
        let (low, high) = match self {
            Interval { low, .. } if low >= 1.0 => (1.0 - width, 1.0),
            Interval { high, .. } if high <= 0.0 => (0.0, width),
            Interval { low, high, .. } => (low, high),
        };
        let within = |x: f64| x.clamp(0.0, 1.0);
        Interval { value: within(self.value), low: within(low), high: within(high) }
    }

    /// True where the interval holds a value.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_beyond_all_shares_is_moved_and_keeps_its_width() {
        let of = |value, low, high| {
            let Interval { value, low, high } = Interval { value, low, high }.of_share();
            [value, low, high].map(|x| (x * 1000.0).round() / 1000.0)
        };
        assert_eq!(of(1.51, 1.1, 1.3), [1.0, 0.8, 1.0]);
        assert_eq!(of(1.51, 1.1, 2.95), [1.0, 0.0, 1.0]);
        assert_eq!(of(-0.03, -0.05, -0.01), [0.0, 0.0, 0.04]);
        assert_eq!(of(0.98, -2.77, 2.66), [0.98, 0.0, 1.0]);
        assert_eq!(of(0.4, 0.3, 0.5), [0.4, 0.3, 0.5]);
    }

    #[test]
    fn the_interval_of_a_bootstrap_leaves_out_its_tails() {
        let mut replicates: Vec<f64> = (0..=1000).rev().map(f64::from).collect();
        let interval = Interval::of_bootstrap(480.0, &mut replicates);
        assert_eq!(
            (interval.value, interval.low.round(), interval.high.round()),
            (480.0, 25.0, 975.0)
        );
        assert!(interval.contains(25.5) && !interval.contains(976.0));
        assert_eq!(
            Interval::of_bootstrap(3.0, &mut []),
            Interval { value: 3.0, low: 3.0, high: 3.0 }
        );
    }
}
