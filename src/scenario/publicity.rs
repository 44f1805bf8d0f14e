//! `[[publicity]]`: dated events that make more people refer (model.md, section 3).

use super::check::limits::{DAYS, FACTOR, SHARE, SOME_DAYS};
use super::declare::keys;
use super::kinds::{Day, Number};
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
    pub shape: PublicityShape,
    /// How much blame falls on this service; acts only with `[culture]`.
    pub blame: f64,
}

/// A rise and a fade: zero before the day, linear to `peak` over `ramp_days`, then falling to `peak * lasting` with a half-life.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PublicityShape {
    /// Height: 0.4 adds 40 % of the baseline odds of recognition to a source with response 1.
    pub peak: f64,
    /// Days to the height.
    pub ramp_days: f64,
    /// Days in which what fades halves.
    pub half_life_days: f64,
    /// The share of the height that stays.
    pub lasting: f64,
}

keys! {
    /// One event as it is written.
    RawPublicity, used "model::publicity" {
        label: String {
            what: "What the event is called",
            used: "report",
        }
        date: Date = Day() {
            what: "Its day",
            unit: "date",
        }
        peak: f64 = Number(FACTOR) {
            what: "How much more likely a concern is passed on at its height (0.4 is two fifths more, before recognition saturates)",
            default: 0.4,
            needs: ["@concerns"],
        }
        ramp_days: f64 = Number(DAYS) {
            what: "Days from the event to its height",
            unit: "days",
            default: 14,
            needs: [".peak > 0", "@concerns"],
        }
        half_life_days: f64 = Number(SOME_DAYS) {
            what: "Days in which what fades has halved",
            unit: "days",
            default: 270,
            needs: [".peak > 0", ".lasting < 1", "@concerns"],
        }
        lasting: f64 = Number(SHARE) {
            what: "Share of the height that never fades",
            unit: "share",
            default: 0.3,
            needs: [".peak > 0", "@concerns"],
        }
        blame: f64 = Number(FACTOR) {
            what: "How much blame falls on this service",
            unit: "blame",
            default: 0.0,
            needs: ["culture"],
            used: "model::organisation::culture",
        }
    }
}
