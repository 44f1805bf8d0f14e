//! Misses per month by route: how many high-risk children were missed, by the month in which they came to notice.

use crate::measure::{Indicator, Settlement};
use crate::report::{format, reading};
use crate::results::{Month, RunResult};
use crate::words::headline::FigureHeadline;
use jiff::civil::Date;

use super::canvas::{Canvas, Pen, Rect};
use super::data::{Cell, DataTable};
use super::drawing::Drawing;
use super::error::PlotError;
use super::labels::{EndLabel, Mark};
use super::page::{Caption, LegendEntry, sheet};
use super::panel::{Panel, Title};
use super::scale::{Axis, day};
use super::style::{COLOURS, INK};
use super::words::{Compared, events, no_comparison};

/// Routes as the figure shows them: screening and allocation are both waiting, so that six colours are enough.
pub(super) const GROUPS: [(&str, &[Settlement]); 6] = [
    ("screened out", &[Settlement::ScreenedOut]),
    ("misjudged", &[Settlement::Misjudged]),
    (
        "late: waiting for screening or a worker",
        &[Settlement::LateScreening, Settlement::LateAllocation],
    ),
    ("late: being assessed", &[Settlement::LateAssessment]),
    ("late: conference", &[Settlement::LateConference]),
    ("late: on a plan", &[Settlement::LatePlan]),
];

/// Above this many months a bar shows a year.
// This is a choice: a bar of fifteen years of months is some seven units wide.
const MOST_MONTHS: usize = 180;
/// What a subtitle adds where a bar is a year.
pub(super) const MEAN_MONTH: &str = "; mean month of each year";
/// How strongly months are filled whose children settle after the publicity.
// Time to protect these children runs into the publicity. They belong neither to before nor to after.
const STRADDLING: f64 = 0.45;

/// A bar: from one day to another, missed children a month by group, and those of the twin.
pub(super) struct MissesBar {
    first: Date,
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) straddles: bool,
    pub(super) run: [f64; 6],
    twin: Option<f64>,
}

pub(super) fn draw(result: &RunResult) -> Result<Drawing, PlotError> {
    let bars = bars(result);
    let mut subtitle =
        "High-risk children missed, by month of coming to notice and by route, mean over all runs"
            .to_owned();
    if is_yearly(result) {
        subtitle.push_str(MEAN_MONTH);
    }
    if bars.iter().any(|bar| bar.straddles) {
        subtitle.push_str(
            "; lighter: came to notice before the event that is marked, settled after it",
        );
    }
    let caption = Caption { headline: headline(result), subtitle, alt: alt(result) };
    // A route without misses in this time gets no layer and no label.
    let shown: Vec<usize> =
        (0..GROUPS.len()).filter(|&g| bars.iter().any(|bar| bar.run[g] > 0.0)).collect();
    let mut keys = Vec::new();
    if bars.iter().any(|bar| bar.twin.is_some()) && !shown.is_empty() {
        keys.push(LegendEntry::Line(Pen::dashed(INK, 4), "All routes without publicity".into()));
    }
    sheet(result, caption, &keys, 1120, |canvas, body| paint(canvas, result, body, &bars, &shown))
}

fn paint(
    canvas: &Canvas<'_>,
    result: &RunResult,
    body: Rect,
    bars: &[MissesBar],
    shown: &[usize],
) -> Result<(), PlotError> {
    let tops = bars.iter().map(|bar| bar.run.iter().sum::<f64>().max(bar.twin.unwrap_or(0.0)));
    let title = Title {
        name: String::new(),
        unit: "children missed a month".into(),
        names_events: true,
        labels: 360,
        figures: 0,
        time: time(result),
    };
    let panel = Panel::new(canvas, result, body, &title, Axis::around(tops, 6))?;
    if shown.is_empty() {
        return panel.note("Nobody is missed in this time");
    }
    stack(&panel, bars, shown)?;
    // The bars have covered the lines of the events.
    panel.events(result, false)?;
    let twin = bars.iter().filter_map(|bar| Some((0.5 * (bar.from + bar.to), bar.twin?))).collect();
    panel.lines(&[twin], Pen::dashed(INK, 4))?;
    panel.end_labels(&end_labels(bars, shown))
}

/// True where a bar is a year.
pub(super) fn is_yearly(result: &RunResult) -> bool {
    result.months.len() > MOST_MONTHS
}

/// What a bar is, below the axis.
pub(super) fn time(result: &RunResult) -> String {
    format!("{} of coming to notice", if is_yearly(result) { "year" } else { "month" })
}

/// What a bar is, as its figure is read.
pub(super) fn each_bar(yearly: bool) -> &'static str {
    if yearly {
        "Each bar is a year in which high-risk children come to notice, and how many of them are missed in a mean month of it, by \
         route"
    } else {
        "Each bar is a month in which high-risk children come to notice, and how many of them are missed, by route"
    }
}

/// The bars, layer on layer.
pub(super) fn stack(
    panel: &Panel<'_, '_>,
    bars: &[MissesBar],
    shown: &[usize],
) -> Result<(), PlotError> {
    for bar in bars {
        let mut base = 0.0;
        for &g in shown {
            let top = base + bar.run[g];
            panel.bar(
                (bar.from, bar.to),
                (base, top),
                COLOURS[g],
                if bar.straddles { STRADDLING } else { 1.0 },
            )?;
            base = top;
        }
    }
    Ok(())
}

/// Labels of the layers beside the last bar.
fn end_labels(bars: &[MissesBar], shown: &[usize]) -> Vec<EndLabel> {
    let Some(last) = bars.last() else { return Vec::new() };
    let mut base = 0.0;
    let mut labels = Vec::new();
    for &g in shown {
        labels.push(EndLabel {
            value: base + 0.5 * last.run[g],
            words: format::capital(GROUPS[g].0),
            mark: Mark::Box(COLOURS[g]),
        });
        base += last.run[g];
    }
    labels
}

/// Whole months, or whole years of a long run; parts of a month at either end would look like a fall.
pub(super) fn bars(result: &RunResult) -> Vec<MissesBar> {
    let whole = |month: &&Month| {
        month.date >= result.observed_from
            && next(month.date).is_some_and(|next| next <= result.horizon)
    };
    let mut months: Vec<&Month> = result.months.iter().filter(whole).collect();
    // A run of less than a month has no whole month, and shows its parts.
    if months.is_empty() {
        months = result.months.iter().collect();
    }
    if !is_yearly(result) {
        return months.into_iter().map(|month| bar(std::slice::from_ref(&month))).collect();
    }
    let years = months.chunk_by(|a, b| a.date.year() == b.date.year());
    // A year that is observed in part would look like a fall, like a month in part.
    years.filter(|year| year.len() == 12).map(bar).collect()
}

fn bar(months: &[&Month]) -> MissesBar {
    let n = months.len() as f64;
    let sum = |pairs: fn(&Month) -> &Vec<(Settlement, f64)>, route: Settlement| {
        let of = |month: &&Month| {
            pairs(month).iter().filter(|(how, _)| *how == route).map(|(_, x)| x).sum::<f64>()
        };
        months.iter().map(of).sum::<f64>() / n
    };
    let run =
        GROUPS.map(|(_, routes)| routes.iter().map(|&route| sum(|month| &month.run, route)).sum());
    let has_twin = months.iter().all(|month| !month.twin.is_empty());
    let twin = has_twin
        .then(|| Settlement::ROUTES.iter().map(|&route| sum(|month| &month.twin, route)).sum());
    let last = months[months.len() - 1].date;
    MissesBar {
        first: months[0].date,
        from: day(months[0].date),
        to: next(last).map_or(day(last) + 30.0, day),
        straddles: months.iter().any(|month| month.straddles),
        run,
        twin,
    }
}

fn next(month: Date) -> Option<Date> {
    month.checked_add(jiff::Span::new().months(1)).ok()
}

fn headline(result: &RunResult) -> FigureHeadline {
    let headline = &result.headline;
    let Some(missed) = &headline.missed else {
        return format!("high-risk children missed {}", reading::when(result)).into();
    };
    // The time is named, since the bars go on before and after it; and so are the runs, which are all that carries a count of none.
    if missed.mean <= 0.0 {
        let runs = format::counted(missed.replications as u64, "replication", "replications");
        return format!("no high-risk child is missed {}, in {runs}", reading::when(result)).into();
    }
    if let Some(reason) = no_comparison(result) {
        let number = format::short(Some(missed), "");
        return format!("{number} high-risk children are missed {}{reason}", reading::when(result))
            .into();
    }
    match &headline.excess {
        Some(excess) if excess.excludes_zero() => {
            let fewer = if excess.mean < 0.0 { "fewer" } else { "more" };
            let size = excess.size();
            format!(
                "{} {fewer} high-risk children are missed {} than without {}",
                format::short(Some(&size), ""),
                reading::when(result),
                reading::the_publicity(result)
            )
            .into()
        }
        Some(excess) => FigureHeadline::of_model(format!(
            "The model does not show that more high-risk children are missed {} ({})",
            reading::when(result),
            format::difference_said(Some(excess), "")
        )),
        None => format!("high-risk children missed {}", reading::when(result)).into(),
    }
}

pub(super) fn reads(result: &RunResult) -> String {
    let twin = if result.has_twin {
        let publicity = reading::the_publicity(result);
        format!("; the dashed line is how many it would be without {publicity}")
    } else {
        String::new()
    };
    format!("{}, each route with its name at the right{twin}.", each_bar(is_yearly(result)))
}

pub(super) fn data(result: &RunResult) -> DataTable {
    let bars = bars(result);
    let twins = bars.iter().any(|bar| bar.twin.is_some());
    let mut columns = vec!["from".to_owned()];
    columns.extend(GROUPS.iter().map(|(words, _)| format!("{words} [children a month]")));
    columns.push("all routes [children a month]".into());
    if twins {
        columns.push("all routes without publicity [children a month]".into());
    }
    let row = |bar: &MissesBar| {
        let all = bar.run.iter().sum();
        let mut row = vec![Cell::day(bar.first)];
        row.extend(bar.run.iter().copied().chain([all]).map(|value| Cell::number(Some(value))));
        if twins {
            row.push(Cell::number(bar.twin));
        }
        row
    };
    DataTable { columns, rows: bars.iter().map(row).collect() }
}

pub(super) fn alt(result: &RunResult) -> String {
    let routes: Vec<String> = Settlement::ROUTES
        .iter()
        .filter_map(|route| {
            let compared = Compared::of(result, Indicator::Missed.settled(*route))?;
            compared.run?;
            Some(format!("{}: {}", route.name(), compared.beside()))
        })
        .collect();
    let what = if routes.is_empty() { "no numbers".to_owned() } else { routes.join("; ") };
    format!(
        "Stacked bars of high-risk children missed a month, by route. Missed {}: {what}. {}",
        reading::when(result),
        events(result)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn a_bar_is_said_to_be_what_it_is() {
        let (months, years) = (sample::haringey(), sample::century());
        assert!(reads(&months).starts_with("Each bar is a month in which"), "{}", reads(&months));
        assert!(reads(&years).starts_with("Each bar is a year in which"), "{}", reads(&years));
        assert_eq!((bars(&years).len(), time(&years).as_str()), (99, "year of coming to notice"));
        // The names of the routes stand beside the last bar, and the key has none.
        let drawing = draw(&months).expect("it is drawn");
        let words = super::super::tests::words(&drawing.svg);
        assert!(words.contains("\nScreened out\n") && reads(&months).contains("at the right"));
    }
}
