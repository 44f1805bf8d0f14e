//! The screen: the answer in a sentence first, then what stands behind it, in an order that reads well aloud.
//!
//! Plain text, wrapped at the width asked for; [`Style::Bold`] adds bold headings for a terminal that shows them. Nothing is
//! said by colour or position alone.

mod answer;
mod comparison;
mod layout;
mod organisation;
mod sections;
mod service;
mod table;
mod warned;

use crate::results::RunResult;

#[cfg(feature = "native")]
use super::document::Block;
use super::document::Page;
use super::{format, opening, reading};

pub use answer::{answer, spoken};
pub use comparison::comparison;
#[cfg(feature = "native")]
pub(in crate::report) use comparison::comparison_in_blocks;
pub(in crate::report) use layout::{LINE, laid_out};
pub use layout::{Style, shown};
#[cfg(feature = "native")]
pub(in crate::report) use sections::skill_of;
#[cfg(feature = "native")]
pub(in crate::report) use table::wrapped;
pub use warned::sentence;
pub(in crate::report) use warned::{Warns, warned};

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

#[cfg(test)]
mod tests;
