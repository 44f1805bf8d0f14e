//! Aligned columns and wrapped words in plain text.

use crate::report::format::{NONE, kept_together};

use super::{Block, TableRow};

/// A table: the first column holds words and wraps, the others hold numbers and stand flush right.
pub(crate) struct Table {
    /// Headings of the number columns; a line break in one makes two lines.
    headings: Vec<String>,
    rows: Vec<(String, Vec<String>)>,
}

impl Table {
    pub(crate) fn new(headings: impl IntoIterator<Item = impl Into<String>>) -> Table {
        Table { headings: headings.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// Adds a row, unless no cell of it has a value.
    pub(crate) fn row(&mut self, words: impl Into<String>, cells: Vec<String>) {
        if cells.iter().any(|cell| cell != NONE) {
            self.rows.push((words.into(), cells));
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table as a block of a page.
    pub(crate) fn into_block(self, heading: &str) -> Block {
        let row = |(words, cells): (String, Vec<String>)| TableRow { words, cells };
        Block::Table {
            heading: heading.to_owned(),
            columns: self.headings.iter().map(|heading| heading.replace('\n', " ")).collect(),
            rows: self.rows.into_iter().map(row).collect(),
        }
    }

    /// The table, indented by two, in `width` columns.
    pub(crate) fn render(&self, width: usize) -> String {
        let widths: Vec<usize> = (0..self.headings.len()).map(|c| self.column_width(c)).collect();
        let numbers: usize = widths.iter().map(|w| w + 2).sum();
        let widest = self.rows.iter().map(|(words, _)| length(words)).max().unwrap_or(0);
        let first = widest.min(width.saturating_sub(2 + numbers)).max(14);
        let mut text = String::new();
        let deepest = self.headings.iter().map(|h| h.split('\n').count()).max().unwrap_or(1);
        for level in 0..deepest {
            let cells: Vec<&str> = self
                .headings
                .iter()
                .map(|heading| {
                    let lines: Vec<&str> = heading.split('\n').collect();
                    // Headings stand on the rows: short ones are pushed down.
                    (level + lines.len()).checked_sub(deepest).map_or("", |line| lines[line])
                })
                .collect();
            push_row(&mut text, "", first, &cells, &widths);
        }
        for (words, cells) in &self.rows {
            let lines = wrapped(words, first, 2);
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            for (n, line) in lines.iter().enumerate() {
                let cells: &[&str] = if n + 1 == lines.len() { &cells } else { &[] };
                push_row(&mut text, line, first, cells, &widths);
            }
        }
        text
    }

    fn column_width(&self, column: usize) -> usize {
        let heading = self.headings[column].split('\n').map(length).max().unwrap_or(0);
        let cells = self
            .rows
            .iter()
            .filter_map(|(_, cells)| cells.get(column))
            .map(|cell| length(cell))
            .max();
        heading.max(cells.unwrap_or(0))
    }
}

fn push_row(text: &mut String, words: &str, first: usize, cells: &[&str], widths: &[usize]) {
    let mut line = format!("  {}", pad_right(words, first));
    for (cell, width) in cells.iter().zip(widths) {
        line.push_str("  ");
        line.push_str(&" ".repeat(width.saturating_sub(length(cell))));
        line.push_str(cell);
    }
    text.push_str(line.trim_end());
    text.push('\n');
}

fn pad_right(words: &str, width: usize) -> String {
    format!("{words}{}", " ".repeat(width.saturating_sub(length(words))))
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// Words wrapped at `width`, later lines indented; a word longer than a line stands alone and is not cut.
pub(crate) fn wrapped(words: &str, width: usize, indent: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in &kept_together(words) {
        if length(&line) + 1 + length(word) > width && !line.trim().is_empty() {
            lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            line.push_str(word);
        } else {
            if !line.trim().is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_at_the_width_and_long_ones_stay_whole() {
        assert_eq!(wrapped("one two three", 7, 0), ["one two", "three"]);
        assert_eq!(wrapped("entry to decision", 9, 2), ["entry to", "  decision"]);
        assert_eq!(wrapped("unbelievablylong word", 6, 0), ["unbelievablylong", "word"]);
        assert_eq!(wrapped("", 10, 0), [""]);
    }

    #[test]
    fn a_number_stays_with_its_interval_and_its_unit() {
        assert_eq!(wrapped("adds 2.0 ± 1.4 in", 12, 0), ["adds", "2.0 ± 1.4 in"]);
        assert_eq!(wrapped("it is 16.5 %, or so", 10, 0), ["it is", "16.5 %, or", "so"]);
        assert_eq!(wrapped("one two\u{a0}three", 9, 0), ["one", "two three"]);
        assert_eq!(
            wrapped("in the year after 11 November 2008, 57", 24, 0),
            ["in the year after", "11 November 2008, 57"]
        );
    }

    #[test]
    fn numbers_stand_flush_right_whatever_their_letters() {
        let mut table = Table::new(["before", "year\nafter"]);
        table.row("screened out", vec!["20.1 %".into(), "22.4 %".into()]);
        table.row("Łódź – être", vec!["−1".into(), "1,234 ± 5".into()]);
        table.row("nothing", vec!["–".into(), "–".into()]);
        assert_eq!(
            table.render(60),
            "                               year\n                  before      after\n  screened out    20.1 %     22.4 %\n  Łódź – être         −1  1,234 ± 5\n"
        );
    }
}
