//! The standard Normal distribution, over `libm` alone: the same bits on every machine.

use std::f64::consts::FRAC_1_SQRT_2;

/// The quantile of the standard Normal distribution, to about 1 part in 10^16; infinite at 0 and 1.
///
/// Wichura, M. J. (1988), Algorithm AS 241: the percentage points of the Normal distribution, Applied Statistics 37, 477–484 (PPND16).
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * ratio(&CENTRE_OVER, &CENTRE_UNDER, r);
    }
    // In the lower tail `p` itself, which loses nothing; only the upper one has to be taken from 1.
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = (-libm::log(tail)).sqrt();
    let x = if r <= 5.0 {
        ratio(&NEAR_OVER, &NEAR_UNDER, r - 1.6)
    } else if r.is_infinite() {
        r
    } else {
        ratio(&FAR_OVER, &FAR_UNDER, r - 5.0)
    };
    if q < 0.0 { -x } else { x }
}

/// The chance that a standard Normal variable is below `z`: its distribution function.
#[must_use]
pub fn normal_below(z: f64) -> f64 {
    normal_above(-z)
}

/// The chance that a standard Normal variable is above `z`, exact far out too, where one less the chance below would be 0.
#[must_use]
pub fn normal_above(z: f64) -> f64 {
    0.5 * libm::erfc(z * FRAC_1_SQRT_2)
}

fn ratio(over: &[f64; 8], under: &[f64; 8], r: f64) -> f64 {
    // Two roundings a step: a fused one is not on every machine, and would give other bits where it is.
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
    use statrs::distribution::{ContinuousCDF as _, Normal};

    #[test]
    fn quantiles_are_those_of_the_tables() {
        // 97.5 %, 95 % and Wichura's own check values.
        for (p, expected) in [
            (0.975, 1.959_963_984_540_054),
            (0.95, 1.644_853_626_951_472_2),
            (0.25, -0.674_489_750_196_081_7),
            (0.001, -3.090_232_306_167_813_5),
            (1e-20, -9.262_340_089_798_409),
        ] {
            let off = (normal_quantile(p) - expected).abs();
            assert!(off < 1e-14 * expected.abs().max(1.0) * 4.0, "{p}");
        }
        let ends = (normal_quantile(0.0), normal_quantile(1.0));
        assert_eq!(ends, (f64::NEG_INFINITY, f64::INFINITY));
    }

    /// Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, tables 26.1 and 26.2 (-log Q).
    #[test]
    fn chances_are_those_of_the_tables() {
        for (z, expected) in [
            (0.0, 0.5),
            (0.5, 0.691_462_461_274_013),
            (1.0, 0.841_344_746_068_543),
            (2.0, 0.977_249_868_051_821),
            (3.0, 0.998_650_101_968_370),
        ] {
            assert!((normal_below(z) - expected).abs() < 1e-15, "{z}");
            assert!((normal_above(-z) - expected).abs() < 1e-15, "{z}");
        }
        for (z, expected) in [(5.0, 6.542_65), (10.0, 23.118_05), (20.0, 88.560_10)] {
            assert!((-libm::log10(normal_above(z)) - expected).abs() < 1e-5, "{z}");
        }
    }

    #[test]
    fn quantiles_invert_the_distribution_function() {
        for i in 1..2000 {
            let p = f64::from(i) / 2000.0;
            assert!((normal_below(normal_quantile(p)) - p).abs() < 1e-15, "{p}");
        }
        // Far out, against the distribution function of another library.
        for p in [1e-12, 1e-9, 1e-6, 0.001, 0.02, 0.5, 0.93, 0.999, 1.0 - 1e-9] {
            let back = Normal::standard().cdf(normal_quantile(p));
            assert!((back - p).abs() <= 1e-9 * p.min(1.0 - p) + 1e-15, "{p} came back as {back}");
        }
    }
}
