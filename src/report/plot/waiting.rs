//! Waiting and unallocated cases: referrals at the door and children without a worker, week by week.

use crate::experiment::result::RunResult;
use crate::report::{format, reading};

use super::multiples::{self, Layout, Small, grain, key};
use super::page::{Caption, sheet};
use super::track::WIDE;
use super::words::{Compared, events, no_comparison};
use super::{Drawing, PlotError};

/// At most so many teams have a panel.
const MOST: usize = 3;

pub(super) fn draw(result: &RunResult) -> Result<Drawing, PlotError> {
    let smalls = smalls(result);
    let layout = Layout { columns: 1, shared: false };
    let keys = key(result, &smalls, &layout);
    let caption = Caption {
        headline: headline(result),
        subtitle: format!("Children waiting, {}; each panel has its own scale", grain(&smalls)),
        alt: alt(result),
    };
    let height = 420 + 330 * smalls.len().max(1) as i32;
    sheet(result, caption, &keys, height, |canvas, body| multiples::draw(canvas, result, body, &smalls, &layout))
}

fn smalls(result: &RunResult) -> Vec<Small> {
    let door = result
        .series("waiting[screening]")
        .map(|series| Small::of("Referrals waiting for or in screening", series, WIDE));
    let teams = reading::family_of_series(result, "unallocated")
        .map(|(team, series)| Small::of(format!("Waiting for a worker of the {team} team"), series, WIDE));
    let mut smalls: Vec<Small> =
        door.into_iter().chain(teams.filter(|small| !small.track.is_idle()).take(MOST)).collect();
    for small in &mut smalls {
        small.unit = "children".into();
    }
    smalls
}

fn headline(result: &RunResult) -> String {
    let Some(compared) = Compared::of(result, "unallocated") else { return "Children waiting".into() };
    if let Some(reason) = no_comparison(result) {
        return match compared.run {
            Some(run) => {
                format!(
                    "On an average day {} children wait for a worker {}{reason}",
                    format::short(Some(run), ""),
                    reading::when(result)
                )
            }
            None => format!("Children waiting{reason}"),
        };
    }
    match (compared.shown(), compared.run, compared.twin) {
        (Some(_), Some(run), Some(twin)) => format!(
            "{}, {} children wait for a worker on an average day; without the publicity it would be {}",
            format::capital(&reading::when(result)),
            format::plain(run.mean),
            format::plain(twin.mean)
        ),
        _ => format!("The model does not show that more children wait for a worker {}", reading::when(result)),
    }
}

pub(super) fn alt(result: &RunResult) -> String {
    let rows = ["waiting[screening]", "unallocated"]
        .into_iter()
        .filter_map(|id| Some(format!("{}: {}", result.measure(id)?.label, Compared::of(result, id)?.beside())));
    let rows: Vec<String> = rows.collect();
    format!(
        "Line charts of children waiting, week by week. {}: {}. {}",
        format::capital(&reading::when(result)),
        rows.join("; "),
        events(result)
    )
}
