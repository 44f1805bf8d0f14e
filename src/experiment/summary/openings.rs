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
        // A long run keeps the first alone as they are; the means above are over all.
        let outputs = &gathered.experiment.finished.outputs;
        let of = |counter| outputs.iter().map(move |output| output.run.sums[place(counter)] as u32);
        let waited =
            of(Counter::OpeningFound).zip(of(Counter::OpeningPut)).map(|(found, put)| found + put);
        OpeningResult {
            stage: scenario.stage(opening.stage).name.clone(),
            asked: opening.waiting,
            found: mean(Counter::OpeningFound),
            put: mean(Counter::OpeningPut),
            looked: outputs.len() as u32,
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::experiment::normal_times::closed_form;
    use crate::experiment::runner::Quiet;
    use crate::experiment::{Keep, RunOptions, Setting, Twin, run, warnings};
    use crate::results::Warning;
    use crate::scenario::{Overrides, load_str};

    #[test]
    fn what_is_counted_one_by_one_says_over_how_many() {
        let text = include_str!("../../../tests/fixtures/small.toml");
        let sets = [
            "opening=[{stage=\"core assessment\",waiting=300}]",
            "time.warmup_days=1",
            "time.run_days=30",
        ];
        let changes = sets.iter().fold(Overrides::none(), |all, set| all.set(*set));
        let scenario =
            load_str("small.toml", text, &changes.replications(3)).expect("sound").scenario;
        let solved = closed_form(&scenario);
        let setting = Setting::new(&scenario, &solved);
        let options = RunOptions { twin: Twin::Without, threads: 1, keep: Keep::First };
        let mut experiment = run(&setting, options, &Quiet, &AtomicBool::new(false));
        let short = |experiment: &crate::experiment::Experiment| {
            let found = of(&Gathered::of(&setting, experiment)).remove(0);
            (found.short, found.looked)
        };
        assert_eq!(short(&experiment), (3, 3));
        // As in a run of more replications than are kept.
        experiment.finished.outputs.truncate(2);
        assert_eq!(short(&experiment), (2, 2));
        let openings = of(&Gathered::of(&setting, &experiment));
        let said = warnings::of_openings(&openings, 3);
        assert!(
            matches!(&said[0], Warning::OpeningNotFilled { short: 2, looked: 2, finished: 3, .. }),
            "{said:?}"
        );
    }
}
