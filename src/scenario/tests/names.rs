//! Names of every kind come back from the resolved scenario, and so do the numbers that stand beside them.

use proptest::prelude::*;

use crate::scenario::resolved::{read_solved, solved_alone, to_toml};
use crate::scenario::solved::{Decision, Solved, SolvedClass};
use crate::scenario::{Overrides, Scenario, load_str, resolved};

/// A name of 1 to 200 letters of every kind that a name may have, those that TOML, CSV or a terminal gives a meaning among them.
fn name() -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        4 => "[a-z, ]",
        3 => prop::sample::select(vec![
            "\"", "'", "\\", ", ", "[", "]", "{", "}", "#", "=", ".", "\"\"\"", "\u{feff}", "\u{202e}", "\u{2028}", "e\u{301}", "😀", "|", "<",
            "\\u0041", "none", "\u{a0}", "\u{e000}",
        ])
        .prop_map(str::to_owned),
        2 => any::<char>().prop_filter("no control character", |c| !c.is_control()).prop_map(String::from),
    ];
    prop::collection::vec(letter, 1..200)
        .prop_map(|letters| letters.concat().chars().take(200).collect::<String>())
        .prop_filter("not only blanks", |name| !name.trim().is_empty())
}

/// A text in quotation marks, written otherwise than by the program.
fn quoted(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_string()
            } else {
                format!("\\U{:08X}", u32::from(c))
            }
        })
        .collect();
    format!("\"{escaped}\"")
}

fn file([scenario, class, source, team, stage, label]: &[String; 6], description: &str) -> String {
    let [scenario, class, source, team, stage, label, description] =
        [scenario, class, source, team, stage, label, description].map(quoted);
    format!(
        "name = {scenario}\ndescription = {description}\n[time]\nstart = 2018-01-01\nwarmup_days = 100\nrun_days = 364\n\
         [replications]\ncount = 2\n[referrals]\nper_year = 300\nsources = [ {{ name = {source}, share = 1.0 }} ]\n\
         [[publicity]]\nlabel = {label}\ndate = 2018-09-03\npeak = 0.5\n\
         [[risk]]\nname = {class}\nhigh = true\nshare = 0.1\nseverity = {{ mean = 2.0, sd = 0.5 }}\n\
         [[risk]]\nname = \"the others, all\"\nhigh = false\nshare = 0.9\nseverity = {{ mean = 0.0, sd = 0.5 }}\n\
         [triage]\nteam = {team}\naccepted_to = {stage}\nurgent_to = {stage}\n\
         [[teams]]\nname = {team}\nposts = [ {{ count = 3 }} ]\n\
         [[stages]]\nname = {stage}\nkind = \"assess\"\nteam = {team}\noutcomes = [ {{ to = \"close\", share = 1.0 }} ]\n"
    )
}

fn solved(scenario: &Scenario, number: f64) -> Solved {
    let share = number.abs().fract().min(1.0);
    let decision = |name: &str, lines: usize| Decision {
        name: name.to_owned(),
        thresholds: vec![number; lines],
        asked: (0..lines).map(|line| (line % 2 == 0).then_some(share)).collect(),
        given: vec![share; lines],
        sd: number.abs(),
        quantiles: (0..201).map(|place| number.abs() * f64::from(place) / 300.0).collect(),
    };
    let class = |name: &String| SolvedClass {
        name: name.clone(),
        onset_per_day: share,
        hidden_on_day_0: number.abs(),
        asked: share / 3.0,
        given: number.abs(),
        entries_per_day: Some(0.25),
    };
    Solved {
        classes: scenario.risk.iter().map(|own| class(&own.name)).collect(),
        triage: decision("triage", 2),
        stages: scenario
            .stages
            .iter()
            .map(|stage| decision(&stage.name, stage.outcomes.len()))
            .collect(),
        pressure_normal: number.abs(),
        prior_mean: number,
        // More than 0 for any share: a precision of 0 is refused.
        prior_precision: 1e-9 + share,
        referrals_asked: 300.0,
        referrals_given: 301.0 + share,
    }
}

fn returns(names: &[String; 6], description: &str, number: f64) -> Result<(), TestCaseError> {
    // Team, stage and class must not share a name with another of their kind, nor be one that means something else.
    let load = |text: &str| load_str("x.toml", text, &Overrides::none());
    let scenario = match load(&file(names, description)) {
        Ok(loaded) => loaded.scenario,
        Err(error) => {
            return Err(TestCaseError::fail(format!("{error}\n{}", file(names, description))));
        }
    };
    let found = solved(&scenario, number);
    prop_assert_eq!(found.misfit(&scenario), None);
    let text = to_toml(&scenario, Some(&found));
    let again = match load(&text) {
        Ok(loaded) => loaded.scenario,
        Err(error) => return Err(TestCaseError::fail(format!("{error}\n{text}"))),
    };
    prop_assert_eq!(again.solved.as_ref(), Some(&found));
    prop_assert_eq!(&to_toml(&again, again.solved.as_ref()), &text, "resolved again");
    prop_assert_eq!(&to_toml(&again, None), &to_toml(&scenario, None));
    prop_assert!(resolved::tree(&again).entries.len() > 5, "a tree of it can be made");
    prop_assert_eq!(read_solved(&solved_alone(&found)), Some(found));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_resolved_scenario_returns_whatever_its_names_are(
        names in prop::array::uniform6(name()),
        description in "(?s).{0,300}",
        number in prop_oneof![-1e6..1e6, Just(0.0), Just(-0.1 - 0.2), Just(1e-300), Just(1e8)],
    ) {
        returns(&names, &description.replace(|c: char| c.is_control() && c != '\n' && c != '\t', ""), number)?;
    }
}

/// The smallest of issue: a comma within a long name was taken for one between the items of a list.
#[test]
fn a_long_name_with_commas_is_not_broken() {
    for letters in [1, 50, 112, 119, 120, 121, 200] {
        let name = |offset: usize| {
            let long: String = "ab, ".chars().cycle().skip(offset).take(letters).collect();
            if long.trim().is_empty() { "x".repeat(letters) } else { long }
        };
        let names = [0, 1, 2, 3, 0, 1].map(name);
        if let Err(error) = returns(&names, "two, \nlines", 0.1 + 0.2) {
            panic!("{letters} letters: {error}");
        }
    }
}
