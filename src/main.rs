//! `surge-sim`: parse, do, print the error, exit.

use std::process::ExitCode;

use surge_sim::commands;

fn main() -> ExitCode {
    match commands::dispatch::dispatch(commands::parsed()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            commands::print_error(&error);
            ExitCode::from(error.exit_status())
        }
    }
}
