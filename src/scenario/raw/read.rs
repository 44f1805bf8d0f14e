//! Reads a [`Node`] tree into the raw structs and gathers what does not fit.

use std::borrow::Cow;
use std::rc::Rc;

use jiff::civil::Date;

use super::{
    List, Maybe, Named, NumberOrText, RawEvidenceFile, RawFigure, RawHolidays, RawScenario,
};
use crate::scenario::day::day;
use crate::scenario::document::path::join;
use crate::scenario::document::{
    Entry, Node, Origin, Sources, TextId, TomlTable, TomlValue, element_name,
};
use crate::scenario::meant;
use crate::scenario::problem::{Problem, nearest};
use crate::scenario::renamed;

/// Where a value stands: its path and what was written there.
#[derive(Debug)]
pub(crate) struct ValuePlace {
    pub path: String,
    pub written: String,
    pub origin: Origin,
}

impl ValuePlace {
    /// A problem with the value here.
    pub fn problem(&self, message: impl Into<String>) -> Problem {
        Problem::new(self.path.clone(), message).written(self.written.clone()).at(self.origin)
    }

    /// A problem with something missing here.
    pub fn missing(&self, key: &str, what: &str) -> Problem {
        let path =
            if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
        Problem::new(path, format!("missing: {what}")).at(self.origin)
    }
}

/// A value and its place.
#[derive(Clone, Debug)]
pub(crate) struct At<T> {
    pub value: T,
    pub place: Rc<ValuePlace>,
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
pub(crate) fn read_scenario(
    root: &Node,
    sources: &Sources,
    problems: &mut Vec<Problem>,
) -> At<RawScenario> {
    let mut reader = Reader { sources, path: Vec::new(), problems: Vec::new() };
    // Every key may be missing, so that the check goes on with what could be read and tells all the rest.
    let value = RawScenario::read(root, &mut reader).unwrap_or_default();
    problems.append(&mut reader.problems);
    At {
        value,
        place: Rc::new(ValuePlace {
            path: String::new(),
            written: String::new(),
            origin: root.origin,
        }),
    }
}

/// Reads the figures of an `evidence.toml`.
pub(crate) fn read_evidence(
    table: TomlTable,
    text: TextId,
    sources: &Sources,
    problems: &mut Vec<Problem>,
) -> List<RawFigure> {
    let mut reader = Reader { sources, path: Vec::new(), problems: Vec::new() };
    let origin = Origin { text, start: 0, end: 0 };
    let file = RawEvidenceFile::read(&Node { value: TomlValue::Table(table), origin }, &mut reader)
        .unwrap_or_default();
    problems.append(&mut reader.problems);
    file.figure.map(|at| at.value).unwrap_or_default()
}

impl Reader<'_> {
    fn place(&self, node: &Node) -> ValuePlace {
        // A table or list would fill the message, and its path says which it is.
        let written = match node.value {
            TomlValue::Table(_) | TomlValue::List(_) => "",
            _ => self.sources.written(node.origin).unwrap_or_default(),
        };
        ValuePlace { path: join(&self.path), written: written.to_owned(), origin: node.origin }
    }

    /// Notes that a value is not what was expected.
    pub fn wrong<T>(&mut self, node: &Node, expected: &str) -> Option<T> {
        self.wrong_meant(node, expected, None)
    }

    /// The same, with what was most likely meant.
    fn wrong_meant<T>(&mut self, node: &Node, expected: &str, meant: Option<String>) -> Option<T> {
        let meant = meant.map_or_else(String::new, |meant| format!(": {meant}"));
        let problem = self
            .place(node)
            .problem(format!("must be {expected}, not {}{meant}", node.value.kind()));
        self.problems.push(problem);
        None
    }

    pub fn table<'n>(&mut self, node: &'n Node) -> Option<&'n TomlTable> {
        match &node.value {
            TomlValue::Table(table) => Some(table),
            _ => self.wrong(node, "a table"),
        }
    }

    fn list<'n>(&mut self, node: &'n Node, expected: &str) -> Option<&'n [Node]> {
        match &node.value {
            TomlValue::List(items) => Some(items),
            _ => self.wrong(node, expected),
        }
    }

    /// Reads the value of a key into its field. Not inlined, as little as what it shares with others below: there are some three
    /// hundred keys of sixty types, and a browser has to fetch the code for each.
    #[inline(never)]
    pub fn field<T: Read>(&mut self, entry: &Entry, field: &mut Option<At<T>>) {
        *field = self.step(&entry.key, &entry.node);
    }

    fn step<T: Read>(&mut self, step: &str, node: &Node) -> Option<At<T>> {
        self.enter(step);
        let value = T::read(node, self);
        // Where nothing could be read, too, the path must be left again, so `value?` stands last.
        let place = self.leave(node);
        Some(At { value: value?, place })
    }

    #[inline(never)]
    fn enter(&mut self, step: &str) {
        self.path.push(step.to_owned());
    }

    #[inline(never)]
    fn leave(&mut self, node: &Node) -> Rc<ValuePlace> {
        let place = Rc::new(self.place(node));
        self.path.pop();
        place
    }

    /// The elements of a list, each with the step that leads to it.
    #[inline(never)]
    fn elements<'n>(&mut self, node: &'n Node) -> Option<Vec<(String, &'n Node)>> {
        let list = self.path.last().cloned().unwrap_or_default();
        let items = self.list(node, "a list")?;
        let step = |place: usize, item| {
            // An element without a name is called by its place from 0, as `--set` calls it.
            element_name(&list, item).map_or_else(|| place.to_string(), Cow::into_owned)
        };
        Some(items.iter().enumerate().map(|(place, item)| (step(place, item), item)).collect())
    }

    pub fn unknown_key(&mut self, entry: &Entry, table: &TomlTable, known: &[&str]) {
        self.path.push(entry.key.clone());
        let message = renamed::answer(&join(&self.path), entry, table);
        let message = message.or_else(|| synonym(entry, table, known));
        // A synonym says itself what to write.
        let nearest =
            if message.is_some() { None } else { nearest(&entry.key, known.iter().copied()) };
        let message = message.unwrap_or_else(|| "unknown key".to_owned());
        let problem = Problem::new(join(&self.path), message).at(entry.key_origin).nearest(nearest);
        self.path.pop();
        self.problems.push(problem);
    }
}

/// How a mean and its spread are written here, where someone wrote them by other names.
fn synonym(entry: &Entry, table: &TomlTable, known: &[&str]) -> Option<String> {
    // `sd` is the right word elsewhere: the severity of a class has one.
    if !["mean", "cv"].iter().all(|key| known.contains(key)) {
        return None;
    }
    let number = |node: &Node| match node.value {
        TomlValue::Whole(value) => Some(value as f64),
        TomlValue::Float(value) => Some(value).filter(|value| value.is_finite()),
        _ => None,
    };
    let as_cv = |deviation: Option<f64>| {
        let of_mean =
            // Two decimals are as many as anybody would write.
            |mean: f64| deviation.map(|deviation| (deviation / mean * 100.0).round() / 100.0);
        let cv = table.get("mean").and_then(number).filter(|mean| *mean > 0.0).and_then(of_mean);
        let write =
            cv.filter(|cv| *cv >= 0.0).map_or_else(String::new, |cv| format!("; write cv = {cv}"));
        format!("unknown key: the spread is cv, the standard deviation divided by the mean{write}")
    };
    match entry.key.to_lowercase().as_str() {
        "sd" | "std" | "stdev" | "stddev" | "std_dev" | "sigma" | "standard_deviation" | "s.d." => {
            Some(as_cv(number(&entry.node)))
        }
        "var" | "variance" => Some(as_cv(number(&entry.node).map(libm::sqrt))),
        "avg" | "average" | "mu" => Some("unknown key: the average is called mean".to_owned()),
        _ => None,
    }
}

impl Read for f64 {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<f64> {
        match node.value {
            TomlValue::Float(value) => Some(value),
            TomlValue::Whole(value) => Some(value as f64),
            TomlValue::Text(ref text) => reader.wrong_meant(
                node,
                "a number",
                meant::number_in_quotes(text, meant::unit_key(&reader.path)),
            ),
            _ => reader.wrong(node, "a number"),
        }
    }
}

impl Read for i128 {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<i128> {
        match node.value {
            TomlValue::Whole(value) => Some(value),
            // A slider or a sweep may write 5.0 for 5.
            TomlValue::Float(value)
                // Up to 2^53, some 9e15, a float holds every whole number; below 1e15 it is the one that was meant.
                if libm::trunc(value).total_cmp(&value).is_eq() && value.abs() < 1e15 =>
            {
                Some(value as i128)
            }
            TomlValue::Text(ref text) => reader.wrong_meant(
                node,
                "a whole number",
                meant::number_in_quotes(text, meant::unit_key(&reader.path)),
            ),
            // It is a number: what it lacks is being whole.
            TomlValue::Float(value) if value.is_finite() && value.ceil() > value.floor() => {
                let problem = reader.place(node).problem(format!(
                    "must be a whole number, not one with decimals; write {} or {}",
                    value.floor(),
                    value.ceil()
                ));
                reader.problems.push(problem);
                None
            }
            // Whole, and so large that a number with a dot or an e may stand for several.
            TomlValue::Float(value) if value.abs() < 1e20 => {
                let message =
                    format!("must be a whole number with all its digits; write {value:.0}");
                let problem = reader.place(node).problem(message);
                reader.problems.push(problem);
                None
            }
            TomlValue::Float(value) if value.is_finite() => {
                let problem = reader.place(node).problem("larger than any whole number can be");
                reader.problems.push(problem);
                None
            }
            _ => reader.wrong(node, "a whole number"),
        }
    }
}

impl Read for bool {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<bool> {
        match node.value {
            TomlValue::Bool(value) => Some(value),
            TomlValue::Text(ref text) => {
                reader.wrong_meant(node, "true or false", meant::flag_in_quotes(text))
            }
            _ => reader.wrong(node, "true or false"),
        }
    }
}

impl Read for String {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<String> {
        match &node.value {
            TomlValue::Text(value) => Some(value.clone()),
            _ => reader.wrong(node, "text in quotation marks"),
        }
    }
}

/// The day that a text begins with, or an example.
fn first_day(text: &str) -> &str {
    text.get(..10).filter(|first| day(first).is_some()).unwrap_or("2008-11-11")
}

impl Read for Date {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Date> {
        match node.value {
            TomlValue::Date(value) => Some(value),
            TomlValue::Text(ref written) => {
                let such = meant::day_named_in(written);
                let such = such.unwrap_or_else(|| first_day(written).to_owned());
                reader.wrong(
                    node,
                    &format!("a date without quotation marks, year first, such as {such}"),
                )
            }
            TomlValue::Moment => {
                let written = reader.sources.written(node.origin).unwrap_or_default();
                let such = first_day(written).to_owned();
                reader.wrong(node, &format!("a date without a time, such as {such}"))
            }
            _ => reader.wrong(node, "a date such as 2008-11-11"),
        }
    }
}

impl<T: Read> Read for List<T> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<List<T>> {
        let elements = reader.elements(node)?;
        Some(elements.iter().filter_map(|(step, item)| reader.step(step, item)).collect())
    }
}

impl<T: Read> Read for Named<T> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Named<T>> {
        let table = reader.table(node)?;
        Some(
            table
                .entries
                .iter()
                .filter_map(|entry| {
                    Some((entry.key.clone(), reader.step(&entry.key, &entry.node)?))
                })
                .collect(),
        )
    }
}

impl<T: Read> Read for Maybe<T> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Maybe<T>> {
        match &node.value {
            // Either word for any key, so that nobody is refused for having taken the other one.
            TomlValue::Text(word) if word == "none" || word == "never" => Some(Maybe::None),
            _ => T::read(node, reader).map(Maybe::Some),
        }
    }
}

impl Read for NumberOrText {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<NumberOrText> {
        match &node.value {
            TomlValue::Text(value) => Some(NumberOrText::Text(value.clone())),
            TomlValue::Whole(_) | TomlValue::Float(_) => Some(NumberOrText::Number(
                // As printed in its source: 5_000 and 0.50 stay as they are.
                reader.sources.written(node.origin).unwrap_or_default().to_owned(),
            )),
            _ => reader.wrong(node, "a number or text"),
        }
    }
}

impl Read for RawHolidays {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<RawHolidays> {
        match &node.value {
            TomlValue::Text(rule) => Some(RawHolidays::Rule(rule.clone())),
            TomlValue::List(_) => List::read(node, reader).map(RawHolidays::Listed),
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
