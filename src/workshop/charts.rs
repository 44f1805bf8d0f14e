//! Charts of a side as numbers and words: the page's script only lays them out.

use jiff::civil::Date;
use serde::Serialize;

use crate::measure::{Indicator, Member, Settlement};
use crate::report::format;
use crate::report::icons::ROUTES;
use crate::report::reading;
use crate::results::RunResult;
use crate::results::{Series, WeekPoint};

/// A chart.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Chart {
    /// Its name in the page.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// The unit of its values.
    pub unit: String,
    /// Whether its series stand on one another.
    pub stacked: bool,
    /// Its days: the first of each month or week.
    #[cfg_attr(test, ts(type = "string[]"))]
    pub days: Vec<Date>,
    /// The days as they are read.
    pub labels: Vec<String>,
    /// Its series.
    pub lines: Vec<ChartLine>,
    /// Publicity: the place among the days, with a fraction, and its label.
    pub marks: Vec<(f64, String)>,
}

/// A series of a chart.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChartLine {
    /// What it is.
    pub label: String,
    /// Which colour and stroke it has.
    pub look: usize,
    /// Its values; nothing where there is none.
    pub values: Vec<Option<f64>>,
    /// The values as they are read.
    pub words: Vec<String>,
}

/// Looks of lines that stand for the run and for the twin.
const RUN: usize = 0;
// The twin's look lies outside the six colours of lines, so that no seventh line looks like the twin.
const TWIN: usize = 9;

/// The charts of a result.
#[must_use]
pub fn of(result: &RunResult) -> Vec<Chart> {
    let mut charts = vec![misses(result)];
    let waiting: Vec<(String, &Series)> = result
        .series(Indicator::Waiting.of(Member::Screening))
        .map(|series| ("the front door".to_owned(), series))
        .into_iter()
        .chain(
            reading::named_series(result, Indicator::Unallocated)
                .map(|(team, series)| (format!("{team} team"), series)),
        )
        .filter(|(_, series)| {
            series.points.iter().any(|point| point.run.is_some_and(|value| value >= 0.05))
        })
        .collect();
    charts.extend(lines(
        "waits",
        "Children waiting: for screening, or for a worker",
        "children",
        result,
        &waiting,
    ));
    if let Some(series) = result.series(Indicator::Minutes) {
        charts.extend(twins(
            "minutes",
            "Minutes with the child in one visit",
            "minutes",
            result,
            series,
        ));
    }
    let caseload: Vec<(String, &Series)> = reading::named_series(result, Indicator::Caseload)
        .filter(|(_, series)| {
            series.points.iter().any(|point| point.run.is_some_and(|value| value >= 0.05))
        })
        .map(|(team, series)| (format!("{team} team"), series))
        .collect();
    charts.extend(lines(
        "caseload",
        "Cases per full-time worker of those who hold any",
        "cases",
        result,
        &caseload,
    ));
    if let Some(series) = result.series(Indicator::Referrals) {
        charts.extend(twins("referrals", "Referrals a week", "referrals", result, series));
    }
    charts
}

fn misses(result: &RunResult) -> Chart {
    let days: Vec<Date> = result.months.iter().map(|month| month.date).collect();
    let line = |(place, route): (usize, &crate::report::icons::Route)| {
        let values = result.months.iter().map(|month| {
            let of = |wanted: Settlement| {
                month.run.iter().find(|(how, _)| *how == wanted).map_or(0.0, |(_, count)| *count)
            };
            Some(route.settlements.iter().map(|settlement| of(*settlement)).sum())
        });
        chart_line(route.words, place, values.collect())
    };
    Chart {
        id: "misses".to_owned(),
        title: "High-risk children missed, by the month in which they came to notice and by route"
            .to_owned(),
        unit: "children a month".to_owned(),
        stacked: true,
        labels: days.iter().map(|day| format::month(*day)).collect(),
        marks: marks(result, &days),
        lines: ROUTES.iter().enumerate().map(line).collect(),
        days,
    }
}

/// Several series of the run.
fn lines(
    id: &str,
    title: &str,
    unit: &str,
    result: &RunResult,
    shown: &[(String, &Series)],
) -> Option<Chart> {
    let first = shown.first()?.1;
    let lines = shown.iter().enumerate().map(|(place, (label, series))| {
        chart_line(label, place % 6, series.points.iter().map(|point| point.run).collect())
    });
    Some(chart(id, title, unit, result, &first.points, lines.collect()))
}

/// One series, with and without the publicity.
fn twins(id: &str, title: &str, unit: &str, result: &RunResult, series: &Series) -> Option<Chart> {
    let publicity = reading::the_publicity(result);
    let run = if result.has_twin { format!("with {publicity}") } else { "in this run".to_owned() };
    let mut lines =
        vec![chart_line(&run, RUN, series.points.iter().map(|point| point.run).collect())];
    if result.has_twin {
        let twin = series.points.iter().map(|point| point.twin).collect();
        lines.push(chart_line(&format!("without {publicity}"), TWIN, twin));
    }
    Some(chart(id, title, unit, result, &series.points, lines))
}

fn chart(
    id: &str,
    title: &str,
    unit: &str,
    result: &RunResult,
    points: &[WeekPoint],
    lines: Vec<ChartLine>,
) -> Chart {
    let days: Vec<Date> = points.iter().map(|point| point.date).collect();
    Chart {
        id: id.to_owned(),
        title: title.to_owned(),
        unit: unit.to_owned(),
        stacked: false,
        labels: days.iter().map(|day| format::date(*day)).collect(),
        marks: marks(result, &days),
        days,
        lines,
    }
}

fn chart_line(label: &str, look: usize, values: Vec<Option<f64>>) -> ChartLine {
    let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
    let values: Vec<Option<f64>> = values.into_iter().map(finite).collect();
    let most = values.iter().flatten().fold(0.0_f64, |most, value| most.max(value.abs()));
    // All values of a line have the same decimals, because its table is read from top to bottom.
    let decimals = format::decimals_plain(most);
    let words = values.iter().map(|value| {
        value.map_or_else(|| format::NONE.to_owned(), |value| format::number(value, decimals))
    });
    ChartLine { label: label.to_owned(), look, words: words.collect(), values }
}

/// Where the publicity lies among the days.
fn marks(result: &RunResult, days: &[Date]) -> Vec<(f64, String)> {
    let between =
        |from: Date, to: Date| from.until(to).map_or(0.0, |span| f64::from(span.get_days()));
    let place = |day: Date| {
        let next = days.partition_point(|other| *other <= day);
        let (before, after) = (*days.get(next.checked_sub(1)?)?, days.get(next));
        let share =
            // The last day of the chart has no next day to measure against.
            after.map_or(0.0, |after| between(before, day) / between(before, *after).max(1.0));
        Some(next as f64 - 1.0 + share)
    };
    reading::marks(result)
        .filter_map(|(day, label)| Some((place(day)?, label.to_owned())))
        .collect()
}
