//! The tornado: what each number does to the answer at either end of its range.

use crate::report::format;
use crate::report::plot::canvas::{Align, Canvas, LetterStyle, Rect};
use crate::report::plot::drawing::Drawing;
use crate::report::plot::error::PlotError;
use crate::report::plot::page::{Caption, LegendEntry, sheet_of};
use crate::report::plot::rightward::RightwardAxis;
use crate::report::plot::scale::Axis;
use crate::report::plot::style::{COLOURS, INK, QUIET, RUN, SMALL, WIDEST_NAME, text_width};
use crate::results::studies::{Screened, Sensitivity};
use crate::stats::Estimate;
use crate::words::study::sensitivity::{by_ends, leading, swing};
use crate::words::study::sweep::name;

/// Bars that have room.
const MOST: usize = 20;
/// Height of a row (units).
const ROW: i32 = 58;

/// The figure.
///
/// # Errors
/// Where the drawing library refuses.
pub fn draw(found: &Sensitivity) -> Result<Drawing, PlotError> {
    let mut shown: Vec<&Screened> = found.factors.iter().collect();
    shown.sort_by(|a, b| swing(b).total_cmp(&swing(a)));
    let all = shown.len();
    shown.truncate(MOST);
    let scale = if found.asked.unit == "share" { 100.0 } else { 1.0 };
    let unit = if found.asked.unit == "share" { "percentage points" } else { &found.asked.unit };
    let first = shown.first().map_or(String::new(), |one| one.factor.path.clone());
    let some = if all > MOST { format!("the {MOST} largest of {all}; ") } else { String::new() };
    let words: Vec<String> = shown.iter().map(|one| words(one, &found.asked.unit)).collect();
    let ends = || shown.iter().flat_map(|one| [one.low, one.high]).flatten();
    let has_interval = ends().any(|end| end.low().is_some());
    // A bar alone would look as if it were known exactly.
    let bare = match (has_interval, ends().any(|end| end.not_shown().is_some())) {
        (_, false) => "",
        (true, true) => " A bar without an interval: too few pairs of runs differ to show one.",
        (false, true) => " No bar has an interval: too few pairs of runs differ to show one.",
    };
    let caption = Caption {
        headline: if shown.first().is_some_and(|one| is_shown(one)) {
            let level = leading(&shown, by_ends);
            let asked = name(&found.asked);
            match level.len() {
                1 => format!("{asked}: the answer hangs most on {first}").into(),
                2 => format!(
                    "{asked}: the answer hangs on {first} and {}; which of them more is not shown",
                    level[1].factor.path
                )
                .into(),
                n => format!(
                    "{asked}: the answer hangs on {first} and {} others; which of them most is not shown",
                    n - 1
                )
                .into(),
            }
        } else {
            "no number alone is shown to move the answer".into()
        },
        subtitle: format!(
            "What each number alone does at either end of its range, {some}{}; {} as written. {}.{bare}",
            found.asked.period,
            format::short(found.written.as_ref(), &found.asked.unit),
            found.name
        ),
        alt: format!("Bars to either side of none. {}.", words.join("; ")),
    };
    let mut keys = vec![
        LegendEntry::Box(RUN, "At the lower end of its range".into()),
        LegendEntry::Box(COLOURS[3], "At the upper end".into()),
    ];
    if has_interval {
        keys.push(LegendEntry::Error("95% confidence interval".into()));
    }
    let source = format!(
        "surge-sim {}, {} replications a point, scenario {}",
        found.version, found.replications, found.name
    );
    sheet_of(caption, &source, &keys, 520 + shown.len() as i32 * ROW, |canvas, body| {
        let widest =
            shown.iter().map(|one| text_width(&label(one), SMALL, false)).max().unwrap_or(0);
        let ends = ends().flat_map(|end| {
            [scale * end.low().unwrap_or(end.mean), scale * end.high().unwrap_or(end.mean)]
        });
        let axis = RightwardAxis {
            axis: Axis::around(ends, 8),
            x0: body.x0 + widest.min(WIDEST_NAME) + 24,
            x1: body.x1 - 20,
        };
        let bottom = body.y0 + 10 + shown.len() as i32 * ROW;
        axis.grid(canvas, (body.y0, bottom))?;
        for (n, one) in shown.iter().enumerate() {
            let y = body.y0 + 10 + n as i32 * ROW;
            canvas.text(
                &label(one),
                (axis.x0 - 16, y + 32),
                LetterStyle::new(SMALL, INK).align(Align::Right),
            )?;
            bar(canvas, &axis, one.low.map(|end| end.times(scale)), y + 4, RUN)?;
            bar(canvas, &axis, one.high.map(|end| end.times(scale)), y + 28, COLOURS[3])?;
        }
        axis.figures(canvas, bottom, unit)?;
        canvas.text(
            "Left of 0: less than as written; right of 0: more",
            (axis.x1, bottom + 72),
            LetterStyle::new(SMALL, QUIET).align(Align::Right),
        )
    })
}

/// True where the runs show that either end of the range moves the answer.
fn is_shown(one: &Screened) -> bool {
    [one.low, one.high].into_iter().flatten().any(|end| end.excludes_zero())
}

fn label(one: &Screened) -> String {
    format!(
        "{} ({} to {})",
        one.factor.path,
        format::plain(one.factor.low),
        format::plain(one.factor.high)
    )
}

fn words(one: &Screened, unit: &str) -> String {
    let end = |end: Option<Estimate>| format::difference(end.as_ref(), unit);
    format!(
        "{}: {} at {}, {} at {}",
        one.factor.path,
        end(one.low),
        one.factor.low,
        end(one.high),
        one.factor.high
    )
}

fn bar(
    canvas: &Canvas<'_>,
    axis: &RightwardAxis,
    end: Option<Estimate>,
    y: i32,
    colour: plotters::style::RGBColor,
) -> Result<(), PlotError> {
    let Some(end) = end else { return Ok(()) };
    let (zero, x) = (axis.x(0.0), axis.x(end.mean));
    canvas.fill(
        // An effect of 0 is still drawn as a line.
        Rect { x0: zero.min(x), y0: y, x1: zero.max(x).max(zero.min(x) + 2), y1: y + 20 },
        colour,
        1.0,
    )?;
    if let (Some(low), Some(high)) = (end.low(), end.high()) {
        canvas.interval((axis.x(low), y + 10), (axis.x(high), y + 10), 3)?;
    }
    Ok(())
}
