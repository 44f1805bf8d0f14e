//! One file a subcommand: load, experiment, report.

mod again;
mod calibrate;
mod check;
mod compare;
pub mod dispatch;
mod document;
mod explain;
mod finish;
mod forecast;
mod gallery;
mod interrupt;
mod jobs;
mod library;
mod licences;
mod limits;
mod links;
mod measures;
mod merge;
mod misspelt;
mod new;
mod observed;
mod optimise;
mod own;
mod place;
mod progress;
mod reference;
mod run;
mod sensitivity;
mod shard;
mod shelf;
mod sides;
mod store;
mod story;
mod study;
mod sweep;
mod threads;
mod uncertainty;
mod verify;
mod warned;
mod words;
mod workshop;

use std::fs::OpenOptions;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use clap::Parser as _;

use crate::cli::{ChangeArgs, Cli};
use crate::error::Error;
use crate::report::terminal;
use crate::scenario::diagnostics;
use crate::scenario::load::{Loaded, load};
use crate::scenario::overrides::Overrides;
use crate::scenario::visible;

/// Prints an error where errors go.
pub fn print_error(error: &Error) {
    let look = diagnostics::Look::of_standard_error();
    match (error, look) {
        // The picture has colours; it shows nothing of a file that steers a terminal.
        (Error::Scenario(problem), Some(look)) => {
            let _ = writeln!(anstream::stderr(), "{}", diagnostics::draw(problem, look).trim_end());
        }
        _ => note(&error.to_string()),
    }
}

/// What the command line asks, or what is wrong with it.
#[must_use]
pub fn parsed() -> Cli {
    Cli::try_parse().unwrap_or_else(|error| {
        // A misspelt command is taken for a file, and what is wrong seems to be the word after it.
        if error.use_stderr()
            && let Some(first) = std::env::args().nth(1)
            && !Path::new(&first).exists()
            && let Some(wrong) = misspelt::no_command(&first, &first)
        {
            print_error(&wrong);
            std::process::exit(error.exit_code());
        }
        // A shell puts names of files there, too.
        let told = error.to_string();
        if told.contains(|c| visible::is_hidden(c) && c != '\n' && c != '\t') {
            note(&told);
            std::process::exit(error.exit_code());
        }
        error.exit()
    })
}

/// Prints text to standard output; what a file put into it is shown, and steers nothing.
fn print(text: &str) -> Result<(), Error> {
    put(&visible::shown(text))
}

/// The same of a screen, whose headings are bold on a terminal.
fn print_screen(screen: &str) -> Result<(), Error> {
    put(&terminal::shown(screen))
}

/// The same of JSON, which reads back as what it was.
fn print_json(json: &str) -> Result<(), Error> {
    put(&visible::in_json(json))
}

/// Prints what another program reads: to the letter, but to a terminal as any text.
fn print_exact(text: &str) -> Result<(), Error> {
    if io::stdout().is_terminal() { print(text) } else { put(text) }
}

/// The one place where text goes to standard output. A reader who has gone away is no error.
fn put(text: &str) -> Result<(), Error> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::Machine { what: "standard output".to_owned(), source: error })
        }
        _ => Ok(()),
    }
}

/// Writes a file that is not there yet, whole or not at all.
///
/// # Errors
/// [`Error::Request`] where something has that name, or there is no such folder; what the disk says.
fn write_new(path: &Path, text: &str) -> Result<(), Error> {
    let mut file =
        // Asked and made in one step: no file that appears in between is overwritten.
        OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| match error
            .kind()
        {
            io::ErrorKind::AlreadyExists => {
                Error::Request(format!("{} is there already; nothing is changed", path.display()))
            }
            io::ErrorKind::NotFound => {
                Error::Request(format!("{}: there is no such folder", path.display()))
            }
            _ => Error::machine(path, error),
        })?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|error| {
        // It was not there before.
        let _ = std::fs::remove_file(path);
        Error::machine(path, error)
    })
}

/// Prints text to standard error; there is nowhere to say that it failed.
fn note(text: &str) {
    let _ = writeln!(anstream::stderr(), "{}", visible::shown(text.trim_end()));
}

/// A screen for standard error, where its results go to standard output.
fn note_screen(screen: &str) {
    let _ = writeln!(anstream::stderr(), "{}", terminal::shown(screen.trim_end()));
}

/// The scenario as the options change it.
fn loaded(file: &Path, changes: &ChangeArgs) -> Result<Loaded, Error> {
    Ok(load(file, &overrides(changes))?)
}

fn overrides(args: &ChangeArgs) -> Overrides {
    let mut overrides = args.set.iter().fold(Overrides::none(), |all, set| all.set(set.clone()));
    if let Some(seed) = args.seed {
        overrides = overrides.seed(seed);
    }
    if let Some(count) = args.replications {
        overrides = overrides.replications(count);
    }
    args.without.iter().fold(overrides, |all, names| all.without(names))
}
