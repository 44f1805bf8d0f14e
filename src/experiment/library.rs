//! A library of scenarios: what each answers, and what it changes against the scenario it extends, formed within each
//! replication on the same chance.

use crate::measure::{Cases, Formula, Indicator};
use crate::model::Setting;
use crate::results::library::{Answered, LibraryDifference};
use crate::stats::Estimate;

use super::replicate::{ReplicationOutput, WorldOutput};
use super::summary::headline_period;
use super::summary::paired::{self, Three};
use super::summary::sums::Counters;

/// What one scenario's replications say, kept to compare others with.
#[derive(Clone, Debug)]
pub struct Answers {
    /// The period of the headline, in words.
    pub period: String,
    /// First and last day observed: only the same stretch can be compared as a whole.
    pub observed: (f64, f64),
    seed: u64,
    headline: Counters,
    headline_twin: Option<Counters>,
    whole: Counters,
}

/// What is kept of each replication: missed, those the rate is of, expected harms.
const MISSED: usize = 0;
const OF: usize = 1;
const HARMS: usize = 2;

impl Answers {
    /// What the replications of a setting say.
    #[must_use]
    pub fn of(setting: &Setting<'_>, outputs: &[ReplicationOutput]) -> Answers {
        let formula = |id: Indicator| setting.catalogue.get(id).map(|measure| &measure.formula);
        let (missed, noticed, resolved, harms) = (
            formula(Indicator::Missed),
            formula(Indicator::Noticed),
            formula(Indicator::Resolved),
            formula(Indicator::ExpectedHarms),
        );
        let counts = |world: &WorldOutput, period: usize| {
            let on = |formula: Option<&Formula>| {
                formula
                    .and_then(|formula| {
                        formula.on(world.over(&setting.catalogue.layout, period), 1)
                    })
                    .unwrap_or(0.0)
            };
            vec![on(missed), on(noticed) - on(resolved), on(harms)]
        };
        let period = headline_period(setting);
        let of = |rows: Vec<Vec<f64>>| Counters::of_rows(rows, 3);
        // All or none: runs and twins are paired by their place.
        let twins: Option<Vec<Vec<f64>>> =
            outputs.iter().map(|output| Some(counts(output.twin.as_ref()?, period))).collect();
        Answers {
            period: setting.periods[period].label.clone(),
            observed: (setting.observed_from.days(), setting.horizon.days()),
            seed: setting.scenario.replications.seed,
            headline: of(outputs.iter().map(|output| counts(&output.run, period)).collect()),
            headline_twin: twins.map(of),
            whole: of(outputs.iter().map(|output| counts(&output.run, 0)).collect()),
        }
    }

    /// What is said of them alone.
    #[must_use]
    pub fn answered(&self) -> Answered {
        Answered {
            replications: self.replications(),
            miss_rate: self.miss_rate(),
            publicity_adds: self.publicity_adds(),
        }
    }

    /// How many replications.
    #[must_use]
    pub fn replications(&self) -> usize {
        self.headline.replications()
    }

    /// The miss rate in the headline period.
    fn miss_rate(&self) -> Option<Estimate> {
        rates(&self.headline, None)[0]
    }

    /// What publicity adds to the miss rate: the run against its own twin.
    fn publicity_adds(&self) -> Option<Estimate> {
        rates(&self.headline, Some(self.headline_twin.as_ref()?))[2]
    }

    /// This scenario against another; `None` where their chance is not the same.
    #[must_use]
    pub fn against(&self, other: &Answers) -> Option<LibraryDifference> {
        if self.seed != other.seed || self.replications() != other.replications() {
            return None;
        }
        let whole = self.observed == other.observed;
        let of_whole =
            |k: usize| if whole { difference(&self.whole, &other.whole, k) } else { None };
        Some(LibraryDifference {
            miss_rate: rates(&self.headline, Some(&other.headline))[2],
            missed: difference(&self.headline, &other.headline, MISSED),
            missed_whole: of_whole(MISSED),
            harms_whole: of_whole(HARMS),
        })
    }
}

/// The miss rate on the one, on the other, and the one less the other.
fn rates(one: &Counters, other: Option<&Counters>) -> Three<Estimate> {
    let rate = Formula::Ratio { over: vec![MISSED], under: vec![(OF, 1.0)], scale: 1.0 };
    paired::beside(one, other, &[(&rate, &rate, Cases::Share)])[0]
}

/// The mean of a count on the one less that on the other.
fn difference(one: &Counters, other: &Counters, k: usize) -> Option<Estimate> {
    let count = Formula::Total { of: vec![k] };
    // Expected harms are no cases.
    let cases = if k == MISSED { Cases::Count } else { Cases::Measured };
    paired::beside(one, Some(other), &[(&count, &count, cases)])[0][2]
}
