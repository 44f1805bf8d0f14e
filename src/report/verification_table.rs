//! The lines of `surge-sim verify`: what theory says, what the simulation gives, and whether they agree.

use crate::verification::coverage::Covered;
use crate::verification::{Bound, Check, Verdict};

const NAME: usize = 57;

/// The line above the checks.
#[must_use]
pub fn heading() -> String {
    format!(
        "{:<NAME$} {:>10}  {:<25} {:<9} {:<9} {}\n",
        "Check", "Expected", "Simulated (99.9 %)", "Unit", "Verdict", "Known from"
    )
}

/// One check: of three seeds the one furthest from the expected value.
#[must_use]
pub fn line(check: &Check) -> String {
    let [expected, simulated, unit, verdict, source] = cells(check);
    format!(
        "{:<NAME$} {expected:>10}  {simulated:<25} {unit:<9} {verdict:<9} {source}\n",
        check.name
    )
}

/// The same in cells: expected, simulated, unit, verdict, known from.
#[must_use]
pub fn cells(check: &Check) -> [String; 5] {
    let simulated = match (check.bound, check.simulated.half_width) {
        (Bound::Exact(_), _) => number(check.simulated.mean),
        (Bound::Interval(_), Some(half)) => {
            format!(
                "{} ± {} (n = {})",
                number(check.simulated.mean),
                number(half),
                check.simulated.replications
            )
        }
        (Bound::Interval(_), None) => {
            format!("{} (n = {})", number(check.simulated.mean), check.simulated.replications)
        }
    };
    let verdict = match check.verdict {
        Verdict::Passed => "agrees",
        Verdict::Differs => "DIFFERS",
        Verdict::TooWide => "TOO WIDE",
    };
    [
        number(check.expected),
        simulated,
        check.unit.to_owned(),
        verdict.to_owned(),
        check.source.to_owned(),
    ]
}

/// The line above the coverage.
#[must_use]
pub fn coverage_heading() -> String {
    format!(
        "{:<NAME$} {:<10}  {:>10}  {:<25} {:>12}  {:>12}  Experiments\n",
        "Estimate", "Rule", "Known", "Covered (95 % interval)", "Replications", "Half-width"
    )
}

/// How often one case's 95 % interval covered what is known.
#[must_use]
pub fn coverage_line(found: &Covered) -> String {
    let share = |share: f64| format!("{:.1}", 100.0 * share);
    let ends = match (found.coverage.low, found.coverage.high) {
        (Some(low), Some(high)) => format!(" ({} to {})", share(low), share(high)),
        _ => String::new(),
    };
    format!(
        "{:<NAME$} {:<10}  {:>10}  {:<25} {:>12.1}  {:>12}  {}{}\n",
        found.name,
        found.rule,
        number(found.truth),
        format!("{} %{ends}", share(found.coverage.share)),
        found.replications,
        number(found.half_width),
        found.coverage.replications,
        if found.is_nominal() { "" } else { "  not 95 %" }
    )
}

// Four figures, as many as an interval of 2 % can bear.
fn number(value: f64) -> String {
    let size = value.abs();
    match size {
        _ if size.total_cmp(&0.0).is_eq() => "0".to_owned(),
        _ if size >= 1000.0 => format!("{value:.0}"),
        _ if size >= 100.0 => format!("{value:.1}"),
        _ if size >= 10.0 => format!("{value:.2}"),
        _ if size >= 0.01 => format!("{value:.4}"),
        _ => format!("{value:.1e}"),
    }
}
