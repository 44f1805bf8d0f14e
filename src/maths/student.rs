//! Student's distribution.

use statrs::distribution::{ContinuousCDF as _, StudentsT};

/// The quantile of Student's t with so many degrees of freedom, at least one, to nine decimals: the library behind it takes
/// its logarithms from the platform, and results must not. `p` is a share between 0 and 1.
#[must_use]
pub fn student_quantile(p: f64, degrees: usize) -> f64 {
    let exact =
        StudentsT::new(0.0, 1.0, degrees.max(1) as f64).map_or(f64::INFINITY, |t| t.inverse_cdf(p));
    // Platforms differ in the last bits of a logarithm: nine decimals are above them and below what anybody reads.
    (exact * 1e9).round() / 1e9
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fisher and Yates, Statistical Tables, 1963, table III, with more decimals from R's `qt`.
    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (p, degrees, expected) in [
            (0.975, 1, 12.706_205),
            (0.975, 2, 4.302_653),
            (0.975, 10, 2.228_139),
            (0.975, 30, 2.042_272),
            (0.95, 5, 2.015_048),
            (0.995, 20, 2.845_340),
            (0.975, 120, 1.979_930),
            (0.975, 999, 1.962_341),
        ] {
            let found = student_quantile(p, degrees);
            assert!((found - expected).abs() < 1e-6, "{p}, {degrees}: {found}");
        }
        assert_eq!(student_quantile(0.975, 0), student_quantile(0.975, 1));
    }

    #[test]
    fn quantiles_have_nine_decimals() {
        for degrees in 1..200 {
            let billions = student_quantile(0.975, degrees) * 1e9;
            assert!((billions - billions.round()).abs() < 1e-5, "{degrees}");
        }
    }
}
