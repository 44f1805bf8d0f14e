//! Questions about normal times: what is to be found, a part of a round, and what a whole round leads to.

use std::collections::BTreeMap;

use serde::Serialize;

use super::engine::{Engine, EngineAnswer, EngineQuestion, plain, written_down};
use super::levers;
use crate::experiment::pilot::ROUNDS;
use crate::experiment::rounds::{self, Missing};
use crate::scenario::{Solved, resolved};

/// Normal times that are to be found.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Normal {
    key: String,
    /// Replications of each round.
    rounds: [u64; ROUNDS.len()],
    #[cfg_attr(test, ts(type = "NormalTimes"))]
    solved: String,
}

impl EngineQuestion {
    fn solved(&self) -> Result<Solved, String> {
        resolved::read_solved(self.words("solved")).ok_or("these are no normal times".to_owned())
    }
}

impl Engine {
    pub(super) fn normal_times(&mut self, question: &EngineQuestion, body: &[u8]) -> EngineAnswer {
        let missing = self.missing(question)?;
        let Some(missing) = missing else {
            return if question.words("ask") == "normal" {
                plain("null")
            } else {
                Err("normal times are found already".to_owned())
            };
        };
        match question.words("ask") {
            "normal" => written_down(&Normal {
                solved: resolved::solved_alone(&missing.first()),
                key: missing.key,
                rounds: ROUNDS,
            }),
            "round" => {
                let (from, to) = (question.small("from").into(), question.small("to").into());
                let round = question.small("round") as usize;
                Ok((
                    "null".to_owned(),
                    missing.run(&question.solved()?, round, from..to, &mut self.scratch.run),
                ))
            }
            _ => {
                let round = question.small("round") as usize;
                let solved = missing
                    .take(question.solved()?, round, body)
                    .ok_or("these bytes are no round")?;
                let text = resolved::solved_alone(&solved);
                // The result of an inner round is not final: the page gets it back, and the engine keeps only the
                // last one.
                if round + 1 < ROUNDS.len() {
                    return plain(serde_json::json!({ "solved": text }));
                }
                self.pilots.take(BTreeMap::from([(missing.key, solved)]));
                written_down(&text)
            }
        }
    }

    /// The first normal times that the levers' scenario needs and this engine does not have.
    fn missing(&self, question: &EngineQuestion) -> Result<Option<Missing>, String> {
        let subject = self.subject.as_ref().ok_or("no scenario is open")?;
        let changed = levers::overrides(&subject.scenario, &subject.levers, &question.levers());
        let loaded = subject.written.load_changed(&changed).map_err(|error| error.to_string())?;
        Ok(rounds::missing(&loaded.scenario, &self.pilots))
    }
}

#[cfg(test)]
mod tests {
    use super::super::engine::tests::{SMALL, ask, opened};
    use crate::experiment::pilot;
    use crate::scenario::{Overrides, load_str};

    #[test]
    fn normal_times_are_found_once_and_handed_on() {
        let (mut clerk, mut other) = (opened(SMALL), opened(SMALL));
        let levers = serde_json::json!({ "recording": 0.7 });
        let (normal, _) =
            ask(&mut clerk, &serde_json::json!({ "ask": "normal", "levers": levers }), &[])
                .expect("some");
        let (key, mut solved) =
            (normal["key"].as_str().expect("a key").to_owned(), normal["solved"].clone());
        assert_eq!(normal["rounds"], serde_json::json!([2, 2, 4, 8, 16, 16]));
        for round in 0..6 {
            let mut pieces = Vec::new();
            for (engine, from, to) in [(true, 0, 1), (false, 1, 16)] {
                let part = serde_json::json!({ "ask": "round", "levers": levers, "solved": solved, "round": round, "from": from, "to": to });
                pieces.extend(
                    ask(if engine { &mut clerk } else { &mut other }, &part, &[])
                        .expect("records")
                        .1,
                );
            }
            let take = serde_json::json!({ "ask": "take", "levers": levers, "solved": solved, "round": round });
            assert!(ask(&mut clerk, &take, &pieces[1..]).is_err(), "bytes that are no round");
            let next = ask(&mut clerk, &take, &pieces).expect("the next").0;
            solved = next.get("solved").cloned().unwrap_or(next);
        }
        let handed = serde_json::json!({ "ask": "pilots", "pilots": { key: solved } });
        ask(&mut other, &handed, &[]).expect("taken over");
        for engine in [&mut clerk, &mut other] {
            let normal = serde_json::json!({ "ask": "normal", "levers": levers });
            assert!(
                ask(engine, &normal, &[]).expect("an answer").0.is_null(),
                "nothing is left to find"
            );
        }
        let scenario = load_str("small.toml", SMALL, &Overrides::none()).expect("sound").scenario;
        let direct =
            pilot::solve(&scenario, &pilot::NoStore, &crate::experiment::runner::run_rounds(0))
                .into_owned();
        let kept = other.pilots.into_found().into_values().next().expect("one");
        assert_eq!(kept, direct, "the same bits as the command line finds");
    }
}
