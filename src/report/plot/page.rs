//! One sheet: the finding as headline, what is shown as subtitle, a key where lines cannot be labelled, the source below.

use crate::report::{format, reading};
use crate::results::RunResult;
use crate::words::headline::FigureHeadline;

use super::canvas::{Align, Canvas, LetterStyle, Pen, Rect, printable};
use super::drawing::Drawing;
use super::error::PlotError;
use super::style::{
    BAND, COLOURS, HEADLINE, INK, KEYLINE, QUIET, RUN, SMALL, SUBTITLE, TWIN, UNITS, WIDTH, ready,
    shortened, text_width, wrap,
};

const MARGIN: i32 = 48;
/// Between the words or the key and the body, and below it with the source (units).
const ABOVE_BODY: i32 = 26;
const BELOW_BODY: i32 = 74;

/// The words around a figure.
pub(crate) struct Caption {
    /// What was found.
    pub(crate) headline: FigureHeadline,
    /// What is measured; place and period are added.
    pub(crate) subtitle: String,
    /// The figure in words.
    pub(crate) alt: String,
}

/// One entry of the key.
#[derive(Clone, Debug)]
pub(crate) enum LegendEntry {
    Line(Pen, String),
    Band(String),
    /// An interval drawn as a line with feet.
    Error(String),
    Event(String),
    Box(plotters::style::RGBColor, String),
}

impl LegendEntry {
    fn words(&self) -> &str {
        let (LegendEntry::Line(_, words)
        | LegendEntry::Band(words)
        | LegendEntry::Error(words)
        | LegendEntry::Event(words)
        | LegendEntry::Box(_, words)) = self;
        words
    }
}

/// What a band of chance is, in full.
pub(crate) const CHANCE: &str = "Middle 80 % of runs: what chance does to one service";

/// The key that most figures share: what this result has of run, twin and chance.
pub(crate) fn usual_key(result: &RunResult, has_band: bool) -> Vec<LegendEntry> {
    let mut keys = vec![LegendEntry::Line(Pen::whole(RUN, 5), run_name(result).into())];
    if result.has_twin {
        keys.push(LegendEntry::Line(Pen::dashed(TWIN, 5), "Without publicity".into()));
    }
    if has_band {
        keys.push(LegendEntry::Band(CHANCE.into()));
    }
    keys.extend(
        reading::marks(result)
            .take(2)
            .map(|(date, label)| LegendEntry::Event(format!("{}: {label}", format::date(date)))),
    );
    keys
}

/// What the run is called beside its twin.
pub(crate) fn run_name(result: &RunResult) -> &'static str {
    if result.publicity.is_empty() { "This run" } else { "With publicity" }
}

/// Draws a sheet `height` units high; `body` gets the room between words and source.
pub(crate) fn sheet(
    result: &RunResult,
    caption: Caption,
    keys: &[LegendEntry],
    height: i32,
    body: impl FnOnce(&Canvas<'_>, Rect) -> Result<(), PlotError>,
) -> Result<Drawing, PlotError> {
    let subtitle = format!("{}. {}, {}.", caption.subtitle, result.name, reading::span(result));
    sheet_of(Caption { subtitle, ..caption }, &source(result), keys, height, body)
}

/// The height of a sheet whose body is so high: the words and the key above it take what they need.
pub(crate) fn height_around(caption: &Caption, keys: &[LegendEntry], body: i32) -> i32 {
    let lines = |words: &str, size: i32, bold: bool| {
        wrap(words, size, bold, WIDTH - 2 * MARGIN).len() as i32
    };
    // This repeats the steps of the drawing below. A distance that changes in one must change in both.
    let mut y = MARGIN + lines(&caption.headline.to_string(), HEADLINE, true) * (HEADLINE + 10) + 4;
    y += lines(&caption.subtitle, SUBTITLE, false) * (SUBTITLE + 12);
    if let Some((_, y0)) = key_places(keys, y + 16).last() {
        y = y0 + 30;
    }
    y + ABOVE_BODY + body + BELOW_BODY
}

/// The same for what is not one result: subtitle and source as they stand.
pub(crate) fn sheet_of(
    caption: Caption,
    source: &str,
    keys: &[LegendEntry],
    height: i32,
    body: impl FnOnce(&Canvas<'_>, Rect) -> Result<(), PlotError>,
) -> Result<Drawing, PlotError> {
    ready()?;
    let headline = caption.headline.to_string();
    let mut svg = String::new();
    let canvas = Canvas::new(&mut svg, WIDTH as u32, height as u32)?;
    let mut y = MARGIN;
    for line in wrap(&headline, HEADLINE, true, WIDTH - 2 * MARGIN) {
        y += HEADLINE + 10;
        canvas.text(&line, (MARGIN, y - 12), LetterStyle::new(HEADLINE, INK).bold())?;
    }
    y += 4;
    let below_headline = y;
    for line in wrap(&caption.subtitle, SUBTITLE, false, WIDTH - 2 * MARGIN) {
        y += SUBTITLE + 12;
        canvas.text(&line, (MARGIN, y - 8), LetterStyle::new(SUBTITLE, QUIET))?;
    }
    if !keys.is_empty() {
        y = draw_keys(&canvas, keys, y + 16)?;
    }
    let source = shortened(source, SMALL, false, WIDTH - 2 * MARGIN);
    canvas.text(&source, (MARGIN, height - 28), LetterStyle::new(SMALL, QUIET))?;
    body(
        &canvas,
        Rect { x0: MARGIN, y0: y + ABOVE_BODY, x1: WIDTH - MARGIN, y1: height - BELOW_BODY },
    )?;
    canvas.finish()?;
    let svg = titled(&svg, &headline, &caption.alt, height);
    Ok(Drawing { svg, headline, alt: caption.alt, below_headline })
}

fn draw_keys(canvas: &Canvas<'_>, keys: &[LegendEntry], top: i32) -> Result<i32, PlotError> {
    let mut bottom = top;
    for (key, (x, y)) in keys.iter().zip(key_places(keys, top)) {
        let words = key_words(key);
        let swatch = Rect { x0: x, y0: y + 3, x1: x + 60, y1: y + 27 };
        match key {
            LegendEntry::Line(pen, _) => {
                // A dashed one ends with a whole dash.
                let length = if pen.dashed { 11 * pen.width as i32 } else { 60 };
                canvas.line(vec![(x, y + 15), (x + length, y + 15)], *pen)?;
            }
            LegendEntry::Event(_) => {
                canvas.line(vec![(x + 30, y), (x + 30, y + 30)], Pen::whole(COLOURS[4], 3))?
            }
            LegendEntry::Error(_) => {
                canvas.line(vec![(x + 30, y), (x + 30, y + 30)], Pen::whole(INK, 3))?;
                canvas.line(vec![(x + 21, y), (x + 39, y)], Pen::whole(INK, 3))?;
                canvas.line(vec![(x + 21, y + 30), (x + 39, y + 30)], Pen::whole(INK, 3))?;
            }
            LegendEntry::Band(_) => {
                canvas.fill(swatch, RUN, BAND)?;
                for y in [swatch.y0, swatch.y1] {
                    canvas.line(vec![(swatch.x0, y), (swatch.x1, y)], Pen::whole(KEYLINE, 1))?;
                }
            }
            LegendEntry::Box(colour, _) => canvas.fill(swatch, *colour, 1.0)?,
        }
        canvas.text(&words, (x + 74, y + 23), LetterStyle::new(SMALL, INK).align(Align::Left))?;
        bottom = y;
    }
    Ok(bottom + 30)
}

/// The words of an entry, as many as a row has room for.
fn key_words(key: &LegendEntry) -> String {
    shortened(key.words(), SMALL, false, WIDTH - 2 * MARGIN - 76)
}

/// Where each entry of the key stands: as many in a row as fit.
fn key_places(keys: &[LegendEntry], top: i32) -> Vec<(i32, i32)> {
    let (mut x, mut y) = (MARGIN, top);
    let place = |key: &LegendEntry| {
        let width = 76 + text_width(&key_words(key), SMALL, false);
        if x > MARGIN && x + width > WIDTH - MARGIN {
            (x, y) = (MARGIN, y + 38);
        }
        let place = (x, y);
        x += width + 48;
        place
    };
    keys.iter().map(place).collect()
}

fn source(result: &RunResult) -> String {
    let without = match result.without.as_slice() {
        [] => String::new(),
        links => format!(", switched off: {}", format::list(links)),
    };
    format!(
        "surge-sim {}, {}, scenario {}{without}",
        result.version,
        reading::replications(result),
        result.name
    )
}

/// The size of a page's pixels, and words for those who do not see the figure.
fn titled(svg: &str, headline: &str, alt: &str, height: i32) -> String {
    let (width, height) = (WIDTH as u32 / UNITS, height as u32 / UNITS);
    // plotters has written a start tag with the size in units. This tag replaces it.
    let start = svg.find('>').map_or(0, |end| end + 1);
    format!(
        "<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {} {}\" xmlns=\"http://www.w3.org/2000/svg\" \
         role=\"img\">\n<title>{}</title>\n<desc>{}</desc>{}",
        width * UNITS,
        height * UNITS,
        escaped(headline),
        escaped(alt),
        &svg[start..]
    )
}

/// Text as XML holds it.
pub fn escaped(text: &str) -> String {
    printable(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
