//! Money in a unit that reads well.

use crate::stats::Estimate;

/// How money is written: in thousands or in millions of pounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pounds {
    /// `thousand` or `million`.
    pub word: &'static str,
    each: f64,
}

impl Pounds {
    /// Thousands of pounds.
    pub const THOUSAND: Pounds = Pounds { word: "thousand", each: 1e3 };
    /// Millions of pounds.
    pub const MILLION: Pounds = Pounds { word: "million", each: 1e6 };

    /// The unit in which sums of this size read well.
    #[must_use]
    pub fn for_sums_of(pounds: f64) -> Pounds {
        // A choice: sums below two million would lose most of their digits in millions.
        if pounds.abs() < 2e6 { Pounds::THOUSAND } else { Pounds::MILLION }
    }

    /// Pounds in this unit.
    #[must_use]
    pub fn of(self, estimate: &Estimate) -> Estimate {
        estimate.times(1.0 / self.each)
    }
}
