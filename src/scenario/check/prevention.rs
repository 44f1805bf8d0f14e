//! Checks `[prevention]`.

use super::checker::present;
use super::limits::{SHARE, SOME_DAYS, from_to, up_to};
use super::teams::team_named;
use super::{Checker, take};
use crate::scenario::raw::{At, RawPrevention, RawScenario};
use crate::scenario::warning::ScenarioWarning;
use crate::scenario::{Prevention, Team, TimeFrame};

/// The most staff of prevention (full-time equivalent).
const MOST_STAFF: f64 = 100_000.0;

pub fn prevention(
    check: &mut Checker,
    raw: &At<RawScenario>,
    teams: &[Team],
    names: &[String],
    time: &TimeFrame,
) -> Option<Prevention> {
    let raw = present(&raw.value.prevention)?;
    let start = take!(check, raw.start, date);
    let written = raw.value.staff_move.as_ref().map(|at| check.date_within(at));
    let from_team = present(&raw.value.from_team).and_then(|at| team_named(check, &at, names));
    let prevention = Prevention {
        from_team,
        fte: take!(check, raw.fte, number, from_to(0.0, MOST_STAFF)),
        start,
        staff_move: written.filter(|_| from_team.is_some()).unwrap_or(start),
        lag_days: take!(check, raw.lag_days, number, SOME_DAYS),
        half_fte: take!(check, raw.half_fte, number, up_to(MOST_STAFF)),
        max_reduction: take!(check, raw.max_reduction, number, SHARE),
    };
    staff(check, &raw, &prevention, teams);
    if time.at(start) >= time.horizon() {
        check.warn(ScenarioWarning::PreventionOutside { start });
    }
    Some(prevention)
}

/// The staff are there to move, and move no sooner than there is something to move to.
fn staff(check: &mut Checker, raw: &At<RawPrevention>, prevention: &Prevention, teams: &[Team]) {
    if let Some(at) =
        raw.value.staff_move.as_ref().filter(|_| prevention.staff_move < prevention.start)
    {
        check.note(at.place.problem(format!("must not be before start ({})", prevention.start)));
    }
    let Some(team) = prevention.from_team.and_then(|team| teams.get(team.index())) else { return };
    let posts = team.fte();
    if let Some(at) = raw.value.fte.as_ref().filter(|_| prevention.fte > posts) {
        check.note(at.place.problem(format!(
            "must not be above the posts of \"{}\" ({posts} full-time)",
            team.name
        )));
    }
}
