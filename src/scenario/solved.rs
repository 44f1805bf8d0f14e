//! `[solved]`: what the pilot found out about normal times (model.md, section 2).

use serde::{Deserialize, Serialize};

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
    /// Pressure in normal times [weeks of work].
    pub pressure_normal: f64,
    /// Mean severity of baseline referrals: the prior's mean.
    pub prior_mean: f64,
    /// Precision of severity over baseline referrals: the prior's precision [1 / severity variance].
    pub prior_precision: f64,
    /// Referrals a year asked for and given by the pilot's last round.
    pub referrals_asked: f64,
    /// Referrals a year in the pilot's last round.
    pub referrals_given: f64,
}

/// What normal times need of one class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SolvedClass {
    /// The class's name.
    pub name: String,
    /// Children who come to be at risk [per day].
    pub onset_per_day: f64,
    /// Expected hidden children on day 0.
    pub hidden_on_day_0: f64,
    /// Referrals a year asked for.
    pub asked: f64,
    /// Referrals a year in the pilot's last round.
    pub given: f64,
    /// Children who came to be in the class in the pilot's last round, those who escalated into it included [per day]; `None`
    /// where an earlier version of this program wrote the numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entries_per_day: Option<f64>,
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

/// TOML has no null, so an absent share is the word `"none"`.
mod shares_or_none {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Share {
        Number(f64),
        Word(String),
    }

    pub fn serialize<S: Serializer>(shares: &[Option<f64>], serializer: S) -> Result<S::Ok, S::Error> {
        let share = |share: &Option<f64>| share.map_or_else(|| Share::Word("none".to_owned()), Share::Number);
        serializer.collect_seq(shares.iter().map(share))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Option<f64>>, D::Error> {
        let shares = Vec::<Share>::deserialize(deserializer)?;
        shares
            .into_iter()
            .map(|share| match share {
                Share::Number(share) => Ok(Some(share)),
                Share::Word(word) if word == "none" => Ok(None),
                Share::Word(word) => {
                    Err(serde::de::Error::custom(format!("\"{word}\" is neither a share nor \"none\"")))
                }
            })
            .collect()
    }
}
