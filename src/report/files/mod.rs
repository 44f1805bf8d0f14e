//! The files of a run: one folder, made whole beside its place and then put into it, so that nothing half-written is ever
//! seen and nothing that was there is lost.
//!
//! `manifest.json` lists every file with its hash. A folder that is there already gives up what this program wrote in it and
//! nothing else: what somebody else put there, or changed, is refused before the run ([`FilesError::WouldLose`]), unless the
//! caller says `force`; then changed results go, and all else stays. Everything but `timing.json` and the mark
//! `.surge-sim.json`, which says whose results they are, is the same on every machine.

mod comparison;
mod disk;
mod error;
mod leftovers;
mod litter;
mod manifest;
mod mark;
mod place;
mod putting;
mod survey;
mod timing;
mod workplace;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::results::{ReplicationRow, RunResult};

use super::html::{self, Grounds, Sheet};
use super::spreadsheet::Lines;
use super::{csv, json, plot};

use disk::{Disk, Real};
use putting::Failed;
use workplace::{Ready, Replacement, Workplace};

pub use comparison::write_comparison;
pub use error::FilesError;
pub use manifest::{Distrust, vouched};
pub use mark::{AskedOptions, ResultsOwner};
pub use place::{Guarded, ResultsFolder};
pub use survey::InTheWay;
pub use timing::Timing;

/// What goes into the folder.
pub struct Outputs<'a, 'r> {
    /// Everything the run found.
    pub result: &'a RunResult,
    /// A row for every period, world and replication, as often as they are asked for.
    pub replications: &'a ReplicationRows<'r>,
    /// Whether tables are written long as well.
    pub long_tables: bool,
    /// What depends on the machine.
    pub timing: &'a Timing,
    /// What the page says of the scenario.
    pub grounds: Grounds,
    /// Whether figures are drawn.
    pub plots: bool,
    /// Writes the replications themselves, where they were kept.
    pub saved: Option<&'a mut SavedWriter<'r>>,
}

/// The rows of `replications.csv` from the first on.
pub type ReplicationRows<'r> = dyn Fn() -> Box<dyn Iterator<Item = ReplicationRow<'r>> + 'r> + 'r;

/// Writes the replications of a run as a journal.
pub type SavedWriter<'r> = dyn FnMut(&mut dyn Write) -> std::io::Result<()> + 'r;

/// The file of a run's folder that holds its replications: what a comparison reads instead of running again.
pub const SAVED: &str = "replications.journal";

/// The page of a folder, to be opened in a browser.
pub const REPORT: &str = "report.html";

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenFiles {
    /// The folder.
    pub folder: PathBuf,
    /// Its files by name, the manifest last.
    pub files: Vec<String>,
    /// What there is to say of them: letters that pictures lack, tables that spreadsheets cut off, a table that is open elsewhere.
    pub notes: Vec<String>,
}

/// Whether a file is one of the results that a manifest beside it lists.
#[must_use]
pub fn is_result(file: &Path) -> bool {
    let beside = file.parent().and_then(|folder| manifest::known(folder).ok().flatten());
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    file.exists()
        && beside.is_some_and(|known| name == manifest::NAME || known.files.contains_key(name))
}

/// Name of the folder of a run: the scenario's stem, and eight digits of the run id where the run is not the plain one.
#[must_use]
pub fn folder_name(stem: &str, run_id: &str, plain: bool) -> String {
    if plain {
        stem.to_owned()
    } else {
        format!("{stem}-{}", run_id.chars().take(8).collect::<String>())
    }
}

/// Writes all files of a run to their place, or changes nothing.
///
/// # Errors
/// As [`write_folder`]; [`FilesError::Plot`].
pub fn write(place: &ResultsFolder, outputs: Outputs<'_, '_>) -> Result<WrittenFiles, FilesError> {
    write_folder(place, |folder| of_run(folder, outputs))
}

/// Writes a folder with what `fill` puts into it and a manifest, or changes nothing.
///
/// # Errors
/// As [`ResultsFolder::check`]; [`FilesError::NotPut`] where the new files are whole and could not be put in their place: they are
/// kept beside it; what `fill` says.
pub fn write_folder(
    place: &ResultsFolder,
    fill: impl FnOnce(&mut Filling) -> Result<(), FilesError>,
) -> Result<WrittenFiles, FilesError> {
    write_with(&Real, place, fill)
}

fn write_with(
    disk: &dyn Disk,
    place: &ResultsFolder,
    fill: impl FnOnce(&mut Filling) -> Result<(), FilesError>,
) -> Result<WrittenFiles, FilesError> {
    // The command has asked this before its work. Hours may lie between, and somebody may have put files there.
    place.survey()?;
    let (parent, name) = place.parent()?;
    let io = |source| FilesError::io(place.shown(), source);
    let mut work = Workplace::open(disk, parent, name).map_err(io)?;
    let new = work.path(workplace::NEW);
    let mut filling = Filling::new(new.clone());
    fill(&mut filling)?;
    let remarks = filling.remarks();
    let mut names = filling.files.clone();
    disk.make_file(&new.join(mark::MARK), mark::text(place.path(), place.source()).as_bytes())
        .map_err(io)?;
    names.push(mark::MARK.to_owned());
    manifest::write(&new, &filling.files)?;
    // The manifest comes last: once it is in place all other files are, and a later run that mends relies on this.
    names.push(manifest::NAME.to_owned());
    let files = filling.files.into_iter().chain([manifest::NAME.to_owned()]).collect();
    let there = match place.survey() {
        Ok(there) => there,
        // Files came while these were made.
        Err(error) => {
            // An error of the request has no kind, and the exit status depends on that.
            let kind = (!error.is_request()).then_some(std::io::ErrorKind::Other);
            return Err(set_aside(disk, work, place, &error.to_string(), kind, None));
        }
    };
    let how = if there.something_stays() { Replacement::Beside } else { Replacement::Whole };
    let hash = manifest::hash(&new.join(manifest::NAME))?;
    let ready = Ready { how, manifest: hash, names, force: place.force() };
    // This is read before the exchange: afterwards the path has the permissions of the new folder.
    let permissions = std::fs::metadata(place.path()).ok().map(|found| found.permissions());
    let how = match putting::put(disk, &mut work, place.path(), &there, &ready) {
        Ok(how) => how,
        Err(Failed { path, source, old }) => {
            let kind = source.kind();
            let why = place.named(FilesError::io(&path, source)).to_string();
            return Err(set_aside(disk, work, place, &why, Some(kind), old));
        }
    };
    let ready = Ready { how, ..ready };
    if let Some(permissions) = permissions {
        // A folder that replaced another is as open to others as that one was; where it cannot be, it is as a new one is.
        let _ = std::fs::set_permissions(place.path(), permissions);
    }
    // The cleaning consumes the workplace, and the note below needs its path.
    let hidden = work.path("");
    let mut notes: Vec<String> = remarks.into_iter().chain(place.open(&there)).collect();
    if !putting::clean(disk, work, place.path(), &ready) {
        notes.push(format!(
            "former files could not all be removed: they are in {}, and the next run tries again",
            hidden.display()
        ));
    }
    Ok(WrittenFiles { folder: place.shown().to_owned(), files, notes })
}

/// New results that cannot take their place are kept where they can be found.
fn set_aside(
    disk: &dyn Disk,
    mut work: Workplace<'_>,
    place: &ResultsFolder,
    why: &str,
    kind: Option<std::io::ErrorKind>,
    old: Option<PathBuf>,
) -> FilesError {
    work.keep();
    let mut new = work.path(workplace::NEW);
    // Where former results could not be put back, the next run needs the hidden folder as it is.
    if old.is_none() {
        let beside = |end: String| {
            let mut name = place.path().file_name().unwrap_or_default().to_owned();
            name.push(end);
            (place.path().with_file_name(&name), place.shown().with_file_name(&name))
        };
        let free =
            (1..1000).map(|n| beside(if n == 1 { "-new".to_owned() } else { format!("-new-{n}") }));
        if let Some((path, shown)) = free.into_iter().find(|(path, _)| workplace::is_gone(path))
            && disk.rename(&new, &path).is_ok()
        {
            work.close();
            new = shown;
        } else {
            // Without its mark no later run takes them for leftovers.
            let _ = disk.remove_file(&work.path(workplace::OWN));
        }
    }
    FilesError::NotPut { folder: place.shown().to_owned(), why: why.to_owned(), kind, new, old }
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
            // Dropping the writer would hide that the disk is full. The bytes must be on the disk before the folder
            // is renamed, or a power cut could leave names without contents.
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
    let Outputs { result, replications, long_tables, timing, grounds, plots, saved } = outputs;
    folder.file("results.json", |out| json::write(result, out))?;
    folder.csv("replications.csv", |out| csv::replications(replications(), out))?;
    folder.csv("weekly.csv", |out| csv::weekly(result, out))?;
    if long_tables {
        folder.csv("replications-long.csv", |out| csv::replications_long(replications(), out))?;
        folder.csv("weekly-long.csv", |out| csv::weekly_long(result, out))?;
    }
    let drawn = if plots { html::run::draw(result)? } else { Vec::new() };
    let pngs: Result<Vec<Vec<u8>>, plot::PlotError> =
        drawn.par_iter().map(|(_, drawing)| plot::png(&drawing.svg)).collect();
    for ((figure, drawing), png) in drawn.iter().zip(pngs?) {
        folder.lettered(&drawing.svg);
        folder
            .file(&format!("{}.svg", figure.stem), |out| out.write_all(drawing.svg.as_bytes()))?;
        folder.file(&format!("{}.png", figure.stem), |out| out.write_all(&png))?;
    }
    folder.page(&html::run::sheet(result, grounds, &drawn))?;
    if let Some(saved) = saved {
        folder.file(SAVED, |out| saved(out))?;
    }
    // The timing differs from machine to machine, so the manifest has no hash of it.
    let text = timing.json().map_err(|error| FilesError::Json(error.to_string()))?;
    folder.file(manifest::TIMING, |out| out.write_all(text.as_bytes()))
}

fn of_csv(error: ::csv::Error) -> std::io::Error {
    match error.into_kind() {
        // An error of the disk stays an error of the disk: the hint and the exit status depend on its kind.
        ::csv::ErrorKind::Io(source) => source,
        other => std::io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod kills;
#[cfg(test)]
mod tests;
