//! Where high-risk children ended up: of every 100, before the publicity, in the year after, and without it.

use plotters::style::RGBColor;

use crate::measure::{Indicator, MeasureId, PeriodId, Settlement};
use crate::report::format;
use crate::report::reading::{self, Column, ShownWorld};
use crate::results::RunResult;
use crate::stats::Estimate;
use crate::words::headline::FigureHeadline;

use super::canvas::{Align, Canvas, LetterStyle, Pen, Rect};
use super::data::{Cell, DataTable};
use super::drawing::Drawing;
use super::error::PlotError;
use super::page::{Caption, LegendEntry, sheet};
use super::scale::Axis;
use super::style::{AXIS, COLOURS, GRID, INK, LABEL, QUIET, SMALL, WIDEST_NAME, text_width};
use super::words::no_comparison;

/// Per 100 children, in one column of the usual table.
struct PlacesRow {
    name: String,
    values: Vec<Option<Estimate>>,
}

pub(super) fn draw(result: &RunResult) -> Result<Drawing, PlotError> {
    let columns = columns(result);
    let rows = rows(result, &columns);
    let names = columns.iter().map(|column| name(result, column));
    let keys: Vec<LegendEntry> =
        names.zip(colours(&columns)).map(|(name, colour)| LegendEntry::Box(colour, name)).collect();
    let has_intervals =
        rows.iter().flat_map(|row| row.values.iter().flatten()).any(|e| e.half_width.is_some());
    let caption = Caption {
        headline: headline(result),
        subtitle: format!(
            "Where high-risk children stood {} of coming to notice, of every 100 whose risk did not end first{}",
            reading::window(result),
            if has_intervals { "; thin lines: 95% confidence interval of the mean" } else { "" }
        ),
        alt: alt(result),
    };
    let height = 430 + rows.len().max(1) as i32 * (columns.len() as i32 * 30 + 30);
    sheet(result, caption, &keys, height, |canvas, body| {
        paint(canvas, body, &rows, &colours(&columns))
    })
}

fn columns(result: &RunResult) -> Vec<Column> {
    reading::columns(result)
        .into_iter()
        .filter(|column| column.world != ShownWorld::Difference)
        .collect()
}

fn name(result: &RunResult, column: &Column) -> String {
    match (column.world, column.period) {
        (ShownWorld::Twin, _) => format!("Same {} without publicity", reading::stretch(result)),
        (_, PeriodId::Before) => reading::publicity(result)
            .map_or_else(|| "Before".into(), |mark| format!("Before {}", format::date(mark.date))),
        (_, PeriodId::YearAfter) => format::capital(&reading::time_after(result)),
        _ => "Observed".into(),
    }
}

/// Before in grey, the run and the twin as in every other figure.
fn colours(columns: &[Column]) -> Vec<RGBColor> {
    let colour = |column: &Column| match (column.world, column.period) {
        (ShownWorld::Twin, _) => COLOURS[1],
        (_, PeriodId::Before) => RGBColor(0xB4, 0xB8, 0xBB),
        _ => COLOURS[0],
    };
    columns.iter().map(colour).collect()
}

fn rows(result: &RunResult, columns: &[Column]) -> Vec<PlacesRow> {
    let per_100 = |id: MeasureId, column: &Column| {
        let estimate = column.of(result.value(id, column.period)?)?;
        Some(estimate.times(100.0))
    };
    // The rate leaves out children whose risk ended first, so all others were protected in time.
    let found = |column: &Column| {
        per_100(Indicator::MissRate.into(), column).map(|missed| missed.less_than(100.0))
    };
    let mut rows = vec![PlacesRow {
        name: "Protected in time".into(),
        values: columns.iter().map(found).collect(),
    }];
    for route in Settlement::ROUTES {
        let values = columns
            .iter()
            .map(|column| per_100(Indicator::MissRate.settled(route), column))
            .collect();
        rows.push(PlacesRow { name: format::capital(route.name()), values });
    }
    rows
}

fn paint(
    canvas: &Canvas<'_>,
    body: Rect,
    rows: &[PlacesRow],
    colours: &[RGBColor],
) -> Result<(), PlotError> {
    if rows.iter().all(|row| row.values.iter().all(Option::is_none)) {
        return canvas.text(
            "There is nobody to show here.",
            (body.x0, body.y0 + 60),
            LetterStyle::new(LABEL, QUIET),
        );
    }
    let names = rows
        .iter()
        .map(|row| text_width(&row.name, LABEL, false))
        .max()
        .unwrap_or(0)
        .min(WIDEST_NAME);
    let plot = Rect { x0: body.x0 + names + 24, y0: body.y0, x1: body.x1 - 150, y1: body.y1 - 78 };
    // The axis must hold the upper ends of the intervals, which lie beyond the bars.
    let tops =
        rows.iter().flat_map(|row| row.values.iter().flatten()).map(|e| e.high().unwrap_or(e.mean));
    let axis = Axis::around(tops, 8);
    let x = |value: f64| {
        let share = ((value - axis.low) / (axis.high - axis.low)).clamp(0.0, 1.0);
        plot.x0 + (share * f64::from(plot.width())).round() as i32
    };
    for tick in axis.ticks() {
        let pen = if tick.abs() < 1e-9 { Pen::whole(AXIS, 2) } else { Pen::whole(GRID, 2) };
        canvas.line(vec![(x(tick), plot.y0), (x(tick), plot.y1)], pen)?;
        canvas.text(
            &axis.figure(tick),
            (x(tick), plot.y1 + 34),
            LetterStyle::new(SMALL, QUIET).align(Align::Middle),
        )?;
    }
    canvas.text(
        "Children of every 100",
        (plot.x0, plot.y1 + 72),
        LetterStyle::new(SMALL, QUIET),
    )?;
    for (row, cell) in rows.iter().zip(plot.grid(rows.len(), 1, 24)) {
        let middle = (cell.y0 + cell.y1) / 2;
        canvas.text(
            &row.name,
            (plot.x0 - 16, middle + 9),
            LetterStyle::new(LABEL, INK).align(Align::Right),
        )?;
        for ((value, colour), bar) in
            row.values.iter().zip(colours).zip(cell.grid(row.values.len(), 1, 2))
        {
            let Some(value) = value else { continue };
            canvas.fill(Rect { x0: plot.x0, x1: x(value.mean), ..bar }, *colour, 1.0)?;
            let y = (bar.y0 + bar.y1) / 2;
            let end = x(value.high().unwrap_or(value.mean));
            if let Some(low) = value.low() {
                canvas.interval((x(low), y), (end, y), 2)?;
            }
            let words = format::number(value.mean, 1);
            canvas.text(&words, (end + 10, y + 8), LetterStyle::new(SMALL, INK))?;
        }
    }
    Ok(())
}

fn headline(result: &RunResult) -> FigureHeadline {
    let Some(rate) = &result.headline.miss_rate else {
        return "no high-risk child comes to notice whose risk does not end first".into();
    };
    let missed = reading::of_every_100(result, rate);
    let start = format!(
        "of every 100 high-risk children, {missed} are not protected {}",
        reading::window(result)
    );
    if let Some(reason) = no_comparison(result) {
        return format!("{start} {}{reason}", reading::when(result)).into();
    }
    match (&result.headline.miss_rate_twin, &result.headline.miss_rate_difference) {
        (Some(twin), Some(difference)) if difference.excludes_zero() => format!(
            "{start} {}; without {} it would be {}",
            reading::when(result),
            reading::the_publicity(result),
            reading::of_every_100(result, twin)
        )
        .into(),
        _ => FigureHeadline::of_model(format!(
            "{} {}; the model does not show that {} changes this",
            format::capital(&start),
            reading::when(result),
            reading::the_publicity(result)
        )),
    }
}

pub(super) fn reads(_: &RunResult) -> String {
    "Each group of bars is where high-risk children stood when the time was up, of every 100 whose risk did not end first; the \
     longest bar is what happens most on average. Thin lines are 95 % confidence intervals of the means."
        .into()
}

pub(super) fn data(result: &RunResult) -> DataTable {
    let shown = columns(result);
    let mut columns = vec!["where".to_owned()];
    for column in &shown {
        let name = name(result, column);
        columns.push(format!("{name} [of 100]"));
        columns.push(format!("{name}: half-width of its interval"));
    }
    let row = |row: &PlacesRow| {
        let cells = row
            .values
            .iter()
            .flat_map(|value| [value.map(|e| e.mean), value.and_then(|e| e.half_width)]);
        std::iter::once(Cell::words(row.name.clone())).chain(cells.map(Cell::number)).collect()
    };
    DataTable { columns, rows: rows(result, &shown).iter().map(row).collect() }
}

pub(super) fn alt(result: &RunResult) -> String {
    let columns = columns(result);
    let rows: Vec<String> = rows(result, &columns)
        .iter()
        .filter(|row| row.values.iter().any(Option::is_some))
        .map(|row| {
            let values: Vec<String> =
                row.values.iter().map(|value| format::mean(value.as_ref(), "")).collect();
            format!("{}: {}", row.name, values.join(", "))
        })
        .collect();
    let names: Vec<String> = columns.iter().map(|column| name(result, column)).collect();
    let what = if rows.is_empty() {
        "No high-risk child came to notice".to_owned()
    } else {
        rows.join("; ")
    };
    format!("Horizontal bars, of every 100 high-risk children ({}). {what}.", names.join(", "))
}
