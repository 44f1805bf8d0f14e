//! Prevention: staff who no longer meet children in danger, so that fewer come to be in danger
//! years later (model.md, section 8).

use crate::mechanisms::prevention::counters::Counted as PreventionCounted;
use crate::mechanisms::prevention::keys;
use crate::model::chance::Purpose;
use crate::model::observation::Observation;
use crate::model::setting::Setting;
use crate::model::world::World;
use crate::scenario::ClassId;

use super::Happening;

/// Staff at work in prevention.
#[derive(Clone, Copy, Debug, Default)]
pub struct Prevention {
    fte: f64,
}

/// The share of onsets prevented `days` after the start: `max_reduction * fte/(fte + half_fte) * (1 - exp(-days/lag_days))`.
#[must_use]
pub fn reduction(prevention: &keys::Prevention, days: f64) -> f64 {
    if days <= 0.0 || prevention.fte <= 0.0 {
        return 0.0;
    }
    let staff = prevention.fte / (prevention.fte + prevention.half_fte);
    let built =
        if prevention.lag_days > 0.0 { -libm::expm1(-days / prevention.lag_days) } else { 1.0 };
    prevention.max_reduction * staff * built
}

impl World {
    pub(super) fn schedule_prevention(&mut self, setting: &Setting<'_>) {
        let Some(prevention) = &setting.scenario.mechanisms.prevention else { return };
        let time = &setting.scenario.time;
        self.schedule_happening(time.at(prevention.start), Happening::PreventionBegins);
        if prevention.from_team.is_some() {
            let day = time.at(prevention.staff_move).max(time.at(prevention.start));
            self.schedule_happening(day, Happening::PreventionTakesStaff);
        }
    }

    pub(super) fn prevention_begins(&mut self, setting: &Setting<'_>) {
        let Some(prevention) = &setting.scenario.mechanisms.prevention else { return };
        self.organisation.prevention.fte = prevention.fte;
        self.observe(
            setting,
            Observation::Level {
                of: PreventionCounted::PreventionDays.into(),
                member: 0,
                by: prevention.fte,
            },
        );
    }

    /// The team gives its staff: from now on those in prevention are these.
    pub(super) fn prevention_takes_staff(&mut self, setting: &Setting<'_>) {
        let Some(prevention) = &setting.scenario.mechanisms.prevention else { return };
        if let Some(team) = prevention.from_team {
            self.give_up_staff(setting, team, prevention.fte);
        }
    }

    /// Whether a child who would have come to be at risk now does not, thanks to prevention.
    pub(in crate::model) fn is_prevented(
        &self,
        setting: &Setting<'_>,
        class: ClassId,
        number: u64,
    ) -> bool {
        let Some(prevention) = &setting.scenario.mechanisms.prevention else { return false };
        let days = (self.now() - setting.scenario.time.at(prevention.start)).0;
        let luck =
            || self.chance(Purpose::Culture, [setting.by_name.class(class), 6, number]).uniform();
        self.organisation.prevention.fte > 0.0 && luck() < reduction(prevention, days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_saving_comes_years_after_the_staff_have_gone() {
        let prevention = keys::Prevention {
            from_team: None,
            fte: 3.0,
            start: date(2007, 4, 2),
            staff_move: date(2007, 4, 2),
            lag_days: 730.0,
            half_fte: 6.0,
            max_reduction: 0.3,
        };
        assert_eq!(reduction(&prevention, -1.0), 0.0);
        assert_eq!(reduction(&prevention, 0.0), 0.0);
        assert!(
            (reduction(&prevention, 730.0) - 0.3 / 3.0 * 0.632_120_558_828_557_7).abs() < 1e-12
        );
        assert!((reduction(&prevention, 1e6) - 0.1).abs() < 1e-12);
    }
}
