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
    let fewer =
        succeed(&home, &["small.toml", "--no-plots", "--replications", "5", "--out", "fewer"]);
    assert!(fewer.contains("all kept"), "{fewer}");
    assert!(lasting(&home, "fewer") == lasting(&home, "few"));
}

#[test]
fn another_seed_twin_or_value_reuses_nothing() {
    let home = Home::new();
    succeed(&home, &run(&["--out", "one"]));
    for change in [
        &["--seed", "3"][..],
        &["--no-counterfactual"],
        &["--set", "triage.gain=0.3"],
        &["--without", "rush"],
    ] {
        let folder = change[0].trim_start_matches('-');
        let screen = succeed(&home, &run(&[change, &["--out", folder]].concat()));
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

/// A power cut: room was made on the disk for records that never reached it.
#[test]
fn a_tail_of_zeros_is_made_again_without_a_word_of_fresh() {
    let home = Home::new();
    succeed(&home, &run(&["--out", "whole"]));
    let (path, whole) = (journal(&home), lasting(&home, "whole"));
    let bytes = fs::read(&path).expect("it is there");
    for (from, length) in [
        (bytes.len(), 4096),
        (bytes.len() / 2, bytes.len()),
        (bytes.len() / 3, bytes.len() + 4096),
        (9, 99),
    ] {
        let mut zeroed = bytes[..from].to_vec();
        zeroed.resize(if from == bytes.len() { from + length } else { length }, 0);
        fs::write(&path, &zeroed).expect("it can be written");
        let screen = succeed(&home, &run(&["--out", "after"]));
        assert_eq!(screen.contains("kept from an earlier run"), from > 9, "{from}: {screen}");
        assert!(lasting(&home, "after") == whole, "zeros from {from} of {}", bytes.len());
    }
}

/// Whoever can make a hash can make any record: it is run again, and said.
#[test]
fn kept_replications_that_are_none_are_run_again_and_said() {
    use surge_sim::experiment::journal::{Journal, begin, frame};
    let home = Home::new();
    succeed(&home, &run(&["--out", "whole"]));
    let (path, whole) = (journal(&home), lasting(&home, "whole"));
    let kept = Journal::read_only(&path).expect("sound");
    let mut bytes = Vec::new();
    begin(kept.owner(), &mut bytes).expect("memory is patient");
    for entry in kept.records() {
        let mut record = kept.read(&entry).expect("it is there");
        match entry.tag {
            1 => record[16..24].copy_from_slice(&f64::INFINITY.to_le_bytes()),
            2 => record.truncate(1000),
            3 => record.clear(),
            _ => {}
        }
        bytes.extend(frame(entry.tag, &record));
    }
    fs::write(&path, bytes).expect("it can be written");
    let mended = said(&mut keeping(&home, &run(&["--out", "after"])));
    assert_eq!(mended.status, Some(0), "{}", mended.err);
    assert!(
        mended
            .err
            .contains("note: 3 kept replications damaged, or not of this scenario; run again"),
        "{}",
        mended.err
    );
    assert!(mended.out.contains("9 of them kept from an earlier run"), "{}", mended.out);
    assert!(lasting(&home, "after") == whole);
    let again = said(&mut keeping(&home, &run(&["--out", "again"])));
    assert!(
        again.out.contains("all kept from an earlier run") && !again.err.contains("note"),
        "{}",
        again.err
    );
    assert!(lasting(&home, "again") == whole);
}

/// Past two gigabytes room is made: by this program's files, and by nothing that anybody else has put there.
#[test]
fn a_file_of_the_users_in_the_folder_of_kept_replications_stays() {
    let home = Home::new();
    fs::create_dir(home.path("kept")).expect("it can be made");
    // Files with holes: they take no room on the disk.
    let put = |name: &str, text: &str| {
        home.write(name, text);
        let file = fs::File::options().write(true).open(home.path(name)).expect("it is there");
        file.set_len(3_000_000_000).expect("it can be stretched");
        file.set_modified(std::time::UNIX_EPOCH).expect("it can be aged");
        home.path(name)
    };
    let stays = [
        put("kept/notes.journal", "my notes"),
        put(&format!("kept/{}.journal", "a".repeat(64)), "my notes"),
        put("kept/shard-1-of-2.journal", "surge-sim journal 2\nmine\n"),
    ];
    let goes = put(&format!("kept/{}.journal", "b".repeat(64)), "surge-sim journal 1\nours\n");
    succeed(&home, &run(&["--out", "out"]));
    assert!(stays.iter().all(|path| path.is_file()));
    assert!(!goes.exists(), "ours, and the oldest");
}

/// A limit on the size of files stands in for a full disk: the journals are the largest files of a comparison.
#[cfg(target_os = "linux")]
#[test]
fn a_replication_that_could_not_be_kept_is_said() {
    let home = Home::new();
    home.write(
        "more.toml",
        "extends = \"small.toml\"\nname = \"More\"\n[referrals]\nper_year = 330\n",
    );
    let limited = |kilobytes: u32| {
        let script = format!(
            "trap '' XFSZ; ulimit -f {kilobytes}; exec '{}' compare small.toml more.toml --no-plots --replications 40 --out out --force",
            env!("CARGO_BIN_EXE_surge-sim")
        );
        let mut command = Command::new("bash");
        command
            .current_dir(home.path(""))
            .args(["-c", &script])
            .env("SURGE_SIM_CACHE", home.path("cache"));
        said(command.env("SURGE_SIM_REPLICATIONS", home.path("kept")))
    };
    let few = limited(KILOBYTES);
    assert_eq!(few.status, Some(0), "{}", few.err);
    assert!(few.err.contains("note: not every replication could be kept: "), "{}", few.err);
    assert!(few.err.contains(".journal: File too large"), "{}", few.err);
    // What is there is sound, and used.
    let enough = limited(1_000_000);
    assert!(enough.status == Some(0) && !enough.err.contains("note"), "{}", enough.err);
}

/// Less than forty replications take, and more than any file of a comparison does.
#[cfg(target_os = "linux")]
const KILOBYTES: u32 = 900;

#[cfg(unix)]
#[test]
fn a_run_killed_without_warning_goes_on_to_the_same_bytes() {
    use std::process::Stdio;
    use std::thread::sleep;
    use std::time::Duration;
    let home = Home::new();
    let many = [
        "small.toml",
        "--no-plots",
        "--quiet",
        "--threads",
        "1",
        "--replications",
        "300",
        "--out",
        "out",
    ];
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
    assert!(
        !home.path("out").exists(),
        "it was killed before its end, and nothing half-written is there"
    );
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
    assert!((0..300).all(|index| table.contains(&format!("\n{index},twin,year_after,"))));
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
    assert!(
        refused.err.contains("damaged at record") && refused.err.contains("--fresh"),
        "{}",
        refused.err
    );
    assert!(!home.path("after").exists());
    assert_eq!(fs::read(&path).expect("it is there"), bytes);
    succeed(&home, &run(&["--out", "after", "--fresh"]));
    assert!(lasting(&home, "after") == lasting(&home, "whole"));
}
