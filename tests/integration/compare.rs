//! `surge-sim compare`: scenarios on the same chance.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::harness::{Home, SMALL, Said};

/// The small scenario with two more workers.
const MORE: &str = "extends = \"small.toml\"\nname = \"A small service with two more workers\"\n\
                    [[teams]]\nname = \"assessment\"\nposts = [ { count = 11 } ]\n";
const FIGURES: [&str; 5] = [
    "differences",
    "misses-side-by-side",
    "paired-differences",
    "pressure-side-by-side",
    "unallocated-side-by-side",
];

fn home() -> Home {
    let home = Home::new();
    home.write("more.toml", MORE);
    home
}

fn above_last_line(text: &str) -> String {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    lines[..lines.len() - 1].join("\n")
}

#[track_caller]
fn refused(home: &Home, args: &[&str]) -> String {
    let said: Said = home.run(&[&["compare"], args].concat());
    assert_eq!(said.status, Some(2), "{args:?}: {}{}", said.out, said.err);
    assert_eq!(said.out, "");
    format!("$ {}\n{}", args.join(" "), said.err)
}

#[test]
fn two_scenarios_show_how_they_differ_and_leave_their_files() {
    let home = home();
    let said = home.succeed(&["compare", "small.toml", "more.toml"]);
    // Which build made it is in the digits.
    let found = home.json("plots/compare-small-more/comparison.json");
    let digits = found["run_id"].as_str().expect("it has one");
    insta::assert_snapshot!(above_last_line(&said.out).replace(digits, "RUN ID"));
    assert_eq!(found["build"], env!("SURGE_SIM_BUILD"));
    assert!(said.out.trim_end().ends_with("15 files in plots/compare-small-more"), "{}", said.out);
    assert_eq!(said.err, "");
    // The last line has the seconds in it.
    assert!(above_last_line(&said.out).lines().all(|line| line.chars().count() <= 80));
    let files = home.files("plots/compare-small-more");
    let figures = FIGURES.iter().flat_map(|stem| [format!("{stem}.png"), format!("{stem}.svg")]);
    let others =
        ["comparison.csv", "comparison.json", "manifest.json", "missed.csv", "report.html"]
            .map(str::to_owned);
    assert_eq!(
        files.keys().cloned().collect::<BTreeSet<_>>(),
        others.into_iter().chain(figures).collect()
    );
    let missed = String::from_utf8(home.read("plots/compare-small-more/missed.csv")).expect("text");
    assert_eq!(
        missed.lines().next(),
        Some("\u{feff}replication,side,missed,noticed,expected_harms")
    );
    assert_eq!(missed.lines().count(), 1 + 2 * 4);
    let table =
        String::from_utf8(home.read("plots/compare-small-more/comparison.csv")).expect("text");
    assert_eq!(
        table.lines().next(),
        Some(
            "\u{feff}side,baseline,measure,label,unit,period,value,baseline_value,difference,half_width,variance_ratio,low,high,unequal_pairs"
        )
    );
    assert!(table.contains("\nmore,small,miss_rate,"), "{table}");
}

/// Both sides come out as their own runs do, and the difference is theirs.
#[test]
fn sides_are_the_runs_they_would_be_by_themselves() {
    let home = home();
    home.succeed(&["compare", "small.toml", "more.toml", "--no-plots", "--out", "both"]);
    home.succeed(&["small.toml", "--no-plots", "--out", "one"]);
    home.succeed(&["more.toml", "--no-plots", "--out", "other"]);
    let mean = |file: &str, id: &str| {
        let result = home.json(file);
        let measures = result["measures"].as_array().expect("measures").clone();
        let measure =
            measures.into_iter().find(|measure| measure["id"] == id).expect("it is there");
        measure["values"][2]["run"]["mean"].as_f64().expect("a number")
    };
    let found = home.json("both/comparison.json");
    let measures = found["against"][0]["measures"].as_array().expect("measures").clone();
    for id in ["missed", "miss_rate", "expected_harms", "wait_median[screening]"] {
        let measure = measures.iter().find(|measure| measure["id"] == id).expect("it is compared");
        let value = measure["periods"]
            .as_array()
            .expect("periods")
            .iter()
            .find(|value| value["period"] == "year_after");
        let value = value.expect("both have the year after");
        let (own, base) = (mean("other/results.json", id), mean("one/results.json", id));
        assert_eq!(value["value"]["mean"].as_f64(), Some(own), "{id}");
        assert_eq!(value["baseline_value"]["mean"].as_f64(), Some(base), "{id}");
        let difference = value["difference"]["mean"].as_f64().expect("a number");
        assert!((difference - (own - base)).abs() < 1e-9, "{id}");
    }
}

#[test]
fn a_scenario_against_itself_differs_by_exactly_0() {
    let home = home();
    let said = home.succeed(&["compare", "small.toml", "small.toml", "--out", "out"]);
    assert!(said.out.contains("every difference is exactly 0"), "{}", said.out);
    assert!(said.out.contains("the same file named again"), "{}", said.out);
    let found = home.json("out/comparison.json");
    assert_eq!(
        (&found["sides"][0]["id"], &found["sides"][1]["id"]),
        (&"small".into(), &"small-2".into())
    );
    let mut seen = 0;
    for measure in found["against"][0]["measures"].as_array().expect("measures") {
        for value in measure["periods"].as_array().expect("periods") {
            let difference = &value["difference"];
            assert!(
                difference.is_null()
                    || difference["mean"] == 0.0
                        && difference["half_width"].as_f64().is_none_or(|h| h == 0.0)
            );
            assert!(value["variance_ratio"].is_null());
            seen += usize::from(!difference.is_null());
        }
    }
    assert!(seen > 100);
    let pairs = &found["against"][0]["missed"];
    assert_eq!(
        (&pairs["fewer"], &pairs["as_many"], &pairs["more"]),
        (&0.into(), &4.into(), &0.into())
    );
}

#[test]
fn seed_and_replications_are_the_baselines_and_that_is_said() {
    let home = home();
    home.write(
        "own.toml",
        "extends = \"small.toml\"\nname = \"Its own\"\n[replications]\nseed = 8\ncount = 3\n",
    );
    let said = home.succeed(&["compare", "small.toml", "own.toml", "--no-plots", "--out", "out"]);
    for part in ["Its own: its own seed, 8, gives way", "a fixed count of 3, gives way"] {
        assert!(said.out.replace('\n', " ").contains(part), "{part}: {}", said.out);
    }
    let found = home.json("out/comparison.json");
    assert_eq!((&found["seed"], &found["replications"]), (&7.into(), &4.into()));
    assert_eq!(found["against"][0]["identical"], Value::Bool(true));
    let other = home.succeed(&[
        "compare",
        "small.toml",
        "own.toml",
        "--no-plots",
        "--baseline",
        "own.toml",
        "--out",
        "other",
    ]);
    assert!(
        other.out.contains("3 replications of each scenario from the same seed, 8"),
        "{}",
        other.out
    );
    let asked = home.succeed(&[
        "compare",
        "small.toml",
        "own.toml",
        "--no-plots",
        "--seed",
        "5",
        "--replications",
        "2",
        "--out",
        "asked",
    ]);
    assert!(!asked.out.contains("gives way"), "{}", asked.out);
}

#[test]
fn a_side_without_publicity_is_compared_over_the_whole_period() {
    let home = home();
    home.write("calm.toml", "extends = \"small.toml\"\nname = \"No verdict\"\npublicity = []\n");
    let said = home.succeed(&["compare", "small.toml", "calm.toml", "--out", "out"]);
    assert!(
        said.out.replace('\n', " ").contains("No verdict has no publicity in the observed period"),
        "{}",
        said.out
    );
    let found = home.json("out/comparison.json");
    assert_eq!(found["period"]["id"], "observed");
    let others: Vec<&str> = found["against"][0]["other_periods"]
        .as_array()
        .expect("ids")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(others, ["before", "year_after"]);
}

#[test]
fn json_prints_the_comparison_alone_and_the_number_of_threads_changes_nothing() {
    let home = home();
    let said = home.succeed(&[
        "compare",
        "small.toml",
        "more.toml",
        "--no-plots",
        "--json",
        "--threads",
        "1",
        "--out",
        "one",
    ]);
    assert_eq!(said.out.trim_end().as_bytes(), home.read("one/comparison.json").trim_ascii_end());
    home.succeed(&[
        "compare",
        "small.toml",
        "more.toml",
        "--no-plots",
        "--threads",
        "3",
        "--out",
        "three",
    ]);
    assert!(home.files("one") == home.files("three"));
}

#[test]
fn what_is_changed_goes_to_a_folder_of_its_own() {
    let home = home();
    home.succeed(&[
        "compare",
        "small.toml",
        "more.toml",
        "--no-plots",
        "--without",
        "rush",
        "--no-counterfactual",
    ]);
    let folders = home.files("plots");
    let name =
        folders.keys().next().expect("a file").split('/').next().expect("a folder").to_owned();
    let digits = name.strip_prefix("compare-small-more-").expect("the scenarios' names first");
    assert!(digits.len() == 8 && digits.chars().all(|c| c.is_ascii_hexdigit()), "{name}");
    assert_eq!(home.json(&format!("plots/{name}/comparison.json"))["run_id"], digits);
}

/// A folder is taken for what it says only where it is as this very program wrote it.
#[test]
fn a_folder_that_was_changed_or_is_of_another_build_is_not_compared() {
    let home = home();
    let run = || home.succeed(&["small.toml", "--no-plots", "--out", "done", "--force"]);
    let compare = ["compare", "done", "more.toml", "--no-plots", "--out", "compared"];
    run();
    home.succeed(&compare);
    let sound = home.files("done");
    let said = |name: &str, bytes: &[u8]| {
        home.write(&format!("done/{name}"), bytes);
        let said = home.run(&compare);
        assert_eq!((said.status, said.out.as_str()), (Some(2), ""), "{}", said.err);
        home.write(&format!("done/{name}"), &sound[name]);
        said.err
    };
    // A number changed in a record, and its hashes made right.
    let journal =
        surge_sim::experiment::journal::Journal::read_only(&home.path("done/replications.journal"))
            .expect("sound");
    let mut bytes = Vec::new();
    surge_sim::experiment::journal::begin(journal.owner(), &mut bytes).expect("memory is patient");
    for entry in journal.records() {
        let mut record = journal.read(&entry).expect("it is there");
        record[20] ^= 1;
        bytes.extend(surge_sim::experiment::journal::frame(entry.tag, &record));
    }
    let changed = said("replications.journal", &bytes);
    assert!(changed.contains("done: replications.journal is not as it was written"), "{changed}");
    let manifest = String::from_utf8(sound["manifest.json"].clone()).expect("it is text");
    let build = env!("SURGE_SIM_BUILD");
    let other = said("manifest.json", manifest.replace(build, "0123456789abcdef").as_bytes());
    let both = format!(
        "done: made by build 0123456789ab of this program, and this is build {}: ",
        &build[..12]
    );
    assert!(other.contains(&both) && other.contains("Run its scenario again"), "{other}");
    // The manifest says this build, and the replications another.
    let owner = journal.owner().replace(build, "fedcba9876543210");
    let mut bytes = Vec::new();
    journal.copy(&owner, &journal.records(), &mut bytes).expect("memory is patient");
    let hash = |bytes: &[u8]| blake3::hash(bytes).to_hex().to_string();
    let vouching = manifest.replace(&hash(&sound["replications.journal"]), &hash(&bytes));
    assert_ne!(vouching, manifest);
    home.write("done/manifest.json", vouching);
    let other = said("replications.journal", &bytes);
    assert!(other.contains("made by build fedcba987654 of this program"), "{other}");
    std::fs::remove_file(home.path("done/manifest.json")).expect("it is there");
    let none = home.run(&compare);
    assert!(none.status == Some(2) && none.err.contains("it has no manifest.json"), "{}", none.err);
}

#[test]
fn comparisons_that_cannot_be_made() {
    let home = home();
    home.write("longer.toml", SMALL.replacen("run_days = 400", "run_days = 200", 1));
    home.write("later.toml", SMALL.replacen("date = 2022-02-01", "date = 2022-03-01", 1));
    home.write("window.toml", "extends = \"small.toml\"\n[outcome]\ntarget_working_days = 30\n");
    let calm = SMALL.replacen("run_days = 400", "run_days = 300", 1);
    home.write(
        "calm.toml",
        calm.replacen(
            "[[publicity]]\nlabel = \"A verdict in the news\"\ndate = 2022-02-01\npeak = 1.0\n",
            "",
            1,
        ),
    );
    let said = [
        refused(&home, &["small.toml"]),
        refused(&home, &["small.toml", "none.toml"]),
        refused(&home, &["small.toml", "more.toml", "--baseline", "other.toml"]),
        refused(&home, &["small.toml", "later.toml"]),
        refused(&home, &["small.toml", "longer.toml"]),
        refused(&home, &["small.toml", "calm.toml"]),
        refused(&home, &["small.toml", "window.toml"]),
        refused(&home, &["small.toml", "more.toml", "--set", "nothing.there=1"]),
    ];
    assert!(!home.path("plots").exists(), "nothing is written");
    insta::assert_snapshot!(said.join("\n"));
}
