//! The speed of the model: Haringey's replications with and without the twin, and events per second and core.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use surge_sim::experiment::pilot::{self, NoStore};
use surge_sim::experiment::{ReplicationOutput, Scratch, replicate, runner};
use surge_sim::model::Setting;
use surge_sim::scenario::{Overrides, load};

fn events(output: &ReplicationOutput) -> u64 {
    let twin = output.twin.iter().flat_map(|twin| twin.events);
    output.run.events.into_iter().chain(twin).sum()
}

fn haringey(c: &mut Criterion) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/haringey.toml");
    let scenario = load::load(&file, &Overrides::none()).expect("what is shipped is sound").scenario;
    let solved = pilot::solve(&scenario, &NoStore, &runner::run_rounds(0));
    let setting = Setting::new(&scenario, &solved);
    let mut scratch = Scratch::default();
    let mut one = |index: u32, twin: bool| events(&replicate(&setting, index, twin, &mut scratch, &mut |_, _| {}));

    let of_20 = |one: &mut dyn FnMut(u32, bool) -> u64, twin: bool| {
        let begun = Instant::now();
        let count: u64 = (0..20).map(|index| one(index, twin)).sum();
        (begun.elapsed(), count)
    };
    of_20(&mut one, true);
    let (alone, count) = of_20(&mut one, false);
    let (paired, both) = of_20(&mut one, true);
    let per_second = |count: u64, time: Duration| count as f64 / time.as_secs_f64() / 1e6;
    #[expect(clippy::print_stdout, reason = "a benchmark's result is what it prints")]
    {
        println!("haringey, one core: {:.2} million events a second without twin", per_second(count, alone));
        println!("haringey, one core: {:.2} million events a second with twin", per_second(both, paired));
        println!("haringey: a pair costs {:.2} single runs", paired.as_secs_f64() / alone.as_secs_f64());
    }

    let mut group = c.benchmark_group("haringey");
    group.sample_size(20).measurement_time(Duration::from_secs(10));
    for (name, twin) in [("replication", false), ("replication with twin", true)] {
        group.throughput(Throughput::Elements(one(0, twin)));
        group.bench_function(name, |b| b.iter(|| black_box(one(black_box(0), twin))));
    }
    group.finish();
}

criterion_group!(benches, haringey);
criterion_main!(benches);
