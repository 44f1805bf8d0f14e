//! Problems drawn with the lines they are in, for a terminal. Screen readers, pipes and tests get the plain
//! [`Display`](std::fmt::Display) of [`LoadError`] instead.

use std::error::Error;
use std::fmt;
use std::io::IsTerminal;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode,
};

use super::document::TextKind;
use super::load::LoadError;
use super::problem::{Problem, Problems};
use super::visible;

/// How a terminal wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// With colours.
    pub colour: bool,
    /// Characters in a line.
    pub width: usize,
}

impl Look {
    /// What standard error can show; `None` where it is no terminal. `NO_COLOR` takes the colours away.
    #[must_use]
    pub fn of_standard_error() -> Option<Look> {
        // Set and empty counts as not set (no-color.org).
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        (std::io::stderr().is_terminal() && !dumb)
            .then(|| Look { colour: !set("NO_COLOR"), width: 100 })
    }
}

/// The error with every value underlined in its line.
#[must_use]
pub fn draw(error: &LoadError, look: Look) -> String {
    match error {
        LoadError::File(_) => visible::shown(&error.to_string()).into_owned(),
        LoadError::Content(problems) => draw_all(problems, look),
    }
}

fn draw_all(problems: &Problems, look: Look) -> String {
    let theme =
        if look.colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler =
        GraphicalReportHandler::new_themed(theme).with_width(look.width).with_context_lines(1);
    let mut drawn = format!("error: {}\n", visible::shown(&problems.headline()));
    for problem in problems.shown() {
        let diagnostic = ProblemReport::new(problems, problem);
        if handler.render_report(&mut drawn, &diagnostic).is_err() {
            drawn.push_str(&visible::shown(&problem.sentence()));
        }
    }
    drawn
}

/// One problem as miette sees it.
#[derive(Debug)]
struct ProblemReport {
    sentence: String,
    help: Option<String>,
    label: Option<LabeledSpan>,
    source: Option<NamedSource<String>>,
}

impl ProblemReport {
    fn new(problems: &Problems, problem: &Problem) -> ProblemReport {
        // The nearest name stands below, as help.
        let sentence = problem.clone().nearest(None).sentence();
        let sentence = visible::shown(&sentence).into_owned();
        let help = problem
            .nearest
            .as_ref()
            .map(|nearest| format!("nearest: \"{}\"", visible::shown(nearest)));
        let text = problem.origin.map(|origin| (origin, problems.sources.text(origin.text)));
        // Nobody has written the defaults, and there is no line of them to show.
        let Some((origin, text)) = text.filter(|(_, text)| text.kind != TextKind::Defaults) else {
            return ProblemReport { sentence, help, label: None, source: None };
        };
        let length =
            // One letter at least, so that there is something to underline; none beyond the end, which miette refuses
            // to draw.
            (origin.end - origin.start).max(1).min(text.text.len().saturating_sub(origin.start));
        let label =
            LabeledSpan::new_primary_with_span(Some("here".to_owned()), (origin.start, length));
        // Masked and not written out, which would move every place behind the first hidden character.
        let source = NamedSource::new(visible::shown(&text.name), visible::masked(&text.text));
        ProblemReport { sentence, help, label: Some(label), source: Some(source) }
    }
}

impl fmt::Display for ProblemReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl Error for ProblemReport {}

impl Diagnostic for ProblemReport {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.label
            .clone()
            .map(|label| Box::new(std::iter::once(label)) as Box<dyn Iterator<Item = LabeledSpan>>)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Overrides, load_str};

    #[test]
    fn a_file_does_not_steer_the_terminal() {
        let text = "name = \"x\"\n[time]\nrun_days = -3 # \u{202e}\n\"\u{9b}31m\" = \"\\u001b\" # \u{9b}\nx = \"\u{1b}[31m\"\n";
        let error =
            load_str("\u{1b}[1mx.toml", text, &Overrides::none()).expect_err("it is not sound");
        let drawn = draw(&error, Look { colour: false, width: 100 });
        assert!(!drawn.contains(|c: char| visible::is_hidden(c) && c != '\n'), "{drawn:?}");
    }

    #[test]
    fn the_value_is_underlined_in_its_line() {
        let text = "name = \"x\"\n[time]\nstart = 2000-01-01\nrun_days = -3\n";
        let error = load_str("x.toml", text, &Overrides::none().set("triage.gain=-1"))
            .expect_err("negative");
        let drawn = draw(&error, Look { colour: false, width: 100 });
        assert!(drawn.contains("x.toml:4:12") && drawn.contains("run_days = -3"), "{drawn}");
        assert!(drawn.contains("triage.gain=-1"), "{drawn}");
        assert!(!drawn.contains('\u{1b}'), "{drawn}");
    }
}
