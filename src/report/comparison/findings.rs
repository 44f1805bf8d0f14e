//! What one scenario does differently from the baseline, a paragraph a line of thought.

use crate::measure::Indicator;
use crate::report::format;
use crate::results::comparison::{Against, ComparisonResult, PeriodDifference, SideResult};

use super::beside::{Beside, Verdict};
use super::{apart, beside, chances, cost, routes, when};

/// What a finding of a comparison is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// What is missed, what harm is expected, on which routes, at what price.
    Outcome,
    /// How often fewer are missed.
    Chance,
}

/// A finding of a comparison: a paragraph of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub topic: Topic,
    /// In plain English.
    pub words: String,
}

impl Finding {
    fn of(words: String) -> Finding {
        Finding { topic: Topic::Outcome, words }
    }
}

/// The findings in plain English: counts and rates, harm beside them, chance, routes, money.
#[must_use]
pub fn findings(found: &ComparisonResult, against: &Against) -> Vec<Finding> {
    let (side, base) = (found.side(against), found.baseline());
    if against.identical {
        let same = format!(
            "In this model {} comes out as {} does in every replication: every difference is exactly 0.",
            side.name, base.name
        );
        let all = [Some(same), apart::sentence(found, against)];
        return all.into_iter().flatten().map(Finding::of).collect();
    }
    let words = Words { found, against, side, base };
    let mut paragraphs = Vec::new();
    let outcome = [words.missed(), words.rate(), words.harms()];
    paragraphs.extend(outcome.into_iter().flatten().map(Finding::of));
    if found.replications > 1 {
        let words = chances::sentence(found, against);
        paragraphs.push(Finding { topic: Topic::Chance, words });
    }
    let cost = against.cost.as_ref().map(cost::sentence).filter(|sentence| !sentence.is_empty());
    let rest =
        [apart::sentence(found, against), words.excess(), routes::sentence(found, against), cost];
    paragraphs.extend(rest.into_iter().flatten().map(Finding::of));
    paragraphs
}

struct Words<'a> {
    found: &'a ComparisonResult,
    against: &'a Against,
    side: &'a SideResult,
    base: &'a SideResult,
}

impl Words<'_> {
    fn beside(&self, id: Indicator) -> Option<Beside> {
        beside(self.found, self.against, id)
    }

    fn missed(&self) -> Option<String> {
        let missed = self.beside(Indicator::Missed)?;
        let (side, base, when) = (&self.side.name, &self.base.name, when(self.found));
        Some(match missed.verdict {
            Verdict::Less | Verdict::More => format!(
                "In this model {} {} high-risk children are missed {when} in {side} than in {base} ({} instead of {}).",
                missed.size,
                if missed.verdict == Verdict::Less { "fewer" } else { "more" },
                missed.value,
                missed.baseline
            ),
            Verdict::NotShown => format!(
                "The model does not show that more or fewer high-risk children are missed {when} in {side} than in {base}: \
                 {} and {}, a difference of {}, which cannot be told from none.",
                missed.value, missed.baseline, missed.signed
            ),
            Verdict::Same => format!(
                "In this model as many high-risk children are missed {when} in {side} as in {base}, in every replication ({}).",
                missed.value
            ),
            Verdict::NoInterval => format!(
                "In one replication of this model {} high-risk children are missed {when} in {side} and {} in {base}. One replication has no \
                 interval: the difference may be chance alone.",
                missed.value, missed.baseline
            ),
        })
    }

    /// The share beside the number, and what it means where the two go different ways.
    fn rate(&self) -> Option<String> {
        let (rate, missed, noticed) = (
            self.beside(Indicator::MissRate)?,
            self.beside(Indicator::Missed)?,
            self.beside(Indicator::Noticed)?,
        );
        let values = format!("{} are missed instead of {}", rate.value, rate.baseline);
        let mut text = match rate.verdict {
            Verdict::Same => format!("Of every 100, {} are missed in both.", rate.value),
            Verdict::NotShown => {
                format!("Of every 100, {values}: a difference is not shown ({}).", rate.signed)
            }
            _ => format!("Of every 100, {values} ({}).", rate.signed),
        };
        text.push_str(" The rate leaves out children whose risk ended first.");
        let number = match noticed.verdict {
            Verdict::More => Some("more"),
            Verdict::Less => Some("fewer"),
            _ => None,
        };
        let came = number.map(|number| {
            format!(
                "{number} high-risk children come to notice ({} instead of {})",
                noticed.value, noticed.baseline
            )
        });
        text.push_str(&match (missed.verdict, rate.verdict, came) {
            (Verdict::More, Verdict::Less, Some(came)) => {
                format!(" Count and rate go different ways: the rate falls only because {came}.")
            }
            (Verdict::Less, Verdict::More, Some(came)) => {
                format!(" Count and rate go different ways: fewer are missed only because {came}.")
            }
            (Verdict::More, Verdict::Less, None) | (Verdict::Less, Verdict::More, None) => {
                " Count and rate go different ways: neither alone says which does better."
                    .to_owned()
            }
            (Verdict::NotShown | Verdict::Same, Verdict::Less, Some(came)) => {
                format!(" The rate falls while the number missed is not shown to: {came}.")
            }
            (Verdict::Less, Verdict::NotShown | Verdict::Same, Some(came)) => {
                format!(" Fewer are missed, but not a smaller share that could be shown: {came}.")
            }
            (Verdict::More, Verdict::NotShown | Verdict::Same, Some(came)) => {
                format!(" More are missed, but not a larger share that could be shown: {came}.")
            }
            (_, _, Some(came)) => format!(" {}.", format::capital(&came)),
            _ => String::new(),
        });
        Some(text)
    }

    fn harms(&self) -> Option<String> {
        let (harms, missed) =
            (self.beside(Indicator::ExpectedHarms)?, self.beside(Indicator::Missed)?);
        let start = format!(
            "Expected serious harms in that time: {} instead of {}",
            harms.value, harms.baseline
        );
        let end = match harms.verdict {
            Verdict::Less => format!(" ({}), less harm.", harms.signed),
            Verdict::More => format!(" ({}), more harm.", harms.signed),
            Verdict::NotShown => format!("; a difference is not shown ({}).", harms.signed),
            Verdict::Same => ", the same in every replication.".to_owned(),
            Verdict::NoInterval => format!(" ({}, without an interval).", harms.signed),
        };
        let beside = match (missed.verdict, harms.verdict) {
            (Verdict::Less, Verdict::More) => {
                " Fewer are missed, and yet more harm is expected: the misses alone would mislead."
            }
            (Verdict::More, Verdict::Less) => {
                " More are missed, and yet less harm is expected: the misses alone would mislead."
            }
            (Verdict::Less, Verdict::NotShown | Verdict::Same) => {
                " Fewer misses are not shown to mean less harm here."
            }
            (Verdict::More, Verdict::NotShown | Verdict::Same) => {
                " More misses are not shown to mean more harm here."
            }
            _ => "",
        };
        Some(start + &end + beside)
    }

    /// How much of the misses is the publicity's doing, on both sides.
    fn excess(&self) -> Option<String> {
        let value = PeriodDifference {
            period: self.found.period.id,
            value: self.side.excess,
            baseline_value: self.base.excess,
            difference: self.against.excess,
            variance_ratio: None,
        };
        let excess = Beside::of(&value, "children")?;
        Some(format!(
            "Missed that the same {} without the publicity would not miss: {} instead of {} ({}{}).",
            crate::time::stretch_in_words(self.found.period.days),
            excess.value,
            excess.baseline,
            excess.signed,
            if excess.verdict == Verdict::NotShown {
                ", a difference that is not shown"
            } else {
                ""
            }
        ))
    }
}
