//! Bad input gets a clear error and the right exit status; nothing is half-written, nothing is lost.

use std::fs;

use crate::harness::{Home, SMALL, said};

/// What is said of a file with this content, whatever is done with it, and that nothing is written.
#[track_caller]
fn refused(name: &str, bytes: &[u8]) -> String {
    let home = Home::new();
    home.write(name, bytes);
    let checked = home.run(&["check", name]);
    let run = home.run(&[name]);
    assert_eq!((checked.status, run.status), (Some(2), Some(2)), "{}", run.err);
    assert_eq!(checked.err, run.err, "check and run say the same");
    assert_eq!((checked.out.as_str(), run.out.as_str()), ("", ""));
    assert!(!home.path("plots").exists(), "nothing is written");
    run.err
}

/// What is said of the small scenario with these options, all refused.
#[track_caller]
fn refused_options(lists: &[&[&str]]) -> String {
    let home = Home::new();
    let mut all = String::new();
    for options in lists {
        let said = home.run(&[&["small.toml"], *options].concat());
        assert_eq!(said.status, Some(2), "{options:?}: {}{}", said.out, said.err);
        all.push_str(&format!("$ {}\n{}\n", options.join(" "), said.err));
    }
    assert_eq!(home.names(), ["small.toml"], "nothing is written");
    all
}

#[track_caller]
fn refused_sets(sets: &[&str]) -> String {
    let lists: Vec<[&str; 2]> = sets.iter().map(|set| ["--set", set]).collect();
    refused_options(&lists.iter().map(|list| &list[..]).collect::<Vec<_>>())
}

/// The small scenario with one text in place of another.
fn small_with(from: &str, to: &str) -> String {
    assert!(SMALL.contains(from), "{from}");
    SMALL.replacen(from, to, 1)
}

#[test]
fn files_that_are_no_scenario() {
    let large = "# x\n".repeat((1 << 18) + 1);
    let said = [
        refused("empty.toml", b""),
        refused("blank.toml", b"  \n\n"),
        refused("binary.toml", b"name = \"x\"\0\x01\x02"),
        refused("latin1.toml", b"schema = 1\nname = \"Caf\xe9\"\n"),
        refused("large.toml", large.as_bytes()),
        refused("prose.toml", b"Dear all,\nplease find attached\n"),
        refused("half.toml", b"name = \"small\"\n[time\nstart = 2021-01-04\n"),
        refused("utf16.toml", b"\xff\xfen\0a\0m\0e\0"),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn paths_that_are_no_file() {
    let home = Home::new();
    fs::create_dir(home.path("folder")).expect("it can be made");
    let mut all = String::new();
    for path in ["missing.toml", "folder", "small.toml/inside", ""] {
        let said = home.run(&[path]);
        assert_eq!(said.status, Some(2), "{path}: {}", said.err);
        all.push_str(&format!("$ {path}\n{}\n", said.err));
    }
    assert_eq!(home.names(), ["folder", "small.toml"]);
    insta::assert_snapshot!(all);
}

/// Root may read everything: then there is nothing to see.
#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    fs::set_permissions(home.path("small.toml"), fs::Permissions::from_mode(0o000))
        .expect("it can be closed");
    if fs::read(home.path("small.toml")).is_ok() {
        return;
    }
    let said = home.run(&["small.toml"]);
    assert_eq!(said.status, Some(2));
    assert!(said.err.contains("small.toml: may not be read (permission denied)"), "{}", said.err);
}

#[test]
fn a_file_of_100_megabytes_is_refused_unread() {
    let home = Home::new();
    let file = fs::File::create(home.path("huge.toml")).expect("it can be made");
    file.set_len(100_000_000).expect("it can be stretched");
    let said = home.run(&["huge.toml"]);
    assert_eq!(said.status, Some(2));
    assert!(said.err.contains("huge.toml: 100000000 bytes, more than the 1 MiB"), "{}", said.err);
}

#[test]
fn keys_that_are_wrong() {
    let said = [
        refused(
            "unknown.toml",
            small_with("per_year = 300", "per_year = 300\nper_yaer = 300").as_bytes(),
        ),
        refused("block.toml", small_with("[referrals]", "[refferals]").as_bytes()),
        refused("missing.toml", small_with("start = 2021-01-04\n", "").as_bytes()),
        refused(
            "twice.toml",
            small_with("per_year = 300", "per_year = 300\nper_year = 301").as_bytes(),
        ),
        refused("nothing.toml", b"name = \"nothing\"\n"),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn numbers_that_are_wrong() {
    insta::assert_snapshot!(refused_sets(&[
        "referrals.per_year=-1",
        "referrals.per_year=nan",
        "referrals.per_year=inf",
        "referrals.per_year=1e300",
        "referrals.per_year=99999999999999999999999999999999999",
        "referrals.per_year=many",
        "time.run_days=0",
        "time.run_days=100000000",
        "teams.assessment.posts.0.count=-3",
        "teams.assessment.posts.0.count=two",
        "replications.count=0",
        "triage.accept_share=1.2",
    ]));
}

#[test]
fn pathways_that_lead_nowhere_or_round_for_ever() {
    let assess = |name: &str, to: &str| {
        format!(
            "\n[[stages]]\nname = \"{name}\"\nkind = \"assess\"\nteam = \"assessment\"\noutcomes = [ {{ to = \"{to}\", share = 1.0 }} ]\n"
        )
    };
    let triage = "\n[triage]\naccepted_to = \"first\"\nurgent_to = \"first\"\n";
    let said = [
        refused("itself.toml", format!("{SMALL}{triage}{}", assess("first", "first")).as_bytes()),
        refused(
            "round.toml",
            format!("{SMALL}{triage}{}{}", assess("first", "second"), assess("second", "first"))
                .as_bytes(),
        ),
        refused("nowhere.toml", format!("{SMALL}{triage}{}", assess("first", "third")).as_bytes()),
        refused(
            "team.toml",
            format!(
                "{SMALL}{triage}{}",
                assess("first", "close").replace("\"assessment\"", "\"asessment\"")
            )
            .as_bytes(),
        ),
        refused("teamless.toml", small_with("name = \"duty\"", "name = \"front door\"").as_bytes()),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn dates_that_are_wrong() {
    let said = [
        refused("no_such_day.toml", small_with("2021-01-04", "2021-02-30").as_bytes()),
        refused("quoted.toml", small_with("2021-01-04", "\"2021-01-04\"").as_bytes()),
        refused(
            "order.toml",
            format!(
                "{SMALL}\n[[targets]]\nmeasure = \"referrals\"\nperiod = [2022-02-01, 2022-01-01]\nlow = 1\nhigh = 2\n"
            )
            .as_bytes(),
        ),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn publicity_outside_the_observed_time_is_strange_and_not_wrong() {
    let home = Home::new();
    for date in ["2032-02-01", "2012-02-01"] {
        home.write("odd.toml", small_with("2022-02-01", date));
        let said = home.run(&["check", "odd.toml"]);
        assert_eq!(said.status, Some(0));
        assert!(
            said.err.contains(&format!("({date}) is outside the observed period")),
            "{}",
            said.err
        );
    }
}

#[test]
fn shares_that_are_nothing() {
    insta::assert_snapshot!(refused_sets(&[
        "referrals.sources.police.share=0",
        "risk.low.share=0",
        "risk.low.share=-0.1",
    ]));
}

#[test]
fn options_that_are_wrong() {
    insta::assert_snapshot!(refused_options(&[
        &["--set", "referals.per_year=300"],
        &["--set", "teams.asessment.caseload_cap=10"],
        &["--set", "teams.assessment.posts.7.count=10"],
        &["--set", "referrals.per_year"],
        &["--set", "=3"],
        &["--set", ""],
        &["--without", "rushing"],
        &["--replications", "0"],
    ]));
}

#[test]
fn what_the_command_line_itself_refuses() {
    let home = Home::new();
    for args in [
        &["small.toml", "--frobnicate"][..],
        &["small.toml", "--seed", "-1"],
        &["small.toml", "--threads", "two"],
        &[],
    ] {
        let said = home.run(args);
        assert_eq!(said.status, Some(2), "{args:?}");
        assert!(said.err.contains("Usage:") || said.err.contains("--help"), "{}", said.err);
    }
    assert_eq!(home.names(), ["small.toml"]);
}

#[test]
fn everything_wrong_is_said_at_once() {
    let text = small_with("per_year = 300", "per_year = -300\nper_yaer = 2")
        .replace("count = 9", "count = -9");
    insta::assert_snapshot!(refused("several.toml", text.as_bytes()));
}

#[test]
fn a_variant_that_extends_itself_or_nothing() {
    let said = [
        refused("loop.toml", b"extends = \"loop.toml\"\n"),
        refused("orphan.toml", b"extends = \"nobody.toml\"\n"),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_place_that_cannot_be_written_is_the_machines_fault() {
    let home = Home::new();
    home.write("file", "a file");
    let said = home.run(&["small.toml", "--no-plots", "--out", "file/inside"]);
    assert_eq!(said.status, Some(3), "{}", said.err);
    assert!(said.err.starts_with("error: file/inside: "), "{}", said.err);
    assert_eq!(said.out, "", "it is said before the run, not after it");
    assert_eq!(
        (home.names(), home.read("file")),
        (vec!["file".to_owned(), "small.toml".to_owned()], b"a file".to_vec())
    );
}

#[test]
fn a_file_in_the_place_of_the_folder_is_a_wrong_request() {
    let home = Home::new();
    home.write("file", "a file");
    let said = home.run(&["small.toml", "--no-plots", "--out", "file", "--force"]);
    assert_eq!(said.status, Some(2), "{}", said.err);
    assert_eq!(home.read("file"), b"a file");
}

/// A device that is always full stands in for a full disk.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_the_machines_fault() {
    let home = Home::new();
    let full = fs::File::options().write(true).open("/dev/full").expect("Linux has it");
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_surge-sim"))
        .current_dir(home.path(""))
        .args(["measures", "small.toml"])
        .stdout(full)
        .output()
        .expect("the program starts");
    assert_eq!(run.status.code(), Some(3));
    assert!(
        String::from_utf8_lossy(&run.stderr).starts_with("error: standard output: No space left")
    );
}

/// `| head` is no error.
#[cfg(unix)]
#[test]
fn a_reader_who_has_gone_away_is_no_error() {
    use std::io::Read as _;
    use std::process::Stdio;
    let home = Home::new();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_surge-sim"))
        .current_dir(home.path(""))
        .args(["measures", "small.toml"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().expect("it is piped").read_to_string(&mut said).expect("it is text");
    assert_eq!((child.wait().expect("it ends").code(), said.as_str()), (Some(0), ""));
}

/// Ctrl-C: what is finished is written and marked incomplete.
#[cfg(unix)]
#[test]
fn an_interrupted_run_writes_what_is_finished_and_says_so() {
    use std::process::{Command, Stdio};
    use std::thread::sleep;
    use std::time::Duration;
    let home = Home::new();
    let run = Command::new(env!("CARGO_BIN_EXE_surge-sim"))
        .current_dir(home.path(""))
        .args([
            "small.toml",
            "--no-plots",
            "--replications",
            "50000",
            "--threads",
            "1",
            "--out",
            "out",
        ])
        .env("SURGE_SIM_CACHE", home.path("cache"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // The pilot is kept just before the first replication begins.
    for _ in 0..600 {
        if home.path("cache").read_dir().is_ok_and(|mut kept| {
            kept.any(|file| file.is_ok_and(|f| f.path().extension().is_some()))
        }) {
            break;
        }
        sleep(Duration::from_millis(100));
    }
    sleep(Duration::from_millis(1500));
    let sent =
        Command::new("kill").args(["-INT", &run.id().to_string()]).status().expect("kill is there");
    assert!(sent.success());
    let output = run.wait_with_output().expect("it ends");
    let (out, err) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(130), "{out}{err}");
    assert!(
        err.contains("of 50000 replications are finished, written and marked incomplete"),
        "{err}"
    );
    let replications = &home.json("out/results.json")["replications"];
    let finished = replications["finished"].as_u64().expect("a number");
    assert!((1..50_000).contains(&finished));
    assert_eq!(
        (replications["asked"].as_u64(), replications["complete"].as_bool()),
        (Some(50_000), Some(false))
    );
    assert!(out.to_lowercase().contains("interrupted"), "the screen says so:\n{out}");
}

/// The word after a misspelt command is not what is wrong.
#[test]
fn a_misspelt_command_is_told_the_nearest() {
    let home = Home::new();
    for (written, meant) in [("chek", "check"), ("Sweep", "sweep"), ("calibrat", "calibrate")] {
        let said = home.run(&[written, "small.toml"]);
        assert_eq!(said.status, Some(2), "{}", said.err);
        let told = format!(
            "error: {written}: no such file and no such command; nearest command: {meant}\n"
        );
        assert_eq!(said.err, told);
    }
    // A file of that name is a scenario, a word like none is left to what reads the line, and so is a command that is there.
    home.write("chek", SMALL);
    for args in [
        &["chek", "small.toml"][..],
        &["xyzzy", "small.toml"],
        &["check", "--bogus"],
        &["sweep"],
        &["run", "--bogus"],
        &["help", "nothing"],
        &["--bogus", "small.toml"],
    ] {
        let said = home.run(args);
        assert_eq!(said.status, Some(2), "{args:?}");
        assert!(!said.err.contains("no such command"), "{args:?}: {}", said.err);
    }
}

/// Where nothing would be kept, nobody waits for the end of what takes minutes: the pilot of a large service, and the
/// comparison with theory.
#[test]
#[cfg(unix)]
fn a_request_to_end_is_heeded_before_the_first_replication_and_after_the_last() {
    use std::io::{BufRead as _, BufReader, Read as _};
    use std::process::{Command, Stdio};
    let home = Home::new();
    home.write("large.toml", SMALL.replacen("per_year = 300\n", "per_year = 600000\n", 1));
    let sweep = ["sweep", "large.toml", "--vary", "triage.gain=0.1..0.3:0.1", "--out", "out"];
    let asked: [(&[&str], &str); 3] = [
        (&["large.toml", "--out", "out"], "to find out what normal times are"),
        (&sweep, "to find out what normal times are"),
        (
            &["document", "small.toml", "--replications", "3", "--out", "out"],
            "is compared with theory",
        ),
    ];
    for (args, note) in asked {
        let mut run = Command::new(env!("CARGO_BIN_EXE_surge-sim"))
            .current_dir(home.path(""))
            .args(args)
            .env("SURGE_SIM_CACHE", home.path("cache"))
            .env("SURGE_SIM_REPLICATIONS", "")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut said = BufReader::new(run.stderr.take().expect("it is piped"));
        let mut line = String::new();
        while !line.contains(note) {
            line.clear();
            assert!(said.read_line(&mut line).expect("text") > 0, "{args:?} says {note:?}");
        }
        let sent = Command::new("kill").args(["-TERM", &run.id().to_string()]).status();
        assert!(sent.expect("kill is there").success());
        assert_eq!(run.wait().expect("it ends").code(), Some(130), "{args:?}");
        let mut rest = String::new();
        said.read_to_string(&mut rest).expect("text");
        assert_eq!(rest, "interrupted: no results are written\n", "{args:?}");
        assert!(!home.path("out").exists(), "{args:?}");
        if note.contains("normal times") {
            let kept = home.path("cache").read_dir().map_or(0, Iterator::count);
            assert_eq!(kept, 0, "{args:?}: nobody waited for the pilot");
        }
    }
}

/// A scenario whose links need publicity is refused, not answered with nothing.
#[test]
fn links_of_a_scenario_without_publicity() {
    let home = Home::new();
    home.write(
        "calm.toml",
        SMALL.split("[[publicity]]").next().unwrap_or_default().to_owned()
            + &SMALL[SMALL.find("[[teams]]").unwrap_or(0)..],
    );
    let calm = home.run(&["links", "calm.toml"]);
    let without = home.run(&["links", "small.toml", "--without", "rush"]);
    assert_eq!((calm.status, without.status), (Some(2), Some(2)));
    assert!(said(&mut home.command(&["check", "calm.toml"])).status == Some(0));
    insta::assert_snapshot!(calm.err + &without.err);
}
