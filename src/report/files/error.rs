//! Why the files of a run were not written.

use std::io;
use std::path::{Component, Path, PathBuf};

use thiserror::Error;

use crate::report::html::PageError;
use crate::report::plot::PlotError;

/// Why the files of a run were not written. In every case what was there before is there still.
#[derive(Debug, Error)]
pub enum FilesError {
    /// The folder holds a file that this program did not write, or that was changed since.
    #[error("{}: not written by this program, or changed since; choose another folder, move the file, or say --force", file.display())]
    WouldLose {
        /// The first such file.
        file: PathBuf,
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
    let is_here = path.as_os_str().is_empty() || path.components().all(|part| !matches!(part, Component::Normal(_)));
    let name = match std::path::absolute(path.components().next().map_or(Path::new("."), |_| path)) {
        // Part by part, without a separator at the end.
        Ok(whole) if is_here => format!("this folder ({})", whole.components().collect::<PathBuf>().display()),
        _ => path.display().to_string(),
    };
    let closed = matches!(source.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem);
    if closed {
        let why = source.kind();
        return format!("{name} cannot be written to ({why}); name a folder that can, with --out FOLDER");
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
        matches!(self, FilesError::WouldLose { .. } | FilesError::NotAFolder { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_folder_is_named_in_full_and_another_is_asked_for() {
        let said = |path: &str, kind: io::ErrorKind| FilesError::io(Path::new(path), io::Error::from(kind)).to_string();
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
