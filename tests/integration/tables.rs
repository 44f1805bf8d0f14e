//! Every column of every table stands in the data dictionary, and the examples read columns that there are.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::harness::{Home, root};

/// Columns by file, as the program says them.
fn dictionary(home: &Home) -> BTreeMap<String, Vec<String>> {
    let said = home.succeed(&["dictionary", "--csv"]).out;
    let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in said.lines().skip(1) {
        let mut cells = line.split(',');
        let (file, column) = (cells.next().expect("a file"), cells.next().expect("a column"));
        files.entry(file.to_owned()).or_default().push(column.to_owned());
    }
    files
}

#[test]
fn every_column_of_every_table_is_in_the_dictionary() {
    let home = Home::new();
    home.write(
        "studied.toml",
        fs::read(root().join("tests/fixtures/studied.toml")).expect("it is shipped"),
    );
    let few = ["--replications", "3", "--quiet", "--no-plots", "--out"];
    let run = |args: &[&str], out: &str| drop(home.succeed(&[args, &few[..], &[out]].concat()));
    run(&["small.toml", "--long-tables"], "run");
    run(&["compare", "small.toml", "studied.toml"], "compare");
    run(&["sweep", "small.toml", "--vary", "referrals.per_year=280..320:40"], "sweep");
    home.succeed(&["story", "small.toml", "--out", "story"]);
    run(&["sensitivity", "studied.toml", "--trajectories", "1", "--base", "0"], "sensitivity");
    let known = dictionary(&home);
    let measures = home.json("run/results.json")["measures"].clone();
    let measures = measures.as_array().expect("a list").iter();
    let measures: BTreeSet<String> =
        measures.map(|measure| measure["id"].as_str().expect("an id").to_owned()).collect();
    let mut seen = Vec::new();
    for (name, bytes) in ["run", "compare", "sweep", "sensitivity", "story"]
        .iter()
        .flat_map(|folder| home.files(folder))
    {
        if !name.ends_with(".csv") {
            continue;
        }
        let text = String::from_utf8(bytes).expect("it is text");
        let known = known.get(&name).unwrap_or_else(|| panic!("{name} is not in the dictionary"));
        let varied = known.iter().any(|column| column.starts_with('<'));
        let text = text
            .strip_prefix('\u{feff}')
            .unwrap_or_else(|| panic!("{name} begins with the mark of its encoding"));
        let mut table = csv::Reader::from_reader(text.as_bytes());
        let columns = table.headers().expect("it has a head").clone();
        let columns: Vec<&str> = columns.iter().collect();
        for column in &columns {
            let is_named = varied && (column.contains('.') || measures.contains(*column));
            assert!(
                is_named || known.iter().any(|known| known == column),
                "{name}: {column} is not in the dictionary"
            );
        }
        for column in known.iter().filter(|column| !column.starts_with('<')) {
            assert!(
                columns.contains(&column.as_str()),
                "{name} has no {column}, the dictionary has"
            );
        }
        seen.push(name);
    }
    for file in [
        "weekly.csv",
        "replications.csv",
        "weekly-long.csv",
        "replications-long.csv",
        "comparison.csv",
        "missed.csv",
        "sweep.csv",
        "assumptions.csv",
        "story.csv",
    ] {
        assert!(seen.iter().any(|name| name == file), "{file} was looked at");
    }
    let page = home.succeed(&["dictionary"]).out;
    assert!(known.keys().all(|file| page.contains(&format!("## {file}"))), "{page}");
}

#[test]
fn the_examples_read_columns_that_there_are() {
    let known = dictionary(&Home::new());
    let weekly = &known["weekly.csv"];
    for (file, before) in [
        ("read_results.py", "row[\""),
        ("read_results.py", "line(\""),
        ("read_results.R", "table$"),
    ] {
        let text = fs::read_to_string(root().join("examples").join(file)).expect("it is shipped");
        let mut read = 0;
        for rest in text.split(before).skip(1) {
            let column: String =
                rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            assert!(weekly.contains(&column), "{file} reads {column}");
            read += 1;
        }
        assert!(read >= 3, "{file} reads {read} columns");
    }
}
