//! A sweep: one factor as lines with their bands, two as a heat map with its figures.

use plotters::style::RGBColor;

use crate::report::format;
use crate::report::plot::canvas::{Align, Canvas, LetterStyle, Pen, Rect};
use crate::report::plot::drawing::Drawing;
use crate::report::plot::error::PlotError;
use crate::report::plot::page::{Caption, LegendEntry, sheet_of};
use crate::report::plot::scale::Axis;
use crate::report::plot::style::{
    AXIS, BAND, INK, LABEL, PAPER, QUIET, RUN, SMALL, WIDEST_NAME, text_width,
};
use crate::results::studies::{Answer, AskedMeasure, FactorLevels as Factor, Sweep};
use crate::words::study::sweep::{headline, in_sentence, name};

use super::graph::{Axes, Graph};

/// Panels of a sweep of one factor.
const MOST_PANELS: usize = 3;

/// The figures: none for three factors or more, whose table is the answer.
///
/// # Errors
/// Where the drawing library refuses.
pub fn draw(sweep: &Sweep) -> Result<Vec<(String, Drawing)>, PlotError> {
    match sweep.axes.as_slice() {
        [axis] => match &axis.numbers {
            // Words have no places on an axis, and one number makes no line. The table shows these sweeps.
            Some(numbers) if numbers.len() > 1 => {
                Ok(vec![("sweep".to_owned(), lines(sweep, axis, numbers)?)])
            }
            _ => Ok(Vec::new()),
        },
        [down, across] => stems(sweep.measures.iter().map(|asked| asked.id.as_str()))
            .into_iter()
            .enumerate()
            .map(|(m, stem)| Ok((stem, heat_map(sweep, down, across, m)?)))
            .collect(),
        _ => Ok(Vec::new()),
    }
}

/// Names of files for measures, each once: ids that differ in capitals or marks alone are numbered.
fn stems<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut stems: Vec<String> = Vec::new();
    for id in ids {
        let plain = format!("sweep-{}", file_name(id));
        let mut stem = plain.clone();
        let mut number = 2;
        while stems.contains(&stem) {
            stem = format!("{plain}-{number}");
            number += 1;
        }
        stems.push(stem);
    }
    stems
}

/// An id as a part of a file name.
fn file_name(id: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name: String = id.chars().map(plain).collect();
    name.trim_matches('-').to_owned()
}

fn source(sweep: &Sweep) -> String {
    format!(
        "surge-sim {}, {} points of {} replications, scenario {}",
        sweep.version,
        sweep.points.len(),
        sweep.replications,
        sweep.name
    )
}

fn scaled(asked: &AskedMeasure, value: f64) -> f64 {
    if asked.unit == "share" { 100.0 * value } else { value }
}

fn lines(sweep: &Sweep, factor: &Factor, numbers: &[f64]) -> Result<Drawing, PlotError> {
    let panels = sweep.measures.len().min(MOST_PANELS);
    let caption = Caption {
        headline: headline(sweep, 0).into(),
        subtitle: format!(
            "{} at each value of {}, {}. {}.",
            labels(sweep),
            factor.path,
            sweep.measures[0].period,
            sweep.name
        ),
        alt: alt(sweep, factor),
    };
    let keys = [
        LegendEntry::Line(Pen::whole(RUN, 5), "Mean over replications".into()),
        LegendEntry::Error("95% confidence interval of the mean".into()),
        LegendEntry::Band("Chance: 8 in 10 single runs lie within".into()),
        LegendEntry::Line(Pen::dashed(AXIS, 3), "As written".into()),
    ];
    sheet_of(caption, &source(sweep), &keys, 420 + panels as i32 * 560, |canvas, body| {
        let x = Axis::within(numbers.iter().copied(), 10);
        for (m, cell) in body.grid(panels, 1, 30).into_iter().enumerate() {
            panel(canvas, cell, sweep, factor, (x, numbers), m)?;
        }
        Ok(())
    })
}

fn labels(sweep: &Sweep) -> String {
    let labels: Vec<String> = sweep.measures.iter().take(MOST_PANELS).map(in_sentence).collect();
    format::capital(&format::list(&labels))
}

fn panel(
    canvas: &Canvas<'_>,
    cell: Rect,
    sweep: &Sweep,
    factor: &Factor,
    (x, numbers): (Axis, &[f64]),
    m: usize,
) -> Result<(), PlotError> {
    let asked = &sweep.measures[m];
    let answers: Vec<&Answer> = sweep.points.iter().map(|point| &point.answers[m]).collect();
    let ends = answers.iter().flat_map(|answer| {
        let value = answer.value.map(|value| value.high().unwrap_or(value.mean));
        [
            value,
            answer.value.and_then(|value| value.low()),
            answer.chance.map(|c| c.p10),
            answer.chance.map(|c| c.p90),
        ]
    });
    let axes = Axes {
        name: &format::capital(&asked.label),
        across: &factor.path,
        up: if asked.unit == "share" { "%" } else { &asked.unit },
        x,
        y: Axis::around(ends.flatten().map(|value| scaled(asked, value)), 5),
    };
    let graph = Graph::new(canvas, cell, &axes, 20)?;
    let at = |of: &dyn Fn(&Answer) -> Option<f64>| -> Vec<(f64, f64)> {
        numbers
            .iter()
            .zip(&answers)
            .filter_map(|(&x, answer)| Some((x, scaled(asked, of(answer)?))))
            .collect()
    };
    let (low, high) =
        (at(&|answer| answer.chance.map(|c| c.p10)), at(&|answer| answer.chance.map(|c| c.p90)));
    graph.band(&low, &high, BAND)?;
    if let Some(written) = sweep.written[m].value {
        let y = graph.y(scaled(asked, written.mean));
        canvas.line(vec![(graph.plot.x0, y), (graph.plot.x1, y)], Pen::dashed(AXIS, 3))?;
    }
    let mean = at(&|answer| answer.value.map(|value| value.mean));
    graph.whiskers(&at(&|answer| answer.value?.low()), &at(&|answer| answer.value?.high()))?;
    graph.line(&mean, Pen::whole(RUN, 5))
}

fn alt(sweep: &Sweep, factor: &Factor) -> String {
    let asked = &sweep.measures[0];
    let values: Vec<String> = sweep
        .points
        .iter()
        .map(|point| {
            format!(
                "{}: {}",
                factor.levels[point.levels[0]],
                format::short(point.answers[0].value.as_ref(), &asked.unit)
            )
        })
        .collect();
    format!(
        "Lines over {}, with bands. {}, by its value: {}.",
        factor.path,
        asked.label,
        values.join("; ")
    )
}

/// From few to many: from paper to the first colour of the palette, evenly to the eye and in grey.
fn shade(share: f64) -> RGBColor {
    let mix = |from: u8, to: u8| {
        (f64::from(from) + (f64::from(to) - f64::from(from)) * share).round() as u8
    };
    RGBColor(mix(0xF2, RUN.0), mix(0xF5, RUN.1), mix(0xF8, RUN.2))
}

/// The least and the largest of some values, where there is any.
fn ends(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    values.fold(None, |ends, x| {
        let (low, high) = ends.unwrap_or((x, x));
        Some((low.min(x), high.max(x)))
    })
}

fn heat_map(sweep: &Sweep, down: &Factor, across: &Factor, m: usize) -> Result<Drawing, PlotError> {
    let asked = &sweep.measures[m];
    let values: Vec<Option<f64>> = sweep
        .points
        .iter()
        .map(|point| Some(scaled(asked, point.answers[m].value?.mean)))
        .collect();
    let known = || values.iter().flatten().copied();
    let ends = ends(known());
    // Without a value there is no field to shade, and nothing reads these.
    let (low, high) = ends.unwrap_or_default();
    let unit = if asked.unit == "share" { "%" } else { &asked.unit };
    let figure = |value: f64| {
        let width = high - low;
        format::number(
            value,
            if width >= 20.0 {
                0
            } else if width >= 1.0 {
                1
            } else {
                3
            },
        )
    };
    let (over, from_to) = match ends {
        Some(_) => (
            format!("between {} and {} {unit} over the grid", figure(low), figure(high)),
            format!("from {} to {}", figure(low), figure(high)),
        ),
        None => ("no value at any point of the grid".to_owned(), "without a value".to_owned()),
    };
    let caption = Caption {
        headline: format!("{}: {over}, {}", name(asked), asked.period).into(),
        subtitle: format!(
            "{} [{unit}], {}: {} down, {} across; darker is more. {}.",
            format::capital(&asked.label),
            asked.period,
            down.path,
            across.path,
            sweep.name
        ),
        alt: format!(
            "A table in shades of {}: {} down, {} across, {from_to}.",
            in_sentence(asked),
            down.path,
            across.path
        ),
    };
    let rows = down.levels.len() as i32;
    let height = (rows * 90).clamp(400, 2400);
    sheet_of(caption, &source(sweep), &[], 420 + height, |canvas, body| {
        let words = down
            .levels
            .iter()
            .map(|level| text_width(level, LABEL, false))
            .max()
            .unwrap_or(0)
            .min(WIDEST_NAME);
        let table =
            Rect { x0: body.x0 + words + 24, y0: body.y0 + 90, x1: body.x1, y1: body.y1 - 20 };
        canvas.text(
            &format!("Across: {}", across.path),
            (table.x0, body.y0 + 36),
            LetterStyle::new(SMALL, QUIET),
        )?;
        canvas.text(
            &format!("Down: {}", down.path),
            (body.x0, body.y0),
            LetterStyle::new(SMALL, QUIET),
        )?;
        // Cells and points both go row by row, so they can be paired in order.
        let cells = table.grid(down.levels.len(), across.levels.len(), 4);
        for (n, level) in across.levels.iter().enumerate() {
            let middle = (cells[n].x0 + cells[n].x1) / 2;
            canvas.text(
                level,
                (middle, table.y0 - 16),
                LetterStyle::new(LABEL, INK).align(Align::Middle),
            )?;
        }
        for (cell, value) in cells.iter().zip(&values) {
            let Some(value) = value else { continue };
            let share = if high > low { (value - low) / (high - low) } else { 0.0 };
            canvas.fill(*cell, shade(share), 1.0)?;
            // Dark and light words have nearly the same contrast at this shade, above 4 to 1.
            let ink = if share > 0.7 { PAPER } else { INK };
            let at = ((cell.x0 + cell.x1) / 2, (cell.y0 + cell.y1) / 2 + 9);
            if text_width(&figure(*value), LABEL, false) < cell.width() {
                canvas.text(
                    &figure(*value),
                    at,
                    LetterStyle::new(LABEL, ink).align(Align::Middle),
                )?;
            }
        }
        for (row, level) in down.levels.iter().enumerate() {
            let cell = cells[row * across.levels.len()];
            let at = (table.x0 - 16, (cell.y0 + cell.y1) / 2 + 9);
            canvas.text(level, at, LetterStyle::new(LABEL, INK).align(Align::Right))?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Better;
    use crate::results::studies::SweepPoint;

    fn asked(id: &str, label: &str) -> AskedMeasure {
        AskedMeasure {
            id: id.into(),
            label: label.into(),
            named: false,
            unit: "share".into(),
            better: Better::Lower,
            period: "in the year".into(),
        }
    }

    fn two_by_two(measures: Vec<AskedMeasure>) -> Sweep {
        let axis = |path: &str| Factor::parse(&format!("{path}=1..2:1")).expect("it is an axis");
        let none = || Answer { value: None, difference: None, chance: None };
        let answers = || measures.iter().map(|_| none()).collect();
        let point = |levels: [usize; 2]| SweepPoint { levels: levels.into(), answers: answers() };
        Sweep {
            version: "1".into(),
            name: "s".into(),
            seed: 1,
            replications: 2,
            axes: vec![axis("a.b"), axis("c.d")],
            written: answers(),
            points: [[0, 0], [0, 1], [1, 0], [1, 1]].map(point).into(),
            measures,
            warnings: Vec::new(),
        }
    }

    #[test]
    fn each_measure_has_a_file_of_its_own_and_says_where_it_has_no_value() {
        let ids = ["started[Visit]", "started[visit]", "started[visit]-2", "auc[visit]"];
        let sweep = two_by_two(ids.map(|id| asked(id, "AUC at the MASH")).into());
        let drawn = draw(&sweep).expect("it is drawn");
        let stems: Vec<&str> = drawn.iter().map(|(stem, _)| stem.as_str()).collect();
        assert_eq!(
            stems,
            [
                "sweep-started-visit",
                "sweep-started-visit-2",
                "sweep-started-visit--2",
                "sweep-auc-visit"
            ]
        );
        let (_, drawing) = &drawn[0];
        assert_eq!(
            drawing.headline,
            "In this model: AUC at the MASH: no value at any point of the grid, in the year"
        );
        assert!(drawing.alt.ends_with("without a value."), "{}", drawing.alt);
        assert_eq!(labels(&sweep), "AUC at the MASH, AUC at the MASH and AUC at the MASH");
    }

    #[test]
    fn the_ends_of_values_are_known_where_there_is_any() {
        assert_eq!(ends([2.0, -1.0, 3.0].into_iter()), Some((-1.0, 3.0)));
        assert_eq!(ends(std::iter::empty()), None);
    }
}
