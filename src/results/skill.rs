//! How the model does on what was held out, and how simple forecasts do.

use serde::Serialize;

/// What a forecaster could have said of a figure, in its unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Forecasts {
    /// The last figure before it, repeated.
    pub last: f64,
    /// That figure grown on at the yearly rate of the earlier ones; `None` where there are fewer than two.
    pub trend: Option<f64>,
    /// The same with the growth full in the first year and halved in every later one.
    pub halving: Option<f64>,
}

/// A way to forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// The last figure, repeated.
    Last,
    /// The trend.
    Trend,
    /// The trend, halved year by year.
    Halving,
}

/// A held-out range, what is known of it and what the model says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeldOutRange {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The published figure itself.
    pub value: Option<f64>,
    /// The model's mean.
    pub model: Option<f64>,
    /// What a forecaster could have said.
    pub forecasts: Option<Forecasts>,
}

/// How the model does on what was held out, and how simple forecasts do.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HeldOut {
    /// Ranges held out.
    pub ranges: usize,
    /// Of these, with a published figure and one of the model: what is scored.
    pub figures: usize,
    /// Scored figures for which the model lies within the range.
    pub met: usize,
    /// Mean of |model − published| over published; `None` where nothing is scored.
    pub error: Option<f64>,
    /// The simple forecasts that can be made.
    pub references: Vec<Reference>,
}

/// How a simple forecast does.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reference {
    /// Which.
    pub way: Way,
    /// Scored figures that it can be made for.
    pub figures: usize,
    /// Of these, so many lie within the range.
    pub met: usize,
    /// Mean of |forecast − published| over published.
    pub error: f64,
    /// The model's over the same figures.
    pub model_error: f64,
    /// 1 less the model's error over the forecast's: 1 is no error, 0 no better than the forecast. `None` where the forecast is
    /// without error.
    pub skill: Option<f64>,
}
