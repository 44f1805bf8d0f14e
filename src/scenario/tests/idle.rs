//! What is written and does nothing, or contradicts itself, is warned of.

use super::organisation::all;
use super::{SMALL, load_files, with};
use crate::scenario::{ActionLever, Loaded, Overrides, ScenarioWarning};

#[track_caller]
fn warnings(more: &str) -> Vec<ScenarioWarning> {
    found(with(more))
}

#[track_caller]
fn found(loaded: Result<Loaded, crate::scenario::LoadError>) -> Vec<ScenarioWarning> {
    match loaded {
        Ok(loaded) => loaded.warnings,
        Err(error) => panic!("{error}"),
    }
}

fn key_idle(key: &str, because: &str) -> ScenarioWarning {
    ScenarioWarning::KeyIdle { key: key.to_owned(), because: because.to_owned() }
}

fn action(name: &str, rest: &str) -> String {
    format!("[[actions]]\nname = \"{name}\"\n{rest}\n")
}

#[test]
fn culture_without_anything_that_brings_blame_is_warned_of() {
    assert_eq!(warnings("[culture]\n"), [ScenarioWarning::NothingBringsBlame]);
    assert_eq!(warnings("[culture]\n[feedback]\n"), []);
    let never = warnings("[culture]\n[feedback]\npublic_probability = 0\n");
    assert_eq!(never, [ScenarioWarning::FeedbackNever, ScenarioWarning::NothingBringsBlame]);
}

#[test]
fn publicity_that_says_its_blame_answers_for_it() {
    for blame in ["0", "1"] {
        let event =
            format!("[[publicity]]\nlabel = \"inquiry\"\ndate = 2009-03-12\nblame = {blame}\n");
        assert_eq!(warnings(&format!("{event}[culture]\n")), []);
    }
}

#[test]
fn blame_and_costs_that_nothing_heeds_are_warned_of_in_the_file_that_writes_them() {
    let event = "[[publicity]]\nlabel = \"inquiry\"\ndate = 2009-03-12\nblame = 1\n";
    let costly = action("a", "date = 2009-01-05\novertime_share = 0.1\ncost = 5");
    let text = format!("{SMALL}{event}{costly}");
    let expected = [
        key_idle("publicity.inquiry.blame = 1", "there is no [culture]"),
        key_idle("actions.a.cost = 5", "there is no [costs]"),
    ];
    assert_eq!(found(load_files(&[("x.toml", &text)], &Overrides::none())), expected);
    let variant = [("v.toml", "extends = \"x.toml\"\nname = \"v\"\n"), ("x.toml", text.as_str())];
    assert_eq!(found(load_files(&variant, &Overrides::none())), []);
    let off = Overrides::none().set("culture=none").set("costs=none");
    assert_eq!(found(load_files(&[("x.toml", &text)], &off)), []);
}

#[test]
fn actions_outside_the_observed_period_are_warned_of() {
    for date in ["2005-01-03", "2015-01-05"] {
        let found = warnings(&action("a", &format!("date = {date}\novertime_share = 0.1")));
        assert!(matches!(found[..], [ScenarioWarning::ActionOutside { .. }]), "{found:?}");
    }
    let late = warnings(&action("a", "date = 2011-03-01\nlead_days = 60\novertime_share = 0.1"));
    assert!(
        late[0].cause().contains("(2011-03-01, and 60 days) begins to act outside"),
        "{late:?}"
    );
}

#[test]
fn an_action_that_changes_nothing_is_warned_of() {
    let idle = [ScenarioWarning::ActionIdle { action: "a".to_owned() }];
    for levers in ["", "floor = 0.2", "recording = 1", "add = [ { team = \"duty\", count = 0 } ]"] {
        assert_eq!(
            warnings(&action("a", &format!("date = 2009-01-05\n{levers}"))),
            idle,
            "{levers}"
        );
    }
    for levers in
        ["floor = 0.3", "recording = 0.9", "freeze_threshold = true", "overtime_share = 0.01"]
    {
        assert_eq!(warnings(&action("a", &format!("date = 2009-01-05\n{levers}"))), [], "{levers}");
    }
    let frozen = action("a", "date = 2009-01-05\nfreeze_threshold = true");
    assert_eq!(warnings(&format!("[triage]\nrule = \"fixed\"\n{frozen}")), idle);
}

#[test]
fn triggers_that_can_never_fire_are_warned_of() {
    let surge = |weeks: u32| {
        action(
            "a",
            &format!(
                "when = {{ pressure_above = 1.5, for_weeks = {weeks} }}\novertime_share = 0.1"
            ),
        )
    };
    // The run has 1820 days, which are 260 weeks.
    assert_eq!(warnings(&surge(259)), []);
    let slow = ScenarioWarning::TriggerTooSlow { action: "a".to_owned(), run_days: 1820 };
    assert_eq!(warnings(&surge(260)), [slow]);
    let unseen = ScenarioWarning::TriggerUnseen { action: "a".to_owned() };
    assert_eq!(warnings(&format!("[triage]\nvisibility = 0\n{}", surge(3))), [unseen]);
}

#[test]
fn actions_that_contradict_each_other_are_warned_of_by_name() {
    let two = |first: &str, second: &str| {
        let one = action("one", &format!("date = 2009-01-05\nfor_days = 30\n{first}"));
        let other = action("other", &format!("date = 2009-01-12\n{second}"));
        warnings(&format!("{one}{other}"))
    };
    let overlap = |lever| {
        [ScenarioWarning::ActionsOverlap {
            one: "one".to_owned(),
            other: "other".to_owned(),
            lever,
        }]
    };
    let moved = |from: &str, to: &str| {
        format!("move = [ {{ from = \"{from}\", to = \"{to}\", count = 2 }} ]")
    };
    assert_eq!(two("floor = 0.6", "floor = 0.5"), overlap(ActionLever::Floor));
    assert_eq!(two("floor = 0.6", "floor = 0.6"), []);
    assert_eq!(
        two("freeze_threshold = true", "freeze_threshold = true"),
        overlap(ActionLever::FreezeThreshold)
    );
    assert_eq!(two("recording = 0.8", "recording = 0.9"), overlap(ActionLever::Recording));
    assert_eq!(
        two(&moved("duty", "assessment"), &moved("assessment", "duty")),
        overlap(ActionLever::Move)
    );
    assert_eq!(two(&moved("duty", "assessment"), &moved("duty", "assessment")), []);
    assert_eq!(two("recording = 0.8", "lead_days = 30\nrecording = 0.9"), []);
    let said = two("recording = 0.8", "recording = 0.9")[0].to_string();
    assert_eq!(
        said,
        "the actions \"one\" and \"other\" last at the same time and both change recording: while both last, recording \
         is multiplied by the product of the two factors; end one before the other begins, or make them one action"
    );
}

#[test]
fn amounts_of_another_time_are_warned_of_unless_all_are_written() {
    let costs = |more: &str| warnings(&format!("[costs]\nprice_year = 2024\n{more}"));
    assert_eq!(costs(""), [ScenarioWarning::DefaultAmounts { price_year: 2024 }]);
    assert_eq!(warnings("[costs]\nprice_year = 2012\n"), []);
    let all = "salary = { newly_qualified = 1, qualified = 2, senior = 3, agency = 4 }\nrecruitment = 5\n\
        dismissal = 6\ncase_review = 7\nlegal_and_compensation = 8\n";
    assert_eq!(costs(all), []);
}

#[test]
fn a_day_to_move_needs_a_team_to_move_from() {
    let prevention = "[prevention]\nstart = 2007-04-02\nstaff_move = 2009-04-06\n";
    let idle = key_idle("prevention.staff_move = 2009-04-06", "there is no prevention.from_team");
    assert_eq!(warnings(prevention), [idle]);
    assert_eq!(warnings(&format!("{prevention}from_team = \"duty\"\n")), []);
}

#[test]
fn the_sketch_is_not_warned_of() {
    assert_eq!(warnings(&all()), []);
}
