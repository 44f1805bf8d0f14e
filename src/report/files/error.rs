//! Why the files of a run were not written.

use std::io;
use std::path::{Component, Path, PathBuf};

use thiserror::Error;

use super::survey::InTheWay;
use crate::report::html::PageError;
use crate::report::plot::PlotError;

/// Why the files of a run are not in their place. In every case what was there before is there still.
#[derive(Debug, Error)]
pub enum FilesError {
    /// The folder holds files that this program did not write, or that were changed since.
    #[error("{words}")]
    WouldLose {
        /// What is there.
        found: Box<InTheWay>,
        /// The same in words.
        words: String,
    },
    /// The folder holds files or folders of somebody else's whose names the results have.
    #[error("{}", taken(.theirs))]
    NameTaken {
        /// What has such a name, as the user named the folder.
        theirs: Vec<PathBuf>,
    },
    /// The folder holds what no results may stand in the place of.
    #[error("{}: holds {holds}; results need a folder of their own: name another with --out, as in --out results", folder.display())]
    Protected {
        /// The folder.
        folder: PathBuf,
        /// What it holds.
        holds: String,
    },
    /// The folder holds results of another scenario, or of another command.
    #[error("{}: holds the results of {theirs}; name another folder with --out (--force would replace them)", folder.display())]
    OfAnother {
        /// The folder.
        folder: PathBuf,
        /// Whose they are.
        theirs: String,
    },
    /// New results are whole and could not be put in their place.
    #[error("{why}{}. The new results are in {}; {}", hint(*.kind), new.display(), former(.folder, .old.as_deref()))]
    NotPut {
        /// Their place, as the user named it.
        folder: PathBuf,
        /// What was refused, in words.
        why: String,
        /// What kind of refusal it was; `None` where the request is to blame.
        kind: Option<io::ErrorKind>,
        /// Where they are.
        new: PathBuf,
        /// Where former results are, if they could not be put back.
        old: Option<PathBuf>,
    },
    /// The destination is there and is no folder.
    #[error("{}: not a folder that results can be put into", path.display())]
    NotAFolder {
        /// The destination.
        path: PathBuf,
    },
    /// The machine refused: no permission, disk full.
    #[error("{}", refused(path, source))]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A figure could not be drawn.
    #[error(transparent)]
    Plot(#[from] PlotError),
    /// A page could not be made.
    #[error(transparent)]
    Page(#[from] PageError),
    /// Results could not be put into JSON.
    #[error("cannot write results as JSON: {0}")]
    Json(String),
}

/// What the machine refused, with the folder's whole name where the path is only where one stands, and what may be done.
fn refused(path: &Path, source: &io::Error) -> String {
    let is_here = path.as_os_str().is_empty()
        || path.components().all(|part| !matches!(part, Component::Normal(_)));
    let name = match std::path::absolute(path.components().next().map_or(Path::new("."), |_| path))
    {
        // Part by part, without a separator at the end.
        Ok(whole) if is_here => {
            format!("this folder ({})", whole.components().collect::<PathBuf>().display())
        }
        _ => path.display().to_string(),
    };
    let closed = matches!(
        source.kind(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
    );
    if closed {
        // The whole error would end with the system's number for it.
        let why = source.kind();
        return format!(
            "{name} cannot be written to ({why}); name a folder that can, with --out FOLDER"
        );
    }
    format!("{name}: {source}")
}

impl FilesError {
    pub(super) fn io(path: &Path, source: io::Error) -> FilesError {
        FilesError::Io { path: path.to_owned(), source }
    }

    /// True where the request is to blame (exit status 2) and not the machine (exit status 3).
    #[must_use]
    pub fn is_request(&self) -> bool {
        use FilesError::{NameTaken, NotAFolder, NotPut, OfAnother, Protected, WouldLose};
        matches!(
            self,
            WouldLose { .. }
                | NameTaken { .. }
                | NotAFolder { .. }
                | Protected { .. }
                | OfAnother { .. }
                | NotPut { kind: None, .. }
        )
    }
}

/// What has the name of a result, and what can be done: no option makes it give way.
fn taken(theirs: &[PathBuf]) -> String {
    let first = theirs.first().map_or(String::new(), |path| path.display().to_string());
    let (more, its, it) = match theirs.len() {
        0 | 1 => (String::new(), "its name", "it"),
        n => (format!(" and {} more", n - 1), "their names", "them"),
    };
    format!(
        "{first}{more}: not written by this program, and results would take {its}; choose another folder with --out, or move \
         {it} elsewhere (--force does not replace {it})"
    )
}

/// What a refusal often means.
fn hint(kind: Option<io::ErrorKind>) -> &'static str {
    match kind {
        Some(io::ErrorKind::PermissionDenied | io::ErrorKind::ResourceBusy) => {
            " (is a file of it open in another program?)"
        }
        _ => "",
    }
}

fn former(folder: &Path, old: Option<&Path>) -> String {
    match old {
        Some(old) => {
            format!("the former ones are in {}, and the next run puts them back", old.display())
        }
        None => format!("{} is as it was", folder.display()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_folder_is_named_in_full_and_another_is_asked_for() {
        let said = |path: &str, kind: io::ErrorKind| {
            FilesError::io(Path::new(path), io::Error::from(kind)).to_string()
        };
        let here = std::path::absolute(".").expect("one stands somewhere");
        for path in [".", "./", ""] {
            assert_eq!(
                said(path, io::ErrorKind::PermissionDenied),
                format!(
                    "this folder ({}) cannot be written to (permission denied); name a folder that can, with --out FOLDER",
                    here.display()
                )
            );
        }
        assert_eq!(
            said("results", io::ErrorKind::ReadOnlyFilesystem),
            "results cannot be written to (read-only filesystem or storage medium); name a folder that can, with --out FOLDER"
        );
        assert_eq!(said("a/b", io::ErrorKind::NotADirectory), "a/b: not a directory");
    }
}
