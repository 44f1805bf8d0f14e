//! Inspections as they are written, and made-up results with them: for the tests of all blocks, and of pages that show
//! results.

use jiff::civil::date;

use super::measures::Names;
use crate::report::sample::{Course, all_over};

/// Its block, as the sketch of the format has it.
pub(crate) const WRITTEN: &str = r#"[[inspection]]
date = 2008-11-26
sample = 20
window_days = 180
noise = 0.15
grades = { outstanding = 0.90, good = 0.75, adequate = 0.55 }

"#;

/// Keys that it leaves to their defaults.
pub(crate) const EVERY_KEY: &str = r#"[[inspection]]
date = 2010-03-01
[[inspection]]
date = 2008-11-26
"#;

/// What the ids of its measures begin with.
pub(crate) const STARTS: &[&str] = &["inspection"];

/// Series by week: there are none.
pub(crate) const WEEKLY: &[(&str, &str, Course)] = &[];

pub(crate) fn names() -> Names {
    Names { dates: vec![date(2007, 11, 26), date(2009, 7, 1)] }
}

/// Before, run, twin over the year after and over all, each with its half-width.
pub(crate) fn level(id: &str) -> Option<[f64; 6]> {
    Some(match id {
        "inspection_miss_rate[2007-11-26]" => [0.631, 0.0, 0.0, 0.631, 0.631, 0.01],
        "inspection_miss_rate[2009-07-01]" => [0.0, 0.702, 0.66, 0.702, 0.66, 0.012],
        "inspection_score[2007-11-26]" => [0.76, 0.0, 0.0, 0.76, 0.76, 0.01],
        "inspection_score[2009-07-01]" => [0.0, 0.701, 0.752, 0.701, 0.752, 0.012],
        _ => {
            let graded = id.strip_prefix("inspection[").and_then(|rest| rest.split_once(", "));
            graded_level(graded?)
        }
    })
}

/// By the grade: one before the publicity, and one after.
fn graded_level((date, grade): (&str, &str)) -> [f64; 6] {
    let quiet = [("outstanding", 0.03), ("good", 0.57), ("adequate", 0.36), ("inadequate", 0.04)];
    let after = [("outstanding", 0.01), ("good", 0.34), ("adequate", 0.5), ("inadequate", 0.15)];
    let of = |known: &[(&str, f64)]| {
        let grade = grade.trim_end_matches(']');
        known.iter().find(|(other, _)| *other == grade).map_or(0.0, |(_, share)| *share)
    };
    let run = if date.starts_with("2009") { of(&after) } else { of(&quiet) };
    all_over(run, of(&quiet), 0.139 * libm::sqrt(run * (1.0 - run)))
}
