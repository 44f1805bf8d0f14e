//! What is printed is what its definition says, from the other numbers of the same result.

use serde_json::Value;

use crate::harness::Home;

/// A measure's mean in a period: of the run or of the twin.
fn mean(results: &Value, id: &str, period: &str, world: &str) -> f64 {
    let measures = results["measures"].as_array().expect("measures");
    let measure = measures
        .iter()
        .find(|measure| measure["id"] == id)
        .unwrap_or_else(|| panic!("no measure {id}"));
    let values = measure["values"].as_array().expect("values");
    let value = values.iter().find(|value| value["period"] == period).expect("the period");
    value[world]["mean"].as_f64().unwrap_or_else(|| panic!("{id} has no {world} in {period}"))
}

#[test]
fn the_excess_of_episodes_is_split_by_the_twins_episode_miss_rate() {
    let home = Home::new();
    home.succeed(&["small.toml", "--replications", "6", "--no-plots", "--out", "out"]);
    let results = home.json("out/results.json");
    let of = |id: &str, world: &str| mean(&results, id, "year_after", world);
    let more = (of("episodes", "run") - of("episodes", "twin")) * of("episode_miss_rate", "twin");
    let found = results["headline"]["excess_more_episodes"]["mean"].as_f64().expect("it is there");
    assert!((found - more).abs() < 1e-9 && found.abs() > 0.0, "{found} against {more}");
}

#[test]
fn the_length_of_plans_says_of_which_plans_and_stands_beside_the_kaplan_meier_mean() {
    let home = Home::new();
    home.succeed(&["small.toml", "--replications", "4", "--no-plots", "--out", "out"]);
    let results = home.json("out/results.json");
    let label = |id: &str| {
        let measures = results["measures"].as_array().expect("measures");
        let measure = measures.iter().find(|measure| measure["id"] == id).expect("it is there");
        measure["label"].as_str().expect("it has a label").to_owned()
    };
    assert!(label("length_mean[child in need plan]").contains("ended in the period"));
    assert!(label("length_km_mean[child in need plan]").contains("longest seen"));
    // In 400 days hardly any plan that began in them is seen to its end: those that ended began long before, or were short.
    let [ended, began] = ["length_mean", "length_km_mean"]
        .map(|id| mean(&results, &format!("{id}[child in need plan]"), "observed", "run"));
    assert!(ended > 0.0 && began > 0.0 && (ended - began).abs() > 1.0, "{ended} and {began}");
}

#[test]
fn a_backlog_is_on_screen_page_paper_and_file() {
    let home = Home::new();
    let opening = "opening=[{stage=\"initial assessment\",waiting=300}]";
    let screen = home
        .succeed(&[
            "small.toml",
            "--replications",
            "3",
            "--set",
            opening,
            "--no-plots",
            "--out",
            "out",
        ])
        .out;
    let results = home.json("out/results.json");
    let backlog = &results["openings"][0];
    assert_eq!(
        (&backlog["stage"], &backlog["asked"], &backlog["short"]),
        (&"initial assessment".into(), &300.into(), &0.into())
    );
    let of = |key: &str| backlog[key]["mean"].as_f64().unwrap_or_else(|| panic!("no {key}"));
    assert!((of("found") + of("put") - 300.0).abs() < 1e-9, "{backlog}");
    assert!(of("reached") > 0.0 && of("reached") + of("waiting") <= of("put"), "{backlog}");
    assert_eq!(mean(&results, "opening_put[initial assessment]", "observed", "run"), of("put"));
    let page = String::from_utf8(home.read("out/report.html")).expect("it is text");
    for (place, text) in [("screen", &screen), ("page", &page)] {
        let text = text.replace("&quot;", "\"").replace('\n', " ");
        assert!(text.contains("Backlog at \"initial assessment\" on"), "not on the {place}");
        assert!(text.contains("not among the children of the headline"), "not on the {place}");
    }
    let alone =
        home.succeed(&["small.toml", "--replications", "3", "--no-plots", "--out", "without"]).out;
    assert!(
        !alone.contains("Backlog") && home.json("without/results.json").get("openings").is_none()
    );
}

#[test]
fn a_backlog_that_cannot_be_filled_is_refused_or_said() {
    let home = Home::new();
    let opening = "opening=[{stage=\"initial assessment\",waiting=300}]";
    for (set, why) in [
        ("time.warmup_days=0", "time.warmup_days is 0"),
        ("referrals.per_year=0", "referrals.per_year is 0"),
    ] {
        let said =
            home.run(&["small.toml", "--set", opening, "--set", set, "--no-plots", "--out", "out"]);
        assert_eq!(said.status, Some(2), "{}", said.out);
        assert!(
            said.err.contains("initial assessment\".waiting = 300: cannot be filled")
                && said.err.contains(why),
            "{}",
            said.err
        );
    }
    // After four days a few have been screened, and nobody has come further.
    let args = [
        "small.toml",
        "--set",
        opening,
        "--set",
        "time.warmup_days=4",
        "--replications",
        "2",
        "--no-plots",
    ];
    let screen = home.succeed(&[&args[..], &["--out", "few"]].concat()).out;
    let screen = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    let like = screen
        .split(" children put there are like ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next());
    let like: f64 = like.and_then(|number| number.parse().ok()).expect(&screen);
    assert!(like > 0.0 && like < 30.0, "{like}: {screen}");
    let opening = "opening=[{stage=\"core assessment\",waiting=300}]";
    let args = [
        "small.toml",
        "--set",
        opening,
        "--set",
        "time.warmup_days=1",
        "--replications",
        "2",
        "--no-plots",
    ];
    let screen = home.succeed(&[&args[..], &["--out", "short"]].concat()).out;
    let screen = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(screen.contains("in 2 of 2 replications fewer than the 300 asked for"), "{screen}");
    assert_eq!(
        home.json("short/results.json")["openings"][0]["put_range"],
        serde_json::json!([0, 0])
    );
}
