//! Whether a calibration finds what is known.

use serde::Serialize;

use super::Factor;

/// What the proof found.
#[derive(Clone, Debug, Serialize)]
pub struct Proof {
    /// Version of this program.
    pub version: String,
    /// The scenario's name.
    pub name: String,
    /// Fits, each to targets made from other values with other luck.
    pub fits: u32,
    /// Points of each fit.
    pub points: u32,
    /// One a factor.
    pub factors: Vec<Proved>,
    /// Pairs named as trade-offs, and in how many fits.
    pub trade_offs: Vec<(String, String, u32)>,
    /// Every fit.
    pub each: Vec<OneFit>,
}

/// How a factor was found again.
#[derive(Clone, Debug, Serialize)]
pub struct Proved {
    /// The number and the range searched.
    pub factor: Factor,
    /// Fits whose 90 % region holds the known value.
    pub inside: u32,
    /// Fits that call it determined.
    pub determined: u32,
}

/// One fit.
#[derive(Clone, Debug, Serialize)]
pub struct OneFit {
    /// The known values.
    pub known: Vec<f64>,
    /// The regions, in the same order.
    pub regions: Vec<(f64, f64)>,
    /// The Birge ratio.
    pub misfit: f64,
}
