//! What the page's scripts know of the engine's questions and answers: `page/protocol.d.ts`, written from the types that the
//! engine writes down.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use ts_rs::{Config, TS};

use super::{charts, desk, engine, levers, normal, page, pathway, replay, view};
use crate::report::{icons, shell, story};

const FILE: &str = "src/workshop/page/protocol.d.ts";
/// Set where the file is to be written anew.
const UPDATE: &str = "UPDATE_PROTOCOL";

const HEAD: &str = "\
// The questions that the page asks of the engine, and its answers. Written by the test src/workshop/protocol.rs from the types of
// the engine: UPDATE_PROTOCOL=1 cargo test --lib protocol writes it anew.

/** Normal times of a scenario: the page hands them on as they come. */
export type NormalTimes = string;

/** Values of levers by their names; what is not named stays as the scenario has it. */
export type Levers = Record<string, number>;

/** A file by its name. */
export type TextFile = { name: string, text: string };

/** A text that a scenario is put together from: who asked for it, by which name, and what its own name is. */
export type OtherText = { from: string, wanted: string, name: string, text: string };

";

/// A question: its name, what else it says, its answer, and what bytes go with either.
struct ProtocolQuestion {
    ask: &'static str,
    says: &'static str,
    answer: &'static str,
}

const fn asked(ask: &'static str, says: &'static str, answer: &'static str) -> ProtocolQuestion {
    ProtocolQuestion { ask, says, answer }
}

const SOURCES: [&str; 2] = [include_str!("engine.rs"), include_str!("normal.rs")];

const QUESTIONS: [ProtocolQuestion; 16] = [
    asked("pilots", "pilots: Record<string, string>", "null"),
    asked("open", "name: string, text: string, others?: OtherText[], files?: TextFile[]", "Opened"),
    asked("heads", "files: TextFile[]", "string[]"),
    asked("normal", "levers?: Levers", "Normal | null"),
    asked(
        "round",
        "levers?: Levers, solved: NormalTimes, round: number, from: number, to: number",
        "null",
    ),
    // After the last round they are found, and are written as a scenario has them.
    asked(
        "take",
        "levers?: Levers, solved: NormalTimes, round: number",
        "{ solved: NormalTimes } | NormalTimes",
    ),
    asked("side", "side: number, levers?: Levers, seed?: number, count?: number", "Made"),
    asked("replicate", "side: number, from: number, to: number", "null"),
    asked("gather", "side: number", "number"),
    asked("view", "side: number", "View"),
    asked(
        "beside",
        "side: number, name: string, baseline: number, baseline_name: string",
        "Beside",
    ),
    asked("replay", "side: number", "Film"),
    asked("exercise", "side: number, skip: number", "Exercise"),
    asked("story", "side: number, outcome: string, skip: number", "Told"),
    asked("files", "side: number, file: string", "Files"),
    asked("forget", "side: number", "null"),
];

fn declared() -> String {
    let config = Config::default().with_large_int("number");
    let mut text = HEAD.to_owned();
    let mut add = |docs: Option<String>, declared: String| {
        let _ = writeln!(text, "{}export {declared}\n", docs.unwrap_or_default());
    };
    macro_rules! add {
        ($($of:ty),*) => { $(add(<$of>::docs(), <$of>::decl(&config));)* };
    }
    add!(
        engine::Opened<'static>,
        levers::Lever,
        levers::LeverValue,
        pathway::PathwayBox,
        normal::Normal,
        engine::Made<'static>,
        view::View,
        icons::IconArray,
        icons::Sign,
        charts::Chart,
        charts::ChartLine,
        view::Beside,
        view::BesideRow,
        replay::Film,
        desk::Exercise,
        desk::Card,
        replay::Told,
        story::StoryLine,
        engine::Files,
        shell::CommandLine,
        page::Shelf,
        page::Shown,
        page::OtherShown
    );
    text.push_str("/** What may be asked. */\nexport type Question =\n");
    for question in &QUESTIONS {
        let _ = writeln!(text, "  | {{ ask: '{}', {} }}", question.ask, question.says);
    }
    text.push_str("  ;\n\n/** What is answered, by the question. */\nexport type Answers = {\n");
    for question in &QUESTIONS {
        let _ = writeln!(text, "  {}: {},", question.ask, question.answer);
    }
    text.push_str("};\n");
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n") + "\n"
}

#[test]
fn the_page_has_the_types_of_the_engine() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let now = declared();
    if std::env::var_os(UPDATE).is_some() {
        std::fs::write(&path, now).expect("it can be written");
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default().replace('\r', "");
    assert!(
        kept == now,
        "{FILE} is stale: UPDATE_PROTOCOL=1 cargo test --lib protocol writes it anew, and .ci/types says which script is wrong then"
    );
}

#[test]
fn every_question_that_the_engine_knows_is_typed_with_all_it_reads() {
    let code =
        SOURCES.map(|text| text.split("#[cfg(test)]\npub(super) mod tests").next().unwrap_or(text));
    let arms = code[0]
        .lines()
        .map(str::trim)
        .skip_while(|line| !line.starts_with("match question.words(\"ask\")"))
        .take_while(|line| !line.starts_with("other =>"))
        .filter(|line| line.starts_with('"') && line.contains(" => "));
    let known: BTreeSet<&str> = arms
        .filter_map(|line| line.split(" => ").next())
        .flat_map(|names| names.split('|'))
        .map(|name| name.trim().trim_matches('"'))
        .collect();
    let typed: BTreeSet<&str> = QUESTIONS.iter().map(|question| question.ask).collect();
    assert_eq!(known, typed);

    let keys: BTreeSet<&str> = QUESTIONS
        .iter()
        .flat_map(|question| question.says.split(", "))
        .filter_map(|key| Some(key.split_once(':')?.0.trim_end_matches('?')))
        .collect();
    let ways = ["words(\"", "number(\"", "small(\"", "pairs(\"", ".0.get(\""];
    let read: BTreeSet<&str> = code
        .iter()
        .flat_map(|text| ways.iter().flat_map(|way| text.split(way).skip(1)))
        .filter_map(|rest| rest.split('"').next())
        .filter(|key| *key != "ask")
        .collect();
    assert_eq!(keys, read, "what is typed, and what is read");
}
