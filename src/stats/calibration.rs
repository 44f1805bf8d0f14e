//! Calibration by emulation and history matching: which values of some parameters agree with what was observed, how well they
//! are determined, and which trade off against each other.
//!
//! A polynomial [`Surface`] stands for each target between the points that were run. Over many values of the parameters, how
//! far each surface lies from its target, in units of all that is not known (the target's own range, Monte Carlo error, the
//! surface's own error), says how plausible they are; the next wave of points goes where they still are (Craig, Goldstein,
//! Seheult and Smith 1997; Vernon, Goldstein and Bower, Bayesian Analysis 5(4), 2010; Andrianakis et al., PLoS Computational
//! Biology 11(1), 2015). Weights `exp(-chi2 / 2)` over an even prior give regions. Where even the best values miss the
//! targets by more than chance allows, all distances are shrunk by the Birge ratio (Birge, Physical Review 40, 1932): a model
//! that cannot agree must not look sure.

use super::surface::Surface;

/// Candidates that are weighed in each round.
// A power of two, at which Sobol' points are balanced.
const CANDIDATES: u32 = 1 << 14;
/// Rounds of drawing the candidates closer to where the weight is.
const ROUNDS: usize = 6;
/// Share of the weight inside a region.
const REGION: f64 = 0.90;
/// Further from any target than this many standard deviations, values are implausible.
const IMPLAUSIBLE: f64 = 3.0;
/// A region narrower than this share of its range is determined.
const DETERMINED: f64 = 1.0 / 3.0;
/// Parameters whose correlation is at least this trade off against each other.
const TRADE_OFF: f64 = 0.7;

/// What was observed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observed {
    /// Its value.
    pub value: f64,
    /// How far it may be off: one standard deviation.
    pub sd: f64,
}

/// The points run so far, as shares of the ranges searched.
#[derive(Clone, Debug)]
pub struct Calibration {
    dimensions: usize,
    targets: Vec<Observed>,
    points: Vec<Evaluated>,
    /// Points of the even design that were given out, whether they were added since or not.
    designed: u32,
}

#[derive(Clone, Debug)]
struct Evaluated {
    at: Vec<f64>,
    means: Vec<f64>,
    errors: Vec<f64>,
}

/// What the points say. Values are shares of the ranges searched, from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The most plausible values.
    pub best: Vec<f64>,
    /// Mean of each over all plausible values.
    pub mean: Vec<f64>,
    /// Region that holds 90 % of the plausible values of each.
    pub regions: Vec<(f64, f64)>,
    /// Correlation of each pair over the plausible values.
    pub correlations: Vec<Vec<f64>>,
    /// The Birge ratio: 1 where the model can agree with all targets, more where distances were shrunk by it.
    pub misfit: f64,
    /// The share of the variance between points that each target's surface foretells.
    pub foretold: Vec<f64>,
    /// How many candidates the weights are worth.
    pub effective: f64,
}

impl Fit {
    /// True where the targets determine a parameter: its region is narrower than a third of its range.
    #[must_use]
    pub fn determined(&self, parameter: usize) -> bool {
        let (low, high) = self.regions[parameter];
        high - low < DETERMINED
    }

    /// Pairs that the targets cannot tell apart: more of the one does what more, or less, of the other does.
    #[must_use]
    pub fn trade_offs(&self) -> Vec<(usize, usize)> {
        let pairs =
            (0..self.best.len()).flat_map(|i| (i + 1..self.best.len()).map(move |j| (i, j)));
        pairs.filter(|&(i, j)| self.correlations[i][j].abs() >= TRADE_OFF).collect()
    }
}

/// A box of candidates, one interval a parameter.
type ParameterBox = Vec<(f64, f64)>;

impl Calibration {
    /// No points yet.
    #[must_use]
    pub fn new(dimensions: usize, targets: Vec<Observed>) -> Calibration {
        Calibration { dimensions, targets, points: Vec::new(), designed: 0 }
    }

    /// A point that was run: the mean of each target's measure and its standard error.
    pub fn add(&mut self, at: Vec<f64>, means: Vec<f64>, errors: Vec<f64>) {
        self.points.push(Evaluated { at, means, errors });
    }

    /// The next points to run: spread evenly at first, then over what is still plausible, the best among them.
    #[must_use]
    pub fn next(&mut self, count: usize) -> Vec<Vec<f64>> {
        let Some(weighed) = self.weighed() else {
            // From where the sequence stood: all points before there is a surface are one even design. By those given
            // out, and not by those added: a point without an answer is not run again.
            let from = self.designed;
            self.designed += count as u32;
            return (from..from + count as u32)
                .map(|index| candidate(index, &vec![(0.0, 1.0); self.dimensions]))
                .collect();
        };
        let mut chosen = vec![weighed.best()];
        let plausible: Vec<&Candidate> =
            weighed.candidates.iter().filter(|one| one.plausible).collect();
        let enough = plausible.len() >= count * 4;
        // Where too little is plausible, the likeliest part of what was weighed.
        let mut rest: Vec<&Candidate> =
            if enough { plausible } else { weighed.candidates.iter().collect() };
        if !enough {
            rest.sort_by(|a, b| a.distance.total_cmp(&b.distance));
            rest.truncate((count * 8).max(64));
        }
        while chosen.len() < count && !rest.is_empty() {
            // The candidate furthest from all points run or chosen: evenly over what is left.
            let gap = |one: &&Candidate| {
                let run = self.points.iter().map(|point| &point.at);
                run.chain(&chosen).map(|other| apart(&one.at, other)).fold(f64::INFINITY, f64::min)
            };
            // Some 512 are compared: with all of them the time would go with the square of their number.
            let step = rest.len().div_ceil(512);
            let Some(next) = rest.iter().step_by(step).max_by(|a, b| gap(a).total_cmp(&gap(b)))
            else {
                break;
            };
            chosen.push(next.at.clone());
        }
        chosen
    }

    /// What the points say; `None` where there are too few of them.
    #[must_use]
    pub fn fit(&self) -> Option<Fit> {
        let weighed = self.weighed()?;
        let (mean, correlations) = weighed.moments();
        Some(Fit {
            best: weighed.best(),
            regions: (0..self.dimensions).map(|d| weighed.region(d)).collect(),
            mean,
            correlations,
            misfit: weighed.misfit,
            foretold: weighed.foretold.clone(),
            effective: weighed.effective(),
        })
    }

    /// Candidates in boxes that close in on the weight, each round with surfaces through the points near the box.
    fn weighed(&self) -> Option<Weighed> {
        let mut span: ParameterBox = vec![(0.0, 1.0); self.dimensions];
        let mut weighed = self.weigh(&span)?;
        for _ in 0..ROUNDS {
            let closer = weighed.closer(&span);
            // No parameter closed in by a tenth: the same points would be weighed again.
            if closer.iter().zip(&span).all(|(new, old)| new.1 - new.0 > 0.9 * (old.1 - old.0)) {
                break;
            }
            let Some(next) = self.weigh(&closer) else { break };
            (span, weighed) = (closer, next);
        }
        Some(weighed)
    }

    fn weigh(&self, span: &ParameterBox) -> Option<Weighed> {
        let near = self.near(span);
        let scaled: Vec<Vec<f64>> = near.iter().map(|point| within(&point.at, span)).collect();
        let surfaces: Option<Vec<(Surface, f64)>> = (0..self.targets.len())
            .map(|t| {
                let values: Vec<f64> = near.iter().map(|point| point.means[t]).collect();
                let noise = near.iter().map(|point| point.errors[t] * point.errors[t]).sum::<f64>()
                    / near.len() as f64;
                Some((Surface::fit(&scaled, &values)?, noise))
            })
            .collect();
        let surfaces = surfaces?;
        let variances: Vec<f64> = surfaces
            .iter()
            .zip(&self.targets)
            .map(|((surface, noise), target)| {
                target.sd * target.sd + noise + surface.error * surface.error
            })
            .collect();
        let mut candidates: Vec<Candidate> = (0..CANDIDATES)
            .map(|index| {
                let at = candidate(index, span);
                let x = within(&at, span);
                let distances = surfaces.iter().zip(&self.targets).zip(&variances).map(
                    |(((surface, _), target), variance)| {
                        let off = surface.at(&x) - target.value;
                        off * off / variance
                    },
                );
                let (mut distance, mut worst) = (0.0, 0.0_f64);
                distances.for_each(|square| {
                    distance += square;
                    worst = worst.max(square);
                });
                Candidate {
                    at,
                    distance,
                    // By the worst target: many that fit do not make up for one that cannot.
                    plausible: worst < IMPLAUSIBLE * IMPLAUSIBLE,
                    weight: 0.0,
                }
            })
            .collect();
        let least = candidates.iter().map(|one| one.distance).fold(f64::INFINITY, f64::min);
        // As many numbers as targets leave no degree of freedom. One is taken: a miss still widens the regions.
        let freedom = self.targets.len().saturating_sub(self.dimensions).max(1) as f64;
        let misfit = (least / freedom).sqrt().max(1.0);
        candidates.iter_mut().for_each(|one| {
            one.weight = libm::exp(-0.5 * (one.distance - least) / (misfit * misfit))
        });
        let foretold = surfaces.iter().map(|(surface, _)| surface.foretold).collect();
        Some(Weighed { candidates, misfit, foretold })
    }

    /// The points in the box and a little around it, or all where these are too few for a curved surface.
    fn near(&self, span: &ParameterBox) -> Vec<&Evaluated> {
        let inside = |point: &&Evaluated| {
            point.at.iter().zip(span).all(|(x, (low, high))| {
                // A choice: neighbours outside the box steady the surface at its edges.
                let margin = 0.3 * (high - low);
                (low - margin..=high + margin).contains(x)
            })
        };
        let near: Vec<&Evaluated> = self.points.iter().filter(inside).collect();
        let k = self.dimensions;
        // The terms of a whole quadratic, and two points a parameter beside: a surface through no more points than it
        // has terms foretells nothing.
        let wanted = 1 + 2 * k + k * k.saturating_sub(1) / 2 + 2 * k;
        if near.len() >= wanted.max(8) { near } else { self.points.iter().collect() }
    }
}

#[derive(Clone, Debug)]
struct Candidate {
    at: Vec<f64>,
    distance: f64,
    plausible: bool,
    weight: f64,
}

struct Weighed {
    candidates: Vec<Candidate>,
    misfit: f64,
    foretold: Vec<f64>,
}

impl Weighed {
    fn best(&self) -> Vec<f64> {
        let least = self.candidates.iter().min_by(|a, b| a.distance.total_cmp(&b.distance));
        least.map(|one| one.at.clone()).unwrap_or_default()
    }

    fn total(&self) -> f64 {
        self.candidates.iter().map(|one| one.weight).sum()
    }

    fn effective(&self) -> f64 {
        let squares: f64 = self.candidates.iter().map(|one| one.weight * one.weight).sum();
        self.total() * self.total() / squares
    }

    /// The smallest and largest value of a parameter between which the middle of the weight lies.
    fn between(&self, parameter: usize, share: f64) -> (f64, f64) {
        let mut ordered: Vec<(f64, f64)> =
            self.candidates.iter().map(|one| (one.at[parameter], one.weight)).collect();
        ordered.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (total, tail) = (self.total(), (1.0 - share) / 2.0);
        let at = |wanted: f64| {
            let mut sum = 0.0;
            let found = ordered.iter().find(|(_, weight)| {
                sum += weight;
                sum >= wanted * total
            });
            found.or(ordered.last()).map_or(0.5, |(value, _)| *value)
        };
        (at(tail), at(1.0 - tail))
    }

    fn region(&self, parameter: usize) -> (f64, f64) {
        self.between(parameter, REGION)
    }

    /// A box around nearly all of the weight, with room for what the surfaces do not know.
    fn closer(&self, span: &ParameterBox) -> ParameterBox {
        span.iter()
            .enumerate()
            .map(|(d, &(low, high))| {
                // All three numbers are choices: too tight a box would shut out what later surfaces find.
                let (a, b) = self.between(d, 0.998);
                let room = 0.25 * (b - a) + 0.01 * (high - low);
                ((a - room).max(low), (b + room).min(high))
            })
            .collect()
    }

    fn moments(&self) -> (Vec<f64>, Vec<Vec<f64>>) {
        let k = self.candidates.first().map_or(0, |one| one.at.len());
        let total = self.total();
        let mean: Vec<f64> = (0..k)
            .map(|d| self.candidates.iter().map(|one| one.weight * one.at[d]).sum::<f64>() / total)
            .collect();
        let covariance = |i: usize, j: usize| {
            self.candidates
                .iter()
                .map(|one| one.weight * (one.at[i] - mean[i]) * (one.at[j] - mean[j]))
                .sum::<f64>()
        };
        // Where one candidate has all the weight there is no spread to divide by.
        let own: Vec<f64> = (0..k).map(|d| covariance(d, d).sqrt().max(1e-300)).collect();
        let correlations =
            (0..k).map(|i| (0..k).map(|j| covariance(i, j) / own[i] / own[j]).collect()).collect();
        (mean, correlations)
    }
}

/// A quasi-random point of a box (Owen-scrambled Sobol', Burley 2020).
fn candidate(index: u32, span: &ParameterBox) -> Vec<f64> {
    let share = |dimension: usize| f64::from(sobol_burley::sample(index, dimension as u32, 1997));
    span.iter().enumerate().map(|(d, (low, high))| low + (high - low) * share(d)).collect()
}

/// Coordinates from -1 to 1 in a box.
fn within(at: &[f64], span: &ParameterBox) -> Vec<f64> {
    at.iter()
        .zip(span)
        .map(|(x, (low, high))| 2.0 * (x - low) / (high - low).max(1e-12) - 1.0)
        .collect()
}

fn apart(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::Keyed;

    /// Six answers of four parameters, the last two of which enter only as a product.
    fn simulate(x: &[f64], noise: &mut dyn FnMut() -> f64) -> Vec<f64> {
        let product = (0.5 + x[2]) * (0.5 + x[3]);
        let truth = [
            10.0 * x[0] + 3.0 * product,
            4.0 * x[1] * x[1] + x[0] + 2.0,
            8.0 * product,
            5.0 * libm::exp(-x[0]) + x[1],
            3.0 * x[1] - 2.0 * x[0] + product,
            6.0 * product * (1.0 + 0.3 * x[0]),
        ];
        truth.iter().map(|value| value + 0.05 * noise()).collect()
    }

    #[test]
    fn known_values_are_found_and_what_cannot_be_told_apart_is_named() {
        let mut inside = [0; 4];
        for seed in 0..10 {
            let mut random = Keyed::new(seed);
            let mut uniform = || random.uniform();
            let known: Vec<f64> = (0..4).map(|_| 0.2 + 0.6 * uniform()).collect();
            let mut noise = || (0..12).map(|_| uniform()).sum::<f64>() - 6.0;
            let observed = simulate(&known, &mut noise);
            let targets = observed.iter().map(|&value| Observed { value, sd: 0.1 }).collect();
            let mut calibration = Calibration::new(4, targets);
            for _ in 0..3 {
                for point in calibration.next(40) {
                    let means = simulate(&point, &mut noise);
                    calibration.add(point, means, vec![0.05; 6]);
                }
            }
            let fit = calibration.fit().expect("enough points");
            for (d, (value, (low, high))) in known.iter().zip(&fit.regions).enumerate() {
                inside[d] += i32::from(low <= value && value <= high);
            }
            assert!(fit.determined(0) && fit.determined(1), "{:?}", fit.regions);
            assert_eq!(fit.trade_offs(), [(2, 3)], "seed {seed}: {:?}", fit.correlations);
            assert!(fit.misfit < 1.7, "{}", fit.misfit);
        }
        assert!(inside.iter().all(|&count| count >= 8), "{inside:?}");
    }

    #[test]
    fn a_model_that_cannot_agree_says_so() {
        let targets = vec![Observed { value: 0.2, sd: 0.01 }, Observed { value: 0.8, sd: 0.01 }];
        let mut calibration = Calibration::new(1, targets);
        for point in calibration.next(20) {
            let x = point[0];
            calibration.add(point, vec![x, x], vec![0.001; 2]);
        }
        let fit = calibration.fit().expect("enough points");
        assert!((fit.best[0] - 0.5).abs() < 0.02 && fit.misfit > 20.0, "{fit:?}");
        assert!(fit.regions[0].1 - fit.regions[0].0 > 0.1, "it does not look sure: {fit:?}");
    }

    #[test]
    fn points_that_gave_no_answer_are_not_given_out_again() {
        let mut calibration = Calibration::new(2, vec![Observed { value: 1.0, sd: 1.0 }]);
        let first = calibration.next(3);
        calibration.add(first[0].clone(), vec![1.0], vec![0.1]);
        let second = calibration.next(3);
        assert!(second.iter().all(|point| !first.contains(point)), "{first:?} {second:?}");
        let mut whole = Calibration::new(2, vec![Observed { value: 1.0, sd: 1.0 }]);
        assert_eq!([first, second].concat(), whole.next(6), "one even design");
    }

    #[test]
    fn too_few_points_say_nothing() {
        assert_eq!(Calibration::new(3, vec![Observed { value: 1.0, sd: 1.0 }]).fit(), None);
    }
}
