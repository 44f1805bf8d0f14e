//! Checks `[prevention]`.

use super::Checker;
use super::checker::present;
use crate::scenario::declare::Block as _;
use crate::scenario::raw::{At, RawPrevention, RawScenario};
use crate::scenario::warning::ScenarioWarning;
use crate::scenario::{Prevention, Team, TimeFrame};

pub fn prevention(
    check: &mut Checker,
    raw: &At<RawScenario>,
    teams: &[Team],
    time: &TimeFrame,
) -> Option<Prevention> {
    let raw = present(&raw.value.prevention)?;
    let mut prevention = Prevention::checked(check, &raw);
    let start = prevention.start;
    if raw.value.staff_move.is_none() || prevention.from_team.is_none() {
        prevention.staff_move = start;
    }
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
