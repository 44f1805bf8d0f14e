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
use std::io::{self, Write as _};
use std::path::Path;

use clap::CommandFactory as _;

use crate::cli::{ChangeArgs, Cli, Command, RunArgs};
use crate::error::Error;
use crate::report::dictionary;
use crate::scenario::diagnostics;
use crate::scenario::load::{Loaded, load};
use crate::scenario::overrides::Overrides;

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
        },
        None => Err(Error::Request("name a scenario file, or a command; --help lists them".to_owned())),
    }
}

/// Prints an error where errors go.
pub fn print_error(error: &Error) {
    let look = diagnostics::Look::of_standard_error();
    let text = match (error, look) {
        (Error::Scenario(problem), Some(look)) => diagnostics::draw(problem, look),
        _ => error.to_string(),
    };
    let _ = writeln!(anstream::stderr(), "{}", text.trim_end());
}

/// Prints text to standard output. A reader who has gone away is no error.
fn print(text: &str) -> Result<(), Error> {
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
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Error::Request(format!("{} is there already; nothing is changed", path.display()))
        }
        io::ErrorKind::NotFound => Error::Request(format!("{}: there is no such folder", path.display())),
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
    let _ = writeln!(anstream::stderr(), "{}", text.trim_end());
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
