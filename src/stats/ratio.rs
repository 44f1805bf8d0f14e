//! The ratio of two means of paired values, as in pounds for each miss avoided.

use serde::{Deserialize, Serialize};

use super::estimate::{LEVEL, t_quantile};

/// A ratio of two means with an interval that need not lie evenly about it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ratio {
    /// The ratio.
    pub ratio: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// Level of the interval.
    pub level: f64,
    /// Replications it rests on.
    pub replications: usize,
}

/// Mean of the first over mean of the second with Fieller's interval (Fieller, JRSS B 16, 1954).
///
/// `None` where the interval of the mean below the line includes 0: then no finite interval of the ratio exists.
#[must_use]
pub fn ratio_of_means(pairs: &[(f64, f64)]) -> Option<Ratio> {
    let n = pairs.len();
    if n < 2 {
        return None;
    }
    let mean = |of: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / n as f64;
    let (over, under) = (mean(&|pair| pair.0), mean(&|pair| pair.1));
    // Variances and covariance of the means.
    let spread = |of: &dyn Fn(f64, f64) -> f64| {
        mean(&|pair| of(pair.0 - over, pair.1 - under)) / (n - 1) as f64
    };
    let (above, both, below) =
        (spread(&|x, _| x * x), spread(&|x, y| x * y), spread(&|_, y| y * y));
    let t = t_quantile(n - 1);
    let g = t * t * below / (under * under);
    if under == 0.0 || g >= 1.0 {
        return None;
    }
    let ratio = over / under;
    let unexplained = if below > 0.0 { above - both * both / below } else { above };
    let square = above - 2.0 * ratio * both + ratio * ratio * below - g * unexplained;
    // With g below 1 the square is negative by rounding alone.
    let half = t / under.abs() * square.max(0.0).sqrt();
    let shift = if below > 0.0 { g * both / below } else { 0.0 };
    let end = |half: f64| (ratio - shift + half) / (1.0 - g);
    Some(Ratio { ratio, low: end(-half), high: end(half), level: LEVEL, replications: n })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_denominator_gives_the_interval_of_the_mean_over_it() {
        let pairs = [1.0, 2.0, 3.0, 4.0].map(|x| (x, 5.0));
        let found = ratio_of_means(&pairs).expect("nothing divides by 0");
        // 2.5 ± 2.05426 over 5.
        assert!((found.ratio - 0.5).abs() < 1e-12);
        assert!(
            (found.low - 0.089_148).abs() < 1e-4 && (found.high - 0.910_852).abs() < 1e-4,
            "{found:?}"
        );
    }

    #[test]
    fn values_in_proportion_have_a_certain_ratio() {
        let found =
            ratio_of_means(&[9.0, 10.0, 11.0].map(|y| (2.0 * y, y))).expect("10 ± 2.5 is not 0");
        assert!(
            [found.ratio, found.low, found.high].iter().all(|x| (x - 2.0).abs() < 1e-9),
            "{found:?}"
        );
    }

    #[test]
    fn the_ends_are_those_ratios_whose_difference_from_0_is_just_not_shown() {
        let pairs = [(3.0, 9.0), (5.0, 11.0), (4.0, 8.0), (8.0, 12.0), (5.0, 10.0)];
        let found = ratio_of_means(&pairs).expect("the denominator is far from 0");
        for end in [found.low, found.high] {
            let left: Vec<f64> = pairs.iter().map(|(x, y)| x - end * y).collect();
            let estimate = super::super::Estimate::of_mean(&left).expect("five values");
            assert!(
                (estimate.mean.abs() - estimate.half_width.expect("a width")).abs() < 1e-9,
                "{end}"
            );
        }
    }

    #[test]
    fn a_denominator_that_may_be_0_has_no_ratio() {
        assert_eq!(ratio_of_means(&[(1.0, 1.0), (2.0, -1.0), (3.0, 2.0)]), None);
        assert_eq!(ratio_of_means(&[(1.0, 0.0), (2.0, 0.0)]), None);
        assert_eq!(ratio_of_means(&[(1.0, 1.0)]), None);
    }
}
