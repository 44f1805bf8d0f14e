//! Each mechanism against a number one can work out by hand, and none of them where its effect is nothing.

use jiff::civil::date;

use crate::engine::Streams;
use crate::experiment::normal_times::closed_form;
use crate::experiment::{Scratch, Twin, replicate};
use crate::measure::{Counter, Indicator, MeasureId};
use crate::model::{Replication, Setting, World};
use crate::scenario::{
    Action, AddedStaff, Caution, Costs, Culture, Family, Feedback, Grade, MeanCv, MovedStaff,
    Overrides, PublicityShape, Salaries, Scenario, TeamId, Trigger, load_str,
};
use crate::time::SimTime;

pub(crate) const BASE: &str = include_str!("../../verification/scenarios/odd.toml");

pub(crate) fn fixed(mean: f64) -> MeanCv {
    MeanCv { mean, cv: 0.0, dist: Family::Fixed }
}

pub(crate) fn odd(set: &[&str]) -> Scenario {
    let overrides = set.iter().fold(Overrides::none(), |all, set| all.set((*set).to_owned()));
    match load_str("odd.toml", BASE, &overrides) {
        Ok(loaded) => loaded.scenario,
        Err(error) => panic!("{error}"),
    }
}

/// Nobody falls ill or leaves, every post is held.
pub(crate) const STEADY: [&str; 3] = [
    "staffing.leaving.per_year=0",
    "staffing.sickness.per_year=0",
    "teams.assessment.vacant_share=0",
];

pub(super) fn feedback(public_probability: f64) -> Feedback {
    let shape = PublicityShape { peak: 0.6, ramp_days: 14.0, half_life_days: 270.0, lasting: 0.1 };
    Feedback { public_probability, delay_days: fixed(20.0), shape }
}

pub(in crate::model) fn culture(effect: f64) -> Culture {
    Culture {
        blame_per_tragedy: effect,
        half_life_days: 365.0,
        lasting: 0.0,
        dismissals: 3.0 * effect,
        bureaucracy: 0.2 * effect,
        caution: Caution {
            climb_days: 0.0,
            stays: 0.0,
            half_life_days: 365.0,
            shift: 0.25 * effect,
            at_most: None,
        },
        concealment_of_error: 0.5 * effect,
        report_probability: 0.6 * effect,
        learning_gain: 0.02 * effect,
        learning_max: 1.3,
    }
}

pub(super) fn action(name: &str, when: Trigger) -> Action {
    Action {
        name: name.to_owned(),
        when,
        lead_days: 0.0,
        for_days: Some(28.0),
        add: Vec::new(),
        moves: Vec::new(),
        overtime_share: 0.0,
        floor: None,
        freeze_threshold: false,
        recording: 1.0,
        cost: 0.0,
        because_of: String::new(),
    }
}

const COSTS: Costs = Costs {
    price_year: 2020,
    salary: Salaries {
        newly_qualified: 36_525.0,
        qualified: 73_050.0,
        senior: 80_000.0,
        agency: 109_575.0,
    },
    recruitment: 9_000.0,
    dismissal: 150_000.0,
    case_review: 60_000.0,
    legal_and_compensation: 250_000.0,
    dismissal_to_court: 0.1,
};

/// Every block at once, all of them at work.
fn everything(scenario: &mut Scenario) {
    scenario.feedback = Some(feedback(0.5));
    scenario.culture = Some(culture(1.0));
    mechanisms_at_work(scenario);
    scenario.costs = Some(COSTS);
    let (assessment, long_term) = (TeamId::from_index(1), TeamId::from_index(2));
    scenario.actions = vec![
        Action {
            add: vec![AddedStaff { team: assessment, grade: Grade::Agency, count: 1.5 }],
            ..action("surge team", Trigger::Pressure { above: 0.5, for_weeks: 1.0 })
        },
        Action {
            moves: vec![MovedStaff { from: long_term, to: assessment, count: 1.5 }],
            add: vec![AddedStaff { team: assessment, grade: Grade::Senior, count: 1.0 }],
            floor: Some(0.6),
            recording: 0.8,
            overtime_share: 0.1,
            freeze_threshold: true,
            lead_days: 7.0,
            ..action("help", Trigger::Date(date(2021, 8, 2)))
        },
    ];
    scenario.publicity.iter_mut().for_each(|event| event.blame = 1.0);
}

/// Sums of a counter family in the observed period, over replications.
pub(crate) fn counted(
    scenario: &Scenario,
    replications: u32,
    counters: &[(Counter, usize)],
) -> Vec<f64> {
    let solved = closed_form(scenario);
    let setting = Setting::new(scenario, &solved);
    let mut sums = vec![0.0; counters.len()];
    let mut scratch = Scratch::default();
    for index in 0..replications {
        let output = replicate(&setting, index, Twin::Without, &mut scratch, &mut |_, _| {});
        for (sum, &(counter, members)) in sums.iter_mut().zip(counters) {
            let first = setting.catalogue.layout.at(counter, 0);
            *sum += output.run.sums[first..first + members].iter().sum::<f64>();
        }
    }
    sums
}

pub(crate) fn one(scenario: &Scenario, replications: u32, counter: Counter, member: usize) -> f64 {
    let solved = closed_form(scenario);
    let setting = Setting::new(scenario, &solved);
    let mut scratch = Scratch::default();
    let place = setting.catalogue.layout.at(counter, member);
    (0..replications)
        .map(|i| {
            replicate(&setting, i, Twin::Without, &mut scratch, &mut |_, _| {}).run.sums[place]
        })
        .sum()
}

/// Every measure that the plain scenario has, in run and twin, to the bit.
fn bits(scenario: &Scenario, ids: &[MeasureId]) -> Vec<Option<u64>> {
    let solved = closed_form(scenario);
    let setting = Setting::new(scenario, &solved);
    let mut scratch = Scratch::default();
    let mut all = Vec::new();
    for index in 0..3 {
        let output = replicate(&setting, index, Twin::With, &mut scratch, &mut |_, _| {});
        for world in [Some(&output.run), output.twin.as_ref()].into_iter().flatten() {
            for id in ids {
                let formula =
                    &setting.catalogue.get(id).expect("a measure of the plain scenario").formula;
                all.push(formula.on(&world.sums, 1).map(f64::to_bits));
            }
        }
    }
    all
}

/// A block, and what it sets in a scenario.
pub(crate) type Nothing = (&'static str, fn(&mut Scenario));

macro_rules! of_mechanisms {
    ({ $($mechanism:ident: $Mechanism:ident,)* }) => {
        /// The mechanisms of the list, all of them at work.
        fn mechanisms_at_work(scenario: &mut Scenario) {
            $(crate::mechanisms::$mechanism::tests::at_work(scenario);)*
        }

        /// Each without effect.
        fn without_effect() -> Vec<Nothing> {
            let mut all = Vec::new();
            $(all.extend(crate::mechanisms::$mechanism::tests::WITHOUT_EFFECT);)*
            all
        }

        /// Each with an effect on children or staff.
        fn felt() -> Vec<Nothing> {
            let mut all = Vec::new();
            $(all.extend(crate::mechanisms::$mechanism::tests::FELT);)*
            all
        }
    };
}
crate::mechanisms::mechanisms! { of_mechanisms! }

#[test]
fn a_block_whose_effect_is_nothing_changes_nothing_to_the_bit() {
    let plain = odd(&[]);
    let solved = closed_form(&plain);
    let catalogue = Setting::new(&plain, &solved).catalogue;
    let ids: Vec<MeasureId> = catalogue.measures.iter().map(|measure| measure.id.clone()).collect();
    let expected = bits(&plain, &ids);
    let blocks: [Nothing; 4] = [
        ("feedback", |s| s.feedback = Some(feedback(0.0))),
        ("culture", |s| {
            s.culture = Some(culture(0.0));
            s.staffing.leaving.blame = 0.0;
            s.publicity.iter_mut().for_each(|event| event.blame = 1.5);
        }),
        ("actions", |s| {
            s.actions = vec![
                action("on a day", Trigger::Date(date(2021, 8, 2))),
                action("under pressure", Trigger::Pressure { above: 0.2, for_weeks: 1.0 }),
            ];
        }),
        ("costs", |s| s.costs = Some(COSTS)),
    ];
    for (name, add) in blocks.into_iter().chain(without_effect()) {
        let mut scenario = plain.clone();
        add(&mut scenario);
        assert!(bits(&scenario, &ids) == expected, "{name} without effect changes a result");
    }
}

#[test]
fn what_has_an_effect_is_felt() {
    let plain = odd(&[]);
    let ids = [Indicator::Referrals, Indicator::Missed, Indicator::InPost].map(MeasureId::from);
    let expected = bits(&plain, &ids);
    let blocks: [Nothing; 4] = [
        ("feedback", |s| s.feedback = Some(feedback(1.0))),
        ("culture", |s| {
            s.culture = Some(culture(1.0));
            s.publicity.iter_mut().for_each(|event| event.blame = 1.0);
        }),
        ("overtime", |s| {
            let when = Trigger::Date(date(2021, 8, 2));
            s.actions = vec![Action { overtime_share: 0.5, ..action("overtime", when) }];
        }),
        ("recording", |s| {
            let when = Trigger::Date(date(2021, 8, 2));
            s.actions = vec![Action { recording: 0.3, ..action("less recording", when) }];
        }),
    ];
    for (name, add) in blocks.into_iter().chain(felt()) {
        let mut scenario = plain.clone();
        add(&mut scenario);
        assert!(bits(&scenario, &ids) != expected, "{name} changes nothing");
    }
}

#[test]
fn money_is_staff_by_the_day_and_what_was_done() {
    let mut scenario = odd(&STEADY);
    scenario.costs = Some(COSTS);
    scenario.publicity.truncate(1);
    scenario.publicity[0].blame = 1.0;
    scenario.culture = Some(Culture { dismissals: 0.0, ..culture(1.0) });
    scenario.actions =
        vec![Action { cost: 1234.0, ..action("on a day", Trigger::Date(date(2021, 8, 2))) }];
    let solved = closed_form(&scenario);
    let setting = Setting::new(&scenario, &solved);
    let output = replicate(&setting, 0, Twin::Without, &mut Scratch::default(), &mut |_, _| {});
    let money = |id: MeasureId| {
        setting
            .catalogue
            .get(id)
            .and_then(|measure| measure.formula.on(&output.run.sums, 1))
            .expect("a money measure")
    };
    let days = (scenario.time.horizon() - scenario.time.observed_from()).0;
    // 10 full-time qualified workers at 200 pounds a day; 2 half-time newly qualified at 100, qualified after their first year.
    let first_year = (scenario.time.observed_from().days()..scenario.time.horizon().days(), 365.0);
    let as_new = (first_year.1 - first_year.0.start).clamp(0.0, days);
    let staff = money(Indicator::Money.named("qualified staff"))
        + money(Indicator::Money.named("newly qualified staff"));
    // Staff are looked at once a week, so the first year may be paid for up to a week longer.
    let low = 10.0 * 200.0 * days + 100.0 * as_new + 200.0 * (days - as_new - 7.0);
    let high = low + 200.0 * 7.0;
    assert!(staff >= low - 1e-6 && staff <= high + 1e-6, "{staff} is not in {low}..{high}");
    assert!((money(Indicator::Money.named("actions")) - 1234.0).abs() < 1e-9);
    let lines: f64 = setting
        .catalogue
        .measures
        .iter()
        .filter(|measure| measure.id.indicator == Indicator::Money && measure.id.member.is_some())
        .filter_map(|measure| measure.formula.on(&output.run.sums, 1))
        .sum();
    assert!((lines - money(Indicator::Money.into())).abs() < 1e-6, "the lines add up to all");
}

#[test]
fn the_books_are_right_with_everything_on() {
    let mut scenario = odd(&[]);
    everything(&mut scenario);
    let solved = closed_form(&scenario);
    let setting = Setting::new(&scenario, &solved);
    for replication in 0..6 {
        let streams = Streams::new(9, replication);
        let mut run = Replication::begin(&setting, World::default(), streams);
        let mut twin = None;
        for day in 1..=setting.end.day() {
            // The publicity of the scenario comes ten days later.
            if day == 200 {
                twin = Some(run.twin(World::default()));
            }
            for run in std::iter::once(&mut run).chain(twin.as_mut()) {
                run.run_until(SimTime::from_days(day as f64));
                if let Err(what) = run.audit() {
                    panic!("replication {replication}, day {day}: {what}");
                }
            }
        }
        run.finish();
    }
}
