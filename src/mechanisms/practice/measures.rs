//! What is measured of practice: how far it has drifted.

use super::counters::Counted::PracticeDays;
use crate::measure::Better::Neither;
use crate::measure::{self, MeasureList, Prices, Rating, Spending, measured};

/// Its place among the mechanisms in tables.
pub(crate) const ORDER: u8 = 70;

/// What its measures are made of.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The keys that drift.
    pub drifting: Vec<&'static str>,
}

impl Names {
    /// One of everything.
    pub(crate) fn placeholders() -> Names {
        Names { drifting: vec!["KEY"] }
    }
}

measured! {
    Practice = "practice",
}

/// Ratings of a service, to be held against the truth: it gives none.
pub(crate) fn ratings(_: &measure::MeasureNames) -> Vec<Rating> {
    Vec::new()
}

/// Those that are kept week by week: none, since it moves once a year.
pub(crate) const SERIES: &[Measured] = &[];

pub(crate) fn add(list: &mut MeasureList, names: &measure::MeasureNames) {
    for (member, &key) in names.mechanisms.practice.drifting.iter().enumerate() {
        let level = list.level(&[list.at(PracticeDays, member)]);
        let label = format!("How far practice has drifted from normal times, {key}");
        let unit = "natural logarithm of the share";
        list.add(Measured::Practice.named(key), label, unit, Neither, level);
    }
}

/// What is spent on it: nothing.
pub(crate) fn spending(_: &MeasureList, _: &measure::MeasureNames, _: &Prices) -> Vec<Spending> {
    Vec::new()
}
