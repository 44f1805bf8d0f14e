//! Tables as spreadsheets take them: the one place where CSV is written.
//!
//! A table begins with the byte-order mark of UTF-8, without which a spreadsheet reads ŵ and £ as something else. A cell whose
//! words would be taken for a formula has an apostrophe before them, which a spreadsheet shows as such.

use std::io::Write;

/// What a table begins with.
pub const MARK: &str = "\u{feff}";

/// The last row that a spreadsheet shows.
pub const LAST_ROW: u64 = 1_048_576;

/// A table being written.
pub struct Tidy<W: Write> {
    table: csv::Writer<W>,
}

impl<W: Write> Tidy<W> {
    /// An empty one, begun with its mark.
    ///
    /// # Errors
    /// Where `out` cannot be written.
    pub fn new(mut out: W) -> Result<Tidy<W>, csv::Error> {
        out.write_all(MARK.as_bytes())?;
        Ok(Tidy { table: csv::Writer::from_writer(out) })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Where `out` cannot be written; where the row has more or fewer cells than the first.
    pub fn write_record<T: AsRef<[u8]>>(
        &mut self,
        cells: impl IntoIterator<Item = T>,
    ) -> Result<(), csv::Error> {
        for cell in cells {
            let cell = cell.as_ref();
            if is_formula(cell) {
                self.table.write_field([b"'", cell].concat())?;
            } else {
                self.table.write_field(cell)?;
            }
        }
        // The fields are written one by one. An empty record ends the row and checks the number of its cells.
        self.table.write_record(None::<&[u8]>)
    }

    /// Adds a row of words: one function for tables of any width, where the program must be small.
    ///
    /// # Errors
    /// As [`Tidy::write_record`].
    pub fn row(&mut self, cells: &[&str]) -> Result<(), csv::Error> {
        self.write_record(cells)
    }

    /// Hands everything on.
    ///
    /// # Errors
    /// Where `out` cannot be written.
    pub fn flush(&mut self) -> std::io::Result<()> {
        self.table.flush()
    }

    /// What the table was written to.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn into_inner(self) -> std::io::Result<W> {
        self.table.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

/// Whether a spreadsheet would work out a cell instead of showing it. A number with its sign is shown.
fn is_formula(cell: &[u8]) -> bool {
    match cell.first() {
        // Spreadsheets drop a leading tab or line end and then find the formula.
        Some(b'=' | b'@' | b'\t' | b'\r') => true,
        Some(b'+' | b'-') => {
            !std::str::from_utf8(cell).is_ok_and(|text| text.parse::<f64>().is_ok())
        }
        // The wide forms of the same signs count alike in some languages.
        Some(0xef) => ["＝", "＋", "－", "＠"].iter().any(|sign| cell.starts_with(sign.as_bytes())),
        _ => false,
    }
}

/// How many lines a file has, counted while it is written.
#[derive(Debug)]
pub struct Lines<W> {
    out: W,
    lines: u64,
}

impl<W: Write> Lines<W> {
    /// None so far.
    pub fn new(out: W) -> Lines<W> {
        Lines { out, lines: 0 }
    }

    /// What is to be said of a table of so many rows, if anything.
    #[must_use]
    pub fn too_long(&self, name: &str) -> Option<String> {
        (self.lines > LAST_ROW).then(|| {
            format!(
                "{name} has {} rows; a spreadsheet shows the first {} and leaves out the rest unsaid. Read it with R or Python \
                 (examples/), or ask for fewer replications",
                super::format::count(self.lines),
                super::format::count(LAST_ROW)
            )
        })
    }
}

impl<W: Write> Write for Lines<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.lines += bytes[..written].iter().filter(|byte| **byte == b'\n').count() as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of a cell without the apostrophe that kept them from being a formula.
    fn words_of(cell: &str) -> &str {
        cell.strip_prefix('\'').filter(|words| is_formula(words.as_bytes())).unwrap_or(cell)
    }

    fn table(rows: &[&[&str]]) -> String {
        let mut table = Tidy::new(Vec::new()).expect("memory can be written");
        for row in rows {
            table.write_record(*row).expect("memory can be written");
        }
        String::from_utf8(table.into_inner().expect("memory can be written")).expect("it is text")
    }

    #[test]
    fn no_words_become_a_formula_and_numbers_stay_numbers() {
        let cells = [
            "=1+1", "+a", "-a", "@x", "\tx", "\rx", "-1.5", "+2e3", "-inf", "a=b", "", "＝1",
            "'=x", "ŵ",
        ];
        assert_eq!(
            table(&[&cells]),
            "\u{feff}'=1+1,'+a,'-a,'@x,'\tx,\"'\rx\",-1.5,+2e3,-inf,a=b,,'＝1,'=x,ŵ\n"
        );
    }

    #[test]
    fn what_was_written_reads_back_without_mark_and_apostrophe() {
        let text = table(&[&["=name", "value"], &["-x", "-3"]]);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(
            reader.headers().expect("it has them").iter().map(words_of).collect::<Vec<_>>(),
            ["=name", "value"]
        );
        let row = reader.records().next().expect("it has a row").expect("it is CSV");
        assert_eq!(row.iter().map(words_of).collect::<Vec<_>>(), ["-x", "-3"]);
        assert_eq!(words_of("'quoted'"), "'quoted'");
    }

    #[test]
    fn a_table_longer_than_a_spreadsheet_is_said_to_be() {
        let mut lines = Lines::new(std::io::sink());
        let rows = |lines: &mut Lines<_>, count: usize| {
            lines.write_all(&b"x\n".repeat(count)).expect("nothing refuses")
        };
        rows(&mut lines, 1_048_576);
        assert_eq!(lines.too_long("replications.csv"), None);
        rows(&mut lines, 1);
        let said = lines.too_long("replications.csv").expect("it is too long");
        assert!(
            said.starts_with(
                "replications.csv has 1,048,577 rows; a spreadsheet shows the first 1,048,576"
            ),
            "{said}"
        );
    }
}
