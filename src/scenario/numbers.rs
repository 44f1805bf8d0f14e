//! The numbers that the model of a scenario rests on, and which of them have a range in `[evidence]`.

use serde::Serialize;

use super::declare::Carries;
use super::document::path::{quote, split};
use super::document::{Node, TomlTable, TomlValue};
use super::needs::{self, Here};
use super::{Scenario, registry, resolved};

/// A number of a scenario.
pub(crate) struct ScenarioNumber<'a> {
    /// Its path, as `--set` writes it.
    pub path: String,
    /// It, and where it was written.
    pub node: &'a Node,
}

/// How many numbers are varied by sensitivity and uncertainty, and how many are held as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct HeldNumbers {
    /// Numbers with a range.
    pub ranged: usize,
    /// Numbers without one.
    pub fixed: usize,
}

/// The numbers of a scenario with a range in its evidence, and those without.
#[must_use]
pub fn held(scenario: &Scenario) -> HeldNumbers {
    // The tree of the whole scenario: defaults count as numbers that are held, too.
    let tree = resolved::tree(scenario);
    let with_range = |path: &str| {
        // Both ends: of two options the one that is not there is the smaller.
        let ranged =
            |one: &&super::Assumption| one.low.zip(one.high).is_some_and(|(low, high)| low < high);
        scenario.evidence.assumptions.iter().filter(ranged).any(|one| same(&one.path, path))
    };
    let numbers = all(&tree);
    let ranged = numbers.iter().filter(|number| with_range(&number.path)).count();
    HeldNumbers { ranged, fixed: numbers.len() - ranged }
}

/// True where two paths are written differently at most.
fn same(one: &str, other: &str) -> bool {
    // As text first, which nearly all are; the same path may have other quotation marks.
    one == other || split(one) == split(other)
}

/// True where evidence at a path speaks of a number: it is that number's, or that of a table or list that holds it.
pub(crate) fn speaks_of(evidence: &str, number: &str) -> bool {
    match (split(evidence), split(number)) {
        (Ok(evidence), Ok(number)) => number.starts_with(&evidence),
        _ => false,
    }
}

/// Every number that does something, in the order of the file: neither 0, which switches off, nor a factor of one.
pub(crate) fn all(root: &TomlTable) -> Vec<ScenarioNumber<'_>> {
    let mut found = Vec::new();
    table(root, root, &Here::default(), &mut found);
    found
}

fn table<'a>(
    root: &'a TomlTable,
    at: &'a TomlTable,
    here: &Here<'a>,
    found: &mut Vec<ScenarioNumber<'a>>,
) {
    for entry in &at.entries {
        let below = here.below(&entry.key);
        // What does nothing here carries no answer, and settings of the run are no numbers of the world.
        if carries(&below.key) != Carries::Nothing && needs::unmet(root, &below, &|_| 0).is_none() {
            value(root, &entry.node, &below, found);
        }
    }
}

fn value<'a>(
    root: &'a TomlTable,
    node: &'a Node,
    here: &Here<'a>,
    found: &mut Vec<ScenarioNumber<'a>>,
) {
    match &node.value {
        TomlValue::Table(inner) => table(root, inner, here, found),
        TomlValue::List(items) => {
            for (place, item) in items.iter().enumerate() {
                let element = here.element(place, item);
                match &item.value {
                    TomlValue::Table(inner) => table(root, inner, &element, found),
                    _ => number(
                        item,
                        &here.key,
                        format!("{}.{}", here.path, quote(&place.to_string())),
                        found,
                    ),
                }
            }
        }
        _ => number(node, &here.key, here.path.clone(), found),
    }
}

fn number<'a>(node: &'a Node, key: &str, path: String, found: &mut Vec<ScenarioNumber<'a>>) {
    let number = match node.value {
        TomlValue::Whole(number) => number as f64,
        TomlValue::Float(number) => number,
        _ => return,
    };
    let off = if carries(key) == Carries::Factor { 1.0 } else { 0.0 };
    let is = |other: f64| number.total_cmp(&other).is_eq();
    if !is(0.0) && !is(off) {
        found.push(ScenarioNumber { path, node });
    }
}

/// What evidence may say of a key; a name in a table of data is no key, and its number is one like any other.
fn carries(key: &str) -> Carries {
    registry::facts(key).map_or(Carries::Number, |facts| facts.evidence)
}
