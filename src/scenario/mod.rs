//! The scenario: what a person writes in a TOML file, checked once and then only read.
//!
//! The way in is [`load`](load::load) or [`load_str`]: text -> tree (`document`) -> `extends` ->
//! [`overrides`] -> defaults -> `raw` (the file as written, typed) -> `check` -> [`Scenario`]. Each value keeps the place
//! where it was written all the way, so every [`problem`] is gathered and reported at once, with file, line and column.
//! A [`Scenario`] cannot be wrong: whoever holds one need not check it again. [`resolved::to_toml`] is the way back.

pub mod actions;
pub(crate) mod check;
pub mod costs;
pub mod culture;
pub mod dated;
mod day;
pub(crate) mod declare;
mod defaults;
#[cfg(feature = "native")]
pub mod diagnostics;
pub mod distribution;
pub(crate) mod document;
pub mod evidence;
pub(crate) mod extends;
pub mod feedback;
pub mod files;
mod foreign;
pub mod judgement;
#[cfg(feature = "native")]
pub mod keys;
pub(crate) mod kinds;
pub mod lines;
pub mod load;
pub mod meant;
pub mod needs;
pub mod numbers;
pub mod organisation;
pub mod outcome;
pub mod overrides;
pub mod problem;
pub mod publicity;
#[cfg(feature = "native")]
pub mod range;
pub(crate) mod raw;
pub mod referrals;
mod registry;
mod renamed;
pub mod replications;
pub mod resolved;
pub mod risk;
pub mod schedule;
#[cfg(feature = "native")]
pub mod schema;
pub mod school_holidays;
pub mod solved;
pub mod staffing;
pub mod stages;
pub mod starter;
pub mod switches;
pub mod teams;
#[cfg(test)]
pub(crate) mod tests;
pub mod time;
pub mod triage;
pub mod variant;
pub mod visible;
pub mod warning;
pub mod written;

pub use actions::{Action, AddedStaff, MovedStaff, Trigger};
pub use costs::{Costs, Salaries};
pub use culture::{Caution, Culture};
pub use dated::{DatedScenario, DatedScenarios, FilledPosts};
pub use distribution::{Family, MeanCv};
pub use evidence::{Assumption, EvidenceTables, PublishedFigure, Target, TargetUse};
pub use feedback::Feedback;
pub use judgement::Judgement;
#[cfg(feature = "native")]
pub use load::load;
pub use load::{LoadError, Loaded, load_str, load_with};
pub use organisation::Mechanisms;
pub use outcome::{Opening, Outcome, Study};
pub use overrides::Overrides;
pub use publicity::{Publicity, PublicityShape, PublicityToCome};
pub use referrals::{Arrivals, Referrals, Source};
pub use replications::{Precision, Replications, Stopping};
pub use risk::RiskClass;
pub use schedule::{DatedChange, ScheduleEntry};
pub use solved::{Decision, Solved, SolvedClass};
pub use staffing::{Agency, Hazard, Recruitment, Sickness, Staffing};
pub use stages::{
    BegunTogether, Destination, EarlyClosing, OutcomeLine, Stage, StageHours, StageKind, Threshold,
};
pub use switches::Switches;
pub use teams::{Grade, Order, Overtime, PostGroup, Rush, Team, heads, people};
pub use time::TimeFrame;
pub use triage::{ScheduledShift, ThresholdRule, Triage};
pub use warning::{ActionLever, PressureAnswer, ScenarioWarning};
pub use written::Written;

use serde::Serialize;

use crate::calendar::Calendar;
use crate::measure::{MeasureNames, StageName, UnderPressure};

/// A stage of the pathway, by its place in [`Scenario::stages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct StageId(pub u16);

/// A team, by its place in [`Scenario::teams`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct TeamId(pub u16);

/// A risk class, by its place in [`Scenario::risk`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ClassId(pub u16);

/// A source of referrals, by its place in [`Referrals::sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct SourceId(pub u16);

macro_rules! indexed {
    ($($id:ident),*) => {$(
        impl $id {
            /// The place in its list.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// The id of a place in its list.
            ///
            /// # Panics
            /// When the list is longer than 65,535; checking a scenario refuses such a list first.
            #[must_use]
            pub fn from_index(index: usize) -> $id {
                $id(u16::try_from(index).expect("checked lists hold at most 65,535 entries"))
            }
        }
    )*};
}
indexed!(StageId, TeamId, ClassId, SourceId);

/// A checked scenario. Read-only: variants and overrides make a new one through the same door.
#[derive(Clone, Debug, Serialize)]
pub struct Scenario {
    /// What people call it.
    pub name: String,
    /// What question it asks.
    pub description: String,
    /// When it starts, how long it runs.
    pub time: TimeFrame,
    /// Working days and hours over the whole run, computed from `time`.
    #[serde(skip)]
    pub calendar: Calendar,
    /// How many replications, and from which seed.
    pub replications: Replications,
    /// What comes to the door in normal times, and from whom.
    pub referrals: Referrals,
    /// The risk classes, from least to most severe by convention; one or more are high.
    pub risk: Vec<RiskClass>,
    /// Dated publicity, in order of date. Empty: no surge.
    pub publicity: Vec<Publicity>,
    /// Publicity that comes by chance; `None` where none does.
    pub publicity_to_come: Option<PublicityToCome>,
    /// What a look at a child can show.
    pub judgement: Judgement,
    /// Screening at the front door.
    pub triage: Triage,
    /// The teams.
    pub teams: Vec<Team>,
    /// Sickness, leaving and finding new staff.
    pub staffing: Staffing,
    /// The pathway behind the front door.
    pub stages: Vec<Stage>,
    /// What counts as found in time.
    pub outcome: Outcome,
    /// How a tragedy becomes public; `None` where it does not.
    pub feedback: Option<Feedback>,
    /// Blame and learning; `None` where there is neither.
    pub culture: Option<Culture>,
    /// What each mechanism of the organisation has, a block or a list; see [`crate::mechanisms`].
    pub mechanisms: Mechanisms,
    /// Numbers that are others from a known day on, in the order written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub schedule: Vec<ScheduleEntry>,
    /// The same as scenarios, each in force from its day on.
    #[serde(skip)]
    pub dated: DatedScenarios,
    /// What managers do.
    pub actions: Vec<Action>,
    /// What things cost; `None` where money is not counted.
    pub costs: Option<Costs>,
    /// Backlogs on the day the observed period begins.
    pub opening: Vec<Opening>,
    /// What the run should look like.
    pub targets: Vec<Target>,
    /// Who asked, for whom, and what it is not for.
    pub study: Study,
    /// Where numbers come from.
    pub evidence: EvidenceTables,
    /// Links switched off with `--without`.
    pub without: Switches,
    /// Numbers found by an earlier pilot (`[solved]`): a scenario that has them runs without a pilot.
    pub solved: Option<Solved>,
    /// The root of the `extends` chain as written, without overrides, where this scenario differs from it. The pilot
    /// measures normal times there (model.md, section 2).
    #[serde(skip)]
    pub base: Option<Box<Scenario>>,
}

impl Scenario {
    /// The scenario whose normal times are this one's: the root of the `extends` chain, or itself.
    #[must_use]
    pub fn base(&self) -> &Scenario {
        self.base.as_deref().unwrap_or(self)
    }

    /// True where it differs from the scenario it starts from in more than seed and number of replications: a variant, or the
    /// scenario with values or links changed.
    #[must_use]
    pub fn is_what_if(&self) -> bool {
        let Some(base) = &self.base else { return false };
        let mut base = (**base).clone();
        // Another seed or count is the same service, run again.
        base.replications = self.replications.clone();
        // As text, which has all that a scenario says and nothing that only follows from it, such as the calendar.
        resolved::to_toml(&base, None) != resolved::to_toml(self, None)
    }

    /// For each target, whether it is one of the scenario that this what-if starts from, which it is not meant to meet.
    #[must_use]
    pub fn borrowed_targets(&self) -> Vec<bool> {
        let what_if = self.is_what_if();
        let of_base = |target: &Target| what_if && self.base().targets.contains(target);
        self.targets.iter().map(of_base).collect()
    }

    /// The names that measures are made of.
    #[must_use]
    pub fn names(&self) -> MeasureNames {
        let stage = |stage: &Stage| StageName {
            name: stage.name.clone(),
            worked: !matches!(stage.kind, StageKind::Exit { .. }),
            timed: stage.deadline_working_days.is_some(),
            plan: matches!(stage.kind, StageKind::Plan { .. }),
            assess: matches!(stage.kind, StageKind::Assess { .. }),
            together: self.begins_together(stage),
        };
        MeasureNames {
            sources: self.referrals.sources.iter().map(|source| source.name.clone()).collect(),
            classes: self.risk.iter().map(|class| class.name.clone()).collect(),
            stages: self.stages.iter().map(stage).collect(),
            teams: self.teams.iter().map(|team| team.name.clone()).collect(),
            target_working_days: self.outcome.target_working_days,
            under_pressure: self.under_pressure(),
            organisation: organisation::names(self),
            mechanisms: organisation::names_of_mechanisms(self),
        }
    }

    // True of a stage whose assessments may begin together with another stage.
    fn begins_together(&self, stage: &Stage) -> bool {
        let with = self.stages.iter().filter_map(|other| other.with);
        with.map(|with| self.stage(with.stage)).any(|of| of.name == stage.name)
    }

    /// True where recording thins in some team when work queues.
    #[must_use]
    pub fn thins_recording(&self) -> bool {
        self.teams.iter().any(Team::thins_recording)
    }

    /// What there is of work under pressure, be it switched off or not.
    fn under_pressure(&self) -> UnderPressure {
        let teams = self.teams.iter().enumerate();
        let stages = self.stages.iter().enumerate();
        UnderPressure {
            overtime: teams.filter(|(_, team)| team.overtime.is_some()).map(|(t, _)| t).collect(),
            thin_recording: self.thins_recording(),
            early_closing: stages
                .filter(|(_, stage)| stage.early_closing().is_some())
                .map(|(s, _)| s)
                .collect(),
        }
    }

    /// One stage.
    #[must_use]
    pub fn stage(&self, id: StageId) -> &Stage {
        &self.stages[id.index()]
    }

    /// One team.
    #[must_use]
    pub fn team(&self, id: TeamId) -> &Team {
        &self.teams[id.index()]
    }

    /// One risk class.
    #[must_use]
    pub fn class(&self, id: ClassId) -> &RiskClass {
        &self.risk[id.index()]
    }
}
