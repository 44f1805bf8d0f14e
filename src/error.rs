//! The program's error, and its exit status.

use std::io;
use std::path::Path;

use thiserror::Error;

use crate::report::files::FilesError;
use crate::scenario::load::LoadError;

/// Why a command did not do what was asked.
#[derive(Debug, Error)]
pub enum Error {
    /// The scenario cannot be used.
    #[error("{0}")]
    Scenario(LoadError),
    /// The request is wrong.
    #[error("error: {0}")]
    Request(String),
    /// The files could not be written.
    #[error("error: {0}")]
    Files(#[from] FilesError),
    /// The machine failed.
    #[error("error: {what}: {source}")]
    Machine {
        /// What was being done.
        what: String,
        /// What the system said.
        source: io::Error,
    },
    /// A check that was asked for failed; it has been printed.
    #[error("{0}")]
    Failed(String),
    /// Interrupted; what was finished is written.
    #[error("interrupted: {0}")]
    Interrupted(String),
}

impl Error {
    /// The exit status that tells a calling program which it was.
    #[must_use]
    pub fn exit_status(&self) -> u8 {
        match self {
            Error::Failed(_) => 1,
            Error::Scenario(_) | Error::Request(_) => 2,
            // A folder with somebody's files in it is a matter of the request, a full disk one of the machine.
            Error::Files(error) if error.is_request() => 2,
            Error::Files(_) | Error::Machine { .. } => 3,
            // As a shell tells of a program that Ctrl-C ended: 128 and the number of the signal.
            Error::Interrupted(_) => 130,
        }
    }

    /// The system failed while a file was being written.
    #[must_use]
    pub fn machine(what: &Path, source: io::Error) -> Error {
        Error::Machine { what: what.display().to_string(), source }
    }
}

impl From<LoadError> for Error {
    fn from(error: LoadError) -> Error {
        Error::Scenario(error)
    }
}
