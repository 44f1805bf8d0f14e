//! What is shipped is sound, and Haringey meets its targets but for those it says it misses.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::harness::{Home, root};

#[test]
fn every_scenario_that_is_shipped_is_sound() {
    let home = Home::new();
    let mut checked = 0;
    for entry in fs::read_dir(root().join("scenarios")).expect("they are there") {
        let path = entry.expect("it can be read").path();
        if path.extension().is_none_or(|extension| extension != "toml") || path.ends_with("evidence.toml") {
            continue;
        }
        let file = path.to_str().expect("the path is text");
        let said = home.succeed(&["check", file]);
        assert!(said.out.contains(": sound"), "{}", said.out);
        checked += 1;
    }
    assert!(checked >= 2, "haringey and smallest at least");
}

/// What publicity does in Haringey, wherever the interval of the difference excludes 0. Links whose direction the model is free
/// to find (misjudged, late on the way to a conference, expected harms) are not held to one.
#[test]
fn what_publicity_is_shown_to_do_in_haringey_has_its_sign() {
    let home = Home::new();
    let file = root().join("scenarios/haringey.toml");
    let file = file.to_str().expect("the path is text");
    home.succeed(&[file, "--replications", "40", "--no-plots", "--out", "out"]);
    let results = home.json("out/results.json");
    let chain = results["chain"].as_array().expect("the chain");
    let more = [
        "referrals_per_month",
        "pressure",
        "threshold_shift",
        "sick_share",
        "leavers_per_year",
        "missed[screened out]",
        "missed[late: assessment]",
        "missed",
        "miss_rate",
    ];
    let mut shown = 0;
    for (measure, sign) in more.into_iter().map(|measure| (measure, 1.0)).chain([("minutes", -1.0)]) {
        let link = chain.iter().find(|link| link["measure"] == measure).expect("the link is reported");
        if link["shown"] == true {
            shown += 1;
            let difference = link["difference"]["mean"].as_f64().expect("what is shown is a number");
            assert!(difference * sign > 0.0, "{measure}: {difference}");
        }
    }
    assert!(shown >= 6, "referrals, pressure, threshold, minutes, late assessments and missed children at the least");
}

#[test]
fn haringey_misses_exactly_the_targets_it_says_it_misses() {
    let home = Home::new();
    let file = root().join("scenarios/haringey.toml");
    let file = file.to_str().expect("the path is text");
    home.succeed(&[file, "--no-counterfactual", "--no-plots", "--out", "out"]);
    let results = home.json("out/results.json");
    let targets = results["targets"].as_array().expect("targets");
    assert!(targets.len() >= 16, "{} targets", targets.len());
    let name = |target: &&Value| {
        format!("{} in {} from {} to {}", target["measure"], target["period"], target["low"], target["high"])
    };
    let which = |with: &dyn Fn(&Value) -> bool| -> BTreeSet<String> {
        targets.iter().filter(|target| with(target)).map(|target| name(&target)).collect()
    };
    let missed = which(&|target| target["met"] == false);
    let said = which(&|target| target["missed_because"] != "");
    assert_eq!(missed, said, "left: missed; right: said to be missed");
    assert!(missed.len() <= 3, "{missed:?}");
}

#[test]
fn the_readme_says_what_the_program_says_is_left_out() {
    let readme = include_str!("../../README.md");
    for omission in surge_sim::measure::left_out::LEFT_OUT {
        let row = format!("| {} | {} |", omission.what, omission.pushes);
        assert!(readme.contains(&row), "README lacks: {row}");
    }
    assert!(readme.contains(surge_sim::measure::left_out::NOT_FOR));
}
