//! Which file does what the command line asks.

use std::path::Path;

use clap::CommandFactory as _;

use crate::cli::{Cli, Command, RunArgs};
use crate::error::Error;
use crate::report::dictionary;
use crate::scenario::files::FileProblem;
use crate::scenario::load::LoadError;

use super::misspelt::no_command;
use super::{
    calibrate, check, compare, document, explain, gallery, jobs, library, licences, links,
    measures, merge, new, observed, optimise, print, reference, run, sensitivity, shard, story,
    sweep, uncertainty, verify, workshop,
};

/// Does what the command line asks.
///
/// # Errors
/// As the command says; [`Error::exit_status`] is the program's.
pub fn dispatch(cli: Cli) -> Result<(), Error> {
    match cli.command {
        Some(Command::Run(args)) => run_named(&args),
        Some(Command::Check(args)) => check::check(&args),
        Some(Command::New(args)) => new::new(&args),
        Some(Command::Observed(args)) => observed::observed(&args),
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
    // Where a file has nearly that name, the message names it already.
    let Error::Scenario(LoadError::File(FileProblem::Missing(name, None))) = &error else {
        return error;
    };
    file.to_str().and_then(|word| no_command(word, name)).unwrap_or(error)
}
