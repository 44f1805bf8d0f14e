//! A command that a page names, and does not run, is one that the program knows.

use std::fs;

use clap::Parser as _;
use clap::error::ErrorKind::{DisplayHelp, DisplayVersion};
use surge_sim::cli::Cli;

use super::page::words;
use super::pages::all;
use crate::harness::root;

/// Commands in running text and in blocks that are not run, as they are typed.
fn named(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut block: Option<&str> = None;
    for line in page.lines() {
        if let Some(kind) = line.strip_prefix("```") {
            block = block.is_none().then_some(kind);
        } else if block == Some("sh") {
            let typed = line
                .strip_prefix("cargo run --release -- ")
                .map(|rest| format!("surge-sim {rest}"));
            found.extend(typed.or_else(|| line.starts_with("surge-sim ").then(|| line.to_owned())));
        } else if block.is_none() {
            let code = line.split('`').skip(1).step_by(2);
            found.extend(code.filter(|code| code.starts_with("surge-sim ")).map(str::to_owned));
        }
    }
    found
}

/// Why the program does not know a command.
fn unknown(typed: &str) -> Option<String> {
    let typed = typed.split(['|', '#', '>']).next().unwrap_or_default().trim().to_owned();
    let error = Cli::try_parse_from(words(&[typed])).err()?;
    (![DisplayHelp, DisplayVersion].contains(&error.kind())).then(|| error.to_string())
}

#[test]
fn every_command_that_a_page_names_is_one() {
    let mut pages: Vec<String> =
        all("guide").into_iter().map(|page| format!("docs/{page}")).collect();
    pages.push("README.md".to_owned());
    let mut count = 0;
    for page in pages {
        let text = fs::read_to_string(root().join(&page)).expect("a page is text");
        for typed in named(&text) {
            count += 1;
            assert_eq!(unknown(&typed), None, "{page}: {typed}");
        }
    }
    assert!(count > 5, "pages name commands: {count}");
}

#[test]
fn a_command_that_is_none_is_found() {
    let page = "Ask `surge-sim sweep a.toml` first.\n```sh\ncargo run --release -- a.toml   # runs\n```\n```console\n$ surge-sim x y\n```";
    assert_eq!(named(page), ["surge-sim sweep a.toml", "surge-sim a.toml   # runs"]);
    assert!(unknown("surge-sim sweep a.toml").is_some_and(|why| why.contains("--vary")));
    assert_eq!(unknown("surge-sim schema > a.json"), None);
}
