//! The built program as a user runs it.

use std::fs;

use serde_json::Value;

use crate::harness::{Home, SMALL, said};

const FIGURES: [&str; 7] = [
    "referral-surge",
    "misses-by-route",
    "waiting",
    "direct-minutes",
    "threshold-and-pressure",
    "caseload-and-staff",
    "where-children-ended-up",
];

/// Files that must not depend on the machine: all but the timing.
fn lasting(home: &Home, folder: &str) -> Vec<(String, Vec<u8>)> {
    home.files(folder).into_iter().filter(|(name, _)| name != "timing.json").collect()
}

/// What is printed above the last line, which says how long it took and where the files are.
fn above_last_line(text: &str) -> String {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    lines[..lines.len() - 1].join("\n")
}

#[test]
fn a_plain_run_shows_its_answer_and_leaves_its_files() {
    let home = Home::new();
    let said = home.succeed(&["small.toml"]);
    for part in [
        "working days",
        "not to be used to decide on a case",
        "4 replications in",
        "files in plots/small",
    ] {
        assert!(said.out.contains(part), "no {part:?} on the screen:\n{}", said.out);
    }
    assert_eq!(said.err, "", "nothing goes to standard error, no progress bar either");
    let files = home.files("plots");
    let figures =
        FIGURES.iter().flat_map(|stem| [format!("small/{stem}.png"), format!("small/{stem}.svg")]);
    let others = [
        "manifest.json",
        "replications.csv",
        "replications.journal",
        "report.html",
        "results.json",
        "timing.json",
        "weekly.csv",
    ];
    let mut expected: Vec<String> =
        others.iter().map(|name| format!("small/{name}")).chain(figures).collect();
    expected.sort();
    assert_eq!(files.keys().cloned().collect::<Vec<_>>(), expected);
    assert_eq!(home.names(), ["plots", "small.toml"]);
}

#[test]
fn the_manifest_lists_every_file_but_the_timing_with_its_hash() {
    let home = Home::new();
    home.succeed(&["small.toml", "--no-plots"]);
    let manifest = home.json("plots/small/manifest.json");
    let listed = manifest["files"].as_object().expect("files by name");
    let mut files = home.files("plots/small");
    // What says how fast the machine was is no part of what was found.
    assert!(files.remove("manifest.json").is_some() && files.remove("timing.json").is_some());
    assert_eq!(listed.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>());
    for (name, bytes) in files {
        assert_eq!(listed[&name], blake3::hash(&bytes).to_hex().as_str(), "{name}");
    }
}

#[test]
fn json_prints_the_results_alone_and_writes_the_same_files() {
    let home = Home::new();
    let plain = home.succeed(&["small.toml", "--no-plots", "--out", "plain"]);
    let said = home.succeed(&["small.toml", "--no-plots", "--json", "--out", "json"]);
    assert_eq!(said.out.trim_end().as_bytes(), home.read("json/results.json").trim_ascii_end());
    assert!(serde_json::from_str::<Value>(&said.out).is_ok_and(|value| value.is_object()));
    assert_eq!(above_last_line(&said.err).trim_end(), above_last_line(&plain.out).trim_end());
    assert!(lasting(&home, "json") == lasting(&home, "plain"));
}

#[test]
fn options_leave_out_figures_and_the_twin() {
    let home = Home::new();
    home.succeed(&["small.toml", "--no-plots", "--out", "with"]);
    home.succeed(&["small.toml", "--no-plots", "--no-counterfactual", "--out", "without"]);
    assert!(
        home.files("without").keys().all(|name| !name.ends_with("svg") && !name.ends_with("png"))
    );
    let (with, without) = (home.json("with/results.json"), home.json("without/results.json"));
    assert_eq!(
        (&with["has_twin"], &without["has_twin"]),
        (&Value::Bool(true), &Value::Bool(false))
    );
    let twins = |result: &Value| {
        let values = result["measures"]
            .as_array()
            .expect("measures")
            .iter()
            .flat_map(|m| m["values"].as_array().expect("values"));
        values.filter(|value| !value["twin"].is_null() || !value["difference"].is_null()).count()
    };
    assert!(twins(&with) > 100 && twins(&without) == 0);
    let runs = |result: &Value| {
        let measures = result["measures"].as_array().expect("measures").clone();
        measures
            .iter()
            .flat_map(|m| m["values"].as_array().expect("values").clone())
            .map(|v| v["run"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(runs(&with), runs(&without), "the twin leaves the run alone");
}

#[test]
fn a_run_that_is_not_the_plain_one_has_eight_digits_after_its_name() {
    let home = Home::new();
    for args in [
        ["--seed", "8"],
        ["--replications", "2"],
        ["--set", "referrals.per_year=310"],
        ["--without", "rush"],
    ] {
        let home = Home::new();
        home.succeed(&[&["small.toml", "--no-plots"], &args[..]].concat());
        let folders: Vec<String> = fs::read_dir(home.path("plots"))
            .expect("plots is there")
            .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
            .collect();
        let digits =
            folders[0].strip_prefix("small-").unwrap_or_else(|| panic!("{args:?}: {folders:?}"));
        assert!(digits.len() == 8 && digits.chars().all(|c| c.is_ascii_hexdigit()), "{folders:?}");
        assert_eq!(home.json(&format!("plots/{}/results.json", folders[0]))["run_id"], digits);
        assert_eq!(folders.len(), 1);
    }
    home.succeed(&["small.toml", "--no-plots", "--threads", "1", "--quiet"]);
    assert!(
        home.path("plots/small").is_dir(),
        "what does not change the result does not change the name"
    );
}

#[test]
fn an_unchanged_folder_is_replaced_and_a_changed_or_foreign_file_is_not() {
    let home = Home::new();
    let run =
        |more: &[&str]| home.run(&[&["small.toml", "--no-plots", "--out", "out"], more].concat());
    assert_eq!(run(&[]).status, Some(0));
    assert_eq!(run(&[]).status, Some(0), "its own files are replaced");
    for (name, text) in [("weekly.csv", "changed"), ("notes.txt", "mine")] {
        let path = format!("out/{name}");
        home.write(&path, text);
        let before = home.files("out");
        let said = run(&[]);
        assert_eq!(said.status, Some(2), "{}", said.err);
        assert!(said.err.contains(name), "{}", said.err);
        assert!(home.files("out") == before, "nothing is lost");
        assert_eq!(run(&["--force"]).status, Some(0));
        let stays = home.files("out").get(name).map(Vec::as_slice) == Some(text.as_bytes());
        assert_eq!(
            stays,
            name == "notes.txt",
            "what this program did not write is not its to remove"
        );
    }
    assert_eq!(home.names(), ["out", "small.toml"], "nothing is left beside the folder");
}

#[test]
fn nothing_but_the_timing_depends_on_threads_time_or_place() {
    let home = Home::new();
    let first = home.succeed(&["small.toml", "--threads", "1", "--out", "one"]);
    let files = lasting(&home, "one");
    assert_eq!(files.len(), 6 + 2 * FIGURES.len());
    for (threads, out) in [("2", "two"), ("8", "eight"), ("1", "again")] {
        let said = home.succeed(&["small.toml", "--threads", threads, "--out", out]);
        assert_eq!(above_last_line(&said.out), above_last_line(&first.out), "{out}");
        for ((name, bytes), (_, expected)) in lasting(&home, out).into_iter().zip(&files) {
            assert!(bytes == *expected, "{name} differs: {out}");
        }
    }
    // Another folder, another name of the file, another user's home.
    let elsewhere = Home::new();
    fs::create_dir(elsewhere.path("deep")).expect("it can be made");
    elsewhere.write("deep/other.toml", home.read("small.toml"));
    let mut command = elsewhere.command(&["deep/other.toml", "--out", "here"]);
    let said = said(
        command
            .env("HOME", elsewhere.path("deep"))
            .env("TZ", "Asia/Tokyo")
            .env("LANG", "de_DE.UTF-8"),
    );
    assert_eq!(said.status, Some(0), "{}", said.err);
    for ((name, bytes), (_, expected)) in lasting(&elsewhere, "here").into_iter().zip(&files) {
        assert!(bytes == *expected, "{name} depends on the place");
    }
}

#[test]
fn another_seed_gives_another_answer() {
    let home = Home::new();
    home.succeed(&["small.toml", "--no-plots", "--out", "one"]);
    home.succeed(&["small.toml", "--no-plots", "--out", "other", "--seed", "8"]);
    assert!(home.read("one/replications.csv") != home.read("other/replications.csv"));
}

#[test]
fn a_kept_pilot_gives_what_a_fresh_one_gives() {
    let home = Home::new();
    let run = |cache: &str, out: &str| {
        let mut command = home.command(&["small.toml", "--no-plots", "--out", out]);
        let said = said(command.env("SURGE_SIM_CACHE", cache));
        assert_eq!(said.status, Some(0), "{}", said.err);
        lasting(&home, out)
    };
    let none = run("", "none");
    assert!(!home.path("cache").exists());
    let first = run("cache", "first");
    let kept = home.files("cache");
    assert_eq!(kept.len(), 1, "the pilot is kept");
    assert!(run("cache", "second") == first, "a kept pilot is the pilot, to the last bit");
    assert!(none == first);
    assert!(home.files("cache") == kept, "and not made again");
    let (name, bytes) = kept.first_key_value().expect("there is one");
    let text = String::from_utf8(bytes.clone()).expect("it is text");
    let with = |from: &str, to: &str| {
        let lines: Vec<&str> = text.lines().collect();
        let numbers = lines[3].replacen(from, to, 1);
        assert_ne!(numbers, lines[3], "{numbers}");
        let hash = blake3::hash(format!("{}\n{numbers}", lines[1]).as_bytes()).to_hex().to_string();
        [lines[0], lines[1], &hash, &numbers, ""].join("\n")
    };
    // What is kept is used: one referral a year more in it shows, where its hash is right.
    home.write(
        &format!("cache/{name}"),
        with("\"referrals_asked\":300.0", "\"referrals_asked\":301.0"),
    );
    assert!(run("cache", "used") != first);
    // What is spoilt is made again, and said: half of it, a number changed, another format, zeros.
    let changed = text.replacen("\"referrals_asked\":300.0", "\"referrals_asked\":301.0", 1);
    let other = text.replacen("surge-sim pilot 1", "surge-sim pilot 9", 1);
    let spoilt = [&bytes[..bytes.len() / 2], changed.as_bytes(), other.as_bytes(), &[0; 100]]
        .map(<[u8]>::to_vec);
    // And what has a right hash and would panic, or never end.
    let made = [
        with("\"onset_per_day\":", "\"onset_per_day\":1e300,\"given\":0,\"x\":"),
        with("\"prior_precision\":", "\"prior_precision\":-"),
        with("\"thresholds\":[", "\"thresholds\":[1,"),
        with("\"sd\":", "\"sd\":1e300"),
    ];
    for (place, bytes) in spoilt.into_iter().chain(made.map(String::into_bytes)).enumerate() {
        home.write(&format!("cache/{name}"), bytes);
        let mut command = home.command(&["small.toml", "--no-plots", "--out", "spoilt"]);
        let said = said(command.env("SURGE_SIM_CACHE", "cache"));
        assert_eq!(said.status, Some(0), "{}", said.err);
        assert!(
            said.err.starts_with("note: ") && said.err.contains("they are found again"),
            "{place}: {}",
            said.err
        );
        assert!(lasting(&home, "spoilt") == first, "{place}");
        assert!(home.files("cache") == kept, "{place}");
    }
}

#[test]
fn the_resolved_scenario_gives_the_same_results() {
    let home = Home::new();
    let resolved = home.succeed(&["check", "--resolved", "small.toml"]).out;
    assert!(resolved.contains("[solved]"));
    home.write("resolved.toml", &resolved);
    home.succeed(&["small.toml", "--no-plots", "--out", "written"]);
    home.succeed(&["resolved.toml", "--no-plots", "--out", "resolved"]);
    for name in ["replications.csv", "weekly.csv"] {
        assert!(
            home.read(&format!("written/{name}")) == home.read(&format!("resolved/{name}")),
            "{name}"
        );
    }
    let plain = |folder: &str| {
        let mut result = home.json(&format!("{folder}/results.json"));
        // These tell one text from the other.
        for name in ["resolved", "scenario_hash", "run_id"] {
            assert!(!result[name].is_null());
            result[name] = Value::Null;
        }
        result
    };
    let (written, again) = (plain("written"), plain("resolved"));
    for (name, value) in written.as_object().expect("an object") {
        assert_eq!(*value, again[name], "{name}");
    }
    assert_eq!(
        home.succeed(&["check", "--resolved", "resolved.toml"]).out,
        resolved,
        "resolving again changes nothing"
    );
}

#[test]
fn a_starter_file_is_sound_and_is_never_overwritten() {
    let home = Home::new();
    home.succeed(&["new", "mine"]);
    let said = home.succeed(&["check", "mine.toml"]);
    assert!(said.out.starts_with("mine.toml: sound"), "{}", said.out);
    let before = home.read("mine.toml");
    let said = home.run(&["new", "mine"]);
    assert_eq!((said.status, home.read("mine.toml")), (Some(2), before));
}

#[test]
fn the_next_step_of_a_name_with_a_space_can_be_pasted() {
    let home = Home::new();
    let said = home.succeed(&["new", "my borough"]);
    let typed = if cfg!(windows) { "\"my borough.toml\"" } else { "'my borough.toml'" };
    assert!(said.out.ends_with(&format!("run it with: surge-sim {typed}\n")), "{}", said.out);
}

/// A what-if need not meet the targets of what it starts from, and says so; more replications are no what-if.
#[test]
fn a_missed_target_of_a_what_if_is_explained() {
    let home = Home::new();
    let targets = "\n[[targets]]\nmeasure = \"referrals_per_month\"\nlow = 1\nhigh = 2\n";
    home.write("held.toml", [SMALL, targets].concat());
    let missed = |args: &[&str]| {
        let folder = if args.is_empty() { "as-written" } else { "changed" };
        let said = home.succeed(
            &[&["held.toml", "--no-plots", "--replications", "2", "--out", folder], args].concat(),
        );
        said.out.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(missed(&[]).contains("The scenario gives no reason."));
    assert!(
        missed(&["--set", "referrals.per_year=310"])
            .contains("This run is a what-if: it is not meant to meet")
    );
}

#[test]
fn measures_of_the_screen_are_listed_with_their_ids() {
    let home = Home::new();
    let said = home.succeed(&["measures", "small.toml"]);
    for id in
        ["miss_rate ", "missed[late] ", "on_time[initial assessment] ", "unallocated[assessment] "]
    {
        assert!(said.out.lines().any(|line| line.starts_with(id)), "{id}");
    }
}

#[test]
fn help_lists_the_exit_statuses() {
    let home = Home::new();
    let said = home.succeed(&["--help"]);
    for status in ["0  ", "1  ", "2  ", "3  ", "130  "] {
        assert!(said.out.lines().any(|line| line.trim_start().starts_with(status)), "{status}");
    }
}

/// A hostile reader checks every number: the page's own scenario and command give the same results.
#[test]
fn the_page_makes_its_numbers_again() {
    let home = Home::new();
    home.succeed(&["small.toml", "--set", "triage.gain=0.3", "--out", "one", "--no-plots"]);
    let page = String::from_utf8(home.read("one/report.html")).expect("it is text");
    let part = |from: &str, to: &str| {
        let rest = page.split_once(from).expect("it is on the page").1;
        rest.split_once(to).expect("it ends").0.to_owned()
    };
    let plain = |text: String| {
        let marks = [
            ("&quot;", "\""),
            ("&#x27;", "'"),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&#x2f;", "/"),
            ("&amp;", "&"),
        ];
        marks.iter().fold(text, |text, (mark, letter)| text.replace(mark, letter))
    };
    home.write("scenario.toml", plain(part("aria-label=\"The scenario\"><code>", "</code>")));
    let command = part("aria-label=\"Command\"><code>surge-sim ", "</code>");
    let words: Vec<&str> = command.split(' ').chain(["--out", "two", "--no-plots"]).collect();
    home.succeed(&words);
    let (one, two) = (home.json("one/results.json"), home.json("two/results.json"));
    assert_eq!(one["measures"], two["measures"]);
    assert_eq!(one["headline"], two["headline"]);
}

#[test]
fn a_hostile_name_is_text_on_the_page() {
    let home = Home::new();
    let hostile = "<script>alert(1)</script> \u{202e}\u{5e9} & co";
    let name = format!("name = \"{hostile}\"");
    let text = SMALL.replacen("name = \"A small service\"", &name, 1);
    assert!(text.contains(hostile));
    home.write("hostile.toml", text);
    home.succeed(&["hostile.toml", "--replications", "1", "--out", "out"]);
    let page = String::from_utf8(home.read("out/report.html")).expect("it is text");
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;"));
}

#[test]
fn a_week_that_the_run_leaves_unfinished_is_not_shown() {
    let home = Home::new();
    for (days, last) in
        [("days=400", "2022-08-19"), ("days=399", "2022-08-19"), ("days=398", "2022-08-12")]
    {
        let set = format!("time.run_{days}");
        home.succeed(&[
            "small.toml",
            "--no-plots",
            "--replications",
            "2",
            "--set",
            &set,
            "--out",
            days,
        ]);
        let weekly = String::from_utf8(home.read(&format!("{days}/weekly.csv"))).expect("text");
        let weeks = weekly.lines().skip(1).filter_map(|line| line.split(',').next());
        assert_eq!(weeks.max(), Some(last), "{days}");
    }
}
