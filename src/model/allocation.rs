//! Allocation: who gets a case, and who waits for a worker (model.md, section 6).

use crate::measure::{Counter, Waits};
use crate::scenario::{Order, StageId, TeamId};

use super::child::{Case, ChildId, Holder, Stay, Visit};
use super::diary::Happened;
use super::observation::Observation;
use super::setting::Setting;
use super::staff::WorkerId;
use super::waiting::{Rank, ordered};
use super::world::World;

impl World {
    /// A case joins its team's allocation queue and is allocated if it can be.
    pub(super) fn await_allocation(&mut self, setting: &Setting<'_>, id: ChildId) {
        let Some(stay) = self.children[id].stay() else { return };
        let team = stay.team;
        self.observe(
            setting,
            Observation::Level { of: Counter::UnallocatedDays, member: team.index(), by: 1.0 },
        );
        let rank = self.allocation_rank(setting, id);
        self.allocation[team.index()].join(&mut self.children, &mut self.tickets, id, rank);
        self.allocate(setting, team);
    }

    // Urgent stages and estimates above the urgent threshold first, then the rest, by date of entry, which a handover keeps.
    pub(super) fn allocation_rank(&self, setting: &Setting<'_>, id: ChildId) -> Rank {
        let child = &self.children[id];
        let Some(stay) = child.stay() else { return Rank(u64::MAX, u64::MAX) };
        let estimate = child.evidence.estimate(self.prior(setting));
        let entered = ordered(stay.began.days());
        let urgent = setting.scenario.stage(stay.stage).urgent;
        match setting.scenario.team(stay.team).order {
            Order::Band => Rank(u64::from(!(urgent || estimate >= setting.urgent())), entered),
            Order::Fifo => Rank(0, entered),
            Order::Risk => Rank(!ordered(estimate), entered),
        }
    }

    /// New evidence may move a child up whatever queue it waits in.
    pub(super) fn move_up(&mut self, setting: &Setting<'_>, id: ChildId) {
        if self.children[id].ticket == 0 {
            return;
        }
        match self.children[id].case {
            Case::Screening { .. } => {
                let rank = self.screening_rank(setting, id);
                self.screening.move_to(&mut self.children, &mut self.tickets, id, rank);
            }
            Case::Open(stay) => {
                let rank = self.allocation_rank(setting, id);
                self.allocation[stay.team.index()].move_to(
                    &mut self.children,
                    &mut self.tickets,
                    id,
                    rank,
                );
            }
            Case::None { .. } | Case::Left { .. } => {}
        }
    }

    /// Allocates waiting cases as long as someone has room.
    pub(super) fn allocate(&mut self, setting: &Setting<'_>, team: TeamId) {
        while !self.allocation[team.index()].is_empty() {
            let Some(worker) = self.has_room(setting, team) else { return };
            let Some(id) = self.allocation[team.index()].call(&mut self.children) else { return };
            self.assign(setting, id, worker);
        }
    }

    // A worker below the cap, least loaded first; when the queue is long, one below the stretched cap.
    fn has_room(&self, setting: &Setting<'_>, team: TeamId) -> Option<WorkerId> {
        let facts = setting.scenario.team(team);
        if setting.scenario.without.waiting {
            return self.least_loaded(setting, team, f64::INFINITY);
        }
        self.least_loaded(setting, team, 1.0).or_else(|| {
            let long = self.allocation[team.index()].len() > facts.stretch_when_waiting;
            long.then(|| self.least_loaded(setting, team, facts.stretch)).flatten()
        })
    }

    /// The worker on duty with the least load, among those whose cases are below `stretch` times their cap.
    pub(super) fn least_loaded(
        &self,
        setting: &Setting<'_>,
        team: TeamId,
        stretch: f64,
    ) -> Option<WorkerId> {
        let now = self.now();
        self.workers_of(setting, team)
            .filter(|&id| {
                let worker = &self.workers[id.index()];
                worker.on_duty() && worker.weight() < worker.cap(setting, now) * stretch
            })
            .min_by_key(|&id| (ordered(self.workers[id.index()].load(setting, now)), id))
    }

    fn assign(&mut self, setting: &Setting<'_>, id: ChildId, worker: WorkerId) {
        let stay = *self.children[id].stay().expect("only a case in a stage waits for a worker");
        let Holder::Waiting { since } = stay.holder else {
            unreachable!("a case with a worker does not wait")
        };
        self.observe(
            setting,
            Observation::Level {
                of: Counter::UnallocatedDays,
                member: stay.team.index(),
                by: -1.0,
            },
        );
        self.observe(
            setting,
            Observation::Level { of: Counter::CaseDays, member: stay.team.index(), by: 1.0 },
        );
        self.observe(
            setting,
            Observation::Waited { wait: Waits::Allocation(stay.team.index()), since },
        );
        self.note(id, |world| {
            let who = &world.workers[worker.index()];
            Happened::Allocated {
                team: stay.team,
                waited: (world.now() - since).0,
                experience_days: who.experience(world.now()),
                agency: who.agency,
            }
        });
        self.reached_from_opening(id);
        self.hand_over(setting, id, stay.team, worker);
        let weight = setting.stages[stay.stage.index()].weight;
        self.take_case(setting, worker, id, weight);
        self.spend_clocks(setting, id);
        self.children[id].stay_mut().holder = Holder::Worker(worker);
        self.set_clocks(setting, id);
        self.taken_up(setting, id);
    }

    /// On handover to another worker part of what was known is lost; trust is with each worker, and begins at nothing with one
    /// whom the child has not met in this episode of care.
    pub(super) fn hand_over(
        &mut self,
        setting: &Setting<'_>,
        id: ChildId,
        team: TeamId,
        worker: WorkerId,
    ) {
        let key = self.workers[worker.index()].key;
        let known = self.children[id].known_worker;
        self.children[id].known_worker = Some(key);
        let Some(known) = known.filter(|&known| known != key) else { return };
        self.observe(setting, Observation::Staff { what: Counter::Handovers, team });
        if !setting.scenario.without.handover {
            let child = &mut self.children[id];
            child.evidence.retain(setting.scenario.judgement.handover_retained);
            self.former_workers.note(&mut child.former_workers, known, child.hours_with_worker);
            child.hours_with_worker = self.former_workers.take(&mut child.former_workers, key);
        }
        self.note(id, |world| Happened::HandedOver { known: world.known(setting, id) });
    }

    /// The episode of care is over, or begins: nobody is known.
    pub(super) fn forget_workers(&mut self, id: ChildId) {
        let child = &mut self.children[id];
        child.known_worker = None;
        child.hours_with_worker = 0.0;
        self.former_workers.forget(&mut child.former_workers);
    }

    /// A case has its worker: its visits are arranged, and one that is due already is queued.
    pub(super) fn taken_up(&mut self, setting: &Setting<'_>, id: ChildId) {
        let stay = *self.children[id].stay().expect("only a case in a stage is taken up");
        match stay.visit {
            Visit::Unplanned => self.arrange_first(setting, id),
            Visit::Due => self.queue_visit(setting, id),
            Visit::Arranged | Visit::Queued(_) | Visit::InHand(_) => {}
        }
    }

    /// A case leaves its worker, or the queue.
    pub(super) fn release(&mut self, setting: &Setting<'_>, id: ChildId, stay: &Stay) {
        match stay.holder {
            Holder::Waiting { since } => {
                self.observe(
                    setting,
                    Observation::Level {
                        of: Counter::UnallocatedDays,
                        member: stay.team.index(),
                        by: -1.0,
                    },
                );
                self.observe(
                    setting,
                    Observation::WaitCut { wait: Waits::Allocation(stay.team.index()), since },
                );
                self.allocation[stay.team.index()].leave(&mut self.children, id);
            }
            Holder::Worker(worker) => {
                self.observe(
                    setting,
                    Observation::Level {
                        of: Counter::CaseDays,
                        member: stay.team.index(),
                        by: -1.0,
                    },
                );
                self.give_up_case(setting, worker, id, setting.stages[stay.stage.index()].weight);
            }
        }
    }

    /// A kept case changes its weight with its stage.
    pub(super) fn reweigh(
        &mut self,
        setting: &Setting<'_>,
        worker: WorkerId,
        from: StageId,
        to: StageId,
    ) {
        let by = setting.stages[to.index()].weight - setting.stages[from.index()].weight;
        self.workers[worker.index()].reweigh(by);
    }
}
