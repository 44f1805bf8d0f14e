//! The compiled engine is of these sources, and the guide has this model's answers.
//!
//! After a change of what runs in the browser: `.ci/wasm --write`.

use std::fs;
use std::path::Path;

use crate::harness::{Home, root};

/// Parts of the source that are not in the engine: what needs files, threads or figures, and the page around it.
const NOT_IN_IT: &[&str] = &[
    "cli.rs",
    "commands/",
    "error.rs",
    "experiment/journal.rs",
    "experiment/saved.rs",
    "experiment/shards/",
    "main.rs",
    "report/assurance/",
    "report/comparison_csv.rs",
    "report/dictionary",
    "report/files/",
    "report/gallery.rs",
    "report/html/",
    "report/plot/",
    "report/sample/",
    "report/study/",
    "scenario/diagnostics.rs",
    "verification/",
    "workshop/engine.txt",
    "workshop/guide",
    "workshop/page",
];
const RECORD: &str = "src/workshop/engine.txt";

#[test]
fn the_compiled_engine_is_of_these_sources() {
    let mut hasher = blake3::Hasher::new();
    let mut files = Vec::new();
    gather(&root().join("src"), "", &mut files);
    files.sort();
    for (name, text) in &files {
        hasher.update(name.as_bytes());
        hasher.update(text.as_bytes());
    }
    // The build's identity is in the engine: the lock file makes it, and the script that works it out.
    for file in ["Cargo.lock", "build.rs"] {
        let text = fs::read_to_string(root().join(file)).expect("there is one");
        hasher.update(text.replace("\r\n", "\n").as_bytes());
    }
    let sources = hasher.finalize().to_hex();
    if let Ok(compiler) = std::env::var("UPDATE_ENGINE") {
        fs::write(root().join(RECORD), format!("sources {sources}\ncompiler {compiler}\n")).expect("it can be written");
        return;
    }
    assert!(files.len() > 150, "the source is read");
    let record = fs::read_to_string(root().join(RECORD)).expect("it is on record");
    assert!(
        record.starts_with(&format!("sources {sources}\ncompiler rustc ")),
        "the engine in the page was built from other sources than these: run .ci/wasm --write, and commit what it wrote"
    );
    let engine = fs::metadata(root().join("src/workshop/engine.wasm.br")).expect("it is there");
    assert!(engine.len() < 400_000, "{} bytes", engine.len());
}

fn gather(folder: &Path, within: &str, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = format!("{within}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            if !["tests", "snapshots", "fonts"].iter().any(|left_out| name.ends_with(left_out)) {
                gather(&entry.path(), &format!("{name}/"), files);
            }
            continue;
        }
        let left_out = NOT_IN_IT.iter().any(|part| name.starts_with(part)) || name.ends_with("tests.rs");
        if !left_out && [".rs", ".toml"].iter().any(|ending| name.ends_with(ending)) {
            let text = fs::read_to_string(entry.path()).expect("text").replace("\r\n", "\n");
            let end = text.find("#[cfg(test)]\nmod tests").unwrap_or(text.len());
            files.push((name, text[..end].to_owned()));
        }
    }
}

#[test]
fn the_guide_has_the_answers_of_this_model() {
    let home = Home::new();
    let printed = home.succeed(&["workshop", "--guide"]);
    let guide = fs::read_to_string(root().join("scenarios/workshop.md")).expect("it is there").replace("\r\n", "\n");
    assert!(
        printed.out == guide,
        "scenarios/workshop.md is not what this model says: surge-sim workshop --guide > scenarios/workshop.md"
    );
}
