//! What a value may be, as the schema and `explain` say it.

/// What a value may be.
#[derive(Clone, Debug, PartialEq)]
pub enum Range {
    /// Its meaning says it, or its kind does.
    Any,
    /// A number.
    Numbers {
        /// The least.
        low: f64,
        /// The most.
        high: f64,
    },
    /// One of these words.
    Words(Vec<&'static str>),
}

impl<const N: usize> From<[&'static str; N]> for Range {
    fn from(words: [&'static str; N]) -> Range {
        Range::Words(words.into())
    }
}
