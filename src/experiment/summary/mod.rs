//! From replications to results: one file for each part of what a run found.
//!
//! Every part is a function of what `gathered` holds of the replications. A new part is a new file, a field of
//! [`RunResult`] and a line in [`summarise`].

mod about;
pub(super) mod chain;
mod distributions;
mod events;
pub(super) mod few;
mod follow_on;
mod gathered;
mod headline;
mod measures;
mod months;
mod openings;
pub(super) mod paired;
pub(super) mod periods;
pub(super) mod pooled;
mod rules;
pub(super) mod sums;
mod targets;
mod weekly;

use crate::model::Setting;
use crate::scenario::{Solved, numbers};

use super::identity::BUILD;
use super::runner::Experiment;
use super::warnings;
use crate::results::RunResult;
use gathered::Gathered;

pub use about::AboutRun;
pub use measures::{MeasurePrecision, known};
pub use periods::headline_period;
pub use sums::{BLOCKS, Sums};

/// Everything a run found.
#[must_use]
pub fn summarise(
    setting: &Setting<'_>,
    solved: &Solved,
    experiment: &Experiment,
    about: AboutRun<'_>,
) -> RunResult {
    let scenario = setting.scenario;
    let gathered = Gathered::of(setting, experiment);
    let measures = measures::of(&gathered);
    let targets = targets::of(&gathered);
    let mut result = RunResult {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        build: BUILD.to_owned(),
        format: 1,
        name: scenario.name.clone(),
        description: scenario.description.clone(),
        scenario_hash: about.scenario_hash,
        run_id: about.run_id,
        resolved: about.resolved,
        seed: scenario.replications.seed,
        target_working_days: scenario.outcome.target_working_days,
        replications: rules::replicated(&gathered),
        without: rules::without(setting),
        has_twin: gathered.sums().has_twin(),
        twin_left_out: !about.twin.is_with(),
        observed_from: scenario.time.date(setting.observed_from),
        horizon: scenario.time.date(setting.horizon),
        publicity: periods::publicity(setting),
        publicity_by_chance: periods::by_chance(setting),
        periods: periods::of(setting),
        headline: headline::of(&gathered, &measures),
        follow_on: follow_on::of(&gathered),
        openings: openings::of(&gathered),
        price_year: scenario.costs.map(|costs| costs.price_year),
        chain: chain::of(setting, &measures),
        held_out: targets::held_out(&targets),
        targets,
        numbers: numbers::held(scenario),
        weekly: weekly::of(setting, &experiment.finished),
        months: months::of(setting, &experiment.finished),
        distributions: distributions::of(&gathered),
        events: events::of(Some(&experiment.finished.run)),
        events_twin: events::of(experiment.finished.twin.as_ref()),
        measures,
        solved: solved.clone(),
        warnings: about.warnings,
        left_out: about.left_out,
        not_for: about.not_for.to_owned(),
    };
    result.warnings.extend(warnings::of_run(setting, solved, experiment, &result));
    result
}
