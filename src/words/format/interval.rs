//! An estimate with its interval: even, uneven, of nothing seen, or of too few pairs.

use super::digits::{count, decimals_for, number, signed};
use crate::stats::{Estimate, Limits};

/// Sides of an interval that differ by no more than this share are written as one.
const ALIKE: f64 = 1.1;

/// What stands after a mean, or in its place where a difference is not shown: `41.2 ± 1.3`, `0.05 (0.00–0.28)`,
/// `0.0, at most 0.15`, `not shown (2 of 20 pairs)`. What is the same in every run has no interval: the mean stands alone.
#[must_use]
pub fn with_interval(mean: String, e: &Estimate, decimals: usize) -> String {
    if !e.mean.is_finite() {
        return mean;
    }
    match (e.limits, e.half_width) {
        // This comes before the half-width: a few pairs give one, but it must not be shown.
        (Limits::Pairs { unequal, of }, _) => format!("not shown ({})", pairs_of(unequal, of, e)),
        (Limits::Uneven { high, .. }, _) if e.mean == 0.0 => {
            format!("{mean}, at most {}", number(high, decimals_for(high)))
        }
        (Limits::Uneven { low, high }, _) => match one_side(e, low, high, decimals) {
            Some(half) => format!("{mean} ± {}", number(half, decimals)),
            None => {
                // Ends as wide as this need no tenths, and a table has no room for them.
                let of_ends = if high >= 99.5 { 0 } else { decimals };
                format!("{mean} ({}–{})", number(low, of_ends), number(high, of_ends))
            }
        },
        (Limits::Even, Some(half)) if has_width(e.mean, half) => {
            format!("{mean} ± {}", number(half, decimals))
        }
        (Limits::Even, _) => mean,
    }
}

/// False of a half-width of rounding errors.
fn has_width(mean: f64, half: f64) -> bool {
    half > 1e-9 * mean.abs().max(1.0)
}

/// The longer side, where both are as good as alike or are written alike.
fn one_side(e: &Estimate, low: f64, high: f64, decimals: usize) -> Option<f64> {
    let (below, above) = (e.mean - low, high - e.mean);
    let (short, long) = (below.min(above), below.max(above));
    let unit = libm::pow(10.0, -(decimals as f64));
    let alike = number(short, decimals) == number(long, decimals) || long - short < unit;
    // The longer side is written, because a shorter interval would claim too much.
    (long <= ALIKE * short && alike).then_some(long)
}

/// `2 of 20 pairs`, or blocks of pairs where there are so many that neighbours are put together.
fn pairs_of(unequal: usize, of: usize, e: &Estimate) -> String {
    let what = if of == e.replications { "pairs" } else { "groups of pairs" };
    format!("{} of {} {what}", count(unequal as u64), count(of as u64))
}

/// `2 of 20 pairs of runs differ`: why a difference is not shown, where too few pairs differ.
#[must_use]
pub fn too_few(e: &Estimate) -> Option<String> {
    let (unequal, of) = e.not_shown()?;
    let verb = if unequal == 1 { "differs" } else { "differ" };
    let text = format!("{} of runs {verb}", pairs_of(unequal, of, e));
    Some(if unequal == 0 { format!("no pair of {} differs", count(of as u64)) } else { text })
}

/// A difference in a sentence: as in a table or, where too few pairs differ, its mean and how many do.
#[must_use]
pub fn said(cell: String, mean: f64, e: &Estimate, decimals: usize) -> String {
    match too_few(e) {
        Some(few) => format!("{}; {few}", signed(mean, decimals)),
        None => cell,
    }
}

/// What an interval says of how many digits a mean deserves: half its width, or its shorter side.
pub(super) fn deserving(e: &Estimate) -> Option<f64> {
    match e.limits {
        Limits::Uneven { low, high } => {
            let (below, above) = (e.mean - low, high - e.mean);
            // The shorter side is 0 at the end of a scale, such as 0 or 100 %. Then the longer one decides the
            // digits.
            Some(if below.min(above) > 0.0 { below.min(above) } else { below.max(above) })
        }
        _ => e.half_width,
    }
}
