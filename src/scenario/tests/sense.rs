//! What is legal loads; what is strange is warned of.

use super::{SMALL, load_files, set, with};
use crate::scenario::{Overrides, PressureAnswer, ScenarioWarning, Stopping};

#[track_caller]
fn warnings(sets: &[&str]) -> Vec<ScenarioWarning> {
    set(sets).expect("legal").warnings
}

#[test]
fn a_scenario_of_ten_lines_runs_without_warnings() {
    let loaded = load_files(&[("x.toml", SMALL)], &Overrides::none()).expect("sound");
    assert_eq!(loaded.warnings, []);
    assert!(loaded.scenario.base.is_none());
    assert_eq!(loaded.scenario.replications.stopping, Stopping::Count(200));
}

#[test]
fn nothing_at_all_is_legal() {
    let none = ["referrals.per_year=0", "publicity=[]", "time.run_days=1", "time.warmup_days=0"];
    assert!(set(&none).is_ok());
    assert!(set(&["teams.duty.posts=[]", "teams.assessment.posts.0.count=0"]).is_ok());
}

#[test]
fn without_a_long_term_team_its_work_goes_to_assessment() {
    let scenario = set(&[]).expect("sound").scenario;
    let plan = scenario
        .stages
        .iter()
        .find(|stage| stage.name == "child protection plan")
        .expect("a default stage");
    assert_eq!(plan.team.map(|team| scenario.team(team).name.as_str()), Some("assessment"));
    let scenario = with("[[teams]]\nname = \"long term\"\nposts = [ { count = 20 } ]\n")
        .expect("sound")
        .scenario;
    let plan = scenario
        .stages
        .iter()
        .find(|stage| stage.name == "child protection plan")
        .expect("a default stage");
    assert_eq!(plan.team.map(|team| scenario.team(team).name.as_str()), Some("long term"));
}

#[test]
fn shares_that_do_not_sum_to_one_are_scaled_with_a_warning() {
    let loaded = set(&["risk.low.share=0.5"]).expect("legal");
    assert!(
        matches!(loaded.warnings[..], [ScenarioWarning::SharesScaled { .. }]),
        "{:?}",
        loaded.warnings
    );
    let sum: f64 = loaded.scenario.risk.iter().map(|class| class.share).sum();
    assert!((sum - 1.0).abs() < 1e-12);
}

#[test]
fn rounded_shares_are_scaled_silently() {
    // 0.0005 above the default: shares may miss 1 by twice that, as rounded ones do.
    assert_eq!(warnings(&["risk.low.share=0.7105"]), []);
}

#[test]
fn weekday_factors_are_scaled_to_average_one() {
    let loaded = set(&["referrals.weekday=[2,2,2,2,2,2,2]"]).expect("legal");
    assert!(loaded.scenario.referrals.weekday.iter().all(|factor| (factor - 1.0).abs() < 1e-15));
    let scaled = ScenarioWarning::FactorsScaled { path: "referrals.weekday", count: 7, mean: 2.0 };
    assert_eq!(loaded.warnings, [scaled]);
}

#[test]
fn publicity_before_or_after_the_observed_period_is_warned_of() {
    for date in ["2004-01-01", "2020-01-01"] {
        let found = warnings(&[&format!("publicity.verdict.date={date}")]);
        assert!(matches!(found[..], [ScenarioWarning::PublicityOutside { .. }]), "{found:?}");
    }
}

#[test]
fn a_short_warm_up_is_warned_of() {
    let found = warnings(&["time.warmup_days=500", "publicity=[]"]);
    assert!(
        matches!(found[..], [ScenarioWarning::WarmupShort { warmup_days: 500, .. }]),
        "{found:?}"
    );
}

#[test]
fn too_much_work_for_a_team_is_warned_of() {
    let found = warnings(&["teams.assessment.posts.0.count=30"]);
    assert!(
        matches!(&found[..], [ScenarioWarning::DemandAboveCapacity { team, load: Some(load) }]
        if team == "assessment" && *load > 1.0 && *load < 3.0),
        "{found:?}"
    );
    let found = warnings(&["teams.assessment.posts.0.count=0"]);
    assert!(
        matches!(&found[..], [ScenarioWarning::DemandAboveCapacity { load: None, .. }]),
        "{found:?}"
    );
}

#[test]
fn unreached_stages_and_idle_teams_are_warned_of() {
    let found =
        warnings(&["triage.urgent_to=initial assessment", "stages.initial assessment.outcomes=[]"]);
    assert!(
        found.contains(&ScenarioWarning::StageUnreached { stage: "core assessment".to_owned() }),
        "{found:?}"
    );
    assert!(found.contains(&ScenarioWarning::NothingProtects), "{found:?}");
    let found = with("[[teams]]\nname = \"spare\"\nposts = []\n").expect("legal").warnings;
    assert_eq!(found, [ScenarioWarning::TeamUnused { team: "spare".to_owned() }]);
    let unused = |more: &str| {
        let spare = "[[teams]]\nname = \"spare\"\nposts = [ { count = 3 } ]\n";
        let found = with(&format!("{spare}{more}")).expect("legal").warnings;
        found.contains(&ScenarioWarning::TeamUnused { team: "spare".to_owned() })
    };
    let moves = |from: &str, to: &str, count: u32| {
        format!(
            "[[actions]]\nname = \"a\"\ndate = 2009-01-05\novertime_share = 0.1\n\
             move = [ {{ from = \"{from}\", to = \"{to}\", count = {count} }} ]\n"
        )
    };
    assert!(!unused(&moves("spare", "duty", 1)), "its staff stand by");
    assert!(unused(&moves("spare", "duty", 0)) && unused(&moves("duty", "spare", 1)));
}

#[test]
fn targets_outside_the_run_are_warned_of() {
    let target =
        |period: &str| format!("[[targets]]\nmeasure = \"referrals\"\nlow = 1\nhigh = 2\n{period}");
    let found = with(&target("period = [2000-01-01, 2000-12-31]\n")).expect("legal").warnings;
    assert!(matches!(found[..], [ScenarioWarning::TargetOutside { .. }]), "{found:?}");
    assert_eq!(with(&target("")).expect("legal").warnings, []);
}

#[test]
fn a_number_outside_its_own_evidence_is_warned_of() {
    let evidence = "[evidence.\"referrals.per_year\"]\nlow = 1\nhigh = 2\n";
    let loaded = with(evidence).expect("legal");
    let found = &loaded.warnings[..];
    assert!(
        matches!(
            found,
            [
                ScenarioWarning::OutsideEvidence { .. },
                ScenarioWarning::DefaultsWithoutEvidence { .. }
            ]
        ),
        "{found:?}"
    );
    assert_eq!(loaded.scenario.evidence.assumptions[0].value, "2600");
}

#[test]
fn evidence_reaches_defaults_and_named_elements() {
    let evidence = "[evidence.'stages.\"core assessment\".hours']\nsource = \"a guess\"\n";
    let scenario = with(evidence).expect("legal").scenario;
    assert_eq!(
        scenario.evidence.assumptions[0].value,
        "{ direct = 1.3, recording = 8, travel = 0.7, cv = 0.6, dist = \"lognormal\" }"
    );
    assert_eq!(scenario.evidence.assumptions[0].grade, "E");
}

#[test]
fn figures_are_found_beside_the_file() {
    let text = format!(
        "{SMALL}[[targets]]\nmeasure = \"referrals\"\nlow = 1\nhigh = 2\nsource = \"a_2008, b_2008\"\n"
    );
    let figures = "[[figure]]\nid = \"a_2008\"\nvalue = 5_000\n[[figure]]\nid = \"b_2008\"\nvalue = \"words\"\n\
        [[figure]]\nid = \"c_2008\"\n";
    let files = [("x.toml", text.as_str()), ("evidence.toml", figures)];
    let found = load_files(&files, &Overrides::none()).expect("sound").scenario.evidence.figures;
    let found: Vec<_> =
        found.iter().map(|figure| (figure.id.as_str(), figure.value.as_str())).collect();
    assert_eq!(found, [("a_2008", "5_000"), ("b_2008", "words")]);
}

#[test]
fn a_peak_in_per_cent_and_a_thousand_with_a_dot_are_warned_of() {
    let event = "publicity=[{label=\"A\",date=2012-01-01,peak=PEAK}]";
    for (peak, told) in [("0.4", false), ("1.5", false), ("4", true), ("40", true)] {
        let found = warnings(&[&event.replace("PEAK", peak)]);
        let large = |one: &ScenarioWarning| matches!(one, ScenarioWarning::PeakLarge { .. });
        assert_eq!(found.iter().any(large), told, "{peak}: {found:?}");
    }
    let marked = "publicity=[{label='a \"b\"',date=2012-01-01,peak=4}]";
    let path = "publicity.\"a \\\"b\\\"\".peak".to_owned();
    assert!(warnings(&[marked]).contains(&ScenarioWarning::PeakLarge { path, peak: 4.0 }));
    let said = warnings(&["referrals.per_year=1.200"]);
    assert!(
        said.iter().any(|one| one.cause() == "referrals.per_year = 1.200 means 1.2, and not 1200"),
        "{said:?}"
    );
    for sound in
        ["referrals.per_year=1200", "referrals.per_year=1200.5", "referrals.per_year=900.125"]
    {
        let found = warnings(&[sound]);
        let dotted = |one: &ScenarioWarning| matches!(one, ScenarioWarning::ThousandsDot { .. });
        assert!(!found.iter().any(dotted), "{sound}: {found:?}");
    }
}

#[test]
fn what_services_do_first_under_pressure_begins_first() {
    let team = |rest: &str| format!("teams.assessment.{rest}");
    let order = |first, first_weeks, then, then_weeks| ScenarioWarning::PressureOrder {
        team: "assessment".to_owned(),
        first,
        first_weeks,
        then,
        then_weeks,
    };
    use PressureAnswer::{Overtime, Rush, ThinRecording};
    let share = team("overtime.share=0.1");
    let thin = team("rush.recording_floor=0.5");
    assert_eq!(warnings(&[&share, &thin]), [], "the defaults are in order");
    let together =
        [&share, &thin, &team("overtime.onset_weeks=0.5"), &team("rush.start_weeks=0.5")];
    assert_eq!(warnings(&together.map(String::as_str)), [], "two may begin together");
    let late = [&share, &thin, &team("overtime.onset_weeks=0.6")];
    assert_eq!(warnings(&late.map(String::as_str)), [order(Overtime, 0.6, ThinRecording, 0.5)]);
    let rushed = [&share, &thin, &team("rush.start_weeks=0.2")];
    assert_eq!(warnings(&rushed.map(String::as_str)), [order(ThinRecording, 0.5, Rush, 0.2)]);
    // What a team does not do is in no order: without thin recording overtime stands before direct time.
    let two = [&share, &team("overtime.onset_weeks=0.9")];
    let found = warnings(&two.map(String::as_str));
    assert_eq!(found, [order(Overtime, 0.9, Rush, 0.8)]);
    assert_eq!(
        found[0].to_string(),
        "the team \"assessment\" cuts direct time from 0.8 weeks of queued work on, and works overtime only from 0.9: services \
         work longer first, then write less down, and cut the time with children last; write overtime.onset_weeks at most \
         rush.recording_start_weeks, and that at most rush.start_weeks"
    );
    let never = [&share, &team("overtime.onset_weeks=0.9"), &team("rush=none")];
    assert_eq!(warnings(&never.map(String::as_str)), []);
}
