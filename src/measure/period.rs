//! Which stretch of the observed time a number is about.

use std::fmt;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// A period that measures are given for. Its text is the key of every table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodId {
    /// All that is observed.
    Observed,
    /// Before the first publicity of the observed time.
    Before,
    /// The year after it, or as much of one as is observed.
    YearAfter,
    /// What is observed after that year.
    Later,
    /// A target's own: first and last day.
    Between(Date, Date),
}

impl fmt::Display for PeriodId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PeriodId::Observed => f.write_str("observed"),
            PeriodId::Before => f.write_str("before"),
            PeriodId::YearAfter => f.write_str("year_after"),
            PeriodId::Later => f.write_str("later"),
            PeriodId::Between(first, last) => write!(f, "{first}..{last}"),
        }
    }
}

impl Serialize for PeriodId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_the_keys_of_published_tables() {
        let between =
            PeriodId::Between(jiff::civil::date(2008, 4, 1), jiff::civil::date(2009, 3, 31));
        let all =
            [PeriodId::Observed, PeriodId::Before, PeriodId::YearAfter, PeriodId::Later, between];
        assert_eq!(
            all.map(|id| id.to_string()),
            ["observed", "before", "year_after", "later", "2008-04-01..2009-03-31"]
        );
        assert_eq!(serde_json::to_string(&between).expect("text"), "\"2008-04-01..2009-03-31\"");
    }
}
