//! It as it is written, and made-up results with it: for the tests of all blocks, and of pages that show results.

use super::measures::Names;
use crate::report::sample::{Course, all_over};

/// Its block, as the sketch of the format has it.
pub(crate) const WRITTEN: &str = r#"[prevention]
from_team = "assessment"
fte = 3
start = 2007-04-02
lag_days = 730
half_fte = 6
max_reduction = 0.3

"#;

/// Keys that it leaves to their defaults.
pub(crate) const EVERY_KEY: &str = r#"[prevention]
from_team = "duty"
fte = 1.5
start = 2007-04-02
staff_move = 2009-04-06
"#;

/// What the ids of its measures begin with.
pub(crate) const STARTS: &[&str] = &["prevent"];

/// Its series by week.
pub(crate) const WEEKLY: &[(&str, &str, Course)] =
    &[
        ("prevention_staff", "full-time equivalent", |all, _| {
            if all < 130.0 { (0.0, 0.0) } else { (3.0, 3.0) }
        }),
        ("prevented", "children a week", |all, _| {
            let saved =
                if all < 130.0 { 0.0 } else { 1.1 * (1.0 - libm::exp(-(all - 130.0) / 700.0)) };
            (saved, saved)
        }),
    ];

pub(crate) fn names() -> Names {
    Names { on: true }
}

/// Before, run, twin over the year after and over all, each with its half-width.
pub(crate) fn level(id: &str) -> Option<[f64; 6]> {
    Some(match id {
        "prevention_staff" => [2.6, 3.0, 3.0, 2.8, 2.8, 0.03],
        "prevented" => [58.0, 47.0, 47.0, 171.0, 171.0, 2.0],
        "prevented[low]" => [30.0, 24.0, 24.0, 88.0, 88.0, 1.4],
        "prevented[moderate]" => [19.0, 16.0, 16.0, 57.0, 57.0, 1.1],
        "prevented[high, hidden]" => [3.0, 2.3, 2.3, 8.6, 8.6, 0.4],
        "prevented[high]" => [6.0, 4.7, 4.7, 17.4, 17.4, 0.6],
        "money[prevention]" => all_over(0.67e6, 0.67e6, 0.012 * 0.67e6),
        _ => return None,
    })
}
