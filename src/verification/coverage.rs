//! How often the printed 95 % intervals cover what is known: many whole experiments, each with luck of its own, with a fixed
//! count of replications and with the sequential rule of `precision`.
//!
//! The queue is the model itself, run as three screeners (M/M/3). Where the model has no closed form the rows are drawn, and
//! named so: a share of few children, as rare routes are, and a difference between two worlds that share most of their luck.

use crate::experiment::runner::{SECTIONS, in_order, next_look};
use crate::experiment::{Replication, Scratch, Setting, Streams};
use crate::maths::Keyed;
use crate::measure::{Counter, Waits};
use crate::stats::{
    Estimate, LogHistogram, Reached, Share, few, jackknife, of_share, parts, sectioned_quantile,
    wilson,
};

use super::bench::{Bench, count, mean_level};
use super::closed_forms::erlang::{erlang_c, number_in_line, time_in_system};

/// Replications of experiments with a fixed count: few, and enough.
const FIXED: [usize; 2] = [20, 100];
/// The fewest and the most of a sequential one.
const SEQUENTIAL: (u32, u32) = (20, 400);
/// Referrals a day, and the days that one takes a screener: load 0.7 on three.
const RATE: f64 = 4.0;
const WORK: f64 = 0.525;
const SCREENERS: u32 = 3;
/// Seeds of experiments begin here.
const SEEDS: u64 = 4_000_000_000;
/// Means of the rare counts.
const RARE: [f64; 2] = [0.03, 0.001];
/// Their seeds, apart from the others so that these stay as they are.
const RARE_SEEDS: u64 = 5_000_000_000;
/// An interval covers 95 in 100 unless the interval of its coverage lies wholly outside these.
const BOUNDS: (f64, f64) = (0.93, 0.97);

/// The rules, in the order of an experiment's intervals.
const RULES: [&str; 3] = ["fixed, 20", "fixed, 100", "sequential"];

/// One case: what is estimated, by which rule, and how often its interval covered.
#[derive(Clone, Debug)]
pub struct Covered {
    /// What is estimated.
    pub name: &'static str,
    /// `fixed, 20`, `fixed, 100` or `sequential`.
    pub rule: &'static str,
    /// What is known of it.
    pub truth: f64,
    /// The share of experiments whose interval covers that.
    pub coverage: Share,
    /// Mean replications of an experiment.
    pub replications: f64,
    /// Mean half-width.
    pub half_width: f64,
}

impl Covered {
    /// True where the interval is a 95 % one; of a rare count, where it is one or wider: limits of a few whole cases cannot cover
    /// 95 in 100 of every mean and cover at least so many.
    #[must_use]
    pub fn is_nominal(&self) -> bool {
        let (low, high) = (self.coverage.low.unwrap_or(0.0), self.coverage.high.unwrap_or(1.0));
        high >= BOUNDS.0 && (low <= BOUNDS.1 || RARE.contains(&self.truth))
    }

    /// False where it should be and is not: with a hundred replications. With twenty, what is as skewed as a short busy queue
    /// falls short, and so does the sequential rule, which stops where an interval happens to be narrow (Law, Simulation Modeling
    /// and Analysis, 2015, section 9.4): both are shown and not judged.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.is_nominal() || self.rule != RULES[1]
    }
}

/// What one replication says.
struct CoverageRow {
    whole: f64,
    began: f64,
    referrals: f64,
    level: f64,
    times: LogHistogram,
    drawn: [f64; 4],
}

/// What the replications of an experiment say, and the rare counts beside them, which need no queue to be run.
#[derive(Default)]
struct CoverageRows {
    rows: Vec<CoverageRow>,
    rare: Vec<[f64; 2]>,
}

/// The first of the cases that are rare counts.
const FIRST_RARE: usize = 6;

/// The cases, in their order: name, what is known, and the half-width that the sequential rule asks for, where it is used.
fn cases() -> Vec<(&'static str, f64, Option<f64>)> {
    let time = time_in_system(SCREENERS, RATE, WORK);
    vec![
        ("queue: referrals in two weeks, a count", RATE * 14.0, Some(2.4)),
        ("queue: days from referral to decision, a ratio of sums", time, Some(0.06)),
        (
            "queue: referrals there, a level over time",
            number_in_line(SCREENERS, RATE, WORK) + RATE * WORK,
            Some(0.3),
        ),
        ("queue: 90th centile of days to decision, by sections", centile(0.9), None),
        ("drawn: a share of some ten children, a ratio of sums", 0.3, Some(0.05)),
        ("drawn: a paired difference of counts", -1.0, Some(0.6)),
        ("drawn: a count with a mean of 0.03", RARE[0], Some(0.03)),
        ("drawn: a count with a mean of 0.001", RARE[1], Some(0.001)),
    ]
}

/// The centile of the time in M/M/c (Gross, Shortle, Thompson and Harris, Fundamentals of Queueing Theory, 2008, section 2.3).
fn centile(p: f64) -> f64 {
    let (servers, load) = (f64::from(SCREENERS), RATE * WORK);
    let spare = servers - 1.0 - load;
    let wait = erlang_c(SCREENERS, load);
    let longer =
        |t: f64| libm::exp(-t / WORK) * (1.0 + wait * (1.0 - libm::exp(-spare * t / WORK)) / spare);
    let (mut low, mut high) = (0.0, 100.0 * WORK);
    // No closed form gives the centile itself; its tail falls, so halving finds it.
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if longer(middle) > 1.0 - p { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// Runs so many experiments of every case.
#[must_use]
pub fn coverage(experiments: u32) -> Vec<Covered> {
    let mut bench =
        Bench::new("queue.toml", include_str!("scenarios/queue.toml")).with_stream(0, RATE);
    bench.scenario.triage.hours.mean = 24.0 * WORK;
    (bench.scenario.time.warmup_days, bench.scenario.time.run_days) = (30, 14);
    let setting = Setting::new(&bench.scenario, &bench.solved);
    let cases = cases();
    let one = |experiment: u32, scratch: &mut Scratch| {
        of_experiment(&setting, experiment, scratch, &cases)
    };
    let found = in_order(0, experiments, 0, &one);
    let mut all = Vec::new();
    for (place, rule) in RULES.into_iter().enumerate() {
        for (c, (name, truth, _)) in cases.iter().enumerate() {
            let intervals: Vec<(Estimate, usize)> =
                found.iter().filter_map(|found| found[place][c]).collect();
            all.extend(covered(name, rule, *truth, &intervals));
        }
    }
    for (name, effect) in SPREADS {
        let one = |experiment: u32, _: &mut Scratch| spread(experiment, effect);
        let found: Vec<_> = in_order(0, experiments, 0, &one).into_iter().flatten().collect();
        all.extend(covered(name, SPREAD_RULE, SPREAD_SHARE, &found));
    }
    all
}

/// A spread that is luck and not knowing: what draws differ by has mean 0 and variance 1.
type DrawnEffect = fn(&mut Keyed) -> f64;
const SPREADS: [(&str, DrawnEffect); 3] = [
    ("drawn: not knowing's share, draws Normal", |random| random.normal()),
    ("drawn: not knowing's share, draws uniform", |random| {
        12.0_f64.sqrt() * (uniform(random) - 0.5)
    }),
    ("drawn: not knowing's share, draws exponential", |random| {
        -libm::log1p(-uniform(random)) - 1.0
    }),
];
/// Draws and replications of the table.
const SPREAD_SIZE: (usize, usize) = (50, 10);
const SPREAD_RULE: &str = "50 draws of 10";
/// Not knowing's part of the variance; of the rest, so much is luck that all draws share.
const SPREAD_SHARE: f64 = 0.3;
const SHARED_LUCK: f64 = 0.6;
/// Their seeds.
const SPREAD_SEEDS: u64 = 6_000_000_000;

/// The share that a table of such a spread shows, with the interval that a run prints.
fn spread(experiment: u32, effect: DrawnEffect) -> Option<(Estimate, usize)> {
    let mut random = Keyed::new(SPREAD_SEEDS + u64::from(experiment));
    let (draws, replications) = SPREAD_SIZE;
    let luck = 1.0 - SPREAD_SHARE;
    let shared: Vec<f64> =
        (0..replications).map(|_| (luck * SHARED_LUCK).sqrt() * random.normal()).collect();
    let mut row = || -> Vec<f64> {
        let own = SPREAD_SHARE.sqrt() * effect(&mut random);
        let rest = (luck * (1.0 - SHARED_LUCK)).sqrt();
        shared.iter().map(|shared| own + shared + rest * random.normal()).collect()
    };
    let table: Vec<Vec<f64>> = (0..draws).map(|_| row()).collect();
    let found = parts(&table)?;
    let share = Estimate::even(found.share_not_knowing, None, replications);
    Some((share.within(found.share_interval.0, found.share_interval.1), replications))
}

fn covered(
    name: &'static str,
    rule: &'static str,
    truth: f64,
    intervals: &[(Estimate, usize)],
) -> Option<Covered> {
    let n = intervals.len();
    let holds = |(estimate, _): &&(Estimate, usize)| match (estimate.low(), estimate.high()) {
        (Some(low), Some(high)) => low <= truth && truth <= high,
        _ => false,
    };
    Some(Covered {
        name,
        rule,
        truth,
        coverage: wilson(intervals.iter().filter(holds).count(), n)?,
        replications: intervals.iter().map(|(_, replications)| *replications as f64).sum::<f64>()
            / n as f64,
        half_width: intervals.iter().filter_map(|(estimate, _)| estimate.half_width).sum::<f64>()
            / n as f64,
    })
}

/// The interval of every case by either rule, and how many replications it took.
type Intervals = [Vec<Option<(Estimate, usize)>>; 3];

fn of_experiment(
    setting: &Setting<'_>,
    experiment: u32,
    scratch: &mut Scratch,
    cases: &[(&'static str, f64, Option<f64>)],
) -> Intervals {
    let [mut random, mut rare] =
        [SEEDS, RARE_SEEDS].map(|seeds| Keyed::new(seeds + u64::from(experiment)));
    let mut found = CoverageRows::default();
    let seed = SEEDS + u64::from(experiment);
    let mut grow = |found: &mut CoverageRows, case: usize, to: usize| {
        while case < FIRST_RARE && found.rows.len() < to {
            let next = row(setting, seed, found.rows.len() as u64, scratch, &mut random);
            found.rows.push(next);
        }
        while case >= FIRST_RARE && found.rare.len() < to {
            found.rare.push(RARE.map(|mean| poisson(mean, &mut || uniform(&mut rare))));
        }
    };
    let mut fixed = |found: &mut CoverageRows, count: usize| -> Vec<Option<(Estimate, usize)>> {
        let mut one = |case: usize| {
            grow(found, case, count);
            Some((interval(found, count, case)?, count))
        };
        (0..cases.len()).map(&mut one).collect()
    };
    // One set of replications for all rules: its first 20, its first 100, as many as the sequential one asks for.
    let [few, enough] = FIXED.map(|count| fixed(&mut found, count));
    let mut sequential = vec![None; cases.len()];
    for (case, (_, _, asked)) in cases.iter().enumerate() {
        let Some(asked) = asked else { continue };
        let mut looks = SEQUENTIAL.0;
        sequential[case] = loop {
            let count = looks as usize;
            grow(&mut found, case, count);
            let Some(estimate) = interval(&found, count, case) else { break None };
            if looks >= SEQUENTIAL.1 || stops(&found, count, case, &estimate, *asked) {
                break Some((estimate, count));
            }
            looks = next_look(looks, SEQUENTIAL.1);
        };
    }
    [few, enough, sequential]
}

/// Whether the sequential rule stops: as narrow as asked, and of what counts cases ten replications with one.
fn stops(found: &CoverageRows, count: usize, case: usize, estimate: &Estimate, asked: f64) -> bool {
    let with_a_case = match case.checked_sub(FIRST_RARE) {
        Some(rare) => found.rare[..count].iter().filter(|cases| cases[rare] > 0.0).count(),
        None => count,
    };
    // The rule of a run, so that what is measured is what users get.
    with_a_case >= few::WITH_A_CASE && estimate.half_width.is_some_and(|half| half <= asked)
}

fn row(
    setting: &Setting<'_>,
    seed: u64,
    index: u64,
    scratch: &mut Scratch,
    random: &mut Keyed,
) -> CoverageRow {
    let world = &mut scratch.run;
    world.keep_stamps(true);
    Replication::run(setting, world, Streams::new(seed, index));
    let place = setting.catalogue.layout.histogram(Waits::Screening);
    let stamped = world.collector().stamped[place];
    let row = CoverageRow {
        whole: stamped.whole,
        began: stamped.began as f64,
        referrals: count(setting, world, Counter::Referrals, 0),
        level: mean_level(setting, world, Counter::ScreeningDays, 0),
        times: world.collector().histograms[place].clone(),
        drawn: drawn(random),
    };
    world.keep_stamps(false);
    row
}

/// Some ten children of whom three in ten are missed, and two worlds that share most of their events.
fn drawn(random: &mut Keyed) -> [f64; 4] {
    let mut uniform = || uniform(random);
    let mut poisson = |mean: f64| poisson(mean, &mut uniform);
    let (children, shared, more, fewer) =
        (poisson(10.0), poisson(12.0), poisson(1.0), poisson(2.0));
    let missed = (0..children as u32).filter(|_| uniform() < 0.3).count() as f64;
    [missed, children, shared + more, shared + fewer]
}

// Not that of `Keyed`: another would deal the luck of every recorded experiment anew.
fn uniform(random: &mut Keyed) -> f64 {
    (random.word() >> 11) as f64 / (1_u64 << 53) as f64
}

fn poisson(mean: f64, uniform: &mut dyn FnMut() -> f64) -> f64 {
    let (mut product, mut events, end) = (uniform(), 0.0, libm::exp(-mean));
    // Knuth's product: its time goes with the mean, and the means are small.
    while product > end {
        product *= uniform();
        events += 1.0;
    }
    events
}

/// The intervals that a run prints of the same.
fn interval(found: &CoverageRows, count: usize, case: usize) -> Option<Estimate> {
    if let Some(rare) = case.checked_sub(FIRST_RARE) {
        return few::of_counts(
            &found.rare[..count].iter().map(|cases| cases[rare]).collect::<Vec<f64>>(),
        );
    }
    let rows = &found.rows[..count];
    let values = |of: &dyn Fn(&CoverageRow) -> f64| -> Vec<f64> { rows.iter().map(of).collect() };
    let mean = |of: &dyn Fn(&CoverageRow) -> f64| Estimate::of_mean(&values(of));
    match case {
        0 => few::of_counts(&values(&|row| row.referrals)),
        1 => ratio(rows, &|row| (row.whole, row.began)),
        2 => mean(&|row| row.level),
        3 => sections(rows),
        4 => {
            let children = values(&|row| row.drawn[1]).iter().sum();
            Some(of_share(ratio(rows, &|row| (row.drawn[0], row.drawn[1]))?, children, rows.len()))
        }
        _ => few::of_pairs(&values(&|row| row.drawn[2]), &values(&|row| row.drawn[3])),
    }
}

fn ratio(rows: &[CoverageRow], of: &dyn Fn(&CoverageRow) -> (f64, f64)) -> Option<Estimate> {
    let (above, below) = rows.iter().map(of).fold((0.0, 0.0), |sum, (a, b)| (sum.0 + a, sum.1 + b));
    let share = |above: f64, below: f64| (below > 0.0).then(|| above / below);
    let left_out: Vec<Option<f64>> =
        rows.iter().map(of).map(|(a, b)| share(above - a, below - b)).collect();
    jackknife(share(above, below), &left_out)
}

fn sections(rows: &[CoverageRow]) -> Option<Estimate> {
    let mut sections = vec![LogHistogram::new(); SECTIONS];
    let mut all = LogHistogram::new();
    for (index, row) in rows.iter().enumerate() {
        sections[index % SECTIONS].merge(&row.times);
        all.merge(&row.times);
    }
    let quantiles: Vec<Option<Reached>> =
        sections.iter().map(|section| section.quantile(0.9)).collect();
    sectioned_quantile(&all, &quantiles, 0.9, rows.len()).0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The share covered by 200 experiments has a standard error of some 2 points. With a hundred replications it lies above 86,
    /// with fewer above 79 every time; intervals half as wide, which cover some 67 %, would not.
    #[test]
    fn intervals_cover_what_is_known_and_half_of_them_would_not() {
        for found in coverage(200) {
            // What differs by a few extreme draws is covered least often, and shown for that.
            let least = match found.rule {
                "fixed, 100" => 0.86,
                _ if found.name.ends_with("exponential") => 0.68,
                _ => 0.79,
            };
            assert!((least..=1.0).contains(&found.coverage.share), "{found:?}");
        }
    }

    #[test]
    fn the_centile_of_the_queue_has_its_share_below_it() {
        // One screener would be M/M/1, whose time is exponential: three at no load are, too.
        assert!((centile(0.9) / WORK > 2.3) && (centile(0.9) / WORK < 4.0), "{}", centile(0.9));
        assert!(centile(0.5) < centile(0.9));
    }
}
