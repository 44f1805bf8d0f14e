//! Two worlds with the same chance beside each other: differences formed within each replication, then their intervals.
//!
//! The worlds are a run and its twin, or the runs of two scenarios, whose counters may stand in different places.

use super::pooled::Pooled;
use super::sums::Counters;
use crate::measure::Formula;
use crate::stats::{Estimate, LEVEL, LogHistogram, Reached, jackknife_blocks};

/// The one, the other, the one minus the other.
pub(in crate::experiment) type Three<T> = [Option<T>; 3];

/// All formulas of a period at once, so that each replication is left out once: each measure's in the one world and in the other.
pub(in crate::experiment) fn beside(
    one: &Counters,
    other: Option<&Counters>,
    formulas: &[(&Formula, &Formula)],
) -> Vec<Three<Estimate>> {
    let n = one.replications();
    let mut left_out = vec![[const { Vec::new() }; 3]; formulas.len()];
    let (mut a, mut b) = (Vec::new(), Vec::new());
    for (i, size) in one.sizes().iter().enumerate() {
        one.without(i, &mut a);
        if let Some(other) = other {
            other.without(i, &mut b);
        }
        for (formulas, values) in formulas.iter().zip(&mut left_out) {
            let three = three(formulas, &a, other.map(|_| &b[..]), n - size);
            values.iter_mut().zip(three).for_each(|(values, value): (&mut Vec<Option<f64>>, _)| values.push(value));
        }
    }
    let estimates = |(formulas, left_out): (&(&Formula, &Formula), [Vec<Option<f64>>; 3])| {
        let full = three(formulas, &one.total, other.map(|other| &other.total[..]), n);
        let interval = |i: usize| {
            jackknife_blocks(full[i], if n > 1 { &left_out[i] } else { std::slice::from_ref(&full[i]) }, one.sizes())
        };
        [interval(0), interval(1), interval(2)]
    };
    formulas.iter().zip(left_out).map(estimates).collect()
}

fn three((of_one, of_other): &(&Formula, &Formula), one: &[f64], other: Option<&[f64]>, n: usize) -> Three<f64> {
    let a = of_one.on(one, n);
    let b = other.and_then(|other| of_other.on(other, n));
    [a, b, a.zip(b).map(|(a, b)| a - b)]
}

/// The one minus the other of a quantile, section by section.
pub(in crate::experiment) fn quantile_difference(
    one: &Pooled,
    other: &Pooled,
    p: f64,
    replications: usize,
) -> Option<Estimate> {
    let at = |h: &LogHistogram| h.quantile(p).and_then(|r| if let Reached::At(x) = r { Some(x) } else { None });
    pooled_difference(one, other, at, replications)
}

/// The one minus the other of a restricted mean, section by section.
pub(in crate::experiment) fn mean_difference(one: &Pooled, other: &Pooled, replications: usize) -> Option<Estimate> {
    pooled_difference(one, other, LogHistogram::restricted_mean, replications)
}

fn pooled_difference(
    one: &Pooled,
    other: &Pooled,
    at: impl Fn(&LogHistogram) -> Option<f64>,
    replications: usize,
) -> Option<Estimate> {
    let mean = at(&one.all)? - at(&other.all)?;
    let sections: Option<Vec<f64>> =
        one.sections.iter().zip(&other.sections).map(|(a, b)| Some(at(a)? - at(b)?)).collect();
    let half_width = sections.filter(|s| s.len() > 1).and_then(|s| Estimate::of_mean(&s)).and_then(|e| e.half_width);
    Some(Estimate { mean, half_width, level: LEVEL, replications })
}
