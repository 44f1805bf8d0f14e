//! Checks `[[teams]]`.

use super::limits::{
    DAYS, MOST_COUNTED, PEOPLE, SHARE, SHARE_ABOVE_0, SOME_WEEKS, WEEKS, from_to, up_to,
};
use super::{Checker, elements, take};
use crate::scenario::raw::{At, Maybe, RawPosts, RawRush, RawScenario, RawTeam};
use crate::scenario::{Grade, Order, PostGroup, Rush, Team, TeamId};

/// The grades by their names in files.
pub const GRADES: [(&str, Grade); 4] = [
    ("newly_qualified", Grade::NewlyQualified),
    ("qualified", Grade::Qualified),
    ("senior", Grade::Senior),
    ("agency", Grade::Agency),
];
const ORDERS: [(&str, Order); 3] =
    [("fifo", Order::Fifo), ("risk", Order::Risk), ("band", Order::Band)];

pub fn teams(check: &mut Checker, raw: &At<RawScenario>) -> Vec<Team> {
    let list = elements(raw.value.teams.as_ref());
    if list.is_empty() {
        let what = "at least one [[teams]]; the default pathway needs \"duty\" and \"assessment\"";
        check.missing(&raw.place, "teams", what);
    }
    let teams: Vec<Team> = list.iter().map(|raw| team(check, raw)).collect();
    let posts: usize = teams.iter().map(Team::post_count).sum();
    if let Some(at) = raw.value.teams.as_ref().filter(|_| posts > MOST_COUNTED as usize) {
        check.note(at.place.problem(format!("{posts} posts in all, more than {MOST_COUNTED}")));
    }
    teams
}

/// The team of that name; `None` once it is noted that there is none.
pub fn team_named(check: &mut Checker, at: &At<String>, names: &[String]) -> Option<TeamId> {
    let known = names.contains(&at.value);
    let place = check.reference(at, "team", names);
    known.then(|| TeamId::from_index(place))
}

fn team(check: &mut Checker, raw: &At<RawTeam>) -> Team {
    if raw.value.posts.is_none() {
        check.missing(
            &raw.place,
            "posts",
            "a list such as [ { grade = \"qualified\", count = 5 } ]",
        );
    }
    Team {
        name: check.words(raw.value.name.as_ref()),
        posts: elements(raw.value.posts.as_ref()).iter().map(|raw| posts(check, raw)).collect(),
        vacant_share: take!(check, raw.vacant_share, number, SHARE),
        availability: take!(check, raw.availability, number, SHARE_ABOVE_0),
        caseload_cap: take!(check, raw.caseload_cap, number, from_to(1.0, 1000.0)),
        stretch: take!(check, raw.stretch, number, from_to(1.0, 100.0)),
        stretch_when_waiting: take!(check, raw.stretch_when_waiting, count, 0, MOST_COUNTED),
        order: take!(check, raw.order, choice, &ORDERS),
        rush: raw.value.rush.as_ref().and_then(|at| rush(check, at)),
    }
}

fn posts(check: &mut Checker, raw: &At<RawPosts>) -> PostGroup {
    PostGroup {
        grade: take!(check, raw.grade, choice, &GRADES),
        count: take!(check, raw.count, number, PEOPLE),
        experience_days: take!(check, raw.experience_days, number, DAYS),
        fte: take!(check, raw.fte, number, up_to(1.5)),
    }
}

fn rush(check: &mut Checker, at: &At<Maybe<RawRush>>) -> Option<Rush> {
    let raw = at.some()?;
    Some(Rush {
        start_weeks: take!(check, raw.start_weeks, number, WEEKS),
        half_weeks: take!(check, raw.half_weeks, number, SOME_WEEKS),
        floor: take!(check, raw.floor, number, SHARE),
    })
}
