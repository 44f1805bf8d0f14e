//! The replications that are finished: some kept as they are, all of them in sums, so that memory does not grow with their number.

use crate::model::Setting;
use crate::model::event::Event;

use super::replicate::{ReplicationOutput, WorldOutput};
use super::summary::{BLOCKS, Sums};

/// Which replications are kept as they are, week by week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// The first 256, which show what single services go through; of the rest only sums.
    First,
    /// All: what is compared is paired replication by replication.
    All,
}

/// Finished replications.
#[derive(Clone, Debug)]
pub struct Finished {
    /// Those kept as they are, in order of index.
    pub outputs: Vec<ReplicationOutput>,
    /// Indices of all, in order.
    pub indices: Vec<u32>,
    /// Counters of all.
    pub sums: Sums,
    /// The run, summed over all.
    pub run: Totals,
    /// The twin, summed over all; `None` where one has none.
    pub twin: Option<Totals>,
    keep: Keep,
}

/// What is shown week by week, month by month and kind by kind, summed over replications.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// For each week, numerator and denominator of each line.
    pub weeks: Vec<f64>,
    /// Children by month of coming to notice and how they settled.
    pub months: Vec<[f64; 9]>,
    /// Live entries taken from the event list, by kind.
    pub events: [u64; Event::KINDS],
}

impl Totals {
    fn add(&mut self, world: &WorldOutput) {
        // In 64 bits: 32 count exactly to 16 million only, which the sums of many replications pass.
        self.weeks.resize(world.weeks.len(), 0.0);
        self.weeks.iter_mut().zip(&world.weeks).for_each(|(sum, x)| *sum += f64::from(*x));
        self.months.resize(world.months.len(), [0.0; 9]);
        for (sums, month) in self.months.iter_mut().zip(&world.months) {
            sums.iter_mut().zip(month).for_each(|(sum, x)| *sum += f64::from(*x));
        }
        self.events.iter_mut().zip(world.events).for_each(|(sum, count)| *sum += count);
    }
}

impl Finished {
    /// None yet.
    #[must_use]
    pub fn none(setting: &Setting<'_>, keep: Keep) -> Finished {
        let sums = Sums::none(setting);
        Finished {
            outputs: Vec::new(),
            indices: Vec::new(),
            sums,
            run: Totals::default(),
            twin: Some(Totals::default()),
            keep,
        }
    }

    /// One more, the next by index.
    pub fn push(&mut self, output: ReplicationOutput) {
        self.indices.push(output.index);
        self.sums.push(&output);
        self.run.add(&output.run);
        // With one twin missing, sums of twins would be of other replications than sums of runs: there are none then.
        match (&mut self.twin, &output.twin) {
            (Some(totals), Some(twin)) => totals.add(twin),
            (twin, _) => *twin = None,
        }
        if self.keep == Keep::All || self.outputs.len() < BLOCKS {
            self.outputs.push(output);
        }
    }

    /// How many.
    #[must_use]
    pub fn count(&self) -> usize {
        self.indices.len()
    }
}
