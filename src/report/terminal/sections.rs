//! What stands behind the answer: routes, windows, harm, the chain, targets, warnings, what is left out.

use crate::experiment::result::{PeriodValue, RunResult};
use crate::measure::{Place, Settlement};
use crate::report::format;
use crate::report::reading::{self, Column, World};

use super::Page;
use super::table::Table;

/// What became of high-risk children.
pub(super) fn children(page: &mut Page, result: &RunResult) {
    routes(page, result);
    split(page, result);
    windows(page, result);
    harm(page, result);
}

/// Shares of 100 children and numbers of children: a share alone would hide that a surge brings more of them.
fn routes(page: &mut Page, result: &RunResult) {
    let columns = reading::columns(result);
    let shares: Vec<&Column> = columns.iter().filter(|column| column.world == World::Run).collect();
    let counts: Vec<&Column> = columns.iter().filter(|column| column.period != "before").collect();
    let headings = shares.iter().map(|c| format!("{}\nof all", c.heading)).chain(counts.iter().map(|c| {
        let heading = if c.world == World::Twin { "without\npublicity" } else { c.heading };
        if heading.contains('\n') { heading.to_owned() } else { format!("{heading}\nchildren") }
    }));
    let mut table = Table::new(headings);
    let mut add = |words: &str, share: &str, number: &str| {
        let share_cells = shares.iter().map(|c| cell_mean(result, share, c));
        let count_cells = counts.iter().map(|c| cell(result, number, c));
        table.row(words, share_cells.chain(count_cells).collect());
    };
    for route in Settlement::ROUTES {
        add(route.name(), &format!("miss_rate[{}]", route.name()), &format!("missed[{}]", route.name()));
    }
    add("all missed", "miss_rate", "missed");
    add("came to notice", "", "noticed");
    page.table("How high-risk children were missed", table);
}

fn split(page: &mut Page, result: &RunResult) {
    let headline = &result.headline;
    let (Some(more), Some(worse)) = (&headline.excess_more_episodes, &headline.excess_worse_service) else { return };
    page.indented(
        &format!(
            "Missed episodes that the twin does not miss: {} because there were more, {} because the service was worse. \
             Routes compete: a child who is late cannot also be misjudged.",
            format::difference(Some(more), ""),
            format::difference(Some(worse), "")
        ),
        2,
        2,
    );
}

fn windows(page: &mut Page, result: &RunResult) {
    let columns = reading::columns(result);
    let mut table = Table::new(columns.iter().map(|c| c.heading));
    let target = reading::target_working_days(result);
    let mut rows: Vec<(u32, String, String)> =
        target.map(|n| (n, format!("{n} working days (the target)"), "miss_rate".into())).into_iter().collect();
    for (name, measure) in reading::family(result, "miss_rate_within") {
        let days = name.parse().unwrap_or(u32::MAX);
        let words = if days == 365 { "a year".to_owned() } else { format!("{name} working days") };
        if Some(days) != target {
            rows.push((days, words, measure.id.clone()));
        }
    }
    rows.sort();
    for (_, words, id) in rows {
        table.row(words, cells(result, &id, &columns));
    }
    table.row("missed, though every deadline was met", cells(result, "late_by_design", &columns));
    page.table("Not protected within (share of children)", table);
}

fn harm(page: &mut Page, result: &RunResult) {
    let columns: Vec<Column> = reading::columns(result).into_iter().filter(|c| c.period != "before").collect();
    let mut table = Table::new(columns.iter().map(|c| c.heading));
    for place in Place::ALL {
        table.row(place.name(), cells(result, &format!("expected_harms[{}]", place.name()), &columns));
    }
    table.row("all", cells(result, "expected_harms", &columns));
    page.table("Expected serious harms, by where the child was", table);
}

/// The chain from publicity to missing.
pub(super) fn chain(page: &mut Page, result: &RunResult) {
    let mut table = Table::new(["year after", "without\npublicity", "difference", ""]);
    for link in &result.chain {
        table.row(
            format!("{}{}", link.label, unit_in_brackets(&link.label, &link.unit)),
            vec![
                format::mean(link.run.as_ref(), &link.unit),
                format::mean(link.twin.as_ref(), &link.unit),
                format::difference(link.difference.as_ref(), &link.unit),
                if link.shown { "shown" } else { "not shown" }.into(),
            ],
        );
    }
    page.table("The chain, link by link (shown: the interval of the difference excludes 0)", table);
}

/// The unit, where the label does not say it already.
fn unit_in_brackets(label: &str, unit: &str) -> String {
    let said = label.to_lowercase().contains(&unit.to_lowercase());
    if said || ["share", "workers a year"].contains(&unit) { String::new() } else { format!(" [{unit}]") }
}

/// Targets beside the model.
pub(super) fn targets(page: &mut Page, result: &RunResult) {
    let mut table = Table::new(["target", "model", ""]);
    for target in &result.targets {
        let held = if target.used == "held out" { " (held out)" } else { "" };
        let decimals = if target.high.abs() < 10.0 { 2 } else { 0 };
        let model = target
            .model
            .map_or_else(|| format::NONE.to_owned(), |e| format::number(e.mean, decimals + usize::from(decimals > 0)));
        table.row(
            format!("{}, {}{held}", target.measure, target.period),
            vec![
                format!("{}–{}", format::number(target.low, decimals), format::number(target.high, decimals)),
                model,
                if target.met { "met" } else { "MISSED" }.into(),
            ],
        );
    }
    let met = result.targets.iter().filter(|target| target.met).count();
    page.table(&format!("Targets: {met} of {} met", result.targets.len()), table);
    for target in result.targets.iter().filter(|target| !target.met) {
        let source = target.citation.as_ref().unwrap_or(&target.source);
        let why =
            if target.missed_because.is_empty() { "The scenario gives no reason." } else { &target.missed_because };
        page.indented(
            &format!("Missed: {}, {}. {why} Source of the range: {source}.", target.measure, target.period),
            2,
            4,
        );
    }
}

/// What to distrust.
pub(super) fn warnings(page: &mut Page, result: &RunResult) {
    page.gap();
    if result.warnings.is_empty() {
        page.prose("The run has nothing to warn of.");
        return;
    }
    page.heading("What this run warns of");
    for warning in &result.warnings {
        page.indented(&format!("{} {} {}", warning.cause, warning.consequence, warning.remedy), 2, 4);
    }
}

/// What the model leaves out.
pub(super) fn left_out(page: &mut Page, result: &RunResult) {
    page.gap();
    page.heading("What the model leaves out, and which way it would push the answer");
    for omission in &result.left_out {
        page.indented(&format!("{} {}", omission.what, omission.pushes), 2, 4);
    }
}

fn value<'a>(result: &'a RunResult, id: &str, column: &Column) -> Option<&'a PeriodValue> {
    result.value(id, column.period)
}

/// One cell: means with their interval.
pub(super) fn cell(result: &RunResult, id: &str, column: &Column) -> String {
    let unit = result.measure(id).map_or("", |measure| measure.unit.as_str());
    let estimate = value(result, id, column).and_then(|value| column.of(value));
    if column.world == World::Difference { format::difference(estimate, unit) } else { format::short(estimate, unit) }
}

/// One cell: the mean alone, where its difference stands beside it with an interval.
fn cell_mean(result: &RunResult, id: &str, column: &Column) -> String {
    let unit = result.measure(id).map_or("", |measure| measure.unit.as_str());
    format::mean(value(result, id, column).and_then(|value| column.of(value)), unit)
}

/// One row: means, and the difference with its interval; with intervals throughout where there is no difference.
pub(super) fn cells(result: &RunResult, id: &str, columns: &[Column]) -> Vec<String> {
    let paired = columns.iter().any(|column| column.world == World::Difference);
    columns
        .iter()
        .map(|column| {
            if paired && column.world != World::Difference {
                cell_mean(result, id, column)
            } else {
                cell(result, id, column)
            }
        })
        .collect()
}
