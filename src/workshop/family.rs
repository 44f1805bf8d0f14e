//! A scenario among files that somebody brings to the page: what it names is looked for among them and those of the page.

use crate::scenario::Overrides;
use crate::scenario::extends::{base_of, is_figures_only};
use crate::scenario::files::{Fetched, FileProblem};
use crate::scenario::load::{Loaded, load_with};
use crate::scenario::problem::nearest;

/// The scenario, with what it names by the names of these files: the first of a name counts. Folders are not known here.
///
/// # Errors
/// What is wrong with it, and what else to bring where a file that it names is not there.
pub fn load(name: &str, text: &str, files: &[(String, String)]) -> Result<Loaded, String> {
    let fetch = |_: &str, wanted: &str| match found(files, wanted) {
        Some((name, text)) => Ok(Fetched { name: name.clone(), text: text.clone() }),
        None => {
            let near = nearest(last(wanted), files.iter().map(|(name, _)| name.as_str()));
            Err(FileProblem::Missing(wanted.to_owned(), near))
        }
    };
    load_with(name, text, &fetch, &Overrides::none()).map_err(|error| match error.lacks() {
        Some(wanted) => {
            let words = error.to_string();
            format!(
                "{}\nBring {} and {name} together: choose or drop both at once.",
                words.trim_end(),
                last(wanted)
            )
        }
        None => error.to_string(),
    })
}

fn found<'f>(files: &'f [(String, String)], wanted: &str) -> Option<&'f (String, String)> {
    // A browser tells a page the names of files without their folders.
    files.iter().find(|(name, _)| name == last(wanted))
}

/// A file's name without its folders.
fn last(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The files that no other of them extends, in their order. Figures are no scenario, unless they come alone.
#[must_use]
pub fn heads(files: &[(String, String)]) -> Vec<String> {
    let extended: Vec<Option<String>> = files.iter().map(|(_, text)| base_of(text)).collect();
    let stands = |(name, text): &&(String, String)| {
        let named =
            |wanted: &Option<String>| wanted.as_deref().is_some_and(|wanted| last(wanted) == name);
        !extended.iter().any(named) && !is_figures_only(text)
    };
    let heads: Vec<String> = files.iter().filter(stands).map(|(name, _)| name.clone()).collect();
    // Files in a circle, or figures alone, have no head. They are opened so that the reader of scenarios can say
    // what is wrong.
    if heads.is_empty() { files.iter().map(|(name, _)| name.clone()).collect() } else { heads }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(all: &[(&str, &str)]) -> Vec<(String, String)> {
        all.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    const BASE: &str = include_str!("../../tests/fixtures/small.toml");
    const LOUDER: &str =
        "extends = \"../small.toml\"\nname = \"Louder\"\n[referrals]\nper_year = 500\n";

    #[test]
    fn what_a_file_extends_is_found_by_its_name() {
        let all = files(&[("louder.toml", LOUDER), ("small.toml", BASE)]);
        let loaded = load("louder.toml", LOUDER, &all).expect("sound");
        assert_eq!(
            (loaded.scenario.name.as_str(), loaded.scenario.base().name.as_str()),
            ("Louder", "A small service")
        );
        let again = loaded.written.load().expect("its own texts are enough");
        assert_eq!(again.scenario.name, "Louder");
        assert_eq!(heads(&all), ["louder.toml"]);
        assert_eq!(heads(&files(&[("small.toml", BASE)])), ["small.toml"]);
        assert_eq!(
            heads(&files(&[
                ("b.toml", LOUDER),
                ("a.toml", LOUDER),
                ("evidence.toml", "[[figure]]")
            ])),
            ["b.toml", "a.toml"]
        );
    }

    #[test]
    fn published_figures_that_are_not_there_are_asked_for_once() {
        let haringey = include_str!("../../scenarios/haringey.toml");
        let louder = include_str!("../../scenarios/haringey-louder.toml");
        for (name, text) in [("haringey.toml", haringey), ("haringey-louder.toml", louder)] {
            let all = files(&[("haringey.toml", haringey), ("haringey-louder.toml", louder)]);
            let why = load(name, text, &all).expect_err("its figures are not there");
            assert_eq!(why.matches("no evidence.toml").count(), 1, "{why}");
            let ask =
                format!("Bring evidence.toml and {name} together: choose or drop both at once.");
            assert!(why.ends_with(&ask), "{why}");
        }
    }

    #[test]
    fn what_is_missing_is_asked_for() {
        let alone = files(&[("louder.toml", LOUDER), ("smal.toml", BASE)]);
        let why = load("louder.toml", LOUDER, &alone).expect_err("its base is not there");
        assert!(
            why.contains("nearest: smal.toml")
                && why.ends_with(
                    "Bring small.toml and louder.toml together: choose or drop both at once."
                ),
            "{why}"
        );
        let round = "extends = \"x.toml\"\n";
        assert!(
            load("x.toml", round, &files(&[("x.toml", round)]))
                .expect_err("a circle")
                .contains("circle")
        );
    }
}
