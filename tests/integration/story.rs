//! A child's story: the replication that made the statistics, told.

use surge_sim::experiment::story::follow;
use surge_sim::experiment::{Scratch, Twin, replicate};
use surge_sim::model::Setting;

use crate::harness::{Home, small, solved};

const STORY: [&str; 2] = ["story", "small.toml"];

fn story<'a>(more: &[&'a str]) -> Vec<&'a str> {
    STORY.iter().copied().chain(more.iter().copied()).collect()
}

#[test]
fn a_diary_changes_nothing_of_what_a_replication_finds() {
    let scenario = small(&[]);
    let solved = solved(&scenario);
    let setting = Setting::new(&scenario, &solved);
    for index in [0, 3] {
        let plain = replicate(&setting, index, Twin::With, &mut Scratch::default(), &mut |_, _| {});
        assert_eq!(
            follow(&setting, index).output.run,
            plain.run,
            "to the bit, with a twin or without"
        );
    }
}

#[test]
fn a_story_is_told_and_leaves_its_files() {
    let home = Home::new();
    let said = home.succeed(&story(&["--outcome", "misjudged", "--out", "one"]));
    let lines: Vec<&str> = said.out.trim_end().lines().collect();
    insta::assert_snapshot!(lines[..lines.len() - 1].join("\n"));
    assert!(
        lines.iter().all(|line| line.chars().count() <= 80 || line.contains("one;")),
        "{}",
        said.out
    );
    let files: Vec<String> = home.files("one").into_keys().collect();
    assert_eq!(
        files,
        ["manifest.json", "story.csv", "story.html", "story.json", "story.png", "story.svg"]
    );
    // The same child by its name, and the same bytes.
    let told = home.json("one/story.json");
    let (child, replication) =
        (told["child"].as_str().expect("it has a name"), told["replication"].to_string());
    home.succeed(&story(&["--child", child, "--replication", &replication, "--out", "two"]));
    let again = home.json("two/story.json");
    assert_eq!((&again["moments"], &again["alike"]), (&told["moments"], &told["alike"]));
    home.succeed(&story(&["--outcome", "misjudged", "--threads", "1", "--out", "three"]));
    assert!(home.files("one") == home.files("three"));
}

#[test]
fn every_outcome_has_a_story_or_says_that_nobody_had_it() {
    let home = Home::new();
    for outcome in ["screened-out", "misjudged", "late", "drifting", "found", "harmed"] {
        let said = home.run(&story(&["--outcome", outcome, "--out", outcome]));
        match said.status {
            Some(0) => {
                assert!(
                    said.out.contains("What happened")
                        && said.out.contains("What in the system made it so")
                )
            }
            status => {
                assert_eq!(status, Some(2), "{}", said.err);
                assert!(
                    said.err.contains(&format!("has the outcome {outcome} in 50 replications")),
                    "{}",
                    said.err
                );
            }
        }
    }
    let typical = home.succeed(&story(&["--out", "out", "--json"]));
    assert!(serde_json::from_str::<serde_json::Value>(&typical.out).is_ok(), "{}", typical.out);
}

#[test]
fn the_decisions_of_a_story_follow_from_its_numbers() {
    let home = Home::new();
    for outcome in ["screened-out", "misjudged", "found"] {
        if home.run(&story(&["--outcome", outcome, "--out", outcome])).status != Some(0) {
            continue;
        }
        let told = home.json(&format!("{outcome}/story.json"));
        let mut screened = 0;
        for moment in told["moments"].as_array().expect("it is a list") {
            if moment["what"] == "screened" {
                let (estimate, bar) = (moment["known"][0].as_f64(), moment["bar"].as_f64());
                let urgent = moment["urgent_bar"].as_f64();
                let accepted = estimate >= bar || estimate >= urgent;
                assert_eq!(moment["out"], !accepted, "{moment}");
                screened += 1;
            }
        }
        assert!(screened > 0, "a child that came to notice was screened");
        let alike = &told["alike"];
        assert!(
            alike["children"].as_u64() >= alike["high"].as_u64()
                && alike["high"].as_u64() >= Some(1),
            "{alike}"
        );
    }
}

#[test]
fn children_that_are_not_there_are_refused() {
    let home = Home::new();
    let refused = home.run(&story(&["--child", "9-9", "--out", "out"]));
    assert_eq!(refused.status, Some(2));
    assert!(
        refused.err.contains("no such child in replication 0")
            && refused.err.contains("for example"),
        "{}",
        refused.err
    );
    assert!(!home.path("out").exists());
    assert_eq!(home.run(&story(&["--outcome", "lost"])).status, Some(2));
}
