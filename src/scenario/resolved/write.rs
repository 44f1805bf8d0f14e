//! Keys and values as TOML text.

use crate::scenario::declare::KeyTable;
use crate::scenario::distribution::FAMILIES;
use crate::scenario::document::path::quote;
use crate::scenario::{MeanCv, Scenario};

/// The text so far.
#[derive(Default)]
pub(crate) struct Out {
    text: String,
}

impl Out {
    /// A header, `[time]` or `[[teams]]`, after an empty line.
    pub fn header(&mut self, header: &str) {
        self.text.push_str(&format!("\n{header}\n"));
    }

    /// `key = value`, the value being TOML already.
    pub fn line(&mut self, key: &str, value: impl AsRef<str>) {
        self.text.push_str(&format!("{} = {}\n", quote(key), value.as_ref()));
    }

    /// A block that declares its keys.
    pub fn block(&mut self, header: &str, block: &impl KeyTable, scenario: &Scenario) {
        self.header(header);
        for (key, value) in block.entries(scenario) {
            self.line(key, value);
        }
    }

    pub fn number(&mut self, key: &str, value: f64) {
        self.line(key, float(value));
    }

    pub fn count(&mut self, key: &str, value: impl Into<u64>) {
        self.line(key, value.into().to_string());
    }

    pub fn flag(&mut self, key: &str, value: bool) {
        self.line(key, value.to_string());
    }

    pub fn words(&mut self, key: &str, value: &str) {
        self.line(key, text(value));
    }

    /// Words, where there are any.
    pub fn some_words(&mut self, key: &str, value: &str) {
        if !value.is_empty() {
            self.words(key, value);
        }
    }

    /// A list, over several lines where it is long: broken between its items, which are TOML already, and nowhere within them.
    pub fn long_list(&mut self, key: &str, items: &[String]) {
        const WIDTH: usize = 120;
        let mut line = format!("{} = [", quote(key));
        for (place, item) in items.iter().enumerate() {
            let last = place + 1 == items.len();
            let part = format!("{item}{}", if last { "]" } else { "," });
            let gap = usize::from(place > 0);
            // In bytes: a name in other letters breaks a line early, which harms nothing.
            if line.len() + gap + part.len() > WIDTH {
                self.text.push_str(&line);
                self.text.push('\n');
                line = format!("    {part}");
            } else {
                line.push_str(&" ".repeat(gap));
                line.push_str(&part);
            }
        }
        self.text.push_str(&line);
        self.text.push_str(if items.is_empty() { "]\n" } else { "\n" });
    }

    pub fn finish(self) -> String {
        // A first header would begin with an empty line.
        self.text.trim_start().to_owned()
    }
}

/// Writes numbers of a block under the names of their fields: `numbers!(out, block; key, key)`.
macro_rules! numbers {
    ($out:ident, $block:expr; $($key:ident),+ $(,)?) => {
        $($out.number(stringify!($key), $block.$key);)+
    };
}
pub(crate) use numbers;

/// The shortest text that reads back as the same number.
pub(crate) fn float(value: f64) -> String {
    // Rust writes NaN, TOML nan.
    if value.is_nan() { "nan".to_owned() } else { format!("{value:?}") }
}

/// A count of people: whole where it is whole.
pub(crate) fn people(count: f64) -> String {
    if count.fract() == 0.0 { format!("{count:.0}") } else { float(count) }
}

/// A string in quotation marks.
pub(crate) fn text(value: &str) -> String {
    let mut quoted = String::from("\"");
    for next in value.chars() {
        match next {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            // TOML allows no control character but the tab, not even DEL.
            control if control.is_control() => {
                quoted.push_str(&format!("\\u{:04X}", u32::from(control)))
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

pub(crate) fn list(items: impl IntoIterator<Item = String>) -> String {
    format!("[{}]", items.into_iter().collect::<Vec<_>>().join(", "))
}

pub(crate) fn table(entries: &[(&str, String)]) -> String {
    let entries: Vec<String> =
        entries.iter().map(|(key, value)| format!("{} = {value}", quote(key))).collect();
    format!("{{ {} }}", entries.join(", "))
}

pub(crate) fn mean_cv(value: MeanCv) -> String {
    table(&[("mean", float(value.mean)), ("cv", float(value.cv)), ("dist", family(value.dist))])
}

pub(crate) fn family(family: crate::scenario::Family) -> String {
    let name = FAMILIES.iter().find(|(_, one)| *one == family).map(|(name, _)| *name);
    text(name.expect("every family has a name"))
}

/// Names and their shares.
pub(crate) fn shares(shares: &[(String, f64)]) -> String {
    table(&shares.iter().map(|(name, share)| (name.as_str(), float(*share))).collect::<Vec<_>>())
}

pub(crate) fn order(order: crate::scenario::Order) -> String {
    use crate::scenario::Order;
    text(match order {
        Order::Fifo => "fifo",
        Order::Risk => "risk",
        Order::Band => "band",
        Order::Class => "class",
    })
}
