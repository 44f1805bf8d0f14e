//! Early help and prevention: what they took and what they saved.

use super::Better::{Higher, Lower, Neither};
use super::list::List;
use crate::measure::Counter::{
    EarlyHelpDays, EarlyHelpFull, EarlyHelpHigh, EarlyHelpResolved, EarlyHelpTaken,
    OnsetsPrevented, PreventionDays,
};
use crate::measure::{Indicator, Names};

pub(super) fn add(list: &mut List, names: &Names) {
    if names.organisation.early_help {
        let total = |list: &List, counter| list.total(&[list.one(counter)]);
        list.add(
            Indicator::EarlyHelp,
            "Early help places taken",
            "children",
            Neither,
            list.level(&[list.one(EarlyHelpDays)]),
        );
        list.add(
            Indicator::EarlyHelpTaken,
            "Children closed at triage who took an early help place",
            "children",
            Neither,
            total(list, EarlyHelpTaken),
        );
        list.add(
            Indicator::EarlyHelpFull,
            "Children closed at triage who found no place free",
            "children",
            Lower,
            total(list, EarlyHelpFull),
        );
        list.add(
            Indicator::EarlyHelpHigh,
            "Children at high risk who took an early help place",
            "children",
            Neither,
            total(list, EarlyHelpHigh),
        );
        list.add(
            Indicator::EarlyHelpResolved,
            "Children whose risk ended while they had a place",
            "children",
            Higher,
            total(list, EarlyHelpResolved),
        );
    }
    if names.organisation.prevention {
        let staff = list.level(&[list.one(PreventionDays)]);
        list.add(
            Indicator::PreventionStaff,
            "Staff at work in prevention",
            "full-time equivalent",
            Neither,
            staff,
        );
        let all = list.total(&list.each(OnsetsPrevented, names.classes_by_name()));
        list.add(
            Indicator::Prevented,
            "Children who did not come to be at risk",
            "children",
            Higher,
            all,
        );
        for (c, name) in names.classes.iter().enumerate() {
            let count = list.total(&[list.at(OnsetsPrevented, c)]);
            let label = format!("Children who did not come to be at risk, {name}");
            list.add(Indicator::Prevented.named(name), label, "children", Higher, count);
        }
    }
}
