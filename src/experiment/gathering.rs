//! Replications made elsewhere, put together one by one: the same experiment as a run of all of them, to the bit, whatever the
//! order in which they come.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::model::Setting;
use crate::stats::LogHistogram;

use super::finished::{Finished, Keep};
use super::record::Record;
use super::runner::{Experiment, SECTIONS};

/// An experiment that grows.
pub struct Gathering {
    experiment: Experiment,
    waiting: BTreeMap<u32, Record>,
}

impl Gathering {
    /// Nothing yet, of so many.
    #[must_use]
    pub fn of(setting: &Setting<'_>, asked: u32) -> Gathering {
        let experiment = Experiment {
            finished: Finished::none(setting, Keep::All),
            run: vec![Vec::new(); SECTIONS],
            twin: vec![Vec::new(); SECTIONS],
            asked,
            complete: asked == 0,
            short_of: Vec::new(),
            reused: 0,
            busy: Duration::ZERO,
        };
        Gathering { experiment, waiting: BTreeMap::new() }
    }

    /// One more. It counts once all before it are there.
    pub fn add(&mut self, record: Record) {
        self.waiting.insert(record.output.index, record);
        // Blocks of the jackknife are neighbours by index: none goes in before all below it are there.
        while let Some(record) = self.waiting.remove(&(self.experiment.finished.count() as u32)) {
            // Dealt out as the runner does it: other sections would give quantiles other intervals.
            let section = record.output.index as usize % SECTIONS;
            pool(&mut self.experiment.run[section], &record.run);
            pool(&mut self.experiment.twin[section], &record.twin);
            self.experiment.finished.push(record.output);
        }
        self.experiment.complete = self.experiment.finished.count() as u32 >= self.experiment.asked;
    }

    /// What is there so far.
    #[must_use]
    pub fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// How many are there.
    #[must_use]
    pub fn count(&self) -> usize {
        self.experiment.finished.count()
    }
}

fn pool(section: &mut Vec<LogHistogram>, histograms: &[LogHistogram]) {
    if section.len() < histograms.len() {
        section.resize_with(histograms.len(), LogHistogram::new);
    }
    section.iter_mut().zip(histograms).for_each(|(own, more)| own.merge(more));
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::experiment::Twin;
    use crate::experiment::pilot::{self, NoStore};
    use crate::experiment::record::{Distributions, decode, encode};
    use crate::experiment::runner::{Quiet, run_rounds};
    use crate::experiment::{RunOptions, Scratch, identity, replicate, run, summarise};
    use crate::scenario::{Overrides, load_str};

    #[test]
    fn gathered_in_any_order_they_are_the_run_itself() {
        let text = "name = \"x\"\n[time]\nstart = 2018-01-01\nwarmup_days = 364\nrun_days = 364\n[replications]\ncount = 12\n\
            [referrals]\nper_year = 300\n[[publicity]]\nlabel = \"p\"\ndate = 2019-03-04\npeak = 0.5\n\
            [[teams]]\nname = \"duty\"\nposts = [ { count = 2 } ]\n[[teams]]\nname = \"assessment\"\nposts = [ { count = 8 } ]\n";
        let loaded = load_str("x", text, &Overrides::none()).expect("sound");
        let solved = pilot::solve(&loaded.scenario, &NoStore, &run_rounds(0));
        let setting = Setting::new(&loaded.scenario, &solved);
        let options = RunOptions { twin: Twin::With, threads: 0, keep: Keep::All };
        let whole = run(&setting, options, &Quiet, &AtomicBool::new(false));
        let mut gathering = Gathering::of(&setting, 12);
        let mut scratch = Scratch::default();
        for index in [3, 0, 11, 1, 2, 10, 9, 8, 4, 7, 5, 6] {
            let mut distributions = Distributions::default();
            let output =
                replicate(&setting, index, Twin::With, &mut scratch, &mut |world, seen| {
                    distributions.note(world, seen)
                });
            gathering.add(decode(&encode(&output, &distributions)).expect("a whole record"));
        }
        let gathered = gathering.experiment();
        assert!(gathered.complete && gathered.finished.outputs == whole.finished.outputs);
        // Distributions may have room to spare; what is said of them is the same.
        let said = |experiment: &Experiment| {
            let id = identity::identified(&loaded.scenario, Twin::With);
            let result = summarise(&setting, &solved, experiment, identity::about(&loaded, &id));
            serde_json::to_string(&result).expect("it can be written down")
        };
        assert!(said(gathered) == said(&whole), "the results differ");
    }
}
