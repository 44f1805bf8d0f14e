//! The scenario file as it is written: one struct a block, every key optional, no logic.
//!
//! Reading gathers every key that is not known and every value of the wrong kind; what the values mean, and whether they
//! fit together, is the business of `check`. Each value keeps its [`ValuePlace`], so that a check can point at it.

mod read;
mod scenario;
mod shape;

pub(crate) use read::{At, Read, Reader, ValuePlace, read_evidence, read_scenario};
pub(crate) use scenario::*;
pub(crate) use shape::{Field, Shaped, ValueShape};

pub(crate) use super::actions::{RawAction, RawMoved, RawWhen};
pub(crate) use super::costs::RawCosts;
pub(crate) use super::culture::RawCulture;
pub(crate) use super::distribution::RawMeanCv;
pub(crate) use super::evidence::{RawEvidence, RawFigure, RawTarget};
pub(crate) use super::feedback::RawFeedback;
pub(crate) use super::judgement::RawJudgement;
pub(crate) use super::outcome::{RawOpening, RawOutcome, RawStudy};
pub(crate) use super::publicity::{RawPublicity, RawPublicityToCome};
pub(crate) use super::referrals::RawReferrals;
pub(crate) use super::replications::RawReplications;
pub(crate) use super::risk::RawRisk;
pub(crate) use super::schedule::RawScheduleEntry;
pub(crate) use super::staffing::RawStaffing;
pub(crate) use super::stages::{RawOutcomeLine, RawStage};
pub(crate) use super::teams::RawTeam;
pub(crate) use super::time::RawTime;
pub(crate) use super::triage::RawTriage;

use jiff::civil::Date;

/// The name of a key: its field's, or the one after `as`.
macro_rules! raw_key {
    ($field:ident $key:literal) => {
        $key
    };
    ($field:ident) => {
        stringify!($field)
    };
}

pub(crate) use raw_key;

/// A list whose elements each keep their place.
pub(crate) type List<T> = Vec<At<T>>;

/// Names and numbers in the order written: ages, kinds, precision_of.
pub(crate) type Named<T> = Vec<(String, At<T>)>;

/// A value, or the word that there is none: `"none"`, `"never"`.
#[derive(Clone, Debug)]
pub(crate) enum Maybe<T> {
    None,
    Some(T),
}

impl<T: Clone> At<Maybe<T>> {
    /// The value, where there is one, still with its place.
    pub fn some(&self) -> Option<At<T>> {
        match &self.value {
            Maybe::Some(value) => Some(At { value: value.clone(), place: self.place.clone() }),
            Maybe::None => None,
        }
    }
}

/// A published figure's value: a number or words.
#[derive(Clone, Debug)]
pub(crate) enum NumberOrText {
    Number(String),
    Text(String),
}

/// `school_holidays`: the name of a rule, or pairs of dates.
#[derive(Clone, Debug)]
pub(crate) enum RawHolidays {
    Rule(String),
    Listed(List<List<Date>>),
}
