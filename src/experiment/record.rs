//! One replication as bytes: what a journal, a shard and a saved run hold, and what another machine reads back to the bit.

use crate::model::Setting;
use crate::model::collector::Collector;
use crate::model::event::Event;
use crate::stats::LogHistogram;

use super::replicate::{ReplicationOutput, WorldOutput};
use super::twin::{Twin, WhichWorld};

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

/// No counter of one replication is beyond this, and no estimate made of such ones is infinite.
const MOST: f64 = 1e15;

/// What every record of one experiment is like: bytes with a right hash may hold anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordShape {
    sums: usize,
    weeks: usize,
    months: usize,
    histograms: usize,
    twin: Twin,
}

impl RecordShape {
    /// Of a scenario's replications, with twin or without.
    #[must_use]
    pub fn of(setting: &Setting<'_>, twin: Twin) -> RecordShape {
        let (layout, periods) = (&setting.catalogue.layout, setting.periods.len());
        let days = (setting.horizon - setting.observed_from).0 as usize;
        let last = setting.months.get(setting.horizon.day()).copied().unwrap_or(0);
        RecordShape {
            sums: periods * layout.len(),
            weeks: days.div_ceil(7) * 2 * setting.series.lines.len(),
            months: usize::from(last) + 1,
            histograms: periods * layout.histograms(),
            twin,
        }
    }

    /// True of a record with as many numbers as it must have, each of which may be one.
    #[must_use]
    pub fn holds(&self, record: &Record) -> bool {
        let Record { output, run, twin } = record;
        let twins = if self.twin.is_with() { self.histograms } else { 0 };
        output.twin.is_some() == self.twin.is_with()
            && std::iter::once(&output.run).chain(&output.twin).all(|world| self.of_world(world))
            && (run.len(), twin.len()) == (self.histograms, twins)
    }

    fn of_world(&self, world: &WorldOutput) -> bool {
        // False of what is not a number as well.
        let within = |x: f64| x.abs() <= MOST;
        (world.sums.len(), world.weeks.len(), world.months.len())
            == (self.sums, self.weeks, self.months)
            && world.sums.iter().all(|&x| within(x))
            && world.weeks.iter().all(|&x| within(f64::from(x)))
            && world.months.iter().flatten().all(|&x| within(f64::from(x)))
            && world.events.iter().all(|&count| within(count as f64))
    }
}

/// Distributions being written down while a replication hands over its worlds.
#[derive(Debug, Default)]
pub struct Distributions {
    run: Vec<u8>,
    twin: Vec<u8>,
}

impl Distributions {
    /// Those of one world.
    pub fn note(&mut self, world: WhichWorld, collector: &Collector) {
        let out = match world {
            WhichWorld::Run => &mut self.run,
            WhichWorld::Twin => &mut self.twin,
        };
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
    let has_twin = match read_number(&mut from)? {
        0 => false,
        1 => true,
        _ => return None,
    };
    let twin = if has_twin { Some(read_world(&mut from)?) } else { None };
    let twin_distributions = if has_twin { read_distributions(&mut from)? } else { Vec::new() };
    let output = ReplicationOutput { index, run, twin };
    // Bytes that are left over belong to no such record.
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
    // A false number of months ends where the bytes do: no room is made for them before.
    let months: Option<Vec<[f32; 9]>> = (0..months).map(|_| read_month(from)).collect();
    if read_number(from)? != Event::KINDS as u64 {
        return None;
    }
    let mut events = [0; Event::KINDS];
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
    // Held against what is there before room is made: a number read from a file may be anything.
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
            events: [7; Event::KINDS],
        };
        (ReplicationOutput { index: 12, run: world(0.1), twin: Some(world(0.2)) }, collector)
    }

    /// Whatever the scenario and whatever goes wrong in it, what is written down is what is believed when it is read back.
    #[test]
    fn every_replication_has_the_shape_that_is_asked_for() {
        use crate::experiment::normal_times::closed_form;
        use crate::experiment::replicate::{Scratch, replicate};
        use crate::scenario::files::{Fetched, FileProblem};
        use crate::scenario::{Overrides, load_with};
        let small = include_str!("../../tests/fixtures/small.toml");
        let everything = include_str!("../../tests/fixtures/everything.toml");
        let fetch = |_: &str, wanted: &str| match wanted {
            "small.toml" => Ok(Fetched { name: wanted.to_owned(), text: small.to_owned() }),
            other => Err(FileProblem::Missing(other.to_owned(), None)),
        };
        let none = Overrides::none;
        for (text, changes) in [
            (small, none()),
            (small, none().set("publicity=[]")),
            (small, none().set("time.run_days=30").set("publicity=[]")),
            (small, none().set("time.run_days=399")),
            // Nobody assesses: pressure is infinite.
            (small, none().set("teams.assessment.posts.0.count=0")),
            (small, none().set("referrals.per_year=0")),
            (everything, none()),
        ] {
            let loaded = match load_with("everything.toml", text, &fetch, &changes) {
                Ok(loaded) => loaded,
                Err(error) => panic!("{error}"),
            };
            let solved = closed_form(&loaded.scenario);
            let setting = Setting::new(&loaded.scenario, &solved);
            for (twin, other) in [(Twin::Without, Twin::With), (Twin::With, Twin::Without)] {
                if twin.worth_running(&setting) != twin {
                    continue;
                }
                let mut distributions = Distributions::default();
                let mut note =
                    |world: WhichWorld, seen: &Collector| distributions.note(world, seen);
                let output = replicate(&setting, 3, twin, &mut Scratch::default(), &mut note);
                let record = decode(&encode(&output, &distributions)).expect("a whole record");
                assert!(RecordShape::of(&setting, twin).holds(&record), "{changes:?}");
                assert!(!RecordShape::of(&setting, other).holds(&record), "{changes:?}");
            }
        }
    }

    #[test]
    fn a_record_of_another_shape_or_with_a_number_that_is_none_is_not_believed() {
        let (output, collector) = found();
        let shape = RecordShape { sums: 3, weeks: 2, months: 2, histograms: 3, twin: Twin::With };
        let whole = Record {
            output,
            run: collector.histograms.clone(),
            twin: collector.histograms.clone(),
        };
        assert!(shape.holds(&whole));
        let spoilt: [fn(&mut Record); 11] = [
            |record| record.output.run.sums[1] = f64::NAN,
            |record| record.output.run.sums[1] = f64::INFINITY,
            |record| record.output.run.sums[1] = 1e300,
            |record| record.output.run.sums.truncate(2),
            |record| record.output.run.weeks[0] = f32::NAN,
            |record| record.output.run.weeks.push(1.0),
            |record| record.output.run.months.clear(),
            |record| record.output.run.events[0] = u64::MAX,
            |record| drop(record.run.pop()),
            |record| drop(record.twin.pop()),
            |record| record.output.twin = None,
        ];
        for (place, spoil) in spoilt.into_iter().enumerate() {
            let mut record = whole.clone();
            spoil(&mut record);
            assert!(!shape.holds(&record), "{place}");
        }
        let mut other = whole.clone();
        other.output.twin.as_mut().expect("it has one").sums.clear();
        assert!(!shape.holds(&other));
    }

    #[test]
    fn a_replication_comes_back_to_the_bit() {
        let (output, collector) = found();
        let mut distributions = Distributions::default();
        distributions.note(WhichWorld::Run, &collector);
        distributions.note(WhichWorld::Twin, &collector);
        let bytes = encode(&output, &distributions);
        let record = decode(&bytes).expect("sound bytes");
        assert_eq!((record.output.run, record.output.twin), (output.run, output.twin));
        assert_eq!((&record.run, &record.twin), (&collector.histograms, &collector.histograms));
        assert!(
            (0..bytes.len()).all(|cut| decode(&bytes[..cut]).is_none()),
            "a part of a record is none"
        );
    }
}
