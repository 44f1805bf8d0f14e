//! Practice against numbers that one can work out by hand.

use jiff::civil::date;

use super::keys::{DRIFTING, DoorDrift, Practice, PracticeDrift, deviations_per_log};
use crate::engine::Streams;
use crate::experiment::normal_times::closed_form;
use crate::model::organisation::tests::{Nothing, odd};
use crate::model::{Replication, Setting, World};
use crate::scenario::{ClassId, Scenario, Switches};
use crate::time::{Days, SimTime};

fn drift(stage: &str, sd: f64, sd_passing: f64) -> Option<PracticeDrift> {
    Some(PracticeDrift { stage: stage.to_owned(), sd, sd_passing })
}

/// From the first 1 April that `odd.toml` observes.
fn practice(sd: f64) -> Practice {
    Practice {
        enabled: true,
        from: date(2021, 3, 1),
        course: None,
        door: Some(DoorDrift { sd, sd_passing: sd / 2.0 }),
        enquiry: drift("enquiry", sd, sd / 2.0),
        conference: drift("conference", sd, sd / 2.0),
        plan: drift("plan", sd, sd / 2.0),
    }
}

/// At work, among all others.
pub(crate) fn at_work(scenario: &mut Scenario) {
    scenario.mechanisms.practice = Some(practice(0.3));
}

/// Where nothing drifts.
pub(crate) const WITHOUT_EFFECT: &[Nothing] = &[
    ("practice", |s| s.mechanisms.practice = Some(practice(0.0))),
    ("practice that is not enabled", |s| {
        s.mechanisms.practice = Some(Practice { enabled: false, ..practice(0.5) });
    }),
    ("practice switched off", |s| {
        s.mechanisms.practice = Some(practice(0.5));
        s.without = Switches { drift: true, ..s.without };
    }),
];

/// Where it drifts.
pub(crate) const FELT: &[Nothing] =
    &[("practice", |s| s.mechanisms.practice = Some(practice(0.8)))];

/// So many years from 1 April 2021 on.
fn years(count: u32) -> Scenario {
    let mut scenario = odd(&["publicity=[]", "opening=[]", "referrals.per_year=1"]);
    scenario.time.run_days = 366 * count;
    scenario.calendar = scenario.time.calendar_of(scenario.time.run_days as usize + 1000);
    scenario
}

#[test]
fn practice_is_normal_until_the_first_year_that_drifts_and_then_stands_still_for_a_year() {
    let mut scenario = years(3);
    scenario.mechanisms.practice = Some(Practice { from: date(2021, 4, 2), ..practice(0.3) });
    let solved = closed_form(&scenario);
    let setting = Setting::new(&scenario, &solved);
    let mut run = Replication::begin(&setting, World::default(), Streams::new(3, 0));
    let mut drift_on = |day: jiff::civil::Date| {
        run.run_until(scenario.time.at(day) + Days(0.5));
        run.world.organisation.mechanisms.practice.drift
    };
    let days = [
        date(2021, 4, 2),
        date(2022, 3, 31),
        date(2022, 4, 1),
        date(2023, 3, 31),
        date(2023, 4, 1),
    ];
    let [first, still, drifts, same, again] = days.map(&mut drift_on);
    assert_eq!((first, still), ([0.0; DRIFTING.len()], [0.0; DRIFTING.len()]));
    assert!(drifts.iter().all(|&drift| drift != 0.0), "{drifts:?}");
    assert_eq!(drifts, same);
    assert!(again.iter().zip(same).all(|(&now, before)| now != before), "{again:?}");
}

#[test]
fn the_lines_of_every_decision_that_leads_there_move_and_no_others() {
    let mut scenario = years(1);
    scenario.mechanisms.practice =
        Some(Practice { door: None, conference: None, plan: None, ..practice(0.3) });
    let solved = closed_form(&scenario);
    let setting = Setting::new(&scenario, &solved);
    let mut run = Replication::begin(&setting, World::default(), Streams::new(3, 0));
    run.run_until(scenario.time.at(date(2021, 4, 2)));
    let state = &run.world.organisation.mechanisms.practice;
    for (stage, normal) in scenario
        .stages
        .iter()
        .zip(&solved.stages)
        .enumerate()
        .map(|(s, (stage, normal))| ((s, stage), normal))
    {
        let ((s, stage), normal) = (stage, normal);
        // An assessment's first line, and that of the plan for support, lead to the enquiry.
        let expected = if ["assessment", "support"].contains(&&*stage.name) {
            state.drift[1] * deviations_per_log(normal.given[0]) * normal.sd
        } else {
            0.0
        };
        assert_eq!(state.lowered[s], expected, "{}", stage.name);
    }
    assert!(state.drift[1] != 0.0);
}

/// A replication of this scenario from day 0.
fn begun(scenario: &Scenario, streams: Streams, then: impl FnOnce(&mut Replication<'_>)) {
    let solved = closed_form(scenario);
    let setting = Setting::new(scenario, &solved);
    then(&mut Replication::begin(&setting, World::default(), streams));
}

#[test]
fn run_and_twin_drift_alike_and_another_key_leaves_the_first_alone() {
    let mut scenario = years(2);
    let mut drifted = |plan: Option<PracticeDrift>| {
        scenario.mechanisms.practice = Some(Practice { plan, ..practice(0.3) });
        let solved = closed_form(&scenario);
        let setting = Setting::new(&scenario, &solved);
        let mut run = Replication::begin(&setting, World::default(), Streams::new(5, 2));
        run.run_until(SimTime::from_days(200.0));
        let mut twin = run.twin(World::default());
        let later = scenario.time.at(date(2022, 6, 1));
        [&mut run, &mut twin].map(|one| {
            one.run_until(later);
            one.world.organisation.mechanisms.practice.drift
        })
    };
    let [run, twin] = drifted(None);
    assert_eq!(run, twin);
    let with_plan = drifted(drift("plan", 0.1, 0.0));
    assert_eq!(with_plan[0][..3], run[..3]);
    assert!(run[3] == 0.0 && with_plan[0][3] != 0.0);
}

#[test]
fn what_is_referred_drifts_at_the_door_by_as_much_as_practice_says() {
    let mut scenario = years(3);
    scenario.mechanisms.practice =
        Some(Practice { enquiry: None, conference: None, plan: None, ..practice(0.3) });
    let class = ClassId::from_index(0);
    begun(&scenario, Streams::new(3, 0), |run| {
        for day in [date(2021, 3, 30), date(2021, 4, 2), date(2022, 4, 2), date(2023, 4, 2)] {
            let at = scenario.time.at(day);
            run.run_until(at + Days(0.5));
            let drift = run.world.organisation.mechanisms.practice.drift[0];
            let volume = run.volume_of(class, at.day());
            assert!((libm::log(volume) - drift).abs() < 1e-12, "{day}: {volume} {drift}");
            assert_eq!(drift != 0.0, day > date(2021, 4, 1));
        }
    });
}

#[test]
fn all_replications_have_the_drift_of_one_where_that_is_written() {
    let mut scenario = years(2);
    let seed = scenario.replications.seed;
    let later = scenario.time.at(date(2022, 6, 1));
    let mut drifted = |course: Option<u32>, replication| {
        scenario.mechanisms.practice = Some(Practice { course, ..practice(0.3) });
        let mut found = [0.0; DRIFTING.len()];
        begun(&scenario, Streams::new(seed, replication), |run| {
            run.run_until(later);
            found = run.world.organisation.mechanisms.practice.drift;
        });
        found
    };
    let of_its_own = drifted(None, 4);
    assert_eq!([drifted(Some(4), 0), drifted(Some(4), 9)], [of_its_own; 2]);
    assert!(drifted(Some(5), 4) != of_its_own);
}
