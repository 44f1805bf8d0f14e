//! The documents of the sample, and of a scenario that says nothing of itself.

use super::*;
use crate::report::sample;
use crate::scenario::{Overrides, load_str};
use crate::stats::Estimate;
use crate::verification::Bound;

fn scenario(more: &str) -> Scenario {
    let text = format!("{}\n{more}", include_str!("../../../tests/fixtures/small.toml"));
    load_str("small.toml", &text, &Overrides::none()).expect("it is sound").scenario
}

fn checks() -> Vec<Check> {
    let estimate = Estimate { level: 0.999, ..Estimate::even(0.81, Some(0.02), 40) };
    vec![Check::new(
        "wait".into(),
        "Erlang C",
        "days",
        0.8122,
        vec![estimate],
        Bound::Interval(0.1),
    )]
}

fn all(scenario: &Scenario) -> Vec<Document> {
    let result = sample::haringey();
    documents(&DocumentSources { scenario, result: &result, checks: &checks() })
}

fn words(document: &Document) -> String {
    document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Heading { words } => format!("## {words}\n"),
            Block::Table { heading, table } => {
                format!("{heading}: {} rows\n", table.rows.len())
            }
            Block::Picture { alt, .. } => format!("{alt}\n"),
            Block::Prose { words } | Block::Item { words } | Block::Note { words } => {
                format!("{words}\n")
            }
        })
        .collect()
}

#[test]
fn the_twenty_headings_of_stress_des_are_there() {
    let documents = all(&scenario(""));
    let model = documents.iter().find(|one| one.stem == "model").expect("it is there");
    let headings: Vec<&str> = model
        .blocks
        .iter()
        .filter_map(|block| {
            if let Block::Heading { words } = block { words.split(' ').next() } else { None }
        })
        .collect();
    let expected = [
        "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "2.5", "3.1", "3.2", "3.3", "3.4", "4.1",
        "4.2", "4.3", "5.1", "5.2", "5.3", "5.4", "6.1",
    ];
    assert_eq!(headings, expected);
}

#[test]
fn what_nobody_has_said_has_a_place_and_what_somebody_has_is_there() {
    let empty = all(&scenario(""));
    let statement = words(&empty[0]);
    assert!(
        statement.contains("[to be filled in: [study] decisions of the scenario]"),
        "{statement}"
    );
    let filled = "[study]\npurpose = \"Plan winter\"\ndecisions = \"How many to hire\"\nroles = { analyst = \"A. Person\", chair = \"C\" }";
    let statement = all(&scenario(filled)).remove(0);
    let text = words(&statement);
    assert!(
        text.contains("Plan winter")
            && text.contains("How many to hire")
            && text.contains("Roles: 5 rows"),
        "{text}"
    );
}

#[test]
fn the_words_of_the_documents() {
    let text: String = all(&scenario(""))
        .iter()
        .map(|one| format!("==== {}\n{}\n", one.title, words(one)))
        .collect();
    insta::assert_snapshot!(text);
}

#[test]
fn a_hostile_name_is_text_in_the_diagram_and_in_both_forms() {
    let hostile = scenario("").names().stages[0].name.clone();
    let text = include_str!("../../../tests/fixtures/small.toml")
        .replace(&format!("\"{hostile}\""), "\"<b>|*x*\"");
    let scenario = load_str("small.toml", &text, &Overrides::none());
    let scenario = scenario.map_or_else(|_| self::scenario(""), |loaded| loaded.scenario);
    let home = tempfile::tempdir().expect("a temporary folder");
    let result = sample::haringey();
    let place = ResultsFolder::plain(&home.path().join("d"), false).expect("it can be made");
    let written =
        write(&place, &DocumentSources { scenario: &scenario, result: &result, checks: &checks() });
    let files = written.expect("it can be written").files;
    assert_eq!(
        files.len(),
        15,
        "six documents in two forms, the diagram in two, and the manifest: {files:?}"
    );
    for file in files.iter().filter(|file| file.ends_with(".html") || file.ends_with(".svg")) {
        let text = std::fs::read_to_string(home.path().join("d").join(file)).expect("it is text");
        assert!(!text.contains("<b>|"), "{file}");
    }
}
