//! Where results go, and whether they may: settled once, before any work, with a path that no later step can misread.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::FilesError;
use super::disk::{HIDDEN, Real};
use super::leftovers::mend;
use super::mark::{ResultsOwner, of_another};
use super::survey::Survey;
use crate::report::reference;
use crate::scenario::files::disk::tidy;

/// Something that no results may stand in the place of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guarded {
    /// Where it is.
    pub path: PathBuf,
    /// What it is, in words.
    pub what: String,
}

/// A folder for results.
#[derive(Clone, Debug)]
pub struct ResultsFolder {
    /// As the user named it.
    shown: PathBuf,
    /// The folder itself: absolute, links followed.
    path: PathBuf,
    force: bool,
    source: ResultsOwner,
    guarded: Vec<Guarded>,
}

impl ResultsFolder {
    /// The folder that `shown` names. With `force` results there give way even if they were changed or are of another scenario.
    ///
    /// # Errors
    /// What the disk says of the way to it; [`FilesError::NotAFolder`].
    pub fn new(
        shown: &Path,
        force: bool,
        source: ResultsOwner,
        guarded: Vec<Guarded>,
    ) -> Result<ResultsFolder, FilesError> {
        let path = whole(shown).map_err(|source| FilesError::io(shown, source))?;
        let source = ResultsOwner {
            files: source
                .files
                .iter()
                .map(|file| whole(file).unwrap_or_else(|_| file.clone()))
                .collect(),
            ..source
        };
        Ok(ResultsFolder { shown: shown.to_owned(), path, force, source, guarded })
    }

    /// The folder as the user named it.
    #[must_use]
    pub fn shown(&self) -> &Path {
        &self.shown
    }

    /// The folder itself.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether `--force` was given.
    pub(super) fn force(&self) -> bool {
        self.force
    }

    /// Whose results go there.
    pub(super) fn source(&self) -> &ResultsOwner {
        &self.source
    }

    /// Whether results may go there, asked before a long run. What killed runs left beside it is mended first; what there is
    /// to say is handed back.
    ///
    /// # Errors
    /// [`FilesError::WouldLose`], [`FilesError::NameTaken`], [`FilesError::Protected`], [`FilesError::OfAnother`],
    /// [`FilesError::NotAFolder`], and what the disk says.
    pub fn check(&self) -> Result<Vec<String>, FilesError> {
        let mut said = self.path.parent().map(|parent| mend(&Real, parent)).unwrap_or_default();
        let there = self.survey()?;
        self.may_write_beside()?;
        said.extend(self.open(&there));
        Ok(said)
    }

    /// What is to be said of results that a spreadsheet has open.
    pub(super) fn open(&self, there: &Survey) -> Option<String> {
        let open: Vec<String> =
            there.open().iter().map(|name| self.shown.join(name).display().to_string()).collect();
        let words = |it: &str| {
            format!(
                "{} {it} open in a spreadsheet: close it without saving, or old numbers come back",
                open.join(", ")
            )
        };
        match open.len() {
            0 => None,
            1 => Some(words("is")),
            _ => Some(words("are")),
        }
    }

    /// What stands there, where results may take its place.
    pub(super) fn survey(&self) -> Result<Survey, FilesError> {
        let there = Survey::of(&self.path).map_err(|error| self.named(error))?;
        if !there.there {
            return Ok(there);
        }
        // The next three questions are asked with `--force` as well. It gives up changed results and those of
        // another scenario, and nothing else.
        if let Some(holds) = self.holds() {
            return Err(FilesError::Protected { folder: self.shown.clone(), holds });
        }
        let found = there.in_the_way(&self.path);
        if let Some(repository) = &found.repository {
            let name = self.shown.join(repository.strip_prefix(&self.path).unwrap_or(repository));
            let holds = format!("a repository ({})", name.display());
            return Err(FilesError::Protected { folder: self.shown.clone(), holds });
        }
        let taken = there.taken(&self.path, &reference::names_of(self.source.command));
        if !taken.is_empty() {
            let shown =
                |path: &PathBuf| self.shown.join(path.strip_prefix(&self.path).unwrap_or(path));
            return Err(FilesError::NameTaken { theirs: taken.iter().map(shown).collect() });
        }
        if self.force {
            return Ok(there);
        }
        if let Some(theirs) =
            of_another(&self.path, &self.source).filter(|_| !there.ours.is_empty())
        {
            return Err(FilesError::OfAnother { folder: self.shown.clone(), theirs });
        }
        if !found.is_nothing() {
            let words = found.words(&self.shown, &self.path);
            return Err(FilesError::WouldLose { found: Box::new(found), words });
        }
        Ok(there)
    }

    /// What is guarded in the folder or below it.
    fn holds(&self) -> Option<String> {
        let inside = |guarded: &&Guarded| {
            whole(&guarded.path).is_ok_and(|path| path.starts_with(&self.path))
        };
        self.guarded.iter().find(inside).map(|guarded| guarded.what.clone())
    }

    /// Whether something may be written where the folder will stand: in the nearest folder above it that is there.
    fn may_write_beside(&self) -> Result<(), FilesError> {
        // Elsewhere the mark of a folder that is only read means something else.
        if cfg!(unix) && fs::metadata(&self.path).is_ok_and(|found| found.permissions().readonly())
        {
            return Err(FilesError::io(
                &self.shown,
                io::Error::from(io::ErrorKind::PermissionDenied),
            ));
        }
        // The folder is made later, so a folder above it must accept it.
        let above = self.path.ancestors().enumerate().skip(1).find(|(_, above)| above.exists());
        let Some((steps, there)) = above else { return Ok(()) };
        // The folder that refuses, as the user would name it.
        let shown = self.shown.ancestors().nth(steps).unwrap_or(there);
        // Permissions alone do not tell: access lists, read-only disks and network rules refuse as well. So a
        // folder is tried.
        let tried = tempfile::Builder::new().prefix(HIDDEN).tempdir_in(there);
        // The whole error would name a hidden folder of this program.
        tried.map(drop).map_err(|source| FilesError::io(shown, io::Error::from(source.kind())))
    }

    /// The folder that it stands in, made if it is not there, and its name in it.
    pub(super) fn parent(&self) -> Result<(&Path, &OsStr), FilesError> {
        let (Some(parent), Some(name)) = (self.path.parent(), self.path.file_name()) else {
            return Err(FilesError::NotAFolder { path: self.shown.clone() });
        };
        fs::create_dir_all(parent).map_err(|source| FilesError::io(&self.shown, source))?;
        Ok((parent, name))
    }

    /// The error with the folder as the user named it.
    pub(super) fn named(&self, error: FilesError) -> FilesError {
        let named = |path: PathBuf| {
            path.strip_prefix(&self.path).map(|rest| self.shown.join(rest)).unwrap_or(path)
        };
        let folder =
            |path: PathBuf| if path == self.path { self.shown.clone() } else { named(path) };
        match error {
            FilesError::Io { path, source } => FilesError::Io { path: folder(path), source },
            FilesError::NotAFolder { path } => FilesError::NotAFolder { path: folder(path) },
            other => other,
        }
    }
}

/// The absolute path of something that is there or will be, links followed as far as there is something.
fn whole(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let mut rest: Vec<Component<'_>> = Vec::new();
    let mut there = path.as_path();
    loop {
        match fs::canonicalize(there) {
            Ok(found) => {
                return Ok(tidy(&rest.iter().rev().fold(found, |path, part| path.join(part))));
            }
            // A link that leads nowhere is no folder to be made.
            Err(error) if error.kind() != io::ErrorKind::NotFound || there.is_symlink() => {
                return Err(error);
            }
            Err(error) => {
                let (Some(last), Some(above)) = (there.components().next_back(), there.parent())
                else {
                    return Err(error);
                };
                rest.push(last);
                there = above;
            }
        }
    }
}

#[cfg(test)]
impl ResultsFolder {
    /// A place for results of nothing in particular.
    pub(crate) fn plain(shown: &Path, force: bool) -> Result<ResultsFolder, FilesError> {
        ResultsFolder::new(shown, force, ResultsOwner::default(), Vec::new())
    }
}
