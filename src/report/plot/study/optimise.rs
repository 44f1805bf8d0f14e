//! A search: what every option costs and what it does.

use crate::report::format;
use crate::report::plot::canvas::{Align, LetterStyle, Pen};
use crate::report::plot::drawing::Drawing;
use crate::report::plot::error::PlotError;
use crate::report::plot::page::{Caption, LegendEntry, sheet_of};
use crate::report::plot::scale::Axis;
use crate::report::plot::style::{AXIS, COLOURS, INK, RUN, SMALL, text_width};
use crate::report::plot::words::first_ones;
use crate::results::studies::{Goal, Optimised, OptionResult, OptionStatus};
use crate::words::study::optimise::{aim, words};
use crate::words::study::sweep::name;

use super::graph::{Axes, Graph};

/// The figure.
///
/// # Errors
/// Where the drawing library refuses.
pub fn draw(found: &Optimised) -> Result<Drawing, PlotError> {
    let best = found.best.map(|best| words(&found.levers, &found.options[best]));
    let scale = if found.asked.unit == "share" { 100.0 } else { 1.0 };
    let caption = Caption {
        headline: match best {
            Some(best) if found.settled => format!("{}: {best}", aim(found)).into(),
            Some(best) => format!(
                "not settled before replications ran out: {}. So far ahead: {best}",
                aim(found)
            )
            .into(),
            None if found.settled => "no option keeps the target".into(),
            None => {
                "not settled: no option was shown to keep the target, or not to, before replications ran out".into()
            }
        },
        subtitle: format!(
            "{}, {}, and what each option costs more than the scenario as written. {}.",
            format::capital(&name(&found.asked)),
            found.asked.period,
            found.name
        ),
        alt: format!("Dots, one an option. {}.", alt(found)),
    };
    let keys = [
        LegendEntry::Box(COLOURS[3], "Named".into()),
        LegendEntry::Box(RUN, "Not told from it, or keeps the target".into()),
        LegendEntry::Box(AXIS, "Others".into()),
        LegendEntry::Error("95% confidence interval".into()),
    ];
    let source = format!(
        "surge-sim {}, {} options, scenario {}",
        found.version,
        found.options.len(),
        found.name
    );
    sheet_of(caption, &source, &keys, 1240, |canvas, body| {
        let cost = |option: &OptionResult| option.cost.map(|cost| cost.mean / 1000.0);
        let ends = found.options.iter().filter_map(|option| option.value);
        let ends = ends.flat_map(|value| {
            [scale * value.low().unwrap_or(value.mean), scale * value.high().unwrap_or(value.mean)]
        });
        let budget =
            if let Goal::Budget(budget) = found.rules.goal { Some(budget / 1000.0) } else { None };
        let target = if let Goal::Target { below, .. } = found.rules.goal {
            Some(scale * below)
        } else {
            None
        };
        let axes = Axes {
            name: "",
            across: "Thousand pounds a year more than as written",
            up: if found.asked.unit == "share" { "%" } else { &found.asked.unit },
            // The scenario as written lies at 0.
            x: Axis::within(found.options.iter().filter_map(cost).chain(budget).chain([0.0]), 8),
            y: Axis::around(ends.chain(target), 6),
        };
        let graph = Graph::new(canvas, body, &axes, 30)?;
        if let Some(budget) = budget {
            let x = graph.x(budget);
            canvas.line(vec![(x, graph.plot.y0), (x, graph.plot.y1)], Pen::dashed(INK, 3))?;
            let room = text_width("Budget", SMALL, false) + 20;
            let (at, align) = if x + room < graph.plot.x1 {
                (x + 10, Align::Left)
            } else {
                (x - 10, Align::Right)
            };
            canvas.text(
                "Budget",
                (at, graph.plot.y0 + 24),
                LetterStyle::new(SMALL, INK).align(align),
            )?;
        }
        if let Goal::Target { below, .. } = found.rules.goal {
            let y = graph.y(scale * below);
            canvas.line(vec![(graph.plot.x0, y), (graph.plot.x1, y)], Pen::dashed(INK, 3))?;
            canvas.text("Target", (graph.plot.x0 + 10, y - 10), LetterStyle::new(SMALL, INK))?;
        }
        // The named one is drawn last, on top.
        let mut ordered: Vec<&OptionResult> = found.options.iter().collect();
        ordered.sort_by_key(|option| option.status == OptionStatus::Best);
        for option in ordered {
            let (Some(x), Some(value)) = (cost(option), option.value) else { continue };
            if let (Some(low), Some(high)) = (value.low(), value.high()) {
                graph.whiskers(&[(x, scale * low)], &[(x, scale * high)])?;
            }
            let colour = match option.status {
                OptionStatus::Best => COLOURS[3],
                OptionStatus::NotToldApart | OptionStatus::Dearer => RUN,
                _ => AXIS,
            };
            canvas.dot(
                (graph.x(x), graph.y(scale * value.mean)),
                if option.status == OptionStatus::Best { 14 } else { 10 },
                colour,
            )?;
        }
        Ok(())
    })
}

fn alt(found: &Optimised) -> String {
    let one = |option: &OptionResult| {
        format!(
            "{}: {} at {} pounds",
            words(&found.levers, option),
            format::mean(option.value.as_ref(), &found.asked.unit),
            option.cost.map_or(format::NONE.to_owned(), |cost| format::number(cost.mean, 0))
        )
    };
    first_ones(found.options.iter().map(one))
}
