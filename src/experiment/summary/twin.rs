//! The run beside its twin: differences formed within each replication, then their intervals.

use super::pooled::Pooled;
use super::sums::Sums;
use crate::measure::Formula;
use crate::stats::{Estimate, LEVEL, LogHistogram, Reached, jackknife};

/// Run, twin, run minus twin.
pub(super) type Three<T> = [Option<T>; 3];

/// All formulas of a period at once, so that each replication is left out once.
pub(super) fn beside(sums: &Sums, period: usize, formulas: &[&Formula]) -> Vec<Three<Estimate>> {
    let n = sums.replications();
    let sums = sums.period(period);
    let twin = sums.twin.as_ref();
    let mut left_out = vec![[const { Vec::new() }; 3]; formulas.len()];
    let (mut a, mut b) = (Vec::new(), Vec::new());
    for i in 0..if n > 1 { n } else { 0 } {
        sums.run.without(i, &mut a);
        if let Some(twin) = twin {
            twin.without(i, &mut b);
        }
        for (formula, values) in formulas.iter().zip(&mut left_out) {
            let three = three(formula, &a, twin.map(|_| &b[..]), n - 1);
            values.iter_mut().zip(three).for_each(|(values, value): (&mut Vec<Option<f64>>, _)| values.push(value));
        }
    }
    let estimates = |(formula, left_out): (&&Formula, [Vec<Option<f64>>; 3])| {
        let full = three(formula, &sums.run.total, twin.map(|twin| &twin.total[..]), n);
        let interval = |i: usize| jackknife(full[i], if n > 1 { &left_out[i] } else { std::slice::from_ref(&full[i]) });
        [interval(0), interval(1), interval(2)]
    };
    formulas.iter().zip(left_out).map(estimates).collect()
}

fn three(formula: &Formula, run: &[f64], twin: Option<&[f64]>, n: usize) -> Three<f64> {
    let a = formula.on(run, n);
    let b = twin.and_then(|twin| formula.on(twin, n));
    [a, b, a.zip(b).map(|(a, b)| a - b)]
}

/// Run minus twin of a quantile, section by section.
pub(super) fn quantile_difference(run: &Pooled, twin: &Pooled, p: f64, replications: usize) -> Option<Estimate> {
    let at = |h: &LogHistogram| h.quantile(p).and_then(|r| if let Reached::At(x) = r { Some(x) } else { None });
    let mean = at(&run.all)? - at(&twin.all)?;
    let sections: Option<Vec<f64>> =
        run.sections.iter().zip(&twin.sections).map(|(a, b)| Some(at(a)? - at(b)?)).collect();
    let half_width = sections.filter(|s| s.len() > 1).and_then(|s| Estimate::of_mean(&s)).and_then(|e| e.half_width);
    Some(Estimate { mean, half_width, level: LEVEL, replications })
}
