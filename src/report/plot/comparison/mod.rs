//! Figures of a comparison: each scenario on the same scales, and the differences to the baseline.

mod data;
mod differences;
mod headlines;
mod pairs;
mod panels;
mod routes;
mod weeks;

use crate::results::RunResult;
use crate::results::comparison::ComparisonResult;

use super::data::DataTable;
use super::drawing::Drawing;
use super::error::PlotError;

/// One figure.
#[derive(Debug)]
pub struct ComparisonFigure {
    /// Name of its files, without the ending.
    pub stem: &'static str,
    paint: fn(&ComparisonResult, &[RunResult]) -> Result<Drawing, PlotError>,
    reads: fn(&[RunResult]) -> String,
    data: fn(&ComparisonResult, &[RunResult]) -> DataTable,
}

impl ComparisonFigure {
    /// Draws it, from the comparison and what each side found by itself, in the order of the sides.
    ///
    /// # Errors
    /// Where the drawing library refuses.
    pub fn draw(
        &self,
        found: &ComparisonResult,
        results: &[RunResult],
    ) -> Result<Drawing, PlotError> {
        (self.paint)(found, results)
    }

    /// How it is read.
    #[must_use]
    pub fn reads(&self, results: &[RunResult]) -> String {
        (self.reads)(results)
    }

    /// The numbers that it shows.
    #[must_use]
    pub fn data(&self, found: &ComparisonResult, results: &[RunResult]) -> DataTable {
        (self.data)(found, results)
    }
}

/// All of them: the answer first, then what stands behind it.
#[must_use]
pub fn figures() -> &'static [ComparisonFigure] {
    const FIGURES: [ComparisonFigure; 5] = [
        ComparisonFigure {
            stem: "differences",
            paint: differences::draw,
            reads: |_| differences::READS.to_owned(),
            data: data::differences,
        },
        ComparisonFigure {
            stem: "paired-differences",
            paint: pairs::draw,
            reads: |_| pairs::READS.to_owned(),
            data: data::pairs,
        },
        ComparisonFigure {
            stem: "misses-side-by-side",
            paint: routes::draw,
            reads: routes::reads,
            data: data::routes,
        },
        ComparisonFigure {
            stem: "pressure-side-by-side",
            paint: weeks::pressure,
            reads: |_| weeks::READS.to_owned(),
            data: data::pressure,
        },
        ComparisonFigure {
            stem: "unallocated-side-by-side",
            paint: weeks::unallocated,
            reads: |_| weeks::READS.to_owned(),
            data: data::unallocated,
        },
    ];
    &FIGURES
}

#[cfg(test)]
pub(super) mod tests;
