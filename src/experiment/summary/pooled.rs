//! Distributions pooled over replications, and over ten sections of them for the intervals of their quantiles.

use crate::model::Setting;
use crate::stats::{Estimate, LogHistogram, Reached, sectioned_mean, sectioned_quantile};

/// One distribution over one period.
pub(in crate::experiment) struct Pooled {
    pub all: LogHistogram,
    pub sections: Vec<LogHistogram>,
}

impl Pooled {
    pub fn of(
        setting: &Setting<'_>,
        sections: &[Vec<LogHistogram>],
        period: usize,
        histogram: usize,
    ) -> Pooled {
        let place = period * setting.catalogue.layout.histograms() + histogram;
        let sections: Vec<LogHistogram> =
            sections.iter().filter_map(|section| section.get(place).cloned()).collect();
        let mut all = LogHistogram::new();
        sections.iter().for_each(|section| all.merge(section));
        Pooled { all, sections }
    }

    /// The quantile or, where it is not reached, what it is more than.
    pub fn quantile(&self, p: f64, replications: usize) -> (Option<Estimate>, Option<f64>) {
        let sections: Vec<Option<Reached>> =
            self.sections.iter().map(|section| section.quantile(p)).collect();
        sectioned_quantile(&self.all, &sections, p, replications)
    }

    /// The Kaplan–Meier mean, restricted to the longest time seen.
    pub fn restricted_mean(&self, replications: usize) -> Option<Estimate> {
        sectioned_mean(&self.all, &self.sections, replications)
    }
}
