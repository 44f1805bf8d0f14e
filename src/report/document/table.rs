//! Tables of a document.

use serde::{Serialize, Serializer};

use crate::report::format::NONE;

/// A table: its first column holds words, the others numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Table {
    /// Headings of the columns after the first; a line break in one makes two lines where a medium has lines.
    #[serde(serialize_with = "on_one_line")]
    pub(in crate::report) columns: Vec<String>,
    /// Its rows.
    pub(in crate::report) rows: Vec<TableRow>,
}

/// A row of a table: its words, then its numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::report) struct TableRow {
    pub(in crate::report) words: String,
    pub(in crate::report) cells: Vec<String>,
}

impl Table {
    pub(in crate::report) fn new(columns: impl IntoIterator<Item = impl Into<String>>) -> Table {
        Table { columns: columns.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// Adds a row, unless no cell of it has a value.
    pub(in crate::report) fn row(&mut self, words: impl Into<String>, cells: Vec<String>) {
        if cells.iter().any(|cell| cell != NONE) {
            self.rows.push(TableRow { words: words.into(), cells });
        }
    }

    pub(in crate::report) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

fn on_one_line<S: Serializer>(columns: &[String], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(columns.iter().map(|column| column.replace('\n', " ")))
}
