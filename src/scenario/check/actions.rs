//! Checks `[[actions]]`.

use super::schedule::because_of;
use super::{Checker, elements};
use crate::scenario::raw::{At, RawAction, RawMoved, RawScenario, RawWhen, ValuePlace};
use crate::scenario::{Action, AddedStaff, MovedStaff, Team, TeamId, Trigger};

pub fn actions(check: &mut Checker, raw: &At<RawScenario>, teams: &[Team]) -> Vec<Action> {
    let list = elements(raw.value.actions.as_ref());
    let own_names = check.names(list, "action", |action| action.name.as_ref());
    let action = |(one, name)| {
        let action = action(check, one, name, teams);
        let date = if let Trigger::Date(date) = action.when { Some(date) } else { None };
        because_of(check, raw, one.value.because_of.as_ref(), date);
        action
    };
    list.iter().zip(own_names).map(action).collect()
}

fn action(check: &mut Checker, raw: &At<RawAction>, name: String, teams: &[Team]) -> Action {
    Action {
        name,
        when: trigger(check, raw),
        lead_days: raw.lead_days(check),
        for_days: raw.for_days(check),
        add: added(check, raw),
        moves: moves(check, raw, teams),
        overtime_share: raw.overtime_share(check),
        floor: raw.floor(check),
        freeze_threshold: raw.freeze_threshold(check),
        recording: raw.recording(check),
        cost: raw.cost(check),
        because_of: raw.because_of(check),
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
    // A stand-in: with the problem noted above no scenario is made of it.
    Trigger::Pressure { above: 0.0, for_weeks: 1.0 }
}

fn pressure(check: &mut Checker, raw: &At<RawWhen>) -> Trigger {
    Trigger::Pressure { above: raw.pressure_above(check), for_weeks: raw.for_weeks(check) }
}

fn added(check: &mut Checker, raw: &At<RawAction>) -> Vec<AddedStaff> {
    let mut added = Vec::new();
    for raw in elements(raw.value.add.as_ref()) {
        let team = team(check, &raw.place, "team", raw.value.team.as_ref());
        let grade = raw.grade(check);
        let count = raw.count(check);
        added.extend(team.map(|team| AddedStaff { team, grade, count }));
    }
    added
}

fn moves(check: &mut Checker, raw: &At<RawAction>, teams: &[Team]) -> Vec<MovedStaff> {
    let mut moves: Vec<MovedStaff> = Vec::new();
    for raw in elements(raw.value.moves.as_ref()) {
        let from = team(check, &raw.place, "from", raw.value.from.as_ref());
        let to = team(check, &raw.place, "to", raw.value.to.as_ref());
        let count = raw.count(check);
        if let (Some(from), Some(to)) = (from, to) {
            let moved = MovedStaff { from, to, count };
            one_way(check, raw, moved, &moves);
            // Before the posts are counted, so that all moves up to this one count, and after `one_way`, which looks
            // at those before.
            moves.push(moved);
            enough_posts(check, raw, &moves, &teams[from.index()]);
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
    block: &ValuePlace,
    key: &str,
    field: Option<&At<String>>,
) -> Option<TeamId> {
    match field {
        Some(at) => check.team_named(at),
        None => {
            check.missing(block, key, "the name of a team");
            None
        }
    }
}
