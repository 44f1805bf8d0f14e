//! Demand: referrals by source and class, re-referrals, and concerns about children with an open case.

use super::Better::{Lower, Neither};
use super::list::List;
use crate::measure::Counter::{
    Days, FirstReferrals, FurtherConcerns, ReReferrals, Referrals, ReferralsByClass,
    ReferralsBySource,
};
use crate::measure::Names;

pub(super) fn add(list: &mut List, names: &Names) {
    let referrals = list.one(Referrals);
    list.add("referrals", "Referrals", "referrals", Neither, list.total(&[referrals]));
    list.add(
        "referrals_per_month",
        "Referrals a month",
        "referrals a month",
        Neither,
        list.scaled(&[referrals], &[list.one(Days)], 365.25 / 12.0),
    );
    list.add(
        "referrals_per_year",
        "Referrals a year",
        "referrals a year",
        Neither,
        list.per_year(&[referrals]),
    );
    for (s, name) in names.sources.iter().enumerate() {
        let count = list.total(&[list.at(ReferralsBySource, s)]);
        list.add(
            format!("referrals[{name}]"),
            format!("Referrals from {name}"),
            "referrals",
            Neither,
            count,
        );
    }
    for (c, name) in names.classes.iter().enumerate() {
        let share = list.ratio(&[list.at(ReferralsByClass, c)], &[referrals]);
        let label = format!("Share of referrals that are {name}");
        list.add(format!("referral_share[{name}]"), label, "share", Neither, share);
    }
    list.add(
        "rereferred_share",
        "Referrals of a child referred in the 12 months before",
        "share",
        Lower,
        list.ratio(&[list.one(ReReferrals)], &[referrals]),
    );
    list.add(
        "first_referrals",
        "First referrals of a child",
        "referrals",
        Neither,
        list.total(&[list.one(FirstReferrals)]),
    );
    list.add(
        "further_concerns",
        "Further concerns about children with an open case",
        "concerns",
        Neither,
        list.total(&[list.one(FurtherConcerns)]),
    );
}
