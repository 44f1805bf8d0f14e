//! Overtime: how much a worker works beyond contract when work queues, and what is remembered of it (model.md, section 6).

use crate::scenario::Overtime;

/// Weeks over which overtime is averaged for its price.
pub const WEEKS: usize = 8;

/// The overtime of a worker's last eight weeks (share of contracted hours each). Weeks before they came count as none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OvertimeWeeks {
    weeks: [f64; WEEKS],
    next: u8,
}

impl OvertimeWeeks {
    /// Keeps a week, in place of the one eight weeks ago.
    pub fn keep(&mut self, share: f64) {
        self.weeks[usize::from(self.next)] = share;
        self.next = (self.next + 1) % WEEKS as u8;
    }

    /// Their mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        // The sum is made anew: a running one would not come back to 0.
        self.weeks.iter().sum::<f64>() / WEEKS as f64
    }
}

/// Overtime as a share of contracted hours: `share * (1 - 2^(-max(0, queued - onset) / half))`.
#[must_use]
pub fn share_of_hours(overtime: Overtime, queued_weeks: f64) -> f64 {
    // Infinitely many weeks leave the most: 2 to the power of minus infinity is 0.
    let over = (queued_weeks - overtime.onset_weeks).max(0.0);
    overtime.share * (1.0 - libm::exp2(-over / overtime.half_weeks))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overtime_begins_at_its_onset_and_comes_half_way_in_its_half_weeks() {
        let overtime = Overtime { share: 0.2, onset_weeks: 0.5, half_weeks: 0.25, price: 0.0 };
        let worked = |queued| share_of_hours(overtime, queued);
        assert_eq!([worked(0.0), worked(0.5)], [0.0, 0.0]);
        assert!((worked(0.75) - 0.1).abs() < 1e-15 && (worked(1.0) - 0.15).abs() < 1e-15);
        assert_eq!(worked(f64::INFINITY), 0.2, "work without anybody there");
    }

    #[test]
    fn the_mean_is_over_eight_weeks_and_those_before_the_first_count_as_none() {
        let mut weeks = OvertimeWeeks::default();
        weeks.keep(0.16);
        assert!((weeks.mean() - 0.02).abs() < 1e-15);
        (1..8).for_each(|_| weeks.keep(0.08));
        assert!((weeks.mean() - 0.09).abs() < 1e-15);
        weeks.keep(0.08);
        assert!((weeks.mean() - 0.08).abs() < 1e-15, "the first is forgotten");
        (0..8).for_each(|_| weeks.keep(0.0));
        assert_eq!(weeks.mean(), 0.0);
    }
}
