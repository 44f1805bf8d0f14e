//! A scenario with its numbers drawn from the ranges of their evidence.

use serde::Serialize;

use crate::measure::RatingWords;

use super::{AskedMeasure, Factor, LeftFixed};
use crate::results::Warning;
use crate::stats::methods::Interval;
use crate::stats::{Estimate, Parts, Spread};

/// What an uncertainty run found.
#[derive(Clone, Debug, Serialize)]
pub struct Uncertainty {
    /// Version of this program.
    pub version: String,
    /// The scenario's name.
    pub name: String,
    /// The seed of every draw.
    #[serde(flatten, serialize_with = "crate::results::exact_seed")]
    pub seed: u64,
    /// Draws.
    pub draws: u32,
    /// Replications of each.
    pub replications: u32,
    /// What was drawn.
    pub factors: Vec<Factor>,
    /// What has a range and could not be drawn.
    pub fixed: Vec<LeftFixed>,
    /// One a measure.
    pub measures: Vec<Spreads>,
    /// Every draw.
    pub points: Vec<ParameterDraw>,
    /// What those outside would say of the services that are worst; none where nobody judges.
    #[serde(rename = "inspections")]
    pub rated: Vec<RatedDraws>,
    /// What a run of the scenario warns of.
    pub warnings: Vec<Warning>,
}

/// A measure over draws.
#[derive(Clone, Debug, Serialize)]
pub struct Spreads {
    /// The measure.
    pub asked: AskedMeasure,
    /// As written, with as many replications as one draw.
    pub written: Option<Estimate>,
    /// Centiles of what single runs show: luck and not knowing together.
    pub all: Option<Spread>,
    /// Centiles of the draws' own means: not knowing, and what the runs leave of luck.
    pub draws: Option<Spread>,
    /// The parts of the spread; `None` where a draw has no value.
    pub parts: Option<Parts>,
    /// Of what single runs differ by as written, the part of each mechanism that takes another course in each; none where no
    /// mechanism does.
    pub courses: Vec<CourseShare>,
}

/// How much of luck is the course that a mechanism takes.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct CourseShare {
    /// What the mechanism is called.
    pub called: &'static str,
    /// The parts of the spread of runs as written, courses and chance crossed: "not knowing" is the course.
    pub parts: Parts,
}

/// One draw.
#[derive(Clone, Debug, Serialize)]
pub struct ParameterDraw {
    /// The value of each factor.
    pub values: Vec<f64>,
    /// The answer to each measure.
    pub answers: Vec<Option<Estimate>>,
}

/// A rating over draws: each draw is a service with a truth of its own.
#[derive(Clone, Debug, Serialize)]
pub struct RatedDraws {
    /// Which of its kind: the date of an inspection.
    #[serde(rename = "date")]
    pub of: String,
    /// How it is told.
    #[serde(skip)]
    pub words: RatingWords,
    /// Services in the worst quarter by what is true of them.
    pub worst: u32,
    /// The share of the ratings of these that are good.
    pub good: f64,
    /// Its 95 % interval: services, and not ratings, are what was drawn.
    pub interval: Interval,
    /// The same share among all services.
    pub good_of_all: f64,
}
