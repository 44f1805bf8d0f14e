//! What the screen says of early help.

use super::measures::Measured;
use crate::report::document::Page;
use crate::report::run::organisation::{self, run, twin};
use crate::results::RunResult;

/// What it is called.
#[cfg(feature = "native")]
pub(crate) const CALLED: &str = "early help";

/// Its place among the mechanisms on the screen.
pub(crate) const ORDER: u8 = 10;

/// How many places were taken, by whom, and what came of it.
pub(crate) fn say(page: &mut Page, result: &RunResult) {
    let (Some(places), Some(taken), Some(full), Some(resolved)) = (
        run(result, Measured::EarlyHelp),
        run(result, Measured::EarlyHelpTaken),
        run(result, Measured::EarlyHelpFull),
        run(result, Measured::EarlyHelpResolved),
    ) else {
        // Without the block there are no such measures, and nothing is said.
        return;
    };
    let high = run(result, Measured::EarlyHelpHigh)
        .map_or_else(String::new, |high| format!(" ({high} of them at high risk)"));
    let otherwise = twin(result, Measured::EarlyHelpFull)
        .map_or_else(String::new, |full| format!(" (without publicity {full})"));
    organisation::say(
        page,
        &format!(
            "Early help, observed period: {places} places taken on average. {taken} children closed at triage took a \
             place{high}, {full} found none free{otherwise}, and the risk of {resolved} ended while they had one."
        ),
    );
}
