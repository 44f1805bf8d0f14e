//! The scenario file as it is written: one struct a block, every key optional, no logic.
//!
//! Reading gathers every key that is not known and every value of the wrong kind; what the values mean, and whether they
//! fit together, is the business of `check`. Each value keeps its [`Place`], so that a check can point at it.

mod optional;
mod organisation;
mod pathway;
mod read;
mod shape;

pub(crate) use optional::*;
pub(crate) use organisation::*;
pub(crate) use pathway::*;
pub(crate) use read::{At, Place, Read, Reader, read_evidence, read_scenario};
pub(crate) use shape::{Field, Shape, Shaped};

pub(crate) use super::case_reviews::RawCaseReviews;
pub(crate) use super::costs::RawCosts;
pub(crate) use super::culture::RawCulture;
pub(crate) use super::distribution::RawMeanCv;
pub(crate) use super::early_help::RawEarlyHelp;
pub(crate) use super::feedback::RawFeedback;
pub(crate) use super::inspection::RawInspection;
pub(crate) use super::judgement::RawJudgement;
pub(crate) use super::prevention::RawPrevention;
pub(crate) use super::publicity::RawPublicity;
pub(crate) use super::referrals::RawReferrals;
pub(crate) use super::risk::RawRisk;
pub(crate) use super::staffing::RawStaffing;
pub(crate) use super::teams::RawTeam;

use jiff::civil::Date;

/// Declares the struct of a block and how it is read: each field is a key, under its own name or the one after `as`.
macro_rules! raw_table {
    ($(#[$meta:meta])* $name:ident { $($field:ident $(as $key:literal)? : $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default)]
        pub(crate) struct $name {
            $(pub $field: Option<At<$type>>,)*
        }

        impl $name {
            /// Every key of the block.
            pub const KEYS: &'static [&'static str] = &[$(raw_key!($field $($key)?)),*];
        }

        impl Shaped for $name {
            fn shape() -> Shape {
                Shape::Table(vec![$(Field {
                    name: raw_key!($field $($key)?),
                    shape: <$type>::shape,
                    facts: None,
                }),*])
            }
        }

        impl Read for $name {
            fn read(node: &Node, reader: &mut Reader<'_>) -> Option<$name> {
                let table = reader.table(node)?;
                let mut raw = $name::default();
                for entry in &table.entries {
                    match entry.key.as_str() {
                        $(raw_key!($field $($key)?) => raw.$field = reader.field(entry),)*
                        _ => reader.unknown_key(entry, table, $name::KEYS),
                    }
                }
                Some(raw)
            }
        }
    };
}

macro_rules! raw_key {
    ($field:ident $key:literal) => {
        $key
    };
    ($field:ident) => {
        stringify!($field)
    };
}

pub(crate) use raw_key;
use raw_table;

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
