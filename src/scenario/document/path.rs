//! Paths such as `stages."core assessment".outcomes.0.share`: how `--set` and `[evidence]` name a value.

use super::{Node, TomlTable, TomlValue, element_name, identity};
use crate::scenario::problem::nearest;

/// The steps of a path, without quotation marks.
pub(crate) type Steps = Vec<String>;

/// More steps than any path of the format has; whoever follows one may call itself once a step.
const MOST_STEPS: usize = 32;

/// Splits a path at its dots; names with dots, commas or quotes stand in quotation marks.
pub(crate) fn split(path: &str) -> Result<Steps, String> {
    let mut steps = Vec::new();
    let mut rest = path.trim();
    loop {
        if steps.len() == MOST_STEPS {
            return Err(format!("more than {MOST_STEPS} steps; no path of a scenario has so many"));
        }
        let (step, after) = take_step(rest)?;
        steps.push(step);
        match after.strip_prefix('.') {
            Some(more) => rest = more.trim_start(),
            None if after.is_empty() => return Ok(steps),
            None => return Err(format!("a dot is missing before {after}")),
        }
    }
}

fn take_step(rest: &str) -> Result<(String, &str), String> {
    if let Some(quote) = rest.chars().next().filter(|first| matches!(first, '"' | '\'')) {
        // A quotation mark is one byte.
        return quoted_step(&rest[1..], quote);
    }
    let end = rest.find('.').unwrap_or(rest.len());
    let step = rest[..end].trim();
    if step.is_empty() {
        return Err("a name is missing between two dots".to_owned());
    }
    Ok((step.to_owned(), &rest[end..]))
}

fn quoted_step(rest: &str, quote: char) -> Result<(String, &str), String> {
    let mut step = String::new();
    let mut chars = rest.char_indices();
    while let Some((at, next)) = chars.next() {
        if next == quote {
            return Ok((step, rest[at + 1..].trim_start()));
        }
        if next == '\\' && quote == '"' {
            // The way back from `quote`, which puts \ before a mark and before itself and nowhere else.
            step.extend(chars.next().map(|(_, escaped)| escaped));
        } else {
            step.push(next);
        }
    }
    Err("a quotation mark is not closed".to_owned())
}

/// A step as it is written in a path.
pub(crate) fn quote(step: &str) -> String {
    // TOML's bare keys, for keys of a resolved scenario are written with it, too. `split` is more lenient and lets
    // spaces stand.
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !step.is_empty() && step.chars().all(bare) {
        return step.to_owned();
    }
    format!("\"{}\"", step.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Steps as one path.
pub(crate) fn join(steps: &[String]) -> String {
    steps.iter().map(|step| quote(step)).collect::<Vec<_>>().join(".")
}

/// Where a path ends nowhere.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DeadEnd {
    /// How many steps led somewhere.
    pub walked: usize,
    pub reason: String,
    pub nearest: Option<String>,
}

/// The place in a list that a step names: by its elements' names, else by number from 0.
pub(crate) fn place_in_list(list: &str, items: &[Node], step: &str) -> Result<usize, DeadEnd> {
    if let Some(at) =
        items.iter().position(|item| element_name(list, item).is_some_and(|name| name == step))
    {
        return Ok(at);
    }
    // After the names: an element may be called 2008.
    if let Some(at) = step.parse::<usize>().ok().filter(|&at| at < items.len()) {
        return Ok(at);
    }
    let names: Vec<_> = items.iter().filter_map(|item| element_name(list, item)).collect();
    let reason = match (identity(list).is_empty(), items.len()) {
        (_, 0) => format!("there is nothing in {list}"),
        (true, count) => {
            let range = if count == 1 {
                "number 0".to_owned()
            } else {
                format!("numbers 0 to {}", count - 1)
            };
            let of = if count == 1 { "one entry".to_owned() } else { format!("{count} entries") };
            let say = if step.parse::<usize>().is_ok() {
                String::new()
            } else {
                format!(": write {list}.0.{}", quote(step))
            };
            format!("{list} is a list of {of}, {range}{say}")
        }
        (false, _) => format!("nothing of that name in {list}"),
    };
    Err(DeadEnd { walked: 0, reason, nearest: nearest(step, names.iter().map(AsRef::as_ref)) })
}

/// The value at a path.
pub(crate) fn find<'a>(root: &'a TomlTable, steps: &[String]) -> Result<&'a Node, DeadEnd> {
    let (first, rest) = steps.split_first().expect("a path has at least one step");
    let mut node = in_table(root, first)?;
    let mut list = first.as_str();
    for (walked, step) in rest.iter().enumerate() {
        let stop = |end: DeadEnd| DeadEnd { walked: walked + 1, ..end };
        node = match &node.value {
            TomlValue::Table(table) => in_table(table, step).map_err(stop)?,
            TomlValue::List(items) => &items[place_in_list(list, items, step).map_err(stop)?],
            _ => return Err(stop(nothing_below(list))),
        };
        list = step;
    }
    Ok(node)
}

/// What is said when a path goes on below a value that holds no others.
pub(crate) fn nothing_below(step: &str) -> DeadEnd {
    DeadEnd {
        walked: 0,
        reason: format!("{} is one value, with nothing below it", quote(step)),
        nearest: None,
    }
}

fn in_table<'a>(table: &'a TomlTable, step: &str) -> Result<&'a Node, DeadEnd> {
    table.get(step).ok_or_else(|| DeadEnd {
        walked: 0,
        reason: "no such key".to_owned(),
        nearest: nearest(step, table.entries.iter().map(|entry| entry.key.as_str())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(path: &str) -> Vec<String> {
        split(path).expect("a sound path")
    }

    #[test]
    fn quoted_names_may_hold_dots_and_spaces() {
        assert_eq!(
            steps("stages.\"core assessment\".visits"),
            ["stages", "core assessment", "visits"]
        );
        assert_eq!(steps("stages.core assessment.visits"), ["stages", "core assessment", "visits"]);
        assert_eq!(steps("risk.'a.b'.share"), ["risk", "a.b", "share"]);
    }

    #[test]
    fn what_is_quoted_splits_back() {
        for name in ["plain", "core assessment", "with \"marks\" and \\", "high, hidden", "a.b"] {
            assert_eq!(steps(&join(&["x".to_owned(), name.to_owned()])), ["x", name]);
        }
    }

    #[test]
    fn a_path_has_no_more_steps_than_can_be_followed() {
        assert_eq!(steps(&["a"; MOST_STEPS].join(".")).len(), MOST_STEPS);
        let long = split(&["a"; MOST_STEPS + 1].join(".")).expect_err("it is too long");
        assert_eq!(long, "more than 32 steps; no path of a scenario has so many");
        assert!(split(&"a.".repeat(50_000)).is_err());
    }

    #[test]
    fn broken_paths_are_refused() {
        for path in ["", ".", "a..b", "a.\"b", "\"a\"b"] {
            assert!(split(path).is_err(), "{path}");
        }
    }
}
