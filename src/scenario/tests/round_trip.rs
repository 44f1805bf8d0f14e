//! A resolved scenario loads as the same scenario.

use super::organisation::{all, every_key};
use super::{SMALL, load_files, set_direct, with};
use crate::scenario::resolved::to_toml;
use crate::scenario::solved::{Decision, Solved, SolvedClass};
use crate::scenario::{Arrivals, Overrides, Scenario, ScenarioWarning, load_str, starter};

#[track_caller]
pub(crate) fn returns(scenario: &Scenario) {
    let text = to_toml(scenario, None);
    let again = match load_str("resolved.toml", &text, &Overrides::none()) {
        Ok(loaded) => loaded.scenario,
        Err(error) => panic!("{error}\n{text}"),
    };
    assert_eq!(json(scenario), json(&again));
    assert_eq!(text, to_toml(&again, None));
    assert!(!text.contains("extends"));
}

fn json(scenario: &Scenario) -> serde_json::Value {
    serde_json::to_value(scenario).expect("a scenario can be written as JSON")
}

#[test]
fn small_scenarios_return() {
    for sets in [
        &[][..],
        &["risk.low.share=0.5", "referrals.weekday=[1,2,3,4,5,6,7]", "publicity=[]"],
        &[
            "triage.threshold=0.4",
            "triage.urgent=2.2",
            "triage.rule=fixed",
            "replications.precision=0.01",
        ],
        &[
            "triage={rule=\"schedule\",schedule=[{from=2009-01-05,shift=0.3}]}",
            "replications.seed=18446744073709551615",
        ],
        &[
            "teams.duty.rush=none",
            "time.school_holidays=none",
            "time.calendar=continuous",
            "without=[\"rush\"]",
        ],
        &[
            "teams.assessment.overtime={ share = 0.2, price = 2 }",
            "teams.assessment.rush.recording_floor=0.5",
            "stages.child in need plan.early_close=0.3",
        ],
        // What does nothing, or is off in so many words, returns too.
        &[
            "teams.assessment.overtime=none",
            "teams.duty.overtime={ half_weeks = 2 }",
            "teams.assessment.rush.recording_start_weeks=0.4",
            "stages.child in need plan.early_close_dead_band=0.3",
        ],
        &["time.school_holidays=[[2004-01-02,2004-01-09]]", "stages.initial conference.per_week=6"],
        &[
            "stages.looked after.duration_days={mean=800}",
            "stages.child in need plan.drift_after_working_days=never",
        ],
        &["stages.section 47 enquiry.with={stage=\"core assessment\",share=0.6}"],
        &[
            "opening=[{stage=\"core assessment\",waiting=80}]",
            "description=\"two\\nlines \\\"quoted\\\"\"",
        ],
        &[
            "replications.precision_of={\"wait_median[allocation, assessment]\"=1.0}",
            "study.roles={analyst=\"A. N.\"}",
        ],
    ] {
        let overrides = sets.iter().fold(Overrides::none(), |overrides, set| overrides.set(*set));
        match load_files(&[("x.toml", SMALL)], &overrides) {
            Ok(loaded) => returns(&loaded.scenario),
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn what_pressure_does_not_do_is_not_written_back() {
    let text = to_toml(&with("").expect("sound").scenario, None);
    for key in ["overtime", "recording_", "early_close"] {
        assert!(!text.contains(key), "{key}: {text}");
    }
}

#[test]
fn direct_arrivals_and_what_chance_decides_return() {
    let sets = [
        "culture={ caution = { climb_days = 90, stays = 0.4, at_most = 2.0 } }",
        "publicity_to_come={ per_year = 0.5, blame = 0.2, from = 2009-01-01, of_interest = true }",
        "triage.accept_caution=0.4",
        "triage.urgent_caution=0.1",
        "stages.initial assessment.outcomes.0.caution=0.5",
        "triage.by_chance=0.3",
        "triage.by_chance_to=looked after",
        "triage.order=class",
        "teams.assessment.order=class",
        "stages.\"core assessment\".outcomes=[{to=\"looked after\",chance=0.2},{to=\"close\",chance=0.8}]",
    ];
    let scenario = set_direct(&sets).expect("sound").scenario;
    assert_eq!(scenario.referrals.arrivals, Arrivals::Direct);
    returns(&scenario);
}

/// Read again, it would quote the default, whatever the number was.
#[test]
fn evidence_about_what_does_nothing_goes_with_it() {
    let evidence = "[evidence.\"triage.dead_band\"]\nsource = \"x\"\ngrade = \"E\"\n";
    let base = format!("{SMALL}[triage]\ndead_band = 0.3\n{evidence}");
    let fixed = "extends = \"base.toml\"\nname = \"v\"\n[triage]\nrule = \"fixed\"\n";
    let own = base.replace("dead_band = 0.3", "rule = \"fixed\"\ndead_band = 0.3");
    let load = |files: &[(&str, &str)]| load_files(files, &Overrides::none()).expect("sound");
    for (files, kept, warned) in [
        (&[("base.toml", base.as_str())][..], 1, false),
        (&[("v.toml", fixed), ("base.toml", base.as_str())], 0, false),
        (&[("own.toml", own.as_str())], 0, true),
    ] {
        let loaded = load(files);
        assert_eq!(loaded.scenario.evidence.assumptions.len(), kept, "{}", files[0].0);
        let said = loaded.warnings.iter().any(|warning| {
            matches!(warning, ScenarioWarning::KeyIdle { key, .. } if key == "evidence.\"triage.dead_band\"")
        });
        assert_eq!(said, warned, "{}: {:?}", files[0].0, loaded.warnings);
        returns(&loaded.scenario);
    }
}

#[test]
fn the_blocks_of_the_organisation_return() {
    for blocks in [all(), every_key()] {
        returns(&with(&blocks).expect("sound").scenario);
    }
    for present in ["feedback", "culture"] {
        returns(&with(&format!("[{present}]\n")).expect("sound").scenario);
    }
}

#[test]
fn the_starter_returns() {
    returns(
        &load_str("x", &starter::starter("Ashford"), &Overrides::none()).expect("sound").scenario,
    );
}

#[cfg(feature = "native")]
#[test]
fn every_shipped_scenario_loads_without_warnings_and_returns() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut met = 0;
    for entry in std::fs::read_dir(folder).expect("the folder of scenarios") {
        let path = entry.expect("a readable folder").path();
        if path.extension().is_none_or(|end| end != "toml") || path.ends_with("evidence.toml") {
            continue;
        }
        match crate::scenario::load(&path, &Overrides::none()) {
            Ok(loaded) => {
                assert_eq!(loaded.warnings, [], "{}", path.display());
                returns(&loaded.scenario);
            }
            Err(error) => panic!("{error}"),
        }
        met += 1;
    }
    assert!(met >= 2, "haringey.toml and smallest.toml at least");
}

pub(super) fn solved(scenario: &Scenario) -> Solved {
    let decision = |name: &str, lines: usize| Decision {
        name: name.to_owned(),
        // 0.1 + 0.2 and 1/3 need all their digits, and 2.5e-7 an exponent.
        thresholds: vec![0.1 + 0.2; lines],
        asked: (0..lines).map(|line| (line % 2 == 0).then_some(0.05)).collect(),
        given: vec![1.0 / 3.0; lines],
        sd: 0.7,
        quantiles: vec![-1.0, 0.0, 2.5e-7],
    };
    Solved {
        classes: scenario
            .risk
            .iter()
            .map(|class| SolvedClass {
                name: class.name.clone(),
                onset_per_day: 0.125,
                hidden_on_day_0: 80.0,
                asked: 1.0,
                given: 2.0,
                // Left out once, as an earlier version of the program left it out.
                entries_per_day: (class.name != "low").then_some(0.3),
            })
            .collect(),
        triage: decision("triage", 2),
        stages: scenario
            .stages
            .iter()
            .map(|stage| decision(&stage.name, stage.outcomes.len()))
            .collect(),
        pressure_normal: 1.0,
        prior_mean: 0.4,
        prior_precision: 1.3,
        referrals_asked: 2600.0,
        referrals_given: 2601.5,
    }
}

#[test]
fn solved_numbers_return_to_the_bit() {
    let scenario = load_files(&[("x.toml", SMALL)], &Overrides::none()).expect("sound").scenario;
    let solved = solved(&scenario);
    let text = to_toml(&scenario, Some(&solved));
    let again = load_str("resolved.toml", &text, &Overrides::none()).expect("sound").scenario;
    assert_eq!(again.solved, Some(solved));
}

#[test]
fn pressure_without_anybody_who_assesses_returns() {
    let scenario = load_files(&[("x.toml", SMALL)], &Overrides::none()).expect("sound").scenario;
    let solved = Solved { pressure_normal: f64::INFINITY, ..solved(&scenario) };
    let text = to_toml(&scenario, Some(&solved));
    let again = load_str("resolved.toml", &text, &Overrides::none()).expect("sound").scenario;
    assert_eq!(again.solved.as_ref(), Some(&solved));
    let alone = crate::scenario::resolved::solved_alone(&solved);
    assert_eq!(crate::scenario::resolved::read_solved(&alone), Some(solved));
}

#[test]
fn solved_numbers_of_another_pathway_are_refused() {
    let scenario = load_files(&[("x.toml", SMALL)], &Overrides::none()).expect("sound").scenario;
    let mut solved = solved(&scenario);
    solved.stages.pop();
    let error = load_str("x", &to_toml(&scenario, Some(&solved)), &Overrides::none())
        .expect_err("a stage is missing");
    assert!(error.to_string().contains("not those of [[stages]]"), "{error}");
}

#[test]
fn solved_numbers_that_no_pilot_finds_are_refused() {
    let scenario = load_files(&[("x.toml", SMALL)], &Overrides::none()).expect("sound").scenario;
    type Spoil = fn(&mut Solved);
    let spoilt: [(Spoil, &str); 9] = [
        (|solved| solved.classes[0].onset_per_day = 1e300, "onset_per_day = 1000"),
        (|solved| solved.classes[0].hidden_on_day_0 = -1.0, "hidden_on_day_0 = -1"),
        (|solved| solved.pressure_normal = f64::NAN, "pressure_normal = NaN"),
        (
            |solved| solved.prior_precision = 0.0,
            "prior_precision = 0: must be a number more than 0",
        ),
        (
            |solved| solved.triage.given.clear(),
            "decision \"triage\": given has 0 numbers, and needs 2",
        ),
        (|solved| solved.stages[0].asked.clear(), "asked has 0 numbers"),
        (|solved| solved.stages[0].thresholds.push(1.0), "thresholds has"),
        (|solved| solved.triage.quantiles.reverse(), "quantiles must not fall"),
        (|solved| solved.triage.given[0] = 1.5, "given = 1.5: must be a number"),
    ];
    for (spoil, says) in spoilt {
        let mut solved = solved(&scenario);
        spoil(&mut solved);
        let error =
            load_str("x", &to_toml(&scenario, Some(&solved)), &Overrides::none()).expect_err(says);
        assert!(error.to_string().contains(says), "{says}: {error}");
    }
}

#[test]
fn a_variant_of_a_solved_file_leaves_the_solved_numbers_with_its_base() {
    let scenario = load_files(&[("x.toml", SMALL)], &Overrides::none()).expect("sound").scenario;
    let text = to_toml(&scenario, Some(&solved(&scenario)));
    let variant = load_str("x", &text, &Overrides::none().seed(3)).expect("sound").scenario;
    assert!(variant.solved.is_none() && variant.base().solved.is_some());
}
