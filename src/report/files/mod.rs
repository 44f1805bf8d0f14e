//! The files of a run: one folder, made whole beside its place and then renamed into it, so that nothing half-written is
//! ever seen and nothing that was there is lost.
//!
//! `manifest.json` lists every file with its hash. A folder that is there already is replaced only if each of its files
//! stands in its own manifest unchanged; otherwise [`FilesError::WouldLose`] names the first that does not, unless the
//! caller says `force`. Everything but `timing.json` is the same on every machine.

mod comparison;
mod error;
mod folder;
mod manifest;
mod timing;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::experiment::result::{ReplicationRow, RunResult};

use super::html::{self, Grounds, Sheet};
use super::spreadsheet::Lines;
use super::{csv, json, plot};

pub use comparison::write_comparison;
pub use error::FilesError;
pub use timing::Timing;

/// What goes into the folder.
pub struct Outputs<'a, 'r> {
    /// Everything the run found.
    pub result: &'a RunResult,
    /// A row for every measure, period, world and replication.
    pub replications: &'a mut dyn Iterator<Item = ReplicationRow<'r>>,
    /// What depends on the machine.
    pub timing: &'a Timing,
    /// What the page says of the scenario.
    pub grounds: Grounds,
    /// Whether figures are drawn.
    pub plots: bool,
    /// Writes the replications themselves, where they were kept.
    pub saved: Option<&'a mut SavedWriter<'r>>,
}

/// Writes the replications of a run as a journal.
pub type SavedWriter<'r> = dyn FnMut(&mut dyn Write) -> std::io::Result<()> + 'r;

/// The file of a run's folder that holds its replications: what a comparison reads instead of running again.
pub const SAVED: &str = "replications.journal";

/// The page of a folder, to be opened in a browser.
pub const REPORT: &str = "report.html";

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The folder.
    pub folder: PathBuf,
    /// Its files by name, the manifest last.
    pub files: Vec<String>,
    /// What is to be said of them: letters that pictures lack, tables that spreadsheets cut off.
    pub remarks: Vec<String>,
}

/// Name of the folder of a run: the scenario's stem, and eight digits of the run id where the run is not the plain one.
#[must_use]
pub fn folder_name(stem: &str, run_id: &str, plain: bool) -> String {
    if plain { stem.to_owned() } else { format!("{stem}-{}", run_id.chars().take(8).collect::<String>()) }
}

/// Whether [`write()`] would refuse: asked before a long run, so that its results have a place to go.
///
/// # Errors
/// [`FilesError::WouldLose`] and [`FilesError::NotAFolder`] as `write` would give them, and what the disk says.
pub fn check(dest: &Path, force: bool) -> Result<(), FilesError> {
    let dest = &folder::resolved(dest)?;
    folder::may_replace(dest, force)?;
    folder::may_write_beside(dest)
}

/// Writes all files of a run to the folder `dest`, or changes nothing.
///
/// # Errors
/// As [`write_folder`]; [`FilesError::Plot`].
pub fn write(dest: &Path, outputs: Outputs<'_, '_>, force: bool) -> Result<Written, FilesError> {
    write_folder(dest, force, |folder| of_run(folder, outputs))
}

/// Writes a folder with what `fill` puts into it and a manifest, or changes nothing.
///
/// # Errors
/// [`FilesError::WouldLose`] where files are there that this program did not write or that were changed since;
/// [`FilesError::NotAFolder`]; [`FilesError::Io`] where the disk or its permissions refuse; what `fill` says.
pub fn write_folder(
    dest: &Path,
    force: bool,
    fill: impl FnOnce(&mut Filling) -> Result<(), FilesError>,
) -> Result<Written, FilesError> {
    let dest = &folder::resolved(dest)?;
    folder::may_replace(dest, force)?;
    let parent = folder::parent(dest)?;
    // Removed when dropped, whatever goes wrong before it is renamed.
    let made = tempfile::Builder::new()
        .prefix(".surge-sim-")
        .tempdir_in(&parent)
        .map_err(|source| FilesError::io(&parent, source))?;
    let mut filling = Filling::new(made.path().to_owned());
    fill(&mut filling)?;
    let remarks = filling.remarks();
    let mut files = filling.files;
    manifest::write(made.path(), &files)?;
    files.push(manifest::NAME.to_owned());
    folder::open_to_readers(made.path())?;
    folder::put_in_place(made, dest, force)?;
    Ok(Written { folder: dest.to_owned(), files, remarks })
}

/// A folder being filled.
#[derive(Debug)]
pub struct Filling {
    folder: PathBuf,
    files: Vec<String>,
    long: Vec<String>,
    lacking: BTreeSet<char>,
}

impl Filling {
    fn new(folder: PathBuf) -> Filling {
        Filling { folder, files: Vec::new(), long: Vec::new(), lacking: BTreeSet::new() }
    }

    /// Notes the letters of a picture for which the font has none.
    pub fn lettered(&mut self, svg: &str) {
        self.lacking.extend(plot::lacking(svg));
    }

    fn remarks(&self) -> Vec<String> {
        plot::told_of(&self.lacking).into_iter().chain(self.long.iter().cloned()).collect()
    }

    /// One file, written through to the disk.
    ///
    /// # Errors
    /// What the disk says, or `fill`.
    pub fn file(
        &mut self,
        name: &str,
        fill: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>,
    ) -> Result<(), FilesError> {
        let path = self.folder.join(name);
        let write = || -> std::io::Result<()> {
            let mut out = BufWriter::new(File::create_new(&path)?);
            fill(&mut out)?;
            out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()
        };
        write().map_err(|source| FilesError::io(Path::new(name), source))?;
        self.files.push(name.to_owned());
        Ok(())
    }

    /// A table in CSV.
    ///
    /// # Errors
    /// What the disk says.
    pub fn csv(
        &mut self,
        name: &str,
        fill: impl FnOnce(&mut Lines<&mut BufWriter<File>>) -> Result<(), ::csv::Error>,
    ) -> Result<(), FilesError> {
        let mut long = None;
        self.file(name, |out| {
            let mut lines = Lines::new(out);
            fill(&mut lines).map_err(of_csv)?;
            long = lines.too_long(name);
            Ok(())
        })?;
        self.long.extend(long);
        Ok(())
    }

    /// Anything that serde knows, as indented JSON.
    ///
    /// # Errors
    /// What the disk says.
    pub fn json(&mut self, name: &str, value: &impl serde::Serialize) -> Result<(), FilesError> {
        self.file(name, |out| {
            serde_json::to_writer_pretty(&mut *out, value)?;
            out.write_all(b"\n")
        })
    }

    /// The page, under the name it has in every folder.
    ///
    /// # Errors
    /// What the disk says, and [`FilesError::Page`].
    pub fn page(&mut self, sheet: &Sheet) -> Result<(), FilesError> {
        let text = sheet.html()?;
        self.file(REPORT, |out| out.write_all(text.as_bytes()))
    }

    /// What a file that is in the folder already holds, as text.
    ///
    /// # Errors
    /// What the disk says.
    pub fn text(&self, name: &str) -> Result<String, FilesError> {
        std::fs::read_to_string(self.folder.join(name)).map_err(|source| FilesError::io(Path::new(name), source))
    }

    /// A figure, as SVG and as PNG.
    ///
    /// # Errors
    /// What the disk says, and [`FilesError::Plot`].
    pub fn figure(&mut self, stem: &str, svg: &str) -> Result<(), FilesError> {
        let png = plot::png(svg)?;
        self.lettered(svg);
        self.file(&format!("{stem}.svg"), |out| out.write_all(svg.as_bytes()))?;
        self.file(&format!("{stem}.png"), |out| out.write_all(&png))
    }
}

fn of_run(folder: &mut Filling, outputs: Outputs<'_, '_>) -> Result<(), FilesError> {
    let Outputs { result, replications, timing, grounds, plots, saved } = outputs;
    folder.file("results.json", |out| json::write(result, out))?;
    folder.csv("replications.csv", |out| csv::replications(replications, out))?;
    folder.csv("weekly.csv", |out| csv::weekly(result, out))?;
    let drawn = if plots { html::run::draw(result)? } else { Vec::new() };
    let pngs: Result<Vec<Vec<u8>>, plot::PlotError> =
        drawn.par_iter().map(|(_, drawing)| plot::png(&drawing.svg)).collect();
    for ((figure, drawing), png) in drawn.iter().zip(pngs?) {
        folder.lettered(&drawing.svg);
        folder.file(&format!("{}.svg", figure.stem), |out| out.write_all(drawing.svg.as_bytes()))?;
        folder.file(&format!("{}.png", figure.stem), |out| out.write_all(&png))?;
    }
    folder.page(&html::run::sheet(result, grounds, &drawn))?;
    if let Some(saved) = saved {
        folder.file(SAVED, |out| saved(out))?;
    }
    let text = timing.json().map_err(|error| FilesError::Json(error.to_string()))?;
    folder.file(manifest::TIMING, |out| out.write_all(text.as_bytes()))
}

fn of_csv(error: ::csv::Error) -> std::io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(source) => source,
        other => std::io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests;
