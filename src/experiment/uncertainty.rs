//! Uncertainty: the scenario with its numbers drawn from the ranges of their evidence, replications inside each draw. How
//! much of the spread is luck, how much is not knowing, and how much is only that the runs are few.

use crate::measure::{INSPECTION_GRADES, Indicator, Member};
use crate::results::studies::{AskedMeasure, Factor, Inspected, ParameterDraw, Spreads};
use crate::scenario::{Overrides, Scenario};
use crate::stats::methods::Interval;
use crate::stats::methods::points::design;
use crate::stats::{Estimate, Spread, of_share, parts};

use super::factors::truths;
use super::points::{Lab, Point, Question, Stop};

/// The key of the draws: the scenario's seed is for the children, not for what is not known about them.
const KEY: u64 = 0x0055_4e43_4552_5441;

/// The questions of an uncertainty run: the measures asked for, and for each inspection the miss rate of the time whose files are
/// read, and the two good grades.
#[must_use]
pub fn questions(asked: &[Question], scenario: &Scenario) -> Vec<Question> {
    let dates = scenario.inspections.iter().map(|inspection| inspection.date);
    let good = dates.flat_map(|date| {
        let [outstanding, good, ..] = INSPECTION_GRADES;
        let grades =
            [outstanding, good].map(|grade| Indicator::Inspection.of(Member::Graded(date, grade)));
        let ids =
            std::iter::once(Indicator::InspectionMissRate.of(Member::HeldOn(date))).chain(grades);
        ids.map(|id| Question {
            id: id.to_string(),
            when: super::points::When::Observed,
            against: None,
        })
    });
    asked.iter().cloned().chain(good).collect()
}

/// What the draws said, before it is put into words.
#[derive(Debug)]
pub struct UncertaintyFound {
    /// The scenario as written.
    pub written: Point,
    /// The values of each draw.
    pub values: Vec<Vec<f64>>,
    /// The point of each draw.
    pub points: Vec<Point>,
}

/// The values of all draws.
#[must_use]
pub fn draws(factors: &[Factor], count: u32) -> Vec<Vec<f64>> {
    let value = |factor: &Factor, u: f64| factor.written(factor.belief().at(u));
    design(factors.len(), count as usize, KEY)
        .iter()
        .map(|point| factors.iter().zip(point).map(|(factor, &u)| value(factor, u)).collect())
        .collect()
}

/// Runs the scenario as written and every draw.
///
/// # Errors
/// As [`Stop`] says.
pub fn run(
    lab: &Lab<'_>,
    factors: &[Factor],
    values: Vec<Vec<f64>>,
    replications: u32,
) -> Result<UncertaintyFound, Stop> {
    let written = lab.point(&Overrides::none(), 0..replications)?;
    let points: Result<Vec<Point>, Stop> =
        values.iter().map(|values| lab.point(&truths(factors, values), 0..replications)).collect();
    Ok(UncertaintyFound { written, points: points?, values })
}

impl UncertaintyFound {
    /// The spread of each measure asked for.
    #[must_use]
    pub fn spreads(&self, asked: &[AskedMeasure]) -> Vec<Spreads> {
        asked.iter().enumerate().map(|(m, asked)| self.spread(m, asked)).collect()
    }

    fn spread(&self, m: usize, asked: &AskedMeasure) -> Spreads {
        let mut all: Vec<f64> =
            self.points.iter().flat_map(|point| point.values(m)).flatten().collect();
        let mut draws: Vec<f64> =
            self.points.iter().filter_map(|point| Some(point.estimate(m)?.mean)).collect();
        // The table of variances is linear, and a rate is not: pseudo-values stand for it.
        let linear: Option<Vec<Vec<f64>>> =
            self.points.iter().map(|point| point.pseudo_values(m)).collect();
        Spreads {
            asked: asked.clone(),
            written: self.written.estimate(m),
            all: Spread::of(&mut all),
            draws: Spread::of(&mut draws),
            parts: linear.and_then(|linear| parts(&linear)),
        }
    }

    /// Every draw with the answers to the first `measures` questions.
    #[must_use]
    pub fn drawn(&self, measures: usize) -> Vec<ParameterDraw> {
        let answers = |point: &Point| (0..measures).map(|m| point.estimate(m)).collect();
        self.values
            .iter()
            .zip(&self.points)
            .map(|(values, point)| ParameterDraw {
                values: values.clone(),
                answers: answers(point),
            })
            .collect()
    }

    /// Of the services in the worst quarter by the true miss rate of the time whose files were read, how many are graded good or
    /// better; `measures` is how many questions come before those of inspections.
    #[must_use]
    pub fn inspections(&self, scenario: &Scenario, measures: usize) -> Vec<Inspected> {
        let good = |point: &Point, inspection: usize| -> Option<f64> {
            // Three questions an inspection, in the order of `questions`: the miss rate, then the two grades.
            let of = |k: usize| {
                point.estimate(measures + 3 * inspection + 1 + k).map(|share| share.mean)
            };
            Some(of(0)? + of(1)?)
        };
        scenario
            .inspections
            .iter()
            .enumerate()
            .filter_map(|(i, inspection)| {
                let missed = |point: &Point| point.estimate(measures + 3 * i).map(|rate| rate.mean);
                let mut order: Vec<(f64, &Point)> =
                    self.points.iter().filter_map(|point| Some((missed(point)?, point))).collect();
                // The worst services first, by what no inspector can see: their true rate over many replications.
                order.sort_by(|a, b| b.0.total_cmp(&a.0));
                let worst = order.len().div_ceil(4);
                let of = |services: &[(f64, &Point)]| -> Option<Vec<f64>> {
                    services.iter().map(|(_, point)| good(point, i)).collect()
                };
                let (among_worst, among_all) = (of(&order[..worst])?, of(&order)?);
                let runs: usize =
                    order[..worst].iter().map(|(_, point)| point.replications()).sum();
                let share = of_share(Estimate::of_mean(&among_worst)?, runs as f64, worst);
                // No interval is no number at either end: words then leave it out.
                let end = |end: Option<f64>| end.unwrap_or(f64::NAN);
                Some(Inspected {
                    date: inspection.date.to_string(),
                    worst: worst as u32,
                    good: share.mean,
                    interval: Interval {
                        value: share.mean,
                        low: end(share.low()),
                        high: end(share.high()),
                    },
                    good_of_all: Estimate::of_mean(&among_all)?.mean,
                })
            })
            .collect()
    }
}
