//! Money: what was spent over the observed period, by line, with and without the publicity, and the difference.

use crate::measure::{Indicator, MeasureId};
use crate::report::format;
use crate::report::organisation::{Pounds, money, observed, over_all, prices};
use crate::report::reading::{self, ShownWorld};
use crate::results::RunResult;
use crate::stats::Estimate;
use crate::words::headline::FigureHeadline;

use super::canvas::{Align, Canvas, LetterStyle, Pen, Rect};
use super::data::{self, DataTable};
use super::drawing::Drawing;
use super::error::PlotError;
use super::page::{Caption, LegendEntry, run_name, sheet};
use super::rightward::{RightwardAxis, value as beside};
use super::scale::Axis;
use super::style::{COLOURS, INK, LABEL, RUN, TWIN, WIDEST_NAME, text_width};

/// One line of spending (pounds).
struct SpendingLine {
    name: String,
    run: Option<Estimate>,
    twin: Option<Estimate>,
    difference: Option<Estimate>,
}

/// What the publicity adds: light, so that its interval is seen on it.
const DIFFERENCE: plotters::style::RGBColor = COLOURS[5];
/// Height of a line (units).
const LINE: i32 = 78;

pub(super) fn draw(result: &RunResult) -> Result<Drawing, PlotError> {
    let lines = lines(result);
    let has_twin = lines.iter().any(|line| line.twin.is_some());
    let mut keys = vec![LegendEntry::Box(RUN, run_name(result).into())];
    if has_twin {
        keys.push(LegendEntry::Box(TWIN, "Without publicity".into()));
        let interval =
            lines.iter().any(|line| line.difference.is_some_and(|e| e.half_width.is_some()));
        if interval {
            keys.push(LegendEntry::Line(
                Pen::whole(INK, 3),
                "95% confidence interval of the mean difference".into(),
            ));
        }
    }
    let prices = prices(result);
    let comma = if prices.is_empty() { "" } else { ", " };
    let difference = if has_twin {
        format!("; right, what {} adds, on its own scale", reading::the_publicity(result))
    } else {
        String::new()
    };
    let caption = Caption {
        headline: headline(result),
        subtitle: format!("Money spent by line, mean over all runs{comma}{prices}{difference}"),
        alt: alt(result),
    };
    let height = 470 + lines.len().max(1) as i32 * LINE;
    sheet(result, caption, &keys, height, |canvas, body| paint(canvas, body, &lines, has_twin))
}

fn lines(result: &RunResult) -> Vec<SpendingLine> {
    let line = |(name, id): (String, MeasureId)| {
        let value = over_all(result, &id);
        let of = |world| {
            let column = observed(result).into_iter().find(|column| column.world == world)?;
            column.of(value?).copied()
        };
        SpendingLine {
            name: format::capital(&name),
            run: of(ShownWorld::Run),
            twin: of(ShownWorld::Twin),
            difference: of(ShownWorld::Difference),
        }
    };
    money(result).into_iter().map(line).collect()
}

fn paint(
    canvas: &Canvas<'_>,
    body: Rect,
    lines: &[SpendingLine],
    has_twin: bool,
) -> Result<(), PlotError> {
    let names = lines
        .iter()
        .map(|line| text_width(&line.name, LABEL, line.name == ALL))
        .max()
        .unwrap_or(0)
        .min(WIDEST_NAME);
    let x0 = body.x0 + names + 24;
    let (top, bottom) = (body.y0 + LABEL + 20, body.y1 - 78);
    let end = if has_twin { x0 + (body.x1 - x0) * 52 / 100 } else { body.x1 };
    let sums = || lines.iter().flat_map(|line| [line.run, line.twin]).flatten().map(|e| e.mean);
    let (pounds, axis) = axis(sums(), 5);
    let spent = RightwardAxis { axis, x0, x1: end - 120 };
    canvas.text("Spent", (x0, body.y0 + LABEL), LetterStyle::new(LABEL, INK).bold())?;
    spent.grid(canvas, (top, bottom))?;
    spent.figures(canvas, bottom, &format!("£ {}", pounds.word))?;
    let cells = Rect { x0, y0: top + 8, x1: end, y1: bottom - 8 }.grid(lines.len(), 1, 16);
    for (line, cell) in lines.iter().zip(&cells) {
        let (x, y) = (x0 - 16, (cell.y0 + cell.y1) / 2 + 9);
        let words = LetterStyle::new(LABEL, INK).align(Align::Right);
        canvas.text(&line.name, (x, y), if line.name == ALL { words.bold() } else { words })?;
        let worlds: Vec<_> = [(line.run, RUN), (line.twin, TWIN)]
            .into_iter()
            .take(1 + usize::from(has_twin))
            .collect();
        for ((value, colour), bar) in worlds.iter().zip(cell.grid(worlds.len(), 1, 2)) {
            let Some(value) = value.as_ref().map(|value| pounds.of(value)) else {
                beside(
                    canvas,
                    format::NOT_AVAILABLE,
                    (x0 + 12, (bar.y0 + bar.y1) / 2 + 8),
                    Align::Left,
                )?;
                continue;
            };
            canvas.fill(Rect { x0: spent.x(0.0), x1: spent.x(value.mean), ..bar }, *colour, 1.0)?;
            let at = (spent.x(value.mean) + 10, (bar.y0 + bar.y1) / 2 + 8);
            beside(canvas, &sum(value.mean), at, Align::Left)?;
        }
    }
    if has_twin { differences(canvas, body, (end, top, bottom), lines, &cells) } else { Ok(()) }
}

const ALL: &str = "In all";

fn differences(
    canvas: &Canvas<'_>,
    body: Rect,
    (left, top, bottom): (i32, i32, i32),
    lines: &[SpendingLine],
    cells: &[Rect],
) -> Result<(), PlotError> {
    let ends = lines
        .iter()
        .filter_map(|line| line.difference)
        .flat_map(|e| [e.mean, e.low().unwrap_or(e.mean), e.high().unwrap_or(e.mean)]);
    // The difference has its own scale: salaries would hide it on the scale of the sums.
    let (pounds, axis) = axis(ends, 3);
    // Room at the left for the sums of lines that cost less.
    let room = if axis.low < 0.0 { 120 } else { 30 };
    let scale = RightwardAxis { axis, x0: left + room, x1: body.x1 - 130 };
    canvas.text(
        "Difference that it makes",
        (left + 30, body.y0 + LABEL),
        LetterStyle::new(LABEL, INK).bold(),
    )?;
    scale.grid(canvas, (top, bottom))?;
    scale.figures(canvas, bottom, &format!("£ {}", pounds.word))?;
    for (line, cell) in lines.iter().zip(cells) {
        let y = (cell.y0 + cell.y1) / 2;
        let Some(value) = line.difference.map(|difference| pounds.of(&difference)) else {
            beside(canvas, format::NOT_AVAILABLE, (scale.x(0.0) + 12, y + 8), Align::Left)?;
            continue;
        };
        let (zero, to) = (scale.x(0.0), scale.x(value.mean));
        let bar = Rect { x0: zero.min(to), y0: cell.y0 + 10, x1: zero.max(to), y1: cell.y1 - 10 };
        canvas.fill(bar, DIFFERENCE, 1.0)?;
        let (low, high) = (value.low().unwrap_or(value.mean), value.high().unwrap_or(value.mean));
        if high > low {
            canvas.interval((scale.x(low), y), (scale.x(high), y), 3)?;
        }
        let (at, align) = if value.mean < 0.0 {
            (scale.x(low).min(zero) - 12, Align::Right)
        } else {
            (scale.x(high).max(zero) + 12, Align::Left)
        };
        // The interval is drawn: the mean alone, to the digits that it deserves and the eye can compare.
        let half_width = value.half_width.filter(|half_width| *half_width > 1e-9);
        let places = half_width.map_or_else(|| decimals(value.mean), format::decimals_for).min(2);
        beside(canvas, &format::signed(value.mean, places), (at, y + 8), align)?;
    }
    Ok(())
}

fn axis(pounds: impl Iterator<Item = f64>, steps: u32) -> (Pounds, Axis) {
    // One scale has one unit, because the eye cannot compare thousands with millions.
    let pounds: Vec<f64> = pounds.filter(|sum| sum.is_finite()).collect();
    let unit = Pounds::for_sums_of(pounds.iter().fold(0.0_f64, |most, sum| most.max(sum.abs())));
    let of = |sum: &f64| unit.of(&Estimate::even(*sum, None, 1)).mean;
    (unit, Axis::around(pounds.iter().map(of), steps))
}

fn sum(value: f64) -> String {
    format::number(value, decimals(value))
}

fn decimals(value: f64) -> usize {
    format::decimals_plain(value)
}

fn headline(result: &RunResult) -> FigureHeadline {
    let Some(value) = over_all(result, Indicator::Money) else { return "money".into() };
    let Some(run) = &value.run else { return "money spent in this time".into() };
    let pounds = Pounds::for_sums_of(run.mean);
    let all = format!("£{} {}", format::plain(pounds.of(run).mean), pounds.word);
    let Some(difference) = &value.difference else {
        return format!("the service spends {all} from {}", reading::span(result)).into();
    };
    let of = Pounds::for_sums_of(difference.mean);
    let size = of.of(&difference.size());
    let words = format!("£{} {}", format::short(Some(&size), ""), of.word);
    let publicity = reading::the_publicity(result);
    if difference.half_width.is_none() {
        return format!(
            "the service spends {all}, £{} {} {} than without {publicity} (one replication, so no interval)",
            format::plain(size.mean),
            of.word,
            if difference.mean < 0.0 { "less" } else { "more" }
        )
        .into();
    }
    if !difference.excludes_zero() {
        return FigureHeadline::of_model(format!(
            "The model does not show that {publicity} changes what is spent, {all}"
        ));
    }
    let more = if difference.mean < 0.0 { "less" } else { "more" };
    format!("with {publicity} the service spends {words} {more}, of {all} in all").into()
}

pub(super) fn reads(result: &RunResult) -> String {
    format!(
        "Left, what is spent over the whole time, a line for each kind; right, what {} adds or saves, with its interval. What is \
         spent on protection that did not happen, and what harm costs, is not in it.",
        reading::the_publicity(result)
    )
}

pub(super) fn data(result: &RunResult) -> DataTable {
    data::of_indicators(result, &[Indicator::Money])
}

pub(super) fn alt(result: &RunResult) -> String {
    let pounds = |estimate: Option<Estimate>| {
        estimate.map_or_else(
            || format::NOT_AVAILABLE.to_owned(),
            |estimate| {
                let unit = Pounds::for_sums_of(estimate.mean);
                format!("£{} {}", format::plain(unit.of(&estimate).mean), unit.word)
            },
        )
    };
    let lines: Vec<String> = lines(result)
        .iter()
        .map(|line| match line.twin {
            Some(_) => format!(
                "{}: {}, without publicity {}",
                line.name,
                pounds(line.run),
                pounds(line.twin)
            ),
            None => format!("{}: {}", line.name, pounds(line.run)),
        })
        .collect();
    format!(
        "Horizontal bars of money spent from {}, by line. {}.",
        reading::span(result),
        lines.join("; ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn a_difference_of_one_replication_is_said_without_an_interval() {
        let mut result = sample::organised();
        for value in result.measures.iter_mut().flat_map(|measure| &mut measure.values) {
            value.difference =
                value.difference.map(|d| Estimate { half_width: None, mean: -4e5, ..d });
        }
        let drawing = draw(&result).expect("it can be drawn");
        assert!(
            drawing.headline.ends_with(
                "less than without \"Verdict in the Baby Peter case\" (one replication, so no interval)"
            ),
            "{}",
            drawing.headline
        );
    }
}
