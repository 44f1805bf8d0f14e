//! The data dictionary: what every column of every table holds. It stands in `dictionary.csv`, file by file.

/// The dictionary as CSV: file, column, holds, unit. A column in angle brackets stands for those that follow from what was asked.
pub const CSV: &str = include_str!("dictionary.csv");

/// The same as Markdown.
///
/// # Errors
/// Where the built-in table is no CSV.
pub fn markdown() -> Result<String, csv::Error> {
    let mut text = "# Data dictionary\n\nTables have one case a row; what does not exist is empty. With `--long-tables` \
                    a run writes two of them long as well, with one value a row. Numbers have all their digits, a dot for the decimals and nothing between thousands. The encoding is UTF-8, and each \
                    table begins with its byte-order mark, without which spreadsheets misread letters such as ŵ: read it as utf-8-sig \
                    (Python) or UTF-8-BOM (R). Words that a spreadsheet would take for a formula have an apostrophe before them. A \
                    spreadsheet shows 1,048,576 rows at most and leaves out the rest unsaid; replications-long.csv has more from about four \
                    hundred replications on, and the program says so. In JSON, seed is a number that many readers round above 2^53; \
                    seed_text beside it has every digit.\n"
        .to_owned();
    let mut file = String::new();
    for row in csv::Reader::from_reader(CSV.as_bytes()).into_records() {
        let row = row?;
        let cell = |place: usize| row.get(place).unwrap_or_default();
        if cell(0) != file {
            file = cell(0).to_owned();
            text.push_str(&format!(
                "\n## {file}\n\n| column | holds | unit |\n| --- | --- | --- |\n"
            ));
        }
        text.push_str(&format!("| `{}` | {} | {} |\n", cell(1), cell(2), cell(3)));
    }
    Ok(text)
}
