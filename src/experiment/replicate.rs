//! One replication: a pure function of scenario, seed and index (model.md, section 3).

use crate::engine::Streams;
use crate::measure::Layout;
use crate::model::collector::Collector;
use crate::model::event::Event;
use crate::model::{Replication, Setting, World};

use super::twin::{Twin, WhichWorld};

/// What one replication found.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplicationOutput {
    /// Its index, from 0.
    pub index: u32,
    /// The run.
    pub run: WorldOutput,
    /// The twin without publicity; `None` where it was not asked for.
    pub twin: Option<WorldOutput>,
}

/// What one world of one replication found.
#[derive(Clone, Debug, PartialEq)]
pub struct WorldOutput {
    /// Counters, period after period, in the order of the layout.
    pub sums: Vec<f64>,
    /// Weekly series: for each week, numerator and denominator of each line.
    pub weeks: Vec<f32>,
    /// Children by month of coming to notice and how they settled.
    pub months: Vec<[f32; 9]>,
    /// Live entries taken from the event list, by kind; a twin's since it was forked.
    pub events: [u64; Event::KINDS],
}

impl WorldOutput {
    /// The sums of the counters over one period, by its place.
    #[must_use]
    pub fn over(&self, layout: &Layout, period: usize) -> &[f64] {
        let width = layout.len();
        &self.sums[period * width..(period + 1) * width]
    }
}

/// Worlds kept from one replication to the next, so that their buffers grow only past their longest ever.
#[derive(Debug, Default)]
pub struct Scratch {
    /// The run's world.
    pub run: World,
    twin: World,
}

/// Runs one replication. `pooled` is shown each world's collector for what is pooled and not kept apart.
///
/// The twin shares the past: the world is cloned at the first publicity event, or just before
/// a harm first becomes public, not simulated twice. Where nothing tells the
/// twin from the run, the twin's output is the run's.
pub fn replicate(
    setting: &Setting<'_>,
    index: u32,
    twin: Twin,
    scratch: &mut Scratch,
    pooled: &mut dyn FnMut(WhichWorld, &Collector),
) -> ReplicationOutput {
    let streams = Streams::new(setting.scenario.replications.seed, u64::from(index));
    let mut run = Replication::begin(setting, std::mem::take(&mut scratch.run), streams);
    if let (Twin::With, Some(fork)) = (twin, setting.fork) {
        run.run_until_fork(fork);
        // Into the last twin's buffers: nothing is allocated once they are as long as the longest.
        let mut other = run.twin(std::mem::take(&mut scratch.twin));
        other.finish();
        scratch.twin = other.into_world();
    }
    run.finish();
    scratch.run = run.into_world();
    pooled(WhichWorld::Run, scratch.run.collector());
    let run = output(&scratch.run);
    let twin = twin.is_with().then(|| {
        if setting.fork.is_some() {
            pooled(WhichWorld::Twin, scratch.twin.collector());
            output(&scratch.twin)
        } else {
            pooled(WhichWorld::Twin, scratch.run.collector());
            // No event was executed for it: counted twice, they would double the speed that is printed.
            WorldOutput { events: [0; Event::KINDS], ..run.clone() }
        }
    });
    ReplicationOutput { index, run, twin }
}

fn output(world: &World) -> WorldOutput {
    let collector = world.collector();
    WorldOutput {
        sums: collector.sums.clone(),
        weeks: collector.weeks.clone(),
        months: collector.months.clone(),
        events: *world.executed(),
    }
}
