//! The pages of the reference are what the program prints, and leave out nothing that the program has.

use std::fs;

use super::keep;
use crate::harness::{Home, root};

const PAGES: [&str; 6] = ["keys", "measures", "commands", "files", "environment", "tables"];

#[test]
fn the_reference_is_what_the_program_prints() {
    let home = Home::new();
    let help = home.succeed(&["reference", "--help"]).out;
    for page in PAGES {
        assert!(help.contains(&format!("- {page}:")), "{page} is a page of:\n{help}");
        let name = format!("reference/{page}.md");
        let file = root().join("docs").join(&name);
        let written = fs::read_to_string(&file).unwrap_or_default();
        keep(&name, &file, &written, &home.succeed(&["reference", page]).out);
    }
}

#[test]
fn every_command_and_option_stands_in_the_reference() {
    let home = Home::new();
    let page = home.succeed(&["reference", "commands"]).out;
    let help = home.succeed(&["--help"]).out;
    let (_, commands) = help.split_once("Commands:\n").expect("it lists the commands");
    let listed = commands.lines().take_while(|line| !line.is_empty());
    let names: Vec<&str> = listed
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(names.len() > 20, "{names:?}");
    for name in names {
        let after =
            page.split_once(&format!("\n## {name}\n")).unwrap_or_else(|| panic!("{name}")).1;
        let section = after.split("\n## ").next().unwrap_or_default();
        let help = home.succeed(&[name, "--help"]).out;
        let options = help.lines().filter_map(|line| line.trim().split_once("--"));
        for option in options.filter(|(before, _)| before.is_empty() || before.len() == 4) {
            let option = option.1.split([' ', ',']).next().unwrap_or_default();
            if !["help", "version"].contains(&option) {
                assert!(section.contains(&format!("--{option}")), "{name} --{option}:\n{section}");
            }
        }
    }
}

#[test]
fn every_variable_that_is_read_stands_in_the_reference() {
    let page = Home::new().succeed(&["reference", "environment"]).out;
    let mut found = 0;
    for (file, text) in crate::arrows::sources(&root().join("src"), "") {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (_, after) in
            code.match_indices("env::var").map(|(at, found)| code[at..].split_at(found.len()))
        {
            let name = after.trim_start_matches("_os").trim_start_matches('(').split('"').nth(1);
            let Some(name) =
                name.filter(|_| after.starts_with("(\"") || after.starts_with("_os(\""))
            else {
                continue;
            };
            if name != "SURGE_SIM_LOOK" {
                found += 1;
                assert!(page.contains(&format!("| `{name}` |")), "{file} reads {name}");
            }
        }
    }
    assert!(found >= 3, "variables are found in the source: {found}");
}
