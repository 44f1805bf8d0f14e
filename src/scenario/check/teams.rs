//! Checks `[[teams]]`.

use super::limits::MOST_COUNTED;
use super::{Checker, elements};
use crate::scenario::Team;
use crate::scenario::declare::KeyTable as _;
use crate::scenario::raw::{At, RawScenario};

pub fn teams(check: &mut Checker, raw: &At<RawScenario>) -> Vec<Team> {
    let list = elements(raw.value.teams.as_ref());
    if list.is_empty() {
        let what = "at least one [[teams]]; the default pathway needs \"duty\" and \"assessment\"";
        check.missing(&raw.place, "teams", what);
    }
    let teams: Vec<Team> = list.iter().map(|raw| Team::checked(check, raw)).collect();
    // Each group may be that large; the sum is what a replication holds.
    let posts: usize = teams.iter().map(Team::post_count).sum();
    if let Some(at) = raw.value.teams.as_ref().filter(|_| posts > MOST_COUNTED as usize) {
        check.note(at.place.problem(format!("{posts} posts in all, more than {MOST_COUNTED}")));
    }
    teams
}
