//! A panel whose two axes are numbers.

use crate::report::format;
use crate::report::plot::PlotError;
use crate::report::plot::canvas::{Align, Canvas, LetterStyle, Pen, Rect};
use crate::report::plot::scale::Axis;
use crate::report::plot::style::{AXIS, GRID, INK, LABEL, QUIET, RUN, SMALL, text_width};

/// What a panel says of itself.
pub(in crate::report::plot) struct Axes<'t> {
    /// What it shows; empty where the headline says it all.
    pub name: &'t str,
    /// What lies on the horizontal axis.
    pub across: &'t str,
    /// What lies on the vertical one.
    pub up: &'t str,
    pub x: Axis,
    pub y: Axis,
}

/// A panel with its axes drawn.
pub(in crate::report::plot) struct Graph<'c, 's> {
    pub canvas: &'c Canvas<'s>,
    pub plot: Rect,
    x: Axis,
    y: Axis,
}

impl<'c, 's> Graph<'c, 's> {
    /// Draws axes and grid into `outer`, leaving `right` units beside the plot for labels.
    pub fn new(
        canvas: &'c Canvas<'s>,
        outer: Rect,
        axes: &Axes<'_>,
        right: i32,
    ) -> Result<Graph<'c, 's>, PlotError> {
        let figures = axes
            .y
            .ticks()
            .map(|tick| text_width(&axes.y.figure(tick), SMALL, false))
            .max()
            .unwrap_or(0);
        let mut top = outer.y0;
        if !axes.name.is_empty() {
            top += LABEL + 8;
            canvas.text(axes.name, (outer.x0, top - 8), LetterStyle::new(LABEL, INK).bold())?;
        }
        top += SMALL + 10;
        canvas.text(
            &format::capital(axes.up),
            (outer.x0, top - 9),
            LetterStyle::new(SMALL, QUIET),
        )?;
        let plot = Rect {
            x0: outer.x0 + figures + 14,
            y0: top + 14,
            x1: outer.x1 - right,
            y1: outer.y1 - 84,
        };
        let graph = Graph { canvas, plot, x: axes.x, y: axes.y };
        graph.draw(axes.across)?;
        Ok(graph)
    }

    pub fn x(&self, value: f64) -> i32 {
        let share = ((value - self.x.low) / (self.x.high - self.x.low)).clamp(0.0, 1.0);
        self.plot.x0 + (share * f64::from(self.plot.width())).round() as i32
    }

    pub fn y(&self, value: f64) -> i32 {
        let share = ((value - self.y.low) / (self.y.high - self.y.low)).clamp(0.0, 1.0);
        self.plot.y1 - (share * f64::from(self.plot.height())).round() as i32
    }

    fn draw(&self, across: &str) -> Result<(), PlotError> {
        let Rect { x0, y1, x1, .. } = self.plot;
        for tick in self.y.ticks() {
            let pen = if tick.abs() < 1e-9 { Pen::whole(AXIS, 2) } else { Pen::whole(GRID, 2) };
            let y = self.y(tick);
            self.canvas.line(vec![(x0, y), (x1, y)], pen)?;
            let at = (x0 - 12, y + 8);
            self.canvas.text(
                &self.y.figure(tick),
                at,
                LetterStyle::new(SMALL, QUIET).align(Align::Right),
            )?;
        }
        for tick in self.x.ticks() {
            let x = self.x(tick);
            self.canvas.line(vec![(x, y1), (x, y1 + 8)], Pen::whole(AXIS, 2))?;
            let at = (x, y1 + 36);
            self.canvas.text(
                &self.x.figure(tick),
                at,
                LetterStyle::new(SMALL, QUIET).align(Align::Middle),
            )?;
        }
        let below = (x1, y1 + 74);
        self.canvas.text(across, below, LetterStyle::new(SMALL, QUIET).align(Align::Right))
    }

    /// A line with dots at its points.
    pub fn line(&self, points: &[(f64, f64)], pen: Pen) -> Result<(), PlotError> {
        self.canvas.line(points.iter().map(|&(x, y)| (self.x(x), self.y(y))).collect(), pen)?;
        points.iter().try_for_each(|&(x, y)| {
            self.canvas.dot((self.x(x), self.y(y)), pen.width as i32 + 4, pen.colour)
        })
    }

    /// The area between two lines over the same places.
    pub(in crate::report::plot) fn band(
        &self,
        low: &[(f64, f64)],
        high: &[(f64, f64)],
        strength: f64,
    ) -> Result<(), PlotError> {
        let at = |&(x, y): &(f64, f64)| (self.x(x), self.y(y));
        let outline: Vec<(i32, i32)> =
            high.iter().map(at).chain(low.iter().rev().map(at)).collect();
        self.canvas.area(outline, RUN, strength)?;
        // Keylines: the band's own ends are seen on paper, too.
        self.canvas.line(high.iter().map(at).collect(), Pen::whole(GRID, 2))?;
        self.canvas.line(low.iter().map(at).collect(), Pen::whole(GRID, 2))
    }

    /// Intervals as upright lines with feet.
    pub(in crate::report::plot) fn whiskers(
        &self,
        low: &[(f64, f64)],
        high: &[(f64, f64)],
    ) -> Result<(), PlotError> {
        low.iter().zip(high).try_for_each(|(low, high)| {
            let (x, y0, y1) = (self.x(low.0), self.y(high.1), self.y(low.1));
            self.canvas.line(vec![(x, y0), (x, y1)], Pen::whole(INK, 3))?;
            self.canvas.line(vec![(x - 9, y0), (x + 9, y0)], Pen::whole(INK, 3))?;
            self.canvas.line(vec![(x - 9, y1), (x + 9, y1)], Pen::whole(INK, 3))
        })
    }
}
