//! The books are right at every day's end, whatever happens.

use crate::engine::Streams;
use crate::experiment::normal_times::closed_form;
use crate::model::{Replication, Setting, World};
use crate::scenario::load::load_with;
use crate::scenario::{Overrides, Scenario, load_str};
use crate::time::SimTime;

fn books_are_right(scenario: &Scenario, replications: u64) {
    let solved = closed_form(scenario);
    let setting = Setting::new(scenario, &solved);
    let (mut world, mut twin) = (World::default(), None);
    for replication in 0..replications {
        let mut run = Replication::begin(&setting, world, Streams::new(5, replication));
        let fork = setting.fork.map_or(0, SimTime::day);
        for day in 1..=setting.end.day() {
            // The run has come to the midnight of the fork by now.
            if day == fork + 1 {
                let buffers = twin.take().map_or_else(World::default, Replication::into_world);
                twin = Some(run.twin(buffers));
            }
            let twin = twin.as_mut().filter(|_| day > fork);
            for run in std::iter::once(&mut run).chain(twin) {
                run.run_until(SimTime::from_days(day as f64));
                if let Err(what) = run.audit() {
                    panic!("{}, replication {replication}, day {day}: {what}", scenario.name);
                }
            }
        }
        run.finish();
        world = run.into_world();
    }
}

fn odd(set: &[&str], without: &str) -> Scenario {
    let mut overrides = set.iter().fold(Overrides::none(), |all, set| all.set((*set).to_owned()));
    if !without.is_empty() {
        overrides = overrides.without(without);
    }
    match load_str("odd.toml", include_str!("../../verification/scenarios/odd.toml"), &overrides) {
        Ok(loaded) => loaded.scenario,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn the_books_of_a_small_odd_service_are_right() {
    books_are_right(&odd(&[], ""), 12);
    books_are_right(&odd(&["time.calendar=\"continuous\""], ""), 4);
    books_are_right(&odd(&["triage.order=\"fifo\"", "referrals.per_year=2500"], ""), 2);
}

#[test]
fn the_books_are_right_whatever_is_dated() {
    let entry = |path: &str, rest: &str| format!("{{path=\"{path}\", {rest}}}");
    let (early, late) = ("date=2021-06-20", "date=2021-08-10");
    let entries = [
        entry("teams.assessment.posts.0.count", &format!("{early}, by=-2.5")),
        entry("teams.assessment.posts.0.count", &format!("{late}, by=4, ramp_days=40")),
        entry("teams.assessment.posts.1.count", &format!("{late}, by=1.5, vacant=true")),
        entry(
            "teams.\\\"long term\\\".posts.0.count",
            &format!("{late}, times=0.5, because_of=\"a verdict\""),
        ),
        entry("teams.duty.posts.0.count", &format!("{early}, by=1")),
        entry("teams.assessment.posts.0.count", "date=2021-09-01, filled=2"),
        entry("teams.assessment.caseload_cap", &format!("{early}, value=3")),
        entry("teams.assessment.availability", &format!("{late}, times=0.7")),
        entry("stages.assessment.hours.direct", &format!("{early}, times=2")),
        entry("stages.plan.duration_days.mean", &format!("{early}, value=20")),
        entry("staffing.recruitment.delay_days.mean", &format!("{late}, value=5")),
        entry(
            "triage.accept_share",
            &format!("{late}, value=0.5, ramp_days=30, because_of=\"a verdict\""),
        ),
    ];
    let schedule = format!("schedule=[{}]", entries.join(", "));
    books_are_right(&odd(&[&schedule], ""), 8);
    books_are_right(&odd(&[&schedule], "publicity,waiting"), 2);
}

#[test]
fn the_books_are_right_with_any_link_switched_off() {
    let all = "threshold,rush,waiting,overload,handover,records,concealment,caution,publicity";
    for without in all.split(',').chain([all]) {
        books_are_right(&odd(&[], without), 2);
    }
}

#[test]
fn the_books_are_right_without_staff_without_demand_and_for_a_day() {
    books_are_right(&odd(&["teams.long term.posts.0.count=0"], ""), 1);
    books_are_right(&odd(&["teams.duty.posts.0.count=0"], ""), 1);
    books_are_right(&odd(&["referrals.per_year=0", "opening=[]"], ""), 1);
    books_are_right(&odd(&["time.warmup_days=0", "time.run_days=1", "opening=[]"], ""), 1);
}

#[test]
fn the_books_of_haringey_are_right() {
    let evidence = |_: &str, _: &str| {
        Ok(crate::scenario::files::Fetched {
            name: "evidence.toml".to_owned(),
            text: include_str!("../../../scenarios/evidence.toml").to_owned(),
        })
    };
    let shorter = Overrides::none().set("time.warmup_days=1800").set("time.run_days=700");
    let loaded = load_with(
        "haringey.toml",
        include_str!("../../../scenarios/haringey.toml"),
        &evidence,
        &shorter,
    );
    match loaded {
        Ok(loaded) => books_are_right(&loaded.scenario, 1),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn a_second_stay_in_a_stage_has_draws_of_its_own() {
    let scenario = odd(&[], "");
    let solved = closed_form(&scenario);
    let setting = Setting::new(&scenario, &solved);
    let mut run = Replication::begin(&setting, World::default(), Streams::new(5, 0));
    let mut again = 0;
    for day in 1..=450 {
        run.run_until(SimTime::from_days(f64::from(day)));
        let episodes = run
            .world
            .children()
            .ids()
            .filter_map(|id| run.world.children().get(id)?.stage_episode().copied());
        again += episodes.filter(|stage_episode| stage_episode.times_in_stage > 0).count();
    }
    assert!(again > 0, "nobody came to a stage twice within a referral");
}
