//! The event list in the hold model (take the next, schedule one more) beside the standard library's heap.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use surge_sim::engine::{EventList, Stream, Streams};
use surge_sim::time::{Days, SimTime};

const SIZES: [usize; 2] = [300, 10_000];

/// Far enough that no benchmark reaches it.
const LAST: f64 = 1e15;

/// Pending events of the size of the model's.
type Event = (u32, u32);

struct Ours {
    list: EventList<Event>,
    chance: Stream,
}

impl Ours {
    fn new(pending: usize) -> Ours {
        let mut ours = Ours {
            list: EventList::new(SimTime::from_days(LAST)),
            chance: Streams::new(1, 0).stream(1, [0; 3]),
        };
        for i in 0..pending {
            let at = SimTime::from_days(ours.chance.exponential() * 10.0);
            ours.list.schedule(at, (i as u32, 0));
        }
        ours
    }

    fn hold(&mut self) {
        let (now, event) = self.list.pop().expect("the list is never empty");
        black_box(self.list.schedule(now + Days(self.chance.exponential() * 10.0), event));
    }
}

/// Time and order of scheduling compared field by field, as one would write it first.
#[derive(PartialEq)]
struct Entry(f64, u64, Event);

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Entry) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Entry) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0).then(self.1.cmp(&other.1))
    }
}

struct Baseline {
    heap: BinaryHeap<Reverse<Entry>>,
    scheduled: u64,
    chance: Stream,
}

impl Baseline {
    fn new(pending: usize) -> Baseline {
        let chance = Streams::new(1, 0).stream(1, [0; 3]);
        let mut baseline = Baseline { heap: BinaryHeap::new(), scheduled: 0, chance };
        for i in 0..pending {
            baseline.schedule(0.0, (i as u32, 0));
        }
        baseline
    }

    fn schedule(&mut self, now: f64, event: Event) {
        let at = now + self.chance.exponential() * 10.0;
        self.heap.push(Reverse(Entry(at, self.scheduled, event)));
        self.scheduled += 1;
    }

    fn hold(&mut self) {
        let Reverse(Entry(now, _, event)) = self.heap.pop().expect("the heap is never empty");
        self.schedule(now, event);
    }
}

fn nanoseconds(mut hold: impl FnMut()) -> f64 {
    const HOLDS: u32 = 2_000_000;
    (0..HOLDS / 10).for_each(|_| hold());
    let begun = Instant::now();
    (0..HOLDS).for_each(|_| hold());
    begun.elapsed().as_secs_f64() * 1e9 / f64::from(HOLDS)
}

fn hold(c: &mut Criterion) {
    for pending in SIZES {
        let (mut ours, mut baseline) = (Ours::new(pending), Baseline::new(pending));
        let (a, b) = (nanoseconds(|| ours.hold()), nanoseconds(|| baseline.hold()));
        #[expect(clippy::print_stdout, reason = "a benchmark's result is what it prints")]
        {
            println!(
                "{pending} pending: {a:.1} ns a hold, standard heap {b:.1} ns, ratio {:.2}",
                a / b
            );
        }
    }
    let mut group = c.benchmark_group("hold");
    group.measurement_time(Duration::from_secs(3));
    for pending in SIZES {
        let mut ours = Ours::new(pending);
        group.bench_function(BenchmarkId::new("event list", pending), |b| b.iter(|| ours.hold()));
        let mut baseline = Baseline::new(pending);
        group.bench_function(BenchmarkId::new("standard heap", pending), |b| {
            b.iter(|| baseline.hold())
        });
    }
    group.finish();
}

criterion_group!(benches, hold);
criterion_main!(benches);
