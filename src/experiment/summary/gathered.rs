//! What the parts of the summary are made of.

use super::pooled::Pooled;
use super::sums::Sums;
use crate::experiment::replicate::ReplicationOutput;
use crate::experiment::runner::Experiment;
use crate::measure::{Cases, Formula};
use crate::model::Setting;
use crate::stats::{Estimate, LogHistogram, Spread};

/// The replications of a scenario.
pub(super) struct Gathered<'a> {
    pub setting: &'a Setting<'a>,
    pub experiment: &'a Experiment,
}

impl<'a> Gathered<'a> {
    pub fn of(setting: &'a Setting<'a>, experiment: &'a Experiment) -> Gathered<'a> {
        Gathered { setting, experiment }
    }

    /// The sums of their counters.
    pub fn sums(&self) -> &'a Sums {
        &self.experiment.finished.sums
    }

    /// What one real service could see: the spread of a formula over single replications of the run.
    pub fn chance(&self, period: usize, formula: &Formula) -> Option<Spread> {
        // Of those kept as they are, the first 256 of a run: there are no single services in sums.
        let outputs = self.experiment.finished.outputs.iter();
        let of = |output: &ReplicationOutput| {
            formula.on(output.run.over(&self.setting.catalogue.layout, period), 1)
        };
        let mut values: Vec<f64> = outputs.filter_map(of).collect();
        (values.len() > 1).then(|| Spread::of(&mut values)).flatten()
    }

    /// A formula in the run over a period.
    pub fn in_run(&self, period: usize, formula: &Formula, cases: Cases) -> Option<Estimate> {
        in_run(self.setting, self.sums(), &self.experiment.run, period, (formula, cases))
    }

    /// A distribution of the run over a period.
    pub fn pooled(&self, period: usize, histogram: usize) -> Pooled {
        Pooled::of(self.setting, &self.experiment.run, period, histogram)
    }

    /// The same of the twin.
    pub fn pooled_twin(&self, period: usize, histogram: usize) -> Pooled {
        Pooled::of(self.setting, &self.experiment.twin, period, histogram)
    }
}

/// A formula on the sums of the run or, where it is a quantile or a restricted mean, on its pooled distributions.
pub(super) fn in_run(
    setting: &Setting<'_>,
    sums: &Sums,
    sections: &[Vec<LogHistogram>],
    period: usize,
    (formula, cases): (&Formula, Cases),
) -> Option<Estimate> {
    match *formula {
        Formula::Quantile { histogram, p } => {
            Pooled::of(setting, sections, period, histogram).quantile(p, sums.replications()).0
        }
        Formula::RestrictedMean { histogram } => {
            Pooled::of(setting, sections, period, histogram).restricted_mean(sums.replications())
        }
        _ => sums.measure(period, formula, cases),
    }
}
