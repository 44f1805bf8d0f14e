//! Distributions over `libm`, so that every machine draws the same bits: `rand_distr`'s own tails take their logarithm from
//! whatever library the build happens to link (model.md, section 10).
//!
//! Each uses one uniform and its inverse distribution function, which is monotone: the same luck stays the same luck when a
//! parameter changes.

use rand::Rng;
use rand_distr::{Distribution, Open01};

use crate::maths::normal_quantile;

/// Exponential with mean 1.
#[derive(Clone, Copy, Debug)]
pub struct UnitExponential;

impl Distribution<f64> for UnitExponential {
    #[inline]
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        // `Open01` never gives 0, whose logarithm is infinite.
        -libm::log(Open01.sample(rng))
    }
}

/// Normal with mean 0 and standard deviation 1.
#[derive(Clone, Copy, Debug)]
pub struct UnitNormal;

impl Distribution<f64> for UnitNormal {
    #[inline]
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        normal_quantile(Open01.sample(rng))
    }
}

/// Lognormal with mean 1 and a given coefficient of variation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnitLognormal {
    sigma: f64,
}

impl UnitLognormal {
    /// With this coefficient of variation (not negative): sigma² = ln(1 + cv²).
    #[must_use]
    pub fn new(cv: f64) -> UnitLognormal {
        UnitLognormal { sigma: libm::log1p(cv * cv).sqrt() }
    }
}

impl Distribution<f64> for UnitLognormal {
    #[inline]
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        // The mean of exp(sigma z) is exp(sigma² / 2): taken off, it leaves a mean of 1.
        libm::exp(self.sigma * (UnitNormal.sample(rng) - 0.5 * self.sigma))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Streams;

    #[test]
    fn draws_have_the_moments_of_their_distributions() {
        let n = 200_000;
        let mut stream = Streams::new(1, 0).stream(1, [0, 0, 0]);
        let (mut e, mut z, mut z2, mut l, mut l2) = (0.0, 0.0, 0.0, 0.0, 0.0);
        let lognormal = UnitLognormal::new(0.7);
        for _ in 0..n {
            e += stream.exponential();
            let normal = stream.normal();
            z += normal;
            z2 += normal * normal;
            let draw = stream.sample(&lognormal);
            l += draw;
            l2 += draw * draw;
        }
        let n = f64::from(n);
        assert!((e / n - 1.0).abs() < 0.01);
        assert!((z / n).abs() < 0.01);
        assert!((z2 / n - 1.0).abs() < 0.015);
        assert!((l / n - 1.0).abs() < 0.01);
        assert!((l2 / n - 1.0 - 0.49).abs() < 0.03);
    }
}
