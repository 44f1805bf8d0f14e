//! What every block's check uses: taking a value within its limits, or noting why not and going on with a stand-in.

use std::rc::Rc;

use jiff::civil::{Date, date};

use super::limits::{AllowedRange, MOST_ENTRIES, SHARE_ABOVE_0};
use crate::scenario::document::{Origin, TextId};
use crate::scenario::problem::{Problem, nearest};
use crate::scenario::raw::{At, List, Maybe, RawMeanCv, ValuePlace};
use crate::scenario::warning::ScenarioWarning;
use crate::scenario::{MeanCv, TeamId};

/// Gathers problems and warnings. Its answers are stand-ins once a problem is noted, so no scenario may be built then.
pub(crate) struct Checker {
    pub problems: Vec<Problem>,
    pub warnings: Vec<ScenarioWarning>,
    /// The names of the teams, where they are written.
    pub teams: Vec<At<String>>,
    /// The names of the teams in their order.
    pub team_names: Vec<String>,
    /// The built-in defaults: a value from there is not the file's.
    pub defaults: TextId,
    /// True where the file asked for is one that `check --resolved` has printed: it has every key, whatever it does.
    pub printed: bool,
    /// The teams that something beside triage and stages takes staff or hours from.
    pub taken_from: Vec<TeamId>,
}

/// Takes a key of a block: `take!(check, raw.key, method, arguments…)`.
macro_rules! take {
    ($check:expr, $raw:ident.$key:ident, $method:ident $(, $argument:expr)*) => {
        $check.$method(&$raw.place, stringify!($key), $raw.value.$key.as_ref() $(, $argument)*)
    };
}
pub(crate) use take;

impl Checker {
    pub fn note(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    pub fn warn(&mut self, warning: ScenarioWarning) {
        // Two targets of one measure, for instance, lead to the same words.
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    pub fn is_default(&self, origin: Origin) -> bool {
        origin.text == self.defaults
    }

    /// How far down the chain a value comes from: 0 for an override, then the file asked for, what it extends, the defaults.
    pub fn depth(&self, place: &ValuePlace) -> u16 {
        self.depth_of(place.origin)
    }

    /// The same of where a value is written.
    pub fn depth_of(&self, origin: Origin) -> u16 {
        let text = origin.text;
        // Texts are numbered in the order they are added: the files of the chain from the one asked for, then the
        // defaults, then overrides.
        if text > self.defaults { 0 } else { text.0 + 1 }
    }

    /// How far down the chain a value may come from that whoever runs this has written: 0 is an override, 1 the file asked for, of
    /// which nobody has written the keys where it was printed.
    pub fn own_depth(&self) -> u16 {
        u16::from(!self.printed)
    }

    /// Notes that a key is missing, unless it or its block is there and already known to be wrong.
    pub fn missing(&mut self, block: &ValuePlace, key: &str, what: &str) {
        let problem = block.missing(key, what);
        let within =
            |inner: &str, outer: &str| inner == outer || inner.starts_with(&format!("{outer}."));
        // A value of the wrong kind has been noted by the reader, which then hands on nothing: it is not missing, too.
        let known = self.problems.iter().any(|other| {
            !other.path.is_empty()
                && (within(&problem.path, &other.path) || within(&other.path, &problem.path))
        });
        if !known {
            self.problems.push(problem);
        }
    }

    /// A team that the default pathway needs is not there: said once, where the name most like it is written.
    pub fn no_such_default_team(&mut self, name: &str, needed_by: &str) {
        // The default pathway names a team in several stages, and the same is wrong in each.
        let start = format!("no team is called \"{name}\",");
        if self.problems.iter().any(|problem| problem.message.starts_with(&start)) {
            return;
        }
        let known = nearest(name, self.teams.iter().map(|at| at.value.as_str()));
        let place = self
            .teams
            .iter()
            .find(|at| Some(&at.value) == known.as_ref())
            .map(|at| at.place.clone());
        let message = |ask: &str| {
            format!(
                "no team is called \"{name}\", as the default pathway needs; {ask}add it, or name another with {needed_by}"
            )
        };
        self.note(place.map_or_else(
            || Problem::new("teams", message("")),
            |place| place.problem(message("write it so here, ")),
        ));
    }

    /// A block within a block.
    pub fn block<T: Clone + Default>(
        &mut self,
        parent: &ValuePlace,
        key: &str,
        field: Option<&At<T>>,
    ) -> At<T> {
        field.cloned().unwrap_or_else(|| {
            let path = if parent.path.is_empty() {
                key.to_owned()
            } else {
                format!("{}.{key}", parent.path)
            };
            At {
                value: T::default(),
                place: Rc::new(ValuePlace { path, written: String::new(), origin: parent.origin }),
            }
        })
    }

    pub fn number(
        &mut self,
        block: &ValuePlace,
        key: &str,
        field: Option<&At<f64>>,
        limits: AllowedRange,
    ) -> f64 {
        match field {
            Some(at) => self.within(at, limits),
            None => {
                self.missing(block, key, &format!("a number, {limits}"));
                limits.stand_in()
            }
        }
    }

    pub fn within(&mut self, at: &At<f64>, limits: AllowedRange) -> f64 {
        if limits.hold(at.value) {
            // Only of a number that is allowed: outside its range there is a problem, which says more.
            self.thousands_dot(at);
            return at.value;
        }
        let message =
            if at.value.is_nan() { format!("not a number; {limits}") } else { limits.to_string() };
        let meant = limits.meant(at.value).map_or_else(String::new, |meant| format!("; {meant}"));
        self.note(at.place.problem(message + &meant));
        limits.stand_in()
    }

    /// `1.200` is 1.2, and 1200 to many who write it.
    fn thousands_dot(&mut self, at: &At<f64>) {
        let written = at.place.written.as_str();
        // The last decimal must be 0, as in 1.200: hardly anybody writes that for 1.2, while 900.125 may well be
        // measured.
        let is_one = written.split_once('.').is_some_and(|(whole, decimals)| {
            (1..=3).contains(&whole.len())
                && decimals.len() == 3
                && decimals.ends_with('0')
                && !whole.starts_with('0')
                && whole.bytes().chain(decimals.bytes()).all(|byte| byte.is_ascii_digit())
        });
        if is_one {
            self.warn(ScenarioWarning::ThousandsDot {
                path: at.place.path.clone(),
                written: written.to_owned(),
            });
        }
    }

    pub fn count(
        &mut self,
        block: &ValuePlace,
        key: &str,
        field: Option<&At<i128>>,
        low: u32,
        high: u32,
    ) -> u32 {
        match field {
            Some(at) => self.count_within(at, low, high),
            None => {
                self.missing(block, key, &format!("a whole number from {low} to {high}"));
                low
            }
        }
    }

    pub fn count_within(&mut self, at: &At<i128>, low: u32, high: u32) -> u32 {
        match u32::try_from(at.value).ok().filter(|value| (low..=high).contains(value)) {
            Some(value) => value,
            None => {
                let message = if low == 1 && at.value < 1 {
                    "must be at least 1".to_owned()
                } else {
                    format!("must be from {low} to {high}")
                };
                self.note(at.place.problem(message));
                low
            }
        }
    }

    pub fn flag(&mut self, block: &ValuePlace, key: &str, field: Option<&At<bool>>) -> bool {
        field.map(|at| at.value).unwrap_or_else(|| {
            self.missing(block, key, "true or false");
            false
        })
    }

    /// Words that may be left out or empty.
    pub fn words(&mut self, field: Option<&At<String>>) -> String {
        field.map(|at| at.value.clone()).unwrap_or_default()
    }

    /// A name: not empty, on one line, not long.
    pub fn name(&mut self, block: &ValuePlace, key: &str, field: Option<&At<String>>) -> String {
        let Some(at) = field else {
            self.missing(block, key, "a name in quotation marks");
            return String::new();
        };
        let name = at.value.as_str();
        if name.trim().is_empty()
            || name.chars().any(char::is_control)
            // A choice: more than any table or legend can show.
            || name.chars().count() > 200
        {
            self.note(at.place.problem("must be a name of 1 to 200 characters on one line"));
        }
        name.to_owned()
    }

    /// One of some words.
    pub fn choice<T: Copy>(
        &mut self,
        block: &ValuePlace,
        key: &str,
        field: Option<&At<String>>,
        choices: &[(&str, T)],
    ) -> T {
        let names = || choices.iter().map(|(name, _)| *name);
        let known = names().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        let Some(at) = field else {
            self.missing(block, key, &format!("one of {known}"));
            return choices[0].1;
        };
        match choices.iter().find(|(name, _)| *name == at.value) {
            Some((_, choice)) => *choice,
            None => {
                let problem = at.place.problem(format!("must be one of {known}"));
                self.note(problem.nearest(nearest(&at.value, names())));
                choices[0].1
            }
        }
    }

    /// The place of a name in a list of names.
    pub fn reference(&mut self, at: &At<String>, what: &str, names: &[String]) -> usize {
        names.iter().position(|name| *name == at.value).unwrap_or_else(|| {
            let problem = at.place.problem(format!("no such {what}"));
            self.note(problem.nearest(nearest(&at.value, names.iter().map(String::as_str))));
            0
        })
    }

    /// The team of that name; `None` once it is noted that there is none.
    pub fn team_named(&mut self, at: &At<String>) -> Option<TeamId> {
        // Taken out and put back: `reference` needs the checker as a whole, to note a problem.
        let names = std::mem::take(&mut self.team_names);
        let known = names.contains(&at.value);
        let place = self.reference(at, "team", &names);
        self.team_names = names;
        known.then(|| TeamId::from_index(place))
    }

    pub fn date(&mut self, block: &ValuePlace, key: &str, field: Option<&At<Date>>) -> Date {
        match field {
            Some(at) => self.date_within(at),
            None => {
                self.missing(block, key, "a date such as 2008-11-11");
                date(2000, 1, 1)
            }
        }
    }

    pub fn date_within(&mut self, at: &At<Date>) -> Date {
        if (1950..2150).contains(&at.value.year()) {
            return at.value;
        }
        self.note(at.place.problem("must be a date from 1950-01-01 to 2149-12-31"));
        date(2000, 1, 1)
    }

    pub fn mean_cv(
        &mut self,
        block: &ValuePlace,
        key: &str,
        field: Option<&At<RawMeanCv>>,
        mean: AllowedRange,
    ) -> MeanCv {
        let raw = self.block(block, key, field);
        MeanCv { mean: take!(self, raw.mean, number, mean), cv: raw.cv(self), dist: raw.dist(self) }
    }

    /// The names of a list's elements, each used once; the list is not longer than any real one.
    pub fn names<T>(
        &mut self,
        list: &[At<T>],
        what: &str,
        name: impl Fn(&T) -> Option<&At<String>>,
    ) -> Vec<String> {
        if let Some(at) = list.get(MOST_ENTRIES) {
            self.note(at.place.problem(format!("more than {MOST_ENTRIES} entries")));
        }
        let mut names: Vec<String> = Vec::new();
        // Each name is compared with all before it, which a list of any length would make slow.
        for element in list.iter().take(MOST_ENTRIES) {
            let at = name(&element.value);
            let own =
                self.name(&element.place, if what == "publicity" { "label" } else { "name" }, at);
            if let Some(at) = at.filter(|_| names.contains(&own)) {
                self.note(at.place.problem(format!("a second {what} of that name")));
            }
            names.push(own);
        }
        names
    }
}

/// The elements of a list that may be absent.
pub(crate) fn elements<T>(field: Option<&At<List<T>>>) -> &[At<T>] {
    field.map_or(&[], |at| at.value.as_slice())
}

/// A block or value that may be absent or `"none"`.
pub(crate) fn present<T: Clone>(field: &Option<At<Maybe<T>>>) -> Option<At<T>> {
    match field {
        Some(At { value: Maybe::Some(value), place }) => {
            Some(At { value: value.clone(), place: place.clone() })
        }
        _ => None,
    }
}

/// A share that was allowed as written and is too small once all are scaled: the scenario as resolved could not be read.
pub(crate) fn note_vanishing(check: &mut Checker, written: Option<&At<f64>>, scaled: f64) {
    let Some(at) = written.filter(|at| SHARE_ABOVE_0.hold(at.value)) else { return };
    if !SHARE_ABOVE_0.hold(scaled) {
        check.note(at.place.problem(format!("{SHARE_ABOVE_0} of what all shares sum to")));
    }
}

/// Shares scaled to sum to 1, with the sum as written. Sums that differ by rounding alone are left as they are.
pub(crate) fn scale_to_one(shares: &mut [&mut f64]) -> f64 {
    // Summed from the smallest, so that the order of a file decides no bit.
    let mut rising: Vec<f64> = shares.iter().map(|share| **share).collect();
    rising.sort_unstable_by(f64::total_cmp);
    let sum: f64 = rising.into_iter().sum();
    // Divided again, shares that sum to 1 but for rounding would change in their last bits, and a resolved scenario
    // would not load as the same scenario.
    if sum > 0.0 && (sum - 1.0).abs() > 1e-12 {
        for share in shares {
            **share /= sum;
        }
    }
    sum
}
