//! Chance: what one real service would see.

use serde::{Deserialize, Serialize};

use crate::maths::quantile;

/// Centiles over replications: chance, not error.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// One in ten sees less.
    pub p10: f64,
    /// One in four sees less.
    pub p25: f64,
    /// Half see less.
    pub p50: f64,
    /// One in four sees more.
    pub p75: f64,
    /// One in ten sees more.
    pub p90: f64,
}

impl Spread {
    /// The centiles of some values by linear interpolation (type 7 of Hyndman and Fan 1996); `None` of none. Sorts them.
    #[must_use]
    pub fn of(values: &mut [f64]) -> Option<Spread> {
        values.sort_unstable_by(f64::total_cmp);
        let at = |p: f64| quantile(values, p);
        Some(Spread { p10: at(0.1)?, p25: at(0.25)?, p50: at(0.5)?, p75: at(0.75)?, p90: at(0.9)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn centiles_interpolate_between_values() {
        let spread = Spread::of(&mut [5.0, 1.0, 3.0, 2.0, 4.0]).expect("five values have centiles");
        assert_eq!((spread.p25, spread.p50, spread.p75), (2.0, 3.0, 4.0));
        assert!((spread.p10 - 1.4).abs() < 1e-12);
        assert_eq!(Spread::of(&mut []), None);
    }
}
