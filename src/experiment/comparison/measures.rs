//! Every measure that means the same on both sides, in every period that both sides have.

use super::Runs;
use super::common::same_days;
use crate::experiment::summary::Sums;
use crate::experiment::summary::paired::{self, Pair, Three};
use crate::experiment::summary::periods;
use crate::experiment::summary::pooled::Pooled;
use crate::measure::{Formula, Measure, MeasureId, PeriodId};
use crate::results::comparison::{MeasureDifference, PeriodDifference};
use crate::stats::Estimate;

/// What two sides have in common, and what not.
pub(super) struct Matched<'a> {
    both: Vec<(&'a Measure, &'a Measure)>,
    /// Id of the period, its place on the side and in the baseline.
    periods: Vec<(PeriodId, usize, usize)>,
    pub only_baseline: Vec<MeasureId>,
    pub only_side: Vec<MeasureId>,
    pub defined_differently: Vec<MeasureId>,
    pub other_periods: Vec<PeriodId>,
}

impl<'a> Matched<'a> {
    pub fn of(side: &Runs<'a>, baseline: &Runs<'a>) -> Matched<'a> {
        let (own, known) = (&side.setting.catalogue, &baseline.setting.catalogue);
        let ids = |measures: &mut dyn Iterator<Item = &'a Measure>| {
            measures.map(|measure| measure.id.clone()).collect()
        };
        let pairs = || known.measures.iter().filter_map(|known| Some((own.get(&known.id)?, known)));
        let same = |(own, known): &(&Measure, &Measure)| {
            own.label == known.label && own.unit == known.unit
        };
        let (own_periods, known_periods) =
            (periods::of(side.setting), periods::of(baseline.setting));
        let place = |id: PeriodId| own_periods.iter().position(|period| period.id == id);
        let shared: Vec<(PeriodId, usize, usize)> = known_periods
            .iter()
            .enumerate()
            .filter_map(|(p, known)| Some((known.id, place(known.id)?, p)))
            .filter(|(_, own, known)| same_days(&own_periods[*own], &known_periods[*known]))
            .collect();
        let mut others: Vec<PeriodId> = Vec::new();
        for period in known_periods.iter().chain(&own_periods) {
            if shared.iter().all(|(id, ..)| *id != period.id) && !others.contains(&period.id) {
                others.push(period.id);
            }
        }
        Matched {
            both: pairs().filter(same).collect(),
            periods: shared,
            only_baseline: ids(&mut known
                .measures
                .iter()
                .filter(|measure| own.get(&measure.id).is_none())),
            only_side: ids(&mut own
                .measures
                .iter()
                .filter(|measure| known.get(&measure.id).is_none())),
            defined_differently: ids(&mut pairs()
                .filter(|pair| !same(pair))
                .map(|(_, known)| known)),
            other_periods: others,
        }
    }

    /// Their differences: the side's sums and the baseline's are given.
    pub fn differences(
        &self,
        (side, own): (&Runs<'_>, &Sums),
        (base, known): (&Runs<'_>, &Sums),
    ) -> Vec<MeasureDifference> {
        let mut results: Vec<MeasureDifference> =
            self.both.iter().map(|(_, measure)| empty(measure)).collect();
        let layout = &base.setting.catalogue.layout;
        let formulas: Vec<Pair<'_>> =
            self.both.iter().map(|(a, b)| (&a.formula, &b.formula, b.cases(layout))).collect();
        for (id, place, known_place) in &self.periods {
            let (a, b) = (&own.period(*place).run, &known.period(*known_place).run);
            let found = paired::beside(a, Some(b), &formulas);
            for ((result, formulas), three) in results.iter_mut().zip(&formulas).zip(found) {
                // Sums of counters have no centile and no restricted mean: these come from the pooled distributions.
                let three = match formulas {
                    (
                        Formula::Quantile { histogram, p },
                        Formula::Quantile { histogram: other, .. },
                        _,
                    ) => {
                        let one =
                            Pooled::of(side.setting, &side.experiment.run, *place, *histogram);
                        let two =
                            Pooled::of(base.setting, &base.experiment.run, *known_place, *other);
                        quantile(&one, &two, *p, own.replications())
                    }
                    (
                        Formula::RestrictedMean { histogram },
                        Formula::RestrictedMean { histogram: other },
                        _,
                    ) => {
                        let one =
                            Pooled::of(side.setting, &side.experiment.run, *place, *histogram);
                        let two =
                            Pooled::of(base.setting, &base.experiment.run, *known_place, *other);
                        let n = own.replications();
                        [
                            one.restricted_mean(n),
                            two.restricted_mean(n),
                            paired::mean_difference(&one, &two, n),
                        ]
                    }
                    _ => three,
                };
                result.periods.push(difference(*id, three));
            }
        }
        results
    }
}

fn empty(measure: &Measure) -> MeasureDifference {
    MeasureDifference {
        id: measure.id.clone(),
        label: measure.label.clone(),
        unit: measure.unit.to_owned(),
        better: measure.better,
        periods: Vec::new(),
    }
}

fn quantile(one: &Pooled, other: &Pooled, p: f64, n: usize) -> Three<Estimate> {
    [one.quantile(p, n).0, other.quantile(p, n).0, paired::quantile_difference(one, other, p, n)]
}

pub(super) fn difference(
    period: PeriodId,
    [value, baseline_value, difference]: Three<Estimate>,
) -> PeriodDifference {
    let variance_ratio = variance_ratio(value, baseline_value, difference);
    PeriodDifference { period, value, baseline_value, difference, variance_ratio }
}

/// Variance of the difference of independent sides over that of the paired one.
fn variance_ratio(
    a: Option<Estimate>,
    b: Option<Estimate>,
    difference: Option<Estimate>,
) -> Option<f64> {
    let [a, b, paired] =
        [a?.standard_error()?, b?.standard_error()?, difference?.standard_error()?];
    // What never varies has an interval of rounding errors.
    (paired > 1e-9 * a.max(b)).then(|| (a * a + b * b) / (paired * paired))
}
