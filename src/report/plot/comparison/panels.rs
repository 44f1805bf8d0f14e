//! One panel a scenario on shared scales.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::report::plot::canvas::{Canvas, LetterStyle, Rect};
use crate::report::plot::error::PlotError;
use crate::report::plot::style::{INK, LABEL, wrap};
use crate::results::RunResult;
use crate::results::comparison::ComparisonResult;

/// Between panels (units).
pub(super) const GAP: i32 = 44;

/// How many columns so many panels stand in.
pub(super) fn columns(panels: usize) -> usize {
    match panels {
        0..=3 => panels.max(1),
        4 => 2,
        _ => 3,
    }
}

/// The height of so many panels, each so high (units).
pub(super) fn height(panels: usize, each: i32) -> i32 {
    let rows = panels.div_ceil(columns(panels)).max(1) as i32;
    rows * (each + GAP) - GAP
}

/// A cell for each name, with the name written on top of it: all leave the same room for it.
pub(super) fn cells(
    canvas: &Canvas<'_>,
    body: Rect,
    names: &[String],
) -> Result<Vec<Rect>, PlotError> {
    let columns = columns(names.len());
    let cells = body.grid(names.len().div_ceil(columns), columns, GAP);
    let wrapped: Vec<Vec<String>> = names
        .iter()
        .zip(&cells)
        .map(|(name, cell)| wrap(name, LABEL, true, cell.width()))
        .collect();
    let deepest = wrapped.iter().map(Vec::len).max().unwrap_or(0) as i32;
    for (lines, cell) in wrapped.iter().zip(&cells) {
        for (n, line) in lines.iter().enumerate() {
            let y = cell.y0 + (n as i32 + 1) * (LABEL + 8) - 8;
            canvas.text(line, (cell.x0, y), LetterStyle::new(LABEL, INK).bold())?;
        }
    }
    Ok(cells[..names.len()]
        .iter()
        .map(|cell| Rect { y0: cell.y0 + deepest * (LABEL + 8) + 6, ..*cell })
        .collect())
}

/// Names of all sides, the baseline marked.
pub(super) fn names(found: &ComparisonResult) -> Vec<String> {
    let name = |(n, side): (usize, &crate::results::comparison::SideResult)| {
        if n == found.baseline { format!("{} (baseline)", side.name) } else { side.name.clone() }
    };
    found.sides.iter().enumerate().map(name).collect()
}

/// The results over the same stretch of time, from the earliest day to the latest: panels share it.
pub(super) fn on_one_axis(results: &[RunResult]) -> Vec<Cow<'_, RunResult>> {
    let from: Option<Date> = results.iter().map(|result| result.observed_from).min();
    let to: Option<Date> = results.iter().map(|result| result.horizon).max();
    let (Some(from), Some(to)) = (from, to) else { return Vec::new() };
    let widened =
        |result: &RunResult| RunResult { observed_from: from, horizon: to, ..result.clone() };
    results
        .iter()
        // Most sides observe the same days. A result is large, so it is only copied where the days differ.
        .map(|result| match (result.observed_from, result.horizon) == (from, to) {
            true => Cow::Borrowed(result),
            false => Cow::Owned(widened(result)),
        })
        .collect()
}
