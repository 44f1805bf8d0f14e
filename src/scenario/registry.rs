//! Every key of the format with what it declares, by its path: what needs, evidence and explanations are looked up in.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::declare::KeyFacts;
use super::extends;
use super::raw::{RawScenario, Shaped as _, ValueShape};

/// What a key declares, by its path: the elements of lists have no step of their own.
pub(crate) fn facts(path: &str) -> Option<&'static KeyFacts> {
    declared().get(path).copied()
}

/// Whether `[[schedule]]` may give the number at a path another value from a day on.
pub(crate) fn may_be_dated(path: &str) -> bool {
    // Of a quantity that varies its mean may be another; how it varies stays.
    let own = facts(path).filter(|facts| facts.dated);
    let varies = path.strip_suffix(".mean").and_then(facts).filter(|facts| facts.dated);
    (own.is_some() && shape(path).is_some_and(|shape| is_number(&shape))) || varies.is_some()
}

/// Whether the number at a path is a whole one.
pub(crate) fn is_whole(path: &str) -> bool {
    shape(path).is_some_and(|shape| matches!(within(shape), ValueShape::Whole))
}

fn is_number(shape: &ValueShape) -> bool {
    match shape {
        ValueShape::Number | ValueShape::Whole => true,
        ValueShape::Maybe(of) => is_number(&of()),
        _ => false,
    }
}

/// The shape of the values in a list, or of a block that may be absent.
fn within(shape: ValueShape) -> ValueShape {
    match shape {
        ValueShape::List(of) | ValueShape::Maybe(of) | ValueShape::Named(of) => within(of()),
        shape => shape,
    }
}

fn shape(path: &str) -> Option<ValueShape> {
    path.split('.').try_fold(RawScenario::shape(), |above, step| match within(above) {
        ValueShape::Table(fields) => {
            fields.iter().find(|field| field.name == step).map(|field| (field.shape)())
        }
        _ => None,
    })
}

/// What the value at a path may be.
#[cfg(feature = "native")]
pub(crate) fn range(path: &str) -> Option<super::range::Range> {
    use super::range::Range;
    let own = facts(path).map(|facts| (facts.told.range)());
    // A quantity that varies declares the limits of its mean: the table of mean and spread is one for all of them.
    let above = path.strip_suffix(".mean").and_then(facts).map(|facts| (facts.told.range)());
    match (own, above) {
        (Some(Range::Any), Some(above @ Range::Numbers { .. })) => Some(above),
        (own, _) => own,
    }
}

/// Every key.
pub(crate) fn declared() -> &'static BTreeMap<String, &'static KeyFacts> {
    // Built once: shapes are made anew at every call, and each number of a scenario is looked up.
    static DECLARED: OnceLock<BTreeMap<String, &'static KeyFacts>> = OnceLock::new();
    DECLARED.get_or_init(|| {
        let mut found: BTreeMap<String, &'static KeyFacts> =
            extends::DECLARED.iter().map(|(key, facts)| ((*key).to_owned(), facts)).collect();
        gather("", &RawScenario::shape(), &mut found);
        found
    })
}

fn gather(path: &str, shape: &ValueShape, found: &mut BTreeMap<String, &'static KeyFacts>) {
    match shape {
        ValueShape::Table(fields) => {
            for field in fields {
                let path = below(path, field.name);
                found.insert(path.clone(), field.facts);
                gather(&path, &(field.shape)(), found);
            }
        }
        ValueShape::List(of) | ValueShape::Maybe(of) | ValueShape::Named(of) => {
            gather(path, &of(), found)
        }
        _ => {}
    }
}

/// The path of a key in the table at a path.
pub(crate) fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// True for a list at the top of the file.
pub(crate) fn is_list(name: &str) -> bool {
    // From the shapes, not from what keys declare: a message of the browser's engine need not load the meanings of all
    // keys.
    let ValueShape::Table(fields) = RawScenario::shape() else { return false };
    fields.iter().any(|field| field.name == name && matches!((field.shape)(), ValueShape::List(_)))
}
