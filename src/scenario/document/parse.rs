//! TOML text to [`Node`] tree. Syntax errors are gathered, not stopped at.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::syntax::fault;
use super::{Entry, Node, Origin, Sources, TextId, TomlTable, TomlValue};
use crate::scenario::day::day_of;
use crate::scenario::problem::Problem;

/// After this many syntax errors the rest are most likely echoes of the first.
const SYNTAX_ERRORS_SHOWN: usize = 5;

/// The most values that somebody may write in a file: far more than any scenario has. What follows need not be fast beyond it.
const MOST_VALUES: usize = 20_000;

/// The tree of a whole text. Where the syntax is broken, the problems say so and there is no tree.
pub(crate) fn parse(sources: &Sources, text: TextId) -> Result<TomlTable, Vec<Problem>> {
    let input = sources.text(text).text.as_str();
    let (table, errors) = DeTable::parse_recoverable(input);
    if errors.is_empty() {
        // Counted before the tree is made: the parser is fast, and what is done with each value afterwards is not.
        let count = count_in(table.get_ref());
        if count > MOST_VALUES {
            let message = format!("{count} values, more than {MOST_VALUES}");
            return Err(vec![Problem::new("", message).at(Origin { text, start: 0, end: 0 })]);
        }
        return Ok(convert_table(table.get_ref(), text, 0));
    }
    Err(syntax_problems(&errors, text, input))
}

/// The tree of a text by itself, where nobody is told what stands in which line. `None` where it is not TOML.
pub(crate) fn parse_alone(text: &str) -> Option<TomlTable> {
    // However many values it has: a resolved scenario has its defaults too, and so more than were written.
    let (table, errors) = DeTable::parse_recoverable(text);
    errors.is_empty().then(|| convert_table(table.get_ref(), TextId(0), 0))
}

/// The value written at `start` of an override's text, to its end. `None` where it is not a TOML value.
pub(crate) fn parse_value(written: &str, text: TextId, start: usize) -> Option<Node> {
    let value = DeValue::parse(written).ok()?;
    Some(Node {
        value: convert(value.get_ref(), text, start),
        origin: Origin { text, start, end: start + written.len() },
    })
}

/// What is wrong with the syntax: where a line is understood, once and in plain words.
fn syntax_problems(errors: &[toml::de::Error], text: TextId, input: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut understood: Option<usize> = None;
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        // A span of the parser may end within a letter of several bytes, where a text cannot be cut.
        let whole = |at: usize| {
            (0..=at.min(input.len())).rev().find(|&at| input.is_char_boundary(at)).unwrap_or(0)
        };
        let (start, end) = (whole(span.start), whole(span.end));
        let (from, line) = line_at(input, start);
        // What the parser says of the rest of a line follows from the fault that has been told.
        if understood == Some(from) {
            continue;
        }
        let message = error.message().replace('\n', " ");
        let origin = |start: usize, end: usize| Origin { text, start, end };
        problems.push(match fault(line, start - from, &message) {
            Some(fault) => {
                understood = Some(from);
                let at =
                    if fault.written.is_empty() { None } else { line.find(fault.written.as_str()) };
                // The value is pointed at as a whole; the parser points at the letter at which it gave up.
                let at = at.map_or(origin(start, end), |at| {
                    origin(from + at, from + at + fault.written.len())
                });
                Problem::new(fault.key, fault.message).written(fault.written).at(at)
            }
            None => Problem::new("", format!("not TOML: {message}")).at(origin(start, end)),
        });
        if problems.len() == SYNTAX_ERRORS_SHOWN {
            break;
        }
    }
    problems
}

/// Where the line around a byte begins, and the line.
fn line_at(input: &str, at: usize) -> (usize, &str) {
    // A place between two lines is the end of the first.
    let from = input[..at].rfind('\n').map_or(0, |end| end + 1);
    (from, input[from..].lines().next().unwrap_or_default())
}

fn count_in(table: &DeTable<'_>) -> usize {
    table.values().map(|value| count(value.get_ref())).sum()
}

fn count(value: &DeValue<'_>) -> usize {
    1 + match value {
        DeValue::Array(items) => items.iter().map(|item| count(item.get_ref())).sum(),
        DeValue::Table(table) => count_in(table),
        _ => 0,
    }
}

fn convert_table(table: &DeTable<'_>, text: TextId, offset: usize) -> TomlTable {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_origin: origin(key, text, offset),
            node: Node {
                value: convert(value.get_ref(), text, offset),
                origin: origin(value, text, offset),
            },
        })
        .collect();
    // The parser sorts by key; a person reads, and lists roles and ages, in the order written.
    entries.sort_by_key(|entry| entry.key_origin.start);
    TomlTable { entries }
}

fn origin<T>(spanned: &Spanned<T>, text: TextId, offset: usize) -> Origin {
    let span = spanned.span();
    Origin { text, start: span.start + offset, end: span.end + offset }
}

fn convert(value: &DeValue<'_>, text: TextId, offset: usize) -> TomlValue {
    match value {
        DeValue::String(written) => TomlValue::Text(written.to_string()),
        DeValue::Integer(written) => i128::from_str_radix(written.as_str(), written.radix())
            // Longer than any whole number: as infinity it lies in no range, and is refused where it stands.
            .map_or_else(|_| TomlValue::Float(f64::INFINITY), TomlValue::Whole),
        // The parser has checked the form. Should Rust not read it all the same: NaN lies in no range and is refused
        // where it stands.
        DeValue::Float(written) => TomlValue::Float(written.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(value) => TomlValue::Bool(*value),
        DeValue::Datetime(written) => day_of(written).map_or(TomlValue::Moment, TomlValue::Date),
        DeValue::Array(items) => TomlValue::List(
            items
                .iter()
                .map(|item| Node {
                    value: convert(item.get_ref(), text, offset),
                    origin: origin(item, text, offset),
                })
                .collect(),
        ),
        DeValue::Table(table) => TomlValue::Table(convert_table(table, text, offset)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::document::TextKind;

    #[test]
    fn only_what_somebody_writes_is_held_to_a_number_of_values() {
        let text = format!("a = [{}]\n", "1, ".repeat(MOST_VALUES));
        let mut sources = Sources::default();
        let id = sources.add(TextKind::File, "large.toml", &text);
        let problems = parse(&sources, id).expect_err("one value too many");
        assert_eq!(problems[0].message, "20001 values, more than 20000");
        assert_eq!(problems[0].origin, Some(Origin { text: id, start: 0, end: 0 }));
        // A resolved scenario has more values than were written, and must still have a tree.
        assert!(parse_alone(&text).is_some());
    }
}
