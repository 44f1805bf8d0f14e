//! Lines, areas and words on one sheet, in whole drawing units from the top left.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, DashedPathElement, PathElement, Polygon, Rectangle, Text};
use plotters::prelude::SVGBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};

use super::error::PlotError;
use super::style::{FONT, INK, PAPER, PLOTTERS_EM, shortened};

/// A rectangle (units).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rect {
    pub(crate) x0: i32,
    pub(crate) y0: i32,
    pub(crate) x1: i32,
    pub(crate) y1: i32,
}

impl Rect {
    pub(crate) fn width(&self) -> i32 {
        self.x1 - self.x0
    }

    pub(crate) fn height(&self) -> i32 {
        self.y1 - self.y0
    }

    /// Rows and columns with gaps between them, row by row.
    pub(crate) fn grid(&self, rows: usize, columns: usize, gap: i32) -> Vec<Rect> {
        let (rows, columns) = (rows.max(1) as i32, columns.max(1) as i32);
        // All cells are alike. The remainder of the division stays at the right and at the bottom.
        let (width, height) = (
            (self.width() - gap * (columns - 1)) / columns,
            (self.height() - gap * (rows - 1)) / rows,
        );
        let cell = |row: i32, column: i32| {
            let (x0, y0) = (self.x0 + column * (width + gap), self.y0 + row * (height + gap));
            Rect { x0, y0, x1: x0 + width, y1: y0 + height }
        };
        (0..rows).flat_map(|row| (0..columns).map(move |column| cell(row, column))).collect()
    }
}

/// Where text stands from its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Middle,
    Right,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pen {
    pub(crate) colour: RGBColor,
    pub(crate) width: u32,
    pub(crate) dashed: bool,
}

impl Pen {
    pub(crate) const fn whole(colour: RGBColor, width: u32) -> Pen {
        Pen { colour, width, dashed: false }
    }

    pub(crate) const fn dashed(colour: RGBColor, width: u32) -> Pen {
        Pen { colour, width, dashed: true }
    }
}

/// A sheet being drawn on.
pub(crate) struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
    width: i32,
}

impl<'a> Canvas<'a> {
    pub(crate) fn new(
        svg: &'a mut String,
        width: u32,
        height: u32,
    ) -> Result<Canvas<'a>, PlotError> {
        let area = SVGBackend::with_string(svg, (width, height)).into_drawing_area();
        area.fill(&PAPER).map_err(PlotError::drawing)?;
        Ok(Canvas { area, width: i32::try_from(width).unwrap_or(i32::MAX) })
    }

    pub(crate) fn finish(self) -> Result<(), PlotError> {
        self.area.present().map_err(PlotError::drawing)
    }

    /// Text with its baseline at `y`; what would leave the sheet is cut off at its end.
    pub(crate) fn text(
        &self,
        words: &str,
        (x, y): (i32, i32),
        style: LetterStyle,
    ) -> Result<(), PlotError> {
        let words = printable(words);
        if words.is_empty() {
            return Ok(());
        }
        let room = match style.align {
            Align::Left => self.width - x,
            // The nearer edge limits centred words on both sides.
            Align::Middle => 2 * x.min(self.width - x),
            Align::Right => x,
        };
        let words = shortened(&words, style.size, style.bold, room);
        let (h, weight) = (
            match style.align {
                Align::Left => HPos::Left,
                Align::Middle => HPos::Center,
                Align::Right => HPos::Right,
            },
            if style.bold { FontStyle::Bold } else { FontStyle::Normal },
        );
        let font =
            FontDesc::new(FontFamily::Name(FONT), f64::from(style.size) * PLOTTERS_EM, weight);
        let text = TextStyle::from(font).color(&style.colour).pos(Pos::new(h, VPos::Top));
        // plotters writes text anchored at the top 0.76 em below its point.
        let top = y - (f64::from(style.size) * 0.76).round() as i32;
        self.area.draw(&Text::new(words, (x, top), text)).map_err(PlotError::drawing)
    }

    pub(crate) fn line(&self, points: Vec<(i32, i32)>, pen: Pen) -> Result<(), PlotError> {
        let style = pen.colour.stroke_width(pen.width);
        match points.as_slice() {
            [] => Ok(()),
            // A single value between two gaps is no line. A dot shows it.
            [point] => self.dot(*point, pen.width as i32 + 3, pen.colour),
            _ if pen.dashed => {
                // The key relies on these numbers: dash, space and dash make eleven widths of the pen.
                let (dash, space) = (4 * pen.width as i32, 3 * pen.width as i32);
                self.area
                    .draw(&DashedPathElement::new(points, dash, space, style))
                    .map_err(PlotError::drawing)
            }
            _ => self.area.draw(&PathElement::new(points, style)).map_err(PlotError::drawing),
        }
    }

    /// An interval over bars: dark, with a light seam that parts it from a dark bar.
    pub(crate) fn interval(
        &self,
        from: (i32, i32),
        to: (i32, i32),
        width: u32,
    ) -> Result<(), PlotError> {
        self.line(vec![from, to], Pen::whole(PAPER, width + 4))?;
        self.line(vec![from, to], Pen::whole(INK, width))
    }

    pub(crate) fn dot(
        &self,
        point: (i32, i32),
        radius: i32,
        colour: RGBColor,
    ) -> Result<(), PlotError> {
        self.area
            .draw(&Circle::new(point, radius, ShapeStyle::from(&colour).filled()))
            .map_err(PlotError::drawing)
    }

    pub(crate) fn fill(
        &self,
        rect: Rect,
        colour: RGBColor,
        strength: f64,
    ) -> Result<(), PlotError> {
        if rect.width() <= 0 || rect.height() <= 0 {
            return Ok(());
        }
        let style = colour.mix(strength).filled();
        self.area
            .draw(&Rectangle::new([(rect.x0, rect.y0), (rect.x1, rect.y1)], style))
            .map_err(PlotError::drawing)
    }

    pub(crate) fn area(
        &self,
        outline: Vec<(i32, i32)>,
        colour: RGBColor,
        strength: f64,
    ) -> Result<(), PlotError> {
        // A band over a single week has two points and no area.
        if outline.len() < 3 {
            return Ok(());
        }
        self.area
            .draw(&Polygon::new(outline, colour.mix(strength).filled()))
            .map_err(PlotError::drawing)
    }
}

/// What XML can hold, whatever name a file gave its scenario.
pub(crate) fn printable(text: &str) -> String {
    // XML 1.0 forbids most of these even when escaped. One in a scenario's name would make the whole picture
    // unreadable.
    text.chars().filter(|&c| !c.is_control() && c != '\u{fffe}' && c != '\u{ffff}').collect()
}

/// How words are set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LetterStyle {
    pub(crate) size: i32,
    pub(crate) colour: RGBColor,
    pub(crate) bold: bool,
    pub(crate) align: Align,
}

impl LetterStyle {
    pub(crate) const fn new(size: i32, colour: RGBColor) -> LetterStyle {
        LetterStyle { size, colour, bold: false, align: Align::Left }
    }

    pub(crate) const fn bold(self) -> LetterStyle {
        LetterStyle { bold: true, ..self }
    }

    pub(crate) const fn align(self, align: Align) -> LetterStyle {
        LetterStyle { align, ..self }
    }
}
