//! The sides of a comparison: scenarios, and where their replications come from.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use crate::cli::{ChangeArgs, MachineArgs};
use crate::error::Error;
use crate::experiment::identity::{about, identified};
use crate::experiment::record::RecordShape;
use crate::experiment::runner::Kept;
use crate::experiment::saved::{Owner, Saved};
use crate::experiment::{Experiment, Keep, RunOptions, Twin, identity, pilot, runner, summarise};
use crate::model::Setting;
use crate::report::files::{self, Distrust, SAVED};
use crate::results::RunResult;
use crate::scenario::load::Loaded;
use crate::scenario::{Replications, Solved, Stopping};

use super::loaded;
use super::progress::ReplicationProgress;
use super::shelf::{ReplicationShelf, say_unsound};
use super::store::Cache;

/// A scenario with its normal times, ready to run.
pub struct Prepared {
    /// Its file.
    pub file: PathBuf,
    /// The scenario and what is strange about it.
    pub loaded: Loaded,
    /// Its normal times.
    pub solved: Solved,
    /// The replications of a finished run, where a folder was named.
    saved: Option<Saved>,
}

/// How sides are run.
#[derive(Clone, Copy)]
pub struct SideOptions<'a> {
    /// Whether each replication has its twin without publicity.
    pub twin: Twin,
    /// Threads, and whether progress is shown.
    pub machine: &'a MachineArgs,
    /// Set when the user has had enough.
    pub interrupted: &'a AtomicBool,
}

/// A scenario with its finished replications.
pub struct FinishedSide {
    /// The scenario and its normal times.
    pub prepared: Prepared,
    /// Its replications, all that were asked for.
    pub experiment: Experiment,
    twin: Twin,
}

/// Loads a scenario as the options change it, and finds out what its normal times are.
/// A folder is that of a finished run, which is taken as it was.
pub fn prepare(
    file: &Path,
    changes: &ChangeArgs,
    machine: &MachineArgs,
) -> Result<Prepared, Error> {
    if file.is_dir() {
        return finished(file, changes);
    }
    let loaded = loaded(file, changes)?;
    let bar = ReplicationProgress::new(machine.quiet);
    let solved = pilot::solve(
        &loaded.scenario,
        &Cache::open(),
        &bar.rounds(&loaded.scenario, machine.threads),
    )
    .into_owned();
    bar.end();
    Ok(Prepared { file: file.to_owned(), loaded, solved, saved: None })
}

/// A finished run by its folder: its scenario, its normal times and its replications.
fn finished(folder: &Path, changes: &ChangeArgs) -> Result<Prepared, Error> {
    let journal = folder.join(SAVED);
    let refuse = |why: String| Error::Request(format!("{}: {why}", folder.display()));
    if !journal.is_file() {
        return Err(refuse(format!("not the folder of a finished run: it has no {SAVED}")));
    }
    if !changes.set.is_empty() || !changes.without.is_empty() {
        return Err(refuse(
            "a finished run cannot be changed: name its scenario file instead".to_owned(),
        ));
    }
    // The manifest first: a journal from elsewhere may be sound in itself.
    files::vouched(folder, SAVED)?.map_err(|why| refuse(why.to_string()))?;
    let saved = Saved::read_only(&journal).map_err(|error| refuse(error.to_string()))?;
    let owner = Owner::of(saved.journal())
        .ok_or_else(|| refuse(format!("{SAVED} does not say what it is of")))?;
    if owner.build != identity::BUILD {
        return Err(refuse(Distrust::Build(Some(owner.build)).to_string()));
    }
    let mut overrides = owner.written.overrides.clone();
    if let Some(seed) = changes.seed {
        overrides = overrides.seed(seed);
    }
    if let Some(count) = changes.replications {
        overrides = overrides.replications(count);
    }
    let loaded = owner.written.load_changed(&overrides)?;
    if let Some(why) = owner.solved.misfit(&loaded.scenario) {
        return Err(refuse(format!("the normal times in {SAVED} are not of its scenario: {why}")));
    }
    Ok(Prepared { file: folder.to_owned(), loaded, solved: owner.solved, saved: Some(saved) })
}

/// The replications of one side. Whatever else may hold finished replications is asked here, and nowhere else.
///
/// # Errors
/// [`Error::Interrupted`]: a side that lacks replications has nothing to be paired with.
pub fn side(mut prepared: Prepared, how: SideOptions<'_>) -> Result<FinishedSide, Error> {
    let bar = ReplicationProgress::new(how.machine.quiet);
    let saved = prepared.saved.take();
    bar.begin();
    let setting = prepared.setting();
    let twin = how.twin.worth_running(&setting);
    let key = identity::key(&prepared.loaded.scenario, twin);
    let run = |kept: &dyn Kept| {
        let options = RunOptions { twin, threads: how.machine.threads, keep: Keep::All };
        runner::run_kept(&setting, options, kept, &bar, how.interrupted)
    };
    // Of a finished run with another seed nothing can be taken.
    let same = |saved: &Saved| {
        !how.machine.fresh && Owner::of(saved.journal()).is_some_and(|owner| owner.key == key)
    };
    let shape = RecordShape::of(&setting, twin);
    let experiment = match saved.filter(same) {
        Some(saved) => {
            let saved = saved.of_shape(shape);
            let experiment = run(&saved);
            say_unsound(&saved);
            experiment
        }
        None => {
            let shelf = ReplicationShelf::open(&key, shape, how.machine.fresh)?;
            let experiment = run(&shelf.saved);
            shelf.say("");
            experiment
        }
    };
    bar.end();
    if !experiment.complete {
        return Err(Error::Interrupted(
            "a comparison needs every replication of every side; nothing is written yet, what was finished is kept, and the same \
             command goes on from there".to_owned(),
        ));
    }
    // It borrows the scenario, which moves into the result.
    drop(setting);
    Ok(FinishedSide { prepared, experiment, twin: how.twin })
}

/// All sides, the baseline first: the others have as many replications as it turned out to need.
pub fn all(
    mut prepared: Vec<Prepared>,
    baseline: usize,
    how: SideOptions<'_>,
) -> Result<Vec<FinishedSide>, Error> {
    // Results keep the places of their files: what stands before the baseline, the baseline, the rest.
    let others = prepared.split_off(baseline);
    let mut others = others.into_iter();
    let first = others.next().map(|base| side(base, how)).transpose()?;
    let count = first.as_ref().map_or(0, |base| base.experiment.finished.count() as u32);
    let run = |prepared: Prepared| side(prepared.stopping_at(count), how);
    let mut sides: Vec<FinishedSide> = prepared.into_iter().map(run).collect::<Result<_, _>>()?;
    sides.extend(first);
    for other in others {
        sides.push(run(other)?);
    }
    Ok(sides)
}

impl Prepared {
    /// As the model needs it.
    pub fn setting(&self) -> Setting<'_> {
        Setting::new(&self.loaded.scenario, &self.solved)
    }

    /// Seed and number of replications of another.
    pub fn replicate_as(&mut self, replications: &Replications) {
        self.loaded.scenario.replications = replications.clone();
    }

    fn stopping_at(mut self, count: u32) -> Prepared {
        self.loaded.scenario.replications.stopping = Stopping::Count(count);
        self
    }
}

impl FinishedSide {
    /// What the side found by itself, as a run of it says.
    pub fn result(&self) -> RunResult {
        let Prepared { loaded, solved, .. } = &self.prepared;
        let id = identified(&loaded.scenario, self.twin);
        summarise(&self.prepared.setting(), solved, &self.experiment, about(loaded, &id))
    }
}
