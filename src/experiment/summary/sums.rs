//! Sums of counters over replications, and every replication left out in turn.

use crate::experiment::replicate::{ReplicationOutput, WorldOutput};
use crate::measure::Formula;
use crate::model::Setting;
use crate::stats::{Estimate, Spread, jackknife};

/// Counters of all replications, ready for formulas: sums over replications, and each left out in turn.
pub struct Sums {
    periods: Vec<PeriodSums>,
    replications: usize,
}

/// The counters of one period.
pub(in crate::experiment) struct PeriodSums {
    pub run: Counters,
    pub twin: Option<Counters>,
}

/// The counters of one world.
#[derive(Clone, Debug)]
pub(in crate::experiment) struct Counters {
    pub total: Vec<f64>,
    each: Vec<Vec<f64>>,
}

impl Counters {
    /// The counters of one period of these worlds.
    pub fn of<'o>(outputs: impl Iterator<Item = &'o WorldOutput>, period: usize, width: usize) -> Counters {
        Counters::of_rows(
            outputs.map(|output| output.sums[period * width..(period + 1) * width].to_vec()).collect(),
            width,
        )
    }

    /// From each replication's own.
    pub fn of_rows(each: Vec<Vec<f64>>, width: usize) -> Counters {
        let mut total = vec![0.0; width];
        for one in &each {
            for (sum, x) in total.iter_mut().zip(one) {
                *sum += x;
            }
        }
        Counters { total, each }
    }

    /// How many replications they are of.
    pub fn replications(&self) -> usize {
        self.each.len()
    }

    /// The counters of each replication, in order.
    pub fn each(&self) -> &[Vec<f64>] {
        &self.each
    }

    /// The sums without replication `i`, into a buffer that is used again.
    pub fn without(&self, i: usize, buffer: &mut Vec<f64>) {
        buffer.clear();
        buffer.extend(self.total.iter().zip(&self.each[i]).map(|(sum, x)| sum - x));
    }
}

impl Sums {
    /// The sums of finished replications.
    #[must_use]
    pub fn of(setting: &Setting<'_>, outputs: &[ReplicationOutput]) -> Sums {
        let width = setting.catalogue.layout.len();
        let period = |p: usize| PeriodSums {
            run: Counters::of(outputs.iter().map(|output| &output.run), p, width),
            twin: outputs
                .iter()
                .all(|output| output.twin.is_some())
                .then(|| Counters::of(outputs.iter().filter_map(|output| output.twin.as_ref()), p, width)),
        };
        Sums { periods: (0..setting.periods.len()).map(period).collect(), replications: outputs.len() }
    }

    /// A statistic of the run's and the twin's sums over a period, with its jackknife interval. The statistic is told how many
    /// replications the sums are of.
    pub fn estimate(
        &self,
        period: usize,
        statistic: impl Fn(&[f64], &[f64], usize) -> Option<f64>,
    ) -> Option<Estimate> {
        let sums = &self.periods[period];
        let twin = sums.twin.as_ref().unwrap_or(&sums.run);
        let n = self.replications;
        let full = statistic(&sums.run.total, &twin.total, n);
        full?;
        let (mut a, mut b) = (Vec::new(), Vec::new());
        let left_out: Vec<Option<f64>> = (0..n)
            .map(|i| {
                sums.run.without(i, &mut a);
                twin.without(i, &mut b);
                if n > 1 { statistic(&a, &b, n - 1) } else { full }
            })
            .collect();
        jackknife(full, &left_out)
    }

    /// How many times as much a measure of the run is in one period as in another.
    pub(super) fn times_as_much(&self, period: usize, base: usize, formula: &Formula) -> Option<Estimate> {
        let n = self.replications;
        let (above, below) = (&self.periods[period].run, &self.periods[base].run);
        let ratio = |above: &[f64], below: &[f64], n: usize| {
            let (above, below) = (formula.on(above, n)?, formula.on(below, n)?);
            (below != 0.0).then(|| above / below)
        };
        let full = ratio(&above.total, &below.total, n);
        full?;
        let (mut a, mut b) = (Vec::new(), Vec::new());
        let left_out: Vec<Option<f64>> = (0..n)
            .map(|i| {
                above.without(i, &mut a);
                below.without(i, &mut b);
                if n > 1 { ratio(&a, &b, n - 1) } else { full }
            })
            .collect();
        jackknife(full, &left_out)
    }

    /// How many replications the sums are of.
    pub(in crate::experiment) fn replications(&self) -> usize {
        self.replications
    }

    pub(in crate::experiment) fn has_twin(&self) -> bool {
        self.periods.first().is_some_and(|sums| sums.twin.is_some())
    }

    pub(in crate::experiment) fn period(&self, period: usize) -> &PeriodSums {
        &self.periods[period]
    }

    /// What one real service could see: the spread of a formula over single replications of the run.
    pub(super) fn chance(&self, period: usize, formula: &Formula) -> Option<Spread> {
        let mut values: Vec<f64> = self.periods[period].run.each.iter().filter_map(|one| formula.on(one, 1)).collect();
        (values.len() > 1).then(|| Spread::of(&mut values)).flatten()
    }
}
