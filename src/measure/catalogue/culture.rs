//! Tragedy, blame, learning, and the actions of managers.

use super::Better::{Higher, Lower, Neither};
use super::list::MeasureList;
use crate::measure::Counter::{
    ActionDays, ActionsTaken, BlameDays, Dismissals, LearningDays, MissesReported, MissesToLight,
    Tragedies, VisibilityDays,
};
use crate::measure::{Indicator, OrganisationBlocks};

pub(super) fn add(list: &mut MeasureList, organisation: &OrganisationBlocks) {
    if organisation.feedback {
        let count = list.total(&[list.one(Tragedies)]);
        list.add(
            Indicator::Tragedies,
            "Serious harms to known children that became public",
            "children",
            Lower,
            count,
        );
    }
    if organisation.culture {
        let level = |list: &MeasureList, counter| list.level(&[list.one(counter)]);
        let total = |list: &MeasureList, counter| list.total(&[list.one(counter)]);
        list.add(Indicator::Blame, "Blame", "units", Lower, level(list, BlameDays));
        let learning = "Factor by which learning raises the worth of an hour's look";
        list.add(Indicator::Learning, learning, "factor", Higher, level(list, LearningDays));
        let visibility = "Share of a change in pressure that managers see";
        list.add(Indicator::Visibility, visibility, "share", Higher, level(list, VisibilityDays));
        list.add(
            Indicator::Dismissals,
            "Permanent workers dismissed",
            "workers",
            Lower,
            total(list, Dismissals),
        );
        let light = "Children missed, referred again and then found";
        list.add(Indicator::MissesToLight, light, "children", Neither, total(list, MissesToLight));
        let reported = "Misses reported and learnt from";
        list.add(
            Indicator::MissesReported,
            reported,
            "children",
            Higher,
            total(list, MissesReported),
        );
    }
    for (a, name) in organisation.actions.iter().enumerate() {
        let taken = list.total(&[list.at(ActionsTaken, a)]);
        list.add(
            Indicator::ActionTaken.named(name),
            format!("{name}: times taken"),
            "times",
            Neither,
            taken,
        );
        let days = list.total(&[list.at(ActionDays, a)]);
        list.add(
            Indicator::ActionDays.named(name),
            format!("{name}: days in force"),
            "days",
            Neither,
            days,
        );
    }
}
