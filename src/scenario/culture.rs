//! `[culture]`: how a service answers a public tragedy, with blame or with learning.

use serde::Serialize;

/// Blame and learning. Blame is a level: what is written per unit of blame is multiplied by it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Culture {
    /// Blame that each public tragedy of the model adds. Dated publicity carries its own `blame`.
    pub blame_per_tragedy: f64,
    /// Days in which what fades of blame halves.
    pub half_life_days: f64,
    /// The share of blame that stays (0..1).
    pub lasting: f64,
    /// Permanent workers dismissed per unit of blame, rounded, on the day it falls.
    pub dismissals: f64,
    /// Further recording per unit of blame, as a share of recording hours.
    pub bureaucracy: f64,
    /// How far the thresholds of `outcomes` fall per unit of blame (standard deviations of the estimates there).
    pub defensive_shift: f64,
    /// How far the acceptance threshold at triage falls per unit of blame (standard deviations of the estimates there).
    pub defensive_shift_triage: f64,
    /// How much less of the deviation from normal pressure managers see, per unit of blame.
    pub concealment_of_error: f64,
    /// Probability that a miss that comes to light is reported where there is no blame (0..1).
    pub report_probability: f64,
    /// What each report adds to what a look shows, as a share of `judgement.per_hour`.
    pub learning_gain: f64,
    /// The most that learning multiplies `judgement.per_hour` by (at least 1).
    pub learning_max: f64,
}
