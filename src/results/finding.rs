//! What was found, as types: which measure, which way, and what is known of it. The room `words` makes sentences of it.

use super::comparison::{
    Against, ComparisonResult, CostPerMiss, NamesApart, Pairs, PeriodDifference,
};
use super::{Headline, RunResult};
use crate::measure::{Indicator, MeasureId, PeriodId, Settlement};
use crate::stats::{DifferenceVerdict, Estimate};

/// One thing that a run found, in the period of its headline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Finding {
    /// There is no miss rate.
    NoMissRate {
        /// True where children at high risk came to notice, and the risk of each ended by itself.
        came: bool,
    },
    /// The share of children at high risk who are missed.
    MissRate {
        /// In the run.
        run: Estimate,
        /// In the run, before the publicity.
        before: Option<Estimate>,
        /// What the publicity does to it.
        effect: PublicityEffect,
    },
    /// How many come to notice, and how many of them are missed (children).
    Missed {
        /// Come to notice.
        noticed: Estimate,
        /// The same without publicity.
        noticed_without: Option<Estimate>,
        /// Missed.
        missed: Estimate,
        /// What the publicity does to the number missed; `None` where there is no twin.
        change: Option<Change>,
    },
    /// Expected serious harms.
    ExpectedHarms {
        /// In the run.
        run: Estimate,
        /// What the publicity does to it, and what may be said of that; `None` where there is no twin.
        difference: Option<(Estimate, DifferenceVerdict)>,
    },
    /// One replication: one way that things could have gone.
    OneReplication,
    /// The run was interrupted.
    Interrupted {
        /// Replications finished.
        finished: u32,
        /// Replications asked for.
        asked: u32,
    },
}

/// What the publicity does to a measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PublicityEffect {
    /// No publicity falls into the time.
    NoPublicity,
    /// No run without publicity was made.
    NotRun,
    /// Without it the measure has no value.
    NothingWithout,
    /// This.
    Changes(Change),
}

/// A measure in the twin, and the run's difference to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Without publicity.
    pub without: Estimate,
    /// With less without.
    pub difference: Estimate,
    /// What may be said of the difference.
    pub verdict: DifferenceVerdict,
}

impl Change {
    fn of(without: Option<Estimate>, difference: Option<Estimate>) -> Option<Change> {
        let (without, difference) = (without?, difference?);
        Some(Change { without, difference, verdict: difference.verdict() })
    }
}

impl RunResult {
    /// What the run found, the most important first.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let Headline { miss_rate, noticed, missed, expected_harms, .. } = self.headline;
        let mut findings = Vec::new();
        match miss_rate {
            Some(run) => {
                let before = self.headline.miss_rate_before;
                findings.push(Finding::MissRate { run, before, effect: self.effect() });
                if let (Some(noticed), Some(missed)) = (noticed, missed) {
                    findings.push(Finding::Missed {
                        noticed,
                        noticed_without: self.headline.noticed_twin,
                        missed,
                        change: Change::of(self.headline.missed_twin, self.headline.excess),
                    });
                }
            }
            None => {
                let came = noticed.is_some_and(|noticed| noticed.mean > 0.0);
                findings.push(Finding::NoMissRate { came });
            }
        }
        if let Some(run) = expected_harms {
            let difference = self.headline.expected_harms_difference;
            let difference = difference.map(|difference| (difference, difference.verdict()));
            findings.push(Finding::ExpectedHarms { run, difference });
        }
        let replications = &self.replications;
        if replications.finished == 1 {
            findings.push(Finding::OneReplication);
        }
        if !replications.complete {
            let (finished, asked) = (replications.finished, replications.asked);
            findings.push(Finding::Interrupted { finished, asked });
        }
        findings
    }

    /// True where the headline is about the time after a publicity.
    #[must_use]
    pub fn follows_publicity(&self) -> bool {
        self.headline.period == PeriodId::YearAfter && !self.publicity.is_empty()
    }

    /// True where the twin lacks publicity that comes by chance, so that the headline is about all that is observed.
    #[must_use]
    pub fn is_about_chance(&self) -> bool {
        self.publicity_by_chance.is_some_and(|by_chance| by_chance.of_interest)
    }

    /// What the publicity does to the miss rate.
    fn effect(&self) -> PublicityEffect {
        let headline = &self.headline;
        match Change::of(headline.miss_rate_twin, headline.miss_rate_difference) {
            // This is asked first: a run without publicity has a twin all the same, which is equal to it.
            _ if !(self.follows_publicity() || self.is_about_chance()) => {
                PublicityEffect::NoPublicity
            }
            Some(change) => PublicityEffect::Changes(change),
            None if self.has_twin => PublicityEffect::NothingWithout,
            None => PublicityEffect::NotRun,
        }
    }
}

/// One thing that a comparison found of a side against the baseline, in the period of its headline.
#[derive(Clone, Debug, PartialEq)]
pub enum ComparisonFinding<'a> {
    /// Both come out the same in every replication.
    Identical,
    /// Children at high risk who are missed.
    Missed(Contrast),
    /// The share missed, beside the numbers that it is made of.
    MissRate {
        /// The share.
        rate: Contrast,
        /// Children missed.
        missed: Contrast,
        /// Children who come to notice.
        noticed: Contrast,
    },
    /// Expected serious harms, beside the children missed.
    ExpectedHarms {
        /// The harms.
        harms: Contrast,
        /// Children missed.
        missed: Contrast,
    },
    /// How often fewer are missed.
    Chance(Pairs),
    /// Names that only one of the two has.
    NamesApart(&'a [NamesApart]),
    /// Missed that would not be missed without the publicity, on both sides.
    Excess(Contrast),
    /// Fewer are missed on some routes and more on others.
    RoutesShift {
        /// Routes on which fewer are.
        fewer: Vec<(Settlement, Contrast)>,
        /// Routes on which more are.
        more: Vec<(Settlement, Contrast)>,
    },
    /// What a miss avoided costs.
    Cost(CostPerMiss),
}

/// A measure on both sides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contrast {
    /// The side.
    pub value: Estimate,
    /// The baseline.
    pub baseline: Estimate,
    /// The side less the baseline.
    pub difference: Estimate,
    /// What may be said of the difference.
    pub verdict: DifferenceVerdict,
}

impl Contrast {
    /// `None` where one of the three does not exist.
    #[must_use]
    pub fn of(
        value: Option<Estimate>,
        baseline: Option<Estimate>,
        difference: Option<Estimate>,
    ) -> Option<Contrast> {
        let (value, baseline, difference) = (value?, baseline?, difference?);
        Some(Contrast { value, baseline, difference, verdict: difference.verdict() })
    }
}

impl PeriodDifference {
    /// Both sides and their difference; `None` where one of them does not exist.
    #[must_use]
    pub fn contrast(&self) -> Option<Contrast> {
        Contrast::of(self.value, self.baseline_value, self.difference)
    }
}

impl ComparisonResult {
    /// A measure on both sides in the headline's period.
    #[must_use]
    pub fn contrast(&self, against: &Against, id: impl Into<MeasureId>) -> Option<Contrast> {
        self.headline(against, id)?.contrast()
    }

    /// What was found of a side against the baseline, the most important first.
    #[must_use]
    pub fn findings<'a>(&self, against: &'a Against) -> Vec<ComparisonFinding<'a>> {
        let apart = (!against.names_apart.is_empty())
            .then_some(ComparisonFinding::NamesApart(&against.names_apart));
        // A comparison says which names differ, since they are new chance, whatever came of it.
        if against.identical {
            return [Some(ComparisonFinding::Identical), apart].into_iter().flatten().collect();
        }
        let of = |indicator: Indicator| self.contrast(against, indicator);
        let missed = of(Indicator::Missed);
        let rate = || {
            let (rate, noticed) = (of(Indicator::MissRate)?, of(Indicator::Noticed)?);
            Some(ComparisonFinding::MissRate { rate, missed: missed?, noticed })
        };
        let harms = || {
            let harms = of(Indicator::ExpectedHarms)?;
            Some(ComparisonFinding::ExpectedHarms { harms, missed: missed? })
        };
        let (side, base) = (self.side(against), self.baseline());
        // One pair does not say how often.
        let chance = (self.replications > 1).then_some(ComparisonFinding::Chance(against.missed));
        let excess = Contrast::of(side.excess, base.excess, against.excess);
        [
            missed.map(ComparisonFinding::Missed),
            rate(),
            harms(),
            chance,
            apart,
            excess.map(ComparisonFinding::Excess),
            self.routes(against),
            against.cost.map(ComparisonFinding::Cost),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Where misses move from one route to another.
    fn routes(&self, against: &Against) -> Option<ComparisonFinding<'static>> {
        let with = |verdict: DifferenceVerdict| -> Vec<(Settlement, Contrast)> {
            let of = |route: Settlement| {
                Some((route, self.contrast(against, Indicator::Missed.settled(route))?))
            };
            Settlement::ROUTES
                .into_iter()
                .filter_map(of)
                .filter(|(_, contrast)| contrast.verdict == verdict)
                .collect()
        };
        let (fewer, more) = (with(DifferenceVerdict::Less), with(DifferenceVerdict::More));
        (!fewer.is_empty() && !more.is_empty())
            .then_some(ComparisonFinding::RoutesShift { fewer, more })
    }
}
