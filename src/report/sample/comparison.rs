//! A made-up comparison. No number here is a finding.

use super::{estimate, haringey};
use crate::measure::{Better, Indicator, PeriodId, Settlement};
use crate::results::RunResult;
use crate::results::comparison::{
    Against, ComparisonResult, CostPerMiss, Counts, MeasureDifference, Pairs, PeriodDifference,
    SideResult,
};
use crate::stats::{Estimate, Ratio, Share, wilson};

const NAMES: [&str; 6] = [
    "Haringey",
    "Haringey with a surge team",
    "Haringey with a fixed threshold that pressure does not move",
    "Haringey without blame",
    "Haringey, louder",
    "Haringey with shared records",
];

/// The first `n` of six scenarios, all against the first, and what each found by itself.
pub(crate) fn comparison(n: usize) -> (ComparisonResult, Vec<RunResult>) {
    let results: Vec<RunResult> =
        (0..n).map(|side| RunResult { name: NAMES[side].into(), ..haringey() }).collect();
    let found = ComparisonResult {
        version: "0.1.0".into(),
        build: "5e1f".repeat(16),
        format: 1,
        run_id: "1f2e3d4c".into(),
        seed: 1,
        replications: 100,
        period: results[0].periods[2].clone(),
        publicity: true,
        events: results[0].publicity.clone(),
        sides: (0..n).map(side).collect(),
        baseline: 0,
        against: (1..n).map(against).collect(),
        notes: Vec::new(),
        not_for: "Not for cases.".into(),
    };
    let mut found = found;
    found.period.label = "in the year after 11 November 2008".into();
    (found, results)
}

fn side(n: usize) -> SideResult {
    let lag = n as f64;
    SideResult {
        id: format!("side-{n}"),
        name: NAMES[n].into(),
        description: String::new(),
        scenario_hash: "9b2f".repeat(16),
        miss_rate: Some(estimate(0.767 - 0.02 * lag, 0.01)),
        missed: Some(estimate(63.3 - 1.5 * lag, 1.2)),
        noticed: Some(estimate(84.0, 1.3)),
        expected_harms: Some(estimate(1.38 - 0.01 * lag, 0.02)),
        excess: Some(estimate(11.9 - 1.5 * lag, 0.6)),
        warnings: Vec::new(),
        counts: (0..100_u32)
            .map(|i| Counts {
                replication: i,
                // These numbers scatter without a generator, so that snapshots hold. 37 goes through all remainders
                // of 23.
                missed: f64::from(i * 37 % 23 + 50) - lag * f64::from(i % 5)
                    + f64::from(u8::from(i % 7 == 0)) * 3.0,
                noticed: 84.0,
                expected_harms: 1.4,
            })
            .collect(),
    }
}

fn against(n: usize) -> Against {
    let lag = n as f64;
    let share = |share: f64| Share {
        share,
        low: Some(share - 0.06),
        high: Some(share + 0.05),
        level: 0.95,
        replications: 100,
    };
    let mut measures = vec![
        measure("miss_rate", "share", 0.767 - 0.02 * lag, 0.767, 0.006),
        measure("missed", "children", 63.3 - 1.5 * lag, 63.3, 0.5),
        measure("noticed", "children", 84.0, 84.0, 0.4),
        measure("expected_harms", "children", 1.38 - 0.01 * lag, 1.38, 0.005),
        measure("threshold_shift", "standard deviations", 0.10, 0.14, 0.004),
        measure("pressure", "weeks of work", 1.81, 1.96, 0.02),
        measure("unallocated[assessment]", "cases", 1.2, 1.3, 0.2),
        measure("unallocated[duty]", "cases", 0.0, 0.0, 0.0),
    ];
    for (route, settled) in Settlement::ROUTES.iter().enumerate() {
        let difference = [-0.4, 1.1, 0.0, 0.0, -1.9, -0.2, -0.1][route] * lag;
        // Both sides are the same on this route in every run, so the figure has no row for it.
        let half = if difference == 0.0 { 0.0 } else { 0.3 };
        let base = if half == 0.0 { 0.0 } else { 12.0 };
        measures.push(measure(
            &format!("missed[{}]", settled.name()),
            "children",
            base + difference,
            base,
            half,
        ));
    }
    Against {
        side: n,
        identical: false,
        same_children: true,
        missed: Pairs {
            pairs: 100,
            fewer: 83,
            as_many: 12,
            more: 5,
            same_luck: wilson(83, 100),
            own_luck: Some(share(0.61)),
        },
        excess: Some(estimate(-1.5 * lag, 0.5)),
        cost: Some(CostPerMiss {
            price_year: 2008,
            spent: Some(estimate(412_000.0, 21_000.0)),
            avoided: Some(estimate(5.1, 0.9)),
            pounds: Some(Ratio {
                ratio: 80_784.0,
                low: 66_100.0,
                high: 99_400.0,
                level: 0.95,
                replications: 100,
            }),
            none_because: None,
        }),
        chain: measures.iter().map(|measure| measure.id.clone()).collect(),
        measures,
        only_baseline: Vec::new(),
        only_side: vec![Indicator::ActionTaken.named("surge team")],
        defined_differently: Vec::new(),
        other_periods: Vec::new(),
        names_apart: Vec::new(),
    }
}

fn measure(id: &str, unit: &str, value: f64, base: f64, half: f64) -> MeasureDifference {
    MeasureDifference {
        id: super::id(id),
        label: format!("Measure {id}"),
        unit: unit.into(),
        better: Better::Lower,
        periods: vec![period(value, base, Some(half))],
    }
}

/// A measure in the year after.
pub(crate) fn period(value: f64, base: f64, half: Option<f64>) -> PeriodDifference {
    PeriodDifference {
        period: PeriodId::YearAfter,
        value: Some(estimate(value, 1.0)),
        baseline_value: Some(estimate(base, 1.0)),
        difference: Some(Estimate { half_width: half, ..estimate(value - base, 0.0) }),
        variance_ratio: half.filter(|half| *half > 0.0).map(|half| 2.0 / (half * half)),
    }
}
