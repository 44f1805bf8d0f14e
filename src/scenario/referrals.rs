//! `[referrals]`: what comes to the door in normal times, and from whom (model.md, section 2).

use super::check::limits::{FACTOR, PRECISION, SHARE, SOME_DAYS, from_to};
use super::declare::{block, keys};
use super::kinds::{MaybeMonths, Number, OneOf, PartOf, Words};
use super::raw::List;
use serde::Serialize;

/// More than all of England has in a year.
pub(crate) const MOST_REFERRALS: f64 = 1_000_000.0;

/// Demand in normal times.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Referrals {
    /// Referrals a year without publicity, re-referrals included.
    pub per_year: f64,
    /// Where referrals come from.
    pub arrivals: Arrivals,
    /// How long a case typically stays open (days): a first guess for the closed form; the pilot measures it.
    pub typical_open_days: f64,
    /// How much likelier a concern is to be referred on each weekday, Monday first; averages 1.
    pub weekday: [f64; 7],
    /// How much more is referred a year later (share), from the first observed day on.
    pub growth: f64,
    /// The published share of a year's referrals in each month, January first; they sum to 1.
    pub months: Option<[f64; 12]>,
    /// Of referrals beyond normal, the share who are like those of normal times; the others are of the lowest class.
    pub added_need: f64,
    /// Who sees concerns.
    pub sources: Vec<Source>,
}

/// Where referrals come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Arrivals {
    /// From concerns about a hidden population of children at risk, some of which are recognised.
    Concerns,
    /// As a stream of constant rate: every child is referred at once, and once only.
    Direct,
}

const ARRIVALS: &[(&str, Arrivals)] =
    &[("concerns", Arrivals::Concerns), ("direct", Arrivals::Direct)];

block! {
    /// One source of referrals.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Source read as RawSource, used "model::referrals" {
        name: String = Words() {
            what: "The source's name",
        }
        /// The shares of all sources are scaled to sum to 1.
        share: f64 = PartOf("source") {
            what: "Its share of referrals in normal times",
            unit: "share",
        }
        precision: f64 = Number(PRECISION) {
            what: "How much its referral tells of severity, as 1 over a variance",
            default: 0.12,
            used: "model::judgement",
        }
        publicity_response: f64 = Number(FACTOR) {
            what: "How strongly publicity raises the probability that it passes a concern on",
            default: 1.0,
            needs: [
                "publicity.peak > 0 or publicity_to_come.peak > 0 or feedback.public_probability > 0",
                "@concerns",
            ],
            used: "model::publicity",
        }
        in_school_holidays: f64 = Number(FACTOR) {
            what: "Its referrals in school holidays, of those in term",
            default: 1.0,
            needs: ["time.school_holidays != none", "@concerns"],
            evidence: factor,
        }
    }
}

keys! {
    /// The table as it is written.
    RawReferrals, used "model::referrals" {
        per_year: f64 = Number(from_to(0.0, MOST_REFERRALS)) {
            what: "Referrals in a year of normal times; growth and months act on top of it",
            unit: "referrals a year",
            dated: true,
            used: "experiment::pilot",
        }
        arrivals: Arrivals = OneOf(ARRIVALS) {
            what: "Where referrals come from: from concerns about children at risk whom nobody knows, or directly, at a constant rate, each child once",
            default: "concerns",
        }
        typical_open_days: f64 = Number(SOME_DAYS) {
            what: "How long a case is typically open, for the number of children at risk on day 0",
            unit: "days",
            default: 45,
            needs: ["@open_days", "@concerns"],
            used: "experiment::guess",
        }
        weekday: List<f64> {
            what: "How much more or less is referred on each day from Monday to Sunday",
            default: [1.3, 1.2, 1.2, 1.2, 1.25, 0.45, 0.4],
            needs: ["@concerns"],
        }
        growth: f64 = Number(from_to(-0.5, 1.0)) {
            what: "How much more is referred a year later, from the first observed day on: 0.03 for 3 % more a year, below 0 for less",
            unit: "share a year",
            default: 0,
            used: "model::volume",
        }
        months: Option<[f64; 12]> = MaybeMonths(from_to(0.0, MOST_REFERRALS)) {
            what: "Twelve published shares of a year's referrals, or counts, January first; what weekdays and school holidays make of them is taken out",
            used: "model::volume",
        }
        added_need: f64 = Number(SHARE) {
            what: "Of what is referred more than in normal times, or less, the share that is like what comes then; the rest are children of the lowest class",
            unit: "share",
            default: 1.0,
            needs: ["@volume"],
            used: "model::volume",
        }
        sources: List<RawSource> {
            what: "Who refers",
        }
    }
}
