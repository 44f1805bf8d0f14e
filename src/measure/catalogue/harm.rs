//! Serious harms by where the child was, what came before them, and false alarms.

use super::Better::{Lower, Neither};
use super::list::List;
use crate::measure::Counter::{
    ConcernsBeforeHarm, ExpectedHarms, FalseEnquiries, FalseProtections, Harms, HighEnded,
    HighEndedUnreferred, ReachedBeforeHarm,
};
use crate::measure::Place;

pub(super) fn add(list: &mut List) {
    let expected = list.each(ExpectedHarms, Place::ALL.map(|place| place as usize));
    let counted = list.each(Harms, Place::ALL.map(|place| place as usize));
    by_place(list, &expected, &counted);
    shares(list, &expected);
    before(list, &counted);
    false_alarms(list);
}

fn by_place(list: &mut List, expected: &[usize], counted: &[usize]) {
    list.add("expected_harms", "Expected serious harms", "children", Lower, list.total(expected));
    list.add(
        "expected_harms[known]",
        "Expected serious harms to children known to the service",
        "children",
        Lower,
        list.total(&expected[..7]),
    );
    for (place, &k) in Place::ALL.iter().zip(expected) {
        let label = format!("Expected serious harms, {}", place.name());
        list.add(
            format!("expected_harms[{}]", place.name()),
            label,
            "children",
            Lower,
            list.total(&[k]),
        );
    }
    list.add("harms", "Serious harms counted", "children", Lower, list.total(counted));
    for (place, &k) in Place::ALL.iter().zip(counted) {
        let label = format!("Serious harms counted, {}", place.name());
        list.add(format!("harms[{}]", place.name()), label, "children", Lower, list.total(&[k]));
    }
}

fn shares(list: &mut List, expected: &[usize]) {
    let groups = [
        (
            "receiving",
            "Share of expected serious harm to children receiving services",
            &expected[0..5],
        ),
        (
            "closed or refused",
            "Share of expected serious harm to children closed or refused",
            &expected[5..7],
        ),
        ("unknown", "Share of expected serious harm to children never referred", &expected[7..8]),
    ];
    for (name, label, over) in groups {
        list.add(
            format!("harm_share[{name}]"),
            label,
            "share",
            Neither,
            list.ratio(over, expected),
        );
    }
}

fn before(list: &mut List, counted: &[usize]) {
    list.add(
        "unrecognised",
        "High-risk children never referred before harm or the end of the risk",
        "share",
        Lower,
        list.ratio(&[list.one(HighEndedUnreferred)], &[list.one(HighEnded)]),
    );
    list.add(
        "concerns_before_harm",
        "Concerns someone saw before a serious harm",
        "concerns per harm",
        Neither,
        list.ratio(&[list.one(ConcernsBeforeHarm)], counted),
    );
    list.add(
        "opportunities_before_harm",
        "Concerns that reached the service before a serious harm",
        "concerns per harm",
        Neither,
        list.ratio(&[list.one(ReachedBeforeHarm)], counted),
    );
}

fn false_alarms(list: &mut List) {
    list.add(
        "false_enquiries",
        "Children at lower risk taken to an urgent enquiry",
        "children",
        Lower,
        list.total(&[list.one(FalseEnquiries)]),
    );
    list.add(
        "false_protections",
        "Children at lower risk taken to a protective stage",
        "children",
        Lower,
        list.total(&[list.one(FalseProtections)]),
    );
}
