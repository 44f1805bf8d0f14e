//! What is legal in a scenario, but strange: cause, consequence, remedy.

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
    /// Weekday factors that should average 1 do not.
    WeekdayScaled {
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
    /// A target's period lies wholly or partly outside the observed period.
    TargetOutside {
        /// The measure.
        measure: String,
    },
    /// A target for the time before the publicity, of which nothing is observed.
    NothingBefore {
        /// The measure.
        measure: String,
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
    /// A schedule is written and the rule is another.
    ScheduleUnused,
    /// A number lies outside the range its own evidence gives.
    OutsideEvidence {
        /// Its path.
        path: String,
        /// The number as written.
        value: String,
    },
}

impl ScenarioWarning {
    /// What was seen.
    #[must_use]
    pub fn cause(&self) -> String {
        match self {
            Self::SharesScaled { of, sum } => format!("the shares in {of} sum to {sum:.3}, not 1"),
            Self::WeekdayScaled { mean } => format!("referrals.weekday averages {mean:.3}, not 1"),
            Self::PublicityOutside { label, date } => {
                format!("the publicity event \"{label}\" ({date}) is outside the observed period")
            }
            Self::WarmupShort { warmup_days, stage, spell_days } => {
                format!(
                    "the warm-up of {warmup_days} days is shorter than two spells of \"{stage}\" ({spell_days:.0} days each)"
                )
            }
            Self::DemandAboveCapacity { team, load: Some(load) } => {
                format!("demand on the team \"{team}\" is about {load:.2} times its capacity, at full visits")
            }
            Self::DemandAboveCapacity { team, load: None } => format!("the team \"{team}\" has work and no staff"),
            Self::TargetOutside { measure } => {
                format!("the period of the target \"{measure}\" leaves the observed period")
            }
            Self::NothingBefore { measure } => {
                format!("nothing is observed before the publicity, which is the period of the target \"{measure}\"")
            }
            Self::StageUnreached { stage } => format!("no case can get to the stage \"{stage}\""),
            Self::NothingProtects => "no stage that a case can get to is protective".to_owned(),
            Self::TeamUnused { team } => format!("the team \"{team}\" serves no stage"),
            Self::ScheduleUnused => "triage.schedule is written, but triage.rule is not \"schedule\"".to_owned(),
            Self::OutsideEvidence { path, value } => {
                format!("{path} = {value} is outside the range its evidence gives")
            }
        }
    }

    /// What it does to the results.
    #[must_use]
    pub fn consequence(&self) -> &'static str {
        match self {
            Self::SharesScaled { .. } => "they are scaled to sum to 1",
            Self::WeekdayScaled { .. } => "the factors are scaled to average 1",
            Self::PublicityOutside { .. } => "there is no full before and after to compare",
            Self::WarmupShort { .. } => "caseloads are still filling up when the observed period begins",
            Self::DemandAboveCapacity { .. } => {
                "queues grow, visits are shortened, cases drift or fewer referrals are accepted until the work fits: look at all of these"
            }
            Self::TargetOutside { .. } => "the model is compared over the part that is observed, if any",
            Self::NothingBefore { .. } => "there is no model figure to compare",
            Self::StageUnreached { .. } => "it has no effect",
            Self::NothingProtects => "every child at high risk counts as missed",
            Self::TeamUnused { .. } => "its staff do nothing",
            Self::ScheduleUnused => "the schedule has no effect",
            Self::OutsideEvidence { .. } => "the number is not supported by what is cited for it",
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::SharesScaled { .. } => "write shares that sum to 1",
            Self::WeekdayScaled { .. } => "write seven factors whose mean is 1",
            Self::PublicityOutside { .. } => "move the event, or lengthen the run",
            Self::WarmupShort { .. } => "lengthen time.warmup_days",
            Self::DemandAboveCapacity { .. } => "report the trend, shorten the horizon, or add posts",
            Self::TargetOutside { .. } => "move the period, or lengthen the run",
            Self::NothingBefore { .. } => "give the target a period, or start the observed period earlier",
            Self::StageUnreached { .. } => "name it in another stage's outcomes, or leave it out",
            Self::NothingProtects => "mark the stages that protect with protective = true",
            Self::TeamUnused { .. } => "name the team in a stage, or leave it out",
            Self::ScheduleUnused => "set triage.rule = \"schedule\", or leave the schedule out",
            Self::OutsideEvidence { .. } => "change the number, or cite what supports it",
        }
    }
}

impl fmt::Display for ScenarioWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.cause(), self.consequence(), self.remedy())
    }
}
