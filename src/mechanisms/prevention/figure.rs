//! Prevention in pictures: what it takes and what it saves.

use super::measures::Measured;
use super::words::CALLED;
use crate::measure::Indicator;
use crate::report::format;
use crate::report::organisation::half_by;
use crate::report::plot::MechanismFigure;
use crate::report::plot::takes_and_saves::Saving;

/// It has none of its own.
pub(crate) const FIGURES: &[MechanismFigure] = &[];

/// What it takes and what it saves.
pub(crate) const SAVINGS: &[Saving] = &[Saving {
    name: CALLED,
    takes: (
        Indicator::Prevention(Measured::PreventionStaff),
        "Prevention: staff at work",
        "full-time staff",
    ),
    saves: (Indicator::Prevention(Measured::Prevented), "Children who did not come to be at risk"),
    headline: |result, saved| {
        let half = half_by(result, Measured::Prevented).map_or_else(String::new, |month| {
            format!(", half of them by {}", format::month(month))
        });
        format!("prevention keeps {saved} children from coming to be at risk{half}")
    },
}];
