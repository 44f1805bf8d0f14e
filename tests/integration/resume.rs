//! A run that is stopped goes on, and asking for more reuses what is there.

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;

use crate::harness::{Home, said};

/// The program in its folder, keeping replications in `kept`.
fn keeping(home: &Home, args: &[&str]) -> Command {
    let mut command = home.command(args);
    command.env("SURGE_SIM_REPLICATIONS", home.path("kept"));
    command
}

#[track_caller]
fn succeed(home: &Home, args: &[&str]) -> String {
    let said = said(&mut keeping(home, args));
    assert_eq!(said.status, Some(0), "{}", said.err);
    said.out
}

/// All files that must not depend on how the run came about.
fn lasting(home: &Home, folder: &str) -> Vec<(String, Vec<u8>)> {
    home.files(folder).into_iter().filter(|(name, _)| name != "timing.json").collect()
}

fn journal(home: &Home) -> PathBuf {
    let mut kept = fs::read_dir(home.path("kept")).expect("replications are kept");
    let first = kept.next().expect("there is one").expect("it can be read").path();
    assert!(kept.next().is_none(), "one experiment, one journal");
    first
}

const RUN: [&str; 4] = ["small.toml", "--no-plots", "--replications", "12"];

fn run<'a>(more: &[&'a str]) -> Vec<&'a str> {
    RUN.iter().copied().chain(more.iter().copied()).collect()
}

#[test]
fn asking_for_more_reuses_the_old_ones_and_gives_what_a_whole_run_gives() {
    let home = Home::new();
    succeed(&home, &["small.toml", "--no-plots", "--replications", "5", "--out", "few"]);
    let screen = succeed(&home, &run(&["--out", "more"]));
    assert!(screen.contains("5 of them kept from an earlier run"), "{screen}");
    assert_eq!(home.json("more/timing.json")["reused"], 5);
    let again = succeed(&home, &run(&["--out", "again"]));
    assert!(again.contains("all kept from an earlier run"), "{again}");
    let fresh = succeed(&home, &run(&["--out", "fresh", "--fresh"]));
    assert!(fresh.contains("million events a second"), "{fresh}");
    let whole = lasting(&home, "fresh");
    assert!(whole == lasting(&home, "more"), "reused replications are the replications");
    assert!(whole == lasting(&home, "again"));
    // Fewer than there are.
    let fewer = succeed(&home, &["small.toml", "--no-plots", "--replications", "5", "--out", "fewer"]);
    assert!(fewer.contains("all kept"), "{fewer}");
    assert!(lasting(&home, "fewer") == lasting(&home, "few"));
}

#[test]
fn another_seed_twin_or_value_reuses_nothing() {
    let home = Home::new();
    succeed(&home, &run(&["--out", "one"]));
    for change in
        [&["--seed", "3"][..], &["--no-counterfactual"], &["--set", "triage.gain=0.3"], &["--without", "rush"]]
    {
        let screen = succeed(&home, &run(&[change, &["--out", "other"]].concat()));
        assert!(!screen.contains("kept from an earlier run"), "{change:?}\n{screen}");
    }
}

/// Killed at any moment: whatever the journal holds by then, the same command ends with the same bytes.
#[test]
fn a_journal_cut_off_anywhere_leads_to_the_same_bytes() {
    let home = Home::new();
    succeed(&home, &run(&["--out", "whole"]));
    let (path, whole) = (journal(&home), lasting(&home, "whole"));
    let bytes = fs::read(&path).expect("it is there");
    for cut in [0, 7, 40, bytes.len() / 3, bytes.len() / 2, bytes.len() - 1] {
        fs::write(&path, &bytes[..cut]).expect("it can be written");
        succeed(&home, &run(&["--out", "after"]));
        assert!(lasting(&home, "after") == whole, "cut at {cut} of {}", bytes.len());
    }
}

#[cfg(unix)]
#[test]
fn a_run_killed_without_warning_goes_on_to_the_same_bytes() {
    use std::process::Stdio;
    use std::thread::sleep;
    use std::time::Duration;
    let home = Home::new();
    let many = ["small.toml", "--no-plots", "--quiet", "--threads", "1", "--replications", "300", "--out", "out"];
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_surge-sim"))
        .current_dir(home.path(""))
        .args(many)
        .env("SURGE_SIM_CACHE", home.path("cache"))
        .env("SURGE_SIM_REPLICATIONS", home.path("kept"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let written = || {
        let kept = fs::read_dir(home.path("kept")).into_iter().flatten().flatten();
        kept.filter_map(|file| file.metadata().ok()).map(|file| file.len()).sum::<u64>()
    };
    for _ in 0..1200 {
        if written() > 200_000 || child.try_wait().is_ok_and(|ended| ended.is_some()) {
            break;
        }
        sleep(Duration::from_millis(25));
    }
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    assert!(!home.path("out").exists(), "it was killed before its end, and nothing half-written is there");
    let screen = succeed(&home, &many);
    assert!(screen.contains("of them kept from an earlier run"), "{screen}");
    let mut command = home.command(&many);
    command.args(["--force"]);
    let resumed = lasting(&home, "out");
    assert_eq!(said(&mut command).status, Some(0));
    for ((name, bytes), (_, resumed)) in lasting(&home, "out").into_iter().zip(resumed) {
        assert!(bytes == resumed, "{name}");
    }
    // Past 256 single replications are no longer held in memory, and are in the table all the same.
    let table = fs::read_to_string(home.path("out/replications.csv")).expect("it is there");
    assert!((0..300).all(|index| table.contains(&format!("\n{index},twin,year_after,missed,"))));
}

#[test]
fn a_damaged_journal_is_named_before_any_work_and_nothing_is_lost() {
    let home = Home::new();
    succeed(&home, &run(&["--out", "whole"]));
    let path = journal(&home);
    let mut bytes = fs::read(&path).expect("it is there");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    fs::write(&path, &bytes).expect("it can be written");
    let refused = said(&mut keeping(&home, &run(&["--out", "after"])));
    assert_eq!(refused.status, Some(2), "{}", refused.err);
    assert!(refused.err.contains("damaged at record") && refused.err.contains("--fresh"), "{}", refused.err);
    assert!(!home.path("after").exists());
    assert_eq!(fs::read(&path).expect("it is there"), bytes);
    succeed(&home, &run(&["--out", "after", "--fresh"]));
    assert!(lasting(&home, "after") == lasting(&home, "whole"));
}
