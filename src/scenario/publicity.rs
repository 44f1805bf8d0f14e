//! `[[publicity]]`: dated events that make more people refer (model.md, section 3).

use jiff::civil::Date;
use serde::Serialize;

/// One publicity event.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Publicity {
    /// What it is called in figures and text.
    pub label: String,
    /// The day it begins.
    pub date: Date,
    /// How it rises and fades.
    pub shape: Shape,
    /// How much blame falls on this service; acts only with `[culture]`.
    pub blame: f64,
}

/// A rise and a fade: zero before the day, linear to `peak` over `ramp_days`, then falling to `peak * lasting` with a half-life.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Shape {
    /// Height: 0.4 adds 40 % of the baseline odds of recognition to a source with response 1.
    pub peak: f64,
    /// Days to the height.
    pub ramp_days: f64,
    /// Days in which what fades halves.
    pub half_life_days: f64,
    /// The share of the height that stays.
    pub lasting: f64,
}
