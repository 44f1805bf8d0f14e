//! Why there are so many replications, in words.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::measure::Indicator;
use crate::results::Rule;
use crate::scenario::{Precision, Stopping};

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Stopping::Count(count) => write!(f, "a fixed count of {count}"),
            Stopping::Precision(precision) => f.write_str(&until_precise(precision)),
        }
    }
}

/// Files of results carry the rule as people read it.
impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Another scenario's rule, which gives way to that of the baseline.
#[must_use]
pub fn in_short(stopping: &Stopping) -> String {
    match stopping {
        Stopping::Count(_) => Rule(stopping.clone()).to_string(),
        // A note has no room for its list of measures.
        Stopping::Precision(_) => "until its intervals are as narrow as it asks".to_owned(),
    }
}

fn until_precise(precision: &Precision) -> String {
    let headline =
        precision.headline.map(|half| format!("{} to ± {half}", Indicator::MissRate.name()));
    let others = precision.of.iter().map(|(id, half)| format!("{id} to ± {half}"));
    let all: Vec<String> = headline.into_iter().chain(others).collect();
    format!(
        "until 95 % intervals are as narrow as asked ({}), at least {}, at most {}",
        all.join("; "),
        precision.min,
        precision.max
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_told_and_written_in_the_same_words() {
        let precise = Stopping::Precision(Precision {
            headline: Some(0.01),
            of: vec![("missed".into(), 5.0)],
            min: 4,
            max: 30,
        });
        let rule = Rule(precise.clone());
        assert_eq!(
            rule.to_string(),
            "until 95 % intervals are as narrow as asked (miss_rate to ± 0.01; missed to ± 5), at least 4, at most 30"
        );
        assert_eq!(serde_json::to_value(&rule).expect("it is text"), rule.to_string());
        assert_eq!(in_short(&precise), "until its intervals are as narrow as it asks");
        assert_eq!(in_short(&Stopping::Count(50)), "a fixed count of 50");
    }
}
