//! How the service fared: waits, deadlines, time with children, demand, cases and staff.

use crate::measure::{Indicator, MeasureId, Member};
use crate::report::document::{Page, TextTable};
use crate::report::format;
use crate::report::reading::{self, Column, ShownWorld};
use crate::results::RunResult;
use crate::stats::Estimate;

use super::sections::{cells, heading};

/// All of it, in the order in which a referral meets it.
pub(super) fn work(page: &mut Page, result: &RunResult) {
    waits(page, result);
    deadlines(page, result);
    time_with_children(page, result);
    staff(page, result);
}

fn waits(page: &mut Page, result: &RunResult) {
    let columns: Vec<Column> = reading::columns(result)
        .into_iter()
        .filter(|c| c.world != ShownWorld::Difference)
        .collect();
    let mut table = TextTable::new(columns.iter().map(heading));
    let mut at_once = Vec::new();
    for (member, _) in reading::members(result, Indicator::WaitMedian) {
        let words = match member {
            // A team that never holds cases has waits of nobody.
            Member::Allocation(team) if !has_cases(result, team) => continue,
            Member::Allocation(team) => {
                // A sentence below the table covers these teams. Rows of zeros would hide the teams for which
                // somebody waits.
                if columns.iter().all(|column| both(result, member, column) == AT_ONCE) {
                    at_once.push(team.as_str());
                    continue;
                }
                format!("to a worker, {team} team")
            }
            Member::Screening => "referral to the end of screening".into(),
            Member::Protection => "coming to notice to protection".into(),
            Member::Named(stage) if result.measure(Indicator::OnTime.named(stage)).is_some() => {
                format!("{stage}, entry to decision")
            }
            _ => continue,
        };
        table.row(words, columns.iter().map(|column| both(result, member, column)).collect());
    }
    page.table("Waits in days: half wait less / nine in ten wait less", table);
    if !at_once.is_empty() {
        let teams = if at_once.len() == 1 { "team" } else { "teams" };
        page.note(&format!(
            "At least nine in ten get a worker of the {} {teams} without any wait.",
            format::list(&at_once)
        ));
    }
}

/// Two waits of no time, as they are written.
const AT_ONCE: &str = "0.0 / 0.0";

fn both(result: &RunResult, member: &Member, column: &Column) -> String {
    let one = |indicator: Indicator| {
        let value = result.value(indicator.of(member.clone()), column.period)?;
        match (column.of(value), column.more_than(value)) {
            // Too many children still wait for this centile to be known. It is longer than the bound.
            (None, bound) => bound.map(|bound| format::more(bound, "")),
            (days, _) => Some(format::fixed(days, "", 1)),
        }
    };
    match (one(Indicator::WaitMedian), one(Indicator::WaitP90)) {
        (Some(median), Some(p90)) => format!("{median} / {p90}"),
        (Some(median), None) => median,
        _ => format::NONE.into(),
    }
}

fn has_cases(result: &RunResult, team: &str) -> bool {
    in_headline(result, Indicator::Allocated.named(team)).is_some_and(|level| level.mean > 0.0)
}

fn in_headline(result: &RunResult, id: impl Into<MeasureId>) -> Option<Estimate> {
    result.value(id, result.headline.period)?.run
}

fn deadlines(page: &mut Page, result: &RunResult) {
    let columns = reading::columns(result);
    let mut table = TextTable::new(columns.iter().map(heading));
    for (name, measure) in reading::named(result, Indicator::OnTime) {
        table.row(name, cells(result, &measure.id, &columns, 1));
    }
    page.table("Decided by the deadline (% of decisions)", table);
}

/// Minutes in every column, and beside them the share of the planned minutes that was kept in the headline's period.
fn time_with_children(page: &mut Page, result: &RunResult) {
    let columns = reading::columns(result);
    let headings =
        columns.iter().map(|c| heading(c).to_owned()).chain(["% of plan kept".to_owned()]);
    let mut table = TextTable::new(headings);
    for (name, measure) in reading::named(result, Indicator::Minutes) {
        // A stage that plans no direct time, such as a conference, has no share kept, and no row.
        let Some(kept) = in_headline(result, Indicator::DirectKept.named(name)) else { continue };
        let mut row = cells(result, &measure.id, &columns, 1);
        row.push(format::fixed(Some(&kept), "share", 1));
        table.row(name, row);
    }
    let mut all = cells(result, Indicator::Minutes, &columns, 1);
    all.push(format::NONE.into());
    table.row("all visits", all);
    page.table("Direct time with the child in one visit (minutes)", table);
}

fn staff(page: &mut Page, result: &RunResult) {
    let columns = reading::columns(result);
    let mut table = TextTable::new(columns.iter().map(heading));
    let mut row = |words: String, id: MeasureId, decimals: usize| {
        table.row(words, cells(result, id, &columns, decimals))
    };
    row("referrals a month".into(), Indicator::ReferralsPerMonth.into(), 1);
    row("pressure (weeks of work)".into(), Indicator::Pressure.into(), 2);
    row("threshold shift (standard deviations)".into(), Indicator::ThresholdShift.into(), 3);
    row("referrals closed at triage (%)".into(), Indicator::ScreenedOutShare.into(), 1);
    for (team, _) in reading::named(result, Indicator::InPost) {
        if has_cases(result, team) {
            row(format!("{team}: cases per full-time worker"), Indicator::Caseload.named(team), 1);
        }
        if ever_above_0(result, &Indicator::Unallocated.named(team)) {
            row(
                format!("{team}: cases waiting for a worker"),
                Indicator::Unallocated.named(team),
                1,
            );
        }
        row(format!("{team}: workers in post"), Indicator::InPost.named(team), 1);
        // The row is only worth its line if the publicity changes it, or if no twin can tell.
        if differs(result, &Indicator::Agency.named(team)) {
            row(format!("{team}: of these agency"), Indicator::Agency.named(team), 1);
        }
    }
    row("all teams: off sick (%)".into(), Indicator::SickShare.into(), 1);
    row("all teams: leavers a year".into(), Indicator::LeaversPerYear.into(), 1);
    page.table("Demand, cases and staff", table);
    page.note(
        "Pressure: outstanding work over weekly hours. Threshold shift: how far pressure raises the bar at triage; what blame lowers it is not in it. \
         Differences of % are in points.",
    );
}

fn ever_above_0(result: &RunResult, id: &MeasureId) -> bool {
    let above = |estimate: Option<&Estimate>| estimate.is_some_and(|e| e.mean > 0.0);
    reading::columns(result)
        .iter()
        .filter_map(|column| result.value(id, column.period))
        .any(|value| above(value.run.as_ref()) || above(value.twin.as_ref()))
}

/// Whether a row says something of the publicity: always where there is no difference to show it.
fn differs(result: &RunResult, id: &MeasureId) -> bool {
    let Some(value) = result.value(id, result.headline.period) else { return false };
    match &value.difference {
        Some(difference) => difference.excludes_zero(),
        None => value.run.is_some_and(|level| level.mean > 0.0),
    }
}
