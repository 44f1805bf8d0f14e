//! Shards made anywhere and merged are the run on one machine, to the byte; shards that are not one experiment are refused.

use std::fs;

use surge_sim::experiment::journal::{Journal, begin, frame};

use crate::harness::{Home, SMALL};

const RUN: [&str; 3] = ["small.toml", "--replications", "12"];

/// Files that must not depend on the machine: all but the timing.
fn lasting(home: &Home, folder: &str) -> Vec<(String, Vec<u8>)> {
    home.files(folder).into_iter().filter(|(name, _)| name != "timing.json").collect()
}

/// What is printed above the last line, which says how long it took and where the files are.
fn above_last_line(text: &str) -> String {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    lines[..lines.len() - 1].join("\n")
}

#[track_caller]
fn shard(home: &Home, of: u32, index: u32, folder: &str, more: &[&str]) -> String {
    let (of, index) = (of.to_string(), index.to_string());
    let part = ["shard", "--of", &of, "--index", &index, "--out", folder, "--quiet"];
    let more = if more.is_empty() { &RUN[..] } else { more };
    home.succeed(&[&part, more].concat()).out
}

/// A home with the shards of one experiment in `parts`.
#[track_caller]
fn shards(of: u32) -> Home {
    let home = Home::new();
    (1..=of).for_each(|index| drop(shard(&home, of, index, "parts", &[])));
    home
}

#[test]
fn merged_shards_are_the_run_on_one_machine_to_the_byte() {
    let home = Home::new();
    let run = home.succeed(&[&RUN[..], &["--out", "one"]].concat());
    let whole = lasting(&home, "one");
    let shared = [(1, "parts-of-1"), (2, "parts-of-2"), (5, "parts-of-5")];
    for (of, folder) in shared {
        (1..=of).for_each(|index| drop(shard(&home, of, index, folder, &[])));
    }
    // Another machine has the shards and nothing else.
    fs::remove_file(home.path("small.toml")).expect("it is there");
    for (of, folder) in shared {
        let merged = home.succeed(&["merge", folder, "--out", "merged"]);
        for ((name, bytes), (expected, one)) in lasting(&home, "merged").iter().zip(&whole) {
            assert!(
                name == expected && bytes == one,
                "{name} of {of} shards differs from {expected}"
            );
        }
        assert_eq!(lasting(&home, "merged").len(), whole.len());
        assert_eq!(above_last_line(&merged.out), above_last_line(&run.out));
        assert!(merged.out.contains(&format!("merged from {of} shard")), "{}", merged.out);
    }
}

/// Shards come from as many places as there are machines, and are named one by one or by their folder.
#[test]
fn options_go_with_the_shards_and_places_do_not() {
    let home = Home::new();
    let changed =
        [&RUN[..], &["--set", "referrals.per_year=310", "--without", "rush", "--seed", "9"]]
            .concat();
    let changed = [&changed[..], &["--no-counterfactual"]].concat();
    home.succeed(&[&changed[..], &["--no-plots", "--out", "one"]].concat());
    shard(&home, 3, 2, "here", &changed);
    shard(&home, 3, 1, "here", &[&changed[..], &["--threads", "1"]].concat());
    shard(&home, 3, 3, "there/deep", &changed);
    let merge = ["merge", "there/deep/shard-3-of-3.journal", "here", "here/shard-1-of-3.journal"];
    let json = home.succeed(&[&merge[..], &["--no-plots", "--json", "--out", "merged"]].concat());
    assert!(lasting(&home, "merged") == lasting(&home, "one"));
    assert_eq!(json.out.trim_end().as_bytes(), home.read("one/results.json").trim_ascii_end());
}

/// Where nothing tells the twin from the run, it is still known what was asked for.
#[test]
fn a_scenario_without_publicity_keeps_its_run_id() {
    let home = Home::new();
    let (before, after) =
        (SMALL.find("[[publicity]]").expect("there"), SMALL.find("[[teams]]").expect("there"));
    home.write("calm.toml", [&SMALL[..before], &SMALL[after..]].concat());
    for (option, name) in [(&[][..], "with"), (&["--no-counterfactual"], "without")] {
        let run = [&["calm.toml", "--replications", "2"], option].concat();
        home.succeed(&[&run[..], &["--no-plots", "--out", name]].concat());
        let parts = format!("parts-{name}");
        (1..=2).for_each(|index| drop(shard(&home, 2, index, &parts, &run)));
        let merged = format!("merged-{name}");
        home.succeed(&["merge", &parts, "--no-plots", "--out", &merged]);
        assert!(lasting(&home, &merged) == lasting(&home, name), "{name}");
    }
    assert_ne!(
        home.json("with/results.json")["run_id"],
        home.json("without/results.json")["run_id"]
    );
}

#[test]
fn nobody_referred_is_no_reason_not_to_merge() {
    let home = Home::new();
    let run = [&RUN[..2], &["2", "--set", "referrals.per_year=0"]].concat();
    home.succeed(&[&run[..], &["--no-plots", "--out", "one"]].concat());
    (1..=2).for_each(|index| drop(shard(&home, 2, index, "parts", &run)));
    home.succeed(&["merge", "parts", "--no-plots", "--out", "merged"]);
    assert!(lasting(&home, "merged") == lasting(&home, "one"));
}

/// Killed at any moment: the same command goes on, and the file's bytes do not tell.
#[test]
fn a_shard_cut_off_anywhere_ends_with_the_same_bytes() {
    let home = Home::new();
    let path = "parts/shard-1-of-2.journal";
    let said = shard(&home, 2, 1, "parts", &[&RUN[..], &["--threads", "1"]].concat());
    assert!(said.starts_with("shard 1 of 2: 6 replications of 12 in "), "{said}");
    let bytes = home.read(path);
    for cut in [0, 7, 300, bytes.len() / 3, bytes.len() / 2, bytes.len() - 1] {
        home.write(path, &bytes[..cut]);
        let said = shard(&home, 2, 1, "parts", &[]);
        assert_eq!(said.contains("of them there already"), cut > bytes.len() / 4, "{cut}: {said}");
        assert!(home.read(path) == bytes, "cut at {cut} of {}", bytes.len());
    }
    let again = shard(&home, 2, 1, "parts", &[]);
    assert!(again.contains("6 of them there already"), "{again}");
    let fresh = shard(&home, 2, 1, "parts", &[&RUN[..], &["--fresh"]].concat());
    assert!(!fresh.contains("already") && home.read(path) == bytes, "{fresh}");
    assert_eq!(home.files("parts").len(), 1, "nothing else is left there");
}

/// Ctrl-C, or a cluster that takes its node back: what is finished stays.
#[cfg(unix)]
#[test]
fn an_interrupted_shard_says_so_and_goes_on() {
    use std::process::{Command, Stdio};
    use std::thread::sleep;
    use std::time::Duration;
    let home = Home::new();
    let many = [
        "shard",
        "small.toml",
        "--replications",
        "300",
        "--of",
        "2",
        "--index",
        "2",
        "--out",
        "parts",
    ];
    let run = Command::new(env!("CARGO_BIN_EXE_surge-sim"))
        .current_dir(home.path(""))
        .args(many)
        .args(["--quiet", "--threads", "1"])
        .env("SURGE_SIM_CACHE", home.path("cache"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let path = home.path("parts/shard-2-of-2.journal");
    for _ in 0..1200 {
        if path.metadata().is_ok_and(|found| found.len() > 100_000) {
            break;
        }
        sleep(Duration::from_millis(25));
    }
    assert!(
        Command::new("kill")
            .args(["-TERM", &run.id().to_string()])
            .status()
            .expect("kill is there")
            .success()
    );
    let output = run.wait_with_output().expect("it ends");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{err}");
    assert!(
        err.contains(
            "of 150 replications are in parts/shard-2-of-2.journal; the same command goes on"
        ),
        "{err}"
    );
    let refused = home.run(&["merge", "parts", "--out", "merged"]);
    assert!(
        refused.status == Some(2) && refused.err.contains("of its 150 replications are missing"),
        "{}",
        refused.err
    );
    assert!(home.succeed(&many).out.contains("of them there already"));
}

/// What merging says of the home's folders, and that it did nothing.
#[track_caller]
fn refused(home: &Home, paths: &[&str]) -> String {
    let before = home.names();
    let said = home.run(&[&["merge"], paths, &["--out", "merged"]].concat());
    assert_eq!((said.status, said.out.as_str()), (Some(2), ""), "{}", said.err);
    assert_eq!(home.names(), before, "nothing is written");
    format!("$ merge {}\n{}\n", paths.join(" "), said.err)
}

#[test]
fn shards_that_are_not_all_there_once_are_refused() {
    let home = shards(8);
    let mut all = String::new();
    fs::create_dir(home.path("other")).expect("it can be made");
    fs::create_dir(home.path("empty")).expect("it can be made");
    fs::copy(home.path("parts/shard-2-of-8.journal"), home.path("other/shard-2-of-8.journal"))
        .expect("it is copied");
    all += &refused(&home, &["parts", "other"]);
    let aside = |index: u32| {
        let name = format!("shard-{index}-of-8.journal");
        fs::rename(home.path(&format!("parts/{name}")), home.path(&format!("empty/aside-{name}")))
            .expect("it is there");
    };
    aside(7);
    all += &refused(&home, &["parts"]);
    aside(3);
    all += &refused(&home, &["parts"]);
    let five = home.read("parts/shard-5-of-8.journal");
    home.write("parts/shard-5-of-8.journal", &five[..five.len() - 1]);
    all += &refused(&home, &["parts", "other"]);
    all += &refused(&home, &["empty"]);
    all += &refused(&home, &["nowhere", "parts"]);
    insta::assert_snapshot!(all);
}

#[test]
fn shards_of_other_experiments_are_refused() {
    let home = shards(3);
    let other = |name: &str, of: u32, index: u32, more: &[&str]| {
        home.write("other.toml", SMALL.replacen("300", "301", 1));
        shard(&home, of, index, name, more);
        refused(&home, &["parts", name])
    };
    let and = |more: &[&'static str]| [&RUN[..], more].concat();
    let mut all = other("seed", 3, 2, &and(&["--seed", "8"]));
    all += &other("count", 3, 2, &["small.toml", "--replications", "10"]);
    all += &other("number", 4, 2, &and(&[]));
    all += &other("set", 3, 2, &and(&["--set", "triage.gain=0.3"]));
    all += &other("without", 3, 2, &and(&["--without", "rush"]));
    all += &other("twin", 3, 2, &and(&["--no-counterfactual"]));
    all += &other("scenario", 3, 2, &["other.toml", "--replications", "12"]);
    insta::assert_snapshot!(all);
}

/// The shards' own words about themselves, with one text in place of another, and their hash made right again.
fn with_owner(home: &Home, name: &str, from: &str, to: &str) {
    let bytes = home.read(name);
    let lines: Vec<&[u8]> = bytes.splitn(4, |byte| *byte == b'\n').collect();
    let [magic, owner, hash, records] = lines[..] else { panic!("three lines and records") };
    let owner = std::str::from_utf8(owner).expect("it is text");
    assert_eq!(blake3::hash(owner.as_bytes()).to_hex().as_bytes(), hash);
    assert!(owner.contains(from), "{owner}");
    let owner = owner.replacen(from, to, 1);
    let hash = blake3::hash(owner.as_bytes()).to_hex();
    home.write(name, [magic, owner.as_bytes(), hash.as_bytes(), records].join(&b'\n'));
}

/// The same shard with other bytes as its records, every hash of them right.
fn with_records(home: &Home, name: &str, record: &dyn Fn(u64, Vec<u8>) -> Vec<u8>) {
    let journal = Journal::read_only(&home.path(name)).expect("it is sound");
    let mut bytes = Vec::new();
    begin(journal.owner(), &mut bytes).expect("memory is patient");
    for entry in journal.records() {
        bytes.extend(frame(
            entry.tag,
            &record(entry.tag, journal.read(&entry).expect("it is there")),
        ));
    }
    home.write(name, bytes);
}

/// Whoever can make a hash can make any record: none of them is a panic, nor room for four gigabytes.
#[test]
fn shards_whose_records_are_none_are_refused_though_their_hashes_are_right() {
    let home = shards(3);
    let second = "parts/shard-2-of-3.journal";
    let sound = home.read(second);
    let nan = |mut bytes: Vec<u8>| {
        // Behind the index and the number of counters.
        bytes[16..24].copy_from_slice(&f64::NAN.to_le_bytes());
        bytes
    };
    let long = |mut bytes: Vec<u8>| {
        bytes[8..16].copy_from_slice(&u64::MAX.to_le_bytes());
        bytes
    };
    let short = |mut bytes: Vec<u8>| {
        // One counter less, and the rest of the record moved up: whole in itself.
        let count = u64::from_le_bytes(bytes[8..16].try_into().expect("eight")) - 1;
        bytes[8..16].copy_from_slice(&count.to_le_bytes());
        bytes.drain(16..24);
        bytes
    };
    let spoilt: [&dyn Fn(u64, Vec<u8>) -> Vec<u8>; 5] = [
        &|_, bytes| nan(bytes),
        &|_, bytes| long(bytes),
        &|_, bytes| short(bytes),
        &|_, _| b"a letter".to_vec(),
        // That of another index.
        &|tag, mut bytes| {
            bytes[..8].copy_from_slice(&(tag + 1).to_le_bytes());
            bytes
        },
    ];
    for spoil in spoilt {
        with_records(&home, second, spoil);
        let said = refused(&home, &["parts"]);
        assert!(
            said.contains("shard-2-of-3.journal: replication 1 is not what such a replication is"),
            "{said}"
        );
        // The same command makes them again, and says so.
        let mended = home.succeed(
            &[&["shard", "--of", "3", "--index", "2", "--out", "parts"], &RUN[..]].concat(),
        );
        assert!(
            mended
                .err
                .contains("note: 4 kept replications damaged, or not of this scenario; run again"),
            "{}",
            mended.err
        );
        assert!(home.read(second) == sound);
    }
    let text = |from: &str, to: &str| {
        with_owner(&home, second, from, to);
        let said = refused(&home, &[second]);
        home.write(second, &sound);
        said
    };
    let said = text("\"onset_per_day\":", "\"onset_per_day\":1e300,\"x\":");
    assert!(said.contains("no shard"), "{said}");
    let said = text("\"prior_precision\":", "\"prior_precision\":-");
    assert!(said.contains("contradicts itself"), "{said}");
    // Not even the hash was made right.
    let mut bytes = sound.clone();
    bytes[100] ^= 1;
    home.write(second, &bytes);
    let said = refused(&home, &["parts"]);
    assert!(said.contains("damaged in its first lines"), "{said}");
}

#[test]
fn shards_of_another_version_or_pilot_are_refused() {
    let home = shards(3);
    let second = "parts/shard-2-of-3.journal";
    let sound = home.read(second);
    let version = format!("\"version\":\"{}\"", env!("CARGO_PKG_VERSION"));
    with_owner(&home, second, &version, "\"version\":\"0.0.1\"");
    let mut all = refused(&home, &["parts"]);
    home.write(second, &sound);
    let build = format!("\"build\":\"{}\"", env!("SURGE_SIM_BUILD"));
    with_owner(&home, second, &build, "\"build\":\"0123456789abcdef\"");
    all += &refused(&home, &["parts"]);
    home.write(second, &sound);
    with_owner(&home, second, "\"pressure_normal\":", "\"pressure_normal\":1");
    all += &refused(&home, &["parts"]);
    home.write(second, &sound);
    with_owner(&home, second, "\"key\":\"", "\"key\":\"0");
    all += &refused(&home, &["parts"]);
    all += &refused(&home, &[second]);
    let all = all
        .replace(env!("CARGO_PKG_VERSION"), "VERSION")
        .replace(&env!("SURGE_SIM_BUILD")[..12], "BUILD");
    insta::assert_snapshot!(all);
}

#[test]
fn damaged_shards_and_other_files_are_refused() {
    let home = shards(3);
    home.succeed(&["small.toml", "--no-plots", "--out", "run"]);
    let second = "parts/shard-2-of-3.journal";
    let sound = home.read(second);
    let mut bytes = sound.clone();
    let middle = bytes.len() - bytes.len() / 4 - 2000;
    bytes[middle] ^= 0x55;
    home.write(second, &bytes);
    let mut all = refused(&home, &["parts"]);
    let again =
        home.run(&[&["shard", "--of", "3", "--index", "2", "--out", "parts"], &RUN[..]].concat());
    all += &format!("$ shard\n{}\n", again.err);
    assert_eq!((again.status, home.read(second) == bytes), (Some(2), true), "it is left as it is");
    home.write(second, "a letter\n");
    all += &refused(&home, &["parts"]);
    let kept = home.run(
        &[&["shard", "--of", "3", "--index", "2", "--out", "parts", "--fresh"], &RUN[..]].concat(),
    );
    all += &format!("$ shard --fresh\n{}\n", kept.err);
    assert_eq!((kept.status, home.read(second)), (Some(2), b"a letter\n".to_vec()));
    home.write(second, &sound);
    all += &refused(&home, &["run/replications.journal"]);
    all += &refused(&home, &["small.toml"]);
    insta::with_settings!({ filters => vec![(r"byte \d+", "byte N")] }, { insta::assert_snapshot!(all) });
}

#[test]
fn a_folder_whose_files_would_be_lost_is_not_merged_into() {
    let home = shards(2);
    fs::create_dir(home.path("mine")).expect("it can be made");
    home.write("mine/notes.txt", "mine");
    let said = home.run(&["merge", "parts", "--out", "mine"]);
    assert!(said.status == Some(2) && said.err.contains("mine/notes.txt"), "{}", said.err);
    let said = home.run(&["merge", "parts", "--out", "parts"]);
    assert!(said.status == Some(2) && home.files("parts").len() == 2, "{}", said.err);
}

#[test]
fn parts_that_cannot_be_are_refused_before_any_work() {
    let home = Home::new();
    home.write(
        "precise.toml",
        SMALL.replacen("count = 4\n", "precision = 0.05\nmin = 4\nmax = 8\n", 1),
    );
    home.write("file", "a file");
    let before = home.names();
    let mut all = String::new();
    for args in [
        &["small.toml", "--of", "0", "--index", "1"][..],
        &["small.toml", "--of", "2", "--index", "0"],
        &["small.toml", "--of", "2", "--index", "3"],
        &["small.toml", "--of", "5", "--index", "1"],
        &["precise.toml", "--of", "2", "--index", "1"],
        &["missing.toml", "--of", "2", "--index", "1"],
    ] {
        let said = home.run(&[&["shard"], args, &["--out", "parts"]].concat());
        assert_eq!(said.status, Some(2), "{args:?}: {}", said.err);
        all += &format!("$ shard {}\n{}\n", args.join(" "), said.err);
    }
    let said = home.run(&["shard", "small.toml", "--of", "2", "--index", "1", "--out", "file"]);
    all += &format!("$ shard --out file\n{}\n", said.err);
    assert_eq!((said.status, home.names()), (Some(2), before));
    shard(&home, 2, 1, "parts", &["precise.toml", "--replications", "4"]);
    let said = home.run(&["shard", "small.toml", "--of", "2", "--index", "1", "--out", "parts"]);
    all += &format!("$ shard of another experiment\n{}\n", said.err);
    assert_eq!(said.status, Some(2));
    insta::assert_snapshot!(all);
}

/// A script for an engine, without the version.
#[track_caller]
fn script(home: &Home, engine: &str, args: &[&str]) -> String {
    let said = home.succeed(&[&["jobs", "--engine", engine], args].concat());
    said.out.replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

const ODD: &str = "Bradford's größte {schätzung}.toml";

#[test]
fn a_script_for_slurm() {
    let home = Home::new();
    home.write(ODD, SMALL);
    let plain = script(&home, "slurm", &["small.toml", "--shards", "4"]);
    let changes = [
        "--set",
        "name=\"It's $HOME\"",
        "--without",
        "rush",
        "--seed",
        "9",
        "--replications",
        "12",
    ];
    let odd = [&[ODD, "--shards", "12", "--no-counterfactual", "--out", "50 % off"][..], &changes]
        .concat();
    insta::assert_snapshot!(plain + "\n" + &script(&home, "slurm", &odd));
}

#[test]
fn a_script_for_snakemake() {
    let home = Home::new();
    let odd = "Bradford's größte schätzung.toml";
    home.write(odd, SMALL);
    let plain = script(&home, "snakemake", &["small.toml", "--shards", "4"]);
    let changes = ["--set", "name=\"It's $HOME {x}\"", "--replications", "12"];
    let odd = [&[odd, "--shards", "12", "--out", "50 % off/ä"][..], &changes].concat();
    insta::assert_snapshot!(plain + "\n" + &script(&home, "snakemake", &odd));
}

#[test]
fn a_script_that_cannot_be_is_refused() {
    let home = Home::new();
    home.write("{small}.toml", SMALL);
    let mut all = String::new();
    for args in [
        &["--engine", "slurm", "--shards", "0"][..],
        &["--engine", "slurm", "--shards", "5"],
        &["--engine", "snakemake", "--shards", "2", "--out", "a{b}"],
        &["--engine", "snakemake", "--shards", "2", "{small}.toml"],
        &["--engine", "make", "--shards", "2"],
        &["--engine", "slurm", "--shards", "2", "--write", "small.toml"],
    ] {
        let file = if args.contains(&"{small}.toml") { &[][..] } else { &["small.toml"] };
        let said = home.run(&[&["jobs"], file, args].concat());
        assert_eq!(said.status, Some(2), "{args:?}: {}", said.err);
        all += &format!("$ jobs {}\n{}\n", args.join(" "), said.err);
    }
    assert_eq!(home.names(), ["small.toml", "{small}.toml"]);
    assert_eq!(home.read("small.toml"), SMALL.as_bytes());
    insta::assert_snapshot!(all);
}

/// The script as a shell reads it, with something in Slurm's place that runs every job at once.
#[cfg(target_os = "linux")]
#[test]
fn the_script_for_slurm_runs_whatever_the_files_are_called() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    home.write(ODD, SMALL);
    let run = [ODD, "--replications", "4", "--set", "name=\"It's $HOME `x`\""];
    home.succeed(&[&run[..], &["--out", "one"]].concat());
    let wrote = home.succeed(
        &[
            &[
                "jobs",
                "--engine",
                "slurm",
                "--shards",
                "3",
                "--out",
                "50 % off/it's",
                "--write",
                "a job",
            ],
            &run[..],
        ]
        .concat(),
    );
    assert!(wrote.out.ends_with("wrote a job; run it with: bash 'a job'\n"), "{}", wrote.out);
    fs::create_dir(home.path("bin")).expect("it can be made");
    let sbatch = "#!/usr/bin/env bash\nset -e\ncat > job\ncase \"$*\" in\n\
                  *--array=1-3*) for i in 1 2 3; do SLURM_ARRAY_TASK_ID=$i bash job >&2; done ;;\n\
                  *--dependency=afterok:7\\ *--account=us*) bash job >&2 ;;\nesac\necho 7\\;cluster\n";
    home.write("bin/sbatch", sbatch);
    fs::set_permissions(home.path("bin/sbatch"), fs::Permissions::from_mode(0o755))
        .expect("it can be made to run");
    let path = std::env::var("PATH").unwrap_or_default();
    // The variables that the harness gives every run.
    let output = std::process::Command::new("bash")
        .current_dir(home.path(""))
        .args(["a job", "--account=us"])
        .env("PATH", format!("{}:{path}", home.path("bin").display()))
        .env("SURGE_SIM", env!("CARGO_BIN_EXE_surge-sim"))
        .env("SURGE_SIM_CACHE", home.path("cache"))
        .env("SURGE_SIM_REPLICATIONS", "")
        .output()
        .expect("bash is there");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(said, "shards: job 7; merging: job 7\n");
    assert!(lasting(&home, "50 % off/it's") == lasting(&home, "one"));
}
