//! The ranges that numbers of a scenario may have.

use std::fmt;

#[cfg(feature = "native")]
use crate::scenario::range::Range;

/// A range a number must lie in, both ends allowed.
// Whatever must be more than 0 has a least value and is not merely above 0: something is divided by nearly all of these, and
// what is divided by the least number that there is has no end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AllowedRange {
    low: f64,
    high: f64,
}

/// From `low` to `high`, both allowed.
pub(crate) const fn from_to(low: f64, high: f64) -> AllowedRange {
    AllowedRange { low, high }
}

/// A share or a probability.
pub(crate) const SHARE: AllowedRange = from_to(0.0, 1.0);
/// A share of something that must exist: one in a million at least.
pub(crate) const SHARE_ABOVE_0: AllowedRange = from_to(0.000_001, 1.0);
/// A factor.
pub(crate) const FACTOR: AllowedRange = from_to(0.0, 100.0);
/// A precision (1 / severity variance).
pub(crate) const PRECISION: AllowedRange = from_to(0.0, 1000.0);
/// Something on the severity scale.
pub(crate) const SEVERITY: AllowedRange = from_to(-100.0, 100.0);
/// Days, two hundred years at most.
pub(crate) const DAYS: AllowedRange = from_to(0.0, MOST_DAYS);
/// Days, more than none: a quarter of an hour at least.
pub(crate) const SOME_DAYS: AllowedRange = from_to(0.01, MOST_DAYS);
/// Hours of one piece of work.
pub(crate) const HOURS: AllowedRange = from_to(0.0, 1000.0);
/// A coefficient of variation.
pub(crate) const CV: AllowedRange = from_to(0.0, 10.0);
/// Events a year.
pub(crate) const PER_YEAR: AllowedRange = from_to(0.0, 365.0);
/// An amount (pounds).
pub(crate) const POUNDS: AllowedRange = from_to(0.0, 1e9);
/// Any number that a measure can be.
pub(crate) const ANY: AllowedRange = from_to(-1e12, 1e12);
/// Any number that a measure can be and that something may be divided by.
pub(crate) const ANY_ABOVE_0: AllowedRange = from_to(0.000_000_001, 1e12);
/// Weeks.
pub(crate) const WEEKS: AllowedRange = from_to(0.0, 520.0);
/// Weeks, more than none: some two hours at least.
pub(crate) const SOME_WEEKS: AllowedRange = from_to(0.01, 520.0);
/// The most days anything lasts: 200 years.
pub(crate) const MOST_DAYS: f64 = 73_050.0;
/// The most of anything counted.
pub(crate) const MOST_COUNTED: u32 = 100_000;
/// Posts or people, part-time ones as a part.
pub(crate) const PEOPLE: AllowedRange = from_to(0.0, MOST_COUNTED as f64);
/// The same, more than none.
pub(crate) const SOME_PEOPLE: AllowedRange = from_to(0.001, MOST_COUNTED as f64);
/// The most entries of a list.
pub(crate) const MOST_ENTRIES: usize = 1000;
/// Working days, ten years at most.
pub(crate) const MOST_WORKING_DAYS: u32 = 2600;

impl AllowedRange {
    pub fn hold(self, value: f64) -> bool {
        // False of what is no number, too.
        (self.low..=self.high).contains(&value)
    }

    /// What was meant by a number outside, where it is a share written in per cent.
    pub fn meant(self, value: f64) -> Option<String> {
        let is_share = (0.0..1.0).contains(&self.low) && self.high.total_cmp(&1.0).is_eq();
        // From 2 on: 1.5 may as well be a share that is a little too large.
        (is_share && (2.0..=100.0).contains(&value))
            .then(|| format!("{value} per cent are written {}", value / 100.0))
    }

    /// The range as the schema and `explain` say it.
    #[cfg(feature = "native")]
    pub fn range(self) -> Range {
        Range::Numbers { low: self.low, high: self.high }
    }

    /// A number that lies within, for going on after a problem.
    pub fn stand_in(self) -> f64 {
        self.low
    }
}

#[cfg(feature = "native")]
impl From<AllowedRange> for Range {
    fn from(limits: AllowedRange) -> Range {
        limits.range()
    }
}

impl fmt::Display for AllowedRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "must be from {} to {}", self.low, self.high)
    }
}
