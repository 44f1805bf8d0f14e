//! A word in the place of a command that is nearly one.

use clap::CommandFactory as _;

use crate::cli::Cli;
use crate::error::Error;
use crate::scenario::problem::nearest;

/// That a word, shown as `name`, is neither a file nor a command, where it is nearly one.
pub(super) fn no_command(word: &str, name: &str) -> Option<Error> {
    let commands = Cli::command();
    // The parser's own `help` and the words that the help leaves out are commands, too.
    if word.starts_with('-') || word == "help" || commands.find_subcommand(word).is_some() {
        return None;
    }
    let names = commands.get_subcommands().filter(|one| !one.is_hide_set());
    let command = nearest(word, names.map(clap::Command::get_name))?;
    Some(Error::Request(format!(
        "{name}: no such file and no such command; nearest command: {command}"
    )))
}
