//! Part-time posts: the same hours are the same service, however they are divided.

use jiff::civil::date;

use crate::engine::Streams;
use crate::experiment::normal_times::closed_form;
use crate::experiment::{Scratch, Twin, replicate};
use crate::measure::Counter;
use crate::model::ids::WorkerId;
use crate::model::overtime::OvertimeWeeks;
use crate::model::staff::Moved;
use crate::model::{Replication, Setting, World};
use crate::scenario::{
    Action, AddedStaff, Grade, MovedStaff, Overrides, Scenario, TeamId, Trigger, load_str,
};
use crate::time::SimTime;

const SMALL: &str = include_str!("../../../tests/fixtures/small.toml");
const ODD: &str = include_str!("../../verification/scenarios/odd.toml");

fn scenario(text: &str, set: &[&str]) -> Scenario {
    let overrides = set.iter().fold(Overrides::none(), |all, set| all.set((*set).to_owned()));
    match load_str("part-time.toml", text, &overrides) {
        Ok(loaded) => loaded.scenario,
        Err(error) => panic!("{error}"),
    }
}

/// Nobody falls ill or leaves, every post is held.
const STEADY: [&str; 2] = ["staffing.leaving.per_year=0", "staffing.sickness.per_year=0"];

/// Measures over the observed period, the mean over replications.
fn measured<const N: usize>(
    scenario: &Scenario,
    replications: u32,
    ids: [&str; N],
) -> [Option<f64>; N] {
    let solved = closed_form(scenario);
    let setting = Setting::new(scenario, &solved);
    let mut scratch = Scratch::default();
    let mut sums = vec![0.0; setting.catalogue.layout.len()];
    for index in 0..replications {
        let output = replicate(&setting, index, Twin::Without, &mut scratch, &mut |_, _| {});
        sums.iter_mut().zip(&output.run.sums).for_each(|(sum, value)| *sum += value);
    }
    ids.map(|id| {
        setting.catalogue.written(id).expect("a measure").formula.on(&sums, replications as usize)
    })
}

fn action(add: Vec<AddedStaff>, moves: Vec<MovedStaff>) -> Action {
    Action {
        name: "help".to_owned(),
        when: Trigger::Date(date(2021, 8, 2)),
        lead_days: 0.0,
        for_days: Some(28.0),
        add,
        moves,
        overtime_share: 0.0,
        floor: None,
        freeze_threshold: false,
        recording: 1.0,
        cost: 0.0,
        because_of: String::new(),
    }
}

#[test]
fn eighteen_half_posts_make_children_wait_as_nine_full_ones_do() {
    let waiting = |posts: &str| {
        let set = [
            "referrals.per_year=420",
            "teams.assessment.caseload_cap=6",
            "teams.assessment.stretch=1",
            "time.warmup_days=1000",
            STEADY[0],
            STEADY[1],
            posts,
        ];
        let found = measured(
            &scenario(SMALL, &set),
            4,
            ["unallocated[assessment]", "caseload[assessment]"],
        );
        found.map(|value| value.expect("cases are held"))
    };
    let (full, half) = (
        waiting("teams.assessment.posts=[{count=9}]"),
        waiting("teams.assessment.posts=[{count=18,fte=0.5}]"),
    );
    assert!(full[0] > 50.0, "{} wait with full posts: the cap binds", full[0]);
    // A case that counts as part of one may go above the cap of whoever takes it, and there are twice as many to do so.
    assert!(
        (half[0] / full[0] - 1.0).abs() < 0.25,
        "{} wait with half posts, {} with full ones",
        half[0],
        full[0]
    );
    let (a, b) = (half[1], full[1]);
    assert!(
        (a / b - 1.0).abs() < 0.1,
        "{a} cases per full-time worker in half posts, {b} in full ones"
    );
}

#[test]
fn a_count_of_8_6_is_eight_posts_and_one_of_0_6() {
    let scenario = scenario(SMALL, &["teams.assessment.posts=[{count=8.6,fte=0.5}]"]);
    let solved = closed_form(&scenario);
    let setting = Setting::new(&scenario, &solved);
    let run = Replication::begin(&setting, World::default(), Streams::new(1, 0));
    let places: Vec<WorkerId> = setting.workers_of(TeamId::from_index(1)).step_by(2).collect();
    let team: Vec<f64> = places.iter().map(|&place| run.world.staff[place].fte()).collect();
    assert_eq!(team, [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.3]);
    let cap = |place: usize| run.world.staff[places[place]].cap(&setting, SimTime::ZERO);
    let whole = scenario.teams[1].caseload_cap;
    assert_eq!((cap(0), cap(8)), (whole * 0.5, whole * 0.3), "the cap goes by hours");
}

#[test]
fn a_protected_worker_of_half_the_hours_holds_a_quarter_of_the_cases_of_two() {
    let mut scenario = scenario(
        ODD,
        &[
            "teams.assessment.posts=[{count=1},{count=1,fte=0.5}]",
            "teams.assessment.vacant_share=0",
        ],
    );
    scenario.staffing.recruitment.protected_share = 0.5;
    let solved = closed_form(&scenario);
    let setting = Setting::new(&scenario, &solved);
    let mut run = Replication::begin(&setting, World::default(), Streams::new(1, 0));
    let places: Vec<WorkerId> = setting.workers_of(TeamId::from_index(1)).step_by(2).collect();
    // Posts stand in the order of their hours: half of one first.
    let places = [places[1], places[0]];
    run.world.staff.change(run.at(), places[1], |worker| {
        worker.newly_qualified = true;
        worker.experience_days = 0.0;
    });
    let worker = |place: usize| &run.world.staff[places[place]];
    assert_eq!(
        worker(1).cap(&setting, SimTime::ZERO) * 4.0,
        worker(0).cap(&setting, SimTime::ZERO)
    );
    // The same cases load them four times as much: whoever is loaded least comes first.
    for place in [0, 1] {
        run.world.staff.change(run.at(), places[place], |worker| worker.weight = 1_000_000);
    }
    let load = |place: usize| run.world.staff[places[place]].load(&setting, SimTime::ZERO);
    assert_eq!(load(1), load(0) * 4.0);
    let first = run.least_loaded(TeamId::from_index(1), 1.0);
    assert_eq!(first, Some(places[0]));
    run.world.staff.change(run.at(), places[0], |worker| worker.weight = 5_000_000);
    let first = run.least_loaded(TeamId::from_index(1), 1.0);
    assert_eq!(first, Some(places[1]), "five of six are more than one of one and a half");
}

#[test]
fn two_and_a_half_extra_workers_are_paid_and_work_so_many_hours() {
    let mut scenario = scenario(ODD, &STEADY);
    let team = TeamId::from_index(1);
    scenario.actions =
        vec![action(vec![AddedStaff { team, grade: Grade::Agency, count: 2.5 }], Vec::new())];
    let sums = counters(
        &scenario,
        &[(Counter::AgencyDays, 1), (Counter::GradeDays, Grade::Agency as usize)],
    );
    assert!((sums[0] - 3.0 * 28.0).abs() < 1e-6, "three people: {}", sums[0]);
    assert!((sums[1] - 2.5 * 28.0).abs() < 1e-6, "two and a half full-time: {}", sums[1]);
}

#[test]
fn whoever_is_moved_keeps_the_hours_and_half_of_a_worker_leaves_the_other_half_at_home() {
    // The team that gives has three half-time workers: one and a half of them are 0.75 full-time.
    let text = ODD.replace(
        "name = \"long term\"\nposts = [",
        "name = \"long term\"\nposts = [ { count = 3, fte = 0.5 } ] # [",
    );
    let mut scenario = scenario(&text, &STEADY);
    let (to, from) = (TeamId::from_index(1), TeamId::from_index(2));
    assert_eq!(scenario.team(from).fte(), 1.5, "the file says what this test is about");
    let all = |scenario: &Scenario| -> f64 {
        Grade::ALL
            .iter()
            .map(|&grade| counters(scenario, &[(Counter::GradeDays, grade as usize)])[0])
            .sum()
    };
    let before = all(&scenario);
    scenario.actions = vec![action(Vec::new(), vec![MovedStaff { from, to, count: 1.5 }])];
    assert!((all(&scenario) - before).abs() < 1e-6, "nobody works more hours for being moved");
    let solved = closed_form(&scenario);
    let setting = Setting::new(&scenario, &solved);
    let mut run = Replication::begin(&setting, World::default(), Streams::new(1, 0));
    let hours = |run: &Replication<'_>, team: TeamId| -> f64 {
        setting
            .workers_of(team)
            .map(|id| &run.world.staff[id])
            .filter(|w| w.in_post())
            .map(|w| w.fte)
            .sum()
    };
    let day = scenario.time.at(date(2021, 8, 2)).day() as f64;
    let mut found = Vec::new();
    for day in [day - 1.0, day + 1.0, day + 30.0] {
        run.run_until(SimTime::from_days(day));
        run.audit().expect("the books are right");
        found.push((hours(&run, from), hours(&run, to)));
    }
    let there = scenario.team(to).fte();
    assert_eq!(found, [(1.5, there), (0.75, there + 0.75), (1.5, there)]);
}

#[test]
fn hours_that_are_lent_are_not_lost_when_their_worker_is_moved_whole() {
    let mut scenario = scenario(ODD, &STEADY);
    let (duty, assessment, from) =
        (TeamId::from_index(0), TeamId::from_index(1), TeamId::from_index(2));
    let moves = |to, count| MovedStaff { from, to, count };
    // More people than the team has: the last to be moved whole is one who lends hours already.
    let posts = scenario.team(from).post_count() as f64;
    scenario.actions = vec![action(Vec::new(), vec![moves(assessment, 0.5), moves(duty, posts)])];
    let solved = closed_form(&scenario);
    let setting = Setting::new(&scenario, &solved);
    let mut run = Replication::begin(&setting, World::default(), Streams::new(1, 0));
    let day = scenario.time.at(date(2021, 8, 2)).day() as f64;
    let hours = |run: &Replication<'_>| -> [f64; 2] {
        let of = |workers: &mut dyn Iterator<Item = WorkerId>| -> f64 {
            workers.map(|id| &run.world.staff[id]).filter(|w| w.in_post()).map(|w| w.fte).sum()
        };
        let all: f64 = (0..setting.teams.len())
            .map(|t| of(&mut setting.workers_of(TeamId::from_index(t))))
            .sum();
        [all, of(&mut setting.workers_of(from))]
    };
    run.run_until(SimTime::from_days(day - 1.0));
    let before = hours(&run);
    run.run_until(SimTime::from_days(day + 1.0));
    assert_eq!(hours(&run)[0], before[0], "nobody works more or fewer hours for being moved");
    run.run_until(SimTime::from_days(day + 30.0));
    run.audit().expect("the books are right");
    assert_eq!(hours(&run), before, "all hours come home");
}

#[test]
fn the_protected_year_is_one_of_practice_and_no_move_begins_it_again() {
    let mut scenario = scenario(ODD, &[]);
    scenario.staffing.recruitment.protected_share = 0.5;
    scenario.staffing.recruitment.protected_days = 365.0;
    let solved = closed_form(&scenario);
    let setting = Setting::new(&scenario, &solved);
    let mut run = Replication::begin(&setting, World::default(), Streams::new(1, 0));
    let id = setting.workers_of(TeamId::from_index(1)).next().expect("a place");
    let recruit = Moved {
        key: 1,
        experience_days: 0.0,
        grade: Grade::NewlyQualified,
        fte: 1.0,
        newly_qualified: true,
        overtime: OvertimeWeeks::default(),
    };
    let at = SimTime::from_days;
    let cap = |run: &Replication<'_>, day| run.world.staff[id].cap(&setting, at(day));
    run.world.staff[id].begin(recruit, SimTime::ZERO);
    assert_eq!(cap(&run, 364.0) * 2.0, cap(&run, 365.0));
    // Back from elsewhere, after a year and after half of one.
    let moved = run.world.staff[id].as_moved(at(400.0));
    run.world.staff[id].begin(moved, at(400.0));
    assert_eq!(cap(&run, 400.0), cap(&run, 365.0));
    run.world.staff[id].begin(Moved { experience_days: 180.0, ..recruit }, at(400.0));
    assert_eq!(cap(&run, 500.0) * 2.0, cap(&run, 600.0));
}

#[test]
fn caseload_is_of_those_who_hold_cases() {
    // A team that holds none has no caseload, and not one of 0.
    let many = "teams.assessment.posts=[{count=60}]";
    let [duty, assessment, cases, in_post] = measured(
        &scenario(SMALL, &[STEADY[0], STEADY[1], many]),
        2,
        ["caseload[duty]", "caseload[assessment]", "allocated[assessment]", "in_post[assessment]"],
    );
    assert_eq!(duty, None);
    let (caseload, all) =
        (assessment.expect("held"), cases.expect("held") / in_post.expect("in post"));
    assert!(
        caseload >= 1.0 && all < 1.0,
        "{caseload} of those who hold cases, {all} of all in post"
    );
}

/// Members of counter families over the observed period, one replication.
fn counters(scenario: &Scenario, of: &[(Counter, usize)]) -> Vec<f64> {
    let solved = closed_form(scenario);
    let setting = Setting::new(scenario, &solved);
    let output = replicate(&setting, 0, Twin::Without, &mut Scratch::default(), &mut |_, _| {});
    of.iter()
        .map(|&(counter, member)| output.run.sums[setting.catalogue.layout.at(counter, member)])
        .collect()
}
