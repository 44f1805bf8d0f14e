//! `[culture]`: how a service answers a public tragedy, with blame or with learning.

use serde::Serialize;

use super::check::limits::{FACTOR, SHARE, SOME_DAYS, from_to};
use super::declare::block;
use super::kinds::{Number, NumberElse};

block! {
    /// Blame and learning. Blame is a level: what is written per unit of blame is multiplied by it.
    #[derive(Clone, Copy, Debug, PartialEq, Serialize)]
    pub struct Culture read as RawCulture, used "model::organisation::culture" {
        /// Dated publicity carries its own `blame`.
        blame_per_tragedy: f64 = Number(FACTOR) {
            what: "Blame that a public tragedy brings",
            unit: "blame",
            default: 1.0,
            needs: ["feedback.public_probability > 0"],
        }
        half_life_days: f64 = Number(SOME_DAYS) {
            what: "Days in which blame that fades has halved",
            unit: "days",
            default: 365,
            needs: ["publicity.blame > 0 or feedback.public_probability > 0", ".lasting < 1"],
        }
        lasting: f64 = Number(SHARE) {
            what: "Share of blame that never fades",
            unit: "share",
            default: 0.0,
            needs: ["publicity.blame > 0 or feedback.public_probability > 0"],
        }
        /// Permanent workers, the number rounded, on the day the blame falls.
        dismissals: f64 = Number(from_to(0.0, 1000.0)) {
            what: "Workers dismissed for each unit of blame",
            unit: "workers",
            default: 3,
            needs: ["publicity.blame > 0 or feedback.public_probability > 0"],
        }
        /// As a share of recording hours.
        bureaucracy: f64 = Number(FACTOR) {
            what: "How much more recording for each unit of blame",
            default: 0.2,
            needs: ["publicity.blame > 0 or feedback.public_probability > 0"],
        }
        /// The thresholds of `outcomes`, for each unit of blame; deviations of the estimates there.
        defensive_shift: f64 = Number(FACTOR) {
            what: "How far blame lowers thresholds after the door",
            unit: "standard deviations",
            default: 0.25,
            needs: ["publicity.blame > 0 or feedback.public_probability > 0"],
        }
        /// Without it, `defensive_shift` is triage's too.
        defensive_shift_triage: f64 = NumberElse(FACTOR) {
            what: "The same at triage, where it differs",
            unit: "standard deviations",
            needs: ["publicity.blame > 0 or feedback.public_probability > 0"],
        }
        /// For each unit of blame, of the deviation from normal pressure that managers see.
        concealment_of_error: f64 = Number(FACTOR) {
            what: "How much of what goes wrong blame hides",
            unit: "share",
            default: 0.5,
            needs: ["publicity.blame > 0 or feedback.public_probability > 0"],
        }
        report_probability: f64 = Number(SHARE) {
            what: "Probability that a miss is reported without blame",
            unit: "probability",
            default: 0.6,
        }
        /// As a share of `judgement.per_hour`.
        learning_gain: f64 = Number(SHARE) {
            what: "How much more a look shows for each miss learnt from",
            default: 0.002,
            needs: [".report_probability > 0", ".learning_max > 1"],
        }
        learning_max: f64 = Number(from_to(1.0, 100.0)) {
            what: "The most that learning can make of a look",
            default: 1.3,
            needs: [".report_probability > 0", ".learning_gain > 0"],
        }
    }
}
