//! Experiments of many points, as a user runs them.

use std::fs;

use assert_cmd::Command;
use serde_json::Value;

use crate::harness::{Home, said};

const STUDIED: &str = include_str!("../fixtures/studied.toml");

fn home() -> Home {
    let home = Home::new();
    home.write("studied.toml", STUDIED);
    home
}

/// The screen without its last line, which says how long it took.
fn screen(home: &Home, args: &[&str]) -> String {
    let out = home.succeed(args).out;
    let lines: Vec<&str> = out.trim_end().lines().collect();
    assert!(lines.iter().all(|line| line.chars().count() <= 80), "wider than 80 columns:\n{out}");
    lines[..lines.len() - 1].join("\n")
}

fn refused(home: &Home, args: &[&str]) -> String {
    let said = home.run(args);
    assert_eq!(said.status, Some(2), "{args:?}: {}{}", said.out, said.err);
    assert!(
        !home.path("out").exists() && !home.path("plots").exists(),
        "{args:?} left something behind"
    );
    said.err.trim().to_owned()
}

const SWEEP: [&str; 8] = [
    "sweep",
    "studied.toml",
    "--vary",
    "teams.assessment.posts.0.count=7..11:2",
    "--replications",
    "4",
    "--out",
    "out",
];

#[test]
fn a_sweep_of_one_factor() {
    let home = home();
    insta::assert_snapshot!(screen(&home, &SWEEP));
    let names: Vec<String> = home.files("out").into_keys().collect();
    assert_eq!(
        names,
        ["manifest.json", "report.html", "sweep.csv", "sweep.json", "sweep.png", "sweep.svg"]
    );
    let table = String::from_utf8(home.read("out/sweep.csv")).expect("it is text");
    assert_eq!(table.lines().count(), 1 + 3 * 3, "{table}");
}

#[test]
fn a_sweep_goes_over_parts_of_a_post() {
    let home = home();
    let args = [
        "sweep",
        "studied.toml",
        "--vary",
        "teams.assessment.posts.0.count=8..9:0.5",
        "--replications",
        "2",
    ];
    home.succeed(&[&args[..], &["--out", "out", "--no-plots"]].concat());
    let table = String::from_utf8(home.read("out/sweep.csv")).expect("it is text");
    assert!(table.contains("8.5"), "{table}");
    let args = [
        "studied.toml",
        "--set",
        "teams.assessment.posts.0.count=8.5",
        "--replications",
        "2",
        "--no-plots",
    ];
    home.succeed(&[&args[..], &["--no-counterfactual", "--out", "run"]].concat());
    let of_run = home.json("run/results.json")["headline"]["missed"]["mean"].clone();
    assert_eq!(home.json("out/sweep.json")["points"][1]["answers"][1]["value"]["mean"], of_run);
}

#[test]
fn every_point_of_a_sweep_is_the_run_that_its_change_makes() {
    let home = home();
    home.succeed(&[&SWEEP[..], &["--no-plots"]].concat());
    let args =
        ["studied.toml", "--set", "teams.assessment.posts.0.count=11", "--replications", "4"];
    home.succeed(&[&args[..], &["--no-plots", "--no-counterfactual", "--out", "run"]].concat());
    let of_run = home.json("run/results.json")["headline"]["missed"]["mean"].clone();
    let sweep = home.json("out/sweep.json");
    let point = &sweep["points"][2];
    assert_eq!(point["levels"], Value::from(vec![2]));
    assert_eq!(point["answers"][1]["value"]["mean"], of_run);
    // The scenario as written is one of the points: no difference at all.
    assert_eq!(sweep["points"][1]["answers"][0]["difference"]["mean"], 0.0);
}

#[test]
fn a_sweep_of_two_factors_is_a_heat_map_and_of_three_a_table() {
    let home = home();
    let two = [
        "sweep",
        "studied.toml",
        "--vary",
        "triage.gain=0..1:0.5",
        "--vary",
        "triage.rule=fixed,pressure",
    ];
    insta::assert_snapshot!(screen(
        &home,
        &[&two[..], &["--replications", "3", "--out", "two"]].concat()
    ));
    assert!(home.path("two/sweep-miss-rate.png").exists());
    let three =
        ["--vary", "teams.assessment.caseload_cap=10,12", "--replications", "2", "--out", "three"];
    insta::assert_snapshot!(screen(&home, &[&two[..], &three].concat()));
    let names: Vec<String> = home.files("three").into_keys().collect();
    assert_eq!(names, ["manifest.json", "report.html", "sweep.csv", "sweep.json"]);
}

/// A difference between answers about other days would be one of days.
#[test]
fn no_experiment_compares_answers_about_other_days() {
    let home = home();
    let days = "time.run_days=395..405:10";
    for args in [
        &["sweep", "studied.toml", "--vary", days][..],
        &["sweep", "studied.toml", "--vary", "time.warmup_days=190..210:10"],
        &["optimise", "studied.toml", "--levers", days, "--budget", "1000"],
        &["sensitivity", "studied.toml", "--factor", "time.run_days=395..405"],
        &["calibrate", "studied.toml", "--fit", "time.run_days=395..405"],
    ] {
        let said = refused(&home, &[args, &["--out", "out"]].concat());
        assert!(said.contains("is no factor: it says which dates are observed"), "{said}");
    }
    let event = "publicity.0.date=2022-02-01,2022-03-01";
    let said = refused(&home, &["sweep", "studied.toml", "--vary", event, "--out", "out"]);
    assert!(said.contains("its answer is about 1 March 2022 to 26 August 2022"), "{said}");
}

#[test]
fn sweeps_that_cannot_be() {
    let home = home();
    let mut all = Vec::new();
    for vary in [
        "triage.gian=0..1:0.5",
        "triage.gain=0..one:0.5",
        "triage.gain=1..0:0.5",
        "triage.gain=0..1:0",
        "triage.gain=0..1",
        "triage.gain",
        "triage.gain=0..1000000000:1",
        "triage.accept_share=0.5..1.5:0.5",
        "replications.seed=7..9:1",
    ] {
        all.push(refused(&home, &["sweep", "studied.toml", "--vary", vary, "--out", "out"]));
    }
    let thousand = "triage.gain=0..0.999:0.001";
    let cap = "teams.assessment.caseload_cap=1..1000:1";
    let max = "triage.max_shift=0..0.999:0.001";
    all.push(refused(
        &home,
        &[
            "sweep",
            "studied.toml",
            "--vary",
            thousand,
            "--vary",
            cap,
            "--vary",
            max,
            "--out",
            "out",
        ],
    ));
    all.push(refused(
        &home,
        &["sweep", "studied.toml", "--vary", thousand, "--vary", thousand, "--out", "out"],
    ));
    let one = ["sweep", "studied.toml", "--vary", "triage.gain=0..1:1", "--out", "out"];
    all.push(refused(&home, &[&one[..], &["--measure", "miss_rat"]].concat()));
    all.push(refused(&home, &[&one[..], &["--measure", "wait_median[screening]"]].concat()));
    let twice = ["--measure", "missed", "--measure", "miss_rate", "--measure", "missed"];
    all.push(refused(&home, &[&one[..], &twice].concat()));
    insta::assert_snapshot!(all.join("\n\n"));
}

#[test]
fn a_sweep_that_was_stopped_goes_on_to_the_same_bytes_and_damage_is_named() {
    let home = home();
    let keeping = |out: &str, more: &[&str]| {
        let mut args: Vec<&str> = [&SWEEP[..], &["--no-plots"], more].concat();
        args[7] = out;
        let mut command: Command = home.command(&args);
        said(command.env("SURGE_SIM_REPLICATIONS", home.path("kept")))
    };
    let whole = keeping("whole", &[]);
    assert_eq!(whole.status, Some(0), "{}", whole.err);
    let journal = fs::read_dir(home.path("kept"))
        .expect("points are kept")
        .next()
        .expect("one")
        .expect("it is")
        .path();
    let bytes = fs::read(&journal).expect("it is there");
    for cut in [bytes.len() / 3, bytes.len() - 5] {
        fs::write(&journal, &bytes[..cut]).expect("it can be written");
        assert_eq!(keeping("again", &[]).status, Some(0));
        assert!(home.files("again") == home.files("whole"), "cut at {cut}");
    }
    let mut broken = bytes.clone();
    broken[bytes.len() / 2] ^= 1;
    fs::write(&journal, &broken).expect("it can be written");
    let refused = keeping("third", &[]);
    assert_eq!(refused.status, Some(2), "{}", refused.err);
    assert!(
        refused.err.contains("damaged at record") && refused.err.contains("--fresh"),
        "{}",
        refused.err
    );
    assert!(!home.path("third").exists());
    assert_eq!(keeping("third", &["--fresh"]).status, Some(0));
    assert!(home.files("third") == home.files("whole"));
}

#[test]
fn what_is_luck_and_what_is_not_known() {
    let home = home();
    let args = ["studied.toml", "--uncertainty", "6", "--replications", "3", "--out", "out"];
    insta::assert_snapshot!(screen(&home, &args));
    let found = home.json("out/uncertainty.json");
    assert_eq!(found["points"].as_array().map(Vec::len), Some(6));
    let drawn = |d: usize, f: usize| found["points"][d]["values"][f].as_f64().expect("a number");
    // The evidence says uniform: every draw lies within; visits are whole numbers.
    let place = |path: &str| {
        let factors = found["factors"].as_array().expect("a list");
        factors.iter().position(|factor| factor["path"] == path).expect("it is drawn")
    };
    let (per_year, visits) =
        (place("referrals.per_year"), place("stages.\"core assessment\".visits"));
    assert!((0..6).all(|d| (250.0..=350.0).contains(&drawn(d, per_year))));
    assert!((0..6).all(|d| drawn(d, visits).fract() == 0.0));
    assert!(home.path("out/uncertainty.png").exists() && home.path("out/draws.csv").exists());
    // Practice that drifts has a share of what runs differ by.
    let drifts = "practice={ door = { sd = 0.9, sd_passing = 0 } }";
    let args = [&args[..], &["--set", drifts]].concat();
    let said = screen(&home, &[&args[..], &["--force"]].concat());
    assert!(
        said.split_whitespace().collect::<Vec<_>>().join(" ").contains("is the drift of practice"),
        "{said}"
    );
    let found = home.json("out/uncertainty.json");
    let measures = found["measures"].as_array().expect("a list");
    assert!(measures.iter().all(|one| one["courses"].as_array().map(Vec::len) == Some(1)));
    let none = Home::new();
    let said = none.run(&["small.toml", "--uncertainty", "4"]);
    assert_eq!(said.status, Some(2), "{}", said.err);
    assert!(said.err.contains("nothing to draw"), "{}", said.err);
    assert_eq!(none.run(&["small.toml", "--uncertainty", "1"]).status, Some(2));
}

#[test]
fn what_the_answer_hangs_on() {
    let home = home();
    let args = [
        "sensitivity",
        "studied.toml",
        "--replications",
        "3",
        "--trajectories",
        "2",
        "--base",
        "4",
        "--out",
        "out",
    ];
    insta::assert_snapshot!(screen(&home, &args));
    let names: Vec<String> = home.files("out").into_keys().collect();
    let expected = [
        "assumptions.csv",
        "assumptions.md",
        "manifest.json",
        "report.html",
        "sensitivity.json",
        "tornado.png",
        "tornado.svg",
    ];
    assert_eq!(names, expected);
    let found = home.json("out/sensitivity.json");
    // As written, two ends for each of three, two trajectories of four points, and at most four times (three and two).
    let factors = found["factors"].as_array().expect("a list").len() as u64;
    let matter = found["factors"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|one| one["matters"] == true)
        .count() as u64;
    assert_eq!(
        (factors, found["points"].as_u64()),
        (3, Some(1 + 2 * 3 + 2 * 4 + 4 * (matter + 2)))
    );
    assert!(
        refused(
            &self::home(),
            &["sensitivity", "studied.toml", "--factor", "judgement.per_our=0.1..0.2"]
        )
        .contains("per_our")
    );
}

#[test]
fn the_best_mix_for_a_budget_and_the_cheapest_that_keeps_a_target() {
    let home = home();
    let levers = [
        "optimise",
        "studied.toml",
        "--levers",
        "teams.assessment.posts.0.count=7..13:3",
        "--replications",
        "30",
    ];
    let budget = [&levers[..], &["--budget", "130000", "--out", "budget"]].concat();
    insta::assert_snapshot!("budget", screen(&home, &budget));
    let found = home.json("budget/optimum.json");
    let options = found["options"].as_array().expect("a list");
    let cost = |option: &Value| option["cost"]["mean"].as_f64().expect("a number");
    assert!(options.windows(2).all(|pair| cost(&pair[0]) <= cost(&pair[1])), "the cheapest first");
    let best = &options[found["best"].as_u64().expect("one is named") as usize];
    assert!(cost(best) <= 130_000.0 && best["status"] == "best");
    assert!(
        options
            .iter()
            .filter(|option| cost(option) > 130_000.0)
            .all(|option| option["status"] == "too-dear")
    );
    let target =
        [&levers[..], &["--target", "miss_rate<100%", "--runs", "0.2", "--out", "target"]].concat();
    insta::assert_snapshot!("target", screen(&home, &target));
    // Every option keeps it, so the cheapest is named.
    assert_eq!(home.json("target/optimum.json")["best"], 0);
}

#[test]
fn searches_that_cannot_be() {
    let home = home();
    let levers = ["optimise", "studied.toml", "--replications", "4", "--out", "out", "--levers"];
    let few = "teams.assessment.posts.0.count=9..11:2";
    let mut all = Vec::new();
    for args in [
        &[few, "--budget", "-9000000"][..],
        &["teams.assesment.posts.0.count=9..11:2", "--budget", "1"],
        &[few],
        &[few, "--target", "miss_rate=3"],
        &[few, "--target", "miss_rate<many"],
        &[few, "--budget", "100000", "--measure", "miss_rate"],
        &[few, "--budget", "100000", "--confidence", "1.5"],
        &["teams.assessment.posts.0.count=1..600:1", "--budget", "1"],
    ] {
        all.push(refused(&home, &[&levers[..], args].concat()));
    }
    insta::assert_snapshot!(all.join("\n\n"));
    let none = Home::new();
    let said = none.run(&["optimise", "small.toml", "--levers", few, "--budget", "1"]);
    assert!(said.status == Some(2) && said.err.contains("no [costs]"), "{}", said.err);
}

#[test]
fn a_fit_meets_its_target_and_its_variant_is_the_scenario_it_found() {
    let home = home();
    let args = [
        "calibrate",
        "studied.toml",
        "--fit",
        "referrals.per_year=200..500",
        "--waves",
        "2",
        "--points",
        "6",
        "--search-replications",
        "4",
        "--replications",
        "6",
        "--out",
        "out",
    ];
    insta::assert_snapshot!(screen(&home, &args));
    let found = home.json("out/calibration.json");
    let after = found["targets"][0]["after"]["mean"].as_f64().expect("a number");
    assert!((180.0..=190.0).contains(&after), "{after}");
    assert_eq!(found["fitted"][0]["determined"], true);
    // The variant says what was fitted, is sound, and gives the answer that the fit was scored by.
    let variant = String::from_utf8(home.read("out/fitted.toml")).expect("it is text");
    assert!(
        variant.contains("normal_times = \"own\"")
            && variant.contains("extends = \"../studied.toml\""),
        "{variant}"
    );
    home.succeed(&["check", "out/fitted.toml"]);
    home.succeed(&[
        "out/fitted.toml",
        "--replications",
        "6",
        "--no-plots",
        "--no-counterfactual",
        "--out",
        "run",
    ]);
    let targets = home.json("run/results.json")["targets"].clone();
    assert_eq!(targets[0]["model"]["mean"], found["targets"][0]["after"]["mean"]);
}

#[test]
fn fits_that_cannot_be() {
    let home = home();
    let mut all = Vec::new();
    for args in [
        &["--fit", "judgement.per_our=0.1..0.4"][..],
        &["--fit", "judgement.per_hour=0.4..0.1"],
        &["--fit", "judgement.per_hour=low..high"],
        &["--fit", "judgement.per_hour"],
        &["--fit", "judgement.per_hour=0.1..0.4", "--fit", "triage.gain=0..1"],
        &["--fit", "judgement.per_hour=0.1..0.4", "--leave-out", "last year"],
    ] {
        all.push(refused(
            &home,
            &[&["calibrate", "studied.toml", "--out", "out"][..], args].concat(),
        ));
    }
    insta::assert_snapshot!(all.join("\n\n"));
    let none = Home::new();
    let said = none.run(&["calibrate", "small.toml", "--fit", "judgement.per_hour=0.1..0.4"]);
    assert!(said.status == Some(2) && said.err.contains("[[targets]]"), "{}", said.err);
}

/// What a sensitivity run found goes into the report of a run of the same scenario, and of no other.
#[test]
fn a_report_says_what_each_number_would_do_if_it_were_wrong() {
    let home = home();
    let few = ["--replications", "3", "--quiet", "--no-plots", "--out"];
    home.succeed(
        &[
            &["sensitivity", "studied.toml", "--trajectories", "1", "--base", "0"],
            &few[..],
            &["hangs"],
        ]
        .concat(),
    );
    home.succeed(&[&["studied.toml", "--effects", "hangs"], &few[..], &["with"]].concat());
    home.succeed(&[&["studied.toml"], &few[..], &["without"]].concat());
    let page = |folder: &str| {
        String::from_utf8(home.read(&format!("{folder}/report.html"))).expect("it is text")
    };
    assert!(
        page("with").contains("effect at the lower end")
            && !page("without").contains("effect at the lower end")
    );
    // The same words as the sensitivity run's own page.
    let row = |page: String| {
        let rest = page
            .split_once("<code>judgement.per_hour</code>")
            .expect("it is in the table")
            .1
            .to_owned();
        rest.split_once("</tr>").expect("the row ends").0.to_owned()
    };
    assert_eq!(row(page("with")), row(page("hangs")));
    for (scenario, folder, more, why) in [
        ("small.toml", "hangs", &[][..], "another scenario"),
        ("studied.toml", "with", &[], "has no sensitivity.json"),
        ("studied.toml", "hangs", &["--seed", "77"], "with another --seed"),
    ] {
        let args = [&[scenario, "--effects", folder], more, &few[..], &["no"]].concat();
        let refused = home.run(&args);
        assert_eq!(refused.status, Some(2));
        assert!(refused.err.contains(why), "{}", refused.err);
        assert!(!home.path("no").exists());
    }
}
