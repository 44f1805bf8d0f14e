//! What each key of the format needs so that it does anything: said where it is declared, or in `needs.toml`, and read once.
//! `check` warns by it of keys that do nothing, and `explain` says it of every key.

mod condition;
mod look;
mod special;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::Deserialize;

use super::declare::Facts;
use super::document::Table;
use super::registry;
use condition::Condition;
pub(crate) use look::Here;

const TABLE: &str = include_str!("needs.toml");

/// The table: every key is in one of the two.
#[derive(Deserialize)]
struct Written {
    #[cfg_attr(not(test), expect(dead_code, reason = "only the test of the table reads it"))]
    always: BTreeSet<String>,
    needs: BTreeMap<String, Vec<String>>,
}

struct Needs {
    #[cfg(test)]
    always: BTreeSet<String>,
    needs: BTreeMap<String, Vec<Condition>>,
}

fn table() -> &'static Needs {
    static READ: OnceLock<Needs> = OnceLock::new();
    READ.get_or_init(|| {
        let written: Written =
            toml::from_str(TABLE).expect("the built-in table of needs is sound TOML");
        let conditions = |(key, all): (String, Vec<String>)| {
            let parsed = all.iter().map(|one| Condition::parse(&key, one)).collect();
            (key, parsed)
        };
        let declared = registry::declared().iter();
        #[cfg(test)]
        let always = {
            let always = declared.clone().filter(|(_, facts)| facts.needs.is_empty());
            written.always.into_iter().chain(always.map(|(key, _)| key.clone())).collect()
        };
        let needy = declared.filter(|(_, facts)| !facts.needs.is_empty());
        let of = |(key, facts): (&String, &&Facts)| {
            (key.clone(), facts.needs.iter().map(|need| (*need).to_owned()).collect())
        };
        Needs {
            #[cfg(test)]
            always,
            needs: written.needs.into_iter().chain(needy.map(of)).map(conditions).collect(),
        }
    })
}

/// Why a key does nothing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Unmet {
    /// What is not as the key needs it, in words.
    pub because: String,
    /// How far down the chain of files what stands in the way was written, the nearest of it; `None` where nothing was written.
    pub depth: Option<u16>,
    /// True where what is needed was switched off in so many words, with `"none"`.
    pub off: bool,
}

/// The first need of a key that is not met, in a file completed with its defaults. `depth` says how far down the chain of
/// files a value was written.
pub(crate) fn unmet(
    root: &Table,
    here: &Here<'_>,
    depth: &dyn Fn(&super::document::Node) -> u16,
) -> Option<Unmet> {
    table().needs.get(&here.key)?.iter().find_map(|condition| condition.unmet(root, here, depth))
}

/// What a key needs, in words; empty where it always does what it says.
#[must_use]
pub fn words(key: &str) -> Vec<String> {
    table().needs.get(key).map_or(Vec::new(), |all| all.iter().map(Condition::words).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::keys;

    #[test]
    fn every_key_of_the_format_has_its_line_in_the_table_and_only_one() {
        let keys: Vec<String> = keys::all().into_iter().map(|key| key.path).collect();
        for key in &keys {
            let lines = usize::from(table().always.contains(key))
                + usize::from(table().needs.contains_key(key));
            // `mean` and the others of a quantity that varies have lines under its own path.
            assert_eq!(
                lines, 1,
                "needs.toml must have {key} once: what does it need so that it does anything?"
            );
        }
        for key in table().always.iter().chain(table().needs.keys()) {
            assert!(keys.contains(key), "needs.toml has {key}, the format has not");
        }
    }

    #[test]
    fn every_condition_is_about_keys_of_the_format() {
        let keys: Vec<String> = keys::all().into_iter().map(|key| key.path).collect();
        for (key, conditions) in &table().needs {
            assert!(
                !conditions.is_empty(),
                "{key} needs nothing: it belongs among those that always do something"
            );
            for path in conditions.iter().flat_map(Condition::paths) {
                assert!(keys.contains(&path), "{key} needs {path}, which the format has not");
            }
        }
    }

    #[test]
    fn needs_are_said_in_words() {
        assert_eq!(
            words("triage.gain"),
            ["triage.rule is \"pressure\"", "triage.max_shift is above 0"]
        );
        assert_eq!(
            words("publicity.half_life_days"),
            ["publicity.peak is above 0", "publicity.lasting is below 1"]
        );
        assert_eq!(words("actions.cost"), ["there is a [costs]"]);
        assert_eq!(
            words("stages.gap_working_days"),
            ["stages.kind is \"assess\"", "stages.visits is above 1"]
        );
        assert_eq!(words("name"), [""; 0]);
    }
}
