//! Sensitivity: which of the numbers that have a range of evidence matter for the answer.
//!
//! Three questions, each dearer than the one before and asked of fewer numbers: each number alone at either end of its range
//! (the tornado, and the "effect if wrong" of the table of assumptions); elementary effects all over the ranges (Morris 1991),
//! which also see numbers that matter only together; and, of those that matter, the share of the variance that each answers for
//! alone and with others (Sobol', by Saltelli 2010 and Jansen 1999).

use crate::results::studies::{Factor, Screened};
use crate::scenario::Overrides;
use crate::stats::Estimate;
use crate::stats::methods::{morris, sobol};

use super::factors::truths;
use super::points::{Lab, Point, Stop};

/// Levels of the grid on which elementary effects are taken.
// A choice, and the usual one; even, so that every level is as likely.
const LEVELS: usize = 4;
/// The key of both designs.
const KEY: u64 = 0x0053_454e_5349_5449;
/// A number whose mean absolute effect is at least this share of the largest matters.
// A choice: what moves the answer by less than a tenth of the first is not worth the dear step.
const MATTERS: f64 = 0.1;

/// How much is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Replications of every point.
    pub replications: u32,
    /// Trajectories of the screening.
    pub trajectories: u32,
    /// Points of each half of the Sobol' design; 0 leaves that question out.
    pub base: u32,
    /// No more numbers than this go on to it.
    pub most: u32,
}

impl Plan {
    /// Points that will be run for so many numbers.
    #[must_use]
    pub fn points(&self, factors: usize) -> u64 {
        let k = factors as u64;
        let most = u64::from(self.most).min(k);
        1 + 2 * k + u64::from(self.trajectories) * (k + 1) + u64::from(self.base) * (most + 2)
    }
}

/// Asks all three questions of the first measure of the lab.
///
/// # Errors
/// As [`Stop`] says.
pub fn run(
    lab: &Lab<'_>,
    factors: Vec<Factor>,
    plan: Plan,
) -> Result<(Option<Estimate>, Vec<Screened>, u32), Stop> {
    let point = |change: &Overrides| lab.point(change, 0..plan.replications);
    let written = point(&Overrides::none())?;
    let mut screened = Vec::new();
    for factor in factors {
        let end = |value: f64| -> Result<Option<Estimate>, Stop> {
            Ok(point(&factor.truth(Overrides::none(), value))?.minus(&written, 0))
        };
        let (low, high) = (end(factor.low)?, end(factor.high)?);
        screened.push(Screened {
            factor,
            low,
            high,
            effect: None,
            size: None,
            varies: None,
            matters: false,
            alone: None,
            with_others: None,
        });
    }
    let mut points = 1 + 2 * screened.len() as u32;
    points += screen(&mut screened, plan, &point)?;
    // The heaviest first: the dear step is paid for those alone.
    screened.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    let most = screened.first().map_or(0.0, weight);
    for one in screened.iter_mut().take(plan.most as usize) {
        one.matters = most > 0.0 && weight(one) >= MATTERS * most;
    }
    points += divide(&mut screened, plan, &point)?;
    Ok((written.estimate(0), screened, points))
}

/// How much a number matters: the size of its elementary effects or, without these, of its ends.
fn weight(one: &Screened) -> f64 {
    let ends =
        [one.low, one.high].into_iter().flatten().map(|end| end.mean.abs()).fold(0.0, f64::max);
    one.size.map_or(ends, |(size, _)| size)
}

fn value(point: &Point) -> Option<f64> {
    point.estimate(0).map(|estimate| estimate.mean)
}

fn screen(
    screened: &mut [Screened],
    plan: Plan,
    point: &dyn Fn(&Overrides) -> Result<Point, Stop>,
) -> Result<u32, Stop> {
    if screened.is_empty() || plan.trajectories == 0 {
        return Ok(0);
    }
    let factors: Vec<Factor> = screened.iter().map(|one| one.factor.clone()).collect();
    let trajectories = morris::trajectories(factors.len(), plan.trajectories as usize, LEVELS, KEY);
    let mut outputs: Vec<Vec<f64>> = Vec::new();
    let mut run = 0;
    for trajectory in &trajectories {
        let mut along = Vec::new();
        for shares in trajectory {
            let values: Vec<f64> =
                factors.iter().zip(shares).map(|(factor, &share)| factor.at(share)).collect();
            run += 1;
            along.push(value(&point(&truths(&factors, &values))?).unwrap_or(f64::NAN));
        }
        outputs.push(along);
    }
    // A trajectory with a point where the answer does not exist tells nothing.
    let sound: Vec<usize> =
        (0..outputs.len()).filter(|&t| outputs[t].iter().all(|x| x.is_finite())).collect();
    let of = |t: &usize| (trajectories[*t].clone(), outputs[*t].clone());
    let (paths, answers): (Vec<Vec<Vec<f64>>>, Vec<Vec<f64>>) = sound.iter().map(of).unzip();
    for (one, effect) in
        screened.iter_mut().zip(morris::effects(&paths, &answers).into_iter().flatten())
    {
        one.effect = Some(effect.mu);
        one.size = Some((effect.mu_star, effect.mu_star_half_width));
        one.varies = effect.sigma;
    }
    Ok(run)
}

fn divide(
    screened: &mut [Screened],
    plan: Plan,
    point: &dyn Fn(&Overrides) -> Result<Point, Stop>,
) -> Result<u32, Stop> {
    let factors: Vec<Factor> =
        screened.iter().filter(|one| one.matters).map(|one| one.factor.clone()).collect();
    if factors.is_empty() || plan.base == 0 {
        return Ok(0);
    }
    let design = sobol::design(factors.len(), plan.base as usize, KEY);
    let mut outputs = Vec::new();
    for shares in &design.points {
        let values: Vec<f64> = factors
            .iter()
            .zip(shares)
            // By what is believed, and not evenly over the range: the variance shared out is that of the belief.
            .map(|(factor, &u)| factor.written(factor.belief().at(u)))
            .collect();
        outputs.push(value(&point(&truths(&factors, &values))?).unwrap_or(f64::NAN));
    }
    let indices = sobol::indices(&design, &outputs).unwrap_or_default();
    // The same filter as above: factors and indices are in one order.
    for (one, index) in screened.iter_mut().filter(|one| one.matters).zip(indices) {
        one.alone = Some(index.first);
        one.with_others = Some(index.total);
    }
    Ok(design.points.len() as u32)
}
