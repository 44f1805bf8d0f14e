//! A figure on a page: its finding as headline, how it is read, the picture, and its data as a table and as a file.

use serde::Serialize;

use super::link_to;
use crate::report::plot::{DataTable, Drawing};

/// A figure.
#[derive(Clone, Debug, Serialize)]
pub struct ShownFigure {
    /// Name of its files, without the ending.
    pub stem: String,
    /// What it found.
    pub headline: String,
    /// How it is read.
    pub reads: String,
    /// The picture in words.
    pub alt: String,
    /// The picture.
    pub svg: String,
    /// Its data.
    pub data: DataTable,
    /// Its data as a file.
    pub csv: String,
}

impl ShownFigure {
    /// A drawn figure and its data.
    #[must_use]
    pub fn of(stem: &str, drawing: &Drawing, reads: &str, data: DataTable) -> ShownFigure {
        ShownFigure {
            stem: stem.to_owned(),
            headline: drawing.headline.clone(),
            reads: reads.to_owned(),
            alt: drawing.alt.clone(),
            svg: drawing.for_page(),
            csv: link_to("text/csv", &data.csv()),
            data,
        }
    }
}
