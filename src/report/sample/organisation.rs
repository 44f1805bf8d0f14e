//! The sample with every block of the organisation around the work, and with one block at a time.

use jiff::Span;
use jiff::civil::{Date, date};

use super::{FROM, VERDICT, days_between, estimate, haringey, names};
use crate::measure::{Catalogue, HalfYear, Measure, MeasureId, Organisation, PeriodId, Prices};
use crate::results::{FollowOn, MeasureResult, Period, PeriodValue, RunResult, Series, WeekPoint};
use crate::stats::Spread;

/// What a block's measures begin with.
const BLOCKS: [(&str, &[&str]); 8] = [
    ("feedback", &["tragedies"]),
    ("culture", &["blame", "learning", "visibility", "dismissals", "misses_"]),
    ("actions", &["action_"]),
    ("inspection", &["inspection"]),
    ("early help", &["early_help"]),
    ("prevention", &["prevent"]),
    ("costs", &["money"]),
    ("case reviews", &["review", "wait_median[review]", "wait_p90[review]"]),
];

/// Haringey with everything on.
pub(crate) fn organised() -> RunResult {
    let mut result = haringey();
    let plain = result.measures.len();
    let known: Vec<MeasureId> = result.measures.iter().map(|measure| measure.id.clone()).collect();
    let catalogue =
        Catalogue::new(&crate::measure::Names { organisation: organisation(), ..names() });
    let added = catalogue.measures.iter().filter(|measure| !known.contains(&measure.id));
    let added: Vec<MeasureResult> = added.map(|measure| of(measure, &result.periods)).collect();
    result.measures.extend(added);
    assert!(result.measures.len() > plain + 60, "the blocks have measures");
    result.weekly.extend(weekly());
    result.follow_on = Some(FollowOn {
        expected: Some(estimate(0.0041, 0.0019)),
        counted: Some(estimate(0.0063, 0.0102)),
        publicity_events: Some(estimate(1.43, 0.09)),
    });
    result.price_year = Some(2008);
    result
}

/// Haringey with one block at a time.
pub(crate) fn blocks() -> Vec<(&'static str, RunResult)> {
    let plain = haringey();
    let of = |id: &str| {
        BLOCKS.iter().find(|(_, starts)| starts.iter().any(|start| id.starts_with(start)))
    };
    let one = |block: &'static str| {
        let mut result = organised();
        let keeps = |id: &str| of(id).is_none_or(|(name, _)| *name == block);
        result.measures.retain(|measure| {
            plain.measure(&measure.id).is_some() || keeps(&measure.id.to_string())
        });
        result
            .weekly
            .retain(|series| plain.series(&series.id).is_some() || keeps(&series.id.to_string()));
        result.follow_on = result.follow_on.filter(|_| block == "feedback");
        result.price_year = result.price_year.filter(|_| block == "costs");
        result
    };
    BLOCKS.iter().map(|&(block, _)| (block, one(block))).collect()
}

pub(super) fn organisation() -> Organisation {
    let strings = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    let halves =
        (2006..=2011).flat_map(|year| [false, true].map(|second| HalfYear { year, second }));
    Organisation {
        feedback: true,
        culture: true,
        early_help: true,
        prevention: true,
        actions: strings(&["surge team", "protected visit time"]),
        openings: Vec::new(),
        inspections: vec![date(2007, 11, 26), date(2009, 7, 1)],
        half_years: halves.take(11).collect(),
        ages: strings(&["under 1", "1-4", "5-10", "11-15", "16-17"]),
        kinds: strings(&["neglect", "physical", "emotional", "sexual", "multiple"]),
        case_reviews: true,
        prices: Some(Prices { salary: [1.0; 4], actions: vec![1.0, 2.0], ..Prices::default() }),
    }
}

/// Before, run, twin over the year after and over all, each with its half-width.
fn level(id: &str) -> [f64; 6] {
    match id {
        "tragedies" => [0.2, 0.16, 0.12, 0.43, 0.36, 0.06],
        "blame" => [0.02, 0.78, 0.02, 0.41, 0.02, 0.03],
        "learning" => [1.021, 1.034, 1.048, 1.041, 1.055, 0.002],
        "visibility" => [0.99, 0.71, 0.99, 0.84, 0.99, 0.01],
        "dismissals" => [0.1, 3.1, 0.0, 3.4, 0.2, 0.2],
        "misses_to_light" => [61.0, 27.1, 24.2, 118.0, 110.0, 1.1],
        "misses_reported" => [29.0, 4.2, 12.0, 44.0, 54.0, 0.6],
        "early_help" => [38.2, 39.4, 38.4, 38.9, 38.4, 0.2],
        "early_help_taken" => [412.0, 171.0, 160.0, 790.0, 772.0, 4.0],
        "early_help_full" => [83.0, 64.0, 31.0, 260.0, 184.0, 7.0],
        "early_help_high" => [61.0, 27.0, 24.0, 121.0, 116.0, 2.0],
        "early_help_resolved" => [190.0, 78.0, 72.0, 360.0, 351.0, 3.0],
        "prevention_staff" => [2.6, 3.0, 3.0, 2.8, 2.8, 0.03],
        "prevented" => [58.0, 47.0, 47.0, 171.0, 171.0, 2.0],
        "prevented[low]" => [30.0, 24.0, 24.0, 88.0, 88.0, 1.4],
        "prevented[moderate]" => [19.0, 16.0, 16.0, 57.0, 57.0, 1.1],
        "prevented[high, hidden]" => [3.0, 2.3, 2.3, 8.6, 8.6, 0.4],
        "prevented[high]" => [6.0, 4.7, 4.7, 17.4, 17.4, 0.6],
        "action_taken[surge team]" => [0.1, 0.9, 0.05, 1.2, 0.3, 0.08],
        "action_days[surge team]" => [16.0, 151.0, 9.0, 197.0, 50.0, 12.0],
        "action_taken[protected visit time]" => [0.0, 1.0, 1.0, 1.0, 1.0, 0.0],
        "action_days[protected visit time]" => [0.0, 313.0, 313.0, 364.0, 364.0, 0.0],
        "money" => [39.0e6, 15.1e6, 14.0e6, 74.95e6, 72.86e6, 0.1e6],
        "money_in_workers" => [0.5, 9.1, 0.3, 11.2, 1.3, 0.6],
        "reviews" => [3.1, 1.4, 1.1, 6.75, 6.2, 0.3],
        "reviews_finished" => [2.5, 1.2, 1.0, 6.1, 5.6, 0.3],
        "review_days" => [262.0, 270.0, 260.0, 265.0, 261.0, 9.0],
        "wait_median[review]" => [240.0, 246.0, 240.0, 244.0, 240.0, 8.0],
        "wait_p90[review]" => [410.0, 420.0, 410.0, 414.0, 409.0, 14.0],
        "reviews_fatal" => [0.41, 0.43, 0.42, 0.42, 0.42, 0.03],
        "review_opportunities" => [2.1, 2.6, 2.2, 2.3, 2.2, 0.2],
        "inspection_miss_rate[2007-11-26]" => [0.631, 0.0, 0.0, 0.631, 0.631, 0.01],
        "inspection_miss_rate[2009-07-01]" => [0.0, 0.702, 0.66, 0.702, 0.66, 0.012],
        "inspection_score[2007-11-26]" => [0.76, 0.0, 0.0, 0.76, 0.76, 0.01],
        "inspection_score[2009-07-01]" => [0.0, 0.701, 0.752, 0.701, 0.752, 0.012],
        _ => family_level(id),
    }
}

fn family_level(id: &str) -> [f64; 6] {
    let (family, name) =
        id.split_once('[').map_or((id, ""), |(family, name)| (family, name.trim_end_matches(']')));
    let all = |run: f64, twin: f64, half: f64| [run / 2.0, run / 3.0, twin / 3.0, run, twin, half];
    let pick = |known: &[(&str, f64)]| {
        known.iter().find(|(other, _)| *other == name).map_or(0.0, |(_, share)| *share)
    };
    match family {
        "inspection" => {
            let quiet =
                [("outstanding", 0.03), ("good", 0.57), ("adequate", 0.36), ("inadequate", 0.04)];
            let after =
                [("outstanding", 0.01), ("good", 0.34), ("adequate", 0.5), ("inadequate", 0.15)];
            let grade = name.split_once(", ").map_or("", |(_, grade)| grade);
            let of = |known: &[(&str, f64)]| {
                known.iter().find(|(other, _)| *other == grade).map_or(0.0, |(_, s)| *s)
            };
            let late = name.starts_with("2009");
            let run = if late { of(&after) } else { of(&quiet) };
            all(run, of(&quiet), 0.139 * libm::sqrt(run * (1.0 - run)))
        }
        "money" => {
            let (run, twin) = match name {
                "newly qualified staff" => (13.9e6, 13.8e6),
                "qualified staff" => (34.1e6, 34.2e6),
                "senior staff" => (11.2e6, 11.3e6),
                "agency staff" => (11.4e6, 10.0e6),
                "recruitment" => (1.52e6, 1.34e6),
                "early help" => (1.01e6, 1.01e6),
                "prevention" => (0.67e6, 0.67e6),
                "actions" => (0.61e6, 0.47e6),
                "dismissals" => (0.10e6, 0.006e6),
                "legal costs and compensation" => (0.26e6, 0.017e6),
                _ => (0.18e6, 0.047e6),
            };
            all(run, twin, 0.012 * run)
        }
        "reviews_started" | "reviews_finished" | "reviews_open" => {
            let half = names_of_halves().iter().position(|other| other == name).unwrap_or(0);
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
        _ => panic!("the sample has no level for {id}"),
    }
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

fn names_of_halves() -> Vec<String> {
    organisation().half_years.iter().map(ToString::to_string).collect()
}

fn of(measure: &Measure, periods: &[Period]) -> MeasureResult {
    let [before, after, after_twin, all, all_twin, half] = level(&measure.id.to_string());
    let value = |period: &Period| {
        let (run, twin) = match period.id {
            PeriodId::Before => (before, before),
            PeriodId::YearAfter => (after, after_twin),
            _ => (all, all_twin),
        };
        let spread = 1.2 * run.abs() + half;
        PeriodValue {
            period: period.id,
            run: Some(estimate(run, half)),
            twin: Some(estimate(twin, half)),
            difference: Some(estimate(
                run - twin,
                if run.to_bits() == twin.to_bits() { 0.0 } else { half },
            )),
            chance: Some(Spread {
                p10: (run - spread).max(0.0),
                p25: (run - 0.5 * spread).max(0.0),
                p50: run,
                p75: run + 0.5 * spread,
                p90: run + spread,
            }),
            more_than: None,
            more_than_twin: None,
        }
    };
    MeasureResult::of(measure, periods.iter().map(value).collect())
}

/// A level by the days since the start and since the verdict (none before it): run, twin.
type Course = fn(f64, f64) -> (f64, f64);

fn weekly() -> Vec<Series> {
    let courses: [(&str, &str, Course); 7] = [
        ("blame", "units", |_, after| {
            (0.02 + if after < 0.0 { 0.0 } else { libm::exp2(-after / 365.0) }, 0.02)
        }),
        ("learning", "factor", |all, after| {
            (1.0 + 0.00003 * (all - 0.7 * after.clamp(0.0, 600.0)), 1.0 + 0.00003 * all)
        }),
        ("visibility", "share", |_, after| {
            (0.99 - if after < 0.0 { 0.0 } else { 0.38 * libm::exp2(-after / 365.0) }, 0.99)
        }),
        ("early_help", "children", |all, after| {
            let full = 40.0 * (1.0 - libm::exp2(-(all + 20.0) / 40.0));
            (full - if after < 0.0 { 1.6 } else { 0.5 }, full - 1.6)
        }),
        ("early_help_resolved", "children a week", |_, after| {
            (if after < 0.0 { 1.36 } else { 1.47 }, 1.36)
        }),
        ("prevention_staff", "full-time equivalent", |all, _| {
            if all < 130.0 { (0.0, 0.0) } else { (3.0, 3.0) }
        }),
        ("prevented", "children a week", |all, _| {
            let saved =
                if all < 130.0 { 0.0 } else { 1.1 * (1.0 - libm::exp(-(all - 130.0) / 700.0)) };
            (saved, saved)
        }),
    ];
    courses.into_iter().map(|(id, unit, course)| series(id, unit, course)).collect()
}

fn series(id: &str, unit: &str, course: Course) -> Series {
    let point = |week: i64| {
        let date: Date = FROM + Span::new().weeks(week);
        let all = week as f64 * 7.0;
        let wobble = 1.0
            + 0.02
                * libm::sin(week as f64 * 1.3 + id.len() as f64)
                * f64::from(u8::from(unit.contains("week")));
        let (run, twin) = course(all, all - days_between(FROM, VERDICT));
        // Chance does not touch what a factor starts from.
        let base = f64::from(u8::from(unit == "factor"));
        let (low, high) = (base + (run - base) * 0.7, base + (run - base) * 1.3);
        let high = if unit == "share" { high.min(1.0) } else { high };
        let chance = Spread {
            p10: low,
            p25: 0.5 * (low + run),
            p50: run,
            p75: 0.5 * (high + run),
            p90: high,
        };
        WeekPoint { date, run: Some(run * wobble), twin: Some(twin * wobble), chance: Some(chance) }
    };
    let label = id.replace('_', " ");
    Series { id: super::id(id), label, unit: unit.into(), points: (0..260).map(point).collect() }
}
