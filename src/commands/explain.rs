//! `surge-sim explain` and `surge-sim schema`: the scenario format, for people and for editors.

use std::path::Path;

use crate::cli::ExplainArgs;
use crate::error::Error;
use crate::report::explain::{self, ToldKey};
use crate::scenario::files::Fetched;
use crate::scenario::keys::{self, Key};
use crate::scenario::{EvidenceTables, Overrides, load, schema};

use super::print;

/// What the shipped scenario of Haringey says of its numbers: evidence where no scenario is named.
const HARINGEY: &str = include_str!("../../scenarios/haringey.toml");
const PUBLISHED: &str = include_str!("../../scenarios/evidence.toml");

pub fn schema() -> Result<(), Error> {
    let text = serde_json::to_string_pretty(&schema::schema())
        .map_err(|error| Error::Request(error.to_string()))?;
    print(&(text + "\n"))
}

pub fn explain(args: &ExplainArgs) -> Result<(), Error> {
    let Some(path) = &args.key else { return print(&explain::blocks(&keys::all())) };
    let key = keys::find(path).map_err(|nearest| {
        let nearest = nearest.map_or_else(String::new, |nearest| format!("; nearest: {nearest}"));
        Error::Request(format!(
            "{path}: no such key of the scenario format{nearest}; surge-sim explain alone lists the blocks"
        ))
    })?;
    let below: Vec<Key> = keys::all().into_iter().filter(|other| is_in(other, &key)).collect();
    let told = match &args.scenario {
        Some(file) => of_file(file, path, &key)?,
        None => of_haringey(&key),
    };
    print(&explain::text(&key, &below, &told))
}

/// Evidence about a table stands at its numbers.
fn is_about(known: &Key, key: &Key) -> bool {
    known.path == key.path || key.kind.is_table() && is_in(known, key)
}

fn is_in(key: &Key, block: &Key) -> bool {
    key.block.as_deref() == Some(&*block.path)
}

/// What a scenario of the user's says of the key, and of every element that has it.
fn of_file(file: &Path, path: &str, key: &Key) -> Result<ToldKey, Error> {
    let evidence = load(file, &Overrides::none())?.scenario.evidence;
    let name = file.display().to_string();
    Ok(told(&name, &evidence, |written| {
        written == path || keys::find(written).is_ok_and(|known| is_about(&known, key))
    }))
}

/// What the shipped scenario of Haringey says.
fn of_haringey(key: &Key) -> ToldKey {
    // Whatever name is asked for: the scenario uses no other file.
    let fetch =
        |_: &str, name: &str| Ok(Fetched { name: name.to_owned(), text: PUBLISHED.to_owned() });
    let loaded = crate::scenario::load_with("haringey.toml", HARINGEY, &fetch, &Overrides::none());
    let evidence = loaded.map(|loaded| loaded.scenario.evidence).unwrap_or_default();
    told("the shipped scenario of Haringey", &evidence, |written| {
        keys::find(written).is_ok_and(|known| is_about(&known, key))
    })
}

fn told(name: &str, evidence: &EvidenceTables, is_asked: impl Fn(&str) -> bool) -> ToldKey {
    let assumptions =
        evidence.assumptions.iter().filter(|one| is_asked(&one.path)).cloned().collect();
    ToldKey { name: name.to_owned(), assumptions, figures: evidence.figures.clone() }
}
