//! The rules the run was made by: how many replications and why, and which links were off.

use super::gathered::Gathered;
use super::measures::known;
use crate::measure::Indicator;
use crate::model::Setting;
use crate::results::{ReachedHalfWidth, Replicated, Rule};
use crate::scenario::{Precision, Stopping, Switches};

pub(super) fn replicated(gathered: &Gathered<'_>) -> Replicated {
    let (setting, experiment) = (gathered.setting, gathered.experiment);
    Replicated {
        asked: experiment.asked,
        finished: experiment.finished.count() as u32,
        complete: experiment.complete,
        rule: Rule(setting.scenario.replications.stopping.clone()),
        reached: match &setting.scenario.replications.stopping {
            Stopping::Count(_) => Vec::new(),
            Stopping::Precision(precision) => reached(gathered, precision),
        },
    }
}

/// How well each measure asked for is known by now.
fn reached(gathered: &Gathered<'_>, precision: &Precision) -> Vec<ReachedHalfWidth> {
    let headline = precision.headline.map(|half| (Indicator::MissRate.name().to_owned(), half));
    let asked = headline.into_iter().chain(precision.of.iter().cloned());
    let one = |(measure, asked): (String, f64)| {
        let known = known(gathered.setting, gathered.sums(), &gathered.experiment.run, &measure);
        ReachedHalfWidth { measure, asked, half_width: known.half_width, can_stop: known.can_stop }
    };
    asked.map(one).collect()
}

pub(super) fn without(setting: &Setting<'_>) -> Vec<String> {
    let mut switches = setting.scenario.without;
    Switches::NAMES
        .iter()
        .filter(|name| switches.by_name(name).is_some_and(|on| *on))
        .map(|name| (*name).to_owned())
        .collect()
}
