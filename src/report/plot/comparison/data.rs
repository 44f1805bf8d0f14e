//! The numbers behind the figures of a comparison.

use crate::measure::{Indicator, MeasureId, Settlement};
use crate::report::plot::data::of_series;
use crate::report::plot::data::{Cell, DataTable};
use crate::report::plot::misses_by_route;
use crate::results::comparison::ComparisonResult;
use crate::results::{RunResult, Series};

use super::weeks::busiest;

/// Missed, by route, and harms: each scenario, the baseline and the difference.
pub(super) fn differences(found: &ComparisonResult, _: &[RunResult]) -> DataTable {
    let routes = Settlement::ROUTES.iter().map(|route| Indicator::Missed.settled(*route));
    let ids: Vec<MeasureId> = std::iter::once(Indicator::Missed.into())
        .chain(routes)
        .chain([Indicator::ExpectedHarms.into()])
        .collect();
    let mut rows = Vec::new();
    for against in &found.against {
        for id in &ids {
            let (Some(value), Some(measure)) = (
                found.headline(against, id),
                against.measures.iter().find(|measure| measure.id == *id),
            ) else {
                continue;
            };
            rows.push(vec![
                Cell::words(found.side(against).name.clone()),
                Cell::words(measure.label.clone()),
                Cell::number(value.value.map(|e| e.mean)),
                Cell::number(value.baseline_value.map(|e| e.mean)),
                Cell::number(value.difference.map(|e| e.mean)),
                Cell::number(value.difference.and_then(|e| e.half_width)),
            ]);
        }
    }
    let columns =
        ["scenario", "what", "here", "baseline", "difference", "half-width of its interval"];
    DataTable { columns: columns.map(str::to_owned).into(), rows }
}

/// Missed in each replication of each scenario.
pub(super) fn pairs(found: &ComparisonResult, _: &[RunResult]) -> DataTable {
    let names = found.sides.iter().map(|side| format!("{} [children missed]", side.name));
    let replications = found.sides.first().map_or(0, |side| side.counts.len());
    let row = |n: usize| {
        let index = found.sides[0].counts[n].replication.to_string();
        let missed = found
            .sides
            .iter()
            .map(|side| Cell::number(side.counts.get(n).map(|counts| counts.missed)));
        std::iter::once(Cell::words(index)).chain(missed).collect()
    };
    DataTable {
        columns: std::iter::once("replication".to_owned()).chain(names).collect(),
        rows: (0..replications).map(row).collect(),
    }
}

/// Months and routes, scenario after scenario.
pub(super) fn routes(found: &ComparisonResult, results: &[RunResult]) -> DataTable {
    let mut all = DataTable::default();
    for (side, result) in found.sides.iter().zip(results) {
        // Without the twins: the figure has none.
        let of_one = misses_by_route::data(&RunResult {
            has_twin: false,
            months: without_twins(result),
            ..result.clone()
        });
        all.columns = std::iter::once("scenario".to_owned()).chain(of_one.columns).collect();
        all.rows.extend(of_one.rows.into_iter().map(|row| {
            std::iter::once(Cell::words(side.name.clone())).chain(row).collect::<Vec<_>>()
        }));
    }
    all
}

fn without_twins(result: &RunResult) -> Vec<crate::results::Month> {
    result
        .months
        .iter()
        .map(|month| crate::results::Month { twin: Vec::new(), ..month.clone() })
        .collect()
}

pub(super) fn pressure(found: &ComparisonResult, results: &[RunResult]) -> DataTable {
    weeks(found, results, &Indicator::Pressure.into())
}

pub(super) fn unallocated(found: &ComparisonResult, results: &[RunResult]) -> DataTable {
    weeks(found, results, &Indicator::Unallocated.named(&busiest(found, results)))
}

fn weeks(found: &ComparisonResult, results: &[RunResult], id: &MeasureId) -> DataTable {
    let series: Vec<(&str, &Series)> = found
        .sides
        .iter()
        .zip(results)
        .filter_map(|(side, result)| Some((side.name.as_str(), result.series(id)?)))
        .collect();
    let Some(first) = results.first() else { return DataTable::default() };
    // The panels have no twins: their dashed line is the baseline.
    of_series(&RunResult { has_twin: false, ..first.clone() }, &series)
}
