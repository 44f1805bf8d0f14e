//! A document: headings, paragraphs, points and tables in the order in which they are read.
//!
//! Whoever has something to say writes a [`Page`] and knows nothing of widths or tags. [`terminal`](super::terminal) lays a
//! page out on a screen; the pages for a browser and the papers set its [`Block`]s.

mod cell;
mod table;

use serde::Serialize;

#[cfg(feature = "native")]
pub(crate) use cell::TableCell;
#[cfg(feature = "native")]
pub(crate) use table::TableRow;
pub(crate) use table::TextTable;

/// A document being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Page {
    parts: Vec<DocumentPart>,
}

/// What a page is made of, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DocumentPart {
    /// What follows stands apart from what went before: an empty line where a medium has lines.
    Gap,
    /// A block.
    Block(Block),
}

/// A block of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
    Table {
        heading: String,
        #[serde(flatten)]
        table: TextTable,
    },
}

impl Page {
    /// An empty one.
    pub(crate) fn new() -> Page {
        Page::default()
    }

    /// Whether nothing was written.
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// All that was written.
    pub(crate) fn parts(&self) -> &[DocumentPart] {
        &self.parts
    }

    /// Its blocks, for a medium that keeps its own distances.
    pub(crate) fn into_blocks(self) -> Vec<Block> {
        let block = |part: DocumentPart| match part {
            DocumentPart::Block(block) => Some(block),
            DocumentPart::Gap => None,
        };
        self.parts.into_iter().filter_map(block).collect()
    }

    /// What follows stands apart.
    pub(crate) fn gap(&mut self) {
        self.parts.push(DocumentPart::Gap);
    }

    /// A heading.
    pub(crate) fn heading(&mut self, words: &str) {
        self.block(Block::Heading { words: words.to_owned() });
    }

    /// A paragraph.
    pub(crate) fn prose(&mut self, words: &str) {
        self.block(Block::Prose { words: words.to_owned() });
    }

    /// A remark under a table.
    pub(crate) fn note(&mut self, words: &str) {
        self.block(Block::Note { words: words.to_owned() });
    }

    /// One of several points.
    pub(crate) fn item(&mut self, words: &str) {
        self.block(Block::Item { words: words.to_owned() });
    }

    /// A table under its heading, apart from what went before, or nothing where it has no rows.
    pub(crate) fn table(&mut self, heading: &str, table: TextTable) {
        if !table.is_empty() {
            self.gap();
            self.block(Block::Table { heading: heading.to_owned(), table });
        }
    }

    /// All of another page after this one.
    pub(crate) fn append(&mut self, other: Page) {
        self.parts.extend(other.parts);
    }

    fn block(&mut self, block: Block) {
        self.parts.push(DocumentPart::Block(block));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_what_was_written_without_the_gaps() {
        let mut page = Page::new();
        page.heading("a");
        page.gap();
        page.item("b");
        page.table("empty", TextTable::new(["c"]));
        let mut other = Page::new();
        let mut table = TextTable::new(["c\nd"]);
        table.row("e", vec!["1".to_owned()]);
        other.table("f", table);
        page.append(other);
        let text = serde_json::to_string(&page.into_blocks()).expect("it is text");
        assert_eq!(
            text,
            "[{\"kind\":\"heading\",\"words\":\"a\"},{\"kind\":\"item\",\"words\":\"b\"},\
             {\"kind\":\"table\",\"heading\":\"f\",\"columns\":[\"c d\"],\"rows\":[{\"words\":\"e\",\"cells\":[{\"words\":\"1\",\"number\":true}]}]}]"
        );
    }
}
