//! Keys that have other names now: what whoever writes an old one is told to write.

use super::document::{Entry, Node, TomlTable, TomlValue};

/// Old paths, and what stands in their place.
const RENAMED: [(&str, &str); 2] = [
    ("culture.defensive_shift", "culture.caution.shift"),
    ("culture.defensive_shift_triage", "triage.accept_caution"),
];

/// What a key was by default before it had another name: `culture.defensive_shift`.
const SHIFT: f64 = 0.25;

/// The path that stands in the place of an old one.
#[must_use]
pub(crate) fn now(path: &str) -> Option<&'static str> {
    RENAMED.iter().find(|(old, _)| *old == path).map(|(_, new)| *new)
}

/// What is written in the place of an old key; `None` of a path that is none.
#[must_use]
pub(super) fn answer(path: &str, entry: &Entry, table: &TomlTable) -> Option<String> {
    let new = now(path)?;
    let value = number(&entry.node);
    let (block, key) = new.rsplit_once('.').unwrap_or_default();
    let write = |value: f64| format!("is {new} now; write {key} = {value} in [{block}]");
    if path == "culture.defensive_shift" {
        return Some(value.map_or_else(|| format!("is {new} now"), write));
    }
    // At triage it is a factor of the shift after the door, be that written by its old name or by its new one, which the
    // defaults have filled in.
    let caution = match table.get("caution").map(|node| &node.value) {
        Some(TomlValue::Table(caution)) => caution.get("shift"),
        _ => None,
    };
    let shift = table.get("defensive_shift").or(caution).map_or(Some(SHIFT), number);
    Some(match value.zip(shift) {
        Some((value, shift)) if shift > 0.0 => {
            format!("{}, which times a shift of {shift} is {value}", write(value / shift))
        }
        // A shift of 0 has no factor that makes another number of it.
        Some((value, _)) if value > 0.0 => format!(
            "is {new} now, a factor of culture.caution.shift; write shift = {value} in [culture.caution], and caution = 0 on every \
             line of outcomes"
        ),
        _ => format!("is {new} now, a factor of culture.caution.shift"),
    })
}

fn number(node: &Node) -> Option<f64> {
    match node.value {
        TomlValue::Whole(value) => Some(value as f64),
        TomlValue::Float(value) => Some(value).filter(|value| value.is_finite()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::tests::{said, with};
    use crate::scenario::{keys, renamed};

    #[test]
    fn old_keys_are_answered_with_the_new_ones_and_what_to_write() {
        for (lines, answer) in [
            (
                "defensive_shift = 0.5",
                "is culture.caution.shift now; write shift = 0.5 in [culture.caution]",
            ),
            (
                "defensive_shift_triage = 0.1",
                "is triage.accept_caution now; write accept_caution = 0.4 in [triage], which times a shift of 0.25 is 0.1",
            ),
            (
                "defensive_shift = 0.5\ndefensive_shift_triage = 0.4",
                "write accept_caution = 0.8 in [triage], which times a shift of 0.5 is 0.4",
            ),
            (
                "defensive_shift_triage = 0.1\ncaution = { shift = 0.5 }",
                "is triage.accept_caution now; write accept_caution = 0.2 in [triage], which times a shift of 0.5 is 0.1",
            ),
            (
                "defensive_shift_triage = 0.6\ncaution = { shift = 0 }",
                "write shift = 0.6 in [culture.caution], and caution = 0 on every line of outcomes",
            ),
            ("defensive_shift_triage = \"much\"", "a factor of culture.caution.shift"),
        ] {
            let problems = said(with(&format!("[culture]\n{lines}\n")));
            assert!(problems.contains(answer), "{lines}: {problems}");
        }
    }

    #[test]
    fn what_stands_in_the_place_of_an_old_key_is_a_key() {
        for (old, new) in renamed::RENAMED {
            assert!(keys::find(new).is_ok_and(|key| key.path == new), "{new}");
            assert_eq!(keys::find(old), Err(Some(new.to_owned())));
        }
    }
}
