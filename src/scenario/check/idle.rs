//! Warnings about what is written and does nothing, because nothing sets it off or nothing listens to it.

use super::overlaps::acts;
use super::{Checker, elements};
use crate::scenario::raw::{At, RawScenario};
use crate::scenario::warning::ScenarioWarning;
use crate::scenario::{Action, Scenario, ThresholdRule, Trigger};

pub fn warn(check: &mut Checker, raw: &At<RawScenario>, scenario: &Scenario) {
    match scenario.culture {
        Some(_) => nothing_brings_blame(check, raw, scenario),
        None => blame_that_nobody_feels(check, raw),
    }
    for action in &scenario.actions {
        idle(check, scenario, action);
        never(check, scenario, action);
    }
    if scenario.costs.is_none() {
        costs_that_nobody_counts(check, raw);
    }
}

/// Publicity whose blame is written, be it 0, shows that whoever wrote it has thought of blame.
fn nothing_brings_blame(check: &mut Checker, raw: &At<RawScenario>, scenario: &Scenario) {
    let tragedies = scenario.feedback.as_ref().is_some_and(|feedback| feedback.public_probability > 0.0);
    let events = elements(raw.value.publicity.as_ref());
    let decided =
        events.iter().filter_map(|event| event.value.blame.as_ref()).any(|at| !check.is_default(at.place.origin));
    if !tragedies && !decided {
        check.warn(ScenarioWarning::NothingBringsBlame);
    }
}

fn blame_that_nobody_feels(check: &mut Checker, raw: &At<RawScenario>) {
    if raw.value.culture.is_some() {
        return; // culture = "none": switched off on purpose
    }
    for event in elements(raw.value.publicity.as_ref()) {
        let (Some(label), Some(blame)) = (&event.value.label, &event.value.blame) else { continue };
        if blame.value > 0.0 && is_own(check, blame) {
            check.warn(ScenarioWarning::BlameUnused { label: label.value.clone() });
        }
    }
}

fn costs_that_nobody_counts(check: &mut Checker, raw: &At<RawScenario>) {
    if raw.value.costs.is_some() {
        return;
    }
    for action in elements(raw.value.actions.as_ref()) {
        let (Some(name), Some(cost)) = (&action.value.name, &action.value.cost) else { continue };
        if cost.value > 0.0 && is_own(check, cost) {
            check.warn(ScenarioWarning::ActionCostUnused { action: name.value.clone() });
        }
    }
}

/// Whether a value stands in the file asked for or in an override, rather than in a file it extends.
fn is_own<T>(check: &Checker, at: &At<T>) -> bool {
    check.depth(&at.place) <= 1
}

fn idle(check: &mut Checker, scenario: &Scenario, action: &Action) {
    let raises = |floor: f64| scenario.teams.iter().any(|team| team.rush.is_some_and(|rush| rush.floor < floor));
    let threshold_moves = scenario.triage.rule != ThresholdRule::Fixed || scenario.culture.is_some();
    let acts = action.add.iter().any(|added| added.count > 0.0)
        || action.moves.iter().any(|moved| moved.count > 0.0)
        || action.overtime_share > 0.0
        || action.floor.is_some_and(raises)
        || action.freeze_threshold && threshold_moves
        || action.changes_recording();
    if !acts {
        check.warn(ScenarioWarning::ActionIdle { action: action.name.clone() });
    }
}

fn never(check: &mut Checker, scenario: &Scenario, action: &Action) {
    let time = &scenario.time;
    let name = action.name.clone();
    match action.when {
        Trigger::Date(date) => {
            let observed = time.observed_from().days()..time.horizon().days();
            if acts(time, action).is_some_and(|(from, _)| !observed.contains(&from)) {
                check.warn(ScenarioWarning::ActionOutside { action: name, date, lead_days: action.lead_days });
            }
        }
        Trigger::Pressure { for_weeks, .. } => {
            if 7.0 * for_weeks + action.lead_days >= f64::from(time.run_days) {
                check.warn(ScenarioWarning::TriggerTooSlow { action: name.clone(), run_days: time.run_days });
            }
            if scenario.triage.visibility <= 0.0 {
                check.warn(ScenarioWarning::TriggerUnseen { action: name });
            }
        }
    }
}
