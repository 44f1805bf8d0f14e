//! The numbers behind a figure, as a table that folds out below it and as a file.

use jiff::civil::Date;
use serde::Serialize;

use crate::measure::{Indicator, PeriodId};
use crate::report::spreadsheet::Tidy;
use crate::report::{format, reading};
use crate::results::{MeasureResult, PeriodValue, RunResult, Series};
use crate::stats::Estimate;

/// A table of a figure's data.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DataTable {
    /// Its columns; the first names the row.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell: as it is read, and as a program reads it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cell {
    #[serde(rename = "words")]
    shown: String,
    /// A number or a day: its parts stand on one line.
    number: bool,
    #[serde(skip)]
    exact: String,
}

impl Cell {
    /// Words.
    #[must_use]
    pub fn words(words: impl Into<String>) -> Cell {
        let words = words.into();
        Cell { shown: words.clone(), number: false, exact: words }
    }

    /// A number, where there is one.
    #[must_use]
    pub fn number(value: Option<f64>) -> Cell {
        match value.filter(|value| value.is_finite()) {
            Some(value) => Cell {
                shown: format::number(value, format::decimals_plain(value)),
                number: true,
                exact: value.to_string(),
            },
            None => Cell { shown: format::NONE.to_owned(), number: false, exact: String::new() },
        }
    }

    /// A number of a study's table, where there is one: a whole one is shown to its last digit.
    #[must_use]
    pub fn of_study(value: Option<f64>) -> Cell {
        match value {
            Some(value) if value.is_finite() && value.fract() != 0.0 => Cell::number(Some(value)),
            Some(value) => Cell::written(value.to_string()),
            None => Cell::words(""),
        }
    }

    /// A number as somebody wrote it.
    #[must_use]
    pub fn written(number: impl Into<String>) -> Cell {
        Cell { number: true, ..Cell::words(number) }
    }

    /// A day.
    #[must_use]
    pub fn day(day: Date) -> Cell {
        Cell { shown: format::date(day), number: true, exact: day.to_string() }
    }
}

impl DataTable {
    /// The table as CSV, to the last digit.
    ///
    /// # Errors
    /// Where `out` cannot be written; where a row has more or fewer cells than there are columns.
    pub fn write(&self, out: impl std::io::Write) -> Result<(), csv::Error> {
        let mut out = Tidy::new(out)?;
        out.write_record(&self.columns)?;
        for row in &self.rows {
            out.write_record(row.iter().map(|cell| &cell.exact))?;
        }
        Ok(out.flush()?)
    }

    /// The same as text.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut bytes = Vec::new();
        self.write(&mut bytes).expect("a vector takes rows that have a cell for every column");
        String::from_utf8(bytes).expect("cells are text")
    }
}

/// Weekly series beside each other: run, the band of chance, twin.
pub(crate) fn of_series(result: &RunResult, of: &[(&str, &Series)]) -> DataTable {
    let banded = |series: &Series| series.points.iter().any(|point| point.chance.is_some());
    let mut columns = vec!["week from".to_owned()];
    for (words, series) in of {
        let name = if of.len() == 1 { String::new() } else { format!("{words}: ") };
        columns.push(format!("{name}mean of all runs [{}]", series.unit));
        // A column belongs to all weeks or to none. A series of a single replication has no band at all.
        if banded(series) {
            columns.extend(
                ["10th", "90th"].map(|at| format!("{name}{at} centile of runs [{}]", series.unit)),
            );
        }
        if result.has_twin {
            columns.push(format!("{name}without publicity [{}]", series.unit));
        }
    }
    let weeks = of.first().map_or(0, |(_, series)| series.points.len());
    let row = |week: usize| {
        let mut row = of
            .first()
            .map(|(_, series)| vec![Cell::day(series.points[week].date)])
            .unwrap_or_default();
        for (_, series) in of {
            let point = series.points.get(week);
            row.push(Cell::number(point.and_then(|point| point.run)));
            if banded(series) {
                let chance = point.and_then(|point| point.chance);
                row.push(Cell::number(chance.map(|chance| chance.p10)));
                row.push(Cell::number(chance.map(|chance| chance.p90)));
            }
            if result.has_twin {
                row.push(Cell::number(point.and_then(|point| point.twin)));
            }
        }
        row
    };
    DataTable { columns, rows: (0..weeks).map(row).collect() }
}

/// These series of the whole service.
pub(crate) fn of_ids(result: &RunResult, ids: &[Indicator]) -> DataTable {
    let mut found: Vec<(&str, &Series)> = Vec::new();
    for &id in ids {
        found.extend(result.series(id).map(|series| (series.label.as_str(), series)));
    }
    of_series(result, &found)
}

/// Every series of these by the scenario's names.
pub(crate) fn of_families(result: &RunResult, of: &[Indicator]) -> DataTable {
    let found = of.iter().flat_map(|&indicator| reading::named_series(result, indicator));
    of_series(result, &found.map(|(_, series)| (series.label.as_str(), series)).collect::<Vec<_>>())
}

/// Measures in one period: run, twin and difference, each with its interval.
pub(crate) fn of_measures<'r>(
    result: &RunResult,
    measures: impl IntoIterator<Item = (String, &'r str, &'r PeriodValue)>,
) -> DataTable {
    let mut columns = vec!["what".to_owned(), "unit".to_owned()];
    let mut worlds = vec!["mean of all runs"];
    if result.has_twin {
        worlds.extend(["without publicity", "difference"]);
    }
    for world in &worlds {
        columns.push((*world).to_owned());
        columns.push(format!("{world}: half-width of its interval"));
    }
    let row = |(words, unit, value): (String, &str, &PeriodValue)| {
        let pair = |estimate: Option<Estimate>| {
            [
                Cell::number(estimate.map(|e| e.mean)),
                Cell::number(estimate.and_then(|e| e.half_width)),
            ]
        };
        let estimates = [value.run, value.twin, value.difference].into_iter().take(worlds.len());
        [Cell::words(words), Cell::words(unit)]
            .into_iter()
            .chain(estimates.flat_map(pair))
            .collect()
    };
    DataTable { columns, rows: measures.into_iter().map(row).collect() }
}

/// All measures of these, over the whole observed period.
pub(crate) fn of_indicators(result: &RunResult, of: &[Indicator]) -> DataTable {
    let like = |measure: &&MeasureResult| of.contains(&measure.id.indicator);
    let found = result.measures.iter().filter(like).filter_map(|measure| {
        let value = measure.values.iter().find(|value| value.period == PeriodId::Observed)?;
        Some((measure.label.clone(), measure.unit.as_str(), value))
    });
    of_measures(result, found)
}

/// How lines over time are read, with what this result has of them.
pub(crate) fn lines(result: &RunResult) -> String {
    let mut text = "The solid line is the mean of all runs".to_owned();
    if result.has_twin {
        text.push_str(", the dashed line the same children with the same luck and no publicity");
    }
    if result.replications.finished > 1 {
        text.push_str(
            "; the shaded band holds the middle 80 % of runs, which is what chance does to one service",
        );
    }
    text.push('.');
    let named = reading::events_named(&result.publicity);
    match result.publicity.len() {
        0 => {}
        1 => text.push_str(&format!(" A vertical line marks {named}.")),
        _ => text.push_str(&format!(" Vertical lines mark {named}.")),
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn every_figure_has_its_data_and_says_how_it_is_read() {
        for result in
            [sample::haringey(), sample::organised(), sample::quiet(), sample::without_twin()]
        {
            for figure in crate::report::plot::figures_of(&result) {
                let data = figure.data(&result);
                assert!(!data.rows.is_empty(), "{} has data", figure.stem);
                assert!(
                    data.rows.iter().all(|row| row.len() == data.columns.len()),
                    "{}",
                    figure.stem
                );
                assert!(figure.reads(&result).ends_with('.'), "{}", figure.stem);
            }
        }
    }

    #[test]
    fn words_that_look_like_a_formula_are_kept_from_being_one() {
        let table = DataTable {
            columns: vec!["=a".into()],
            rows: vec![vec![Cell::words("-b")], vec![Cell::words("'c'")]],
        };
        assert_eq!(table.csv(), "\u{feff}'=a\n'-b\n'c'\n");
    }

    #[test]
    fn a_file_holds_what_the_table_shows_to_the_last_digit() {
        let table = DataTable {
            columns: vec!["a".into(), "b".into()],
            rows: vec![
                vec![Cell::words("x, \"y\""), Cell::number(Some(1.0 / 3.0))],
                vec![Cell::words(""), Cell::number(None)],
            ],
        };
        assert_eq!(table.csv(), "\u{feff}a,b\n\"x, \"\"y\"\"\",0.3333333333333333\n,\n");
        assert_eq!(
            serde_json::to_string(&table.rows[0]).expect("it is text"),
            "[{\"words\":\"x, \\\"y\\\"\",\"number\":false},{\"words\":\"0.33\",\"number\":true}]"
        );
    }

    #[test]
    fn a_study_shows_whole_numbers_whole_and_others_rounded() {
        let of = |value| {
            let Cell { shown, number, exact } = Cell::of_study(value);
            (shown, number, exact)
        };
        assert_eq!(of(Some(1234567.0)), ("1234567".into(), true, "1234567".into()));
        assert_eq!(of(Some(0.12345)), ("0.12".into(), true, "0.12345".into()));
        assert_eq!(of(None), (String::new(), false, String::new()));
    }
}
