//! Backlogs of the first observed day: what was put, and what became of it.

use super::gathered::Gathered;
use crate::measure::{Counter, OPENING_DAYS};
use crate::results::OpeningResult;
use crate::stats::Estimate;

pub(super) fn of(gathered: &Gathered<'_>) -> Vec<OpeningResult> {
    let scenario = gathered.setting.scenario;
    let layout = &gathered.setting.catalogue.layout;
    let one = |(n, opening): (usize, &crate::scenario::Opening)| {
        let place = |counter| layout.at(counter, n);
        let looked = place(Counter::OpeningLooked);
        let mean = |counter| {
            gathered.sums().estimate(0, |run, _, n| (n > 0).then(|| run[place(counter)] / n as f64))
        };
        let later = |counter| -> Option<Estimate> {
            gathered.sums().estimate(0, |run, _, _| {
                (run[looked] > 0.0).then(|| run[place(counter)] / run[looked])
            })
        };
        let outputs = &gathered.experiment.finished.outputs;
        let of = |counter| outputs.iter().map(move |output| output.run.sums[place(counter)] as u32);
        let waited =
            of(Counter::OpeningFound).zip(of(Counter::OpeningPut)).map(|(found, put)| found + put);
        OpeningResult {
            stage: scenario.stage(opening.stage).name.clone(),
            asked: opening.waiting,
            found: mean(Counter::OpeningFound),
            put: mean(Counter::OpeningPut),
            put_range: [
                of(Counter::OpeningPut).min().unwrap_or(0),
                of(Counter::OpeningPut).max().unwrap_or(0),
            ],
            like: mean(Counter::OpeningLike),
            short: waited.filter(|&there| there < opening.waiting).count() as u32,
            days: OPENING_DAYS,
            reached: later(Counter::OpeningReached),
            waiting: later(Counter::OpeningWaiting),
        }
    };
    scenario.opening.iter().enumerate().map(one).collect()
}
