//! A weekly series, one panel a scenario on the same scales, with the baseline in each.

use crate::measure::{Indicator, MeasureId};
use crate::report::plot::canvas::{Canvas, Pen, Rect};
use crate::report::plot::drawing::Drawing;
use crate::report::plot::error::PlotError;
use crate::report::plot::page::{CHANCE, Caption, LegendEntry, height_around, sheet_of};
use crate::report::plot::panel::{Panel, Title, figures_width};
use crate::report::plot::scale::Axis;
use crate::report::plot::style::{RUN, TWIN};
use crate::report::plot::track::{NARROW, Track};
use crate::report::{format, reading};
use crate::results::comparison::ComparisonResult;
use crate::results::{RunResult, Series};
use crate::words::comparison::{beside, when};

use super::headlines::{Spoken, against, source};
use super::panels::{cells, height, names, on_one_axis};

/// What a figure of weeks is about.
struct WeeksFigure<'a> {
    spoken: Spoken<'a>,
    unit: &'a str,
    subtitle: String,
}

/// How it is read.
pub(super) const READS: &str = "The solid line is the mean of all runs of the panel's scenario, the dashed line the baseline; the band holds the middle 80 % of \
     runs, which is what chance does to one service. The scales are the same in all panels.";

pub(super) fn pressure(
    found: &ComparisonResult,
    results: &[RunResult],
) -> Result<Drawing, PlotError> {
    let spoken = Spoken {
        id: Indicator::Pressure.into(),
        less: "pressure is lower",
        more: "pressure is higher",
        neither: "pressure is lower or higher",
        unit: " weeks of work",
    };
    let subtitle = "Pressure: outstanding work over the weekly hours of those who do it".to_owned();
    draw(found, results, &WeeksFigure { spoken, unit: "weeks of work", subtitle })
}

pub(super) fn unallocated(
    found: &ComparisonResult,
    results: &[RunResult],
) -> Result<Drawing, PlotError> {
    let team = busiest(found, results);
    let id = Indicator::Unallocated.named(&team);
    let [less, more, neither] = ["fewer", "more", "more or fewer"]
        .map(|words| format!("{words} cases wait for a worker of the {team} team"));
    let spoken = Spoken { id, less: &less, more: &more, neither: &neither, unit: "" };
    let subtitle = format!("Cases that wait for a worker of the {team} team");
    draw(found, results, &WeeksFigure { spoken, unit: "cases waiting", subtitle })
}

/// The team for which most cases wait in the headline's period, over all sides.
pub(super) fn busiest(found: &ComparisonResult, results: &[RunResult]) -> String {
    let mut most: Option<(f64, &str)> = None;
    for result in results {
        for (team, measure) in reading::named(result, Indicator::Unallocated) {
            let value = result.value(&measure.id, found.period.id).and_then(|value| value.run);
            let mean = value.map_or(0.0, |value| value.mean);
            // All panels show one team. Of two equal teams the first in the order of the files is taken.
            if most.is_none_or(|(so_far, _)| mean > so_far) {
                most = Some((mean, team));
            }
        }
    }
    most.map_or_else(String::new, |(_, team)| team.to_owned())
}

fn draw(
    found: &ComparisonResult,
    results: &[RunResult],
    shown: &WeeksFigure<'_>,
) -> Result<Drawing, PlotError> {
    let tracks = tracks(found, results, &shown.spoken.id);
    let mut keys = vec![
        LegendEntry::Line(Pen::whole(RUN, 5), "The scenario of the panel".into()),
        LegendEntry::Line(Pen::dashed(TWIN, 5), found.baseline().name.clone()),
    ];
    if tracks.iter().any(Track::has_band) {
        keys.push(LegendEntry::Band(CHANCE.into()));
    }
    if let Some((date, label)) = results.iter().find_map(|result| reading::marks(result).next()) {
        keys.push(LegendEntry::Event(format!("{}: {label}", format::date(date))));
    }
    let grain = if tracks.iter().any(|track| track.monthly) { "month" } else { "week" };
    let caption = Caption {
        headline: against(found, &shown.spoken),
        subtitle: format!(
            "{}, mean of each {grain} over all runs; the same scales in all panels.",
            shown.subtitle
        ),
        alt: alt(found, shown),
    };
    let height = height_around(&caption, &keys, height(results.len(), 420));
    sheet_of(caption, &source(found), &keys, height, |canvas, body| {
        paint(canvas, body, found, results, (&tracks, shown.unit))
    })
}

/// Each side's line and band, and the baseline's line in the place of a twin.
fn tracks(found: &ComparisonResult, results: &[RunResult], id: &MeasureId) -> Vec<Track> {
    let of = |result: &RunResult| {
        result.series(id).map(|series: &Series| Track::of(series, NARROW)).unwrap_or_default()
    };
    let base = results.get(found.baseline).map(of).unwrap_or_default();
    let track = |(n, result): (usize, &RunResult)| {
        // The baseline's own panel needs no second line on top of the first.
        let twin = if n == found.baseline { Vec::new() } else { base.run.clone() };
        Track { twin, ..of(result) }
    };
    results.iter().enumerate().map(track).collect()
}

fn paint(
    canvas: &Canvas<'_>,
    body: Rect,
    found: &ComparisonResult,
    results: &[RunResult],
    (tracks, unit): (&[Track], &str),
) -> Result<(), PlotError> {
    // One axis holds the values of all sides, because the panels are compared by eye.
    let axis = Axis::around(tracks.iter().flat_map(Track::values), 5);
    for ((cell, result), track) in
        cells(canvas, body, &names(found))?.into_iter().zip(on_one_axis(results)).zip(tracks)
    {
        let title = Title {
            unit: unit.into(),
            figures: figures_width(&axis),
            time: track.time(&result).into(),
            ..Title::default()
        };
        Panel::new(canvas, &result, cell, &title, axis)?.track(track)?;
    }
    Ok(())
}

fn alt(found: &ComparisonResult, shown: &WeeksFigure<'_>) -> String {
    let sides: Vec<String> = found
        .against
        .iter()
        .filter_map(|against| {
            let both = beside(found, against, &shown.spoken.id)?;
            Some(format!(
                "{}: {} instead of {} {}",
                found.side(against).name,
                both.value,
                both.baseline,
                shown.unit
            ))
        })
        .collect();
    format!(
        "Line charts, a panel a scenario, with {} dashed in each. {}: {}.",
        found.baseline().name,
        format::capital(&when(found)),
        sides.join("; ")
    )
}
