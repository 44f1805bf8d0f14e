//! Each room uses only the rooms below it: the table of the architecture, read from the `use` lines of the source.

use std::fs;
use std::path::Path;

use crate::harness::root;

/// Every room and what it may use. A path with `::` allows that part of a room alone.
const TABLE: &[(&str, &[&str])] = &[
    ("time", &[]),
    ("measure", &[]),
    ("maths", &[]),
    ("stats", &["maths"]),
    // Tables of official figures: it knows nobody who uses them.
    ("councils", &["maths"]),
    ("calendar", &["time"]),
    ("engine", &["maths", "time"]),
    ("error", &["report::files::FilesError", "scenario::load::LoadError"]),
    // How a number of the command line is told to be written, in the words used of a scenario.
    // The measure that is asked for where none is named comes from the catalogue.
    ("cli", &["scenario::meant", "measure"]),
    ("scenario", &["calendar", "maths", "measure", "time"]),
    ("model", &["engine", "scenario", "calendar", "stats", "measure", "time"]),
    // Plain types between the one who finds out and those who read.
    ("results", &["scenario", "stats", "measure", "time"]),
    (
        "experiment",
        &["results", "model", "scenario", "engine", "stats", "maths", "measure", "time"],
    ),
    // It names moments of a run, so it needs the time type that the plan did not give it.
    ("verification", &["experiment", "scenario", "stats", "maths", "measure", "time"]),
    // What was found, in sentences.
    ("words", &["results", "scenario", "stats", "measure", "time"]),
    ("report", &["words", "results", "verification", "scenario", "stats", "measure", "time"]),
    ("workshop", &["report", "words", "results", "experiment", "scenario", "measure"]),
];

/// The room that a file in the folder of a mechanism belongs to, by its name.
const OF_A_MECHANISM: &[(&str, &str)] = &[
    ("keys", "scenario"),
    ("counters", "measure"),
    ("measures", "measure"),
    ("state", "model"),
    ("handlers", "model"),
    ("words", "report"),
    ("figure", "report"),
    ("lever", "workshop"),
];

/// Rooms that may use all of it.
const ALL: &[&str] = &["commands", "main", "lib"];

#[test]
fn no_room_uses_one_that_the_table_does_not_allow() {
    let mut wrong = Vec::new();
    let mut read = 0;
    for (file, text) in sources(&root().join("src"), "") {
        read += 1;
        let text = without_tests(&text);
        wrong.extend(
            forbidden(&file, text).into_iter().map(|path| format!("src/{file} uses crate::{path}")),
        );
    }
    assert!(read > 50, "the source is read");
    assert!(wrong.is_empty(), "arrows that are not in the table:\n{}", wrong.join("\n"));
}

#[test]
fn a_forbidden_arrow_is_found_however_it_is_written() {
    assert_eq!(forbidden("engine/draws.rs", "use crate::model::World;"), ["model::World"]);
    assert_eq!(forbidden("engine/draws.rs", "use crate::{time::Days, model};"), ["model"]);
    assert_eq!(forbidden("engine/draws.rs", "let x = crate::stats::auc();"), ["stats::auc"]);
    assert_eq!(forbidden("engine/mod.rs", "use super::stats;"), ["stats"]);
    assert_eq!(forbidden("engine/draws.rs", "use super::super::stats;"), ["stats"]);
    assert_eq!(
        forbidden("report/json.rs", "use crate::experiment::runner::run;"),
        ["experiment::runner::run"]
    );
    assert_eq!(
        forbidden("time.rs", "use crate::calendar::{Calendar, Day};"),
        ["calendar::Calendar", "calendar::Day"]
    );
}

#[test]
fn an_arrow_of_the_table_is_allowed() {
    for (file, line) in [
        (
            "engine/draws.rs",
            "use crate::time::Days;\nuse crate::engine::Streams;\nuse super::Streams;",
        ),
        ("report/json.rs", "use crate::results::{Month, RunResult};"),
        ("engine/mod.rs", "//! See [`World`](crate::model::World)."),
        ("commands/run.rs", "use crate::model::World;"),
    ] {
        assert_eq!(forbidden(file, line), [""; 0], "{line}");
    }
}

#[test]
fn a_file_of_a_mechanism_belongs_to_the_room_of_its_name() {
    for (file, line) in [
        ("mechanisms/early_help/keys.rs", "use crate::scenario::declare::block;"),
        ("mechanisms/early_help/keys.rs", "use super::measures::Names;"),
        ("mechanisms/early_help/figure.rs", "use super::words::half;\nuse crate::report::format;"),
        ("measure/counter.rs", "crate::mechanisms::$mechanism::counters::FAMILIES"),
        ("scenario/mod.rs", "use crate::mechanisms::mechanisms;"),
    ] {
        assert_eq!(forbidden(file, line), [""; 0], "{file}: {line}");
    }
    for (file, line, found) in [
        ("mechanisms/early_help/keys.rs", "use crate::report::format;", "report::format"),
        (
            "mechanisms/early_help/measures.rs",
            "use super::keys::Keys;",
            "mechanisms::early_help::keys::Keys",
        ),
        (
            "measure/counter.rs",
            "crate::mechanisms::$mechanism::keys::names()",
            "mechanisms::any::keys::names",
        ),
        (
            "mechanisms/early_help/words.rs",
            "use crate::mechanisms::prevention::words::say;",
            "mechanisms::prevention::words::say",
        ),
        (
            "report/terminal/mod.rs",
            "use crate::mechanisms::prevention::words::say;",
            "mechanisms::prevention::words::say",
        ),
        ("mechanisms/early_help/notes.rs", "use crate::time::Days;", "time::Days"),
    ] {
        assert_eq!(forbidden(file, line), [found], "{file}: {line}");
    }
}

#[test]
fn a_mechanism_is_named_in_its_folder_and_the_list_alone() {
    let all = sources(&root().join("src"), "");
    let mut folders = 0;
    for entry in fs::read_dir(root().join("src/mechanisms")).expect("the folders are there") {
        let entry = entry.expect("it can be read");
        if !entry.path().is_dir() {
            continue;
        }
        folders += 1;
        let name = entry.file_name().to_string_lossy().into_owned();
        let own = format!("mechanisms/{name}/");
        let elsewhere: Vec<&str> = all
            .iter()
            .filter(|(file, _)| !file.starts_with(&own) && file != "mechanisms/mod.rs")
            .filter(|(_, text)| names_mechanism(without_tests(text), &name))
            .map(|(file, _)| &**file)
            .collect();
        assert!(elsewhere.is_empty(), "{name} is named in {elsewhere:?}");
    }
    assert!(folders > 0, "there are mechanisms");
}

#[test]
fn a_name_of_a_mechanism_is_found_in_code_alone() {
    for named in [
        "let x = scenario.mechanisms.early_help;",
        "Counter::EarlyHelp(own)",
        "self.early_help();",
        "let word = \"a\"; early_help",
    ] {
        assert!(names_mechanism(named, "early_help"), "{named}");
    }
    for not in ["// early_help", "let x = \"early_help\";", "early_helps", "EarlyHelpFull"] {
        assert!(!names_mechanism(not, "early_help"), "{not}");
    }
}

/// Whether code, not comments or texts, has the name of a mechanism, as a folder or as a type.
fn names_mechanism(text: &str, name: &str) -> bool {
    let camel: String = name
        .split('_')
        .map(|word| {
            let (first, rest) = word.split_at(1);
            first.to_uppercase() + rest
        })
        .collect();
    let in_code = |line: &str| {
        // What stands between quotation marks is text: every second part.
        let parts: Vec<&str> = line.split('"').step_by(2).collect();
        let words =
            parts.iter().flat_map(|part| part.split(|c: char| !c.is_alphanumeric() && c != '_'));
        words.into_iter().any(|word| word == name || word == camel)
    };
    text.lines().filter(|line| !line.trim_start().starts_with("//")).any(in_code)
}

#[test]
fn every_room_stands_in_the_table() {
    for entry in fs::read_dir(root().join("src")).expect("the source is there") {
        let name = entry
            .expect("it can be read")
            .file_name()
            .to_string_lossy()
            .trim_end_matches(".rs")
            .to_owned();
        assert!(
            name == "mechanisms"
                || ALL.contains(&&*name)
                || TABLE.iter().any(|(room, _)| *room == name),
            "{name} is not in the table"
        );
    }
}

/// Words of what stands in the room `maths` once, and the one other file that may have them.
const ONCE: &[(&str, &str)] = &[
    ("erfc", ""),
    ("StudentsT", ""),
    // The 0.180625 of AS 241, and the constants of SplitMix64.
    ("0.180_625", ""),
    ("0xBF58_476D", ""),
    // The streams of the model are seeded by keys of several words.
    ("Xoshiro256", "engine/streams.rs"),
];

#[test]
fn functions_of_probability_stand_in_one_room() {
    let all = sources(&root().join("src"), "");
    for (word, other) in ONCE {
        let with: Vec<&str> = all
            .iter()
            .filter(|(_, text)| text.lines().any(|line| is_code(line) && line.contains(word)))
            .map(|(file, _)| &**file)
            .collect();
        assert!(with.iter().any(|file| file.starts_with("maths/")), "{word} is in no file");
        let elsewhere: Vec<&&str> =
            with.iter().filter(|file| !file.starts_with("maths/") && **file != *other).collect();
        assert!(elsewhere.is_empty(), "{word} belongs to src/maths, and is in {elsewhere:?} too");
    }
}

fn is_code(line: &str) -> bool {
    !line.trim_start().starts_with("//") && !line.contains('"')
}

/// The paths below `crate::` that a file names and may not.
fn forbidden(file: &str, text: &str) -> Vec<String> {
    let parts: Vec<&str> = file.trim_end_matches(".rs").split('/').collect();
    let (room, mechanism) = match parts[..] {
        ["mechanisms", name, part] => (of_a_mechanism(part).unwrap_or(""), Some(name)),
        _ => (parts[0], None),
    };
    if ALL.contains(&room) {
        return Vec::new();
    }
    let allowed =
        TABLE.iter().find(|(name, _)| *name == room).map_or(&[][..], |(_, allowed)| allowed);
    let below = |path: &str, whole: &str| {
        path == whole || path.strip_prefix(whole).is_some_and(|rest| rest.starts_with("::"))
    };
    let may_room =
        |path: &str| below(path, room) || allowed.iter().any(|allowed| below(path, allowed));
    let may = |path: &str| match path.split("::").collect::<Vec<_>>()[..] {
        // The list, and what is made of it.
        ["mechanisms", "mechanisms"] => true,
        // Who names a mechanism is one of its files.
        ["mechanisms", name, part, ..] => {
            mechanism.unwrap_or(ANY) == name && of_a_mechanism(part).is_some_and(may_room)
        }
        _ => may_room(path),
    };
    // `super` from a file this deep leads to the root of the crate.
    let depth = parts.iter().filter(|part| **part != "mod").count();
    let mut paths = named(text, depth);
    if let Some(name) = mechanism {
        // One `super` leads to the folder of the mechanism.
        let own = text.replace("crate::", "root::").replace("super::super::", "root::");
        let beside = named(&own.replace("super::", "crate::"), usize::MAX);
        let beside = beside.into_iter().filter(|path| {
            path.split_once("::").is_some_and(|(part, _)| of_a_mechanism(part).is_some())
        });
        paths.extend(beside.map(|path| format!("mechanisms::{name}::{path}")));
    }
    paths.into_iter().filter(|path| !may(path)).collect()
}

/// What stands for a mechanism where a macro makes something of each.
const ANY: &str = "any";

fn of_a_mechanism(part: &str) -> Option<&'static str> {
    OF_A_MECHANISM.iter().find(|(name, _)| *name == part).map(|(_, room)| *room)
}

/// All paths from the root of the crate that a text names, groups in braces taken apart.
fn named(text: &str, depth: usize) -> Vec<String> {
    let code: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
        .replace("$mechanism", ANY);
    let up = if depth == usize::MAX { String::new() } else { "super::".repeat(depth) };
    let mut paths = Vec::new();
    for start in ["crate::", &up].into_iter().filter(|start| !start.is_empty()) {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            if before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':' && c != '$') {
                tree("", &code[at + start.len()..], &mut paths);
            }
        }
    }
    paths
}

/// The paths of one use tree, `a::{b, c::d}`; what comes after it is handed back.
pub fn tree<'a>(prefix: &str, text: &'a str, paths: &mut Vec<String>) -> &'a str {
    let mut path = prefix.to_owned();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if let Some(mut inner) = rest.strip_prefix('{') {
            loop {
                inner = inner.trim_start();
                if let Some(after) = inner.strip_prefix('}') {
                    return after;
                }
                if inner.is_empty() {
                    return inner;
                }
                let before = inner.len();
                inner = tree(&path, inner, paths).trim_start();
                if let Some(alias) = inner.strip_prefix("as ") {
                    inner = alias
                        .trim_start()
                        .trim_start_matches(|c: char| c.is_alphanumeric() || c == '_')
                        .trim_start();
                }
                inner = inner.strip_prefix(',').unwrap_or(inner);
                if inner.len() == before {
                    return inner;
                }
            }
        }
        let name = rest.len()
            - rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_' || c == '*').len();
        path.push_str(&rest[..name]);
        rest = &rest[name..];
        match rest.strip_prefix("::") {
            Some(more) if !more.starts_with('<') => {
                path.push_str("::");
                rest = more;
            }
            _ => {
                paths.push(path);
                return rest;
            }
        }
    }
}

// Tests may look anywhere. They stand at the end of a file, or in files of their own.
pub fn without_tests(text: &str) -> &str {
    text.find("#[cfg(test)]\nmod tests {").map_or(text, |at| &text[..at])
}

/// Every source file that is built without `cfg(test)`, by its path below `src`.
pub fn sources(folder: &Path, prefix: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the source is there") {
        let path = entry.expect("it can be read").path();
        let name =
            path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            if name != "tests" && !only_for_tests(folder, &name) {
                found.extend(sources(&path, &format!("{prefix}{name}/")));
            }
        } else if let Some(module) = name.strip_suffix(".rs").filter(|name| *name != "tests")
            && !(prefix.starts_with("mechanisms/") && only_for_tests(folder, module))
        {
            found.push((
                format!("{prefix}{name}"),
                fs::read_to_string(&path).expect("source is text"),
            ));
        }
    }
    found
}

/// Whether the module above declares `name` for tests alone.
fn only_for_tests(folder: &Path, name: &str) -> bool {
    let text = fs::read_to_string(folder.join("mod.rs")).unwrap_or_default();
    ["mod", "pub(crate) mod"]
        .iter()
        .any(|module| text.contains(&format!("#[cfg(test)]\n{module} {name};")))
}
