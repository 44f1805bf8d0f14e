//! Several panels of the same kind on one sheet.

use crate::report::format;
use crate::results::{RunResult, Series};

use super::canvas::{Canvas, LetterStyle, Pen, Rect};
use super::error::PlotError;
use super::labels::{EndLabel, Mark};
use super::page::{CHANCE, LegendEntry, run_name, usual_key};
use super::panel::{Panel, Title, figures_width};
use super::scale::Axis;
use super::style::{AXIS, LABEL, QUIET, RUN, TWIN};
use super::track::Track;

/// One panel to be.
pub(super) struct Small {
    pub(super) name: String,
    pub(super) unit: String,
    pub(super) track: Track,
    /// A level to draw across, with its words.
    pub(super) level: Option<(f64, String)>,
    /// The value axis reaches at least so far, so that next to nothing looks like it.
    pub(super) least: f64,
}

impl Small {
    /// A panel of a series, in months where it has more weeks than a line of its width can show.
    pub(super) fn of(name: impl Into<String>, series: &Series, most_weeks: usize) -> Small {
        Small {
            name: name.into(),
            unit: series.unit.clone(),
            track: Track::of(series, most_weeks),
            level: None,
            least: 0.0,
        }
    }

    fn values(&self) -> impl Iterator<Item = f64> {
        self.track.values().chain(self.level.iter().map(|(value, _)| *value)).chain([self.least])
    }
}

/// How panels share a sheet.
pub(super) struct PanelLayout {
    pub(super) columns: usize,
    /// True where all panels have the same value axis.
    pub(super) shared: bool,
}

/// Room below the last row for the unit of time (units).
const TIME_ROOM: i32 = 32;
/// Room for labels at line ends (units).
const LABEL_ROOM: i32 = 300;

/// Draws panels row by row: in one column lines are labelled where they end and the first panel names the events.
pub(super) fn draw(
    canvas: &Canvas<'_>,
    result: &RunResult,
    body: Rect,
    smalls: &[Small],
    layout: &PanelLayout,
) -> Result<(), PlotError> {
    if smalls.is_empty() {
        return canvas.text(
            "The run has nothing to show here.",
            (body.x0, body.y0 + 60),
            LetterStyle::new(LABEL, QUIET),
        );
    }
    let rows = smalls.len().div_ceil(layout.columns);
    let axes = axes(smalls, layout, if rows > 2 { 4 } else { 5 });
    let stacked = layout.columns == 1;
    let figures = axes.iter().map(figures_width).max().unwrap_or(0);
    // Only the lowest row names the unit of time. It gets this room on top, so that all plots are equally high.
    let room = Rect { y1: body.y1 - TIME_ROOM, ..body };
    for (n, ((small, axis), mut cell)) in
        smalls.iter().zip(&axes).zip(room.grid(rows, layout.columns, 40)).enumerate()
    {
        // Panels are placed row by row, so the last ones are the lowest of their columns.
        let last_row = n + layout.columns >= smalls.len();
        if last_row {
            cell.y1 += TIME_ROOM;
        }
        let title = Title {
            name: small.name.clone(),
            unit: small.unit.clone(),
            // Stacked panels share the time axis: one names the events, and all mark them.
            names_events: stacked && n == 0,
            figures,
            time: if last_row { small.track.time(result) } else { "" }.into(),
            labels: if stacked { LABEL_ROOM } else { 0 },
        };
        let panel = Panel::new(canvas, result, cell, &title, *axis)?;
        if let Some((value, _)) = &small.level {
            panel.level(*value)?;
        }
        // The lines come last, so that no level hides them.
        panel.track(&small.track)?;
        if stacked {
            panel.end_labels(&end_labels(result, small))?;
        }
    }
    Ok(())
}

fn axes(smalls: &[Small], layout: &PanelLayout, steps: u32) -> Vec<Axis> {
    let common = Axis::around(smalls.iter().flat_map(Small::values), steps);
    smalls
        .iter()
        .map(|small| if layout.shared { common } else { Axis::around(small.values(), steps) })
        .collect()
}

fn end_labels(result: &RunResult, small: &Small) -> Vec<EndLabel> {
    let label =
        |value, words: &str, pen| EndLabel { value, words: words.into(), mark: Mark::Line(pen) };
    let (run, twin) = small.track.ends();
    let level =
        small.level.as_ref().map(|(value, words)| label(*value, words, Pen::whole(AXIS, 2)));
    let run = run.map(|value| label(value, run_name(result), Pen::whole(RUN, 5)));
    let twin = twin.map(|value| label(value, "Without publicity", Pen::dashed(TWIN, 5)));
    [run, twin, level].into_iter().flatten().collect()
}

/// The key: chance alone where lines are labelled at their ends, else run, twin, chance and the events.
pub(super) fn key(result: &RunResult, smalls: &[Small], layout: &PanelLayout) -> Vec<LegendEntry> {
    let has_band = smalls.iter().any(|small| small.track.has_band());
    match (layout.columns, has_band) {
        (1, true) => vec![LegendEntry::Band(CHANCE.into())],
        (1, false) => Vec::new(),
        _ => {
            let mut keys = usual_key(result, has_band);
            // In narrow panels the words of a level would meet the grid: they stand in the key.
            let level = smalls.iter().find_map(|small| small.level.as_ref());
            if let Some((_, words)) = level {
                keys.insert(
                    keys.len().min(2),
                    LegendEntry::Line(Pen::whole(AXIS, 3), format::capital(words)),
                );
            }
            keys
        }
    }
}

/// How the lines go on, at the end of a description: nothing where each is a single point.
pub(super) fn step(smalls: &[Small]) -> &'static str {
    if smalls.iter().all(|small| small.track.run.iter().map(Vec::len).sum::<usize>() <= 1) {
        ""
    } else if smalls.iter().any(|small| small.track.monthly) {
        ", month by month"
    } else {
        ", week by week"
    }
}

/// What each point of the panels is the mean of.
pub(super) fn grain(smalls: &[Small]) -> &'static str {
    if smalls.iter().all(|small| small.track.run.iter().map(Vec::len).sum::<usize>() <= 1) {
        "mean over all runs"
    } else if smalls.iter().any(|small| small.track.monthly) {
        "mean of each month over all runs"
    } else {
        "mean of each week over all runs"
    }
}
