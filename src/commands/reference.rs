//! `surge-sim reference`: the pages of the reference, from the tables that the program uses.

use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command, CommandFactory as _};

use crate::cli::{Cli, ReferenceArgs, ReferencePage};
use crate::error::Error;
use crate::report::{dictionary, reference};

use super::print;

pub fn reference(args: &ReferenceArgs) -> Result<(), Error> {
    print(&match args.page {
        ReferencePage::Keys => reference::keys(),
        ReferencePage::Measures => reference::measures(),
        ReferencePage::Commands => commands(),
        ReferencePage::Files => reference::files(),
        ReferencePage::Environment => reference::environment(),
        ReferencePage::Tables => {
            dictionary::markdown().map_err(|error| Error::Request(error.to_string()))?
        }
    })
}

/// Every command with its options, and the exit statuses.
fn commands() -> String {
    let mut program = Cli::command();
    program.build();
    let mut text = format!(
        "# Every command\n\nThis page is made by the program: `surge-sim reference` prints it. `surge-sim COMMAND --help` says \
         the same of one.\n\n## surge-sim SCENARIO\n\nRuns a scenario, prints the answer, writes the files.\n\n{}",
        arguments(&program)
    );
    for command in program.get_subcommands().filter(|one| !one.is_hide_set()) {
        if command.get_name() == "help" {
            continue;
        }
        let about = command.get_about().map_or_else(String::new, one_line);
        text.push_str(&format!(
            "\n## {}\n\n{about}.\n\n{}",
            command.get_name(),
            arguments(command)
        ));
    }
    let statuses = program.get_after_help().map(StyledStr::to_string).unwrap_or_default();
    text.push_str("\n## Exit status\n\n| status | meaning |\n| --- | --- |\n");
    // Under the heading each status stands behind two spaces, and two more part it from its meaning.
    for line in statuses.lines().filter(|line| line.starts_with("  ")) {
        if let Some((status, meaning)) = line.trim().split_once("  ") {
            text.push_str(&format!("| {status} | {} |\n", meaning.trim()));
        }
    }
    text
}

/// The arguments of a command, as a table.
fn arguments(command: &Command) -> String {
    let shown =
        |arg: &&Arg| !arg.is_hide_set() && !["help", "version"].contains(&arg.get_id().as_str());
    let rows: Vec<String> = command.get_arguments().filter(shown).map(row).collect();
    if rows.is_empty() {
        return "It takes no options.\n".to_owned();
    }
    format!("| argument | meaning | default |\n| --- | --- | --- |\n{}", rows.concat())
}

fn row(arg: &Arg) -> String {
    let mut meaning = arg.get_help().map_or_else(String::new, one_line);
    let possible: Vec<String> = arg
        .get_possible_values()
        .iter()
        .filter(|value| !value.is_hide_set())
        .map(|value| format!("`{}`", value.get_name()))
        .collect();
    let takes = arg.get_action().takes_values();
    if takes && !possible.is_empty() {
        meaning.push_str(&format!(": {}", possible.join(", ")));
    }
    let mut default = String::new();
    if takes && !arg.is_hide_default_value_set() {
        let values = arg.get_default_values().iter();
        default = values.map(|value| value.to_string_lossy()).collect::<Vec<_>>().join(", ");
    }
    // Some defaults are said in words.
    if let Some((before, rest)) = meaning.clone().split_once(" [default: ") {
        let (said, after) = rest.split_once(']').unwrap_or((rest, ""));
        default = said.to_owned();
        meaning = format!("{before}{after}");
    }
    format!("| `{}` | {} | {} |\n", typed(arg), escaped(&meaning), escaped(&default))
}

/// How an argument is typed: `--seed N`, `SCENARIO …`.
fn typed(arg: &Arg) -> String {
    let value = arg.get_value_names().map_or_else(
        || arg.get_id().as_str().to_uppercase(),
        |names| names.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
    );
    let many = arg.get_num_args().is_some_and(|count| count.max_values() > 1);
    let mut text = match (arg.get_short(), arg.get_long()) {
        (Some(short), Some(long)) => format!("-{short}, --{long}"),
        (None, Some(long)) => format!("--{long}"),
        _ => return if many { format!("{value} …") } else { value },
    };
    if matches!(arg.get_action(), ArgAction::Set | ArgAction::Append) {
        text.push_str(&format!(" {value}"));
    }
    text
}

fn one_line(text: &StyledStr) -> String {
    text.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Nothing in a cell ends it, or becomes a tag.
fn escaped(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "\\<")
}
