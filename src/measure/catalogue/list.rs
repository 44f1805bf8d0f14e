//! The list that the groups add their measures to, and the formulas they are made of.

use super::{Better, Catalogue, Measure};
use crate::measure::{Counter, Formula, Layout, MeasureId, MeasureNames, Waits};

/// What measures are added to.
pub(crate) struct MeasureList {
    layout: Layout,
    measures: Vec<Measure>,
}

impl MeasureList {
    pub fn new(names: &MeasureNames) -> MeasureList {
        MeasureList { layout: Layout::new(names), measures: Vec::new() }
    }

    pub fn into_catalogue(self) -> Catalogue {
        Catalogue { layout: self.layout, measures: self.measures }
    }

    pub fn add(
        &mut self,
        id: impl Into<MeasureId>,
        label: impl Into<String>,
        unit: &'static str,
        better: Better,
        formula: Formula,
    ) {
        self.measures.push(Measure { id: id.into(), label: label.into(), unit, better, formula });
    }

    /// The place of a counter that exists once.
    pub fn one(&self, counter: impl Into<Counter>) -> usize {
        self.layout.one(counter.into())
    }

    /// The place of a family's member.
    pub fn at(&self, counter: impl Into<Counter>, member: usize) -> usize {
        self.layout.at(counter.into(), member)
    }

    /// The places of several members of a family.
    pub fn each(
        &self,
        counter: impl Into<Counter>,
        members: impl IntoIterator<Item = usize>,
    ) -> Vec<usize> {
        let counter = counter.into();
        members.into_iter().map(|member| self.at(counter, member)).collect()
    }

    /// How many, the mean over replications.
    pub fn total(&self, places: &[usize]) -> Formula {
        Formula::Total { of: places.to_vec() }
    }

    /// A weighted sum, the mean over replications.
    pub fn weighted(&self, of: Vec<(usize, f64)>) -> Formula {
        Formula::Weighted { of }
    }

    /// Cases begun and not ended, the mean over replications.
    pub fn remaining(&self, begun: Vec<usize>, ended: Vec<usize>) -> Formula {
        Formula::Remaining { begun, ended }
    }

    /// A share, or an average per case.
    pub fn ratio(&self, over: &[usize], under: &[usize]) -> Formula {
        self.scaled(over, under, 1.0)
    }

    /// A ratio in another unit.
    pub fn scaled(&self, over: &[usize], under: &[usize], scale: f64) -> Formula {
        Formula::Ratio {
            over: over.to_vec(),
            under: under.iter().map(|&k| (k, 1.0)).collect(),
            scale,
        }
    }

    /// A share of all but those whose risk ended first.
    pub fn share_but(&self, over: &[usize], all: usize, resolved: usize) -> Formula {
        Formula::Ratio {
            over: over.to_vec(),
            // Children whose risk ended first are left out: the service neither found nor missed them.
            under: vec![(all, 1.0), (resolved, -1.0)],
            scale: 1.0,
        }
    }

    /// The average over time of what these integrals are of.
    pub fn level(&self, integrals: &[usize]) -> Formula {
        // Days are the base: the average is over time, not over children.
        self.ratio(integrals, &[self.one(Counter::Days)])
    }

    /// How often in a year.
    pub fn per_year(&self, places: &[usize]) -> Formula {
        self.scaled(places, &[self.one(Counter::Days)], 365.25)
    }

    /// The Kaplan-Meier mean of a distribution, restricted to the longest time seen.
    pub fn restricted_mean(&self, waits: impl Into<Waits>) -> Formula {
        Formula::RestrictedMean { histogram: self.layout.histogram(waits.into()) }
    }

    /// A quantile of a distribution.
    pub fn quantile(&self, waits: impl Into<Waits>, p: f64) -> Formula {
        Formula::Quantile { histogram: self.layout.histogram(waits.into()), p }
    }
}
