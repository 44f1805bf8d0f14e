//! What a run found is carried in its result: nobody who reads results looks for it in the words or ids that we wrote.

use crate::arrows::sources;
use crate::harness::root;

/// Rooms that read results or make them.
const ROOMS: [&str; 6] =
    ["experiment/", "mechanisms/", "report/", "results/", "words/", "workshop/"];

/// Ways to look into a text.
const LOOKS: [&str; 14] = [
    ".split_once(",
    ".rsplit_once(",
    ".starts_with(",
    ".ends_with(",
    ".strip_prefix(",
    ".strip_suffix(",
    ".trim_start_matches(",
    ".trim_end_matches(",
    // Cut at words, or at the marks of an id.
    ".split(\"",
    ".split('[')",
    ".split('.')",
    ".find(\"",
    ".rfind(\"",
    ".matches(\"",
];

/// What texts are called: a list is asked whether it has an element, a text whether it has words.
const TEXTS: [&str; 14] = [
    "headline",
    "heading",
    "label",
    "line",
    "message",
    "name",
    "said",
    "sentence",
    "text",
    "title",
    "to_lowercase()",
    "to_string()",
    "unit",
    "words",
];

/// Files that may, in so many lines at most, and why: what they look into is not ours, or is being written.
const MAY: &[(&str, usize, &str)] = &[
    // What somebody writes on the command line.
    ("experiment/factors.rs", 3, "the ranges of --factor, and the path of a number in them"),
    ("experiment/sweep.rs", 5, "the levels of --vary"),
    ("workshop/engine.rs", 1, "what the page sets, as --set writes it"),
    ("report/shell.rs", 8, "a command is quoted for the shells that it is pasted into"),
    ("words/study/shares.rs", 2, "the path of a number, as --vary writes it"),
    ("workshop/levers.rs", 1, "a name of the scenario's is quoted as a key of TOML"),
    // What somebody writes in a scenario.
    ("report/assurance/stress.rs", 1, "a source in the words of the scenario"),
    ("report/html/grounds.rs", 1, "the address of a source"),
    ("report/run/sections.rs", 1, "a source in the words of the scenario"),
    ("report/html/mod.rs", 1, "the ending of a template's name"),
    ("words/format.rs", 4, "a line of any words is broken"),
    ("words/format/digits.rs", 1, "digits are grouped"),
    ("report/markdown.rs", 5, "any words are made safe for Markdown"),
    ("report/spreadsheet.rs", 2, "any words are made safe for a spreadsheet"),
    ("report/plot/style.rs", 1, "any words are cut to their room"),
    // Files, and what other programs write.
    ("experiment/journal.rs", 1, "how a file of ours begins"),
    ("experiment/shards/mod.rs", 1, "how a file of ours begins"),
    ("report/files/leftovers.rs", 1, "names of files"),
    ("report/files/litter.rs", 3, "names of files"),
    ("report/files/mark.rs", 1, "paths"),
    ("report/files/place.rs", 4, "paths"),
    ("report/files/putting.rs", 1, "paths"),
    ("report/files/survey.rs", 1, "paths"),
    ("report/files/workplace.rs", 1, "paths"),
    ("report/gallery.rs", 1, "the name of a file"),
    ("report/plot/letters.rs", 2, "the picture that the drawing library writes"),
    ("report/plot/drawing.rs", 4, "the picture that the drawing library writes"),
    ("workshop/page.rs", 7, "modules of JavaScript are joined, and templates told by their names"),
    // Lists of numbers and of the scenario's names, no texts.
    ("experiment/comparison/apart.rs", 1, "a list of names"),
    ("experiment/shards/gathered.rs", 1, "a list of numbers"),
    ("experiment/story/replay.rs", 1, "a list of routes"),
    ("mechanisms/case_reviews/keys.rs", 1, "a list of names"),
    ("mechanisms/prevention/keys.rs", 1, "a list of keys"),
    ("mechanisms/early_help/keys.rs", 1, "the keys that a problem was found at"),
    // Tests that read the source, or what a run has said.
    ("workshop/protocol.rs", 7, "the source is read for the questions that it answers"),
    ("report/files/kills.rs", 5, "what a run that was killed has said"),
];

#[test]
fn nobody_looks_for_a_fact_in_our_own_words_or_ids() {
    let mut wrong = Vec::new();
    let mut found: Vec<(String, usize)> = Vec::new();
    for (file, text) in sources(&root().join("src"), "") {
        if ROOMS.iter().any(|room| file.starts_with(room)) {
            let code = text
                .rfind("\n#[cfg(test)]\n")
                .map(|at| at + 1)
                .map_or(&*text, |at| before_tests(&text, at));
            let count = code.lines().filter(|line| looks(line)).count();
            found.push((file, count));
        }
    }
    assert!(found.len() > 100, "the source is read");
    for (file, count) in &found {
        let may =
            MAY.iter().find(|(allowed, ..)| allowed == file).map_or(0, |(_, lines, _)| *lines);
        if *count > may {
            wrong.push(format!("src/{file} looks into texts in {count} lines, and may in {may}"));
        }
    }
    for (file, ..) in MAY {
        if found.iter().all(|(known, count)| known != file || *count == 0) {
            wrong.push(format!("src/{file} looks into no text: take it off the list"));
        }
    }
    assert!(
        wrong.is_empty(),
        "carry the fact in the result, or say here why the text is not ours:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn a_look_into_a_text_is_told_from_a_list_and_a_range() {
    for line in [
        "label.split_once(\" within \")",
        "words.contains(\" pairs of runs with \")",
        "name.contains(['\"', '%'])",
        "said.iter().any(|said| words.contains(said))",
        "series.id.starts_with(family)",
        "measure.label.to_lowercase().contains(&unit.to_lowercase())",
        "words.contains(&format!(\"{wanted}: no such file\"))",
        "what.split(\" within \")",
        "id.split('[')",
    ] {
        assert!(looks(line), "{line}");
    }
    for line in [
        "known.contains(&measure.id)",
        "(0.1..=0.9).contains(&own.share)",
        "(one.low..=one.high).contains(said)",
        "texts.contains(&id)",
        "frames.contains(&one)",
        "// words.contains(\"x\")",
        "/// `id.starts_with(\"x\")`",
        "text.contains_key(\"x\")",
    ] {
        assert!(!looks(line), "{line}");
    }
}

/// The text without the tests at its end, where those begin there.
fn before_tests(text: &str, at: usize) -> &str {
    if text[at..].lines().take(3).any(|line| line.ends_with("mod tests {")) {
        &text[..at]
    } else {
        text
    }
}

/// Whether a line of code looks into a text. A list is asked for a reference, and a range is seen.
fn looks(line: &str) -> bool {
    let line = line.trim_start();
    if line.starts_with("//") {
        return false;
    }
    let has = line.match_indices(".contains(").any(|(at, call)| {
        let (before, after) = (&line[..at], &line[at + call.len()..]);
        let range = before.ends_with(')') && before.contains("..");
        let is_text = TEXTS.iter().any(|text| {
            before.strip_suffix(text).is_some_and(|rest| {
                rest.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_')
            })
        });
        !range && (is_text || after.starts_with("&format!") || !after.starts_with('&'))
    });
    has || LOOKS.iter().any(|call| line.contains(call))
}
