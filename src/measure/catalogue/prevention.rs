//! Early help and prevention: what they took and what they saved.

use super::Better::{Higher, Lower, Neither};
use super::list::List;
use crate::measure::Counter::{
    EarlyHelpDays, EarlyHelpFull, EarlyHelpHigh, EarlyHelpResolved, EarlyHelpTaken,
    OnsetsPrevented, PreventionDays,
};
use crate::measure::Names;

pub(super) fn add(list: &mut List, names: &Names) {
    if names.organisation.early_help {
        let total = |list: &List, counter| list.total(&[list.one(counter)]);
        list.add(
            "early_help",
            "Early help places taken",
            "children",
            Neither,
            list.level(&[list.one(EarlyHelpDays)]),
        );
        list.add(
            "early_help_taken",
            "Children closed at triage who took an early help place",
            "children",
            Neither,
            total(list, EarlyHelpTaken),
        );
        list.add(
            "early_help_full",
            "Children closed at triage who found no place free",
            "children",
            Lower,
            total(list, EarlyHelpFull),
        );
        list.add(
            "early_help_high",
            "Children at high risk who took an early help place",
            "children",
            Neither,
            total(list, EarlyHelpHigh),
        );
        list.add(
            "early_help_resolved",
            "Children whose risk ended while they had a place",
            "children",
            Higher,
            total(list, EarlyHelpResolved),
        );
    }
    if names.organisation.prevention {
        let staff = list.level(&[list.one(PreventionDays)]);
        list.add(
            "prevention_staff",
            "Staff at work in prevention",
            "full-time equivalent",
            Neither,
            staff,
        );
        let all = list.total(&list.each(OnsetsPrevented, names.classes_by_name()));
        list.add("prevented", "Children who did not come to be at risk", "children", Higher, all);
        for (c, name) in names.classes.iter().enumerate() {
            let count = list.total(&[list.at(OnsetsPrevented, c)]);
            let label = format!("Children who did not come to be at risk, {name}");
            list.add(format!("prevented[{name}]"), label, "children", Higher, count);
        }
    }
}
