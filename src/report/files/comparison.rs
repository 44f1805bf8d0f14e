//! The folder of a comparison.

use std::path::Path;

use rayon::prelude::*;

use crate::experiment::comparison::ComparisonResult;
use crate::experiment::result::RunResult;
use crate::report::{comparison_csv, plot};

use super::{FilesError, Filling, Written, write_folder};

/// Writes all files of a comparison to the folder `dest`, or changes nothing.
///
/// # Errors
/// As [`write_folder`]; [`FilesError::Plot`].
pub fn write_comparison(
    dest: &Path,
    found: &ComparisonResult,
    results: &[RunResult],
    plots: bool,
    force: bool,
) -> Result<Written, FilesError> {
    write_folder(dest, force, |folder| fill(folder, found, results, plots))
}

fn fill(folder: &mut Filling, found: &ComparisonResult, results: &[RunResult], plots: bool) -> Result<(), FilesError> {
    folder.json("comparison.json", found)?;
    folder.csv("comparison.csv", |out| comparison_csv::differences(found, out))?;
    folder.csv("missed.csv", |out| comparison_csv::missed(found, out))?;
    if plots {
        let drawn: Result<Vec<_>, FilesError> = plot::comparison::figures()
            .par_iter()
            .map(|figure| Ok((figure.stem, figure.draw(found, results)?.svg)))
            .collect();
        for (stem, svg) in drawn? {
            folder.figure(stem, &svg)?;
        }
    }
    Ok(())
}
