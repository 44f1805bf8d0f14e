//! What a comparison found: plain results that the report reads and `comparison.json` holds.

use serde::Serialize;

use super::{Period, PublicityMark, Warning};
use crate::measure::{Better, MeasureId, PeriodId};
use crate::stats::{Estimate, Ratio, Share};

/// Scenarios beside one of them, the baseline, on the same chance.
#[derive(Clone, Debug, Serialize)]
pub struct ComparisonResult {
    /// Version of this program.
    pub version: String,
    /// Which build of it: a hash of the sources that make numbers and of the lock file, in hexadecimal. Results of two builds are
    /// not compared.
    pub build: String,
    /// Version of the shape of this file; raised when a field changes meaning.
    pub format: u32,
    /// First eight digits of the hash of everything the comparison depends on.
    pub run_id: String,
    /// The seed of all sides.
    #[serde(flatten, serialize_with = "super::exact_seed")]
    pub seed: u64,
    /// Replications of each side.
    pub replications: usize,
    /// The period of the headline: `year_after`, or `observed` where a side has no publicity.
    pub period: Period,
    /// True where the headline is about the year after a publicity that every side has.
    pub publicity: bool,
    /// The events of the baseline in the observed period, in order.
    #[serde(skip)]
    pub events: Vec<PublicityMark>,
    /// The scenarios, in the order they were named.
    pub sides: Vec<SideResult>,
    /// Place of the baseline among them.
    pub baseline: usize,
    /// Each other side against the baseline.
    pub against: Vec<Against>,
    /// What was done to the scenarios so that they can be compared.
    pub notes: Vec<Note>,
    /// What these results must not be used for.
    pub not_for: String,
}

/// One scenario in the headline's period.
#[derive(Clone, Debug, Serialize)]
pub struct SideResult {
    /// A short name of its own, made from its file: the key of tables.
    pub id: String,
    /// The scenario's name, made its own where two have the same.
    pub name: String,
    /// The scenario's description.
    pub description: String,
    /// blake3 hash of the resolved scenario, in hexadecimal.
    pub scenario_hash: String,
    /// Miss rate.
    pub miss_rate: Option<Estimate>,
    /// High-risk children missed.
    pub missed: Option<Estimate>,
    /// High-risk children who came to notice.
    pub noticed: Option<Estimate>,
    /// Expected serious harms.
    pub expected_harms: Option<Estimate>,
    /// Missed that its twin without publicity does not miss; `None` without a twin or without publicity.
    pub excess: Option<Estimate>,
    /// What a run of it warns of.
    pub warnings: Vec<Warning>,
    /// Each replication's counts, in order: `missed.csv` has them.
    #[serde(skip)]
    pub counts: Vec<Counts>,
}

/// The headline's period of one replication.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counts {
    /// Index of the replication, from 0.
    pub replication: u32,
    /// High-risk children missed.
    pub missed: f64,
    /// High-risk children who came to notice.
    pub noticed: f64,
    /// Expected serious harms.
    pub expected_harms: f64,
}

/// One side against the baseline. Every difference is the side minus the baseline, formed within each replication.
#[derive(Clone, Debug, Serialize)]
pub struct Against {
    /// Place of the side.
    pub side: usize,
    /// True where every replication came out the same, to the bit.
    pub identical: bool,
    /// True where both have the same children: what differs is what the service does with them.
    pub same_children: bool,
    /// Replications in which fewer are missed, as many, more; and one year against another.
    pub missed: Pairs,
    /// Difference in those missed that the twin without publicity does not miss.
    pub excess: Option<Estimate>,
    /// What a miss avoided costs; `None` unless both sides count money.
    pub cost: Option<CostPerMiss>,
    /// Ids of the measures that the chain from publicity to missing is made of, in its order.
    pub chain: Vec<MeasureId>,
    /// Every measure that means the same on both sides, in the baseline's order.
    pub measures: Vec<MeasureDifference>,
    /// Ids of measures that only the baseline has.
    pub only_baseline: Vec<MeasureId>,
    /// Ids of measures that only this side has.
    pub only_side: Vec<MeasureId>,
    /// Ids of measures that are defined differently on the two sides.
    pub defined_differently: Vec<MeasureId>,
    /// Ids of periods that are not compared, because one side lacks them or has them on other dates.
    pub other_periods: Vec<PeriodId>,
    /// Names that only one side has, by kind: they have luck of their own.
    pub names_apart: Vec<NamesApart>,
}

/// A measure on both sides.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureDifference {
    /// Which.
    pub id: MeasureId,
    /// In words.
    pub label: String,
    /// Its unit; `share` is 0..1.
    pub unit: String,
    /// Which way is better.
    pub better: Better,
    /// One for each period that both sides have.
    pub periods: Vec<PeriodDifference>,
}

/// A measure in one period. `None` is a statistic that does not exist (0/0, or a centile that is not reached).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeriodDifference {
    /// Id of the period.
    pub period: PeriodId,
    /// The side.
    pub value: Option<Estimate>,
    /// The baseline.
    pub baseline_value: Option<Estimate>,
    /// The side minus the baseline.
    pub difference: Option<Estimate>,
    /// Variance of the difference had the sides had independent luck, over what it is: as many times more replications would
    /// have been needed. `None` where either does not exist, or the difference never varies.
    pub variance_ratio: Option<f64>,
}

/// How often fewer high-risk children are missed in the headline's period.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Pairs {
    /// Pairs of one replication, with the same luck.
    pub pairs: usize,
    /// Pairs in which this side misses fewer.
    pub fewer: usize,
    /// Pairs in which both miss as many.
    pub as_many: usize,
    /// Pairs in which this side misses more.
    pub more: usize,
    /// The share with fewer, with Wilson's interval.
    pub same_luck: Option<Share>,
    /// The chance that fewer are missed in one real year under this side than in another real year under the baseline, each with
    /// its own luck; a tie counts half.
    pub own_luck: Option<Share>,
}

/// What a miss avoided costs against the baseline, over the whole observed period.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct CostPerMiss {
    /// The year whose pounds they are.
    pub price_year: u16,
    /// Difference in what is spent (pounds).
    pub spent: Option<Estimate>,
    /// Misses that the baseline has and this side has not (children).
    pub avoided: Option<Estimate>,
    /// One over the other (pounds a miss), with Fieller's interval.
    pub pounds: Option<Ratio>,
    /// Why there is none.
    pub none_because: Option<NoCost>,
}

/// Why there is no cost of a miss avoided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoCost {
    /// The sides count in pounds of different years.
    OtherPrices,
    /// The sides observe different stretches of time.
    OtherDays,
    /// More are missed, or as many.
    NoneAvoided,
    /// The interval of the misses avoided includes 0, or there is none.
    NotShown,
}

/// What was done to a scenario, or is left undone, so that the sides can be compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "note")]
pub enum Note {
    /// The scenario's own seed is not used.
    Seed {
        /// Place of the side.
        side: usize,
        /// Its own.
        own: u64,
    },
    /// The scenario's own number of replications, or rule for it, is not used.
    Replications {
        /// Place of the side.
        side: usize,
        /// Its own rule, in words.
        own: String,
    },
    /// The same file was named more than once.
    SameFile {
        /// Place of the side.
        side: usize,
    },
    /// A side has no publicity: the headline is the whole observed period.
    NoPublicity {
        /// Place of the side.
        side: usize,
    },
}

impl ComparisonResult {
    /// The scenario that the others are held against.
    #[must_use]
    pub fn baseline(&self) -> &SideResult {
        &self.sides[self.baseline]
    }

    /// The scenario of one comparison.
    #[must_use]
    pub fn side(&self, against: &Against) -> &SideResult {
        &self.sides[against.side]
    }

    /// A measure in the headline's period.
    #[must_use]
    pub fn headline<'a>(
        &self,
        against: &'a Against,
        id: impl Into<MeasureId>,
    ) -> Option<&'a PeriodDifference> {
        against.value(id, self.period.id)
    }
}

impl Against {
    /// One measure.
    #[must_use]
    pub fn measure(&self, id: impl Into<MeasureId>) -> Option<&MeasureDifference> {
        let id = id.into();
        self.measures.iter().find(|measure| measure.id == id)
    }

    /// One measure in one period.
    #[must_use]
    pub fn value(&self, id: impl Into<MeasureId>, period: PeriodId) -> Option<&PeriodDifference> {
        self.measure(id)?.periods.iter().find(|value| value.period == period)
    }
}

/// Names of one kind that only one of two sides has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NamesApart {
    /// The kind in words: one, and several.
    pub kind: [&'static str; 2],
    /// Names that only the baseline has, in its order.
    pub only_baseline: Vec<String>,
    /// Names that only the side has, in its order.
    pub only_side: Vec<String>,
}
