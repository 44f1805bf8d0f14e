//! A run as a document: the answer in a sentence first, then what stands behind it, in an order that reads well aloud.
//!
//! The screen is this document; the page and the papers set its numbers anew.

pub(crate) mod organisation;
mod sections;
mod service;

#[cfg(feature = "native")]
use super::document::Block;
use super::document::Page;
use super::terminal::{Style, laid_out};
use super::warned::{Warns, warned};
use crate::results::RunResult;
use crate::words::answer::answer;
use crate::words::frame::{frame, title};
use crate::words::opening;

#[cfg(feature = "native")]
pub(in crate::report) use sections::skill_of;

/// The screen as plain text, lines no longer than `width` where words allow it.
#[must_use]
pub fn screen(result: &RunResult, width: usize) -> String {
    screen_styled(result, width, Style::Plain)
}

/// The screen with headings in the style asked for.
#[must_use]
pub fn screen_styled(result: &RunResult, width: usize, style: Style) -> String {
    let mut page = Page::new();
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
    laid_out(&page, width, style)
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
    let mut page = Page::new();
    numbers(&mut page, result);
    page.into_blocks()
}

#[cfg(test)]
mod tests;
