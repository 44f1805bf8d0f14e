//! Overrides: the one door by which `--set`, sweeps, evidence ranges and sliders change a scenario.
//!
//! An override is a text `path=value`. The path is that of the file, with the elements of named lists called by name:
//! `referrals.per_year`, `teams.assessment.posts.0.count`, `stages."core assessment".visits`. The value is TOML; bare words
//! need no quotation marks. An inspection is called by its date, a block that may be left out is switched off with
//! `culture=none`. Overrides act on the tree before it is checked, so a wrong one is reported like a wrong line.

use serde::{Deserialize, Serialize};

use super::document::path::{DeadEnd, find, join, nothing_below, place_in_list, quote, split};
use super::document::{
    Entry, Node, Origin, Sources, TextId, TextKind, TomlTable, TomlValue, identity, parse_value,
};
use super::extends::empty_table;
use super::meant;
use super::problem::{Problem, nearest};
use super::switches::Switches;

/// The most changes that are read at once: far more than anybody asks for, and fewer than the texts that can be told apart.
const MOST_CHANGES: usize = 10_000;

/// Changes to a scenario, in the order given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overrides {
    sets: Vec<String>,
    without: Vec<String>,
    /// What is true of normal times too, as `path=value`.
    truths: Vec<String>,
}

impl Overrides {
    /// None.
    #[must_use]
    pub fn none() -> Overrides {
        Overrides::default()
    }

    /// Adds one, written `path=value`.
    #[must_use]
    pub fn set(mut self, path_and_value: impl Into<String>) -> Overrides {
        self.sets.push(path_and_value.into());
        self
    }

    /// Adds one whose value is a number.
    #[must_use]
    pub fn number(self, path: &str, value: f64) -> Overrides {
        // `{:?}` is the shortest text that reads back as the same number.
        self.set(format!("{path}={value:?}"))
    }

    /// Adds a number that is another belief about the world and no decision: normal times are found anew with it. It goes to
    /// the file that writes the value, the base or a variant.
    #[must_use]
    pub fn truth(self, path: &str, value: f64) -> Overrides {
        self.truth_written(format!("{path}={value:?}"))
    }

    /// The same, written `path=value`.
    #[must_use]
    pub fn truth_written(mut self, path_and_value: String) -> Overrides {
        self.truths.push(path_and_value);
        self
    }

    /// Another seed.
    #[must_use]
    pub fn seed(self, seed: u64) -> Overrides {
        self.set(format!("replications.seed={seed}"))
    }

    /// A fixed number of replications.
    #[must_use]
    pub fn replications(self, count: u32) -> Overrides {
        self.set(format!("replications.count={count}"))
    }

    /// Switches links off: names separated by commas.
    #[must_use]
    pub fn without(mut self, names: &str) -> Overrides {
        self.without.extend(names.split(',').map(|name| name.trim().to_owned()));
        self
    }

    /// These and then the others.
    #[must_use]
    pub fn and(mut self, others: &Overrides) -> Overrides {
        self.sets.extend_from_slice(&others.sets);
        self.without.extend_from_slice(&others.without);
        self.truths.extend_from_slice(&others.truths);
        self
    }

    /// Those that are written `path=value`, in the order given.
    #[must_use]
    pub fn written(&self) -> &[String] {
        &self.sets
    }

    /// True where nothing is changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.vary() && !self.has_truths()
    }

    /// True where the scenario becomes another than its base.
    pub(crate) fn vary(&self) -> bool {
        !self.sets.is_empty() || !self.without.is_empty()
    }

    /// What is wrong where there are more than can be read.
    pub(crate) fn too_many(&self) -> Option<Problem> {
        let changes = self.sets.len() + self.without.len() + self.truths.len();
        (changes > MOST_CHANGES).then(|| {
            let message = format!("{changes} changes of a scenario, more than {MOST_CHANGES}");
            Problem::new("", message)
        })
    }

    /// True where normal times are others than written.
    pub(crate) fn has_truths(&self) -> bool {
        !self.truths.is_empty()
    }

    /// The truths about values that the variants of a scenario write themselves.
    pub(crate) fn truths_above(
        &self,
        whole: &TomlTable,
        variants: &[(TextId, TomlTable)],
    ) -> Vec<String> {
        let by_variant = |truth: &&String| {
            let steps = find_equals(truth).and_then(|equals| split(&truth[..equals]).ok());
            // A truth whose path leads nowhere is not above: it goes to the base, where putting it notes the problem.
            let origin = steps.and_then(|steps| find(whole, &steps).ok()).map(|node| node.origin);
            origin.is_some_and(|origin| variants.iter().any(|(text, _)| *text == origin.text))
        };
        self.truths.iter().filter(by_variant).cloned().collect()
    }

    /// Puts the truths that are wanted into a tree.
    pub(crate) fn apply_truths(
        &self,
        root: &mut TomlTable,
        sources: &mut Sources,
        problems: &mut Vec<Problem>,
        wanted: impl Fn(&String) -> bool,
    ) {
        for written in self.truths.iter().filter(|truth| wanted(truth)) {
            put(root, written, sources, problems);
        }
    }

    /// Changes a tree. Each override that cannot be applied becomes a problem.
    pub(crate) fn apply(
        &self,
        root: &mut TomlTable,
        sources: &mut Sources,
        problems: &mut Vec<Problem>,
    ) {
        for written in &self.sets {
            put(root, written, sources, problems);
        }
    }

    /// The links switched off, and a problem for each name that is none.
    pub(crate) fn switches(&self, switches: &mut Switches, problems: &mut Vec<Problem>) {
        for name in &self.without {
            problems.extend(switch_off(switches, name).err().map(|problem| problem.written(name)));
        }
    }
}

/// Puts a number that a schedule brings into a tree; it is written where its entry is.
pub(crate) fn put_dated(
    root: &mut TomlTable,
    written: Option<Origin>,
    path: &str,
    value: &str,
) -> Result<(), Box<Problem>> {
    let text = written.map_or(TextId(0), |origin| origin.text);
    apply_one(root, text, &format!("{path}={value}"))
}

fn put(root: &mut TomlTable, written: &str, sources: &mut Sources, problems: &mut Vec<Problem>) {
    let text = sources.add(TextKind::Override, "--set", written);
    problems.extend(apply_one(root, text, written).err().map(|problem| *problem));
}

/// Switches one link off by name.
pub(crate) fn switch_off(switches: &mut Switches, name: &str) -> Result<(), Box<Problem>> {
    match switches.by_name(name) {
        Some(switch) => {
            *switch = true;
            Ok(())
        }
        None => {
            let message = format!("no such link; the links are {}", Switches::NAMES.join(", "));
            Err(Box::new(Problem::new("without", message).nearest(nearest(name, Switches::NAMES))))
        }
    }
}

fn apply_one(root: &mut TomlTable, text: TextId, written: &str) -> Result<(), Box<Problem>> {
    let whole = Origin { text, start: 0, end: written.len() };
    let Some(equals) = find_equals(written) else {
        return Err(Box::new(Problem::new("", "must be written path=value").at(whole)));
    };
    let path = Origin { text, start: 0, end: equals };
    let steps = split(&written[..equals]).map_err(|reason| Problem::new("", reason).at(path))?;
    // The chain has been read by now, and the key has been taken out of it.
    if steps[0] == "extends" {
        return Err(Box::new(
            Problem::new("extends", "cannot be set: name the file that extends instead").at(path),
        ));
    }
    // The path first: it says in what the value is counted, which the words about a wrong value need.
    let value = value_of(&written[equals + 1..], text, equals + 1).ok_or_else(|| {
        let meant = meant::value(&written[equals + 1..], meant::unit_key(&steps));
        let message = meant
            .unwrap_or_else(|| "the value is not TOML (text needs quotation marks)".to_owned());
        Problem::new(join(&steps), message).at(whole)
    })?;
    let put = Put { path, value };
    put.in_table(root, &steps).map_err(|end| {
        // The step at which the path ends belongs to what is shown: it is the wrong one.
        let walked = &steps[..=end.walked.min(steps.len() - 1)];
        Box::new(Problem::new(join(walked), end.reason).at(path).nearest(end.nearest))
    })
}

/// The equals sign after the path: the first outside quotation marks, which a path has where a step begins and nowhere else.
fn find_equals(written: &str) -> Option<usize> {
    // A name in quotation marks may hold an equals sign, and one without may hold an apostrophe.
    let (mut open, mut begins, mut escaped) = (None, true, false);
    for (at, next) in written.char_indices() {
        match open {
            Some(_) if escaped => escaped = false,
            Some('"') if next == '\\' => escaped = true,
            Some(mark) if mark == next => open = None,
            Some(_) => {}
            None if next == '=' => return Some(at),
            None if begins && matches!(next, '"' | '\'') => (open, begins) = (Some(next), false),
            None => begins = next == '.' || (begins && next.is_whitespace()),
        }
    }
    None
}

fn value_of(written: &str, text: TextId, start: usize) -> Option<Node> {
    let trimmed = written.trim();
    let start = start + (written.len() - written.trim_start().len());
    parse_value(trimmed, text, start).or_else(|| {
        // A shell takes quotation marks away, so bare words are text. What holds marks of TOML was meant as TOML and
        // is broken.
        let bare = trimmed.chars().next().is_some_and(char::is_alphabetic)
            && !trimmed.contains(['"', '\n', '{', '[']);
        bare.then(|| Node {
            value: TomlValue::Text(trimmed.to_owned()),
            origin: Origin { text, start, end: start + trimmed.len() },
        })
    })
}

/// One value on its way to its place.
struct Put {
    path: Origin,
    value: Node,
}

impl Put {
    fn in_table(&self, table: &mut TomlTable, steps: &[String]) -> Result<(), DeadEnd> {
        let (step, rest) = steps.split_first().expect("a path has at least one step");
        // At every step, so that `actions.x.when.for_weeks` takes back the date beside `when`.
        table.remove_rivals(step);
        if rest.is_empty() {
            table.set(Entry { key: step.clone(), key_origin: self.path, node: self.value.clone() });
            return Ok(());
        }
        if table.get(step).is_none() {
            // A list of named elements cannot be begun by a path: there is no element yet that the next step could
            // name.
            if !identity(step).is_empty() {
                let reason = format!("the scenario has no {}", quote(step));
                return Err(DeadEnd { walked: 0, reason, nearest: None });
            }
            let node = empty_table(self.path);
            table.set(Entry { key: step.clone(), key_origin: self.path, node });
        }
        let node = table.get_mut(step).expect("put there above where it was missing");
        self.below(step, node, rest).map_err(deeper)
    }

    fn below(&self, name: &str, node: &mut Node, steps: &[String]) -> Result<(), DeadEnd> {
        match &mut node.value {
            TomlValue::Table(table) => self.in_table(table, steps),
            TomlValue::List(items) => {
                let at = place_in_list(name, items, &steps[0])?;
                if steps.len() == 1 {
                    items[at] = self.value.clone();
                    return Ok(());
                }
                self.below(&steps[0], &mut items[at], &steps[1..]).map_err(deeper)
            }
            _ => Err(nothing_below(name)),
        }
    }
}

fn deeper(end: DeadEnd) -> DeadEnd {
    DeadEnd { walked: end.walked + 1, ..end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::document::parse;

    fn tree(text: &str) -> (TomlTable, Sources) {
        let mut sources = Sources::default();
        let id = sources.add(TextKind::File, "test.toml", text);
        (parse(&sources, id).expect("sound TOML"), sources)
    }

    fn apply(text: &str, set: &str) -> Result<TomlTable, Box<Problem>> {
        let (mut table, mut sources) = tree(text);
        let mut problems = Vec::new();
        Overrides::none().set(set).apply(&mut table, &mut sources, &mut problems);
        problems.pop().map_or(Ok(table), |problem| Err(Box::new(problem)))
    }

    const FILE: &str = "[referrals]\nper_year = 1\n[triage]\naccept_share = 0.6\n[[teams]]\nname = \"long term\"\n\
        posts = [ { count = 5 } ]\n[[risk]]\nname = \"high, hidden\"\n";

    fn value(table: &TomlTable, at: &str) -> TomlValue {
        find(table, &split(at).expect("a sound path"))
            .expect("the path leads somewhere")
            .value
            .clone()
    }

    #[test]
    fn a_value_is_replaced_wherever_its_path_leads() {
        for (set, at) in [
            ("referrals.per_year=7", "referrals.per_year"),
            ("teams.long term.posts.0.count = 7", "teams.\"long term\".posts.0.count"),
            ("teams.\"long term\".caseload_cap=7", "teams.\"long term\".caseload_cap"),
            ("risk.'high, hidden'.share=7", "risk.\"high, hidden\".share"),
            ("time.run_days=7", "time.run_days"),
        ] {
            let table = apply(FILE, set).expect(set);
            assert!(matches!(value(&table, at), TomlValue::Whole(7)), "{set}");
        }
    }

    #[test]
    fn a_name_may_hold_an_apostrophe_a_mark_or_an_equals_sign() {
        for (name, set) in [
            ("women's team", "teams.women's team.caseload_cap=7"),
            ("women's team", "teams. \"women's team\" .caseload_cap = 7"),
            ("a = b", "teams.'a = b'.caseload_cap=7"),
            ("a \\\" = b", "teams.\"a \\\" = b\".caseload_cap=7"),
        ] {
            let file = format!("[[teams]]\nname = \"{name}\"\n");
            let table = apply(&file, set).expect(set);
            assert!(matches!(value(&table, "teams.0.caseload_cap"), TomlValue::Whole(7)), "{set}");
        }
    }

    #[test]
    fn bare_words_are_text() {
        let table = apply(FILE, "triage.rule=fixed").expect("applies");
        assert!(matches!(value(&table, "triage.rule"), TomlValue::Text(word) if word == "fixed"));
    }

    #[test]
    fn setting_a_key_takes_its_rival_back() {
        let table = apply(FILE, "triage.threshold=0.4").expect("applies");
        assert!(
            matches!(value(&table, "triage"), TomlValue::Table(triage) if triage.get("accept_share").is_none())
        );
    }

    #[test]
    fn a_wrong_name_in_a_list_names_the_nearest() {
        let problem = apply(FILE, "teams.longterm.caseload_cap=7").expect_err("no such team");
        assert_eq!(
            (problem.path.as_str(), problem.nearest.as_deref()),
            ("teams.longterm", Some("long term"))
        );
    }

    #[test]
    fn more_changes_than_texts_can_be_told_apart_are_refused() {
        let text = include_str!("../../tests/fixtures/small.toml");
        let load = |changes: usize| {
            let sets = std::iter::repeat_n("replications.seed=1".to_owned(), changes);
            let overrides = Overrides { sets: sets.collect(), ..Overrides::none() };
            crate::scenario::load_str("small.toml", text, &overrides)
        };
        assert!(load(MOST_CHANGES).is_ok());
        let error = load(70_000).expect_err("they are too many").to_string();
        assert!(error.contains("70000 changes of a scenario, more than 10000"), "{error}");
    }

    #[test]
    fn broken_overrides_are_refused() {
        for set in [
            "referrals.per_year",
            "=1",
            "a..b=1",
            "referrals.per_year.x=1",
            "publicity.\"X\".peak=1",
            "a=[1,",
        ] {
            assert!(apply(FILE, set).is_err(), "{set}");
        }
        let deep = apply(FILE, &format!("{}a=1", "a.".repeat(50_000)));
        assert!(deep.is_err_and(|problem| problem.message.starts_with("more than 32 steps")));
    }
}
