//! Prevention against numbers that one can work out by hand.

use jiff::civil::date;

use super::counters::Counted;
use super::keys::Prevention;
use crate::engine::Streams;
use crate::experiment::normal_times::closed_form;
use crate::measure::Counter;
use crate::model::organisation::tests::{Nothing, STEADY, counted, odd, one};
use crate::model::{Replication, Setting, World};
use crate::scenario::{Grade, Scenario, TeamId};

fn prevention(max_reduction: f64) -> Prevention {
    Prevention {
        from_team: None,
        fte: 3.0,
        start: date(2021, 1, 4),
        staff_move: date(2021, 1, 4),
        lag_days: 0.0,
        half_fte: 1.0,
        max_reduction,
    }
}

/// At work, among all others.
pub(crate) fn at_work(scenario: &mut Scenario) {
    scenario.mechanisms.prevention =
        Some(Prevention { from_team: Some(TeamId::from_index(2)), fte: 0.5, ..prevention(0.3) });
}

/// Where it prevents nothing.
pub(crate) const WITHOUT_EFFECT: &[Nothing] =
    &[("prevention", |s| s.mechanisms.prevention = Some(prevention(0.0)))];

/// Where it prevents.
pub(crate) const FELT: &[Nothing] =
    &[("prevention", |s| s.mechanisms.prevention = Some(prevention(0.5)))];

#[test]
fn prevention_prevents_its_share() {
    let mut scenario = odd(&[]);
    // Lag 0, 3 of 3 + 1 staff: 0.4 * 0.75.
    scenario.mechanisms.prevention = Some(prevention(0.4));
    let classes = scenario.risk.len();
    let [prevented, came] = counted(
        &scenario,
        8,
        &[(Counted::OnsetsPrevented.into(), classes), (Counter::OnsetsByClass, classes)],
    )[..] else {
        unreachable!("two counters")
    };
    let n = prevented + came;
    let share = prevented / n;
    assert!((share - 0.3).abs() < 4.0 * (0.3 * 0.7 / n).sqrt(), "{share} of {n}");
    let days = (scenario.time.horizon() - scenario.time.observed_from()).0;
    assert!((one(&scenario, 1, Counted::PreventionDays.into(), 0) - 3.0 * days).abs() < 1e-6);
}

#[test]
fn staff_given_to_prevention_leave_the_front_line_for_good() {
    let mut scenario = odd(&STEADY);
    let long_term = TeamId::from_index(2);
    scenario.mechanisms.prevention = Some(Prevention {
        from_team: Some(long_term),
        fte: 1.5,
        staff_move: date(2021, 8, 2),
        ..prevention(0.4)
    });
    let (time, posts) = (&scenario.time, scenario.team(long_term).post_count() as f64);
    let (from, to, moved) = (time.observed_from(), time.horizon(), time.at(date(2021, 8, 2)));
    let all: f64 =
        Grade::ALL.iter().map(|&grade| one(&scenario, 1, Counter::GradeDays, grade as usize)).sum();
    let fte: f64 = scenario.teams.iter().map(crate::scenario::Team::fte).sum();
    let expected = fte * (to - from).0 - 1.5 * (to - moved).0;
    assert!((all - expected).abs() < 1e-6, "paid at the front line {all}, {expected} by hand");
    let in_post = one(&scenario, 1, Counter::InPostDays, 2);
    assert!(
        (in_post - (posts * (to - from).0 - (to - moved).0)).abs() < 1e-6,
        "one whole post and half of another"
    );
}

#[test]
fn cover_for_a_post_that_gave_up_hours_has_what_is_left() {
    let mut scenario = odd(&STEADY[..2]);
    let from = TeamId::from_index(1);
    scenario.mechanisms.prevention = Some(Prevention {
        from_team: Some(from),
        fte: 0.25,
        start: date(2021, 6, 14),
        staff_move: date(2021, 6, 14),
        lag_days: 0.0,
        half_fte: 1.0,
        max_reduction: 0.0,
    });
    let solved = closed_form(&scenario);
    let setting = Setting::new(&scenario, &solved);
    let mut run = Replication::begin(&setting, World::default(), Streams::new(1, 0));
    run.run_until(scenario.time.at(date(2021, 7, 1)));
    let places: Vec<_> = setting.workers_of(from).collect();
    let pairs: Vec<(f64, f64)> = places
        .chunks(2)
        .map(|pair| (run.world.staff[pair[0]].fte(), run.world.staff[pair[1]].fte()))
        .collect();
    assert!(pairs.iter().all(|(holder, cover)| holder == cover), "{pairs:?}");
    assert_eq!(
        pairs.iter().filter(|(holder, _)| *holder == 0.75 || *holder == 0.25).count(),
        1,
        "{pairs:?}"
    );
}
