//! Distributions over `libm`, so that every machine draws the same bits: `rand_distr`'s own tails take their logarithm from
//! whatever library the build happens to link (model.md, section 10).
//!
//! Each uses one uniform and its inverse distribution function, which is monotone: the same luck stays the same luck when a
//! parameter changes.

use rand::Rng;
use rand_distr::{Distribution, Open01};

/// Exponential with mean 1.
#[derive(Clone, Copy, Debug)]
pub struct UnitExponential;

impl Distribution<f64> for UnitExponential {
    #[inline]
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
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
        libm::exp(self.sigma * (UnitNormal.sample(rng) - 0.5 * self.sigma))
    }
}

/// The quantile of the standard Normal distribution, to about 1 part in 10^16.
///
/// Wichura, M. J. (1988), Algorithm AS 241: the percentage points of the Normal distribution, Applied Statistics 37, 477–484 (PPND16).
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * ratio(&CENTRE_OVER, &CENTRE_UNDER, r);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = (-libm::log(tail)).sqrt();
    let x = if r <= 5.0 {
        ratio(&NEAR_OVER, &NEAR_UNDER, r - 1.6)
    } else {
        ratio(&FAR_OVER, &FAR_UNDER, r - 5.0)
    };
    if q < 0.0 { -x } else { x }
}

fn ratio(over: &[f64; 8], under: &[f64; 8], r: f64) -> f64 {
    let horner = |c: &[f64; 8]| c.iter().rev().fold(0.0, |sum, &k| sum * r + k);
    horner(over) / horner(under)
}

const CENTRE_OVER: [f64; 8] = [
    3.387_132_872_796_366_5,
    1.331_416_678_917_843_8e2,
    1.971_590_950_306_551_3e3,
    1.373_169_376_550_946e4,
    4.592_195_393_154_987e4,
    6.726_577_092_700_87e4,
    3.343_057_558_358_813e4,
    2.509_080_928_730_122_7e3,
];
const CENTRE_UNDER: [f64; 8] = [
    1.0,
    4.231_333_070_160_091e1,
    6.871_870_074_920_579e2,
    5.394_196_021_424_751e3,
    2.121_379_430_158_659_7e4,
    3.930_789_580_009_271e4,
    2.872_908_573_572_194_3e4,
    5.226_495_278_852_854e3,
];
const NEAR_OVER: [f64; 8] = [
    1.423_437_110_749_683_5,
    4.630_337_846_156_546,
    5.769_497_221_460_691,
    3.647_848_324_763_204_5,
    1.270_458_252_452_368_4,
    2.417_807_251_774_506e-1,
    2.272_384_498_926_918_4e-2,
    7.745_450_142_783_414e-4,
];
const NEAR_UNDER: [f64; 8] = [
    1.0,
    2.053_191_626_637_759,
    1.676_384_830_183_803_8,
    6.897_673_349_851e-1,
    1.481_039_764_274_800_8e-1,
    1.519_866_656_361_645_7e-2,
    5.475_938_084_995_345e-4,
    1.050_750_071_644_416_9e-9,
];
const FAR_OVER: [f64; 8] = [
    6.657_904_643_501_103,
    5.463_784_911_164_114,
    1.784_826_539_917_291_3,
    2.965_605_718_285_048_7e-1,
    2.653_218_952_657_612_4e-2,
    1.242_660_947_388_078_4e-3,
    2.711_555_568_743_487_6e-5,
    2.010_334_399_292_288_1e-7,
];
const FAR_UNDER: [f64; 8] = [
    1.0,
    5.998_322_065_558_88e-1,
    1.369_298_809_227_358e-1,
    1.487_536_129_085_061_5e-2,
    7.868_691_311_456_133e-4,
    1.846_318_317_510_054_7e-5,
    1.421_511_758_316_446e-7,
    2.044_263_103_389_939_8e-15,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Streams;
    use statrs::distribution::{ContinuousCDF, Normal};

    #[test]
    fn the_normal_quantile_inverts_the_distribution_function() {
        let normal = Normal::standard();
        for p in [1e-12, 1e-9, 1e-6, 0.001, 0.02, 0.1, 0.3, 0.5, 0.7, 0.93, 0.999, 1.0 - 1e-9] {
            let back = normal.cdf(normal_quantile(p));
            assert!((back - p).abs() <= 1e-9 * p.min(1.0 - p) + 1e-15, "{p} came back as {back}");
        }
        assert!((normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-12);
    }

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
