//! The pathway as a picture: a box for each stage, in the order in which a referral may reach it, with its decisions in it.

use std::fmt::Write as _;

use crate::report::format;
use crate::report::pathway::{columns, leads_to};
use crate::report::plot::xml;
use crate::scenario::{Destination, Scenario, Stage, StageKind, Threshold};

/// Sizes (pixels).
const WIDTH: usize = 250;
const LINE: usize = 19;
const GAP: usize = 26;
const BETWEEN: usize = 70;
const MARGIN: usize = 20;
/// Letters that fit a line of a box.
const FITS: usize = 34;

/// A box: its lines, the column it stands in, and where its arrows lead.
struct DiagramBox {
    lines: Vec<String>,
    column: usize,
    leads_to: Vec<usize>,
    protective: bool,
}

/// The picture in words.
pub(super) fn words(scenario: &Scenario) -> String {
    let all: Vec<String> = boxes(scenario).iter().map(|one| one.lines.join("; ")).collect();
    format!("The pathway. {}.", all.join(". "))
}

/// The picture.
pub(super) fn svg(scenario: &Scenario) -> String {
    let shown = boxes(scenario);
    let columns = shown.iter().map(|one| one.column + 1).max().unwrap_or(1);
    let mut below = vec![MARGIN; columns];
    let places: Vec<(usize, usize, usize)> = shown
        .iter()
        .map(|one| {
            let (x, y, height) = (
                MARGIN + one.column * (WIDTH + BETWEEN),
                below[one.column],
                16 + one.lines.len() * LINE,
            );
            below[one.column] += height + GAP;
            (x, y, height)
        })
        .collect();
    let (width, height) =
        (2 * MARGIN + columns * (WIDTH + BETWEEN), below.iter().max().unwrap_or(&0) + 4);
    let mut svg = format!(
        "<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" \
         font-family=\"Open Sans, Arial, sans-serif\" font-size=\"13\">\n<title>The pathway</title>\n<desc>{}</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n",
        xml(&words(scenario))
    );
    for (one, place) in shown.iter().zip(&places) {
        // Arrows are drawn first, so that a box covers an arrow that passes behind it.
        for &to in &one.leads_to {
            arrow(&mut svg, *place, places[to]);
        }
    }
    for (one, (x, y, height)) in shown.iter().zip(&places) {
        let edge = if one.protective {
            "stroke=\"#12436D\" stroke-width=\"3\""
        } else {
            "stroke=\"#6f777b\" stroke-width=\"1.5\""
        };
        let _ = writeln!(
            svg,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{height}\" rx=\"4\" fill=\"#ffffff\" {edge}/>"
        );
        for (n, line) in one.lines.iter().enumerate() {
            let weight = if n == 0 { " font-weight=\"bold\"" } else { "" };
            let (x, y) = (x + 10, y + 22 + n * LINE);
            let _ = writeln!(
                svg,
                "<text x=\"{x}\" y=\"{y}\" fill=\"#0b0c0c\"{weight}>{}</text>",
                xml(&fitted(line))
            );
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// From the right edge of a box to the left of one further on, or round to one that is not.
fn arrow(
    svg: &mut String,
    (x, y, height): (usize, usize, usize),
    (to_x, to_y, to_height): (usize, usize, usize),
) {
    let (from_x, from_y) = (x + WIDTH, y + height / 2);
    let end_y = to_y + to_height / 2;
    let path = if to_x > x {
        let bend = BETWEEN / 2;
        format!(
            "M{from_x} {from_y} C{} {from_y} {} {end_y} {} {end_y}",
            from_x + bend,
            to_x.saturating_sub(bend),
            to_x - 7
        )
    } else {
        // Back, or beside: round the right side of both.
        let end_x = to_x + WIDTH;
        let bend = from_x.max(end_x) + BETWEEN * 2 / 3;
        format!("M{from_x} {from_y} C{bend} {from_y} {bend} {end_y} {} {end_y}", end_x + 7)
    };
    let (tip, back) = if to_x > x { (to_x, to_x - 8) } else { (to_x + WIDTH, to_x + WIDTH + 8) };
    let _ =
        writeln!(svg, "<path d=\"{path}\" fill=\"none\" stroke=\"#6f777b\" stroke-width=\"1.5\"/>");
    let _ = writeln!(
        svg,
        "<path d=\"M{tip} {end_y} {back} {} {back} {}z\" fill=\"#6f777b\"/>",
        end_y - 5,
        end_y + 5
    );
}

fn fitted(line: &str) -> String {
    if line.chars().count() <= FITS {
        return line.to_owned();
    }
    let short: String = line.chars().take(FITS - 1).collect();
    format!("{}…", short.trim_end())
}

/// Referral, screening, then the stages in the order of their columns.
fn boxes(scenario: &Scenario) -> Vec<DiagramBox> {
    let triage = &scenario.triage;
    let place = |stage: usize| 2 + stage;
    let mut shown = vec![
        DiagramBox {
            lines: std::iter::once("Referral".to_owned())
                .chain(scenario.referrals.sources.iter().map(|source| source.name.clone()))
                .collect(),
            column: 0,
            leads_to: vec![1],
            protective: false,
        },
        DiagramBox {
            lines: screening(scenario),
            column: 1,
            leads_to: triage.leads_to().iter().map(|to| place(to.index())).collect(),
            protective: false,
        },
    ];
    for (stage, column) in scenario.stages.iter().zip(columns(scenario)) {
        let mut leads_to: Vec<usize> =
            // A decision that leads back to its own stage, such as a longer plan, stands as a line in the box and
            // needs no arrow.
            leads_to(stage).map(place).filter(|to| *to != shown.len()).collect();
        leads_to.dedup();
        shown.push(DiagramBox {
            lines: lines(scenario, stage),
            column: 1 + column,
            leads_to,
            protective: stage.protective,
        });
    }
    shown
}

fn screening(scenario: &Scenario) -> Vec<String> {
    let triage = &scenario.triage;
    let mut lines =
        vec!["Screening".to_owned(), format!("{} team", scenario.team(triage.team).name)];
    if triage.by_chance > 0.0 {
        let share = bar(Threshold::Share(triage.by_chance));
        lines.push(format!("{share} by chance to {}", named(scenario, triage.by_chance_to)));
    }
    lines.push(format!(
        "urgent {} to {}",
        bar(triage.urgent),
        scenario.stage(triage.urgent_to).name
    ));
    lines.push(format!(
        "accepted {} to {}",
        bar(triage.accept),
        scenario.stage(triage.accepted_to).name
    ));
    lines.push("the rest: closed".to_owned());
    lines
}

fn named(scenario: &Scenario, to: Destination) -> &str {
    match to {
        Destination::Stage(to) => &scenario.stage(to).name,
        Destination::Close => "closed",
    }
}

fn lines(scenario: &Scenario, stage: &Stage) -> Vec<String> {
    let mut lines = vec![format::capital(&stage.name)];
    if let Some(team) = stage.team {
        lines.push(format!("{} team", scenario.team(team).name));
    }
    if let Some(days) = stage.deadline_working_days {
        lines.push(format!("due in {days} working days"));
    }
    if stage.protective {
        lines.push("protects".to_owned());
    }
    for line in &stage.outcomes {
        let by_chance = if line.by_chance { " by chance" } else { "" };
        lines.push(format!("{}{by_chance} to {}", bar(line.bar), named(scenario, line.to)));
    }
    // No decision is made in an exit.
    if !matches!(stage.kind, StageKind::Exit { .. }) {
        lines.push("the rest: closed".to_owned());
    }
    lines
}

fn bar(bar: Threshold) -> String {
    match bar {
        Threshold::Share(share) => format!("{} %", format::number(100.0 * share, 0)),
        Threshold::Severity(from) => format!("from {}", format::plain(from)),
    }
}
