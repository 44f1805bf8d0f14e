//! What a command prints, without what depends on the hour, the machine or the build.

use std::path::Path;

/// The lines of an output that are the same on every machine; `…` stands for times, builds and the ids that follow from a build.
pub fn steady(printed: &str, folder: &Path) -> Vec<String> {
    let printed = printed.replace(&folder.display().to_string(), "…");
    let printed = if cfg!(windows) { printed.replace('\\', "/") } else { printed };
    let version = concat!("surge-sim ", env!("CARGO_PKG_VERSION"));
    let printed = printed.replace(version, "surge-sim …");
    let lines = printed.lines().filter(|line| !is_forecast(line));
    let mut lines: Vec<String> =
        lines.map(|line| ids(&times(line)).trim_end().to_owned()).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// How long something will take is said where it is long, which depends on the machine.
fn is_forecast(line: &str) -> bool {
    line.contains(" MB on disk. It can be stopped") || line.contains("it may take about")
}

/// `in 3.1 s (0.3 million events a second of processor time)` is `in … s (… million events a second of processor time)`.
fn times(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let is_number = |word: &str| word.trim_start_matches('(').parse::<f64>().is_ok();
    let steady = |n: usize| {
        let word = words[n];
        let unit = words.get(n + 1).map_or("", |unit| unit.trim_end_matches(','));
        let after_in = n > 0 && words[n - 1] == "in" && ["s", "minutes", "hours"].contains(&unit);
        if is_number(word) && after_in {
            "…".to_owned()
        } else if is_number(word) && unit == "million" && words.get(n + 2) == Some(&"events") {
            "(…".to_owned()
        } else if is_number(word) && unit == "MB" && words.get(n + 2) == Some(&"in") {
            // How large a page with the engine is changes with the engine.
            "…".to_owned()
        } else if after_unit(&words, n) {
            word.replace("minutes", "s").replace("hours", "s")
        } else {
            word.to_owned()
        }
    };
    (0..words.len()).map(steady).collect::<Vec<_>>().join(" ")
}

/// A unit of time after such a number.
fn after_unit(words: &[&str], n: usize) -> bool {
    n > 1 && words[n - 2] == "in" && words[n - 1].parse::<f64>().is_ok()
}

/// Eight, twelve or 64 hexadecimal digits that stand alone are an id or a hash.
fn ids(line: &str) -> String {
    let mut steady = String::new();
    let mut rest = line;
    while let Some(start) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
        steady.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let word = &rest[..end];
        let is_hex = word.chars().all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c));
        let is_id = is_hex && [8, 12, 64].contains(&word.len());
        steady.push_str(if is_id { "…" } else { word });
        rest = &rest[end..];
    }
    steady + rest
}

#[test]
fn only_what_differs_from_run_to_run_is_left_out() {
    let folder = Path::new("/a/folder");
    let one = |line: &str| steady(line, folder).join("|");
    assert_eq!(
        one(
            "20 replications in 10.5 s (0.3 million events a second of processor time), 23 files in plots/a-6a942b8f; b"
        ),
        "20 replications in … s (… million events a second of processor time), 23 files in plots/a-…; b"
    );
    assert_eq!(
        one("7 points in 12 minutes, 7 files in plots/x"),
        "7 points in … s, 7 files in plots/x"
    );
    assert_eq!(one("2 scenarios, 0.8 MB in a.html"), "2 scenarios, … MB in a.html");
    assert_eq!(one("Seed 1, run 110f4345."), "Seed 1, run ….");
    assert_eq!(
        one("misses rise by 0.515 in 45 working days of 2021-11-08"),
        "misses rise by 0.515 in 45 working days of 2021-11-08"
    );
    assert_eq!(one("wrote /a/folder/x  \n\n"), "wrote …/x");
    assert_eq!(
        one("9 points of 5 replications: about 2 minutes and 1 MB on disk. It can be stopped, and"),
        ""
    );
}
