//! The same picture in pixels, from the SVG and the bundled font alone: no font of the machine is looked at.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};

use super::error::PlotError;
use super::style::{HEAVY, REGULAR, UNITS};

fn fonts() -> Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    let load = || {
        let mut fonts = Database::new();
        fonts.load_font_data(REGULAR.to_vec());
        fonts.load_font_data(HEAVY.to_vec());
        // Pictures ask for Open Sans, Arial or any sans-serif font. All three must end at the bundled font.
        fonts.set_sans_serif_family("Open Sans");
        Arc::new(fonts)
    };
    FONTS.get_or_init(load).clone()
}

/// A figure as PNG, two pixels for each of the page's.
///
/// # Errors
/// Where the text is no SVG, or its size is nothing or too large.
pub fn png(svg: &str) -> Result<Vec<u8>, PlotError> {
    scaled(svg, |_| UNITS as f32)
}

/// The same, so many pixels across.
///
/// # Errors
/// As [`png`].
pub fn png_of_width(svg: &str, pixels: f32) -> Result<Vec<u8>, PlotError> {
    scaled(svg, |width| pixels / width)
}

fn scaled(svg: &str, scale: impl Fn(f32) -> f32) -> Result<Vec<u8>, PlotError> {
    let options =
        Options { fontdb: fonts(), font_family: "Open Sans".into(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| PlotError::Svg(error.to_string()))?;
    let scale = scale(tree.size().width());
    let size = tree.size().to_int_size();
    let across = |units: u32| (units as f32 * scale).round() as u32;
    let mut pixels = Pixmap::new(across(size.width()), across(size.height()))
        .ok_or_else(|| PlotError::Png("the picture has no size, or one too large".into()))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| PlotError::Png(error.to_string()))
}
