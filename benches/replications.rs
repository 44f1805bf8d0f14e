//! The speed of the model: Haringey's replications with and without the twin, and events per second and core.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use surge_sim::experiment::comparison::{AboutComparison, NamedSide, Runs, compare};
use surge_sim::experiment::pilot::{self, NoStore};
use surge_sim::experiment::runner::{Kept, NoneKept, Quiet};
use surge_sim::experiment::saved::Saved;
use surge_sim::experiment::{
    Keep, ReplicationOutput, RunOptions, Scratch, Twin, replicate, runner,
};
use surge_sim::model::Setting;
use surge_sim::model::event::Event;
use surge_sim::scenario::{Overrides, load};

fn events(output: &ReplicationOutput) -> u64 {
    let worlds = std::iter::once(&output.run).chain(&output.twin);
    let kinds = worlds.flat_map(|world| world.events.into_iter().enumerate());
    kinds.filter(|(place, _)| Event::counts(*place)).map(|(_, count)| count).sum()
}

/// What experiments cost: two threads against one, a journal against none, and what pairing saves.
fn experiments() {
    let load = |name: &str| {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
        load(&file, &Overrides::none().replications(40)).expect("what is shipped is sound").scenario
    };
    let scenario = load("haringey.toml");
    let solved = pilot::solve(&scenario, &NoStore, &runner::run_rounds(0));
    let setting = Setting::new(&scenario, &solved);
    let stop = std::sync::atomic::AtomicBool::new(false);
    let timed = |threads: usize, kept: &dyn Kept| {
        let begun = Instant::now();
        let found = runner::run_kept(
            &setting,
            RunOptions { twin: Twin::With, threads, keep: Keep::First },
            kept,
            &Quiet,
            &stop,
        );
        assert_eq!(found.finished.count(), 40);
        begun.elapsed().as_secs_f64()
    };
    timed(2, &NoneKept);
    let median = |mut ratios: Vec<f64>| {
        ratios.sort_by(f64::total_cmp);
        ratios[ratios.len() / 2]
    };
    let efficiency =
        median((0..5).map(|_| timed(1, &NoneKept) / (2.0 * timed(2, &NoneKept))).collect());
    let home = tempfile::tempdir().expect("a temporary folder");
    let journal = median(
        (0..9)
            .map(|n| {
                let saved =
                    Saved::open(&home.path().join(n.to_string()), "bench").expect("a new journal");
                timed(1, &saved) / timed(1, &NoneKept)
            })
            .collect(),
    );
    #[expect(clippy::print_stdout, reason = "a benchmark's result is what it prints")]
    {
        println!(
            "haringey: {:.1} replications a second on one thread, with twin",
            40.0 / timed(1, &NoneKept)
        );
        println!(
            "haringey: {:.1} replications a second on two threads",
            40.0 / timed(2, &NoneKept)
        );
        println!("haringey: two threads have an efficiency of {efficiency:.2} (median of 5)");
        println!("haringey: a journal costs {:.1} % (median of 9)", 100.0 * (journal - 1.0));
    }
}

/// What pairing saves: how many times as many replications the same interval of the difference would take without it.
fn pairs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let file = |name: &str| folder.join(name);
    let base = load(&file("haringey.toml"), &Overrides::none().replications(100))
        .expect("what is shipped is sound");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("scenarios are shipped")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.starts_with("haringey-") && name.ends_with(".toml"))
        .collect();
    names.sort();
    let solved = pilot::solve(&base.scenario, &NoStore, &runner::run_rounds(0));
    let options = RunOptions { twin: Twin::Without, threads: 0, keep: Keep::All };
    let stop = std::sync::atomic::AtomicBool::new(false);
    let known = Setting::new(&base.scenario, &solved);
    let of_base = runner::run(&known, options, &Quiet, &stop);
    for name in names {
        let side = load(&file(&name), &Overrides::none().replications(100))
            .expect("what is shipped is sound")
            .scenario;
        // Each as the program runs it: a variant with other stages has normal times for them.
        let solved_here = pilot::solve(&side, &NoStore, &runner::run_rounds(0));
        let own = Setting::new(&side, &solved_here);
        let of_side = runner::run(&own, options, &Quiet, &stop);
        let runs = [
            Runs { setting: &known, experiment: &of_base },
            Runs { setting: &own, experiment: &of_side },
        ];
        let named = |id: &str| NamedSide {
            id: id.to_owned(),
            name: id.to_owned(),
            hash: String::new(),
            warnings: Vec::new(),
        };
        let about = AboutComparison {
            run_id: String::new(),
            sides: vec![named("haringey"), named(&name)],
            baseline: 0,
            notes: Vec::new(),
            not_for: "",
        };
        let found = compare(&runs, about).expect("variants of one scenario can be compared");
        let ratio = |id: &str| {
            let measure =
                found.against[0].measures.iter().find(|measure| measure.id.to_string() == id)?;
            measure.periods.iter().find(|period| period.period == found.period.id)?.variance_ratio
        };
        let text = |id: &str| ratio(id).map_or("-".to_owned(), |ratio| format!("{ratio:.1}"));
        #[expect(clippy::print_stdout, reason = "a benchmark's result is what it prints")]
        {
            println!(
                "{name}: pairing is worth {} times the replications for the miss rate, {} for children missed, {} for harms",
                text("miss_rate"),
                text("missed"),
                text("expected_harms")
            );
        }
    }
}

/// Peak memory of the program itself by number of replications; only Linux tells it without another tool.
#[cfg(target_os = "linux")]
fn memory() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let peak = |replications: u32| -> Option<f64> {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_surge-sim"))
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/workshop.toml"))
            .args([
                "--no-plots",
                "--quiet",
                "--force",
                "--fresh",
                "--replications",
                &replications.to_string(),
                "--out",
            ])
            .arg(home.path().join("out"))
            .env("SURGE_SIM_REPLICATIONS", home.path().join("kept"))
            .stdout(std::process::Stdio::null())
            .spawn()
            .ok()?;
        let mut peak = None;
        while child.try_wait().ok()?.is_none() {
            let status =
                std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
            let high = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            peak = high
                .and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<f64>().ok())
                .or(peak);
            std::thread::sleep(Duration::from_millis(20));
        }
        peak.map(|kilobytes| kilobytes / 1024.0)
    };
    let known = peak(256);
    for replications in [256_u32, 1024, 4096] {
        if let (Some(known), Some(peak)) = (known, peak(replications)) {
            #[expect(clippy::print_stdout, reason = "a benchmark's result is what it prints")]
            {
                println!(
                    "workshop: {replications} replications need {peak:.0} MB, {:.2} times 256",
                    peak / known
                );
            }
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn memory() {}

fn haringey(c: &mut Criterion) {
    memory();
    pairs();
    experiments();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/haringey.toml");
    let scenario = load(&file, &Overrides::none()).expect("what is shipped is sound").scenario;
    let solved = pilot::solve(&scenario, &NoStore, &runner::run_rounds(0));
    let setting = Setting::new(&scenario, &solved);
    let mut scratch = Scratch::default();
    let mut one = |index: u32, twin: Twin| {
        events(&replicate(&setting, index, twin, &mut scratch, &mut |_, _| {}))
    };

    let of_20 = |one: &mut dyn FnMut(u32, Twin) -> u64, twin: Twin| {
        let begun = Instant::now();
        let count: u64 = (0..20).map(|index| one(index, twin)).sum();
        (begun.elapsed(), count)
    };
    of_20(&mut one, Twin::With);
    let (alone, count) = of_20(&mut one, Twin::Without);
    let (paired, both) = of_20(&mut one, Twin::With);
    let per_second = |count: u64, time: Duration| count as f64 / time.as_secs_f64() / 1e6;
    #[expect(clippy::print_stdout, reason = "a benchmark's result is what it prints")]
    {
        println!(
            "haringey, one core: {:.2} million events a second without twin",
            per_second(count, alone)
        );
        println!(
            "haringey, one core: {:.2} million events a second with twin",
            per_second(both, paired)
        );
        println!(
            "haringey: a pair costs {:.2} single runs",
            paired.as_secs_f64() / alone.as_secs_f64()
        );
    }

    // The organisation around the work: the same file with every block of it off.
    let off = [
        "culture=\"none\"",
        "feedback=\"none\"",
        "costs=\"none\"",
        "case_reviews=\"none\"",
        "inspection=[]",
    ];
    let plain = off.iter().fold(Overrides::none(), |all, set| all.set(*set));
    let plain = load(&file, &plain).expect("blocks may be switched off").scenario;
    let plain_setting = Setting::new(&plain, &solved);
    let mut plain_scratch = Scratch::default();
    let mut ratios: Vec<f64> = (0..5)
        .map(|_| {
            let mut without = |index: u32, twin: Twin| {
                events(&replicate(&plain_setting, index, twin, &mut plain_scratch, &mut |_, _| {}))
            };
            let (time_off, _) = of_20(&mut without, Twin::With);
            of_20(&mut one, Twin::With).0.as_secs_f64() / time_off.as_secs_f64()
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    #[expect(clippy::print_stdout, reason = "a benchmark's result is what it prints")]
    {
        println!(
            "haringey: everything around the work costs {:.2} times the run with every block off (median of 5)",
            ratios[2]
        );
    }

    let mut group = c.benchmark_group("haringey");
    group.sample_size(20).measurement_time(Duration::from_secs(10));
    for (name, twin) in [("replication", Twin::Without), ("replication with twin", Twin::With)] {
        group.throughput(Throughput::Elements(one(0, twin)));
        group.bench_function(name, |b| b.iter(|| black_box(one(black_box(0), twin))));
    }
    group.finish();
}

criterion_group!(benches, haringey);
criterion_main!(benches);
