//! The folder of a comparison.

use rayon::prelude::*;

use crate::report::html::study::AboutStudy;
use crate::report::plot::Drawing;
use crate::report::plot::comparison::ComparisonFigure;
use crate::report::{comparison_csv, html, plot};
use crate::results::RunResult;
use crate::results::comparison::ComparisonResult;

use super::{FilesError, Filling, ResultsFolder, WrittenFiles, write_folder};

/// Writes all files of a comparison to their place, or changes nothing.
///
/// # Errors
/// As [`write_folder`]; [`FilesError::Plot`].
pub fn write_comparison(
    place: &ResultsFolder,
    found: &ComparisonResult,
    results: &[RunResult],
    about: &AboutStudy,
    plots: bool,
) -> Result<WrittenFiles, FilesError> {
    write_folder(place, |folder| fill(folder, found, results, about, plots))
}

fn fill(
    folder: &mut Filling,
    found: &ComparisonResult,
    results: &[RunResult],
    about: &AboutStudy,
    plots: bool,
) -> Result<(), FilesError> {
    folder.json("comparison.json", found)?;
    folder.csv("comparison.csv", |out| comparison_csv::differences(found, out))?;
    folder.csv("missed.csv", |out| comparison_csv::missed(found, out))?;
    let draw = |figure: &'static ComparisonFigure| Ok((figure, figure.draw(found, results)?));
    let figures = if plots { plot::comparison::figures() } else { &[] };
    let drawn: Vec<(&ComparisonFigure, Drawing)> =
        figures.par_iter().map(draw).collect::<Result<_, FilesError>>()?;
    for (figure, drawing) in &drawn {
        folder.figure(figure.stem, &drawing.svg)?;
    }
    folder.page(&html::comparison::sheet(found, results, about, &drawn))
}
