//! Waiting and unallocated cases: referrals at the door and children without a worker, week by week.

use crate::measure::{Indicator, MeasureId, Member};
use crate::report::{format, reading};
use crate::results::RunResult;
use crate::words::headline::FigureHeadline;

use super::data::{self, DataTable};
use super::drawing::Drawing;
use super::error::PlotError;
use super::multiples::{self, PanelLayout, Small, grain, key, step};
use super::page::{Caption, sheet};
use super::track::WIDE;
use super::words::{Compared, events, no_comparison};

/// At most so many teams have a panel.
const MOST: usize = 3;

pub(super) fn draw(result: &RunResult) -> Result<Drawing, PlotError> {
    let smalls = smalls(result);
    let layout = PanelLayout { columns: 1, shared: false };
    let keys = key(result, &smalls, &layout);
    let scale = if smalls.len() > 1 { "; each panel has its own scale" } else { "" };
    let caption = Caption {
        headline: headline(result),
        subtitle: format!("Children waiting, {}{scale}{}", grain(&smalls), nobody_waits(result)),
        alt: alt(result),
    };
    let height = 420 + 330 * smalls.len().max(1) as i32;
    sheet(result, caption, &keys, height, |canvas, body| {
        multiples::draw(canvas, result, body, &smalls, &layout)
    })
}

fn smalls(result: &RunResult) -> Vec<Small> {
    let door = result
        .series(Indicator::Waiting.of(Member::Screening))
        .map(|series| Small::of("Referrals waiting for screening or being screened", series, WIDE));
    let teams = reading::named_series(result, Indicator::Unallocated).map(|(team, series)| {
        Small::of(format!("Waiting for a worker of the {team} team"), series, WIDE)
    });
    let mut smalls: Vec<Small> =
        // A team for which nobody waits gets none of the few panels. The subtitle names it.
        door.into_iter().chain(teams.filter(|small| !small.track.is_idle()).take(MOST)).collect();
    for small in &mut smalls {
        small.unit = "children".into();
        // An axis up to one child at least keeps a mean of a few hundredths from filling the panel.
        small.least = 1.0;
    }
    smalls
}

/// Why teams that hold cases have no panel: in no week does a child wait for one of their workers.
fn nobody_waits(result: &RunResult) -> String {
    let idle = |id: MeasureId| {
        result.series(&id).is_some_and(|series| Small::of("", series, WIDE).track.is_idle())
    };
    let teams: Vec<&str> = reading::named_series(result, Indicator::Unallocated)
        .map(|(team, _)| team)
        .filter(|team| {
            // A team that never holds cases is not mentioned: nobody could wait for it.
            !idle(Indicator::Caseload.named(team)) && idle(Indicator::Unallocated.named(team))
        })
        .collect();
    match teams.len() {
        0 => String::new(),
        1 => format!(
            "; no child waits for a worker of the {} team in any week, so it has no panel",
            teams[0]
        ),
        _ => format!(
            "; no child waits for a worker of the {} teams in any week, so they have no panel",
            format::list(&teams)
        ),
    }
}

/// Speaks of what the panels show: of the door, and of waiting for a worker where anybody does.
fn headline(result: &RunResult) -> FigureHeadline {
    let (Some(door), Some(worker)) = (
        Compared::of(result, Indicator::Waiting.of(Member::Screening)),
        Compared::of(result, Indicator::Unallocated),
    ) else {
        return "children waiting".into();
    };
    let somebody_waits = worker.run.is_some_and(|run| run.mean > 0.0)
        || worker.twin.is_some_and(|twin| twin.mean > 0.0);
    if let Some(reason) = no_comparison(result) {
        return match (door.run, worker.run) {
            (Some(door), Some(worker)) => {
                let worker = if somebody_waits {
                    format!("{} wait", format::short(Some(worker), ""))
                } else {
                    "nobody waits".into()
                };
                let door = format::short(Some(door), "");
                let what = format!("{door} referrals are at screening and {worker} for a worker");
                if reading::is_one_day(result) {
                    format!("{}, {what}{reason}", reading::when(result)).into()
                } else {
                    format!("on an average day {what} {}{reason}", reading::when(result)).into()
                }
            }
            _ => format!("children waiting{reason}").into(),
        };
    }
    let when = reading::when(result);
    let beside =
        |compared: &Compared<'_>, what: &str| match (compared.shown(), compared.run, compared.twin)
        {
            (Some(_), Some(run), Some(twin)) => Some(format!(
                "{} {what} on an average day, {} without {}",
                one(run),
                one(twin),
                reading::the_publicity(result)
            )),
            _ => None,
        };
    match (
        beside(&worker, "children wait for a worker"),
        beside(&door, "referrals are at screening"),
    ) {
        (Some(worker), _) => format!("{when}, {worker}").into(),
        (None, Some(door)) if somebody_waits => FigureHeadline::of_model(format!(
            "{}, {door}; the model does not show more waiting for a worker",
            format::capital(&when)
        )),
        (None, Some(door)) => format!("{when}, {door}; nobody waits for a worker").into(),
        (None, None) => FigureHeadline::of_model(format!(
            "The model does not show that more children wait {when}"
        )),
    }
}

/// Children on an average day: one decimal, so that run and twin can be told apart.
fn one(estimate: &crate::stats::Estimate) -> String {
    format::number(estimate.mean, 1)
}

pub(super) fn reads(result: &RunResult) -> String {
    data::lines(result)
}

pub(super) fn data(result: &RunResult) -> DataTable {
    let door = result.series(Indicator::Waiting.of(Member::Screening));
    let teams = reading::named_series(result, Indicator::Unallocated).map(|(_, series)| series);
    let all: Vec<_> =
        door.into_iter().chain(teams).map(|series| (series.label.as_str(), series)).collect();
    data::of_series(result, &all)
}

pub(super) fn alt(result: &RunResult) -> String {
    let row = |id: MeasureId| {
        Some(format!("{}: {}", result.measure(&id)?.label, Compared::of(result, id)?.beside()))
    };
    let rows: Vec<String> =
        [Indicator::Waiting.of(Member::Screening), Indicator::Unallocated.into()]
            .into_iter()
            .filter_map(row)
            .collect();
    format!(
        "Line charts of children waiting{}. {}: {}. {}",
        step(&smalls(result)),
        format::capital(&reading::when(result)),
        rows.join("; "),
        events(result)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn the_description_says_by_what_steps_the_lines_go() {
        assert!(alt(&sample::haringey()).contains("children waiting, week by week."));
        let long = alt(&sample::century());
        assert!(long.contains("children waiting, month by month."), "{long}");
    }
}
