//! What may be said of a difference.

use super::Estimate;

/// What may be said of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DifferenceVerdict {
    /// It is 0 in every replication.
    Same,
    /// It is less than 0, and the interval excludes 0.
    Less,
    /// It is more than 0, and the interval excludes 0.
    More,
    /// The interval includes 0, or too few pairs differ to make one.
    NotShown,
    /// One replication cannot tell.
    NoInterval,
}

impl DifferenceVerdict {
    /// True where a difference is shown, whichever way.
    #[must_use]
    pub const fn is_shown(self) -> bool {
        matches!(self, DifferenceVerdict::Less | DifferenceVerdict::More)
    }
}

impl Estimate {
    /// What may be said of the difference that this is.
    #[must_use]
    pub fn verdict(&self) -> DifferenceVerdict {
        match self.half_width {
            None if self.not_shown().is_some_and(|(unequal, _)| unequal == 0) => {
                DifferenceVerdict::Same
            }
            None if self.not_shown().is_some() => DifferenceVerdict::NotShown,
            None => DifferenceVerdict::NoInterval,
            Some(half) if self.mean == 0.0 && half == 0.0 => DifferenceVerdict::Same,
            Some(_) if !self.excludes_zero() => DifferenceVerdict::NotShown,
            Some(_) if self.mean < 0.0 => DifferenceVerdict::Less,
            Some(_) => DifferenceVerdict::More,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Limits;

    #[test]
    fn no_more_is_said_than_the_interval_shows() {
        let of = |mean, half| Estimate::even(mean, half, 9).verdict();
        assert_eq!(of(1.0, Some(0.5)), DifferenceVerdict::More);
        assert_eq!(of(-1.0, Some(0.5)), DifferenceVerdict::Less);
        assert_eq!(of(1.0, Some(1.5)), DifferenceVerdict::NotShown);
        assert_eq!(of(0.0, Some(0.0)), DifferenceVerdict::Same);
        assert_eq!(of(1.0, None), DifferenceVerdict::NoInterval);
        let pairs = |unequal| {
            let limits = Limits::Pairs { unequal, of: 9 };
            Estimate { limits, ..Estimate::even(1.0, None, 9) }.verdict()
        };
        assert_eq!((pairs(2), pairs(0)), (DifferenceVerdict::NotShown, DifferenceVerdict::Same));
        assert!(DifferenceVerdict::Less.is_shown() && !DifferenceVerdict::Same.is_shown());
    }
}
