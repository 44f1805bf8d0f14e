//! One child's story as a figure: what the service could know at each look, how sure it was, and the thresholds it was held to.

use crate::report::format;
use crate::results::story::{Moment, Story, StoryEvent};
use crate::words::headline::FigureHeadline;

use super::canvas::Pen;
use super::data::{Cell, DataTable};
use super::drawing::Drawing;
use super::error::PlotError;
use super::page::{Caption, LegendEntry, height_around, sheet_of};
use super::scale::{Axis, day};
use super::study::graph::{Axes, Graph};
use super::style::{AXIS, COLOURS, RUN};
use super::words::first_ones;

/// How it is read.
pub const READS: &str = "Each dot is the service's estimate of how severe the child's situation is, right after a look at it; the line through it is how \
     sure it could be (one standard deviation either way). Orange lines are the thresholds of the days on which it was screened: below \
     them a referral is closed.";

/// Half of the width of a threshold (days).
const WIDE: f64 = 6.0;
const BODY: i32 = 620;

/// The figure; nothing where the service never looked.
///
/// # Errors
/// Where the drawing library refuses.
pub fn draw(story: &Story, scenario: &str) -> Result<Option<Drawing>, PlotError> {
    let looks = looks(story);
    let Some(first) = looks.first().map(|(moment, ..)| day(moment.date)) else { return Ok(None) };
    let x = |moment: &Moment| day(moment.date) - first;
    let bars: Vec<(f64, f64)> = story
        .moments
        .iter()
        .filter_map(|moment| {
            if let StoryEvent::Screened { bar, .. } = moment.what {
                Some((x(moment), bar))
            } else {
                None
            }
        })
        .collect();
    let settled = story
        .moments
        .iter()
        .find(|moment| matches!(moment.what, StoryEvent::Settled { .. }))
        .map(&x);
    let caption = Caption {
        headline: headline(story),
        subtitle: format!(
            "Estimate of severity after each look, by days since the first. {scenario}, replication {}.",
            story.replication
        ),
        alt: alt(story),
    };
    let mut keys = vec![
        LegendEntry::Line(Pen::whole(RUN, 5), "Estimate".into()),
        LegendEntry::Error("How sure it could be".into()),
        LegendEntry::Line(Pen::whole(COLOURS[3], 5), "Threshold of that day".into()),
    ];
    if settled.is_some() {
        keys.push(LegendEntry::Line(Pen::dashed(AXIS, 3), "Counted as settled".into()));
    }
    let ends = looks
        .iter()
        .flat_map(|(_, estimate, sd)| [estimate - sd, estimate + sd])
        .chain(bars.iter().map(|(_, bar)| *bar));
    // A story of a single day still needs an axis.
    let last = looks.iter().map(|(moment, ..)| x(moment)).chain(settled).fold(1.0, f64::max);
    let axes = Axes {
        name: "",
        across: "Days since the service first learnt of the child",
        up: "severity",
        x: Axis::around([0.0, last].into_iter(), 8),
        y: Axis::around(ends, 6),
    };
    let height = height_around(&caption, &keys, BODY);
    let source = format!("surge-sim {}", env!("CARGO_PKG_VERSION"));
    sheet_of(caption, &source, &keys, height, |canvas, body| {
        let graph = Graph::new(canvas, body, &axes, 30)?;
        if let Some(settled) = settled {
            let x = graph.x(settled);
            canvas.line(vec![(x, graph.plot.y0), (x, graph.plot.y1)], Pen::dashed(AXIS, 3))?;
        }
        for (at, bar) in &bars {
            let (from, to) = (graph.x(at - WIDE), graph.x(at + WIDE));
            canvas.line(
                // A threshold is at least 30 units wide. In a story of years twelve days would be a point.
                vec![(from.min(to - 30), graph.y(*bar)), (to.max(from + 30), graph.y(*bar))],
                Pen::whole(COLOURS[3], 5),
            )?;
        }
        for (moment, estimate, sd) in &looks {
            graph.whiskers(&[(x(moment), estimate - sd)], &[(x(moment), estimate + sd)])?;
        }
        let line: Vec<(f64, f64)> =
            looks.iter().map(|(moment, estimate, _)| (x(moment), *estimate)).collect();
        graph.line(&line, Pen::whole(RUN, 5))
    })
    .map(Some)
}

/// The numbers that it shows.
#[must_use]
pub fn data(story: &Story) -> DataTable {
    let columns = ["day", "estimate of severity", "standard deviation", "threshold at screening"]
        .map(str::to_owned)
        .into();
    let row = |(moment, estimate, sd): (&Moment, f64, f64)| {
        let bar = if let StoryEvent::Screened { bar, .. } = moment.what { Some(bar) } else { None };
        vec![
            Cell::day(moment.date),
            Cell::number(Some(estimate)),
            Cell::number(Some(sd)),
            Cell::number(bar),
        ]
    };
    DataTable { columns, rows: looks(story).into_iter().map(row).collect() }
}

fn looks(story: &Story) -> Vec<(&Moment, f64, f64)> {
    story
        .moments
        .iter()
        .filter_map(|moment| moment.known.map(|(estimate, sd)| (moment, estimate, sd)))
        .collect()
}

fn headline(story: &Story) -> FigureHeadline {
    match (story.settled, story.days) {
        (Some(how), Some(days)) => format!(
            "{} and {} after coming to notice, the child counts as: {}",
            format::capital(&format::counted(days.round() as u64, "day", "days")),
            format::counted(story.looks as u64, "look", "looks"),
            how.name()
        )
        .into(),
        _ => "what the service could know of the child".into(),
    }
}

fn alt(story: &Story) -> String {
    let looks = looks(story).into_iter().map(|(moment, estimate, _)| {
        format!("{} on {}", format::number(estimate, 2), format::date(moment.date))
    });
    format!("Estimates of severity over time: {}.", first_ones(looks))
}
