//! Pressure, what managers see of it, and how the acceptance threshold answers (model.md, section 5).

use crate::measure::Counter;
use crate::scenario::{StageId, ThresholdRule};
use crate::time::Days;

use super::collector::clone_by_field;
use super::event::Event;
use super::replication::Replication;
use super::setting::Setting;
use super::work;

/// Normal pressure is never taken as less than this (weeks).
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

    fn keep(&mut self, pressure: f64, days: usize) {
        if self.days.len() < days {
            self.days.push(pressure);
        } else {
            self.days[self.next] = pressure;
            self.next = (self.next + 1) % days;
        }
    }

    fn mean(&self) -> Option<f64> {
        (!self.days.is_empty()).then(|| self.days.iter().sum::<f64>() / self.days.len() as f64)
    }
}

/// Pressure as managers see it: normal, plus the share of the deviation that reaches them.
#[must_use]
pub fn pressure_seen(normal: f64, visibility: f64, mean: f64) -> f64 {
    if visibility == 0.0 { normal } else { normal + visibility * (mean - normal) }
}

/// `clamp(gain * (seen / normal - 1 - dead_band), 0, max_shift)`.
#[must_use]
pub fn pressure_shift(gain: f64, max_shift: f64, dead_band: f64, seen: f64, normal: f64) -> f64 {
    if gain == 0.0 {
        return 0.0;
    }
    (gain * (seen / normal - 1.0 - dead_band)).clamp(0.0, max_shift)
}

impl Replication<'_> {
    /// Weeks of work outstanding in `assess` stages over the weekly hours of the staff in post of the teams that serve them.
    pub(super) fn pressure(&self) -> f64 {
        let setting = self.setting;
        let outstanding = |&stage: &StageId| {
            self.world.visits_left[stage.index()] as f64
                * setting.scenario.stage(stage).hours.nominal()
        };
        let hours: f64 = setting.by_name.stages.iter().map(outstanding).sum();
        let relieves =
            setting.by_name.teams.iter().filter(|team| setting.teams[team.index()].relieves);
        let weekly: f64 = relieves.map(|&team| self.weekly_hours(team)).sum();
        work::weeks(hours, weekly)
    }

    /// Once a day: pressure is kept for the managers' average, and the day's threshold is counted.
    pub(super) fn sample_pressure(&mut self) {
        let setting = self.setting;
        let now = self.now();
        let pressure = self.pressure();
        let days = ((setting.scenario.triage.smooth_weeks * 7.0).round() as usize).max(1);
        self.world.thresholds.keep(pressure, days);
        let seen = self.pressure_seen();
        let shift = self.world.thresholds.shift;
        self.world.collector.add_for_day(setting, now, Counter::ShiftDays, shift);
        if pressure.is_finite() && seen.is_finite() {
            self.world.collector.add_for_day(setting, now, Counter::PressureDays, pressure);
            self.world.collector.add_for_day(setting, now, Counter::PressureSeenDays, seen);
            self.world.collector.add_for_day(setting, now, Counter::PressureBaseDays, 1.0);
        }
    }

    /// What managers see of the pressure.
    pub(super) fn pressure_seen(&self) -> f64 {
        let setting = self.setting;
        let normal = normal_pressure(setting);
        let mean = self.world.thresholds.mean().unwrap_or(normal);
        let visibility =
            (setting.scenario.triage.visibility - self.world.organisation.terms.hidden).max(0.0);
        pressure_seen(normal, visibility, mean)
    }

    /// Managers review the threshold. During the warm-up it does not move.
    pub(super) fn review_threshold(&mut self) {
        let setting = self.setting;
        let now = self.now();
        let triage = &setting.scenario.triage;
        let off = setting.scenario.without.threshold;
        self.world.thresholds.shift = match &triage.rule {
            _ if off => 0.0,
            _ if self.world.organisation.terms.frozen => self.world.thresholds.shift,
            ThresholdRule::Fixed => 0.0,
            ThresholdRule::Pressure { gain, max_shift, dead_band } => pressure_shift(
                *gain,
                *max_shift,
                *dead_band,
                self.pressure_seen(),
                normal_pressure(setting),
            ),
            ThresholdRule::Schedule(shifts) => {
                let begun =
                    |s: &&crate::scenario::ScheduledShift| setting.scenario.time.at(s.from) <= now;
                shifts.iter().rev().find(begun).map_or(0.0, |s| s.shift)
            }
        };
        let next = match &triage.rule {
            ThresholdRule::Schedule(shifts) => {
                shifts.iter().map(|s| setting.scenario.time.at(s.from)).find(|&day| day > now)
            }
            ThresholdRule::Fixed => None,
            ThresholdRule::Pressure { .. } => Some(now + Days(triage.review_days)),
        };
        if let Some(next) = next {
            self.world.events.schedule(next, Event::ThresholdReview);
        }
    }
}

fn normal_pressure(setting: &Setting<'_>) -> f64 {
    setting.solved.pressure_normal.max(LEAST_NORMAL_PRESSURE)
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
