//! What workers hold: cases taken and given up, and what becomes of them when a worker goes (model.md, sections 6 and 7).

use crate::measure::Counter;
use crate::scenario::TeamId;

use super::child::{Case, Holder, StageEpisode, Visit};
use super::ids::{ChildId, WorkerId};
use super::replication::Replication;
use super::staff::Status;
use super::waiting::Queue;

impl Replication<'_> {
    /// A worker takes a case.
    pub(super) fn take_case(&mut self, id: WorkerId, child: ChildId, weight: i64) {
        let first = self.world.staff[id].cases().is_empty();
        self.world.staff.take_case(self.at(), id, child, weight);
        if first {
            self.observe_case_holder(id, 1.0);
        }
    }

    /// A worker gives up a case.
    pub(super) fn give_up_case(&mut self, id: WorkerId, child: ChildId, weight: i64) {
        let held = !self.world.staff[id].cases().is_empty();
        self.world.staff.give_up_case(self.at(), id, child, weight);
        if held && self.world.staff[id].cases().is_empty() {
            let (team, fte) = self.team_and_hours(id);
            self.level(Counter::CaseHolderDays, team.index(), -fte);
        }
    }

    fn team_and_hours(&self, id: WorkerId) -> (TeamId, f64) {
        let worker = &self.world.staff[id];
        (worker.team, worker.fte())
    }

    // The hours of a worker who holds a case begin or cease to count.
    fn observe_case_holder(&mut self, id: WorkerId, times: f64) {
        let (team, fte) = self.team_and_hours(id);
        if !self.world.staff[id].cases().is_empty() {
            let by = fte * times;
            self.level(Counter::CaseHolderDays, team.index(), by);
        }
    }

    /// A worker in post works more or fewer hours from now on (full-time equivalent).
    pub(super) fn change_hours(&mut self, id: WorkerId, by: f64) {
        self.world.staff.change_hours(self.at(), id, by);
        let worker = &self.world.staff[id];
        if worker.in_post() {
            let (grade, team, holds) =
                (worker.grade, worker.team.index(), !worker.cases().is_empty());
            self.paid(grade, by);
            if holds {
                self.level(Counter::CaseHolderDays, team, by);
            }
        }
    }

    /// A worker goes: the task in hand is lost and done again, cases return to the allocation queue.
    pub(super) fn go(&mut self, id: WorkerId) {
        self.lent_hours_end(id);
        self.observe_case_holder(id, -1.0);
        // The worker is gone before the work is shared out, so that no visit or case comes back to this place.
        let status = self.world.staff.become_status(self.at(), id, Status::Absent);
        let worker = &self.world.staff[id];
        let (team, agency, grade, fte) = (worker.team, worker.agency, worker.grade, worker.fte());
        self.paid(grade, -fte);
        self.level(Counter::InPostDays, team.index(), -1.0);
        if agency {
            self.level(Counter::AgencyDays, team.index(), -1.0);
        }
        if let Status::Sick(returns) = status {
            self.world.events.cancel(returns);
            self.level(Counter::SickDays, team.index(), -1.0);
        }
        self.lose_task_in_hand(id);
        // Visits leave the queue before cases do: a case that waits for a worker has no visit in a queue.
        while let Some(visit) = self.world.staff[id].queue.pop() {
            self.world.children[visit.child].stage_episode_mut().visit = Visit::Due;
            self.requeue_cover(visit.child, id);
        }
        while let Some(child) = self.world.staff.pop_case(self.at(), id) {
            self.return_case(child);
        }
        // All cases are back first, so that the first in line has the first room.
        self.allocate(team);
    }

    fn lose_task_in_hand(&mut self, id: WorkerId) {
        let Some(child) = self.world.staff[id].in_hand.take() else { return };
        match *self.world.children[child].case() {
            Case::Screening { task, .. } => {
                self.world.children[child].set_screener(None);
                if let Some(task) = task {
                    self.world.events.cancel(task.event);
                }
                // The rank counts from the referral, so the child does not go to the end of the line.
                let rank = self.screening_rank(child);
                self.world.queues.join(&mut self.world.children, Queue::Screening, child, rank);
                if self.at_work() {
                    self.find_screener();
                }
            }
            Case::Open(stage_episode) => {
                if let Visit::InHand(task) = stage_episode.visit {
                    self.world.children[child].stage_episode_mut().visit = Visit::Due;
                    self.world.events.cancel(task.event);
                }
                self.requeue_cover(child, id);
            }
            Case::None { .. } | Case::MovedOn { .. } => {}
        }
    }

    // A visit made for a colleague goes back to the colleague; the leaver's own wait for the next worker.
    fn requeue_cover(&mut self, child: ChildId, gone: WorkerId) {
        let holder = self.world.children[child].stage_episode().map(StageEpisode::holder);
        if holder.is_some_and(|holder| holder != Holder::Worker(gone)) {
            self.queue_visit(child);
        }
    }

    fn return_case(&mut self, child: ChildId) {
        let now = self.now();
        self.move_child(child, |standing| standing.set_holder(Holder::Waiting { since: now }));
        let stage_episode = self.world.children[child].stage_episode_mut();
        let (team, visit) = (stage_episode.team, stage_episode.visit);
        match visit {
            // Begun at once by a worker who now goes, or by a colleague whose queue it is in: it is done again.
            Visit::InHand(task) if !self.world.staff[task.worker].in_post() => {
                self.world.events.cancel(task.event);
                self.world.children[child].stage_episode_mut().visit = Visit::Due;
            }
            _ => {}
        }
        self.level(Counter::CaseDays, team.index(), -1.0);
        self.level(Counter::UnallocatedDays, team.index(), 1.0);
        let rank = self.allocation_rank(child);
        self.world.queues.join(&mut self.world.children, Queue::Allocation(team), child, rank);
    }
}
