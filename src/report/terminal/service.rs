//! How the service fared: waits, deadlines, time with children, cases, staff, threshold and pressure.

use crate::experiment::result::RunResult;
use crate::report::format;
use crate::report::reading::{self, Column, World};

use super::Page;
use super::sections::cells;
use super::table::Table;

/// All of it, in the order in which a referral meets it.
pub(super) fn work(page: &mut Page, result: &RunResult) {
    waits(page, result);
    shares(page, result, "Decided by the deadline (share of decisions)", "on_time");
    time_with_children(page, result);
    staff(page, result);
    pressure(page, result);
}

fn waits(page: &mut Page, result: &RunResult) {
    let columns: Vec<Column> = reading::columns(result).into_iter().filter(|c| c.world != World::Difference).collect();
    let mut table = Table::new(columns.iter().map(|c| c.heading));
    let mut add = |words: String, name: &str| {
        table.row(words, columns.iter().map(|column| both(result, name, column)).collect());
    };
    for (name, _) in reading::family(result, "wait_median") {
        if let Some(team) = name.strip_prefix("allocation, ") {
            // A team that never holds cases has waits of nobody.
            if has_cases(result, team) {
                add(format!("to a worker, {team} team"), name);
            }
        } else if name == "screening" {
            add("referral to the end of screening".into(), name);
        } else if name == "protection" {
            add("coming to notice to protection, high risk".into(), name);
        } else if result.measure(&format!("on_time[{name}]")).is_some() {
            add(format!("{name}, entry to decision"), name);
        }
    }
    page.table("Waits in days: half wait less / nine in ten wait less", table);
}

fn both(result: &RunResult, name: &str, column: &Column) -> String {
    let one = |family: &str| {
        let value = result.value(&format!("{family}[{name}]"), column.period)?;
        let text = format::centile(column.of(value), column.more_than(value), "");
        (text != format::NONE).then_some(text)
    };
    match (one("wait_median"), one("wait_p90")) {
        (Some(median), Some(p90)) => format!("{median} / {p90}"),
        (Some(median), None) => median,
        _ => format::NONE.into(),
    }
}

fn has_cases(result: &RunResult, team: &str) -> bool {
    is_some_and_not_zero(result, &format!("allocated[{team}]"))
}

fn is_some_and_not_zero(result: &RunResult, id: &str) -> bool {
    let run = result.value(id, &result.headline.period).and_then(|value| value.run);
    run.is_some_and(|level| level.mean > 0.0)
}

/// One family of shares, a row a stage.
fn shares(page: &mut Page, result: &RunResult, heading: &str, family: &str) {
    let columns = reading::columns(result);
    let mut table = Table::new(columns.iter().map(|c| c.heading));
    for (name, measure) in reading::family(result, family) {
        table.row(name, cells(result, &measure.id, &columns));
    }
    page.table(heading, table);
}

/// Minutes in every column, and beside them the share of the planned minutes that was kept in the headline's period.
fn time_with_children(page: &mut Page, result: &RunResult) {
    let columns = reading::columns(result);
    let headings = columns.iter().map(|c| c.heading.replacen(' ', "\n", 1)).chain(["kept of\nplan".to_owned()]);
    let mut table = Table::new(headings);
    let kept = |id: &str| {
        let value = result.value(id, &result.headline.period).and_then(|value| value.run.as_ref());
        format::mean(value, "share")
    };
    for (name, measure) in reading::family(result, "minutes") {
        // A stage that plans no direct time, such as a conference, has no share kept, and no row.
        let share = kept(&format!("direct_kept[{name}]"));
        if share == format::NONE {
            continue;
        }
        let mut row = cells(result, &measure.id, &columns);
        row.push(share);
        table.row(name, row);
    }
    let mut all = cells(result, "minutes", &columns);
    all.push(format::NONE.into());
    table.row("all visits", all);
    page.table("Direct time with the child in one visit (minutes)", table);
}

fn staff(page: &mut Page, result: &RunResult) {
    let columns = reading::columns(result);
    let mut table = Table::new(columns.iter().map(|c| c.heading));
    for (team, _) in reading::family(result, "in_post") {
        let mut add = |words: &str, family: &str| {
            table.row(format!("{team}: {words}"), cells(result, &format!("{family}[{team}]"), &columns));
        };
        if has_cases(result, team) {
            add("children per worker", "caseload");
            add("cases waiting for a worker", "unallocated");
        }
        add("workers in post", "in_post");
        if is_some_and_not_zero(result, &format!("agency[{team}]")) {
            add("of these agency", "agency");
        }
    }
    table.row("all teams: off sick", cells(result, "sick_share", &columns));
    table.row("all teams: leavers a year", cells(result, "leavers_per_year", &columns));
    page.table("Cases and staff", table);
}

fn pressure(page: &mut Page, result: &RunResult) {
    let columns = reading::columns(result);
    let mut table = Table::new(columns.iter().map(|c| c.heading));
    table.row("pressure [weeks of work]", cells(result, "pressure", &columns));
    table.row("threshold shift at triage [standard deviations]", cells(result, "threshold_shift", &columns));
    table.row("referrals closed at triage", cells(result, "screened_out_share", &columns));
    page.table("Pressure and threshold", table);
}
