//! From a range of evidence to draws: what is believed about a number that nobody knows.

use serde::{Deserialize, Serialize};

use crate::maths::{normal_below, normal_quantile};

/// A positive range is taken as lognormal where its ends differ by more than this factor.
const WIDE: f64 = 4.0;
/// The share below the low end and above the high one of the shapes without ends.
const TAIL: f64 = 0.05;

/// How belief is spread over a range.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BeliefShape {
    /// Normal, its central 90 % from low to high.
    Normal,
    /// Lognormal, its central 90 % from low to high; both ends positive.
    Lognormal,
    /// Equally likely from low to high and impossible elsewhere.
    Uniform,
    /// A triangle from low to high.
    Triangular {
        /// The most likely value, within the range.
        mode: f64,
    },
}

/// A number known to a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranged {
    low: f64,
    high: f64,
    shape: BeliefShape,
    // Shares of the shape below the least and below the greatest possible value.
    cut: (f64, f64),
}

impl Ranged {
    /// A range with its shape; without one, lognormal for positive ranges whose ends differ by more than a factor of 4, else normal.
    /// `None` unless low < high, both finite, and the shape fits them.
    #[must_use]
    pub fn new(low: f64, high: f64, shape: Option<BeliefShape>) -> Option<Ranged> {
        let wide = low > 0.0 && high > WIDE * low;
        let shape =
            shape.unwrap_or(if wide { BeliefShape::Lognormal } else { BeliefShape::Normal });
        let fits = match shape {
            BeliefShape::Normal | BeliefShape::Uniform => true,
            BeliefShape::Lognormal => low > 0.0,
            BeliefShape::Triangular { mode } => low <= mode && mode <= high,
        };
        (low.is_finite() && high.is_finite() && low < high && fits).then_some(Ranged {
            low,
            high,
            shape,
            cut: (0.0, 1.0),
        })
    }

    /// The same belief with what lies outside the possible values cut away, as for a share or a rate that cannot be negative: the
    /// rest keeps its proportions. `None` unless the range itself is possible.
    #[must_use]
    pub fn within(self, least: f64, greatest: f64) -> Option<Ranged> {
        let cut = (self.share_below(least), self.share_below(greatest));
        (least <= self.low && self.high <= greatest && cut.0 < cut.1)
            .then_some(Ranged { cut, ..self })
    }

    /// The shape, the default resolved.
    #[must_use]
    pub fn shape(&self) -> BeliefShape {
        self.shape
    }

    /// The quantile at `u` in (0, 1); a coordinate of a design becomes a value by it. What is outside is taken as the nearest inside.
    #[must_use]
    pub fn at(&self, u: f64) -> f64 {
        // Not the very ends, where a Normal is infinite.
        let share = self.cut.0 + u.clamp(1e-12, 1.0 - 1e-12) * (self.cut.1 - self.cut.0);
        let (low, width) = (self.low, self.high - self.low);
        match self.shape {
            BeliefShape::Uniform => low + share * width,
            BeliefShape::Triangular { mode } => triangular(low, self.high, mode, share),
            BeliefShape::Normal => low + width * standing(share),
            BeliefShape::Lognormal => low * libm::exp(libm::log(self.high / low) * standing(share)),
        }
    }

    /// The share of the shape, uncut, below a value.
    fn share_below(&self, value: f64) -> f64 {
        let (low, width) = (self.low, self.high - self.low);
        match self.shape {
            // Asked of values outside the range alone, where it is none or all.
            BeliefShape::Uniform | BeliefShape::Triangular { .. } => {
                f64::from(u8::from(value >= self.high))
            }
            BeliefShape::Normal => share_at((value - low) / width),
            BeliefShape::Lognormal if value <= 0.0 => 0.0,
            BeliefShape::Lognormal => share_at(libm::log(value / low) / libm::log(self.high / low)),
        }
    }
}

/// Where a quantile of the normal stands between its 5 % (0) and its 95 % point (1).
fn standing(share: f64) -> f64 {
    0.5 + 0.5 * normal_quantile(share) / normal_quantile(1.0 - TAIL)
}

fn share_at(standing: f64) -> f64 {
    normal_below((2.0 * standing - 1.0) * normal_quantile(1.0 - TAIL))
}

fn triangular(low: f64, high: f64, mode: f64, share: f64) -> f64 {
    let rising = (mode - low) / (high - low);
    if share < rising {
        low + libm::sqrt(share * (high - low) * (mode - low))
    } else {
        high - libm::sqrt((1.0 - share) * (high - low) * (high - mode))
    }
}

#[cfg(test)]
mod tests {
    use super::super::points::design;
    use super::*;

    fn ends(range: Ranged) -> (f64, f64) {
        (range.at(0.05), range.at(0.95))
    }

    #[test]
    fn the_central_90_percent_is_the_range() {
        for (low, high) in [(0.5, 40.0), (2.0, 3.0), (-4.0, 9.0), (-2.0, -1.0), (0.0, 8.0)] {
            let found = ends(Ranged::new(low, high, None).expect("a range"));
            assert!(
                (found.0 - low).abs() < 1e-9 && (found.1 - high).abs() < 1e-9,
                "{low} {high} {found:?}"
            );
        }
    }

    #[test]
    fn wide_positive_ranges_are_lognormal_and_all_others_normal() {
        let range = |low, high| Ranged::new(low, high, None).expect("a range");
        assert_eq!(range(1.0, 4.0).shape(), BeliefShape::Normal);
        assert_eq!(range(1.0, 4.1).shape(), BeliefShape::Lognormal);
        assert_eq!(range(-1.0, 40.0).shape(), BeliefShape::Normal);
        // The median of a lognormal is the geometric mean of its ends, that of a normal their mean.
        assert!(
            (range(1.0, 9.0).at(0.5) - 3.0).abs() < 1e-12
                && (range(1.0, 3.0).at(0.5) - 2.0).abs() < 1e-12
        );
    }

    #[test]
    fn shapes_with_ends_stay_within_them() {
        let uniform = Ranged::new(2.0, 4.0, Some(BeliefShape::Uniform)).expect("a range");
        assert!((uniform.at(0.05) - 2.1).abs() < 1e-12 && (uniform.at(0.95) - 3.9).abs() < 1e-12);
        let triangle =
            Ranged::new(0.0, 10.0, Some(BeliefShape::Triangular { mode: 2.0 })).expect("a range");
        // Below the mode is mode / width = 0.2 of it; F(x) = x^2 / 20 there, 1 - (10 - x)^2 / 80 above.
        assert!((triangle.at(0.2) - 2.0).abs() < 1e-12 && (triangle.at(0.05) - 1.0).abs() < 1e-12);
        assert!((triangle.at(0.95) - 8.0).abs() < 1e-12);
        assert!(triangle.at(0.0) >= 0.0 && triangle.at(1.0) <= 10.0);
    }

    #[test]
    fn the_impossible_is_cut_away() {
        let share =
            Ranged::new(0.8, 0.98, None).and_then(|range| range.within(0.0, 1.0)).expect("a share");
        assert!(share.at(1.0) <= 1.0 && share.at(0.999) > 0.99 && share.at(0.05) < 0.81);
        assert!(Ranged::new(0.8, 1.2, None).and_then(|range| range.within(0.0, 1.0)).is_none());
        let rate = Ranged::new(1.0, 30.0, None)
            .and_then(|range| range.within(0.0, f64::INFINITY))
            .expect("a rate");
        assert!((rate.at(0.05) - 1.0).abs() < 1e-9);
        let uniform = Ranged::new(0.0, 1.0, Some(BeliefShape::Uniform))
            .and_then(|range| range.within(0.0, 1.0));
        assert!((uniform.expect("a share").at(0.3) - 0.3).abs() < 1e-12);
    }

    #[test]
    fn what_is_no_range_is_none() {
        for (low, high) in [(1.0, 1.0), (2.0, 1.0), (f64::NAN, 1.0), (0.0, f64::INFINITY)] {
            assert_eq!(Ranged::new(low, high, None), None);
        }
        assert_eq!(Ranged::new(0.0, 1.0, Some(BeliefShape::Lognormal)), None);
        assert_eq!(Ranged::new(0.0, 1.0, Some(BeliefShape::Triangular { mode: 1.5 })), None);
    }

    #[test]
    fn draws_along_a_design_have_the_moments_of_the_shape() {
        let range = Ranged::new(10.0, 20.0, Some(BeliefShape::Normal)).expect("a range");
        let draws: Vec<f64> = design(2, 1024, 1).iter().map(|point| range.at(point[1])).collect();
        let mean = draws.iter().sum::<f64>() / 1024.0;
        let variance = draws.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 1023.0;
        // Standard deviation 10 / (2 x 1.644854) = 3.0398.
        assert!(
            (mean - 15.0).abs() < 0.01 && (libm::sqrt(variance) - 3.0398).abs() < 0.02,
            "{mean} {variance}"
        );
    }
}
