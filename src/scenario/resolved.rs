//! A scenario with every default, in the format of its file: what `check --resolved` prints and what a run is known by.
//!
//! Loading the text gives the same scenario again, to the bit; only what `extends` and overrides left behind is gone.

mod blocks;
mod write;

use super::document::{Node, Sources, Value};
use super::{Scenario, Solved};

pub(crate) use write::{float, text};

/// The scenario as a file without `extends`, and with `[solved]` if an earlier pilot's numbers are given.
#[must_use]
pub fn to_toml(scenario: &Scenario, solved: Option<&Solved>) -> String {
    let mut out = write::Out::default();
    blocks::scenario(&mut out, scenario);
    if let Some(solved) = solved {
        out.raw(&solved_text(solved));
    }
    out.finish()
}

fn solved_text(solved: &Solved) -> String {
    #[derive(serde::Serialize)]
    struct File<'a> {
        solved: &'a Solved,
    }
    toml::to_string(&File { solved }).expect("numbers, names and lists of them can be written as TOML")
}

/// A value on one line, as a person would write it.
pub(crate) fn value_text(node: &Node, sources: &Sources) -> String {
    match &node.value {
        Value::Text(words) => text(words),
        Value::Whole(number) => number.to_string(),
        Value::Float(number) => sources.written(node.origin).map_or_else(|| float(*number), str::to_owned),
        Value::Bool(value) => value.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Moment => sources.written(node.origin).unwrap_or_default().to_owned(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| value_text(item, sources)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Table(table) => {
            let entries: Vec<String> = table
                .entries
                .iter()
                .map(|entry| {
                    format!("{} = {}", super::document::path::quote(&entry.key), value_text(&entry.node, sources))
                })
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

/// A tree without its places, for serde.
pub(crate) fn plain(node: &Node) -> toml::Value {
    match &node.value {
        Value::Text(words) => toml::Value::String(words.clone()),
        Value::Whole(number) => i64::try_from(*number).map_or(toml::Value::Float(*number as f64), toml::Value::Integer),
        Value::Float(number) => toml::Value::Float(*number),
        Value::Bool(value) => toml::Value::Boolean(*value),
        Value::Date(date) => toml::Value::String(date.to_string()),
        Value::Moment => toml::Value::String(String::new()),
        Value::List(items) => toml::Value::Array(items.iter().map(plain).collect()),
        Value::Table(table) => {
            toml::Value::Table(table.entries.iter().map(|entry| (entry.key.clone(), plain(&entry.node))).collect())
        }
    }
}
