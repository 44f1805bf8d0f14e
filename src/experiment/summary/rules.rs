//! The rules the run was made by: how many replications and why, and which links were off.

use crate::experiment::result::Replicated;
use crate::experiment::runner::Experiment;
use crate::model::Setting;
use crate::scenario::{Precision, Stopping, Switches};

pub(super) fn replicated(setting: &Setting<'_>, experiment: &Experiment) -> Replicated {
    Replicated {
        asked: experiment.asked,
        finished: experiment.outputs.len() as u32,
        complete: experiment.complete,
        rule: match &setting.scenario.replications.stopping {
            Stopping::Count(count) => format!("a fixed count of {count}"),
            Stopping::Precision(precision) => until_precise(precision),
        },
    }
}

fn until_precise(precision: &Precision) -> String {
    let headline = precision.headline.map(|half| format!("miss_rate to ± {half}"));
    let others = precision.of.iter().map(|(id, half)| format!("{id} to ± {half}"));
    let all: Vec<String> = headline.into_iter().chain(others).collect();
    format!(
        "until 95 % intervals are as narrow as asked ({}), at least {}, at most {}",
        all.join("; "),
        precision.min,
        precision.max
    )
}

pub(super) fn without(setting: &Setting<'_>) -> Vec<String> {
    let mut switches = setting.scenario.without;
    Switches::NAMES
        .iter()
        .filter(|name| switches.by_name(name).is_some_and(|on| *on))
        .map(|name| (*name).to_owned())
        .collect()
}
