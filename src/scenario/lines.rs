//! What the threshold of each line of a decision follows from, and how it is read off the estimates that a pilot recorded there
//! (model.md, section 5).

use crate::maths::quantile;

use super::solved::NEVER;
use super::{Decision, Scenario, Stage, Threshold};

/// One line of a decision: what its threshold follows from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ThresholdBasis {
    /// The threshold itself.
    Severity(f64),
    /// The line's own part of all decisions.
    Own(f64),
    /// The part of all decisions that this line and those above it have together.
    WithThoseAbove(f64),
}

/// Triage's two lines, urgent and accept. The share accepted includes the urgent, whether these are a share or a number.
#[must_use]
pub fn triage_lines(scenario: &Scenario) -> Vec<ThresholdBasis> {
    let accept = match (scenario.triage.urgent, scenario.triage.accept) {
        (Threshold::Share(urgent), Threshold::Share(accept)) => {
            ThresholdBasis::Own((accept - urgent).max(0.0))
        }
        (Threshold::Severity(_), Threshold::Share(accept)) => {
            ThresholdBasis::WithThoseAbove(accept)
        }
        (_, Threshold::Severity(accept)) => ThresholdBasis::Severity(accept),
    };
    vec![line(scenario.triage.urgent), accept]
}

/// The lines of a stage's outcomes, the most serious first: a share is the line's own part.
#[must_use]
pub fn stage_lines(stage: &Stage) -> Vec<ThresholdBasis> {
    stage.outcomes.iter().map(|outcome| line(outcome.bar)).collect()
}

fn line(bar: Threshold) -> ThresholdBasis {
    match bar {
        Threshold::Severity(bar) => ThresholdBasis::Severity(bar),
        Threshold::Share(share) => ThresholdBasis::Own(share),
    }
}

/// Thresholds and shares asked for, line by line, given the share of estimates at or above a number and the estimate above
/// which a share lies. What a line above takes stays taken: a number that is stricter than the line above it takes nothing.
pub fn thresholds(
    lines: &[ThresholdBasis],
    at_or_above: impl Fn(f64) -> f64,
    at_share: impl Fn(usize, f64) -> f64,
) -> (Vec<f64>, Vec<Option<f64>>) {
    let mut above = 0.0_f64;
    let mut one = |(place, line): (usize, &ThresholdBasis)| match *line {
        ThresholdBasis::Severity(bar) => {
            above = above.max(at_or_above(bar));
            (bar, None)
        }
        ThresholdBasis::Own(share) => {
            above += share;
            (at_share(place, above), Some(share))
        }
        ThresholdBasis::WithThoseAbove(share) => {
            let own = (share - above).max(0.0);
            above = above.max(share);
            (at_share(place, above), Some(own))
        }
    };
    lines.iter().enumerate().map(&mut one).unzip()
}

/// The threshold above which this share of some estimates in rising order lies; none and all are beyond every estimate. Where
/// there is no estimate it is 0.
pub fn at_share(share: f64, rising: &[f64]) -> f64 {
    if share <= 0.0 {
        NEVER
    // But for rounding: shares that add up to all may fall short of 1 by a last bit.
    } else if share >= 1.0 - 1e-9 {
        -NEVER
    } else {
        quantile(rising, 1.0 - share).unwrap_or(0.0)
    }
}

/// The share of decisions at or above a number, read off evenly spaced quantiles of their estimates; `None` of none.
#[must_use]
pub fn share_on_grid(grid: &[f64], bar: f64) -> Option<f64> {
    let below = grid.partition_point(|&m| m < bar);
    if grid.is_empty() {
        return None;
    }
    Some(match below {
        0 => 1.0,
        all if all == grid.len() => 0.0,
        _ => {
            let within = (bar - grid[below - 1]) / (grid[below] - grid[below - 1]).max(1e-12);
            1.0 - ((below - 1) as f64 + within) / (grid.len() - 1) as f64
        }
    })
}

/// Every line's own part of all decisions, read off the quantiles of their estimates; `None` where there are none.
#[must_use]
pub fn shares_on_grid(thresholds: &[f64], grid: &[f64]) -> Option<Vec<f64>> {
    (!grid.is_empty()).then(|| parts(thresholds, |bar| share_on_grid(grid, bar).unwrap_or(0.0)))
}

/// A decision whose lines are others than those of normal times: a line that is as there, below lines that are, keeps its
/// threshold; any other share is read off the estimates that the pilot recorded at that decision, and so is what every line is
/// then given.
#[must_use]
pub fn on_estimates_of(
    solved: &Decision,
    lines: &[ThresholdBasis],
    known: &[ThresholdBasis],
) -> Decision {
    if lines == known {
        return solved.clone();
    }
    // The first lines only, since what a line is given depends on all above it.
    let same = lines.iter().zip(known).take_while(|(line, known)| line == known).count();
    let grid = &solved.quantiles;
    let (thresholds, asked) = thresholds(
        lines,
        |bar| share_on_grid(grid, bar).unwrap_or(0.0),
        |place, share| {
            if place < same { solved.thresholds[place] } else { at_share(share, grid) }
        },
    );
    Decision {
        name: solved.name.clone(),
        given: shares_on_grid(&thresholds, grid)
            // Nobody came to this decision in the pilot: what was asked is all there is.
            .unwrap_or_else(|| asked.iter().map(|a| a.unwrap_or(0.0)).collect()),
        thresholds,
        asked,
        sd: solved.sd,
        quantiles: solved.quantiles.clone(),
    }
}

/// Every line's own part of all decisions, from the share that lies at or above a number.
#[must_use]
pub fn parts(thresholds: &[f64], at_or_above: impl Fn(f64) -> f64) -> Vec<f64> {
    let mut above = 0.0_f64;
    let own = |&bar: &f64| {
        let now = at_or_above(bar).max(above);
        let own = now - above;
        above = now;
        own
    };
    thresholds.iter().map(own).collect()
}
