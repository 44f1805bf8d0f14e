//! The scenario file as it is written: one struct a block, every key optional, no logic.
//!
//! Reading gathers every key that is not known and every value of the wrong kind; what the values mean, and whether they
//! fit together, is the business of `check`. Each value keeps its [`Place`], so that a check can point at it.

mod optional;
mod organisation;
mod pathway;
mod people;
mod read;
mod shape;

pub(crate) use optional::*;
pub(crate) use organisation::*;
pub(crate) use pathway::*;
pub(crate) use people::*;
pub(crate) use read::{At, Place, Read, Reader, read_evidence, read_scenario};
pub(crate) use shape::{Field, Shape, Shaped};

use jiff::civil::Date;

/// Whether a block of the format is a list, whose header is written with two brackets.
pub(crate) fn is_list(block: &str) -> bool {
    match RawScenario::shape() {
        Shape::Table(fields) => {
            fields.iter().any(|(name, of)| *name == block && matches!(of(), Shape::List(_)))
        }
        _ => false,
    }
}

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
                Shape::Table(vec![$((raw_key!($field $($key)?), <$type>::shape)),*])
            }
        }

        impl Read for $name {
            fn read(node: &Node, reader: &mut Reader<'_>) -> Option<$name> {
                let table = reader.table(node)?;
                let mut raw = $name::default();
                for entry in &table.entries {
                    match entry.key.as_str() {
                        $(raw_key!($field $($key)?) => reader.field(entry, &mut raw.$field),)*
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

use {raw_key, raw_table};

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
