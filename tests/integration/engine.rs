//! The compiled engine gives this source's answers, and so does the guide.
//!
//! The engine is held to answers and not to sources: a comment does not make it stale. After a change of the model, or of words
//! that the workshop shows: `.ci/wasm --write`.

mod both;
mod interpreted;

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};
use surge_sim::scenario::{Overrides, load, resolved};
use surge_sim::workshop::page;

use crate::harness::{Home, SMALL, root, solved};
use both::{Answer, Both, difference};

/// Replications of each scenario.
const COUNT: u32 = 20;

#[test]
fn the_compiled_engine_finds_the_numbers_of_the_smallest_service() {
    the_same_numbers("tests/fixtures/small.toml");
}

#[test]
fn the_compiled_engine_finds_the_numbers_of_a_service_with_everything_around_it() {
    the_same_numbers("tests/fixtures/everything.toml");
}

#[test]
fn the_compiled_engine_finds_the_numbers_of_the_workshop() {
    the_same_numbers("scenarios/workshop.toml");
}

/// Every number of every replication, to the bit, and what is shown of them.
#[track_caller]
fn the_same_numbers(file: &str) {
    let loaded = load(&root().join(file), &Overrides::none()).expect("a sound scenario");
    let text = resolved::to_toml(&loaded.scenario, Some(&solved(&loaded.scenario)));
    let mut both = Both::start();
    both.ask(&json!({ "ask": "open", "name": file, "text": text }), &[]);
    both.ask(&json!({ "ask": "side", "side": 1, "count": COUNT }), &[]);
    let whole = json!({ "ask": "replicate", "side": 1, "from": 0, "to": COUNT });
    let (_, records) = both.ask(&whole, &[]);
    assert!(records.len() > 1000, "there are records: {} bytes", records.len());
    both.ask(&json!({ "ask": "gather", "side": 1 }), &records);
    let (view, _) = both.ask(&json!({ "ask": "view", "side": 1 }), &[]);
    let exact = view["exact"].as_array().expect("a list of numbers");
    assert!(exact.iter().any(|one| one[0] == "miss_rate"), "{file}: {}", view["exact"]);
}

/// What a session at the page asks, in its order: a scenario is brought, its normal times are found by rounds, it is run with and
/// without a lever, and everything is looked at.
#[test]
fn every_question_of_the_page_is_answered_as_here() {
    let mut both = Both::start();
    let louder = "extends = \"small.toml\"\nname = \"Louder\"\n[referrals]\nper_year = 330\n";
    let files =
        json!([{ "name": "small.toml", "text": SMALL }, { "name": "louder.toml", "text": louder }]);
    let (heads, _) = both.ask(&json!({ "ask": "heads", "files": files }), &[]);
    assert_eq!(heads, json!(["louder.toml"]));
    let brought = json!({ "ask": "open", "name": "louder.toml", "text": louder, "files": files });
    both.ask(&brought, &[]);
    let others = json!([{ "from": "a.toml", "wanted": "b.toml", "name": "b.toml", "text": SMALL }]);
    let variant = "extends = \"b.toml\"\nname = \"A variant\"\n";
    let shipped = json!({ "ask": "open", "name": "a.toml", "text": variant, "others": others });
    both.ask(&shipped, &[]);
    normal_times(&mut both);
    for (side, levers) in [(1, json!({})), (2, json!({ "recording": 0.7 }))] {
        both.ask(&json!({ "ask": "side", "side": side, "levers": levers, "count": 4 }), &[]);
        let run = json!({ "ask": "replicate", "side": side, "from": 0, "to": 4 });
        let (_, records) = both.ask(&run, &[]);
        both.ask(&json!({ "ask": "gather", "side": side }), &records);
    }
    for question in [
        json!({ "ask": "view", "side": 2 }),
        json!({ "ask": "beside", "side": 2, "name": "B", "baseline": 1, "baseline_name": "A" }),
        json!({ "ask": "replay", "side": 2 }),
        json!({ "ask": "exercise", "side": 2, "skip": 1 }),
        json!({ "ask": "files", "side": 2, "file": "a.toml" }),
        json!({ "ask": "forget", "side": 1 }),
    ] {
        both.ask(&question, &[]);
    }
    let story = |outcome: &str| json!({ "ask": "story", "side": 2, "outcome": outcome, "skip": 0 });
    both.ask(&story("late"), &[]);
    let outcomes = outcomes();
    assert!(outcomes.len() > 4, "the page offers {outcomes:?}");
    for outcome in outcomes {
        // Not every outcome has a child in so small a service; then both say so.
        let _ = both.either(&story(&outcome));
    }
    let answered: BTreeSet<&str> = both.answered.iter().map(String::as_str).collect();
    let asked = questions_of_the_page();
    let asked: BTreeSet<&str> = asked.iter().map(String::as_str).collect();
    assert_eq!(asked, answered, "what the page asks, and what this session asked");
}

/// Normal times that nobody has found, round by round, as the page's workers find them.
fn normal_times(both: &mut Both) {
    let (normal, _) = both.ask(&json!({ "ask": "normal", "levers": {} }), &[]);
    let rounds = normal["rounds"].as_array().expect("how many replications each round has");
    let mut solved = normal["solved"].clone();
    for (round, replications) in rounds.iter().enumerate() {
        let run = |to: &Value| json!({ "ask": "round", "levers": {}, "solved": solved, "round": round, "from": 0, "to": to });
        // One of both is enough to compare: an interpreter is slow.
        both.ask(&run(&json!(1)), &[]);
        let records = both.here(&run(replications));
        let take = json!({ "ask": "take", "levers": {}, "solved": solved, "round": round });
        let next = both.ask(&take, &records).0;
        // A round within gives what the next begins with; the last gives what was found.
        solved = next.get("solved").cloned().unwrap_or(next);
    }
    let key = normal["key"].as_str().expect("a key");
    both.ask(&json!({ "ask": "pilots", "pilots": { key: solved } }), &[]);
    let (none, _) = both.ask(&json!({ "ask": "normal", "levers": {} }), &[]);
    assert!(none.is_null(), "they are known now: {none}");
}

#[test]
fn what_cannot_be_answered_is_refused_in_the_same_words() {
    let mut both = Both::start();
    let open = |text: &str| json!({ "ask": "open", "name": "mine.toml", "text": text });
    for (from, to, words) in [
        (
            "[referrals]",
            "[referals]",
            &["mine.toml", "line 14", "referals", "nearest: \"referrals\""][..],
        ),
        ("per_year = 300", "per_year = \"2,600\"", &["referrals.per_year", "write 2600"]),
        ("per_year = 300", "per_year = -3", &["referrals.per_year = -3", "from 0 to 1000000"]),
        ("date = 2022-02-01", "date = \"1 February 2022\"", &["line", "2022-02-01"]),
        ("count = 1 }", "count = 1", &["line"]),
        ("name = \"duty\"", "name = \"dutty\"", &["no team is called \"duty\""]),
    ] {
        let why = both.refused(&open(&SMALL.replacen(from, to, 1)), &[]);
        assert!(words.iter().all(|word| why.contains(word)), "{why}");
    }
    both.refused(&open("extends = \"haringey.toml\""), &[]);
    both.refused(&open("{\"run_id\": 3}"), &[]);
    for question in [
        json!({ "ask": "dance" }),
        json!({}),
        json!([]),
        json!({ "ask": "side", "side": 1 }),
        json!({ "ask": "view", "side": 7 }),
        json!({ "ask": "replicate", "side": 7, "from": 0, "to": 1 }),
        json!({ "ask": "gather", "side": 7 }),
        json!({ "ask": "normal", "levers": {} }),
    ] {
        both.refused(&question, &[]);
    }
    let solved = solved(&crate::harness::small(&[]));
    let text = resolved::to_toml(&crate::harness::small(&[]), Some(&solved));
    both.ask(&open(&text), &[]);
    both.ask(&json!({ "ask": "side", "side": 1, "count": 2 }), &[]);
    both.refused(&json!({ "ask": "gather", "side": 1 }), &[1, 2, 3, 4, 5, 6, 7, 8, 9]);
    both.refused(&json!({ "ask": "view", "side": 1 }), &[]);
}

#[test]
fn an_engine_of_other_answers_is_noticed() {
    let answer = |found: Value, bytes: &[u8]| -> Answer { (Ok(found), bytes.to_vec()) };
    let known = answer(json!({ "exact": [["missed", 0.25, null]], "answer": ["Few."] }), &[1, 2]);
    let other = |found: Value, bytes: &[u8]| difference(&known, &answer(found, bytes));
    let same = json!({ "exact": [["missed", 0.25, null]], "answer": ["Few."] });
    assert_eq!(other(same.clone(), &[1, 2]), None);
    let last_digit =
        json!({ "exact": [["missed", 0.250_000_000_000_000_06, null]], "answer": ["Few."] });
    assert_eq!(other(last_digit, &[1, 2]), None);
    for (found, bytes, said) in [
        (
            json!({ "exact": [["missed", 0.250_001, null]], "answer": ["Few."] }),
            &[1, 2][..],
            ".exact[0][1]",
        ),
        (json!({ "exact": [["missed", 0.25, 0.1]], "answer": ["Few."] }), &[1, 2], ".exact[0][2]"),
        (json!({ "exact": [["missed", 0.25, null]], "answer": ["Many."] }), &[1, 2], ".answer[0]"),
        (json!({ "exact": [["missed", 0.25, null]], "answer": [] }), &[1, 2], ".answer"),
        (json!({ "exact": [["missed", 0.25, null]] }), &[1, 2], ".answer"),
        (
            json!({ "exact": [["missed", 0.25, null]], "answer": ["Few."], "more": 1 }),
            &[1, 2],
            ".more",
        ),
        (same.clone(), &[1, 3], "from byte 1"),
        (same, &[1], "from byte 1"),
    ] {
        let found = other(found, bytes).expect("it differs");
        assert!(found.contains(said), "{found}");
    }
    let refused: Answer = (Err("no scenario is open".to_owned()), Vec::new());
    let otherwise: Answer = (Err("there is none".to_owned()), Vec::new());
    assert!(difference(&refused, &known).is_some() && difference(&known, &refused).is_some());
    assert!(difference(&refused, &otherwise).is_some());
}

/// What the page's script asks: the word after each `ask:`.
fn questions_of_the_page() -> Vec<String> {
    let mut found = Vec::new();
    for file in fs::read_dir(root().join("src/workshop/page")).expect("the folder is there") {
        let path = file.expect("it can be read").path();
        if path.extension().is_some_and(|ending| ending == "js") {
            let text = fs::read_to_string(&path).expect("it is text");
            let asked = text.split("{ ask: '").skip(1).filter_map(|rest| rest.split('\'').next());
            found.extend(asked.map(str::to_owned));
        }
    }
    assert!(found.len() > 10, "the page asks {found:?}");
    found
}

/// The outcomes that the page offers stories of.
fn outcomes() -> Vec<String> {
    let text = fs::read_to_string(root().join("src/workshop/page/steps.html")).expect("it is text");
    let (_, list) =
        text.split_once("<select id=\"outcome\">").expect("the page has a list of them");
    let (list, _) = list.split_once("</select>").expect("the list ends");
    let values = list.split("value=\"").skip(1).filter_map(|rest| rest.split('"').next());
    values.map(str::to_owned).collect()
}

/// The page is one file that is sent by e-mail: the engine is most of it.
#[test]
fn the_compiled_engine_is_small() {
    let engine = fs::metadata(root().join("src/workshop/engine.wasm.br")).expect("it is there");
    // What grew it last: dated inputs, work under pressure, caution, practice and work begun together are 25,000 bytes of it.
    // A compiler's own library has the messages of its panics in it; built anew it has not.
    let most = if page::BUILT_FROM.contains("built anew") { 430_000 } else { 530_000 };
    assert!(engine.len() < most, "{} bytes", engine.len());
}

#[test]
fn the_guide_has_the_answers_of_this_model() {
    let home = Home::new();
    let printed = home.succeed(&["workshop", "--guide"]);
    let guide = fs::read_to_string(root().join("scenarios/workshop.md"))
        .expect("it is there")
        .replace("\r\n", "\n");
    assert!(
        printed.out == guide,
        "scenarios/workshop.md is not what this model says: surge-sim workshop --guide > scenarios/workshop.md"
    );
}
