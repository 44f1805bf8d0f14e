//! What the engine answers.

use std::sync::atomic::AtomicBool;

use super::*;
use crate::experiment::Twin;
use crate::experiment::runner::Quiet;
use crate::experiment::{Keep, RunOptions, Setting, identity, pilot, run, summarise};
use crate::scenario::files::{Fetched, FileProblem};
use crate::scenario::{load_str, load_with};

pub const SMALL: &str = include_str!("../../../tests/fixtures/small.toml");

pub fn ask(engine: &mut Engine, question: &Value, body: &[u8]) -> Result<(Value, Vec<u8>), String> {
    let mut line = question.to_string().into_bytes();
    line.push(b'\n');
    line.extend_from_slice(body);
    let answer = engine.ask(&line);
    let end = answer.iter().position(|byte| *byte == b'\n').expect("a line");
    let line: Value = serde_json::from_slice(&answer[..end]).expect("JSON");
    match line.get("wrong") {
        Some(why) => Err(why.as_str().expect("words").to_owned()),
        None => Ok((line["ok"].clone(), answer[end + 1..].to_vec())),
    }
}

pub fn opened(text: &str) -> Engine {
    let mut engine = Engine::default();
    let open = serde_json::json!({ "ask": "open", "name": "small.toml", "text": text });
    ask(&mut engine, &open, &[]).expect("it opens");
    engine
}

/// Two engines run halves, and one of them puts both together.
fn ran(levers: &Value, count: u32) -> Engine {
    let (mut clerk, mut other) = (opened(SMALL), opened(SMALL));
    let side = serde_json::json!({ "ask": "side", "side": 1, "levers": levers, "count": count });
    ask(&mut clerk, &side, &[]).expect("a side");
    ask(&mut other, &side, &[]).expect("a side");
    for (from, to) in [(count / 2, count), (0, count / 2)] {
        let question = serde_json::json!({ "ask": "replicate", "side": 1, "from": from, "to": to });
        let (_, records) = ask(&mut other, &question, &[]).expect("records");
        ask(&mut clerk, &serde_json::json!({ "ask": "gather", "side": 1 }), &records)
            .expect("taken in");
    }
    clerk
}

#[test]
fn the_page_warns_however_it_is_asked() {
    let target = "[[targets]]\nmeasure = \"screened_out_share\"\nlow = 0.97\nhigh = 0.99\nsource = \"a test\"\nuse = \"held out\"";
    let text = format!("{SMALL}\n{target}\n");
    for more in [
        serde_json::json!({ "levers": {} }),
        serde_json::json!({ "levers": {}, "seed": 8 }),
        serde_json::json!({ "levers": { "surge": 0.5 } }),
    ] {
        let mut engine = opened(&text);
        let mut side = serde_json::json!({ "ask": "side", "side": 1, "count": 2 });
        side.as_object_mut()
            .expect("an object")
            .extend(more.as_object().expect("an object").clone());
        ask(&mut engine, &side, &[]).expect("a side");
        let run = serde_json::json!({ "ask": "replicate", "side": 1, "from": 0, "to": 2 });
        let (_, records) = ask(&mut engine, &run, &[]).expect("records");
        ask(&mut engine, &serde_json::json!({ "ask": "gather", "side": 1 }), &records)
            .expect("taken in");
        let (view, _) = ask(&mut engine, &serde_json::json!({ "ask": "view", "side": 1 }), &[])
            .expect("a view");
        let warnings = view["warnings"].to_string();
        assert!(
            warnings.contains("Of the published ranges held out, 1 of 1 is missed"),
            "{more}: {warnings}"
        );
        let answer = view["answer"][0].as_str().expect("words");
        assert!(answer.starts_with("In this model, "), "{answer}");
    }
}

#[test]
fn the_page_shows_the_numbers_of_the_command_line() {
    let mut engine = ran(&serde_json::json!({}), 6);
    let (view, _) =
        ask(&mut engine, &serde_json::json!({ "ask": "view", "side": 1 }), &[]).expect("a view");
    let loaded = load_str("small.toml", SMALL, &Overrides::none().replications(6)).expect("sound");
    let solved =
        pilot::solve(&loaded.scenario, &pilot::NoStore, &crate::experiment::runner::run_rounds(0));
    let setting = Setting::new(&loaded.scenario, &solved);
    let options =
        RunOptions { twin: Twin::With.worth_running(&setting), threads: 0, keep: Keep::First };
    let experiment = run(&setting, options, &Quiet, &AtomicBool::new(false));
    let id = identity::identified(&loaded.scenario, Twin::With);
    let result = summarise(&setting, &solved, &experiment, identity::about(&loaded, &id));
    let exact = |id: &str| {
        let all = view["exact"].as_array().expect("a list");
        let found = all.iter().find(|one| one[0] == id).expect("it is there");
        (found[1].as_f64(), found[2].as_f64())
    };
    let rate = result.headline.miss_rate.expect("a rate");
    assert_eq!(exact("miss_rate"), (Some(rate.mean), rate.half_width));
    let missed = result.headline.missed.expect("a count");
    assert_eq!(exact("missed"), (Some(missed.mean), missed.half_width));
    assert_eq!((view["run_id"].as_str(), view["runs"].as_u64()), (Some(&*result.run_id), Some(6)));
    let shown = view["icons"][0]["key"].as_array().expect("a key");
    assert_eq!(shown.iter().map(|one| one["number"].as_u64().expect("a number")).sum::<u64>(), 100);
}

#[test]
fn a_file_names_others_among_those_that_are_brought() {
    let mut engine = Engine::default();
    let text = "extends = \"small.toml\"\nname = \"Mine\"\n";
    let files = serde_json::json!([{ "name": "mine.toml", "text": text }, { "name": "small.toml", "text": SMALL }]);
    let (heads, _) = ask(&mut engine, &serde_json::json!({ "ask": "heads", "files": files }), &[])
        .expect("heads");
    assert_eq!(heads, serde_json::json!(["mine.toml"]));
    let open =
        serde_json::json!({ "ask": "open", "name": "mine.toml", "text": text, "files": files });
    assert_eq!(ask(&mut engine, &open, &[]).expect("it opens").0["name"], "Mine");
    let side =
        serde_json::json!({ "ask": "side", "side": 1, "levers": { "recording": 0.7 }, "count": 2 });
    ask(&mut engine, &side, &[]).expect("and it can be changed");
}

#[test]
fn the_command_names_the_file_as_one_word() {
    let set = Overrides::none().replications(50).set("teams.\"duty\".vacant_share=0.1".to_owned());
    let all = commands(&set, "Ann's plan.toml");
    assert_eq!(all.len(), 3);
    assert!(all[0].text.starts_with("surge-sim 'Ann'\\''s plan.toml' "), "{}", all[0].text);
    assert!(all[0].text.contains("--replications 50"), "{}", all[0].text);
    assert!(all[2].text.contains("\"teams.'duty'.vacant_share=0.1\""), "{}", all[2].text);
}

#[test]
fn every_part_of_the_page_is_answered() {
    let mut engine = ran(&serde_json::json!({ "recording": 0.7 }), 4);
    let side = serde_json::json!({ "ask": "side", "side": 2, "count": 4 });
    ask(&mut engine, &side, &[]).expect("a side");
    let (_, records) = ask(
        &mut engine,
        &serde_json::json!({ "ask": "replicate", "side": 2, "from": 0, "to": 4 }),
        &[],
    )
    .expect("records");
    ask(&mut engine, &serde_json::json!({ "ask": "gather", "side": 2 }), &records)
        .expect("taken in");
    let question = serde_json::json!({ "ask": "beside", "side": 1, "name": "B", "baseline": 2, "baseline_name": "A" });
    let (beside, _) = ask(&mut engine, &question, &[]).expect("two sides");
    assert!(beside["findings"][0].as_str().expect("words").contains(" in A"), "{beside}");
    let (film, _) = ask(&mut engine, &serde_json::json!({ "ask": "replay", "side": 1 }), &[])
        .expect("a replay");
    assert!(film["moves"].as_array().expect("moves").len() > 400);
    let question = serde_json::json!({ "ask": "exercise", "side": 1, "skip": 0 });
    let (exercise, _) = ask(&mut engine, &question, &[]).expect("an exercise");
    let cards = exercise["referrals"].as_array().expect("cards").len() as u64;
    let room = exercise["room"].as_u64().expect("a number");
    assert!(cards == 12 && (1..cards).contains(&room), "{room} of {cards}");
    let question = serde_json::json!({ "ask": "story", "side": 1, "outcome": "late", "skip": 0 });
    let (told, _) = ask(&mut engine, &question, &[]).expect("a story");
    assert!(told["parts"].as_array().expect("parts").len() > 5);
    let question = serde_json::json!({ "ask": "files", "side": 1, "file": "small.toml" });
    let (files, _) = ask(&mut engine, &question, &[]).expect("files");
    assert!(
        files["commands"][0]["text"].as_str().expect("words").contains("hours.recording="),
        "{}",
        files["commands"]
    );
    assert!(
        files["estimates"].as_str().expect("a table").starts_with(
            "\u{feff}period,measure,unit,world,mean,half_width,low,high,unequal_pairs\n"
        )
    );
    let again =
        load_str("scenario.toml", files["scenario"].as_str().expect("a file"), &Overrides::none());
    assert!(again.expect("a sound file").scenario.solved.is_some(), "it needs no pilot");
}

#[test]
fn the_exercise_says_what_this_run_shows() {
    // One run has few pairs: luck alone takes it below a coin.
    const RUNS: u32 = 48;
    let (start, rest) = SMALL.split_once("[[publicity]]").expect("there is some");
    let teams = rest.find("[[teams]]").expect("there are teams");
    let quiet = format!("{start}[judgement]\nper_hour = 50.0\n\n{}", &rest[teams..]);
    for (text, when, range) in [
        (SMALL, "Six weeks after \"A verdict in the news\".", 50..68),
        (&*quiet, "Six weeks into the run.", 70..90),
    ] {
        let mut engine = opened(text);
        let side = serde_json::json!({ "ask": "side", "side": 1, "count": RUNS });
        ask(&mut engine, &side, &[]).expect("a side");
        let replicate = serde_json::json!({ "ask": "replicate", "side": 1, "from": 0, "to": RUNS });
        let (_, records) = ask(&mut engine, &replicate, &[]).expect("records");
        ask(&mut engine, &serde_json::json!({ "ask": "gather", "side": 1 }), &records)
            .expect("taken in");
        let told = |skip: u32| -> u32 {
            let question = serde_json::json!({ "ask": "exercise", "side": 1, "skip": skip });
            let (exercise, _) = ask(&mut engine, &question, &[]).expect("an exercise");
            assert!(
                exercise["about"].as_str().expect("words").starts_with(when),
                "{}",
                exercise["about"]
            );
            let words = exercise["certainty"].as_str().expect("words");
            let said = words.split(" worrying in ").nth(1).and_then(|rest| rest.split(' ').next());
            said.and_then(|number| number.parse().ok()).expect("a number of pairs")
        };
        let all: Vec<u32> = (0..RUNS).map(told).collect();
        assert!(range.contains(&(all.iter().sum::<u32>() / RUNS)), "{all:?}");
    }
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let mut engine = Engine::default();
    let open = |text: &str| serde_json::json!({ "ask": "open", "name": "mine.toml", "text": text });
    let why = ask(&mut engine, &open(&SMALL.replace("[referrals]", "[referals]")), &[])
        .expect_err("a wrong name");
    assert!(
        why.contains("mine.toml") && why.contains("line ") && why.contains("referrals"),
        "{why}"
    );
    let why =
        ask(&mut engine, &open("extends = \"haringey.toml\""), &[]).expect_err("no other files");
    assert!(why.contains("haringey.toml"), "{why}");
    assert!(ask(&mut engine, &open("\u{0}\u{1}"), &[]).is_err());
    for question in [
        serde_json::json!({ "ask": "dance" }),
        serde_json::json!({ "ask": "view", "side": 7 }),
        serde_json::json!({ "ask": "side", "side": 1 }),
        serde_json::json!([]),
    ] {
        assert!(ask(&mut engine, &question, &[]).is_err(), "{question}");
    }
    assert!(engine.ask(b"no JSON").starts_with(b"{\"wrong\""));
    let mut engine = opened(SMALL);
    ask(&mut engine, &serde_json::json!({ "ask": "side", "side": 1, "count": 2 }), &[])
        .expect("a side");
    let gather = serde_json::json!({ "ask": "gather", "side": 1 });
    assert!(
        ask(&mut engine, &gather, &[1, 2, 3, 4, 5, 6, 7, 8, 9]).is_err(),
        "bytes that are no records"
    );
    assert!(
        ask(&mut engine, &serde_json::json!({ "ask": "view", "side": 1 }), &[]).is_err(),
        "nothing was run"
    );
}

#[test]
fn every_value_of_every_lever_makes_a_sound_scenario() {
    let everything = include_str!("../../../tests/fixtures/everything.toml");
    let workshop = include_str!("../../../scenarios/workshop.toml");
    let small = |_: &str, name: &str| match name {
        "small.toml" => Ok(Fetched { name: name.to_owned(), text: SMALL.to_owned() }),
        _ => Err(FileProblem::NoFiles(name.to_owned())),
    };
    for text in [SMALL, everything, workshop] {
        let loaded = load_with("x.toml", text, &small, &Overrides::none()).expect("sound");
        let levers = levers::of(&loaded.scenario);
        assert!(levers.len() >= 9, "{}", levers.len());
        let own =
            levers.iter().map(|lever| (lever.id.clone(), lever.values[lever.own].value)).collect();
        assert!(
            levers::overrides(&loaded.scenario, &levers, &own).is_empty(),
            "as the scenario says changes nothing"
        );
        for lever in &levers {
            for value in &lever.values {
                let mut chosen = BTreeMap::from([(lever.id.clone(), value.value)]);
                if lever.id == "surge-delay" {
                    chosen.insert("surge-team".to_owned(), 3.0);
                }
                let changed = levers::overrides(&loaded.scenario, &levers, &chosen);
                let made = loaded.written.load_changed(&changed);
                assert!(
                    made.is_ok(),
                    "{} at {}: {:?}",
                    lever.id,
                    value.words,
                    made.err().map(|error| error.to_string())
                );
            }
        }
    }
}

#[test]
fn a_lever_does_what_it_says() {
    let loaded =
        load_str("x.toml", include_str!("../../../scenarios/workshop.toml"), &Overrides::none())
            .expect("sound");
    let levers = levers::of(&loaded.scenario);
    let made = |chosen: &[(&str, f64)]| {
        let chosen = chosen.iter().map(|(id, value)| ((*id).to_owned(), *value)).collect();
        loaded
            .written
            .load_changed(&levers::overrides(&loaded.scenario, &levers, &chosen))
            .expect("sound")
            .scenario
    };
    assert_eq!(made(&[("surge", 0.4)]).publicity[0].shape.peak, 0.4);
    assert_eq!(made(&[("staff-1", 20.0)]).teams[1].post_count(), 20);
    assert!(made(&[("vacancies", 0.1)]).teams.iter().all(|team| team.vacant_share == 0.1));
    assert_eq!(made(&[("rule", 0.0)]).triage.rule, crate::scenario::ThresholdRule::Fixed);
    assert_eq!(made(&[("least-time", 0.6)]).teams[0].rush.expect("it rushes").floor, 0.6);
    assert_eq!(made(&[("recording", 0.5)]).stages[0].hours.recording, 4.0);
    let team = &made(&[("surge-team", 3.0), ("surge-delay", 70.0)]).actions[0];
    assert_eq!((team.add[0].count, team.lead_days, team.for_days), (3.0, 70.0, Some(180.0)));
    let learning = made(&[("blame", 1.0)]);
    assert_eq!(
        (learning.publicity[0].blame, learning.culture.expect("a culture").report_probability),
        (0.0, 0.9)
    );
}

#[test]
fn levers_move_the_publicity_that_the_headline_is_about() {
    let text = include_str!("../../../scenarios/workshop.toml");
    let earlier =
        "[[publicity]]\nlabel = \"In the warm-up\"\ndate = 2019-06-03\npeak = 0.3\n\n[[publicity]]";
    let text = text.replacen("[[publicity]]", earlier, 1);
    let loaded = load_str("x.toml", &text, &Overrides::none()).expect("sound");
    let levers = levers::of(&loaded.scenario);
    let own = |id: &str| {
        let lever = levers.iter().find(|lever| lever.id == id).expect("it is there");
        lever.values[lever.own].value
    };
    assert_eq!((own("surge"), own("blame")), (0.8, 0.0));
    let chosen = [("surge", 0.4), ("blame", 1.0), ("surge-team", 3.0)];
    let chosen = chosen.map(|(id, value)| (id.to_owned(), value)).into();
    let changed = levers::overrides(&loaded.scenario, &levers, &chosen);
    let made = loaded.written.load_changed(&changed).expect("sound").scenario;
    let [earlier, verdict] = [0, 1].map(|n| &made.publicity[n]);
    assert_eq!((earlier.shape.peak, verdict.shape.peak, verdict.blame), (0.3, 0.4, 0.0));
    let brought = made.actions.iter().find(|action| action.name == "workshop surge team");
    assert_eq!(brought.expect("it comes").when, crate::scenario::Trigger::Date(verdict.date));
}
