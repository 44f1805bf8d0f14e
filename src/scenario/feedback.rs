//! `[feedback]`: serious harm to a child the service knew becomes public, and is then publicity itself.

use super::check::limits::{DAYS, FACTOR, SHARE, SOME_DAYS};
use super::declare::keys;
use super::kinds::{Number, Varying};
use super::{MeanCv, PublicityShape};
use serde::Serialize;

/// How a tragedy becomes public.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Feedback {
    /// Probability that a serious harm to a known child becomes public (0..1).
    pub public_probability: f64,
    /// Days from the harm to the day it is public.
    pub delay_days: MeanCv,
    /// The publicity it then is.
    pub shape: PublicityShape,
}

keys! {
    /// The table as it is written.
    RawFeedback, used "model::organisation::feedback" {
        public_probability: f64 = Number(SHARE) {
            what: "Probability that a serious harm to a known child becomes public",
            unit: "probability",
            default: 0.15,
        }
        delay_days: MeanCv = Varying(DAYS) {
            what: "Days until it does",
            unit: "days",
            default: { mean = 540, cv = 0.3, dist = "lognormal" },
            needs: [".public_probability > 0"],
        }
        peak: f64 = Number(FACTOR) {
            what: "Height of the publicity that follows, as in publicity",
            default: 0.6,
            needs: [".public_probability > 0"],
        }
        ramp_days: f64 = Number(DAYS) {
            what: "Days to its height",
            unit: "days",
            default: 14,
            needs: [".public_probability > 0", ".peak > 0"],
        }
        half_life_days: f64 = Number(SOME_DAYS) {
            what: "Days in which what fades has halved",
            unit: "days",
            default: 270,
            needs: [".public_probability > 0", ".peak > 0", ".lasting < 1"],
        }
        lasting: f64 = Number(SHARE) {
            what: "Share that never fades",
            unit: "share",
            default: 0.1,
            needs: [".public_probability > 0", ".peak > 0"],
        }
    }
}
