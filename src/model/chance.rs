//! What each stream of chance is for (model.md, section 10). Keys name the child, worker or class,
//! so that one draw more or less in a twin leaves all others alone: common random numbers. What a
//! name gives to a key is in [`super::by_name`]; no key holds a place in a list.

use crate::engine::draws::UnitLognormal;
use crate::engine::{Stream, Streams};
use crate::scenario::{Family, MeanCv};

/// The purposes of streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Purpose {
    /// When children come to be at risk, by class and count.
    Onset = 1,
    /// How many hidden children there are on day 0, by class.
    Hidden = 2,
    /// What a child is, by child and count of classes entered.
    Life = 3,
    /// When the next concern comes and whether it is recognised, by child and count.
    Concern = 4,
    /// The noise of a look, by child, referral, stage and index.
    Look = 5,
    /// How long a task or spell takes, by child, referral, stage and index.
    Work = 6,
    /// A worker's weeks, by worker and week.
    Worker = 7,
    /// A vacancy, by post and count.
    Vacancy = 8,
    /// What the organisation makes of it: publicity, blame, reviews, inspections, by child, worker or date.
    Culture = 9,
    /// Who sees a concern, by child and count, and then by the source's name.
    Source = 10,
}

/// The stream of a purpose and its entity.
#[inline]
#[must_use]
pub fn stream(streams: &Streams, purpose: Purpose, entity: [u64; 3]) -> Stream {
    streams.stream(purpose as u64, entity)
}

/// A draw with mean 1: how much longer or shorter than usual.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Variation {
    /// Always 1.
    Fixed,
    /// Exponential.
    Exponential,
    /// Lognormal.
    Lognormal(UnitLognormal),
}

impl Variation {
    /// Of this family and coefficient of variation.
    #[must_use]
    pub fn new(family: Family, cv: f64) -> Variation {
        match family {
            Family::Fixed => Variation::Fixed,
            Family::Exponential => Variation::Exponential,
            Family::Lognormal if cv == 0.0 => Variation::Fixed,
            Family::Lognormal => Variation::Lognormal(UnitLognormal::new(cv)),
        }
    }

    /// One draw.
    #[inline]
    pub fn draw(&self, stream: &mut Stream) -> f64 {
        match self {
            Variation::Fixed => 1.0,
            Variation::Exponential => stream.exponential(),
            Variation::Lognormal(lognormal) => stream.sample(lognormal),
        }
    }
}

/// A mean and its variation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Varying {
    /// Mean.
    pub mean: f64,
    /// Variation around it.
    pub variation: Variation,
}

impl Varying {
    /// One draw, in the unit of the mean.
    #[inline]
    pub fn draw(&self, stream: &mut Stream) -> f64 {
        self.mean * self.variation.draw(stream)
    }
}

impl From<MeanCv> for Varying {
    fn from(written: MeanCv) -> Varying {
        Varying { mean: written.mean, variation: Variation::new(written.dist, written.cv) }
    }
}
