//! Every key of the scenario format.

use super::{MADE, table};
use crate::report::explain::range_in_words;
use crate::report::markdown::{code, words};
use crate::scenario::keys::{Key, all};
use crate::scenario::needs;

/// Every key, block by block: meaning, type, unit, range, default, and what it needs.
#[must_use]
pub fn keys() -> String {
    let keys = all();
    let mut text = format!(
        "# Every key\n\n{MADE} `surge-sim explain KEY` says more of one: which module uses it, and what the scenario of \
         Haringey puts there and why.\n\nThe elements of a list have no step of their own: `teams.posts.count` is the count of \
         any posts of any team. *Default* is what holds where a file says nothing; where it is empty the key must be written, or \
         its block is off.\n"
    );
    let is_in = |key: &Key, block: &Key| key.block.as_deref() == Some(&*block.path);
    let has_keys = |block: &&Key| keys.iter().any(|key| is_in(key, block));
    let (blocks, single): (Vec<&Key>, Vec<&Key>) =
        keys.iter().filter(|key| key.block.is_none()).partition(has_keys);
    text.push_str("\n## Alone\n\n");
    text.push_str(&rows(&single));
    for block in blocks {
        // The keys of a block stand together, those of the blocks in it among them.
        let below: Vec<&Key> = keys
            .iter()
            .skip_while(|key| key.path != block.path)
            .skip(1)
            .take_while(|key| key.block.is_some())
            .collect();
        text.push_str(&format!(
            "\n## {}\n\n{}: {}.",
            block.path,
            words(&block.what),
            block.kind.words()
        ));
        let needed = needed(block);
        if !needed.is_empty() {
            text.push_str(&format!(" Does something only where {needed}."));
        }
        text.push_str(&format!("\n\n{}", rows(&below)));
    }
    text
}

fn rows(keys: &[&Key]) -> String {
    let row = |key: &&Key| {
        let needed = needed(key);
        let mut meaning = words(&key.what);
        if !needed.is_empty() {
            meaning.push_str(&format!(". Does something only where {needed}"));
        }
        vec![
            code(&key.path),
            meaning,
            words(key.kind.words()),
            words(&key.unit),
            words(&range_in_words(&key.range)),
            words(&key.defaults.join("; ")),
        ]
    };
    table(&["key", "meaning", "value", "unit", "range", "default"], keys.iter().map(row))
}

fn needed(key: &Key) -> String {
    words(&needs::words(&key.path).join("; and "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_stands_on_the_page_once() {
        let page = keys();
        for key in all().iter().filter(|key| key.block.is_some()) {
            let row = format!("| {} |", code(&key.path));
            assert_eq!(page.matches(&row).count(), 1, "{row}");
        }
        let row = "| `triage.accept_share` |";
        let line = page.lines().find(|line| line.starts_with(row)).expect("it is there");
        assert!(line.contains("| 0 to 1 | 0.64 |"), "{line}");
    }
}
