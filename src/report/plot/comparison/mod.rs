//! Figures of a comparison: each scenario on the same scales, and the differences to the baseline.

mod differences;
mod headlines;
mod pairs;
mod panels;
mod routes;
mod weeks;

use crate::experiment::comparison::ComparisonResult;
use crate::experiment::result::RunResult;

use super::{Drawing, PlotError};

/// One figure.
#[derive(Debug)]
pub struct Figure {
    /// Name of its files, without the ending.
    pub stem: &'static str,
    paint: fn(&ComparisonResult, &[RunResult]) -> Result<Drawing, PlotError>,
}

impl Figure {
    /// Draws it, from the comparison and what each side found by itself, in the order of the sides.
    ///
    /// # Errors
    /// Where the drawing library refuses.
    pub fn draw(&self, found: &ComparisonResult, results: &[RunResult]) -> Result<Drawing, PlotError> {
        (self.paint)(found, results)
    }
}

/// All of them: the answer first, then what stands behind it.
#[must_use]
pub fn figures() -> &'static [Figure] {
    const FIGURES: [Figure; 5] = [
        Figure { stem: "differences", paint: differences::draw },
        Figure { stem: "paired-differences", paint: pairs::draw },
        Figure { stem: "misses-side-by-side", paint: routes::draw },
        Figure { stem: "pressure-side-by-side", paint: weeks::pressure },
        Figure { stem: "unallocated-side-by-side", paint: weeks::unallocated },
    ];
    &FIGURES
}

#[cfg(test)]
mod tests;
