//! What is printed is what its definition says, from the other numbers of the same result.

use serde_json::Value;

use crate::harness::Home;

/// A measure's mean in a period: of the run or of the twin.
fn mean(results: &Value, id: &str, period: &str, world: &str) -> f64 {
    let measures = results["measures"].as_array().expect("measures");
    let measure = measures.iter().find(|measure| measure["id"] == id).unwrap_or_else(|| panic!("no measure {id}"));
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
