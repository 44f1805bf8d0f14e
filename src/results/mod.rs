//! What experiments found, as plain types: `experiment` fills them, and whatever reads results reads these.
//!
//! Nothing here computes a number, prints or depends on the machine. What a run found is at the top ([`RunResult`] and its
//! parts); each other question has a module of its own. What it means, and what to distrust, are types too ([`Finding`],
//! [`Warning`]): the room [`words`](crate::words) makes sentences of them.

pub mod comparison;
mod finding;
pub mod library;
pub mod links;
mod measures;
mod parts;
mod run;
mod seed;
mod series;
mod skill;
pub mod story;
pub mod studies;
mod warning;

pub use finding::{Change, ComparisonFinding, Contrast, Finding, PublicityEffect};
pub use measures::{
    ChainLink, Citation, MeasureResult, Period, PeriodValue, ReplicationRow, TargetResult,
    WhyMissed,
};
pub use parts::{
    EventCount, FollowOn, Headline, LeftOut, OpeningResult, PublicityByChance, PublicityMark,
    ReachedHalfWidth, Replicated, Rule,
};
pub use run::RunResult;
pub use seed::exact_seed;
pub use series::{Distribution, DistributionPeriod, Month, Series, WeekPoint};
pub use skill::{Forecasts, HeldOut, HeldOutRange, Reference, Way};
pub use warning::{Each, OffRange, Warning};
