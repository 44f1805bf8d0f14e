//! Writing a variant: a file that extends another and states some values anew, with where they come from.

use toml::{Table, Value};

use super::document::identity;
use super::document::path::split;
use super::{Scenario, resolved};

/// A value that a variant states, with its evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// Its path, as `--set` writes it.
    pub path: String,
    /// The value.
    pub value: f64,
    /// True where it must be written as a whole number.
    pub whole: bool,
    /// Where it comes from.
    pub source: String,
    /// Lower end of what it may be.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// A variant's own words.
#[derive(Clone, Debug, PartialEq)]
pub struct VariantWords<'w> {
    /// Comment lines at its top.
    pub comment: &'w [String],
    /// The file it extends, as seen from where it will stand.
    pub extends: &'w str,
    /// Its name.
    pub name: &'w str,
    /// What it answers.
    pub description: &'w str,
}

/// The text of a variant whose normal times are its own. Lists without names, such as posts and outcomes, are written whole,
/// as `scenario` has them but for the values stated.
///
/// # Errors
/// Names the path that leads nowhere in the scenario.
pub fn text(
    words: &VariantWords<'_>,
    scenario: &Scenario,
    stated: &[Stated],
) -> Result<String, String> {
    let mut whole: Table =
        // From the scenario with all its defaults: a value that the file leaves out can be stated, too.
        toml::from_str(&resolved::to_toml(scenario, None)).map_err(|error| error.to_string())?;
    let mut variant = Table::new();
    for one in stated {
        let steps = split(&one.path).map_err(|reason| format!("{}: {reason}", one.path))?;
        let nowhere = || format!("{}: leads nowhere", one.path);
        put(&mut whole, &steps, one).ok_or_else(nowhere)?;
    }
    // In a second round, with every value in its place: a list without names is copied whole, and may hold several of
    // them.
    for one in stated {
        let steps = split(&one.path).map_err(|reason| format!("{}: {reason}", one.path))?;
        copy(&whole, &mut variant, &steps).ok_or_else(|| format!("{}: leads nowhere", one.path))?;
    }
    variant.insert("evidence".to_owned(), Value::Table(stated.iter().map(evidence).collect()));
    let body = toml::to_string(&variant).map_err(|error| error.to_string())?;
    let mut text: String =
        // An empty line would have a blank at its end.
        words.comment.iter().map(|line| format!("# {line}\n").replace("# \n", "#\n")).collect();
    text.push_str(&format!(
        // Its own normal times, as what it states is true of them: the pilot has to run again.
        "\nschema = 1\nextends = {}\nnormal_times = \"own\"\nname = {}\ndescription = {}\n\n",
        Value::from(words.extends),
        Value::from(words.name),
        Value::from(words.description)
    ));
    text.push_str(&body);
    Ok(text)
}

fn evidence(one: &Stated) -> (String, Value) {
    let mut table = Table::new();
    table.insert("source".to_owned(), Value::from(one.source.as_str()));
    // A fitted value is nobody's published figure.
    table.insert("grade".to_owned(), Value::from("E"));
    if one.high > one.low {
        table.insert("low".to_owned(), number(one.low, false));
        table.insert("high".to_owned(), number(one.high, false));
    }
    (one.path.clone(), Value::Table(table))
}

fn number(value: f64, whole: bool) -> Value {
    if whole { Value::Integer(value.round() as i64) } else { Value::Float(value) }
}

/// Puts a value in its place in the whole scenario.
fn put(table: &mut Table, steps: &[String], one: &Stated) -> Option<()> {
    let (step, rest) = steps.split_first()?;
    if rest.is_empty() {
        *table.get_mut(step)? = number(one.value, one.whole);
        return Some(());
    }
    put_below(table.get_mut(step)?, step, rest, one)
}

fn put_below(value: &mut Value, list: &str, steps: &[String], one: &Stated) -> Option<()> {
    match value {
        Value::Table(table) => put(table, steps, one),
        Value::Array(items) => {
            let at = place(list, items, &steps[0])?;
            if steps.len() == 1 {
                items[at] = number(one.value, one.whole);
                return Some(());
            }
            put_below(&mut items[at], &steps[0], &steps[1..], one)
        }
        _ => None,
    }
}

/// Copies what lies at a path to the same place in the variant: by name through lists whose elements have names, whole where
/// they have none.
fn copy(from: &Table, to: &mut Table, steps: &[String]) -> Option<()> {
    let (step, rest) = steps.split_first()?;
    let value = from.get(step)?;
    match value {
        Value::Table(table) if !rest.is_empty() => {
            let below = to.entry(step.clone()).or_insert_with(|| Value::Table(Table::new()));
            copy(table, below.as_table_mut()?, rest)
        }
        Value::Array(items) if !rest.is_empty() && !identity(step).is_empty() => {
            let element = items[place(step, items, &rest[0])?].as_table()?;
            let list = to
                .entry(step.clone())
                .or_insert_with(|| Value::Array(Vec::new()))
                .as_array_mut()?;
            let keys = identity(step);
            let same = |other: &Value| keys.iter().all(|key| other.get(*key) == element.get(*key));
            // An element may have been begun by an earlier value of the same team or stage.
            let at = match list.iter().position(same) {
                Some(at) => at,
                None => {
                    let named = keys
                        .iter()
                        .filter_map(|key| Some(((*key).to_owned(), element.get(*key)?.clone())));
                    list.push(Value::Table(named.collect()));
                    list.len() - 1
                }
            };
            copy(element, list[at].as_table_mut()?, &rest[1..])
        }
        _ => {
            to.insert(step.clone(), value.clone());
            Some(())
        }
    }
}

/// The place of an element by name, or by number.
fn place(list: &str, items: &[Value], wanted: &str) -> Option<usize> {
    let called = |item: &Value| -> Option<String> {
        let name = item.get(identity(list).first()?)?;
        Some(name.as_str().map_or_else(|| name.to_string(), str::to_owned))
    };
    items
        .iter()
        .position(|item| called(item).is_some_and(|name| name == wanted))
        .or_else(|| wanted.parse().ok().filter(|&at: &usize| at < items.len()))
}
