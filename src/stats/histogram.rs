//! Distributions pooled over replications: whole numbers in bins, so that they merge in any order to the same bytes.

use super::Estimate;
use super::estimate::t_quantile;

/// Bins per factor of e: each is 1 % wide.
const PER_E: f64 = 100.0;
/// What is shorter counts as none at all (the unit of the values).
const LEAST: f64 = 1e-3;
/// Bins up to some 16,000 of the unit; what is longer stands in the last.
const BINS: usize = 1660;

/// A distribution of values that are not negative, some of them censored ("longer than so far"): bins 1 % wide and one for zero.
#[derive(Debug, Default, PartialEq)]
pub struct LogHistogram {
    // (ended, still waiting) from the bin of the shortest value to that of the longest.
    bins: Vec<(u32, u32)>,
    first: usize,
    ended: u64,
    censored: u64,
}

/// Where a value stands in every histogram: worked out once for all that count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bin(usize);

impl Bin {
    /// The bin of a value that is not negative.
    #[must_use]
    pub fn of(value: f64) -> Bin {
        let place = if value < LEAST { 0 } else { 1 + (libm::log(value / LEAST) * PER_E) as usize };
        Bin(place.min(BINS - 1))
    }
}

impl Clone for LogHistogram {
    fn clone(&self) -> Self {
        LogHistogram { bins: self.bins.clone(), ..*self }
    }

    fn clone_from(&mut self, source: &Self) {
        self.bins.clone_from(&source.bins);
        (self.first, self.ended, self.censored) = (source.first, source.ended, source.censored);
    }
}

/// A quantile, or how far the observations went without reaching it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reached {
    /// The quantile.
    At(f64),
    /// It is more than this.
    MoreThan(f64),
}

impl LogHistogram {
    /// An empty one.
    #[must_use]
    pub fn new() -> LogHistogram {
        LogHistogram::default()
    }

    /// A value that was seen whole.
    pub fn record(&mut self, value: f64) {
        self.record_in(Bin::of(value), true);
    }

    /// A value that would have been longer.
    pub fn record_censored(&mut self, value: f64) {
        self.record_in(Bin::of(value), false);
    }

    /// A value by its bin: seen whole, or one that would have been longer.
    pub fn record_in(&mut self, bin: Bin, whole: bool) {
        let bin = self.bin_at(bin.0);
        if whole {
            bin.0 += 1;
            self.ended += 1;
        } else {
            bin.1 += 1;
            self.censored += 1;
        }
    }

    /// Adds another.
    pub fn merge(&mut self, other: &LogHistogram) {
        let Some(last) = other.bins.len().checked_sub(1) else { return };
        // Both ends first: every bin of the other then has its place here.
        self.bin_at(other.first);
        self.bin_at(other.first + last);
        for (own, more) in self.bins[other.first - self.first..].iter_mut().zip(&other.bins) {
            // Counts read back from a disk may be any.
            own.0 = own.0.saturating_add(more.0);
            own.1 = own.1.saturating_add(more.1);
        }
        self.ended += other.ended;
        self.censored += other.censored;
    }

    /// Empties it and keeps the buffer.
    pub fn clear(&mut self) {
        self.bins.fill((0, 0));
        self.ended = 0;
        self.censored = 0;
    }

    /// Its bytes, added to others: the same histogram gives the same ones.
    pub fn encode(&self, out: &mut Vec<u8>) {
        let used = |bin: &(u32, u32)| *bin != (0, 0);
        // A buffer that was used before may reach further than what it holds.
        let first = self.bins.iter().position(used);
        let last = self.bins.iter().rposition(used).map_or(0, |last| last + 1);
        let bins = &self.bins[first.unwrap_or(0)..last];
        out.extend_from_slice(&(first.map_or(0, |first| self.first + first) as u16).to_le_bytes());
        out.extend_from_slice(&(bins.len() as u16).to_le_bytes());
        for (ended, waiting) in bins {
            out.extend_from_slice(&ended.to_le_bytes());
            out.extend_from_slice(&waiting.to_le_bytes());
        }
    }

    /// A histogram from its bytes, which are taken from the front; `None` where they are none.
    pub fn decode(bytes: &mut &[u8]) -> Option<LogHistogram> {
        let first = usize::from(u16::from_le_bytes(*bytes.split_first_chunk()?.0));
        let count = usize::from(u16::from_le_bytes(*bytes.get(2..)?.split_first_chunk()?.0));
        if first + count > BINS {
            return None;
        }
        let (pairs, rest) = bytes.get(4..)?.split_at_checked(count * 8)?;
        *bytes = rest;
        let half =
            |pair: &[u8]| pair.split_first_chunk().map_or(0, |(four, _)| u32::from_le_bytes(*four));
        let bins: Vec<(u32, u32)> =
            pairs.chunks_exact(8).map(|pair| (half(pair), half(&pair[4..]))).collect();
        let ended = bins.iter().map(|bin| u64::from(bin.0)).sum();
        let censored = bins.iter().map(|bin| u64::from(bin.1)).sum();
        Some(LogHistogram { bins, first, ended, censored })
    }

    /// Values recorded, censored ones included.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.ended + self.censored
    }

    /// Censored values.
    #[must_use]
    pub fn censored(&self) -> u64 {
        self.censored
    }

    /// The quantile by the Kaplan–Meier estimate (1958), linear within a bin; `None` of none.
    #[must_use]
    pub fn quantile(&self, p: f64) -> Option<Reached> {
        let mut last = 0.0;
        let mut before = 0.0;
        for (value, share) in self.curve() {
            if share >= p {
                let (low, high) = edges(value);
                let within = if share > before { (p - before) / (share - before) } else { 1.0 };
                return Some(Reached::At(low + within.clamp(0.0, 1.0) * (high - low)));
            }
            before = share;
            last = edges(value).1;
        }
        (self.count() > 0).then_some(Reached::MoreThan(last))
    }

    /// The mean by the Kaplan–Meier estimate, restricted to the longest value seen, whole or not: the area under the share that
    /// goes on, each value in the middle of its bin. It is the plain mean where nothing is censored; `None` of none.
    #[must_use]
    pub fn restricted_mean(&self) -> Option<f64> {
        let used = |bin: &(u32, u32)| *bin != (0, 0);
        let longest = middle(self.first + self.bins.iter().rposition(used)?);
        let (mut area, mut from, mut going_on) = (0.0, 0.0, 1.0);
        for (bin, share) in self.curve() {
            area += going_on * (middle(bin) - from);
            (from, going_on) = (middle(bin), 1.0 - share);
        }
        Some(area + going_on * (longest - from))
    }

    /// The Kaplan–Meier distribution at the upper ends of bins: at most `points` pairs (value, share at or below).
    #[must_use]
    pub fn cumulative(&self, points: usize) -> Vec<(f64, f64)> {
        let all: Vec<(f64, f64)> = self.curve().map(|(bin, share)| (edges(bin).1, share)).collect();
        if all.len() <= points {
            return all;
        }
        let step = all[all.len() - 1].1 / points as f64;
        let mut kept: Vec<(f64, f64)> = Vec::with_capacity(points + 1);
        for (value, share) in all {
            // A little less than a step, so that rounding leaves out no point that is due.
            if kept.last().is_none_or(|last| share >= last.1 + step * 0.999) {
                kept.push((value, share));
            }
        }
        kept
    }

    // (bin, share ended at or below it) for every bin in which something ended.
    fn curve(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        let mut at_risk = self.count();
        let mut survive = 1.0;
        (self.first..).zip(&self.bins).filter_map(move |(bin, &(ended, censored))| {
            // In which order things ended within a bin is not known: those cut off in it are taken to have seen all
            // its ends.
            let here = at_risk;
            at_risk -= u64::from(ended) + u64::from(censored);
            if ended == 0 {
                return None;
            }
            survive *= 1.0 - f64::from(ended) / here as f64;
            Some((bin, 1.0 - survive))
        })
    }

    fn bin_at(&mut self, place: usize) -> &mut (u32, u32) {
        if self.bins.is_empty() {
            self.first = place;
        }
        if place < self.first {
            let more = self.first - place;
            self.bins.splice(0..0, std::iter::repeat_n((0, 0), more));
            self.first = place;
        }
        let at = place - self.first;
        if at >= self.bins.len() {
            self.bins.resize(at + 1, (0, 0));
        }
        &mut self.bins[at]
    }
}

fn edges(bin: usize) -> (f64, f64) {
    let edge = |bin: usize| LEAST * libm::exp(bin as f64 / PER_E);
    if bin == 0 { (0.0, 0.0) } else { (edge(bin - 1), edge(bin)) }
}

fn middle(bin: usize) -> f64 {
    let (low, high) = edges(bin);
    f64::midpoint(low, high)
}

/// The restricted mean of a distribution gathered in sections, as [`sectioned_quantile`].
#[must_use]
pub fn sectioned_mean(
    all: &LogHistogram,
    sections: &[LogHistogram],
    replications: usize,
) -> Option<Estimate> {
    let mean = all.restricted_mean()?;
    let values: Vec<f64> = sections.iter().filter_map(LogHistogram::restricted_mean).collect();
    let half_width = (values.len() > 1).then(|| half_width_about(&values, mean));
    Some(Estimate::even(mean, half_width, replications))
}

/// A quantile of a distribution gathered in sections: the point from all together, the interval from the spread of the
/// sections' own quantiles (sectioning: Asmussen and Glynn, Stochastic Simulation, 2007, chapter III.5).
#[must_use]
pub fn sectioned_quantile(
    all: &LogHistogram,
    sections: &[Option<Reached>],
    p: f64,
    replications: usize,
) -> (Option<Estimate>, Option<f64>) {
    match all.quantile(p) {
        None => (None, None),
        Some(Reached::MoreThan(least)) => (None, Some(least)),
        Some(Reached::At(mean)) => {
            let values: Vec<f64> = sections
                .iter()
                .flatten()
                .filter_map(
                    |reached| if let Reached::At(value) = reached { Some(*value) } else { None },
                )
                .collect();
            // A section that does not reach the quantile stands for a long one: without it the spread would be too
            // small.
            let whole = values.len() == sections.iter().flatten().count();
            let half_width = (whole && values.len() > 1).then(|| half_width_about(&values, mean));
            (Some(Estimate::even(mean, half_width, replications)), None)
        }
    }
}

fn half_width_about(values: &[f64], mean: f64) -> f64 {
    // About the quantile of all and not the mean of the sections: what small sections are off by belongs to the
    // error.
    let n = values.len() as f64;
    let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
    t_quantile(values.len() - 1) * (squares / (n - 1.0) / n).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_whole_values_are_within_a_bin() {
        let mut histogram = LogHistogram::new();
        (1..=1000).for_each(|i| histogram.record(f64::from(i) / 10.0));
        for (p, expected) in [(0.1, 10.0), (0.5, 50.0), (0.9, 90.0)] {
            let Some(Reached::At(found)) = histogram.quantile(p) else { panic!("{p} is reached") };
            assert!((found / expected - 1.0).abs() < 0.011, "{p}: {found}");
        }
    }

    #[test]
    fn those_still_waiting_count_as_longer_than_so_far() {
        // Kaplan–Meier by hand: ended 1, 3; still waiting 2, 4. S(1) = 3/4, S(3) = 3/4 * 1/2.
        let mut histogram = LogHistogram::new();
        histogram.record(1.0);
        histogram.record_censored(2.0);
        histogram.record(3.0);
        histogram.record_censored(4.0);
        let curve = histogram.cumulative(10);
        assert!((curve[0].1 - 0.25).abs() < 1e-12 && (curve[1].1 - 0.625).abs() < 1e-12);
        assert!(
            matches!(histogram.quantile(0.9), Some(Reached::MoreThan(x)) if (x - 3.0).abs() < 0.05)
        );
    }

    #[test]
    fn the_restricted_mean_is_the_area_under_those_who_go_on() {
        // The same by hand: 1 + 3/4 * (3 - 1) + 3/8 * (4 - 3).
        let mut histogram = LogHistogram::new();
        assert_eq!(histogram.restricted_mean(), None);
        histogram.record(1.0);
        histogram.record_censored(2.0);
        histogram.record(3.0);
        histogram.record_censored(4.0);
        let found = histogram.restricted_mean().expect("it has one");
        assert!((found / 2.875 - 1.0).abs() < 0.006, "{found}");
        // Without anything censored it is the mean; an emptied buffer has none.
        let mut whole = LogHistogram::new();
        (1..=1000).for_each(|i| whole.record(f64::from(i)));
        assert!((whole.restricted_mean().expect("it has one") / 500.5 - 1.0).abs() < 0.001);
        whole.clear();
        assert_eq!(whole.restricted_mean(), None);
    }

    #[test]
    fn a_histogram_comes_back_from_its_bytes() {
        let mut histogram = LogHistogram::new();
        [0.0, 3.0, 3.0, 900.0].iter().for_each(|&x| histogram.record(x));
        histogram.record_censored(5.0);
        let mut bytes = Vec::new();
        histogram.encode(&mut bytes);
        LogHistogram::new().encode(&mut bytes);
        let mut left = &bytes[..];
        assert_eq!(LogHistogram::decode(&mut left), Some(histogram));
        assert_eq!(LogHistogram::decode(&mut left), Some(LogHistogram::new()));
        assert!(left.is_empty());
        assert_eq!(LogHistogram::decode(&mut &bytes[..bytes.len() / 2]), None);
        // An emptied buffer is an empty histogram, wherever it was used.
        let mut emptied = LogHistogram::new();
        emptied.record(700.0);
        emptied.clear();
        let (mut of_emptied, mut of_new) = (Vec::new(), Vec::new());
        emptied.encode(&mut of_emptied);
        LogHistogram::new().encode(&mut of_new);
        assert_eq!(of_emptied, of_new);
    }

    #[test]
    fn merging_is_free_of_order_and_none_is_none() {
        let (mut a, mut b) = (LogHistogram::new(), LogHistogram::new());
        a.record(0.0);
        a.record(7.0);
        b.record_censored(30.0);
        let (mut ab, mut ba) = (a.clone(), b.clone());
        ab.merge(&b);
        ba.merge(&a);
        assert_eq!(ab, ba);
        assert_eq!(LogHistogram::new().quantile(0.5), None);
        assert_eq!(a.quantile(0.3), Some(Reached::At(0.0)));
    }
}
