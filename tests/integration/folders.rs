//! What stands in a folder before results come there: whatever way it is named, nothing is lost that is not this program's.

use std::fs;

use crate::harness::{Home, SMALL, said};

const FEW: [&str; 4] = ["--no-plots", "--quiet", "--replications", "2"];

/// The folder's files are as they were, and the program says why it wrote none.
#[track_caller]
fn refused(home: &Home, folder: &str, args: &[&str], why: &str) {
    let before = home.files(folder);
    let said = home.run(args);
    assert_eq!(said.status, Some(2), "{args:?}:\n{}", said.err);
    assert!(said.err.contains(why), "{args:?} says not {why:?}:\n{}", said.err);
    assert_eq!(said.out, "", "it is said before the work: {args:?}");
    assert!(home.files(folder) == before, "{args:?}");
}

#[test]
fn force_replaces_results_and_leaves_everything_else() {
    let home = Home::new();
    fs::create_dir_all(home.path("d/letters")).expect("it can be made");
    home.write("d/thesis.docx", "x");
    home.write("d/letters/1.txt", "y");
    let run = [&["small.toml", "--out", "d"][..], &FEW].concat();
    refused(
        &home,
        "d",
        &run,
        "d/letters/1.txt and 1 more, in 1 folder: not written by this program",
    );
    let forced = [&run[..], &["--force"]].concat();
    for _ in 0..2 {
        home.succeed(&forced);
        assert_eq!(
            (home.read("d/thesis.docx"), home.read("d/letters/1.txt")),
            (b"x".to_vec(), b"y".to_vec())
        );
    }
    assert!(home.path("d/results.json").is_file());
    assert_eq!(home.names(), ["d", "small.toml"], "nothing is left beside the folder");
}

#[test]
fn force_does_not_replace_what_somebody_named_as_a_result_is_named() {
    let home = Home::new();
    let run = [&["small.toml", "--out", "d"][..], &FEW].concat();
    for (folder, name, args) in [
        ("h", "report.html", &["small.toml"][..]),
        ("j", "results.json", &["small.toml"]),
        ("c", "comparison.csv", &["compare", "small.toml", "small.toml"]),
        ("s", "story.html", &["story", "small.toml"]),
        ("w", "sweep.csv", &["sweep", "small.toml", "--vary", "triage.gain=0.1,0.2"]),
    ] {
        fs::create_dir(home.path(folder)).expect("it can be made");
        home.write(&format!("{folder}/{name}"), "mine");
        for force in [&[][..], &["--force"]] {
            let args = [args, &["--out", folder], force].concat();
            let why = format!(
                "{folder}/{name}: not written by this program, and results would take its name"
            );
            refused(&home, folder, &args, &why);
        }
    }
    // A folder of that name is found before the work too.
    fs::create_dir_all(home.path("d/results.json")).expect("it can be made");
    refused(&home, "d", &[&run[..], &["--force"]].concat(), "d/results.json: not written by");
}

#[test]
fn results_of_the_same_file_asked_otherwise_are_not_replaced_unasked() {
    let home = Home::new();
    let run = [&["small.toml", "--out", "l"][..], &FEW].concat();
    home.succeed(&run);
    for other in [&["--seed", "5"][..], &["--set", "triage.gain=0.9"], &["--no-counterfactual"]] {
        let said = format!(
            "l: holds the results of small.toml as it is written, and not with {};",
            other.join(" ")
        );
        refused(&home, "l", &[&run[..], other].concat(), &said);
    }
    // More replications of the same are the same run, gone on with.
    home.succeed(&["small.toml", "--out", "l", "--replications", "3", "--no-plots"]);
    home.succeed(&[&run[..], &["--seed", "5", "--force"]].concat());
    refused(
        &home,
        "l",
        &run,
        "l: holds the results of small.toml with --seed 5, and not as it is written;",
    );
}

#[test]
fn the_folder_one_works_in_is_never_replaced() {
    let home = Home::new();
    fs::create_dir_all(home.path("d/.git")).expect("it can be made");
    home.write("d/thesis.docx", "x");
    for (out, holds) in [
        (".", "the folder you are working in"),
        ("../d", "the folder you are working in"),
        ("..", "what is to be run"),
    ] {
        let mut command = home.command(&["../small.toml", "--out", out, "--force"]);
        let said = said(command.current_dir(home.path("d")));
        assert!(
            said.status == Some(2) && said.out.is_empty() && said.err.contains(holds),
            "{}",
            said.err
        );
    }
    assert!(home.path("d/.git").is_dir() && home.path("d/thesis.docx").is_file());
    // Results of its own are no exception, and are where they were.
    home.succeed(&[&["small.toml", "--out", "res"][..], &FEW].concat());
    let before = home.files("res");
    let said =
        said(home.command(&["../small.toml", "--out", "../res"]).current_dir(home.path("res")));
    assert!(
        said.status == Some(2) && said.err.contains("the folder you are working in"),
        "{}",
        said.err
    );
    assert!(home.files("res") == before);
    assert_eq!(home.names(), ["d", "res", "small.toml"], "no hidden folder is left");
}

#[test]
fn no_command_writes_over_what_it_reads_nor_over_a_repository_or_a_home() {
    let home = Home::new();
    fs::create_dir_all(home.path("base/deep")).expect("it can be made");
    home.write("base/small.toml", SMALL);
    home.write("v.toml", "extends = \"base/small.toml\"\nname = \"V\"\n");
    home.succeed(
        &[&["shard", "small.toml", "--of", "1", "--index", "1", "--out", "base"][..], &FEW[1..]]
            .concat(),
    );
    let file = "base/small.toml";
    for args in [
        &[file][..],
        &["v.toml"],
        &[file, "--uncertainty", "4"],
        &["compare", file, "small.toml"],
        &["compare", "small.toml", "v.toml"],
        &["story", file],
        &["document", file],
        &["gallery", "base"],
        &["sweep", file, "--vary", "triage.gain=0.1,0.2"],
        &["sensitivity", file],
        &["optimise", file, "--levers", "triage.gain=0.1,0.2", "--budget", "1000"],
        &["calibrate", file, "--fit", "triage.gain=0.1..0.2"],
        &["merge", "base"],
    ] {
        refused(&home, "base", &[args, &["--out", "base", "--force"]].concat(), "base: holds ");
    }
    // A folder above it is no better, and a home is nobody's place for results.
    fs::create_dir_all(home.path("above/base")).expect("it can be made");
    home.write("above/base/small.toml", SMALL);
    refused(
        &home,
        "above",
        &["above/base/small.toml", "--out", "above", "--force"],
        "above: holds what is to be run",
    );
    fs::create_dir_all(home.path("code/.git")).expect("it can be made");
    refused(
        &home,
        "code",
        &["small.toml", "--out", "code", "--force"],
        "holds a repository (code/.git)",
    );
    #[cfg(unix)]
    {
        fs::create_dir(home.path("house")).expect("it can be made");
        let mut command = home.command(&["small.toml", "--out", "house", "--force"]);
        let said = said(command.env("HOME", home.path("house")));
        assert!(said.status == Some(2) && said.err.contains("your home folder"), "{}", said.err);
    }
}

#[test]
fn litter_does_not_stop_the_everyday_rerun() {
    let home = Home::new();
    let run = [&["small.toml", "--out", "out"][..], &FEW].concat();
    home.succeed(&run);
    for name in [".DS_Store", "Thumbs.db", "desktop.ini", "~$x.xlsx"] {
        home.write(&format!("out/{name}"), name);
    }
    let said = home.succeed(&run);
    assert!(!said.err.contains("spreadsheet"), "{}", said.err);
    home.write("out/.~lock.weekly.csv#", "x");
    let said = home.succeed(&run);
    assert!(said.err.contains("note: out/weekly.csv is open in a spreadsheet"), "{}", said.err);
    for name in [".DS_Store", "Thumbs.db", "desktop.ini", "~$x.xlsx"] {
        assert_eq!(home.read(&format!("out/{name}")), name.as_bytes());
    }
}

#[test]
fn two_scenarios_with_one_file_name_do_not_write_one_folder() {
    let home = Home::new();
    for (folder, seed) in [("north", "seed = 1"), ("south", "seed = 2")] {
        fs::create_dir(home.path(folder)).expect("it can be made");
        home.write(&format!("{folder}/base.toml"), SMALL.replacen("seed = 7", seed, 1));
    }
    assert_ne!(home.read("north/base.toml"), home.read("south/base.toml"), "they are two");
    home.succeed(&["north/base.toml", "--no-plots"]);
    refused(
        &home,
        "plots",
        &["south/base.toml", "--no-plots"],
        "plots/base: holds the results of north/base.toml",
    );
    home.succeed(&["south/base.toml", "--no-plots", "--out", "plots/south"]);
    // One's own is replaced however it was changed.
    home.write("north/base.toml", SMALL.replacen("seed = 7", "seed = 3", 1));
    home.succeed(&["north/base.toml", "--no-plots"]);
    home.succeed(&["south/base.toml", "--no-plots", "--force"]);
    refused(
        &home,
        "plots",
        &["north/base.toml", "--no-plots"],
        "plots/base: holds the results of south/base.toml",
    );
    refused(
        &home,
        "plots",
        &["story", "south/base.toml", "--out", "plots/base"],
        "plots/base: holds the results of surge-sim run of south/base.toml",
    );
}

/// What a killed run leaves is made by hand here; `src/report/files/kills.rs` kills one at every step.
#[test]
fn the_next_run_tidies_what_a_killed_one_left_and_nothing_else() {
    let home = Home::new();
    let run = [&["small.toml", "--out", "out"][..], &FEW].concat();
    home.succeed(&run);
    let before = home.files("out");
    fs::create_dir_all(home.path(".surge-sim-killed/new")).expect("it can be made");
    let own =
        serde_json::json!({ "program": "surge-sim", "results": std::ffi::OsString::from("out") });
    home.write(".surge-sim-killed/surge-sim.json", own.to_string());
    home.write(".surge-sim-killed/new/half.csv", "1,2");
    fs::create_dir(home.path(".surge-sim-mine")).expect("it can be made");
    home.write(".surge-sim-mine/notes.txt", "mine");
    // The former results were moved aside when the program died.
    let ready = serde_json::json!({ "how": "whole", "manifest": "0", "names": [], "force": false });
    home.write(".surge-sim-killed/ready.json", ready.to_string());
    fs::remove_dir_all(home.path(".surge-sim-killed/new")).expect("it is there");
    fs::rename(home.path("out"), home.path(".surge-sim-killed/old")).expect("it can be moved");
    let said = home.run(&["small.toml", "--out", "out", "--set", "triage.gain=2000"]);
    assert_eq!(
        said.status,
        Some(2),
        "a wrong value is found first, and touches nothing: {}",
        said.err
    );
    let said = home.succeed(&run);
    assert!(said.err.contains("the former results are back"), "{}", said.err);
    assert!(home.files("out").keys().eq(before.keys()));
    assert_eq!(home.names(), [".surge-sim-mine", "out", "small.toml"]);
    assert_eq!(home.read(".surge-sim-mine/notes.txt"), b"mine");
}

#[test]
fn a_workshop_page_replaces_no_scenario_and_no_result() {
    let home = Home::new();
    refused(
        &home,
        "",
        &["workshop", "small.toml", "--out", "small.toml", "--force"],
        "what the page is made from",
    );
    home.succeed(&[&["small.toml", "--out", "out"][..], &FEW].concat());
    refused(
        &home,
        "out",
        &["workshop", "small.toml", "--out", "out/report.html"],
        "among the results of a run",
    );
    home.write(".surge-sim-a.html", "<meta name=\"generator\" content=\"surge-sim\"> begun");
    home.write(".surge-sim-b.html", "mine");
    home.succeed(&["workshop", "small.toml", "--out", "page.html"]);
    assert_eq!(home.names(), [".surge-sim-b.html", "out", "page.html", "small.toml"]);
}
