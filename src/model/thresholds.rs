//! What is kept of pressure, what managers see of it, and how the acceptance threshold answers (model.md, section 5).

use super::clone_by_field::clone_by_field;
use super::setting::Setting;

/// Normal pressure is never taken as less than this (weeks).
// The shift divides by normal pressure: in a service without queues any work would be infinitely more than normal.
pub const LEAST_NORMAL_PRESSURE: f64 = 0.05;

/// Pressure day by day, and the shift it has led to.
#[derive(Debug, Default)]
pub struct Thresholds {
    /// The shift of the acceptance threshold (standard deviations of the estimates at triage).
    pub shift: f64,
    days: Vec<f64>,
    next: usize,
}

clone_by_field!(Thresholds { shift, days, next });

impl Thresholds {
    /// Before the first day.
    pub fn reset(&mut self, setting: &Setting<'_>) {
        self.shift = 0.0;
        self.days.clear();
        self.days.reserve((setting.scenario.triage.smooth_weeks * 7.0) as usize + 1);
        self.next = 0;
    }

    /// Keeps a day's pressure, of so many days.
    pub fn keep(&mut self, pressure: f64, days: usize) {
        if self.days.len() < days {
            self.days.push(pressure);
        } else {
            self.days[self.next] = pressure;
            self.next = (self.next + 1) % days;
        }
    }

    /// Mean of the pressure kept.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        // The sum is made anew: infinite pressure could not be taken out of a running sum again.
        (!self.days.is_empty()).then(|| self.days.iter().sum::<f64>() / self.days.len() as f64)
    }
}

/// Pressure as managers see it: normal, plus the share of the deviation that reaches them.
#[must_use]
pub fn pressure_seen(normal: f64, visibility: f64, mean: f64) -> f64 {
    // A team without staff has infinite pressure, of which no share at all would be no number.
    if visibility == 0.0 { normal } else { normal + visibility * (mean - normal) }
}

/// `clamp(gain * (seen / normal - 1 - dead_band), 0, max_shift)`.
#[must_use]
pub fn pressure_shift(gain: f64, max_shift: f64, dead_band: f64, seen: f64, normal: f64) -> f64 {
    // As above: 0 times infinite pressure is no number.
    if gain == 0.0 {
        return 0.0;
    }
    (gain * (seen / normal - 1.0 - dead_band)).clamp(0.0, max_shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shift_answers_pressure_above_the_dead_band_up_to_its_most() {
        let shift = |seen| pressure_shift(0.5, 0.8, 0.15, seen, 2.0);
        assert_eq!(shift(2.0), 0.0);
        assert_eq!(shift(2.3), 0.0, "inside the dead band");
        assert!((shift(3.0) - 0.5 * 0.35).abs() < 1e-12);
        assert_eq!(shift(f64::INFINITY), 0.8, "a team without staff");
        assert_eq!(pressure_shift(0.0, 0.8, 0.15, f64::INFINITY, 2.0), 0.0);
    }

    #[test]
    fn managers_see_a_share_of_the_deviation() {
        assert!((pressure_seen(2.0, 0.8, 4.0) - 3.6).abs() < 1e-12);
        assert_eq!(pressure_seen(2.0, 0.0, f64::INFINITY), 2.0);
    }
}
