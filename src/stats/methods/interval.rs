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

    /// The same of what is known to be a share, none of which is below 0 or above 1.
    #[must_use]
    pub(in crate::stats) fn of_share(self) -> Interval {
        let within = |x: f64| x.clamp(0.0, 1.0);
        Interval { value: within(self.value), low: within(self.low), high: within(self.high) }
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
