//! How long work, delays and periods vary around their means (model.md, section 10).

use crate::engine::Stream;
use crate::engine::draws::UnitLognormal;
use crate::scenario::{Family, MeanCv};

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
pub struct VaryingQuantity {
    /// Mean.
    pub mean: f64,
    /// Variation around it.
    pub variation: Variation,
}

impl VaryingQuantity {
    /// One draw, in the unit of the mean.
    #[inline]
    pub fn draw(&self, stream: &mut Stream) -> f64 {
        self.mean * self.variation.draw(stream)
    }
}

impl From<MeanCv> for VaryingQuantity {
    fn from(written: MeanCv) -> VaryingQuantity {
        VaryingQuantity { mean: written.mean, variation: Variation::new(written.dist, written.cv) }
    }
}
