//! What a key of the scenario format means, as a page to read.

use super::format;
use super::terminal::wrapped;
use crate::scenario::Assumption;
use crate::scenario::evidence::PublishedFigure;
use crate::scenario::keys::Key;
use crate::scenario::needs;
use crate::scenario::range::Range;

/// Letters in a line.
const WIDTH: usize = 80;

/// What a scenario says of a key.
pub struct ToldKey {
    /// Which scenario.
    pub name: String,
    /// Its assumptions about the key: one, or one for each element that has it.
    pub assumptions: Vec<Assumption>,
    /// The published figures that they name.
    pub figures: Vec<PublishedFigure>,
}

/// All about one key.
#[must_use]
pub fn text(key: &Key, below: &[Key], told: &ToldKey) -> String {
    let mut text = format!("{}\n", key.path);
    line(&mut text, &format!("{}.", key.what), 2);
    let mut fact = |name: &str, words: &str| {
        if !words.is_empty() {
            line(&mut text, &format!("{name}: {words}"), 2);
        }
    };
    fact("Value", key.kind.words());
    fact("Unit", &key.unit);
    fact("Range", &range_in_words(&key.range));
    let must = key.kind.is_table() || key.kind.holds_elements() || key.kind.may_be_none();
    let defaults =
        if key.defaults.is_empty() && !must { "none".to_owned() } else { key.defaults.join("; ") };
    fact("Where a file says nothing", &defaults);
    fact("Does something only where", &needs::words(&key.path).join("; and "));
    fact("From a day on", if key.dated { "[[schedule]] may give it another value" } else { "" });
    fact("Used by", &key.used);
    if !below.is_empty() {
        text.push_str("\n  Keys in it\n");
        let widest = below.iter().map(|key| key.name.chars().count()).max().unwrap_or(0);
        for key in below {
            let name = key.name;
            let pad = " ".repeat(widest - name.chars().count());
            line(
                &mut text,
                // Hard spaces keep the two columns apart. Wrapping would join plain ones.
                &format!("{name}{pad}  {}", with_unit(key)).replace("  ", "\u{a0}\u{a0}"),
                4,
            );
        }
    }
    evidence(&mut text, key, told);
    text.replace('\u{a0}', " ")
}

fn evidence(text: &mut String, key: &Key, told: &ToldKey) {
    if told.assumptions.is_empty() {
        if !key.unit.is_empty() {
            text.push('\n');
            line(text, &format!("No source for it is stated in {}.", told.name), 2);
        }
        return;
    }
    text.push_str(&format!("\n  In {}\n", told.name));
    for one in &told.assumptions {
        let end =
            |end: Option<f64>| end.map_or_else(|| format::NONE.to_owned(), |end| end.to_string());
        let range = match (one.low, one.high) {
            (None, None) => String::new(),
            (low, high) => format!(", plausible from {} to {}", end(low), end(high)),
        };
        line(text, &format!("{} = {}{range}; grade {}", one.path, one.value, one.grade), 4);
        let ids = one.source.split(',').map(str::trim);
        let cited: Vec<String> = ids
            .filter_map(|id| told.figures.iter().find(|figure| figure.id == id))
            .map(|figure| {
                format!(
                    "{}: {} {} ({}, {}), {}",
                    figure.source,
                    figure.figure,
                    figure.value,
                    figure.place,
                    figure.year,
                    figure.address
                )
            })
            .collect();
        let source = if cited.is_empty() { one.source.clone() } else { cited.join("; ") };
        line(text, &format!("Source: {source}"), 6);
    }
}

/// The blocks of the format.
#[must_use]
pub fn blocks(keys: &[Key]) -> String {
    let mut text =
        "The keys and blocks of a scenario file; surge-sim explain KEY says more of one.\n\n"
            .to_owned();
    let top: Vec<&Key> = keys.iter().filter(|key| key.block.is_none()).collect();
    let widest = top.iter().map(|key| key.path.chars().count()).max().unwrap_or(0);
    for key in top {
        let pad = " ".repeat(widest - key.path.chars().count());
        line(
            &mut text,
            &format!("{}{pad}  {}", key.path, with_unit(key)).replace("  ", "\u{a0}\u{a0}"),
            2,
        );
    }
    text.replace('\u{a0}', " ")
}

fn with_unit(key: &Key) -> String {
    if key.unit.is_empty() { key.what.clone() } else { format!("{} [{}]", key.what, key.unit) }
}

/// A range in words.
#[must_use]
pub fn range_in_words(range: &Range) -> String {
    match range {
        Range::Any => String::new(),
        Range::Words(words) => words.join(", "),
        Range::Numbers { low, high } => format!("{low} to {high}"),
    }
}

fn line(text: &mut String, words: &str, indent: usize) {
    for (n, line) in wrapped(words, WIDTH - indent - 2, 0).iter().enumerate() {
        text.push_str(&" ".repeat(if n == 0 { indent } else { indent + 2 }));
        text.push_str(line);
        text.push('\n');
    }
}
