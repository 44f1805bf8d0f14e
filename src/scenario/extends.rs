//! `extends`: a variant states only what differs from the file it extends (model.md, section 2).
//!
//! What a file below has is taken away by saying so: a block that may be left out with its name and `"none"`
//! (`culture = "none"`), a list by emptying it (`actions = []`, `publicity = []`).
//!
//! Normal times are those of the root of the chain, unless a variant says `normal_times = "own"`: what it changes is then
//! true of normal times too, as after a calibration, and the pilot runs on it.

use std::collections::BTreeSet;

#[cfg(feature = "native")]
use super::declare::KeyWords;
use super::declare::{Carries, KeyFacts};
use super::document::{
    Entry, Node, Origin, Sources, TextId, TextKind, TomlTable, TomlValue, identity, parse,
    parse_alone,
};
use super::files::{Fetch, Fetched, FileProblem};
use super::problem::Problem;
#[cfg(feature = "native")]
use super::range::Range;

/// The file that a text says it extends, where it is TOML and says so.
pub(crate) fn base_of(text: &str) -> Option<String> {
    parse_alone(text)?.text(KEYS[0]).map(str::to_owned)
}

/// Whether a text is published figures and nothing else.
pub(crate) fn is_figures_only(text: &str) -> bool {
    let has = |table: &TomlTable, key: &str| table.get(key).is_some();
    parse_alone(text).is_some_and(|table| {
        // A scenario may have figures of its own. One of these keys stands in every scenario, and in no file of
        // figures.
        let of_scenarios = ["name", KEYS[0], "time", "referrals"];
        has(&table, "figure") && !of_scenarios.iter().any(|key| has(&table, key))
    })
}

/// More levels than anyone writes on purpose.
// A circle is known by names. One that a link on the disk makes has a new name at every turn, and ends here.
const MOST_LEVELS: usize = 32;

/// The files of a chain, the one asked for first, the root last.
pub(crate) struct Chain {
    pub files: Vec<(TextId, TomlTable)>,
    /// The place of the first file whose normal times are its own: those before it are variants of it.
    base: usize,
    /// True where the file asked for extends no other and yet says whose normal times it has.
    pub own_without_base: bool,
}

/// Keys that are read here, before a file is laid over the one it extends.
pub(crate) const KEYS: [&str; 2] = ["extends", NORMAL_TIMES];

/// The key by which a variant says that normal times are its own.
const NORMAL_TIMES: &str = "normal_times";

/// What the keys that are read here declare.
pub(crate) static DECLARED: [(&str, KeyFacts); 2] = [
    (
        KEYS[0],
        KeyFacts {
            default: "",
            needs: &[],
            evidence: Carries::Nothing,
            dated: false,
            #[cfg(feature = "native")]
            told: KeyWords {
                what: "Another file that this one varies: it states only what differs",
                unit: "",
                range: || Range::Any,
                used: "scenario",
            },
        },
    ),
    (
        NORMAL_TIMES,
        KeyFacts {
            default: "",
            needs: &["@extends"],
            evidence: Carries::Nothing,
            dated: false,
            #[cfg(feature = "native")]
            told: KeyWords {
                what: "Whose normal times a variant has: those of the file it extends, or its own",
                unit: "",
                range: || Range::from(["own", "base"]),
                used: "scenario",
            },
        },
    ),
];

impl Chain {
    /// Reads a file and all that it extends.
    pub fn read(
        first: Fetched,
        fetch: &Fetch<'_>,
        sources: &mut Sources,
    ) -> Result<Chain, Vec<Problem>> {
        let mut names = vec![first.name.clone()];
        // No place until a file says that its normal times are its own; the least place counts, which is the nearest
        // file.
        let mut chain = Chain { files: Vec::new(), base: usize::MAX, own_without_base: false };
        let mut next = Some(first);
        while let Some(file) = next.take() {
            let text = sources.add(TextKind::File, &file.name, &file.text);
            let mut table = parse(sources, text)?;
            next = match table.remove(KEYS[0]) {
                Some(extends) => Some(follow(&extends, &mut names, fetch, sources)?),
                None => None,
            };
            chain.own_without_base =
                chain.files.is_empty() && next.is_none() && table.get(NORMAL_TIMES).is_some();
            // Taken out of the table here: laid over another file, the word would seem to be true of that one too.
            if own_normal_times(&mut table)? {
                chain.base = chain.base.min(chain.files.len());
            }
            chain.files.push((text, table));
        }
        // Where no file says so, the root is the base.
        chain.base = chain.base.min(chain.files.len() - 1);
        Ok(chain)
    }

    /// True where the file asked for has what a pilot found: `check --resolved` has printed it, and everything else in it.
    pub fn is_printed(&self) -> bool {
        self.files.first().is_some_and(|(_, table)| table.get("solved").is_some())
    }

    /// The root file's own table.
    pub fn root(&self) -> &TomlTable {
        &self.files.last().expect("a chain has at least the file that was asked for").1
    }

    /// The file whose normal times the scenario has, laid over what it extends.
    pub fn base(&self, root: TomlTable) -> TomlTable {
        let last = self.files.len() - 1;
        if self.base == last {
            return root;
        }
        let mut below = lay_over(root, &self.files[self.base + 1..last]);
        // What a pilot found for a file below is not true of one whose normal times are its own.
        below.remove("solved");
        lay_over(below, &self.files[self.base..=self.base])
    }

    /// The variants laid over their base, the nearest to it first.
    pub fn whole(&self, base: TomlTable) -> TomlTable {
        lay_over(base, &self.files[..self.base])
    }

    /// The variants: files that differ from their base.
    pub fn variants(&self) -> &[(TextId, TomlTable)] {
        &self.files[..self.base]
    }
}

fn lay_over(mut lower: TomlTable, files: &[(TextId, TomlTable)]) -> TomlTable {
    // From the root upwards: the file asked for is laid on last.
    for (_, variant) in files.iter().rev() {
        merge(&mut lower, variant);
    }
    lower
}

fn own_normal_times(table: &mut TomlTable) -> Result<bool, Vec<Problem>> {
    let Some(entry) = table.remove(NORMAL_TIMES) else { return Ok(false) };
    match &entry.node.value {
        TomlValue::Text(word) if word == "own" => Ok(true),
        TomlValue::Text(word) if word == "base" => Ok(false),
        _ => {
            let message = "must be \"own\" (the pilot runs on this file) or \"base\" (on the root of what it extends)";
            Err(vec![Problem::new(NORMAL_TIMES, message).at(entry.node.origin)])
        }
    }
}

fn follow(
    extends: &Entry,
    names: &mut Vec<String>,
    fetch: &Fetch<'_>,
    sources: &Sources,
) -> Result<Fetched, Vec<Problem>> {
    let origin = extends.node.origin;
    let one = |written: &str, message: String| {
        Problem::new("extends", message).written(written.to_owned()).at(origin)
    };
    let problem = |written: &str, message: String| vec![one(written, message)];
    let name_of = |node: &Node| match &node.value {
        TomlValue::Text(wanted) if !wanted.trim().is_empty() => Some(wanted.clone()),
        _ => None,
    };
    let Some(wanted) = &name_of(&extends.node) else {
        return Err(problem("", "must be the name of a file in quotation marks".to_owned()));
    };
    let written = format!("\"{wanted}\"");
    let as_typed = sources.written(origin).unwrap_or_default();
    // In double quotation marks \t of `base\two.toml` has become a tab, so the text as typed is looked at too.
    if wanted.contains('\\') || (wanted.contains(char::is_control) && as_typed.contains('\\')) {
        let forward = as_typed.trim_matches(['"', '\'']).replace("\\\\", "/").replace('\\', "/");
        let message =
            format!("folders are parted by /, on Windows too; write extends = \"{forward}\"");
        return Err(problem(as_typed, message));
    }
    let from = names.last().expect("the file that extends has a name");
    let file = fetch(from, wanted).map_err(|error| {
        let lacks = matches!(error, FileProblem::Missing(..)).then(|| wanted.clone());
        vec![one(&written, error.to_string()).lacks(lacks)]
    })?;
    let circle = names.contains(&file.name);
    // Added before the problem is told, so that the message shows the circle closed.
    names.push(file.name.clone());
    if circle {
        return Err(problem(&written, format!("extends in a circle: {}", names.join(" -> "))));
    }
    if names.len() > MOST_LEVELS {
        return Err(problem(&written, format!("more than {MOST_LEVELS} levels of extends")));
    }
    Ok(file)
}

/// Lays the upper table over the lower: tables key by key, named lists by name, everything else replaced.
pub(crate) fn merge(lower: &mut TomlTable, upper: &TomlTable) {
    for entry in &upper.entries {
        lower.remove_rivals(&entry.key);
    }
    // In a round of its own, after all rivals are gone: of two rivals in one file both must stay, for the check to
    // refuse.
    for entry in &upper.entries {
        match lower.get_mut(&entry.key) {
            Some(below) => merge_node(&entry.key, below, &entry.node),
            None => lower.entries.push(entry.clone()),
        }
    }
}

fn merge_node(key: &str, lower: &mut Node, upper: &Node) {
    match (&mut lower.value, &upper.value) {
        (TomlValue::Table(below), TomlValue::Table(above)) => {
            merge(below, above);
            // Changed above, it counts as written above: the check asks how near to the file asked for a value was
            // written.
            lower.origin = upper.origin;
        }
        (TomlValue::List(below), TomlValue::List(above))
            // An empty list is the way to take all elements away, so it is not merged.
            if !identity(key).is_empty() && !above.is_empty() =>
        {
            merge_named(key, below, above);
            lower.origin = upper.origin;
        }
        _ => *lower = upper.clone(),
    }
}

fn merge_named(list: &str, lower: &mut Vec<Node>, upper: &[Node]) {
    let inherited = lower.len();
    let mut met = BTreeSet::new();
    for element in upper {
        let same = (0..inherited).find(|&at| same_identity(list, &lower[at], element));
        match same {
            // A second element of the same name in one file is not merged, so that the check can refuse it.
            Some(at) if met.insert(at) => merge_node("", &mut lower[at], element),
            _ => lower.push(element.clone()),
        }
    }
}

fn same_identity(list: &str, a: &Node, b: &Node) -> bool {
    let (TomlValue::Table(a), TomlValue::Table(b)) = (&a.value, &b.value) else { return false };
    // Two elements without a name are not the same element. Of further keys, such as a target's period, both may lack
    // one.
    a.get(identity(list)[0]).is_some()
        && identity(list).iter().all(|key| match (a.get(key), b.get(key)) {
            (Some(a), Some(b)) => same_value(a, b),
            (None, None) => true,
            _ => false,
        })
}

fn same_value(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (TomlValue::Text(a), TomlValue::Text(b)) => a == b,
        (TomlValue::Whole(a), TomlValue::Whole(b)) => a == b,
        (TomlValue::Date(a), TomlValue::Date(b)) => a == b,
        (TomlValue::List(a), TomlValue::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_value(a, b))
        }
        // No identity is a float, a table or a moment, and floats have no equality to rely on.
        _ => false,
    }
}

/// A table with no entries, standing where something else was written.
pub(crate) fn empty_table(origin: Origin) -> Node {
    Node { value: TomlValue::Table(TomlTable::default()), origin }
}
