//! Mechanisms that take something and save children: what they take week by week, and what they save, quarter by quarter.

use jiff::civil::Date;

use crate::measure::Indicator;
use crate::report::organisation::over_all;
use crate::report::{format, reading};
use crate::results::{RunResult, Series};
use crate::words::headline::FigureHeadline;

use super::canvas::{Canvas, LetterStyle, Pen, Rect};
use super::data::{self, DataTable};
use super::drawing::Drawing;
use super::error::PlotError;
use super::page::{Caption, sheet, usual_key};
use super::panel::{Panel, Title, figures_width};
use super::scale::{Axis, day};
use super::style::{LABEL, PAPER, QUIET, RUN, TWIN};
use super::track::{NARROW, Track, WIDE};
use super::words::events;

/// One mechanism: what it takes, and what it saves.
pub(crate) struct Saving {
    /// What the mechanism is called.
    pub name: &'static str,
    /// The level that it takes, the title of its panel, and its unit.
    pub takes: (Indicator, &'static str, &'static str),
    /// The children whom it saves, and the title of their panel.
    pub saves: (Indicator, &'static str),
    /// What it did, for the headline, from how many it saved.
    pub headline: fn(&RunResult, String) -> String,
}

macro_rules! of_mechanisms {
    ({ $($mechanism:ident: $Mechanism:ident,)* }) => {
        /// Those of the mechanisms.
        fn savings() -> Vec<&'static Saving> {
            let all: Vec<&'static Saving> = Vec::new();
            $(
                let own = crate::mechanisms::$mechanism::figure::SAVINGS;
                let all: Vec<&'static Saving> = all.into_iter().chain(own).collect();
            )*
            all
        }
    };
}
crate::mechanisms::mechanisms! { of_mechanisms! }

/// Whether a result has any.
pub(super) fn is_there(result: &RunResult) -> bool {
    savings()
        .iter()
        .any(|one| result.measure(one.takes.0).is_some() || result.measure(one.saves.0).is_some())
}

/// What is put in and what comes of it, of each.
fn indicators() -> Vec<Indicator> {
    savings().iter().flat_map(|one| [one.takes.0, one.saves.0]).collect()
}

/// `early help and prevention`
fn names() -> String {
    format::list(&savings().iter().map(|one| one.name).collect::<Vec<_>>())
}

pub(super) fn draw(result: &RunResult) -> Result<Drawing, PlotError> {
    let blocks = blocks(result);
    let has_band = blocks.iter().any(|(_, takes, _)| !takes.band.is_empty());
    let keys = usual_key(result, has_band);
    let caption = Caption {
        headline: headline(result),
        subtitle: format!(
            "What {} {} (above), and what comes of it (below, by quarter), mean over all runs; each panel has its own \
             scale",
            format::list(&blocks.iter().map(|(block, ..)| block.name).collect::<Vec<_>>()),
            if blocks.len() > 1 { "take" } else { "takes" }
        ),
        alt: alt(result),
    };
    sheet(result, caption, &keys, 1240, |canvas, body| paint(canvas, result, body, &blocks))
}

type BlockTrack = (&'static Saving, Track, Vec<Quarter>);

fn blocks(result: &RunResult) -> Vec<BlockTrack> {
    let there: Vec<&'static Saving> =
        savings().into_iter().filter(|block| result.series(block.takes.0).is_some()).collect();
    let most = if there.len() > 1 { NARROW } else { WIDE };
    there
        .into_iter()
        .filter_map(|block| {
            let takes = Track::of(result.series(block.takes.0)?, most);
            let saves = result
                .series(block.saves.0)
                .map(|series| quarters(result, series))
                .unwrap_or_default();
            Some((block, takes, saves))
        })
        .collect()
}

fn paint(
    canvas: &Canvas<'_>,
    result: &RunResult,
    body: Rect,
    blocks: &[BlockTrack],
) -> Result<(), PlotError> {
    if blocks.is_empty() {
        return canvas.text(
            "The run has nothing to show here.",
            (body.x0, body.y0 + 60),
            LetterStyle::new(LABEL, QUIET),
        );
    }
    let cells = Rect { y1: body.y1 - 32, ..body }.grid(2, blocks.len(), 48);
    for (n, (block, takes, saves)) in blocks.iter().enumerate() {
        let (_, name, unit) = block.takes;
        let above = Axis::around(takes.values(), 4);
        let below = Axis::around(
            saves.iter().flat_map(|quarter| [quarter.run, quarter.twin.unwrap_or(0.0)]),
            4,
        );
        // Both panels use the same room for figures, so that their dates stand under each other.
        let figures = figures_width(&above).max(figures_width(&below));
        let title = Title { name: name.into(), unit: unit.into(), figures, ..Title::default() };
        Panel::new(canvas, result, cells[n], &title, above)?.track(takes)?;
        let title = Title {
            name: block.saves.1.into(),
            unit: "children a quarter".into(),
            time: "quarter".into(),
            figures,
            ..Title::default()
        };
        let cell = cells[blocks.len() + n];
        let panel = Panel::new(canvas, result, Rect { y1: cell.y1 + 32, ..cell }, &title, below)?;
        bars(&panel, result, saves)?;
    }
    Ok(())
}

fn bars(panel: &Panel<'_, '_>, result: &RunResult, quarters: &[Quarter]) -> Result<(), PlotError> {
    if quarters.iter().all(|quarter| quarter.run <= 0.0) {
        return panel.note("None in this time");
    }
    for quarter in quarters {
        // On white, so that the grid does not shine through.
        panel.bar((quarter.from, quarter.to), (0.0, quarter.run), PAPER, 1.0)?;
        panel.bar((quarter.from, quarter.to), (0.0, quarter.run), RUN, 0.55)?;
    }
    panel.events(result, false)?;
    // Where the twin is the run, a second line would say nothing.
    if quarters
        .iter()
        .any(|quarter| quarter.twin.is_some_and(|twin| (twin - quarter.run).abs() > 1e-9))
    {
        let line = quarters
            .iter()
            .filter_map(|quarter| Some((0.5 * (quarter.from + quarter.to), quarter.twin?)));
        panel.lines(&[line.collect()], Pen::dashed(TWIN, 5))?;
    }
    Ok(())
}

/// A quarter of a year: its days, and children in run and twin.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Quarter {
    from: f64,
    to: f64,
    run: f64,
    twin: Option<f64>,
}

/// Weekly counts as quarters, each week shared out over its days; only whole quarters where there are any.
fn quarters(result: &RunResult, series: &Series) -> Vec<Quarter> {
    let mut all: Vec<(Date, Quarter)> = Vec::new();
    for point in &series.points {
        let days: Vec<Date> = (0..7)
            .filter_map(|n| point.date.checked_add(jiff::Span::new().days(n)).ok())
            // The horizon is the first day that is not observed. Only a run of less than a week has a week that it
            // cuts off.
            .filter(|date| *date < result.horizon)
            .collect();
        for date in &days {
            let first = first_of_quarter(*date);
            if all.last().is_none_or(|(last, _)| *last != first) {
                let to = first.saturating_add(jiff::Span::new().months(3));
                all.push((
                    first,
                    Quarter { from: day(first), to: day(to), run: 0.0, twin: Some(0.0) },
                ));
            }
            if let Some((_, quarter)) = all.last_mut() {
                let part = 1.0 / days.len() as f64;
                quarter.run += part * point.run.unwrap_or(0.0);
                // A quarter has no twin if one of its weeks has none.
                quarter.twin = quarter.twin.zip(point.twin).map(|(sum, twin)| sum + part * twin);
            }
        }
    }
    let (from, to) = (day(result.observed_from), day(result.horizon));
    let quarters = || all.iter().map(|(_, quarter)| *quarter);
    let whole: Vec<Quarter> =
        quarters().filter(|quarter| quarter.from >= from && quarter.to <= to).collect();
    // A run of less than a quarter has no whole quarter, and shows its parts.
    if whole.is_empty() { quarters().collect() } else { whole }
}

fn first_of_quarter(date: Date) -> Date {
    Date::new(date.year(), (date.month() - 1) / 3 * 3 + 1, 1).unwrap_or(date)
}

fn headline(result: &RunResult) -> FigureHeadline {
    let number =
        |id: Indicator| over_all(result, id)?.run.as_ref().map(|run| format::short(Some(run), ""));
    let parts: Vec<String> = savings()
        .into_iter()
        .filter_map(|one| Some((one.headline)(result, number(one.saves.0)?)))
        .collect();
    if parts.is_empty() { names().into() } else { parts.join("; ").into() }
}

pub(super) fn reads(result: &RunResult) -> String {
    format!(
        "{} Above stands what is put in, below what comes of it, as bars by quarter.",
        data::lines(result)
    )
}

pub(super) fn data(result: &RunResult) -> DataTable {
    data::of_ids(result, &indicators())
}

pub(super) fn alt(result: &RunResult) -> String {
    let rows: Vec<String> = indicators()
        .into_iter()
        .filter_map(|id| {
            let measure = result.measure(id)?;
            let run = over_all(result, id)?.run.as_ref();
            Some(format!("{}: {}", measure.label, format::short(run, &measure.unit)))
        })
        .collect();
    format!(
        "Lines of what {} take above, bars of what they save by quarter below. From {}: {}. {}",
        names(),
        reading::span(result),
        rows.join("; "),
        events(result)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn quarters_hold_every_child_of_their_weeks() {
        let result = sample::organised();
        let Some(one) = savings().pop() else { return };
        let series = result.series(one.saves.0).expect("the sample has it");
        let quarters = quarters(&result, series);
        assert_eq!(quarters.len(), 19);
        let all: f64 = series.points.iter().filter_map(|point| point.run).sum();
        let shown: f64 = quarters.iter().map(|quarter| quarter.run).sum();
        let ends = 13.0 * series.points.last().and_then(|point| point.run).unwrap_or(0.0);
        assert!(shown <= all && shown > all - ends, "{shown} of {all}");
        assert!(quarters.windows(2).all(|pair| pair[0].to.to_bits() == pair[1].from.to_bits()));
    }
}
