//! Checks `[[actions]]`.

use super::checker::present;
use super::limits::{DAYS, FACTOR, Limits, PEOPLE, SHARE, SOME_DAYS, SOME_WEEKS, WEEKS, from_to};
use super::teams::team_named;
use super::{Checker, elements, take};
use crate::scenario::raw::{At, Place, RawAction, RawMoved, RawScenario, RawWhen};
use crate::scenario::teams::GRADES;
use crate::scenario::{Action, AddedStaff, MovedStaff, Team, TeamId, Trigger};

/// A share of working hours that overtime can add.
const OVERTIME: Limits = from_to(0.0, 10.0);
/// What an action can cost (pounds).
const COST: Limits = from_to(0.0, 1e12);

/// The teams and what they are called.
#[derive(Clone, Copy)]
struct Teams<'a> {
    teams: &'a [Team],
    names: &'a [String],
}

pub fn actions(
    check: &mut Checker,
    raw: &At<RawScenario>,
    teams: &[Team],
    names: &[String],
) -> Vec<Action> {
    let list = elements(raw.value.actions.as_ref());
    let own_names = check.names(list, "action", |action| action.name.as_ref());
    let teams = Teams { teams, names };
    list.iter().zip(own_names).map(|(raw, name)| action(check, raw, name, teams)).collect()
}

fn action(check: &mut Checker, raw: &At<RawAction>, name: String, teams: Teams<'_>) -> Action {
    Action {
        name,
        when: trigger(check, raw),
        lead_days: take!(check, raw.lead_days, number, DAYS),
        for_days: present(&raw.value.for_days).map(|at| check.within(&at, SOME_DAYS)),
        add: added(check, raw, teams),
        moves: moves(check, raw, teams),
        overtime_share: take!(check, raw.overtime_share, number, OVERTIME),
        floor: present(&raw.value.floor).map(|at| check.within(&at, SHARE)),
        freeze_threshold: take!(check, raw.freeze_threshold, flag),
        recording: take!(check, raw.recording, number, FACTOR),
        cost: take!(check, raw.cost, number, COST),
    }
}

fn trigger(check: &mut Checker, raw: &At<RawAction>) -> Trigger {
    match (&raw.value.date, &raw.value.when) {
        (Some(date), None) => return Trigger::Date(check.date_within(date)),
        (None, Some(when)) => return pressure(check, when),
        (Some(_), Some(when)) => check.note(when.place.problem("either date or when, not both")),
        (None, None) => {
            let what = "what starts it: date = 2008-12-01, or when = { pressure_above = 1.5, for_weeks = 3 }";
            check.missing(&raw.place, "when", what);
        }
    }
    Trigger::Pressure { above: 0.0, for_weeks: 1.0 }
}

fn pressure(check: &mut Checker, raw: &At<RawWhen>) -> Trigger {
    Trigger::Pressure {
        above: take!(check, raw.pressure_above, number, WEEKS),
        for_weeks: take!(check, raw.for_weeks, number, SOME_WEEKS),
    }
}

fn added(check: &mut Checker, raw: &At<RawAction>, teams: Teams<'_>) -> Vec<AddedStaff> {
    let mut added = Vec::new();
    for raw in elements(raw.value.add.as_ref()) {
        let team = team(check, &raw.place, "team", raw.value.team.as_ref(), teams);
        let grade = take!(check, raw.grade, choice, GRADES);
        let count = take!(check, raw.count, number, PEOPLE);
        added.extend(team.map(|team| AddedStaff { team, grade, count }));
    }
    added
}

fn moves(check: &mut Checker, raw: &At<RawAction>, teams: Teams<'_>) -> Vec<MovedStaff> {
    let mut moves: Vec<MovedStaff> = Vec::new();
    for raw in elements(raw.value.moves.as_ref()) {
        let from = team(check, &raw.place, "from", raw.value.from.as_ref(), teams);
        let to = team(check, &raw.place, "to", raw.value.to.as_ref(), teams);
        let count = take!(check, raw.count, number, PEOPLE);
        if let (Some(from), Some(to)) = (from, to) {
            let moved = MovedStaff { from, to, count };
            one_way(check, raw, moved, &moves);
            moves.push(moved);
            enough_posts(check, raw, &moves, &teams.teams[from.index()]);
        }
    }
    moves
}

fn one_way(check: &mut Checker, raw: &At<RawMoved>, moved: MovedStaff, before: &[MovedStaff]) {
    let Some(to) = &raw.value.to else { return };
    if moved.from == moved.to {
        check.note(to.place.problem("must be another team than from"));
    } else if before.iter().any(|other| (other.from, other.to) == (moved.to, moved.from)) {
        check.note(to.place.problem("the same action moves staff the other way"));
    }
}

/// No team gives more staff, over all the moves of an action, than it has posts.
fn enough_posts(check: &mut Checker, raw: &At<RawMoved>, moves: &[MovedStaff], team: &Team) {
    let from = moves.last().map(|moved| moved.from);
    let given: f64 =
        moves.iter().filter(|moved| Some(moved.from) == from).map(|moved| moved.count).sum();
    let posts = team.post_count();
    if let Some(at) = raw.value.count.as_ref().filter(|_| given > posts as f64) {
        let message = match moves.iter().filter(|moved| Some(moved.from) == from).count() == 1 {
            true => format!("must not be above the {posts} posts of \"{}\"", team.name),
            false => {
                format!("makes {given} moved in all, above the {posts} posts of \"{}\"", team.name)
            }
        };
        check.note(at.place.problem(message));
    }
}

fn team(
    check: &mut Checker,
    block: &Place,
    key: &str,
    field: Option<&At<String>>,
    teams: Teams<'_>,
) -> Option<TeamId> {
    match field {
        Some(at) => {
            team_named(check, at, teams.names).filter(|team| team.index() < teams.teams.len())
        }
        None => {
            check.missing(block, key, "the name of a team");
            None
        }
    }
}
