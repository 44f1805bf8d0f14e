//! Finding one's way in a result: which periods and worlds there are, and what they are called.

use jiff::civil::Date;

use crate::measure::{Indicator, MeasureId, Member, PeriodId};
use crate::results::{MeasureResult, Period, PeriodValue, PublicityMark, RunResult, Series};
use crate::stats::Estimate;

use super::format;

/// What one column of a table, or one bar of a figure, shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownWorld {
    /// The run.
    Run,
    /// The twin without publicity.
    Twin,
    /// Run minus twin.
    Difference,
}

/// One column: a period in one world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub heading: &'static str,
    /// The period.
    pub period: PeriodId,
    /// Which world.
    pub world: ShownWorld,
}

impl Column {
    /// The value of a measure in this column.
    #[must_use]
    pub fn of<'a>(&self, value: &'a PeriodValue) -> Option<&'a Estimate> {
        match self.world {
            ShownWorld::Run => value.run.as_ref(),
            ShownWorld::Twin => value.twin.as_ref(),
            ShownWorld::Difference => value.difference.as_ref(),
        }
    }

    /// The bound of a centile that is not reached in this column.
    #[must_use]
    pub fn more_than(&self, value: &PeriodValue) -> Option<f64> {
        match self.world {
            ShownWorld::Run => value.more_than,
            ShownWorld::Twin => value.more_than_twin,
            ShownWorld::Difference => None,
        }
    }
}

/// The columns that this result can fill: before, year after, without publicity and difference, or the observed period alone.
#[must_use]
pub fn columns(result: &RunResult) -> Vec<Column> {
    let column = |heading, period, world| Column { heading, period, world };
    let Some(period) = headline_period(result).filter(|id| *id == PeriodId::YearAfter) else {
        let mut columns = vec![column("observed", PeriodId::Observed, ShownWorld::Run)];
        if result.is_about_chance() && result.has_twin {
            columns.push(column("without publicity", PeriodId::Observed, ShownWorld::Twin));
            columns.push(column("difference", PeriodId::Observed, ShownWorld::Difference));
        }
        return columns;
    };
    let mut columns = Vec::new();
    if result.period(PeriodId::Before).is_some_and(|before| before.days > 0.0) {
        columns.push(column("before", PeriodId::Before, ShownWorld::Run));
    }
    // The run may end before the year is over, and then the heading does not say year.
    let is_year = result.period(period).is_none_or(|after| after.days >= crate::time::A_YEAR);
    columns.push(column(if is_year { "year after" } else { "after" }, period, ShownWorld::Run));
    if result.has_twin {
        columns.push(column("without publicity", period, ShownWorld::Twin));
        columns.push(column("difference", period, ShownWorld::Difference));
    }
    columns
}

/// The headline's period, where it is one that tables know.
#[must_use]
pub fn headline_period(result: &RunResult) -> Option<PeriodId> {
    [PeriodId::YearAfter, PeriodId::Observed].into_iter().find(|id| *id == result.headline.period)
}

/// The publicity that the headline is about: the first event of the observed period.
#[must_use]
pub fn publicity(result: &RunResult) -> Option<&PublicityMark> {
    (result.headline.period == PeriodId::YearAfter).then(|| result.publicity.first()).flatten()
}

/// When the headline's children came to notice, as the end of a sentence.
#[must_use]
pub fn when(result: &RunResult) -> String {
    match publicity(result) {
        Some(mark) => crate::time::after_in_words(mark.date, days_after(result)),
        None if is_one_day(result) => format!("on {}", format::date(result.observed_from)),
        None => format!("from {}", span(result)),
    }
}

/// The headline's time as a noun: `year after 11 November 2008`, or the day itself.
#[must_use]
pub fn time_after(result: &RunResult) -> String {
    match publicity(result) {
        Some(mark) if days_after(result).round() <= 1.0 => format::date(mark.date),
        Some(mark) => format!("{} after {}", stretch(result), format::date(mark.date)),
        None if is_one_day(result) => format::date(result.observed_from),
        None => when(result),
    }
}

/// Days of the headline's period.
fn days_after(result: &RunResult) -> f64 {
    result.period(result.headline.period).map_or(0.0, |period| period.days)
}

/// What the headline's period is, as a noun: `year`, or `207 days` where the run ends before a year is over; `time` where it is
/// no year after anything.
#[must_use]
pub fn stretch(result: &RunResult) -> String {
    match publicity(result) {
        Some(_) => crate::time::stretch_in_words(days_after(result)),
        None => "time".to_owned(),
    }
}

/// The twin's time that stands beside the headline's: `in the same year`, `in the same 207 days`, `on the same day`.
#[must_use]
pub fn in_the_same(result: &RunResult) -> String {
    let stretch = stretch(result);
    if stretch == "day" { "on the same day".to_owned() } else { format!("in the same {stretch}") }
}

/// What stands before the publicity, as the start of `it is`: `before "A"`, or `in the 45 days before` where less than a year counts.
#[must_use]
pub fn before(result: &RunResult) -> String {
    let counted = |before: &Period| {
        // Children who come to notice after that day settle after the publicity, so those days do not count.
        crate::time::days_between(before.from, before.noticed_to)
    };
    match result.period(PeriodId::Before).map(counted) {
        Some(days) if days < crate::time::A_YEAR => {
            let stretch = crate::time::stretch_in_words(days);
            if stretch == "day" {
                "on the one day before".to_owned()
            } else {
                format!("in the {stretch} before")
            }
        }
        _ => format!("before {}", the_publicity(result)),
    }
}

/// What is to be said in place of a miss rate before the publicity, where there is none.
#[must_use]
pub fn nothing_before(result: &RunResult) -> &'static str {
    match result.period(PeriodId::Before) {
        Some(before) if before.noticed_to > before.from => "nobody comes to notice before it",
        Some(before) if before.to > before.from => {
            "before it nobody counts, because the time to protect them would run into it"
        }
        _ => "nothing is observed before it",
    }
}

/// The publicity by name: the first event's, and how many more there are: `A and 2 more`. Empty where the headline is about none.
#[must_use]
pub fn publicity_named(result: &RunResult) -> String {
    let Some(first) = publicity(result) else { return String::new() };
    match result.publicity.len() {
        0 | 1 => first.label.clone(),
        n => format!("{} and {} more", first.label, n - 1),
    }
}

/// Events by name, as they stand in a sentence: `"A"`, or `"A" and 2 more`.
#[must_use]
pub fn events_named(events: &[PublicityMark]) -> String {
    match events {
        [] => "the publicity".to_owned(),
        [only] => format!("\"{}\"", only.label),
        [first, more @ ..] => format!("\"{}\" and {} more", first.label, more.len()),
    }
}

/// What the twin lacks, as it stands in a sentence: the events by name, or in words where they have none.
#[must_use]
pub fn the_publicity(result: &RunResult) -> String {
    if result.is_about_chance() {
        return "the publicity that comes by chance".to_owned();
    }
    match publicity(result) {
        Some(_) => events_named(&result.publicity),
        None => "the publicity".to_owned(),
    }
}

/// The observed period: `27 March 2006 to 20 March 2011`.
#[must_use]
pub fn span(result: &RunResult) -> String {
    // The horizon is the first day that is not observed. People name the last day that is.
    let last = result.horizon.yesterday().unwrap_or(result.horizon);
    if is_one_day(result) {
        return format::date(result.observed_from);
    }
    format!("{} to {}", format::date(result.observed_from), format::date(last))
}

/// True where a single day is observed.
#[must_use]
pub fn is_one_day(result: &RunResult) -> bool {
    result.observed_from.tomorrow().is_ok_and(|next| result.horizon <= next)
}

/// The target window in words: `within 45 working days`.
#[must_use]
pub fn window(result: &RunResult) -> String {
    format!("within {} working days", result.target_working_days)
}

/// Decimals of the difference of the rates of every 100 that a headline gives.
#[must_use]
pub fn decimals_of_difference(result: &RunResult) -> usize {
    let half = result.headline.miss_rate_difference.and_then(|difference| difference.half_width);
    half.map_or(1, |half| format::decimals_for(100.0 * half)).clamp(1, 2)
}

/// Decimals of the rates of every 100 that a headline sets beside their difference: one more than it has, where the rates would
/// not differ by it as they are printed.
#[must_use]
pub fn decimals_of_rates(result: &RunResult) -> usize {
    let headline = &result.headline;
    let (Some(run), Some(twin), Some(difference)) =
        (&headline.miss_rate, &headline.miss_rate_twin, &headline.miss_rate_difference)
    else {
        return 0;
    };
    let decimals = decimals_of_difference(result);
    let [run, twin, difference] = [run, twin, difference].map(|rate| 100.0 * rate.mean);
    decimals + usize::from(!format::differ_as_printed(run, twin, difference, decimals))
}

/// A miss rate as so many of every 100, with the decimals that its difference needs.
#[must_use]
pub fn of_every_100(result: &RunResult, rate: &Estimate) -> String {
    format::number(100.0 * rate.mean, decimals_of_rates(result))
}

/// A miss rate as whole children of a hundred: the one rounding for what is said, shown as signs and compared.
#[must_use]
pub fn whole_of_100(rate: f64) -> usize {
    // The text resolves ties, so that the hundred signs agree with the sentence beside them.
    format::number(100.0 * rate.clamp(0.0, 1.0), 0).parse().unwrap_or(0)
}

/// The one denominator of every miss rate in words: came to notice, less those whose risk ended first.
#[must_use]
pub fn of_whom(result: &RunResult) -> String {
    format!(
        "high-risk children who come to notice {}, and whose risk does not end first,",
        when(result)
    )
}

/// The denominator of the miss rate in numbers, in the run or in the twin: the mean of those who came to notice less the mean of
/// those whose risk ended first (children).
#[must_use]
pub fn base_of_rate(result: &RunResult, world: ShownWorld) -> Option<f64> {
    let mean = |id: Indicator| {
        let value = result.value(id, result.headline.period)?;
        let estimate = if world == ShownWorld::Twin { value.twin } else { value.run };
        estimate.map(|estimate| estimate.mean)
    };
    // A child whose risk ended before the time was up is neither missed nor found, and stays outside the rate.
    Some(mean(Indicator::Noticed)? - mean(Indicator::Resolved)?)
}

/// Members of an indicator and their measures, in the order of the catalogue.
pub fn members(
    result: &RunResult,
    indicator: Indicator,
) -> impl Iterator<Item = (&Member, &MeasureResult)> {
    let of = move |measure: &&MeasureResult| measure.id.indicator == indicator;
    result
        .measures
        .iter()
        .filter(of)
        .filter_map(|measure| Some((measure.id.member.as_ref()?, measure)))
}

/// The measures of an indicator by the scenario's names: `caseload[assessment]` under `assessment`.
pub fn named(
    result: &RunResult,
    indicator: Indicator,
) -> impl Iterator<Item = (&str, &MeasureResult)> {
    members(result, indicator).filter_map(|(member, measure)| Some((name(member)?, measure)))
}

/// The weekly series of an indicator by the scenario's names.
pub fn named_series(
    result: &RunResult,
    indicator: Indicator,
) -> impl Iterator<Item = (&str, &Series)> {
    let of = move |series: &&Series| series.id.indicator == indicator;
    result
        .weekly
        .iter()
        .filter(of)
        .filter_map(|series| Some((name(series.id.member.as_ref()?)?, series)))
}

fn name(member: &Member) -> Option<&str> {
    match member {
        Member::Named(name) => Some(name),
        _ => None,
    }
}

/// True of what the whole chain leads to: misses, by any route, and the harm expected.
#[must_use]
pub fn is_an_answer(id: &MeasureId) -> bool {
    use Indicator::{ExpectedHarms, MissRate, MissRateWithin, Missed};
    matches!(id.indicator, ExpectedHarms | MissRate | MissRateWithin | Missed)
}

/// The difference of a measure to the twin in the headline's period.
#[must_use]
pub fn difference(result: &RunResult, id: impl Into<MeasureId>) -> Option<&Estimate> {
    result.value(id, result.headline.period)?.difference.as_ref()
}

/// The days on which publicity began, in order.
pub fn marks(result: &RunResult) -> impl Iterator<Item = (Date, &str)> {
    result.publicity.iter().map(|mark| (mark.date, mark.label.as_str()))
}

/// `200 replications`, and of how many where the run was interrupted.
#[must_use]
pub fn replications(result: &RunResult) -> String {
    let finished =
        format::counted(u64::from(result.replications.finished), "replication", "replications");
    if result.replications.complete {
        finished
    } else {
        format!(
            "{finished} of {} (interrupted)",
            format::count(u64::from(result.replications.asked))
        )
    }
}

/// The replications that were looked at one by one: all of them, or the first that a long run keeps as they are.
#[must_use]
pub fn looked_at(looked: u64, finished: u64) -> String {
    if looked < finished {
        format!("the first {}", format::counted(looked, "replication", "replications"))
    } else {
        format::counted(finished, "replication", "replications")
    }
}
