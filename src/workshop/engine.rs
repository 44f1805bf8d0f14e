//! Question in, answer out: a line of JSON, and after it bytes where there are any.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::levers::{self, Lever};
use super::side::{Pilots, WorkshopSide};
use super::{desk, family, pathway, replay, view};
use crate::experiment::Scratch;
use crate::experiment::story::follow;
use crate::report::shell::{self, CommandLine};
use crate::report::{csv, format};
use crate::scenario::written::OtherText;
use crate::scenario::{Overrides, Scenario, Stopping, Written, resolved};

/// A scenario that is open.
pub(super) struct Subject {
    pub(super) written: Written,
    pub(super) scenario: Scenario,
    pub(super) levers: Vec<Lever>,
}

/// The model behind the page. Each of a browser's workers has one.
#[derive(Default)]
pub struct Engine {
    pub(super) pilots: Pilots,
    pub(super) subject: Option<Subject>,
    sides: BTreeMap<u32, WorkshopSide>,
    pub(super) scratch: Scratch,
}

/// An answer: its JSON and its bytes.
pub(super) type EngineAnswer = Result<(String, Vec<u8>), String>;

/// A question: a line of JSON with `ask`, which is one of
///
/// * `pilots` (`pilots`: texts of TOML by key): takes over normal times that were found when the page was written;
/// * `open` (`name`, `text`, `others`: what it names, each with `from`, `wanted`, `name`, `text`; or `files`: texts by name, among
///   which what it names is looked for): reads a scenario;
/// * `heads` (`files`: texts by name): those that no other of them names, in their order;
/// * `normal` (`levers`): normal times that nobody has found yet, `null` where there are none: what they are known by, how many
///   replications each round takes, and where the first begins;
/// * `round` (`levers`, `solved`, `round`, `from`, `to`): replications of the round that begins there, as the answer's bytes;
/// * `take` (`levers`, `solved`, `round`, and all its replications after the line): where the next round begins; after the last,
///   normal times are found and kept;
/// * `side` (`side`, `levers`, `seed`, `count`): makes a side of the scenario as the levers change it;
/// * `replicate` (`side`, `from`, `to`): runs replications; the answer's bytes are their records;
/// * `gather` (`side`, and records after the line): takes replications in;
/// * `view` (`side`), `beside` (`side`, `name`, `baseline`, `baseline_name`): what is shown of one side, of two;
/// * `replay` (`side`), `exercise` (`side`, `skip`), `story` (`side`, `outcome`, `skip`): one replication again;
/// * `files` (`side`, `file`): the scenario, tables of results, and the command that makes them;
/// * `forget` (`side`).
pub(super) struct EngineQuestion(pub(super) Value);

impl EngineQuestion {
    pub(super) fn words(&self, key: &str) -> &str {
        self.0.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    pub(super) fn number(&self, key: &str) -> Option<u64> {
        self.0.get(key).and_then(Value::as_u64)
    }

    pub(super) fn small(&self, key: &str) -> u32 {
        self.number(key).map_or(0, |number| u32::try_from(number).unwrap_or(u32::MAX))
    }

    /// Pairs of an object.
    fn pairs(&self, key: &str) -> impl Iterator<Item = (&String, &Value)> {
        self.0.get(key).and_then(Value::as_object).into_iter().flatten()
    }

    pub(super) fn levers(&self) -> BTreeMap<String, f64> {
        self.pairs("levers").filter_map(|(id, value)| Some((id.clone(), value.as_f64()?))).collect()
    }

    /// Files by name.
    fn files(&self) -> Vec<(String, String)> {
        let all = self.0.get("files").and_then(Value::as_array).into_iter().flatten();
        let word = |file: &Value, key: &str| {
            file.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        all.map(|file| (word(file, "name"), word(file, "text"))).collect()
    }

    /// The texts of a scenario.
    fn written(&self) -> Written {
        let others =
            self.0.get("others").and_then(Value::as_array).into_iter().flatten().map(|other| {
                let word = |key: &str| {
                    other.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
                };
                OtherText {
                    from: word("from"),
                    wanted: word("wanted"),
                    name: word("name"),
                    text: word("text"),
                }
            });
        Written {
            name: self.words("name").to_owned(),
            text: self.words("text").to_owned(),
            others: others.collect(),
            overrides: Overrides::none(),
        }
    }
}

impl Engine {
    /// Answers a question: a line of JSON, then bytes where it has any. The answer is `{"ok": …}` or `{"wrong": "…"}`, and bytes.
    #[must_use]
    pub fn ask(&mut self, question: &[u8]) -> Vec<u8> {
        // JSON on one line contains no line end, so the first line end starts the bytes.
        let end = question.iter().position(|byte| *byte == b'\n').unwrap_or(question.len());
        let (line, body) = (&question[..end], question.get(end + 1..).unwrap_or_default());
        let answer = match serde_json::from_slice(line) {
            Ok(value) => self.answer(&EngineQuestion(value), body),
            Err(error) => Err(format!("not a question: {error}")),
        };
        let (line, bytes) = match answer {
            Ok((json, bytes)) => (format!("{{\"ok\":{json}}}\n"), bytes),
            Err(why) => (format!("{{\"wrong\":{}}}\n", Value::from(why)), Vec::new()),
        };
        let mut out = line.into_bytes();
        out.extend(bytes);
        out
    }

    fn answer(&mut self, question: &EngineQuestion, body: &[u8]) -> EngineAnswer {
        let side = question.small("side");
        match question.words("ask") {
            "pilots" => {
                let solved = |text: &Value| resolved::read_solved(text.as_str()?);
                let found = question
                    .pairs("pilots")
                    .filter_map(|(key, text)| Some((key.clone(), solved(text)?)));
                self.pilots.take(found.collect());
                plain("null")
            }
            "open" => self.open(question),
            "heads" => written_down(&family::heads(&question.files())),
            "normal" | "round" | "take" => self.normal_times(question, body),
            "side" => {
                let count =
                    question.number("count").map(|count| u32::try_from(count).unwrap_or(u32::MAX));
                self.make(side, &question.levers(), question.number("seed"), count)
            }
            "replicate" => {
                // This borrows two fields at once: the side for reading, the scratch for writing.
                let Engine { sides, scratch, .. } = self;
                let side = sides.get(&side).ok_or_else(missing)?;
                Ok((
                    "null".to_owned(),
                    side.replicate(question.small("from"), question.small("to"), scratch),
                ))
            }
            "gather" => {
                let side = self.sides.get_mut(&side).ok_or_else(missing)?;
                if !side.gather(body) {
                    return Err("these bytes are no replications".to_owned());
                }
                plain(side.count())
            }
            "view" => written_down(&view::of(self.filled(side)?)),
            "beside" => {
                let (own, base) = (self.filled(side)?, self.filled(question.small("baseline"))?);
                let names = (question.words("name"), question.words("baseline_name"));
                written_down(&view::beside_of((own, names.0), (base, names.1))?)
            }
            "replay" => {
                let side = self.filled(side)?;
                let setting = side.setting();
                written_down(&replay::film(
                    &setting,
                    &follow(&setting, replay::typical(side, &setting)),
                ))
            }
            "exercise" => {
                let side = self.filled(side)?;
                let setting = side.setting();
                let index = replay::typical(side, &setting).saturating_add(question.small("skip"));
                written_down(&desk::exercise(&setting, &follow(&setting, index)))
            }
            "story" => {
                let side = self.filled(side)?;
                let (setting, scenario) = (side.setting(), &side.loaded.scenario);
                let (outcome, skip) = (question.words("outcome"), question.small("skip"));
                written_down(&replay::tell(&setting, outcome, skip.min(1 << 20), &scenario.name)?)
            }
            "files" => self.files(side, question.words("file")),
            "forget" => {
                self.sides.remove(&side);
                plain("null")
            }
            other => Err(format!("not a question: {other}")),
        }
    }

    fn open(&mut self, question: &EngineQuestion) -> EngineAnswer {
        let files = question.files();
        let written = question.written();
        let loaded = if files.is_empty() {
            written.load().map_err(|error| error.to_string())?
        } else {
            family::load(&written.name, &written.text, &files)?
        };
        let written = if files.is_empty() { written } else { loaded.written };
        let scenario = loaded.scenario;
        let levers = levers::of(&scenario);
        let answer = written_down(&Opened {
            name: &scenario.name,
            question: asked(&scenario),
            levers: &levers,
            places: pathway::places(&scenario),
            seed: scenario.replications.seed,
            count: planned(&scenario),
            not_for: crate::report::NOT_FOR,
        });
        // The other scenario is sound, so the old one and its sides can go now.
        self.sides.clear();
        self.subject = Some(Subject { written, scenario, levers });
        answer
    }

    fn make(
        &mut self,
        side: u32,
        chosen: &BTreeMap<String, f64>,
        seed: Option<u64>,
        count: Option<u32>,
    ) -> EngineAnswer {
        let subject = self.subject.as_ref().ok_or("no scenario is open")?;
        let changed = levers::overrides(&subject.scenario, &subject.levers, chosen);
        let mut overrides = changed.clone();
        if let Some(seed) = seed {
            overrides = overrides.seed(seed);
        }
        // The scenario's own number is no override, so the run keeps the id that the command line gives it.
        let own = matches!(subject.scenario.replications.stopping, Stopping::Count(own) if Some(own) == count);
        if let (Some(count), false) = (count, own) {
            overrides = overrides.replications(count.max(1));
        }
        let loaded = subject.written.load_changed(&overrides).map_err(|error| error.to_string())?;
        let count = planned(&loaded.scenario);
        let made = WorkshopSide::of(loaded, &self.pilots, count);
        let answer = written_down(&Made { run_id: &made.id.run, count, sets: changed.written() });
        self.sides.insert(side, made);
        answer
    }

    fn filled(&self, side: u32) -> Result<&WorkshopSide, String> {
        let side = self.sides.get(&side).ok_or_else(missing)?;
        if side.count() == 0 { Err("it has not been run yet".to_owned()) } else { Ok(side) }
    }

    fn files(&self, side: u32, file: &str) -> EngineAnswer {
        let side = self.filled(side)?;
        let result = side.result();
        let mut estimates = Vec::new();
        csv::estimates(&result, &mut estimates).map_err(|error| error.to_string())?;
        let mut weekly = Vec::new();
        csv::weekly(&result, &mut weekly).map_err(|error| error.to_string())?;
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).map_err(|error| error.to_string());
        written_down(&Files {
            scenario: resolved::to_toml(&side.loaded.scenario, Some(&side.solved)),
            estimates: text(estimates)?,
            weekly: text(weekly)?,
            commands: commands(&side.loaded.written.overrides, file),
        })
    }
}

/// What a page knows of a scenario that is open.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Opened<'a> {
    name: &'a str,
    question: Vec<String>,
    levers: &'a [Lever],
    places: Vec<pathway::PathwayBox>,
    seed: u64,
    count: u32,
    not_for: &'a str,
}

/// A side that was made.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Made<'a> {
    run_id: &'a str,
    count: u32,
    sets: &'a [String],
}

/// What may be taken away.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Files {
    scenario: String,
    estimates: String,
    weekly: String,
    commands: Vec<CommandLine>,
}

/// Replications that a scenario asks for, at most.
fn planned(scenario: &Scenario) -> u32 {
    match &scenario.replications.stopping {
        Stopping::Count(count) => *count,
        Stopping::Precision(precision) => precision.max,
    }
}

/// What is asked, in three sentences at most.
fn asked(scenario: &Scenario) -> Vec<String> {
    let team = |team: &crate::scenario::Team| {
        format!("{} in {}", format::count(team.post_count() as u64), team.name)
    };
    let teams: Vec<String> = scenario.teams.iter().map(team).collect();
    let mut sentences = Vec::new();
    if !scenario.description.trim().is_empty() {
        sentences.push(scenario.description.trim().to_owned());
    }
    let posts: usize = scenario.teams.iter().map(crate::scenario::Team::post_count).sum();
    sentences.push(format!(
        "A service with {} referrals a year and {}: {}.",
        format::number(scenario.referrals.per_year, 0),
        format::counted(posts as u64, "post", "posts"),
        format::list(&teams)
    ));
    sentences.extend(scenario.publicity.iter().map(|event| {
        format!(
            "On {} comes publicity about a tragedy, and people refer more readily: {}.",
            format::date(event.date),
            event.label
        )
    }));
    sentences
}

/// What a terminal is given for the same numbers.
fn commands(overrides: &Overrides, file: &str) -> Vec<CommandLine> {
    let mut words = vec!["surge-sim".to_owned(), shell::file(file)];
    for set in overrides.written() {
        match set.strip_prefix("replications.count=") {
            Some(count) => words.extend(["--replications".to_owned(), count.to_owned()]),
            None => words.extend(["--set".to_owned(), set.clone()]),
        }
    }
    shell::lines(&words)
}

pub(super) fn plain(json: impl std::fmt::Display) -> EngineAnswer {
    Ok((json.to_string(), Vec::new()))
}

pub(super) fn written_down(answer: &impl Serialize) -> EngineAnswer {
    plain(serde_json::to_string(answer).map_err(|error| error.to_string())?)
}

fn missing() -> String {
    "there is no such side".to_owned()
}

#[cfg(test)]
pub(super) mod tests;
