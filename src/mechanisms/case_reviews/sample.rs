//! Case reviews as they are written, and made-up results with them: for the tests of all blocks, and of pages that show
//! results.

use super::measures::Names;
use crate::measure::HalfYear;
use crate::report::sample::{Course, all_over};

/// Its block, as the sketch of the format has it.
pub(crate) const WRITTEN: &str = r#"[case_reviews]
probability = 0.6
duration_days = { mean = 330, cv = 0.4 }

"#;

/// Keys that it leaves to their defaults.
pub(crate) const EVERY_KEY: &str = "";

/// What the ids of their measures begin with.
pub(crate) const STARTS: &[&str] = &["review", "wait_median[review]", "wait_p90[review]"];

/// Series by week: there are none.
pub(crate) const WEEKLY: &[(&str, &str, Course)] = &[];

pub(crate) fn names() -> Names {
    let strings = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    let halves =
        (2006..=2011).flat_map(|year| [false, true].map(|second| HalfYear { year, second }));
    Names {
        on: true,
        half_years: halves.take(11).collect(),
        ages: strings(&["under 1", "1-4", "5-10", "11-15", "16-17"]),
        kinds: strings(&["neglect", "physical", "emotional", "sexual", "multiple"]),
    }
}

/// Before, run, twin over the year after and over all, each with its half-width.
pub(crate) fn level(id: &str) -> Option<[f64; 6]> {
    Some(match id {
        "reviews" => [3.1, 1.4, 1.1, 6.75, 6.2, 0.3],
        "reviews_finished" => [2.5, 1.2, 1.0, 6.1, 5.6, 0.3],
        "review_days" => [262.0, 270.0, 260.0, 265.0, 261.0, 9.0],
        "wait_median[review]" => [240.0, 246.0, 240.0, 244.0, 240.0, 8.0],
        "wait_p90[review]" => [410.0, 420.0, 410.0, 414.0, 409.0, 14.0],
        "reviews_fatal" => [0.41, 0.43, 0.42, 0.42, 0.42, 0.03],
        "review_opportunities" => [2.1, 2.6, 2.2, 2.3, 2.2, 0.2],
        _ => return family_level(id),
    })
}

fn family_level(id: &str) -> Option<[f64; 6]> {
    let (family, name) =
        id.split_once('[').map(|(family, name)| (family, name.trim_end_matches(']')))?;
    let all = all_over;
    let pick = |known: &[(&str, f64)]| {
        known.iter().find(|(other, _)| *other == name).map_or(0.0, |(_, share)| *share)
    };
    Some(match family {
        "reviews_started" | "reviews_finished" | "reviews_open" => {
            let half =
                names().half_years.iter().position(|half| half.to_string() == name).unwrap_or(0);
            let at = |lift: f64| {
                flow(half, lift)[["reviews_started", "reviews_finished", "reviews_open"]
                    .iter()
                    .position(|f| *f == family)
                    .unwrap_or(0)]
            };
            all(at(0.14), at(0.0), 0.09)
        }
        "reviews_at" => all(
            pick(&[
                ("drifting", 0.11),
                ("on a plan that does not protect", 0.19),
                ("protected", 0.16),
                ("waiting", 0.03),
                ("being assessed", 0.12),
                ("closed", 0.21),
                ("screened out", 0.18),
            ]),
            0.1,
            0.03,
        ),
        "reviews_of_age" => {
            let of = pick(&[
                ("under 1", 0.38),
                ("1-4", 0.3),
                ("5-10", 0.14),
                ("11-15", 0.13),
                ("16-17", 0.05),
            ]);
            all(of, of, 0.03)
        }
        "reviews_of_kind" => {
            let kinds = [
                ("neglect", 0.41),
                ("physical", 0.11),
                ("emotional", 0.32),
                ("sexual", 0.05),
                ("multiple", 0.11),
            ];
            all(pick(&kinds), pick(&kinds), 0.03)
        }
        _ => return None,
    })
}

/// Begun, finished and open at the end of a half-year: most are finished in the one after they begin.
fn flow(half: usize, lift: f64) -> [f64; 3] {
    let begun = |h: usize| {
        let whole = 0.62 + if h >= 5 { lift } else { 0.0 };
        whole
            * if h == 0 {
                0.53
            } else if h == 10 {
                0.43
            } else {
                1.0
            }
    };
    let finished = |h: usize| 0.15 * begun(h) + if h > 0 { 0.8 * begun(h - 1) } else { 0.0 };
    let open: f64 = (0..=half).map(|h| begun(h) - finished(h)).sum();
    [begun(half), finished(half), open]
}
