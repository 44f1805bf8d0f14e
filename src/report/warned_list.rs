//! What runs warn of as a list in Markdown, where their scenarios stand in one table or on one page.

use std::fmt::Write as _;

use super::markdown::words;
use crate::results::Warning;
use crate::words::warning::sentences;

/// The list, after a blank line, under what it is of: `of` and its warnings. Empty where nothing is warned of.
#[must_use]
pub fn markdown<'a>(of: &str, warnings: impl IntoIterator<Item = &'a Warning>) -> String {
    let mut list = String::new();
    for warning in warnings {
        let _ = writeln!(list, "* {}", words(&sentences(warning)));
    }
    if list.is_empty() { list } else { format!("\n{of} warns of:\n\n{list}") }
}
