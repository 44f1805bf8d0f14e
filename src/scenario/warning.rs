//! What is legal in a scenario, but strange: cause, consequence, remedy.

mod words;

use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

/// Something to distrust that can be seen from the file alone.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "warning")]
pub enum ScenarioWarning {
    /// Shares that should sum to 1 do not.
    SharesScaled {
        /// Path of the list or table.
        of: String,
        /// Their sum as written.
        sum: f64,
    },
    /// Factors that should average 1 do not.
    FactorsScaled {
        /// Their path.
        path: &'static str,
        /// How many there are.
        count: usize,
        /// Their mean as written.
        mean: f64,
    },
    /// A publicity event before or after the observed period.
    PublicityOutside {
        /// Its label.
        label: String,
        /// Its date.
        date: Date,
    },
    /// A publicity event that makes nearly every concern be passed on.
    PeakLarge {
        /// Its path.
        path: String,
        /// Its height as written.
        peak: f64,
    },
    /// A number with three decimals, the last of them 0: a thousand as some write it.
    ThousandsDot {
        /// Its path.
        path: String,
        /// The number as written.
        written: String,
    },
    /// The warm-up is shorter than the longest plans take to fill.
    WarmupShort {
        /// Warm-up, in days.
        warmup_days: u32,
        /// The stage with the longest spell.
        stage: String,
        /// Mean spell, in days.
        spell_days: f64,
    },
    /// A team gets more work than its hours.
    DemandAboveCapacity {
        /// The team.
        team: String,
        /// Hours of work a week over working hours a week; `None` where there is no staff at all.
        load: Option<f64>,
    },
    /// A team under pressure does things in another order than services do.
    PressureOrder {
        /// The team.
        team: String,
        /// What services do first.
        first: PressureAnswer,
        /// From how many weeks of queued work on the team does it.
        first_weeks: f64,
        /// What services do after it.
        then: PressureAnswer,
        /// From how many weeks of queued work on the team does that.
        then_weeks: f64,
    },
    /// A target's period lies wholly or partly outside the observed period.
    TargetOutside {
        /// The measure.
        measure: String,
    },
    /// A target for the time before publicity, of which nothing is observed.
    NothingBefore {
        /// The measure.
        measure: String,
        /// The publicity.
        event: String,
    },
    /// No case can get to a stage.
    StageUnreached {
        /// The stage.
        stage: String,
    },
    /// No stage that a case can get to protects.
    NothingProtects,
    /// No stage and no triage is served by a team.
    TeamUnused {
        /// The team.
        team: String,
    },
    /// A key that does nothing, because another is not as it needs it.
    KeyIdle {
        /// The key with its value.
        key: String,
        /// What is not as it needs it.
        because: String,
    },
    /// A number lies outside the range its own evidence gives.
    OutsideEvidence {
        /// Its path.
        path: String,
        /// The number as written.
        value: String,
    },
    /// Built-in defaults in a scenario that says where its numbers come from, and does not say so of these.
    DefaultsWithoutEvidence {
        /// Their paths and values.
        paths: Vec<String>,
    },
    /// Feedback that never makes a tragedy public.
    FeedbackNever,
    /// A culture, and nothing that ever brings blame.
    NothingBringsBlame,
    /// An inspection before or after the observed period.
    InspectionOutside {
        /// Its date.
        date: Date,
    },
    /// An action that begins to act before or after the observed period.
    ActionOutside {
        /// The action.
        action: String,
        /// The day of the decision.
        date: Date,
        /// Days from then to the effect.
        lead_days: f64,
    },
    /// An action that changes nothing.
    ActionIdle {
        /// The action.
        action: String,
    },
    /// Two actions that last at the same time and pull one lever.
    ActionsOverlap {
        /// The one above in the file.
        one: String,
        /// The one below.
        other: String,
        /// The lever.
        lever: ActionLever,
    },
    /// A pressure trigger where managers see nothing of pressure.
    TriggerUnseen {
        /// The action.
        action: String,
    },
    /// A pressure trigger that takes longer than the run.
    TriggerTooSlow {
        /// The action.
        action: String,
        /// The observed period, in days.
        run_days: u32,
    },
    /// Prevention that starts after the run.
    PreventionOutside {
        /// The day it starts.
        start: Date,
    },
    /// Built-in amounts counted as the pounds of a year they are not of.
    DefaultAmounts {
        /// The year written.
        price_year: u16,
    },
}

impl ScenarioWarning {
    /// Whether it says that something does nothing. What does nothing at first may do something once a schedule has changed a number.
    #[must_use]
    pub fn of_idleness(&self) -> bool {
        matches!(
            self,
            ScenarioWarning::StageUnreached { .. }
                | ScenarioWarning::NothingProtects
                | ScenarioWarning::TeamUnused { .. }
                | ScenarioWarning::KeyIdle { .. }
        )
    }
}

/// What workers do when work queues, in the order in which services do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PressureAnswer {
    /// They work beyond contract.
    Overtime,
    /// They write less down.
    ThinRecording,
    /// They cut the time with the child.
    Rush,
}

/// What two actions can both pull.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionLever {
    /// `floor`, to different heights.
    Floor,
    /// `freeze_threshold`.
    FreezeThreshold,
    /// `recording`.
    Recording,
    /// `move`, there and back.
    Move,
}

impl fmt::Display for ScenarioWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.cause(), self.consequence(), self.remedy())
    }
}
