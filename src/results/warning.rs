//! What to distrust, as it was found. The room `words` says it: cause, consequence, remedy.

use super::Reference;
use crate::scenario::ScenarioWarning;

/// What to distrust.
#[derive(Clone, Debug, PartialEq)]
pub enum Warning {
    /// What is strange in the file.
    Scenario(ScenarioWarning),
    /// The run was interrupted.
    Interrupted {
        /// Replications finished.
        finished: usize,
        /// Replications asked for.
        asked: u32,
    },
    /// Few replications of a run.
    FewReplications {
        /// Replications finished.
        finished: usize,
    },
    /// Few replications of each of many runs, whose luck does not fall out.
    FewOfEach {
        /// Replications of each.
        replications: u32,
        /// Of each what.
        each: Each,
    },
    /// Few draws from the ranges of the evidence.
    FewDraws {
        /// How many.
        draws: u32,
    },
    /// The run ends before a year has followed the publicity.
    YearAfterCutShort {
        /// What it is called.
        publicity: String,
        /// What follows it (days).
        days: f64,
    },
    /// So much less is referred at times that a class of children cannot follow.
    VolumeHeld {
        /// The class.
        class: String,
    },
    /// Less than half a year counts before the publicity.
    BeforeShort {
        /// What it is called.
        publicity: String,
        /// What counts (days).
        counted: f64,
        /// What is observed (days).
        observed: f64,
    },
    /// A measure is less well known than was asked, with the most replications allowed.
    PrecisionNotReached {
        /// The measure, as the rule writes it.
        measure: String,
        /// The half-width asked for, in its unit.
        asked: f64,
        /// The half-width reached; `None` where there is no interval.
        reached: Option<f64>,
        /// False where fewer than ten replications have a case, or all say the same: no spread to stop by.
        can_stop: bool,
        /// The most replications allowed.
        most: u32,
    },
    /// Referrals of a class are not those asked for.
    ClassNotMet {
        /// The class.
        class: String,
        /// Asked for (a year).
        asked: f64,
        /// Given in normal times (a year).
        given: f64,
    },
    /// A line of a decision does not get its share.
    ShareNotMet {
        /// The decision.
        decision: String,
        /// Its line, from 1.
        line: usize,
        /// The share asked for.
        asked: f64,
        /// The share given in normal times.
        given: f64,
    },
    /// The urgent alone are more than the share to be accepted.
    UrgentAboveShare {
        /// The share to be accepted.
        accept: f64,
        /// The share given in normal times.
        given: f64,
        /// The severity from which a referral is urgent.
        urgent: f64,
    },
    /// A queue that still grows at the end.
    QueuesGrow {
        /// The queue in words.
        label: String,
        /// Its mean in the last quarter but one of the run.
        before: f64,
        /// Its mean in the last quarter.
        last: f64,
    },
    /// A stock that had not settled when it was first observed.
    WarmUpShort {
        /// The stock in words.
        label: String,
        /// Its mean in the first half-year.
        first: f64,
        /// Its mean in the last half-year before anything happened.
        last: f64,
    },
    /// A backlog that is smaller than asked for.
    OpeningNotFilled {
        /// The stage.
        stage: String,
        /// Replications in which it is.
        short: u32,
        /// Replications looked at, the first so many.
        looked: u32,
        /// Replications finished.
        finished: u32,
        /// Children asked for.
        asked: u32,
    },
    /// A backlog of children who are too much alike.
    OpeningRepeats {
        /// The stage.
        stage: String,
        /// Children put there, the mean over replications.
        put: f64,
        /// Children of the warm-up whom they are like, the mean over replications.
        like: f64,
    },
    /// Some replications end with more cases waiting for a worker than have one.
    TwoFates {
        /// So many of them.
        collapsed: usize,
        /// Replications looked at, the first so many.
        looked: usize,
        /// Replications finished.
        finished: usize,
    },
    /// A trigger that normal pressure meets.
    TriggerAlwaysMet {
        /// The action.
        action: String,
        /// Pressure above which it begins (weeks of work).
        above: f64,
        /// Normal pressure (weeks of work).
        normal: f64,
    },
    /// A what-if meets what was held out, which is no test.
    HeldOutUntested {
        /// Ranges held out.
        ranges: usize,
    },
    /// What was held out is missed.
    HeldOutMissed {
        /// The ranges missed.
        missed: Vec<OffRange>,
        /// Ranges held out.
        of: usize,
        /// True where the run is a what-if, so that what it changes may be part of it.
        what_if: bool,
    },
    /// A simple forecast does as well as the model, or better.
    NoSkill {
        /// The forecasts that do.
        better: Vec<Reference>,
    },
    /// What stands beside the model for scale is off by a factor.
    FarOffScale {
        /// The ranges that are.
        far: Vec<OffRange>,
    },
}

/// Of each what there are few replications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Each {
    /// Of each draw from the ranges.
    Draw,
    /// Of each point of a study.
    Point,
}

/// A published range that the model's mean lies outside.
#[derive(Clone, Debug, PartialEq)]
pub struct OffRange {
    /// The measure, as the target writes it.
    pub measure: String,
    /// The model's mean; `None` where there is none.
    pub found: Option<f64>,
    /// The range's lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

impl Warning {
    /// Its stable id, such as `queues-grow`.
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self {
            Warning::Scenario(_) => "scenario",
            Warning::Interrupted { .. } => "interrupted",
            Warning::FewReplications { .. } | Warning::FewOfEach { .. } => "few-replications",
            Warning::FewDraws { .. } => "few-draws",
            Warning::YearAfterCutShort { .. } => "year-after-cut-short",
            Warning::BeforeShort { .. } => "before-short",
            Warning::VolumeHeld { .. } => "volume-held",
            Warning::PrecisionNotReached { .. } => "precision-not-reached",
            Warning::ClassNotMet { .. }
            | Warning::ShareNotMet { .. }
            | Warning::UrgentAboveShare { .. } => "share-not-met",
            Warning::QueuesGrow { .. } => "queues-grow",
            Warning::WarmUpShort { .. } => "warm-up-short",
            Warning::OpeningNotFilled { .. } => "opening-not-filled",
            Warning::OpeningRepeats { .. } => "opening-repeats",
            Warning::TwoFates { .. } => "two-fates",
            Warning::TriggerAlwaysMet { .. } => "trigger-always-met",
            Warning::HeldOutUntested { .. } => "held-out-untested",
            Warning::HeldOutMissed { .. } => "held-out-missed",
            Warning::NoSkill { .. } => "no-skill",
            Warning::FarOffScale { .. } => "far-off-scale",
        }
    }
}
