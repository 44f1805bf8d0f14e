//! How much work is outstanding, and what managers do about the threshold (model.md, section 5).

use crate::measure::Counter;
use crate::scenario::ThresholdRule;
use crate::time::Days;

use super::event::Event;
use super::replication::Replication;
use super::rush;
use super::setting::Setting;
use super::thresholds::{LEAST_NORMAL_PRESSURE, pressure_seen, pressure_shift};

impl Replication<'_> {
    /// Weeks of work outstanding in `assess` stages over the weekly hours of the staff in post of the teams that serve them.
    pub(super) fn pressure(&self) -> f64 {
        let setting = self.setting;
        let hours = self.world.outstanding.hours(setting);
        let shares_pressure =
            setting.by_name.teams.iter().filter(|team| setting.teams[team.index()].shares_pressure);
        let weekly: f64 = shares_pressure.map(|&team| self.weekly_hours(team)).sum();
        rush::weeks(hours, weekly)
    }

    /// Once a day: pressure is kept for the managers' average, and the day's threshold is counted.
    pub(super) fn sample_pressure(&mut self) {
        let setting = self.setting;
        let now = self.now();
        let pressure = self.pressure();
        let days = ((setting.scenario.triage.smooth_weeks * 7.0).round() as usize).max(1);
        // The day's pressure is kept first, so that managers see it.
        self.world.thresholds.keep(pressure, days);
        let seen = self.pressure_seen();
        let shift = self.world.thresholds.shift;
        self.world.collector.add_for_day(setting, now, Counter::ShiftDays, shift);
        // A day without staff would make every mean infinite: it is left out of both sides.
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
        let visibility = (setting.scenario.triage.visibility
            - self.world.organisation.conditions.concealed_pressure)
            .max(0.0);
        pressure_seen(normal, visibility, mean)
    }

    /// What managers see of the pressure, as a multiple of normal.
    pub(super) fn relative_pressure_seen(&self) -> f64 {
        self.pressure_seen() / normal_pressure(self.setting)
    }

    // Where the rule puts the threshold now (standard deviations); where it is frozen, where it stands.
    fn threshold_shift(&self) -> f64 {
        let setting = self.setting;
        let triage = &setting.scenario.triage;
        let off = setting.scenario.without.threshold;
        match &triage.rule {
            _ if off => 0.0,
            _ if self.world.organisation.conditions.frozen => self.world.thresholds.shift,
            ThresholdRule::Fixed => 0.0,
            ThresholdRule::Pressure { gain, max_shift, dead_band } => pressure_shift(
                *gain,
                *max_shift,
                *dead_band,
                self.pressure_seen(),
                normal_pressure(setting),
            ),
            ThresholdRule::Schedule(shifts) => {
                let begun = |s: &&crate::scenario::ScheduledShift| {
                    setting.scenario.time.at(s.from) <= self.now()
                };
                // Checked schedules are in order of date: the last that has begun holds.
                shifts.iter().rev().find(begun).map_or(0.0, |s| s.shift)
            }
        }
    }

    /// A freeze has ended. A schedule says where the threshold stands from now on; under pressure the next review does.
    pub(super) fn threshold_thaws(&mut self) {
        if matches!(self.setting.scenario.triage.rule, ThresholdRule::Schedule(_)) {
            self.world.thresholds.shift = self.threshold_shift();
        }
    }

    /// Managers review the threshold. During the warm-up it does not move.
    pub(super) fn review_threshold(&mut self) {
        let setting = self.setting;
        let now = self.now();
        let triage = &setting.scenario.triage;
        self.world.thresholds.shift = self.threshold_shift();
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
    use crate::model::tests::quiet;

    #[test]
    fn pressure_is_outstanding_work_over_the_hours_of_those_who_assess() {
        let mut run = quiet(&[]);
        assert_eq!(run.pressure(), 0.0);
        for _ in 0..4 {
            run.entered_with(0, 1.5, "assessment");
        }
        let weekly = run.weekly_hours(run.team("assessment"));
        assert!((run.pressure() - 4.0 * 3.0 * 4.7 / weekly).abs() < 1e-12);
    }

    #[test]
    fn a_review_moves_the_threshold_unless_it_is_frozen() {
        let mut run = quiet(&[]);
        run.world.thresholds.shift = 0.25;
        run.world.organisation.conditions.frozen = true;
        run.review_threshold();
        assert_eq!(run.world.thresholds.shift, 0.25);
        run.world.organisation.conditions.frozen = false;
        run.review_threshold();
        assert_eq!(run.world.thresholds.shift, 0.0, "there is no pressure");
    }

    #[test]
    fn a_scheduled_shift_that_fell_into_a_freeze_holds_when_the_freeze_ends() {
        let mut run =
            quiet(&["triage.rule=schedule", "triage.schedule=[{from=2021-01-05,shift=0.4}]"]);
        run.world.organisation.conditions.frozen = true;
        run.run_until(crate::time::SimTime::from_days(40.0));
        run.review_threshold();
        assert_eq!(run.world.thresholds.shift, 0.0, "it stands where it stood");
        run.world.organisation.conditions.frozen = false;
        run.threshold_thaws();
        assert_eq!(run.world.thresholds.shift, 0.4);
    }
}
