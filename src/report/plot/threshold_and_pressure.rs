//! Threshold and pressure: two panels, not two axes.

use crate::measure::Indicator;
use crate::report::{format, reading};
use crate::results::RunResult;
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
            "Pressure (outstanding work over the weekly hours of those who do it) and how far the bar at triage is raised, {}",
            grain(&smalls)
        ),
        alt: alt(result),
    };
    sheet(result, caption, &keys, 1220, |canvas, body| {
        multiples::draw(canvas, result, body, &smalls, &layout)
    })
}

fn smalls(result: &RunResult) -> Vec<Small> {
    let normal = result.solved.pressure_normal;
    let pressure = result.series(Indicator::Pressure).map(|series| Small {
        unit: "weeks of work".into(),
        // A service without staff has infinite pressure, which cannot be drawn.
        level: (normal > 0.0 && normal.is_finite()).then(|| (normal, "In normal times".to_owned())),
        ..Small::of("Pressure", series, WIDE)
    });
    let threshold = result.series(Indicator::ThresholdShift).map(|series| Small {
        unit: "standard deviations of the estimates at triage".into(),
        ..Small::of(
            "Threshold shift by pressure: the higher, the more referrals are closed at triage",
            series,
            WIDE,
        )
    });
    pressure.into_iter().chain(threshold).collect()
}

fn headline(result: &RunResult) -> FigureHeadline {
    if let Some(reason) = no_comparison(result) {
        return match Compared::of(result, Indicator::Pressure).and_then(|compared| compared.run) {
            Some(run) => format!(
                "pressure is {} weeks of work {}{reason}",
                format::plain(run.mean),
                reading::when(result)
            )
            .into(),
            None => format!("pressure and the threshold at triage{reason}").into(),
        };
    }
    let risen = |id: Indicator| {
        let difference = Compared::of(result, id)?.shown()?;
        Some(difference.mean > 0.0)
    };
    let when = reading::when(result);
    match (risen(Indicator::Pressure), risen(Indicator::ThresholdShift)) {
        (Some(true), Some(true)) => {
            let pressure = Compared::of(result, Indicator::Pressure)
                .map(|compared| compared.beside())
                .unwrap_or_default();
            format!("{when}, pressure is {pressure}, and the threshold at triage rises").into()
        }
        (Some(true), _) => FigureHeadline::of_model(format!(
            "Pressure rises {when}; the model does not show that the threshold at triage does"
        )),
        (_, Some(true)) => FigureHeadline::of_model(format!(
            "The threshold at triage rises {when}; the model does not show that pressure does"
        )),
        _ => FigureHeadline::of_model(format!(
            "The model does not show that pressure or the threshold at triage rises {when}"
        )),
    }
}

pub(super) fn reads(result: &RunResult) -> String {
    format!(
        "{} A threshold shift of 0 is that of normal times; above it a child must look more at risk to be accepted. What blame lowers the bar is not in it.",
        data::lines(result)
    )
}

pub(super) fn data(result: &RunResult) -> DataTable {
    data::of_ids(result, &[Indicator::Pressure, Indicator::ThresholdShift])
}

pub(super) fn alt(result: &RunResult) -> String {
    let rows: Vec<String> = [Indicator::Pressure, Indicator::ThresholdShift]
        .into_iter()
        .filter_map(|id| {
            Some(format!("{}: {}", result.measure(id)?.label, Compared::of(result, id)?.beside()))
        })
        .collect();
    format!(
        "Two line charts, pressure above and the threshold shift below. {}: {}. {}",
        format::capital(&reading::when(result)),
        rows.join("; "),
        events(result)
    )
}
