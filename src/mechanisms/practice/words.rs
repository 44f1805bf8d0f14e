//! What the screen says of practice.

use super::measures::Measured;
use crate::report::document::Page;
use crate::report::run::organisation;
use crate::report::{format, reading};
use crate::results::RunResult;

/// What it is called.
pub(crate) const CALLED: &str = "practice";

/// Its place among the mechanisms on the screen.
pub(crate) const ORDER: u8 = 70;

/// That it drifts, and what that makes of the intervals.
pub(crate) fn say(page: &mut Page, result: &RunResult) {
    let drifting: Vec<&str> =
        reading::named(result, Measured::Practice.into()).map(|(key, _)| key).collect();
    if drifting.is_empty() || result.without.iter().any(|link| link == CALLED) {
        return;
    }
    organisation::say(
        page,
        &format!(
            "Practice drifts from one statistical year to the next ({}), alike with and without publicity. Unless practice.course gives all runs \
             one drift, runs differ by more than luck, and means are known less well. Without practice (--without practice) luck alone \
             is left.",
            format::list(&drifting)
        ),
    );
}
