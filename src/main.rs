//! `surge-sim`: parse, do, print the error, exit.

use std::process::ExitCode;

use clap::Parser as _;

use surge_sim::cli::Cli;
use surge_sim::commands;

fn main() -> ExitCode {
    match commands::dispatch(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            commands::print_error(&error);
            ExitCode::from(error.exit_status())
        }
    }
}
