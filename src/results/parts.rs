//! The parts of a run's result that are no table: its answer, its replications, its backlogs, what it leaves out.

use jiff::civil::Date;
use serde::Serialize;

use crate::measure::PeriodId;
use crate::scenario::Stopping;
use crate::stats::Estimate;

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
    /// Replications that were looked at one by one, for `put_range` and `short`: the first so many of all.
    pub looked: u32,
    /// The fewest and the most put in one of these.
    pub put_range: [u32; 2],
    /// How many children of the warm-up they are like.
    pub like: Option<Estimate>,
    /// In how many of the replications looked at fewer waited then than were asked for.
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
    /// The rule.
    pub rule: Rule,
    /// How well each measure that the rule asks for is known; not in the file where the count is fixed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reached: Vec<ReachedHalfWidth>,
}

/// The rule by which there are so many replications. Files have it in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule(pub Stopping);

/// A half-width that a sequential rule asks for, and what it came to.
#[derive(Clone, Debug, Serialize)]
pub struct ReachedHalfWidth {
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

/// Publicity that comes by chance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PublicityByChance {
    /// Events a year, on average.
    pub per_year: f64,
    /// True where the twin lacks it; else run and twin have the same.
    pub of_interest: bool,
}

/// The answer, on the headline period (`year_after`, or `observed` without publicity).
#[derive(Clone, Debug, Serialize)]
pub struct Headline {
    /// Id of the period it is about.
    pub period: PeriodId,
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
    /// Whether such an event changes a child, a case, a task or a worker, and so counts for the speed of a run.
    pub counts: bool,
}
