//! What pressure asks of workers: how long they work when work queues, and what that costs in sickness and leaving
//! (model.md, sections 6 and 7).

use crate::measure::Counter;
use crate::scenario::{Overtime, TeamId};

use super::ids::WorkerId;
use super::overtime::share_of_hours;
use super::replication::Replication;
use super::setting::Setting;

/// The overtime of a team; `None` where nobody there works beyond contract.
#[must_use]
pub fn of_team(setting: &Setting<'_>, team: TeamId) -> Option<Overtime> {
    let without = setting.scenario.without;
    setting.scenario.team(team).overtime.filter(|_| !(without.overtime || without.waiting))
}

impl Replication<'_> {
    /// The overtime with which a worker begins a task now (share of contracted hours). The task in hand is not queued.
    pub(super) fn overtime_now(&self, id: WorkerId) -> f64 {
        of_team(self.setting, self.world.staff[id].team)
            .map_or(0.0, |overtime| share_of_hours(overtime, self.queued_weeks(id)))
    }

    /// The overtime with which a worker begins a task of so many hours; they are counted, within contract and beyond.
    pub(super) fn begins_overtime(&mut self, id: WorkerId, hours: f64) -> f64 {
        let overtime = self.overtime_now(id);
        let team = self.world.staff[id].team;
        if self.setting.scenario.team(team).overtime.is_some() {
            let contracted = hours / (1.0 + overtime);
            self.count(Counter::ContractedHours, team.index(), contracted);
            self.count(Counter::OvertimeHours, team.index(), hours - contracted);
        }
        overtime
    }

    /// Once a week a worker's overtime is kept: how many times likelier they fall ill or leave for that of eight weeks.
    pub(super) fn strain(&mut self, id: WorkerId) -> f64 {
        if !self.setting.works_overtime {
            return 1.0;
        }
        // Whoever is off sick works no hours beyond those they do not work.
        let on_duty = self.world.staff[id].on_duty();
        let share = if on_duty { self.overtime_now(id) } else { 0.0 };
        let team = self.world.staff[id].team;
        let kept = &mut self.world.staff[id].overtime;
        kept.keep(share);
        of_team(self.setting, team).map_or(1.0, |overtime| 1.0 + overtime.price * kept.mean())
    }
}

#[cfg(test)]
mod tests {
    use crate::model::ids::ChildId;
    use crate::model::staff::{QueuedVisit, Status};
    use crate::model::tests::quiet;
    use crate::time::SimTime;

    use super::*;

    const OVERTIME: &str = "teams.assessment.overtime={ share = 0.5, onset_weeks = 0.01, half_weeks = 0.01, price = 2 }";

    /// So much queued work that whoever has it works all the overtime that there is.
    fn overwhelm(run: &mut Replication<'_>, worker: WorkerId) {
        let visit =
            QueuedVisit { child: ChildId(0), urgent: false, deadline: SimTime::ZERO, hours: 1e6 };
        run.world.staff[worker].queue.push(visit);
    }

    #[test]
    fn whoever_has_a_queue_works_longer_and_pressure_stays_in_contracted_hours() {
        let mut run = quiet(&[OVERTIME]);
        run.wait(0.5);
        let worker = run.worker("assessment");
        let weekly = run.weekly_hours(run.team("assessment"));
        let days = |run: &mut Replication<'_>| (run.work_ends(worker, 1.0) - run.now()).0;
        let plain = days(&mut run);
        overwhelm(&mut run, worker);
        assert!((plain / days(&mut run) - 1.5).abs() < 1e-9);
        assert_eq!(run.weekly_hours(run.team("assessment")), weekly);
        let other = run.worker("long term");
        overwhelm(&mut run, other);
        assert_eq!(run.overtime_now(other), 0.0, "others go home");
    }

    #[test]
    fn weeks_of_overtime_make_sickness_and_leaving_likelier_until_they_are_forgotten() {
        let mut run = quiet(&[OVERTIME]);
        let worker = run.worker("assessment");
        assert_eq!(run.strain(worker), 1.0);
        overwhelm(&mut run, worker);
        let first = run.strain(worker);
        assert!((first - (1.0 + 2.0 * 0.5 / 8.0)).abs() < 1e-12, "{first}");
        (0..7).for_each(|_| assert!(run.strain(worker) > first));
        assert!((run.strain(worker) - 2.0).abs() < 1e-12, "all of eight weeks");
        let sick = Status::Sick(crate::engine::EventKey::NONE);
        run.world.staff.become_status(run.at(), worker, sick);
        assert!((run.strain(worker) - 1.875).abs() < 1e-12, "nobody works overtime while off sick");
        let moved = run.world.staff[worker].as_moved(run.now());
        assert!((moved.overtime.mean() - 0.4375).abs() < 1e-12, "it goes with whoever moves");
    }
}
