//! Quantiles of values that one has.

/// A quantile of values in rising order, by linear interpolation (type 7 of Hyndman and Fan 1996); `None` of none.
///
/// `p` is a share, held to 0..1.
#[must_use]
pub fn quantile(rising: &[f64], p: f64) -> Option<f64> {
    let last = rising.len().checked_sub(1)?;
    let place = p.clamp(0.0, 1.0) * last as f64;
    let below = place as usize;
    let above = (below + 1).min(last);
    Some(rising[below] + (place - below as f64) * (rising[above] - rising[below]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What R says: `quantile(c(1, 2, 4, 8, 16), c(.1, .25, .5, .9))`.
    #[test]
    fn quantiles_are_those_of_type_7() {
        let values = [1.0, 2.0, 4.0, 8.0, 16.0];
        for (p, expected) in [(0.1, 1.4), (0.25, 2.0), (0.5, 4.0), (0.9, 12.8)] {
            let found = quantile(&values, p).expect("there are values");
            assert!((found - expected).abs() < 1e-12, "{p}: {found}");
        }
        assert_eq!((quantile(&values, -1.0), quantile(&values, 2.0)), (Some(1.0), Some(16.0)));
        assert_eq!((quantile(&[], 0.5), quantile(&[3.0], 0.7)), (None, Some(3.0)));
    }
}
