//! The small scenario's answers on record: any change to what the model does shows here.
//!
//! After a change that is meant: `UPDATE_GOLDEN=1 cargo test golden`, and say in the commit why.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::harness::{Home, root};

const FILE: &str = "tests/golden/small.txt";
const FINGERPRINT: &str = "tests/golden/small.blake3";

/// Every number of every measure, as it is, and the events by kind.
fn compact(results: &Value) -> String {
    let mut text = String::from(
        "# measure | period | run | twin | run minus twin, each with its half-width\n",
    );
    let shown = |estimate: &Value| match (&estimate["mean"], &estimate["half_width"]) {
        (Value::Null, _) => "-".to_owned(),
        // Student's t comes from the system's own logarithms, whose last bit differs from one to another.
        (mean, half) => format!(
            "{mean} ± {}",
            half.as_f64().map_or("?".to_owned(), |half| format!("{half:.9e}"))
        ),
    };
    for measure in results["measures"].as_array().expect("measures") {
        for value in measure["values"].as_array().expect("values") {
            let id = measure["id"].as_str().expect("an id");
            let period = value["period"].as_str().expect("a period");
            let three = ["run", "twin", "difference"].map(|world| shown(&value[world])).join(" | ");
            let _ = writeln!(text, "{id} | {period} | {three}");
        }
    }
    for world in ["events", "events_twin"] {
        // What never happened is left out: so a mechanism that is not there changes nothing on record.
        let kinds = results[world].as_array().expect("events").iter();
        for kind in kinds.filter(|kind| kind["count"] != 0) {
            let _ = writeln!(
                text,
                "{world} | {} | {}",
                kind["kind"].as_str().expect("a kind"),
                kind["count"]
            );
        }
    }
    text
}

#[test]
fn the_small_scenario_gives_the_answers_on_record() {
    let home = Home::new();
    fs::write(home.path("everything.toml"), include_str!("../fixtures/everything.toml"))
        .expect("it can be written");
    let found: String = ["small", "everything"]
        .into_iter()
        .map(|name| {
            home.succeed(&[&format!("{name}.toml"), "--no-plots", "--out", name]);
            format!("## {name}\n{}", compact(&home.json(&format!("{name}/results.json"))))
        })
        .collect();
    let fingerprint = format!("{}\n", blake3::hash(found.as_bytes()).to_hex());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(root().join(FILE), &found).expect("it can be written");
        fs::write(root().join(FINGERPRINT), &fingerprint).expect("it can be written");
        return;
    }
    let recorded = fs::read_to_string(root().join(FILE)).expect("it is on record");
    let changed: Vec<String> = recorded
        .lines()
        .zip(found.lines())
        .filter(|(old, new)| old != new)
        .map(|(old, new)| format!("- {old}\n+ {new}"))
        .take(10)
        .collect();
    assert!(
        recorded == found,
        "the answers are not those on record ({} lines, now {}); the first that differ:\n{}\nIf that is meant: UPDATE_GOLDEN=1 cargo test golden",
        recorded.lines().count(),
        found.lines().count(),
        changed.join("\n")
    );
    assert_eq!(fs::read_to_string(root().join(FINGERPRINT)).expect("it is on record"), fingerprint);
}

/// What the long campaign measured holds for these answers: its record quotes their fingerprint.
///
/// Where it does not: `.ci/long tables`, and commit its records. The other parts take hours: theirs may be of earlier answers, and
/// then say so in their first lines.
#[test]
fn the_long_campaign_was_run_on_these_answers() {
    let fingerprint = fs::read_to_string(root().join(FINGERPRINT)).expect("it is on record");
    let record =
        |file: &str| fs::read_to_string(root().join(file)).expect("the long campaign has been run");
    for file in ["tests/golden/long.md", "scenarios/README.md"] {
        assert!(
            is_of(&record(file), &fingerprint),
            "{file} is of other answers: run .ci/long tables"
        );
    }
    for part in ["coverage", "fit-known", "fit-haringey", "fit-england", "fit-left-out"] {
        let file = format!("tests/golden/{part}.md");
        let record = record(&file);
        assert!(
            is_of(&record, &fingerprint) != is_stale(&record),
            "{file} must say that it is of earlier answers where it is, and not where it is not: run .ci/long {part}, or write\n{STALE}"
        );
    }
}

/// How a record begins that was made before the golden outputs last changed.
const STALE: &str = "**Stale**: the golden outputs have changed since this was measured.";

fn is_stale(record: &str) -> bool {
    record.lines().take(6).any(|line| line.starts_with(STALE))
}

fn is_of(record: &str, fingerprint: &str) -> bool {
    record.lines().any(|line| line == format!("Golden outputs: `{}`", fingerprint.trim()))
}

#[test]
fn a_record_of_other_answers_is_noticed() {
    assert!(is_of("# The long campaign\n\nGolden outputs: `12ab`\n", "12ab\n"));
    assert!(!is_of("# The long campaign\n\nGolden outputs: `12ac`\n", "12ab\n"));
    assert!(!is_of("", "12ab\n"));
    assert!(
        is_stale(&format!("# Calibrations\n\n{STALE} It holds for those named below.\n"))
            && !is_stale("# Calibrations\n")
    );
}
