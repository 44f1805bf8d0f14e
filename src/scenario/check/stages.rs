//! Checks `[[stages]]`, one at a time.

use super::limits::{DAYS, FACTOR, MOST_WORKING_DAYS, SEVERITY, SHARE, SOME_DAYS};
use super::triage::team_reference;
use super::{Checker, elements, stage_keys};
use crate::scenario::raw::{At, Maybe, RawOutcomeLine, RawScenario, RawStage};
use crate::scenario::stages::RawBegunTogether;
use crate::scenario::stages::{KINDS, KindWord};
use crate::scenario::{
    BegunTogether, Destination, Family, MeanCv, OutcomeLine, Stage, StageHours, StageId, StageKind,
    TeamId, Threshold,
};

/// Names that the format itself uses for places a case can be.
const RESERVED: [&str; 2] = ["close", "triage"];

pub fn stages(
    check: &mut Checker,
    raw: &At<RawScenario>,
    teams: &[String],
    names: &[String],
) -> Vec<Stage> {
    let list = elements(raw.value.stages.as_ref());
    if let Some(at) = raw.value.stages.as_ref().filter(|at| at.value.is_empty()) {
        check.note(
            at.place
                .problem("must hold at least one stage; leave the key out for the usual pathway"),
        );
    }
    list.iter().map(|raw| stage(check, raw, teams, names)).collect()
}

fn stage(check: &mut Checker, raw: &At<RawStage>, teams: &[String], names: &[String]) -> Stage {
    if let Some(at) = raw.value.name.as_ref().filter(|at| RESERVED.contains(&at.value.as_str())) {
        check.note(at.place.problem("the name is taken: choose another"));
    }
    let kind = raw.kind(check);
    // Without a kind nothing else can be judged.
    let known =
        raw.value.kind.as_ref().is_some_and(|at| KINDS.iter().any(|(name, _)| *name == at.value));
    if !known {
        // An exit, as it needs nothing and leads nowhere: the check of the whole pathway finds no fault in it.
        return stand_in();
    }
    stage_keys::refuse_others(check, raw, kind);
    let exit = kind == KindWord::Exit;
    Stage {
        name: check.words(raw.value.name.as_ref()),
        kind: particulars(check, raw, kind),
        team: team(check, raw, kind, teams),
        // A conference has no team whose workers could take the case over.
        keep_worker: kind == KindWord::Conference
            || raw.value.keep_worker.as_ref().is_some_and(|at| at.value),
        urgent: raw.value.urgent.as_ref().is_some_and(|at| at.value),
        protection: raw.protection(check),
        protective: raw.protective(check),
        helps: raw.helps(check),
        drift_after_working_days: days_or_none(
            check,
            raw.value.drift_after_working_days.as_ref(),
            0,
        ),
        deadline_working_days: days_or_none(check, raw.value.deadline_working_days.as_ref(), 1),
        // An exit has no defaults for these, and asked for them would miss them.
        hours: if exit { NO_HOURS } else { raw.hours(check) },
        case_weight: if exit { 0.0 } else { raw.case_weight(check) },
        with: with(check, raw, names),
        outcomes: elements(raw.value.outcomes.as_ref())
            .iter()
            .map(|line| outcome(check, line, names))
            .collect(),
    }
}

const NO_HOURS: StageHours =
    StageHours { direct: 0.0, recording: 0.0, travel: 0.0, cv: 0.0, dist: Family::Lognormal };

fn stand_in() -> Stage {
    Stage {
        name: String::new(),
        kind: StageKind::Exit { duration_days: None },
        team: None,
        keep_worker: false,
        urgent: false,
        protection: 0.0,
        protective: false,
        helps: 1.0,
        drift_after_working_days: None,
        deadline_working_days: None,
        hours: NO_HOURS,
        case_weight: 0.0,
        with: None,
        outcomes: Vec::new(),
    }
}

fn particulars(check: &mut Checker, raw: &At<RawStage>, kind: KindWord) -> StageKind {
    match kind {
        KindWord::Assess => StageKind::Assess {
            visits: raw.visits(check),
            lead_working_days: raw.lead_working_days(check),
            gap_working_days: raw.gap_working_days(check),
        },
        KindWord::Conference => StageKind::Conference {
            lead_working_days: raw.lead_working_days(check),
            per_week: raw.per_week(check),
        },
        KindWord::Plan => StageKind::Plan {
            visit_every_working_days: raw.visit_every_working_days(check),
            duration_days: plan_duration(check, raw),
            early_review: raw.early_review(check),
            early_close: raw.early_close(check),
            early_close_dead_band: raw.early_close_dead_band(check),
        },
        KindWord::Exit => StageKind::Exit { duration_days: spell(check, raw, DAYS) },
    }
}

fn spell(
    check: &mut Checker,
    raw: &At<RawStage>,
    limits: super::limits::AllowedRange,
) -> Option<MeanCv> {
    let spell = raw.value.duration_days.as_ref()?.some()?;
    Some(check.mean_cv(&raw.place, "duration_days", Some(&spell), limits))
}

fn plan_duration(check: &mut Checker, raw: &At<RawStage>) -> MeanCv {
    spell(check, raw, SOME_DAYS).unwrap_or_else(|| {
        match &raw.value.duration_days {
            Some(at) => check
                .note(at.place.problem("a plan has a duration, such as { mean = 300, cv = 0.7 }")),
            None => check.missing(&raw.place, "duration_days", "such as { mean = 300, cv = 0.7 }"),
        }
        // A stand-in, as its key has been noted.
        MeanCv { mean: 1.0, cv: 0.0, dist: Family::Fixed }
    })
}

fn team(
    check: &mut Checker,
    raw: &At<RawStage>,
    kind: KindWord,
    teams: &[String],
) -> Option<TeamId> {
    // Also where a variant has inherited one from another kind.
    if matches!(kind, KindWord::Conference | KindWord::Exit) {
        return None;
    }
    match &raw.value.team {
        Some(at) => Some(TeamId::from_index(team_reference(check, at, teams))),
        None => {
            check.missing(&raw.place, "team", "the name of the team that does the work");
            None
        }
    }
}

fn days_or_none(check: &mut Checker, field: Option<&At<Maybe<i128>>>, low: u32) -> Option<u32> {
    let days = field?.some()?;
    Some(check.count_within(&days, low, MOST_WORKING_DAYS))
}

/// What begins together with a stage. Whether that stage may is checked once all stages are known.
fn with(check: &mut Checker, raw: &At<RawStage>, names: &[String]) -> Option<BegunTogether> {
    let with: At<RawBegunTogether> = raw.value.with.as_ref()?.some()?;
    let share = with.share(check);
    let Some(at) = &with.value.stage else {
        check.missing(&with.place, "stage", "the name of an assess stage");
        return None;
    };
    Some(BegunTogether { stage: StageId::from_index(check.reference(at, "stage", names)), share })
}

fn outcome(check: &mut Checker, raw: &At<RawOutcomeLine>, names: &[String]) -> OutcomeLine {
    let to = match &raw.value.to {
        Some(at) if at.value == "close" => Destination::Close,
        Some(at) => Destination::Stage(StageId::from_index(check.reference(at, "stage", names))),
        None => {
            check.missing(&raw.place, "to", "the name of a stage, or \"close\"");
            Destination::Close
        }
    };
    // Each within its limits first: a second one too many is told beside a number that is wrong in itself.
    let share = raw.value.share.as_ref().map(|at| check.within(at, SHARE));
    let threshold = raw.value.threshold.as_ref().map(|at| check.within(at, SEVERITY));
    let chance = raw.value.chance.as_ref().map(|at| check.within(at, SHARE));
    let bar = match (share, threshold, chance) {
        (Some(share), None, None) | (None, None, Some(share)) => Threshold::Share(share),
        (None, Some(threshold), None) => Threshold::Severity(threshold),
        (None, None, None) => {
            let what = "a share from 0 to 1, a threshold or a chance";
            check.missing(&raw.place, "share", what);
            Threshold::Share(0.0)
        }
        _ => {
            // One of the two is there, as at most one of the three may be.
            let second = raw.value.chance.as_ref().or(raw.value.threshold.as_ref());
            let place = second.map_or(&raw.place, |at| &at.place);
            check.note(place.problem("one of share, threshold and chance, not several"));
            Threshold::Share(0.0)
        }
    };
    let caution = raw.value.caution.as_ref().map_or(1.0, |at| check.within(at, FACTOR));
    OutcomeLine { to, bar, by_chance: raw.value.chance.is_some(), caution }
}
