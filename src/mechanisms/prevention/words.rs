//! What the screen says of prevention.

use super::measures::Measured;
use crate::report::document::Page;
use crate::report::organisation::half_by;
use crate::report::run::organisation::{self, run};
use crate::report::{format, reading};
use crate::results::RunResult;

/// What it is called.
#[cfg(feature = "native")]
pub(crate) const CALLED: &str = "prevention";

/// Its place among the mechanisms on the screen.
pub(crate) const ORDER: u8 = 20;

/// How many staff, and how many children did not come to be at risk.
pub(crate) fn say(page: &mut Page, result: &RunResult) {
    let (Some(staff), Some(prevented)) =
        (run(result, Measured::PreventionStaff), run(result, Measured::Prevented))
    else {
        return;
    };
    let classes: Vec<String> = reading::named(result, Measured::Prevented.into())
        .filter_map(|(class, measure)| Some(format!("{class}: {}", run(result, &measure.id)?)))
        .collect();
    let half = half_by(result, Measured::Prevented).map_or_else(String::new, |month| {
        format!(" Half of that number was reached by {}.", format::month(month))
    });
    organisation::say(
        page,
        &format!(
            "Prevention, observed period: {staff} full-time staff at work in it on average. {prevented} children did \
             not come to be at risk ({}).{half}",
            classes.join("; ")
        ),
    );
}
