//! What is legal and extreme gives sane results: exit status 0, every number finite, nothing where there is nothing.

use serde_json::Value;

use crate::harness::{Home, root};

/// Runs the small scenario with values changed and hands back its results, after looking for numbers that are none.
#[track_caller]
fn results(file: &str, args: &[&str]) -> (Value, String) {
    let home = Home::new();
    let said = home.succeed(&[&[file, "--out", "out"], args].concat());
    for word in ["NaN", "nan ", "inf ", "infinite"] {
        assert!(!said.out.contains(word), "{word} on the screen:\n{}", said.out);
    }
    for (name, bytes) in home.files("out") {
        let text = String::from_utf8_lossy(&bytes);
        if name.ends_with(".csv") {
            for line in text.lines().skip(1) {
                let wrong = |cell: &str| cell.parse::<f64>().is_ok_and(|value| !value.is_finite());
                assert!(!line.split(',').any(wrong), "{name}: {line}");
            }
        }
        if name.ends_with(".svg") {
            assert!(
                !text.contains("NaN") && !text.contains("inf\""),
                "{name} draws what is no number"
            );
        }
    }
    let results = home.json("out/results.json");
    // JSON has no NaN: it is written as null, where a number must stand.
    estimates(&results, "");
    (results, said.out)
}

/// An estimate that is there has a mean; half-widths are there with two replications or more, or not at all.
fn estimates(value: &Value, path: &str) {
    match value {
        Value::Object(fields) => {
            if fields.contains_key("half_width") {
                assert!(
                    fields["mean"].is_number() && fields["level"].is_number(),
                    "{path}: {value}"
                );
            }
            for (name, field) in fields {
                estimates(field, &format!("{path}.{name}"));
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, item)| estimates(item, &format!("{path}[{i}]")))
        }
        _ => {}
    }
}

fn mean(results: &Value, measure: &str, period: &str) -> Option<f64> {
    let measures = results["measures"].as_array().expect("measures");
    let found = measures
        .iter()
        .find(|m| m["id"] == measure)
        .unwrap_or_else(|| panic!("no measure {measure}"));
    let value = found["values"]
        .as_array()
        .expect("values")
        .iter()
        .find(|v| v["period"] == period)
        .expect("the period");
    value["run"]["mean"].as_f64()
}

#[test]
fn without_referrals_nothing_happens() {
    let (results, _) = results("small.toml", &["--set", "referrals.per_year=0"]);
    assert_eq!(mean(&results, "referrals", "observed"), Some(0.0));
    assert_eq!(mean(&results, "missed", "observed"), Some(0.0));
    assert_eq!(mean(&results, "miss_rate", "observed"), None, "no share of nothing");
    assert_eq!(mean(&results, "unallocated[assessment]", "observed"), Some(0.0));
}

#[test]
fn without_staff_nobody_is_seen() {
    let none = ["--set", "teams.duty.posts.0.count=0", "--set", "teams.assessment.posts.0.count=0"];
    let (results, _) = results("small.toml", &none);
    assert!(mean(&results, "referrals", "observed").is_some_and(|referrals| referrals > 100.0));
    assert_eq!(mean(&results, "found", "observed"), Some(0.0));
    assert_eq!(mean(&results, "in_post[assessment]", "observed"), Some(0.0));
    assert_eq!(mean(&results, "miss_rate", "observed"), Some(1.0));
    assert!(mean(&results, "waiting[screening]", "observed").is_some_and(|waiting| waiting > 50.0));
}

#[test]
fn staff_who_screen_and_nobody_to_assess() {
    let (results, _) = results("small.toml", &["--set", "teams.assessment.posts.0.count=0"]);
    assert!(
        mean(&results, "unallocated[assessment]", "observed").is_some_and(|waiting| waiting > 50.0)
    );
    assert_eq!(mean(&results, "found", "observed"), Some(0.0));
}

#[test]
fn without_publicity_there_is_nothing_to_compare() {
    let (results, screen) = results("small.toml", &["--set", "publicity=[]"]);
    assert_eq!(results["has_twin"], false);
    assert_eq!(results["headline"]["period"], "observed");
    let measures = results["measures"].as_array().expect("measures");
    let values =
        || measures.iter().flat_map(|measure| measure["values"].as_array().expect("values"));
    assert!(values().count() > 50);
    assert!(values().all(|value| value["twin"].is_null() && value["difference"].is_null()));
    assert!(!screen.contains("Routes compete"), "nothing is said of a difference");
}

#[test]
fn publicity_that_nobody_hears_changes_nothing() {
    let (results, _) = results("small.toml", &["--set", "publicity.A verdict in the news.peak=0"]);
    let measures = results["measures"].as_array().expect("measures");
    let values: Vec<&Value> =
        measures.iter().flat_map(|measure| measure["values"].as_array().expect("values")).collect();
    assert!(values.iter().filter(|value| value["difference"]["mean"] == 0.0).count() > 100);
    assert!(
        values
            .iter()
            .all(|value| value["difference"].is_null() || value["difference"]["mean"] == 0.0)
    );
}

#[test]
fn a_run_of_one_day() {
    let (results, _) =
        results("small.toml", &["--set", "time.run_days=1", "--set", "publicity=[]"]);
    assert_eq!(results["periods"][0]["days"], 1.0);
    assert!(
        mean(&results, "referrals", "observed")
            .is_some_and(|referrals| (0.0..40.0).contains(&referrals))
    );
}

#[test]
fn one_replication_has_no_interval() {
    let (results, _) = results("small.toml", &["--replications", "1"]);
    assert!(mean(&results, "referrals", "observed").is_some());
    let first = &results["measures"][0]["values"][0]["run"];
    assert!(first["mean"].is_number() && first["half_width"].is_null(), "{first}");
}

#[test]
fn the_smallest_scenario_that_is_shipped_runs() {
    let file = root().join("scenarios/smallest.toml");
    let (results, _) = results(file.to_str().expect("the path is text"), &["--replications", "2"]);
    let rate = mean(&results, "miss_rate", "observed").expect("there are high-risk children");
    assert!((0.0..1.0).contains(&rate));
}
