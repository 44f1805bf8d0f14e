//! A page as lines of text.

use crate::report::document::{Block, DocumentPart, Page};
use crate::scenario::visible;

use super::table::{render, wrapped};

/// A line where nobody asks for another width (letters). Longer ones are hard to follow, and do not fit every window.
pub(in crate::report) const LINE: usize = 80;
/// A line below this cannot hold a number and its words (letters).
const NARROWEST: usize = 40;

/// What a heading begins and ends with on a terminal.
const BOLD: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

/// Whether headings are marked for a terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// No control sequences.
    #[default]
    Plain,
    /// Bold headings.
    Bold,
}

/// A screen as it may go to a terminal: of all that steers one, its own bold headings alone. What a scenario says was shown as
/// it is when the screen was written, so that no text of a file becomes a heading's mark.
#[must_use]
pub fn shown(screen: &str) -> String {
    // The screen's own marks are cut out first. Any other control sequence came from a file and is made visible.
    let plain = |part: &str| part.split(PLAIN).map(visible::shown).collect::<Vec<_>>().join(PLAIN);
    screen.split(BOLD).map(plain).collect::<Vec<_>>().join(BOLD)
}

/// The page, lines no longer than `width` where words allow it, and never longer than [`LINE`].
#[must_use]
pub(in crate::report) fn laid_out(page: &Page, width: usize, style: Style) -> String {
    let mut screen = Screen { width: width.clamp(NARROWEST, LINE), style, text: String::new() };
    for part in page.parts() {
        match part {
            DocumentPart::Gap => screen.text.push('\n'),
            DocumentPart::Block(block) => screen.block(block),
        }
    }
    screen.text
}

struct Screen {
    width: usize,
    style: Style,
    text: String,
}

impl Screen {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { words } => self.heading(words),
            Block::Prose { words } => self.lines(words, 0, 0),
            Block::Item { words } | Block::Note { words } => self.lines(words, 2, 4),
            #[cfg(feature = "native")]
            Block::Picture { alt, .. } => self.lines(alt, 0, 0),
            Block::Table { heading, table } => {
                self.heading(heading);
                self.text.push_str(&visible::shown(&render(table, self.width)));
            }
        }
    }

    fn heading(&mut self, words: &str) {
        for line in wrapped(&visible::shown(words), self.width, 0) {
            match self.style {
                Style::Plain => self.text.push_str(&line),
                Style::Bold => self.text.push_str(&format!("{BOLD}{line}{PLAIN}")),
            }
            self.text.push('\n');
        }
    }

    /// A paragraph: its first line starts at `first` and the others at `rest`.
    fn lines(&mut self, words: &str, first: usize, rest: usize) {
        for (n, line) in wrapped(&visible::shown(words), self.width.saturating_sub(rest), 0)
            .into_iter()
            .enumerate()
        {
            self.text.push_str(&" ".repeat(if n == 0 { first } else { rest }));
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }
}
