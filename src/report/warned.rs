//! What to distrust, in the same words on every screen.

use crate::report::document::Page;
use crate::results::Warning;
use crate::words::warning::sentences;

/// Who warns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Warns {
    /// The run that the screen is of.
    ThisRun,
    /// A run of the scenario, where the screen is of something else.
    TheScenario,
}

/// The warnings, or that there are none.
pub(in crate::report) fn warned(page: &mut Page, who: Warns, warnings: &[Warning]) {
    page.gap();
    let (nothing, heading) = match who {
        Warns::ThisRun => ("The run has nothing to warn of.", "What this run warns of"),
        Warns::TheScenario => {
            ("A run of the scenario has nothing to warn of.", "What a run of the scenario warns of")
        }
    };
    if warnings.is_empty() {
        page.prose(nothing);
        return;
    }
    page.heading(heading);
    for warning in warnings {
        page.item(&sentences(warning));
    }
}
