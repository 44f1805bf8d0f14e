//! Tables for spreadsheets, R and Python, in two forms: wide, with a column for each measure or statistic, and long, with one value
//! a row.

use std::io::Write;

use super::spreadsheet::Tidy;
use crate::results::{ReplicationRow, RunResult, WeekPoint};
use crate::stats::Spread;

/// `weekly.csv`: a row for each week and series; a column for the mean of run and of twin and for each centile. What does not
/// exist is empty.
///
/// # Errors
/// Where `out` cannot be written.
pub fn weekly(result: &RunResult, out: impl Write) -> Result<(), csv::Error> {
    let mut table = Tidy::new(out)?;
    table.row(&["week", "series", "unit", "run", "twin", "p10", "p25", "p50", "p75", "p90"])?;
    for series in &result.weekly {
        let id = series.id.to_string();
        for point in &series.points {
            let week = point.date.to_string();
            let values = statistics(point).map(|(_, _, value)| value.map(text).unwrap_or_default());
            let [run, twin, p10, p25, p50, p75, p90] = &values;
            table.row(&[&*week, &id, &series.unit, run, twin, p10, p25, p50, p75, p90])?;
        }
    }
    table.flush()?;
    Ok(())
}

/// `weekly-long.csv`: week, series, unit, world, statistic, value. Values that do not exist have no row.
///
/// # Errors
/// Where `out` cannot be written.
pub fn weekly_long(result: &RunResult, out: impl Write) -> Result<(), csv::Error> {
    let mut table = Tidy::new(out)?;
    table.row(&["week", "series", "unit", "world", "statistic", "value"])?;
    for series in &result.weekly {
        let id = series.id.to_string();
        for point in &series.points {
            let week = point.date.to_string();
            for (world, statistic, value) in statistics(point) {
                if let Some(value) = value {
                    let value = text(value);
                    table.row(&[&*week, &id, &series.unit, world, statistic, &value])?;
                }
            }
        }
    }
    table.flush()?;
    Ok(())
}

fn text(value: f64) -> String {
    value.to_string()
}

/// `estimates.csv`: period, measure, unit, world, mean, half_width of its 95 % interval, its ends low and high and, of a difference
/// that too few pairs of runs show, unequal_pairs. Values that do not exist have no row.
///
/// # Errors
/// Where `out` cannot be written.
pub fn estimates(result: &RunResult, out: impl Write) -> Result<(), csv::Error> {
    let mut table = Tidy::new(out)?;
    table.row(&[
        "period",
        "measure",
        "unit",
        "world",
        "mean",
        "half_width",
        "low",
        "high",
        "unequal_pairs",
    ])?;
    for measure in &result.measures {
        let id = measure.id.to_string();
        for value in &measure.values {
            let worlds =
                [("run", value.run), ("twin", value.twin), ("difference", value.difference)];
            for (world, estimate) in worlds {
                let Some(estimate) = estimate.filter(|estimate| estimate.mean.is_finite()) else {
                    continue;
                };
                let number = |value: Option<f64>| value.map(text).unwrap_or_default();
                let ends =
                    [Some(estimate.mean), estimate.half_width, estimate.low(), estimate.high()]
                        .map(number);
                let pairs = match estimate.not_shown() {
                    Some((unequal, _)) => unequal.to_string(),
                    None => String::new(),
                };
                let period = value.period.to_string();
                let [mean, half_width, low, high] = &ends;
                table.row(&[
                    &*period,
                    &id,
                    &measure.unit,
                    world,
                    mean,
                    half_width,
                    low,
                    high,
                    &pairs,
                ])?;
            }
        }
    }
    table.flush()?;
    Ok(())
}

/// The statistics of a week by world and name. The pressure of a service without staff is infinite, and no program can add it up.
fn statistics(point: &WeekPoint) -> [(&'static str, &'static str, Option<f64>); 7] {
    let centile = |of: fn(&Spread) -> f64| point.chance.as_ref().map(of);
    [
        ("run", "mean", point.run),
        ("twin", "mean", point.twin),
        ("run", "p10", centile(|chance| chance.p10)),
        ("run", "p25", centile(|chance| chance.p25)),
        ("run", "p50", centile(|chance| chance.p50)),
        ("run", "p75", centile(|chance| chance.p75)),
        ("run", "p90", centile(|chance| chance.p90)),
    ]
    .map(|(world, name, value)| (world, name, value.filter(|value| value.is_finite())))
}

/// `replications.csv`: a row for each replication, world and period; a column for each measure. What does not exist is empty.
///
/// # Errors
/// Where `out` cannot be written.
pub fn replications<'r>(
    rows: impl Iterator<Item = ReplicationRow<'r>>,
    out: impl Write,
) -> Result<(), csv::Error> {
    let mut table = Tidy::new(out)?;
    let keys = ["replication", "world", "period"].map(str::to_owned);
    let mut rows = rows.peekable();
    let measures = rows.peek().map_or_else(Vec::new, |row| {
        row.values.iter().map(|(measure, _)| measure.to_string()).collect()
    });
    table.write_record(keys.iter().chain(&measures))?;
    for row in rows {
        let keys = [row.replication.to_string(), row.world.to_owned(), row.period.to_string()];
        let values = row.values.into_iter().map(|(_, value)| value.map_or_else(String::new, text));
        table.write_record(keys.into_iter().chain(values))?;
    }
    table.flush()?;
    Ok(())
}

/// `replications-long.csv`: replication, world, period, measure, value. Values that do not exist have no row.
///
/// # Errors
/// Where `out` cannot be written.
pub fn replications_long<'r>(
    rows: impl Iterator<Item = ReplicationRow<'r>>,
    out: impl Write,
) -> Result<(), csv::Error> {
    let mut table = Tidy::new(out)?;
    table.row(&["replication", "world", "period", "measure", "value"])?;
    for row in rows {
        let (replication, period) = (row.replication.to_string(), row.period.to_string());
        for (measure, value) in row.values {
            if let Some(value) = value {
                let (measure, value) = (measure.to_string(), text(value));
                table.row(&[&*replication, row.world, &period, &measure, &value])?;
            }
        }
    }
    table.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{Indicator, Member, PeriodId};
    use crate::report::sample;

    fn written(write: impl FnOnce(&mut Vec<u8>) -> Result<(), csv::Error>) -> String {
        let mut out = Vec::new();
        write(&mut out).expect("a vector can be written");
        String::from_utf8(out).expect("it is text")
    }

    #[test]
    fn weeks_are_told_wide_and_long_without_what_does_not_exist() {
        let mut result = sample::haringey();
        result.weekly.truncate(1);
        result.weekly[0].points.truncate(2);
        result.weekly[0].points[0].twin = None;
        result.weekly[0].points[1].run = Some(f64::INFINITY);
        let wide = written(|out| weekly(&result, out));
        let lines: Vec<&str> = wide.lines().collect();
        assert_eq!(lines[0], "\u{feff}week,series,unit,run,twin,p10,p25,p50,p75,p90");
        let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        let empty = |line: &str| {
            let cells = cells(line);
            (0..cells.len()).filter(|&place| cells[place].is_empty()).collect::<Vec<_>>()
        };
        assert_eq!(lines.len(), 3);
        assert_eq!(cells(lines[1])[..3], ["2006-03-27", "referrals", "referrals a week"]);
        assert_eq!((empty(lines[1]), empty(lines[2])), (vec![4], vec![3]));
        let long = written(|out| weekly_long(&result, out));
        assert_eq!(long.lines().next(), Some("\u{feff}week,series,unit,world,statistic,value"));
        assert_eq!(long.lines().count(), 1 + 6 + 6);
        let first =
            format!("2006-03-27,referrals,referrals a week,run,mean,{}", cells(lines[1])[3]);
        assert_eq!(long.lines().nth(1), Some(&*first));
    }

    #[test]
    fn replications_are_told_wide_and_long_and_names_with_commas_are_quoted() {
        let waits = Indicator::WaitMedian.of(Member::Allocation("assessment".into()));
        let missed = Indicator::Missed.into();
        let row = |replication, value| ReplicationRow {
            replication,
            world: "twin",
            period: PeriodId::YearAfter,
            values: vec![(&waits, value), (&missed, Some(4.0))],
        };
        let rows = || [row(3, Some(2.5)), row(4, None)].into_iter();
        assert_eq!(
            written(|out| replications(rows(), out)),
            "\u{feff}replication,world,period,\"wait_median[allocation, assessment]\",missed\n\
             3,twin,year_after,2.5,4\n4,twin,year_after,,4\n"
        );
        assert_eq!(
            written(|out| replications_long(rows(), out)),
            "\u{feff}replication,world,period,measure,value\n\
             3,twin,year_after,\"wait_median[allocation, assessment]\",2.5\n\
             3,twin,year_after,missed,4\n4,twin,year_after,missed,4\n"
        );
        let nothing = written(|out| replications(std::iter::empty(), out));
        assert_eq!(nothing, "\u{feff}replication,world,period\n");
    }
}
