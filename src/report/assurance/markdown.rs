//! A document as Markdown.

use std::fmt::Write as _;

use super::{Document, DocumentPage};
use crate::report::document::{Block, TextTable};
use crate::report::markdown::{target, words};

/// The document.
pub(super) fn text(document: &Document, page: &DocumentPage<'_>) -> String {
    let name = page.name.whole.as_ref().unwrap_or(&page.name.short);
    let mut text = format!("# {}: {}\n", document.title, words(name));
    for warning in page.not_for {
        let _ = write!(text, "\n> {}\n", words(warning));
    }
    for block in &document.blocks {
        text.push('\n');
        match block {
            Block::Heading { words: heading } => {
                let _ = writeln!(text, "## {}", words(heading));
            }
            Block::Prose { words: prose } | Block::Note { words: prose } => {
                let _ = writeln!(text, "{}", words(prose));
            }
            Block::Item { words: item } => {
                let _ = writeln!(text, "* {}", words(item));
            }
            Block::Picture { alt, file, .. } => {
                let _ = writeln!(text, "![{}]({})", words(alt), target(file));
            }
            Block::Table { heading, table: TextTable { columns, rows } } => {
                let _ = writeln!(text, "**{}**\n", words(heading));
                let line = |cells: &mut dyn Iterator<Item = String>| {
                    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
                };
                text.push_str(&line(
                    // Markdown needs a cell for the first column, which has no heading.
                    &mut std::iter::once(String::new()).chain(columns.iter().map(|c| words(c))),
                ));
                text.push_str(&line(&mut std::iter::repeat_n("---".to_owned(), columns.len() + 1)));
                for row in rows {
                    text.push_str(&line(
                        &mut std::iter::once(words(&row.words))
                            .chain(row.cells.iter().map(|cell| words(&cell.words))),
                    ));
                }
            }
        }
    }
    let _ = write!(
        text,
        "\nMade by surge-sim {} from the scenario with the hash {}.\n",
        page.version, page.hash
    );
    text
}
