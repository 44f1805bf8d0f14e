//! Warnings about dated actions that last at the same time and pull the same lever. When actions on a pressure trigger
//! come is known only from a run.

use super::Checker;
use crate::scenario::warning::{ActionLever, ScenarioWarning};
use crate::scenario::{Action, Scenario, TimeFrame, Trigger};

pub fn warn(check: &mut Checker, scenario: &Scenario) {
    let levers = [
        ActionLever::Floor,
        ActionLever::FreezeThreshold,
        ActionLever::Recording,
        ActionLever::Move,
    ];
    for (place, other) in scenario.actions.iter().enumerate() {
        for lever in levers {
            let meets = |one: &&Action| {
                pull_together(lever, one, other) && at_once(&scenario.time, one, other)
            };
            // One warning for an action and a lever is enough, however many actions it meets.
            if let Some(one) = scenario.actions[..place].iter().find(meets) {
                let (one, other) = (one.name.clone(), other.name.clone());
                check.warn(ScenarioWarning::ActionsOverlap { one, other, lever });
            }
        }
    }
}

/// From when to when an action on a date acts (days).
pub fn acts(time: &TimeFrame, action: &Action) -> Option<(f64, f64)> {
    let Trigger::Date(date) = action.when else { return None };
    let from = time.at(date).days() + action.lead_days;
    // From the start on and to before the end, so that one that begins as another ends does not meet it.
    Some((from, action.for_days.map_or(f64::INFINITY, |days| from + days)))
}

fn at_once(time: &TimeFrame, one: &Action, other: &Action) -> bool {
    match (acts(time, one), acts(time, other)) {
        (Some(one), Some(other)) => one.0 < other.1 && other.0 < one.1,
        _ => false,
    }
}

fn pull_together(lever: ActionLever, one: &Action, other: &Action) -> bool {
    match lever {
        ActionLever::Floor => {
            // One and the same floor twice is no contradiction.
            matches!((one.floor, other.floor), (Some(a), Some(b)) if a.total_cmp(&b).is_ne())
        }
        ActionLever::FreezeThreshold => one.freeze_threshold && other.freeze_threshold,
        ActionLever::Recording => one.changes_recording() && other.changes_recording(),
        ActionLever::Move => one.moves.iter().any(|there| {
            other.moves.iter().any(|back| {
                // Both ways, which cancel out; the same way twice only adds up.
                (there.from, there.to) == (back.to, back.from) && there.count.min(back.count) > 0.0
            })
        }),
    }
}
