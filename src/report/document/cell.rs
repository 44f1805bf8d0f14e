//! Cells of a table.

use serde::Serialize;

use crate::report::format::NONE;

/// A cell: what it says, and whether that is a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct TableCell {
    pub(crate) words: String,
    /// A number with what belongs to it: its parts stand on one line, on a phone and on paper.
    pub(crate) number: bool,
}

impl TableCell {
    /// Words.
    #[cfg(feature = "native")]
    pub(crate) fn words(words: impl Into<String>) -> TableCell {
        TableCell { words: words.into(), number: false }
    }

    /// A number with its unit and its interval, or that there is none.
    pub(crate) fn number(words: impl Into<String>) -> TableCell {
        let words = words.into();
        TableCell { number: words != NONE, words }
    }

    /// What a scenario says: a number, or words.
    #[cfg(feature = "native")]
    pub(crate) fn written(text: &str) -> TableCell {
        // A program must be able to read the number. A range or a list counts as words.
        TableCell { words: text.to_owned(), number: text.parse::<f64>().is_ok() }
    }

    /// Whether there is anything in it.
    pub(crate) fn is_none(&self) -> bool {
        self.words == NONE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_told_from_words_by_whoever_wrote_it() {
        assert!(TableCell::number("77.0 ± 1.2").number && TableCell::written("-0.5").number);
        assert!(!TableCell::number(NONE).number && TableCell::number(NONE).is_none());
        assert!(!TableCell::words("2 teams").number && !TableCell::written("[1, 2]").number);
    }
}
