//! Every command on every page of the user's guide is run, and what the page says it prints is what it prints.
//!
//! `UPDATE_GUIDE=1 cargo test guide` writes the pages anew; look at what changed.

mod edit;
mod named;
mod page;
mod pages;
mod part;
mod reference;
mod steady;

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::harness::{pilots, root};
use page::Item;

/// A folder as a reader has it: the scenarios and the examples of the repository, and what the page has made so far.
pub struct Desk {
    folder: TempDir,
    kept: TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk {
            folder: tempfile::tempdir().expect("a temporary folder"),
            kept: tempfile::tempdir().expect("a temporary folder"),
        };
        desk.copy("scenarios", "scenarios");
        desk
    }

    /// Copies the TOML files of a folder of the repository.
    fn copy(&self, from: &str, to: &str) {
        fs::create_dir_all(self.path(to)).expect("it can be made");
        for entry in fs::read_dir(root().join(from)).expect("it is shipped") {
            let path = entry.expect("it can be read").path();
            if path.extension().is_some_and(|ext| ext == "toml") && !path.ends_with("book.toml") {
                let name = path.file_name().expect("a file has a name");
                fs::copy(&path, self.path(to).join(name)).expect("it can be copied");
            }
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command: its exit status, and what a terminal would show.
    fn run(&self, words: &[String]) -> (i32, String) {
        match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["surge-sim", ..] => self.program(&words[1..]),
            ["ls", folder] => (0, listed(&self.path(folder))),
            ["cat", file] => {
                let text = fs::read_to_string(self.path(file)).expect("the file is there");
                // A terminal does not show the mark of the encoding.
                (0, text.trim_start_matches('\u{feff}').to_owned())
            }
            ["cp", from, to] => {
                fs::copy(self.path(from), self.path(to)).expect("the file is there");
                (0, String::new())
            }
            _ => panic!("the guide runs surge-sim, ls, cat and cp, not {words:?}"),
        }
    }

    /// Both streams go into one, in the order in which they are written. What one command of a page has finished the next may use.
    fn program(&self, args: &[String]) -> (i32, String) {
        let (mut reader, writer) = io::pipe().expect("a pipe");
        let mut child = Command::new(env!("CARGO_BIN_EXE_surge-sim"))
            .args(args)
            .current_dir(self.folder.path())
            .env("SURGE_SIM_CACHE", pilots())
            .env("SURGE_SIM_REPLICATIONS", self.kept.path())
            .env_remove("CLICOLOR_FORCE")
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(writer.try_clone().expect("a pipe"))
            .stderr(writer)
            .spawn()
            .expect("the program starts");
        let mut text = String::new();
        reader.read_to_string(&mut text).expect("the program speaks UTF-8");
        let status = child.wait().expect("it ends");
        (status.code().unwrap_or(-1), text)
    }
}

/// Names in a folder, as `ls -1` shows them.
fn listed(folder: &Path) -> String {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let names =
        entries.map(|e| e.expect("it can be read").file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    names.iter().map(|name| format!("{name}\n")).collect()
}

/// Runs a page, and holds it to what its commands print; with `UPDATE_GUIDE` it is written anew instead.
fn hold(page: &str, desk: &Desk) {
    let file = root().join("docs").join(page);
    let written = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{page}: {error}"));
    let mut lines: Vec<String> = Vec::new();
    let mut last: Vec<String> = Vec::new();
    for item in page::read(&written) {
        match item {
            Item::Words(words) => lines.extend(words),
            Item::Excerpt { part, .. } => lines.extend(part.of(&last).unwrap_or_else(|why| {
                panic!("{page}: {why}, in what the last command printed:\n{}", last.join("\n"))
            })),
            Item::Edit { file, how, lines: block } => {
                let before = fs::read_to_string(desk.path(&file)).unwrap_or_default();
                fs::write(desk.path(&file), edit::edited(&before, how, &block)).expect("written");
                lines.extend(block);
            }
            Item::Run { typed, part, status, .. } => {
                let (found, text) = desk.run(&page::words(&typed));
                assert_eq!(found, status, "{page}: {typed:?} ended with status {found}:\n{text}");
                last = steady::steady(&text, desk.folder.path());
                lines.extend(typed);
                lines.extend(part.of(&last).unwrap_or_else(|why| {
                    panic!("{page}: {why}, in what was printed:\n{}", last.join("\n"))
                }));
            }
        }
    }
    told(page, &desk.path("plots"));
    keep(page, &file, &written, &(lines.join("\n") + "\n"));
}

/// Every file that a page's commands wrote stands in the reference; a figure and a paper by its name alone.
fn told(page: &str, plots: &Path) {
    let reference =
        fs::read_to_string(root().join("docs/reference/files.md")).expect("it is there");
    let folders = fs::read_dir(plots).into_iter().flatten();
    for folder in folders.map(|entry| entry.expect("it can be read").path()) {
        for name in listed(&folder).lines() {
            let stem = name.split('.').next().unwrap_or_default();
            let is_told = |name: &str| reference.contains(&format!("| `{name}` |"));
            assert!(is_told(name) || is_told(stem), "{page}: the reference says nothing of {name}");
        }
    }
}

/// Writes a file of the docs that is stale, or fails.
pub fn keep(name: &str, file: &Path, written: &str, now: &str) {
    if written.replace("\r\n", "\n") == now {
        return;
    }
    if std::env::var_os("UPDATE_GUIDE").is_some() {
        fs::write(file, now).expect("it can be written");
        return;
    }
    let differs = |(a, b): &(&str, &str)| a != b;
    let first = written.lines().zip(now.lines()).enumerate().find(|(_, pair)| differs(pair));
    panic!(
        "docs/{name} is stale; UPDATE_GUIDE=1 cargo test guide writes it anew. First difference, page and program: {first:?}"
    );
}
