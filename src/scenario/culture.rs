//! `[culture]`: how a service answers a public tragedy, with blame, caution or learning.

use serde::Serialize;

use super::check::limits::{DAYS, FACTOR, SHARE, SOME_DAYS, from_to};
use super::declare::block;
use super::kinds::{Number, NumberElse, NumberOrNone, Table};

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
            needs: [
                "publicity.blame > 0 or publicity_to_come.blame > 0 or feedback.public_probability > 0",
                ".lasting < 1 or .caution.stays < 1",
            ],
        }
        lasting: f64 = Number(SHARE) {
            what: "Share of blame that never fades",
            unit: "share",
            default: 0.0,
            needs: ["publicity.blame > 0 or publicity_to_come.blame > 0 or feedback.public_probability > 0"],
        }
        /// Permanent workers, the number rounded, on the day the blame falls.
        dismissals: f64 = Number(from_to(0.0, 1000.0)) {
            what: "Workers dismissed for each unit of blame",
            unit: "workers",
            default: 3,
            needs: ["publicity.blame > 0 or publicity_to_come.blame > 0 or feedback.public_probability > 0"],
        }
        /// As a share of recording hours.
        bureaucracy: f64 = Number(FACTOR) {
            what: "How much more recording for each unit of blame",
            default: 0.2,
            needs: ["publicity.blame > 0 or publicity_to_come.blame > 0 or feedback.public_probability > 0"],
        }
        caution: Caution = Table() {
            what: "How blame makes decisions cautious, and for how long",
        }
        /// For each unit of blame, of the deviation from normal pressure that managers see.
        concealment_of_error: f64 = Number(FACTOR) {
            what: "How much of what goes wrong blame hides",
            unit: "share",
            default: 0.5,
            needs: ["publicity.blame > 0 or publicity_to_come.blame > 0 or feedback.public_probability > 0"],
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

block! {
    /// Caution: what blame that has fallen makes of decisions. It may build up more slowly than blame and stay when blame has gone.
    #[derive(Clone, Copy, Debug, PartialEq, Serialize)]
    pub struct Caution read as RawCaution, used "model::organisation::culture" {
        climb_days: f64 = Number(DAYS) {
            what: "Days in which caution builds up after each event",
            unit: "days",
            default: 0,
            needs: ["publicity.blame > 0 or publicity_to_come.blame > 0 or feedback.public_probability > 0"],
        }
        /// Without it, `lasting` of blame.
        stays: f64 = NumberElse(SHARE) {
            what: "Share of caution that never fades; that of blame where nothing is said",
            unit: "share",
            needs: ["publicity.blame > 0 or publicity_to_come.blame > 0 or feedback.public_probability > 0"],
        }
        /// Without it, `half_life_days` of blame.
        half_life_days: f64 = NumberElse(SOME_DAYS) {
            what: "Days in which caution that fades has halved; those of blame where nothing is said",
            unit: "days",
            needs: [
                "publicity.blame > 0 or publicity_to_come.blame > 0 or feedback.public_probability > 0",
                ".stays < 1 or culture.lasting < 1",
            ],
        }
        /// Of the estimates at each decision, times the factor of its line.
        shift: f64 = Number(FACTOR) {
            what: "How far each unit of caution lowers thresholds",
            unit: "standard deviations",
            default: 0.25,
            needs: ["publicity.blame > 0 or publicity_to_come.blame > 0 or feedback.public_probability > 0"],
        }
        at_most: Option<f64> = NumberOrNone(FACTOR) {
            what: "The most that the caution of all events comes to, or \"none\" for no limit",
            unit: "blame",
            needs: ["publicity.blame > 0 or publicity_to_come.blame > 0 or feedback.public_probability > 0"],
        }
    }
}
