//! Prevention: staff who no longer meet children in danger, so that fewer come to be in danger
//! years later (model.md, section 8).

use crate::measure::Counter;
use crate::model::chance::Draw;
use crate::model::replication::Replication;
use crate::scenario::{self, ClassId};

use super::happening::Happening;

/// The share of onsets prevented `days` after the start: `max_reduction * fte/(fte + half_fte) * (1 - exp(-days/lag_days))`.
#[must_use]
pub fn reduction(prevention: &scenario::Prevention, days: f64) -> f64 {
    if days <= 0.0 || prevention.fte <= 0.0 {
        return 0.0;
    }
    let staff = prevention.fte / (prevention.fte + prevention.half_fte);
    let built =
        if prevention.lag_days > 0.0 { -libm::expm1(-days / prevention.lag_days) } else { 1.0 };
    prevention.max_reduction * staff * built
}

impl Replication<'_> {
    pub(super) fn schedule_prevention(&mut self) {
        let setting = self.setting;
        let Some(prevention) = &setting.scenario.prevention else { return };
        let time = &setting.scenario.time;
        self.schedule_happening(time.at(prevention.start), Happening::PreventionBegins);
        if prevention.from_team.is_some() {
            let day = time.at(prevention.staff_move).max(time.at(prevention.start));
            self.schedule_happening(day, Happening::PreventionTakesStaff);
        }
    }

    pub(super) fn prevention_begins(&mut self) {
        let Some(prevention) = &self.setting.scenario.prevention else { return };
        self.world.organisation.prevention.fte = prevention.fte;
        self.level(Counter::PreventionDays, 0, prevention.fte);
    }

    /// The team gives its staff: from now on those in prevention are these.
    pub(super) fn prevention_takes_staff(&mut self) {
        let Some(prevention) = &self.setting.scenario.prevention else { return };
        if let Some(team) = prevention.from_team {
            self.give_up_staff(team, prevention.fte);
        }
    }

    /// Whether a child who would have come to be at risk now does not, thanks to prevention.
    pub(in crate::model) fn is_prevented(&self, class: ClassId, number: u64) -> bool {
        let setting = self.setting;
        let Some(prevention) = &setting.scenario.prevention else { return false };
        let days = (self.now() - setting.scenario.time.at(prevention.start)).0;
        let draw = Draw::Prevention { class: setting.by_name.class(class), number };
        let luck = || self.chance(draw).uniform();
        self.world.organisation.prevention.fte > 0.0 && luck() < reduction(prevention, days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::organisation::tests::{STEADY, counted, odd, one, prevention};
    use crate::scenario::{Grade, TeamId};
    use jiff::civil::date;

    #[test]
    fn the_saving_comes_years_after_the_staff_have_gone() {
        let prevention = scenario::Prevention {
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

    #[test]
    fn prevention_prevents_its_share() {
        let mut scenario = odd(&[]);
        // Lag 0, 3 of 3 + 1 staff: 0.4 * 0.75.
        scenario.prevention = Some(prevention(0.4));
        let classes = scenario.risk.len();
        let [prevented, came] = counted(
            &scenario,
            8,
            &[(Counter::OnsetsPrevented, classes), (Counter::OnsetsByClass, classes)],
        )[..] else {
            unreachable!("two counters")
        };
        let n = prevented + came;
        let share = prevented / n;
        assert!((share - 0.3).abs() < 4.0 * (0.3 * 0.7 / n).sqrt(), "{share} of {n}");
        let days = (scenario.time.horizon() - scenario.time.observed_from()).0;
        assert!((one(&scenario, 1, Counter::PreventionDays, 0) - 3.0 * days).abs() < 1e-6);
    }

    #[test]
    fn staff_given_to_prevention_leave_the_front_line_for_good() {
        let mut scenario = odd(&STEADY);
        let long_term = TeamId::from_index(2);
        scenario.prevention = Some(scenario::Prevention {
            from_team: Some(long_term),
            fte: 1.5,
            staff_move: date(2021, 8, 2),
            ..prevention(0.4)
        });
        let (time, posts) = (&scenario.time, scenario.team(long_term).post_count() as f64);
        let (from, to, moved) = (time.observed_from(), time.horizon(), time.at(date(2021, 8, 2)));
        let all: f64 = Grade::ALL
            .iter()
            .map(|&grade| one(&scenario, 1, Counter::GradeDays, grade as usize))
            .sum();
        let fte: f64 = scenario.teams.iter().map(scenario::Team::fte).sum();
        let expected = fte * (to - from).0 - 1.5 * (to - moved).0;
        assert!((all - expected).abs() < 1e-6, "paid at the front line {all}, {expected} by hand");
        let in_post = one(&scenario, 1, Counter::InPostDays, 2);
        assert!(
            (in_post - (posts * (to - from).0 - (to - moved).0)).abs() < 1e-6,
            "one whole post and half of another"
        );
    }
}
