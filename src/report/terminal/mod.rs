//! The screen: the answer in a sentence first, then what stands behind it, in an order that reads well aloud.
//!
//! Plain text, wrapped at the width asked for; [`Style::Bold`] adds bold headings for a terminal that shows them. Nothing is
//! said by colour or position alone.

mod answer;
mod comparison;
pub(crate) mod organisation;
mod sections;
mod service;
pub(crate) mod table;
mod warned;

use crate::results::RunResult;

use super::{format, opening, reading};
use crate::scenario::visible;
use table::wrapped;

pub use answer::{answer, spoken};
pub use comparison::comparison;
#[cfg(feature = "native")]
pub(in crate::report) use comparison::comparison_in_blocks;
#[cfg(feature = "native")]
pub(in crate::report) use sections::skill_of;
pub use warned::sentence;
pub(in crate::report) use warned::{Warns, warned};

/// Longer lines are hard to follow, and do not fit every window.
const WIDEST: usize = 80;

/// What a heading begins and ends with on a terminal.
const BOLD: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

/// A screen as it may go to a terminal: of all that steers one, its own bold headings alone. What a scenario says was shown as
/// it is when the screen was written, so that no text of a file becomes a heading's mark.
#[must_use]
pub fn shown(screen: &str) -> String {
    let plain = |part: &str| part.split(PLAIN).map(visible::shown).collect::<Vec<_>>().join(PLAIN);
    screen.split(BOLD).map(plain).collect::<Vec<_>>().join(BOLD)
}

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
    numbers(&mut page, result);
    warned(&mut page, Warns::ThisRun, &result.warnings);
    sections::left_out(&mut page, result);
    page.gap();
    page.prose(&result.not_for);
    page.text
}

/// What stands behind the answer.
fn numbers(page: &mut Page, result: &RunResult) {
    for backlog in opening::paragraphs(result) {
        page.gap();
        page.prose(&backlog);
    }
    sections::children(page, result);
    service::work(page, result);
    organisation::around(page, result);
    sections::chain(page, result);
    sections::targets(page, result);
    sections::held(page, result);
}

/// The same for a page on paper or in a browser.
#[cfg(feature = "native")]
pub(in crate::report) fn numbers_in_blocks(result: &RunResult) -> Vec<Block> {
    let mut page = Page::new(WIDEST, Style::Plain);
    numbers(&mut page, result);
    page.into_blocks()
}

/// What the run is.
pub(in crate::report) fn title(result: &RunResult) -> String {
    match reading::publicity(result) {
        Some(mark) => {
            let from = if result.publicity.len() > 1 { "from " } else { "" };
            format!(
                "{}: {}, {from}{}",
                result.name,
                reading::publicity_named(result),
                format::date(mark.date)
            )
        }
        None => result.name.clone(),
    }
}

/// What was run, and how its numbers are to be read.
#[must_use]
pub fn frame(result: &RunResult) -> String {
    let mut text = format!("Observed {}. {}", reading::span(result), reading::replications(result));
    if result.has_twin {
        let each = if result.replications.finished == 1 { "with" } else { "each with" };
        // Tragedies that become public tell the twin from the run too, where no event does.
        let what = if reading::publicity(result).is_some() { "the" } else { "any" };
        text.push_str(&format!(
            ", {each} its twin: the same children and the same chance, without {what} publicity"
        ));
    }
    text.push('.');
    if let Some(mark) = reading::publicity(result) {
        if result.publicity.len() > 1 {
            let all: Vec<String> = result
                .publicity
                .iter()
                .map(|mark| format!("{} ({})", mark.label, format::date(mark.date)))
                .collect();
            text.push_str(&format!(
                " The publicity is all of {}: the twin has none of them.",
                format::list(&all)
            ));
        }
        let stretch = reading::stretch(result);
        let after = if stretch == "day" { "the day of" } else { &format!("the {stretch} after") };
        text.push_str(&format!(" In the tables, after is {after} {}", format::date(mark.date)));
        let that = if stretch == "year" || stretch == "day" {
            format!("that {stretch}")
        } else {
            "the same days".into()
        };
        text.push_str(&if result.has_twin {
            format!(" and without is {that} in the twin.")
        } else {
            ".".to_owned()
        });
    }
    if result.replications.finished > 1 {
        text.push_str(" After ±, or in brackets, stands the 95% confidence interval of a mean: how well the runs know it, not how one year may turn out.");
    } else {
        text.push_str(" One replication has no intervals: what it shows may be chance alone.");
    }
    if !result.replications.reached.is_empty() {
        text.push_str(&format!(
            " Replications went on {}: {}.",
            result.replications.rule,
            reached(result)
        ));
    }
    if !result.without.is_empty() {
        text.push_str(&format!(" Switched off: {}.", format::list(&result.without)));
    }
    text.push_str(&format!(" Seed {}, run {}.", result.seed, result.run_id));
    text
}

/// How well each measure asked for is known.
fn reached(result: &RunResult) -> String {
    let one = |reached: &crate::results::Reached| match reached.half_width {
        Some(_) if !reached.can_stop => {
            format!("{} has too few cases, or too much alike, to stop by", reached.measure)
        }
        Some(half) => {
            format!(
                "{} is known to ± {}",
                reached.measure,
                format::number(half, format::decimals_for(half).max(3))
            )
        }
        None => format!("{} has no interval", reached.measure),
    };
    format::list(&result.replications.reached.iter().map(one).collect::<Vec<String>>())
}

/// A screen being written.
pub(crate) struct Page {
    width: usize,
    style: Style,
    text: String,
    blocks: Vec<Block>,
}

/// A part of a screen, as a page on paper or in a browser sets it anew.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum Block {
    /// A heading.
    Heading { words: String },
    /// A paragraph.
    Prose { words: String },
    /// One of several points.
    Item { words: String },
    /// A remark under a table.
    Note { words: String },
    /// A picture with its words.
    #[cfg(feature = "native")]
    Picture { alt: String, svg: String, file: String },
    /// A table under its heading.
    Table { heading: String, columns: Vec<String>, rows: Vec<TableRow> },
}

/// A row of a table: its words, then its numbers.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub(crate) struct TableRow {
    pub words: String,
    pub cells: Vec<String>,
}

impl Page {
    /// An empty one, so wide.
    pub(in crate::report) fn new(width: usize, style: Style) -> Page {
        Page { width: width.clamp(40, WIDEST), style, text: String::new(), blocks: Vec::new() }
    }

    /// What was written.
    pub(in crate::report) fn into_text(self) -> String {
        self.text
    }

    /// The same, block by block.
    pub(in crate::report) fn into_blocks(self) -> Vec<Block> {
        self.blocks
    }

    /// A place to go back to.
    fn mark(&self) -> (usize, usize) {
        (self.text.len(), self.blocks.len())
    }

    fn back_to(&mut self, (text, blocks): (usize, usize)) {
        self.text.truncate(text);
        self.blocks.truncate(blocks);
    }

    pub(in crate::report) fn gap(&mut self) {
        self.text.push('\n');
    }

    pub(in crate::report) fn heading(&mut self, words: &str) {
        self.blocks.push(Block::Heading { words: words.to_owned() });
        self.heading_lines(words);
    }

    fn heading_lines(&mut self, words: &str) {
        for line in wrapped(&visible::shown(words), self.width, 0) {
            match self.style {
                Style::Plain => self.text.push_str(&line),
                Style::Bold => self.text.push_str(&format!("{BOLD}{line}{PLAIN}")),
            }
            self.gap();
        }
    }

    /// A paragraph.
    pub(in crate::report) fn prose(&mut self, words: &str) {
        self.blocks.push(Block::Prose { words: words.to_owned() });
        self.lines(words, 0, 0);
    }

    /// A remark under a table.
    pub(in crate::report) fn note(&mut self, words: &str) {
        self.blocks.push(Block::Note { words: words.to_owned() });
        self.lines(words, 2, 4);
    }

    /// One of several points: its first line starts at `first` and the others at `rest`.
    pub(in crate::report) fn indented(&mut self, words: &str, first: usize, rest: usize) {
        self.blocks.push(Block::Item { words: words.to_owned() });
        self.lines(words, first, rest);
    }

    fn lines(&mut self, words: &str, first: usize, rest: usize) {
        for (n, line) in wrapped(&visible::shown(words), self.width.saturating_sub(rest), 0)
            .into_iter()
            .enumerate()
        {
            self.text.push_str(&" ".repeat(if n == 0 { first } else { rest }));
            self.text.push_str(&line);
            self.gap();
        }
    }

    /// A table under its heading, or nothing where it has no rows.
    pub(crate) fn table(&mut self, heading: &str, table: table::Table) {
        if !table.is_empty() {
            self.gap();
            self.heading_lines(heading);
            self.text.push_str(&visible::shown(&table.render(self.width)));
            self.blocks.push(table.into_block(heading));
        }
    }
}

#[cfg(test)]
mod tests;
