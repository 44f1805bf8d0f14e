//! Checks `[solved]`: what an earlier pilot found has to fit the scenario it stands in.

use super::Checker;
use crate::scenario::problem::Problem;
use crate::scenario::raw::{At, RawScenario};
use crate::scenario::{Scenario, Solved, resolved};

/// `[solved]`: read by serde, then held against the classes and stages it is about.
pub fn solved(check: &mut Checker, raw: &At<RawScenario>, scenario: &Scenario) -> Option<Solved> {
    let at = raw.value.solved.as_ref()?;
    let wrong = |message: String| Problem::new("solved", message).at(at.place.origin);
    let solved = match resolved::solved_of(&at.value.0) {
        Ok(solved) => solved,
        // serde breaks its words over lines, and a problem is one line.
        Err(error) => {
            check.note(wrong(format!(
                "not what a pilot writes: {}",
                error.trim().replace('\n', " ")
            )));
            return None;
        }
    };
    match solved.misfit(scenario) {
        Some(message) => {
            check.note(wrong(format!("{message}; leave [solved] out and the pilot runs again")));
            None
        }
        None => Some(solved),
    }
}
