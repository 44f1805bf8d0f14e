//! Which keys each kind of stage has.

use super::Checker;
use crate::scenario::problem::nearest;
use crate::scenario::raw::{At, RawStage, ValuePlace};
use crate::scenario::stages::KindWord;

/// Keys that a kind of stage has no use for, so that nobody believes they do something.
pub fn refuse_others(check: &mut Checker, raw: &At<RawStage>, kind: KindWord) {
    let (name, keys) = match kind {
        KindWord::Assess => ("an assess stage", ASSESS_KEYS),
        KindWord::Conference => ("a conference", CONFERENCE_KEYS),
        KindWord::Plan => ("a plan", PLAN_KEYS),
        KindWord::Exit => ("an exit", EXIT_KEYS),
    };
    for (key, place) in particular_places(&raw.value) {
        if keys.contains(&key) || is_inherited(check, raw, place) {
            continue;
        }
        // Whoever gives a conference a team thinks that one holds it: to say who does is more than to say that the key
        // is wrong.
        let message = match (key, kind) {
            ("team" | "keep_worker", KindWord::Conference) => {
                "a conference stays with the case's worker and team".to_owned()
            }
            _ => format!("{name} has no {key}"),
        };
        let nearest = nearest(key, keys.iter().copied());
        check.note(place.problem(message).nearest(nearest));
    }
}

/// A variant that changes a stage's kind cannot take back the keys of the old kind: those from below are left alone.
fn is_inherited(check: &Checker, raw: &At<RawStage>, place: &ValuePlace) -> bool {
    raw.value.kind.as_ref().is_some_and(|kind| check.depth(place) > check.depth(&kind.place))
}

const ASSESS_KEYS: &[&str] = &[
    "team",
    "keep_worker",
    "urgent",
    "visits",
    "lead_working_days",
    "gap_working_days",
    "drift_after_working_days",
    "deadline_working_days",
    "hours",
    "case_weight",
    "with",
    "outcomes",
];
const CONFERENCE_KEYS: &[&str] = &[
    "urgent",
    "lead_working_days",
    "per_week",
    "drift_after_working_days",
    "deadline_working_days",
    "hours",
    "case_weight",
    "with",
    "outcomes",
];
const PLAN_KEYS: &[&str] = &[
    "team",
    "keep_worker",
    "urgent",
    "visit_every_working_days",
    "duration_days",
    "early_review",
    "early_close",
    "early_close_dead_band",
    "drift_after_working_days",
    "deadline_working_days",
    "hours",
    "case_weight",
    "with",
    "outcomes",
];
const EXIT_KEYS: &[&str] = &["duration_days"];

/// The keys that not every kind has, where they are given.
fn particular_places(raw: &RawStage) -> Vec<(&'static str, &ValuePlace)> {
    macro_rules! given {
        ($($key:ident),*) => {
            [$((stringify!($key), raw.$key.as_ref().map(|at| &*at.place))),*]
        };
    }
    given!(
        team,
        keep_worker,
        urgent,
        visits,
        lead_working_days,
        gap_working_days,
        per_week,
        visit_every_working_days,
        duration_days,
        early_review,
        early_close,
        early_close_dead_band,
        drift_after_working_days,
        deadline_working_days,
        hours,
        case_weight,
        with,
        outcomes
    )
    .into_iter()
    .filter_map(|(key, place)| place.map(|place| (key, place)))
    .collect()
}
