//! `[[schedule]]`: what a day's scenario holds, and what is refused.

use super::{load_files, said, set, with};
use crate::scenario::{Overrides, Scenario, Threshold};

/// An entry on a day of the observed period.
fn entry(rest: &str) -> String {
    format!("schedule=[{{ date = 2008-12-01, {rest} }}]")
}

fn posts(scenario: &Scenario) -> f64 {
    scenario.teams[1].posts[0].count
}

#[test]
fn entries_of_one_number_build_on_one_another_in_the_order_of_their_dates() {
    let text = r#"
[[schedule]]
path = "teams.assessment.posts.0.count"
date = 2009-03-02
times = 0.5
[[schedule]]
path = "teams.assessment.posts.0.count"
date = 2008-12-01
by = 8
[[schedule]]
path = "stages.'core assessment'.deadline_working_days"
date = 2009-01-05
value = 45
"#;
    let scenario = with(text).expect("sound").scenario;
    let found: Vec<(f64, Option<u32>)> = (scenario.dated.run.iter().map(|dated| &dated.scenario))
        .map(|then| {
            let core = then.stages.iter().find(|stage| stage.name == "core assessment");
            (posts(then), core.expect("it is of the default pathway").deadline_working_days)
        })
        .collect();
    assert_eq!(found, [(80.0, Some(35)), (80.0, Some(45)), (40.0, Some(45))]);
    assert!(scenario.dated.twin.is_empty(), "nothing tells the twin from the run");
    assert_eq!(posts(&scenario), 72.0, "what holds on the first day is as written");
    assert_eq!(scenario.dated.most_posts(&scenario)[1], [80.0]);
}

#[test]
fn a_gradual_change_has_the_integral_of_the_straight_line() {
    for days in [1.0, 6.0, 10.0, 100.0, 3000.0] {
        let entry = entry(&format!(
            "path = \"teams.assessment.availability\", value = 0.5, ramp_days = {days}"
        ));
        let scenario = set(&["time.run_days=4000", &entry]).expect("sound").scenario;
        let steps: Vec<(f64, f64)> = (scenario.dated.run.iter())
            .map(|dated| (dated.from.days(), dated.scenario.teams[1].availability))
            .collect();
        let (first, last) = (steps[0].0, steps[steps.len() - 1]);
        assert!(steps.len() <= 53 && last == (first + days, 0.5), "{days}: {steps:?}");
        let sum: f64 = steps.windows(2).map(|two| two[0].1 * (two[1].0 - two[0].0)).sum();
        assert!((sum - days * (0.65 + 0.5) / 2.0).abs() < 1e-9, "{days}: {sum}");
    }
}

#[test]
fn what_answers_publicity_is_not_there_without_it() {
    let entry = entry("path = \"triage.accept_share\", value = 0.5, because_of = \"verdict\"");
    let scenario = set(&[&entry]).expect("sound").scenario;
    let accepted = |dated: &[crate::scenario::DatedScenario]| dated[0].scenario.triage.accept;
    assert_eq!(accepted(&scenario.dated.run), Threshold::Share(0.5));
    assert_eq!(accepted(&scenario.dated.twin), Threshold::Share(0.64));
}

#[test]
fn a_schedule_returns_from_its_resolved_text_and_a_variant_adds_to_it() {
    let first = r#"
[[schedule]]
path = "teams.assessment.posts.0.count"
date = 2008-12-01
by = 8
vacant = true
because_of = "verdict"
source = "minutes of the board"
"#;
    let scenario = with(first).expect("sound").scenario;
    let text = crate::scenario::resolved::to_toml(&scenario, None);
    let again = load_files(&[("x.toml", &text)], &Overrides::none()).expect("sound").scenario;
    assert_eq!(again.schedule, scenario.schedule);
    assert_eq!(again.dated.run[0].vacant, scenario.dated.run[0].vacant);
    let base = format!("{}{first}", super::SMALL);
    let variant = "extends = \"base.toml\"\n[[schedule]]\npath = \"teams.assessment.posts.0.count\"\ndate = 2009-12-01\nby = 1\n";
    let files = [("variant.toml", variant), ("base.toml", base.as_str())];
    let variant = load_files(&files, &Overrides::none()).expect("sound").scenario;
    let counts: Vec<f64> = variant.dated.run.iter().map(|dated| posts(&dated.scenario)).collect();
    assert_eq!(counts, [80.0, 81.0]);
}

#[test]
fn what_begins_to_do_something_later_is_not_said_to_do_nothing() {
    let idle = "teams.assessment.stretch=1";
    let entry = entry("path = \"teams.assessment.stretch\", value = 2");
    let of = |sets: &[&str]| set(sets).expect("sound").warnings;
    let asked = "teams.assessment.stretch_when_waiting=7";
    assert!(of(&[idle, asked]).iter().any(|warning| warning.of_idleness()));
    assert!(!of(&[idle, asked, &entry]).iter().any(|warning| warning.of_idleness()));
}

#[test]
fn what_cannot_be_dated_is_refused_with_the_reason() {
    let posts = "path = \"teams.assessment.posts.0.count\"";
    for (rest, words) in [
        (
            "path = \"teams.assessment.postss.0.count\", value = 3",
            "no such key; nearest: \"posts\"",
        ),
        ("path = \"teams.nobody.posts.0.count\", value = 3", "nothing of that name in teams"),
        (
            "path = \"teams.assessment.vacant_share\", value = 0",
            "cannot be dated: vacancies are what comes of leaving and recruiting",
        ),
        ("path = \"risk.0.share\", value = 0.5", "cannot be dated: it belongs to who comes"),
        ("path = \"time.run_days\", value = 9", "cannot be dated: it is a setting of the run"),
        ("path = \"judgement.per_hour\", value = 9", "cannot be dated: the model takes it"),
        ("path = \"teams.assessment.order\", value = 9", "cannot be dated"),
        ("path = \"teams.assessment.rush\", value = 9", "cannot be dated"),
        (
            "path = \"teams.assessment.availability\", value = 1.5",
            "teams.assessment.availability = 1.5: must be from 0.000001 to 1 (from 2008-12-01 on)",
        ),
        ("path = \"teams.assessment.availability\", by = 0.5", "must be from 0.000001 to 1"),
        (
            "path = \"stages.'core assessment'.outcomes.0.share\", value = 1.5",
            "must be from 0 to 1",
        ),
        ("path = \"triage.accept_share\", filled = 2", "only posts are filled"),
        ("path = \"triage.accept_share\", value = 0.5, vacant = true", "only posts begin vacant"),
        ("value = 3", "missing: a number's path"),
        (posts, "missing: what the number is then"),
        (&format!("{posts}, value = 3, by = 2"), "one of value, by, times and filled, not two"),
        (&format!("{posts}, filled = 3, ramp_days = 2"), "posts are filled on one day"),
        (
            &format!("{posts}, by = 1, because_of = \"verdct\""),
            "no such label in [[publicity]]; nearest: \"verdict\"",
        ),
    ] {
        let said = said(set(&[&entry(rest)]));
        assert!(said.contains(words), "{rest}: {words} is not in {said}");
    }
}

#[test]
fn dates_lie_in_the_observed_period_and_apart() {
    let of = |entries: &[&str]| {
        let entries: Vec<String> = (entries.iter())
            .map(|rest| format!("{{ path = \"triage.accept_share\", {rest} }}"))
            .collect();
        said(set(&[&format!("schedule=[{}]", entries.join(", "))]))
    };
    for date in ["2006-03-27", "2003-01-01", "2049-01-01"] {
        let said = of(&[&format!("date = {date}, value = 0.5")]);
        assert!(said.contains("must be a day of the observed period after its first"), "{said}");
    }
    let twice = of(&["date = 2008-12-01, value = 0.5", "date = 2008-12-01, by = 0.1"]);
    assert!(twice.contains("a second entry for triage.accept_share on that day"), "{twice}");
    let ramps =
        of(&["date = 2008-12-01, value = 0.5, ramp_days = 90", "date = 2009-01-05, by = 0.1"]);
    assert!(
        ramps.contains("begins on 2008-12-01 takes 90 days and has not ended by 2009-01-05"),
        "{ramps}"
    );
    let early = of(&["date = 2008-11-10, value = 0.5, because_of = \"verdict\""]);
    assert!(early.contains("it begins before that, on 2008-11-11"), "{early}");
}

#[test]
fn an_action_may_answer_publicity() {
    let action =
        |rest: &str| format!("actions=[{{ name = \"help\", overtime_share = 0.1, {rest} }}]");
    let sound = action("date = 2008-12-01, because_of = \"verdict\"");
    assert_eq!(set(&[&sound]).expect("sound").scenario.actions[0].because_of, "verdict");
    let early = said(set(&[&action("date = 2008-11-10, because_of = \"verdict\"")]));
    assert!(early.contains("it begins before that"), "{early}");
    let none =
        said(set(&[&action("when = { pressure_above = 1, for_weeks = 1 }, because_of = \"x\"")]));
    assert!(none.contains("no such label"), "{none}");
}

#[test]
fn referrals_are_dated_and_grow_but_neither_from_nothing_nor_without_end() {
    let dated = entry("path = \"referrals.per_year\", times = 1.3");
    let scenario = set(&[&dated]).expect("sound").scenario;
    let then = &scenario.dated.run[0].scenario.referrals;
    assert!((then.per_year / scenario.referrals.per_year - 1.3).abs() < 1e-12);
    let none = said(set(&["referrals.per_year=0", &dated]));
    assert!(none.contains("is 0 in normal times"), "{none}");
    let endless = said(set(&["referrals.growth=1", "time.run_days=20000"]));
    assert!(endless.contains("makes more than 1000000 referrals a year"), "{endless}");
}
