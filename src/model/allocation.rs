//! Allocation: who gets a case, and who waits for a worker (model.md, section 6).

use crate::measure::{Counter, Waits};
use crate::scenario::{Order, StageId, TeamId};

use super::child::{Case, Holder, Stay, Visit};
use super::diary::Happened;
use super::ids::{ChildId, WorkerId};
use super::observation::Observation;
use super::replication::Replication;
use super::waiting::{Queue, Rank, ordered};

impl Replication<'_> {
    /// A case joins its team's allocation queue and is allocated if it can be.
    pub(super) fn await_allocation(&mut self, id: ChildId) {
        let Some(stay) = self.world.children[id].stay() else { return };
        let team = stay.team;
        self.level(Counter::UnallocatedDays, team.index(), 1.0);
        let rank = self.allocation_rank(id);
        self.world.queues.join(&mut self.world.children, Queue::Allocation(team), id, rank);
        self.allocate(team);
    }

    // Urgent stages and estimates above the urgent threshold first, then the rest, by date of entry, which a handover keeps.
    pub(super) fn allocation_rank(&self, id: ChildId) -> Rank {
        let setting = self.setting;
        let child = &self.world.children[id];
        let Some(stay) = child.stay() else { return Rank(u64::MAX, u64::MAX) };
        let estimate = child.evidence.estimate(setting.prior());
        let entered = ordered(stay.began.days());
        let urgent = setting.scenario.stage(stay.stage).urgent;
        match setting.scenario.team(stay.team).order {
            Order::Band => Rank(u64::from(!(urgent || estimate >= setting.urgent())), entered),
            Order::Fifo => Rank(0, entered),
            Order::Risk => Rank(!ordered(estimate), entered),
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
            Case::Open(stay) => {
                let rank = self.allocation_rank(id);
                self.world.queues.move_to(
                    &mut self.world.children,
                    Queue::Allocation(stay.team),
                    id,
                    rank,
                );
            }
            Case::None { .. } | Case::Left { .. } => {}
        }
    }

    /// Allocates waiting cases as long as someone has room.
    pub(super) fn allocate(&mut self, team: TeamId) {
        while !self.world.queues.is_empty(Queue::Allocation(team)) {
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
    fn has_room(&self, team: TeamId) -> Option<WorkerId> {
        let setting = self.setting;
        let facts = setting.scenario.team(team);
        if setting.scenario.without.waiting {
            return self.least_loaded(team, f64::INFINITY);
        }
        self.least_loaded(team, 1.0).or_else(|| {
            let long = self.world.queues.len(Queue::Allocation(team)) > facts.stretch_when_waiting;
            long.then(|| self.least_loaded(team, facts.stretch)).flatten()
        })
    }

    /// The worker on duty with the least load, among those whose cases are below `stretch` times their cap.
    pub(super) fn least_loaded(&self, team: TeamId, stretch: f64) -> Option<WorkerId> {
        self.world.staff.least_loaded(self.setting, team, stretch, self.now())
    }

    fn assign(&mut self, id: ChildId, worker: WorkerId) {
        let stay =
            *self.world.children[id].stay().expect("only a case in a stage waits for a worker");
        let Holder::Waiting { since } = stay.holder() else {
            unreachable!("a case with a worker does not wait")
        };
        self.level(Counter::UnallocatedDays, stay.team.index(), -1.0);
        self.level(Counter::CaseDays, stay.team.index(), 1.0);
        self.observe(Observation::Waited { wait: Waits::Allocation(stay.team.index()), since });
        self.note(id, |run| {
            let who = &run.world.staff[worker];
            Happened::Allocated {
                team: stay.team,
                waited: (run.now() - since).0,
                experience_days: who.experience(run.now()),
                agency: who.agency,
            }
        });
        self.reached_from_opening(id);
        self.hand_over(id, stay.team, worker);
        let weight = self.setting.stages[stay.stage.index()].weight;
        self.take_case(worker, id, weight);
        self.move_child(id, |standing| standing.set_holder(Holder::Worker(worker)));
        self.taken_up(id);
    }

    /// On handover to another worker part of what was known is lost; trust is with each worker, and begins at nothing with one
    /// whom the child has not met in this episode of care.
    pub(super) fn hand_over(&mut self, id: ChildId, team: TeamId, worker: WorkerId) {
        let setting = self.setting;
        let key = self.world.staff[worker].key;
        let known = self.world.children[id].known_worker;
        self.world.children[id].known_worker = Some(key);
        let Some(known) = known.filter(|&known| known != key) else { return };
        self.observe(Observation::Staff { what: Counter::Handovers, team });
        if !setting.scenario.without.handover {
            let retained = setting.scenario.judgement.handover_retained;
            self.world.children[id].evidence.retain(retained);
            self.world.children.change_worker(id, known, key);
        }
        self.note(id, |run| Happened::HandedOver { known: run.known(id) });
    }

    /// The episode of care is over, or begins: nobody is known.
    pub(super) fn forget_workers(&mut self, id: ChildId) {
        self.world.children.forget_workers(id);
    }

    /// A case has its worker: its visits are arranged, and one that is due already is queued.
    pub(super) fn taken_up(&mut self, id: ChildId) {
        let stay = *self.world.children[id].stay().expect("only a case in a stage is taken up");
        match stay.visit {
            Visit::Unplanned => self.arrange_first(id),
            Visit::Due => self.queue_visit(id),
            Visit::Arranged | Visit::Queued(_) | Visit::InHand(_) => {}
        }
    }

    /// A case leaves its worker, or the queue.
    pub(super) fn release(&mut self, id: ChildId, stay: &Stay) {
        match stay.holder() {
            Holder::Waiting { since } => {
                self.level(Counter::UnallocatedDays, stay.team.index(), -1.0);
                self.observe(Observation::WaitCut {
                    wait: Waits::Allocation(stay.team.index()),
                    since,
                });
                self.world.queues.leave(&mut self.world.children, Queue::Allocation(stay.team), id);
            }
            Holder::Worker(worker) => {
                self.level(Counter::CaseDays, stay.team.index(), -1.0);
                self.give_up_case(worker, id, self.setting.stages[stay.stage.index()].weight);
            }
        }
    }

    /// A kept case changes its weight with its stage.
    pub(super) fn reweigh(&mut self, worker: WorkerId, from: StageId, to: StageId) {
        let setting = self.setting;
        let by = setting.stages[to.index()].weight - setting.stages[from.index()].weight;
        self.world.staff[worker].reweigh(by);
    }
}
