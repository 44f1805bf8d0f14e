//! Distributions: waits, direct minutes and lengths of plans.

use super::gathered::Gathered;
use crate::measure::Waits;
use crate::results::{Distribution, DistributionPeriod};
use crate::scenario::Scenario;

/// A distribution that is kept, and how it is called.
struct KeptDistribution {
    waits: Waits,
    id: String,
    label: String,
    unit: &'static str,
}

fn kept(
    waits: Waits,
    id: impl Into<String>,
    label: impl Into<String>,
    unit: &'static str,
) -> KeptDistribution {
    KeptDistribution { waits, id: id.into(), label: label.into(), unit }
}

/// In the order of the tables; a new one is a line here.
fn all(scenario: &Scenario) -> Vec<KeptDistribution> {
    let mut all = vec![
        kept(Waits::Screening, "wait[screening]", "Referral to screening", "days"),
        kept(
            Waits::Protection,
            "wait[protection]",
            "Coming to notice to protection, high-risk children",
            "days",
        ),
    ];
    for (t, team) in scenario.teams.iter().enumerate() {
        let (id, label) = (
            format!("wait[allocation, {}]", team.name),
            format!("{}: entry to allocation", team.name),
        );
        all.push(kept(Waits::Allocation(t), id, label, "days"));
    }
    for (s, stage) in scenario.stages.iter().enumerate() {
        let name = &stage.name;
        let named =
            |family: &str, what: &str| (format!("{family}[{name}]"), format!("{name}: {what}"));
        for (waits, (id, label), unit) in [
            (Waits::Stage(s), named("time", "entry to decision"), "days"),
            (Waits::DirectMinutes(s), named("minutes", "direct minutes a visit"), "minutes"),
            (Waits::PlanLength(s), named("length", "length, extensions included"), "days"),
        ] {
            all.push(kept(waits, id, label, unit));
        }
    }
    all
}

/// Those that something happened in.
pub(super) fn of(gathered: &Gathered<'_>) -> Vec<Distribution> {
    all(gathered.setting.scenario)
        .into_iter()
        .map(|KeptDistribution { waits, id, label, unit }| {
            let histogram = gathered.setting.catalogue.layout.histogram(waits);
            let periods = 0..gathered.setting.periods.len();
            let periods =
                periods.filter_map(|period| in_period(gathered, period, histogram)).collect();
            Distribution { id, label, unit: unit.to_owned(), periods }
        })
        .filter(|distribution| !distribution.periods.is_empty())
        .collect()
}

fn in_period(
    gathered: &Gathered<'_>,
    period: usize,
    histogram: usize,
) -> Option<DistributionPeriod> {
    let run = gathered.pooled(period, histogram).all;
    (run.count() > 0).then(|| DistributionPeriod {
        period: gathered.setting.periods[period].id,
        count: run.count(),
        still_waiting: run.censored(),
        run: run.cumulative(100),
        twin: gathered.pooled_twin(period, histogram).all.cumulative(100),
    })
}
