//! Figures: each a function from a result to an SVG, with a headline that says what was found and words for those who
//! cannot see it.
//!
//! The rules are the Government Analysis Function's: its colours in its order, units on both axes, lines labelled where
//! they end, bands named for what they are, everything horizontal, readable at page width and in greyscale. A headline
//! claims a difference only where its interval excludes 0.

mod blame_and_learning;
pub(crate) mod canvas;
mod caseload_and_staff;
pub mod comparison;
pub(crate) mod data;
mod direct_minutes;
mod inspection;
pub(crate) mod labels;
mod letters;
mod misses_by_route;
mod money;
mod multiples;
mod organisation;
pub(crate) mod page;
pub(crate) mod panel;
mod png;
mod referral_surge;
pub(crate) mod scale;
pub mod story;
pub mod study;
pub(crate) mod style;
pub(crate) mod takes_and_saves;
mod threshold_and_pressure;
pub(crate) mod track;
mod waiting;
mod where_children_ended_up;
pub(crate) mod words;

use thiserror::Error;

use crate::results::RunResult;

pub use data::{Cell, DataTable};
pub use letters::{lacking, told_of};
pub(crate) use organisation::MechanismFigure;
pub use organisation::{figures_of, of_mechanisms};
pub(super) use page::escaped as xml;
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
    /// Where the headline ends in the picture (units from above).
    pub(crate) below_headline: i32,
}

impl Drawing {
    /// The picture without its headline, for a page that has it as text, and without a size of its own.
    #[must_use]
    pub fn for_page(&self) -> String {
        let Some((head, rest)) = self.svg.split_once("viewBox=\"0 0 ") else {
            return self.svg.clone();
        };
        let Some((size, rest)) = rest.split_once('"') else { return self.svg.clone() };
        let (width, height) = size.split_once(' ').unwrap_or((size, "0"));
        let left = height.parse::<i32>().unwrap_or(0) - self.below_headline;
        // The page's style sets the width. A fixed size would keep the picture from shrinking on a phone.
        let head = head.split_once(" width=").map_or(head, |(start, _)| start);
        format!("{head} viewBox=\"0 {} {width} {left}\"{rest}", self.below_headline)
    }
}

/// A figure by the file that draws it.
macro_rules! figure {
    ($stem:literal, $file:ident) => {
        Figure::new($stem, $file::draw, $file::alt, $file::reads, $file::data)
    };
}
use figure;

/// One figure.
#[derive(Debug)]
pub struct Figure {
    /// Name of its files, without the ending.
    pub stem: &'static str,
    paint: fn(&RunResult) -> Result<Drawing, PlotError>,
    alt: fn(&RunResult) -> String,
    reads: fn(&RunResult) -> String,
    data: fn(&RunResult) -> DataTable,
}

impl Figure {
    pub(crate) const fn new(
        stem: &'static str,
        paint: fn(&RunResult) -> Result<Drawing, PlotError>,
        alt: fn(&RunResult) -> String,
        reads: fn(&RunResult) -> String,
        data: fn(&RunResult) -> DataTable,
    ) -> Figure {
        Figure { stem, paint, alt, reads, data }
    }

    /// Draws it.
    ///
    /// # Errors
    /// Where the drawing library refuses; results that lack what the figure shows are drawn as such and are no error.
    pub fn draw(&self, result: &RunResult) -> Result<Drawing, PlotError> {
        (self.paint)(result)
    }

    /// How the figure is read, in a sentence or two.
    #[must_use]
    pub fn reads(&self, result: &RunResult) -> String {
        (self.reads)(result)
    }

    /// The numbers that it shows.
    #[must_use]
    pub fn data(&self, result: &RunResult) -> DataTable {
        (self.data)(result)
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
        figure!("referral-surge", referral_surge),
        figure!("misses-by-route", misses_by_route),
        figure!("waiting", waiting),
        figure!("direct-minutes", direct_minutes),
        figure!("threshold-and-pressure", threshold_and_pressure),
        figure!("caseload-and-staff", caseload_and_staff),
        figure!("where-children-ended-up", where_children_ended_up),
    ];
    &FIGURES
}

#[cfg(test)]
mod tests;
