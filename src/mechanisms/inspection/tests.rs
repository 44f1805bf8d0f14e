//! Inspection against numbers that one can work out by hand.

use jiff::civil::date;

use super::counters::Counted;
use super::keys::{GradeCuts, Inspection};
use super::measures::Measured;
use crate::experiment::normal_times::closed_form;
use crate::experiment::{Scratch, Twin, replicate};
use crate::measure::{Counter, Member, PeriodId, Settlement};
use crate::model::Replication;
use crate::model::Setting;
use crate::model::organisation::tests::{BASE, Nothing, odd, one};
use crate::model::tests::quiet;
use crate::scenario::{Overrides, Scenario, load_str};

fn inspection() -> Inspection {
    let grades = GradeCuts { outstanding: 0.9, good: 0.75, adequate: 0.55 };
    Inspection { date: date(2021, 10, 4), sample: 10, window_days: 90.0, noise: 0.15, grades }
}

/// At work, among all others.
pub(crate) fn at_work(scenario: &mut Scenario) {
    scenario.mechanisms.inspection = vec![inspection()];
}

/// Reading files changes no child.
pub(crate) const WITHOUT_EFFECT: &[Nothing] =
    &[("inspection", |s| s.mechanisms.inspection = vec![inspection()])];

/// It has no effect on children or staff.
pub(crate) const FELT: &[Nothing] = &[];

#[test]
fn files_that_show_everything_in_order_are_outstanding_and_noise_widens_the_grades() {
    let mut scenario = odd(&[]);
    let sure = GradeCuts { outstanding: 0.0, good: 0.0, adequate: 0.0 };
    scenario.mechanisms.inspection = vec![Inspection { noise: 0.0, grades: sure, ..inspection() }];
    assert_eq!(one(&scenario, 5, Counted::InspectionGrades.into(), 0), 5.0);
    let never = GradeCuts { outstanding: 2.0, good: 2.0, adequate: 2.0 };
    scenario.mechanisms.inspection = vec![Inspection { noise: 0.0, grades: never, ..inspection() }];
    assert_eq!(one(&scenario, 5, Counted::InspectionGrades.into(), 3), 5.0);
    // Without noise a file scores at most 1, and the mean of what a service shows is between its worst and best.
    let score = one(&scenario, 5, Counted::InspectionScores.into(), 0) / 5.0;
    assert!(score > 0.3 && score <= 1.0, "{score}");
}

#[test]
fn the_truth_beside_an_inspection_is_of_the_time_whose_files_were_read() {
    // A target over the same 90 days gives the same children a period of their own.
    let target = "\n[[targets]]\nmeasure = \"missed\"\nperiod = [2021-07-06, 2021-10-03]\nlow = 0\nhigh = 1\nsource = \"a test\"\n";
    let mut scenario = match load_str("odd.toml", &format!("{BASE}{target}"), &Overrides::none()) {
        Ok(loaded) => loaded.scenario,
        Err(error) => panic!("{error}"),
    };
    scenario.mechanisms.inspection =
        vec![inspection(), Inspection { date: date(2021, 6, 20), ..inspection() }];
    let solved = closed_form(&scenario);
    let setting = Setting::new(&scenario, &solved);
    let layout = &setting.catalogue.layout;
    let period = setting
        .periods
        .iter()
        .position(|span| span.id == PeriodId::Between(date(2021, 7, 6), date(2021, 10, 3)))
        .expect("the target's");
    let sums =
        replicate(&setting, 0, Twin::Without, &mut Scratch::default(), &mut |_, _| {}).run.sums;
    let read = |counter: Counted, inspection| sums[layout.at(counter.into(), inspection)];
    let there = |place: usize| sums[period * layout.len() + place];
    let settled = |how: Settlement| there(layout.at(Counter::ChildrenSettled, how as usize));
    assert!(read(Counted::ReadNoticed, 0) > 20.0, "children come to notice");
    assert_eq!(read(Counted::ReadNoticed, 0), there(layout.one(Counter::Noticed)));
    assert_eq!(read(Counted::ReadMissed, 0), Settlement::ROUTES.map(settled).iter().sum::<f64>());
    assert_eq!(read(Counted::ReadResolved, 0), settled(Settlement::Resolved));
    // 17 of the 90 days of the other lie in the observed period, and the rest in the warm-up.
    assert!(
        read(Counted::ReadNoticed, 1) > 0.5 * read(Counted::ReadNoticed, 0),
        "the warm-up counts"
    );
    let rate = setting
        .catalogue
        .get(Measured::MissRate.of(Member::HeldOn(date(2021, 10, 4))))
        .expect("a measure")
        .formula
        .on(&sums, 1);
    let expected = read(Counted::ReadMissed, 0)
        / (read(Counted::ReadNoticed, 0) - read(Counted::ReadResolved, 0));
    assert!((rate.expect("it exists") - expected).abs() < 1e-12);
}

#[test]
fn the_file_of_a_child_who_came_to_harm_is_closed_and_may_be_read() {
    let mut run = quiet(&["inspection=[{date=2021-10-04,window_days=90}]"]);
    run.run_until(run.setting.scenario.time.at(date(2021, 9, 1)));
    let id = run.entered_with(0, 1.5, "assessment");
    let closed = |run: &Replication<'_>| run.world.organisation.mechanisms.inspection.closed.len();
    let before = closed(&run);
    run.leave_case(id);
    assert_eq!(closed(&run), before + 1);
}
