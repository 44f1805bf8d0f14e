//! Uncertainty: the scenario with its numbers drawn from the ranges of their evidence, replications inside each draw. How
//! much of the spread is luck, how much is not knowing, and how much is only that the runs are few.

use crate::measure::{MeasureId, Rating};
use crate::results::studies::{
    AskedMeasure, CourseShare, Factor, ParameterDraw, RatedDraws, Spreads,
};
use crate::scenario::Overrides;
use crate::stats::methods::Interval;
use crate::stats::methods::points::design;
use crate::stats::{Estimate, Spread, of_share, parts};

use super::factors::truths;
use super::points::{Lab, Point, Question, Stop};

/// The key of the draws: the scenario's seed is for the children, not for what is not known about them.
const KEY: u64 = 0x0055_4e43_4552_5441;

/// The questions of an uncertainty run: the measures asked for, and for each rating of the service what is true of it, and the
/// ratings that are good.
#[must_use]
pub fn questions(asked: &[Question], ratings: &[Rating]) -> Vec<Question> {
    let of_ratings =
        ratings.iter().flat_map(|rating| std::iter::once(&rating.truth).chain(&rating.good));
    let question = |id: &MeasureId| Question {
        id: id.to_string(),
        when: super::points::When::Observed,
        against: None,
    };
    asked.iter().cloned().chain(of_ratings.map(question)).collect()
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
    /// As written, with the course that a mechanism takes in one replication in all: one point a course.
    pub courses: Vec<MechanismCourses>,
}

/// The scenario as written with one course of a mechanism after the other.
#[derive(Debug)]
pub struct MechanismCourses {
    /// What the mechanism is called.
    pub called: &'static str,
    /// One a course: replication `i` of each has the same chance in all else.
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
    courses: &[(&'static str, &'static str)],
) -> Result<UncertaintyFound, Stop> {
    let written = lab.point(&Overrides::none(), 0..replications)?;
    let points: Result<Vec<Point>, Stop> =
        values.iter().map(|values| lab.point(&truths(factors, values), 0..replications)).collect();
    let points = points?;
    let of_mechanism =
        |&(called, key): &(&'static str, &'static str)| -> Result<MechanismCourses, Stop> {
            let course =
                |n: usize| lab.point(&Overrides::none().set(format!("{key}={n}")), 0..replications);
            Ok(MechanismCourses {
                called,
                points: (0..values.len()).map(course).collect::<Result<_, _>>()?,
            })
        };
    let courses = courses.iter().map(of_mechanism).collect::<Result<_, _>>()?;
    Ok(UncertaintyFound { written, points, values, courses })
}

impl MechanismCourses {
    /// How much of what single runs differ by is the mechanism's course.
    fn share(&self, m: usize) -> Option<CourseShare> {
        let linear: Option<Vec<Vec<f64>>> =
            self.points.iter().map(|point| point.pseudo_values(m)).collect();
        let parts = parts(&linear?)?;
        Some(CourseShare { called: self.called, parts })
    }
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
            courses: self.courses.iter().filter_map(|courses| courses.share(m)).collect(),
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

    /// Of the services in the worst quarter by what is true of them, how many are given a good rating; `measures` is how many
    /// questions come before those of the ratings.
    #[must_use]
    pub fn rated(&self, ratings: &[Rating], measures: usize) -> Vec<RatedDraws> {
        let mut first = measures;
        let place = |rating: &Rating| {
            let at = first;
            first += 1 + rating.good.len();
            at
        };
        let places: Vec<usize> = ratings.iter().map(place).collect();
        ratings.iter().zip(places).filter_map(|(rating, at)| self.rated_by(rating, at)).collect()
    }

    /// The answer to one rating, whose questions begin at a place: what is true, then each good one.
    fn rated_by(&self, rating: &Rating, at: usize) -> Option<RatedDraws> {
        let good = |point: &Point| -> Option<f64> {
            let shares = (1..=rating.good.len()).map(|k| Some(point.estimate(at + k)?.mean));
            shares.sum()
        };
        let truth = |point: &Point| point.estimate(at).map(|rate| rate.mean);
        let mut order: Vec<(f64, &Point)> =
            self.points.iter().filter_map(|point| Some((truth(point)?, point))).collect();
        // The worst services first, by what nobody outside can see: their true rate over many replications.
        order.sort_by(|a, b| b.0.total_cmp(&a.0));
        let worst = order.len().div_ceil(4);
        let of = |services: &[(f64, &Point)]| -> Option<Vec<f64>> {
            services.iter().map(|(_, point)| good(point)).collect()
        };
        let (among_worst, among_all) = (of(&order[..worst])?, of(&order)?);
        let runs: usize = order[..worst].iter().map(|(_, point)| point.replications()).sum();
        let share = of_share(Estimate::of_mean(&among_worst)?, runs as f64, worst);
        // No interval is no number at either end: words then leave it out.
        let end = |end: Option<f64>| end.unwrap_or(f64::NAN);
        Some(RatedDraws {
            of: rating.of.clone(),
            words: rating.words,
            worst: worst as u32,
            good: share.mean,
            interval: Interval {
                value: share.mean,
                low: end(share.low()),
                high: end(share.high()),
            },
            good_of_all: Estimate::of_mean(&among_all)?.mean,
        })
    }
}
