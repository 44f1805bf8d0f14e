//! Every measure in every period: run, twin, difference, chance.

use super::few;
use super::gathered::{Gathered, in_run};
use super::paired::{self, Pair, Three};
use super::periods::headline_period;
use super::sums::Sums;
use crate::measure::{Formula, Measure};
use crate::model::Setting;
use crate::results::{MeasureResult, PeriodValue};
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
    let layout = &gathered.setting.catalogue.layout;
    let formulas: Vec<Pair<'_>> = measures
        .iter()
        .map(|measure| (&measure.formula, &measure.formula, measure.cases(layout)))
        .collect();
    let sums = gathered.sums().period(period);
    // It finds nothing for centiles and restricted means, which come from the pooled distributions below.
    let estimates = paired::beside(&sums.run, sums.twin.as_ref(), &formulas);
    let value = |((formula, ..), [run, twin, difference]): (&Pair<'_>, Three<Estimate>)| {
        let mut value = PeriodValue {
            period: gathered.setting.periods[period].id,
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

fn quantile(
    gathered: &Gathered<'_>,
    period: usize,
    histogram: usize,
    p: f64,
    value: &mut PeriodValue,
) {
    let n = gathered.sums().replications();
    let run = gathered.pooled(period, histogram);
    (value.run, value.more_than) = run.quantile(p, n);
    // Sections stay empty where no twin was run.
    if !gathered.experiment.twin.iter().all(Vec::is_empty) {
        let twin = gathered.pooled_twin(period, histogram);
        (value.twin, value.more_than_twin) = twin.quantile(p, n);
        value.difference = paired::quantile_difference(&run, &twin, p, n);
    }
}

fn restricted_mean(
    gathered: &Gathered<'_>,
    period: usize,
    histogram: usize,
    value: &mut PeriodValue,
) {
    let n = gathered.sums().replications();
    let run = gathered.pooled(period, histogram);
    value.run = run.restricted_mean(n);
    if !gathered.experiment.twin.iter().all(Vec::is_empty) {
        let twin = gathered.pooled_twin(period, histogram);
        value.twin = twin.restricted_mean(n);
        value.difference = paired::mean_difference(&run, &twin, n);
    }
}

/// How well a measure is known, as a stopping rule needs it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MeasurePrecision {
    /// Half-width of its interval; `None` where there is none.
    pub half_width: Option<f64>,
    /// False where fewer than ten replications have a case, or all say the same: no rule may stop by their spread.
    pub can_stop: bool,
}

impl MeasurePrecision {
    /// True where it is known as well as asked.
    #[must_use]
    pub fn is_within(&self, asked: f64) -> bool {
        self.can_stop && self.half_width.is_some_and(|half| half <= asked)
    }
}

/// How well a measure is known in the headline period.
#[must_use]
pub fn known(
    setting: &Setting<'_>,
    sums: &Sums,
    sections: &[Vec<LogHistogram>],
    id: &str,
) -> MeasurePrecision {
    let Ok(formula) = setting.catalogue.formula(id) else { return MeasurePrecision::default() };
    let (period, cases) = (headline_period(setting), setting.catalogue.cases(id));
    let estimate = in_run(setting, sums, sections, period, (&formula, cases));
    let half_width = estimate.and_then(|estimate| estimate.half_width);
    let can_stop = match formula {
        // The sections of a quantile have its spread: ten of them are ten replications or more.
        Formula::Quantile { .. } | Formula::RestrictedMean { .. } => {
            half_width.is_some_and(|half| half > 0.0)
        }
        _ => few::can_stop(&formula, cases, &sums.period(period).run),
    };
    MeasurePrecision { half_width, can_stop }
}
