//! What a miss avoided costs: the difference in spending over the whole observed period, over the misses avoided in it.

use crate::results::comparison::{CostPerMiss, NoCost};
use crate::stats::{few, ratio_of_means};

/// From the pounds spent more and the misses avoided in each replication.
pub(super) fn of(price_year: u16, spent: &[f64], avoided: &[f64]) -> CostPerMiss {
    let pairs: Vec<(f64, f64)> = spent.iter().copied().zip(avoided.iter().copied()).collect();
    let (of_spent, of_avoided) = (few::of_differences(spent), few::of_differences(avoided));
    // A mean of 0 or below is told first: it has no price, shown or not.
    let none_because = match of_avoided {
        Some(avoided) if avoided.mean <= 0.0 => Some(NoCost::NoneAvoided),
        Some(avoided) if avoided.excludes_zero() => None,
        _ => Some(NoCost::NotShown),
    };
    // No quotient whose base may be 0: its interval would hold every price.
    let pounds = if none_because.is_none() { ratio_of_means(&pairs) } else { None };
    CostPerMiss { price_year, spent: of_spent, avoided: of_avoided, pounds, none_because }
}

/// Where it cannot be asked.
pub(super) fn none(price_year: u16, because: NoCost) -> CostPerMiss {
    CostPerMiss {
        price_year,
        spent: None,
        avoided: None,
        pounds: None,
        none_because: Some(because),
    }
}
