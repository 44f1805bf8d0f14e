//! The differences pair by pair: how many pairs of runs with the same luck have fewer, as many and more missed.

use std::collections::BTreeMap;

use crate::report::format;
use crate::report::plot::canvas::{Align, Canvas, LetterStyle, Pen, Rect};
use crate::report::plot::drawing::Drawing;
use crate::report::plot::error::PlotError;
use crate::report::plot::page::{Caption, LegendEntry, height_around, sheet_of};
use crate::report::plot::panel::figures_width;
use crate::report::plot::rightward::RightwardAxis;
use crate::report::plot::scale::Axis;
use crate::report::plot::style::{AXIS, COLOURS, GRID, INK, PAPER, QUIET, RUN, SMALL, wrap};
use crate::results::RunResult;
use crate::results::comparison::{Against, ComparisonResult};
use crate::words::comparison::{of_100, when};
use crate::words::headline::FigureHeadline;

use super::headlines::source;
use super::panels::{cells, height};

/// Colours of fewer, as many and more: dark, light and between, told apart in greyscale too.
const FEWER: plotters::style::RGBColor = RUN;
const AS_MANY: plotters::style::RGBColor = plotters::style::RGBColor(0xC8, 0xCC, 0xCF);
const MORE: plotters::style::RGBColor = COLOURS[3];

/// A scenario's pairs: how many have each difference (children).
struct Strip<'a> {
    against: &'a Against,
    name: String,
    counts: BTreeMap<i64, u32>,
}

/// How it is read.
pub(super) const READS: &str = "Each bar counts pairs of runs with the same luck: left of 0 are those in which fewer children are missed than in the baseline, \
     right of it those in which more are.";

pub(super) fn draw(found: &ComparisonResult, _: &[RunResult]) -> Result<Drawing, PlotError> {
    let strips: Vec<Strip<'_>> =
        found.against.iter().map(|against| strip(found, against)).collect();
    let keys = [
        LegendEntry::Box(FEWER, "Fewer missed than in the baseline".into()),
        LegendEntry::Box(AS_MANY, "As many".into()),
        LegendEntry::Box(MORE, "More".into()),
        LegendEntry::Line(Pen::dashed(INK, 4), "Mean".into()),
    ];
    let caption = Caption {
        headline: headline(found),
        subtitle: format!(
            "Difference to {} in the high-risk children missed {}, one pair of runs with the same luck after another; the same \
             scales in all panels.",
            found.baseline().name,
            when(found)
        ),
        alt: alt(found),
    };
    let height = height_around(&caption, &keys, height(strips.len(), 500));
    sheet_of(caption, &source(found), &keys, height, |canvas, body| paint(canvas, body, &strips))
}

fn strip<'a>(found: &ComparisonResult, against: &'a Against) -> Strip<'a> {
    let mut counts = BTreeMap::new();
    let (side, base) = (found.side(against), found.baseline());
    for (own, base) in side.counts.iter().zip(&base.counts) {
        // Counts of children in one replication are whole, but they are kept as floating-point numbers.
        *counts.entry((own.missed - base.missed).round() as i64).or_insert(0) += 1;
    }
    Strip { against, name: side.name.clone(), counts }
}

fn paint(canvas: &Canvas<'_>, body: Rect, strips: &[Strip<'_>]) -> Result<(), PlotError> {
    let differences =
        || strips.iter().flat_map(|strip| strip.counts.keys()).map(|difference| *difference as f64);
    // Each bar is centred on its whole number.
    let across = Axis::around(differences().flat_map(|x| [x - 0.5, x + 0.5]), 6);
    let up = Axis::around(
        strips.iter().flat_map(|strip| strip.counts.values()).map(|count| f64::from(*count)),
        5,
    );
    let names: Vec<String> = strips.iter().map(|strip| strip.name.clone()).collect();
    let cells = cells(canvas, body, &names)?;
    let marks: Vec<Vec<String>> =
        strips.iter().zip(&cells).map(|(strip, cell)| marks(strip, cell.width())).collect();
    // All panels leave the same room for words, so that bars of the same height mean as many pairs.
    let deepest = marks.iter().map(Vec::len).max().unwrap_or(0) as i32;
    for ((strip, cell), marks) in strips.iter().zip(cells).zip(marks) {
        for (n, line) in marks.iter().enumerate() {
            canvas.text(
                line,
                (cell.x0, cell.y0 + (n as i32 + 1) * MARK - 6),
                LetterStyle::new(SMALL, INK),
            )?;
        }
        panel(canvas, Rect { y0: cell.y0 + deepest * MARK, ..cell }, strip, (across, up))?;
    }
    Ok(())
}

/// Height of a line of words over the bars (units).
const MARK: i32 = SMALL + 10;

fn panel(
    canvas: &Canvas<'_>,
    cell: Rect,
    strip: &Strip<'_>,
    (across, up): (Axis, Axis),
) -> Result<(), PlotError> {
    let top = cell.y0 + SMALL + 18;
    canvas.text("Pairs of runs", (cell.x0, top - 9), LetterStyle::new(SMALL, QUIET))?;
    let plot = Rect {
        x0: cell.x0 + figures_width(&up) + 26,
        y0: top + 8,
        x1: cell.x1 - 24,
        y1: cell.y1 - 82,
    };
    let x = RightwardAxis { axis: across, x0: plot.x0, x1: plot.x1 };
    let y = |count: f64| {
        plot.y1 - ((count - up.low) / (up.high - up.low) * f64::from(plot.height())).round() as i32
    };
    for tick in up.ticks() {
        let at = y(tick);
        let pen = Pen::whole(if tick == 0.0 { AXIS } else { GRID }, 2);
        canvas.line(vec![(plot.x0, at), (plot.x1, at)], pen)?;
        canvas.text(
            &up.figure(tick),
            (plot.x0 - 12, at + 8),
            LetterStyle::new(SMALL, QUIET).align(Align::Right),
        )?;
    }
    for (&difference, &count) in &strip.counts {
        let at = difference as f64;
        let (x0, x1) = (x.x(at - 0.5), x.x(at + 0.5));
        let gap = i32::from(x1 - x0 > 6) * 2;
        let bar = Rect { x0, y0: y(f64::from(count)), x1: (x1 - gap).max(x0 + 1), y1: plot.y1 };
        canvas.fill(bar, colour(difference), 1.0)?;
    }
    canvas.line(vec![(x.x(0.0), plot.y0), (x.x(0.0), plot.y1)], Pen::whole(INK, 2))?;
    let (n, sum) = strip.counts.iter().fold((0.0, 0.0), |(n, sum), (difference, count)| {
        (n + f64::from(*count), sum + *difference as f64 * f64::from(*count))
    });
    if n > 0.0 {
        let mean = vec![(x.x(sum / n), plot.y0), (x.x(sum / n), plot.y1)];
        canvas.line(mean.clone(), Pen::whole(PAPER, 6))?;
        canvas.line(mean, Pen::dashed(INK, 4))?;
    }
    x.figures(canvas, plot.y1, "children more or fewer missed")
}

fn colour(difference: i64) -> plotters::style::RGBColor {
    match difference {
        i64::MIN..=-1 => FEWER,
        0 => AS_MANY,
        1.. => MORE,
    }
}

/// How many fall on each side, in words over the bars.
fn marks(strip: &Strip<'_>, width: i32) -> Vec<String> {
    let pairs = &strip.against.missed;
    let mut marks = vec![format!(
        "Of {} pairs: fewer in {}, as many in {}, more in {}",
        pairs.pairs, pairs.fewer, pairs.as_many, pairs.more
    )];
    if let Some(own) = &pairs.own_luck {
        marks.push(format!("Each with its own luck: fewer in {} of 100", of_100(own.share)));
    }
    marks.iter().flat_map(|mark| wrap(mark, SMALL, false, width)).collect()
}

fn headline(found: &ComparisonResult) -> FigureHeadline {
    let base = &found.baseline().name;
    match found.against.as_slice() {
        [one] => {
            let pairs = &one.missed;
            format!(
                "in {} of {} pairs of runs with the same luck, fewer high-risk children are missed {} in {} than in {base}; in {} \
                 as many, in {} more",
                pairs.fewer,
                pairs.pairs,
                when(found),
                found.side(one).name,
                pairs.as_many,
                pairs.more
            )
            .into()
        }
        all => {
            let counts = || all.iter().map(|one| one.missed.fewer);
            let named = |one: &Against| format!("{} ({})", one.missed.fewer, found.side(one).name);
            let few = match all.len() {
                0..=3 => format::list(&all.iter().map(named).collect::<Vec<_>>()),
                _ => {
                    let (least, most) = (counts().min().unwrap_or(0), counts().max().unwrap_or(0));
                    if least == most {
                        format!("{least} in each scenario")
                    } else {
                        format!("{least} to {most}, depending on the scenario")
                    }
                }
            };
            format!(
                "of {} pairs of runs with the same luck, fewer high-risk children are missed {} than in {base} in {few}",
                found.replications,
                when(found)
            )
            .into()
        }
    }
}

fn alt(found: &ComparisonResult) -> String {
    let sides: Vec<String> = found
        .against
        .iter()
        .map(|against| {
            let pairs = &against.missed;
            format!(
                "{}: fewer in {} of {} pairs, as many in {}, more in {}",
                found.side(against).name,
                pairs.fewer,
                pairs.pairs,
                pairs.as_many,
                pairs.more
            )
        })
        .collect();
    format!(
        "Bars, a panel a scenario: how many pairs of runs have each difference to {} in the high-risk children missed {}. {}.",
        found.baseline().name,
        when(found),
        sides.join("; ")
    )
}
