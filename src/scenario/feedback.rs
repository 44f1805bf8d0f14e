//! `[feedback]`: serious harm to a child the service knew becomes public, and is then publicity itself.

use serde::Serialize;

use super::{MeanCv, Shape};

/// How a tragedy becomes public.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Feedback {
    /// Probability that a serious harm to a known child becomes public (0..1).
    pub public_probability: f64,
    /// Days from the harm to the day it is public.
    pub delay_days: MeanCv,
    /// The publicity it then is.
    pub shape: Shape,
}
