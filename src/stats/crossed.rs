//! How much of a spread is luck and how much is not knowing, where every draw of the unknown numbers met the same luck.
//!
//! Draws and replications are crossed: replication `i` of one draw has the same children as replication `i` of any other. So
//! the two-way random-effects table without repetition applies (Searle, Casella and McCulloch, Variance Components, 1992,
//! chapter 4), and what all draws share of the luck is not counted as difference between them.

use serde::Serialize;

use super::Estimate;
use super::methods::Interval;
use crate::maths::Keyed;

/// Draws behind the interval of a share.
const RESAMPLES: usize = 4000;
/// The key of those draws: the same table has the same interval.
const KEY: u64 = 0x4352_4f53;

/// The parts of a spread, as standard deviations in the unit of the values.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Parts {
    /// Mean over draws and replications; its half-width is Monte Carlo error.
    pub mean: Estimate,
    /// Luck: what single runs differ by where all numbers are known.
    pub luck: f64,
    /// Not knowing: what services differ by whose numbers are others.
    pub not_knowing: f64,
    /// Monte Carlo error: the standard error of the mean, from few draws and few replications.
    pub monte_carlo: f64,
    /// Not knowing's share of the variance that luck and it make together.
    pub share_not_knowing: f64,
    /// Lower and upper end of its 95 % interval, which holds the share.
    pub share_interval: (f64, f64),
}

/// The parts of a table `values[draw][replication]`; `None` with fewer than two of either, or rows that differ in length.
#[must_use]
pub fn parts(values: &[Vec<f64>]) -> Option<Parts> {
    let rows: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
    let found = components(&rows)?;
    let (draws, replications) = (rows.len() as f64, rows[0].len() as f64);
    let error =
        found.draw / draws + found.replication / replications + found.rest / (draws * replications);
    // The coarser of the two ways of repeating decides how far the error itself is known.
    let degrees = rows.len().min(rows[0].len()) - 1;
    let monte_carlo = error.sqrt();
    Some(Parts {
        mean: Estimate::even(
            found.mean,
            Some(super::estimate::t_quantile(degrees) * monte_carlo),
            rows.len() * rows[0].len(),
        ),
        luck: (found.replication + found.rest).sqrt(),
        not_knowing: found.draw.sqrt(),
        monte_carlo,
        share_not_knowing: found.share(),
        share_interval: interval(&found),
    })
}

/// The mean squares of the table of variance.
struct MeanSquares {
    draw: f64,
    replication: f64,
    rest: f64,
}

struct Components {
    mean: f64,
    draw: f64,
    replication: f64,
    rest: f64,
    squares: MeanSquares,
    draws: f64,
    replications: f64,
}

impl Components {
    /// By the expected mean squares.
    fn of(mean: f64, squares: MeanSquares, draws: f64, replications: f64) -> Components {
        Components {
            mean,
            // A variance near 0 may be estimated below it: then there is none.
            draw: ((squares.draw - squares.rest) / replications).max(0.0),
            replication: ((squares.replication - squares.rest) / draws).max(0.0),
            rest: squares.rest,
            squares,
            draws,
            replications,
        }
    }

    fn share(&self) -> f64 {
        let all = self.draw + self.replication + self.rest;
        if all > 0.0 { self.draw / all } else { 0.0 }
    }
}

fn components(rows: &[&[f64]]) -> Option<Components> {
    let (draws, replications) = (rows.len(), rows.first()?.len());
    if draws < 2 || replications < 2 || rows.iter().any(|row| row.len() != replications) {
        return None;
    }
    let (n, r) = (draws as f64, replications as f64);
    let of_draw: Vec<f64> = rows.iter().map(|row| row.iter().sum::<f64>() / r).collect();
    let of_replication: Vec<f64> =
        (0..replications).map(|i| rows.iter().map(|row| row[i]).sum::<f64>() / n).collect();
    let mean = of_draw.iter().sum::<f64>() / n;
    let squares = |values: &[f64]| values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>();
    let between_draws = r * squares(&of_draw) / (n - 1.0);
    let between_replications = n * squares(&of_replication) / (r - 1.0);
    let left: f64 = rows
        .iter()
        .zip(&of_draw)
        .flat_map(|(row, draw)| {
            row.iter()
                .zip(&of_replication)
                .map(move |(x, replication)| x - draw - replication + mean)
        })
        .map(|rest| rest * rest)
        .sum();
    let rest = left / ((n - 1.0) * (r - 1.0));
    let squares = MeanSquares { draw: between_draws, replication: between_replications, rest };
    Some(Components::of(mean, squares, n, r))
}

/// The generalised interval of the share of not knowing: each mean square over its own chi-squared is a draw of what it
/// estimates (Weerahandi 1993; for crossed tables Burdick, Borror and Montgomery, Design and Analysis of Gauge R&R Studies, 2005,
/// section 3). Exact for no finite table, and near 95 in 100 where draws differ no more unevenly than a Normal; what differs by a
/// few extreme draws is covered less often (`tests/golden/coverage.md`).
// Draws alone could be resampled: that takes the few replications for all there are, and covered 30 to 80 in 100.
fn interval(found: &Components) -> (f64, f64) {
    let mut random = Keyed::new(KEY);
    let (n, r) = (found.draws as usize, found.replications as usize);
    let mut of =
        |square: f64, degrees: usize| square * degrees as f64 / random.chi_squared(degrees);
    let mut shares: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            let squares = MeanSquares {
                draw: of(found.squares.draw, n - 1),
                replication: of(found.squares.replication, r - 1),
                rest: of(found.squares.rest, (n - 1) * (r - 1)),
            };
            Components::of(found.mean, squares, found.draws, found.replications).share()
        })
        .collect();
    let Interval { low, high, .. } = Interval::of_bootstrap(found.share(), &mut shares);
    // About the printed share, whatever the draws say of a table of a few values.
    (low.min(found.share()), high.max(found.share()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: draws 1, 3 and replications -1, 0, 1 add up without a rest.
    #[test]
    fn an_additive_table_is_taken_apart_exactly() {
        let table = vec![vec![0.0, 1.0, 2.0], vec![2.0, 3.0, 4.0]];
        let found = parts(&table).expect("two draws of three");
        // Between draws: 3 * ((1-2)^2 + (3-2)^2) / 1 = 6, rest 0, variance 6 / 3 = 2. Replications: 2 * 2 / 2 = 2, 2 / 2 = 1.
        assert!((found.not_knowing * found.not_knowing - 2.0).abs() < 1e-12);
        assert!((found.luck * found.luck - 1.0).abs() < 1e-12);
        assert!((found.share_not_knowing - 2.0 / 3.0).abs() < 1e-12);
        // 2/2 + 1/3 + 0.
        assert!((found.monte_carlo * found.monte_carlo - 4.0 / 3.0).abs() < 1e-12);
        assert!((found.mean.mean - 2.0).abs() < 1e-12);
    }

    #[test]
    fn what_all_draws_share_of_the_luck_is_not_a_difference_between_them() {
        let luck: Vec<f64> = (0..50).map(|i| f64::from(i * 37 % 50)).collect();
        let found = parts(&vec![luck; 9]).expect("nine draws");
        assert_eq!((found.not_knowing, found.share_not_knowing), (0.0, 0.0));
        assert!(found.luck > 10.0);
    }

    #[test]
    fn simulated_parts_are_found_again() {
        let mut random = Keyed::new(1);
        let mut normal = || {
            // The sum of twelve uniforms: near enough to Normal, with variance 1.
            (0..12).map(|_| random.uniform()).sum::<f64>() - 6.0
        };
        let (draws, luck): (Vec<f64>, Vec<f64>) = (
            (0..400).map(|_| 3.0 * normal()).collect(),
            (0..100).map(|_| 4.0 * normal()).collect(),
        );
        let table: Vec<Vec<f64>> = draws
            .iter()
            .map(|draw| luck.iter().map(|luck| draw + luck + normal()).collect())
            .collect();
        let found = parts(&table).expect("a table");
        assert!((found.not_knowing - 3.0).abs() < 0.4, "{}", found.not_knowing);
        assert!((found.luck - 17.0_f64.sqrt()).abs() < 0.7, "{}", found.luck);
        assert!(
            found.share_interval.0 < found.share_not_knowing
                && found.share_not_knowing < found.share_interval.1
        );
    }

    #[test]
    fn one_of_either_tells_nothing() {
        assert_eq!(parts(&[vec![1.0, 2.0]]), None);
        assert_eq!(parts(&[vec![1.0], vec![2.0]]), None);
        assert_eq!(parts(&[vec![1.0, 2.0], vec![2.0]]), None);
    }
}
