//! One declaration a key: its name, type, range, default, unit, meaning and what it needs, written once.
//!
//! [`block!`] declares a table whose every key stands alone. It makes the struct that the model reads, the struct of the file as
//! written, reading, checking, writing back and what the schema, `explain` and the warnings about idle keys say. [`keys!`]
//! declares the keys of a table whose struct is put together by hand, because its keys cross; each key declared with a
//! [`Kind`] is then read by a method of its own name: `raw.share(check)`.
//!
//! ```text
//! blame_per_tragedy: f64 = Number(FACTOR) {
//!     what: "Blame that a public tragedy brings",          // the meaning, also in the docs of the field
//!     unit: "blame",
//!     default: 1.0,                                        // as TOML; without one the key must be written
//!     needs: ["feedback.public_probability > 0"],          // without it the key does nothing; see `needs`
//!     evidence: nothing,                                   // no assumption about the world; `factor`: none at 1
//!     dated: true,                                         // `[[schedule]]` may give it another value from a day on
//!     used: "model::organisation::culture",                // where it is not the table's
//! }
//! ```
//!
//! Only what crosses keys is written by hand, in `check` and `resolved`.

use super::check::Checker;
use super::raw::{At, Read, Shaped};
use super::{Scenario, resolved};

/// What a key declares besides its type.
#[derive(Debug)]
pub(crate) struct KeyFacts {
    /// What it is where a file says nothing, as TOML; empty where it must be written, is then off, or crosses other keys.
    pub default: &'static str,
    /// Conditions without which it does nothing; see [`super::needs`].
    pub needs: &'static [&'static str],
    /// What evidence may say of it.
    pub evidence: Carries,
    /// Whether `[[schedule]]` may give it another value from a day on: somebody decides it, or the world changes it on a known day,
    /// and the model reads it whenever it is used.
    pub dated: bool,
    /// What people are told.
    #[cfg(feature = "native")]
    pub told: KeyWords,
}

/// What people are told of a key. None of it goes into the browser's engine.
#[cfg(feature = "native")]
#[derive(Debug)]
pub(crate) struct KeyWords {
    /// What it means.
    pub what: &'static str,
    /// Its unit; empty where it has none.
    pub unit: &'static str,
    /// What it may be.
    pub range: fn() -> crate::scenario::range::Range,
    /// The module of this library that uses it.
    pub used: &'static str,
}

/// Whether a number is an assumption about the world, which evidence has to speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carries {
    /// It is, unless it is 0: that switches off.
    Number,
    /// It is, unless it is 0 or 1: a factor of one.
    Factor,
    /// It is not, nor is anything below it: a setting of the run, or a decision that is asked about.
    Nothing,
}

/// A table whose every key stands alone.
pub(crate) trait KeyTable: Sized {
    /// The table as written.
    type Raw: Read + Shaped + Clone + Default;

    /// Its values, each within its limits or noted.
    fn checked(check: &mut Checker, raw: &At<Self::Raw>) -> Self;

    /// Its keys and values as TOML, in the order of the format.
    fn entries(&self, scenario: &Scenario) -> Vec<(&'static str, String)>;
}

/// A table on one line.
pub(crate) fn inline(block: &impl KeyTable, scenario: &Scenario) -> String {
    resolved::table(&block.entries(scenario))
}

/// The keys of a table as it is written: a struct with every key optional, how it is read, and a method for each key that has
/// a kind.
macro_rules! keys {
    (
        $(#[$meta:meta])*
        $raw:ident, used $used:literal {
            $(
                $field:ident $(as $key:literal)? : $type:ty $(= $kind:ident ( $($arg:expr),* $(,)? ))? {
                    $($declared:tt)*
                }
            )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default)]
        pub(crate) struct $raw {
            $(pub $field: Option<
                $crate::scenario::raw::At<$crate::scenario::declare::raw_type!($type $(, $kind)?)>
            >,)*
        }

        impl $raw {
            /// Every key of the table.
            pub const KEYS: &'static [&'static str] =
                &[$($crate::scenario::raw::raw_key!($field $($key)?)),*];
        }

        impl $crate::scenario::raw::Shaped for $raw {
            fn shape() -> $crate::scenario::raw::ValueShape {
                use $crate::scenario::declare;
                $crate::scenario::raw::ValueShape::Table(vec![$($crate::scenario::raw::Field {
                    name: $crate::scenario::raw::raw_key!($field $($key)?),
                    shape: <declare::raw_type!($type $(, $kind)?)
                        as $crate::scenario::raw::Shaped>::shape,
                    // In a const block, so that the reference is static: the registry keeps it.
                    facts: const { &declare::facts!(
                        { $($declared)* } $used, $type $(, $kind, ($($arg),*))?
                    ) },
                }),*])
            }
        }

        impl $crate::scenario::raw::Read for $raw {
            fn read(
                node: &$crate::scenario::document::Node,
                reader: &mut $crate::scenario::raw::Reader<'_>,
            ) -> Option<$raw> {
                let table = reader.table(node)?;
                let mut raw = $raw::default();
                for entry in &table.entries {
                    match entry.key.as_str() {
                        $($crate::scenario::raw::raw_key!($field $($key)?) => {
                            reader.field(entry, &mut raw.$field);
                        })*
                        _ => reader.unknown_key(entry, table, $raw::KEYS),
                    }
                }
                Some(raw)
            }
        }

        #[allow(clippy::wrong_self_convention, reason = "a method has the name of its key")]
        impl $crate::scenario::raw::At<$raw> {
            $($crate::scenario::declare::method!(
                $field, $crate::scenario::raw::raw_key!($field $($key)?), $type
                $(, $kind, ($($arg),*))?
            );)*
        }
    };
}

/// What a key declares; a block of a mechanism has it where the mechanism stands.
macro_rules! facts {
    ({ as $facts:path } $($rest:tt)*) => {
        $facts
    };
    (
        {
            what: $what:literal
            $(, unit: $unit:literal)?
            $(, range: $range:expr)?
            $(, default: $default:tt)?
            $(, needs: [ $($need:literal),+ $(,)? ])?
            $(, evidence: $evidence:ident)?
            $(, dated: $dated:literal)?
            $(, used: $own:literal)?
            $(,)?
        }
        $used:literal, $type:ty $(, $kind:ident, $args:expr)?
    ) => {
        $crate::scenario::declare::KeyFacts {
            default: $crate::scenario::declare::first!($(stringify!($default),)? ""),
            needs: &[$($($need),+)?],
            evidence: $crate::scenario::declare::carries!($($evidence)?),
            dated: $crate::scenario::declare::first!($($dated,)? false),
            #[cfg(feature = "native")]
            told: $crate::scenario::declare::KeyWords {
                what: $what,
                unit: $crate::scenario::declare::first!($($unit,)? ""),
                range: $crate::scenario::declare::range!($($range)? ; $type $(, $kind, $args)?),
                used: $crate::scenario::declare::first!($($own,)? $used),
            },
        }
    };
}

/// The same, and the struct that the model reads, with one field a key.
macro_rules! block {
    (
        $(#[$meta:meta])*
        pub struct $name:ident read as $raw:ident, used $used:literal {
            $(
                $(#[$more:meta])*
                $field:ident $(as $key:literal)? : $type:ty = $kind:ident ( $($arg:expr),* $(,)? ) {
                    what: $what:literal
                    $(, unit: $unit:literal)?
                    $(, range: $range:expr)?
                    $(, default: $default:tt)?
                    $(, needs: [ $($need:literal),+ $(,)? ])?
                    $(, evidence: $evidence:ident)?
                    $(, dated: $dated:literal)?
                    $(, used: $own:literal)?
                    $(,)?
                }
            )*
        }
    ) => {
        $(#[$meta])*
        pub struct $name {
            $(
                #[doc = concat!($what $(, " (", $unit, ")")?, ".")]
                #[doc = ""]
                $(#[$more])*
                pub $field: $type,
            )*
        }

        $crate::scenario::declare::keys! {
            /// The table as it is written.
            $raw, used $used {
                $(
                    $field $(as $key)? : $type = $kind($($arg),*) {
                        what: $what
                        $(, unit: $unit)?
                        $(, range: $range)?
                        $(, default: $default)?
                        $(, needs: [$($need),+])?
                        $(, evidence: $evidence)?
                        $(, dated: $dated)?
                        $(, used: $own)?
                    }
                )*
            }
        }

        impl $crate::scenario::declare::KeyTable for $name {
            type Raw = $raw;

            fn checked(
                check: &mut $crate::scenario::check::Checker,
                raw: &$crate::scenario::raw::At<$raw>,
            ) -> $name {
                $name { $($field: raw.$field(check)),* }
            }

            fn entries(
                &self,
                scenario: &$crate::scenario::Scenario,
            ) -> Vec<(&'static str, String)> {
                [$((
                    $crate::scenario::raw::raw_key!($field $($key)?),
                    <$kind as $crate::scenario::kinds::Kind<$type>>::written(
                        &self.$field,
                        ($($arg),*),
                        scenario,
                    ),
                )),*]
                .into_iter()
                .filter_map(|(key, written)| Some((key, written?)))
                .collect()
            }
        }
    };
}

/// The type of a key as it is written: that of its kind, or the one declared.
macro_rules! raw_type {
    ($type:ty) => {
        $type
    };
    ($type:ty, $kind:ident) => {
        <$kind as $crate::scenario::kinds::Kind<$type>>::Raw
    };
}

/// The method that reads a key with a kind.
macro_rules! method {
    // A key without a kind crosses others and is read by hand.
    ($field:ident, $key:expr, $type:ty) => {};
    ($field:ident, $key:expr, $type:ty, $kind:ident, $args:expr) => {
        /// The key of that name: its value, or what it was noted to be missing or wrong and a stand-in.
        pub fn $field(&self, check: &mut $crate::scenario::check::Checker) -> $type {
            let site = $crate::scenario::kinds::Site { block: &self.place, key: $key };
            <$kind as $crate::scenario::kinds::Kind<$type>>::take(
                check,
                site,
                self.value.$field.as_ref(),
                $args,
            )
        }
    };
}

/// What a key may be: as declared, or as its kind says.
#[cfg(feature = "native")]
macro_rules! range {
    (; $type:ty) => {
        || $crate::scenario::range::Range::Any
    };
    (; $type:ty, $kind:ident, $args:expr) => {
        || <$kind as $crate::scenario::kinds::Kind<$type>>::range($args)
    };
    ($range:expr; $($rest:tt)*) => {
        || $crate::scenario::range::Range::from($range)
    };
}

macro_rules! carries {
    () => {
        $crate::scenario::declare::Carries::Number
    };
    (factor) => {
        $crate::scenario::declare::Carries::Factor
    };
    (nothing) => {
        $crate::scenario::declare::Carries::Nothing
    };
}

/// The first of some expressions.
macro_rules! first {
    ($first:expr $(, $rest:expr)*) => {
        $first
    };
}

#[cfg(feature = "native")]
pub(crate) use range;
pub(crate) use {block, carries, facts, first, keys, method, raw_type};
