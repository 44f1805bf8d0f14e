//! It as it is written, and made-up results with it: for the tests of all blocks, and of pages that show results.

use super::measures::Names;
use crate::report::sample::{Course, all_over};

/// Its block, as the sketch of the format has it.
pub(crate) const WRITTEN: &str = r#"[early_help]
places = 80
factor = 1.6

"#;

/// Keys that it leaves to their defaults.
pub(crate) const EVERY_KEY: &str = r#"[early_help]
team = "duty"
"#;

/// What the ids of its measures begin with.
pub(crate) const STARTS: &[&str] = &["early_help"];

/// Its series by week.
pub(crate) const WEEKLY: &[(&str, &str, Course)] = &[
    ("early_help", "children", |all, after| {
        let full = 40.0 * (1.0 - libm::exp2(-(all + 20.0) / 40.0));
        (full - if after < 0.0 { 1.6 } else { 0.5 }, full - 1.6)
    }),
    ("early_help_resolved", "children a week", |_, after| {
        (if after < 0.0 { 1.36 } else { 1.47 }, 1.36)
    }),
];

pub(crate) fn names() -> Names {
    Names { on: true, a_day: 1.0 }
}

/// Before, run, twin over the year after and over all, each with its half-width.
pub(crate) fn level(id: &str) -> Option<[f64; 6]> {
    Some(match id {
        "early_help" => [38.2, 39.4, 38.4, 38.9, 38.4, 0.2],
        "early_help_taken" => [412.0, 171.0, 160.0, 790.0, 772.0, 4.0],
        "early_help_full" => [83.0, 64.0, 31.0, 260.0, 184.0, 7.0],
        "early_help_high" => [61.0, 27.0, 24.0, 121.0, 116.0, 2.0],
        "early_help_resolved" => [190.0, 78.0, 72.0, 360.0, 351.0, 3.0],
        "money[early help]" => all_over(1.01e6, 1.01e6, 0.012 * 1.01e6),
        _ => return None,
    })
}
