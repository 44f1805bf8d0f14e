//! It as it is written, and made-up results with it: for the tests of all blocks, and of pages that show results.

use super::measures::Names;
use crate::report::sample::Course;

/// Its block, as the sketch of the format has it.
pub(crate) const WRITTEN: &str = r#"[practice]
door = { sd = 0.15, sd_passing = 0.06 }
enquiry = { sd = 0.16, sd_passing = 0.08 }
conference = { sd = 0.12, sd_passing = 0.09 }
plan = { sd = 0.03, sd_passing = 0.04 }

"#;

/// Keys that it leaves to their defaults.
pub(crate) const EVERY_KEY: &str = r#"[practice]
enabled = false
from = 2008-04-01
door = { sd = 0.15, sd_passing = 0.06 }
enquiry = { stage = "section 47 enquiry", sd = 0.16, sd_passing = 0.08 }
"#;

/// What the ids of its measures begin with.
pub(crate) const STARTS: &[&str] = &["practice"];

/// Its series by week.
pub(crate) const WEEKLY: &[(&str, &str, Course)] = &[];

pub(crate) fn names() -> Names {
    Names { drifting: vec!["enquiry"] }
}

/// Before, run, twin over the year after and over all, each with its half-width.
pub(crate) fn level(id: &str) -> Option<[f64; 6]> {
    (id == "practice[enquiry]").then_some([0.01, 0.02, 0.02, 0.01, 0.01, 0.03])
}
