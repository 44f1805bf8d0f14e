//! What one scenario does differently from the baseline, a paragraph a line of thought.

use crate::results::ComparisonFinding;
use crate::results::comparison::{Against, ComparisonResult};
use crate::stats::DifferenceVerdict;
use crate::words::{format, reading};

use super::{MeasureInWords, apart, chances, cost, routes, when};

/// What was found of a side against the baseline, a paragraph a finding.
#[must_use]
pub fn findings(found: &ComparisonResult, against: &Against) -> Vec<String> {
    let all = found.findings(against);
    all.iter()
        .map(|finding| said(found, against, finding))
        .filter(|said| !said.is_empty())
        .collect()
}

/// A finding as a paragraph; empty where there is nothing to say of it.
#[must_use]
pub fn said(
    found: &ComparisonResult,
    against: &Against,
    finding: &ComparisonFinding<'_>,
) -> String {
    let (side, base) = (&found.side(against).name, &found.baseline().name);
    match finding {
        ComparisonFinding::Identical => format!(
            "In this model {side} comes out as {base} does in every replication: every difference is exactly 0."
        ),
        ComparisonFinding::Missed(missed) => {
            of_missed(&MeasureInWords::of(missed, ""), found, (side, base))
        }
        ComparisonFinding::MissRate { rate, missed, noticed } => of_rate(
            &MeasureInWords::of(rate, "share"),
            missed.verdict,
            &MeasureInWords::of(noticed, ""),
        ),
        ComparisonFinding::ExpectedHarms { harms, missed } => {
            of_harms(&MeasureInWords::of(harms, ""), missed.verdict)
        }
        ComparisonFinding::Chance(_) => chances::sentence(found, against),
        ComparisonFinding::NamesApart(names) => apart::sentence(names, side, base),
        ComparisonFinding::Excess(excess) => of_excess(found, &MeasureInWords::of(excess, "")),
        ComparisonFinding::RoutesShift { fewer, more } => routes::sentence(fewer, more),
        ComparisonFinding::Cost(cost) => cost::sentence(cost),
    }
}

fn of_missed(
    missed: &MeasureInWords,
    found: &ComparisonResult,
    (side, base): (&str, &str),
) -> String {
    let when = when(found);
    match missed.verdict {
        DifferenceVerdict::Less | DifferenceVerdict::More => format!(
            "In this model {} {} high-risk children are missed {when} in {side} than in {base} ({} instead of {}).",
            missed.size,
            if missed.verdict == DifferenceVerdict::Less { "fewer" } else { "more" },
            missed.value,
            missed.baseline
        ),
        DifferenceVerdict::NotShown => format!(
            "The model does not show that more or fewer high-risk children are missed {when} in {side} than in {base}: \
             {} and {}, a difference of {}, which cannot be told from none.",
            missed.value, missed.baseline, missed.signed
        ),
        DifferenceVerdict::Same => format!(
            "In this model as many high-risk children are missed {when} in {side} as in {base}, in every replication ({}).",
            missed.value
        ),
        DifferenceVerdict::NoInterval => format!(
            "In one replication of this model {} high-risk children are missed {when} in {side} and {} in {base}. One replication has no \
             interval: the difference may be chance alone.",
            missed.value, missed.baseline
        ),
    }
}

/// The share beside the number, and what it means where the two go different ways.
fn of_rate(rate: &MeasureInWords, missed: DifferenceVerdict, noticed: &MeasureInWords) -> String {
    let values = format!("{} are missed instead of {}", rate.value, rate.baseline);
    let mut text = match rate.verdict {
        DifferenceVerdict::Same => format!("Of every 100, {} are missed in both.", rate.value),
        DifferenceVerdict::NotShown => {
            format!("Of every 100, {values}: a difference is not shown ({}).", rate.signed)
        }
        _ => format!("Of every 100, {values} ({}).", rate.signed),
    };
    text.push_str(" The rate leaves out children whose risk ended first.");
    let number = match noticed.verdict {
        DifferenceVerdict::More => Some("more"),
        DifferenceVerdict::Less => Some("fewer"),
        _ => None,
    };
    let came = number.map(|number| {
        format!(
            "{number} high-risk children come to notice ({} instead of {})",
            noticed.value, noticed.baseline
        )
    });
    text.push_str(&match (missed, rate.verdict, came) {
        // The children who come to notice are the denominator of the rate. More of them can lower the rate although
        // more are missed.
        (DifferenceVerdict::More, DifferenceVerdict::Less, Some(came)) => {
            format!(" Count and rate go different ways: the rate falls only because {came}.")
        }
        (DifferenceVerdict::Less, DifferenceVerdict::More, Some(came)) => {
            format!(" Count and rate go different ways: fewer are missed only because {came}.")
        }
        (DifferenceVerdict::More, DifferenceVerdict::Less, None)
        | (DifferenceVerdict::Less, DifferenceVerdict::More, None) => {
            " Count and rate go different ways: neither alone says which does better.".to_owned()
        }
        (
            DifferenceVerdict::NotShown | DifferenceVerdict::Same,
            DifferenceVerdict::Less,
            Some(came),
        ) => {
            format!(" The rate falls while the number missed is not shown to: {came}.")
        }
        (
            DifferenceVerdict::Less,
            DifferenceVerdict::NotShown | DifferenceVerdict::Same,
            Some(came),
        ) => {
            format!(" Fewer are missed, but not a smaller share that could be shown: {came}.")
        }
        (
            DifferenceVerdict::More,
            DifferenceVerdict::NotShown | DifferenceVerdict::Same,
            Some(came),
        ) => {
            format!(" More are missed, but not a larger share that could be shown: {came}.")
        }
        (_, _, Some(came)) => format!(" {}.", format::capital(&came)),
        _ => String::new(),
    });
    text
}

fn of_harms(harms: &MeasureInWords, missed: DifferenceVerdict) -> String {
    let start = format!(
        "Expected serious harms in that time: {} instead of {}",
        harms.value, harms.baseline
    );
    let end = match harms.verdict {
        DifferenceVerdict::Less => format!(" ({}), less harm.", harms.signed),
        DifferenceVerdict::More => format!(" ({}), more harm.", harms.signed),
        DifferenceVerdict::NotShown => format!("; a difference is not shown ({}).", harms.signed),
        DifferenceVerdict::Same => ", the same in every replication.".to_owned(),
        DifferenceVerdict::NoInterval => format!(" ({}, without an interval).", harms.signed),
    };
    // The two can differ: late protection still prevents harm, and not every miss leads to harm.
    let beside = match (missed, harms.verdict) {
        (DifferenceVerdict::Less, DifferenceVerdict::More) => {
            " Fewer are missed, and yet more harm is expected: the misses alone would mislead."
        }
        (DifferenceVerdict::More, DifferenceVerdict::Less) => {
            " More are missed, and yet less harm is expected: the misses alone would mislead."
        }
        (DifferenceVerdict::Less, DifferenceVerdict::NotShown | DifferenceVerdict::Same) => {
            " Fewer misses are not shown to mean less harm here."
        }
        (DifferenceVerdict::More, DifferenceVerdict::NotShown | DifferenceVerdict::Same) => {
            " More misses are not shown to mean more harm here."
        }
        _ => "",
    };
    start + &end + beside
}

/// How much of the misses is the publicity's doing, on both sides.
fn of_excess(found: &ComparisonResult, excess: &MeasureInWords) -> String {
    format!(
        "{} adds {} missed children in that time, instead of {} ({}{}).",
        format::capital(&reading::events_named(&found.events)),
        excess.value,
        excess.baseline,
        excess.signed,
        if excess.verdict == DifferenceVerdict::NotShown {
            ", a difference that is not shown"
        } else {
            ""
        }
    )
}
