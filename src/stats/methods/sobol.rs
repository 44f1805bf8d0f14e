//! How much of the variance of an output is each input's: variance-based sensitivity.
//!
//! The *first-order* index is the share of the variance that fixing the input would take away on average; the *total* index also
//! counts what it does together with others. First orders that add to less than 1 say that inputs act together.

use serde::{Deserialize, Serialize};

use super::Interval;
use super::points::scrambled_sobol;
use crate::maths::Keyed;

/// Resamples behind an interval.
const RESAMPLES: usize = 500;
/// The key of their draws.
const KEY: u64 = 1993;

/// Points to be run, in Saltelli's layout: the rows of A, the rows of B, then for each input the rows of A with that input's
/// column from B (Saltelli et al., Computer Physics Communications 181, 2010).
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    /// Inputs.
    pub factors: usize,
    /// Rows of A.
    pub base_count: usize,
    /// `base_count` x (`factors` + 2) points in (0, 1)^factors.
    pub points: Vec<Vec<f64>>,
}

/// One input's share of the variance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Index {
    /// By itself.
    pub first: Interval,
    /// With all it does together with others.
    pub total: Interval,
}

/// A design from one scrambled Sobol' sequence of twice the dimensions. Give a power of two rows: others are less balanced.
#[must_use]
pub fn design(factors: usize, base_count: usize, seed: u64) -> Design {
    let (mut a, mut b) = (Vec::with_capacity(base_count), Vec::with_capacity(base_count));
    for index in 0..base_count {
        let mut row = scrambled_sobol(index, 2 * factors, seed);
        b.push(row.split_off(factors));
        a.push(row);
    }
    let mixed = (0..factors)
        .flat_map(|factor| a.iter().zip(&b).map(move |(a, b)| with_one_from(a, b, factor)));
    let mixed: Vec<Vec<f64>> = mixed.collect();
    Design { factors, base_count, points: a.into_iter().chain(b).chain(mixed).collect() }
}

fn with_one_from(a: &[f64], b: &[f64], factor: usize) -> Vec<f64> {
    let mut row = a.to_vec();
    row[factor] = b[factor];
    row
}

/// First-order indices by Saltelli et al. (2010, table 2 b), total ones by Jansen (Computer Physics Communications 117, 1999),
/// over outputs in the order of the design's points, with bootstrap percentile intervals over rows (Archer, Saltelli and Sobol'
/// 1997). With few rows an estimate or an end may leave 0 to 1, where no share is: they are brought back.
///
/// The bootstrap takes rows as independent; those of a Sobol' sequence err less, so the intervals are on the wide side. `None`
/// where the numbers do not fit, an output is not finite or none differs.
#[must_use]
pub fn indices(design: &Design, outputs: &[f64]) -> Option<Vec<Index>> {
    let rows = SobolOutputs::of(design, outputs)?;
    let all: Vec<usize> = (0..design.base_count).collect();
    let whole = rows.over(&all)?;
    let mut replicates = vec![(Vec::new(), Vec::new()); design.factors];
    let mut keyed = Keyed::new(KEY);
    for _ in 0..RESAMPLES {
        let drawn: Vec<usize> = all.iter().map(|_| keyed.below(all.len())).collect();
        for (kept, (first, total)) in
            replicates.iter_mut().zip(rows.over(&drawn).unwrap_or_default())
        {
            kept.0.push(first);
            kept.1.push(total);
        }
    }
    let index = |((first, total), mut kept): ((f64, f64), (Vec<f64>, Vec<f64>))| Index {
        first: Interval::of_bootstrap(first, &mut kept.0).of_share(),
        total: Interval::of_bootstrap(total, &mut kept.1).of_share(),
    };
    Some(whole.into_iter().zip(replicates).map(index).collect())
}

/// The outputs about their mean, which changes no index and steadies the first-order estimate.
struct SobolOutputs {
    a: Vec<f64>,
    b: Vec<f64>,
    mixed: Vec<Vec<f64>>,
}

impl SobolOutputs {
    fn of(design: &Design, outputs: &[f64]) -> Option<SobolOutputs> {
        let n = design.base_count;
        if n < 2
            || outputs.len() != n * (design.factors + 2)
            || !outputs.iter().all(|y| y.is_finite())
        {
            return None;
        }
        let mean = outputs[..2 * n].iter().sum::<f64>() / (2 * n) as f64;
        let mut blocks = outputs
            .chunks_exact(n)
            .map(|block| block.iter().map(|y| y - mean).collect::<Vec<f64>>());
        Some(SobolOutputs { a: blocks.next()?, b: blocks.next()?, mixed: blocks.collect() })
    }

    /// (first, total) of each input over some of the rows; `None` where they do not vary.
    fn over(&self, rows: &[usize]) -> Option<Vec<(f64, f64)>> {
        let n = rows.len() as f64;
        let both = rows.iter().flat_map(|&row| [self.a[row], self.b[row]]);
        let (sum, squares) = both.fold((0.0, 0.0), |(sum, squares), y| (sum + y, squares + y * y));
        let variance = squares / (2.0 * n) - (sum / (2.0 * n)) * (sum / (2.0 * n));
        let of = |mixed: &Vec<f64>| {
            let first: f64 = rows.iter().map(|&row| self.b[row] * (mixed[row] - self.a[row])).sum();
            let total: f64 = rows
                .iter()
                .map(|&row| (self.a[row] - mixed[row]) * (self.a[row] - mixed[row]))
                .sum();
            (first / n / variance, total / (2.0 * n) / variance)
        };
        // Less than that is what rounding leaves of equal outputs.
        (variance > 1e-14 * squares / (2.0 * n)).then(|| self.mixed.iter().map(of).collect())
    }
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::*;

    fn run(factors: usize, count: usize, f: impl Fn(&[f64]) -> f64) -> Option<Vec<Index>> {
        let design = design(factors, count, 1);
        let outputs: Vec<f64> = design.points.iter().map(|point| f(point)).collect();
        indices(&design, &outputs)
    }

    fn ishigami(point: &[f64]) -> f64 {
        let x: Vec<f64> = point.iter().map(|u| PI * (2.0 * u - 1.0)).collect();
        let (s1, s2) = (libm::sin(x[0]), libm::sin(x[1]));
        s1 + 7.0 * s2 * s2 + 0.1 * libm::pow(x[2], 4.0) * s1
    }

    #[test]
    fn the_layout_takes_one_column_at_a_time_from_b() {
        let design = design(3, 4, 1);
        assert_eq!(design.points.len(), 4 * 5);
        for (factor, row) in [(0, 0), (1, 2), (2, 3)] {
            let (a, b, mixed) = (
                &design.points[row],
                &design.points[4 + row],
                &design.points[4 * (2 + factor) + row],
            );
            for column in 0..3 {
                assert_eq!(mixed[column], if column == factor { b[column] } else { a[column] });
            }
        }
    }

    #[test]
    fn ishigamis_function_has_its_known_indices() {
        // Ishigami and Homma (1990) with a = 7, b = 0.1, the values by integration.
        let found = run(3, 4096, ishigami).expect("it varies");
        for (index, (first, total)) in
            found.iter().zip([(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)])
        {
            assert!(
                (index.first.value - first).abs() < 0.01
                    && (index.total.value - total).abs() < 0.01,
                "{index:?}"
            );
            assert!(index.first.contains(first) && index.total.contains(total), "{index:?}");
        }
    }

    #[test]
    fn sobols_g_function_has_its_known_indices() {
        // Product of (|4 x - 2| + a) / (1 + a): partial variances 1 / (3 (1 + a)^2) (Saltelli and Sobol' 1995).
        let a = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0];
        let parts: Vec<f64> = a.iter().map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a))).collect();
        let all: f64 = parts.iter().map(|part| 1.0 + part).product::<f64>();
        let g = |x: &[f64]| {
            x.iter().zip(&a).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product::<f64>()
        };
        for (index, part) in run(6, 4096, g).expect("it varies").iter().zip(&parts) {
            let (first, total) = (part / (all - 1.0), part * all / (1.0 + part) / (all - 1.0));
            assert!(
                (index.first.value - first).abs() < 0.01
                    && (index.total.value - total).abs() < 0.01,
                "{index:?}"
            );
        }
    }

    #[test]
    fn shares_of_few_rows_are_shares_too() {
        let all = |count| run(3, count, ishigami).expect("it varies");
        let indices = [2, 4, 8, 16].into_iter().flat_map(all);
        let intervals = indices.flat_map(|index| [index.first, index.total]);
        let ends: Vec<f64> = intervals.flat_map(|of| [of.low, of.value, of.high]).collect();
        assert!(ends.iter().all(|x| (0.0..=1.0).contains(x)), "{ends:?}");
        // Both ends are met, so the estimates themselves do go beyond them.
        let met = |end: f64| ends.iter().any(|x| x.total_cmp(&end).is_eq());
        assert!(met(0.0) && met(1.0), "{ends:?}");
    }

    #[test]
    fn a_large_level_of_the_output_changes_nothing() {
        let plain = run(3, 256, ishigami).expect("it varies");
        let raised = run(3, 256, |x| 1e6 + ishigami(x)).expect("it varies");
        assert!(
            plain.iter().zip(&raised).all(|(a, b)| (a.first.value - b.first.value).abs() < 1e-6)
        );
    }

    #[test]
    fn what_does_not_vary_or_does_not_fit_has_no_indices() {
        assert_eq!(run(2, 16, |_| 3.3), None);
        assert_eq!(run(2, 16, |x| if x[0] > 0.5 { f64::NAN } else { 1.0 }), None);
        assert_eq!(indices(&design(2, 16, 1), &[1.0, 2.0]), None);
        assert_eq!(indices(&design(2, 0, 1), &[]), None);
    }
}
