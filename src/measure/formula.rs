//! How a measure is computed from counters or from a distribution.

/// What a measure is computed from.
#[derive(Clone, Debug, PartialEq)]
pub enum Formula {
    /// `scale * sum(numerator) / sum(denominator)` over replications.
    Ratio {
        /// Places of the counters above the line.
        over: Vec<usize>,
        /// Places of the counters below it, with signs.
        under: Vec<(usize, f64)>,
        /// Factor to the measure's unit.
        scale: f64,
    },
    /// The mean of a sum of counters over replications.
    Total {
        /// Places of the counters.
        of: Vec<usize>,
    },
    /// The mean over replications of a weighted sum of counters: money, and differences.
    Weighted {
        /// Places of the counters and their weights.
        of: Vec<(usize, f64)>,
    },
    /// The mean number of cases over replications that have begun and not ended.
    Remaining {
        /// Places of the counters of beginnings.
        begun: Vec<usize>,
        /// Places of the counters of ends.
        ended: Vec<usize>,
    },
    /// A quantile of a pooled distribution.
    Quantile {
        /// Place of the histogram.
        histogram: usize,
        /// Probability.
        p: f64,
    },
    /// The mean of a pooled distribution by Kaplan and Meier, restricted to the longest time seen.
    RestrictedMean {
        /// Place of the histogram.
        histogram: usize,
    },
    /// One measure over another.
    Quotient(Box<Formula>, Box<Formula>),
}

/// All that have begun less all that have ended, on these counters.
pub(super) fn remaining(begun: &[usize], ended: &[usize], sums: &[f64]) -> f64 {
    let all = |of: &[usize]| of.iter().map(|&k| sums[k]).sum::<f64>();
    all(begun) - all(ended)
}

impl Formula {
    /// The value on counters summed over `replications`; `None` for 0/0 and for what needs the distribution.
    #[must_use]
    pub fn on(&self, sums: &[f64], replications: usize) -> Option<f64> {
        match self {
            Formula::Ratio { over, under, scale } => {
                // Sums are made first and divided once: nothing averages ratios.
                let top: f64 = over.iter().map(|&k| sums[k]).sum();
                let bottom: f64 = under.iter().map(|&(k, sign)| sign * sums[k]).sum();
                // The base is 0 where nobody came to notice, or the risk of all ended first.
                (bottom > 0.0).then(|| scale * top / bottom)
            }
            Formula::Total { of } => (replications > 0)
                .then(|| of.iter().map(|&k| sums[k]).sum::<f64>() / replications as f64),
            Formula::Weighted { of } => {
                let sum: f64 = of.iter().map(|&(k, weight)| weight * sums[k]).sum();
                (replications > 0).then(|| sum / replications as f64)
            }
            Formula::Remaining { begun, ended } => {
                (replications > 0).then(|| remaining(begun, ended, sums) / replications as f64)
            }
            Formula::Quantile { .. } | Formula::RestrictedMean { .. } => None,
            Formula::Quotient(a, b) => {
                let (a, b) = (a.on(sums, replications)?, b.on(sums, replications)?);
                // A weighted sum below the line may be negative.
                (b != 0.0).then(|| a / b)
            }
        }
    }
}
