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

use super::document::{Node, TomlTable, TomlValue, parse_alone};
use super::{Scenario, Solved};

pub(crate) use write::{Out, float, list, mean_cv, people, table, text};

/// The scenario as a file without `extends`, and with `[solved]` if an earlier pilot's numbers are given.
#[must_use]
pub fn to_toml(scenario: &Scenario, solved: Option<&Solved>) -> String {
    let mut out = Out::default();
    blocks::scenario(&mut out, scenario);
    if let Some(solved) = solved {
        solved::solved(&mut out, solved);
    }
    out.finish()
}

/// What the pilot found, by itself: the block as a file has it.
#[must_use]
pub fn solved_alone(solved: &Solved) -> String {
    let mut out = Out::default();
    solved::solved(&mut out, solved);
    out.finish()
}

/// The way back from [`solved_alone`]; `None` where the text is something else.
#[must_use]
pub fn read_solved(text: &str) -> Option<Solved> {
    solved_of(parse_alone(text)?.get("solved")?).ok()
}

/// The elements of a list of the scenario, each as it would stand in a line of the file.
#[must_use]
pub fn elements(scenario: &Scenario, list: &str) -> Vec<String> {
    match tree(scenario).get(list).map(|node| &node.value) {
        Some(TomlValue::List(items)) => items.iter().map(value_text).collect(),
        _ => Vec::new(),
    }
}

/// The scenario as a tree: where the paths of assumptions lead.
pub(crate) fn tree(scenario: &Scenario) -> TomlTable {
    // By way of the text, so that there is one writer: a tree and a file that differ would make evidence lead nowhere.
    parse_alone(&to_toml(scenario, None)).expect("a resolved scenario is sound TOML")
}

/// A value on one line, as a person would write it.
pub(crate) fn value_text(node: &Node) -> String {
    match &node.value {
        TomlValue::Text(words) => text(words),
        TomlValue::Whole(number) => number.to_string(),
        TomlValue::Float(number) => number.to_string(),
        TomlValue::Bool(value) => value.to_string(),
        TomlValue::Date(date) => date.to_string(),
        TomlValue::Moment => String::new(),
        TomlValue::List(items) => list(items.iter().map(value_text)),
        TomlValue::Table(entries) => {
            let entries: Vec<(&str, String)> = entries
                .entries
                .iter()
                .map(|entry| (entry.key.as_str(), value_text(&entry.node)))
                .collect();
            table(&entries)
        }
    }
}

/// `[solved]` as serde reads it from a tree.
///
/// # Errors
/// What of it is not as a pilot writes it.
pub(crate) fn solved_of(node: &Node) -> Result<Solved, String> {
    // Beforehand: JSON would turn infinity into null, and the message would speak of a null that nobody wrote.
    match unbounded("", node) {
        Some((key, number)) => Err(format!("{key} = {number}: must be a number")),
        None => serde_json::from_value(plain(node)).map_err(|error| error.to_string()),
    }
}

/// The first number that JSON has no word for, and its key: infinity, and what is no number at all.
fn unbounded<'n>(key: &'n str, node: &'n Node) -> Option<(&'n str, f64)> {
    match &node.value {
        // Where nobody assesses, pressure has no bound: what JSON makes of it is read back as infinity.
        TomlValue::Float(number) if key == "pressure_normal" && *number > f64::MAX => None,
        TomlValue::Float(number) => (!number.is_finite()).then_some((key, *number)),
        TomlValue::List(items) => items.iter().find_map(|item| unbounded(key, item)),
        TomlValue::Table(table) => {
            table.entries.iter().find_map(|entry| unbounded(&entry.key, &entry.node))
        }
        _ => None,
    }
}

/// A tree without its places, for serde. It is of JSON, as what the page sends is: one reader of normal times, not two.
fn plain(node: &Node) -> serde_json::Value {
    use serde_json::Value as Plain;
    match &node.value {
        TomlValue::Text(words) => Plain::from(words.as_str()),
        TomlValue::Whole(number) => {
            // JSON's whole numbers here are of 64 bits; a larger one lies in no range of `[solved]`.
            i64::try_from(*number).map_or_else(|_| Plain::from(*number as f64), Plain::from)
        }
        TomlValue::Float(number) => Plain::from(*number),
        TomlValue::Bool(value) => Plain::from(*value),
        TomlValue::Date(date) => Plain::from(date.to_string()),
        // There is none in `[solved]`, and null is refused like any other wrong value.
        TomlValue::Moment => Plain::Null,
        TomlValue::List(items) => Plain::Array(items.iter().map(plain).collect()),
        TomlValue::Table(table) => plain_table(table),
    }
}

fn plain_table(table: &TomlTable) -> serde_json::Value {
    let pairs = table.entries.iter().map(|entry| (entry.key.clone(), plain(&entry.node)));
    serde_json::Value::Object(pairs.collect())
}
