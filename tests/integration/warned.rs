//! What a scenario warns of, by every command and however it is asked.

use crate::harness::{Home, SMALL};

/// What the flagship lost: a held-out range that is missed, whatever the seed, the count or a small change.
const MORE: &str = r#"
[costs]
price_year = 2022
salary = { newly_qualified = 34000, qualified = 40000, senior = 48000, agency = 54400 }
recruitment = 9000
dismissal = 150000
case_review = 60000
legal_and_compensation = 250000
dismissal_to_court = 0.1

[[targets]]
measure = "referrals"
low = 180
high = 190
source = "made for a test"
use = "fit"

[[targets]]
measure = "screened_out_share"
low = 0.97
high = 0.99
source = "made for a test"
use = "held out"

[evidence."judgement.per_hour"]
source = "made for a test"
grade = "E"
low = 0.1
high = 0.5
"#;

const MISSED: &str = "Of the published ranges held out, 1 of 1 is missed: screened_out_share 0.";

/// Each way to ask, by what it adds to a command.
const WAYS: [&[&str]; 4] =
    [&[], &["--seed", "8"], &["--replications", "3"], &["--set", "referrals.per_year=310"]];

fn home() -> Home {
    let home = Home::new();
    let two = SMALL.replace("count = 4", "count = 2");
    home.write("small.toml", format!("{two}{MORE}"));
    home.write(
        "other.toml",
        "extends = \"small.toml\"\nname = \"Another\"\n[triage]\ngain = 0.4\n",
    );
    home
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A command says it on its screen and in these files, however it is asked.
#[track_caller]
fn warns(command: &[&str], ways: &[&[&str]], files: &[&str]) {
    let home = home();
    for (n, way) in ways.iter().enumerate() {
        let out = format!("out-{n}");
        let named: &[&str] = if files.is_empty() { &[] } else { &["--out", &out] };
        let args = [command, way, named].concat();
        let said = plain(&home.succeed(&args).out).replace('\\', "");
        // The papers' screen only says where they are.
        assert!(
            command[0] == "document" || said.contains(MISSED),
            "{args:?} does not warn:\n{said}"
        );
        for file in files {
            let text =
                plain(&String::from_utf8(home.read(&format!("{out}/{file}"))).expect("it is text"));
            let text = text.replace('\\', "");
            assert!(text.contains(MISSED), "{args:?}: {file} does not warn:\n{text}");
        }
    }
}

#[test]
fn a_run_warns_however_it_is_asked() {
    warns(&["small.toml", "--no-plots"], &WAYS, &["results.json", "report.html"]);
    warns(&["other.toml", "--no-plots"], &WAYS[..1], &["results.json", "report.html"]);
}

#[test]
fn a_run_that_is_made_again_by_its_own_report_warns() {
    let home = home();
    home.succeed(&["small.toml", "--no-plots", "--out", "first"]);
    let resolved =
        home.json("first/results.json")["resolved"].as_str().expect("it is text").to_owned();
    home.write("scenario.toml", resolved);
    assert!(
        plain(&home.succeed(&["scenario.toml", "--seed", "7", "--no-plots"]).out).contains(MISSED)
    );
}

#[test]
fn shards_put_together_warn() {
    for way in WAYS {
        let home = home();
        let index = |index: &str| {
            let args = ["shard", "small.toml", "--of", "2", "--index", index, "--out", "parts"];
            home.succeed(&[&args[..], way].concat());
        };
        index("1");
        index("2");
        let said = plain(&home.succeed(&["merge", "parts", "--no-plots", "--out", "whole"]).out);
        assert!(said.contains(MISSED), "{way:?}:\n{said}");
    }
}

#[test]
fn a_comparison_warns_however_it_is_asked() {
    let files = ["comparison.json", "report.html"];
    warns(&["compare", "small.toml", "other.toml", "--no-plots"], &WAYS, &files);
}

#[test]
fn tables_and_galleries_of_scenarios_warn() {
    warns(&["links", "small.toml"], &WAYS, &[]);
    warns(&["links", "small.toml", "--markdown"], &WAYS[..1], &[]);
    let home = home();
    let folder = home.path("all");
    std::fs::create_dir(&folder).expect("it can be made");
    std::fs::copy(home.path("small.toml"), folder.join("small.toml")).expect("it can be copied");
    for way in [&WAYS[0], &WAYS[2]] {
        let said =
            plain(&home.succeed(&[&["library", "all"][..], way].concat()).out).replace('\\', "");
        assert!(said.contains(MISSED), "library {way:?}:\n{said}");
        home.succeed(&[&["gallery", "all", "--force", "--out", "pictures"][..], way].concat());
        let page = plain(&String::from_utf8(home.read("pictures/README.md")).expect("it is text"))
            .replace('\\', "");
        assert!(page.contains(MISSED), "gallery {way:?}:\n{page}");
    }
}

#[test]
fn studies_warn_however_they_are_asked() {
    // All of them warn by one function; the sweep and the search are asked in every way, the slow ones in one each.
    let sweep = ["sweep", "small.toml", "--vary", "triage.gain=0.3,0.5", "--no-plots"];
    warns(&sweep, &WAYS, &["sweep.json", "report.html"]);
    let optimise = [
        "optimise",
        "small.toml",
        "--levers",
        "teams.assessment.posts.0.count=9,10",
        "--budget",
        "900000",
    ];
    warns(&[&optimise[..], &["--no-plots"]].concat(), &WAYS, &["optimum.json", "report.html"]);
    let calibrate =
        ["calibrate", "small.toml", "--fit", "referrals.per_year=200..500", "--no-plots"];
    let few = ["--waves", "1", "--points", "6", "--search-replications", "2"];
    warns(&[&calibrate[..], &few].concat(), &WAYS[1..2], &["calibration.json", "report.html"]);
    let sensitivity =
        ["sensitivity", "small.toml", "--trajectories", "1", "--base", "2", "--no-plots"];
    warns(&sensitivity, &[WAYS[2]], &["sensitivity.json", "report.html"]);
    let uncertainty = ["small.toml", "--uncertainty", "2", "--no-plots"];
    warns(&uncertainty, &[WAYS[3]], &["uncertainty.json", "report.html"]);
}

#[test]
fn a_story_and_the_papers_warn_however_they_are_asked() {
    warns(&["story", "small.toml"], &WAYS, &["story.json", "story.html"]);
    // The known answers take their time: once, and with the change that lost the warning.
    warns(&["document", "small.toml", "--short"], &WAYS[1..2], &["statement.md", "statement.html"]);
}
