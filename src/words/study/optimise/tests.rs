//! What is said where no option was named.

use super::*;
use crate::measure::Better;
use crate::results::studies::{AskedMeasure, Rules};

/// A search for the cheapest option that keeps a target, whose options ended so.
fn ended(statuses: &[OptionStatus]) -> Optimised {
    let option = |(level, status): (usize, &OptionStatus)| OptionResult {
        levels: vec![level],
        cost: None,
        value: None,
        difference: None,
        keeps: Some(0.5),
        replications: 40,
        status: *status,
    };
    Optimised {
        version: String::new(),
        name: "A small service".into(),
        seed: 1,
        rules: Rules {
            goal: Goal::Target { below: 0.6, runs: 0.9 },
            confidence: 0.95,
            indifference: 1.0,
            most: 40,
        },
        levers: vec![FactorLevels {
            path: "posts".into(),
            levels: ["1", "2", "3", "4"].map(str::to_owned).into(),
            numbers: None,
            not_reached: None,
        }],
        asked: AskedMeasure {
            id: "miss_rate".into(),
            label: "miss rate".into(),
            named: false,
            unit: "share".into(),
            better: Better::Lower,
            period: String::new(),
        },
        written: None,
        options: statuses.iter().enumerate().map(option).collect(),
        best: None,
        settled: false,
        warnings: Vec::new(),
    }
}

#[test]
fn options_that_were_put_out_are_not_called_undecided() {
    use OptionStatus::{PutOut, Undecided};
    let said = |statuses: &[OptionStatus]| sentences(&ended(statuses)).remove(0);
    assert!(
        said(&[Undecided, Undecided])
            .starts_with("No option was shown to keep the target, or not to, before")
    );
    assert!(said(&[PutOut, Undecided, PutOut, Undecided]).starts_with(
        "No option was shown to keep the target before replications ran out: 2 were shown not to keep it, and of the other 2 \
         neither was shown."
    ));
    assert!(said(&[PutOut, Undecided]).contains("one was shown not to keep it, and of the other"));
}

#[test]
fn a_key_keeps_its_letters_in_a_sentence() {
    let said = sentences(&ended(&[OptionStatus::Undecided])).remove(0);
    assert!(said.contains(" The option posts = 1 kept it in 50 of every 100"), "{said}");
}
