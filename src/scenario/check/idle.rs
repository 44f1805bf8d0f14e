//! Warnings about what is written and does nothing, because nothing sets it off or nothing listens to it: blocks and actions
//! here, single keys by the table of needs.

use super::overlaps::acts;
use super::{Checker, elements, present};
use crate::scenario::document::{Node, TomlTable, TomlValue};
use crate::scenario::needs::{self, Here};
use crate::scenario::raw::{At, RawScenario};
use crate::scenario::resolved;
use crate::scenario::warning::ScenarioWarning;
use crate::scenario::{Action, Scenario, ThresholdRule, Trigger};

pub fn warn(check: &mut Checker, raw: &At<RawScenario>, written: &TomlTable, scenario: &Scenario) {
    if scenario.culture.is_some() {
        nothing_brings_blame(check, raw, scenario);
    }
    // Whole actions before single keys: what a warning about the action has said is not said again of its keys.
    for action in &scenario.actions {
        idle(check, scenario, action);
        never(check, scenario, action);
    }
    keys(check, written, &Here::default(), written);
}

/// Keys whose tables hold data, not keys of the format.
const DATA: [&str; 6] =
    ["evidence", "risk.ages", "risk.kinds", "replications.precision_of", "study.roles", "solved"];

/// Warns of the keys of a table that do nothing, the outermost where a whole block does not.
fn keys<'a>(check: &mut Checker, root: &'a TomlTable, here: &Here<'a>, table: &'a TomlTable) {
    for entry in &table.entries {
        let here = here.below(&entry.key);
        let node = &entry.node;
        match needs::unmet(root, &here, &|node| check.depth_of(node.origin)) {
            Some(unmet) => idle_key(check, &here, node, unmet),
            // Looked at for the table itself, which may well do nothing, and not for the names in it.
            None if DATA.contains(&here.key.as_str()) => {}
            None => below(check, root, &here, node),
        }
    }
}

fn below<'a>(check: &mut Checker, root: &'a TomlTable, here: &Here<'a>, node: &'a Node) {
    match &node.value {
        TomlValue::Table(table) => keys(check, root, here, table),
        TomlValue::List(items) => {
            for (place, item) in items.iter().enumerate() {
                if let TomlValue::Table(table) = &item.value {
                    keys(check, root, &here.element(place, item), table);
                }
            }
        }
        _ => {}
    }
}

/// A key that the file asked for, or an override, has written: those of a file below are that file's, and what stands in the
/// way on purpose, in a file above or in so many words, needs no warning.
fn idle_key(check: &mut Checker, here: &Here<'_>, node: &Node, unmet: needs::Unmet) {
    let depth = own_depth(check, node).filter(|&depth| depth <= check.own_depth());
    let Some(depth) = depth else { return };
    let on_purpose = unmet.off || unmet.depth.is_some_and(|other| other < depth);
    if on_purpose || says_no(node) || is_said(check, here) {
        return;
    }
    let key = match &node.value {
        TomlValue::Table(_) | TomlValue::List(_) => here.path.clone(),
        _ => format!("{} = {}", here.path, resolved::value_text(node)),
    };
    check.warn(ScenarioWarning::KeyIdle { key, because: unmet.because });
}

/// How far down the chain the nearest part of a value was written; `None` where all of it is a default.
fn own_depth(check: &Checker, node: &Node) -> Option<u16> {
    match &node.value {
        // The defaults have filled the table up: it counts as written where any key of it was.
        TomlValue::Table(table) if !table.entries.is_empty() => {
            table.entries.iter().filter_map(|entry| own_depth(check, &entry.node)).min()
        }
        _ => (!check.is_default(node.origin)).then(|| check.depth_of(node.origin)),
    }
}

/// A value that asks for nothing.
fn says_no(node: &Node) -> bool {
    match &node.value {
        TomlValue::Whole(number) => *number == 0,
        TomlValue::Float(number) => number.total_cmp(&0.0).is_eq(),
        TomlValue::Bool(flag) => !flag,
        TomlValue::Text(word) => word == "none" || word == "never",
        TomlValue::List(items) => items.is_empty(),
        TomlValue::Table(_) | TomlValue::Date(_) | TomlValue::Moment => false,
    }
}

/// What a warning about the whole block or action says already.
fn is_said(check: &Checker, here: &Here<'_>) -> bool {
    let of_action = |name: &str| {
        let said = ScenarioWarning::ActionIdle { action: name.to_owned() };
        here.key.starts_with("actions.") && check.warnings.contains(&said)
    };
    let of_blame = here.key.starts_with("culture.") || here.key == "staffing.leaving.blame";
    of_blame && check.warnings.contains(&ScenarioWarning::NothingBringsBlame)
        || here.outermost().and_then(|element| element.text("name")).is_some_and(of_action)
}

/// Publicity whose blame is written, be it 0, shows that whoever wrote it has thought of blame.
fn nothing_brings_blame(check: &mut Checker, raw: &At<RawScenario>, scenario: &Scenario) {
    let tragedies =
        scenario.feedback.as_ref().is_some_and(|feedback| feedback.public_probability > 0.0);
    let events = elements(raw.value.publicity.as_ref());
    let to_come = present(&raw.value.publicity_to_come);
    let to_come = to_come.as_ref().and_then(|to_come| to_come.value.blame.as_ref());
    let decided = events
        .iter()
        .filter_map(|event| event.value.blame.as_ref())
        .chain(to_come)
        .any(|at| !check.is_default(at.place.origin));
    if !tragedies && !decided {
        check.warn(ScenarioWarning::NothingBringsBlame);
    }
}

fn idle(check: &mut Checker, scenario: &Scenario, action: &Action) {
    let raises = |floor: f64| {
        scenario.teams.iter().any(|team| team.rush.is_some_and(|rush| rush.floor < floor))
    };
    // Blame lowers the threshold at triage even under a fixed rule.
    let threshold_moves =
        scenario.triage.rule != ThresholdRule::Fixed || scenario.culture.is_some();
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
            // One that begins in the warm-up is there from the first observed day, so that there is no before to
            // compare with.
            let observed = time.observed_from().days()..time.horizon().days();
            if acts(time, action).is_some_and(|(from, _)| !observed.contains(&from)) {
                check.warn(ScenarioWarning::ActionOutside {
                    action: name,
                    date,
                    lead_days: action.lead_days,
                });
            }
        }
        Trigger::Pressure { for_weeks, .. } => {
            // At the earliest, pressure is high from the first observed day on.
            if 7.0 * for_weeks + action.lead_days >= f64::from(time.run_days) {
                check.warn(ScenarioWarning::TriggerTooSlow {
                    action: name.clone(),
                    run_days: time.run_days,
                });
            }
            if scenario.triage.visibility <= 0.0 {
                check.warn(ScenarioWarning::TriggerUnseen { action: name });
            }
        }
    }
}
