//! What counts of cases need: the gamma distribution behind limits of a count, and the chance of a sign test.

use super::normal_quantile;

/// The two-sided chance of so uneven a split, or a more uneven one, were either sign as likely: 0..1.
#[must_use]
pub fn sign_test(more: usize, fewer: usize) -> f64 {
    let (n, least) = (more + fewer, more.min(fewer));
    // Exact up to 1,074 signs, far beyond the few pairs that it is asked of.
    let mut term = libm::pow(0.5, n as f64);
    let mut sum = term;
    for k in 0..least {
        term *= (n - k) as f64 / (k + 1) as f64;
        sum += term;
    }
    (2.0 * sum).min(1.0)
}

/// Quantile of the gamma distribution with unit scale; 0 of shape 0. `p` is a share between 0 and 1.
#[must_use]
pub fn gamma_quantile(p: f64, shape: f64) -> f64 {
    if shape <= 0.0 {
        return 0.0;
    }
    // Wilson and Hilferty (PNAS 17, 1931): right to six digits here.
    if shape >= 1000.0 {
        // Both tails from the quantile of the upper one, so that they are even to the bit.
        let z = if p < 0.5 { -normal_quantile(1.0 - p) } else { normal_quantile(p) };
        let root = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * shape.sqrt());
        return shape * root * root * root;
    }
    // Ten standard deviations and a bit above the mean: no quantile that is asked for lies beyond. Halving is slow
    // and cannot go astray, whatever the shape; 80 times leave less than the last bit.
    let (mut low, mut high) = (0.0, shape + 10.0 * shape.sqrt() + 20.0);
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if gamma_below(shape, middle) < p { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// The regularised lower incomplete gamma function by its series (Abramowitz and Stegun, 6.5.29).
fn gamma_below(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let (mut term, mut sum, mut a) = (1.0 / shape, 1.0 / shape, shape);
    while term > sum * 1e-16 {
        a += 1.0;
        term *= x / a;
        sum += term;
    }
    sum * libm::exp(shape * libm::log(x) - x - libm::lgamma(shape))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Half the chi-squared quantiles of twice the degrees (Fisher and Yates, Statistical Tables, 1963, table IV).
    #[test]
    fn gamma_quantiles_are_half_those_of_chi_squared() {
        for (p, degrees, chi_squared) in [
            (0.025, 2.0, 0.050_636),
            (0.975, 2.0, 7.377_759),
            (0.05, 10.0, 3.940_299),
            (0.95, 10.0, 18.307_04),
            (0.99, 30.0, 50.892_18),
            (0.5, 4.0, 3.356_694),
        ] {
            let found = 2.0 * gamma_quantile(p, degrees / 2.0);
            assert!((found - chi_squared).abs() < 1e-5, "{p}, {degrees}: {found}");
        }
        assert_eq!(gamma_quantile(0.975, 0.0), 0.0);
    }

    #[test]
    fn the_approximation_takes_over_without_a_step() {
        // 0.2 cases more are 0.2 * (1 + z / (2 * sqrt(1000))) more.
        for (p, z) in [(0.025, -1.96), (0.25, -0.674), (0.9, 1.282), (0.975, 1.96)] {
            let more = gamma_quantile(p, 1000.1) - gamma_quantile(p, 999.9);
            let expected = 0.2 * (1.0 + z / 2000.0_f64.sqrt() / 2.0_f64.sqrt());
            assert!((more - expected).abs() < 0.01, "{p}: {more}");
        }
    }

    #[test]
    fn a_sign_test_counts_both_tails() {
        // 0 of 6: 2 / 64. 1 of 8: 2 * 9 / 256. As many as not, and none at all: certain.
        assert_eq!(sign_test(6, 0), 0.031_25);
        assert_eq!(sign_test(1, 7), 0.070_312_5);
        assert_eq!((sign_test(3, 3), sign_test(0, 0)), (1.0, 1.0));
    }
}
