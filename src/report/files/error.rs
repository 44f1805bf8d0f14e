//! Why the files of a run were not written.

use std::io;
use std::path::{Path, PathBuf};

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
    #[error("{}: {source}", path.display())]
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
