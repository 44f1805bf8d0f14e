//! Early help against numbers that one can work out by hand.

use super::counters::Counted;
use super::keys::{EarlyHelp, hours_of};
use crate::model::organisation::tests::{Nothing, counted};
use crate::scenario::{Overrides, Scenario, TeamId, load_str};

/// At work, among all others.
pub(crate) fn at_work(scenario: &mut Scenario) {
    scenario.mechanisms.early_help = Some(EarlyHelp {
        places: 4,
        hours_per_week: 10.0,
        team: Some(TeamId::from_index(0)),
        factor: 1.6,
    });
}

/// Where it helps nobody, and where it has no places.
pub(crate) const WITHOUT_EFFECT: &[Nothing] = &[
    ("early help that helps nobody", |s| {
        s.mechanisms.early_help =
            Some(EarlyHelp { places: 20, hours_per_week: 30.0, team: None, factor: 1.0 });
    }),
    ("early help without places", |s| {
        s.mechanisms.early_help =
            Some(EarlyHelp { places: 0, hours_per_week: 0.0, team: None, factor: 3.0 });
    }),
];

/// Where it helps.
pub(crate) const FELT: &[Nothing] = &[("early help", |s| {
    s.mechanisms.early_help =
        Some(EarlyHelp { places: 20, hours_per_week: 0.0, team: None, factor: 3.0 });
})];

#[test]
fn early_help_ends_risk_as_much_faster_as_written() {
    // One class that nobody refers twice, screened out always: with a place it resolves at 3 times its rate.
    let text = r#"
name = "early help alone"
time = { start = 2021-01-04, warmup_days = 0, run_days = 2800 }
[referrals]
per_year = 800
[[risk]]
name = "low"
high = true
share = 1.0
severity = { mean = 0.0, sd = 0.5 }
concern_every_days = 50
recognition = 0.4
resolves_after_days = 100
harm_per_year = 0
escalates_per_year = 0
[triage]
team = "duty"
accepted_to = "initial assessment"
urgent_to = "initial assessment"
threshold = 90
urgent = 99
[[teams]]
name = "duty"
posts = [ { count = 20 } ]
[[teams]]
name = "assessment"
posts = [ { count = 2 } ]
"#;
    let mut scenario = match load_str("early.toml", text, &Overrides::none()) {
        Ok(loaded) => loaded.scenario,
        Err(error) => panic!("{error}"),
    };
    scenario.mechanisms.early_help =
        // There are more places than children, so everybody has one.
        Some(EarlyHelp { places: 100_000, hours_per_week: 0.0, team: None, factor: 3.0 });
    let [taken, days, resolved] = counted(
        &scenario,
        6,
        &[
            (Counted::EarlyHelpTaken.into(), 1),
            (Counted::EarlyHelpDays.into(), 1),
            (Counted::EarlyHelpResolved.into(), 1),
        ],
    )[..] else {
        unreachable!("three counters")
    };
    // An episode ends with the risk at 3/100 a day or with another referral at 0.4/50 a day.
    let (ends, back) = (3.0 / 100.0, 0.4 / 50.0);
    let share = ends / (ends + back);
    assert!((resolved / taken - share).abs() < 0.02, "{} against {share}", resolved / taken);
    assert!((days / taken * (ends + back) - 1.0).abs() < 0.03, "mean stay {}", days / taken);
}

#[test]
fn work_ends_although_early_help_takes_nearly_all_hours_of_the_team() {
    let small = include_str!("../../../tests/fixtures/small.toml");
    let mut scenario =
        load_str("small.toml", small, &Overrides::none()).expect("it is sound").scenario;
    let team = TeamId::from_index(0);
    let hours = hours_of(scenario.team(team), scenario.calendar.hours_per_week()) * 0.999_999;
    scenario.mechanisms.early_help =
        Some(EarlyHelp { places: 4, hours_per_week: hours, team: Some(team), factor: 1.6 });
    // The time to the end of a task is a number: the run goes through.
    counted(&scenario, 1, &[(Counted::EarlyHelpTaken.into(), 1)]);
}
