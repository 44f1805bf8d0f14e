//! What may be said of a difference.

use super::Estimate;

/// What may be said of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
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

impl Verdict {
    /// True where a difference is shown, whichever way.
    #[must_use]
    pub const fn is_shown(self) -> bool {
        matches!(self, Verdict::Less | Verdict::More)
    }
}

impl Estimate {
    /// What may be said of the difference that this is.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self.half_width {
            None if self.not_shown().is_some_and(|(unequal, _)| unequal == 0) => Verdict::Same,
            None if self.not_shown().is_some() => Verdict::NotShown,
            None => Verdict::NoInterval,
            Some(half) if self.mean == 0.0 && half == 0.0 => Verdict::Same,
            Some(_) if !self.excludes_zero() => Verdict::NotShown,
            Some(_) if self.mean < 0.0 => Verdict::Less,
            Some(_) => Verdict::More,
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
        assert_eq!(of(1.0, Some(0.5)), Verdict::More);
        assert_eq!(of(-1.0, Some(0.5)), Verdict::Less);
        assert_eq!(of(1.0, Some(1.5)), Verdict::NotShown);
        assert_eq!(of(0.0, Some(0.0)), Verdict::Same);
        assert_eq!(of(1.0, None), Verdict::NoInterval);
        let pairs = |unequal| {
            let limits = Limits::Pairs { unequal, of: 9 };
            Estimate { limits, ..Estimate::even(1.0, None, 9) }.verdict()
        };
        assert_eq!((pairs(2), pairs(0)), (Verdict::NotShown, Verdict::Same));
        assert!(Verdict::Less.is_shown() && !Verdict::Same.is_shown());
    }
}
