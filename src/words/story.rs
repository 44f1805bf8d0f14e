//! One child's story in sentences: each moment, what in the system made it so, and who looked the same. Never who is to blame.

use super::format;
use crate::results::story::{Alike, Moment, Story, StoryEvent};

/// Experience below which a worker is new (days).
const NEW: f64 = 365.0;
/// Share of planned time below which a visit is short.
const SHORT: f64 = 0.8;

/// A moment as a sentence; nothing where the next says the same.
#[must_use]
pub fn moment(what: &StoryEvent) -> Option<String> {
    let days = |days: f64| match days {
        days if days < 0.95 => "less than a day".to_owned(),
        days => format::counted(days.round() as u64, "day", "days"),
    };
    Some(match what {
        // Brackets mark events that nobody in the service could see. The page explains them.
        StoryEvent::AtRisk { class, high } => {
            format!("[the child comes to be at risk: {class}{}.]", if *high { ", a high risk" } else { "" })
        }
        StoryEvent::InBacklog { stage, class, high, ended } => format!(
            "the service begins with a backlog, and the child waits in it for a worker ({stage}). [They are like a child who came to that \
             stage before, at risk: {class}{}{}. Of what came before nothing is told.]",
            if *high { ", a high risk" } else { "" },
            if *ended { ", which has ended" } else { "" }
        ),
        StoryEvent::Concern { source, .. } => format!("a concern is noticed ({source})."),
        StoryEvent::Referred { source, again } => {
            format!("the child is referred{} ({source}) and waits for screening.", if *again { " again" } else { "" })
        }
        StoryEvent::FurtherConcern => "the concern reaches the open case.".to_owned(),
        StoryEvent::Noticed => {
            "[from here the time counts: the child is at high risk, and the service has it before it.]".to_owned()
        }
        StoryEvent::Screened { waited, out, by_chance: true, .. } => format!(
            "screened after {}, and {} by chance, whatever the estimate.",
            days(*waited),
            if *out { "closed" } else { "sent on" }
        ),
        StoryEvent::Screened { waited, rush, bar, usual_bar, out, urgent, .. } => {
            let decision = match (out, urgent) {
                (true, _) => "closed",
                (_, true) => "accepted as urgent",
                _ => "accepted",
            };
            let shift = bar - usual_bar;
            // Thresholds are told with two decimals, so a smaller shift is no shift.
            let moved = if shift.abs() < 0.005 {
                "the usual one".to_owned()
            } else {
                format!(
                    "{} {} than usual",
                    format::number(shift.abs(), 2),
                    if shift > 0.0 { "higher" } else { "lower" }
                )
            };
            // The share is told in whole per cent.
            let time = if *rush < 0.995 {
                format!(", in {} % of the usual time", format::number(100.0 * rush, 0))
            } else {
                String::new()
            };
            format!(
                "screened after {}{time}, and {decision}. The threshold of that day is {}, {moved}.",
                days(*waited),
                format::number(*bar, 2)
            )
        }
        StoryEvent::Started { stage, protective } => {
            format!("{} begins{}.", format::capital(stage), if *protective { ", which protects" } else { "" })
        }
        StoryEvent::BegunTogether { stage } => format!("{} begins together with it.", format::capital(stage)),
        StoryEvent::EndedTogether { stage, on_time } => {
            let late = if *on_time == Some(false) { ", after its deadline" } else { "" };
            format!("{}, begun together with another stage, ends{late}.", format::capital(stage))
        }
        StoryEvent::Allocated { team, waited, experience_days, agency } => {
            let who = match (agency, *experience_days < NEW) {
                (true, _) => "an agency worker".to_owned(),
                (_, true) => format!("a worker new to the work ({} months)", format::number(experience_days / 30.4, 0)),
                _ => format!("a worker with {} years' experience", format::number(experience_days / 365.25, 1)),
            };
            format!("{who} of the {team} team takes the case, after {}.", days(*waited))
        }
        StoryEvent::HandedOver => {
            "the case goes to another worker: part of what was known is lost, and trust begins anew.".to_owned()
        }
        StoryEvent::Visited { stage, planned, had } if *planned > 0.0 => format!(
            "a visit ({stage}): {} minutes with the child of {} planned.",
            format::number(*had, 0),
            format::number(*planned, 0)
        ),
        StoryEvent::Visited { stage, .. } => format!("a meeting ({stage})."),
        StoryEvent::Decided { stage, lowered, on_time, closed, extended } => {
            let decision = match (closed, extended) {
                (true, _) => "the case is closed",
                (_, true) => "it goes on",
                _ => "the child goes to another stage",
            };
            let late = if *on_time == Some(false) { ", after its deadline" } else { "" };
            let defensive = match lowered {
                None => " Chance decided, whatever the estimate.",
                Some(lowered) if *lowered > 0.005 => " Blame had lowered the threshold.",
                Some(_) => "",
            };
            format!("{} ends{late}: {decision}.{defensive}", format::capital(stage))
        }
        StoryEvent::Drifted { stage } => format!("visits of the {stage} are overdue: nobody sees the child until the next."),
        StoryEvent::Harmed { place } => format!("the child comes to serious harm ({}).", place.name()),
        StoryEvent::RiskEnded => "[the risk ends.]".to_owned(),
        StoryEvent::Settled { how } => format!("[in the statistics the child counts as: {}.]", how.name()),
    })
}

/// Where the story is decided: at serious harm, or else where the child settles, or at its end.
fn until(story: &Story) -> usize {
    let first = |is: fn(&StoryEvent) -> bool| {
        story.moments.iter().position(|moment| is(&moment.what)).map(|place| place + 1)
    };
    first(|what| matches!(what, StoryEvent::Harmed { .. }))
        .or_else(|| first(|what| matches!(what, StoryEvent::Settled { .. })))
        .unwrap_or(story.moments.len())
}

/// The last moment that counts, where something came later.
#[must_use]
pub fn last_counted(story: &Story) -> Option<&Moment> {
    let until = until(story);
    story.moments.get(until.saturating_sub(1)).filter(|_| until < story.moments.len())
}

/// What in the system made it so: counted from the moments after the child came to notice, never a person.
#[must_use]
pub fn reasons(story: &Story) -> Vec<String> {
    // Time counts from the day on which the child came to notice. Earlier concerns are told first and by
    // themselves.
    let from = story
        .moments
        .iter()
        .position(|moment| matches!(moment.what, StoryEvent::Noticed))
        .unwrap_or(0);
    let moments = &story.moments[from..until(story).max(from)];
    let mut reasons = Vec::new();
    let earlier = story.moments[..from]
        .iter()
        .filter(|moment| matches!(moment.what, StoryEvent::Concern { passed_on: false, .. }))
        .count();
    if earlier > 0 {
        reasons.push(format!(
            "{} reached nobody before the child came to notice.",
            format::capital(&format::counted(earlier as u64, "concern", "concerns"))
        ));
    }
    for moment in moments {
        // A decision needs an estimate.
        let Some((estimate, _)) = moment.known else { continue };
        if let StoryEvent::Screened { bar, usual_bar, out, by_chance: false, .. } = moment.what {
            let why = match (out, estimate >= usual_bar) {
                (true, true) => {
                    "The threshold had been raised: on a usual day the same estimate would have been accepted."
                }
                (true, false) => {
                    "On what could be seen at the door the child looked less at risk than it was; a usual threshold would have closed the case too."
                }
                (false, false) if estimate >= bar => {
                    "The threshold had been lowered: on a usual day the same estimate would have been closed."
                }
                _ => continue,
            };
            if !reasons.iter().any(|said| said == why) {
                reasons.push(why.to_owned());
            }
        }
    }
    let waits: f64 = moments
        .iter()
        .map(
            |moment| {
                if let StoryEvent::Allocated { waited, .. } = moment.what { waited } else { 0.0 }
            },
        )
        .sum();
    if waits >= 1.0 {
        reasons.push(format!(
            "The case waited {} in all for a worker.",
            format::counted(waits.round() as u64, "day", "days")
        ));
    }
    let visits: Vec<(f64, f64)> = moments
        .iter()
        .filter_map(|moment| {
            if let StoryEvent::Visited { planned, had, .. } = moment.what {
                // A meeting plans no time with the child, so nothing can cut it short.
                (planned > 0.0).then_some((planned, had))
            } else {
                None
            }
        })
        .collect();
    let short = visits.iter().filter(|(planned, had)| had / planned < SHORT).count();
    if short > 0 {
        let were = if short == 1 { "was" } else { "were" };
        reasons.push(format!(
            "Of {}, {short} {were} had in less than four fifths of the planned time.",
            format::counted(visits.len() as u64, "visit", "visits")
        ));
    }
    let count = |is: fn(&StoryEvent) -> bool| {
        moments.iter().filter(|moment| is(&moment.what)).count() as u64
    };
    let tell = [
        (
            count(|what| matches!(what, StoryEvent::HandedOver)),
            "handover",
            "handovers",
            "lost part of what was known.",
        ),
        (
            count(|what| matches!(what, StoryEvent::Decided { on_time: Some(false), .. })),
            "decision",
            "decisions",
            "came after the deadline.",
        ),
        (
            count(
                |what| matches!(what, StoryEvent::Allocated { experience_days, agency: false, .. } if *experience_days < NEW),
            ),
            "worker",
            "workers",
            "who took the case had less than a year's experience.",
        ),
    ];
    for (n, one, many, what) in tell {
        if n > 0 {
            reasons.push(format!("{} {what}", format::counted(n, one, many)));
        }
    }
    reasons.extend(overdue(count(|what| matches!(what, StoryEvent::Drifted { .. }))));
    if reasons.is_empty() {
        reasons.push("Nothing stood in the way that the model knows of.".to_owned());
    }
    reasons
}

/// How often visits fell overdue, where they did.
fn overdue(times: u64) -> Option<String> {
    match times {
        0 => None,
        1 => Some("Visits fell overdue once.".to_owned()),
        n => Some(format!("Visits fell overdue {} times.", format::count(n))),
    }
}

/// Children who looked the same at the decision that mattered.
#[must_use]
pub fn others(alike: &Alike, found: bool) -> String {
    let days = format::number(alike.days, 0);
    let not = alike.children - alike.high;
    format!(
        "At the decision that mattered ({}), the estimate was {}. Within {days} days before and after, {} had an estimate within {} of it \
         at the same decision; {} of them {} at high risk, and {not} {} not.{}",
        alike.at,
        format::number(alike.estimate, 2),
        format::counted(
            alike.children as u64,
            "child, this one,",
            "children, this one among them,"
        ),
        format::number(alike.within, 2),
        alike.high,
        if alike.high == 1 { "was" } else { "were" },
        if not == 1 { "was" } else { "were" },
        if found || not == 0 || alike.high == 0 {
            ""
        } else {
            " By that estimate alone one could not be told from the other."
        }
    )
}

#[cfg(test)]
mod tests {
    use super::overdue;

    #[test]
    fn visits_fall_overdue_once_or_so_many_times() {
        assert_eq!(
            [0, 1, 2].map(overdue).map(Option::unwrap_or_default),
            ["", "Visits fell overdue once.", "Visits fell overdue 2 times."]
        );
    }
}
