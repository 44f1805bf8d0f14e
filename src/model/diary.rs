//! A diary of what happens to each child, kept only where somebody wants to follow one: the same replication, told and not only
//! counted. Nothing in the model reads it.

use crate::measure::{Place, Settlement};
use crate::scenario::{ClassId, SourceId, StageId, TeamId};
use crate::time::SimTime;

/// One entry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Key of the child's streams.
    pub child: u64,
    /// When.
    pub at: SimTime,
    /// What.
    pub what: Happened,
}

/// What the service can know of a child: its estimate of severity, and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// Posterior mean.
    pub estimate: f64,
    /// Posterior standard deviation.
    pub sd: f64,
}

/// What happens to a child.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Happened {
    /// Entered a class of risk, which nobody sees.
    AtRisk(ClassId),
    /// Put into a queue by `[[opening]]`: like a child who entered the stage before, and from here on their own.
    InBacklog {
        /// The stage that is waited for.
        stage: StageId,
        /// The child's class of risk.
        class: ClassId,
        /// Whether the risk has ended, which no worker can know.
        over: bool,
    },
    /// Somebody could have noticed something.
    Concern {
        /// Who.
        source: SourceId,
        /// Whether it was recognised and passed on.
        passed_on: bool,
    },
    /// Referred.
    Referred {
        /// By whom.
        source: SourceId,
        /// Referred within the last 365 days.
        again: bool,
    },
    /// A further concern reached an open case.
    FurtherConcern {
        /// What is known then.
        known: Known,
    },
    /// Screened.
    Screened {
        /// What is known then.
        known: Known,
        /// Since the referral (days).
        waited: f64,
        /// How much of the usual time it had.
        rush: f64,
        /// The threshold of that day.
        bar: f64,
        /// The threshold of normal times.
        usual_bar: f64,
        /// The threshold of the urgent.
        urgent_bar: f64,
        /// Closed.
        out: bool,
        /// Straight to the urgent stage.
        urgent: bool,
    },
    /// Entered a stage.
    Started(StageId),
    /// Got a worker.
    Allocated {
        /// Of which team.
        team: TeamId,
        /// Since the case began to wait (days).
        waited: f64,
        /// The worker's experience (days).
        experience_days: f64,
        /// Whether the worker is from an agency.
        agency: bool,
    },
    /// From one worker to another.
    HandedOver {
        /// What is known afterwards.
        known: Known,
    },
    /// A visit or meeting.
    Visited {
        /// At which stage.
        stage: StageId,
        /// Minutes with the child that were planned.
        planned: f64,
        /// Minutes that were had.
        had: f64,
        /// What is known afterwards.
        known: Known,
    },
    /// A decision.
    Decided {
        /// At which stage.
        stage: StageId,
        /// What is known then.
        known: Known,
        /// How far blame lowered the stage's thresholds.
        lowered: f64,
        /// Whether the deadline was met, where there is one.
        on_time: Option<bool>,
        /// The case is closed.
        closed: bool,
        /// The same plan goes on.
        extended: bool,
    },
    /// Visits fell overdue.
    Drifted(StageId),
    /// Serious harm.
    Harmed(Place),
    /// The risk ended.
    RiskEnded,
    /// Came to notice at high risk.
    Noticed,
    /// Settled.
    Settled(Settlement),
}

/// The diary of a replication.
#[derive(Clone, Debug, Default)]
pub struct Diary {
    /// Its entries, in order of time.
    pub lines: Vec<Line>,
}
