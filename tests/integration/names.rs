//! A type's name says what the thing is, in the whole crate: no two types have the same one.

use std::collections::{BTreeMap, BTreeSet};

use crate::arrows::{sources, without_tests};
use crate::harness::root;

#[test]
fn no_two_types_have_one_name() {
    let files = sources(&root().join("src"), "");
    let types: usize = files.iter().map(|(_, text)| defined(text).len()).sum();
    assert!(types > 500, "the source is read: {types} types");
    let shared = shared(&files);
    assert!(
        shared.is_empty(),
        "types with one name: the one that is known to fewer takes a name that says what it is\n{}",
        shared.join("\n")
    );
}

#[test]
fn a_second_type_of_a_name_is_found_however_it_is_written() {
    for second in [
        "struct Place;",
        "pub struct Place<'a>(&'a str);",
        "pub(in crate::report) enum Place {\n    Here,\n}",
        "pub(crate) trait Place: Sized {\n    type Raw;\n}",
        "type Place = (f64, f64);",
        "union Place { a: u8 }",
        "fn f() {\n    struct Place {\n        x: f64,\n    }\n}",
        "keys! {\n    /// A place.\n    pub struct Place read as RawPlace, used \"model\" {\n    }\n}",
        "keys! {\n    /// A place as it is written.\n    Place, used \"model\" {\n    }\n}",
    ] {
        let found = shared(&[file("a.rs", "pub enum Place {\n    Home,\n}"), file("b.rs", second)]);
        assert_eq!(found, ["Place: src/a.rs, src/b.rs"], "{second}");
    }
    let twice_in_one = shared(&[file("a.rs", "struct Place;\nfn f() {\n    enum Place {}\n}")]);
    assert_eq!(twice_in_one, ["Place: src/a.rs, src/a.rs"]);
}

#[test]
fn what_is_no_second_type_is_none() {
    for other in [
        "use crate::a::Place;\nimpl Place {}",
        "// struct Place;\n/// enum Place is elsewhere.",
        "enum Where {\n    Place,\n    At(Place),\n}",
        "impl Kind for Where {\n    type Place = f64;\n}",
        "trait Kind {\n    type Place: Sized;\n}",
        "#[cfg(test)]\nmod tests {\n    struct Place;\n}",
        "struct Places;",
        "fn place(type_: Place) {}",
    ] {
        let found = shared(&[file("a.rs", "pub enum Place {\n    Home,\n}"), file("b.rs", other)]);
        assert_eq!(found, [""; 0], "{other}");
    }
}

#[test]
fn what_a_macro_asks_of_each_mechanism_by_one_name_is_one() {
    let list = file(
        "measure.rs",
        "macro_rules! m { () => { f(crate::mechanisms::$mechanism::keys::Wait) } }",
    );
    let mechanisms = ["mechanisms/a/keys.rs", "mechanisms/b/keys.rs"];
    let both = |text: &str| mechanisms.map(|name| file(name, text)).to_vec();
    let with = |mut files: Vec<(String, String)>, more: (String, String)| {
        files.push(more);
        files
    };
    assert_eq!(shared(&with(both("pub enum Wait {}"), list.clone())), [""; 0]);
    let found = shared(&with(both("pub enum Waits {}"), list.clone()));
    assert_eq!(found, ["Waits: src/mechanisms/a/keys.rs, src/mechanisms/b/keys.rs"]);
    let other = with(with(both("pub enum Wait {}"), list), file("z.rs", "struct Wait;"));
    assert_eq!(shared(&other), ["Wait: src/mechanisms/*/keys.rs, src/z.rs"]);
}

fn file(name: &str, text: &str) -> (String, String) {
    (name.to_owned(), text.to_owned())
}

/// The names that more than one type has, and where those are.
fn shared(files: &[(String, String)]) -> Vec<String> {
    let of_each = asked_of_each(files);
    let mut all: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (file, text) in files {
        for name in defined(text) {
            let places = all.entry(name).or_default();
            match file.strip_prefix("mechanisms/").and_then(|file| file.split_once('/')) {
                Some((_, file)) if of_each.contains(name) => {
                    let place = format!("src/mechanisms/*/{file}");
                    if !places.contains(&place) {
                        places.push(place);
                    }
                }
                _ => places.push(format!("src/{file}")),
            }
        }
    }
    all.retain(|_, files| files.len() > 1);
    all.iter().map(|(name, files)| format!("{name}: {}", files.join(", "))).collect()
}

/// What macros ask of every mechanism's folder, as a trait asks for a type: `$mechanism::counters::Wait`.
fn asked_of_each(files: &[(String, String)]) -> BTreeSet<&str> {
    let path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    files
        .iter()
        .flat_map(|(_, text)| text.split("$mechanism::").skip(1))
        .filter_map(|rest| {
            let end = rest.find(|c| !path(c)).unwrap_or(rest.len());
            rest[..end].split("::").find(|step| step.starts_with(char::is_uppercase))
        })
        .collect()
}

/// The names of all types that a text defines, by itself or by the macros that declare keys.
fn defined(text: &str) -> Vec<&str> {
    without_tests(text)
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [itself(line), read_as(line), of_keys(line)])
        .flatten()
        .collect()
}

fn itself(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    if let Some(public) = rest.strip_prefix("pub") {
        rest = match public.strip_prefix('(') {
            Some(whom) => whom.split_once(") ")?.1,
            None => public.trim_start(),
        };
    }
    let (kind, rest) = rest.split_once(' ')?;
    // A type without `pub` inside of something is that of a trait.
    let of_a_trait = kind == "type" && line.starts_with(' ') && !line.contains("pub");
    let defines = ["struct", "enum", "union", "trait", "type"].contains(&kind) && !of_a_trait;
    defines.then(|| word(rest)).flatten()
}

/// `pub struct Feedback read as RawFeedback, used "…"`: the macro makes both.
fn read_as(line: &str) -> Option<&str> {
    let (before, name) = line.split_once(" read as ")?;
    before.trim_start().starts_with("pub").then(|| word(name)).flatten()
}

/// `RawFeedback, used "…" {`: the macro makes it.
fn of_keys(line: &str) -> Option<&str> {
    let (name, _) = line.split_once(", used \"")?;
    (word(name.trim_start()) == Some(name.trim_start())).then_some(name.trim_start())
}

fn word(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    text[..end].starts_with(char::is_uppercase).then_some(&text[..end])
}
