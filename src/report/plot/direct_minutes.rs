//! Direct minutes: how long a worker is with the child in one visit, by stage, week by week.

use crate::measure::{Indicator, MeasureId, PeriodId};
use crate::report::{format, reading};
use crate::results::RunResult;
use crate::words::headline::FigureHeadline;

use super::data::{self, DataTable};
use super::drawing::Drawing;
use super::error::PlotError;
use super::multiples::{self, PanelLayout, Small, grain, key};
use super::page::{Caption, sheet};
use super::track::NARROW;
use super::words::{Compared, events, no_comparison};

/// At most so many stages have a panel.
const MOST: usize = 6;

pub(super) fn draw(result: &RunResult) -> Result<Drawing, PlotError> {
    let smalls = smalls(result);
    let layout = PanelLayout { columns: if smalls.len() > 4 { 3 } else { 2 }, shared: true };
    let keys = key(result, &smalls, &layout);
    let caption = Caption {
        headline: headline(result),
        subtitle: format!("Direct time with the child in one visit, by stage, {}", grain(&smalls)),
        alt: alt(result),
    };
    let height = if smalls.len() > 4 { 1240 } else { 1160 };
    sheet(result, caption, &keys, height, |canvas, body| {
        multiples::draw(canvas, result, body, &smalls, &layout)
    })
}

fn smalls(result: &RunResult) -> Vec<Small> {
    reading::named_series(result, Indicator::Minutes)
        .map(|(stage, series)| {
            let level =
                planned(result, stage).map(|minutes| (minutes, "planned minutes".to_owned()));
            Small {
                unit: "minutes a visit".into(),
                level,
                ..Small::of(format::capital(stage), series, NARROW)
            }
        })
        .filter(|small| !small.track.is_idle())
        .take(MOST)
        .collect()
}

/// Minutes that a visit should have: what it had over the share that was kept.
fn planned(result: &RunResult, stage: &str) -> Option<f64> {
    let of = |id: MeasureId| Some(result.value(&id, PeriodId::Observed)?.run?.mean);
    let (had, kept) =
        (of(Indicator::Minutes.named(stage))?, of(Indicator::DirectKept.named(stage))?);
    (kept > 0.0).then(|| had / kept)
}

fn headline(result: &RunResult) -> FigureHeadline {
    let Some(compared) = Compared::of(result, Indicator::Minutes) else {
        return "time with the child".into();
    };
    if let Some(reason) = no_comparison(result) {
        return match compared.run {
            Some(run) => format!(
                "a visit gives {} minutes with the child {}{reason}",
                format::short(Some(run), ""),
                reading::when(result)
            )
            .into(),
            None => format!("no visit is made {}{reason}", reading::when(result)).into(),
        };
    }
    match (compared.shown(), compared.run) {
        (Some(difference), Some(run)) => {
            let word = if difference.mean < 0.0 { "fewer" } else { "more" };
            let size = difference.size();
            format!(
                "{}, a visit gives {} minutes with the child, {} {word} than without {}",
                reading::when(result),
                format::plain(run.mean),
                format::short(Some(&size), ""),
                reading::the_publicity(result)
            )
            .into()
        }
        _ => FigureHeadline::of_model(format!(
            "The model does not show that visits are shorter {}",
            reading::when(result)
        )),
    }
}

pub(super) fn reads(result: &RunResult) -> String {
    let lines = data::lines(result);
    if smalls(result).iter().any(|small| small.level.is_some()) {
        format!("{lines} The thin grey line is the time that is planned.")
    } else {
        lines
    }
}

pub(super) fn data(result: &RunResult) -> DataTable {
    data::of_families(result, &[Indicator::Minutes])
}

pub(super) fn alt(result: &RunResult) -> String {
    let stages: Vec<String> = reading::named(result, Indicator::Minutes)
        .filter_map(|(stage, measure)| {
            Some(format!("{stage}: {}", Compared::of(result, &measure.id)?.beside()))
        })
        .collect();
    format!(
        "Line charts of direct minutes in one visit, a panel a stage. {}: {}. {}",
        format::capital(&reading::when(result)),
        stages.join("; "),
        events(result)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn a_line_of_planned_time_is_spoken_of_where_one_is_drawn() {
        let mut result = sample::haringey();
        assert!(reads(&result).ends_with(" The thin grey line is the time that is planned."));
        result.measures.retain(|measure| measure.id.indicator != Indicator::DirectKept);
        assert!(!reads(&result).contains("grey"), "{}", reads(&result));
    }
}
