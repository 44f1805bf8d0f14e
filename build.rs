//! The identity of a build: a hash of the sources that make numbers and of the lock file, in `SURGE_SIM_BUILD`.
//!
//! Two builds that may give other numbers have other identities, whatever their version says; results carry it. A file's line
//! ends, its tests and the machine do not matter.

#![allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]

use std::fs;
use std::io;
use std::path::Path;

/// The rooms of the source that make numbers: from the scenario's file to the estimates. `words`, `report`, `workshop` and
/// `commands` only show and ask, and `verification` only checks.
const ROOMS: [&str; 11] = [
    "calendar",
    "engine",
    "experiment",
    "maths",
    "measure",
    "mechanisms",
    "model",
    "results",
    "scenario",
    "stats",
    "time.rs",
];

/// What of a mechanism only shows it.
const SHOWS: [&str; 4] = ["/figure.rs", "/lever.rs", "/sample.rs", "/words.rs"];

/// What is in those rooms and makes no number: it carries finished replications from one place to another, or draws a message.
/// The browser's engine is built without it, and must not be another build for its sake.
const LEFT_OUT: [&str; 5] = [
    "experiment/journal.rs",
    "experiment/points/journalled.rs",
    "experiment/saved.rs",
    "experiment/shards/",
    "scenario/diagnostics.rs",
];

const LOCK: &str = "Cargo.lock";

fn main() {
    let root = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where the package is");
    let root = Path::new(&root);
    for room in ROOMS {
        println!("cargo:rerun-if-changed=src/{room}");
    }
    // With such lines cargo runs this again for these files alone, so that a changed page of the book does not build
    // the program anew.
    println!("cargo:rerun-if-changed=build.rs");
    // Cargo would take a file that is missing for one that always changes.
    if root.join(LOCK).is_file() {
        println!("cargo:rerun-if-changed={LOCK}");
    }
    let build = engine(root).unwrap_or_else(|| identity(root).expect("the sources can be read"));
    println!("cargo:rustc-env=SURGE_SIM_BUILD={build}");
}

/// The browser's engine is held to answers: its identity is the fingerprint of the golden outputs, so that a comment does not make
/// another engine. `None` where no engine is built, or outside the repository.
fn engine(root: &Path) -> Option<String> {
    const GOLDEN: &str = "tests/golden/small.blake3";
    let wasm = std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    let fingerprint = wasm.then(|| fs::read_to_string(root.join(GOLDEN)).ok()).flatten()?;
    println!("cargo:rerun-if-changed={GOLDEN}");
    Some(fingerprint.trim().to_owned())
}

/// The identity of the sources in this folder: 64 hexadecimal digits.
///
/// # Errors
/// Where a file cannot be read, or is no text.
pub fn identity(root: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    for room in ROOMS {
        gather(&root.join("src").join(room), room, &mut files)?;
    }
    // Folders are listed in another order on every system.
    files.sort();
    // A package that others build upon has no lock file of its own.
    let lock = root.join(LOCK);
    files.push((LOCK.to_owned(), if lock.is_file() { text(&lock)? } else { String::new() }));
    let mut hasher = blake3::Hasher::new();
    for (name, text) in &files {
        // Lengths as well: text moved from the end of one file to the start of the next would else be the same bytes.
        hasher.update(&(name.len() as u64).to_le_bytes());
        hasher.update(name.as_bytes());
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    Ok(hasher.finalize().to_hex().to_string())
}

fn gather(path: &Path, name: &str, files: &mut Vec<(String, String)>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            gather(
                &entry.path(),
                &format!("{name}/{}", entry.file_name().to_string_lossy()),
                files,
            )?;
        }
    } else if counts(name) {
        files.push((name.to_owned(), without_tests(text(path)?)));
    }
    Ok(())
}

fn counts(name: &str) -> bool {
    let of_tests =
        name.ends_with("/tests.rs") || name.contains("/tests/") || name.contains("/snapshots/");
    // The defaults of scenarios are TOML.
    let source = name.ends_with(".rs") || name.ends_with(".toml");
    let shows = name.starts_with("mechanisms/") && SHOWS.iter().any(|shows| name.ends_with(shows));
    source && !of_tests && !shows && !LEFT_OUT.iter().any(|left_out| name.starts_with(left_out))
}

/// With the line ends of every system but one.
fn text(path: &Path) -> io::Result<String> {
    Ok(fs::read_to_string(path)?.replace("\r\n", "\n"))
}

/// Tests stand at the end of a file.
fn without_tests(mut text: String) -> String {
    // A file whose tests stand in a file of their own has no such line to cut at, and `counts` leaves that file out.
    let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    text.truncate(end);
    text
}
