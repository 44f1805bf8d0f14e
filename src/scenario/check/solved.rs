//! Checks `[solved]`: what an earlier pilot found has to fit the scenario it stands in.

use super::Checker;
use crate::scenario::problem::Problem;
use crate::scenario::raw::{At, RawScenario};
use crate::scenario::{Scenario, Solved, resolved};

/// `[solved]`: read by serde, then held against the classes and stages it is about.
pub fn solved(check: &mut Checker, raw: &At<RawScenario>, scenario: &Scenario) -> Option<Solved> {
    let at = raw.value.solved.as_ref()?;
    let wrong = |message: String| Problem::new("solved", message).at(at.place.origin);
    let solved: Solved = match resolved::plain(&at.value.0).try_into() {
        Ok(solved) => solved,
        Err(error) => {
            check.note(wrong(format!("not what a pilot writes: {}", error.to_string().trim().replace('\n', " "))));
            return None;
        }
    };
    match mismatch(&solved, scenario) {
        Some(message) => {
            check.note(wrong(format!("{message}; leave [solved] out and the pilot runs again")));
            None
        }
        None => Some(solved),
    }
}

/// How solved numbers do not fit the scenario they stand in.
fn mismatch(solved: &Solved, scenario: &Scenario) -> Option<String> {
    let classes: Vec<&str> = solved.classes.iter().map(|class| class.name.as_str()).collect();
    let stages: Vec<&str> = solved.stages.iter().map(|stage| stage.name.as_str()).collect();
    if classes != scenario.risk.iter().map(|class| class.name.as_str()).collect::<Vec<_>>() {
        return Some(format!("its classes are {}, not those of [[risk]]", classes.join(", ")));
    }
    if stages != scenario.stages.iter().map(|stage| stage.name.as_str()).collect::<Vec<_>>() {
        return Some(format!("its stages are {}, not those of [[stages]]", stages.join(", ")));
    }
    if solved.triage.thresholds.len() != 2 {
        return Some("triage needs two thresholds, urgent and accept".to_owned());
    }
    for (solved, stage) in solved.stages.iter().zip(&scenario.stages) {
        if solved.thresholds.len() != stage.outcomes.len() {
            return Some(format!("\"{}\" needs one threshold for each of its outcomes", stage.name));
        }
    }
    let numbers = [solved.pressure_normal, solved.prior_mean, solved.prior_precision];
    let onsets = solved
        .classes
        .iter()
        .flat_map(|class| [class.onset_per_day, class.hidden_on_day_0, class.entries_per_day.unwrap_or(0.0)]);
    if onsets.clone().any(|rate| rate < 0.0) || numbers.into_iter().chain(onsets).any(|number| !number.is_finite()) {
        return Some("rates must be finite and not negative".to_owned());
    }
    None
}
