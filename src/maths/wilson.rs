//! Wilson's limits.

/// Limits of a share that was found in `n` independent cases, at so many standard errors: Wilson's score interval (Journal
/// of the American Statistical Association 22, 1927).
///
/// They stay within 0 and 1. None of `n` has the lower limit 0, and all of `n` the upper limit 1, to the bit.
#[must_use]
pub fn wilson_limits(share: f64, n: f64, z: f64) -> (f64, f64) {
    let widened = 1.0 + z * z / n;
    let centre = (share + z * z / (2.0 * n)) / widened;
    let half = z / widened * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    (
        // At a share of 0 centre and half are equal but for rounding, which must not leave a lower limit above or
        // below 0.
        if share <= 0.0 { 0.0 } else { (centre - half).max(0.0) },
        if share >= 1.0 { 1.0 } else { (centre + half).min(1.0) },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Newcombe, Statistics in Medicine 17, 1998, table I: method 3 at 95 %.
    #[test]
    fn limits_are_those_of_the_table() {
        for (count, of, expected) in [
            (81.0, 263.0, (0.2553, 0.3662)),
            (15.0, 148.0, (0.0624, 0.1605)),
            (0.0, 20.0, (0.0, 0.1611)),
            (1.0, 29.0, (0.0061, 0.1718)),
        ] {
            let (low, high) = wilson_limits(count / of, of, 1.959_964);
            assert!(
                (low - expected.0).abs() < 1e-4 && (high - expected.1).abs() < 1e-4,
                "{count} of {of}: {low} {high}"
            );
        }
        assert_eq!(wilson_limits(0.0, 7.0, 3.0).0, 0.0);
        assert_eq!(wilson_limits(1.0, 7.0, 3.0).1, 1.0);
    }
}
