//! What holds whatever the numbers are.

use surge_sim::engine::Streams;
use surge_sim::experiment::{ReplicationOutput, Scratch, Twin, WorldOutput, replicate};
use surge_sim::measure::{Counter, PeriodId, Settlement, WINDOWS};
use surge_sim::model::child::{Case, Holder};
use surge_sim::model::judgement::{Evidence, Prior, observation, trust};
use surge_sim::model::{Replication, Setting, World};
use surge_sim::scenario::{Scenario, Solved};
use surge_sim::stats::Estimate;
use surge_sim::time::{Days, SimTime};

use crate::harness::{small, solved};

/// One replication of a setting, in buffers of its own.
fn one(setting: &Setting<'_>, index: u32, twin: Twin) -> ReplicationOutput {
    replicate(setting, index, twin, &mut Scratch::default(), &mut |_, _| {})
}

/// The sum of a family's first `members` counters over a period.
fn sum(
    setting: &Setting<'_>,
    world: &WorldOutput,
    period: usize,
    counter: Counter,
    members: usize,
) -> f64 {
    let layout = &setting.catalogue.layout;
    let first = period * layout.len() + layout.at(counter, 0);
    world.sums[first..first + members].iter().sum()
}

/// A world at the moment `until`, all of its time counted.
fn world_at(setting: &Setting<'_>, index: u64, until: SimTime) -> (usize, World) {
    let streams = Streams::new(setting.scenario.replications.seed, index);
    let mut run = Replication::begin(setting, World::default(), streams);
    let hidden = run.world().children().len();
    run.run_until(until);
    (hidden, run.into_world())
}

/// No warm-up: everything is counted. Exits keep their children, so that nobody leaves uncounted.
const COUNTED: [&str; 2] =
    ["time.warmup_days=0", "stages.looked after.duration_days={ mean = 70000, cv = 0.0 }"];

fn counted_from_day_0(more: &[&str]) -> (Scenario, Solved) {
    let scenario = small(&[&COUNTED, more].concat());
    let solved = solved(&scenario);
    (scenario, solved)
}

#[test]
fn children_are_neither_made_nor_lost() {
    // With every class high, each child whose risk ends is counted once.
    let all_high = ["risk.low.high=true", "risk.moderate.high=true"];
    let (scenario, solved) = counted_from_day_0(&all_high);
    let setting = Setting::new(&scenario, &solved);
    let classes = scenario.risk.len();
    for index in 0..5 {
        let (hidden, world) = world_at(&setting, index, setting.horizon);
        let count = |counter, members| {
            let first = setting.catalogue.layout.at(counter, 0);
            (first..first + members).map(|place| world.collector().sum(0, place)).sum::<f64>()
        };
        let children = world.children();
        let over = children
            .ids()
            .filter(|&id| children.get(id).is_some_and(|child| child.risk_ended()))
            .count();
        let onsets = count(Counter::OnsetsByClass, classes);
        let ended = count(Counter::HighEnded, 1);
        assert_eq!(onsets, world.executed()[0] as f64);
        assert!(
            hidden > 50 && onsets > 50.0 && ended > 50.0 && over > 0,
            "there is something to keep"
        );
        assert_eq!(hidden as f64 + onsets, ended + (children.len() - over) as f64);
    }
}

#[test]
fn every_open_case_is_counted_once_wherever_it_stands() {
    let (scenario, solved) = counted_from_day_0(&[]);
    let setting = Setting::new(&scenario, &solved);
    let mut open = 0;
    for day in [50.3, 170.6, 399.9] {
        let (_, world) = world_at(&setting, 1, SimTime::from_days(day));
        let children = world.children();
        let cases = || children.ids().filter_map(|id| children.get(id)).map(|child| *child.case());
        let level = |counter, member| world.collector().level_now(&setting, counter, member);
        let screening = cases().filter(|case| matches!(case, Case::Screening { .. })).count();
        assert_eq!(level(Counter::ScreeningDays, 0), screening as f64);
        for s in 0..setting.stages.len() {
            let here = |case: &Case| match case {
                Case::Open(stay) => stay.stage.index() == s,
                Case::MovedOn { stage, .. } => stage.index() == s,
                _ => false,
            };
            assert_eq!(
                level(Counter::StageDays, s),
                cases().filter(here).count() as f64,
                "stage {s} on day {day}"
            );
        }
        for t in 0..setting.teams.len() {
            let of_team = |waits: bool| {
                let held = |case: &Case| matches!(case, Case::Open(stay) if stay.team.index() == t && matches!(stay.holder(), Holder::Waiting { .. }) == waits);
                cases().filter(held).count() as f64
            };
            assert_eq!(level(Counter::UnallocatedDays, t), of_team(true), "team {t} on day {day}");
            assert_eq!(level(Counter::CaseDays, t), of_team(false), "team {t} on day {day}");
        }
        open += cases().filter(|case| matches!(case, Case::Open(_))).count();
    }
    assert!(open > 50, "there is something to count: {open}");
}

#[test]
fn every_post_is_held_or_vacant() {
    let (scenario, solved) =
        counted_from_day_0(&["staffing.leaving.per_year=2.0", "teams.assessment.vacant_share=0.3"]);
    let setting = Setting::new(&scenario, &solved);
    let mut vacant = 0.0;
    for day in [0.5, 100.5, 250.5, 399.5] {
        let (_, world) = world_at(&setting, 2, SimTime::from_days(day));
        let level = |counter, team| world.collector().level_now(&setting, counter, team);
        for (t, team) in scenario.teams.iter().enumerate() {
            let permanent = level(Counter::InPostDays, t) - level(Counter::AgencyDays, t);
            assert_eq!(
                permanent + level(Counter::VacantDays, t),
                team.post_count() as f64,
                "team {t} on day {day}"
            );
            assert!(
                level(Counter::AgencyDays, t) <= level(Counter::VacantDays, t),
                "cover is for vacant posts"
            );
            assert!(level(Counter::SickDays, t) <= level(Counter::InPostDays, t));
            vacant += level(Counter::VacantDays, t);
        }
    }
    assert!(vacant > 0.0, "some post was vacant");
}

#[test]
fn an_episode_and_a_child_settle_once() {
    let scenario = small(&[]);
    let solved = solved(&scenario);
    let setting = Setting::new(&scenario, &solved);
    let all = Settlement::ALL.len();
    for index in 0..10 {
        let output = one(&setting, index, Twin::With);
        for world in [Some(&output.run), output.twin.as_ref()].into_iter().flatten() {
            for period in 0..setting.periods.len() {
                let of = |counter, members| sum(&setting, world, period, counter, members);
                assert_eq!(of(Counter::EpisodesSettled, all), of(Counter::Episodes, 1));
                assert_eq!(of(Counter::ChildrenSettled, all), of(Counter::Noticed, 1));
                assert!(
                    of(Counter::Noticed, 1) <= of(Counter::Episodes, 1),
                    "a child comes to notice by an episode"
                );
            }
            assert!(sum(&setting, world, 0, Counter::Noticed, 1) > 0.0);
        }
    }
}

#[test]
fn nobody_is_missed_who_was_not_noticed() {
    let scenario = small(&[]);
    let solved = solved(&scenario);
    let setting = Setting::new(&scenario, &solved);
    let layout = &setting.catalogue.layout;
    let mut designed = 0.0;
    for index in 0..10 {
        let world = one(&setting, index, Twin::Without).run;
        for period in 0..setting.periods.len() {
            let at =
                |counter, member| world.sums[period * layout.len() + layout.at(counter, member)];
            let missed: f64 = Settlement::ROUTES
                .iter()
                .map(|&route| at(Counter::ChildrenSettled, route as usize))
                .sum();
            assert!(
                missed
                    <= at(Counter::Noticed, 0)
                        - at(Counter::ChildrenSettled, Settlement::Resolved as usize)
            );
            assert!(at(Counter::LateByDesign, 0) <= missed);
            designed += at(Counter::LateByDesign, 0);
            for window in 0..WINDOWS.len() {
                let (children, lost, ended) = (
                    at(Counter::WindowChildren, window),
                    at(Counter::WindowMissed, window),
                    at(Counter::WindowResolved, window),
                );
                assert!(
                    lost + ended <= children && children <= at(Counter::Noticed, 0),
                    "window {window}"
                );
            }
            assert!(
                at(Counter::OnTime, 0) <= at(Counter::Timed, 0)
                    && at(Counter::Timed, 0) <= at(Counter::Decided, 0)
            );
            assert!(
                at(Counter::ScreenedOut, 0) + at(Counter::Urgent, 0) <= at(Counter::Screened, 0)
            );
            assert!(
                at(Counter::FirstReferrals, 0) + at(Counter::ReReferrals, 0)
                    <= at(Counter::Referrals, 0)
            );
        }
    }
    assert!(designed > 0.0, "some child was late by design");
}

#[test]
fn children_who_look_the_same_are_estimated_the_same_whatever_their_severity() {
    let prior = Prior { mean: 0.4, precision: 0.8 };
    let estimate = |severity: f64, concealment: f64, hours: f64| {
        let mut evidence = Evidence::default();
        for z in [-1.25, 0.5, 2.0] {
            evidence.add(observation(severity, concealment, trust(hours, 4.0), 0.25, z), 0.25);
        }
        evidence.estimate(prior)
    };
    // Without trust, a severe child who conceals and a mild one who does not look the same …
    assert_eq!(estimate(3.0, 2.0, 0.0).to_bits(), estimate(1.0, 0.0, 0.0).to_bits());
    // … and with it they do not.
    assert!(estimate(3.0, 2.0, 8.0) > estimate(1.0, 0.0, 8.0));
}

/// The same in a run: where every child conceals just as much as it is worse than the mildest, the service does the same to all.
#[test]
fn decisions_rest_on_looks_and_not_on_severity() {
    let looks_alike = |severity: f64, concealment: f64| {
        let class = |name: &str| {
            [
                format!("risk.{name}.severity={{ mean = {severity:?}, sd = 0.5 }}"),
                format!("risk.{name}.concealment={concealment:?}"),
            ]
        };
        let sets: Vec<String> = ["low", "moderate", "high, hidden", "high"]
            .iter()
            .flat_map(|name| class(name))
            .collect();
        // Trust never comes.
        let sets: Vec<&str> =
            sets.iter().map(String::as_str).chain(["judgement.trust_hours=1000"]).collect();
        small(&sets)
    };
    let (mild, severe) = (looks_alike(1.0, 0.0), looks_alike(3.0, 2.0));
    let mut solved = solved(&mild);
    // A prior that expects the same of both.
    solved.prior_mean = 1.0;
    let run = |scenario: &Scenario| {
        let setting = Setting::new(scenario, &solved);
        (0..3)
            .map(|index| {
                sum(&setting, &one(&setting, index, Twin::Without).run, 0, Counter::ScreenedOut, 1)
            })
            .sum::<f64>()
    };
    let (mild, severe) = (run(&mild), run(&severe));
    assert!(mild > 20.0, "some are screened out: {mild}");
    // Not quite: a little trust comes, and a worker sees a risk that has ended.
    assert!((mild - severe).abs() <= 0.15 * mild, "{mild} and {severe}");
}

/// One stage; threshold and decisions fixed; no rush, no sickness, nobody leaves.
fn one_stage(workers: u32) -> Scenario {
    let text = format!(
        r#"name = "one stage"
        time = {{ start = 2021-01-04, warmup_days = 300, run_days = 400 }}
        referrals = {{ per_year = 400 }}
        triage = {{ rule = "fixed", accept_share = 1.0, urgent_share = 0.0, accepted_to = "assessment", urgent_to = "assessment" }}
        staffing = {{ sickness = {{ per_year = 0.0, overload = 0.0 }}, leaving = {{ per_year = 0.0, overload = 0.0 }} }}
        [[stages]]
        name = "assessment"
        kind = "assess"
        team = "work"
        visits = 2
        hours = {{ direct = 2.0, recording = 8.0, travel = 1.0, cv = 0.6 }}
        deadline_working_days = 35
        outcomes = []
        [[teams]]
        name = "door"
        rush = "never"
        posts = [ {{ count = 3 }} ]
        [[teams]]
        name = "work"
        rush = "never"
        caseload_cap = 3
        stretch = 1.0
        posts = [ {{ count = {workers} }} ]
        "#
    )
    .replace("rule = \"fixed\"", "team = \"door\", rule = \"fixed\"");
    match surge_sim::scenario::load_str(
        "one_stage.toml",
        &text,
        &surge_sim::scenario::Overrides::none(),
    ) {
        Ok(loaded) => loaded.scenario,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn one_more_worker_does_not_lengthen_the_mean_wait() {
    let (fewer, more) = (one_stage(8), one_stage(9));
    let solved = solved(&fewer);
    let waits = |scenario: &Scenario, index: u32, counter: Counter, member: usize| {
        let setting = Setting::new(scenario, &solved);
        let layout = &setting.catalogue.layout;
        let world = one(&setting, index, Twin::Without).run;
        world.sums[layout.at(counter, member)] / world.sums[layout.at(Counter::Started, 0)]
    };
    for (wait, counter, member) in
        [("for a worker", Counter::UnallocatedDays, 1), ("for a decision", Counter::StageDays, 0)]
    {
        let pairs: Vec<(f64, f64)> = (0..200)
            .map(|i| (waits(&fewer, i, counter, member), waits(&more, i, counter, member)))
            .collect();
        let mean =
            |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / pairs.len() as f64;
        assert!(
            mean(|pair| pair.0) > 1.0,
            "there is a wait {wait} to shorten: {}",
            mean(|pair| pair.0)
        );
        let difference = Estimate::of_mean(&pairs.iter().map(|(a, b)| b - a).collect::<Vec<_>>())
            .expect("200 pairs");
        assert!(difference.high().is_some_and(|high| high <= 0.0), "wait {wait}: {difference:?}");
    }
}

#[test]
fn a_scenario_against_itself_differs_by_nothing() {
    let scenario = small(&[]);
    let solved = solved(&scenario);
    let setting = Setting::new(&scenario, &solved);
    let mut used = Scratch::default();
    for index in 0..5 {
        // Buffers that held another replication make no difference either.
        let again = replicate(&setting, index, Twin::With, &mut used, &mut |_, _| {});
        let fresh = one(&setting, index, Twin::With);
        assert_eq!(fresh.run, again.run);
        assert_eq!(fresh.twin, again.twin);
    }
    assert_ne!(
        one(&setting, 0, Twin::Without).run,
        one(&setting, 1, Twin::Without).run,
        "replications are not all the same"
    );
}

#[test]
fn the_twin_is_the_run_that_hears_no_publicity() {
    let scenario = small(&[]);
    let solved = solved(&scenario);
    let unheard = small(&["publicity.A verdict in the news.peak=0"]);
    let (setting, silent) = (Setting::new(&scenario, &solved), Setting::new(&unheard, &solved));
    for index in 0..5 {
        let loud = one(&setting, index, Twin::With);
        let twin = loud.twin.expect("it was asked for");
        let silent = one(&silent, index, Twin::Without).run;
        assert_eq!(
            (&twin.sums, &twin.weeks, &twin.months),
            (&silent.sums, &silent.weeks, &silent.months)
        );
        assert_ne!(loud.run.sums, twin.sums, "the publicity does something");
    }
}

#[test]
fn publicity_changes_nothing_before_it() {
    let scenario = small(&[]);
    let solved = solved(&scenario);
    let setting = Setting::new(&scenario, &solved);
    let lines = setting.series.lines.len() * 2;
    let before =
        ((setting.fork.expect("there is publicity") - setting.observed_from).0 / 7.0) as usize;
    assert!(before > 10);
    let layout = &setting.catalogue.layout;
    let period = setting
        .periods
        .iter()
        .position(|span| span.id == PeriodId::Before)
        .expect("there is a time before");
    // A child's fate within a year is known after the event.
    let windows = layout.at(Counter::WindowChildren, 0)..layout.one(Counter::LateByDesign) + 1;
    for index in 0..5 {
        let output = one(&setting, index, Twin::With);
        let twin = output.twin.expect("it was asked for");
        assert_eq!(output.run.weeks[..before * lines], twin.weeks[..before * lines]);
        assert_ne!(output.run.weeks, twin.weeks);
        for place in (0..layout.len()).filter(|place| !windows.contains(place)) {
            let at = period * layout.len() + place;
            // Exposure is added up where a child's place changes: the same sum, in other parts.
            let (run, twin) = (output.run.sums[at], twin.sums[at]);
            assert!((run - twin).abs() <= 1e-12 * run.abs(), "counter {place}: {run} and {twin}");
        }
    }
}

/// Other staff, other thresholds, other work: the same children come to be at risk, on the same days.
#[test]
fn one_stream_leaves_the_others_alone() {
    let (scenario, solved) = counted_from_day_0(&[]);
    let changes: [(&str, &[&str], Counter, usize); 3] = [
        ("sickness", &["staffing.sickness.per_year=6"], Counter::SicknessSpells, 2),
        ("leaving", &["staffing.leaving.per_year=3"], Counter::Leavers, 2),
        ("work", &["stages.initial assessment.hours.recording=20"], Counter::StageDays, 1),
    ];
    let born = |scenario: &Scenario, changed: Counter, members: usize| {
        let setting = Setting::new(scenario, &solved);
        let (hidden, world) = world_at(&setting, 3, setting.horizon);
        let (first, classes) =
            (setting.catalogue.layout.at(Counter::OnsetsByClass, 0), scenario.risk.len());
        let periods = setting.periods.len();
        let onsets: Vec<f64> = (0..periods)
            .flat_map(|p| (first..first + classes).map(move |k| (p, k)))
            .map(|(p, k)| world.collector().sum(p, k))
            .collect();
        let place = setting.catalogue.layout.at(changed, 0);
        let other: f64 =
            (place..place + members).map(|place| world.collector().sum(0, place)).sum();
        // What a child is, is drawn on arrival.
        let children = world.children();
        let mut kinds: Vec<(u64, u64)> = children
            .ids()
            .filter_map(|id| Some((children.hidden_risk(id), children.get(id)?)))
            .filter(|(hidden_risk, child)| hidden_risk.classes_entered == 1 && !child.risk_ended())
            .map(|(hidden_risk, child)| (hidden_risk.key, child.severity.to_bits()))
            .collect();
        kinds.sort_unstable();
        (hidden, onsets, kinds, other)
    };
    for (what, sets, counter, members) in changes {
        let other = small(&[&COUNTED, sets].concat());
        let (a, b) = (born(&scenario, counter, members), born(&other, counter, members));
        assert_eq!((a.0, &a.1), (b.0, &b.1), "{what} changes who comes to be at risk");
        let shared = a.2.iter().filter(|one| b.2.iter().any(|other| other.0 == one.0)).count();
        assert!(shared > 50);
        for one in &a.2 {
            assert!(
                b.2.iter().filter(|other| other.0 == one.0).all(|other| other.1 == one.1),
                "{what} changes what a child is"
            );
        }
        assert_ne!(a.3, b.3, "{what} does change something");
    }
}

/// The year after is a year, and the period before ends where children still settle in time.
#[test]
fn periods_lie_within_the_observed_time() {
    let scenario = small(&[]);
    let solved = solved(&scenario);
    let setting = Setting::new(&scenario, &solved);
    let ids: Vec<PeriodId> = setting.periods.iter().map(|span| span.id).collect();
    assert_eq!(ids[..3], [PeriodId::Observed, PeriodId::Before, PeriodId::YearAfter]);
    for span in &setting.periods {
        assert!(
            span.from >= setting.observed_from && span.to <= setting.horizon && span.from < span.to,
            "{}",
            span.id
        );
        assert!(span.noticed_to <= span.to);
    }
    let before = &setting.periods[1];
    assert!((before.to - before.noticed_to) >= Days(45.0), "45 working days are more than 45 days");
}
