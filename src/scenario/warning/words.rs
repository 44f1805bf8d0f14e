//! Each warning in words: cause, consequence, remedy.

use super::{ActionLever, PressureAnswer, ScenarioWarning};

/// So many of a long list stand in a sentence.
const SHOWN: usize = 5;

impl ScenarioWarning {
    /// Cause, consequence and remedy, each as a sentence.
    #[must_use]
    pub fn sentences(&self) -> [String; 3] {
        [self.cause(), self.consequence().to_owned(), self.remedy().to_owned()].map(|words| {
            // A key keeps its letters: with a capital it would be another.
            let is_key =
                words.split(' ').next().is_some_and(|first| first.contains(['.', '_', '[']));
            // Fragments begin with a small letter, as they stand after a colon elsewhere.
            let mut letters = words.chars();
            let first = if is_key { None } else { letters.next() };
            let first = first.into_iter().flat_map(char::to_uppercase);
            first.chain(letters).chain(['.']).collect()
        })
    }

    /// What was seen.
    #[must_use]
    pub fn cause(&self) -> String {
        match self {
            Self::SharesScaled { of, sum } => format!("the shares in {of} sum to {sum:.3}, not 1"),
            Self::FactorsScaled { path, mean, .. } => format!("{path} averages {mean:.3}, not 1"),
            Self::PublicityOutside { label, date } => {
                format!("the publicity event \"{label}\" ({date}) is outside the observed period")
            }
            Self::PeakLarge { path, peak } => format!(
                "{path} = {peak} makes the odds that a concern is passed on {} times what they are, at its height",
                1.0 + peak
            ),
            Self::ThousandsDot { path, written } => format!(
                "{path} = {written} means {}, and not {}",
                written.trim_end_matches('0').trim_end_matches('.'),
                written.replace('.', "")
            ),
            Self::WarmupShort { warmup_days, stage, spell_days } => {
                format!(
                    "the warm-up of {warmup_days} days is shorter than two spells of \"{stage}\" ({spell_days:.0} days each)"
                )
            }
            Self::DemandAboveCapacity { team, load: Some(load) } => {
                format!(
                    "the planned work of the team \"{team}\", every visit at full length, is about {load:.2} times its hours"
                )
            }
            Self::DemandAboveCapacity { team, load: None } => format!("the team \"{team}\" has work and no staff"),
            Self::PressureOrder { team, first, first_weeks, then, then_weeks } => format!(
                "the team \"{team}\" {} from {then_weeks} weeks of queued work on, and {} only from {first_weeks}",
                then.words(),
                first.words()
            ),
            Self::TargetOutside { measure } => {
                format!("the period of the target \"{measure}\" leaves the observed period")
            }
            Self::NothingBefore { measure, event } => {
                format!("nothing is observed before \"{event}\", which is the period of the target \"{measure}\"")
            }
            Self::StageUnreached { stage } => format!("no case can get to the stage \"{stage}\""),
            Self::NothingProtects => "no stage that a case can get to is protective".to_owned(),
            Self::TeamUnused { team } => format!("the team \"{team}\" serves no stage"),
            Self::KeyIdle { key, because } => format!("{key} does nothing here, because {because}"),
            Self::OutsideEvidence { path, value } => {
                format!("{path} = {value} is outside the range its evidence gives")
            }
            Self::DefaultsWithoutEvidence { paths } if paths.len() == 1 => {
                format!("a number that the file leaves to its default has no entry in [evidence]: {}", paths[0])
            }
            Self::DefaultsWithoutEvidence { paths } => {
                let more = match paths.len().saturating_sub(SHOWN) {
                    0 => String::new(),
                    more => format!(", and {more} more, which surge-sim check lists"),
                };
                let first = paths[..paths.len().min(SHOWN)].join(", ");
                let count = paths.len();
                format!(
                    "{count} numbers that the file leaves to their defaults have no entry in [evidence]: {first}{more}"
                )
            }
            Self::FeedbackNever => "feedback.public_probability is 0".to_owned(),
            Self::NothingBringsBlame => {
                "[culture] is written, but no [feedback] makes a tragedy public and no [[publicity]] says its blame"
                    .to_owned()
            }
            Self::InspectionOutside { date } => format!("the inspection of {date} is outside the observed period"),
            Self::ActionOutside { action, date, lead_days } if *lead_days > 0.0 => {
                format!(
                    "the action \"{action}\" ({date}, and {lead_days} days) begins to act outside the observed period"
                )
            }
            Self::ActionOutside { action, date, .. } => {
                format!("the action \"{action}\" ({date}) begins outside the observed period")
            }
            Self::ActionIdle { action } => format!("nothing that the action \"{action}\" does can have an effect"),
            Self::ActionsOverlap { one, other, lever } => overlap(one, other, *lever),
            Self::TriggerUnseen { action } => {
                format!("the action \"{action}\" waits for pressure, but triage.visibility is 0")
            }
            Self::TriggerTooSlow { action, run_days } => {
                format!(
                    "the trigger of the action \"{action}\", with its lead, takes as long as the run of {run_days} days"
                )
            }
            Self::PreventionOutside { start } => format!("prevention starts on {start}, after the run"),
            Self::DefaultAmounts { price_year } => {
                format!("costs.price_year is {price_year}, but some amounts are built-in ones, in pounds of about 2010")
            }
        }
    }

    /// What it does to the results.
    #[must_use]
    pub fn consequence(&self) -> &'static str {
        match self {
            Self::SharesScaled { .. } => "they are scaled to sum to 1",
            Self::FactorsScaled { .. } => "the factors are scaled to average 1",
            Self::PublicityOutside { .. } => "there is no full before and after to compare",
            Self::PeakLarge { .. } => "hardly a concern is then kept back, whatever its cause",
            Self::ThousandsDot { .. } => "a dot stands before decimals, and thousands have no mark",
            Self::WarmupShort { .. } => {
                "caseloads are still filling up when the observed period begins"
            }
            Self::DemandAboveCapacity { .. } => {
                "queues grow, visits are shortened, cases drift or fewer referrals are accepted until the work fits: look at all of these"
            }
            Self::PressureOrder { .. } => {
                "services work longer first, then write less down, and cut the time with children last"
            }
            Self::TargetOutside { .. } => {
                "the model is compared over the part that is observed, if any"
            }
            Self::NothingBefore { .. } => "there is no model figure to compare",
            Self::StageUnreached { .. } => "it has no effect",
            Self::NothingProtects => "every child at high risk counts as missed",
            Self::TeamUnused { .. } => "its staff do nothing",
            Self::KeyIdle { .. } => "the results would be the same without it",
            Self::OutsideEvidence { .. } => "the number is not supported by what is cited for it",
            Self::DefaultsWithoutEvidence { .. } => {
                "nobody can see that they are assumed, and sensitivity and uncertainty do not vary them"
            }
            Self::FeedbackNever => "no tragedy ever becomes public",
            Self::NothingBringsBlame => "there is never any blame, only learning",
            Self::InspectionOutside { .. } => "it is never held",
            Self::ActionOutside { .. } => "there is no full before and after to compare",
            Self::ActionIdle { .. } => "it changes nothing, whatever it costs",
            Self::DefaultAmounts { .. } => "they are counted as pounds of that year, unchanged",
            Self::ActionsOverlap { lever: ActionLever::Floor, .. } => {
                "while both last, the higher floor holds"
            }
            Self::ActionsOverlap { lever: ActionLever::FreezeThreshold, .. } => {
                "the threshold stays where it stood when the first began, until the last has ended"
            }
            Self::ActionsOverlap { lever: ActionLever::Recording, .. } => {
                "while both last, recording is multiplied by the product of the two factors"
            }
            Self::ActionsOverlap { lever: ActionLever::Move, .. } => {
                "while both last, only the difference has moved"
            }
            Self::TriggerUnseen { .. } => {
                "managers see normal pressure whatever happens: the action comes at once or never"
            }
            Self::TriggerTooSlow { .. } => "the action never comes",
            Self::PreventionOutside { .. } => "it has no effect",
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::SharesScaled { .. } => "write shares that sum to 1",
            Self::FactorsScaled { count: 12, .. } => "write twelve factors whose mean is 1",
            Self::FactorsScaled { .. } => "write seven factors whose mean is 1",
            Self::PublicityOutside { .. } => "move the event, or lengthen the run",
            Self::PeakLarge { .. } => {
                "write a rise as a share, as in 0.4 for two fifths more, if per cent were meant"
            }
            Self::ThousandsDot { .. } => {
                "write thousands without a dot, or leave the last 0 out where decimals are meant"
            }
            Self::WarmupShort { .. } => "lengthen time.warmup_days",
            Self::DemandAboveCapacity { .. } => {
                "report the trend, shorten the horizon, or add posts"
            }
            Self::PressureOrder { .. } => {
                "write overtime.onset_weeks at most rush.recording_start_weeks, and that at most rush.start_weeks"
            }
            Self::TargetOutside { .. } => "move the period, or lengthen the run",
            Self::NothingBefore { .. } => {
                "give the target a period, or start the observed period earlier"
            }
            Self::StageUnreached { .. } => "name it in another stage's outcomes, or leave it out",
            Self::NothingProtects => "mark the stages that protect with protective = true",
            Self::TeamUnused { .. } => "name the team in a stage, or leave it out",
            Self::KeyIdle { .. } => "change what stands in its way, or leave it out",
            Self::OutsideEvidence { .. } => "change the number, or cite what supports it",
            Self::DefaultsWithoutEvidence { .. } => {
                "write each into the file, with where it comes from and a range; judgement is an answer"
            }
            Self::FeedbackNever => "raise it, or leave [feedback] out",
            Self::NothingBringsBlame => {
                "add [feedback], or give a [[publicity]] its blame, be it blame = 0 where only learning is meant"
            }
            Self::InspectionOutside { .. } => "move the inspection, or lengthen the run",
            Self::ActionOutside { .. } => "move the action, or lengthen the run",
            Self::ActionIdle { .. } => {
                "give it add, move, overtime_share or recording, a floor above the teams' own, or a threshold to freeze that moves"
            }
            Self::ActionsOverlap { .. } => {
                "end one before the other begins, or make them one action"
            }
            Self::TriggerUnseen { .. } => "raise triage.visibility, or give the action a date",
            Self::TriggerTooSlow { .. } => "lower for_weeks or lead_days, or lengthen the run",
            Self::PreventionOutside { .. } => "start it earlier, or lengthen the run",
            Self::DefaultAmounts { .. } => "write every amount in pounds of that year",
        }
    }
}

impl PressureAnswer {
    fn words(self) -> &'static str {
        match self {
            PressureAnswer::Overtime => "works overtime",
            PressureAnswer::ThinRecording => "thins its recording",
            PressureAnswer::Rush => "cuts direct time",
        }
    }
}

fn overlap(one: &str, other: &str, lever: ActionLever) -> String {
    let both = match lever {
        ActionLever::Floor => "both raise the floor of visits",
        ActionLever::FreezeThreshold => "both freeze the threshold",
        ActionLever::Recording => "both change recording",
        ActionLever::Move => "move staff there and back",
    };
    format!("the actions \"{one}\" and \"{other}\" last at the same time and {both}")
}
