//! What is wrong with a scenario, where, and what was probably meant.

use super::document::{Origin, Sources, TextId, TextKind};

/// More than these nobody reads at once.
const MOST_SHOWN: usize = 100;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    pub(crate) origin: Option<Origin>,
    /// The path of the key concerned; empty where the whole file is.
    pub path: String,
    /// The value as written, where it is short; empty otherwise.
    pub written: String,
    /// What was expected, as a lower-case fragment.
    pub message: String,
    /// The known name nearest to what was written.
    pub nearest: Option<String>,
    /// The file that is not there, by the name it is asked for, where that is what is wrong.
    pub lacks: Option<String>,
}

impl Problem {
    pub(crate) fn new(path: impl Into<String>, message: impl Into<String>) -> Problem {
        Problem {
            origin: None,
            path: path.into(),
            written: String::new(),
            message: message.into(),
            nearest: None,
            lacks: None,
        }
    }

    pub(crate) fn at(mut self, origin: Origin) -> Problem {
        self.origin = Some(origin);
        self
    }

    pub(crate) fn written(mut self, written: impl Into<String>) -> Problem {
        self.written = written.into();
        self
    }

    pub(crate) fn nearest(mut self, nearest: Option<String>) -> Problem {
        self.nearest = nearest;
        self
    }

    pub(crate) fn lacks(mut self, file: Option<String>) -> Problem {
        self.lacks = file;
        self
    }

    fn order(&self) -> (Option<(TextId, usize)>, &str, &str) {
        (self.origin.map(|origin| (origin.text, origin.start)), &self.path, &self.message)
    }

    /// Path, value, rule and nearest name on one line.
    #[must_use]
    pub fn sentence(&self) -> String {
        let mut sentence = self.path.clone();
        if !self.written.is_empty() {
            sentence.push_str(if self.path.is_empty() { "" } else { " = " });
            sentence.push_str(&self.written);
        }
        if !sentence.is_empty() {
            sentence.push_str(": ");
        }
        sentence.push_str(&self.message);
        if let Some(nearest) = &self.nearest {
            sentence.push_str(&format!("; nearest: \"{nearest}\""));
        }
        sentence
    }
}

/// Every problem of one scenario, with the texts they point into.
#[derive(Clone, Debug)]
pub struct Problems {
    /// The file that was asked for.
    pub(crate) name: String,
    pub(crate) sources: Sources,
    pub(crate) list: Vec<Problem>,
}

impl Problems {
    /// The problems, in the order of the files and of the lines in them.
    #[must_use]
    pub fn list(&self) -> &[Problem] {
        &self.list
    }

    pub(crate) fn new(name: &str, sources: Sources, mut list: Vec<Problem>) -> Problems {
        // The base of a variant is checked as well as the variant: what is wrong in both is said once.
        list.sort_by(|a, b| a.order().cmp(&b.order()));
        list.dedup();
        Problems { name: name.to_owned(), sources, list }
    }

    /// The first problem on one line: with its place, unless that is an override.
    #[must_use]
    pub fn first(&self) -> String {
        let Some(problem) = self.list.first() else { return self.headline() };
        let is_override =
            |origin: Origin| self.sources.text(origin.text).kind == TextKind::Override;
        match problem.origin.is_some_and(is_override) {
            true => problem.sentence(),
            false => format!("{}{}", self.place(problem), problem.sentence()),
        }
    }

    /// The problems a person is shown.
    pub(crate) fn shown(&self) -> &[Problem] {
        &self.list[..self.list.len().min(MOST_SHOWN)]
    }

    /// `scenarios/haringey.toml has 2 problems`
    pub(crate) fn headline(&self) -> String {
        let count = self.list.len();
        format!("{} has {count} {}", self.name, if count == 1 { "problem" } else { "problems" })
    }

    /// Where a problem is: the text it is in, line and column from 1. `None` where it has no single place.
    #[must_use]
    pub fn location(&self, problem: &Problem) -> Option<(&str, usize, usize)> {
        let origin = problem.origin?;
        let (line, column) = self.sources.line_column(origin);
        Some((&self.sources.text(origin.text).name, line, column))
    }

    /// Where a problem is, in words: `line 71, column 15`, with the file where it is another one.
    pub(crate) fn place(&self, problem: &Problem) -> String {
        let Some(origin) = problem.origin else { return String::new() };
        let text = self.sources.text(origin.text);
        let (line, column) = self.sources.line_column(origin);
        match text.kind {
            TextKind::Override => format!("--set {}  ", shortened(&text.text)),
            TextKind::Defaults => "defaults  ".to_owned(),
            TextKind::File if text.name == self.name => format!("line {line}, column {column}  "),
            TextKind::File => format!("{} line {line}, column {column}  ", text.name),
        }
    }
}

impl std::fmt::Display for Problems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "error: {}", self.headline())?;
        for problem in self.shown() {
            write!(f, "\n  {}{}", self.place(problem), problem.sentence())?;
        }
        match self.list.len().saturating_sub(MOST_SHOWN) {
            0 => Ok(()),
            more => write!(f, "\n  and {more} more"),
        }
    }
}

fn shortened(written: &str) -> String {
    let line = written.replace(char::is_control, " ");
    match line.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// The known name nearest to what was written, where one is near enough to have been meant.
pub(crate) fn nearest<'a>(
    written: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let lower = written.to_lowercase();
    known
        .into_iter()
        // Capitals are no part of a spelling mistake.
        .map(|name| (likeness(&lower, &name.to_lowercase()), name))
        .filter(|(likeness, _)| *likeness > 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name.to_owned())
}

fn likeness(written: &str, name: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(written, name)
        .max(strsim::jaro_winkler(written, name) - 0.15)
}

#[cfg(test)]
mod tests {
    use super::nearest;
    use crate::scenario::{Overrides, load_str};

    #[test]
    fn the_first_problem_is_said_without_an_option_that_nobody_wrote() {
        let text = include_str!("../../tests/fixtures/small.toml");
        let first = |sets: &[&str], text: &str| {
            let sets = sets.iter().fold(Overrides::none(), |all, one| all.set(*one));
            load_str("small.toml", text, &sets).expect_err("it is wrong").first()
        };
        let whole = first(&["time.run_days=2.5"], text);
        assert!(whole.starts_with("time.run_days = 2.5: must be a whole number"), "{whole}");
        let name = first(&[], &text.replacen("run_days", "run_dais", 1));
        assert!(name.starts_with("line ") && name.contains("run_dais"), "{name}");
        let empty = first(&[], "");
        assert_eq!(empty, "error: small.toml: the file is empty");
    }

    #[test]
    fn the_nearest_name_is_the_one_meant() {
        let stages = ["initial assessment", "core assessment", "initial conference"];
        assert_eq!(nearest("inital assessment", stages).as_deref(), Some("initial assessment"));
        assert_eq!(nearest("Core Assesment", stages).as_deref(), Some("core assessment"));
    }

    #[test]
    fn nothing_is_suggested_where_nothing_is_near() {
        assert_eq!(nearest("xyzzy", ["assessment", "duty"]), None);
    }
}
