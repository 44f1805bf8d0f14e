//! Weekly series, months and distributions.

use jiff::civil::Date;
use serde::Serialize;

use crate::measure::{MeasureId, PeriodId, Settlement};
use crate::stats::Spread;

/// A weekly series.
#[derive(Clone, Debug, Serialize)]
pub struct Series {
    /// `referrals`, `threshold_shift`, `pressure`, `unallocated[assessment]`, `minutes[initial assessment]` …
    pub id: MeasureId,
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
    pub run: Vec<(Settlement, f64)>,
    /// The twin.
    pub twin: Vec<(Settlement, f64)>,
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
    pub period: PeriodId,
    /// Cases.
    pub count: u64,
    /// Of these, still waiting at the horizon.
    pub still_waiting: u64,
    /// Cumulative distribution of the run: (value, share at or below), at most 101 points.
    pub run: Vec<(f64, f64)>,
    /// The same for the twin.
    pub twin: Vec<(f64, f64)>,
}
