//! Tables of a document.

use serde::{Serialize, Serializer};

use super::cell::TableCell;

/// A table: its first column holds words, the others numbers most often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct TextTable {
    /// Headings of the columns after the first; a line break in one makes two lines where a medium has lines.
    #[serde(serialize_with = "on_one_line")]
    pub(crate) columns: Vec<String>,
    /// Its rows.
    pub(crate) rows: Vec<TableRow>,
}

/// A row of a table: its words, then its cells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct TableRow {
    pub(crate) words: String,
    pub(crate) cells: Vec<TableCell>,
}

impl TextTable {
    pub(crate) fn new(columns: impl IntoIterator<Item = impl Into<String>>) -> TextTable {
        TextTable { columns: columns.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// Adds a row of numbers, unless there is none.
    pub(crate) fn row(&mut self, words: impl Into<String>, numbers: Vec<String>) {
        self.mixed(words, numbers.into_iter().map(TableCell::number).collect());
    }

    /// Adds a row, unless no cell of it has a value.
    pub(crate) fn mixed(&mut self, words: impl Into<String>, cells: Vec<TableCell>) {
        // A row for a stage or a team without the measure would hold dashes alone.
        if !cells.iter().all(TableCell::is_none) {
            self.rows.push(TableRow { words: words.into(), cells });
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

fn on_one_line<S: Serializer>(columns: &[String], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(columns.iter().map(|column| column.replace('\n', " ")))
}
