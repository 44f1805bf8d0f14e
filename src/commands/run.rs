//! `surge-sim SCENARIO`: runs it, prints the screen, writes the files.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::{ChangeArgs, RunArgs};
use crate::error::Error;
use crate::experiment::identity::identified;
use crate::experiment::record::RecordShape;
use crate::experiment::saved::Owner;
use crate::experiment::{Keep, RunOptions, Twin, identity, pilot, runner};
use crate::model::Setting;
use crate::report::files::{SAVED, SavedWriter, folder_name, vouched};
use crate::report::html::Effects;
use crate::report::html::effects::FOUND;
use crate::scenario::load::Loaded;
use crate::scenario::{Scenario, Solved};

use super::finish::{Clock, FoundReplications, Wishes, finish};
use super::place::{self, Inputs};
use super::progress::ReplicationProgress;
use super::shelf::ReplicationShelf;
use super::store::Cache;
use super::{interrupt, loaded, threads};

pub fn run(file: &Path, args: &RunArgs) -> Result<(), Error> {
    let clock = Clock::begun();
    let bar = ReplicationProgress::new(args.machine.quiet);
    let loaded = loaded(file, &args.changes)?;
    if args.interactive && !args.changes.without.is_empty() {
        return Err(Error::Request(
            "--interactive: the levers of a page have every link of the chain; leave --without out"
                .to_owned(),
        ));
    }
    let twin = Twin::unless(args.no_counterfactual);
    let id = identified(&loaded.scenario, twin);
    let folder = args.out.clone().unwrap_or_else(|| folder(file, &args.changes, twin, &id.run));
    let inputs = args
        .effects
        .iter()
        .fold(Inputs::none().scenario(file, &loaded), |all, folder| all.reads(folder));
    let place = place::open(&folder, args.force, "run", inputs)?;
    let effects =
        args.effects.as_ref().map(|folder| effects(folder, &loaded.scenario)).transpose()?;
    let interrupted = interrupt::watch();
    threads::begin(args.machine.threads, threads::parts(&loaded.scenario));
    let rounds = bar.rounds(&loaded.scenario, args.machine.threads);
    let solved = pilot::solve(&loaded.scenario, &Cache::open(), &rounds);
    let setting = Setting::new(&loaded.scenario, &solved);
    bar.begin();
    let options = options(&setting, twin, args.machine.threads);
    let key = identity::key(&loaded.scenario, options.twin);
    let shelf =
        ReplicationShelf::open(&key, RecordShape::of(&setting, options.twin), args.machine.fresh)?;
    let experiment = runner::run_kept(&setting, options, &shelf.saved, &bar, interrupted);
    bar.end();
    let owner = owner(&loaded, &solved, key, options.twin);
    let finished = experiment.finished.indices.iter().copied();
    // All or none: a folder whose journal lacks a replication could not be compared with another.
    let entries = shelf.saved.entries(finished);
    let mut copy = |out: &mut dyn Write| match &entries {
        Some(entries) => shelf.saved.journal().copy(&owner.line(), entries, out),
        None => Ok(()),
    };
    let saved: Option<&mut SavedWriter<'_>> =
        if entries.is_some() { Some(&mut copy) } else { None };
    let found = FoundReplications {
        loaded: &loaded,
        id: &id,
        setting: &setting,
        solved: &solved,
        experiment: &experiment,
        kept: &shelf.saved,
    };
    let wishes = Wishes {
        place: &place,
        plots: !args.no_plots,
        long_tables: args.long_tables,
        json: args.json,
        effects,
        interactive: args.interactive,
        merged: None,
    };
    let done = finish(&found, &wishes, saved, &clock);
    // Also where the files could not be written.
    shelf.say(&format!(
        "; {SAVED} is not among the files, and a comparison runs the scenario again"
    ));
    done
}

/// What a finished sensitivity run of the same scenario found.
fn effects(folder: &Path, scenario: &Scenario) -> Result<Effects, Error> {
    let path = folder.join(FOUND);
    let refuse = |why: String| Error::Request(format!("--effects {}: {why}", folder.display()));
    if !path.is_file() {
        return Err(refuse(format!(
            "not the folder of a finished sensitivity run: it has no {FOUND}"
        )));
    }
    vouched(folder, FOUND)?.map_err(|why| refuse(why.to_string()))?;
    let text = std::fs::read_to_string(&path).map_err(|error| Error::machine(&path, error))?;
    let effects = Effects::read(&text)
        .ok_or_else(|| refuse(format!("{FOUND} is not as this program writes it")))?;
    same(&effects, scenario).map_err(refuse)?;
    Ok(effects)
}

/// Whether effects are those of this very scenario; how often it is run does not matter.
fn same(effects: &Effects, scenario: &Scenario) -> Result<(), String> {
    if effects.name != scenario.name {
        return Err(format!("it is of another scenario, {}", effects.name));
    }
    // As the sensitivity run is known, which has no twins.
    if effects.scenario != identity::key(scenario, Twin::Without) {
        return Err(
            "it is of this scenario with another --seed, --set or --without, or from before its file changed: ask both \
             alike"
                .to_owned(),
        );
    }
    Ok(())
}

/// With a twin or without: without publicity the run is its own twin, and there is nothing to compare.
pub fn options(setting: &Setting<'_>, twin: Twin, threads: usize) -> RunOptions {
    RunOptions { twin: twin.worth_running(setting), threads, keep: Keep::First }
}

/// Whose replications they are.
pub fn owner(loaded: &Loaded, solved: &Solved, key: String, twin: Twin) -> Owner {
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let build = identity::BUILD.to_owned();
    Owner {
        version,
        build,
        key,
        twin,
        written: loaded.written.clone(),
        solved: solved.clone(),
        part: None,
    }
}

/// Where the files of a run go unless it is said.
pub fn folder(file: &Path, changes: &ChangeArgs, twin: Twin, run_id: &str) -> PathBuf {
    let stem = file.file_stem().map_or("scenario".into(), |stem| stem.to_string_lossy());
    Path::new("plots").join(folder_name(&stem, run_id, plain(changes) && twin.is_with()))
}

/// True where the scenario is taken as it is written.
pub fn plain(changes: &ChangeArgs) -> bool {
    changes.set.is_empty()
        && changes.without.is_empty()
        && changes.seed.is_none()
        && changes.replications.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Overrides, load_str};

    #[test]
    fn effects_are_of_the_scenario_that_is_run() {
        let text = include_str!("../../tests/fixtures/small.toml");
        let of =
            |changes: Overrides| load_str("small.toml", text, &changes).expect("sound").scenario;
        let plain = of(Overrides::none());
        let effects = Effects {
            name: plain.name.clone(),
            scenario: identity::key(&plain, Twin::Without),
            on: String::new(),
            ends: Vec::new(),
        };
        let told = |changes: Overrides| same(&effects, &of(changes)).err().unwrap_or_default();
        assert_eq!(told(Overrides::none()), "");
        assert_eq!(told(Overrides::none().replications(7)), "");
        assert!(told(Overrides::none().set("name=\"Another\"")).contains("another scenario"));
        for changed in [
            Overrides::none().seed(77),
            Overrides::none().set("triage.gain=0.2"),
            Overrides::none().without("handover"),
        ] {
            assert!(told(changed.clone()).contains("ask both alike"), "{changed:?}");
        }
    }
}
