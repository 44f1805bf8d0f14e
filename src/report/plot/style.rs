//! What all figures share: colours, sizes, the bundled font, and how wide text is in it.

use std::sync::OnceLock;

use plotters::style::{FontDesc, FontFamily, FontStyle, RGBColor, register_font};

use super::error::PlotError;
use crate::report::format;

/// The categorical colours of the Government Analysis Function, in its order.
pub(crate) const COLOURS: [RGBColor; 6] = [
    RGBColor(0x12, 0x43, 0x6D),
    RGBColor(0x28, 0xA1, 0x97),
    RGBColor(0x80, 0x16, 0x50),
    RGBColor(0xF4, 0x6A, 0x25),
    RGBColor(0x3D, 0x3D, 0x3D),
    RGBColor(0xA2, 0x85, 0xD1),
];

/// The run: the first colour, a whole line.
pub(crate) const RUN: RGBColor = COLOURS[0];
/// The twin: the second, lighter and dashed, so that both are told apart in greyscale.
pub(crate) const TWIN: RGBColor = COLOURS[1];
/// Words.
pub(crate) const INK: RGBColor = RGBColor(0x0B, 0x0C, 0x0C);
/// Words that explain.
pub(crate) const QUIET: RGBColor = RGBColor(0x3D, 0x3D, 0x3D);
/// Lines behind the data.
pub(crate) const GRID: RGBColor = RGBColor(0xDE, 0xDE, 0xDE);
/// Axes.
pub(crate) const AXIS: RGBColor = RGBColor(0x6F, 0x77, 0x7B);
/// Paper.
pub(crate) const PAPER: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);
/// How strongly a band of chance is filled.
pub(crate) const BAND: f64 = 0.16;

/// The edges of a band: dark enough to be seen on paper, light enough to stay behind the lines.
pub(crate) const KEYLINE: RGBColor = RGBColor(0x7F, 0x9A, 0xB3);

/// Drawing units in one pixel of the page: coordinates are whole numbers, and two a pixel keep lines smooth.
pub(crate) const UNITS: u32 = 2;
/// Width of every figure (units).
pub(crate) const WIDTH: i32 = 1800;

/// Longer names of rows leave no room for what they are the names of (units).
pub(crate) const WIDEST_NAME: i32 = 760;

/// Size of the headline (units).
pub(crate) const HEADLINE: i32 = 44;
/// Size of the subtitle.
pub(crate) const SUBTITLE: i32 = 28;
/// Size of the title of a panel, and of direct labels.
pub(crate) const LABEL: i32 = 26;
/// Size of figures on axes and of the source.
pub(crate) const SMALL: i32 = 23;

/// The font by name, then what a reader without it has.
pub(crate) const FONT: &str = "Open Sans, Arial, sans-serif";
pub(crate) const REGULAR: &[u8] = include_bytes!("fonts/OpenSans-Regular.ttf");
pub(crate) const HEAVY: &[u8] = include_bytes!("fonts/OpenSans-Bold.ttf");

/// plotters divides a font's size by this before it writes it.
pub(crate) const PLOTTERS_EM: f64 = 1.24;
/// Height of Open Sans (ascent and descent) in its em: its widths are measured in this.
const FONT_HEIGHT: f64 = 2789.0 / 2048.0;

/// Makes the bundled font known to plotters, once.
pub(crate) fn ready() -> Result<(), PlotError> {
    static REGISTERED: OnceLock<bool> = OnceLock::new();
    let registered = *REGISTERED.get_or_init(|| {
        register_font(FONT, FontStyle::Normal, REGULAR).is_ok()
            && register_font(FONT, FontStyle::Bold, HEAVY).is_ok()
    });
    if registered { Ok(()) } else { Err(PlotError::Font("the bundled font cannot be read".into())) }
}

/// The width of text (units).
pub(crate) fn text_width(text: &str, size: i32, bold: bool) -> i32 {
    let style = if bold { FontStyle::Bold } else { FontStyle::Normal };
    let font = FontDesc::new(FontFamily::Name(FONT), f64::from(size) * FONT_HEIGHT, style);
    // Without the font (already refused by `ready`) half an em a letter is near enough.
    font.layout_box(text)
        .map_or_else(|_| text.chars().count() as i32 * size / 2, |((x0, _), (x1, _))| x1 - x0)
}

/// Words on one line of a width (units): what is too long ends with … where a word ends.
pub(crate) fn shortened(text: &str, size: i32, bold: bool, width: i32) -> String {
    if text_width(text, size, bold) <= width {
        return text.to_owned();
    }
    let mut best = String::new();
    for (at, _) in text.char_indices().skip(1) {
        let cut = format!("{}…", text[..at].trim_end());
        // Widths grow with every letter, so the first cut that is too wide ends the search.
        if text_width(&cut, size, bold) > width {
            break;
        }
        best = cut;
    }
    // A cut between words reads better, unless it takes away most of a long one.
    let whole = best.rfind(' ').filter(|&at| at * 4 > best.len() * 3);
    whole.map_or(best.clone(), |at| {
        format!("{}…", best[..at].trim_end_matches([' ', ',', ':', ';']))
    })
}

/// A word in pieces that a width has room for.
fn in_pieces(word: &str, size: i32, bold: bool, width: i32) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for c in word.chars() {
        let last = pieces.last().map_or(String::new(), |last| format!("{last}{c}"));
        // Without this, a letter wider than the line would leave an empty piece before it.
        if last.chars().count() > 1 && text_width(&last, size, bold) > width {
            pieces.push(c.to_string());
        } else if let Some(piece) = pieces.last_mut() {
            *piece = last;
        }
    }
    pieces
}

/// Words wrapped at a width (units); a word longer than a line is cut.
pub(crate) fn wrap(text: &str, size: i32, bold: bool, width: i32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let fits = |word: &str| text_width(word, size, bold) <= width;
    let words = format::kept_together(text).into_iter();
    for word in words
        .flat_map(|word| if fits(&word) { vec![word] } else { in_pieces(&word, size, bold, width) })
    {
        match lines.last_mut() {
            Some(line) if text_width(&format!("{line} {word}"), size, bold) <= width => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}
