//! Tidy tables for spreadsheets, R and Python: one value a row, every key in its own column.

use std::io::Write;

use super::spreadsheet::Tidy;
use crate::results::{ReplicationRow, RunResult, WeekPoint};

/// `weekly.csv`: week, series, unit, world, statistic, value. Values that do not exist have no row.
///
/// # Errors
/// Where `out` cannot be written.
pub fn weekly(result: &RunResult, out: impl Write) -> Result<(), csv::Error> {
    let mut table = Tidy::new(out)?;
    table.write_record(["week", "series", "unit", "world", "statistic", "value"])?;
    for series in &result.weekly {
        let id = series.id.to_string();
        for point in &series.points {
            let week = point.date.to_string();
            for (world, statistic, value) in statistics(point) {
                // The pressure of a service without staff is infinite, and no program can add it up.
                if let Some(value) = value.filter(|value| value.is_finite()) {
                    table.write_record([
                        &week,
                        &id,
                        &series.unit,
                        world,
                        statistic,
                        &value.to_string(),
                    ])?;
                }
            }
        }
    }
    table.flush()?;
    Ok(())
}

/// `estimates.csv`: period, measure, unit, world, mean, half_width of its 95 % interval, its ends low and high and, of a difference
/// that too few pairs of runs show, unequal_pairs. Values that do not exist have no row.
///
/// # Errors
/// Where `out` cannot be written.
pub fn estimates(result: &RunResult, out: impl Write) -> Result<(), csv::Error> {
    let mut table = Tidy::new(out)?;
    table.write_record([
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
                let number =
                    |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
                let ends =
                    [Some(estimate.mean), estimate.half_width, estimate.low(), estimate.high()]
                        .map(number);
                let pairs = estimate
                    .not_shown()
                    .map_or_else(String::new, |(unequal, _)| unequal.to_string());
                let period = value.period.to_string();
                let keys = [&*period, &id, &measure.unit, world];
                table.write_record(
                    keys.into_iter().chain(ends.iter().map(String::as_str)).chain([&*pairs]),
                )?;
            }
        }
    }
    table.flush()?;
    Ok(())
}

fn statistics(point: &WeekPoint) -> [(&'static str, &'static str, Option<f64>); 7] {
    [
        ("run", "mean", point.run),
        ("twin", "mean", point.twin),
        ("run", "p10", point.chance.map(|chance| chance.p10)),
        ("run", "p25", point.chance.map(|chance| chance.p25)),
        ("run", "p50", point.chance.map(|chance| chance.p50)),
        ("run", "p75", point.chance.map(|chance| chance.p75)),
        ("run", "p90", point.chance.map(|chance| chance.p90)),
    ]
}

/// `replications.csv`: replication, world, period, measure, value.
///
/// # Errors
/// Where `out` cannot be written.
pub fn replications(
    rows: &mut dyn Iterator<Item = ReplicationRow<'_>>,
    out: impl Write,
) -> Result<(), csv::Error> {
    let mut table = Tidy::new(out)?;
    table.write_record(["replication", "world", "period", "measure", "value"])?;
    for row in rows {
        let (replication, period, value) =
            (row.replication.to_string(), row.period.to_string(), row.value.to_string());
        table.write_record([
            replication.as_str(),
            row.world,
            &period,
            &row.measure.to_string(),
            &value,
        ])?;
    }
    table.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{Indicator, Member, PeriodId};
    use crate::report::sample;

    #[test]
    fn weekly_rows_are_tidy_and_skip_what_does_not_exist() {
        let mut result = sample::haringey();
        result.weekly.truncate(1);
        result.weekly[0].points.truncate(2);
        result.weekly[0].points[0].twin = None;
        result.weekly[0].points[1].run = Some(f64::INFINITY);
        let mut out = Vec::new();
        weekly(&result, &mut out).expect("a vector can be written");
        let text = String::from_utf8(out).expect("it is text");
        assert_eq!(text.lines().next(), Some("\u{feff}week,series,unit,world,statistic,value"));
        assert_eq!(text.lines().count(), 1 + 6 + 6);
        assert!(text.contains("2006-03-27,referrals,referrals a week,run,mean,"));
    }

    #[test]
    fn names_with_commas_are_quoted() {
        let row = ReplicationRow {
            replication: 3,
            world: "twin",
            period: PeriodId::YearAfter,
            measure: &Indicator::WaitMedian.of(Member::Allocation("assessment".into())),
            value: 2.5,
        };
        let mut out = Vec::new();
        replications(&mut std::iter::once(row), &mut out).expect("a vector can be written");
        let text = String::from_utf8(out).expect("it is text");
        assert!(text.ends_with("3,twin,year_after,\"wait_median[allocation, assessment]\",2.5\n"));
    }
}
