//! Inspection: the grades that runs were given, beside the share of high-risk children missed in truth.

use plotters::style::RGBColor;

use super::counters::GRADES;
use super::measures::Measured;
use super::words::{InspectionDay, inspections};
use crate::report::organisation::scaled;
use crate::report::plot::canvas::{Align, Canvas, LetterStyle, Pen, Rect};
use crate::report::plot::data::{self, DataTable};
use crate::report::plot::drawing::Drawing;
use crate::report::plot::error::PlotError;
use crate::report::plot::page::{Caption, LegendEntry, run_name, sheet};
use crate::report::plot::rightward::{RightwardAxis, value};
use crate::report::plot::scale::Axis;
use crate::report::plot::style::{COLOURS, INK, LABEL, PAPER, QUIET, SMALL, text_width};
use crate::report::plot::takes_and_saves::Saving;
use crate::report::plot::{Figure, MechanismFigure};
use crate::report::reading::ShownWorld;
use crate::report::{format, reading};
use crate::results::RunResult;
use crate::stats::Estimate;
use crate::words::headline::FigureHeadline;

/// The pictures of inspections.
pub(crate) const FIGURES: &[MechanismFigure] = &[MechanismFigure {
    order: 20,
    has: |result| !inspections(result).is_empty(),
    shows: "what inspections grade, and the truth beside it, where there are any",
    figure: Figure::new("inspection", draw, alt, reads, data),
}];

/// They save nobody.
pub(crate) const SAVINGS: &[Saving] = &[];

/// At most so many inspections are drawn, the first.
const MOST: usize = 8;
/// A bar and the space below it (units).
const BAR: i32 = 56;
const GAP: i32 = 16;
/// Space between inspections (units).
const BETWEEN: i32 = 26;
/// Room for the words of an inspection above its bars (units).
const NAME: i32 = 46;
/// Missed children: a grey that no grade has.
const MISSED: RGBColor = RGBColor(0xB4, 0xB8, 0xBB);

/// One bar: an inspection in one world.
struct InspectionBar {
    words: &'static str,
    grades: [Option<Estimate>; 4],
    missed: Option<Estimate>,
}

/// An inspection: its day, and a row for each world.
struct InspectionBars {
    date: String,
    rows: Vec<InspectionBar>,
}

fn draw(result: &RunResult) -> Result<Drawing, PlotError> {
    let groups = groups(result);
    let mut missed = groups.iter().flat_map(|group| &group.rows).filter_map(|row| row.missed);
    let has_interval = missed.any(|missed| missed.half_width.is_some());
    let keys: Vec<LegendEntry> = GRADES
        .iter()
        .zip(COLOURS)
        .map(|(grade, colour)| LegendEntry::Box(colour, format!("Judged {grade}")))
        .chain(has_interval.then(|| {
            LegendEntry::Line(Pen::whole(INK, 3), "95% confidence interval of a mean".into())
        }))
        .collect();
    let all = inspections(result).len();
    let first =
        if all > MOST { format!("; the first {MOST} of {all} inspections") } else { String::new() };
    let caption = Caption {
        headline: headline(result),
        subtitle: format!(
            "Share of runs by the grade that inspectors gave, and share of high-risk children not protected {}, \
             of those who came to notice in the time whose files were read{first}",
            reading::window(result)
        ),
        alt: alt(result),
    };
    let bars: i32 =
        groups.iter().map(|group| NAME + group.rows.len() as i32 * (BAR + GAP) + BETWEEN).sum();
    sheet(result, caption, &keys, 480 + bars, |canvas, body| paint(canvas, body, &groups))
}

fn groups(result: &RunResult) -> Vec<InspectionBars> {
    let row = |inspected: &InspectionDay, world: ShownWorld, words: &'static str| {
        let per_100 = |e: &Estimate| scaled(e, 100.0);
        InspectionBar {
            words,
            grades: inspected.grades(result, world).map(|share| share.map(per_100)),
            missed: inspected.miss_rate(result, world).map(per_100),
        }
    };
    let group = |inspected: &InspectionDay| {
        let mut rows = vec![row(
            inspected,
            ShownWorld::Run,
            // Run and twin are the same before the publicity, so the single bar needs no name.
            // Run and twin are the same before the publicity, so the single bar needs no name.
            if inspected.has_twin { run_name(result) } else { "" },
        )];
        if inspected.has_twin {
            rows.push(row(inspected, ShownWorld::Twin, "Without publicity"));
        }
        InspectionBars { date: format::date(inspected.date), rows }
    };
    inspections(result).iter().take(MOST).map(group).collect()
}

fn paint(canvas: &Canvas<'_>, body: Rect, groups: &[InspectionBars]) -> Result<(), PlotError> {
    let words = groups
        .iter()
        .flat_map(|group| &group.rows)
        .map(|row| text_width(row.words, LABEL, false))
        .max();
    let x0 = body.x0 + words.filter(|&w| w > 0).map_or(0, |w| w + 24);
    let middle = x0 + (body.x1 - x0) * 60 / 100;
    let grades =
        // The scale is fixed because the grades share out all runs.
        // The scale is fixed because the grades share out all runs.
        RightwardAxis { axis: Axis { low: 0.0, high: 100.0, step: 20.0 }, x0, x1: middle - 60 };
    let tops = groups.iter().flat_map(|group| &group.rows).filter_map(|row| row.missed.as_ref());
    let missed = RightwardAxis {
        axis: Axis::around(tops.map(|e| e.high().unwrap_or(e.mean)), 5),
        x0: middle + 30,
        x1: body.x1 - 100,
    };
    let bold = LetterStyle::new(LABEL, INK).bold();
    canvas.text("What inspectors said", (x0, body.y0 + LABEL), bold)?;
    canvas.text("In truth: high-risk children missed", (missed.x0, body.y0 + LABEL), bold)?;
    let mut y = body.y0 + LABEL + 20;
    for group in groups {
        canvas.text(&group.date, (x0, y + NAME - 14), LetterStyle::new(LABEL, INK))?;
        canvas.text(
            "Came to notice in the time whose files were read",
            (missed.x0, y + NAME - 14),
            LetterStyle::new(SMALL, QUIET),
        )?;
        y += NAME;
        let bottom = y + group.rows.len() as i32 * (BAR + GAP) - GAP;
        for scale in [&grades, &missed] {
            scale.grid(canvas, (y - 6, bottom + 6))?;
        }
        for row in &group.rows {
            canvas.text(row.words, (body.x0, y + BAR / 2 + 9), LetterStyle::new(LABEL, QUIET))?;
            stacked(canvas, &grades, row, y)?;
            truth(canvas, &missed, row, y)?;
            y += BAR + GAP;
        }
        y += BETWEEN;
    }
    let bottom = y - BETWEEN - GAP + 6;
    grades.figures(canvas, bottom, "% of runs")?;
    missed.figures(canvas, bottom, "% of high-risk children")
}

fn stacked(
    canvas: &Canvas<'_>,
    scale: &RightwardAxis,
    row: &InspectionBar,
    y: i32,
) -> Result<(), PlotError> {
    let mut base = 0.0;
    if row.grades.iter().all(Option::is_none) {
        return value(canvas, "No run was judged", (scale.x0 + 16, y + BAR / 2 + 8), Align::Left);
    }
    for ((share, colour), k) in row.grades.iter().zip(COLOURS).zip(0..) {
        let Some(share) = share else { continue };
        let (from, to) = (scale.x(base), scale.x(base + share.mean));
        base += share.mean;
        // A white seam separates the grades, so that they can be told apart in grey.
        // A white seam separates the grades, so that they can be told apart in grey.
        canvas.fill(Rect { x0: from, y0: y, x1: (to - 3).max(from), y1: y + BAR }, colour, 1.0)?;
        let words = format!("{} %", format::number(share.mean, 0));
        // A narrow share has no room for its figure. The data table below has it.
        // A narrow share has no room for its figure. The data table below has it.
        if text_width(&words, SMALL, true) + 16 < to - from {
            // White on the dark colours, black on the light ones: both are read in greyscale.
            let ink = if k % 2 == 0 { PAPER } else { INK };
            let at = ((from + to) / 2, y + BAR / 2 + 8);
            canvas.text(&words, at, LetterStyle::new(SMALL, ink).bold().align(Align::Middle))?;
        }
    }
    Ok(())
}

fn truth(
    canvas: &Canvas<'_>,
    scale: &RightwardAxis,
    row: &InspectionBar,
    y: i32,
) -> Result<(), PlotError> {
    let Some(missed) = &row.missed else {
        return value(canvas, "Not available", (scale.x0 + 16, y + BAR / 2 + 8), Align::Left);
    };
    canvas.fill(
        Rect { x0: scale.x0, y0: y, x1: scale.x(missed.mean), y1: y + BAR },
        MISSED,
        1.0,
    )?;
    let end = scale.x(missed.high().unwrap_or(missed.mean));
    if let Some(low) = missed.low() {
        canvas.interval((scale.x(low), y + BAR / 2), (end, y + BAR / 2), 3)?;
    }
    let words = format!("{} %", format::number(missed.mean, 1));
    value(canvas, &words, (end + 12, y + BAR / 2 + 8), Align::Left)
}

fn headline(result: &RunResult) -> FigureHeadline {
    // The first since the publicity, or else the first.
    let all = inspections(result);
    let held = all.iter().find(|inspected| inspected.has_twin).or(all.first());
    let Some(inspected) = held else { return "inspections".into() };
    let (Some((good, runs)), Some(missed)) =
        (inspected.good(result, ShownWorld::Run), inspected.miss_rate(result, ShownWorld::Run))
    else {
        return format!("the inspection of {}", format::date(inspected.date)).into();
    };
    format!(
        "{good} of {} judged good or better on {}; of 100 high-risk children in the time read, {} are missed",
        format::counted(runs, "run is", if good == 1 { "runs is" } else { "runs are" }),
        format::date(inspected.date),
        format::natural(missed.mean, 100)
    )
    .into()
}

fn reads(result: &RunResult) -> String {
    let beside = if result.has_twin {
        format!(", with {} above and without it below", reading::the_publicity(result))
    } else {
        String::new()
    };
    format!(
        "Left, the share of runs that inspectors put into each grade{beside}; right, the share of high-risk children who were \
         missed, of those who came to notice in the time whose files were read. Inspectors see files and deadlines, not who is at risk."
    )
}

fn data(result: &RunResult) -> DataTable {
    data::of_indicators(
        result,
        &[Measured::Graded.into(), Measured::Score.into(), Measured::MissRate.into()],
    )
}

fn alt(result: &RunResult) -> String {
    let groups: Vec<String> = groups(result)
        .iter()
        .flat_map(|group| group.rows.iter().map(move |row| (group, row)))
        .map(|(group, row)| {
            let grades: Vec<String> = GRADES
                .iter()
                .zip(&row.grades)
                .map(|(grade, share)| format!("{grade} {}", format::mean(share.as_ref(), "")))
                .collect();
            let world = if row.words.is_empty() {
                String::new()
            } else {
                format!(", {}", row.words.to_lowercase())
            };
            let missed = format::mean(row.missed.as_ref(), "");
            format!("{}{world}: {}; missed {missed}", group.date, grades.join(", "))
        })
        .collect();
    format!(
        "Stacked bars of the grades given, % of runs, and beside them % of high-risk children missed, of those who came to \
         notice in the time whose files were read. {}.",
        groups.join(". ")
    )
}
