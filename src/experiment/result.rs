//! What an experiment found: plain results that the report reads and `results.json` holds. Nothing here depends on the machine.

use jiff::civil::Date;
use serde::Serialize;

use super::skill::{Forecasts, HeldOut};
use crate::measure::{Better, Measure};
use crate::scenario::Solved;
use crate::scenario::numbers::Held;
use crate::stats::{Estimate, Spread};

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
    /// The first day of the observed period.
    pub observed_from: Date,
    /// The first day after the observed period.
    pub horizon: Date,
    /// The publicity events in the observed period, in order.
    pub publicity: Vec<PublicityMark>,
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
    pub numbers: Held,
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

/// A backlog of the first observed day: what was asked for, what was put, and what became of it.
#[derive(Clone, Debug, Serialize)]
pub struct OpeningResult {
    /// The stage.
    pub stage: String,
    /// How many children were to wait for a worker there.
    pub asked: u32,
    /// How many waited there already.
    pub found: Option<Estimate>,
    /// How many were put there.
    pub put: Option<Estimate>,
    /// The fewest and the most put in one replication.
    pub put_range: [u32; 2],
    /// How many children of the warm-up they are like.
    pub like: Option<Estimate>,
    /// In how many replications fewer waited then than were asked for.
    pub short: u32,
    /// Days after which those put were looked at again.
    pub days: u32,
    /// How many of them had had a worker by then; `None` where the run is shorter.
    pub reached: Option<Estimate>,
    /// How many of them still waited for their first worker.
    pub waiting: Option<Estimate>,
}

/// How many replications, and why.
#[derive(Clone, Debug, Serialize)]
pub struct Replicated {
    /// Asked for (a fixed count, or the most allowed).
    pub asked: u32,
    /// Finished and in the results.
    pub finished: u32,
    /// False where the run was interrupted.
    pub complete: bool,
    /// The rule, in words.
    pub rule: String,
    /// How well each measure that the rule asks for is known; not in the file where the count is fixed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reached: Vec<Reached>,
}

/// A half-width that a sequential rule asks for, and what it came to.
#[derive(Clone, Debug, Serialize)]
pub struct Reached {
    /// Measure id.
    pub measure: String,
    /// Half-width asked for, in the measure's unit.
    pub asked: f64,
    /// Half-width reached; `None` where there is no interval.
    pub half_width: Option<f64>,
    /// False where fewer than ten replications have a case, or all say the same: no spread to stop by.
    pub can_stop: bool,
}

/// A publicity event as figures mark it.
#[derive(Clone, Debug, Serialize)]
pub struct PublicityMark {
    /// Its label.
    pub label: String,
    /// Its day.
    pub date: Date,
}

/// A stretch of the observed time.
#[derive(Clone, Debug, Serialize)]
pub struct Period {
    /// `observed`, `before`, `year_after`, `later`, or `from..to` for a target's own.
    pub id: String,
    /// In words.
    pub label: String,
    /// First day.
    pub from: Date,
    /// First day after it.
    pub to: Date,
    /// First day after the days on which a child coming to notice counts here: `before` ends one target window early.
    pub noticed_to: Date,
    /// Its length (days).
    pub days: f64,
}

/// The answer, on the headline period (`year_after`, or `observed` without publicity).
#[derive(Clone, Debug, Serialize)]
pub struct Headline {
    /// Id of the period it is about.
    pub period: String,
    /// Miss rate in it.
    pub miss_rate: Option<Estimate>,
    /// Miss rate before the publicity.
    pub miss_rate_before: Option<Estimate>,
    /// The twin's miss rate in the same period.
    pub miss_rate_twin: Option<Estimate>,
    /// Run minus twin.
    pub miss_rate_difference: Option<Estimate>,
    /// Children missed.
    pub missed: Option<Estimate>,
    /// Children missed by the twin.
    pub missed_twin: Option<Estimate>,
    /// Missed that the twin does not miss: run minus twin.
    pub excess: Option<Estimate>,
    /// High-risk children who came to notice.
    pub noticed: Option<Estimate>,
    /// The same in the twin.
    pub noticed_twin: Option<Estimate>,
    /// Expected serious harms, run minus twin.
    pub expected_harms_difference: Option<Estimate>,
    /// Expected serious harms in the run.
    pub expected_harms: Option<Estimate>,
    /// Excess episodes from more episodes at the twin's rate.
    pub excess_more_episodes: Option<Estimate>,
    /// Excess episodes from worse service.
    pub excess_worse_service: Option<Estimate>,
}

/// How many public tragedies one publicity event leads to, over the observed period.
#[derive(Clone, Debug, Serialize)]
pub struct FollowOn {
    /// From expected harms: the same mean as the counted version with a fraction of its noise.
    pub expected: Option<Estimate>,
    /// From harms counted.
    pub counted: Option<Estimate>,
    /// Publicity events in the observed period, dated ones and public tragedies, the mean over replications.
    pub publicity_events: Option<Estimate>,
}

/// One measure over all periods.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureResult {
    /// Its id.
    pub id: String,
    /// In words.
    pub label: String,
    /// Its unit.
    pub unit: String,
    /// Which way is better.
    pub better: Better,
    /// One per period, in the order of [`RunResult::periods`].
    pub values: Vec<PeriodValue>,
}

/// One measure in one period. `None` is a statistic that does not exist (0/0, or a centile that is not reached).
#[derive(Clone, Debug, Serialize)]
pub struct PeriodValue {
    /// Id of the period.
    pub period: String,
    /// The run: Monte Carlo error.
    pub run: Option<Estimate>,
    /// The twin.
    pub twin: Option<Estimate>,
    /// Run minus twin, paired within each replication.
    pub difference: Option<Estimate>,
    /// Chance: centiles over replications of the run, what one real service could see.
    pub chance: Option<Spread>,
    /// A centile that is not reached: it is more than this.
    pub more_than: Option<f64>,
    /// The same for the twin.
    pub more_than_twin: Option<f64>,
}

/// A weekly series.
#[derive(Clone, Debug, Serialize)]
pub struct Series {
    /// `referrals`, `threshold_shift`, `pressure`, `unallocated[assessment]`, `minutes[initial assessment]` …
    pub id: String,
    /// In words.
    pub label: String,
    /// Its unit.
    pub unit: String,
    /// One per whole week from the first observed day.
    pub points: Vec<WeekPoint>,
}

/// One week of a series.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct WeekPoint {
    /// First day of the week.
    pub date: Date,
    /// The run over all replications (a ratio of sums for ratios).
    pub run: Option<f64>,
    /// The twin.
    pub twin: Option<f64>,
    /// Chance: centiles over replications of the run.
    pub chance: Option<Spread>,
}

/// One calendar month of high-risk children, mean number a replication.
#[derive(Clone, Debug, Serialize)]
pub struct Month {
    /// Its first day.
    pub date: Date,
    /// True in the days before the publicity whose children settle after it: shown lighter.
    pub straddles: bool,
    /// Children who came to notice, by how they settled: pairs in the order of `Settlement::ALL`.
    pub run: Vec<(String, f64)>,
    /// The twin.
    pub twin: Vec<(String, f64)>,
}

/// A distribution, pooled over replications.
#[derive(Clone, Debug, Serialize)]
pub struct Distribution {
    /// `wait[screening]`, `wait[allocation, assessment]`, `time[initial assessment]`, `minutes[initial assessment]`, `length[child protection plan]`.
    pub id: String,
    /// In words.
    pub label: String,
    /// `days` or `minutes`.
    pub unit: String,
    /// One per period that has anything.
    pub periods: Vec<DistributionPeriod>,
}

/// A distribution in one period, by date of entry.
#[derive(Clone, Debug, Serialize)]
pub struct DistributionPeriod {
    /// Id of the period.
    pub period: String,
    /// Cases.
    pub count: u64,
    /// Of these, still waiting at the horizon.
    pub still_waiting: u64,
    /// Cumulative distribution of the run: (value, share at or below), at most 101 points.
    pub run: Vec<(f64, f64)>,
    /// The same for the twin.
    pub twin: Vec<(f64, f64)>,
}

/// One link of the chain.
#[derive(Clone, Debug, Serialize)]
pub struct ChainLink {
    /// Measure id.
    pub measure: String,
    /// In words.
    pub label: String,
    /// Unit.
    pub unit: String,
    /// Mean in the run over the year after.
    pub run: Option<Estimate>,
    /// Mean in the twin.
    pub twin: Option<Estimate>,
    /// Run minus twin.
    pub difference: Option<Estimate>,
    /// Whether the interval of the difference excludes 0.
    pub shown: bool,
}

/// One target beside the model.
#[derive(Clone, Debug, Serialize)]
pub struct TargetResult {
    /// Measure id, or a quotient.
    pub measure: String,
    /// Label of its period.
    pub period: String,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The model.
    pub model: Option<Estimate>,
    /// Whether the model's mean lies in the range; `None` where that would say nothing: a figure shown only, or for scale.
    pub met: Option<bool>,
    /// `fit`, `held out`, `shown` (neither), or `for scale` (neither, and of another place or time).
    pub used: String,
    /// Where the published figure is of, as it says; empty where none is cited.
    pub place: String,
    /// Where the range comes from: id or words.
    pub source: String,
    /// The published figure's own source, year and address, where the id has one.
    pub citation: Option<String>,
    /// Why it is missed, where the scenario says so.
    pub missed_because: String,
    /// The published figure itself, where the scenario says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// What a forecaster could have said of it; `None` unless it was held out and there are earlier figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forecasts: Option<Forecasts>,
}

/// What to distrust: cause, consequence, remedy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// A short stable id, such as `queues-grow`.
    pub id: String,
    /// What is odd.
    pub cause: String,
    /// What it does to the answer.
    pub consequence: String,
    /// What to do.
    pub remedy: String,
}

/// One thing the model leaves out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeftOut {
    /// What.
    pub what: String,
    /// Which way it would push the answer.
    pub pushes: String,
}

/// Events of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct EventCount {
    /// The kind.
    pub kind: String,
    /// How many, all replications.
    pub count: u64,
}

impl MeasureResult {
    /// A measure and what was found of it.
    #[must_use]
    pub fn of(measure: &Measure, values: Vec<PeriodValue>) -> MeasureResult {
        MeasureResult {
            id: measure.id.clone(),
            label: measure.label.clone(),
            unit: measure.unit.to_owned(),
            better: measure.better,
            values,
        }
    }
}

impl ChainLink {
    /// The link that a measure is, in one of its periods.
    #[must_use]
    pub fn of(measure: &MeasureResult, value: &PeriodValue) -> ChainLink {
        ChainLink {
            measure: measure.id.clone(),
            label: measure.label.clone(),
            unit: measure.unit.clone(),
            run: value.run,
            twin: value.twin,
            difference: value.difference,
            shown: value.difference.is_some_and(|difference| difference.excludes_zero()),
        }
    }
}

impl RunResult {
    /// One measure.
    #[must_use]
    pub fn measure(&self, id: &str) -> Option<&MeasureResult> {
        self.measures.iter().find(|measure| measure.id == id)
    }

    /// One measure in one period.
    #[must_use]
    pub fn value(&self, id: &str, period: &str) -> Option<&PeriodValue> {
        self.measure(id)?.values.iter().find(|value| value.period == period)
    }

    /// One weekly series.
    #[must_use]
    pub fn series(&self, id: &str) -> Option<&Series> {
        self.weekly.iter().find(|series| series.id == id)
    }

    /// One period.
    #[must_use]
    pub fn period(&self, id: &str) -> Option<&Period> {
        self.periods.iter().find(|period| period.id == id)
    }
}

/// One row of `replications.csv`: a measure in a period of one replication.
#[derive(Clone, Debug, Serialize)]
pub struct ReplicationRow<'a> {
    /// Index of the replication, from 0.
    pub replication: u32,
    /// `run` or `twin`.
    pub world: &'static str,
    /// Id of the period.
    pub period: &'a str,
    /// Measure id.
    pub measure: &'a str,
    /// Its value in this replication.
    pub value: f64,
}

/// A seed as JSON: `seed`, a number that many readers round above 2^53, and beside it `seed_text`, the same in digits.
///
/// # Errors
/// Those of the serializer.
pub fn exact_seed<S: serde::Serializer>(seed: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    use serde::ser::SerializeStruct as _;
    let mut both = serializer.serialize_struct("Seed", 2)?;
    both.serialize_field("seed", seed)?;
    both.serialize_field("seed_text", &seed.to_string())?;
    both.end()
}
