//! Checks `[triage]`.

use super::limits::{SEVERITY, SHARE};
use super::{Checker, elements, take};
use crate::scenario::declare::KeyTable as _;
use crate::scenario::raw::{At, RawScenario, RawTriage};
use crate::scenario::triage::RuleWord;
use crate::scenario::{
    Destination, ScheduledShift, StageId, TeamId, Threshold, ThresholdRule, Triage,
};

pub fn triage(
    check: &mut Checker,
    raw: &At<RawScenario>,
    teams: &[String],
    stages: &[String],
) -> Triage {
    let raw = take!(check, raw.triage, block);
    let accept = bar(
        check,
        &raw,
        ["accept_share", "threshold"],
        &raw.value.accept_share,
        &raw.value.threshold,
    );
    let urgent =
        bar(check, &raw, ["urgent_share", "urgent"], &raw.value.urgent_share, &raw.value.urgent);
    check_order(check, &raw, accept, urgent);
    Triage {
        team: team(check, &raw, teams),
        hours: raw.hours(check),
        order: raw.order(check),
        accept,
        urgent,
        accepted_to: stage(check, &raw, "accepted_to", stages),
        urgent_to: stage(check, &raw, "urgent_to", stages),
        by_chance: raw.by_chance(check),
        by_chance_to: by_chance_to(check, &raw, stages),
        accept_caution: raw.accept_caution(check),
        urgent_caution: raw.urgent_caution(check),
        rule: rule(check, &raw),
        review_days: raw.review_days(check),
        smooth_weeks: raw.smooth_weeks(check),
        visibility: raw.visibility(check),
    }
}

fn bar(
    check: &mut Checker,
    raw: &At<RawTriage>,
    [share_key, number_key]: [&str; 2],
    share: &Option<At<f64>>,
    number: &Option<At<f64>>,
) -> Threshold {
    match (share, number) {
        (Some(share), None) => Threshold::Share(check.within(share, SHARE)),
        (None, Some(number)) => Threshold::Severity(check.within(number, SEVERITY)),
        (Some(_), Some(number)) => {
            check.note(
                number.place.problem(format!("either {share_key} or {number_key}, not both")),
            );
            Threshold::Share(0.0)
        }
        (None, None) => {
            check.missing(&raw.place, share_key, "a share from 0 to 1");
            Threshold::Share(0.0)
        }
    }
}

/// The urgent are among the accepted.
fn check_order(check: &mut Checker, raw: &At<RawTriage>, accept: Threshold, urgent: Threshold) {
    // One that is wrong in itself has nothing to say of the other.
    let wrong = |key: &str| {
        check.problems.iter().any(|problem| problem.path == format!("{}.{key}", raw.place.path))
    };
    if ["accept_share", "threshold", "urgent_share", "urgent"].into_iter().any(wrong) {
        return;
    }
    let (at, message) = match (accept, urgent) {
        (Threshold::Share(accept), Threshold::Share(urgent)) if urgent > accept => (
            &raw.value.urgent_share,
            format!("must not be above accept_share ({accept}): the urgent are part of it"),
        ),
        (Threshold::Severity(accept), Threshold::Severity(urgent)) if urgent < accept => {
            (&raw.value.urgent, format!("must not be below threshold ({accept})"))
        }
        // A share and a number cannot be compared before the pilot: it warns where they contradict each other.
        _ => return,
    };
    if let Some(at) = at {
        check.note(at.place.problem(message));
    }
}

fn team(check: &mut Checker, raw: &At<RawTriage>, teams: &[String]) -> TeamId {
    TeamId::from_index(match &raw.value.team {
        Some(at) => team_reference(check, at, teams),
        None => {
            check.missing(&raw.place, "team", "the name of a team");
            0
        }
    })
}

/// A team by name; where the name is a default's, the problem says what the defaults need.
pub(crate) fn team_reference(check: &mut Checker, at: &At<String>, teams: &[String]) -> usize {
    if check.is_default(at.place.origin) && !teams.contains(&at.value) {
        // Without any team that is the problem, and it is noted there.
        if !teams.is_empty() {
            check.no_such_default_team(&at.value, &at.place.path);
        }
        return 0;
    }
    check.reference(at, "team", teams)
}

fn stage(check: &mut Checker, raw: &At<RawTriage>, key: &str, stages: &[String]) -> StageId {
    let field = if key == "accepted_to" { &raw.value.accepted_to } else { &raw.value.urgent_to };
    let Some(at) = field else {
        check.missing(&raw.place, key, "the name of a stage");
        return StageId(0);
    };
    if check.is_default(at.place.origin) && !stages.contains(&at.value) {
        let what = format!("the name of a stage (there is no \"{}\", the default)", at.value);
        // Without a place, which would be in the defaults, where nobody can write.
        check.note(crate::scenario::problem::Problem::new(
            format!("triage.{key}"),
            format!("missing: {what}"),
        ));
        return StageId(0);
    }
    StageId::from_index(check.reference(at, "stage", stages))
}

fn by_chance_to(check: &mut Checker, raw: &At<RawTriage>, stages: &[String]) -> Destination {
    match &raw.value.by_chance_to {
        Some(at) if at.value != "close" => {
            Destination::Stage(StageId::from_index(check.reference(at, "stage", stages)))
        }
        _ => Destination::Close,
    }
}

fn rule(check: &mut Checker, raw: &At<RawTriage>) -> ThresholdRule {
    let rule = raw.rule(check);
    // All of them, whatever the rule: a wrong number is told even where another rule leaves it unused.
    let shifts = schedule(check, raw);
    let gain = raw.gain(check);
    let max_shift = raw.max_shift(check);
    let dead_band = raw.dead_band(check);
    match rule {
        RuleWord::Fixed => ThresholdRule::Fixed,
        RuleWord::Pressure => ThresholdRule::Pressure { gain, max_shift, dead_band },
        RuleWord::Schedule => {
            if raw.value.schedule.is_none() {
                check.missing(
                    &raw.place,
                    "schedule",
                    "a list such as [ { from = 2009-01-05, shift = 0.3 } ]",
                );
            }
            ThresholdRule::Schedule(shifts)
        }
    }
}

fn schedule(check: &mut Checker, raw: &At<RawTriage>) -> Vec<ScheduledShift> {
    let mut shifts: Vec<ScheduledShift> = Vec::new();
    for raw in elements(raw.value.schedule.as_ref()) {
        let shift = ScheduledShift::checked(check, raw);
        if shifts.last().is_some_and(|before| before.from >= shift.from) {
            check.note(raw.place.problem("dates out of order: must come after the one above it"));
        }
        shifts.push(shift);
    }
    shifts
}
