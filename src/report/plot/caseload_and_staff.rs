//! Caseload and staff: cases per full-time worker above, workers in post below, a column a team.

use crate::measure::Indicator;
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

/// At most so many teams, the first that hold cases.
const MOST: usize = 3;

pub(super) fn draw(result: &RunResult) -> Result<Drawing, PlotError> {
    let teams = teams(result);
    let smalls = smalls(result, &teams);
    let layout = PanelLayout { columns: teams.len().max(1), shared: false };
    let keys = key(result, &smalls, &layout);
    let caption = Caption {
        headline: headline(result),
        subtitle: format!(
            "Cases per full-time worker who holds any, and workers in post (sick and agency included), {}; each panel has its own scale",
            grain(&smalls)
        ),
        alt: alt(result),
    };
    sheet(result, caption, &keys, 1200, |canvas, body| {
        multiples::draw(canvas, result, body, &smalls, &layout)
    })
}

/// Teams that hold cases; all teams where none does.
fn teams(result: &RunResult) -> Vec<&str> {
    let all = || reading::named_series(result, Indicator::Caseload);
    let holding: Vec<&str> = all()
        .filter(|(_, series)| !Small::of("", series, NARROW).track.is_idle())
        .map(|(team, _)| team)
        .collect();
    let mut teams =
        if holding.is_empty() { all().map(|(team, _)| team).collect() } else { holding };
    teams.truncate(MOST);
    teams
}

fn smalls(result: &RunResult, teams: &[&str]) -> Vec<Small> {
    let row = |of: Indicator, unit: &str, words: &str| -> Vec<Small> {
        teams
            .iter()
            .filter_map(|team| {
                let series = result.series(of.named(team))?;
                Some(Small {
                    unit: unit.into(),
                    ..Small::of(format!("{} team: {words}", format::capital(team)), series, NARROW)
                })
            })
            .collect()
    };
    let mut smalls = row(Indicator::Caseload, "cases per full-time worker", "cases");
    smalls.extend(row(Indicator::InPost, "workers", "staff in post"));
    smalls
}

fn headline(result: &RunResult) -> FigureHeadline {
    let Some(team) = teams(result).first().copied() else { return "cases and staff".into() };
    let Some(compared) = Compared::of(result, Indicator::Caseload.named(team)) else {
        return "cases and staff".into();
    };
    if let Some(reason) = no_comparison(result) {
        return match compared.run {
            Some(run) => format!(
                "a full-time worker of the {team} team holds {} cases {}{reason}",
                format::short(Some(run), ""),
                reading::when(result)
            )
            .into(),
            None => format!("cases and staff{reason}").into(),
        };
    }
    match (compared.shown(), compared.run, compared.twin) {
        (Some(_), Some(run), Some(twin)) => format!(
            "{}, a full-time worker of the {team} team holds {} cases; without {} it would be {}",
            reading::when(result),
            format::plain(run.mean),
            reading::the_publicity(result),
            format::plain(twin.mean)
        )
        .into(),
        _ => FigureHeadline::of_model(format!(
            "The model does not show that workers of the {team} team hold more cases {}",
            reading::when(result)
        )),
    }
}

pub(super) fn reads(result: &RunResult) -> String {
    data::lines(result)
}

pub(super) fn data(result: &RunResult) -> DataTable {
    data::of_families(result, &[Indicator::Caseload, Indicator::InPost])
}

pub(super) fn alt(result: &RunResult) -> String {
    let rows: Vec<String> = teams(result)
        .into_iter()
        .flat_map(|team| [Indicator::Caseload.named(team), Indicator::InPost.named(team)])
        .filter_map(|id| {
            Some(format!("{}: {}", result.measure(&id)?.label, Compared::of(result, &id)?.beside()))
        })
        .collect();
    format!(
        "Line charts, a column a team: cases per full-time worker above, workers in post below. {}: {}. {}",
        format::capital(&reading::when(result)),
        rows.join("; "),
        events(result)
    )
}
