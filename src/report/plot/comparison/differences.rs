//! The differences to the baseline: a dot and its interval for all misses, for each route, and for the harm expected.

use crate::measure::{Indicator, MeasureId, Settlement};
use crate::report::format;
use crate::report::plot::canvas::{Align, Canvas, LetterStyle, Pen, Rect};
use crate::report::plot::drawing::Drawing;
use crate::report::plot::error::PlotError;
use crate::report::plot::page::{Caption, height_around, sheet_of};
use crate::report::plot::rightward::RightwardAxis;
use crate::report::plot::scale::Axis;
use crate::report::plot::style::{
    COLOURS, INK, LABEL, PAPER, QUIET, RUN, SMALL, WIDEST_NAME, shortened, text_width,
};
use crate::results::RunResult;
use crate::results::comparison::{Against, ComparisonResult};
use crate::stats::Estimate;
use crate::words::comparison::{MeasureInWords, beside, when};

use super::headlines::{MISSED, against, source};

/// Height of a line and of a scenario's name above its lines (units).
const LINE: i32 = 46;
const NAME: i32 = 62;
/// Room for titles above the lines, and for figures and units below them (units).
const ABOVE_ROWS: i32 = LABEL + 24;
const BELOW_ROWS: i32 = 84;
/// Room for a number beside a scale (units).
const NUMBER: i32 = 190;
/// Radius of a dot (units).
const DOT: i32 = 10;

/// One difference.
struct DifferenceRow {
    words: String,
    bold: bool,
    missed: Option<(Estimate, MeasureInWords)>,
    harms: Option<(Estimate, MeasureInWords)>,
}

/// A scenario and its differences.
struct ScenarioDifferences {
    name: String,
    rows: Vec<DifferenceRow>,
}

/// How it is read.
pub(super) const READS: &str = "Each dot is how many more or fewer than in the baseline, the line through it its 95 % confidence interval; where the interval \
     crosses 0 the runs cannot tell the two apart.";

pub(super) fn draw(found: &ComparisonResult, _: &[RunResult]) -> Result<Drawing, PlotError> {
    let blocks: Vec<ScenarioDifferences> =
        found.against.iter().map(|against| block(found, against)).collect();
    let caption = Caption {
        headline: against(found, &MISSED),
        subtitle: format!(
            "Difference to {}, the same replications on both sides, with its 95 % confidence interval: how well the runs know the \
             mean, not how one year may turn out. Filled: the interval excludes 0. High-risk children {}.",
            found.baseline().name,
            when(found)
        ),
        alt: alt(found, &blocks),
    };
    let lines: i32 = blocks.iter().map(|block| NAME + LINE * block.rows.len() as i32).sum();
    let height = height_around(&caption, &[], ABOVE_ROWS + lines + BELOW_ROWS);
    sheet_of(caption, &source(found), &[], height, |canvas, body| paint(canvas, body, &blocks))
}

fn block(found: &ComparisonResult, against: &Against) -> ScenarioDifferences {
    let of =
        |id: &MeasureId| found.headline(against, id)?.difference.zip(beside(found, against, id));
    let mut rows = vec![DifferenceRow {
        words: "All missed".into(),
        bold: true,
        missed: of(&Indicator::Missed.into()),
        harms: of(&Indicator::ExpectedHarms.into()),
    }];
    for route in Settlement::ROUTES {
        let id = Indicator::Missed.settled(route);
        // A route without a miss on either side has no row.
        let ever = found.headline(against, &id).is_some_and(|value| {
            [value.value, value.baseline_value]
                .into_iter()
                .flatten()
                .any(|estimate| estimate.mean > 0.0)
        });
        if ever {
            rows.push(DifferenceRow {
                words: format::capital(route.name()),
                bold: false,
                missed: of(&id),
                harms: None,
            });
        }
    }
    ScenarioDifferences { name: found.side(against).name.clone(), rows }
}

/// A scale of differences: where it begins and ends, and what it holds.
fn scale<'r>(
    values: impl Iterator<Item = &'r Option<(Estimate, MeasureInWords)>>,
    steps: u32,
    x0: i32,
    x1: i32,
) -> RightwardAxis {
    let ends = values
        .flatten()
        .flat_map(|(e, _)| [e.mean, e.low().unwrap_or(e.mean), e.high().unwrap_or(e.mean)]);
    RightwardAxis { axis: Axis::around(ends, steps), x0, x1 }
}

fn paint(canvas: &Canvas<'_>, body: Rect, blocks: &[ScenarioDifferences]) -> Result<(), PlotError> {
    let rows = || blocks.iter().flat_map(|block| &block.rows);
    let words = rows()
        .map(|row| text_width(&row.words, LABEL, row.bold))
        .max()
        .unwrap_or(0)
        .min(WIDEST_NAME);
    let x0 = body.x0 + words + 40;
    let middle = x0 + (body.x1 - x0) * 60 / 100;
    let (top, bottom) = (body.y0 + ABOVE_ROWS, body.y1 - BELOW_ROWS);
    let missed = scale(rows().map(|row| &row.missed), 6, x0, middle - NUMBER);
    let harms = scale(rows().map(|row| &row.harms), 3, middle + 50, body.x1 - NUMBER);
    for (scale, title, unit) in [
        (&missed, "Children missed", "children more or fewer"),
        (&harms, "Expected serious harms", "harms more or fewer"),
    ] {
        canvas.text(title, (scale.x0, body.y0 + LABEL), LetterStyle::new(LABEL, INK).bold())?;
        scale.grid(canvas, (top, bottom))?;
        canvas.line(vec![(scale.x(0.0), top), (scale.x(0.0), bottom)], Pen::whole(INK, 3))?;
        scale.figures(canvas, bottom, unit)?;
    }
    let mut y = top;
    for block in blocks {
        let name = Rect { x0: body.x0, y0: y, x1: body.x1, y1: y + NAME - 6 };
        // The lines of both scales cross all blocks, so the name gets a white ground.
        canvas.fill(name, PAPER, 1.0)?;
        canvas.text(&block.name, (body.x0, y + NAME - 18), LetterStyle::new(LABEL, INK).bold())?;
        y += NAME;
        for row in &block.rows {
            let words = LetterStyle::new(LABEL, if row.bold { INK } else { QUIET });
            let shown = shortened(&row.words, LABEL, row.bold, x0 - body.x0 - 40);
            canvas.text(
                &shown,
                (body.x0 + 20, y + 32),
                if row.bold { words.bold() } else { words },
            )?;
            dot(canvas, &missed, row.missed.as_ref(), (y + LINE / 2, row.bold))?;
            dot(canvas, &harms, row.harms.as_ref(), (y + LINE / 2, row.bold))?;
            y += LINE;
        }
    }
    Ok(())
}

/// A dot, filled where the interval excludes 0, its whiskers, and the number beside the scale.
fn dot(
    canvas: &Canvas<'_>,
    scale: &RightwardAxis,
    value: Option<&(Estimate, MeasureInWords)>,
    (y, bold): (i32, bool),
) -> Result<(), PlotError> {
    let Some((difference, words)) = value else { return Ok(()) };
    let colour = if bold { RUN } else { COLOURS[4] };
    let x = scale.x(difference.mean);
    if let (Some(low), Some(high)) = (difference.low(), difference.high()) {
        let (low, high) = (scale.x(low), scale.x(high));
        canvas.line(vec![(low, y), (high, y)], Pen::whole(colour, 4))?;
        for end in [low, high] {
            canvas.line(vec![(end, y - 8), (end, y + 8)], Pen::whole(colour, 4))?;
        }
    }
    canvas.dot((x, y), DOT, colour)?;
    if !words.is_shown() {
        // A hollow dot keeps the eye from taking the difference for a finding.
        canvas.dot((x, y), DOT - 4, PAPER)?;
    }
    let style = LetterStyle::new(SMALL, INK).align(Align::Right);
    canvas.text(
        &words.signed,
        (scale.x1 + NUMBER - 10, y + 8),
        if bold { style.bold() } else { style },
    )
}

fn alt(found: &ComparisonResult, blocks: &[ScenarioDifferences]) -> String {
    let row = |row: &DifferenceRow| {
        Some(format!("{} {}", row.words.to_lowercase(), row.missed.as_ref()?.1.signed))
    };
    let block = |block: &ScenarioDifferences| {
        let harms = block.rows.first().and_then(|row| Some(row.harms.as_ref()?.1.signed.clone()));
        format!(
            "{}: children missed, {}; expected serious harms {}",
            block.name,
            block.rows.iter().filter_map(row).collect::<Vec<_>>().join(", "),
            harms.unwrap_or_else(|| format::NOT_AVAILABLE.to_owned())
        )
    };
    let blocks: Vec<String> = blocks.iter().map(block).collect();
    format!(
        "Dots with intervals about a line at 0: differences to {} {}. {}.",
        found.baseline().name,
        when(found),
        blocks.join(". ")
    )
}
