//! What cannot fail unless the program is wrong panics, and is never taken for nothing: an identity made of nothing would be
//! everybody's.

use crate::arrows::{sources, without_tests};
use crate::harness::root;

/// What makes an identity, or holds what threads found; and what would hide that it failed.
const MADE: [&str; 4] = ["serde_json::to_string", "serde_json::to_vec", ".lock()", ".into_inner()"];
const HIDDEN: [&str; 3] = ["unwrap_or_default", "map_or_else(String::new", "unwrap_or(String::new"];

/// The statements of a text that hide it.
fn hiding(text: &str) -> Vec<String> {
    let code: Vec<&str> =
        text.lines().map(str::trim).filter(|line| !line.starts_with("//")).collect();
    let statements = code.join(" ");
    statements
        .split(';')
        .filter(|statement| {
            HIDDEN.iter().any(|hidden| {
                statement
                    .find(hidden)
                    .is_some_and(|at| MADE.iter().any(|made| statement[..at].contains(made)))
            })
        })
        .map(|statement| statement.trim().to_owned())
        .collect()
}

#[test]
fn a_failure_to_make_an_identity_is_never_taken_for_nothing() {
    let (mut wrong, mut read) = (Vec::new(), 0);
    for (file, text) in sources(&root().join("src"), "") {
        read += 1;
        let hiding = hiding(without_tests(&text));
        wrong.extend(hiding.into_iter().map(|statement| format!("src/{file}: {statement}")));
    }
    assert!(wrong.is_empty(), "these hide a broken invariant:\n{}", wrong.join("\n"));
    assert!(read > 50, "the source is read");
}

#[test]
fn what_hides_a_failure_is_found_however_it_is_laid_out() {
    for text in [
        "let written = serde_json::to_vec(calm).unwrap_or_default();",
        "serde_json::to_string_pretty(&mark)\n    .unwrap_or_default()\n    + \"\\n\";",
        "section\n  .lock()\n  .map(|s| s.clone())\n  .unwrap_or_default();",
    ] {
        assert_eq!(hiding(text).len(), 1, "{text}");
    }
    for text in [
        "let written = serde_json::to_vec(calm).expect(\"it can be written down\");",
        "let name = path.file_name().unwrap_or_default(); serde_json::to_string(&name)?;",
        "// serde_json::to_vec(calm).unwrap_or_default();",
    ] {
        assert_eq!(hiding(text).len(), 0, "{text}");
    }
}
