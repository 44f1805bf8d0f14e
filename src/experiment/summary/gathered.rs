//! What the parts of the summary are made of.

use super::pooled::Pooled;
use super::sums::Sums;
use crate::experiment::runner::Experiment;
use crate::measure::Formula;
use crate::model::Setting;
use crate::stats::{Estimate, LogHistogram};

/// The replications of a scenario and the sums of their counters.
pub(super) struct Gathered<'a> {
    pub setting: &'a Setting<'a>,
    pub experiment: &'a Experiment,
    pub sums: Sums,
}

impl<'a> Gathered<'a> {
    pub fn of(setting: &'a Setting<'a>, experiment: &'a Experiment) -> Gathered<'a> {
        Gathered { setting, experiment, sums: Sums::of(setting, &experiment.outputs) }
    }

    /// A formula in the run over a period.
    pub fn in_run(&self, period: usize, formula: &Formula) -> Option<Estimate> {
        in_run(self.setting, &self.sums, &self.experiment.run, period, formula)
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

/// A formula on the sums of the run or, where it is a quantile, on its pooled distributions.
pub(super) fn in_run(
    setting: &Setting<'_>,
    sums: &Sums,
    sections: &[Vec<LogHistogram>],
    period: usize,
    formula: &Formula,
) -> Option<Estimate> {
    match *formula {
        Formula::Quantile { histogram, p } => {
            Pooled::of(setting, sections, period, histogram).quantile(p, sums.replications()).0
        }
        _ => sums.estimate(period, |run, _, n| formula.on(run, n)),
    }
}
