//! One panel over time: axes with units, a light grid, the day of publicity, lines with their band and labels at their ends.

use jiff::civil::Date;

use crate::report::{format, reading};
use crate::results::RunResult;

use super::canvas::{Align, Canvas, LetterStyle, Pen, Rect};
use super::error::PlotError;
use super::scale::{Axis, dates, day};
use super::style::{
    AXIS, BAND, COLOURS, GRID, INK, KEYLINE, LABEL, PAPER, QUIET, RUN, SMALL, TWIN, shortened,
    text_width,
};
use super::track::Track;

/// What a panel says about itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Title {
    /// What it shows; empty where the headline says it all.
    pub(crate) name: String,
    /// The unit of its values, written above the axis.
    pub(crate) unit: String,
    /// True where the events are named, not only marked.
    pub(crate) names_events: bool,
    /// Room for labels right of the lines (units).
    pub(crate) labels: i32,
    /// The least room for the figures of the value axis (units): panels below each other share it.
    pub(crate) figures: i32,
    /// The unit of time, written below the axis; empty where another panel has it.
    pub(crate) time: String,
}

/// A panel with its axes drawn.
pub(crate) struct Panel<'c, 's> {
    pub(crate) canvas: &'c Canvas<'s>,
    pub(crate) plot: Rect,
    outer: Rect,
    from: f64,
    to: f64,
    axis: Axis,
    pub(crate) label_room: i32,
}

impl<'c, 's> Panel<'c, 's> {
    /// Draws title, axes, grid and marks into `outer`.
    pub(crate) fn new(
        canvas: &'c Canvas<'s>,
        result: &RunResult,
        outer: Rect,
        title: &Title,
        axis: Axis,
    ) -> Result<Panel<'c, 's>, PlotError> {
        let figures = figures_width(&axis).max(title.figures);
        let mut top = outer.y0;
        if !title.name.is_empty() {
            top += LABEL + 8;
            canvas.text(&title.name, (outer.x0, top - 8), LetterStyle::new(LABEL, INK).bold())?;
        }
        top += SMALL + 10;
        canvas.text(
            &format::capital(&title.unit),
            (outer.x0, top - 9),
            LetterStyle::new(SMALL, QUIET),
        )?;
        if title.names_events {
            top += events_height(result);
        }
        let plot = Rect {
            x0: outer.x0 + figures + 14,
            y0: top + 14,
            x1: outer.x1 - title.labels,
            y1: outer.y1 - if title.time.is_empty() { 46 } else { 78 },
        };
        let (from, to) =
            // A run may be observed for one day, and an axis of no length would divide by 0.
            (day(result.observed_from), day(result.horizon).max(day(result.observed_from) + 1.0));
        let panel = Panel { canvas, plot, outer, from, to, axis, label_room: title.labels };
        panel.axes(result.observed_from, result.horizon)?;
        let below = (panel.plot.x1, panel.plot.y1 + 70);
        canvas.text(
            &format::capital(&title.time),
            below,
            LetterStyle::new(SMALL, QUIET).align(Align::Right),
        )?;
        panel.events(result, title.names_events)?;
        Ok(panel)
    }

    pub(crate) fn x(&self, day: f64) -> i32 {
        // The middle of the first or the last month may lie outside the observed time.
        let share = ((day - self.from) / (self.to - self.from)).clamp(0.0, 1.0);
        self.plot.x0 + (share * f64::from(self.plot.width())).round() as i32
    }

    pub(crate) fn y(&self, value: f64) -> i32 {
        let share = ((value - self.axis.low) / (self.axis.high - self.axis.low)).clamp(0.0, 1.0);
        self.plot.y1 - (share * f64::from(self.plot.height())).round() as i32
    }

    fn axes(&self, from: Date, to: Date) -> Result<(), PlotError> {
        let Rect { x0, y1, x1, .. } = self.plot;
        for tick in self.axis.ticks() {
            let y = self.y(tick);
            let pen = if tick.abs() < 1e-9 { Pen::whole(AXIS, 2) } else { Pen::whole(GRID, 2) };
            self.canvas.line(vec![(x0, y), (x1, y)], pen)?;
            self.canvas.text(
                &self.axis.figure(tick),
                (x0 - 12, y + 8),
                LetterStyle::new(SMALL, QUIET).align(Align::Right),
            )?;
        }
        for (at, words) in dates(from, to, self.plot.width()) {
            let x = self.x(at);
            self.canvas.line(vec![(x, y1), (x, y1 + 8)], Pen::whole(AXIS, 2))?;
            let half = text_width(&words, SMALL, false) / 2;
            let x = x.clamp(self.outer.x0 + half, (self.outer.x1 - half).max(self.outer.x0 + half));
            self.canvas.text(
                &words,
                (x, y1 + 36),
                LetterStyle::new(SMALL, QUIET).align(Align::Middle),
            )?;
        }
        Ok(())
    }

    /// Marks the events; called again where bars have covered the lines.
    pub(crate) fn events(&self, result: &RunResult, named: bool) -> Result<(), PlotError> {
        for (n, (date, label)) in reading::marks(result).enumerate() {
            let x = self.x(day(date));
            let named = named && n < NAMED_EVENTS;
            // Later events stand in lower rows. So the line of a later event does not cross the words of an earlier
            // one.
            let row = self.plot.y0
                - 22
                - (NAMED_EVENTS.min(result.publicity.len()).saturating_sub(n + 1)) as i32 * 34;
            let top = if named { row - 22 } else { self.plot.y0 };
            // A light seam tells the line from dark bars.
            self.canvas.line(vec![(x, top), (x, self.plot.y1)], Pen::whole(PAPER, 5))?;
            self.canvas.line(vec![(x, top), (x, self.plot.y1)], Pen::whole(COLOURS[4], 3))?;
            if named {
                let words = format!("{}: {label}", format::date(date));
                let (right, left) =
                    (self.plot.x1 + self.label_room - x - 12, x - 12 - self.outer.x0);
                let width = text_width(&words, SMALL, false);
                // The words stand right of the line if they fit. If they fit on neither side, they take the wider
                // one.
                let to_right = width < right || (width > left && right > left);
                let (x, room, align) = if to_right {
                    (x + 12, right, Align::Left)
                } else {
                    (x - 12, left, Align::Right)
                };
                // The date comes first and is never what is cut off.
                let words = shortened(&words, SMALL, false, room);
                self.clear_of_lines(result, &words, (x, row), align)?;
                self.canvas.text(&words, (x, row), LetterStyle::new(SMALL, INK).align(align))?;
            }
        }
        Ok(())
    }

    /// Takes the lines of other events away from behind an event's words.
    fn clear_of_lines(
        &self,
        result: &RunResult,
        words: &str,
        (x, row): (i32, i32),
        align: Align,
    ) -> Result<(), PlotError> {
        let width = text_width(words, SMALL, false);
        let from = if matches!(align, Align::Right) { x - width } else { x };
        for (date, _) in reading::marks(result) {
            let line = self.x(day(date));
            if (from - 3..=from + width + 3).contains(&line) {
                self.canvas.fill(
                    Rect { x0: line - 4, y0: row - 22, x1: line + 4, y1: row + 8 },
                    PAPER,
                    1.0,
                )?;
            }
        }
        Ok(())
    }

    /// Says why there is nothing to see.
    pub(crate) fn note(&self, words: &str) -> Result<(), PlotError> {
        let middle = ((self.plot.x0 + self.plot.x1) / 2, (self.plot.y0 + self.plot.y1) / 2);
        self.canvas.text(words, middle, LetterStyle::new(LABEL, QUIET).align(Align::Middle))
    }

    /// A track: band, twin dashed, run on top.
    pub(crate) fn track(&self, track: &Track) -> Result<(), PlotError> {
        if track.run.is_empty() && track.twin.is_empty() {
            return self.note("No values in this time");
        }
        for piece in &track.band {
            let upper: Vec<(i32, i32)> =
                piece.iter().map(|&(x, _, high)| (self.x(x), self.y(high))).collect();
            let lower: Vec<(i32, i32)> =
                piece.iter().rev().map(|&(x, low, _)| (self.x(x), self.y(low))).collect();
            self.canvas.area(upper.iter().chain(&lower).copied().collect(), RUN, BAND)?;
            // The fill alone is too pale for a projector and for a grey print.
            self.canvas.line(upper, Pen::whole(KEYLINE, 1))?;
            self.canvas.line(lower, Pen::whole(KEYLINE, 1))?;
        }
        self.lines(&self.centred(&track.twin), Pen::dashed(TWIN, 5))?;
        self.lines(&self.centred(&track.run), Pen::whole(RUN, 5))
    }

    /// The one point of a run shorter than a week stands in its middle: the middle of its week lies outside.
    fn centred(&self, pieces: &[Vec<(f64, f64)>]) -> Vec<Vec<(f64, f64)>> {
        let mut pieces = pieces.to_vec();
        if self.to - self.from < 7.0 {
            pieces.iter_mut().flatten().for_each(|point| point.0 = 0.5 * (self.from + self.to));
        }
        pieces
    }

    pub(crate) fn lines(&self, pieces: &[Vec<(f64, f64)>], pen: Pen) -> Result<(), PlotError> {
        for piece in pieces {
            self.canvas.line(piece.iter().map(|&(x, y)| (self.x(x), self.y(y))).collect(), pen)?;
        }
        Ok(())
    }

    /// A level line across the panel; its words stand beside it or in the key.
    pub(crate) fn level(&self, value: f64) -> Result<(), PlotError> {
        let y = self.y(value);
        self.canvas.line(vec![(self.plot.x0, y), (self.plot.x1, y)], Pen::whole(AXIS, 3))
    }

    /// A stacked bar from `low` to `high` between two days.
    pub(crate) fn bar(
        &self,
        (from, to): (f64, f64),
        (low, high): (f64, f64),
        colour: plotters::style::RGBColor,
        strength: f64,
    ) -> Result<(), PlotError> {
        let (x0, x1) = (self.x(from), self.x(to));
        // The gap would eat a narrower bar. The limit on the right edge keeps every bar visible.
        let gap = i32::from(x1 - x0 > 6) * 2;
        self.canvas.fill(
            Rect { x0, y0: self.y(high), x1: (x1 - gap).max(x0 + 1), y1: self.y(low) },
            colour,
            strength,
        )
    }
}

/// The room that the figures of an axis need (units).
pub(crate) fn figures_width(axis: &Axis) -> i32 {
    axis.ticks().map(|tick| text_width(&axis.figure(tick), SMALL, false)).max().unwrap_or(0)
}

/// How many events are named; the others are only marked.
const NAMED_EVENTS: usize = 3;

fn events_height(result: &RunResult) -> i32 {
    result.publicity.len().min(NAMED_EVENTS) as i32 * 34
}
