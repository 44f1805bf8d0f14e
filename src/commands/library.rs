//! `surge-sim library`: every scenario of a folder, and what each answers.

use std::fs;
use std::path::Path;

use crate::cli::LibraryArgs;
use crate::error::Error;
use crate::experiment::identity::{about, identified};
use crate::experiment::library::Answers;
use crate::experiment::{Keep, RunOptions, Twin, pilot, runner, summarise};
use crate::model::Setting;
use crate::report::library_table::{self, LibraryRow};
use crate::report::markdown::{code, words};
use crate::scenario::files::disk;
use crate::scenario::load::LoadError;
use crate::scenario::overrides::Overrides;

use super::progress::ReplicationProgress;
use super::store::Cache;
use super::{interrupt, print, threads};

/// Beside the scenarios of a folder and none itself.
const EVIDENCE: &str = "evidence.toml";
/// So many changed values are named; more are counted.
const NAMED: usize = 6;

pub fn library(args: &LibraryArgs) -> Result<(), Error> {
    let files = scenarios(&args.folder)?;
    let bar = ReplicationProgress::new(args.machine.quiet);
    let interrupted = interrupt::watch();
    // How many parts the work has shows only as each file is read.
    threads::begin(args.machine.threads, u32::MAX);
    let mut rows: Vec<LibraryRow> = Vec::new();
    // What the replications of each row say, kept so that later ones can be held against it.
    let mut said: Vec<Answers> = Vec::new();
    for file in &files {
        let path = args.folder.join(file);
        let mut overrides = Overrides::none();
        if let Some(count) = args.replications {
            overrides = overrides.replications(count);
        }
        let loaded = crate::scenario::load(&path, &overrides)?;
        let scenario = &loaded.scenario;
        let solved =
            pilot::solve(scenario, &Cache::open(), &bar.rounds(scenario, args.machine.threads));
        let setting = Setting::new(scenario, &solved);
        bar.begin();
        let options = RunOptions {
            twin: Twin::With.worth_running(&setting),
            threads: args.machine.threads,
            keep: Keep::All,
        };
        let experiment = runner::run(&setting, options, &bar, interrupted);
        bar.end();
        if !experiment.complete {
            return Err(Error::Interrupted(
                "the table needs every scenario; nothing is printed".to_owned(),
            ));
        }
        let answers = Answers::of(&setting, &experiment.finished.outputs);
        let id = identified(scenario, Twin::With);
        let warnings = summarise(&setting, &solved, &experiment, about(&loaded, &id)).warnings;
        let (extends, differs) = written(&path)?;
        let other = extends.as_ref().and_then(|name| rows.iter().position(|row| row.file == *name));
        let against = other.and_then(|other| answers.against(&said[other]));
        rows.push(LibraryRow {
            file: file.clone(),
            question: scenario.description.clone(),
            differs,
            extends,
            answers: answers.answered(),
            against,
            warnings,
        });
        said.push(answers);
    }
    print(&library_table::markdown(&rows))
}

/// The scenarios of a folder, each after the one it extends.
pub fn scenarios(folder: &Path) -> Result<Vec<String>, Error> {
    let entries = fs::read_dir(folder)
        .map_err(|_| Error::Request(format!("{}: no such folder", folder.display())))?;
    let mut left: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".toml") && name != EVIDENCE)
        .collect();
    left.sort();
    if left.is_empty() {
        return Err(Error::Request(format!("{}: no scenario is there", folder.display())));
    }
    let mut ordered: Vec<String> = Vec::new();
    while !left.is_empty() {
        let ready = |name: &String| {
            let extends = written(&folder.join(name)).ok().and_then(|(extends, _)| extends);
            extends.is_none_or(|wanted| !left.contains(&wanted))
        };
        let now: Vec<String> = left.iter().filter(|name| ready(name)).cloned().collect();
        if now.is_empty() {
            // They extend one another in a ring: loading the first says so.
            ordered.append(&mut left);
        }
        left.retain(|name| !now.contains(name));
        ordered.extend(now);
    }
    Ok(ordered)
}

/// The file that a scenario extends, and the values it writes itself.
pub fn written(path: &Path) -> Result<(Option<String>, String), Error> {
    // A text with a mark of its encoding or line ends of Windows is read as any other.
    let text = disk::read(path).map_err(LoadError::File)?.text;
    // What is no TOML is told when it is loaded, with its place.
    let table: toml::Table = toml::from_str(&text).unwrap_or_default();
    let extends = table.get("extends").and_then(toml::Value::as_str).map(str::to_owned);
    if extends.is_none() {
        return Ok((None, "a scenario of its own".to_owned()));
    }
    let mut changes = Vec::new();
    for (key, value) in &table {
        if !["schema", "extends", "name", "description", "evidence", "study"]
            .contains(&key.as_str())
        {
            flatten(key, value, &mut changes);
        }
    }
    let more = changes.len().saturating_sub(NAMED);
    changes.truncate(NAMED);
    let mut differs = changes.join("; ");
    if more > 0 {
        differs.push_str(&format!("; {more} more"));
    }
    Ok((extends, differs))
}

fn flatten(path: &str, value: &toml::Value, changes: &mut Vec<String>) {
    match value {
        toml::Value::Table(table)
            if table.len() < 4
                && !table.values().any(toml::Value::is_table)
                && path.contains('.') =>
        {
            let inner: Vec<String> =
                table.iter().map(|(key, value)| format!("{key} = {value}")).collect();
            changes.push(format!("{} {}", code(path), words(&inner.join(", "))));
        }
        toml::Value::Table(table) => table
            .iter()
            .filter(|(key, _)| !["name", "label"].contains(&key.as_str()))
            .for_each(|(key, value)| flatten(&format!("{path}.{key}"), value, changes)),
        toml::Value::Array(items) if items.iter().all(toml::Value::is_table) => {
            for (place, item) in items.iter().enumerate() {
                let named = ["name", "label", "to", "team"]
                    .iter()
                    .find_map(|key| item.get(key)?.as_str().map(str::to_owned))
                    .unwrap_or_else(|| place.to_string());
                flatten(&format!("{path}.{named}"), item, changes);
            }
        }
        _ => changes.push(format!("{} = {}", code(path), words(&value.to_string()))),
    }
}
