//! What is said is so: no interval of nothing, no year that is none, and no rule that stops by what never varied.

use serde_json::Value;

use crate::harness::{Home, SMALL};

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every estimate in a result.
fn estimates<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(fields)
            if fields.contains_key("half_width") && fields.contains_key("level") =>
        {
            found.push(value)
        }
        Value::Object(fields) => fields.values().for_each(|field| estimates(field, found)),
        Value::Array(items) => items.iter().for_each(|item| estimates(item, found)),
        _ => {}
    }
}

#[test]
fn two_replications_show_no_difference_and_no_interval_of_nothing() {
    let home = Home::new();
    let said = words(
        &home.succeed(&["small.toml", "--replications", "2", "--no-plots", "--out", "out"]).out,
    );
    assert!(!said.contains("± 0.0 ") && !said.contains("± 0 "), "{said}");
    assert!(
        !said.contains("more children missed") && !said.contains("fewer children missed"),
        "{said}"
    );
    assert!(
        said.contains("2 pairs of runs differ") || said.contains("no pair of 2 differs"),
        "{said}"
    );
    let results = home.json("out/results.json");
    for measure in results["measures"].as_array().expect("measures") {
        for value in measure["values"].as_array().expect("values") {
            let difference = &value["difference"];
            if difference.is_object() && difference["pairs"].is_number() {
                assert_eq!(
                    (&difference["pairs"], &difference["half_width"]),
                    (&2.into(), &Value::Null)
                );
            }
            let (run, id) = (&value["run"], measure["id"].as_str().expect("an id"));
            if id == "missed" || id == "miss_rate" {
                assert!(run["half_width"].as_f64().is_some_and(|half| half > 0.0), "{id}: {run}");
            }
        }
    }
}

#[test]
fn every_interval_has_its_ends_and_shares_stay_within_0_and_1() {
    let home = Home::new();
    home.succeed(&["small.toml", "--replications", "3", "--no-plots", "--out", "out"]);
    let results = home.json("out/results.json");
    let mut all = Vec::new();
    estimates(&results, &mut all);
    assert!(all.len() > 100);
    for one in all {
        let number = |field: &str| one[field].as_f64();
        match (number("mean"), number("low"), number("high"), number("half_width")) {
            (Some(mean), Some(low), Some(high), Some(half)) => {
                assert!(low <= mean && mean <= high, "{one}");
                assert!(
                    (half - (mean - low).max(high - mean)).abs() <= 1e-9 * mean.abs().max(1.0),
                    "{one}"
                );
            }
            (Some(_), None, None, None) => {}
            _ => panic!("half an interval: {one}"),
        }
    }
    for measure in results["measures"]
        .as_array()
        .expect("measures")
        .iter()
        .filter(|measure| measure["unit"] == "share")
    {
        for value in measure["values"].as_array().expect("values") {
            for world in ["run", "twin"] {
                let end = |end: &str| value[world][end].as_f64();
                assert!(
                    end("low").is_none_or(|low| low >= 0.0)
                        && end("high").is_none_or(|high| high <= 1.0),
                    "{measure}"
                );
            }
        }
    }
}

#[test]
fn a_rule_does_not_stop_by_what_never_happened() {
    let home = Home::new();
    let rule = "precision_of = { missed = 5.0 }\nmin = 4\nmax = 30\n";
    home.write("precise.toml", SMALL.replacen("count = 4\n", rule, 1));
    let never = ["precise.toml", "--set", "referrals.per_year=0", "--no-plots", "--out", "out"];
    let said = words(&home.succeed(&never).out);
    let results = home.json("out/results.json");
    assert_eq!(results["replications"]["finished"], 30, "{said}");
    assert_eq!(results["replications"]["reached"][0]["can_stop"], false);
    assert!(said.contains("too few cases, or too much alike, to stop by"), "{said}");
}

#[test]
fn a_year_cut_short_is_told_by_its_days_and_warned_of() {
    let home = Home::new();
    let second = SMALL.replacen(
        "[[publicity]]\n",
        "[[publicity]]\nlabel = \"Another case\"\ndate = 2022-04-01\npeak = 0.5\n\n[[publicity]]\n",
        1,
    );
    home.write("two.toml", second);
    let said = words(&home.succeed(&["two.toml", "--no-plots", "--out", "out"]).out);
    assert!(said.contains("in the 207 days after 1 February 2022"), "{said}");
    assert!(said.contains("days before it is") && !said.contains("; before \"A verdict"), "{said}");
    assert!(said.contains("A verdict in the news and 1 more, from 1 February 2022"), "{said}");
    let results = home.json("out/results.json");
    let ids: Vec<&str> = results["warnings"]
        .as_array()
        .expect("warnings")
        .iter()
        .filter_map(|one| one["id"].as_str())
        .collect();
    assert!(ids.contains(&"year-after-cut-short") && ids.contains(&"before-short"), "{ids:?}");
}
