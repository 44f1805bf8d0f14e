//! The sample with every block of the organisation around the work, and with one block at a time.

use jiff::Span;
use jiff::civil::Date;

use super::{FROM, VERDICT, estimate, haringey, names};
use crate::measure::{
    Catalogue, Measure, MeasureId, MeasureNames, MechanismNames, OrganisationBlocks, PeriodId,
    Prices,
};
use crate::results::{FollowOn, MeasureResult, Period, PeriodValue, RunResult, Series, WeekPoint};
use crate::stats::Spread;
use crate::time::days_between;

/// What a block's measures begin with.
const BLOCKS: [(&str, &[&str]); 4] = [
    ("feedback", &["tragedies"]),
    ("culture", &["blame", "learning", "visibility", "dismissals", "misses_"]),
    ("actions", &["action_"]),
    ("costs", &["money"]),
];

macro_rules! of_mechanisms {
    ({ $($mechanism:ident: $Mechanism:ident,)* }) => {
        /// What each mechanism's measures begin with.
        const OF_MECHANISMS: &[(&str, &[&str])] = &[$((
            crate::mechanisms::$mechanism::words::CALLED,
            crate::mechanisms::$mechanism::sample::STARTS,
        ),)*];

        /// The names that their measures are made of.
        pub(super) fn mechanisms() -> MechanismNames {
            MechanismNames { $($mechanism: crate::mechanisms::$mechanism::sample::names(),)* }
        }

        /// The level of one of their measures.
        fn level_of_mechanism(id: &str) -> Option<[f64; 6]> {
            let mut levels = Vec::new();
            $(levels.extend(crate::mechanisms::$mechanism::sample::level(id));)*
            levels.into_iter().next()
        }

        /// Their series by week.
        fn weekly_of_mechanisms() -> Vec<(&'static str, &'static str, Course)> {
            let mut all = Vec::new();
            $(all.extend(crate::mechanisms::$mechanism::sample::WEEKLY);)*
            all
        }
    };
}
crate::mechanisms::mechanisms! { of_mechanisms! }

/// Every block with what its measures begin with.
fn all_blocks() -> Vec<(&'static str, &'static [&'static str])> {
    BLOCKS.iter().chain(OF_MECHANISMS).copied().collect()
}

/// Half of a number before, a third of each in the year after, all of it over all.
pub(crate) fn all_over(run: f64, twin: f64, half: f64) -> [f64; 6] {
    [run / 2.0, run / 3.0, twin / 3.0, run, twin, half]
}

/// Haringey with everything on.
pub(crate) fn organised() -> RunResult {
    let mut result = haringey();
    let plain = result.measures.len();
    let known: Vec<MeasureId> = result.measures.iter().map(|measure| measure.id.clone()).collect();
    let catalogue = Catalogue::new(&everything());
    let added = catalogue.measures.iter().filter(|measure| !known.contains(&measure.id));
    let added: Vec<MeasureResult> = added.map(|measure| of(measure, &result.periods)).collect();
    result.measures.extend(added);
    assert!(result.measures.len() > plain, "the blocks have measures");
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
        let is = |(_, starts): &(&str, &[&str])| starts.iter().any(|start| id.starts_with(start));
        all_blocks().into_iter().find(is)
    };
    let one = |block: &'static str| {
        let mut result = organised();
        let keeps = |id: &str| of(id).is_none_or(|(name, _)| name == block);
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
    all_blocks().into_iter().map(|(block, _)| (block, one(block))).collect()
}

/// The names with everything on.
pub(super) fn everything() -> MeasureNames {
    MeasureNames { organisation: organisation(), mechanisms: mechanisms(), ..names() }
}

fn organisation() -> OrganisationBlocks {
    let strings = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    OrganisationBlocks {
        feedback: true,
        culture: true,
        actions: strings(&["surge team", "protected visit time"]),
        openings: Vec::new(),
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
        "action_taken[surge team]" => [0.1, 0.9, 0.05, 1.2, 0.3, 0.08],
        "action_days[surge team]" => [16.0, 151.0, 9.0, 197.0, 50.0, 12.0],
        "action_taken[protected visit time]" => [0.0, 1.0, 1.0, 1.0, 1.0, 0.0],
        "action_days[protected visit time]" => [0.0, 313.0, 313.0, 364.0, 364.0, 0.0],
        "money" => [39.0e6, 15.1e6, 14.0e6, 74.95e6, 72.86e6, 0.1e6],
        "money_in_workers" => [0.5, 9.1, 0.3, 11.2, 1.3, 0.6],
        _ => family_level(id),
    }
}

fn family_level(id: &str) -> [f64; 6] {
    let (family, name) =
        id.split_once('[').map_or((id, ""), |(family, name)| (family, name.trim_end_matches(']')));
    let all = all_over;
    match family {
        "money" => {
            let (run, twin) = match name {
                "newly qualified staff" => (13.9e6, 13.8e6),
                "qualified staff" => (34.1e6, 34.2e6),
                "senior staff" => (11.2e6, 11.3e6),
                "agency staff" => (11.4e6, 10.0e6),
                "recruitment" => (1.52e6, 1.34e6),
                "actions" => (0.61e6, 0.47e6),
                "dismissals" => (0.10e6, 0.006e6),
                "legal costs and compensation" => (0.26e6, 0.017e6),
                _ => (0.18e6, 0.047e6),
            };
            all(run, twin, 0.012 * run)
        }
        _ => panic!("the sample has no level for {id}"),
    }
}

fn of(measure: &Measure, periods: &[Period]) -> MeasureResult {
    let id = measure.id.to_string();
    let [before, after, after_twin, all, all_twin, half] =
        level_of_mechanism(&id).unwrap_or_else(|| level(&id));
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
pub(crate) type Course = fn(f64, f64) -> (f64, f64);

fn weekly() -> Vec<Series> {
    let courses: [(&str, &str, Course); 3] = [
        ("blame", "units", |_, after| {
            (0.02 + if after < 0.0 { 0.0 } else { libm::exp2(-after / 365.0) }, 0.02)
        }),
        ("learning", "factor", |all, after| {
            (1.0 + 0.00003 * (all - 0.7 * after.clamp(0.0, 600.0)), 1.0 + 0.00003 * all)
        }),
        ("visibility", "share", |_, after| {
            (0.99 - if after < 0.0 { 0.0 } else { 0.38 * libm::exp2(-after / 365.0) }, 0.99)
        }),
    ];
    let courses = courses.into_iter().chain(weekly_of_mechanisms());
    courses.map(|(id, unit, course)| series(id, unit, course)).collect()
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
