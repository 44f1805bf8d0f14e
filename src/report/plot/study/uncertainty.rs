//! Uncertainty: what single runs show as written, and what they show where the numbers are not known.

use crate::report::format;
use crate::report::plot::canvas::{Align, Canvas, LetterStyle, Pen, Rect};
use crate::report::plot::drawing::Drawing;
use crate::report::plot::error::PlotError;
use crate::report::plot::page::{Caption, LegendEntry, sheet_of};
use crate::report::plot::rightward::RightwardAxis;
use crate::report::plot::scale::Axis;
use crate::report::plot::style::{
    COLOURS, INK, LABEL, QUIET, RUN, SMALL, TWIN, WIDEST_NAME, text_width,
};
use crate::results::studies::{Spreads, Uncertainty};
use crate::words::headline::FigureHeadline;
use crate::words::study::sweep::name;
use crate::words::study::uncertainty::{sentence, varies};

/// Measures that have room.
const MOST: usize = 4;
/// Height of one measure (units).
const PANEL: i32 = 360;

/// The figure.
///
/// # Errors
/// Where the drawing library refuses.
pub fn draw(found: &Uncertainty) -> Result<Drawing, PlotError> {
    let shown: Vec<&Spreads> = found.measures.iter().take(MOST).collect();
    let caption = Caption {
        headline: headline(found),
        subtitle: format!("Where 8 in 10 lie, and the middle. {}.", found.name),
        alt: shown.iter().map(|measure| sentence(measure)).collect::<Vec<String>>().join(" "),
    };
    let keys = [
        LegendEntry::Box(RUN, "Luck and not knowing: single runs of all draws".into()),
        LegendEntry::Box(TWIN, "Not knowing: the draws' means".into()),
        LegendEntry::Box(COLOURS[3], "Monte Carlo error: the mean of all, 95%".into()),
    ];
    let source = format!(
        "surge-sim {}, {} draws of {} replications, scenario {}",
        found.version, found.draws, found.replications, found.name
    );
    sheet_of(caption, &source, &keys, 420 + shown.len() as i32 * PANEL, |canvas, body| {
        for (n, measure) in shown.iter().enumerate() {
            let y0 = body.y0 + n as i32 * PANEL;
            panel(canvas, Rect { x0: body.x0, y0, x1: body.x1, y1: y0 + PANEL }, measure)?;
        }
        Ok(())
    })
}

fn headline(found: &Uncertainty) -> FigureHeadline {
    let Some((measure, parts)) = found.measures.first().and_then(|m| Some((m, m.parts.as_ref()?)))
    else {
        return "what is luck and what is not known".into();
    };
    let name = name(&measure.asked);
    if !varies(parts) {
        return format!("{name}: the same in every run of every draw").into();
    }
    let share = |value: f64| format::number(100.0 * value, 0);
    let (low, high) = parts.share_interval;
    format!(
        "{name}: of the variance, between {} and {} % is not knowing, the rest luck",
        share(low),
        share(high)
    )
    .into()
}

fn panel(canvas: &Canvas<'_>, cell: Rect, measure: &Spreads) -> Result<(), PlotError> {
    let scaled = |value: f64| if measure.asked.unit == "share" { 100.0 * value } else { value };
    let mean = measure.parts.as_ref().map(|parts| parts.mean);
    let rows = [
        ("Single runs", RUN, measure.all.map(|s| (scaled(s.p10), scaled(s.p50), scaled(s.p90)))),
        (
            "Draws' means",
            TWIN,
            measure.draws.map(|s| (scaled(s.p10), scaled(s.p50), scaled(s.p90))),
        ),
        (
            "Mean of all",
            COLOURS[3],
            mean.and_then(|m| Some((scaled(m.low()?), scaled(m.mean), scaled(m.high()?)))),
        ),
    ];
    let title = format!("{}, {}", format::capital(&name(&measure.asked)), measure.asked.period);
    canvas.text(&title, (cell.x0, cell.y0 + LABEL), LetterStyle::new(LABEL, INK).bold())?;
    let words = rows
        .iter()
        .map(|(words, _, _)| text_width(words, LABEL, false))
        .max()
        .unwrap_or(0)
        .min(WIDEST_NAME);
    let ends = rows.iter().filter_map(|(_, _, ends)| *ends).flat_map(|(low, _, high)| [low, high]);
    let scale =
        RightwardAxis { axis: Axis::around(ends, 8), x0: cell.x0 + words + 24, x1: cell.x1 - 40 };
    let top = cell.y0 + LABEL + 20;
    scale.grid(canvas, (top, top + 3 * 64))?;
    for (n, (words, colour, ends)) in rows.into_iter().enumerate() {
        let y = top + n as i32 * 64 + 8;
        canvas.text(
            words,
            (scale.x0 - 16, y + 34),
            LetterStyle::new(LABEL, QUIET).align(Align::Right),
        )?;
        let Some((low, middle, high)) = ends else { continue };
        canvas.fill(
            // The error of the mean may be too narrow to see.
            Rect { x0: scale.x(low), y0: y, x1: scale.x(high).max(scale.x(low) + 3), y1: y + 48 },
            colour,
            0.75,
        )?;
        let x = scale.x(middle);
        canvas.line(vec![(x, y - 4), (x, y + 52)], Pen::whole(INK, 4))?;
        let figure = LetterStyle::new(SMALL, INK);
        canvas.text(&format::plain(high), (scale.x(high) + 10, y + 33), figure)?;
        canvas.text(
            &format::plain(low),
            (scale.x(low) - 10, y + 33),
            figure.align(Align::Right),
        )?;
    }
    let unit = if measure.asked.unit == "share" { "%" } else { &measure.asked.unit };
    scale.figures(canvas, top + 3 * 64, unit)
}
