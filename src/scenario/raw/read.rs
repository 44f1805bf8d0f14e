//! Reads a [`Node`] tree into the raw structs and gathers what does not fit.

use std::borrow::Cow;
use std::rc::Rc;

use jiff::civil::Date;

use super::{List, Maybe, Named, NumberOrText, RawEvidenceFile, RawFigure, RawHolidays, RawScenario};
use crate::scenario::document::day_first;
use crate::scenario::document::path::join;
use crate::scenario::document::{Entry, Node, Origin, Sources, Table, TextId, Value, element_name};
use crate::scenario::problem::{Problem, nearest};

/// Where a value stands: its path and what was written there.
#[derive(Debug)]
pub(crate) struct Place {
    pub path: String,
    pub written: String,
    pub origin: Origin,
}

impl Place {
    /// A problem with the value here.
    pub fn problem(&self, message: impl Into<String>) -> Problem {
        Problem::new(self.path.clone(), message).written(self.written.clone()).at(self.origin)
    }

    /// A problem with something missing here.
    pub fn missing(&self, key: &str, what: &str) -> Problem {
        let path = if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
        Problem::new(path, format!("missing: {what}")).at(self.origin)
    }
}

/// A value and its place.
#[derive(Clone, Debug)]
pub(crate) struct At<T> {
    pub value: T,
    pub place: Rc<Place>,
}

/// What can be read from a node; `None` once a problem has been noted.
pub(crate) trait Read: Sized {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self>;
}

/// Walks the tree, knows the path so far, gathers problems.
pub(crate) struct Reader<'a> {
    sources: &'a Sources,
    path: Vec<String>,
    pub problems: Vec<Problem>,
}

/// Reads a whole file.
pub(crate) fn read_scenario(root: &Node, sources: &Sources, problems: &mut Vec<Problem>) -> At<RawScenario> {
    let mut reader = Reader { sources, path: Vec::new(), problems: Vec::new() };
    let value = RawScenario::read(root, &mut reader).unwrap_or_default();
    problems.append(&mut reader.problems);
    At { value, place: Rc::new(Place { path: String::new(), written: String::new(), origin: root.origin }) }
}

/// Reads the figures of an `evidence.toml`.
pub(crate) fn read_evidence(
    table: Table,
    text: TextId,
    sources: &Sources,
    problems: &mut Vec<Problem>,
) -> List<RawFigure> {
    let mut reader = Reader { sources, path: Vec::new(), problems: Vec::new() };
    let origin = Origin { text, start: 0, end: 0 };
    let file = RawEvidenceFile::read(&Node { value: Value::Table(table), origin }, &mut reader).unwrap_or_default();
    problems.append(&mut reader.problems);
    file.figure.map(|at| at.value).unwrap_or_default()
}

impl Reader<'_> {
    fn place(&self, node: &Node) -> Place {
        let written = match node.value {
            Value::Table(_) | Value::List(_) => "",
            _ => self.sources.written(node.origin).unwrap_or_default(),
        };
        Place { path: join(&self.path), written: written.to_owned(), origin: node.origin }
    }

    /// Notes that a value is not what was expected.
    pub fn wrong<T>(&mut self, node: &Node, expected: &str) -> Option<T> {
        let problem = self.place(node).problem(format!("must be {expected}, not {}", node.value.kind()));
        self.problems.push(problem);
        None
    }

    pub fn table<'n>(&mut self, node: &'n Node) -> Option<&'n Table> {
        match &node.value {
            Value::Table(table) => Some(table),
            _ => self.wrong(node, "a table"),
        }
    }

    fn list<'n>(&mut self, node: &'n Node, expected: &str) -> Option<&'n [Node]> {
        match &node.value {
            Value::List(items) => Some(items),
            _ => self.wrong(node, expected),
        }
    }

    pub fn field<T: Read>(&mut self, entry: &Entry) -> Option<At<T>> {
        self.step(entry.key.clone(), &entry.node)
    }

    fn step<T: Read>(&mut self, step: String, node: &Node) -> Option<At<T>> {
        self.path.push(step);
        let value = T::read(node, self);
        let read = value.map(|value| At { value, place: Rc::new(self.place(node)) });
        self.path.pop();
        read
    }

    pub fn unknown_key(&mut self, entry: &Entry, known: &[&str]) {
        self.path.push(entry.key.clone());
        let nearest = nearest(&entry.key, known.iter().copied());
        let problem = Problem::new(join(&self.path), "unknown key").at(entry.key_origin).nearest(nearest);
        self.path.pop();
        self.problems.push(problem);
    }
}

impl Read for f64 {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<f64> {
        match node.value {
            Value::Float(value) => Some(value),
            Value::Whole(value) => Some(value as f64),
            _ => reader.wrong(node, "a number"),
        }
    }
}

impl Read for i128 {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<i128> {
        match node.value {
            Value::Whole(value) => Some(value),
            // A slider or a sweep may write 5.0 for 5.
            Value::Float(value) if libm::trunc(value).total_cmp(&value).is_eq() && value.abs() < 1e15 => {
                Some(value as i128)
            }
            _ => reader.wrong(node, "a whole number"),
        }
    }
}

impl Read for bool {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<bool> {
        match node.value {
            Value::Bool(value) => Some(value),
            _ => reader.wrong(node, "true or false"),
        }
    }
}

impl Read for String {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<String> {
        match &node.value {
            Value::Text(value) => Some(value.clone()),
            _ => reader.wrong(node, "text in quotation marks"),
        }
    }
}

impl Read for Date {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Date> {
        match node.value {
            Value::Date(value) => Some(value),
            Value::Text(ref written) => {
                let such = day_first(written).unwrap_or_else(|| "2008-11-11".to_owned());
                reader.wrong(node, &format!("a date without quotation marks, year first, such as {such}"))
            }
            _ => reader.wrong(node, "a date such as 2008-11-11"),
        }
    }
}

impl<T: Read> Read for List<T> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<List<T>> {
        let list = reader.path.last().cloned().unwrap_or_default();
        let items = reader.list(node, "a list")?;
        let step = |(place, item)| element_name(&list, item).map_or_else(|| usize::to_string(&place), Cow::into_owned);
        Some(items.iter().enumerate().filter_map(|(place, item)| reader.step(step((place, item)), item)).collect())
    }
}

impl<T: Read> Read for Named<T> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Named<T>> {
        let table = reader.table(node)?;
        Some(table.entries.iter().filter_map(|entry| Some((entry.key.clone(), reader.field(entry)?))).collect())
    }
}

impl<T: Read> Read for Maybe<T> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Maybe<T>> {
        match &node.value {
            Value::Text(word) if word == "none" || word == "never" => Some(Maybe::None),
            _ => T::read(node, reader).map(Maybe::Some),
        }
    }
}

impl Read for NumberOrText {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<NumberOrText> {
        match &node.value {
            Value::Text(value) => Some(NumberOrText::Text(value.clone())),
            Value::Whole(_) | Value::Float(_) => {
                Some(NumberOrText::Number(reader.sources.written(node.origin).unwrap_or_default().to_owned()))
            }
            _ => reader.wrong(node, "a number or text"),
        }
    }
}

impl Read for RawHolidays {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<RawHolidays> {
        match &node.value {
            Value::Text(rule) => Some(RawHolidays::Rule(rule.clone())),
            Value::List(_) => List::read(node, reader).map(RawHolidays::Listed),
            _ => reader.wrong(node, "\"england\", \"none\" or a list of [from, to] dates"),
        }
    }
}

impl Read for super::RawSolved {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<super::RawSolved> {
        reader.table(node)?;
        Some(super::RawSolved(node.clone()))
    }
}
