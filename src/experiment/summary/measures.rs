//! Every measure in every period: run, twin, difference, chance.

use super::gathered::{Gathered, in_run};
use super::paired::{self, Three};
use super::periods::headline_period;
use super::sums::Sums;
use crate::experiment::result::{MeasureResult, PeriodValue};
use crate::measure::{Formula, Measure};
use crate::model::Setting;
use crate::stats::{Estimate, LogHistogram};

pub(super) fn of(gathered: &Gathered<'_>) -> Vec<MeasureResult> {
    let measures = &gathered.setting.catalogue.measures;
    let mut results: Vec<MeasureResult> =
        measures.iter().map(|measure| MeasureResult::of(measure, Vec::new())).collect();
    for period in 0..gathered.setting.periods.len() {
        for (result, value) in results.iter_mut().zip(values(gathered, period, measures)) {
            result.values.push(value);
        }
    }
    results
}

fn values(gathered: &Gathered<'_>, period: usize, measures: &[Measure]) -> Vec<PeriodValue> {
    let formulas: Vec<(&Formula, &Formula)> =
        measures.iter().map(|measure| (&measure.formula, &measure.formula)).collect();
    let sums = gathered.sums().period(period);
    let estimates = paired::beside(&sums.run, sums.twin.as_ref(), &formulas);
    let value = |((formula, _), [run, twin, difference]): (&(&Formula, &Formula), Three<Estimate>)| {
        let mut value = PeriodValue {
            period: gathered.setting.periods[period].id.clone(),
            run,
            twin,
            difference,
            chance: gathered.chance(period, formula),
            more_than: None,
            more_than_twin: None,
        };
        if let Formula::Quantile { histogram, p } = **formula {
            quantile(gathered, period, histogram, p, &mut value);
        }
        if let Formula::RestrictedMean { histogram } = **formula {
            restricted_mean(gathered, period, histogram, &mut value);
        }
        value
    };
    formulas.iter().zip(estimates).map(value).collect()
}

fn quantile(gathered: &Gathered<'_>, period: usize, histogram: usize, p: f64, value: &mut PeriodValue) {
    let n = gathered.sums().replications();
    let run = gathered.pooled(period, histogram);
    (value.run, value.more_than) = run.quantile(p, n);
    if !gathered.experiment.twin.iter().all(Vec::is_empty) {
        let twin = gathered.pooled_twin(period, histogram);
        (value.twin, value.more_than_twin) = twin.quantile(p, n);
        value.difference = paired::quantile_difference(&run, &twin, p, n);
    }
}

fn restricted_mean(gathered: &Gathered<'_>, period: usize, histogram: usize, value: &mut PeriodValue) {
    let n = gathered.sums().replications();
    let run = gathered.pooled(period, histogram);
    value.run = run.restricted_mean(n);
    if !gathered.experiment.twin.iter().all(Vec::is_empty) {
        let twin = gathered.pooled_twin(period, histogram);
        value.twin = twin.restricted_mean(n);
        value.difference = paired::mean_difference(&run, &twin, n);
    }
}

/// The half-width of a measure in the headline period, as a stopping rule needs it.
#[must_use]
pub fn half_width(setting: &Setting<'_>, sums: &Sums, sections: &[Vec<LogHistogram>], id: &str) -> Option<f64> {
    let formula = setting.catalogue.formula(id).ok()?;
    in_run(setting, sums, sections, headline_period(setting), &formula)?.half_width
}
