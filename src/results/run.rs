//! Everything one run found: what its report reads and `results.json` holds. Nothing here depends on the machine.

use jiff::civil::Date;
use serde::Serialize;

use super::{
    ChainLink, Distribution, EventCount, FollowOn, Headline, HeldOut, LeftOut, MeasureResult,
    Month, OpeningResult, Period, PeriodValue, PublicityByChance, PublicityMark, Replicated,
    Series, TargetResult, Warning, exact_seed,
};
use crate::measure::{MeasureId, PeriodId};
use crate::scenario::Solved;
use crate::scenario::numbers::HeldNumbers;

/// Everything one run found.
#[derive(Clone, Debug, Serialize)]
pub struct RunResult {
    /// Version of this program.
    pub version: String,
    /// Which build of it: a hash of the sources that make numbers and of the lock file, in hexadecimal. Results of two builds are
    /// not compared.
    pub build: String,
    /// Version of the shape of this file; raised when a field changes meaning.
    pub format: u32,
    /// The scenario's name.
    pub name: String,
    /// The scenario's description.
    pub description: String,
    /// blake3 hash of the resolved scenario, in hexadecimal.
    pub scenario_hash: String,
    /// First eight digits of the hash of scenario, seed and replications asked for.
    pub run_id: String,
    /// The resolved scenario, as TOML.
    pub resolved: String,
    /// The seed.
    #[serde(flatten, serialize_with = "exact_seed")]
    pub seed: u64,
    /// Replications, and why there were so many.
    pub replications: Replicated,
    /// Links switched off.
    pub without: Vec<String>,
    /// True where a counterfactual twin was run.
    pub has_twin: bool,
    /// True where the run was asked for without a twin. One that has nothing to be told from its twin has none either.
    #[serde(skip)]
    pub twin_left_out: bool,
    /// The first day of the observed period.
    pub observed_from: Date,
    /// The first day after the observed period.
    pub horizon: Date,
    /// The publicity events in the observed period, in order.
    pub publicity: Vec<PublicityMark>,
    /// Publicity that comes by chance; not in the file where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publicity_by_chance: Option<PublicityByChance>,
    /// Working days from coming to notice in which a child is to be protected.
    #[serde(skip)]
    pub target_working_days: u32,
    /// The periods measures are given for, in order: `observed`, then `before`, `year_after`, `later` where there is publicity, then those of targets.
    pub periods: Vec<Period>,
    /// The answer.
    pub headline: Headline,
    /// What publicity leads to; `None` without `[feedback]` or without a twin.
    pub follow_on: Option<FollowOn>,
    /// Backlogs put on the first observed day; not in the file where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub openings: Vec<OpeningResult>,
    /// The year whose pounds the money is in; `None`, and not in the file, without `[costs]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_year: Option<u16>,
    /// Every measure, in the order of the catalogue.
    pub measures: Vec<MeasureResult>,
    /// Weekly series, run and twin.
    pub weekly: Vec<Series>,
    /// High-risk children by month of coming to notice and by how they settled, run and twin.
    pub months: Vec<Month>,
    /// Distributions: waits and direct minutes.
    pub distributions: Vec<Distribution>,
    /// The chain from publicity to missing, link by link: run minus twin over the year after.
    pub chain: Vec<ChainLink>,
    /// Targets beside the model.
    pub targets: Vec<TargetResult>,
    /// How many of the scenario's numbers have a range in its evidence, and how many are held as written.
    pub numbers: HeldNumbers,
    /// How the model does on what was held out, and how simple forecasts do; `None`, and not in the file, where nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_out: Option<HeldOut>,
    /// What the pilot solved.
    pub solved: Solved,
    /// What to distrust.
    pub warnings: Vec<Warning>,
    /// What the model leaves out, and which way each would push the answer.
    pub left_out: Vec<LeftOut>,
    /// What these results must not be used for.
    pub not_for: String,
    /// Live entries taken from the event list, by kind, all replications of the run (twins apart).
    pub events: Vec<EventCount>,
    /// The same for the twins.
    pub events_twin: Vec<EventCount>,
}

impl RunResult {
    /// One measure.
    #[must_use]
    pub fn measure(&self, id: impl Into<MeasureId>) -> Option<&MeasureResult> {
        let id = id.into();
        self.measures.iter().find(|measure| measure.id == id)
    }

    /// One measure in one period.
    #[must_use]
    pub fn value(&self, id: impl Into<MeasureId>, period: PeriodId) -> Option<&PeriodValue> {
        self.measure(id)?.values.iter().find(|value| value.period == period)
    }

    /// One weekly series.
    #[must_use]
    pub fn series(&self, id: impl Into<MeasureId>) -> Option<&Series> {
        let id = id.into();
        self.weekly.iter().find(|series| series.id == id)
    }

    /// One period.
    #[must_use]
    pub fn period(&self, id: PeriodId) -> Option<&Period> {
        self.periods.iter().find(|period| period.id == id)
    }
}
