//! What is no matter of chance: Little's law, conservation, the twin of a run without publicity.

use crate::experiment::replicate::{Scratch, replicate};
use crate::experiment::runner::in_order;
use crate::experiment::{Replication, Setting, Streams, Twin};
use crate::measure::{Counter, Waits};
use crate::scenario::{BegunTogether, Grade, StageId};
use crate::stats::Estimate;
use crate::time::SimTime;

use super::super::bench::{Bench, count};
use super::super::check::{Bound, Check, LEVEL, greatest};
use super::super::{Form, SEEDS};

fn bench() -> Bench {
    let mut bench = Bench::new("odd.toml", include_str!("../scenarios/odd.toml"));
    // Assessments begin with enquiries and plans, and go on through conferences, harm and closing.
    let with = BegunTogether { stage: StageId::from_index(0), share: 0.5 };
    bench.scenario.stages[1..5].iter_mut().for_each(|stage| stage.with = Some(with));
    bench
}

/// Every queue and stage of a service in which everything happens: the level as it changed against each child's own stamps.
pub fn littles_law(form: Form) -> Vec<Check> {
    let bench = bench();
    worst(
        form,
        &bench,
        "every queue and stage: level against stamps, most apart",
        "Little's law",
        "share",
        1e-9,
        &|setting, run, _| {
            run.finish();
            let world = run.world();
            let stages =
                (0..setting.stages.len()).map(|s| (Counter::StageDays, s, Waits::Stage(s)));
            let teams = (0..setting.teams.len())
                .map(|t| (Counter::UnallocatedDays, t, Waits::Allocation(t)));
            let all = stages.chain(teams).chain([(Counter::ScreeningDays, 0, Waits::Screening)]);
            greatest(all.map(|(counter, member, wait)| {
                let level = count(setting, world, counter, member);
                let stamped =
                    world.collector().stamped[setting.catalogue.layout.histogram(wait)].inside;
                (level - stamped).abs() / level.max(1.0)
            }))
        },
    )
}

/// At every day's end every referral, task, child and worker is in exactly one place.
pub fn conservation(form: Form) -> Vec<Check> {
    let bench = bench();
    worst(
        form,
        &bench,
        "days on which a child, task or worker was astray",
        "conservation",
        "days",
        0.0,
        &|setting, run, _| {
            let astray = |day: usize| {
                run.run_until(SimTime::from_days(day as f64));
                run.audit().is_err()
            };
            (1..=setting.end.day()).map(astray).filter(|&astray| astray).count() as f64
        },
    )
}

/// Publicity that nobody notices: the twin is forked, and nothing tells it from the run.
pub fn twin_without_publicity(form: Form) -> Vec<Check> {
    let mut bench = bench();
    // Events without height and not no events: without any there would be no fork to check.
    bench.scenario.publicity.iter_mut().for_each(|event| event.shape.peak = 0.0);
    let scenario = bench.scenario.clone();
    worst(
        form,
        &bench,
        "counters in which a twin without publicity differs",
        "common random numbers",
        "counters",
        0.0,
        &move |setting, _, (seed, index)| {
            let mut seeded = scenario.clone();
            seeded.replications.seed = seed;
            let output = replicate(
                &Setting::new(&seeded, &setting.solved),
                index,
                Twin::With,
                &mut Scratch::default(),
                &mut |_, _| (),
            );
            let twin = output.twin.expect("a twin was asked for");
            output
                .run
                .sums
                .iter()
                .zip(&twin.sums)
                .filter(|(run, twin)| run.total_cmp(twin).is_ne())
                .count() as f64
        },
    )
}

/// What is paid of a team whose posts change by date: the integral of the posts over the observed days, by grade.
pub fn posts_by_date(form: Form) -> Vec<Check> {
    let bench = Bench::new("schedule.toml", include_str!("../scenarios/schedule.toml"));
    // Days of 2021 from the first observed one, 24 January, to the day after the last.
    let (first, ramp, all, later) = (36.0, 97.0, 400.0, 250.0);
    let qualified = 1.0 * all
        + 4.0 * first
        + 6.0 * (ramp - first)
        + 0.5 * (6.0 + 9.0) * 100.0
        + 9.0 * (all - ramp - 100.0);
    let senior = 0.8 * (1.5 * later + 3.0 * (all - later));
    let known = [(Grade::Qualified, qualified), (Grade::Senior, senior)];
    worst(
        form,
        &bench,
        "posts by date: days paid against the integral of the posts, most apart",
        "integral of a schedule",
        "share",
        1e-9,
        &move |setting, run, _| {
            run.finish();
            greatest(known.iter().map(|&(grade, days)| {
                let paid = count(setting, run.world(), Counter::GradeDays, grade as usize);
                (paid - days).abs() / days
            }))
        },
    )
}

type ReadNumber<'r> = &'r (dyn Fn(&Setting<'_>, &mut Replication<'_>, (u64, u32)) -> f64 + Sync);

// The worst of some replications of each seed.
fn worst(
    form: Form,
    bench: &Bench,
    name: &str,
    source: &'static str,
    unit: &'static str,
    tolerance: f64,
    read: ReadNumber<'_>,
) -> Vec<Check> {
    let setting = Setting::new(&bench.scenario, &bench.solved);
    let replications = if form == Form::Full { 40 } else { 4 };
    let seeds = SEEDS.iter().map(|&seed| {
        let values = in_order(0, replications, 0, &|index, scratch| {
            scratch.run.keep_stamps(true);
            let (world, streams) =
                (std::mem::take(&mut scratch.run), Streams::new(seed, u64::from(index)));
            let mut run = Replication::begin(&setting, world, streams);
            let value = read(&setting, &mut run, (seed, index));
            scratch.run = run.into_world();
            scratch.run.keep_stamps(false);
            value
        });
        // The worst, not the mean: one replication that disagrees is a fault.
        let mean = greatest(values);
        Estimate { level: LEVEL, ..Estimate::even(mean, Some(0.0), replications as usize) }
    });
    vec![Check::new(name.to_owned(), source, unit, 0.0, seeds.collect(), Bound::Exact(tolerance))]
}
