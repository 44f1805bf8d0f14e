//! One replication as bytes: what a journal, a shard and a saved run hold, and what another machine reads back to the bit.

use crate::model::collector::Collector;
use crate::model::event::Event;
use crate::stats::LogHistogram;

use super::replicate::{ReplicationOutput, WorldOutput};

/// A replication and what it added to the pooled distributions.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// What it found.
    pub output: ReplicationOutput,
    /// Distributions of the run, period after period.
    pub run: Vec<LogHistogram>,
    /// The same of the twin.
    pub twin: Vec<LogHistogram>,
}

/// Distributions being written down while a replication hands over its worlds.
#[derive(Debug, Default)]
pub struct Distributions {
    run: Vec<u8>,
    twin: Vec<u8>,
}

impl Distributions {
    /// Those of one world.
    pub fn note(&mut self, twin: bool, collector: &Collector) {
        let out = if twin { &mut self.twin } else { &mut self.run };
        number(out, collector.histograms.len() as u64);
        collector.histograms.iter().for_each(|histogram| histogram.encode(out));
    }
}

/// The bytes of a replication.
#[must_use]
pub fn encode(output: &ReplicationOutput, distributions: &Distributions) -> Vec<u8> {
    let mut out = Vec::with_capacity(1 << 18);
    number(&mut out, u64::from(output.index));
    world(&mut out, &output.run);
    out.extend_from_slice(&distributions.run);
    number(&mut out, u64::from(output.twin.is_some()));
    if let Some(twin) = &output.twin {
        world(&mut out, twin);
        out.extend_from_slice(&distributions.twin);
    }
    out
}

/// A replication from its bytes; `None` where they are none.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<Record> {
    let mut from = bytes;
    let index = u32::try_from(read_number(&mut from)?).ok()?;
    let run = read_world(&mut from)?;
    let run_distributions = read_distributions(&mut from)?;
    let has_twin = read_number(&mut from)? == 1;
    let twin = if has_twin { Some(read_world(&mut from)?) } else { None };
    let twin_distributions = if has_twin { read_distributions(&mut from)? } else { Vec::new() };
    let output = ReplicationOutput { index, run, twin };
    from.is_empty().then_some(Record { output, run: run_distributions, twin: twin_distributions })
}

fn world(out: &mut Vec<u8>, world: &WorldOutput) {
    number(out, world.sums.len() as u64);
    world.sums.iter().for_each(|sum| out.extend_from_slice(&sum.to_le_bytes()));
    number(out, world.weeks.len() as u64);
    world.weeks.iter().for_each(|week| out.extend_from_slice(&week.to_le_bytes()));
    number(out, world.months.len() as u64);
    world.months.iter().flatten().for_each(|count| out.extend_from_slice(&count.to_le_bytes()));
    number(out, world.events.len() as u64);
    world.events.iter().for_each(|&count| number(out, count));
}

fn read_world(from: &mut &[u8]) -> Option<WorldOutput> {
    let sums = read_many(from, f64::from_le_bytes)?;
    let weeks = read_many(from, f32::from_le_bytes)?;
    let months = read_number(from)?;
    let months: Option<Vec<[f32; 9]>> = (0..months).map(|_| read_month(from)).collect();
    if read_number(from)? != Event::KINDS.len() as u64 {
        return None;
    }
    let mut events = [0; Event::KINDS.len()];
    for count in &mut events {
        *count = read_number(from)?;
    }
    Some(WorldOutput { sums, weeks, months: months?, events })
}

fn read_distributions(from: &mut &[u8]) -> Option<Vec<LogHistogram>> {
    let count = read_number(from)?;
    (0..count).map(|_| LogHistogram::decode(from)).collect()
}

fn read_month(from: &mut &[u8]) -> Option<[f32; 9]> {
    let mut month = [0.0; 9];
    for count in &mut month {
        *count = f32::from_le_bytes(take(from)?);
    }
    Some(month)
}

fn number(out: &mut Vec<u8>, number: u64) {
    out.extend_from_slice(&number.to_le_bytes());
}

fn read_number(from: &mut &[u8]) -> Option<u64> {
    Some(u64::from_le_bytes(take(from)?))
}

fn take<const N: usize>(from: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = from.split_first_chunk()?;
    *from = rest;
    Some(*first)
}

fn read_many<T, const N: usize>(from: &mut &[u8], value: fn([u8; N]) -> T) -> Option<Vec<T>> {
    let count = usize::try_from(read_number(from)?).ok()?;
    let (bytes, rest) = from.split_at_checked(count.checked_mul(N)?)?;
    *from = rest;
    bytes.chunks_exact(N).map(|chunk| Some(value(chunk.try_into().ok()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found() -> (ReplicationOutput, Collector) {
        let mut collector = Collector::default();
        collector.histograms = vec![LogHistogram::new(); 3];
        collector.histograms[1].record(4.0);
        let world = |x: f64| WorldOutput {
            sums: vec![x, 0.0, -x],
            weeks: vec![1.5, 2.5],
            months: vec![[1.0; 9], [2.0; 9]],
            events: [7; Event::KINDS.len()],
        };
        (ReplicationOutput { index: 12, run: world(0.1), twin: Some(world(0.2)) }, collector)
    }

    #[test]
    fn a_replication_comes_back_to_the_bit() {
        let (output, collector) = found();
        let mut distributions = Distributions::default();
        distributions.note(false, &collector);
        distributions.note(true, &collector);
        let bytes = encode(&output, &distributions);
        let record = decode(&bytes).expect("sound bytes");
        assert_eq!((record.output.run, record.output.twin), (output.run, output.twin));
        assert_eq!((&record.run, &record.twin), (&collector.histograms, &collector.histograms));
        assert!((0..bytes.len()).all(|cut| decode(&bytes[..cut]).is_none()), "a part of a record is none");
    }
}
