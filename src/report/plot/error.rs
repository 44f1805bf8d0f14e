//! Why a figure could not be drawn.

use thiserror::Error;

/// Why a figure could not be drawn.
#[derive(Debug, Error)]
pub enum PlotError {
    /// The bundled font.
    #[error("cannot set up the figures' font: {0}")]
    Font(String),
    /// A drawing command.
    #[error("cannot draw a figure: {0}")]
    Draw(String),
    /// The SVG that was drawn cannot be read back.
    #[error("cannot turn a figure into pixels: {0}")]
    Svg(String),
    /// The pixels cannot be written as PNG.
    #[error("cannot write a figure as PNG: {0}")]
    Png(String),
}

impl PlotError {
    pub(super) fn drawing(error: impl std::fmt::Display) -> PlotError {
        PlotError::Draw(error.to_string())
    }
}
