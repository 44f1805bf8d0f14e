//! Tables as text become rows with types, or an error that names table, line and column.

use std::collections::BTreeMap;
use std::fmt;

use super::columns::{CellKind, DemandColumn, WorkforceColumn};
use super::tables::{
    Council, CouncilKind, CouncilTables, DemandCells, StaffReturn, WorkforceCells,
};

/// The three tables, each with its header line.
#[derive(Clone, Debug)]
pub struct TableTexts {
    /// `councils.csv`: a row for each council and year ending 31 March.
    pub demand: String,
    /// `councils-workforce.csv`: a row for each workforce return and 30 September.
    pub workforce: String,
    /// `councils-england.csv`: a row for each year, with the columns of both.
    pub england: String,
}

/// What is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableProblem {
    /// Which table.
    pub table: String,
    /// The line of its file.
    pub line: Option<u64>,
    /// The column.
    pub column: Option<String>,
    /// What is wrong, and what was expected.
    pub message: String,
}

impl TableProblem {
    /// Of a table as a whole.
    #[must_use]
    pub fn of_table(table: &str, message: String) -> TableProblem {
        TableProblem { table: table.to_owned(), line: None, column: None, message }
    }
}

impl fmt::Display for TableProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.table)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for TableProblem {}

/// The years that a table may speak of.
const YEARS: std::ops::RangeInclusive<u16> = 1990..=2100;

/// Reads the three tables.
///
/// # Errors
/// The first thing that is wrong: a column that is missing, unknown or there twice, a cell that is no number of its kind, a row
/// that is there twice, a council whose name, region or kind changes, or that has no workforce return.
pub fn read(texts: &TableTexts) -> Result<CouncilTables, TableProblem> {
    let workforce = CouncilSheet::new(
        "councils-workforce.csv",
        &texts.workforce,
        &["code", "name", "region", "type", "year"],
        &[],
        true,
    )?;
    let mut returns: BTreeMap<String, StaffReturn> = BTreeMap::new();
    for row in workforce.rows()? {
        let (code, name) = (row.text("code")?, row.text("name")?);
        let year = row.year()?;
        let cells: WorkforceCells = row.workforce()?;
        let found = returns.entry(code.to_owned()).or_insert_with(|| StaffReturn {
            code: code.to_owned(),
            name: name.to_owned(),
            years: BTreeMap::new(),
        });
        row.same("name", &found.name, name)?;
        if found.years.insert(year, cells).is_some() {
            return Err(row.twice(code, year));
        }
    }
    let returns: Vec<StaffReturn> = returns.into_values().collect();
    let councils = councils(&texts.demand, &returns)?;
    Ok(CouncilTables { councils, returns, england: england(&texts.england)? })
}

fn councils(text: &str, returns: &[StaffReturn]) -> Result<Vec<Council>, TableProblem> {
    let keys = ["code", "la_number", "name", "region", "type", "year", "workforce_code"];
    let sheet = CouncilSheet::new("councils.csv", text, &keys, DemandColumn::ALL, false)?;
    let mut councils: BTreeMap<String, Council> = BTreeMap::new();
    for row in sheet.rows()? {
        let (code, name, region) = (row.text("code")?, row.text("name")?, row.text("region")?);
        let number = row.text("la_number")?;
        let number: u16 = number
            .parse()
            .map_err(|_| row.problem("la_number", format!("\"{number}\" is no whole number")))?;
        let kind = row.text("type")?;
        let of_kind = CouncilKind::ALL.iter().find(|(_, word)| *word == kind);
        let kind = of_kind.map(|(kind, _)| *kind).ok_or_else(|| {
            let known = CouncilKind::ALL.map(|(_, word)| format!("\"{word}\"")).join(", ");
            row.problem("type", format!("\"{kind}\" is none of {known}"))
        })?;
        let workforce = row.text("workforce_code")?;
        let workforce =
            returns.binary_search_by(|one| one.code.as_str().cmp(workforce)).map_err(|_| {
                let message = format!("\"{workforce}\" has no row in councils-workforce.csv");
                row.problem("workforce_code", message)
            })?;
        let year = row.year()?;
        let new = || Council {
            code: code.to_owned(),
            number,
            name: name.to_owned(),
            region: region.to_owned(),
            kind,
            workforce,
            demand: BTreeMap::new(),
        };
        let found = councils.entry(name.to_owned()).or_insert_with(new);
        row.same("code", &found.code, code)?;
        row.same("region", &found.region, region)?;
        row.same("la_number", &found.number.to_string(), &number.to_string())?;
        row.same("workforce_code", &returns[found.workforce].code, &returns[workforce].code)?;
        if found.demand.insert(year, row.demand()?).is_some() {
            return Err(row.twice(name, year));
        }
    }
    Ok(councils.into_values().collect())
}

fn england(text: &str) -> Result<BTreeMap<u16, (DemandCells, WorkforceCells)>, TableProblem> {
    let keys = ["code", "name", "year"];
    let sheet = CouncilSheet::new("councils-england.csv", text, &keys, DemandColumn::ALL, true)?;
    let mut years = BTreeMap::new();
    for row in sheet.rows()? {
        let year = row.year()?;
        if years.insert(year, (row.demand()?, row.workforce()?)).is_some() {
            return Err(row.twice("England", year));
        }
    }
    Ok(years)
}

/// A table, its header read.
struct CouncilSheet<'a> {
    name: &'static str,
    text: &'a str,
    places: BTreeMap<String, usize>,
}

impl<'a> CouncilSheet<'a> {
    fn new(
        name: &'static str,
        text: &'a str,
        keys: &[&str],
        demand: &[DemandColumn],
        workforce: bool,
    ) -> Result<CouncilSheet<'a>, TableProblem> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| unreadable(name, &error))?;
        let staff = if workforce { WorkforceColumn::ALL } else { &[] };
        let wanted: Vec<&str> = keys
            .iter()
            .copied()
            .chain(demand.iter().map(|column| column.name()))
            .chain(staff.iter().map(|column| column.name()))
            .collect();
        let mut places = BTreeMap::new();
        let of_header = |column: &str, message: String| TableProblem {
            table: name.to_owned(),
            line: Some(1),
            column: Some(column.to_owned()),
            message,
        };
        for (place, column) in header.iter().enumerate() {
            if !wanted.contains(&column) {
                let near = wanted.iter().max_by(|a, b| {
                    strsim::jaro_winkler(a, column).total_cmp(&strsim::jaro_winkler(b, column))
                });
                let near = near.filter(|near| strsim::jaro_winkler(near, column) > 0.85);
                let near = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
                return Err(of_header(column, format!("there is no such column{near}")));
            }
            if places.insert(column.to_owned(), place).is_some() {
                return Err(of_header(column, "it is there twice".to_owned()));
            }
        }
        match wanted.iter().find(|column| !places.contains_key(**column)) {
            Some(missing) => Err(of_header(missing, "it is missing".to_owned())),
            None => Ok(CouncilSheet { name, text, places }),
        }
    }

    fn rows(&self) -> Result<Vec<CouncilRow<'_>>, TableProblem> {
        let mut reader = csv::Reader::from_reader(self.text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| unreadable(self.name, &error))?;
            let line = record.position().map_or(0, csv::Position::line);
            rows.push(CouncilRow { sheet: self, record, line });
        }
        Ok(rows)
    }
}

fn unreadable(table: &str, error: &csv::Error) -> TableProblem {
    let line = error.position().map(csv::Position::line);
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("{len} cells where the header has {expected_len}")
        }
        _ => format!("cannot be read: {error}"),
    };
    TableProblem { table: table.to_owned(), line, column: None, message }
}

struct CouncilRow<'a> {
    sheet: &'a CouncilSheet<'a>,
    record: csv::StringRecord,
    line: u64,
}

impl CouncilRow<'_> {
    fn problem(&self, column: &str, message: String) -> TableProblem {
        TableProblem {
            table: self.sheet.name.to_owned(),
            line: Some(self.line),
            column: Some(column.to_owned()),
            message,
        }
    }

    fn twice(&self, who: &str, year: u16) -> TableProblem {
        self.problem("year", format!("{who} has a row of {year} already"))
    }

    fn cell(&self, column: &str) -> &str {
        self.sheet.places.get(column).and_then(|&place| self.record.get(place)).unwrap_or_default()
    }

    /// A key, which is never empty.
    fn text(&self, column: &str) -> Result<&str, TableProblem> {
        match self.cell(column) {
            "" => Err(self.problem(column, "it is empty".to_owned())),
            text => Ok(text),
        }
    }

    fn same(&self, column: &str, before: &str, now: &str) -> Result<(), TableProblem> {
        if before == now {
            return Ok(());
        }
        Err(self.problem(column, format!("\"{now}\", and \"{before}\" in a row before")))
    }

    fn year(&self) -> Result<u16, TableProblem> {
        let text = self.text("year")?;
        let year = text.parse().ok().filter(|year| YEARS.contains(year));
        year.ok_or_else(|| self.problem("year", format!("\"{text}\" is no year")))
    }

    fn number(&self, column: &str, kind: CellKind) -> Result<Option<f64>, TableProblem> {
        let text = self.cell(column);
        if text.is_empty() {
            return Ok(None);
        }
        let most = if kind == CellKind::Percent { 100.0 } else { f64::MAX };
        let number = text.parse().ok().filter(|number| (0.0..=most).contains(number));
        let expected = || {
            let what = if kind == CellKind::Percent {
                "no number from 0 to 100"
            } else {
                "no number from 0"
            };
            let message = format!("\"{text}\" is {what}; a cell that is not published is empty");
            self.problem(column, message)
        };
        number.map(Some).ok_or_else(expected)
    }

    fn demand(&self) -> Result<DemandCells, TableProblem> {
        let mut cells = [None; DemandColumn::ALL.len()];
        for &column in DemandColumn::ALL {
            cells[column as usize] = self.number(column.name(), column.kind())?;
        }
        Ok(cells)
    }

    fn workforce(&self) -> Result<WorkforceCells, TableProblem> {
        let mut cells = [None; WorkforceColumn::ALL.len()];
        for &column in WorkforceColumn::ALL {
            cells[column as usize] = self.number(column.name(), column.kind())?;
        }
        Ok(cells)
    }
}
