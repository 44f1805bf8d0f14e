//! How a duration or an amount of work varies around its mean.

use serde::Serialize;

use super::check::limits::CV;
use super::declare::keys;
use super::kinds::{Number, OneOf};

/// The family a duration is drawn from; each has mean 1 before scaling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    /// Always the mean: the coefficient of variation is not used.
    Fixed,
    /// Memoryless: coefficient of variation 1 whatever `cv` says.
    Exponential,
    /// The default: positive, with a long right tail.
    #[default]
    Lognormal,
}

/// A mean and a coefficient of variation (standard deviation over mean).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MeanCv {
    /// Mean, in the unit of the field that holds it (days or hours); not negative.
    pub mean: f64,
    /// Coefficient of variation; not negative.
    pub cv: f64,
    /// The family it is drawn from.
    pub dist: Family,
}

/// The families by their names in files.
pub(crate) const FAMILIES: &[(&str, Family)] = &[
    ("lognormal", Family::Lognormal),
    ("exponential", Family::Exponential),
    ("fixed", Family::Fixed),
];

keys! {
    /// The limits of the mean are those of the key that varies.
    RawMeanCv, used "engine::draws" {
        mean: f64 {
            what: "The mean of a quantity that varies",
        }
        cv: f64 = Number(CV) {
            what: "How much it varies: standard deviation over mean",
            needs: [".dist = lognormal"],
        }
        dist: Family = OneOf(FAMILIES) {
            what: "Family of its distribution",
        }
    }
}
