//! What is measured of prevention: what it took and what it saved.

use super::counters::Counted::{OnsetsPrevented, PreventionDays};
use crate::measure::Better::{Higher, Neither};
use crate::measure::{
    self, DAYS_A_YEAR, MeasureList, Prices, QUALIFIED, Rating, Spending, SpentOn, measured,
};

/// Its place among the mechanisms in tables.
pub(crate) const ORDER: u8 = 50;

/// What its measures are made of.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// There is prevention.
    pub on: bool,
}

impl Names {
    /// One of everything.
    pub(crate) fn placeholders() -> Names {
        Names { on: true }
    }
}

measured! {
    PreventionStaff = "prevention_staff",
    Prevented = "prevented",
}

/// Ratings of a service, to be held against the truth: it gives none.
pub(crate) fn ratings(_: &measure::MeasureNames) -> Vec<Rating> {
    Vec::new()
}

/// Those that are kept week by week.
pub(crate) const SERIES: &[Measured] = &[Measured::PreventionStaff, Measured::Prevented];

pub(crate) fn add(list: &mut MeasureList, names: &measure::MeasureNames) {
    if !names.mechanisms.prevention.on {
        return;
    }
    let staff = list.level(&[list.one(PreventionDays)]);
    list.add(
        Measured::PreventionStaff,
        "Staff at work in prevention",
        "full-time equivalent",
        Neither,
        staff,
    );
    // The sum goes in the order of names: the order of a file would change its last bit.
    let all = list.total(&list.each(OnsetsPrevented, names.classes_by_name()));
    list.add(
        Measured::Prevented,
        "Children who did not come to be at risk",
        "children",
        Higher,
        all,
    );
    for (c, name) in names.classes.iter().enumerate() {
        let count = list.total(&[list.at(OnsetsPrevented, c)]);
        let label = format!("Children who did not come to be at risk, {name}");
        list.add(Measured::Prevented.named(name), label, "children", Higher, count);
    }
}

/// What is spent on it: its staff are paid as qualified workers.
pub(crate) fn spending(
    list: &MeasureList,
    names: &measure::MeasureNames,
    prices: &Prices,
) -> Vec<Spending> {
    if !names.mechanisms.prevention.on {
        return Vec::new();
    }
    // Time at work is priced: half a year in prevention costs half a salary.
    let of = vec![(list.one(PreventionDays), prices.salary[QUALIFIED] / DAYS_A_YEAR)];
    vec![Spending { on: SpentOn::Services, name: "prevention", of }]
}
