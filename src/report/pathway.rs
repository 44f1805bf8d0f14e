//! The pathway as columns: how many decisions it takes to reach each stage.

use std::collections::VecDeque;

use crate::scenario::{Destination, Scenario, Stage};

/// The column of each stage: how many decisions it takes to reach it, at least; screening makes the first.
#[must_use]
pub fn columns(scenario: &Scenario) -> Vec<usize> {
    let mut columns = vec![None; scenario.stages.len()];
    let mut next: VecDeque<(usize, usize)> =
        scenario.triage.leads_to().iter().map(|stage| (stage.index(), 1)).collect();
    // The search goes level by level, so the first column of a stage is its least. It skips stages with a column,
    // because plans lead back to assessments and to themselves.
    while let Some((stage, column)) = next.pop_front() {
        if columns[stage].is_some() {
            continue;
        }
        columns[stage] = Some(column);
        next.extend(leads_to(&scenario.stages[stage]).map(|to| (to, column + 1)));
    }
    // What no decision reaches stands last.
    let last = columns.iter().flatten().max().map_or(1, |most| most + 1);
    columns.into_iter().map(|column| column.unwrap_or(last)).collect()
}

/// Places of the stages that a stage's decisions lead to.
pub fn leads_to(stage: &Stage) -> impl Iterator<Item = usize> + '_ {
    stage.outcomes.iter().filter_map(|line| match line.to {
        Destination::Stage(to) => Some(to.index()),
        Destination::Close => None,
    })
}
