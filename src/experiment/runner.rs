//! Replications over threads: results by index, so that the number of threads changes nothing, to the byte.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::measure::Indicator;
use crate::model::Setting;
use crate::scenario::{Precision, Stopping};
use crate::stats::LogHistogram;

use super::finished::{Finished, Keep};
use super::pilot::{OneOfRound, Round};
use super::processor_time::timed;
use super::record::{Distributions, Record, encode};
use super::replicate::{ReplicationOutput, Scratch, replicate};
use super::summary::{MeasurePrecision, Sums, known};
use super::twin::{Twin, WhichWorld};

/// Sections into which pooled distributions are gathered, for the intervals of their quantiles.
pub const SECTIONS: usize = 10;

/// Replications run between two times of putting them together.
const BATCH: u32 = 128;

/// What to run besides the scenario.
#[derive(Clone, Copy, Debug)]
pub struct RunOptions {
    /// Whether each replication has its twin.
    pub twin: Twin,
    /// Threads; 0 is one per core.
    pub threads: usize,
    /// Which replications are kept as they are.
    pub keep: Keep,
}

/// Told as replications finish.
pub trait Progress: Sync {
    /// Finished, and how many are planned at present.
    fn finished(&self, finished: u32, planned: u32);
}

/// Tells nobody.
pub struct Quiet;

impl Progress for Quiet {
    fn finished(&self, _: u32, _: u32) {}
}

/// Replications finished earlier, or to be kept for later.
pub trait Kept: Sync {
    /// One finished earlier.
    fn find(&self, index: u32) -> Option<Record>;
    /// One finished now, as bytes. That it cannot be kept is no error of the run.
    fn keep(&self, index: u32, record: &[u8]);
    /// False where nothing is kept: no bytes are made then.
    fn keeps(&self) -> bool;
    /// One finished earlier or in the run that is over.
    fn again(&self, index: u32) -> Option<Record> {
        self.find(index)
    }
}

/// Keeps none.
pub struct NoneKept;

impl Kept for NoneKept {
    fn find(&self, _: u32) -> Option<Record> {
        None
    }

    fn keep(&self, _: u32, _: &[u8]) {}

    fn keeps(&self) -> bool {
        false
    }
}

/// All replications of a scenario.
pub struct Experiment {
    /// The finished replications.
    pub finished: Finished,
    /// Distributions of the run, by section, period after period.
    pub run: Vec<Vec<LogHistogram>>,
    /// The same of the twin.
    pub twin: Vec<Vec<LogHistogram>>,
    /// The most that was asked for.
    pub asked: u32,
    /// False where the run was interrupted.
    pub complete: bool,
    /// Precision asked for and not reached: measure id, how well it is known, half-width asked.
    pub short_of: Vec<(String, MeasurePrecision, f64)>,
    /// Replications that were finished earlier and taken as they were.
    pub reused: u32,
    /// Processor time of the replications that this run made.
    pub busy: Duration,
}

struct Pool {
    run: Vec<Mutex<Vec<LogHistogram>>>,
    twin: Vec<Mutex<Vec<LogHistogram>>>,
    reused: AtomicU32,
    // Nanoseconds of processor time.
    busy: AtomicU64,
}

impl Pool {
    fn new() -> Pool {
        let sections = || (0..SECTIONS).map(|_| Mutex::new(Vec::new())).collect();
        let (reused, busy) = (AtomicU32::new(0), AtomicU64::new(0));
        Pool { run: sections(), twin: sections(), reused, busy }
    }

    fn add(&self, index: u32, world: WhichWorld, histograms: &[LogHistogram]) {
        let sections = match world {
            WhichWorld::Run => &self.run,
            WhichWorld::Twin => &self.twin,
        };
        // By index and not by thread: who ran a replication must not change a byte.
        let section = &sections[index as usize % SECTIONS];
        let mut section = section.lock().unwrap_or_else(PoisonError::into_inner);
        if section.len() < histograms.len() {
            section.resize_with(histograms.len(), LogHistogram::new);
        }
        for (own, more) in section.iter_mut().zip(histograms) {
            own.merge(more);
        }
    }
}

fn into_sections(sections: Vec<Mutex<Vec<LogHistogram>>>) -> Vec<Vec<LogHistogram>> {
    sections
        .into_iter()
        .map(|section| section.into_inner().unwrap_or_else(PoisonError::into_inner))
        .collect()
}

/// Runs a scenario until its stopping rule says enough, or `interrupted` is set.
pub fn run(
    setting: &Setting<'_>,
    options: RunOptions,
    progress: &dyn Progress,
    interrupted: &AtomicBool,
) -> Experiment {
    run_kept(setting, options, &NoneKept, progress, interrupted)
}

/// The same, without doing again what is kept: the result is the same, to the bit.
pub fn run_kept(
    setting: &Setting<'_>,
    options: RunOptions,
    kept: &dyn Kept,
    progress: &dyn Progress,
    interrupted: &AtomicBool,
) -> Experiment {
    let pool = Pool::new();
    let mut finished = Finished::none(setting, options.keep);
    let mut short_of = Vec::new();
    let (asked, mut planned) = match &setting.scenario.replications.stopping {
        Stopping::Count(count) => (*count, *count),
        Stopping::Precision(precision) => (precision.max, precision.min.min(precision.max)),
    };
    loop {
        let one = |index: u32, scratch: &mut Scratch| {
            let stopped = interrupted.load(Ordering::Relaxed);
            (!stopped).then(|| {
                let output = match kept.find(index) {
                    Some(record) => {
                        pool.reused.fetch_add(1, Ordering::Relaxed);
                        pool.add(index, WhichWorld::Run, &record.run);
                        pool.add(index, WhichWorld::Twin, &record.twin);
                        record.output
                    }
                    None => one_kept(setting, index, options.twin, kept, scratch, &pool),
                };
                progress.finished(index, planned);
                output
            })
        };
        while (finished.count() as u32) < planned {
            let done = finished.count() as u32;
            // Put together in order of index whatever came first; no more than a batch waits for that in memory.
            let batch = in_order(done, planned.min(done + BATCH), options.threads, &one);
            // Interrupted, a batch has gaps. What lies behind them counts too: the pool has it already.
            batch.into_iter().flatten().for_each(|output| finished.push(output));
            if interrupted.load(Ordering::Relaxed) && (finished.count() as u32) < planned {
                return experiment(finished, pool, asked, false, Vec::new());
            }
        }
        if let Stopping::Precision(precision) = &setting.scenario.replications.stopping {
            short_of = not_precise(setting, &finished.sums, &pool, precision);
            if !short_of.is_empty() && planned < precision.max {
                planned = next_look(planned, precision.max);
                continue;
            }
        }
        return experiment(finished, pool, asked, true, short_of);
    }
}

fn experiment(
    finished: Finished,
    pool: Pool,
    asked: u32,
    complete: bool,
    short_of: Vec<(String, MeasurePrecision, f64)>,
) -> Experiment {
    let (reused, busy) = (pool.reused.into_inner(), Duration::from_nanos(pool.busy.into_inner()));
    let (run, twin) = (into_sections(pool.run), into_sections(pool.twin));
    Experiment { finished, run, twin, asked, complete, short_of, reused, busy }
}

fn one_kept(
    setting: &Setting<'_>,
    index: u32,
    twin: Twin,
    kept: &dyn Kept,
    scratch: &mut Scratch,
    pool: &Pool,
) -> ReplicationOutput {
    let mut distributions = Distributions::default();
    let keeps = kept.keeps();
    let (output, time) = timed(|| {
        replicate(setting, index, twin, scratch, &mut |world, collector| {
            pool.add(index, world, &collector.histograms);
            if keeps {
                distributions.note(world, collector);
            }
        })
    });
    pool.busy.fetch_add(time.as_nanos() as u64, Ordering::Relaxed);
    if keeps {
        kept.keep(index, &encode(&output, &distributions));
    }
    output
}

/// When the sequential rule looks again: a quarter more replications, or 20.
#[must_use]
pub fn next_look(planned: u32, max: u32) -> u32 {
    // Ever rarer looks: each is a chance to stop by luck, and costs all the intervals asked for.
    (planned + (planned / 4).max(20)).min(max)
}

fn not_precise(
    setting: &Setting<'_>,
    sums: &Sums,
    pool: &Pool,
    precision: &Precision,
) -> Vec<(String, MeasurePrecision, f64)> {
    let headline = precision.headline.map(|half| (Indicator::MissRate.name().to_owned(), half));
    let asked = headline.into_iter().chain(precision.of.iter().cloned());
    let lock = |sections: &[Mutex<Vec<LogHistogram>>]| -> Vec<Vec<LogHistogram>> {
        sections
            .iter()
            .map(|section| section.lock().unwrap_or_else(PoisonError::into_inner).clone())
            .collect()
    };
    let sections = lock(&pool.run);
    asked
        .map(|(id, half)| (known(setting, sums, &sections, &id), id, half))
        .filter(|(reached, _, asked)| !reached.is_within(*asked))
        .map(|(reached, id, asked)| (id, reached, asked))
        .collect()
}

/// True once the program has one pool for all its work: numbers of threads that are asked for later are those it was made with.
#[cfg(feature = "native")]
static ONE_POOL: AtomicBool = AtomicBool::new(false);

/// Makes one pool of so many threads for all that the program does from now on. False where there is one already.
#[cfg(feature = "native")]
pub fn one_pool(threads: usize) -> bool {
    let made = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().is_ok();
    ONE_POOL.fetch_or(made, Ordering::Relaxed);
    made
}

/// Runs the replications from `from` to before `to` over threads where there are any, each thread with a scratch of its own; results
/// in order of index. Never more threads than replications.
#[cfg(feature = "native")]
pub fn in_order<T: Send>(
    from: u32,
    to: u32,
    threads: usize,
    one: &(dyn Fn(u32, &mut Scratch) -> T + Sync),
) -> Vec<T> {
    use rayon::prelude::*;
    use std::cell::RefCell;
    thread_local! {
        // Kept between batches. `one` must give the pool no work of its own: a thread that waits for it would take
        // another index and find its scratch in use.
        static SCRATCH: RefCell<Scratch> = RefCell::default();
    }
    let all = || {
        (from..to)
            .into_par_iter()
            .map(|index| SCRATCH.with_borrow_mut(|scratch| one(index, scratch)))
            .collect()
    };
    // 0 is the pool there is: one thread per core, unless the caller has made another.
    let own = threads > 0 && !ONE_POOL.load(Ordering::Relaxed);
    let threads = threads.min((to.saturating_sub(from)).max(1) as usize);
    // A pool that cannot be made is no reason to stop: the common one does the work.
    match own.then(|| rayon::ThreadPoolBuilder::new().num_threads(threads).build()) {
        Some(Ok(pool)) => pool.install(all),
        _ => all(),
    }
}

/// Runs the replications from `from` to before `to` one after another; results in order of index.
#[cfg(not(feature = "native"))]
pub fn in_order<T: Send>(
    from: u32,
    to: u32,
    _: usize,
    one: &(dyn Fn(u32, &mut Scratch) -> T + Sync),
) -> Vec<T> {
    let mut scratch = Scratch::default();
    (from..to).map(|index| one(index, &mut scratch)).collect()
}

/// Runs the replications of a pilot's round, over threads where there are any.
pub fn run_rounds(threads: usize) -> impl Fn(u64, &OneOfRound<'_>) -> Vec<Round> + Sync {
    move |count, one: &OneOfRound<'_>| {
        in_order(0, count as u32, threads, &|index, scratch: &mut Scratch| {
            one(&mut scratch.run, u64::from(index))
        })
    }
}
