//! Words of a comparison: what may be said of two scenarios, for the screen and the figures.
//!
//! A sentence claims a difference only where its interval excludes 0, and what is printed as a difference is the difference
//! of what is printed beside it, or rounds to it.

mod apart;
mod beside;
mod chances;
mod cost;
mod findings;
mod routes;
mod when;

use crate::measure::MeasureId;
use crate::results::comparison::{Against, ComparisonResult};

use super::reading;

pub use beside::{MeasureInWords, in_short};
pub use chances::{of_100, same_luck};
pub use findings::{findings, said};
pub use when::when;

/// A measure on both sides in the headline's period.
#[must_use]
pub fn beside(
    found: &ComparisonResult,
    against: &Against,
    id: impl Into<MeasureId>,
) -> Option<MeasureInWords> {
    let id = &id.into();
    let unit = &against.measure(id)?.unit;
    Some(MeasureInWords::of(&found.contrast(against, id)?, unit))
}

/// The links of the chain above the number missed, that the two sides have.
pub fn links(against: &Against) -> impl Iterator<Item = &MeasureId> {
    against.chain.iter().filter(|id| !reading::is_an_answer(id))
}

/// Links whose difference is shown, largest first against the size of the two sides' values.
#[must_use]
pub fn shown_links<'a>(found: &ComparisonResult, against: &'a Against) -> Vec<&'a MeasureId> {
    let size = |id: &MeasureId| {
        let value = found.headline(against, id)?;
        let difference = value.difference.filter(crate::stats::Estimate::excludes_zero)?;
        // Links have different units, so their relative size decides the order. A difference that is shown has a
        // side that is not 0.
        let both = value.value?.mean.abs() + value.baseline_value?.mean.abs();
        Some(difference.mean.abs() / both)
    };
    let mut shown: Vec<(f64, &MeasureId)> =
        links(against).filter_map(|id| Some((size(id)?, id))).collect();
    shown.sort_by(|a, b| b.0.total_cmp(&a.0));
    shown.into_iter().map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests;
