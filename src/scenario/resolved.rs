//! A scenario with every default, in the format of its file: what `check --resolved` prints and what a run is known by.
//!
//! Loading the text gives the same scenario again, to the bit; only what `extends` and overrides left behind is gone.

mod blocks;
mod organisation;
mod pathway;
mod people;
mod solved;
mod sources;
mod write;

use super::document::{Node, Sources, Table, TextKind, Value, parse};
use super::{Scenario, Solved};

pub(crate) use write::{float, list, mean_cv, people, table, text};

/// The scenario as a file without `extends`, and with `[solved]` if an earlier pilot's numbers are given.
#[must_use]
pub fn to_toml(scenario: &Scenario, solved: Option<&Solved>) -> String {
    let mut out = write::Out::default();
    blocks::scenario(&mut out, scenario);
    if let Some(solved) = solved {
        solved::solved(&mut out, solved);
    }
    out.finish()
}

/// What the pilot found, by itself: a table of TOML.
#[must_use]
pub fn solved_alone(solved: &Solved) -> String {
    toml::to_string(solved).expect("numbers, names and lists of them can be written as TOML")
}

/// The scenario as a tree: where the paths of assumptions lead.
pub(crate) fn tree(scenario: &Scenario) -> Table {
    let mut sources = Sources::default();
    let text = sources.add(TextKind::Defaults, "resolved", &to_toml(scenario, None));
    parse(&sources, text).expect("a resolved scenario is sound TOML")
}

/// A value on one line, as a person would write it.
pub(crate) fn value_text(node: &Node) -> String {
    match &node.value {
        Value::Text(words) => text(words),
        Value::Whole(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Bool(value) => value.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Moment => String::new(),
        Value::List(items) => list(items.iter().map(value_text)),
        Value::Table(entries) => {
            let entries: Vec<(&str, String)> = entries
                .entries
                .iter()
                .map(|entry| (entry.key.as_str(), value_text(&entry.node)))
                .collect();
            table(&entries)
        }
    }
}

/// A tree without its places, for serde.
pub(crate) fn plain(node: &Node) -> toml::Value {
    match &node.value {
        Value::Text(words) => toml::Value::String(words.clone()),
        Value::Whole(number) => {
            i64::try_from(*number).map_or(toml::Value::Float(*number as f64), toml::Value::Integer)
        }
        Value::Float(number) => toml::Value::Float(*number),
        Value::Bool(value) => toml::Value::Boolean(*value),
        Value::Date(date) => toml::Value::String(date.to_string()),
        Value::Moment => toml::Value::String(String::new()),
        Value::List(items) => toml::Value::Array(items.iter().map(plain).collect()),
        Value::Table(table) => toml::Value::Table(
            table.entries.iter().map(|entry| (entry.key.clone(), plain(&entry.node))).collect(),
        ),
    }
}
