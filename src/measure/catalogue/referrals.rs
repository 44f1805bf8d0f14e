//! Demand: referrals by source and class, re-referrals, and concerns about children with an open case.

use super::Better::{Higher, Lower, Neither};
use super::list::MeasureList;
use crate::measure::Counter::{
    Days, FileHeldAtReferral, FirstReferrals, FurtherConcerns, ReReferrals, Referrals,
    ReferralsByClass, ReferralsBySource,
};
use crate::measure::{Indicator, MeasureNames, Member};

pub(super) fn add(list: &mut MeasureList, names: &MeasureNames) {
    let referrals = list.one(Referrals);
    list.add(Indicator::Referrals, "Referrals", "referrals", Neither, list.total(&[referrals]));
    list.add(
        Indicator::ReferralsPerMonth,
        "Referrals a month",
        "referrals a month",
        Neither,
        // This is a mean month, whichever months a period has.
        list.scaled(&[referrals], &[list.one(Days)], 365.25 / 12.0),
    );
    list.add(
        Indicator::ReferralsPerYear,
        "Referrals a year",
        "referrals a year",
        Neither,
        list.per_year(&[referrals]),
    );
    for (s, name) in names.sources.iter().enumerate() {
        let count = list.total(&[list.at(ReferralsBySource, s)]);
        list.add(
            Indicator::Referrals.named(name),
            format!("Referrals from {name}"),
            "referrals",
            Neither,
            count,
        );
    }
    for (c, name) in names.classes.iter().enumerate() {
        let share = list.ratio(&[list.at(ReferralsByClass, c)], &[referrals]);
        let label = format!("Share of referrals that are {name}");
        list.add(Indicator::ReferralShare.named(name), label, "share", Neither, share);
    }
    list.add(
        Indicator::RereferredShare,
        "Referrals of a child referred in the 12 months before",
        "share",
        Lower,
        list.ratio(&[list.one(ReReferrals)], &[referrals]),
    );
    list.add(
        Indicator::FirstReferrals,
        "First referrals of a child",
        "referrals",
        Neither,
        list.total(&[list.one(FirstReferrals)]),
    );
    list.add(
        Indicator::FurtherConcerns,
        "Further concerns about children with an open case",
        "concerns",
        Neither,
        list.total(&[list.one(FurtherConcerns)]),
    );
    if names.under_pressure.thin_recording {
        let first = list.one(FirstReferrals);
        list.add(
            Indicator::FileQuality.of(Member::Called("another referral")),
            "Share of what had been learnt of a child that the file held at another referral",
            "share",
            Higher,
            // Of a child who was never referred there is no file.
            list.share_but(&[list.one(FileHeldAtReferral)], referrals, first),
        );
    }
}
