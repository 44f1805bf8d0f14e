//! The referral surge: referrals a week, with publicity and without.

use crate::measure::Indicator;
use crate::report::{format, reading};
use crate::results::RunResult;
use crate::words::headline::FigureHeadline;

use super::canvas::Pen;
use super::data::{self, DataTable};
use super::drawing::Drawing;
use super::error::PlotError;
use super::labels::{EndLabel, Mark};
use super::page::{CHANCE, Caption, LegendEntry, run_name, sheet};
use super::panel::{Panel, Title};
use super::scale::Axis;
use super::style::{RUN, TWIN};
use super::track::{Track, WIDE};
use super::words::{Compared, events, no_comparison};

pub(super) fn draw(result: &RunResult) -> Result<Drawing, PlotError> {
    let track = result
        .series(Indicator::Referrals)
        .map(|series| Track::of(series, WIDE))
        .unwrap_or_default();
    let subtitle = if reading::is_one_day(result) {
        "Referrals on the day observed, mean over all runs"
    } else if track.monthly {
        "Referrals a week, mean of each month over all runs"
    } else {
        "Referrals a week, mean over all runs"
    };
    let caption =
        Caption { headline: headline(result), subtitle: subtitle.into(), alt: alt(result) };
    let keys: Vec<LegendEntry> =
        if track.has_band() { vec![LegendEntry::Band(CHANCE.into())] } else { Vec::new() };
    sheet(result, caption, &keys, 1060, |canvas, body| {
        let title = Title {
            name: String::new(),
            unit: if reading::is_one_day(result) { "referrals" } else { "referrals a week" }.into(),
            names_events: true,
            labels: 300,
            figures: 0,
            time: track.time(result).into(),
        };
        let panel = Panel::new(canvas, result, body, &title, Axis::around(track.values(), 6))?;
        panel.track(&track)?;
        let (run, twin) = track.ends();
        let label = |value: Option<f64>, words: &str, pen| {
            value.map(|value| EndLabel { value, words: words.into(), mark: Mark::Line(pen) })
        };
        let run = label(run, run_name(result), Pen::whole(RUN, 5));
        let twin = label(twin, "Without publicity", Pen::dashed(TWIN, 5));
        panel.end_labels(&[run, twin].into_iter().flatten().collect::<Vec<_>>())
    })
}

fn headline(result: &RunResult) -> FigureHeadline {
    let Some(compared) = Compared::of(result, Indicator::Referrals) else {
        return "referrals over time".into();
    };
    if compared.run.is_none_or(|run| run.mean <= 0.0) {
        return "nobody was referred in this time".into();
    }
    if let Some(reason) = no_comparison(result) {
        if reading::is_one_day(result) {
            let number =
                compared.run.map_or(format::NOT_AVAILABLE.into(), |run| format::plain(run.mean));
            return format!("{number} referrals {}{reason}", reading::when(result)).into();
        }
        let monthly =
            Compared::of(result, Indicator::ReferralsPerMonth).and_then(|compared| compared.run);
        return match monthly {
            Some(run) => format!(
                "{} referrals a month {}{reason}",
                format::plain(run.mean),
                reading::when(result)
            )
            .into(),
            None => format!("referrals over time{reason}").into(),
        };
    }
    match (compared.shown(), compared.twin) {
        // A percentage of no referrals does not exist.
        (Some(difference), Some(twin)) if twin.mean > 0.0 => {
            let share = 100.0 * difference.mean / twin.mean;
            let more = if share < 0.0 { "fewer" } else { "more" };
            format!(
                "{} brings {} % {more} referrals {}",
                reading::the_publicity(result),
                format::number(share.abs(), 0),
                reading::when(result)
            )
            .into()
        }
        _ => FigureHeadline::of_model(format!(
            "The model does not show that {} changes referrals {}",
            reading::the_publicity(result),
            reading::when(result)
        )),
    }
}

pub(super) fn reads(result: &RunResult) -> String {
    data::lines(result)
}

pub(super) fn data(result: &RunResult) -> DataTable {
    data::of_ids(result, &[Indicator::Referrals])
}

pub(super) fn alt(result: &RunResult) -> String {
    let numbers = Compared::of(result, Indicator::Referrals)
        .map_or(format::NOT_AVAILABLE.into(), |compared| compared.beside());
    format!(
        "Line chart of referrals a week. Referrals {}: {numbers}. {}",
        reading::when(result),
        events(result)
    )
}
