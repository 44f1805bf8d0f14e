//! Misses by route per month, one panel a scenario on the same scales.

use crate::measure::{Indicator, Settlement};
use crate::report::plot::canvas::{Canvas, Pen, Rect};
use crate::report::plot::drawing::Drawing;
use crate::report::plot::error::PlotError;
use crate::report::plot::misses_by_route::{
    GROUPS, MEAN_MONTH, MissesBar, bars, each_bar, is_yearly, stack, time,
};
use crate::report::plot::page::{Caption, LegendEntry, height_around, sheet_of};
use crate::report::plot::panel::{Panel, Title, figures_width};
use crate::report::plot::scale::Axis;
use crate::report::plot::style::{COLOURS, INK};
use crate::report::{format, reading};
use crate::results::RunResult;
use crate::results::comparison::ComparisonResult;
use crate::words::comparison::beside;

use super::headlines::{MISSED, against, source};
use super::panels::{cells, height, names, on_one_axis};

/// How it is read.
pub(super) fn reads(results: &[RunResult]) -> String {
    format!(
        "{}; the scales are the same in all panels, and the dashed line is the baseline.",
        each_bar(results.iter().any(is_yearly))
    )
}

pub(super) fn draw(found: &ComparisonResult, results: &[RunResult]) -> Result<Drawing, PlotError> {
    let all: Vec<Vec<MissesBar>> = results.iter().map(bars).collect();
    // One key serves all panels, so it holds the routes of any of them.
    let shown: Vec<usize> =
        (0..GROUPS.len()).filter(|&g| all.iter().flatten().any(|bar| bar.run[g] > 0.0)).collect();
    let mut keys: Vec<LegendEntry> =
        shown.iter().map(|&g| LegendEntry::Box(COLOURS[g], format::capital(GROUPS[g].0))).collect();
    if found.sides.len() > 1 {
        keys.push(LegendEntry::Line(
            Pen::dashed(INK, 4),
            format!("All routes, {}", found.baseline().name),
        ));
    }
    if let Some((date, label)) = results.iter().find_map(|result| reading::marks(result).next()) {
        keys.push(LegendEntry::Event(format!("{}: {label}", format::date(date))));
    }
    let mut subtitle =
        "High-risk children missed, by month of coming to notice and by route (from below in the order of the \
                        key), mean over all runs; the same scales in all panels"
            .to_owned();
    if results.iter().any(is_yearly) {
        subtitle.push_str(MEAN_MONTH);
    }
    if all.iter().flatten().any(|bar| bar.straddles) {
        subtitle.push_str(
            "; lighter: came to notice before the event that is marked, settled after it",
        );
    }
    let caption =
        Caption { headline: against(found, &MISSED), subtitle: subtitle + ".", alt: alt(found) };
    let height = height_around(&caption, &keys, height(results.len(), 480));
    sheet_of(caption, &source(found), &keys, height, |canvas, body| {
        paint(canvas, body, found, results, (&all, &shown))
    })
}

fn paint(
    canvas: &Canvas<'_>,
    body: Rect,
    found: &ComparisonResult,
    results: &[RunResult],
    (all, shown): (&[Vec<MissesBar>], &[usize]),
) -> Result<(), PlotError> {
    let total = |bar: &MissesBar| bar.run.iter().sum::<f64>();
    let axis = Axis::around(all.iter().flatten().map(total), 5);
    let title = Title {
        unit: "children missed a month".into(),
        figures: figures_width(&axis),
        time: results.first().map_or_else(String::new, time),
        ..Title::default()
    };
    for (n, (cell, result)) in
        cells(canvas, body, &names(found))?.into_iter().zip(on_one_axis(results)).enumerate()
    {
        let panel = Panel::new(canvas, &result, cell, &title, axis)?;
        stack(&panel, &all[n], shown)?;
        panel.events(&result, false)?;
        if n != found.baseline {
            let base = all[found.baseline]
                .iter()
                .map(|bar| (0.5 * (bar.from + bar.to), total(bar)))
                .collect();
            panel.lines(&[base], Pen::dashed(INK, 4))?;
        }
    }
    Ok(())
}

fn alt(found: &ComparisonResult) -> String {
    let side = |against: &crate::results::comparison::Against| {
        let routes: Vec<String> = Settlement::ROUTES
            .iter()
            .filter_map(|route| {
                let both = beside(found, against, Indicator::Missed.settled(*route))?;
                Some(format!("{} {} instead of {}", route.name(), both.value, both.baseline))
            })
            .collect();
        format!("{}: {}", found.side(against).name, routes.join("; "))
    };
    let sides: Vec<String> = found.against.iter().map(side).collect();
    format!(
        "Stacked bars of high-risk children missed a month by route, a panel a scenario. Against {}. {}.",
        found.baseline().name,
        sides.join(". ")
    )
}
