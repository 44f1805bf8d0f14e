//! The page of the workshop: one file that holds the engine, the scenarios and what lays them out.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};

use base64::Engine as _;
use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;

use super::side::Pilots;
use crate::experiment::pilot::{self, Store};
use crate::experiment::runner::run_rounds;
use crate::report::{NOT_FOR, html};
use crate::scenario::{Loaded, Solved, resolved};

/// The engine, compiled and packed: `.ci/wasm` makes it, and `engine.txt` says with which compiler.
pub const ENGINE: &[u8] = include_bytes!("engine.wasm.br");
/// The compiler that built the engine.
pub const BUILT_FROM: &str = include_str!("engine.txt");

/// Files of the page's script, each after those that it uses.
const SCRIPTS: [(&str, &str); 8] = [
    ("make", include_str!("page/make.js")),
    ("pool", include_str!("page/pool.js")),
    ("bring", include_str!("page/bring.js")),
    ("chart", include_str!("page/chart.js")),
    ("pathway", include_str!("page/pathway.js")),
    ("replay", include_str!("page/replay.js")),
    ("desk", include_str!("page/desk.js")),
    ("app", include_str!("page/app.js")),
];
const WORKER: &str = include_str!("page/engine.js");

const TEMPLATES: [(&str, &str); 4] = [
    ("workshop.html", include_str!("page/workshop.html")),
    ("steps.html", include_str!("page/steps.html")),
    ("workshop.css", include_str!("page/workshop.css")),
    ("steps.css", include_str!("page/steps.css")),
];

/// The steps of a session, in their order.
const STEPS: [(&str, &str); 10] = [
    ("question", "Question"),
    ("levers", "Levers"),
    ("run", "Run"),
    ("happened", "What happened"),
    ("compare", "A against B"),
    ("replay", "Replay"),
    ("desk", "Duty manager"),
    ("story", "A child’s story"),
    ("away", "Take away"),
    ("guide", "Guide"),
];

/// Why a page could not be made.
#[derive(Debug, thiserror::Error)]
pub enum WorkshopPageError {
    /// A template asks for what is not there.
    #[error("cannot write the page: {0}")]
    Template(#[from] minijinja::Error),
    /// The engine cannot be unpacked.
    #[error("cannot unpack the engine: {0}")]
    Engine(#[from] std::io::Error),
    /// What the page holds cannot be written down.
    #[error("cannot write the scenarios: {0}")]
    Shelf(#[from] serde_json::Error),
}

/// A scenario of the page.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Shown {
    title: String,
    file: String,
    name: String,
    text: usize,
    others: Vec<OtherShown>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct OtherShown {
    from: String,
    wanted: String,
    name: String,
    text: usize,
}

/// The scenarios of a page: each text once, and the normal times of all.
#[derive(Serialize, Default)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Shelf {
    scenarios: Vec<Shown>,
    texts: Vec<String>,
    pilots: BTreeMap<String, String>,
    small: bool,
}

/// Notes which pilots are asked for.
struct Noted<'a> {
    inner: &'a dyn Store,
    seen: Pilots,
}

impl Store for Noted<'_> {
    // The page needs the normal times that are found as well as those that are made.
    fn load(&self, key: &str) -> Option<Solved> {
        let found = self.inner.load(key)?;
        self.seen.save(key, &found);
        Some(found)
    }

    fn save(&self, key: &str, solved: &Solved) {
        self.inner.save(key, solved);
        self.seen.save(key, solved);
    }

    fn disbelieve(&self, key: &str, why: &str) {
        self.inner.disbelieve(key, why);
    }
}

impl Shelf {
    /// One more scenario, known by the name of its file; its normal times are found, or taken from where they are kept.
    pub fn add(&mut self, file: &str, loaded: &Loaded, kept: &dyn Store, threads: usize) {
        let noted = Noted { inner: kept, seen: Pilots::default() };
        let _ = pilot::solve(&loaded.scenario, &noted, &run_rounds(threads));
        // Levers make variants of it, whose normal times are those of its base.
        if loaded.scenario.solved.is_none() {
            let _ = pilot::solve(loaded.scenario.base(), &noted, &run_rounds(threads));
        }
        let solved = noted.seen.into_found().into_iter();
        self.pilots.extend(solved.map(|(key, solved)| (key, resolved::solved_alone(&solved))));
        let written = &loaded.written;
        let text = self.text(&written.text);
        let others = written
            .others
            .iter()
            .map(|other| OtherShown {
                from: other.from.clone(),
                wanted: other.wanted.clone(),
                name: other.name.clone(),
                text: self.text(&other.text),
            })
            .collect();
        let title = loaded.scenario.name.clone();
        self.scenarios.push(Shown {
            title,
            file: file.to_owned(),
            name: written.name.clone(),
            text,
            others,
        });
    }

    fn text(&mut self, text: &str) -> usize {
        // Variants extend one file, which would otherwise stand in the page once for each of them.
        self.texts.iter().position(|known| known == text).unwrap_or_else(|| {
            self.texts.push(text.to_owned());
            self.texts.len() - 1
        })
    }
}

/// The page of the workshop.
///
/// # Errors
/// [`WorkshopPageError`].
pub fn html(shelf: &Shelf, guide: &str) -> Result<String, WorkshopPageError> {
    let title = shelf.scenarios.first().map_or("", |one| one.title.as_str());
    let environment = environment()?;
    let page = environment.get_template("workshop.html")?.render(context! {
        title,
        steps => STEPS,
        small => false,
        fonts => html::fonts(),
        not_for => NOT_FOR,
        version => env!("CARGO_PKG_VERSION"),
        guide,
        ..parts(shelf)?
    })?;
    Ok(html::policy::sealed(&page))
}

/// The levers of one scenario, for a page that has its own frame.
///
/// # Errors
/// [`WorkshopPageError`].
pub fn levers(mut shelf: Shelf) -> Result<String, WorkshopPageError> {
    shelf.small = true;
    let environment = environment()?;
    let small = STEPS
        .iter()
        // A report states its question itself. Replay, exercise, story and guide belong to a session.
        .filter(|(id, _)| ["levers", "run", "happened", "compare", "away"].contains(id));
    let steps: Vec<&(&str, &str)> = small.collect();
    let part = environment
        .get_template("steps.html")?
        .render(context! { steps, small => true, ..parts(&shelf)? })?;
    Ok(part)
}

/// How the steps look.
#[must_use]
pub fn style() -> &'static str {
    TEMPLATES[3].1
}

fn parts(shelf: &Shelf) -> Result<minijinja::Value, WorkshopPageError> {
    Ok(
        context! { engine => engine()?, shelf => json(shelf)?, worker => WORKER, script => script() },
    )
}

fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_auto_escape_callback(|name| {
        if name.ends_with(".html") { AutoEscape::Html } else { AutoEscape::None }
    });
    for (name, text) in TEMPLATES {
        environment.add_template(name, text)?;
    }
    Ok(environment)
}

/// The engine as text: a browser unpacks what was packed as gzip.
fn engine() -> Result<String, std::io::Error> {
    // Browsers cannot unpack the repository's smaller format in a script.
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&unpacked()?)?;
    Ok(base64::engine::general_purpose::STANDARD.encode(packed.finish()?))
}

/// The engine as a browser runs it.
///
/// # Errors
/// Where the built-in bytes are broken.
pub fn unpacked() -> Result<Vec<u8>, std::io::Error> {
    let mut engine = Vec::new();
    brotli_decompressor::Decompressor::new(ENGINE, 1 << 16).read_to_end(&mut engine)?;
    Ok(engine)
}

/// JSON that ends no script, whatever a scenario says.
fn json(shelf: &Shelf) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string(shelf)?
        // A scenario may say `</script>`. Older browsers read the two separators as line ends, though JSON allows
        // them.
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029"))
}

/// The modules as one: each keeps its own names, and hands over what it exports.
fn script() -> String {
    let mut all = String::new();
    for (name, text) in SCRIPTS {
        let mut exported = Vec::new();
        all.push_str(&format!("const ${name} = await (async () => {{\n"));
        // The scripts are the program's own, so no parser is needed. A test holds that no import is left.
        for line in text.lines() {
            if let Some((names, from)) =
                line.strip_prefix("import ").and_then(|rest| rest.split_once(" from './"))
            {
                let from = from.trim_end_matches("';").trim_end_matches(".js");
                all.push_str(&format!("const {names} = ${from};\n"));
                continue;
            }
            let plain = line.strip_prefix("export ").inspect(|rest| exported.extend(named(rest)));
            all.push_str(plain.unwrap_or(line));
            all.push('\n');
        }
        all.push_str(&format!("return {{ {} }};\n}})();\n", exported.join(", ")));
    }
    all
}

/// The name that a line declares.
fn named(line: &str) -> Option<String> {
    let words = line.strip_prefix("async ").unwrap_or(line);
    let rest =
        ["function ", "class ", "const "].iter().find_map(|kind| words.strip_prefix(kind))?;
    Some(rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::pilot::NoStore;
    use crate::scenario::{Overrides, load_str};

    fn shelf(name: &str) -> Shelf {
        let text = include_str!("../../tests/fixtures/small.toml");
        let text = text.replacen("A small service", name, 1);
        let loaded = load_str("small.toml", &text, &Overrides::none()).expect("sound");
        let mut shelf = Shelf::default();
        shelf.add("small.toml", &loaded, &NoStore, 0);
        shelf
    }

    #[test]
    fn a_hostile_name_is_text_on_the_page() {
        let page = html(&shelf("</script><script>alert(1)</script>"), "").expect("a page");
        assert!(!page.contains("<script>alert"), "it is escaped wherever it stands");
        assert!(page.len() < 2_000_000, "{} bytes", page.len());
    }

    #[test]
    fn the_script_is_one_module_of_all_files() {
        let script = script();
        let begins = |word: &str| script.lines().any(|line| line.starts_with(word));
        assert!(!begins("import ") && !begins("export "));
        for (name, _) in SCRIPTS {
            assert!(script.contains(&format!("const ${name} = await")), "{name}");
        }
        assert!(script.contains("return { scale, figure };"), "what a file exports, it hands over");
    }

    #[test]
    fn every_text_stands_once() {
        let mut shelf = shelf("x");
        let text = shelf.texts[0].clone();
        assert_eq!(shelf.text(&text), 0);
        assert_eq!((shelf.texts.len(), shelf.pilots.len()), (1, 1));
    }
}
