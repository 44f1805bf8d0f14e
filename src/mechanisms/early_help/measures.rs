//! What is measured of early help: what it took and what it saved.

use super::counters::Counted::{
    self, EarlyHelpDays, EarlyHelpFull, EarlyHelpHigh, EarlyHelpResolved, EarlyHelpTaken,
};
use crate::measure::Better::{Higher, Lower, Neither};
use crate::measure::{self, Counter, MeasureList, Prices, Rating, Spending, SpentOn, measured};

/// Its place among the mechanisms in tables.
pub(crate) const ORDER: u8 = 40;

/// What its measures are made of.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// There is early help.
    pub on: bool,
    /// What staff of its own cost (pounds a day).
    pub a_day: f64,
}

impl Names {
    /// One of everything.
    pub(crate) fn placeholders() -> Names {
        Names { on: true, a_day: 2.0 }
    }
}

measured! {
    EarlyHelp = "early_help",
    EarlyHelpTaken = "early_help_taken",
    EarlyHelpFull = "early_help_full",
    EarlyHelpHigh = "early_help_high",
    EarlyHelpResolved = "early_help_resolved",
}

/// Ratings of a service, to be held against the truth: it gives none.
pub(crate) fn ratings(_: &measure::MeasureNames) -> Vec<Rating> {
    Vec::new()
}

/// Those that are kept week by week.
pub(crate) const SERIES: &[Measured] = &[Measured::EarlyHelp, Measured::EarlyHelpResolved];

pub(crate) fn add(list: &mut MeasureList, names: &measure::MeasureNames) {
    if !names.mechanisms.early_help.on {
        return;
    }
    let total = |list: &MeasureList, counter: Counted| list.total(&[list.one(counter)]);
    list.add(
        Measured::EarlyHelp,
        "Early help places taken",
        "children",
        Neither,
        list.level(&[list.one(EarlyHelpDays)]),
    );
    list.add(
        Measured::EarlyHelpTaken,
        "Children closed at triage who took an early help place",
        "children",
        Neither,
        total(list, EarlyHelpTaken),
    );
    list.add(
        Measured::EarlyHelpFull,
        "Children closed at triage who found no place free",
        "children",
        Lower,
        total(list, EarlyHelpFull),
    );
    list.add(
        Measured::EarlyHelpHigh,
        "Children at high risk who took an early help place",
        "children",
        Neither,
        total(list, EarlyHelpHigh),
    );
    list.add(
        Measured::EarlyHelpResolved,
        "Children whose risk ended while they had a place",
        "children",
        Higher,
        total(list, EarlyHelpResolved),
    );
}

/// What is spent on it.
pub(crate) fn spending(
    list: &MeasureList,
    names: &measure::MeasureNames,
    _: &Prices,
) -> Vec<Spending> {
    let names = &names.mechanisms.early_help;
    if !names.on {
        return Vec::new();
    }
    // Days are priced and not places taken: the staff are there all the time.
    let of = vec![(list.one(Counter::Days), names.a_day)];
    vec![Spending { on: SpentOn::Services, name: "early help", of }]
}
