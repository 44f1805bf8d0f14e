//! Checks `[early_help]`.

use super::checker::present;
use super::limits::{MOST_COUNTED, from_to};
use super::teams::team_named;
use super::{Checker, take};
use crate::scenario::EarlyHelp;
use crate::scenario::raw::{At, RawScenario};

pub fn early_help(
    check: &mut Checker,
    raw: &At<RawScenario>,
    teams: &[String],
) -> Option<EarlyHelp> {
    let raw = present(&raw.value.early_help)?;
    Some(EarlyHelp {
        places: take!(check, raw.places, count, 0, MOST_COUNTED),
        hours_per_week: take!(check, raw.hours_per_week, number, from_to(0.0, 100_000.0)),
        team: present(&raw.value.team).and_then(|at| team_named(check, &at, teams)),
        factor: take!(check, raw.factor, number, from_to(1.0, 100.0)),
    })
}
