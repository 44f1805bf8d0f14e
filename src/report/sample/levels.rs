//! Measures over periods, and the chain made of them.

use super::{estimate, names};
use crate::measure::{Catalogue, MeasureId, PeriodId};
use crate::results::{ChainLink, MeasureResult, Period, PeriodValue, RunResult};
use crate::stats::Spread;

/// Before, run, twin, half-width of a mean, half-width of the difference.
fn level(id: &str) -> [f64; 5] {
    match id {
        "miss_rate" => [0.541, 0.572, 0.548, 0.006, 0.006],
        "miss_rate_within[30]" => [0.671, 0.702, 0.676, 0.006, 0.006],
        "miss_rate_within[60]" => [0.489, 0.515, 0.495, 0.006, 0.006],
        "miss_rate_within[90]" => [0.437, 0.454, 0.442, 0.006, 0.006],
        "miss_rate_within[365]" => [0.341, 0.347, 0.346, 0.006, 0.006],
        "missed" | "episodes_missed" => [226.4, 96.2, 84.1, 1.4, 1.7],
        "missed[screened out]" => [84.1, 37.6, 31.9, 0.8, 1.0],
        "missed[misjudged]" => [83.2, 30.4, 31.1, 0.7, 0.9],
        "missed[late: screening]" => [0.4, 0.3, 0.2, 0.05, 0.06],
        "missed[late: allocation]" => [1.1, 2.9, 0.6, 0.3, 0.3],
        "missed[late: assessment]" => [28.2, 13.4, 10.7, 0.5, 0.6],
        "missed[late: conference]" => [14.6, 6.1, 5.2, 0.4, 0.4],
        "missed[late: plan]" => [14.8, 5.5, 4.4, 0.4, 0.4],
        "missed[late]" => [59.1, 28.2, 21.1, 0.8, 1.0],
        "miss_rate[screened out]" => [0.201, 0.2236, 0.208, 0.004, 0.005],
        "miss_rate[misjudged]" => [0.199, 0.181, 0.2026, 0.004, 0.005],
        "miss_rate[late: screening]" => [0.001, 0.0018, 0.0012, 0.0003, 0.0004],
        "miss_rate[late: allocation]" => [0.0026, 0.0172, 0.0039, 0.0018, 0.0019],
        "miss_rate[late: assessment]" => [0.0674, 0.08, 0.0697, 0.003, 0.004],
        "miss_rate[late: conference]" => [0.0349, 0.0363, 0.0339, 0.002, 0.003],
        "miss_rate[late: plan]" => [0.0354, 0.0327, 0.0287, 0.002, 0.003],
        "noticed" => [448.3, 181.3, 165.2, 1.9, 1.8],
        // What the rates leave out: noticed less missed over the rate.
        "resolved" => [29.8, 13.1, 11.7, 0.4, 0.4],
        "minutes[initial assessment]" => [71.0, 62.4, 70.9, 0.3, 0.3],
        "minutes[core assessment]" => [66.0, 59.3, 65.8, 0.3, 0.3],
        "minutes[section 47 enquiry]" => [88.0, 80.6, 87.9, 0.5, 0.5],
        "minutes[initial conference]" => [40.0, 40.0, 40.0, 0.3, 0.3],
        "minutes[child protection plan]" => [52.0, 50.1, 51.9, 0.2, 0.2],
        "minutes[child in need plan]" => [43.0, 37.2, 42.8, 0.2, 0.2],
        "direct_kept[initial assessment]" => [0.93, 0.817, 0.929, 0.004, 0.004],
        "direct_kept[core assessment]" => [0.92, 0.827, 0.917, 0.004, 0.004],
        "direct_kept[section 47 enquiry]" => [0.97, 0.888, 0.969, 0.004, 0.004],
        "direct_kept[initial conference]" => [1.0, 1.0, 1.0, 0.0, 0.0],
        "direct_kept[child protection plan]" => [0.96, 0.925, 0.958, 0.004, 0.004],
        "direct_kept[child in need plan]" => [0.86, 0.744, 0.856, 0.004, 0.004],
        "screened_out_share" => [0.41, 0.46, 0.41, 0.002, 0.002],
        "unallocated[duty]" | "agency[duty]" => [0.0, 0.0, 0.0, 0.0, 0.0],
        "unallocated[assessment]" => [1.2, 9.1, 1.3, 0.9, 0.9],
        "unallocated[long term]" => [0.9, 2.3, 1.0, 0.3, 0.3],
        "allocated[duty]" => [0.0, 0.0, 0.0, 0.0, 0.0],
        "wait_median[allocation, assessment]" => [0.0, 2.0, 0.0, 0.2, 0.2],
        "wait_p90[allocation, assessment]" => [1.0, 11.0, 1.0, 0.8, 0.8],
        "late_by_design" => [0.051, 0.047, 0.05, 0.003, 0.004],
        "referrals" => [5893.0, 3151.0, 2668.0, 8.0, 9.0],
        "threshold_shift" => [0.021, 0.214, 0.024, 0.012, 0.012],
        "pressure" => [2.31, 3.42, 2.34, 0.05, 0.05],
        "pressure_seen" => [2.3, 3.2, 2.33, 0.05, 0.05],
        "sick_share" => [0.041, 0.046, 0.041, 0.0008, 0.0009],
        "leavers_per_year" => [10.4, 11.3, 10.6, 0.5, 0.6],
        "caseload[assessment]" => [14.6, 16.9, 14.8, 0.1, 0.1],
        "caseload[long term]" => [16.2, 16.8, 16.3, 0.1, 0.1],
        "caseload[duty]" => [0.0, 0.0, 0.0, 0.0, 0.0],
        "unallocated" => [2.1, 11.4, 2.3, 0.9, 0.9],
        "expected_harms" => [16.5, 6.31, 6.32, 0.05, 0.024],
        "expected_harms[known]" => [12.9, 4.95, 4.94, 0.05, 0.022],
        "minutes" => [58.1, 52.3, 57.9, 0.3, 0.3],
        "in_post[duty]" => [5.8, 5.8, 5.8, 0.02, 0.02],
        "in_post[assessment]" => [37.4, 37.1, 37.3, 0.1, 0.1],
        "in_post[long term]" => [29.1, 28.9, 29.0, 0.1, 0.1],
        _ => family_level(id),
    }
}

fn family_level(id: &str) -> [f64; 5] {
    let family = id.split('[').next().unwrap_or(id);
    // The length of its name varies each member of a family, so that a table does not repeat itself.
    let wobble = 1.0 + (id.len() % 7) as f64 / 30.0;
    let base = match family {
        "on_time" => [0.71, 0.67, 0.71, 0.005, 0.005],
        "wait_median" => [4.0, 6.0, 4.0, 0.3, 0.3],
        "wait_p90" => [12.0, 19.0, 12.0, 0.8, 0.8],
        "minutes" => [60.0, 53.0, 60.0, 0.3, 0.3],
        "minutes_median" | "minutes_p10" => [48.0, 41.0, 48.0, 0.4, 0.4],
        "direct_kept" => [0.93, 0.82, 0.93, 0.004, 0.004],
        "drifting_share" | "closed_share" | "sick_share" => [0.041, 0.046, 0.042, 0.001, 0.001],
        "expected_harms" => [1.8, 0.7, 0.71, 0.02, 0.02],
        "agency" => [4.1, 4.3, 4.2, 0.1, 0.1],
        "leavers_per_year" => [4.2, 4.6, 4.3, 0.3, 0.4],
        "auc" => [0.62, 0.61, 0.62, 0.002, 0.002],
        _ => [10.0, 12.0, 10.1, 0.4, 0.5],
    };
    base.map(|x| x * wobble)
}

pub(super) fn measures(periods: &[Period]) -> Vec<MeasureResult> {
    let spread = |mean: f64| Spread {
        p10: 0.9 * mean,
        p25: 0.95 * mean,
        p50: mean,
        p75: 1.05 * mean,
        p90: 1.1 * mean,
    };
    let catalogue = Catalogue::new(&names());
    let value = |id: &MeasureId, period: &Period| {
        let [before, run, twin, half, of_difference] = level(&id.to_string());
        // Run and twin are the same before the publicity. The observed period borrows these numbers.
        let quiet = matches!(period.id, PeriodId::Before | PeriodId::Observed);
        let (run, twin) = if quiet { (before, before) } else { (run, twin) };
        PeriodValue {
            period: period.id,
            run: Some(estimate(run, half)),
            twin: Some(estimate(twin, half)),
            difference: Some(estimate(run - twin, if quiet { 0.0 } else { of_difference })),
            chance: Some(spread(run)),
            more_than: None,
            more_than_twin: None,
        }
    };
    let values = |id: &MeasureId| periods.iter().map(|period| value(id, period)).collect();
    catalogue
        .measures
        .iter()
        .map(|measure| MeasureResult::of(measure, values(&measure.id)))
        .collect()
}

pub(super) fn chain(result: &RunResult) -> Vec<ChainLink> {
    let ids = [
        "referrals",
        "pressure",
        "threshold_shift",
        "wait_median[allocation, assessment]",
        "minutes",
        "sick_share",
        "leavers_per_year",
        "missed[screened out]",
        "missed[misjudged]",
        "missed[late]",
        "missed",
    ];
    ids.into_iter()
        .map(super::id)
        .filter_map(|id| {
            Some(ChainLink::of(result.measure(&id)?, result.value(id, PeriodId::YearAfter)?))
        })
        .collect()
}
