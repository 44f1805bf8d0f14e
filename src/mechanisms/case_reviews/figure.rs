//! Case reviews: how many are begun, finished and open, half-year by half-year.

use jiff::civil::Date;

use super::measures::Measured;
use super::words::half_years;
use crate::measure::Member;
use crate::report::format;
use crate::report::organisation::over_all;
use crate::report::plot::canvas::{Canvas, Pen, Rect};
use crate::report::plot::data::{self, DataTable};
use crate::report::plot::drawing::Drawing;
use crate::report::plot::error::PlotError;
use crate::report::plot::labels::{EndLabel, Mark};
use crate::report::plot::page::{CHANCE, Caption, LegendEntry, run_name, sheet};
use crate::report::plot::panel::{Panel, Title, figures_width};
use crate::report::plot::scale::{Axis, day};
use crate::report::plot::style::{COLOURS, RUN, TWIN};
use crate::report::plot::takes_and_saves::Saving;
use crate::report::plot::track::Track;
use crate::report::plot::words::events;
use crate::report::plot::{Figure, MechanismFigure};
use crate::results::RunResult;
use crate::stats::{Estimate, Spread};
use crate::words::headline::FigureHeadline;

/// The pictures of case reviews.
pub(crate) const FIGURES: &[MechanismFigure] = &[MechanismFigure {
    order: 50,
    has: |result| result.measure(Measured::Reviews).is_some(),
    shows: "reviews begun and finished, where there are any",
    figure: Figure::new("case-reviews", draw, alt, reads, data),
}];

/// Begun and finished: dark and light, so that they are told apart in greyscale.
const BEGUN: plotters::style::RGBColor = COLOURS[0];
const FINISHED: plotters::style::RGBColor = COLOURS[3];

/// They save nobody.
pub(crate) const SAVINGS: &[Saving] = &[];

/// A half-year, as far as it is observed.
struct Half {
    name: String,
    from: Date,
    to: Date,
    begun: Option<f64>,
    finished: Option<f64>,
    open: Option<Estimate>,
    open_twin: Option<Estimate>,
    chance: Option<Spread>,
}

fn draw(result: &RunResult) -> Result<Drawing, PlotError> {
    let halves = halves(result);
    let mut keys = vec![
        LegendEntry::Box(BEGUN, "Begun in the half-year".into()),
        LegendEntry::Box(FINISHED, "Finished in the half-year".into()),
    ];
    if halves.iter().any(|half| half.chance.is_some()) {
        keys.push(LegendEntry::Band(CHANCE.into()));
    }
    let cut = halves
        .iter()
        // A whole half-year begins on the first of month 1 or 7.
        .any(|half| half.from.month() % 6 != 1 || half.from.day() != 1 || half.to.day() != 1);
    let caption = Caption {
        headline: headline(result),
        subtitle: format!(
            "Case reviews of serious harm to known children, begun, finished and open, mean over all runs{}",
            if cut { "; narrower bars: half-years of which only a part is observed" } else { "" }
        ),
        alt: alt(result),
    };
    sheet(result, caption, &keys, 1240, |canvas, body| paint(canvas, result, body, &halves))
}

fn halves(result: &RunResult) -> Vec<Half> {
    half_years(result)
        .into_iter()
        .filter_map(|half| {
            let (from, to) = half.days()?;
            let value = |of: Measured| over_all(result, of.of(Member::Half(half)));
            let mean = |of: Measured| Some(value(of)?.run?.mean);
            let open = value(Measured::ReviewsOpen);
            Some(Half {
                name: half.to_string(),
                from: from.max(result.observed_from),
                to: to.min(result.horizon),
                begun: mean(Measured::ReviewsStarted),
                finished: mean(Measured::ReviewsFinished),
                open: open.and_then(|open| open.run),
                open_twin: open.and_then(|open| open.twin),
                chance: open.and_then(|open| open.chance),
            })
        })
        .collect()
}

fn paint(
    canvas: &Canvas<'_>,
    result: &RunResult,
    body: Rect,
    halves: &[Half],
) -> Result<(), PlotError> {
    let track = open(result, halves);
    let flows =
        Axis::around(halves.iter().flat_map(|half| [half.begun, half.finished]).flatten(), 4);
    let stock = Axis::around(track.values(), 4);
    let figures = figures_width(&flows).max(figures_width(&stock));
    let cells = Rect { y1: body.y1 - 32, ..body }.grid(2, 1, 40);
    let title = |name: &str, unit: &str, first: bool| Title {
        name: name.into(),
        unit: unit.into(),
        names_events: first,
        labels: 300,
        figures,
        time: if first { String::new() } else { "half-year".into() },
    };
    let panel = Panel::new(
        canvas,
        result,
        cells[0],
        &title("Begun and finished", "reviews a half-year", true),
        flows,
    )?;
    if halves.iter().all(|half| half.begun.is_none() && half.finished.is_none()) {
        panel.note("No values in this time")?;
    }
    for half in halves {
        let (from, to) = (day(half.from), day(half.to));
        let middle = 0.5 * (from + to);
        // The inset keeps bars of neighbouring half-years apart.
        let inset = 0.08 * (to - from);
        panel.bar((from + inset, middle), (0.0, half.begun.unwrap_or(0.0)), BEGUN, 1.0)?;
        panel.bar((middle, to - inset), (0.0, half.finished.unwrap_or(0.0)), FINISHED, 1.0)?;
    }
    panel.events(result, false)?;
    let below = Rect { y1: cells[1].y1 + 32, ..cells[1] };
    let panel = Panel::new(
        canvas,
        result,
        below,
        &title("Open at the end of the half-year", "reviews", false),
        stock,
    )?;
    panel.track(&track)?;
    let (run, twin) = track.ends();
    let label =
        |value, words: &str, pen| EndLabel { value, words: words.into(), mark: Mark::Line(pen) };
    let run = run.map(|value| label(value, run_name(result), Pen::whole(RUN, 5)));
    let twin = twin.map(|value| label(value, "Without publicity", Pen::dashed(TWIN, 5)));
    panel.end_labels(&run.into_iter().chain(twin).collect::<Vec<_>>())
}

/// Reviews open at the end of each half-year, from none on the first day.
fn open(result: &RunResult, halves: &[Half]) -> Track {
    let line = |of: fn(&Half) -> Option<f64>| -> Vec<Vec<(f64, f64)>> {
        let points: Vec<(f64, f64)> =
            halves.iter().filter_map(|half| Some((day(half.to), of(half)?))).collect();
        // The first day alone would draw a line that says none was open.
        if points.is_empty() {
            return Vec::new();
        }
        vec![[(day(result.observed_from), 0.0)].into_iter().chain(points).collect()]
    };
    let band: Vec<(f64, f64, f64)> = halves
        .iter()
        .filter_map(|half| half.chance.map(|chance| (day(half.to), chance.p10, chance.p90)))
        .collect();
    let start = (day(result.observed_from), 0.0, 0.0);
    Track {
        run: line(|half| Some(half.open?.mean)),
        twin: line(|half| Some(half.open_twin?.mean)),
        band: if band.is_empty() {
            Vec::new()
        } else {
            vec![[start].into_iter().chain(band).collect()]
        },
        monthly: false,
    }
}

fn headline(result: &RunResult) -> FigureHeadline {
    let of = |id: Measured| over_all(result, id).and_then(|value| value.run);
    let (Some(begun), Some(finished)) = (of(Measured::Reviews), of(Measured::ReviewsFinished))
    else {
        return "case reviews begun and finished".into();
    };
    let mut text = format!(
        "{} case reviews are begun and {} finished",
        format::short(Some(&begun), ""),
        format::short(Some(&finished), "")
    );
    if let Some(open) = halves(result).last().and_then(|half| half.open) {
        text.push_str(&format!("; {} are open at the end", format::short(Some(&open), "")));
    }
    text.into()
}

fn reads(_: &RunResult) -> String {
    "Above, how many reviews of serious harm are begun and finished in each half-year; below, how many are open at its end."
        .into()
}

fn data(result: &RunResult) -> DataTable {
    data::of_indicators(
        result,
        &[
            Measured::Reviews.into(),
            Measured::ReviewsStarted.into(),
            Measured::ReviewsFinished.into(),
            Measured::ReviewsOpen.into(),
        ],
    )
}

fn alt(result: &RunResult) -> String {
    let number =
        |value: Option<f64>| value.map_or_else(|| format::NOT_AVAILABLE.to_owned(), format::plain);
    let rows: Vec<String> = halves(result)
        .iter()
        .map(|half| {
            format!(
                "{}: {}, {}, {}",
                half.name,
                number(half.begun),
                number(half.finished),
                number(half.open.map(|open| open.mean))
            )
        })
        .collect();
    format!(
        "Bars of case reviews begun and finished above, a line of those open below. Begun, finished and open by \
         half-year: {}. {}",
        rows.join("; "),
        events(result)
    )
}
