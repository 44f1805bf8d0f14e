//! The screen: the answer in a sentence first, then what stands behind it, in an order that reads well aloud.
//!
//! Plain text, wrapped at the width asked for; [`Style::Bold`] adds bold headings for a terminal that shows them. Nothing is
//! said by colour or position alone.

mod answer;
mod comparison;
mod organisation;
mod sections;
mod service;
pub(in crate::report) mod table;

use crate::experiment::result::RunResult;

use super::{format, reading};
use table::wrapped;

pub use answer::answer;
pub use comparison::comparison;

/// Longer lines are hard to follow, and do not fit every window.
const WIDEST: usize = 80;

/// Whether headings are marked for a terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// No control sequences.
    #[default]
    Plain,
    /// Bold headings.
    Bold,
}

/// The screen as plain text, lines no longer than `width` where words allow it.
#[must_use]
pub fn screen(result: &RunResult, width: usize) -> String {
    screen_styled(result, width, Style::Plain)
}

/// The screen with headings in the style asked for.
#[must_use]
pub fn screen_styled(result: &RunResult, width: usize, style: Style) -> String {
    let mut page = Page::new(width, style);
    page.heading(&title(result));
    page.prose(&frame(result));
    page.gap();
    for paragraph in answer(result) {
        page.prose(&paragraph);
    }
    sections::children(&mut page, result);
    service::work(&mut page, result);
    organisation::around(&mut page, result);
    sections::chain(&mut page, result);
    sections::targets(&mut page, result);
    sections::warnings(&mut page, result);
    sections::left_out(&mut page, result);
    page.gap();
    page.prose(&result.not_for);
    page.text
}

fn title(result: &RunResult) -> String {
    match reading::publicity(result) {
        Some(mark) => format!("{}: {}, {}", result.name, mark.label, format::date(mark.date)),
        None => result.name.clone(),
    }
}

fn frame(result: &RunResult) -> String {
    let mut text = format!("Observed {}. {}", reading::span(result), reading::replications(result));
    if result.has_twin {
        text.push_str(", each with its twin: the same children and the same chance, without the publicity");
    }
    text.push('.');
    if let Some(mark) = reading::publicity(result) {
        text.push_str(&format!(" In the tables, after is the year after {}", format::date(mark.date)));
        text.push_str(if result.has_twin { " and without is that year in the twin." } else { "." });
    }
    if result.replications.finished > 1 {
        text.push_str(" After ± stands the 95% confidence interval of a mean: how well the runs know it, not how one year may turn out.");
    } else {
        text.push_str(" One replication has no intervals: what it shows may be chance alone.");
    }
    if !result.replications.reached.is_empty() {
        text.push_str(&format!(" Replications went on {}: {}.", result.replications.rule, reached(result)));
    }
    if !result.without.is_empty() {
        text.push_str(&format!(" Switched off: {}.", format::list(&result.without)));
    }
    text.push_str(&format!(" Seed {}, run {}.", result.seed, result.run_id));
    text
}

/// How well each measure asked for is known.
fn reached(result: &RunResult) -> String {
    let one = |reached: &crate::experiment::result::Reached| match reached.half_width {
        Some(half) => {
            format!("{} is known to ± {}", reached.measure, format::number(half, format::decimals_for(half).max(3)))
        }
        None => format!("{} has no interval", reached.measure),
    };
    format::list(&result.replications.reached.iter().map(one).collect::<Vec<String>>())
}

/// A screen being written.
pub(in crate::report) struct Page {
    width: usize,
    style: Style,
    text: String,
}

impl Page {
    /// An empty one, so wide.
    pub(in crate::report) fn new(width: usize, style: Style) -> Page {
        Page { width: width.clamp(40, WIDEST), style, text: String::new() }
    }

    /// What was written.
    #[cfg(feature = "native")]
    pub(in crate::report) fn into_text(self) -> String {
        self.text
    }

    pub(in crate::report) fn gap(&mut self) {
        self.text.push('\n');
    }

    pub(in crate::report) fn heading(&mut self, words: &str) {
        for line in wrapped(words, self.width, 0) {
            match self.style {
                Style::Plain => self.text.push_str(&line),
                Style::Bold => self.text.push_str(&format!("\u{1b}[1m{line}\u{1b}[0m")),
            }
            self.gap();
        }
    }

    /// A paragraph.
    pub(in crate::report) fn prose(&mut self, words: &str) {
        self.indented(words, 0, 0);
    }

    /// A remark under a table.
    pub(in crate::report) fn note(&mut self, words: &str) {
        self.indented(words, 2, 4);
    }

    /// A paragraph whose first line starts at `first` and the others at `rest`.
    pub(in crate::report) fn indented(&mut self, words: &str, first: usize, rest: usize) {
        for (n, line) in wrapped(words, self.width.saturating_sub(rest), 0).into_iter().enumerate() {
            self.text.push_str(&" ".repeat(if n == 0 { first } else { rest }));
            self.text.push_str(&line);
            self.gap();
        }
    }

    /// A table under its heading, or nothing where it has no rows.
    pub(in crate::report) fn table(&mut self, heading: &str, table: table::Table) {
        if !table.is_empty() {
            self.gap();
            self.heading(heading);
            self.text.push_str(&table.render(self.width));
        }
    }
}

#[cfg(test)]
mod tests;
