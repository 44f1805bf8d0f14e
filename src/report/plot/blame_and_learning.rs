//! Blame and learning: what a public tragedy does to blame, to what managers see and to what is learnt, week by week.

use crate::measure::Indicator;
use crate::report::{format, reading};
use crate::results::{RunResult, Series};
use crate::words::headline::FigureHeadline;

use super::data::{self, DataTable};
use super::drawing::Drawing;
use super::error::PlotError;
use super::multiples::{self, PanelLayout, Small, grain, key};
use super::page::{Caption, sheet};
use super::track::WIDE;
use super::words::{Compared, events, no_comparison};

pub(super) fn draw(result: &RunResult) -> Result<Drawing, PlotError> {
    let smalls = smalls(result);
    let layout = PanelLayout { columns: 1, shared: false };
    let keys = key(result, &smalls, &layout);
    let caption = Caption {
        headline: headline(result),
        subtitle: format!(
            "Blame, how much of a change in pressure reaches managers, and what is learnt from misses, {}",
            grain(&smalls)
        ),
        alt: alt(result),
    };
    sheet(result, caption, &keys, 1480, |canvas, body| {
        multiples::draw(canvas, result, body, &smalls, &layout)
    })
}

fn smalls(result: &RunResult) -> Vec<Small> {
    let small = |id: Indicator, name: &str, unit: &str, of: fn(f64) -> f64| {
        let series = changed(result.series(id)?, of);
        Some(Small { unit: unit.into(), ..Small::of(name, &series, WIDE) })
    };
    let blame = small(Indicator::Blame, "Blame", "units", |x| x);
    let visibility = small(
        Indicator::Visibility,
        "What managers see of a change in pressure",
        "% of the change",
        |x| 100.0 * x,
    );
    let learning = small(
        Indicator::Learning,
        "Learning: how much more an hour's look at a child shows",
        "% more than before anything was learnt",
        |x| 100.0 * (x - 1.0),
    );
    [blame, visibility, learning].into_iter().flatten().collect()
}

/// A series in another unit.
fn changed(series: &Series, of: fn(f64) -> f64) -> Series {
    let mut series = series.clone();
    for point in &mut series.points {
        point.run = point.run.map(of);
        point.twin = point.twin.map(of);
        if let Some(chance) = &mut point.chance {
            for centile in [
                &mut chance.p10,
                &mut chance.p25,
                &mut chance.p50,
                &mut chance.p75,
                &mut chance.p90,
            ] {
                *centile = of(*centile);
            }
        }
    }
    series
}

fn headline(result: &RunResult) -> FigureHeadline {
    let (blame, seen) =
        (Compared::of(result, Indicator::Blame), Compared::of(result, Indicator::Visibility));
    let (Some(blame), Some(seen)) = (blame, seen) else { return "blame and learning".into() };
    let when = reading::when(result);
    if let Some(reason) = no_comparison(result) {
        return match seen.run {
            Some(run) => format!(
                "managers see {} of a change in pressure {when}{reason}",
                format::short(Some(run), "share")
            )
            .into(),
            None => format!("blame and learning{reason}").into(),
        };
    }
    match (seen.shown(), seen.run, seen.twin, blame.shown()) {
        (Some(_), Some(run), Some(twin), _) => format!(
            "{}, managers see {} of a change in pressure; without {} it would be {}",
            when,
            format::mean(Some(run), "share"),
            reading::the_publicity(result),
            format::mean(Some(twin), "share")
        )
        .into(),
        (.., Some(difference)) => FigureHeadline::of_model(format!(
            "Blame {} {when}; the model does not show that managers see less",
            if difference.mean > 0.0 { "rises" } else { "falls" }
        )),
        _ => FigureHeadline::of_model(format!(
            "The model does not show that {} changes blame or what managers see {when}",
            reading::the_publicity(result)
        )),
    }
}

pub(super) fn reads(result: &RunResult) -> String {
    data::lines(result)
}

pub(super) fn data(result: &RunResult) -> DataTable {
    data::of_ids(result, &[Indicator::Blame, Indicator::Visibility, Indicator::Learning])
}

pub(super) fn alt(result: &RunResult) -> String {
    let rows: Vec<String> = [Indicator::Blame, Indicator::Visibility, Indicator::Learning]
        .into_iter()
        .filter_map(|id| {
            Some(format!("{}: {}", result.measure(id)?.label, Compared::of(result, id)?.beside()))
        })
        .collect();
    format!(
        "Line charts below each other: blame, what managers see of a change in pressure, and learning. {}: {}. {}",
        format::capital(&reading::when(result)),
        rows.join("; "),
        events(result)
    )
}
