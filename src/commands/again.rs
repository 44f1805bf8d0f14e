//! The command that makes a page's numbers again, from the one that was given.

use std::path::{Path, PathBuf};

use crate::experiment::Twin;
use crate::experiment::identity;
use crate::report::files::AskedOptions;
use crate::report::html::Grounds;
use crate::report::html::study::AboutStudy;
use crate::report::shell;
use crate::scenario::load::Loaded;
use crate::scenario::{Solved, resolved};

/// Options that change no number, or that stand in the scenario of the page already; true for those that take a value.
// How many replications are run is said again: it does not always stand in the scenario, since some experiments have a usual
// number of their own.
const LEFT_OUT: [(&str, bool); 11] = [
    ("--out", true),
    ("--threads", true),
    ("--set", true),
    ("--seed", true),
    ("--uncertainty", true),
    ("--force", false),
    ("--fresh", false),
    ("--quiet", false),
    ("-q", false),
    ("--no-plots", false),
    ("--json", false),
];

/// What is known of an experiment of many points besides what it found: `kind` are the words of its command.
pub fn about(loaded: &Loaded, file: &Path, kind: &str) -> AboutStudy {
    let scenario = &loaded.scenario;
    let file = file.to_string_lossy();
    let words = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    let options = options(words.filter(|word| *word != file));
    AboutStudy {
        others: Vec::new(),
        // Points have normal times of their own: the scenario is given without what the pilot found.
        grounds: Grounds::of(scenario, None),
        command: ["surge-sim"]
            .into_iter()
            .chain(kind.split(' '))
            .map(str::to_owned)
            .chain(options)
            .collect(),
        seed: scenario.replications.seed,
        hash: blake3::hash(resolved::to_toml(scenario, None).as_bytes()).to_hex().to_string(),
        warnings: Vec::new(),
    }
}

/// The options that change what is asked.
fn options(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    let mut words = words.peekable();
    while let Some(word) = words.next() {
        let name = word.split('=').next().unwrap_or_default();
        match LEFT_OUT.iter().find(|(left_out, _)| *left_out == name) {
            // Its value is the next word, unless an equals sign joins the two.
            Some((_, true)) if name == word => drop(words.next()),
            Some(_) => {}
            // The command's own name: it stands in front.
            None if kept.is_empty() && !word.starts_with('-') => {}
            None => kept.push(word),
        }
    }
    kept
}

/// Options that change the scenario. How many replications are run is not among them: more of the same chance go on from
/// what is kept, and fewer are a part of it.
const CHANGES: [&str; 3] = ["--set", "--seed", "--without"];

/// Options that change what is made of it in no way that another run of it would not give back.
const NOT_ASKED: [(&str, bool); 12] = [
    ("--out", true),
    ("--threads", true),
    ("--replications", true),
    ("--effects", true),
    ("--interactive", false),
    ("--force", false),
    ("--fresh", false),
    ("--quiet", false),
    ("-q", false),
    ("--no-plots", false),
    ("--json", false),
    ("--long-tables", false),
];

/// What this command line asks of the files.
pub fn asked(files: &[PathBuf]) -> AskedOptions {
    let words = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    let files: Vec<String> = files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
    asked_in(words.filter(|word| !files.contains(word)))
}

/// Options with their values, however they are joined, without the command's name and its files.
fn asked_in(words: impl Iterator<Item = String>) -> AskedOptions {
    let mut asked = AskedOptions::default();
    let mut words = words.peekable();
    while let Some(word) = words.next() {
        if !word.starts_with('-') {
            continue;
        }
        let (name, joined) = match word.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (word, None),
        };
        let left_out = NOT_ASKED.iter().find(|(left_out, _)| *left_out == name);
        // Whether an option that is not listed takes a value is not known here: what follows it is taken for one.
        let takes = left_out.is_none_or(|(_, takes)| *takes);
        let value = match joined {
            // A value may begin with one hyphen, as -1 does; two begin the next option.
            None if takes => words.next_if(|next| !next.starts_with("--")),
            joined => joined,
        };
        if left_out.is_none() {
            let kind =
                if CHANGES.contains(&&*name) { &mut asked.changes } else { &mut asked.options };
            let value = value.map(|value| format!(" {}", shell::here(&value)));
            kind.push(name + &value.unwrap_or_default());
        }
    }
    asked
}

/// What is known of a comparison besides what it found: what it rests on is the baseline's.
/// Each side is given with what its pilot found, so that no other file is needed.
pub fn of_comparison(
    baseline: (&Loaded, &Solved),
    others: &[(&str, &Loaded, &Solved)],
    twin: Twin,
) -> AboutStudy {
    let (baseline, solved) = baseline;
    let scenario = &baseline.scenario;
    let mut command = ["surge-sim", "compare", "scenario.toml"].map(str::to_owned).to_vec();
    command.extend(others.iter().map(|(id, ..)| shell::file(&format!("{id}.toml"))));
    command.extend((!twin.is_with()).then(|| "--no-counterfactual".to_owned()));
    let text = |(id, loaded, solved): &(&str, &Loaded, &Solved)| {
        (format!("{id}.toml"), resolved::to_toml(&loaded.scenario, Some(solved)))
    };
    AboutStudy {
        grounds: Grounds::of(scenario, Some(solved)),
        others: others.iter().map(text).collect(),
        command,
        seed: scenario.replications.seed,
        hash: identity::key(scenario, twin),
        // They are those of all sides, and stand with what was found.
        warnings: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_is_the_same_however_it_is_written() {
        let asked = |line: &str| asked_in(line.split(' ').map(str::to_owned));
        let one = asked("sweep --vary a.b=1..3:1 --set x.y=2 --seed 5 --no-plots -q --threads 2");
        assert_eq!(one.changes, ["--set x.y=2", "--seed 5"]);
        assert_eq!(one.options, ["--vary a.b=1..3:1"]);
        assert_eq!(asked("sweep -q --set=x.y=2 --out=d --vary a.b=1..3:1 --seed=5 --force"), one);
        assert_eq!(asked("run --replications 40 --fresh --json"), AskedOptions::default());
        assert_eq!(asked("--no-counterfactual --quiet").options, ["--no-counterfactual"]);
        assert_eq!(asked("optimise --budget -5 --json").options, ["--budget -5"]);
    }

    #[test]
    fn only_what_changes_the_numbers_is_said_again() {
        let vary = "teams.\"long term\".count=1..3:1";
        let given = [
            "sweep",
            "--vary",
            vary,
            "--out",
            "x",
            "--measure",
            "missed",
            "-q",
            "--seed=3",
            "--replications",
            "40",
            "--force",
        ];
        let words = given.into_iter().map(str::to_owned);
        assert_eq!(
            options(words),
            [
                "--vary",
                "teams.\"long term\".count=1..3:1",
                "--measure",
                "missed",
                "--replications",
                "40"
            ]
        );
        let draws = ["--uncertainty", "50", "--replications=40", "--quiet"];
        assert_eq!(options(draws.map(str::to_owned).into_iter()), ["--replications=40"]);
    }
}
