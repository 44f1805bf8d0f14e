//! Every key of the scenario format: what it means, its unit and range, what it is where a file says nothing, and where the
//! model uses it. A key says so where it is declared.

use super::problem::nearest;
use super::range::Range;
use super::raw::{RawScenario, Shaped as _, ValueShape};
use super::registry::{below, range};
use super::{defaults, registry};

/// One key.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// Its path, the elements of lists without a step of their own: `teams.posts.count`.
    pub path: String,
    /// The last step of its path.
    pub name: &'static str,
    /// The path of the block it stands in; `None` at the top of the file.
    pub block: Option<String>,
    /// What it means.
    pub what: String,
    /// Its unit; empty where it has none.
    pub unit: String,
    /// What it may be.
    pub range: Range,
    /// The module of this library that uses it.
    pub used: String,
    /// What kind of value it takes.
    pub kind: KeyKind,
    /// Whether `[[schedule]]` may give it another value from a day on.
    pub dated: bool,
    /// What it is where a file says nothing, by element where these differ; empty where it must be written or is then off.
    pub defaults: Vec<String>,
}

/// What kind of value a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// True or false.
    Flag,
    /// Text.
    Text,
    /// A date.
    Day,
    /// A number or text.
    NumberOrText,
    /// A table.
    Table,
    /// Tables, each under a name.
    TableByName,
    /// A list.
    List,
    /// A number, or a word for none.
    NumberOrNone,
    /// A whole number, or a word for none.
    WholeOrNone,
    /// Text, or a word for none.
    TextOrNone,
    /// A table, or a word for none.
    TableOrNone,
    /// A word, or a list of pairs of dates.
    Holidays,
    /// What `check --resolved` prints.
    Printed,
}

impl KeyKind {
    /// In words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            KeyKind::Number => "a number",
            KeyKind::Whole => "a whole number",
            KeyKind::Flag => "true or false",
            KeyKind::Text => "text",
            KeyKind::Day => "a date",
            KeyKind::NumberOrText => "a number or text",
            KeyKind::Table => "a table",
            KeyKind::TableByName => "a table by name",
            KeyKind::List => "a list",
            KeyKind::NumberOrNone => "a number, or a word for none",
            KeyKind::WholeOrNone => "a whole number, or a word for none",
            KeyKind::TextOrNone => "text, or \"none\"",
            KeyKind::TableOrNone => "a table, or \"none\"",
            KeyKind::Holidays => "a word, or a list of pairs of dates",
            KeyKind::Printed => "what check --resolved prints",
        }
    }

    /// True of tables and of what holds them by name.
    #[must_use]
    pub const fn is_table(self) -> bool {
        matches!(self, KeyKind::Table | KeyKind::TableByName | KeyKind::TableOrNone)
    }

    /// True where a path has a step more for the element: its place in a list, or its name.
    #[must_use]
    pub const fn holds_elements(self) -> bool {
        matches!(self, KeyKind::List | KeyKind::TableByName)
    }

    /// True where there is a word for none.
    #[must_use]
    pub const fn may_be_none(self) -> bool {
        matches!(
            self,
            KeyKind::NumberOrNone
                | KeyKind::WholeOrNone
                | KeyKind::TextOrNone
                | KeyKind::TableOrNone
        )
    }

    fn of(shape: &ValueShape) -> KeyKind {
        match shape {
            ValueShape::Number => KeyKind::Number,
            ValueShape::Whole => KeyKind::Whole,
            ValueShape::Flag => KeyKind::Flag,
            ValueShape::Text => KeyKind::Text,
            ValueShape::Day => KeyKind::Day,
            ValueShape::NumberOrText => KeyKind::NumberOrText,
            ValueShape::Table(_) => KeyKind::Table,
            ValueShape::Named(_) => KeyKind::TableByName,
            ValueShape::List(_) => KeyKind::List,
            ValueShape::Maybe(of) => match of() {
                ValueShape::Number => KeyKind::NumberOrNone,
                ValueShape::Whole => KeyKind::WholeOrNone,
                ValueShape::Text => KeyKind::TextOrNone,
                _ => KeyKind::TableOrNone,
            },
            ValueShape::Holidays => KeyKind::Holidays,
            ValueShape::Anything => KeyKind::Printed,
        }
    }
}

/// Every key, in the order of the format.
#[must_use]
pub fn all() -> Vec<Key> {
    let mut keys: Vec<Key> =
        super::extends::KEYS.into_iter().map(|name| key("", name, KeyKind::Text)).collect();
    gather("", &RawScenario::shape(), &mut keys);
    keys
}

fn gather(block: &str, shape: &ValueShape, keys: &mut Vec<Key>) {
    match shape {
        ValueShape::Table(fields) => {
            for field in fields {
                let shape = (field.shape)();
                keys.push(key(block, field.name, KeyKind::of(&shape)));
                gather(&below(block, field.name), &shape, keys);
            }
        }
        ValueShape::List(of) | ValueShape::Maybe(of) | ValueShape::Named(of) => {
            gather(block, &of(), keys)
        }
        _ => {}
    }
}

fn key(block: &str, name: &'static str, kind: KeyKind) -> Key {
    let path = below(block, name);
    let told = &registry::facts(&path).expect("every key is declared").told;
    Key {
        defaults: defaults::of_path(&path),
        name,
        block: (!block.is_empty()).then(|| block.to_owned()),
        what: told.what.to_owned(),
        unit: told.unit.to_owned(),
        // The numbers that a table declares are those of the mean in it.
        range: if kind.is_table() { Range::Any } else { range(&path).unwrap_or(Range::Any) },
        used: told.used.to_owned(),
        kind,
        dated: registry::may_be_dated(&path),
        path,
    }
}

/// The key that a path of a scenario is about: steps that name or number an element of a list are left out.
///
/// # Errors
/// The nearest path that there is, where none is meant.
pub fn find(path: &str) -> Result<Key, Option<String>> {
    if let Some(new) = super::renamed::now(path) {
        return Err(Some(new.to_owned()));
    }
    let known = all();
    let steps: Vec<String> = super::document::path::split(path)
        // A path with a quotation mark that is not closed is still worth a suggestion.
        .unwrap_or_else(|_| path.split('.').map(str::to_owned).collect());
    let mut found: Vec<String> = Vec::new();
    for step in &steps {
        let longer = join(&found, step);
        if known.iter().any(|key| key.path == longer) {
            found.push(step.clone());
        // A step that is no key may name an element, but only below a list or a table by name.
        } else if found.is_empty() || !holds_elements(&known, &found.join(".")) {
            // First whoever wrote `peak` for `publicity.peak`; likeness of letters would find some other short name.
            return Err(called(path, &known)
                .or_else(|| nearest(path, known.iter().map(|key| key.path.as_str()))));
        }
    }
    let last = steps.last().cloned().unwrap_or_default();
    let path = found.join(".");
    // The last step is a key, or an element of one: `teams.duty` is explained as `teams`.
    let named = found.last() == Some(&last) || holds_elements(&known, &path);
    known.into_iter().find(|key| key.path == path && named).ok_or(None)
}

/// The keys whose last step is that name, wherever they stand: `publicity.peak, feedback.peak` for `peak`.
fn called(name: &str, known: &[Key]) -> Option<String> {
    let all: Vec<&str> =
        known.iter().filter(|key| key.name == name).map(|key| key.path.as_str()).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

fn holds_elements(known: &[Key], path: &str) -> bool {
    known.iter().any(|key| key.path == path && key.kind.holds_elements())
}

fn join(steps: &[String], step: &str) -> String {
    if steps.is_empty() { step.to_owned() } else { format!("{}.{step}", steps.join(".")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_part_of_a_name_leads_to_every_key_that_has_it() {
        let told = find("peak").err().flatten().expect("it is no whole name");
        assert!(told.contains("publicity.peak") && told.contains("feedback.peak"), "{told}");
        assert_eq!(
            find("referrals.per_yea").err().flatten().as_deref(),
            Some("referrals.per_year")
        );
    }

    #[test]
    fn every_key_says_what_it_means() {
        for key in all() {
            assert!(!key.what.is_empty() && !key.used.is_empty(), "{} says nothing", key.path);
        }
    }

    #[test]
    fn a_path_of_a_scenario_leads_to_its_key() {
        let path = |path: &str| find(path).map(|key| key.path);
        assert_eq!(path("teams.assessment.posts.0.count"), Ok("teams.posts.count".into()));
        assert_eq!(path("teams.\"long term\".rush.floor"), Ok("teams.rush.floor".into()));
        assert_eq!(path("teams.posts.count"), Ok("teams.posts.count".into()));
        assert_eq!(path("triage"), Ok("triage".into()));
        assert_eq!(path("stages.core assessment.hours.direct"), Ok("stages.hours.direct".into()));
        assert_eq!(path("triage.acept_share"), Err(Some("triage.accept_share".into())));
    }

    #[test]
    fn defaults_are_those_of_the_format() {
        let defaults = |path: &str| find(path).map(|key| key.defaults).unwrap_or_default();
        assert_eq!(defaults("triage.accept_share"), ["0.64"]);
        assert_eq!(defaults("teams.availability"), ["0.65"]);
        assert_eq!(defaults("feedback.peak"), ["0.6 where the block is written"]);
        assert_eq!(defaults("referrals.per_year"), [""; 0]);
        assert!(defaults("stages.lead_working_days").contains(&"9 (conference)".to_owned()));
    }
}
