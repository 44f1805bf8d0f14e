//! Made-up results of a realistic shape, to test words and pictures with. No number here is a finding.

use jiff::civil::{Date, date};

use crate::measure::left_out::{LEFT_OUT, NOT_FOR};
use crate::measure::{Catalogue, Indicator, MeasureId, MeasureNames, PeriodId, StageName};
use crate::results::{
    Citation, Distribution, DistributionPeriod, EventCount, Headline, LeftOut, Month, Period,
    PublicityMark, Replicated, RunResult, TargetResult, Warning, WeekPoint,
};
use crate::results::{Forecasts, HeldOut, HeldOutRange};
use crate::results::{Rule, WhyMissed};
use crate::scenario::{Decision, Solved, Stopping, TargetUse, numbers};
use crate::stats::Estimate;
use crate::time::days_between;

mod comparison;
mod levels;
mod organisation;
mod series;

pub(crate) use comparison::{comparison, period};
pub(crate) use organisation::{Course, all_over, blocks, organised};

const FROM: Date = date(2006, 3, 27);
const VERDICT: Date = date(2008, 11, 11);

/// An estimate over 200 replications.
pub(crate) fn estimate(mean: f64, half_width: f64) -> Estimate {
    Estimate::even(mean, Some(half_width), 200)
}

/// Haringey as the issue describes it: five observed years, publicity in the third, 200 pairs.
pub(crate) fn haringey() -> RunResult {
    let (horizon, year_to) = (date(2011, 3, 21), date(2009, 11, 10));
    let period = |id: PeriodId, label: &str, from: Date, to: Date, noticed_to: Date| Period {
        id,
        label: label.into(),
        from,
        to,
        noticed_to,
        days: days_between(from, to),
    };
    let mut result = RunResult {
        version: "0.1.0".into(),
        build: "5e1f".repeat(16),
        format: 1,
        name: "Haringey".into(),
        description: "What the publicity of November 2008 did to one London borough.".into(),
        scenario_hash: "9b2f".repeat(16),
        run_id: "1f2e3d4c".into(),
        resolved: "name = \"Haringey\"\n".into(),
        seed: 1,
        replications: Replicated {
            asked: 200,
            finished: 200,
            complete: true,
            rule: Rule(Stopping::Count(200)),
            reached: Vec::new(),
        },
        without: Vec::new(),
        has_twin: true,
        twin_left_out: false,
        observed_from: FROM,
        horizon,
        publicity: vec![PublicityMark {
            label: "Verdict in the Baby Peter case".into(),
            date: VERDICT,
        }],
        publicity_by_chance: None,
        periods: vec![
            period(PeriodId::Observed, "the observed period", FROM, horizon, horizon),
            period(PeriodId::Before, "before the publicity", FROM, VERDICT, date(2008, 9, 9)),
            period(PeriodId::YearAfter, "the year after", VERDICT, year_to, year_to),
            period(PeriodId::Later, "later", year_to, horizon, horizon),
        ],
        headline: headline(),
        follow_on: None,
        openings: Vec::new(),
        price_year: None,
        measures: Vec::new(),
        weekly: series::weekly(),
        months: series::months(),
        distributions: distributions(),
        chain: Vec::new(),
        targets: targets(),
        numbers: numbers::HeldNumbers { ranged: 66, fixed: 90 },
        held_out: held_out(),
        solved: solved(),
        warnings: vec![Warning::QueuesGrow {
            label: "Cases waiting for a worker, assessment".into(),
            before: 31.0,
            last: 36.0,
        }],
        left_out: LEFT_OUT
            .iter()
            .map(|o| LeftOut { what: o.what.into(), pushes: o.pushes.into() })
            .collect(),
        target_working_days: 45,
        not_for: NOT_FOR.into(),
        events: vec![EventCount { kind: "concern seen".into(), count: 12_345_678, counts: true }],
        events_twin: vec![EventCount {
            kind: "concern seen".into(),
            count: 11_345_678,
            counts: true,
        }],
    };
    result.measures = levels::measures(&result.periods);
    result.chain = levels::chain(&result);
    result
}

/// The same service without any publicity in the observed period, hence without a twin.
pub(crate) fn quiet() -> RunResult {
    let mut result = without_twin();
    result.publicity.clear();
    result.periods.truncate(1);
    result.headline.period = PeriodId::Observed;
    result.headline.miss_rate_before = None;
    for measure in &mut result.measures {
        measure.values.truncate(1);
    }
    result
}

/// A run with `--no-counterfactual`.
pub(crate) fn without_twin() -> RunResult {
    let mut result = haringey();
    result.has_twin = false;
    result.twin_left_out = true;
    result.chain.clear();
    result.events_twin.clear();
    let h = &mut result.headline;
    h.miss_rate_twin = None;
    h.miss_rate_difference = None;
    h.missed_twin = None;
    h.excess = None;
    h.noticed_twin = None;
    h.expected_harms_difference = None;
    h.excess_more_episodes = None;
    h.excess_worse_service = None;
    for value in result.measures.iter_mut().flat_map(|measure| &mut measure.values) {
        value.twin = None;
        value.difference = None;
        value.more_than_twin = None;
    }
    for point in result.weekly.iter_mut().flat_map(|series| &mut series.points) {
        point.twin = None;
    }
    result.months.iter_mut().for_each(|month| month.twin.clear());
    result
}

/// One replication: no interval, no chance.
pub(crate) fn one_replication() -> RunResult {
    let mut result = haringey();
    result.replications = Replicated {
        asked: 1,
        finished: 1,
        complete: true,
        rule: Rule(Stopping::Count(1)),
        reached: Vec::new(),
    };
    let lone = |e: &mut Option<Estimate>| {
        if let Some(e) = e {
            e.half_width = None;
            e.replications = 1;
        }
    };
    let h = &mut result.headline;
    for e in [
        &mut h.miss_rate,
        &mut h.miss_rate_before,
        &mut h.miss_rate_twin,
        &mut h.miss_rate_difference,
        &mut h.missed,
        &mut h.missed_twin,
        &mut h.excess,
        &mut h.noticed,
        &mut h.noticed_twin,
        &mut h.expected_harms_difference,
        &mut h.expected_harms,
        &mut h.excess_more_episodes,
        &mut h.excess_worse_service,
    ] {
        lone(e);
    }
    for value in result.measures.iter_mut().flat_map(|measure| &mut measure.values) {
        lone(&mut value.run);
        lone(&mut value.twin);
        lone(&mut value.difference);
        value.chance = None;
    }
    for link in &mut result.chain {
        lone(&mut link.run);
        lone(&mut link.twin);
        lone(&mut link.difference);
        link.shown = false;
    }
    for point in result.weekly.iter_mut().flat_map(|series| &mut series.points) {
        point.chance = None;
    }
    result
}

/// Nobody referred, nobody employed, one day observed: legal, and nearly everything is missing.
pub(crate) fn nothing() -> RunResult {
    let mut result = quiet();
    result.horizon = date(2006, 3, 28);
    result.periods[0].to = result.horizon;
    result.periods[0].days = 1.0;
    result.headline.miss_rate = None;
    result.headline.missed = Some(estimate(0.0, 0.0));
    result.headline.noticed = Some(estimate(0.0, 0.0));
    result.headline.expected_harms = Some(estimate(0.0, 0.0));
    for value in result.measures.iter_mut().flat_map(|measure| &mut measure.values) {
        value.run = None;
        value.chance = None;
        value.more_than = Some(1.0);
    }
    for series in &mut result.weekly {
        series.points.truncate(1);
        // Pressure is infinite without staff, and no axis may try to hold it.
        let infinite = series.id == Indicator::Pressure.into();
        for point in &mut series.points {
            point.run = infinite.then_some(f64::INFINITY);
            point.chance = None;
        }
    }
    result.months.truncate(1);
    result.months[0].run.iter_mut().for_each(|(_, n)| *n = 0.0);
    result.distributions.clear();
    result.targets.clear();
    result.warnings.clear();
    result
}

/// A run of a hundred years, weekly.
pub(crate) fn century() -> RunResult {
    let mut result = haringey();
    for series in &mut result.weekly {
        let known = series.points.clone();
        series.points = (0..5218)
            .map(|week| WeekPoint {
                date: FROM + jiff::Span::new().weeks(week),
                // The five years repeat, because only the number of weeks matters here.
                ..known[week as usize % known.len()]
            })
            .collect();
    }
    let known = result.months.clone();
    result.months = (0..1200)
        .map(|n| Month {
            date: date(2006, 4, 1) + jiff::Span::new().months(n),
            ..known[n as usize % known.len()].clone()
        })
        .collect();
    result.horizon = date(2106, 3, 27);
    result
}

/// The id that is written so, of a measure of the sample with everything on; else one of a name.
pub(crate) fn id(text: &str) -> MeasureId {
    if let Some(known) = Catalogue::new(&organisation::everything()).written(text) {
        return known.id.clone();
    }
    let (indicator, name) = text.split_once('[').expect("a measure of some name");
    let indicator = Indicator::all().into_iter().find(|known| known.name() == indicator);
    indicator.expect("it is measured").named(name.trim_end_matches(']'))
}

pub(crate) fn names() -> MeasureNames {
    let stage = |name: &str, worked, timed, plan, assess| StageName {
        name: name.into(),
        worked,
        timed,
        plan,
        assess,
        together: false,
    };
    MeasureNames {
        sources: ["police", "school", "health", "public and helpline"].map(String::from).into(),
        classes: ["low", "moderate", "high, hidden", "high"].map(String::from).into(),
        stages: vec![
            stage("initial assessment", true, true, false, true),
            stage("core assessment", true, true, false, true),
            stage("section 47 enquiry", true, true, false, true),
            stage("initial conference", true, true, false, false),
            stage("child protection plan", true, false, true, false),
            stage("child in need plan", true, false, true, false),
            stage("looked after", false, false, false, false),
        ],
        teams: ["duty", "assessment", "long term"].map(String::from).into(),
        target_working_days: 45,
        ..MeasureNames::default()
    }
}

fn headline() -> Headline {
    Headline {
        period: PeriodId::YearAfter,
        miss_rate: Some(estimate(0.572, 0.006)),
        miss_rate_before: Some(estimate(0.541, 0.004)),
        miss_rate_twin: Some(estimate(0.548, 0.006)),
        miss_rate_difference: Some(estimate(0.0241, 0.006)),
        missed: Some(estimate(96.2, 1.4)),
        missed_twin: Some(estimate(84.1, 1.3)),
        excess: Some(estimate(12.1, 1.7)),
        noticed: Some(estimate(181.3, 1.9)),
        noticed_twin: Some(estimate(165.2, 1.8)),
        expected_harms_difference: Some(estimate(-0.012, 0.024)),
        expected_harms: Some(estimate(6.31, 0.05)),
        excess_more_episodes: Some(estimate(7.4, 1.0)),
        excess_worse_service: Some(estimate(5.1, 1.2)),
    }
}

fn distributions() -> Vec<Distribution> {
    let curve = |median: f64| {
        (0..=100).map(|k| (f64::from(k), 1.0 - libm::exp2(-f64::from(k) / median))).collect()
    };
    let one = |period: PeriodId, run: f64, twin: f64| DistributionPeriod {
        period,
        count: 20_000,
        still_waiting: 12,
        run: curve(run),
        twin: curve(twin),
    };
    vec![Distribution {
        id: "wait[allocation, assessment]".into(),
        label: "assessment: entry to allocation".into(),
        unit: "days".into(),
        periods: vec![one(PeriodId::Before, 4.0, 4.0), one(PeriodId::YearAfter, 6.0, 4.0)],
    }]
}

fn targets() -> Vec<TargetResult> {
    let one = |measure: &str, low: f64, high: f64, model: f64, used: TargetUse, because: &str| {
        TargetResult {
            measure: measure.into(),
            quantity: Catalogue::new(&names()).quantity(measure),
            period: "before the publicity".into(),
            low,
            high,
            model: Some(estimate(model, 0.004 * (1.0 + model.abs()))),
            met: used.is_scored().then_some((low..=high).contains(&model)),
            used,
            place: "England".into(),
            source: "ia_within_7wd_2008".into(),
            citation: Some(Citation {
                source: "DCSF".into(),
                year: "2008".into(),
                address: "www.example.org/statistics".into(),
            }),
            missed_because: match because {
                "" => WhyMissed::NotSaid,
                because => WhyMissed::Said(because.into()),
            },
            value: None,
            forecasts: None,
        }
    };
    vec![
        one("referrals_per_month", 213.0, 232.0, 222.4, TargetUse::Fit, ""),
        one("started[initial assessment] / referrals", 0.55, 0.63, 0.59, TargetUse::Fit, ""),
        one(
            "started[core assessment] / started[initial assessment]",
            0.30,
            0.36,
            0.333,
            TargetUse::Fit,
            "",
        ),
        one("rereferred_share", 0.21, 0.27, 0.243, TargetUse::Fit, ""),
        one("on_time[initial assessment]", 0.66, 0.76, 0.71, TargetUse::Fit, ""),
        one(
            "on_time[core assessment]",
            0.75,
            0.85,
            0.874,
            TargetUse::Fit,
            "Core assessments are too fast while the cap never binds.",
        ),
        one("caseload[assessment]", 12.0, 18.0, 14.6, TargetUse::Fit, ""),
        one("auc[screening]", 0.55, 0.65, 0.62, TargetUse::Fit, ""),
        one("harm_share[receiving]", 0.32, 0.52, 0.43, TargetUse::Fit, ""),
        TargetResult {
            value: Some(HELD_OUT.2),
            forecasts: Some(FORECASTS),
            ..one(
                "on_time[initial assessment]",
                HELD_OUT.0,
                HELD_OUT.1,
                HELD_OUT.3,
                TargetUse::HeldOut,
                "",
            )
        },
        one("on_time[core assessment]", 0.70, 0.82, 0.66, TargetUse::ForScale, ""),
    ]
}

/// The range held out, the published figure, and the model's.
const HELD_OUT: (f64, f64, f64, f64) = (0.60, 0.72, 0.66, 0.672);
const FORECASTS: Forecasts = Forecasts { last: 0.71, trend: Some(0.69), halving: Some(0.662) };

fn held_out() -> Option<HeldOut> {
    let (low, high, value, model) = HELD_OUT;
    HeldOut::of(&[HeldOutRange {
        low,
        high,
        value: Some(value),
        model: Some(model),
        forecasts: Some(FORECASTS),
    }])
}

fn solved() -> Solved {
    let decision = Decision {
        name: "triage".into(),
        thresholds: vec![1.6, -0.1],
        asked: vec![Some(0.06), Some(0.62)],
        given: vec![0.06, 0.62],
        sd: 0.5,
        quantiles: vec![-1.0, 0.0, 1.0],
    };
    Solved {
        classes: Vec::new(),
        triage: decision,
        stages: Vec::new(),
        pressure_normal: 2.3,
        prior_mean: 0.0,
        prior_precision: 1.0,
        referrals_asked: 2670.0,
        referrals_given: 2668.0,
    }
}
