//! One child's story.

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::measure::{Place, Settlement};

/// The story of one child.
#[derive(Clone, Debug, Serialize)]
pub struct Story {
    /// The child's name within every replication of the scenario: their first class of risk and a number.
    pub child: String,
    /// Index of the replication, from 0.
    pub replication: u32,
    /// How they settled, or that the end of the run came first.
    pub settled: Option<Settlement>,
    /// Among how many they were chosen as the one nearest the median; 0 where they were named.
    pub among: usize,
    /// From the day they came to notice to the day they settled (days).
    pub days: Option<f64>,
    /// Looks at them in that time: screening, visits and meetings.
    pub looks: usize,
    /// What happened, in order.
    pub moments: Vec<Moment>,
    /// Others who looked the same on the day of the decision that mattered.
    pub alike: Option<Alike>,
}

/// Children who looked the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alike {
    /// Where the decision was made: screening, or a stage's name.
    pub at: String,
    /// The estimate on that day.
    pub estimate: f64,
    /// How far another's may lie from it.
    pub within: f64,
    /// Days before and after.
    pub days: f64,
    /// How many looked like that, this child included.
    pub children: usize,
    /// How many of them were at high risk.
    pub high: usize,
}

/// A moment of a story.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// The service's estimate of severity after it, where it learns something, and how sure it is: the mean and the standard
    /// deviation of what it can know.
    pub known: Option<(f64, f64)>,
    /// What.
    #[serde(flatten)]
    pub what: StoryEvent,
}

/// What happened, with names.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum StoryEvent {
    /// Entered a class of risk, which nobody sees.
    AtRisk {
        /// The class.
        class: String,
        /// Whether it is a high one.
        high: bool,
    },
    /// Put into a queue as the service begins with a backlog.
    InBacklog {
        /// The stage that is waited for.
        stage: String,
        /// The child's class of risk.
        class: String,
        /// Whether it is a high one.
        high: bool,
        /// Whether the risk has ended.
        ended: bool,
    },
    /// Somebody could have noticed something.
    Concern {
        /// Who.
        source: String,
        /// Whether it was passed on.
        passed_on: bool,
    },
    /// Referred.
    Referred {
        /// By whom.
        source: String,
        /// Referred within the last 365 days.
        again: bool,
    },
    /// A further concern reached the open case.
    FurtherConcern,
    /// Screened.
    Screened {
        /// Since the referral (days).
        waited: f64,
        /// Share of the usual time.
        rush: f64,
        /// The threshold of the day.
        bar: f64,
        /// The threshold of normal times.
        usual_bar: f64,
        /// The threshold of the urgent.
        urgent_bar: f64,
        /// Closed.
        out: bool,
        /// Straight to the urgent stage.
        urgent: bool,
        /// By chance, whatever the estimate.
        by_chance: bool,
    },
    /// Entered a stage.
    Started {
        /// The stage.
        stage: String,
        /// Whether it protects.
        protective: bool,
    },
    /// Another assessment began together with the stage.
    BegunTogether {
        /// Of which stage.
        stage: String,
    },
    /// That assessment ended.
    EndedTogether {
        /// Of which stage.
        stage: String,
        /// Whether its deadline was met.
        on_time: Option<bool>,
    },
    /// Got a worker.
    Allocated {
        /// Of which team.
        team: String,
        /// Since the case began to wait (days).
        waited: f64,
        /// The worker's experience (days).
        experience_days: f64,
        /// From an agency.
        agency: bool,
    },
    /// From one worker to another.
    HandedOver,
    /// A visit or meeting.
    Visited {
        /// At which stage.
        stage: String,
        /// Minutes with the child that were planned.
        planned: f64,
        /// Minutes that were had.
        had: f64,
    },
    /// A decision.
    Decided {
        /// At which stage.
        stage: String,
        /// How far caution lowered its thresholds at most; `None` where chance decided, and not the estimate.
        lowered: Option<f64>,
        /// Whether the deadline was met.
        on_time: Option<bool>,
        /// The case is closed.
        closed: bool,
        /// The same plan goes on.
        extended: bool,
    },
    /// Visits fell overdue.
    Drifted {
        /// At which stage.
        stage: String,
    },
    /// Serious harm.
    Harmed {
        /// Where the child was.
        #[serde(serialize_with = "by_name")]
        place: Place,
    },
    /// The risk ended.
    RiskEnded,
    /// Came to notice at high risk.
    Noticed,
    /// Settled.
    Settled {
        /// How.
        how: Settlement,
    },
}

// Tables write a place by its name; the type alone would write its name in the code.
fn by_name<S: Serializer>(place: &Place, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(place.name())
}
