//! `[[publicity]]`: dated events that make more people refer, and `[publicity_to_come]`, those of which nobody knows the day
//! (model.md, section 3).

use super::check::limits::{DAYS, FACTOR, SHARE, SOME_DAYS, from_to};
use super::declare::keys;
use super::kinds::{Day, DayElse, Flag, Number};
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

/// Publicity that comes by chance: a Poisson process of events that are all alike.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PublicityToCome {
    /// Events a year, on average.
    pub per_year: f64,
    /// How each rises and fades.
    pub shape: PublicityShape,
    /// How much blame each lays on this service; acts only with `[culture]`.
    pub blame: f64,
    /// The first day on which one may come.
    pub from: Date,
    /// True where the twin lacks these events and has `[[publicity]]`, in place of the other way round.
    pub of_interest: bool,
}

keys! {
    /// The block as it is written.
    RawPublicityToCome, used "model::publicity_to_come" {
        per_year: f64 = Number(from_to(0.0, 50.0)) {
            what: "Events a year, on average, on days that chance decides",
            unit: "events a year",
        }
        peak: f64 = Number(FACTOR) {
            what: "Height of each, as in publicity",
            default: 0.4,
            needs: [".per_year > 0", "@concerns"],
        }
        ramp_days: f64 = Number(DAYS) {
            what: "Days from an event to its height",
            unit: "days",
            default: 14,
            needs: [".per_year > 0", ".peak > 0", "@concerns"],
        }
        half_life_days: f64 = Number(SOME_DAYS) {
            what: "Days in which what fades has halved",
            unit: "days",
            default: 270,
            needs: [".per_year > 0", ".peak > 0", ".lasting < 1", "@concerns"],
        }
        lasting: f64 = Number(SHARE) {
            what: "Share of the height that never fades",
            unit: "share",
            default: 0.0,
            needs: [".per_year > 0", ".peak > 0", "@concerns"],
        }
        blame: f64 = Number(FACTOR) {
            what: "How much blame each lays on this service",
            unit: "blame",
            default: 0.0,
            needs: [".per_year > 0", "culture"],
            used: "model::organisation::culture",
        }
        from: Date = DayElse() {
            what: "The first day on which one may come; the first observed day where nothing is said",
            unit: "date",
            needs: [".per_year > 0"],
        }
        of_interest: bool = Flag() {
            what: "Whether the twin lacks these events and has those of [[publicity]], in place of the other way round",
            unit: "true or false",
            default: false,
            needs: [".per_year > 0"],
        }
    }
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
