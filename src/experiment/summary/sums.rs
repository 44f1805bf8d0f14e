//! Sums of counters over replications, and every replication, or block of them, left out in turn.

use super::few;
use crate::experiment::replicate::ReplicationOutput;
use crate::measure::{Cases, Formula, Layout};
use crate::model::Setting;
use crate::stats::{self, Estimate, jackknife_blocks};

/// So many blocks of replications are kept apart: up to here a block is one replication. Past it neighbours are put together,
/// so that memory does not grow with their number; an interval from 128 blocks or more is as good as one from all.
pub const BLOCKS: usize = 256;

/// Counters of all replications, ready for formulas: sums over replications, and each block of them left out in turn.
#[derive(Clone, Debug)]
pub struct Sums {
    periods: Vec<PeriodSums>,
    layout: Layout,
}

/// The counters of one period.
#[derive(Clone, Debug)]
pub(in crate::experiment) struct PeriodSums {
    pub run: Counters,
    pub twin: Option<Counters>,
}

/// The counters of one world.
#[derive(Clone, Debug)]
pub(in crate::experiment) struct Counters {
    pub total: Vec<f64>,
    blocks: Vec<Vec<f64>>,
    sizes: Vec<usize>,
    /// Replications in a full block.
    full: usize,
    replications: usize,
}

impl Counters {
    fn none(width: usize) -> Counters {
        Counters {
            total: vec![0.0; width],
            blocks: Vec::new(),
            sizes: Vec::new(),
            full: 1,
            replications: 0,
        }
    }

    /// From each replication's own.
    pub fn of_rows(each: Vec<Vec<f64>>, width: usize) -> Counters {
        let mut counters = Counters::none(width);
        each.iter().for_each(|one| counters.push(one));
        counters
    }

    /// One replication more.
    fn push(&mut self, one: &[f64]) {
        add(&mut self.total, one);
        self.replications += 1;
        match (self.blocks.last_mut(), self.sizes.last_mut()) {
            (Some(last), Some(size)) if *size < self.full => {
                add(last, one);
                *size += 1;
            }
            _ => {
                if self.blocks.len() == BLOCKS {
                    self.halve();
                }
                self.blocks.push(one.to_vec());
                self.sizes.push(1);
            }
        }
    }

    /// Neighbours are put together.
    fn halve(&mut self) {
        let mut blocks = std::mem::take(&mut self.blocks).into_iter();
        while let Some(mut one) = blocks.next() {
            if let Some(next) = blocks.next() {
                add(&mut one, &next);
            }
            self.blocks.push(one);
        }
        // Neighbours by index, so that blocks are the same however many threads there were.
        self.full *= 2;
        self.sizes = vec![self.full; self.blocks.len()];
    }

    /// How many replications they are of.
    pub fn replications(&self) -> usize {
        self.replications
    }

    /// Replications in each block.
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// The sums of each block, and how many replications it is of.
    pub fn blocks(&self) -> impl Iterator<Item = (&[f64], usize)> {
        self.blocks.iter().map(Vec::as_slice).zip(self.sizes.iter().copied())
    }

    /// The sums without block `i`, into a buffer that is used again.
    pub fn without(&self, i: usize, buffer: &mut Vec<f64>) {
        buffer.clear();
        // Taken off the total: summed anew, leaving each out in turn would take the square of their number.
        buffer.extend(self.total.iter().zip(&self.blocks[i]).map(|(sum, x)| sum - x));
    }
}

fn add(sums: &mut [f64], more: &[f64]) {
    for (sum, x) in sums.iter_mut().zip(more) {
        *sum += x;
    }
}

impl Sums {
    /// Of no replication, until one without a twin comes with twins.
    #[must_use]
    pub fn none(setting: &Setting<'_>) -> Sums {
        let width = setting.catalogue.layout.len();
        let period =
            || PeriodSums { run: Counters::none(width), twin: Some(Counters::none(width)) };
        let layout = setting.catalogue.layout.clone();
        Sums { periods: setting.periods.iter().map(|_| period()).collect(), layout }
    }

    /// One replication more. Without its twin there are none.
    pub fn push(&mut self, output: &ReplicationOutput) {
        for (p, sums) in self.periods.iter_mut().enumerate() {
            sums.run.push(output.run.over(&self.layout, p));
            match (&mut sums.twin, &output.twin) {
                (Some(twins), Some(twin)) => twins.push(twin.over(&self.layout, p)),
                (twins, _) => *twins = None,
            }
        }
    }

    /// A statistic of the run's and the twin's sums over a period, with its jackknife interval. The statistic is told how many
    /// replications the sums are of.
    pub fn estimate(
        &self,
        period: usize,
        statistic: impl Fn(&[f64], &[f64], usize) -> Option<f64>,
    ) -> Option<Estimate> {
        let sums = &self.periods[period];
        left_out_in_turn(&sums.run, sums.twin.as_ref().unwrap_or(&sums.run), statistic)
    }

    /// A measure of the run over a period, with the interval that its cases allow.
    pub fn measure(&self, period: usize, formula: &Formula, cases: Cases) -> Option<Estimate> {
        let run = &self.periods[period].run;
        let estimate = left_out_in_turn(run, run, |run, _, n| formula.on(run, n))?;
        Some(few::allowed(estimate, (formula, cases), &run.total, run.blocks()))
    }

    /// A difference that is a statistic of the run's and the twin's sums, 0 where they do not differ. Too few replications that
    /// differ do not show it.
    pub fn difference(
        &self,
        period: usize,
        statistic: impl Fn(&[f64], &[f64], usize) -> Option<f64>,
    ) -> Option<Estimate> {
        let sums = &self.periods[period];
        let (run, twin) = (&sums.run, sums.twin.as_ref().unwrap_or(&sums.run));
        let estimate = left_out_in_turn(run, twin, &statistic)?;
        let differs = |((a, size), (b, _)): (few::BlockSums<'_>, few::BlockSums<'_>)| {
            (Some(statistic(a, b, size).unwrap_or(0.0)), Some(0.0))
        };
        let pairs: Vec<(Option<f64>, Option<f64>)> =
            run.blocks().zip(twin.blocks()).map(differs).collect();
        Some(stats::few::of_difference(estimate, &pairs))
    }

    /// How many times as much a measure of the run is in one period as in another.
    pub(super) fn times_as_much(
        &self,
        period: usize,
        base: usize,
        formula: &Formula,
    ) -> Option<Estimate> {
        let ratio = |above: &[f64], below: &[f64], n: usize| {
            let (above, below) = (formula.on(above, n)?, formula.on(below, n)?);
            (below != 0.0).then(|| above / below)
        };
        left_out_in_turn(&self.periods[period].run, &self.periods[base].run, ratio)
    }

    /// How many replications the sums are of.
    #[must_use]
    pub fn replications(&self) -> usize {
        self.periods.first().map_or(0, |sums| sums.run.replications)
    }

    pub(in crate::experiment) fn has_twin(&self) -> bool {
        self.periods.first().is_some_and(|sums| sums.twin.is_some())
    }

    pub(in crate::experiment) fn period(&self, period: usize) -> &PeriodSums {
        &self.periods[period]
    }
}

fn left_out_in_turn(
    one: &Counters,
    other: &Counters,
    statistic: impl Fn(&[f64], &[f64], usize) -> Option<f64>,
) -> Option<Estimate> {
    let n = one.replications;
    // The statistic of sums, never a mean of its values: 0/0 in one replication is no value and needs none, and a
    // mean of ratios is not the ratio of means.
    let full = statistic(&one.total, &other.total, n);
    full?;
    let (mut a, mut b) = (Vec::new(), Vec::new());
    let left_out: Vec<Option<f64>> = one
        .sizes
        .iter()
        .enumerate()
        .map(|(i, size)| {
            one.without(i, &mut a);
            other.without(i, &mut b);
            if n > 1 { statistic(&a, &b, n - size) } else { full }
        })
        .collect();
    jackknife_blocks(full, &left_out, &one.sizes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(n: usize) -> Vec<Vec<f64>> {
        (0..n).map(|i| vec![(i % 7) as f64, 1.0 + ((i * i) % 5) as f64]).collect()
    }

    fn ratio(counters: &Counters) -> Estimate {
        left_out_in_turn(counters, counters, |sums, _, _| Some(sums[0] / sums[1]))
            .expect("it exists")
    }

    #[test]
    fn blocks_never_grow_past_their_number_and_hold_every_replication() {
        for n in [1, 255, 256, 257, 512, 513, 3000] {
            let counters = Counters::of_rows(rows(n), 2);
            assert!(
                counters.blocks.len() <= BLOCKS && counters.blocks.len() >= n.min(BLOCKS / 2),
                "{n}"
            );
            assert_eq!(counters.sizes.iter().sum::<usize>(), n);
            assert_eq!(counters.replications(), n);
            let held = counters.blocks.iter().fold(0.0, |sum, block| sum + block[0]);
            assert_eq!(held, counters.total[0], "{n}");
        }
    }

    #[test]
    fn blocks_say_what_single_replications_say() {
        let (few, many) =
            (ratio(&Counters::of_rows(rows(256), 2)), ratio(&Counters::of_rows(rows(256 * 35), 2)));
        // The rows repeat every 35, so that 35 times as many have a standard error that is 1/sqrt(35) of theirs.
        assert!((few.mean - many.mean).abs() < 0.01, "{few:?} {many:?}");
        let widths = few.half_width.expect("it has one") / many.half_width.expect("it has one");
        assert!(widths > 4.0, "more replications are worth more: {widths}");
        assert_eq!(many.replications, 256 * 35);
    }
}
