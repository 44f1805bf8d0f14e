//! Calibrating a scenario: values of some of its numbers that meet its targets, how well the targets determine each, and how
//! the fit stands against targets that it has not seen.

use crate::results::studies::{Factor, Fitted, ScoredTarget, TradeOff, Use};
use crate::results::{Forecasts, HeldOut, HeldOutRange};
use crate::scenario::{Overrides, Scenario, Target, TargetUse};
use crate::stats::{Calibration, Estimate, Fit, Observed};

use super::factors::truths;
use super::points::{Lab, Point, Question, Stop};
use super::skill::forecasts;

/// Half of a target's range in standard deviations: the range is taken as the central 90 % of what the figure may be.
const RANGE_IN_SD: f64 = 1.645;

/// How the model does on what was held out, before the fit or after.
#[must_use]
pub fn held_out(
    targets: &[ScoredTarget],
    model: impl Fn(&ScoredTarget) -> Option<Estimate>,
) -> Option<HeldOut> {
    let held: Vec<HeldOutRange> = targets
        .iter()
        .filter(|target| target.used == Use::HeldOut)
        .map(|target| HeldOutRange {
            low: target.low,
            high: target.high,
            value: target.value,
            model: model(target).map(|model| model.mean),
            forecasts: target.forecasts,
        })
        .collect();
    HeldOut::of(&held)
}

/// How a search is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Search {
    /// Waves of points.
    pub waves: u32,
    /// Points of each.
    pub points: u32,
    /// Replications of each point.
    pub replications: u32,
}

impl Search {
    /// Points of one search: those of its waves, and the two best that its surfaces foretell.
    #[must_use]
    pub fn points_run(&self) -> u32 {
        self.waves * self.points + 2
    }
}

/// A target that can be asked of points, and what it is used for here.
#[derive(Clone, Debug)]
pub struct Aim {
    /// The target.
    pub target: Target,
    /// Its period, in words.
    pub period: String,
    /// What it is used for.
    pub used: Use,
    /// What a forecaster could have said of it, where it is held out.
    pub forecasts: Option<Forecasts>,
}

impl Aim {
    /// What a target is used for; `left_out` says which of those to fit to are not used.
    #[must_use]
    pub fn of(target: &Target, period: String, left_out: bool) -> Aim {
        let used = match target.used {
            TargetUse::Fit if left_out => Use::LeftOut,
            TargetUse::Fit => Use::Fit,
            TargetUse::HeldOut => Use::HeldOut,
            TargetUse::Shown | TargetUse::ForScale => Use::Shown,
        };
        Aim { target: target.clone(), period, used, forecasts: None }
    }

    fn observed(&self) -> Observed {
        let Target { low, high, .. } = self.target;
        // A range of one value is held to a thousandth of it.
        // 1e-9 is for a value of 0: distances are divided by this.
        let sd = ((high - low) / 2.0 / RANGE_IN_SD).max(1e-3 * low.abs().max(high.abs())).max(1e-9);
        Observed { value: 0.5 * (low + high), sd }
    }
}

/// The questions of the aims, in their order.
#[must_use]
pub fn questions(aims: &[Aim]) -> Vec<Question> {
    aims.iter().map(|aim| Question::of_target(&aim.target)).collect()
}

/// What a search found.
#[derive(Debug)]
pub struct CalibrateFound {
    /// What the points say.
    pub fit: Fit,
    /// The values chosen, as shares of the ranges.
    pub chosen: Vec<f64>,
    /// The values chosen, as they are written.
    pub values: Vec<f64>,
    /// The scenario as written.
    pub before: Point,
    /// The scenario with the values chosen.
    pub after: Point,
    /// Points run in the search.
    pub points: u32,
}

/// Searches the ranges of some factors for values that meet the aims fitted to, and scores the best with `scored` replications.
///
/// # Errors
/// As [`Stop`] says; [`Stop::Question`] where the points are too few, or no two points differ.
pub fn run(
    lab: &Lab<'_>,
    factors: &[Factor],
    aims: &[Aim],
    search: Search,
    scored: u32,
) -> Result<CalibrateFound, Stop> {
    let fitted: Vec<usize> = (0..aims.len()).filter(|&t| aims[t].used == Use::Fit).collect();
    let observed: Vec<Observed> = fitted.iter().map(|&t| aims[t].observed()).collect();
    let mut calibration = Calibration::new(factors.len(), observed.clone());
    let mut tried: Vec<(f64, Vec<f64>)> = Vec::new();
    let mut points = 0;
    for _ in 0..search.waves {
        // Wave after wave: each is drawn where the points before it leave values plausible.
        for shares in calibration.next(search.points as usize) {
            let values = values(factors, &shares);
            // Where a value must be whole, the point is where it was run.
            let shares: Vec<f64> =
                factors.iter().zip(&values).map(|(factor, &value)| factor.share(value)).collect();
            let point = lab.point(&truths(factors, &values), 0..search.replications)?;
            points += 1;
            // Jackknifed, and not as printed: the limits of few cases would give a point another weight in the fit.
            let answers: Option<Vec<Estimate>> =
                fitted.iter().map(|&t| point.jackknifed(t)).collect();
            // A point without a value for one of the targets (nothing over nothing) has no distance from them.
            let Some(answers) = answers else { continue };
            // What was run is in the running too, since a surface may err.
            tried.push((distance(&answers, &observed), shares.clone()));
            let errors = answers.iter().map(standard_error).collect();
            calibration.add(shares, answers.iter().map(|answer| answer.mean).collect(), errors);
        }
    }
    let too_few = || {
        Stop::Question(
            "the points are too few to say anything: give more waves, or more points".to_owned(),
        )
    };
    let fit = calibration.fit().ok_or_else(too_few)?;
    let chosen = choose(lab, factors, &fitted, &observed, &fit, tried, search.replications)?;
    let values = values(factors, &chosen);
    Ok(CalibrateFound {
        // The same replications before and after: what differs is the doing of the values.
        before: lab.point(&Overrides::none(), 0..scored)?,
        after: lab.point(&truths(factors, &values), 0..scored)?,
        // And the two that were run to choose.
        points: points + 2,
        fit,
        chosen,
        values,
    })
}

/// Surfaces may err: the best values that they foretell are run, and the nearest to the targets of all that was run is taken.
fn choose(
    lab: &Lab<'_>,
    factors: &[Factor],
    fitted: &[usize],
    observed: &[Observed],
    fit: &Fit,
    mut tried: Vec<(f64, Vec<f64>)>,
    replications: u32,
) -> Result<Vec<f64>, Stop> {
    for shares in [&fit.best, &fit.mean] {
        let values = values(factors, shares);
        let point = lab.point(&truths(factors, &values), 0..replications)?;
        let answers: Option<Vec<Estimate>> = fitted.iter().map(|&t| point.estimate(t)).collect();
        if let Some(answers) = answers {
            tried.push((distance(&answers, observed), shares.clone()));
        }
    }
    let nearest = tried.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
    Ok(nearest.map_or_else(|| fit.best.clone(), |(_, shares)| shares))
}

/// The values of some shares of the ranges.
#[must_use]
pub fn values(factors: &[Factor], shares: &[f64]) -> Vec<f64> {
    // Four digits say more than any fit knows, and can be read.
    let rounded = |value: f64, factor: &Factor| {
        let places = libm::floor(libm::log10((factor.high - factor.low) / 1000.0));
        let unit = libm::pow(10.0, places);
        if places >= 0.0 {
            return (value / unit).round() * unit;
        }
        // Divided at the end: whole numbers over powers of ten are written as they are read.
        (value / unit).round() / (1.0 / unit).round()
    };
    factors
        .iter()
        .zip(shares)
        .map(|(factor, &share)| {
            let value = factor.written(factor.at(share));
            let written = if factor.whole { value } else { rounded(value, factor) };
            // Rounding may step over an end that has more digits than the unit.
            written.clamp(factor.low, factor.high)
        })
        .collect()
}

fn distance(answers: &[Estimate], observed: &[Observed]) -> f64 {
    let square = |(answer, observed): (&Estimate, &Observed)| {
        // In standard deviations of each target, so that a count and a share weigh alike.
        let off = (answer.mean - observed.value) / observed.sd;
        off * off
    };
    answers.iter().zip(observed).map(square).sum()
}

fn standard_error(estimate: &Estimate) -> f64 {
    estimate.standard_error().unwrap_or(0.0)
}

impl CalibrateFound {
    /// The numbers fitted, in words.
    #[must_use]
    pub fn fitted(&self, factors: &[Factor]) -> Vec<Fitted> {
        let one = |(d, factor): (usize, &Factor)| {
            let (low, high) = self.fit.regions[d];
            Fitted {
                factor: factor.clone(),
                value: self.values[d],
                low: factor.at(low),
                high: factor.at(high),
                determined: self.fit.determined(d),
            }
        };
        factors.iter().enumerate().map(one).collect()
    }

    /// The pairs that the targets cannot tell apart.
    #[must_use]
    pub fn trade_offs(&self, factors: &[Factor]) -> Vec<TradeOff> {
        let named = |(i, j): (usize, usize)| TradeOff {
            one: factors[i].path.clone(),
            other: factors[j].path.clone(),
            correlation: self.fit.correlations[i][j],
        };
        self.fit.trade_offs().into_iter().map(named).collect()
    }

    /// Every aim before and after.
    #[must_use]
    pub fn scored(&self, aims: &[Aim]) -> Vec<ScoredTarget> {
        // The fit knows the fitted aims alone, in their order: the iterator moves on with these only.
        let mut foretold = self.fit.foretold.iter();
        aims.iter()
            .enumerate()
            .map(|(t, aim)| ScoredTarget {
                measure: aim.target.measure.clone(),
                period: aim.period.clone(),
                low: aim.target.low,
                high: aim.target.high,
                used: aim.used,
                before: self.before.estimate(t),
                after: self.after.estimate(t),
                foretold: if aim.used == Use::Fit { foretold.next().copied() } else { None },
                source: aim.target.source.clone(),
                value: aim.target.value,
                forecasts: aim.forecasts,
            })
            .collect()
    }
}

/// The aims of a scenario that points can be asked, and the measures that they cannot. A target to be fitted to is left out
/// where its period lies within one of `left_out`, given as first and last day.
#[must_use]
pub fn aims(
    scenario: &Scenario,
    setting: &crate::model::Setting<'_>,
    left_out: &[(jiff::civil::Date, jiff::civil::Date)],
) -> (Vec<Aim>, Vec<String>) {
    let (mut aims, mut unasked) = (Vec::new(), Vec::new());
    for target in &scenario.targets {
        let question = Question::of_target(target);
        let place = question.formula(setting).and_then(|_| question.when.place(setting));
        let Ok(place) = place else {
            unasked.push(target.measure.clone());
            continue;
        };
        let label = |place: usize| setting.periods[place].label.clone();
        let base = question.against.as_ref().and_then(|base| base.place(setting).ok());
        let period = match base {
            Some(base) => format!("{} against {}", label(place), label(base)),
            None => label(place),
        };
        let inside = |(from, to): (jiff::civil::Date, jiff::civil::Date)| {
            left_out.iter().any(|(first, last)| *first <= from && to <= *last)
        };
        let mut aim = Aim::of(target, period, target.period.is_some_and(inside));
        if aim.used == Use::HeldOut {
            aim.forecasts = forecasts(target, &scenario.targets);
        }
        aims.push(aim);
    }
    (aims, unasked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_with_digits_that_can_be_read() {
        let factor = |low: f64, high: f64, whole: bool| Factor {
            path: "a".into(),
            value: None,
            low,
            high,
            whole,
            possible: (low, high),
            distribution: None,
            grade: String::new(),
            source: String::new(),
        };
        let written = values(
            &[
                factor(0.1, 0.4, false),
                factor(5.0, 240.0, false),
                factor(35.0, 65.0, true),
                factor(0.0, 1.5, false),
                factor(3000.0, 6000.0, false),
                factor(0.0, 500_000.0, false),
                factor(0.5, 1000.5, false),
            ],
            &[0.333_333_3, 0.123_456, 0.52, 0.314_159, 0.123_456_7, 0.123_456_7, 1.0],
        );
        assert_eq!(written, [0.2, 34.0, 51.0, 0.471, 3370.0, 61_700.0, 1000.5]);
    }
}
