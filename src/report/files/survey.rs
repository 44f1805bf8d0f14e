//! What stands in a folder that is to have new results: what this program wrote, what was changed since, what is somebody
//! else's, and what is litter.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::FilesError;
use super::litter::{is_litter, opened};
use super::manifest::{self, Manifest};
use super::mark::MARK;
use super::workplace::is_gone;

/// No more than this is counted: a whole disk is not walked to refuse it.
const MOST: usize = 100_000;

/// Files and folders by which a repository of version control is known.
const REPOSITORIES: [&str; 7] = [".git", ".hg", ".svn", ".jj", ".bzr", "_darcs", "CVS"];

/// What stands in the folder.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Whether the folder is there.
    pub there: bool,
    /// Names of what this program wrote and nobody changed.
    pub ours: Vec<String>,
    /// Names of what this program wrote and somebody changed.
    pub changed: Vec<String>,
    /// Somebody else's files and folders.
    pub foreign: Vec<PathBuf>,
    /// Names of litter.
    pub litter: Vec<String>,
}

impl Survey {
    /// Looks at the folder.
    ///
    /// # Errors
    /// What is there and no folder; what cannot be read: nothing is called changed that was not read.
    pub fn of(folder: &Path) -> Result<Survey, FilesError> {
        let fail = |path: &Path| {
            let path = path.to_owned();
            move |source| FilesError::Io { path, source }
        };
        match fs::metadata(folder) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Survey::default());
            }
            Err(error) => return Err(FilesError::io(folder, error)),
            Ok(found) if !found.is_dir() => {
                return Err(FilesError::NotAFolder { path: folder.to_owned() });
            }
            Ok(_) => {}
        }
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).map_err(fail(folder))? {
            paths.push(entry.map_err(fail(folder))?.path());
        }
        // Each disk lists a folder in its own order, and a message must name the same file first on all of them.
        paths.sort();
        let known = manifest::known(folder)?;
        let mut survey = Survey { there: true, ..Survey::default() };
        for path in paths {
            // A link is not followed. This program makes no links, so the link is somebody's.
            let is_file = fs::symlink_metadata(&path).map_err(fail(&path))?.is_file();
            let Some(name) = path.file_name().and_then(|name| name.to_str()).map(str::to_owned)
            else {
                survey.foreign.push(path);
                continue;
            };
            match kind(&path, &name, is_file, known.as_ref())? {
                FileOwner::Ours => survey.ours.push(name),
                FileOwner::Changed => survey.changed.push(name),
                FileOwner::Litter => survey.litter.push(name),
                FileOwner::Foreign => survey.foreign.push(path),
            }
        }
        Ok(survey)
    }

    /// True where something stays when the results go.
    pub fn something_stays(&self) -> bool {
        !self.foreign.is_empty() || !self.litter.is_empty()
    }

    /// What somebody else put where files of these names are to be written.
    pub fn taken(&self, folder: &Path, names: &[String]) -> Vec<PathBuf> {
        let theirs = |name: &&String| {
            !self.ours.iter().chain(&self.changed).any(|own| own == *name)
                && !is_gone(&folder.join(name))
        };
        names.iter().filter(theirs).map(|name| folder.join(name)).collect()
    }

    /// Files of ours that an office program has open, by its lock.
    pub fn open(&self) -> Vec<&str> {
        let of_ours = |name: &&str| self.ours.iter().chain(&self.changed).any(|own| own == name);
        // Two programs may each have left a lock.
        let open: BTreeSet<&str> =
            self.litter.iter().filter_map(|name| opened(name)).filter(of_ours).collect();
        open.into_iter().collect()
    }

    /// What somebody would lose, or have results put beside.
    pub fn in_the_way(&self, folder: &Path) -> InTheWay {
        let mut found = InTheWay {
            changed: self.changed.iter().map(|name| folder.join(name)).collect(),
            ..InTheWay::default()
        };
        found.open = self.open().into_iter().map(str::to_owned).collect();
        self.foreign.iter().for_each(|path| found.count(path));
        found
    }
}

enum FileOwner {
    Ours,
    Changed,
    Litter,
    Foreign,
}

fn kind(
    path: &Path,
    name: &str,
    is_file: bool,
    known: Option<&Manifest>,
) -> Result<FileOwner, FilesError> {
    let written = known.is_some_and(|known| known.files.contains_key(name));
    Ok(match known {
        // The manifest does not list these three: itself, and two files that differ from machine to machine.
        Some(_) if is_file && [manifest::NAME, manifest::TIMING, MARK].contains(&name) => {
            FileOwner::Ours
        }
        Some(known) if written && is_file => {
            if known.files.get(name) == Some(&manifest::hash(path)?) {
                FileOwner::Ours
            } else {
                FileOwner::Changed
            }
        }
        _ if is_file && is_litter(name) => FileOwner::Litter,
        _ => FileOwner::Foreign,
    })
}

/// What is in the way of new results.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct InTheWay {
    /// Results that somebody changed.
    pub changed: Vec<PathBuf>,
    /// Which of the results a spreadsheet has open.
    pub open: Vec<String>,
    /// The first file that is somebody else's, or folder without one.
    pub first: Option<PathBuf>,
    /// How many there are, the first among them.
    pub others: usize,
    /// In how many folders below.
    pub folders: usize,
    /// A repository among them.
    pub repository: Option<PathBuf>,
}

impl InTheWay {
    /// Counts what is below a path.
    fn count(&mut self, path: &Path) {
        if self.others + self.folders >= MOST {
            return;
        }
        let is_folder = fs::symlink_metadata(path).is_ok_and(|found| found.is_dir());
        if path
            .file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| REPOSITORIES.contains(&name))
        {
            self.repository.get_or_insert_with(|| path.to_owned());
        }
        if is_folder {
            self.folders += 1;
            let mut below: Vec<PathBuf> = fs::read_dir(path)
                .into_iter()
                .flatten()
                .filter_map(|entry| Some(entry.ok()?.path()))
                .collect();
            below.sort();
            if !below.is_empty() {
                return below.iter().for_each(|path| self.count(path));
            }
        }
        self.others += 1;
        self.first.get_or_insert_with(|| path.to_owned());
    }

    /// True where nobody loses anything, and nothing is put beside anybody's files.
    pub fn is_nothing(&self) -> bool {
        self.changed.is_empty() && self.first.is_none()
    }

    /// In words: what is there, and what can be done. `shown` is the folder as the user named it, `whole` as it was read.
    pub(super) fn words(&self, shown: &Path, whole: &Path) -> String {
        let named = |path: &Path| {
            shown.join(path.strip_prefix(whole).unwrap_or(path)).display().to_string()
        };
        let mut words = Vec::new();
        if let Some(first) = self.changed.first() {
            let (more, them) = match self.changed.len() - 1 {
                0 => (String::new(), "it"),
                more => (format!(" and {more} more"), "them"),
            };
            let open = if self.open.is_empty() {
                String::new()
            } else {
                format!(
                    " ({}: open in a spreadsheet, which should be closed first)",
                    self.open.join(", ")
                )
            };
            words.push(format!(
                "{}{more}: changed since this program wrote {them}{open}; copy what you want to keep to another folder, \
                 or choose another one with --out (--force would lose the changes)",
                named(first)
            ));
        }
        if let Some(first) = &self.first {
            words.push(format!(
                "{}{}: not written by this program; choose another folder with --out, or move what is there \
                 (with --force it stays, and the results are put beside it)",
                named(first),
                self.more()
            ));
        }
        words.join("; ")
    }

    /// ` and 41 more, in 3 folders`.
    fn more(&self) -> String {
        let over = if self.others + self.folders >= MOST { "more than " } else { "" };
        let folders = match self.folders {
            0 => String::new(),
            1 => ", in 1 folder".to_owned(),
            folders => format!(", in {folders} folders"),
        };
        match self.others - 1 {
            0 => String::new(),
            more => format!(" and {over}{more} more{folders}"),
        }
    }
}
