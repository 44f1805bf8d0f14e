//! Chance by name: the order of a file changes no number, one name more leaves the luck of all others, a renamed thing is new.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use surge_sim::experiment::{Scratch, Twin, normal_times, replicate};
use surge_sim::model::Setting;
use surge_sim::scenario::{Overrides, Scenario, Solved, load_str};
use surge_sim::stats::Estimate;

use crate::harness::Home;

const EVERYTHING: &str = include_str!("../fixtures/everything.toml");

/// Everything, with two of whatever a list can hold.
const RICH: &str = r#"extends = "everything.toml"
name = "Two of everything"
[[publicity]]
label = "A second verdict"
date = 2022-02-01
peak = 0.3
blame = 0.5
[[teams]]
name = "duty"
posts = [ { count = 1 }, { count = 1, grade = "senior", fte = 0.5 } ]
vacant_share = 0.5
[[actions]]
name = "another team"
date = 2022-03-01
for_days = 60
add = [ { team = "duty", grade = "qualified", count = 1 }, { team = "assessment", grade = "senior", count = 1 } ]
overtime_share = 0.05
[[opening]]
stage = "initial assessment"
waiting = 12
[[opening]]
stage = "core assessment"
waiting = 9
"#;

/// A scenario in full, without the numbers of a pilot.
fn resolved(home: &Home, file: &str) -> String {
    let text = home.succeed(&["check", "--resolved", file]).out;
    let mut solved = false;
    let stays = |line: &&str| {
        if line.starts_with('[') {
            solved = line.trim_start_matches('[').starts_with("solved");
        }
        !solved
    };
    text.lines().filter(stays).map(|line| format!("{line}\n")).collect()
}

/// The tables of a resolved file with every list of tables turned round, lists of posts and staff and tables of shares too.
fn turned(resolved: &str) -> String {
    let mut blocks: Vec<String> = vec![String::new()];
    for line in resolved.lines() {
        if line.starts_with('[') {
            blocks.push(String::new());
        }
        let block = blocks.last_mut().expect("there is a first");
        block.push_str(&turned_line(line));
        block.push('\n');
    }
    let header = |block: &String| {
        block.lines().next().filter(|line| line.starts_with("[[")).map(str::to_owned)
    };
    let groups = blocks.chunk_by(|a, b| header(a).is_some() && header(a) == header(b));
    groups.flat_map(|group| group.iter().rev().cloned()).collect()
}

fn turned_line(line: &str) -> String {
    for key in ["posts", "add", "move"] {
        if let Some(list) =
            line.strip_prefix(&format!("{key} = [")).and_then(|rest| rest.trim().strip_suffix(']'))
        {
            if list.trim().is_empty() {
                break;
            }
            let mut tables: Vec<String> = list
                .split("},")
                .map(|table| table.trim().trim_end_matches('}').to_owned())
                .collect();
            tables.reverse();
            return format!(
                "{key} = [ {} ]",
                tables.iter().map(|table| format!("{table} }}")).collect::<Vec<_>>().join(", ")
            );
        }
    }
    for key in ["ages", "kinds"] {
        if let Some(table) =
            line.strip_prefix(&format!("{key} = {{")).and_then(|rest| rest.trim().strip_suffix('}'))
        {
            let mut shares: Vec<&str> = table.split(',').map(str::trim).collect();
            shares.reverse();
            return format!("{key} = {{ {} }}", shares.join(", "));
        }
    }
    line.to_owned()
}

fn measures(results: &Value) -> Vec<(String, Value)> {
    let list = results["measures"].as_array().expect("measures");
    list.iter()
        .map(|measure| {
            (measure["id"].as_str().expect("an id").to_owned(), measure["values"].clone())
        })
        .collect()
}

#[test]
fn the_order_of_a_files_lists_changes_no_number() {
    let home = Home::new();
    home.write("everything.toml", EVERYTHING);
    home.write("rich.toml", RICH);
    let written = resolved(&home, "rich.toml");
    let turned = turned(&written);
    assert_ne!(written, turned);
    let mut lines: [Vec<&str>; 2] = [written.lines().collect(), turned.lines().collect()];
    lines.iter_mut().for_each(|lines| lines.sort_unstable());
    assert_eq!(lines[0].len(), lines[1].len());
    for (file, text) in [("written", &written), ("turned", &turned)] {
        home.write(&format!("{file}.toml"), text);
        home.succeed(&[
            &format!("{file}.toml"),
            "--replications",
            "3",
            "--no-plots",
            "--long-tables",
            "--quiet",
            "--out",
            file,
        ]);
    }
    let rows = |file: &str| {
        let text =
            String::from_utf8(home.read(&format!("{file}/replications-long.csv"))).expect("text");
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let (one, other) = (rows("written"), rows("turned"));
    assert_ne!(one, other, "the names are listed as written");
    assert_eq!(one.iter().collect::<BTreeSet<_>>(), other.iter().collect::<BTreeSet<_>>());
    assert!(one.len() > 1000, "there is something to compare: {}", one.len());
    let [one, other] =
        ["written", "turned"].map(|file| measures(&home.json(&format!("{file}/results.json"))));
    let listed = |measures: &[(String, Value)]| {
        let sources = measures.iter().filter(|(id, _)| id.starts_with("referrals["));
        sources.map(|(id, _)| id.clone()).collect::<Vec<_>>()
    };
    let mut back = listed(&other);
    back.reverse();
    assert_ne!(listed(&one), listed(&other), "tables keep the writer's order");
    assert_eq!(
        listed(&one).into_iter().collect::<BTreeSet<_>>(),
        back.into_iter().collect::<BTreeSet<_>>()
    );
    let by_id = |measures: Vec<(String, Value)>| measures.into_iter().collect::<BTreeMap<_, _>>();
    let (one, other) = (by_id(one), by_id(other));
    for (id, values) in &one {
        assert_eq!(Some(values), other.get(id), "{id}");
    }
    assert_eq!(one.len(), other.len());
}

/// The small scenario in full, with blocks put before the first of their kind.
fn small_with(blocks: &[&str]) -> Scenario {
    let home = Home::new();
    let mut text = resolved(&home, "small.toml");
    for block in blocks {
        let header = block.lines().next().expect("a header");
        let at = text.find(header).expect("the file has such a table");
        text.insert_str(at, &format!("{block}\n\n"));
    }
    load_str("chance.toml", &text, &Overrides::none()).expect("sound").scenario
}

/// Normal times of the small scenario, and for a class that it lacks those worked out for the other.
fn with_normal_times_of(base: &Solved, scenario: &Scenario) -> Solved {
    let own = normal_times::closed_form(scenario);
    let known = |name: &str| base.classes.iter().find(|class| class.name == name).cloned();
    let classes =
        own.classes.into_iter().map(|class| known(&class.name).unwrap_or(class)).collect();
    Solved { classes, ..base.clone() }
}

/// Every measure of some replications, by id.
fn found(
    scenario: &Scenario,
    solved: &Solved,
    replications: u32,
) -> Vec<BTreeMap<String, Option<f64>>> {
    let setting = Setting::new(scenario, solved);
    let mut scratch = Scratch::default();
    let of = |sums: &[f64]| {
        let measures = setting.catalogue.measures.iter();
        measures.map(|measure| (measure.id.to_string(), measure.formula.on(sums, 1))).collect()
    };
    let width = setting.catalogue.layout.len();
    (0..replications)
        .map(|index| {
            of(&replicate(&setting, index, Twin::Without, &mut scratch, &mut |_, _| {}).run.sums
                [..width])
        })
        .collect()
}

const CLASS: &str = "[[risk]]\nname = \"a class more\"\nhigh = false\nshare = 0.02\nseverity = { mean = 0.3, sd = 0.6 }\n\
    concern_every_days = 100\nrecognition = 0.2\nresolves_after_days = 300\nescalates_per_year = 0\nescalates_to = \"low\"";
const SOURCE: &str =
    "[[referrals.sources]]\nname = \"a source more\"\nshare = 0.02\nprecision = 0.1";
const TEAM: &str =
    "[[teams]]\nname = \"a team more\"\nposts = [ { count = 4 } ]\nvacant_share = 0.5";

#[test]
fn a_class_a_source_and_a_team_more_leave_the_luck_of_all_others_to_the_bit() {
    let base = small_with(&[]);
    let solved = normal_times::closed_form(&base);
    let mut more = small_with(&[CLASS, SOURCE, TEAM]);
    // Nobody of the class, nobody whom the source sees: then nothing at all may move but what counts the team.
    let mut more_solved = with_normal_times_of(&solved, &more);
    (more_solved.classes[0].onset_per_day, more_solved.classes[0].hidden_on_day_0) = (0.0, 0.0);
    assert_eq!(
        (more.risk[0].name.as_str(), more.referrals.sources[0].name.as_str()),
        ("a class more", "a source more")
    );
    for (source, known) in more.referrals.sources[1..].iter_mut().zip(&base.referrals.sources) {
        source.share = known.share;
    }
    more.referrals.sources[0].share = 0.0;
    let of_the_team = ["in_post", "sick_share", "leavers_per_year"];
    let (one, other) = (found(&base, &solved, 4), found(&more, &more_solved, 4));
    let mut compared = 0;
    for (one, other) in one.iter().zip(&other) {
        for (id, value) in one.iter().filter(|(id, _)| !of_the_team.contains(&id.as_str())) {
            assert_eq!(value.map(f64::to_bits), other[id].map(f64::to_bits), "{id}");
            compared += usize::from(value.is_some_and(|value| value != 0.0));
        }
        assert!(other["in_post[a team more]"] > Some(0.0), "the team works");
        assert!(one["missed"] > Some(0.0), "there is luck to keep");
    }
    assert!(compared > 200, "{compared}");
}

/// Variance of the difference had the sides had independent luck, over what it is.
fn variance_ratio(
    one: &[BTreeMap<String, Option<f64>>],
    other: &[BTreeMap<String, Option<f64>>],
    id: &str,
) -> f64 {
    let values = |found: &[BTreeMap<String, Option<f64>>]| {
        found.iter().map(|found| found[id].unwrap_or(0.0)).collect::<Vec<_>>()
    };
    let (one, other) = (values(one), values(other));
    let differences: Vec<f64> = one.iter().zip(&other).map(|(a, b)| a - b).collect();
    let variance = |values: &[f64]| {
        Estimate::of_mean(values).and_then(|found| found.half_width).map_or(0.0, |half| half * half)
    };
    (variance(&one) + variance(&other)) / variance(&differences)
}

#[test]
fn a_class_or_a_source_that_counts_keeps_the_luck_of_the_others() {
    let base = small_with(&[]);
    let solved = normal_times::closed_form(&base);
    let alone = found(&base, &solved, 40);
    for (block, least) in [(CLASS, 3.0), (SOURCE, 3.0)] {
        let more = small_with(&[block]);
        let both = found(&more, &with_normal_times_of(&solved, &more), 40);
        for id in ["missed", "noticed", "referrals"] {
            let ratio = variance_ratio(&both, &alone, id);
            assert!(ratio > least, "{id}: {ratio} where independent luck gives 1, with\n{block}");
        }
    }
}

#[test]
fn a_renamed_team_is_new_chance_and_a_comparison_says_so() {
    let home = Home::new();
    let written = resolved(&home, "small.toml");
    home.write("small.toml", &written);
    home.write(
        "renamed.toml",
        written
            .replace("\"duty\"", "\"front door\"")
            .replace("A small service", "The renamed service"),
    );
    let said =
        home.succeed(&["compare", "small.toml", "renamed.toml", "--no-plots", "--out", "both"]).out;
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = "Only A small service has the team \"duty\", and only The renamed service has the team \"front door\". \
        Luck goes by names: what bears a name that the other lacks has luck of its own, and all else keeps the same luck in both. \
        What was only renamed counts as new: give it one name in both, and it is compared on the same luck.";
    assert!(said.contains(sentence), "{said}");
    let page = String::from_utf8(home.read("both/report.html")).expect("text");
    assert!(page.contains("Luck goes by names"), "the page says so too");
    let found = home.json("both/comparison.json");
    assert_eq!(found["against"][0]["identical"], false, "another name has other luck");
    assert_eq!(found["against"][0]["names_apart"][0]["only_side"][0], "front door");
    // The same names in another order: nothing is said of names, and no difference is other than 0.
    home.write("turned.toml", turned(&written).replace("A small service", "The turned service"));
    let said = home
        .succeed(&["compare", "small.toml", "turned.toml", "--no-plots", "--out", "turned"])
        .out;
    assert!(!said.contains("Luck goes by names"), "{said}");
    let found = home.json("turned/comparison.json");
    assert_eq!(found["against"][0]["same_children"], true);
    assert_eq!(found["against"][0]["identical"], true);
}
