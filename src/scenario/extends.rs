//! `extends`: a variant states only what differs from the file it extends.
//!
//! What a file below has is taken away by saying so: a block that may be left out with its name and `"none"`
//! (`culture = "none"`), a list by emptying it (`actions = []`, `publicity = []`).

use std::collections::BTreeSet;

use super::document::{Entry, Node, Origin, Sources, Table, TextId, TextKind, Value, identity, parse};
use super::files::{Fetch, Fetched};
use super::problem::Problem;

/// More levels than anyone writes on purpose.
const MOST_LEVELS: usize = 32;

/// The files of a chain, the one asked for first, the root last.
pub(crate) struct Chain {
    pub files: Vec<(TextId, Table)>,
}

impl Chain {
    /// Reads a file and all that it extends.
    pub fn read(first: Fetched, fetch: &Fetch<'_>, sources: &mut Sources) -> Result<Chain, Vec<Problem>> {
        let mut names = vec![first.name.clone()];
        let mut chain = Chain { files: Vec::new() };
        let mut next = Some(first);
        while let Some(file) = next.take() {
            let text = sources.add(TextKind::File, &file.name, &file.text);
            let mut table = parse(sources, text)?;
            next = match table.remove("extends") {
                Some(extends) => Some(follow(&extends, &mut names, fetch)?),
                None => None,
            };
            chain.files.push((text, table));
        }
        Ok(chain)
    }

    /// The root file's own table.
    pub fn root(&self) -> &Table {
        &self.files.last().expect("a chain has at least the file that was asked for").1
    }

    /// The variants laid over a root, the nearest to the root first.
    pub fn lay_over(&self, mut root: Table) -> Table {
        for (_, variant) in self.files.iter().rev().skip(1) {
            merge(&mut root, variant);
        }
        root
    }
}

fn follow(extends: &Entry, names: &mut Vec<String>, fetch: &Fetch<'_>) -> Result<Fetched, Vec<Problem>> {
    let origin = extends.node.origin;
    let problem =
        |written: &str, message: String| vec![Problem::new("extends", message).written(written.to_owned()).at(origin)];
    let Value::Text(wanted) = &extends.node.value else {
        return Err(problem("", "must be the name of a file in quotation marks".to_owned()));
    };
    let written = format!("\"{wanted}\"");
    let from = names.last().expect("the file that extends has a name");
    let file = fetch(from, wanted).map_err(|error| problem(&written, error.to_string()))?;
    let circle = names.contains(&file.name);
    names.push(file.name.clone());
    if circle {
        return Err(problem(&written, format!("extends in a circle: {}", names.join(" -> "))));
    }
    if names.len() > MOST_LEVELS {
        return Err(problem(&written, format!("more than {MOST_LEVELS} levels of extends")));
    }
    Ok(file)
}

/// Lays the upper table over the lower: tables key by key, named lists by name, everything else replaced.
pub(crate) fn merge(lower: &mut Table, upper: &Table) {
    for entry in &upper.entries {
        lower.remove_rivals(&entry.key);
    }
    for entry in &upper.entries {
        match lower.get_mut(&entry.key) {
            Some(below) => merge_node(&entry.key, below, &entry.node),
            None => lower.entries.push(entry.clone()),
        }
    }
}

fn merge_node(key: &str, lower: &mut Node, upper: &Node) {
    match (&mut lower.value, &upper.value) {
        (Value::Table(below), Value::Table(above)) => {
            merge(below, above);
            lower.origin = upper.origin;
        }
        (Value::List(below), Value::List(above)) if !identity(key).is_empty() && !above.is_empty() => {
            merge_named(key, below, above);
            lower.origin = upper.origin;
        }
        _ => *lower = upper.clone(),
    }
}

fn merge_named(list: &str, lower: &mut Vec<Node>, upper: &[Node]) {
    let inherited = lower.len();
    let mut met = BTreeSet::new();
    for element in upper {
        let same = (0..inherited).find(|&at| same_identity(list, &lower[at], element));
        match same {
            // A second element of the same name in one file is not merged, so that the check can refuse it.
            Some(at) if met.insert(at) => merge_node("", &mut lower[at], element),
            _ => lower.push(element.clone()),
        }
    }
}

fn same_identity(list: &str, a: &Node, b: &Node) -> bool {
    let (Value::Table(a), Value::Table(b)) = (&a.value, &b.value) else { return false };
    a.get(identity(list)[0]).is_some()
        && identity(list).iter().all(|key| match (a.get(key), b.get(key)) {
            (Some(a), Some(b)) => same_value(a, b),
            (None, None) => true,
            _ => false,
        })
}

fn same_value(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Text(a), Value::Text(b)) => a == b,
        (Value::Whole(a), Value::Whole(b)) => a == b,
        (Value::Date(a), Value::Date(b)) => a == b,
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_value(a, b)),
        _ => false,
    }
}

/// A table with no entries, standing where something else was written.
pub(crate) fn empty_table(origin: Origin) -> Node {
    Node { value: Value::Table(Table::default()), origin }
}
