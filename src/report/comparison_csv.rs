//! Tidy tables of a comparison: one value a row, every key in its own column.

use std::io::Write;

use crate::results::comparison::{ComparisonResult, MeasureDifference, PeriodDifference};
use crate::stats::Estimate;

use super::spreadsheet::Tidy;

/// `comparison.csv`: side, baseline, measure, label, unit, period, value, baseline_value, difference, half_width,
/// variance_ratio, then the ends of the difference's interval and, where too few pairs of runs differ, how many do. What does not exist is empty; a row without any value is left out.
///
/// # Errors
/// Where `out` cannot be written.
pub fn differences(found: &ComparisonResult, out: impl Write) -> Result<(), csv::Error> {
    let mut table = Tidy::new(out)?;
    table.write_record([
        "side",
        "baseline",
        "measure",
        "label",
        "unit",
        "period",
        "value",
        "baseline_value",
        "difference",
        "half_width",
        "variance_ratio",
        "low",
        "high",
        "unequal_pairs",
    ])?;
    for against in &found.against {
        for measure in &against.measures {
            for value in measure
                .periods
                .iter()
                .filter(|value| value.value.is_some() || value.baseline_value.is_some())
            {
                let keys = [&found.side(against).id, &found.baseline().id];
                table.write_record(
                    keys.into_iter()
                        .map(String::as_str)
                        .chain(cells(measure, value).iter().map(|s| &**s)),
                )?;
            }
        }
    }
    table.flush()?;
    Ok(())
}

fn cells(measure: &MeasureDifference, value: &PeriodDifference) -> [String; 12] {
    let mean = |estimate: Option<Estimate>| number(estimate.map(|estimate| estimate.mean));
    [
        measure.id.to_string(),
        measure.label.clone(),
        measure.unit.clone(),
        value.period.to_string(),
        mean(value.value),
        mean(value.baseline_value),
        mean(value.difference),
        number(value.difference.and_then(|difference| difference.half_width)),
        number(value.variance_ratio),
        number(value.difference.and_then(|difference| difference.low())),
        number(value.difference.and_then(|difference| difference.high())),
        number(
            value
                .difference
                .and_then(|difference| difference.not_shown())
                .map(|(unequal, _)| unequal as f64),
        ),
    ]
}

fn number(value: Option<f64>) -> String {
    value.filter(|value| value.is_finite()).map_or_else(String::new, |value| value.to_string())
}

/// `missed.csv`: replication, side, missed, noticed, expected_harms in the headline's period.
///
/// # Errors
/// Where `out` cannot be written.
pub fn missed(found: &ComparisonResult, out: impl Write) -> Result<(), csv::Error> {
    let mut table = Tidy::new(out)?;
    table.write_record(["replication", "side", "missed", "noticed", "expected_harms"])?;
    for side in &found.sides {
        for counts in &side.counts {
            let numbers = [counts.missed, counts.noticed, counts.expected_harms]
                .map(|value| value.to_string());
            let [missed, noticed, harms] = &numbers;
            table.write_record([
                &counts.replication.to_string(),
                &side.id,
                missed,
                noticed,
                harms,
            ])?;
        }
    }
    table.flush()?;
    Ok(())
}
