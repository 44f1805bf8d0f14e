//! What a result has of the organisation around the work: columns, shares and money.
//!
//! A block that the scenario lacks has no measures, and every question here then finds nothing.

use jiff::civil::Date;

use crate::measure::{Indicator, MeasureId, Member, PeriodId};
use crate::results::{PeriodValue, RunResult};
use crate::stats::Estimate;

use super::format;
use super::reading::{self, Column, ShownWorld};
pub use crate::words::pounds::Pounds;

/// The columns of a level or a rate: as [`reading::columns`], and beside a twin where only tragedies make publicity.
#[must_use]
pub fn columns(result: &RunResult) -> Vec<Column> {
    if reading::publicity(result).is_some() { reading::columns(result) } else { observed(result) }
}

/// The columns of what is added up over the whole observed period.
#[must_use]
pub fn observed(result: &RunResult) -> Vec<Column> {
    let column = |heading, world| Column { heading, period: PeriodId::Observed, world };
    if !result.has_twin {
        return vec![column("observed", ShownWorld::Run)];
    }
    vec![
        column("with publicity", ShownWorld::Run),
        column("without publicity", ShownWorld::Twin),
        column("difference", ShownWorld::Difference),
    ]
}

/// A measure over the observed period.
#[must_use]
pub fn over_all(result: &RunResult, id: impl Into<MeasureId>) -> Option<&PeriodValue> {
    result.value(id, PeriodId::Observed)
}

/// An estimate in another unit.
#[must_use]
pub fn scaled(estimate: &Estimate, factor: f64) -> Estimate {
    estimate.times(factor)
}

/// `prices of 2008`, or nothing where the year is not known.
#[must_use]
pub fn prices(result: &RunResult) -> String {
    result.price_year.map_or_else(String::new, |year| format!("prices of {year}"))
}

/// Lines of spending that are not 0 in any world, and the sum of all: name and measure.
#[must_use]
pub fn money(result: &RunResult) -> Vec<(String, MeasureId)> {
    if result.measure(Indicator::Money).is_none() {
        return Vec::new();
    }
    let spent = |id: &MeasureId| {
        over_all(result, id).is_some_and(|value| {
            [value.run, value.twin].iter().flatten().any(|estimate| estimate.mean.abs() > 0.0)
        })
    };
    let mut lines: Vec<(String, MeasureId)> = reading::named(result, Indicator::Money)
        .filter(|(_, measure)| spent(&measure.id))
        .map(|(name, measure)| (name.to_owned(), measure.id.clone()))
        .collect();
    lines.push(("in all".to_owned(), Indicator::Money.into()));
    lines
}

/// The shares of an indicator by member, the largest first: `neglect (41 % ± 3)`.
#[must_use]
pub fn shares(result: &RunResult, of: Indicator) -> Vec<String> {
    let mut shares: Vec<(&Member, &Estimate)> = reading::members(result, of)
        .filter_map(|(member, measure)| {
            Some((member, over_all(result, &measure.id)?.run.as_ref()?))
        })
        .filter(|(_, share)| share.mean > 0.0)
        .collect();
    shares.sort_by(|a, b| b.1.mean.total_cmp(&a.1.mean));
    shares
        .into_iter()
        .map(|(member, share)| format!("{member} ({})", format::short(Some(share), "share")))
        .collect()
}

/// The month by whose end half of a weekly count had come about in the run.
#[must_use]
pub fn half_by(result: &RunResult, series: impl Into<MeasureId>) -> Option<Date> {
    let points = &result.series(series.into())?.points;
    let all: f64 = points.iter().filter_map(|point| point.run).sum();
    let mut so_far = 0.0;
    let week = points.iter().find(|point| {
        so_far += point.run.unwrap_or(0.0);
        // An empty series has no week that reaches half of its count.
        all > 0.0 && 2.0 * so_far >= all
    })?;
    Some(week.date.first_of_month())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn half_of_a_count_has_come_in_the_week_that_reaches_it() {
        let mut result = sample::organised();
        let series = result
            .weekly
            .iter_mut()
            .find(|series| series.id == Indicator::Referrals.into())
            .expect("it is in the sample");
        series.points.iter_mut().for_each(|point| point.run = Some(0.0));
        series.points[100].run = Some(3.0);
        series.points[200].run = Some(4.0);
        let date = series.points[200].date;
        assert_eq!(half_by(&result, Indicator::Referrals), Some(date.first_of_month()));
        assert_eq!(half_by(&sample::haringey(), Indicator::Blame), None);
    }

    #[test]
    fn a_result_without_blocks_has_none_of_it() {
        let result = sample::haringey();
        assert!(money(&result).is_empty());
        assert!(prices(&result).is_empty() && half_by(&result, Indicator::Blame).is_none());
    }
}
