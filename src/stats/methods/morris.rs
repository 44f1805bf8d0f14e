//! Which of many inputs matter at all: elementary effects.
//!
//! Morris (Technometrics 33, 1991): inputs move one at a time along random trajectories over a grid; each move gives one
//! *elementary effect*, the change of the output over the change of the input. A large `mu_star` says that an input matters; a large
//! `sigma` beside it says that what it does depends on where the others stand, or bends.

use serde::{Deserialize, Serialize};

use super::super::Estimate;
use crate::maths::Keyed;

/// The elementary effects of one input, in units of the output per whole range of the input.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ElementaryEffect {
    /// Mean: which way it works. Near 0 also where ups and downs cancel.
    pub mu: f64,
    /// Mean of the absolute effects: how much it matters (Campolongo, Cariboni and Saltelli 2007).
    pub mu_star: f64,
    /// Standard deviation: interaction or curvature; `None` of one trajectory.
    pub sigma: Option<f64>,
    /// Half the Student t interval of `mu_star` over trajectories; `None` of one trajectory.
    pub mu_star_half_width: Option<f64>,
}

/// `count` trajectories of `factors` + 1 points in [0, 1]^factors, on a grid of `levels` (made even, at least 2), each step half
/// a grid and a bit: `levels / (2 (levels - 1))`, with which every level is equally likely.
#[must_use]
pub fn trajectories(factors: usize, count: usize, levels: usize, seed: u64) -> Vec<Vec<Vec<f64>>> {
    let mut keyed = Keyed::new(seed);
    (0..count)
        .map(|_| trajectory(factors, (levels.max(2)).next_multiple_of(2), &mut keyed))
        .collect()
}

fn trajectory(factors: usize, levels: usize, keyed: &mut Keyed) -> Vec<Vec<f64>> {
    let (half, steps) = (levels / 2, (levels - 1) as f64);
    let mut ends = Vec::with_capacity(factors);
    for _ in 0..factors {
        let low = keyed.below(half);
        let (below, above) = (low as f64 / steps, (low + half) as f64 / steps);
        ends.push(if keyed.below(2) == 0 { (below, above) } else { (above, below) });
    }
    let mut order: Vec<usize> = (0..factors).collect();
    keyed.shuffle(&mut order);
    let mut points = vec![ends.iter().map(|end| end.0).collect::<Vec<f64>>()];
    for factor in order {
        let mut next = points[points.len() - 1].clone();
        next[factor] = ends[factor].1;
        points.push(next);
    }
    points
}

/// Each input's elementary effects, from the outputs along each trajectory. `None` where the numbers do not fit, a step does not
/// move exactly one input or an output is not finite.
#[must_use]
pub fn effects(
    trajectories: &[Vec<Vec<f64>>],
    outputs: &[Vec<f64>],
) -> Option<Vec<ElementaryEffect>> {
    let factors = trajectories.first()?.first()?.len();
    if trajectories.len() != outputs.len() || !outputs.iter().flatten().all(|y| y.is_finite()) {
        return None;
    }
    let mut elementary = vec![Vec::with_capacity(outputs.len()); factors];
    for (points, outputs) in trajectories.iter().zip(outputs) {
        if points.len() != factors + 1 || outputs.len() != factors + 1 {
            return None;
        }
        for (points, outputs) in points.windows(2).zip(outputs.windows(2)) {
            let (factor, step) = moved(&points[0], &points[1])?;
            elementary.get_mut(factor)?.push((outputs[1] - outputs[0]) / step);
        }
    }
    elementary.iter().map(|effects| summary(effects)).collect()
}

/// The one coordinate that differs, and by how much.
fn moved(from: &[f64], to: &[f64]) -> Option<(usize, f64)> {
    let mut steps = from
        .iter()
        .zip(to)
        .map(|(from, to)| to - from)
        .enumerate()
        .filter(|(_, step)| step.abs() > 0.0);
    let first = steps.next()?;
    (from.len() == to.len() && steps.next().is_none()).then_some(first)
}

fn summary(effects: &[f64]) -> Option<ElementaryEffect> {
    let absolute: Vec<f64> = effects.iter().map(|effect| effect.abs()).collect();
    let mu_star = Estimate::of_mean(&absolute)?;
    let n = effects.len() as f64;
    let mu = effects.iter().sum::<f64>() / n;
    let squares: f64 = effects.iter().map(|effect| (effect - mu) * (effect - mu)).sum();
    let sigma = (effects.len() > 1).then(|| libm::sqrt(squares / (n - 1.0)));
    Some(ElementaryEffect {
        mu,
        mu_star: mu_star.mean,
        sigma,
        mu_star_half_width: mu_star.half_width,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(
        trajectories: &[Vec<Vec<f64>>],
        f: impl Fn(&[f64]) -> f64,
    ) -> Option<Vec<ElementaryEffect>> {
        let outputs: Vec<Vec<f64>> = trajectories
            .iter()
            .map(|points| points.iter().map(|point| f(point)).collect())
            .collect();
        effects(trajectories, &outputs)
    }

    /// Morris's test function (1991, section 5): 20 inputs, of which the first ten matter. The small coefficients,
    /// which he drew at random, are 1 or -1 here.
    fn morris(x: &[f64]) -> f64 {
        let w: Vec<f64> = (0..20)
            .map(|i| {
                if [2, 4, 6].contains(&i) {
                    2.0 * (1.1 * x[i] / (x[i] + 0.1) - 0.5)
                } else {
                    2.0 * (x[i] - 0.5)
                }
            })
            .collect();
        let sign = |i: usize| if i.is_multiple_of(2) { 1.0 } else { -1.0 };
        let mut y = 0.0;
        for i in 0..20 {
            y += w[i] * if i < 10 { 20.0 } else { sign(i + 1) };
            for j in 0..i {
                y += w[i] * w[j] * if i < 6 { -15.0 } else { sign(i + j + 2) };
                for l in 0..j {
                    y += w[i] * w[j] * w[l] * if i < 5 { -10.0 } else { 0.0 };
                    for s in 0..l {
                        y += w[i] * w[j] * w[l] * w[s] * if i < 4 { 5.0 } else { 0.0 };
                    }
                }
            }
        }
        y
    }

    #[test]
    fn an_additive_line_gives_its_slopes_and_no_sigma() {
        let slopes = [3.0, -2.0, 0.0];
        let found = run(&trajectories(3, 8, 4, 1), |x| {
            x.iter().zip(slopes).map(|(x, slope)| x * slope).sum()
        });
        for (effect, slope) in found.expect("it fits").iter().zip(slopes) {
            assert!(
                (effect.mu - slope).abs() < 1e-12 && (effect.mu_star - slope.abs()).abs() < 1e-12
            );
            assert!(effect.sigma.is_some_and(|sigma| sigma < 1e-12));
            assert!(effect.mu_star_half_width.is_some_and(|half| half < 1e-12));
        }
    }

    #[test]
    fn the_groups_of_morris_come_out() {
        for seed in 1..=5 {
            let found = run(&trajectories(20, 50, 4, seed), morris).expect("it fits");
            let least =
                found[..10].iter().map(|effect| effect.mu_star).fold(f64::INFINITY, f64::min);
            let most = found[10..].iter().map(|effect| effect.mu_star).fold(0.0, f64::max);
            assert!(least > 3.0 * most, "{least} {most}");
            // 8 to 10 act by themselves, 1 to 7 with each other or along a bend.
            let sigma = |effect: &ElementaryEffect| effect.sigma.expect("fifty trajectories");
            assert!(found[7..10].iter().all(|effect| sigma(effect) < 0.3 * effect.mu_star));
            assert!(
                found[..7].iter().all(|effect| sigma(effect) > 0.5 * effect.mu_star),
                "{found:?}"
            );
        }
    }

    #[test]
    fn trajectories_move_every_input_once_on_the_grid() {
        for trajectory in trajectories(5, 20, 6, 2) {
            let steps: Vec<(usize, f64)> =
                trajectory.windows(2).filter_map(|pair| moved(&pair[0], &pair[1])).collect();
            assert!(steps.iter().all(|step| (step.1.abs() - 0.6).abs() < 1e-12));
            let mut moved: Vec<usize> = steps.iter().map(|step| step.0).collect();
            moved.sort_unstable();
            assert_eq!(moved, [0, 1, 2, 3, 4]);
            let on_grid =
                |x: &f64| (0.0..=1.0).contains(x) && (x * 5.0 - (x * 5.0).round()).abs() < 1e-12;
            assert!(trajectory.iter().flatten().all(on_grid));
        }
    }

    #[test]
    fn what_does_not_fit_has_no_effects() {
        let design = trajectories(2, 3, 4, 1);
        assert_eq!(effects(&design, &[]), None);
        assert_eq!(effects(&[], &[]), None);
        assert_eq!(run(&design, |_| f64::NAN), None);
        assert_eq!(effects(&[vec![vec![0.0]; 2]], &[vec![0.0; 2]]), None);
        let single = run(&design[..1], |x| x[0]).expect("it fits");
        assert_eq!((single[0].sigma, single[0].mu_star_half_width), (None, None));
    }
}
