//! The scenario format as editors and readers are told it: the schema, held to by a validator that is not ours, and `explain`.

use std::fs;

use jsonschema::Validator;
use serde_json::Value;

use crate::harness::{Home, root};

fn validator(home: &Home) -> Validator {
    let schema: Value =
        serde_json::from_str(&home.succeed(&["schema"]).out).expect("the schema is JSON");
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    jsonschema::draft7::new(&schema).expect("it is a schema of draft 7")
}

/// A scenario as a validator sees it: dates are text.
fn json(text: &str) -> Value {
    let table: toml::Table = text.parse().expect("it is TOML");
    plain(toml::Value::Table(table))
}

fn plain(value: toml::Value) -> Value {
    match value {
        toml::Value::Table(table) => {
            table.into_iter().map(|(key, value)| (key, plain(value))).collect()
        }
        toml::Value::Array(items) => items.into_iter().map(plain).collect(),
        toml::Value::Datetime(date) => date.to_string().into(),
        other => serde_json::to_value(other).expect("it is a plain value"),
    }
}

#[test]
fn every_shipped_scenario_keeps_to_the_schema() {
    let validator = validator(&Home::new());
    let mut seen = 0;
    for folder in ["scenarios", "tests/fixtures"] {
        for entry in fs::read_dir(root().join(folder)).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.extension().is_some_and(|ending| ending == "toml")
                && !path.ends_with("evidence.toml")
            {
                let text = fs::read_to_string(&path).expect("it is text");
                let problems: Vec<String> = validator
                    .iter_errors(&json(&text))
                    .map(|e| format!("{}: {e}", e.instance_path()))
                    .collect();
                assert!(problems.is_empty(), "{}: {problems:#?}", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen >= 20, "{seen} scenarios are shipped");
}

#[test]
fn what_the_program_resolves_keeps_to_the_schema() {
    let home = Home::new();
    let resolved = home.succeed(&["check", "small.toml", "--resolved"]).out;
    let toml =
        resolved.find("schema = 1").map(|at| &resolved[at..]).expect("it prints the scenario");
    assert!(validator(&home).is_valid(&json(toml)), "{toml}");
}

#[test]
fn what_the_program_refuses_the_schema_refuses() {
    let validator = validator(&Home::new());
    for wrong in [
        "nmae = \"x\"",
        "[triage]\naccept_share = \"much\"",
        "[triage]\naccept_share = 1.5",
        "[referrals]\nper_year = -1",
        "[triage]\nrule = \"sometimes\"",
        "[outcome]\ntarget_working_days = 1.5",
        "[[teams]]\nposts = [ { count = -0.5 } ]",
        "[time]\nstart = \"11 November 2008\"",
        "[time]\nhours_per_day = 0.01",
        "actions = \"none\"",
    ] {
        assert!(!validator.is_valid(&json(wrong)), "{wrong}");
        let home = Home::new();
        home.write("wrong.toml", wrong);
        assert_eq!(home.run(&["check", "wrong.toml"]).status, Some(2), "{wrong}");
    }
    for right in [
        "culture = \"none\"\nactions = []",
        "[[stages]]\nname = \"x\"\ndeadline_working_days = \"none\"",
    ] {
        assert!(validator.is_valid(&json(right)), "{right}");
    }
}

#[test]
fn keys_are_explained_and_wrong_ones_named() {
    let home = Home::new();
    let mut said = home.succeed(&["explain"]).out;
    for key in ["triage.accept_share", "teams.assessment.rush", "stages.hours.direct", "culture"] {
        said.push_str(&format!("== {key}\n{}", home.succeed(&["explain", key]).out));
    }
    let own = home.succeed(&["explain", "triage.gain", "--scenario", "small.toml"]).out;
    said.push_str(&format!("== of a scenario of one's own\n{own}"));
    insta::assert_snapshot!(said);
    let refused = home.run(&["explain", "triage.acept_share"]);
    assert_eq!(refused.status, Some(2));
    assert!(refused.err.contains("nearest: triage.accept_share"), "{}", refused.err);
}
