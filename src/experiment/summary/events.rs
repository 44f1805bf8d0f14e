//! Events by kind, over all replications.

use crate::experiment::replicate::WorldOutput;
use crate::experiment::result::EventCount;
use crate::model::event::Event;

pub(super) fn of<'o>(outputs: impl Iterator<Item = &'o WorldOutput>) -> Vec<EventCount> {
    let mut counts = [0_u64; Event::KINDS.len()];
    for output in outputs {
        counts.iter_mut().zip(output.events).for_each(|(sum, count)| *sum += count);
    }
    Event::KINDS.iter().zip(counts).map(|(kind, count)| EventCount { kind: (*kind).to_owned(), count }).collect()
}
