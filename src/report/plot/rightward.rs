//! Bars that run to the right: their value axis, and a value beside each.

use crate::report::format;

use super::canvas::{Align, Canvas, LetterStyle, Pen, Rect};
use super::error::PlotError;
use super::scale::Axis;
use super::style::{AXIS, GRID, INK, PAPER, QUIET, SMALL, text_width};

/// A value axis that runs to the right.
pub(crate) struct RightwardAxis {
    pub(crate) axis: Axis,
    pub(crate) x0: i32,
    pub(crate) x1: i32,
}

impl RightwardAxis {
    pub(crate) fn x(&self, value: f64) -> i32 {
        let share = ((value - self.axis.low) / (self.axis.high - self.axis.low)).clamp(0.0, 1.0);
        self.x0 + (share * f64::from(self.x1 - self.x0)).round() as i32
    }

    /// Lines behind the bars.
    pub(crate) fn grid(
        &self,
        canvas: &Canvas<'_>,
        (top, bottom): (i32, i32),
    ) -> Result<(), PlotError> {
        for tick in self.axis.ticks() {
            let (x, zero) = (self.x(tick), tick.abs() < 1e-9);
            canvas
                .line(vec![(x, top), (x, bottom)], Pen::whole(if zero { AXIS } else { GRID }, 2))?;
        }
        Ok(())
    }

    /// Figures and unit below the bars.
    pub(crate) fn figures(
        &self,
        canvas: &Canvas<'_>,
        bottom: i32,
        unit: &str,
    ) -> Result<(), PlotError> {
        let widest = self
            .axis
            .ticks()
            .map(|tick| text_width(&self.axis.figure(tick), SMALL, false))
            .max()
            .unwrap_or(0);
        let between = (self.x(self.axis.low + self.axis.step) - self.x0).max(1);
        // Every second, third … line is named where the figures would run into each other.
        let every = f64::from((widest + 20 + between - 1) / between).max(1.0);
        for tick in
            self.axis.ticks().filter(|tick| ((tick / self.axis.step).round() % every).abs() < 0.5)
        {
            let at = (self.x(tick), bottom + 34);
            canvas.text(
                &self.axis.figure(tick),
                at,
                LetterStyle::new(SMALL, QUIET).align(Align::Middle),
            )?;
        }
        canvas.text(&format::capital(unit), (self.x0, bottom + 72), LetterStyle::new(SMALL, QUIET))
    }
}

/// A value beside its bar, on white where it meets the grid.
pub(crate) fn value(
    canvas: &Canvas<'_>,
    words: &str,
    (x, y): (i32, i32),
    align: Align,
) -> Result<(), PlotError> {
    let width = text_width(words, SMALL, false);
    let x0 = if align == Align::Right { x - width } else { x };
    canvas.fill(Rect { x0: x0 - 4, y0: y - 20, x1: x0 + width + 4, y1: y + 5 }, PAPER, 1.0)?;
    canvas.text(words, (x, y), LetterStyle::new(SMALL, INK).align(align))
}
