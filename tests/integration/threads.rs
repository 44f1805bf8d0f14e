//! However many threads are asked for, there are no more than are of use, and a signal is heeded at once.
#![cfg(target_os = "linux")]

use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::harness::Home;

/// How many threads a process has.
fn threads(process: u32) -> usize {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("Threads:")).unwrap_or("0");
    line.trim().parse().expect("a number")
}

#[test]
fn sixty_thousand_threads_are_a_few_and_the_program_ends_when_it_is_told_to() {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let home = Home::new();
    let mut run = Command::new(env!("CARGO_BIN_EXE_surge-sim"))
        .current_dir(home.path(""))
        .args([
            "small.toml",
            "--no-plots",
            "--replications",
            "50000",
            "--threads",
            "65536",
            "--out",
            "out",
        ])
        .env("SURGE_SIM_CACHE", home.path("cache"))
        .env("SURGE_SIM_REPLICATIONS", home.path("kept"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut most = 0;
    let kept = || {
        let files = fs::read_dir(home.path("kept")).into_iter().flatten().flatten();
        files.filter_map(|file| file.metadata().ok()).map(|file| file.len()).sum::<u64>()
    };
    let begun = Instant::now();
    while kept() < 100_000 && begun.elapsed() < Duration::from_secs(120) {
        most = most.max(threads(run.id()));
        assert!(run.try_wait().expect("it can be asked").is_none(), "it runs on");
        sleep(Duration::from_millis(5));
    }
    // The pool, and those of the program itself: main, signals, the bar.
    assert!((cores..=4 * cores + 4).contains(&most), "{most} threads on {cores} cores");
    let told = Instant::now();
    assert!(
        Command::new("kill")
            .args(["-TERM", &run.id().to_string()])
            .status()
            .expect("kill is there")
            .success()
    );
    let output = run.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(130));
    assert!(told.elapsed() < Duration::from_secs(20), "{:?}", told.elapsed());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains(&format!("note: --threads 65536: {} are used", 4 * cores)), "{said}");
}

#[test]
fn never_more_threads_than_parts() {
    let home = Home::new();
    home.succeed(&[
        "small.toml",
        "--no-plots",
        "--replications",
        "3",
        "--threads",
        "65536",
        "--out",
        "out",
    ]);
    let used = home.json("out/timing.json")["threads"].as_u64().expect("a number");
    let cores = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    assert!(
        used <= 16.min(4 * cores),
        "{used}: sixteen replications of a pilot are the most parts there are"
    );
}
