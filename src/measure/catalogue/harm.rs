//! Serious harms by where the child was, what came before them, and false alarms.

use super::Better::{Lower, Neither};
use super::list::MeasureList;
use crate::measure::Counter::{
    ConcernsBeforeHarm, ExpectedHarms, FalseEnquiries, FalseProtections, Harms, HighEnded,
    HighEndedUnreferred, ReachedBeforeHarm,
};
use crate::measure::{Indicator, Member, Place};

pub(super) fn add(list: &mut MeasureList) {
    let expected = list.each(ExpectedHarms, Place::ALL.map(|place| place as usize));
    let counted = list.each(Harms, Place::ALL.map(|place| place as usize));
    by_place(list, &expected, &counted);
    shares(list, &expected);
    before(list, &counted);
    false_alarms(list);
}

fn by_place(list: &mut MeasureList, expected: &[usize], counted: &[usize]) {
    list.add(
        Indicator::ExpectedHarms,
        "Expected serious harms",
        "children",
        Lower,
        list.total(expected),
    );
    list.add(
        Indicator::ExpectedHarms.of(Member::Known),
        "Expected serious harms to children known to the service",
        "children",
        Lower,
        // The last place is that of children who were never referred.
        list.total(&expected[..7]),
    );
    for (place, &k) in Place::ALL.into_iter().zip(expected) {
        let label = format!("Expected serious harms, {}", place.name());
        list.add(Indicator::ExpectedHarms.at(place), label, "children", Lower, list.total(&[k]));
    }
    list.add(Indicator::Harms, "Serious harms counted", "children", Lower, list.total(counted));
    for (place, &k) in Place::ALL.into_iter().zip(counted) {
        let label = format!("Serious harms counted, {}", place.name());
        list.add(Indicator::Harms.at(place), label, "children", Lower, list.total(&[k]));
    }
}

fn shares(list: &mut MeasureList, expected: &[usize]) {
    // Shares are of expected harms: harms counted have the same mean and far more noise.
    let groups = [
        (
            Member::Receiving,
            "Share of expected serious harm to children receiving services",
            // The first five places go from drifting to being assessed.
            &expected[0..5],
        ),
        (
            Member::ClosedOrRefused,
            "Share of expected serious harm to children closed or refused",
            &expected[5..7],
        ),
        (
            Member::At(Place::Unknown),
            "Share of expected serious harm to children never referred",
            &expected[7..8],
        ),
    ];
    for (member, label, over) in groups {
        list.add(
            Indicator::HarmShare.of(member),
            label,
            "share",
            Neither,
            list.ratio(over, expected),
        );
    }
}

fn before(list: &mut MeasureList, counted: &[usize]) {
    list.add(
        Indicator::Unrecognised,
        "High-risk children never referred before harm or the end of the risk",
        "share",
        Lower,
        // Only those whose time at high risk is over count: others may still be referred.
        list.ratio(&[list.one(HighEndedUnreferred)], &[list.one(HighEnded)]),
    );
    list.add(
        Indicator::ConcernsBeforeHarm,
        "Concerns someone saw before a serious harm",
        "concerns per harm",
        Neither,
        // Harms counted are the base, since concerns are noted with each of them.
        list.ratio(&[list.one(ConcernsBeforeHarm)], counted),
    );
    list.add(
        Indicator::OpportunitiesBeforeHarm,
        "Concerns that reached the service before a serious harm",
        "concerns per harm",
        Neither,
        list.ratio(&[list.one(ReachedBeforeHarm)], counted),
    );
}

fn false_alarms(list: &mut MeasureList) {
    list.add(
        Indicator::FalseEnquiries,
        "Children at lower risk taken to an urgent enquiry",
        "children",
        Lower,
        list.total(&[list.one(FalseEnquiries)]),
    );
    list.add(
        Indicator::FalseProtections,
        "Children at lower risk taken to a protective stage",
        "children",
        Lower,
        list.total(&[list.one(FalseProtections)]),
    );
}
