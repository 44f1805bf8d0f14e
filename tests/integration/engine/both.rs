//! Each question asked of this source's own engine and of the compiled one, and the answers held to one another.

use serde_json::Value;
use surge_sim::workshop::Engine;

use super::interpreted::Interpreted;

/// What to do where they differ.
const ADVICE: &str = "The engine in the page was built from other sources. Where the new answer is the one that is meant, run \
                      .ci/wasm --write and commit what it wrote (TESTING.md, The engine of the workshop).";

/// An answer: what was found or why nothing was, and bytes.
pub type Answer = (Result<Value, String>, Vec<u8>);

/// Both engines, asked the same from the start.
pub struct Both {
    here: Engine,
    built: Interpreted,
    /// The names of the questions that both answered.
    pub answered: Vec<String>,
    /// What each side's run is known by there and here. It names the build too, and the engine is a build of its own (`build.rs`).
    runs: Vec<(String, String)>,
}

impl Both {
    pub fn start() -> Both {
        Both {
            here: Engine::default(),
            built: Interpreted::start(),
            answered: Vec::new(),
            runs: Vec::new(),
        }
    }

    /// Asks both, and hands back what both found.
    #[track_caller]
    pub fn ask(&mut self, question: &Value, body: &[u8]) -> (Value, Vec<u8>) {
        let (found, bytes) = self.answer(question, body);
        self.answered.push(question["ask"].as_str().unwrap_or_default().to_owned());
        let found = found.unwrap_or_else(|why| panic!("{}: {why}", shown(question)));
        (found, bytes)
    }

    /// Asks both what may have an answer or not, as a story of an outcome that nobody had.
    #[track_caller]
    pub fn either(&mut self, question: &Value) -> Result<Value, String> {
        self.answer(question, &[]).0
    }

    /// Asks this source's own engine alone, for bytes that both are given next.
    pub fn here(&mut self, question: &Value) -> Vec<u8> {
        read(&self.here.ask(format!("{question}\n").as_bytes()), &[]).1
    }

    /// Asks both what has no answer, and hands back why.
    #[track_caller]
    pub fn refused(&mut self, question: &Value, body: &[u8]) -> String {
        match self.answer(question, body).0 {
            Ok(found) => panic!("{} was answered: {found}", shown(question)),
            Err(why) => why,
        }
    }

    #[track_caller]
    fn answer(&mut self, question: &Value, body: &[u8]) -> Answer {
        let mut line = question.to_string().into_bytes();
        line.push(b'\n');
        line.extend_from_slice(body);
        let here = read(&self.here.ask(&line), &[]);
        let built = match self.built.ask(&line) {
            Ok(answer) => read(&answer, &self.runs),
            Err(stopped) => {
                panic!("the engine stopped at {}: {stopped}\n{ADVICE}", shown(question))
            }
        };
        if let (Ok(own), Ok(other)) = (&here.0, &built.0)
            && let (Some(own), Some(other)) = (own["run_id"].as_str(), other["run_id"].as_str())
        {
            self.runs.push((other.to_owned(), own.to_owned()));
        }
        if let Some(where_) = difference(&here, &built) {
            panic!(
                "{}: the compiled engine answers otherwise: {where_}\n{ADVICE}",
                shown(question)
            );
        }
        here
    }
}

/// A question without the long texts it carries.
fn shown(question: &Value) -> String {
    let mut text = question.to_string();
    if let Some((end, _)) = text.char_indices().nth(120) {
        text.truncate(end);
        text.push('…');
    }
    text
}

fn read(answer: &[u8], runs: &[(String, String)]) -> Answer {
    let end = answer.iter().position(|byte| *byte == b'\n').expect("an answer is a line");
    let line = std::str::from_utf8(&answer[..end]).expect("of text").to_owned();
    let line = runs.iter().fold(line, |line, (there, here)| line.replace(there, here));
    let line: Value = serde_json::from_str(&line).expect("of JSON");
    let found = match line.get("wrong") {
        Some(why) => Err(why.as_str().expect("in words").to_owned()),
        None => Ok(line["ok"].clone()),
    };
    (found, answer[end + 1..].to_vec())
}

/// Where two answers differ first; `None` where they do not.
pub fn difference(here: &Answer, built: &Answer) -> Option<String> {
    let text = |why: &String| Value::from(format!("refused: {why}"));
    let value = |answer: &Answer| answer.0.as_ref().map_or_else(text, Clone::clone);
    let bytes = || {
        let at = here.1.iter().zip(&built.1).position(|(a, b)| a != b);
        let at = at.unwrap_or(here.1.len().min(built.1.len()));
        format!(
            "its replications differ from byte {at} (there are {} and here {})",
            built.1.len(),
            here.1.len()
        )
    };
    between("", &value(here), &value(built)).or_else(|| (here.1 != built.1).then(bytes))
}

/// Numbers agree to twelve digits: Student's t takes logarithms from a library that is not the same everywhere.
fn between(path: &str, here: &Value, built: &Value) -> Option<String> {
    match (here, built) {
        (Value::Object(a), Value::Object(b)) => {
            let added = b.keys().find(|key| !a.contains_key(*key));
            let counts = |key: &&String| *key != "run_id";
            let of_key = |key: &String| {
                let path = format!("{path}.{key}");
                between(&path, &a[key], b.get(key).unwrap_or(&Value::Null))
            };
            a.keys()
                .filter(counts)
                .find_map(of_key)
                .or_else(|| added.map(|key| format!("{path}.{key} is there, and not here")))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let pairs = a.iter().zip(b).enumerate();
            pairs.into_iter().find_map(|(n, (a, b))| between(&format!("{path}[{n}]"), a, b))
        }
        (Value::Number(a), Value::Number(b)) if near(a.as_f64(), b.as_f64()) => None,
        _ if here == built => None,
        _ => Some(format!("{path} is {built} there and {here} here")),
    }
}

fn near(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-12 * a.abs(),
        _ => false,
    }
}
