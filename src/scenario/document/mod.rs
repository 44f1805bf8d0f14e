//! The scenario file as a tree in which every value still knows where it was written.
//!
//! TOML text becomes a [`Node`] tree. Merging (`extends`), overrides and defaults work on such trees, so that a problem
//! found at the very end can still point at file, line and column, or at the `--set` that caused it.

mod parse;
pub(crate) mod path;
mod syntax;

pub(crate) use parse::{parse, parse_alone, parse_value};

use std::borrow::Cow;

use jiff::civil::Date;

/// A text that values come from, by its place in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TextId(pub u16);

/// Where a value was written: a text and a range of bytes in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    pub text: TextId,
    pub start: usize,
    pub end: usize,
}

/// What kind of text a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextKind {
    /// A scenario file.
    File,
    /// One `path=value` given with the request.
    Override,
    /// The defaults built into the program.
    Defaults,
}

/// One text.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub name: String,
    pub text: String,
    pub kind: TextKind,
}

/// Every text that a scenario was put together from; the first is the file that was asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources {
    texts: Vec<Text>,
}

impl Sources {
    pub fn add(&mut self, kind: TextKind, name: &str, text: &str) -> TextId {
        // Every file of a chain, its figures, the defaults and the changes, each of which has its own limit.
        let id = u16::try_from(self.texts.len())
            .expect("a scenario is put together from fewer than 65,536 texts");
        self.texts.push(Text { name: name.to_owned(), text: text.to_owned(), kind });
        TextId(id)
    }

    pub fn text(&self, id: TextId) -> &Text {
        &self.texts[usize::from(id.0)]
    }

    /// What was written at an origin, where it is short and on one line.
    pub fn written(&self, origin: Origin) -> Option<&str> {
        let written = self.text(origin.text).text.get(origin.start..origin.end)?.trim();
        (!written.is_empty() && !written.contains('\n') && written.chars().count() <= 60)
            .then_some(written)
    }

    /// Line and column of an origin's first character, both from 1; columns count characters.
    pub fn line_column(&self, origin: Origin) -> (usize, usize) {
        let text = &self.text(origin.text).text;
        let mut start = origin.start.min(text.len());
        // The parser may point into a letter of several bytes.
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// A value and where it was written.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub value: TomlValue,
    pub origin: Origin,
}

/// A TOML value.
#[derive(Clone, Debug)]
pub(crate) enum TomlValue {
    Text(String),
    Whole(i128),
    Float(f64),
    Bool(bool),
    Date(Date),
    /// A date with a time, a time alone, or a day that no calendar has.
    Moment,
    List(Vec<Node>),
    Table(TomlTable),
}

impl TomlValue {
    /// What it is, in words.
    pub fn kind(&self) -> &'static str {
        match self {
            TomlValue::Text(_) => "text",
            TomlValue::Whole(_) => "a whole number",
            TomlValue::Float(number) if number.is_nan() => "\"not a number\"",
            TomlValue::Float(number) if number.is_infinite() => "infinity",
            TomlValue::Float(_) => "a number",
            TomlValue::Bool(_) => "true or false",
            TomlValue::Date(_) => "a date",
            TomlValue::Moment => "a time of day or an impossible date",
            TomlValue::List(_) => "a list",
            TomlValue::Table(_) => "a table",
        }
    }
}

/// A table in the order written.
#[derive(Clone, Debug, Default)]
pub(crate) struct TomlTable {
    pub entries: Vec<Entry>,
}

/// A key, where it was written, and its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub key: String,
    pub key_origin: Origin,
    pub node: Node,
}

/// Keys of which a table can use one only: stating one takes the others back.
// Pairs and not groups: `count` rules out both precisions, which may stand together.
const RIVALS: [(&str, &str); 6] = [
    ("accept_share", "threshold"),
    ("urgent_share", "urgent"),
    ("share", "threshold"),
    ("count", "precision"),
    ("count", "precision_of"),
    ("date", "when"),
];

impl TomlTable {
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.node)
    }

    pub fn text(&self, key: &str) -> Option<&str> {
        match &self.get(key)?.value {
            TomlValue::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn remove(&mut self, key: &str) -> Option<Entry> {
        let at = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(at))
    }

    /// Puts a value in, over whatever stood there.
    pub fn set(&mut self, entry: Entry) {
        match self.entries.iter_mut().find(|other| other.key == entry.key) {
            Some(other) => *other = entry,
            None => self.entries.push(entry),
        }
    }

    /// Takes back the keys that the given one rules out.
    pub fn remove_rivals(&mut self, key: &str) {
        self.entries.retain(|entry| !are_rivals(&entry.key, key));
    }

    /// True where a key is present that rules the given one out.
    pub fn has_rival(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| are_rivals(&entry.key, key))
    }
}

fn are_rivals(a: &str, b: &str) -> bool {
    RIVALS.iter().any(|&(x, y)| (a, b) == (x, y) || (a, b) == (y, x))
}

/// The keys that tell the elements of a named list apart; none for other lists.
pub(crate) fn identity(list: &str) -> &'static [&'static str] {
    match list {
        "teams" | "stages" | "risk" | "sources" | "actions" => &["name"],
        "publicity" => &["label"],
        "opening" => &["stage"],
        "inspection" => &["date"],
        // One measure may be compared in several periods.
        "targets" => &["measure", "period", "against"],
        // One number may change on several days.
        "schedule" => &["path", "date"],
        "figure" => &["id"],
        _ => &[],
    }
}

/// What an element of a named list is called: the text or the date of its first identifying key.
pub(crate) fn element_name<'a>(list: &str, element: &'a Node) -> Option<Cow<'a, str>> {
    let TomlValue::Table(table) = &element.value else { return None };
    match &table.get(identity(list).first()?)?.value {
        TomlValue::Text(name) => Some(Cow::Borrowed(name)),
        TomlValue::Date(date) => Some(Cow::Owned(date.to_string())),
        _ => None,
    }
}
