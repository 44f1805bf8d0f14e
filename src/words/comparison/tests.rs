//! What the sentences say of comparisons of every kind, and what they must not.

use super::*;
use crate::measure::Indicator;
use crate::report::comparison::screen;
use crate::report::sample::{self, period};
use crate::report::terminal::Style;
use crate::results::comparison::{NamesApart, NoCost, Note};
use crate::stats::wilson;

/// The findings of the sample with these measures changed: id, value, baseline, half-width.
fn said(
    changes: &[(&str, f64, f64, Option<f64>)],
    change: impl FnOnce(&mut ComparisonResult),
) -> String {
    let (mut found, _) = sample::comparison(2);
    for (id, value, base, half) in changes {
        let measure = found.against[0]
            .measures
            .iter_mut()
            .find(|measure| measure.id == sample::id(id))
            .expect("the sample has it");
        measure.periods = vec![period(*value, *base, *half)];
    }
    change(&mut found);
    findings(&found, &found.against[0]).join("\n")
}

#[test]
fn the_screen_of_a_comparison() {
    let (mut found, results) = sample::comparison(3);
    found.notes = vec![
        Note::Seed { side: 1, own: 9 },
        Note::Replications { side: 2, own: "a fixed count of 50".into() },
    ];
    insta::assert_snapshot!(screen(&found, &results, 80, Style::Plain));
}

#[test]
fn findings_of_every_kind() {
    let nothing = |_: &mut ComparisonResult| {};
    let all = [
        (
            "more found: the rate falls alone",
            said(&[("missed", 63.5, 63.3, Some(0.5)), ("noticed", 90.0, 84.0, Some(0.4))], nothing),
        ),
        (
            "count and rate go different ways",
            said(&[("missed", 66.3, 63.3, Some(0.5)), ("noticed", 99.0, 84.0, Some(0.4))], nothing),
        ),
        (
            "fewer found: fewer missed",
            said(
                &[("miss_rate", 0.766, 0.767, Some(0.01)), ("noticed", 80.0, 84.0, Some(0.4))],
                nothing,
            ),
        ),
        (
            "a team renamed, and a source more",
            said(&[], |found| {
                let apart = |kind, only_baseline: &[&str], only_side: &[&str]| NamesApart {
                    kind,
                    only_baseline: only_baseline.iter().map(|&name| name.into()).collect(),
                    only_side: only_side.iter().map(|&name| name.into()).collect(),
                };
                found.against[0].names_apart = vec![
                    apart(["source", "sources"], &[], &["helpline", "school"]),
                    apart(["team", "teams"], &["duty"], &["front door"]),
                ];
            }),
        ),
        (
            "fewer missed and more harm",
            said(&[("expected_harms", 1.45, 1.38, Some(0.005))], nothing),
        ),
        (
            "fewer missed and harm not shown",
            said(&[("expected_harms", 1.379, 1.38, Some(0.005))], nothing),
        ),
        (
            "nothing shown",
            said(
                &[
                    ("missed", 63.2, 63.3, Some(0.5)),
                    ("miss_rate", 0.766, 0.767, Some(0.006)),
                    ("expected_harms", 1.381, 1.38, Some(0.005)),
                ],
                |found| {
                    let against = &mut found.against[0];
                    against.missed.own_luck = wilson(51, 100);
                    if let Some(cost) = &mut against.cost {
                        (cost.pounds, cost.none_because) = (None, Some(NoCost::NotShown));
                        cost.avoided = Some(sample::estimate(0.4, 0.9));
                    }
                },
            ),
        ),
        (
            "one replication",
            said(
                &[
                    ("missed", 60.0, 63.0, None),
                    ("miss_rate", 0.75, 0.76, None),
                    ("noticed", 84.0, 85.0, None),
                    ("expected_harms", 1.37, 1.38, None),
                ],
                |found| found.replications = 1,
            ),
        ),
        (
            "more missed, money saved",
            said(
                &[("missed", 66.3, 63.3, Some(0.5)), ("miss_rate", 0.8, 0.767, Some(0.01))],
                |found| {
                    if let Some(cost) = &mut found.against[0].cost {
                        (cost.pounds, cost.none_because) = (None, Some(NoCost::NoneAvoided));
                        cost.avoided = Some(sample::estimate(-3.0, 0.9));
                        cost.spent = Some(sample::estimate(-3e6, 1e5));
                    }
                },
            ),
        ),
        (
            "other children, no publicity, no twin",
            said(&[], |found| {
                found.publicity = false;
                found.against[0].same_children = false;
                found.against[0].excess = None;
                found.against[0].cost = None;
            }),
        ),
        ("itself", said(&[], |found| found.against[0].identical = true)),
    ];
    insta::assert_snapshot!(all.map(|(name, text)| format!("== {name}\n{text}\n")).join("\n"));
}

#[test]
fn links_are_ordered_by_what_they_differ_against_their_own_size() {
    let (found, _) = sample::comparison(2);
    let shown = shown_links(&found, &found.against[0]);
    assert_eq!(
        shown,
        [&Indicator::ThresholdShift.into(), &Indicator::Pressure.into()],
        "what is not shown is left out"
    );
}
