//! The room as a whole: texts in, scenarios or problems out.

mod fuzz;
mod idle;
mod idle_keys;
mod names;
pub(crate) mod organisation;
mod problems;
#[cfg(feature = "native")]
mod ranges;
pub(crate) mod round_trip;
mod schedule;
mod sense;
mod targets;
mod variants;

use super::files::{Fetched, FileProblem};
use super::{LoadError, Loaded, Overrides, load_with};

/// A sound scenario in few lines.
pub(crate) const SMALL: &str = r#"name = "small"
[time]
start = 2003-03-31
[referrals]
per_year = 2600
[[publicity]]
label = "verdict"
date = 2008-11-11
[[teams]]
name = "duty"
posts = [ { count = 6 } ]
[[teams]]
name = "assessment"
posts = [ { count = 72 } ]
"#;

/// Loads the first of some files; the others are there to be extended.
pub(crate) fn load_files(
    files: &[(&str, &str)],
    overrides: &Overrides,
) -> Result<Loaded, LoadError> {
    let fetch = |_: &str, wanted: &str| {
        let file = files.iter().find(|(name, _)| *name == wanted);
        file.map(|(name, text)| Fetched { name: (*name).to_owned(), text: (*text).to_owned() })
            .ok_or_else(|| FileProblem::Missing(wanted.to_owned(), None))
    };
    load_with(files[0].0, files[0].1, &fetch, overrides)
}

/// Loads the small scenario with lines added.
pub(crate) fn with(more: &str) -> Result<Loaded, LoadError> {
    load_files(&[("test.toml", &format!("{SMALL}{more}"))], &Overrides::none())
}

/// Loads the small scenario with overrides.
pub(crate) fn set(sets: &[&str]) -> Result<Loaded, LoadError> {
    let overrides = sets.iter().fold(Overrides::none(), |overrides, set| overrides.set(*set));
    load_files(&[("test.toml", SMALL)], &overrides)
}

/// Loads the small scenario with direct arrivals and overrides.
pub(crate) fn set_direct(sets: &[&str]) -> Result<Loaded, LoadError> {
    let overrides = sets.iter().fold(Overrides::none(), |overrides, set| overrides.set(*set));
    load_files(&[("test.toml", &direct(SMALL))], &overrides)
}

/// A scenario's text with direct arrivals.
pub(crate) fn direct(text: &str) -> String {
    text.replace("[referrals]\n", "[referrals]\narrivals = \"direct\"\n")
}

/// What is said about a scenario that is wrong.
#[track_caller]
pub(crate) fn said(result: Result<Loaded, LoadError>) -> String {
    match result {
        Ok(_) => panic!("the scenario should be refused"),
        Err(error) => error.to_string(),
    }
}
