//! `[solved]`: what the pilot found out about normal times (model.md, section 2).

use serde::{Deserialize, Serialize};

use super::Scenario;

/// The most children that can be hidden on a day: fewer live in England.
const MOST_CHILDREN: f64 = 1e8;
/// The most children who can come to be at risk in a day.
const MOST_A_DAY: f64 = 1e6;
/// The threshold of a share of none: no estimate reaches it, and every estimate its negative.
// Estimates are a few units of severity, so no child comes near. Finite, since `[solved]` takes no infinity.
pub const NEVER: f64 = 1e9;
/// The most points of a quantile grid.
const MOST_POINTS: usize = 10_000;

/// Corrections, thresholds and normal pressure. A scenario that carries them runs without a pilot and gives the same bits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Solved {
    /// One per risk class, in the order of `[[risk]]`.
    pub classes: Vec<SolvedClass>,
    /// Triage: two thresholds, urgent and accept.
    pub triage: Decision,
    /// One per stage, in the order of `[[stages]]`; exits have no thresholds.
    pub stages: Vec<Decision>,
    /// Pressure in normal times (weeks of work); infinite where nobody assesses.
    #[serde(deserialize_with = "infinite_where_null")]
    pub pressure_normal: f64,
    /// Mean severity of baseline referrals: the prior's mean.
    pub prior_mean: f64,
    /// Precision of severity over baseline referrals: the prior's precision (1 / severity variance).
    pub prior_precision: f64,
    /// Referrals a year asked for and given by the pilot's last round.
    pub referrals_asked: f64,
    /// Referrals a year in the pilot's last round.
    pub referrals_given: f64,
}

impl Solved {
    /// How these numbers do not fit a scenario, in words; `None` where they are what a pilot of it may find. A run in numbers that do
    /// not fit would panic, or never end.
    #[must_use]
    pub fn misfit(&self, scenario: &Scenario) -> Option<String> {
        let classes: Vec<&str> = self.classes.iter().map(|class| class.name.as_str()).collect();
        let stages: Vec<&str> = self.stages.iter().map(|stage| stage.name.as_str()).collect();
        // By name and in order: the numbers are used by place, and those of another class would be taken without a
        // word.
        if classes != scenario.risk.iter().map(|class| class.name.as_str()).collect::<Vec<_>>() {
            return Some(format!("its classes are {}, not those of [[risk]]", classes.join(", ")));
        }
        if stages != scenario.stages.iter().map(|stage| stage.name.as_str()).collect::<Vec<_>>() {
            return Some(format!("its stages are {}, not those of [[stages]]", stages.join(", ")));
        }
        let numbers = [
            ("pressure_normal", self.pressure_normal, 0.0, f64::INFINITY),
            ("prior_mean", self.prior_mean, -NEVER, NEVER),
            // Estimates are divided by it.
            ("prior_precision", self.prior_precision, f64::MIN_POSITIVE, NEVER),
            ("referrals_asked", self.referrals_asked, 0.0, NEVER),
            ("referrals_given", self.referrals_given, 0.0, NEVER),
        ];
        let decisions = std::iter::once((&self.triage, 2)).chain(
            self.stages
                .iter()
                .zip(&scenario.stages)
                .map(|(own, stage)| (own, stage.outcomes.len())),
        );
        outside("", &numbers)
            .or_else(|| self.classes.iter().find_map(SolvedClass::misfit))
            .or_else(|| decisions.into_iter().find_map(|(decision, lines)| decision.misfit(lines)))
    }
}

/// The first number that does not lie in its range, in words.
fn outside(of: &str, numbers: &[(&str, f64, f64, f64)]) -> Option<String> {
    // `contains` is false of NaN, too.
    let wrong = numbers.iter().find(|(_, number, low, high)| !(low..=high).contains(&number))?;
    let (key, number, low, high) = *wrong;
    let low = if low.total_cmp(&f64::MIN_POSITIVE).is_eq() {
        "more than 0".to_owned()
    } else {
        format!("from {low}")
    };
    Some(format!("{of}{key} = {number}: must be a number {low} to {high}"))
}

/// What normal times need of one class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SolvedClass {
    /// The class's name.
    pub name: String,
    /// Children who come to be at risk (per day).
    pub onset_per_day: f64,
    /// Expected hidden children on day 0.
    pub hidden_on_day_0: f64,
    /// Referrals a year asked for.
    pub asked: f64,
    /// Referrals a year in the pilot's last round.
    pub given: f64,
    /// Children who came to be in the class in the pilot's last round, those who escalated into it included (per day); `None`
    /// where an earlier version of this program wrote the numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entries_per_day: Option<f64>,
}

impl SolvedClass {
    fn misfit(&self) -> Option<String> {
        let numbers = [
            ("onset_per_day", self.onset_per_day, 0.0, MOST_A_DAY),
            ("hidden_on_day_0", self.hidden_on_day_0, 0.0, MOST_CHILDREN),
            ("asked", self.asked, 0.0, NEVER),
            ("given", self.given, 0.0, NEVER),
            ("entries_per_day", self.entries_per_day.unwrap_or(0.0), 0.0, MOST_A_DAY),
        ];
        outside(&format!("class \"{}\": ", self.name), &numbers)
    }
}

/// One decision: its thresholds and what normal times look like there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The stage's name, or `triage`.
    pub name: String,
    /// Thresholds on the severity scale, in the order of the outcomes (triage: urgent, accept).
    pub thresholds: Vec<f64>,
    /// Shares asked for, by line; `None` (written `"none"`) where the line has a number.
    #[serde(with = "shares_or_none")]
    pub asked: Vec<Option<f64>>,
    /// Shares in the pilot's last round, by line.
    pub given: Vec<f64>,
    /// Standard deviation of the estimates at this decision.
    pub sd: f64,
    /// Estimates at this decision at evenly spaced probabilities from 0 to 1: where a variant's own share is read off.
    pub quantiles: Vec<f64>,
}

impl Decision {
    /// How it is no decision of so many lines.
    fn misfit(&self, lines: usize) -> Option<String> {
        let of = format!("decision \"{}\": ", self.name);
        let lists = [
            ("thresholds", self.thresholds.len()),
            ("asked", self.asked.len()),
            ("given", self.given.len()),
        ];
        if let Some((key, length)) = lists.into_iter().find(|(_, length)| *length != lines) {
            return Some(format!(
                "{of}{key} has {length} numbers, and needs {lines}: one for each of its lines"
            ));
        }
        if self.quantiles.len() > MOST_POINTS {
            return Some(format!(
                "{of}quantiles has {} numbers, and may have {MOST_POINTS}",
                self.quantiles.len()
            ));
        }
        // Shares are read off them by bisection.
        if self.quantiles.windows(2).any(|pair| pair[1] < pair[0]) {
            return Some(format!("{of}quantiles must not fall"));
        }
        let severities = self
            .thresholds
            .iter()
            .map(|&x| ("thresholds", x))
            .chain(self.quantiles.iter().map(|&x| ("quantiles", x)));
        let shares = self
            .given
            .iter()
            .map(|&x| ("given", x))
            .chain(self.asked.iter().flatten().map(|&x| ("asked", x)));
        let numbers: Vec<(&str, f64, f64, f64)> = std::iter::once(("sd", self.sd, 0.0, NEVER))
            .chain(severities.map(|(key, x)| (key, x, -NEVER, NEVER)))
            // Parts of a whole, added up and taken off again.
            .chain(shares.map(|(key, x)| (key, x, -1e-9, 1.0 + 1e-9)))
            .collect();
        outside(&of, &numbers)
    }
}

/// A number that may be infinite, for which JSON has no word: it writes null.
fn infinite_where_null<'de, D: serde::Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or(f64::INFINITY))
}

/// TOML has no null, so an absent share is the word `"none"`.
mod shares_or_none {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum WrittenShare {
        Number(f64),
        Word(String),
    }

    pub fn serialize<S: Serializer>(
        shares: &[Option<f64>],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let share = |share: &Option<f64>| {
            share.map_or_else(|| WrittenShare::Word("none".to_owned()), WrittenShare::Number)
        };
        serializer.collect_seq(shares.iter().map(share))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Option<f64>>, D::Error> {
        let shares = Vec::<WrittenShare>::deserialize(deserializer)?;
        shares
            .into_iter()
            .map(|share| match share {
                WrittenShare::Number(share) => Ok(Some(share)),
                WrittenShare::Word(word) if word == "none" => Ok(None),
                WrittenShare::Word(word) => Err(serde::de::Error::custom(format!(
                    "\"{word}\" is neither a share nor \"none\""
                ))),
            })
            .collect()
    }
}
