//! What kind of value each key takes, from the same types that read it: what a schema is made of.

use jiff::civil::Date;

use super::{At, List, Maybe, Named, NumberOrText, RawHolidays, RawSolved};
use crate::scenario::declare::KeyFacts;

/// A key of a table.
pub(crate) struct Field {
    /// Its name.
    pub name: &'static str,
    /// The shape of its value.
    pub shape: fn() -> ValueShape,
    /// What else it declares.
    pub facts: &'static KeyFacts,
}

/// The kind of a value.
pub(crate) enum ValueShape {
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// True or false.
    Flag,
    /// Text.
    Text,
    /// A day.
    Day,
    /// A number or text.
    NumberOrText,
    /// A table with these keys.
    Table(Vec<Field>),
    /// A table whose keys are names.
    Named(fn() -> ValueShape),
    /// A list.
    List(fn() -> ValueShape),
    /// A value, or the word that there is none.
    Maybe(fn() -> ValueShape),
    /// A word, or a list of pairs of days.
    Holidays,
    /// Whatever `check --resolved` prints there.
    Anything,
}

/// A type that knows its shape.
pub(crate) trait Shaped {
    /// It.
    fn shape() -> ValueShape;
}

macro_rules! shaped {
    ($($type:ty => $shape:ident,)*) => {$(
        impl Shaped for $type {
            fn shape() -> ValueShape {
                ValueShape::$shape
            }
        }
    )*};
}

shaped! {
    f64 => Number,
    i128 => Whole,
    bool => Flag,
    String => Text,
    Date => Day,
    NumberOrText => NumberOrText,
    RawHolidays => Holidays,
    RawSolved => Anything,
}

impl<T: Shaped> Shaped for At<T> {
    fn shape() -> ValueShape {
        T::shape()
    }
}

impl<T: Shaped> Shaped for List<T> {
    fn shape() -> ValueShape {
        ValueShape::List(T::shape)
    }
}

impl<T: Shaped> Shaped for Named<T> {
    fn shape() -> ValueShape {
        ValueShape::Named(T::shape)
    }
}

impl<T: Shaped> Shaped for Maybe<T> {
    fn shape() -> ValueShape {
        ValueShape::Maybe(T::shape)
    }
}
