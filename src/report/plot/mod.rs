//! Figures: each a function from a result to an SVG, with a headline that says what was found and words for those who
//! cannot see it.
//!
//! The rules are the Government Analysis Function's: its colours in its order, units on both axes, lines labelled where
//! they end, bands named for what they are, everything horizontal, readable at page width and in greyscale. A headline
//! claims a difference only where its interval excludes 0.

mod blame_and_learning;
mod canvas;
mod case_reviews;
mod caseload_and_staff;
pub mod comparison;
mod direct_minutes;
mod early_help_and_prevention;
mod inspection;
mod labels;
mod misses_by_route;
mod money;
mod multiples;
mod organisation;
mod page;
mod panel;
mod png;
mod referral_surge;
mod scale;
pub mod study;
mod style;
mod threshold_and_pressure;
mod track;
mod waiting;
mod where_children_ended_up;
mod words;

use thiserror::Error;

use crate::experiment::result::RunResult;

pub use organisation::figures_of;
pub use png::{png, png_of_width};

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
    fn drawing(error: impl std::fmt::Display) -> PlotError {
        PlotError::Draw(error.to_string())
    }
}

/// A figure that has been drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The picture.
    pub svg: String,
    /// What it found, in one sentence.
    pub headline: String,
    /// The picture in words.
    pub alt: String,
}

/// One figure.
#[derive(Debug)]
pub struct Figure {
    /// Name of its files, without the ending.
    pub stem: &'static str,
    paint: fn(&RunResult) -> Result<Drawing, PlotError>,
    alt: fn(&RunResult) -> String,
}

impl Figure {
    /// Draws it.
    ///
    /// # Errors
    /// Where the drawing library refuses; results that lack what the figure shows are drawn as such and are no error.
    pub fn draw(&self, result: &RunResult) -> Result<Drawing, PlotError> {
        (self.paint)(result)
    }

    /// The figure in words, from the same numbers.
    #[must_use]
    pub fn alt_text(&self, result: &RunResult) -> String {
        (self.alt)(result)
    }
}

/// The figures of every result, in the order of the chain from publicity to missing.
#[must_use]
pub fn figures() -> &'static [Figure] {
    const FIGURES: [Figure; 7] = [
        Figure { stem: "referral-surge", paint: referral_surge::draw, alt: referral_surge::alt },
        Figure { stem: "misses-by-route", paint: misses_by_route::draw, alt: misses_by_route::alt },
        Figure { stem: "waiting", paint: waiting::draw, alt: waiting::alt },
        Figure { stem: "direct-minutes", paint: direct_minutes::draw, alt: direct_minutes::alt },
        Figure {
            stem: "threshold-and-pressure",
            paint: threshold_and_pressure::draw,
            alt: threshold_and_pressure::alt,
        },
        Figure { stem: "caseload-and-staff", paint: caseload_and_staff::draw, alt: caseload_and_staff::alt },
        Figure {
            stem: "where-children-ended-up",
            paint: where_children_ended_up::draw,
            alt: where_children_ended_up::alt,
        },
    ];
    &FIGURES
}

#[cfg(test)]
mod tests;
