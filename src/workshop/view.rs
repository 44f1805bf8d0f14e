//! What is shown of a side, and of two sides: words and numbers, ready to be laid out.

use serde::Serialize;

use super::charts::{self, Chart};
use super::pathway;
use super::side::WorkshopSide;
use crate::experiment::comparison::{self, AboutComparison, NamedSide, Runs};
use crate::measure::{Indicator, MeasureId};
use crate::report::icons::{self, IconArray};
use crate::report::{format, reading};
use crate::results::{ComparisonFinding, RunResult};
use crate::words::answer::{answer, spoken};
use crate::words::comparison::{beside, in_short, said, same_luck};
use crate::words::frame::frame;
use crate::words::warning::sentences;

/// What is shown of a side.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct View {
    /// Replications so far.
    pub runs: usize,
    /// The same in words.
    pub runs_in_words: String,
    /// Replications asked for.
    pub asked: u32,
    /// Eight digits of the run, as the command line gives them.
    pub run_id: String,
    /// The miss rate with its interval, of every 100; empty where there is none.
    pub rate: String,
    /// What the rate is of; where there is none, why.
    pub rate_of: String,
    /// The answer with whole children; empty where there is no miss rate.
    pub spoken: String,
    /// The answer, a paragraph a line of thought.
    pub answer: Vec<String>,
    /// How its numbers are to be read.
    pub frame: String,
    /// A hundred children.
    pub icons: Vec<IconArray>,
    /// The charts.
    pub charts: Vec<Chart>,
    /// Children who enter each box of the pathway in the headline's period.
    pub counts: Vec<String>,
    /// When they enter it.
    pub counts_of: String,
    /// What to distrust.
    pub warnings: Vec<String>,
    /// The headline's numbers in full, so that another machine can compare them.
    pub exact: Vec<(String, f64, Option<f64>)>,
}

/// A side as it stands.
#[must_use]
pub fn of(side: &WorkshopSide) -> View {
    let result = side.result();
    let headline = &result.headline;
    let decimals =
        reading::decimals_of_rates(&result).max(usize::from(result.replications.finished < 1000));
    let exact = [
        ("miss_rate", headline.miss_rate),
        ("miss_rate_before", headline.miss_rate_before),
        ("miss_rate_twin", headline.miss_rate_twin),
        ("miss_rate_difference", headline.miss_rate_difference),
        ("missed", headline.missed),
        ("excess", headline.excess),
        ("noticed", headline.noticed),
        ("expected_harms", headline.expected_harms),
    ];
    View {
        runs: result.replications.finished as usize,
        runs_in_words: format::counted(u64::from(result.replications.finished), "run", "runs"),
        asked: result.replications.asked,
        run_id: result.run_id.clone(),
        rate: headline
            .miss_rate
            .as_ref()
            .map_or_else(String::new, |rate| format::fixed_short(Some(rate), "share", decimals)),
        rate_of: rate_of(&result),
        spoken: spoken(&result),
        answer: answer(&result),
        frame: frame(&result),
        icons: icons::of(&result),
        charts: charts::of(&result),
        counts: pathway::counts(&side.loaded.scenario, &result),
        counts_of: format!("children a run {}", reading::when(&result)),
        warnings: result.warnings.iter().map(sentences).collect(),
        exact: exact
            .iter()
            .filter_map(|(id, estimate)| estimate.map(|e| ((*id).to_owned(), e.mean, e.half_width)))
            .collect(),
    }
}

/// What the miss rate is of or, where there is none, why.
fn rate_of(result: &RunResult) -> String {
    match result.headline.miss_rate {
        Some(_) => format!(
            "in this model, of every 100 {} are missed: not protected {}",
            reading::of_whom(result),
            reading::window(result)
        ),
        None => format!(
            "in this model no high-risk child comes to notice {} whose risk does not end first",
            reading::when(result)
        ),
    }
}

/// Two sides.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Beside {
    /// The chance that the change helps, in words.
    pub chance: String,
    /// Its first sentence: with the same luck on both sides.
    #[serde(skip)]
    pub same_luck: String,
    /// What may be said, a paragraph a line of thought.
    pub findings: Vec<String>,
    /// Measures side by side.
    pub rows: Vec<BesideRow>,
    /// Replications of each side.
    pub runs: usize,
}

/// A measure on both sides.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BesideRow {
    /// What.
    pub label: String,
    /// The baseline, the other, and the difference with its interval.
    pub cells: [String; 3],
    /// What may be said of the difference.
    pub verdict: &'static str,
}

/// Another side against a baseline.
///
/// # Errors
/// Why they cannot be compared, in words.
pub fn beside_of(
    side: (&WorkshopSide, &str),
    base: (&WorkshopSide, &str),
) -> Result<Beside, String> {
    let (own, known) = (side.0.setting(), base.0.setting());
    let runs = [
        Runs { setting: &known, experiment: base.0.experiment() },
        Runs { setting: &own, experiment: side.0.experiment() },
    ];
    // A pair is two runs of one index. A side with more runs would have some without a partner.
    if base.0.count() != side.0.count() {
        return Err("both sides need the same runs".to_owned());
    }
    let named = |(side, name): (&WorkshopSide, &str)| NamedSide {
        id: name.to_lowercase(),
        name: name.to_owned(),
        hash: side.id.hash.clone(),
        // Each side's own view has them.
        warnings: Vec::new(),
    };
    let about = AboutComparison {
        run_id: side.0.id.run.clone(),
        sides: vec![named(base), named(side)],
        baseline: 0,
        notes: Vec::new(),
        not_for: crate::report::NOT_FOR,
    };
    let found = comparison::compare(&runs, about)
        .map_err(|_| "the two are about other dates, so their years are not the same".to_owned())?;
    let against = found.against.first().ok_or("there is nothing to compare")?;
    let rows =
        [Indicator::Missed, Indicator::MissRate, Indicator::Noticed, Indicator::ExpectedHarms]
            .map(MeasureId::from)
            .iter()
            .chain(crate::words::comparison::links(against))
            .filter_map(|id| {
                let both = beside(&found, against, id)?;
                let measure = against.measure(id)?;
                let unit =
                    if measure.unit == "share" { "in every 100" } else { measure.unit.as_str() };
                Some(BesideRow {
                    label: format!("{} [{unit}]", measure.label),
                    cells: [both.baseline, both.value, both.signed],
                    verdict: in_short(both.verdict),
                })
            })
            .collect();
    let all = found.findings(against);
    let is_chance = |one: &&ComparisonFinding<'_>| matches!(one, ComparisonFinding::Chance(_));
    let words = |one: &ComparisonFinding<'_>| said(&found, against, one);
    Ok(Beside {
        same_luck: all.iter().find(is_chance).map_or_else(String::new, |_| same_luck(against)),
        chance: all.iter().filter(is_chance).map(words).collect(),
        findings: all
            .iter()
            .filter(|one| !is_chance(one))
            .map(words)
            .filter(|words| !words.is_empty())
            .collect(),
        rows,
        runs: side.0.count(),
    })
}

#[cfg(test)]
mod tests {
    use super::rate_of;
    use crate::report::sample;

    #[test]
    fn a_rate_that_does_not_exist_is_of_nobody() {
        let mut result = sample::haringey();
        assert!(rate_of(&result).starts_with("in this model, of every 100 high-risk children who"));
        result.headline.miss_rate = None;
        assert_eq!(
            rate_of(&result),
            "in this model no high-risk child comes to notice in the year after 11 November 2008 whose risk does not end first"
        );
    }
}
