//! Early help in pictures: what it takes and what it saves.

use super::measures::Measured;
use super::words::CALLED;
use crate::measure::Indicator;
use crate::report::plot::MechanismFigure;
use crate::report::plot::takes_and_saves::Saving;

/// It has none of its own.
pub(crate) const FIGURES: &[MechanismFigure] = &[];

/// What it takes and what it saves.
pub(crate) const SAVINGS: &[Saving] = &[Saving {
    name: CALLED,
    takes: (Indicator::EarlyHelp(Measured::EarlyHelp), "Early help: places taken", "children"),
    saves: (
        Indicator::EarlyHelp(Measured::EarlyHelpResolved),
        "Children whose risk ended while they had a place",
    ),
    headline: |_, saved| {
        format!("the risk of {saved} children ends while they have an early help place")
    },
}];
