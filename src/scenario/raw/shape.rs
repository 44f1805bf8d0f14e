//! What kind of value each key takes, from the same types that read it: what a schema is made of.

use jiff::civil::Date;

use super::{At, List, Maybe, Named, NumberOrText, RawHolidays, RawSolved};
use crate::scenario::declare::Facts;

/// A key of a table.
pub(crate) struct Field {
    /// Its name.
    pub name: &'static str,
    /// The shape of its value.
    pub shape: fn() -> Shape,
    /// What else it declares.
    pub facts: &'static Facts,
}

/// The kind of a value.
pub(crate) enum Shape {
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
    Named(fn() -> Shape),
    /// A list.
    List(fn() -> Shape),
    /// A value, or the word that there is none.
    Maybe(fn() -> Shape),
    /// A word, or a list of pairs of days.
    Holidays,
    /// Whatever `check --resolved` prints there.
    Anything,
}

/// A type that knows its shape.
pub(crate) trait Shaped {
    /// It.
    fn shape() -> Shape;
}

macro_rules! shaped {
    ($($type:ty => $shape:ident,)*) => {$(
        impl Shaped for $type {
            fn shape() -> Shape {
                Shape::$shape
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
    fn shape() -> Shape {
        T::shape()
    }
}

impl<T: Shaped> Shaped for List<T> {
    fn shape() -> Shape {
        Shape::List(T::shape)
    }
}

impl<T: Shaped> Shaped for Named<T> {
    fn shape() -> Shape {
        Shape::Named(T::shape)
    }
}

impl<T: Shaped> Shaped for Maybe<T> {
    fn shape() -> Shape {
        Shape::Maybe(T::shape)
    }
}
