//! Each warning in words: cause, consequence, remedy.

use serde::{Serialize, Serializer};

use crate::results::{Each, OffRange, Reference, Warning, Way};

use super::format::{count, counted, number};
use super::reading::looked_at;

/// A warning in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WarningInWords {
    /// A short stable id, such as `queues-grow`.
    pub id: &'static str,
    /// What is odd.
    pub cause: String,
    /// What it does to the answer.
    pub consequence: String,
    /// What to do.
    pub remedy: String,
}

impl WarningInWords {
    /// Cause, consequence and remedy, one after another.
    #[must_use]
    pub fn sentences(&self) -> String {
        format!("{} {} {}", self.cause, self.consequence, self.remedy)
    }
}

/// Files of results carry warnings as people read them.
impl Serialize for Warning {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        told(self).serialize(serializer)
    }
}

/// A warning in one paragraph.
#[must_use]
pub fn sentences(warning: &Warning) -> String {
    told(warning).sentences()
}

/// A warning in words.
#[must_use]
pub fn told(warning: &Warning) -> WarningInWords {
    // The checker of scenarios has words for warnings that need no run.
    if let Warning::Scenario(warning) = warning {
        let [cause, consequence, remedy] = warning.sentences();
        return WarningInWords { id: "scenario", cause, consequence, remedy };
    }
    WarningInWords {
        id: warning.id(),
        cause: cause(warning),
        consequence: consequence(warning).to_owned(),
        remedy: remedy(warning).to_owned(),
    }
}

/// What is odd.
fn cause(warning: &Warning) -> String {
    match warning {
        Warning::Scenario(warning) => warning.cause(),
        Warning::Interrupted { finished, asked } => {
            format!(
                "The run was interrupted: {} of {} replications are finished.",
                whole(*finished),
                whole(*asked)
            )
        }
        Warning::FewReplications { finished } => {
            format!("{} few.", so_many(*finished, ["replication is", "replications are"]))
        }
        Warning::FewOfEach { replications, each } => {
            let (each, is) = (
                match each {
                    Each::Draw => "each draw",
                    Each::Point => "each point",
                },
                if *replications == 1 { "is" } else { "are" },
            );
            let replications = so_many(*replications, ["replication", "replications"]);
            format!("{replications} of {each} {is} few.")
        }
        Warning::FewDraws { draws } => {
            format!("{} few.", so_many(*draws, ["draw is", "draws are"]))
        }
        Warning::YearAfterCutShort { publicity, days } => format!(
            "The run ends {} after \"{publicity}\": the year after is not whole.",
            few_days(*days)
        ),
        Warning::VolumeHeld { class } => format!(
            "At times less than 5 % of normal would be left of the class \"{class}\": it is held there."
        ),
        Warning::BeforeShort { publicity, counted, .. } if *counted > 0.0 => {
            format!("The time before \"{publicity}\" that counts is {}.", few_days(*counted))
        }
        Warning::BeforeShort { publicity, observed, .. } => {
            let observed = match observed {
                days if *days > 0.0 => format!(
                    ": {} observed, and children of the last weeks before it settle after it",
                    if *days > 1.0 {
                        format!("{} days are", number(*days, 0))
                    } else {
                        "one day is".to_owned()
                    }
                ),
                _ => ": the observed period begins with it".to_owned(),
            };
            format!("No day before \"{publicity}\" counts{observed}.")
        }
        Warning::PrecisionNotReached {
            measure,
            asked,
            reached: Some(_),
            can_stop: false,
            most,
        } => {
            format!(
                "After {} replications, the most allowed, {measure} has a case in fewer than ten of them or is the same in all, so \
                 that how well it is known cannot be told as asked (± {asked}).",
                whole(*most)
            )
        }
        Warning::PrecisionNotReached { measure, asked, reached: Some(half), most, .. } => format!(
            "After {} replications, the most allowed, {measure} is known to ± {}, not to ± {asked} as asked.",
            whole(*most),
            number(*half, 4)
        ),
        Warning::PrecisionNotReached { measure, asked, reached: None, most, .. } => format!(
            "After {} replications, the most allowed, {measure} has no interval, and ± {asked} was asked for.",
            whole(*most)
        ),
        Warning::ClassNotMet { class, asked, given } => {
            // These are the fewest decimals that tell the two numbers apart.
            let decimals = (0..3).find(|&d| number(*asked, d) != number(*given, d)).unwrap_or(3);
            format!(
                "Referrals of class \"{class}\": {} a year asked for, {} given in normal times.",
                number(*asked, decimals),
                number(*given, decimals)
            )
        }
        Warning::ShareNotMet { decision, line, asked, given } => format!(
            "Decision \"{decision}\", line {line}: a share of {} asked for, {} given in normal times.",
            number(*asked, 3),
            number(*given, 3)
        ),
        Warning::UrgentAboveShare { accept, given, urgent } => format!(
            "Triage: a share of {} is to be accepted, the urgent included, and {} are at or above triage.urgent = {urgent} in \
             normal times.",
            number(*accept, 3),
            number(*given, 3)
        ),
        Warning::QueuesGrow { label, before, last } => format!(
            "{label}: {} in the last quarter of the run against {} in the one before, and growing.",
            number(*last, 0),
            number(*before, 0)
        ),
        Warning::WarmUpShort { label, first, last } => format!(
            "{label}: {} in the first half-year observed and {} in the last half-year before anything happened.",
            number(*first, 0),
            number(*last, 0)
        ),
        Warning::OpeningNotFilled { stage, short, looked, finished, asked } => format!(
            "Backlog at \"{stage}\": in {} of {} fewer than the {} asked for wait there, since nobody entered in the warm-up.",
            whole(*short),
            looked_at(u64::from(*looked), u64::from(*finished)),
            whole(*asked)
        ),
        Warning::OpeningRepeats { stage, put, like } => format!(
            "Backlog at \"{stage}\": the {} children put there are like {} who entered in the warm-up.",
            number(*put, 0),
            number(*like, 0)
        ),
        Warning::TwoFates { collapsed, looked, finished } => format!(
            "In {} of {} the service has collapsed by the end: over the last half-year more cases wait for a worker than have one.",
            whole(*collapsed),
            looked_at(*looked as u64, *finished as u64)
        ),
        Warning::TriggerAlwaysMet { action, above, normal } => format!(
            "Action \"{action}\": pressure above {above} weeks of work starts it, and normal pressure is {} weeks.",
            number(*normal, 2)
        ),
        Warning::HeldOutUntested { ranges } => {
            format!(
                "This run is a what-if. It meets the {} held out, and that is no test.",
                so_many(*ranges, ["published range that was", "published ranges that were"])
            )
        }
        Warning::HeldOutMissed { missed, of, .. } => format!(
            "Of the published ranges held out, {} of {of} {} missed: {}.",
            missed.len(),
            if missed.len() == 1 { "is" } else { "are" },
            each_range(missed, "and not")
        ),
        Warning::NoSkill { better } => {
            let all: Vec<String> = better.iter().map(forecast).collect();
            format!(
                "On what was held out the model does no better than a simple forecast: {} (mean of what it is off, over what is published).",
                all.join("; ")
            )
        }
        Warning::FarOffScale { far } => format!(
            "What stands beside the model for scale is off by more than half: {}.",
            each_range(far, "beside")
        ),
    }
}

/// What it does to the answer.
fn consequence(warning: &Warning) -> &'static str {
    match warning {
        Warning::Scenario(warning) => warning.consequence(),
        Warning::Interrupted { .. } => {
            "The results are those of the finished replications; intervals are wider than asked."
        }
        Warning::FewReplications { .. } => {
            "Intervals from so few are themselves uncertain, and rare routes may not have happened at all."
        }
        Warning::FewOfEach { .. } => {
            "What is luck and what is not is itself uncertain then, and rare routes may not have happened at all."
        }
        Warning::FewDraws { .. } => {
            "They show few of the values that may be true: the range printed may be far too narrow, and how much is luck and how much is not knowing is a guess."
        }
        Warning::YearAfterCutShort { .. } => {
            "What publicity does builds up over months, and misses lag behind it: the numbers are of these days and not of a year."
        }
        Warning::VolumeHeld { .. } => "More is referred then than was asked.",
        Warning::BeforeShort { counted, .. } if *counted > 0.0 => {
            "Few children come to notice in so short a time, and it has one season: before is no normal year."
        }
        Warning::BeforeShort { .. } => "There is no before to compare with.",
        Warning::PrecisionNotReached { reached: Some(_), can_stop: false, .. } => {
            "The interval printed is that of few cases, and wider than it looks from the runs."
        }
        Warning::PrecisionNotReached { reached: None, .. } => {
            "Nothing says how well the runs know it."
        }
        Warning::PrecisionNotReached { .. } => {
            "The interval printed is right, but wider than asked."
        }
        Warning::ClassNotMet { .. } => {
            "The mix at the door is not the one written; often other classes escalate into this one faster than it is asked for."
        }
        Warning::ShareNotMet { .. } => "Normal times are not the ones written.",
        Warning::UrgentAboveShare { .. } => {
            "More is accepted than was asked for, all of it as urgent."
        }
        Warning::QueuesGrow { .. } => "Its mean depends on when the run ends.",
        Warning::WarmUpShort { .. } => {
            "The run had not settled when it was first observed: before and after differ for that reason too."
        }
        Warning::OpeningNotFilled { .. } => {
            "The run does not start from the backlog that was written."
        }
        Warning::OpeningRepeats { .. } => {
            "Several of them have the same severity, and what is known of them is the same: chance there is greater than it looks."
        }
        Warning::TwoFates { .. } => {
            "A mean over services that hold and services that have collapsed is not a forecast of either."
        }
        Warning::TriggerAlwaysMet { .. } => {
            "It is taken in quiet times too, in run and twin alike."
        }
        Warning::HeldOutUntested { .. } => {
            "This run does not show whether the scenario that it starts from meets what was held out."
        }
        Warning::HeldOutMissed { what_if: true, .. } => {
            "This run is a what-if, so what it changes may be part of that; the rest is the model's, which is then off there, and what leads from it to the answer may be too."
        }
        Warning::HeldOutMissed { what_if: false, .. } => {
            "What was not fitted does not come out as published, so the model is off there, and what leads from it to the answer may be too."
        }
        Warning::NoSkill { .. } => "It has shown no skill in telling how these figures go on.",
        Warning::FarOffScale { .. } => {
            "That figure is not this service's own and tests nothing, but a service like the others would be nearer to it: either this one was unlike them, or the model is off there."
        }
    }
}

/// What to do.
fn remedy(warning: &Warning) -> &'static str {
    match warning {
        Warning::Scenario(warning) => warning.remedy(),
        Warning::Interrupted { .. } => "Run it again to the end before acting on it.",
        Warning::FewReplications { .. } => {
            "Run at least 30 before quoting a number, and the scenario's own count before acting on it."
        }
        Warning::FewOfEach { .. } => "Ask for more with --replications before quoting a number.",
        Warning::FewDraws { .. } => {
            "Draw at least 30 before quoting a range, and some hundreds before acting on it."
        }
        Warning::YearAfterCutShort { .. } => "Lengthen time.run_days until a year follows it.",
        Warning::VolumeHeld { .. } => {
            "Raise referrals.added_need, so that other classes become fewer too."
        }
        Warning::BeforeShort { .. } => {
            "Begin the run earlier (time.start, or fewer time.warmup_days), or compare with the twin and not with before."
        }
        Warning::PrecisionNotReached { reached: Some(_), can_stop: false, .. } => {
            "Raise replications.max, or ask for the precision of something that happens more often."
        }
        Warning::PrecisionNotReached { .. } => "Raise replications.max, or ask for less.",
        Warning::ClassNotMet { .. } => "Raise its share, or lower what escalates into it.",
        Warning::ShareNotMet { .. } => "Lengthen the warm-up, or give the threshold as a number.",
        Warning::UrgentAboveShare { .. } => {
            "Raise triage.urgent, or give urgent_share in its place."
        }
        Warning::QueuesGrow { .. } => {
            "Report the trend, lengthen the run until it settles, or look at the staffing of the team."
        }
        Warning::WarmUpShort { .. } => "Lengthen time.warmup_days.",
        Warning::OpeningNotFilled { .. } | Warning::OpeningRepeats { .. } => {
            "Lengthen the warm-up, or name a stage that more children enter."
        }
        Warning::TwoFates { .. } => {
            "Look at single replications, and report the share that collapses beside the mean."
        }
        Warning::TriggerAlwaysMet { .. } => "Set pressure_above well over normal pressure.",
        Warning::HeldOutUntested { .. } => {
            "Run that scenario as it is written, and say what came of it wherever this answer is used."
        }
        Warning::HeldOutMissed { what_if: true, .. } => {
            "Run the scenario that it starts from as it is written, and say what came of it wherever this answer is used."
        }
        Warning::HeldOutMissed { what_if: false, .. } => {
            "Say so wherever the answer is used; the table of targets gives the reason where one is known."
        }
        Warning::NoSkill { .. } => {
            "Do not use it as a forecast of them; what it says of a change against the same service without it is another question, which these figures do not test."
        }
        Warning::FarOffScale { .. } => {
            "Say so wherever the answer is used, and look for the service's own figure."
        }
    }
}

/// A count as every page writes it.
fn whole(n: impl TryInto<u64>) -> String {
    count(n.try_into().unwrap_or(u64::MAX))
}

/// A count with its noun, and its verb where that follows.
fn so_many(n: impl TryInto<u64>, [one, many]: [&str; 2]) -> String {
    counted(n.try_into().unwrap_or(u64::MAX), one, many)
}

/// `missed 70.00 and not 40 to 60`, one after another.
fn each_range(ranges: &[OffRange], beside: &str) -> String {
    let one = |range: &OffRange| {
        let found = range.found.map_or("no value".to_owned(), |mean| number(mean, 2));
        format!("{} {found} {beside} {} to {}", range.measure, range.low, range.high)
    };
    ranges.iter().map(one).collect::<Vec<String>>().join("; ")
}

fn forecast(one: &Reference) -> String {
    let per_cent = |share: f64| format!("{} %", number(100.0 * share, 1));
    let way = match one.way {
        Way::Last => "the last figure repeated",
        Way::Trend => "the trend of the figures before",
        Way::Halving => "that trend, halved year by year",
    };
    format!(
        "{way} by {} where the model errs by {}",
        per_cent(one.error),
        per_cent(one.model_error)
    )
}

/// `one day`, `207 days`.
fn few_days(days: f64) -> String {
    match crate::time::stretch_in_words(days).as_str() {
        "day" => "one day".to_owned(),
        stretch => stretch.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::ScenarioWarning;

    fn every() -> Vec<Warning> {
        let off = |found| OffRange { measure: "on_time".into(), found, low: 0.6, high: 0.72 };
        let precision = |reached, can_stop| Warning::PrecisionNotReached {
            measure: "miss_rate".into(),
            asked: 0.01,
            reached,
            can_stop,
            most: 400,
        };
        let verdict = || "A verdict".to_owned();
        let before =
            |counted, observed| Warning::BeforeShort { publicity: verdict(), counted, observed };
        vec![
            Warning::Scenario(ScenarioWarning::FeedbackNever),
            Warning::Interrupted { finished: 12, asked: 200 },
            Warning::FewReplications { finished: 1 },
            Warning::FewReplications { finished: 4 },
            Warning::Interrupted { finished: 1999, asked: 2000 },
            Warning::FewOfEach { replications: 1, each: Each::Draw },
            Warning::FewOfEach { replications: 5, each: Each::Point },
            Warning::FewDraws { draws: 6 },
            Warning::FewDraws { draws: 1 },
            Warning::YearAfterCutShort { publicity: verdict(), days: 90.0 },
            Warning::VolumeHeld { class: "low".into() },
            before(125.0, 140.0),
            before(0.0, 35.0),
            before(0.0, 1.0),
            before(0.0, 0.0),
            precision(Some(0.0234), false),
            precision(Some(0.0234), true),
            precision(None, false),
            Warning::ClassNotMet { class: "injury".into(), asked: 11.0, given: 14.2 },
            Warning::ShareNotMet { decision: "triage".into(), line: 2, asked: 0.2, given: 0.3 },
            Warning::UrgentAboveShare { accept: 0.3, given: 0.4, urgent: 1.5 },
            Warning::QueuesGrow { label: "Waiting".into(), before: 20.0, last: 31.0 },
            Warning::WarmUpShort { label: "In plans".into(), first: 200.0, last: 240.0 },
            Warning::OpeningNotFilled {
                stage: "visit".into(),
                short: 3,
                looked: 4,
                finished: 4,
                asked: 50,
            },
            Warning::OpeningRepeats { stage: "visit".into(), put: 50.0, like: 7.0 },
            Warning::TwoFates { collapsed: 3, looked: 20, finished: 20 },
            Warning::TriggerAlwaysMet { action: "freeze".into(), above: 1.5, normal: 2.25 },
            Warning::HeldOutUntested { ranges: 4 },
            Warning::HeldOutMissed { missed: vec![off(Some(0.32))], of: 4, what_if: false },
            Warning::HeldOutMissed {
                missed: vec![off(Some(0.32)), off(None)],
                of: 4,
                what_if: true,
            },
            Warning::NoSkill {
                better: vec![Reference {
                    way: Way::Trend,
                    figures: 3,
                    met: 2,
                    error: 0.05,
                    model_error: 0.1,
                    skill: Some(-1.0),
                }],
            },
            Warning::FarOffScale { far: vec![off(Some(0.32))] },
        ]
    }

    #[test]
    fn every_warning_in_words() {
        let said = |one: &Warning| format!("{}: {}", one.id(), sentences(one));
        insta::assert_snapshot!(every().iter().map(said).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn what_is_counted_over_the_first_replications_is_said_of_these() {
        let cause = |warning: Warning| cause(&warning);
        let few = Warning::OpeningNotFilled {
            stage: "visit".into(),
            short: 3,
            looked: 256,
            finished: 400,
            asked: 50,
        };
        let fates = Warning::TwoFates { collapsed: 3, looked: 256, finished: 400 };
        for said in [cause(few), cause(fates)] {
            assert!(said.to_lowercase().contains("in 3 of the first 256 replications"), "{said}");
        }
    }

    #[test]
    fn a_file_of_results_has_the_words() {
        let value = serde_json::to_value(Warning::FewDraws { draws: 6 }).expect("it is text");
        assert_eq!(value["id"], "few-draws");
        assert_eq!(value["cause"], "6 draws are few.");
        assert_eq!(value.as_object().map(serde_json::Map::len), Some(4));
    }
}
