//! One condition of a need: how it is written, whether it holds, and why not.

use super::Unmet;
use super::look::{FoundAtKey, Here, look};
use super::special::Special;
use crate::scenario::document::{Node, TomlTable, TomlValue};
use crate::scenario::{organisation, registry, resolved};

/// A need.
pub(super) enum Condition {
    /// One of these holds.
    Any(Vec<Atom>),
    /// One with a function of its own.
    Special(Special),
}

/// A key and what it has to be.
pub(super) struct Atom {
    path: String,
    test: Test,
}

enum Test {
    There,
    Is(String),
    IsNot(String),
    Above(f64),
    Below(f64),
}

impl Condition {
    /// Reads a condition of a key; they are built in, so that a wrong one is a fault of the program.
    pub fn parse(key: &str, written: &str) -> Condition {
        match written.strip_prefix('@') {
            Some("mechanism") => {
                let readers = organisation::readers(key);
                Condition::Any(readers.into_iter().map(|name| Atom::parse(key, name)).collect())
            }
            Some(name) => Condition::Special(Special::named(name)),
            None => {
                Condition::Any(written.split(" or ").map(|atom| Atom::parse(key, atom)).collect())
            }
        }
    }

    /// The keys it is about.
    #[cfg(test)]
    pub fn paths(&self) -> Vec<String> {
        match self {
            Condition::Any(atoms) => atoms.iter().map(|atom| atom.path.clone()).collect(),
            Condition::Special(_) => Vec::new(),
        }
    }

    /// Why it does not hold; `None` where it does.
    pub fn unmet(
        &self,
        root: &TomlTable,
        here: &Here<'_>,
        depth: &dyn Fn(&Node) -> u16,
    ) -> Option<Unmet> {
        match self {
            Condition::Special(special) => {
                special.unmet(root, here).map(|because| Unmet { because, depth: None, off: false })
            }
            Condition::Any(atoms) => {
                let mut reasons: Vec<Unmet> = Vec::new();
                for atom in atoms {
                    let found = look(root, here, &atom.path);
                    if found.values.iter().any(|(_, node)| atom.test.holds(node)) {
                        return None;
                    }
                    reasons.push(atom.failed(&found, depth));
                }
                if atoms.is_empty() {
                    let because = "no mechanism reads it".to_owned();
                    return Some(Unmet { because, depth: None, off: false });
                }
                // Two conditions on one missing block give the same reason twice.
                let mut said: Vec<String> = Vec::new();
                for reason in &reasons {
                    if !said.contains(&reason.because) {
                        said.push(reason.because.clone());
                    }
                }
                Some(Unmet {
                    because: said.join(" and "),
                    depth: reasons.iter().filter_map(|reason| reason.depth).min(),
                    // Switched off once is on purpose, however many other conditions fail.
                    off: reasons.iter().any(|reason| reason.off),
                })
            }
        }
    }

    /// What it asks for, in words.
    pub fn words(&self) -> String {
        match self {
            Condition::Special(special) => special.words().to_owned(),
            Condition::Any(atoms) => atoms.iter().map(Atom::words).collect::<Vec<_>>().join(" or "),
        }
    }
}

impl Atom {
    fn parse(key: &str, written: &str) -> Atom {
        let mut parts = written.split_whitespace();
        let path = parts.next().expect("a condition begins with a key");
        let beside = || key.rsplit_once('.').map_or("", |(table, _)| table);
        let path = match path.strip_prefix('.') {
            Some(name) => format!("{}.{name}", beside()),
            None => path.to_owned(),
        };
        let sign = parts.next();
        // A word to compare with may have a space, as "for scale" has.
        let rest = parts.collect::<Vec<_>>().join(" ");
        let number = || rest.parse().expect("a condition compares with a number");
        let test = match sign {
            None => Test::There,
            Some("=") => Test::Is(rest),
            Some("!=") => Test::IsNot(rest),
            Some(">") => Test::Above(number()),
            Some("<") => Test::Below(number()),
            Some(other) => panic!("a condition of {key} has no sign {other}"),
        };
        Atom { path, test }
    }

    fn words(&self) -> String {
        let path = &self.path;
        match &self.test {
            Test::There if !path.contains('.') => format!("there is a {}", block(path)),
            Test::There => format!("{path} is written"),
            Test::Is(word) => format!("{path} is {}", quoted(word)),
            Test::IsNot(word) => format!("{path} is not {}", quoted(word)),
            Test::Above(bar) => format!("{path} is above {bar}"),
            Test::Below(bar) => format!("{path} is below {bar}"),
        }
    }

    fn failed(&self, found: &FoundAtKey<'_>, depth: &dyn Fn(&Node) -> u16) -> Unmet {
        // The word that stands in place of a table on the way is in the way as well, and was written somewhere.
        let nodes = found.values.iter().map(|(_, node)| *node).chain(found.stopped.iter().copied());
        let off = |node: &Node| matches!(&node.value, TomlValue::Text(word) if word == "none" || word == "never");
        // A word that another key is compared with is a choice like any other.
        let off = match self.test {
            Test::There => nodes.clone().any(off),
            _ => found.stopped.iter().any(|node| off(node)),
        };
        Unmet { because: self.because(found), depth: nodes.map(depth).min(), off }
    }

    fn because(&self, found: &FoundAtKey<'_>) -> String {
        let path = &self.path;
        if found.values.is_empty() {
            return missing(found.missing.as_deref().unwrap_or(path));
        }
        let value = |node: &Node| match &node.value {
            TomlValue::List(items) if items.is_empty() => "empty".to_owned(),
            _ => resolved::value_text(node),
        };
        match (&self.test, found.values.as_slice()) {
            // A block switched off with "none" is told as one that is not there.
            (Test::There, [(at, _)]) if !at.contains('.') => missing(at),
            (Test::Is(word), [(at, node)]) => {
                format!("{at} is {}, not {}", value(node), quoted(word))
            }
            (_, [(at, node)]) => format!("{at} is {}", value(node)),
            (Test::There, _) => format!("no {path} is written"),
            (Test::Is(word), _) => format!("no {path} is {}", quoted(word)),
            // One element that is not would have been enough.
            (Test::IsNot(word), _) => format!("every {path} is {}", quoted(word)),
            (Test::Above(bar), _) => format!("no {path} is above {bar}"),
            (Test::Below(bar), _) => format!("no {path} is below {bar}"),
        }
    }
}

impl Test {
    fn holds(&self, node: &Node) -> bool {
        let number = match node.value {
            TomlValue::Whole(number) => Some(number as f64),
            TomlValue::Float(number) => Some(number),
            _ => None,
        };
        let is = |word: &str| match (&node.value, number) {
            (TomlValue::Text(text), _) => text == word,
            (TomlValue::Bool(flag), _) => flag.to_string() == word,
            (_, Some(number)) => {
                // Conditions name whole numbers such as 1, which are exact.
                word.parse::<f64>().is_ok_and(|other| other.total_cmp(&number).is_eq())
            }
            _ => false,
        };
        match self {
            Test::There => match &node.value {
                TomlValue::Text(word) => word != "none" && word != "never",
                TomlValue::List(items) => !items.is_empty(),
                _ => true,
            },
            Test::Is(word) => is(word),
            Test::IsNot(word) => !is(word),
            Test::Above(bar) => number.is_some_and(|number| number > *bar),
            Test::Below(bar) => number.is_some_and(|number| number < *bar),
        }
    }
}

fn quoted(word: &str) -> String {
    // As it stands in a file: words in quotation marks, numbers and flags without.
    let plain = word.parse::<f64>().is_ok() || word == "true" || word == "false";
    if plain { word.to_owned() } else { format!("\"{word}\"") }
}

fn missing(path: &str) -> String {
    if path.contains('.') {
        format!("there is no {path}")
    } else {
        format!("there is no {}", block(path))
    }
}

/// A block as its header is written.
fn block(name: &str) -> String {
    let list = registry::is_list(name);
    if list { format!("[[{name}]]") } else { format!("[{name}]") }
}
