//! A library of scenarios: what each answers, and what it changes against the scenario it extends, formed within each
//! replication on the same chance.

use crate::measure::Formula;
use crate::model::Setting;
use crate::stats::{Estimate, jackknife};

use super::replicate::ReplicationOutput;
use super::summary::headline_period;

/// What one scenario's replications say, kept to compare others with.
#[derive(Clone, Debug)]
pub struct Answers {
    /// The period of the headline, in words.
    pub period: String,
    /// First and last day observed: only the same stretch can be compared as a whole.
    pub observed: (f64, f64),
    seed: u64,
    headline: Vec<Counts>,
    headline_twin: Option<Vec<Counts>>,
    whole: Vec<Counts>,
}

#[derive(Clone, Copy, Debug)]
struct Counts {
    missed: f64,
    of: f64,
    harms: f64,
}

/// A scenario against the one it extends, or against its own twin.
#[derive(Clone, Debug)]
pub struct Against {
    /// Miss rate in the headline period.
    pub miss_rate: Option<Estimate>,
    /// Children missed in the headline period.
    pub missed: Option<Estimate>,
    /// Children missed over the whole observed period.
    pub missed_whole: Option<Estimate>,
    /// Expected serious harms over the whole observed period.
    pub harms_whole: Option<Estimate>,
}

impl Answers {
    /// What the replications of a setting say.
    #[must_use]
    pub fn of(setting: &Setting<'_>, outputs: &[ReplicationOutput]) -> Answers {
        let width = setting.catalogue.layout.len();
        let formula = |id: &str| setting.catalogue.get(id).map(|measure| &measure.formula);
        let (missed, noticed, resolved, harms) =
            (formula("missed"), formula("noticed"), formula("resolved"), formula("expected_harms"));
        let counts = |sums: &[f64], period: usize| {
            let on = |formula: Option<&Formula>| {
                formula.and_then(|formula| formula.on(&sums[period * width..(period + 1) * width], 1)).unwrap_or(0.0)
            };
            Counts { missed: on(missed), of: on(noticed) - on(resolved), harms: on(harms) }
        };
        let period = headline_period(setting);
        let twins: Option<Vec<Counts>> =
            outputs.iter().map(|output| Some(counts(&output.twin.as_ref()?.sums, period))).collect();
        Answers {
            period: setting.periods[period].label.clone(),
            observed: (setting.observed_from.days(), setting.horizon.days()),
            seed: setting.scenario.replications.seed,
            headline: outputs.iter().map(|output| counts(&output.run.sums, period)).collect(),
            headline_twin: twins,
            whole: outputs.iter().map(|output| counts(&output.run.sums, 0)).collect(),
        }
    }

    /// How many replications.
    #[must_use]
    pub fn replications(&self) -> usize {
        self.headline.len()
    }

    /// The miss rate in the headline period.
    #[must_use]
    pub fn miss_rate(&self) -> Option<Estimate> {
        rate(self.headline.len(), |i| self.headline[i], |_| None)
    }

    /// What publicity adds to the miss rate: the run against its own twin.
    #[must_use]
    pub fn publicity_adds(&self) -> Option<Estimate> {
        let twin = self.headline_twin.as_ref()?;
        rate(self.headline.len(), |i| self.headline[i], |i| Some(twin[i]))
    }

    /// This scenario against another; `None` where their chance is not the same.
    #[must_use]
    pub fn against(&self, other: &Answers) -> Option<Against> {
        let n = self.headline.len();
        if self.seed != other.seed || n != other.headline.len() {
            return None;
        }
        let mean = |value: &dyn Fn(usize) -> f64| Estimate::of_mean(&(0..n).map(value).collect::<Vec<f64>>());
        let whole = self.observed == other.observed;
        let of_whole = |value: &dyn Fn(usize) -> f64| if whole { mean(value) } else { None };
        Some(Against {
            miss_rate: rate(n, |i| self.headline[i], |i| Some(other.headline[i])),
            missed: mean(&|i| self.headline[i].missed - other.headline[i].missed),
            missed_whole: of_whole(&|i| self.whole[i].missed - other.whole[i].missed),
            harms_whole: of_whole(&|i| self.whole[i].harms - other.whole[i].harms),
        })
    }
}

/// A ratio of sums, less another's where there is one, with its jackknife interval.
fn rate(n: usize, a: impl Fn(usize) -> Counts, b: impl Fn(usize) -> Option<Counts>) -> Option<Estimate> {
    let mut total = [0.0; 4];
    let four = |i: usize| {
        let (a, b) = (a(i), b(i));
        [a.missed, a.of, b.map_or(0.0, |b| b.missed), b.map_or(0.0, |b| b.of)]
    };
    for i in 0..n {
        total.iter_mut().zip(four(i)).for_each(|(sum, x)| *sum += x);
    }
    let value = |[am, ao, bm, bo]: [f64; 4]| {
        let ratio = |missed: f64, of: f64| (of > 0.0).then(|| missed / of);
        let paired = n > 0 && b(0).is_some();
        Some(ratio(am, ao)? - if paired { ratio(bm, bo)? } else { 0.0 })
    };
    let full = value(total);
    let left_out: Vec<Option<f64>> = (0..n)
        .map(|i| {
            let one = four(i);
            value(std::array::from_fn(|k| total[k] - one[k]))
        })
        .collect();
    jackknife(full, &left_out)
}
