//! What to distrust, for commands that make no run of the scenario itself: they make one, and warn of what it warns of.

use std::sync::atomic::AtomicBool;

use crate::cli::MachineArgs;
use crate::error::Error;
use crate::experiment::identity::{about, identified, key};
use crate::experiment::record::RecordShape;
use crate::experiment::warnings::FEW;
use crate::experiment::{Twin, pilot, runner, summarise};
use crate::model::Setting;
use crate::results::Warning;
use crate::scenario::Stopping;
use crate::scenario::load::Loaded;

use super::interrupt;
use super::progress::ReplicationProgress;
use super::run::options;
use super::shelf::ReplicationShelf;
use super::store::Cache;

/// So many replications warn of the scenario, not of their own number.
pub const ENOUGH: u32 = FEW as u32;

/// The warnings of a run of this scenario with so many replications. Those that an earlier run has kept are not run again.
///
/// # Errors
/// [`Error::Interrupted`]; kept replications that are damaged.
pub fn of(
    loaded: &Loaded,
    replications: u32,
    machine: &MachineArgs,
    interrupted: &AtomicBool,
) -> Result<Vec<Warning>, Error> {
    let mut scenario = loaded.scenario.clone();
    scenario.replications.stopping = Stopping::Count(replications);
    let solved = pilot::solve(
        &scenario,
        &Cache::open(),
        &interrupt::rounds(runner::run_rounds(machine.threads)),
    );
    let setting = Setting::new(&scenario, &solved);
    // With the twin, as a run has it: what the one keeps serves the other.
    let options = options(&setting, Twin::With, machine.threads);
    let shelf = ReplicationShelf::open(
        &key(&scenario, options.twin),
        RecordShape::of(&setting, options.twin),
        machine.fresh,
    )?;
    let bar = ReplicationProgress::new(machine.quiet);
    bar.begin();
    let experiment = runner::run_kept(&setting, options, &shelf.saved, &bar, interrupted);
    bar.end();
    if !experiment.complete {
        return Err(Error::Interrupted(
            "what the scenario warns of was not found yet; nothing is written, and the same command goes on from there"
                .to_owned(),
        ));
    }
    let found = about(loaded, &identified(&scenario, Twin::With));
    Ok(summarise(&setting, &solved, &experiment, found).warnings)
}
