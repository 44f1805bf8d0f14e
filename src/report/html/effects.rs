//! What each number would do to the answer if it were wrong, as a sensitivity run found it or left it in its folder.

use serde_json::Value;

use crate::report::format;
use crate::results::studies::Sensitivity;
use crate::stats::Estimate;

/// The file of a sensitivity run's folder that holds what it found.
pub const FOUND: &str = "sensitivity.json";

/// The effects of a sensitivity run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effects {
    /// The scenario it is of.
    pub name: String,
    /// The hash of that, whatever its number of replications.
    pub scenario: String,
    /// What they are effects on.
    pub on: String,
    /// Path, effect at the lower end of the range, effect at the upper.
    pub ends: Vec<(String, [String; 2])>,
}

impl Effects {
    /// Those that a run found.
    #[must_use]
    pub fn of(found: &Sensitivity) -> Effects {
        let end = |end: Option<Estimate>| format::difference(end.as_ref(), &found.asked.unit);
        let ends = found
            .factors
            .iter()
            .map(|one| (one.factor.path.clone(), [end(one.low), end(one.high)]));
        Effects {
            name: found.name.clone(),
            scenario: found.scenario.clone(),
            on: format!("{}, {}", found.asked.label, found.asked.period),
            ends: ends.collect(),
        }
    }

    /// Those that a run left in `sensitivity.json`; `None` where the text is something else.
    #[must_use]
    pub fn read(text: &str) -> Option<Effects> {
        // The program can write this type but not read it, and the page needs only these fields.
        let found: Value = serde_json::from_str(text).ok()?;
        let words = |value: &Value| value.as_str().map(str::to_owned);
        let asked = &found["asked"];
        let unit = asked["unit"].as_str()?;
        let end = |end: &Value| {
            let estimate: Option<Estimate> = serde_json::from_value(end.clone()).ok()?;
            Some(format::difference(estimate.as_ref(), unit))
        };
        let one = |one: &Value| {
            Some((words(&one["factor"]["path"])?, [end(&one["low"])?, end(&one["high"])?]))
        };
        Some(Effects {
            name: words(&found["name"])?,
            scenario: words(&found["scenario"])?,
            on: format!("{}, {}", asked["label"].as_str()?, asked["period"].as_str()?),
            ends: found["factors"].as_array()?.iter().map(one).collect::<Option<_>>()?,
        })
    }
}
