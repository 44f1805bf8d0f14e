//! Allocation: who gets a case, and who waits for a worker (model.md, section 6).

use crate::measure::{Counter, Waits};
use crate::scenario::{Order, StageId, TeamId};

use super::child::{Case, Holder, StageEpisode, Visit};
use super::ids::{ChildId, WorkerId};
use super::observation::Observation;
use super::replication::Replication;
use super::waiting::{Queue, Rank, ordered};

impl Replication<'_> {
    /// A case joins its team's allocation queue and is allocated if it can be.
    pub(super) fn await_allocation(&mut self, id: ChildId) {
        let Some(stage_episode) = self.world.children[id].stage_episode() else { return };
        let team = stage_episode.team;
        self.level(Counter::UnallocatedDays, team.index(), 1.0);
        let rank = self.allocation_rank(id);
        self.world.queues.join(&mut self.world.children, Queue::Allocation(team), id, rank);
        self.allocate(team);
    }

    // Urgent stages and estimates above the urgent threshold first, then the rest, by date of entry, which a handover keeps.
    pub(super) fn allocation_rank(&self, id: ChildId) -> Rank {
        let setting = self.setting;
        let child = &self.world.children[id];
        let Some(stage_episode) = child.stage_episode() else { return Rank(u64::MAX, u64::MAX) };
        let estimate = child.evidence.estimate(setting.prior);
        let entered = ordered(stage_episode.began.days());
        let urgent = setting.scenario.stage(stage_episode.stage).urgent;
        match setting.scenario.team(stage_episode.team).order {
            Order::Band => Rank(u64::from(!(urgent || estimate >= setting.urgent())), entered),
            Order::Fifo => Rank(0, entered),
            // Turned, since the smaller rank comes first.
            Order::Risk => Rank(!ordered(estimate), entered),
            Order::Class => Rank(self.class_place(id), entered),
        }
    }

    /// The place of a child's class among all, the most severe first: as if everybody knew it.
    pub(super) fn class_place(&self, id: ChildId) -> u64 {
        let class = self.world.children.hidden_risk(id).class;
        !ordered(self.setting.scenario.class(class).severity_mean)
    }

    /// A child who escalates moves up where the queue goes by class.
    pub(super) fn move_up_by_class(&mut self, id: ChildId) {
        let scenario = self.setting.scenario;
        let order = match self.world.children[id].case() {
            Case::Screening { .. } => scenario.triage.order,
            Case::Open(stage_episode) => scenario.team(stage_episode.team).order,
            Case::None { .. } | Case::MovedOn { .. } => return,
        };
        if order == Order::Class {
            self.move_up(id);
        }
    }

    /// New evidence may move a child up whatever queue it waits in.
    pub(super) fn move_up(&mut self, id: ChildId) {
        if self.world.children[id].ticket == 0 {
            return;
        }
        match *self.world.children[id].case() {
            Case::Screening { .. } => {
                let rank = self.screening_rank(id);
                self.world.queues.move_to(&mut self.world.children, Queue::Screening, id, rank);
            }
            Case::Open(stage_episode) => {
                let rank = self.allocation_rank(id);
                self.world.queues.move_to(
                    &mut self.world.children,
                    Queue::Allocation(stage_episode.team),
                    id,
                    rank,
                );
            }
            Case::None { .. } | Case::MovedOn { .. } => {}
        }
    }

    /// Allocates waiting cases as long as someone has room.
    pub(super) fn allocate(&mut self, team: TeamId) {
        while !self.world.queues.is_empty(Queue::Allocation(team)) {
            // A worker with room is found first: a child who is called leaves the list and would lose their place.
            let Some(worker) = self.has_room(team) else { return };
            let Some(id) =
                self.world.queues.call(&mut self.world.children, Queue::Allocation(team))
            else {
                return;
            };
            self.assign(id, worker);
        }
    }

    // A worker below the cap, least loaded first; when the queue is long, one below the stretched cap.
    fn has_room(&mut self, team: TeamId) -> Option<WorkerId> {
        let setting = self.setting;
        let facts = setting.scenario.team(team);
        if setting.scenario.without.waiting {
            // Where nobody waits, no load is too much.
            return self.least_loaded(team, f64::INFINITY);
        }
        self.least_loaded(team, 1.0).or_else(|| {
            let long = self.world.queues.len(Queue::Allocation(team)) > facts.stretch_when_waiting;
            long.then(|| self.least_loaded(team, facts.stretch)).flatten()
        })
    }

    /// The worker on duty with the least load, among those whose cases are below `stretch` times their cap.
    pub(super) fn least_loaded(&mut self, team: TeamId, stretch: f64) -> Option<WorkerId> {
        self.world.staff.least_loaded(self.at(), team, stretch)
    }

    fn assign(&mut self, id: ChildId, worker: WorkerId) {
        let stage_episode = *self.world.children[id]
            .stage_episode()
            .expect("only a case in a stage waits for a worker");
        let Holder::Waiting { since } = stage_episode.holder() else {
            unreachable!("a case with a worker does not wait")
        };
        self.level(Counter::UnallocatedDays, stage_episode.team.index(), -1.0);
        self.level(Counter::CaseDays, stage_episode.team.index(), 1.0);
        let who = &self.world.staff[worker];
        let (experience_days, agency) = (who.experience(self.now()), who.agency);
        let team = stage_episode.team;
        self.tell(id, Observation::Allocated { team, since, experience_days, agency });
        self.reached_from_opening(id);
        self.hand_over(id, stage_episode.team, worker);
        let weight = self.setting.stages[stage_episode.stage.index()].weight;
        self.take_case(worker, id, weight);
        self.move_child(id, |standing| standing.set_holder(Holder::Worker(worker)));
        self.taken_up(id);
    }

    /// On handover to another worker part of what was known is lost; trust is with each worker, and begins at nothing with one
    /// whom the child has not met in this episode of care.
    pub(super) fn hand_over(&mut self, id: ChildId, team: TeamId, worker: WorkerId) {
        let setting = self.setting;
        let key = self.world.staff[worker].key;
        // Workers are told apart by key: somebody else may hold the same place by now.
        let known = self.world.children[id].known_worker;
        self.world.children[id].known_worker = Some(key);
        let Some(known) = known.filter(|&known| known != key) else { return };
        if setting.thins_recording {
            self.count(Counter::FileHeldAtHandover, 0, self.world.children[id].evidence.on_file());
        }
        // With the link switched off all that is on file passes on, and hours with one worker go on as hours with the other.
        let whole = setting.scenario.without.handover;
        let retained = if whole { 1.0 } else { setting.scenario.judgement.handover_retained };
        self.world.children[id].evidence.pass_on(retained);
        if !whole {
            self.world.children.change_worker(id, known, key);
        }
        self.tell(id, Observation::HandedOver { team, known: self.known(id) });
    }

    /// The episode of care is over, or begins: nobody is known.
    pub(super) fn forget_workers(&mut self, id: ChildId) {
        self.world.children.forget_workers(id);
    }

    /// A case has its worker: its visits are arranged, and one that is due already is queued.
    pub(super) fn taken_up(&mut self, id: ChildId) {
        let stage_episode =
            *self.world.children[id].stage_episode().expect("only a case in a stage is taken up");
        match stage_episode.visit {
            Visit::Unplanned => self.arrange_first(id),
            Visit::Due => self.queue_visit(id),
            Visit::Arranged | Visit::Queued(_) | Visit::InHand(_) => {}
        }
    }

    /// A case leaves its worker, or the queue.
    pub(super) fn release(&mut self, id: ChildId, stage_episode: &StageEpisode) {
        match stage_episode.holder() {
            Holder::Waiting { since } => {
                self.level(Counter::UnallocatedDays, stage_episode.team.index(), -1.0);
                self.observe(Observation::WaitCut {
                    wait: Waits::Allocation(stage_episode.team.index()),
                    since,
                });
                self.world.queues.leave(
                    &mut self.world.children,
                    Queue::Allocation(stage_episode.team),
                    id,
                );
            }
            Holder::Worker(worker) => {
                self.level(Counter::CaseDays, stage_episode.team.index(), -1.0);
                self.give_up_case(
                    worker,
                    id,
                    self.setting.stages[stage_episode.stage.index()].weight,
                );
            }
        }
    }

    /// A kept case changes its weight with its stage.
    pub(super) fn reweigh(&mut self, worker: WorkerId, from: StageId, to: StageId) {
        let setting = self.setting;
        let by = setting.stages[to.index()].weight - setting.stages[from.index()].weight;
        self.world.staff.reweigh(self.at(), worker, by);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tests::quiet;

    const TWO: [&str; 4] = [
        "teams.assessment.posts=[{count=2}]",
        "teams.assessment.vacant_share=0",
        "teams.assessment.caseload_cap=1",
        "teams.assessment.stretch=1",
    ];

    #[test]
    fn cases_go_to_whoever_is_loaded_least_and_wait_where_all_are_full() {
        let mut run = quiet(&TWO);
        let ids = [(); 3].map(|()| run.entered_with(0, 1.5, "assessment"));
        let holders = ids.map(|id| run.stage_episode_of(id).holder());
        let [Holder::Worker(a), Holder::Worker(b), Holder::Waiting { .. }] = holders else {
            panic!("two have a worker and one waits: {holders:?}")
        };
        assert_ne!(a, b);
        assert_eq!(run.world.queues.len(Queue::Allocation(run.team("assessment"))), 1);
        run.audit().expect("the books are right");
    }

    #[test]
    fn the_case_that_waited_comes_next_when_a_worker_has_room() {
        let mut run = quiet(&TWO);
        let [first, _, last] = [(); 3].map(|()| run.entered_with(0, 0.5, "assessment"));
        let worker = run.stage_episode_of(first).holder();
        // Closed: its worker has room.
        run.decide(first);
        assert_eq!(run.stage_episode_of(last).holder(), worker);
        assert!(run.world.queues.is_empty(Queue::Allocation(run.team("assessment"))));
    }

    #[test]
    fn a_handover_loses_part_of_what_was_known_and_trust_is_with_each_worker() {
        let mut run = quiet(&["judgement.handover_retained=0.6"]);
        let id = run.entered_with(0, 1.5, "assessment");
        let team = run.team("assessment");
        let Holder::Worker(first) = run.stage_episode_of(id).holder() else {
            panic!("it has a worker")
        };
        let mut others = run.setting.workers_of(team);
        let other = others.find(|&other| other != first && run.world.staff[other].in_post());
        run.world.children[id].hours_with_worker = 3.0;
        let before = run.world.children[id].evidence.precision();
        run.hand_over(id, team, other.expect("there is another"));
        let child = &run.world.children[id];
        assert!((child.evidence.precision() / before - 0.6).abs() < 1e-12);
        assert_eq!(child.hours_with_worker, 0.0);
        run.hand_over(id, team, first);
        assert_eq!(run.world.children[id].hours_with_worker, 3.0);
    }
}
