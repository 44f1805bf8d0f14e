//! What each key of the format needs so that it does anything at all, as it is declared. `check` warns by it of keys that do
//! nothing, and `explain` says it of every key. A key in a block or list needs what the block or list needs too.
//!
//! A need is a condition on other keys; all of a key's must hold. It names a key by its path: `culture` (it is there, and not
//! `"none"`), `triage.rule = pressure`, `x.y != word`, `x.y > 0`, `x.y < 1`; ` or ` joins conditions of which one must hold.
//! `.key` is a key beside this one, in the same table. A path into a list means the element that this key is in, or any
//! element of another list. `@word` is a condition with a function of its own (`special.rs`); `@mechanism` says that a mechanism
//! must be there that reads the key, as the mechanism declares.

mod condition;
mod look;
mod special;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::declare::KeyFacts;
use super::document::TomlTable;
use super::registry;
use condition::Condition;
pub(crate) use look::Here;

fn table() -> &'static BTreeMap<String, Vec<Condition>> {
    static READ: OnceLock<BTreeMap<String, Vec<Condition>>> = OnceLock::new();
    // Read once: every key of a file asks, and so does every number that evidence could speak of.
    READ.get_or_init(|| {
        let conditions = |(key, facts): (&String, &&KeyFacts)| {
            let parsed = facts.needs.iter().map(|one| Condition::parse(key, one)).collect();
            (key.clone(), parsed)
        };
        registry::declared().iter().map(conditions).collect()
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
    root: &TomlTable,
    here: &Here<'_>,
    depth: &dyn Fn(&super::document::Node) -> u16,
) -> Option<Unmet> {
    // The first that fails is reason enough.
    table().get(&here.key)?.iter().find_map(|condition| condition.unmet(root, here, depth))
}

/// What a key needs, in words; empty where it always does what it says.
#[must_use]
pub fn words(key: &str) -> Vec<String> {
    table().get(key).map_or(Vec::new(), |all| all.iter().map(Condition::words).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::keys;

    #[test]
    fn every_condition_is_about_keys_of_the_format() {
        let keys: Vec<String> = keys::all().into_iter().map(|key| key.path).collect();
        for (key, conditions) in table() {
            for path in conditions.iter().flat_map(Condition::paths) {
                assert!(keys.contains(&path), "{key} needs {path}, which the format has not");
            }
        }
    }

    #[test]
    fn needs_are_said_in_words() {
        assert_eq!(
            words("triage.gain"),
            [
                "triage.rule is \"pressure\"",
                "triage.max_shift is above 0",
                "triage.visibility is above 0"
            ]
        );
        assert_eq!(
            words("publicity.half_life_days"),
            [
                "publicity.peak is above 0",
                "publicity.lasting is below 1",
                "referrals.arrivals is \"concerns\""
            ]
        );
        assert_eq!(words("actions.cost"), ["there is a [costs]"]);
        assert_eq!(
            words("stages.gap_working_days"),
            ["stages.kind is \"assess\"", "stages.visits is above 1"]
        );
        assert_eq!(words("name"), [""; 0]);
    }
}
