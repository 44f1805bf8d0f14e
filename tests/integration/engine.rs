//! The compiled engine gives this model's answers, and so does the guide.
//!
//! After a change of the model: `.ci/wasm --write`.

use std::fs;

use crate::harness::{Home, root};

const RECORD: &str = "src/workshop/engine.txt";

/// The engine is held to answers and not to sources: a comment does not make it stale. `.ci/wasm` builds it anew and compares bytes
/// where the compiler is the one on record, and answers everywhere.
#[test]
fn the_compiled_engine_is_of_these_answers() {
    let golden =
        fs::read_to_string(root().join("tests/golden/small.blake3")).expect("it is on record");
    let record = fs::read_to_string(root().join(RECORD)).expect("it is on record");
    assert!(
        is_of(&record, &golden),
        "the engine in the page was built for other golden outputs than these: run .ci/wasm --write, and commit what it wrote"
    );
    let engine = fs::metadata(root().join("src/workshop/engine.wasm.br")).expect("it is there");
    assert!(engine.len() < 500_000, "{} bytes", engine.len());
}

fn is_of(record: &str, golden: &str) -> bool {
    record.starts_with(&format!("golden {}\ncompiler rustc ", golden.trim()))
}

#[test]
fn an_engine_of_other_answers_is_noticed() {
    assert!(is_of("golden 12ab\ncompiler rustc 1.89.0\n", "12ab\n"));
    assert!(!is_of("golden 12ac\ncompiler rustc 1.89.0\n", "12ab\n"));
    assert!(!is_of("sources 12ab\ncompiler rustc 1.89.0\n", "12ab\n"));
}

#[test]
fn the_guide_has_the_answers_of_this_model() {
    let home = Home::new();
    let printed = home.succeed(&["workshop", "--guide"]);
    let guide = fs::read_to_string(root().join("scenarios/workshop.md"))
        .expect("it is there")
        .replace("\r\n", "\n");
    assert!(
        printed.out == guide,
        "scenarios/workshop.md is not what this model says: surge-sim workshop --guide > scenarios/workshop.md"
    );
}
