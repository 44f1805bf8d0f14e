//! Two worlds with the same chance beside each other: differences formed within each replication, then their intervals.
//!
//! The worlds are a run and its twin, or the runs of two scenarios, whose counters may stand in different places.

use super::few;
use super::pooled::Pooled;
use super::sums::Counters;
use crate::measure::{Cases, Formula};
use crate::stats::{self, Estimate, LogHistogram, Reached, jackknife_blocks};

/// The one, the other, the one minus the other.
pub(in crate::experiment) type Three<T> = [Option<T>; 3];

/// A measure's formula in the one world and in the other, and what it is made of.
pub(in crate::experiment) type Pair<'a> = (&'a Formula, &'a Formula, Cases);

/// All formulas of a period at once, so that each replication is left out once: each measure's in the one world and in the other.
pub(in crate::experiment) fn beside(
    one: &Counters,
    other: Option<&Counters>,
    formulas: &[Pair<'_>],
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
            values
                .iter_mut()
                .zip(three)
                .for_each(|(values, value): (&mut Vec<Option<f64>>, _)| values.push(value));
        }
    }
    let estimates = |(formulas, left_out): (&Pair<'_>, [Vec<Option<f64>>; 3])| {
        let full = three(formulas, &one.total, other.map(|other| &other.total[..]), n);
        let interval = |i: usize| {
            jackknife_blocks(
                full[i],
                // One replication alone cannot be left out: it has values and no intervals.
                if n > 1 { &left_out[i] } else { std::slice::from_ref(&full[i]) },
                one.sizes(),
            )
        };
        let allowed = |estimate: Estimate, formula, counters: &Counters| {
            few::allowed(estimate, (formula, formulas.2), &counters.total, counters.blocks())
        };
        let difference = interval(2).zip(other).map(|(estimate, other)| {
            stats::few::of_difference(estimate, &values(formulas, one, other))
        });
        [
            interval(0).map(|estimate| allowed(estimate, formulas.0, one)),
            interval(1).zip(other).map(|(estimate, other)| allowed(estimate, formulas.1, other)),
            difference,
        ]
    };
    formulas.iter().zip(left_out).map(estimates).collect()
}

/// Both worlds' values in each replication, or block of them.
fn values(
    (of_one, of_other, _): &Pair<'_>,
    one: &Counters,
    other: &Counters,
) -> Vec<(Option<f64>, Option<f64>)> {
    let both = one.blocks().zip(other.blocks());
    both.map(|((a, n), (b, m))| (of_one.on(a, n), of_other.on(b, m))).collect()
}

fn three(
    (of_one, of_other, _): &Pair<'_>,
    one: &[f64],
    other: Option<&[f64]>,
    n: usize,
) -> Three<f64> {
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
    let at = |h: &LogHistogram| {
        h.quantile(p).and_then(|r| if let Reached::At(x) = r { Some(x) } else { None })
    };
    pooled_difference(one, other, at, replications)
}

/// The one minus the other of a restricted mean, section by section.
pub(in crate::experiment) fn mean_difference(
    one: &Pooled,
    other: &Pooled,
    replications: usize,
) -> Option<Estimate> {
    pooled_difference(one, other, LogHistogram::restricted_mean, replications)
}

fn pooled_difference(
    one: &Pooled,
    other: &Pooled,
    at: impl Fn(&LogHistogram) -> Option<f64>,
    replications: usize,
) -> Option<Estimate> {
    let mean = at(&one.all)? - at(&other.all)?;
    let both: Vec<(Option<f64>, Option<f64>)> =
        one.sections.iter().zip(&other.sections).map(|(a, b)| (at(a), at(b))).collect();
    // All sections or no interval: those that do not reach a centile have the longest waits.
    let sections: Option<Vec<f64>> = both.iter().map(|(a, b)| Some((*a)? - (*b)?)).collect();
    let half_width = sections
        .filter(|s| s.len() > 1)
        .and_then(|s| Estimate::of_mean(&s))
        .and_then(|e| e.half_width);
    let estimate = Estimate::even(mean, half_width, replications);
    Some(if half_width.is_some() { stats::few::of_difference(estimate, &both) } else { estimate })
}
