//! Prevention in the model: staff who no longer meet children in danger, so that fewer come to be in danger years later
//! (model.md, section 8).

use super::counters::Counted;
use super::keys::Prevention;
use super::state::{Happening, OfChild};
use crate::model::Replication;
use crate::model::chance::Draw;
use crate::model::organisation::mechanism::Mechanism;
use crate::scenario::ClassId;

/// The number of its draws among those of the organisation.
// The number stays as it is: another one gives other chance.
const DRAW: u64 = 6;

/// All such numbers.
#[cfg(test)]
pub(crate) const DRAWS: &[u64] = &[DRAW];

/// The share of onsets prevented `days` after the start: `max_reduction * fte/(fte + half_fte) * (1 - exp(-days/lag_days))`.
pub(crate) fn reduction(prevention: &Prevention, days: f64) -> f64 {
    if days <= 0.0 || prevention.fte <= 0.0 {
        return 0.0;
    }
    let staff = prevention.fte / (prevention.fte + prevention.half_fte);
    // `expm1` keeps the digits of the first days, where 1 less a number near 1 would lose them.
    let built =
        if prevention.lag_days > 0.0 { -libm::expm1(-days / prevention.lag_days) } else { 1.0 };
    prevention.max_reduction * staff * built
}

/// Prevention at each moment.
pub(crate) struct Handlers;

impl Mechanism for Handlers {
    type Happening = Happening;
    type OfChild = OfChild;

    fn begin(run: &mut Replication<'_>) {
        run.schedule_prevention();
    }

    fn happens(run: &mut Replication<'_>, what: Happening) {
        match what {
            Happening::Begins => run.prevention_begins(),
            Happening::TakesStaff => run.prevention_takes_staff(),
        }
    }

    fn prevents(run: &mut Replication<'_>, class: ClassId, number: u64) -> bool {
        let setting = run.setting;
        let Some(prevention) = &setting.scenario.mechanisms.prevention else { return false };
        let days = (run.now() - setting.scenario.time.at(prevention.start)).0;
        // The key is the child's class and number: more staff prevent the same onsets and some more, and no other
        // draw moves.
        let draw = Draw::Mechanism { which: DRAW, of: setting.by_name.class(class), number };
        let prevented = run.world.organisation.mechanisms.prevention.fte > 0.0
            && run.chance(draw).uniform() < reduction(prevention, days);
        if prevented {
            run.count(Counted::OnsetsPrevented.into(), class.index(), 1.0);
        }
        prevented
    }
}

impl Replication<'_> {
    fn schedule_prevention(&mut self) {
        let setting = self.setting;
        let Some(prevention) = &setting.scenario.mechanisms.prevention else { return };
        let time = &setting.scenario.time;
        self.schedule_organisation_event(time.at(prevention.start), Happening::Begins.into());
        if prevention.from_team.is_some() {
            let day = time.at(prevention.staff_move).max(time.at(prevention.start));
            self.schedule_organisation_event(day, Happening::TakesStaff.into());
        }
    }

    fn prevention_begins(&mut self) {
        let Some(prevention) = &self.setting.scenario.mechanisms.prevention else { return };
        self.world.organisation.mechanisms.prevention.fte = prevention.fte;
        self.level(Counted::PreventionDays.into(), 0, prevention.fte);
    }

    /// The team gives its staff: from now on those in prevention are these.
    fn prevention_takes_staff(&mut self) {
        let Some(prevention) = &self.setting.scenario.mechanisms.prevention else { return };
        if let Some(team) = prevention.from_team {
            // The hours in prevention stay as they are: until now they were worked by new staff.
            self.give_up_staff(team, prevention.fte);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_saving_comes_years_after_the_staff_have_gone() {
        let prevention = Prevention {
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
