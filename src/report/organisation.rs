//! What a result has of the organisation around the work: inspections and money.
//!
//! A block that the scenario lacks has no measures, and every question here then finds nothing.

use jiff::civil::Date;

use crate::measure::{INSPECTION_GRADES, Indicator, MeasureId, Member, PeriodId};
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

/// One inspection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InspectionDay {
    /// Its day.
    pub date: Date,
    /// True where it was held after publicity that a twin lacks, so that both may differ.
    pub has_twin: bool,
}

impl InspectionDay {
    /// Shares of runs by the grade given, best first.
    #[must_use]
    pub fn grades<'a>(
        &self,
        result: &'a RunResult,
        world: ShownWorld,
    ) -> [Option<&'a Estimate>; 4] {
        INSPECTION_GRADES.map(|grade| {
            let id = Indicator::Inspection.of(Member::Graded(self.date, grade));
            let value = over_all(result, id)?;
            column(world).of(value)
        })
    }

    /// Mean score of the files read.
    #[must_use]
    pub fn score<'a>(&self, result: &'a RunResult, world: ShownWorld) -> Option<&'a Estimate> {
        column(world)
            .of(over_all(result, Indicator::InspectionScore.of(Member::HeldOn(self.date)))?)
    }

    /// The true miss rate of the children who came to notice in the time whose files were read.
    #[must_use]
    pub fn miss_rate<'a>(&self, result: &'a RunResult, world: ShownWorld) -> Option<&'a Estimate> {
        column(world)
            .of(over_all(result, Indicator::InspectionMissRate.of(Member::HeldOn(self.date)))?)
    }

    /// How many runs were judged good or better, and of how many: a count of few runs is not told as a share of a hundred.
    #[must_use]
    pub fn good(&self, result: &RunResult, world: ShownWorld) -> Option<(u64, u64)> {
        let [outstanding, good, ..] = self.grades(result, world);
        let (outstanding, good) = (outstanding?, good?);
        // The grades are shares of the runs judged. Their product with that number is a count, but for rounding.
        let runs = good.replications as f64;
        Some((((outstanding.mean + good.mean) * runs).round() as u64, good.replications as u64))
    }
}

const fn column(world: ShownWorld) -> Column {
    Column { heading: "", period: PeriodId::Observed, world }
}

/// The inspections, by date.
#[must_use]
pub fn inspections(result: &RunResult) -> Vec<InspectionDay> {
    let first = reading::publicity(result).map(|mark| mark.date);
    let mut all: Vec<InspectionDay> = reading::members(result, Indicator::InspectionScore)
        .filter_map(|(member, _)| {
            let Member::HeldOn(date) = *member else { return None };
            // Run and twin are the same before the first event. If only tragedies make publicity, there is no first
            // event.
            let has_twin = result.has_twin && first.is_none_or(|first| date >= first);
            Some(InspectionDay { date, has_twin })
        })
        .collect();
    all.sort_by_key(|inspected| inspected.date);
    all
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
    fn an_inspection_stands_beside_the_miss_rate_of_the_time_whose_files_were_read() {
        let result = sample::organised();
        let found: Vec<(Option<f64>, bool)> = inspections(&result)
            .iter()
            .map(|i| (i.miss_rate(&result, ShownWorld::Run).map(|e| e.mean), i.has_twin))
            .collect();
        assert_eq!(found, [(Some(0.631), false), (Some(0.702), true)]);
    }

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
        assert!(inspections(&result).is_empty() && money(&result).is_empty());
        assert!(prices(&result).is_empty() && half_by(&result, Indicator::Blame).is_none());
    }
}
