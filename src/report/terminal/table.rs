//! Aligned columns and wrapped words in plain text.

use crate::report::document::TextTable;
use crate::report::format::kept_together;

/// The table, indented by two, in `width` columns: its first column wraps, the others stand flush right.
pub(super) fn render(table: &TextTable, width: usize) -> String {
    let widths: Vec<usize> = (0..table.columns.len()).map(|c| column_width(table, c)).collect();
    let numbers: usize = widths.iter().map(|w| w + 2).sum();
    let widest = table.rows.iter().map(|row| length(&row.words)).max().unwrap_or(0);
    let first = widest.min(width.saturating_sub(2 + numbers)).max(14);
    let mut text = String::new();
    let deepest = table.columns.iter().map(|h| h.split('\n').count()).max().unwrap_or(1);
    for level in 0..deepest {
        let cells: Vec<&str> = table
            .columns
            .iter()
            .map(|heading| {
                let lines: Vec<&str> = heading.split('\n').collect();
                // Headings stand on the rows: short ones are pushed down.
                (level + lines.len()).checked_sub(deepest).map_or("", |line| lines[line])
            })
            .collect();
        push_row(&mut text, "", first, &cells, &widths);
    }
    for row in &table.rows {
        let lines = wrapped(&row.words, first, 2);
        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.words.as_str()).collect();
        for (n, line) in lines.iter().enumerate() {
            let cells: &[&str] = if n + 1 == lines.len() { &cells } else { &[] };
            push_row(&mut text, line, first, cells, &widths);
        }
    }
    text
}

fn column_width(table: &TextTable, column: usize) -> usize {
    let heading = table.columns[column].split('\n').map(length).max().unwrap_or(0);
    let cells = table
        .rows
        .iter()
        .filter_map(|row| row.cells.get(column))
        .map(|cell| length(&cell.words))
        .max();
    heading.max(cells.unwrap_or(0))
}

fn push_row(text: &mut String, words: &str, first: usize, cells: &[&str], widths: &[usize]) {
    let mut line = format!("  {}", pad_right(words, first));
    for (cell, width) in cells.iter().zip(widths) {
        line.push_str("  ");
        line.push_str(&" ".repeat(width.saturating_sub(length(cell))));
        line.push_str(cell);
    }
    // Rows without cells would otherwise end in blanks, which diffs show.
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
pub(in crate::report) fn wrapped(words: &str, width: usize, indent: usize) -> Vec<String> {
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
        let mut table = TextTable::new(["before", "year\nafter"]);
        table.row("screened out", vec!["20.1 %".into(), "22.4 %".into()]);
        table.row("Łódź – être", vec!["−1".into(), "1,234 ± 5".into()]);
        table.row("nothing", vec!["–".into(), "–".into()]);
        assert_eq!(
            render(&table, 60),
            "                               year\n                  before      after\n  screened out    20.1 %     22.4 %\n  Łódź – être         −1  1,234 ± 5\n"
        );
    }
}
