//! Measures by period, links of the chain, and targets.

use std::fmt;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::Forecasts;
use crate::measure::{Better, Measure, MeasureId, PeriodId, Quantity};
use crate::scenario::TargetUse;
use crate::stats::{Estimate, Spread};

/// A stretch of the observed time.
#[derive(Clone, Debug, Serialize)]
pub struct Period {
    /// Which.
    pub id: PeriodId,
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

/// One measure over all periods.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureResult {
    /// Which.
    pub id: MeasureId,
    /// In words.
    pub label: String,
    /// Its unit.
    pub unit: String,
    /// Which way is better.
    pub better: Better,
    /// One per period, in the order of [`RunResult::periods`](super::RunResult::periods).
    pub values: Vec<PeriodValue>,
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

/// One measure in one period. `None` is a statistic that does not exist (0/0, or a centile that is not reached).
#[derive(Clone, Debug, Serialize)]
pub struct PeriodValue {
    /// Id of the period.
    pub period: PeriodId,
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

/// One link of the chain.
#[derive(Clone, Debug, Serialize)]
pub struct ChainLink {
    /// Which measure.
    pub measure: MeasureId,
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

/// One target beside the model.
#[derive(Clone, Debug, Serialize)]
pub struct TargetResult {
    /// Measure id, or a quotient, as the scenario writes it.
    pub measure: String,
    /// What that is.
    #[serde(skip)]
    pub quantity: Option<Quantity>,
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
    /// What it was used for.
    pub used: TargetUse,
    /// Where the published figure is of, as it says; empty where none is cited.
    pub place: String,
    /// Where the range comes from: id or words.
    pub source: String,
    /// The published figure's own source, year and address, where the id has one.
    pub citation: Option<Citation>,
    /// Why it is missed.
    pub missed_because: WhyMissed,
    /// The published figure itself, where the scenario says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// What a forecaster could have said of it; `None` unless it was held out and there are earlier figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forecasts: Option<Forecasts>,
}

impl TargetResult {
    /// True where the interval of the model's mean holds an end of the range: other replications may well say otherwise of it.
    #[must_use]
    pub fn is_near_an_end(&self) -> bool {
        let interval = self.model.and_then(|model| Some((model.low()?, model.high()?)));
        let holds = |end: f64| interval.is_some_and(|(low, high)| low <= end && end <= high);
        self.met.is_some() && (holds(self.low) || holds(self.high))
    }
}

/// Why a target is missed. Files have it in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyMissed {
    /// The scenario does not say, or it is not missed.
    NotSaid,
    /// As the scenario says.
    Said(String),
    /// The run is a what-if, which was never meant to meet the targets of the scenario that it starts from.
    WhatIf,
}

/// Where a published figure is from. In files it is one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Who published it.
    pub source: String,
    /// Its year, as it says.
    pub year: String,
    /// Where it can be read.
    pub address: String,
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {} ({})", self.source, self.year, self.address)
    }
}

impl Serialize for Citation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One row of `replications.csv`: what one replication found in one world and period.
#[derive(Clone, Debug)]
pub struct ReplicationRow<'a> {
    /// Index of the replication, from 0.
    pub replication: u32,
    /// `run` or `twin`.
    pub world: &'static str,
    /// Id of the period.
    pub period: PeriodId,
    /// Every measure, in the same order in every row, and its value where it has one in this replication.
    pub values: Vec<(&'a MeasureId, Option<f64>)>,
}
