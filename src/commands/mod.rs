//! One file a subcommand: load, experiment, report.

mod again;
mod calibrate;
mod check;
mod compare;
mod document;
mod explain;
mod finish;
mod forecast;
mod gallery;
mod interrupt;
mod jobs;
mod library;
mod licences;
mod links;
mod measures;
mod merge;
mod new;
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
mod workshop;

use std::fs::OpenOptions;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use clap::{CommandFactory as _, Parser as _};

use crate::cli::{ChangeArgs, Cli, Command, RunArgs};
use crate::error::Error;
use crate::report::{dictionary, terminal};
use crate::scenario::diagnostics;
use crate::scenario::files::FileProblem;
use crate::scenario::load::LoadError;
use crate::scenario::load::{Loaded, load};
use crate::scenario::overrides::Overrides;
use crate::scenario::problem::nearest;
use crate::scenario::visible;

/// Does what the command line asks.
///
/// # Errors
/// As the command says; [`Error::exit_status`] is the program's.
pub fn dispatch(cli: Cli) -> Result<(), Error> {
    match cli.command {
        Some(Command::Run(args)) => run_named(&args),
        Some(Command::Check(args)) => check::check(&args),
        Some(Command::New(args)) => new::new(&args),
        Some(Command::Verify(args)) => verify::verify(&args),
        Some(Command::Links(args)) => links::links(&args),
        Some(Command::Compare(args)) => compare::compare(&args),
        Some(Command::Library(args)) => library::library(&args),
        Some(Command::Story(args)) => story::story(&args),
        Some(Command::Workshop(args)) => workshop::workshop(&args),
        Some(Command::Document(args)) => document::document(&args),
        Some(Command::Gallery(args)) => gallery::gallery(&args),
        Some(Command::Sweep(args)) => sweep::sweep(&args),
        Some(Command::Calibrate(args)) => calibrate::calibrate(&args),
        Some(Command::Sensitivity(args)) => sensitivity::sensitivity(&args),
        Some(Command::Optimise(args)) => optimise::optimise(&args),
        Some(Command::Shard(args)) => shard::shard(&args),
        Some(Command::Merge(args)) => merge::merge(&args),
        Some(Command::Jobs(args)) => jobs::jobs(&args),
        Some(Command::Explain(args)) => explain::explain(&args),
        Some(Command::Dictionary { csv: true }) => print(dictionary::CSV),
        Some(Command::Dictionary { csv: false }) => {
            print(&dictionary::markdown().map_err(|error| Error::Request(error.to_string()))?)
        }
        Some(Command::Reference(args)) => reference::reference(&args),
        Some(Command::Schema) => explain::schema(),
        Some(Command::Licences) => licences::licences(),
        Some(Command::Measures(args)) => measures::measures(&args),
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "surge-sim", &mut script);
            print(&String::from_utf8_lossy(&script))
        }
        None => run_named(&cli.run),
    }
}

fn run_named(args: &RunArgs) -> Result<(), Error> {
    match &args.file {
        Some(file) => match args.uncertainty {
            Some(draws) => uncertainty::uncertainty(file, args, draws),
            None => run::run(file, args),
        }
        .map_err(|error| or_command(error, file)),
        None => {
            Err(Error::Request("name a scenario file, or a command; --help lists them".to_owned()))
        }
    }
}

/// A word that is no file may be a command, mistyped.
fn or_command(error: Error, file: &Path) -> Error {
    let Error::Scenario(LoadError::File(FileProblem::Missing(name, None))) = &error else {
        return error;
    };
    let commands = Cli::command();
    let names: Vec<&str> = commands
        .get_subcommands()
        .filter(|one| !one.is_hide_set())
        .map(clap::Command::get_name)
        .collect();
    match file.to_str().and_then(|word| nearest(word, names)) {
        Some(command) => Error::Request(format!(
            "{name}: no such file and no such command; nearest command: {command}"
        )),
        None => error,
    }
}

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
