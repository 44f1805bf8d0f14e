//! `[[opening]]`: a planner who starts from today's backlog (model.md, section 1).

use crate::engine::EventKey;
use crate::measure::{Counter, OPENING_DAYS};
use crate::scenario::StageId;
use crate::time::Days;

use super::by_name::ChildOrigin;
use super::chance::Draw;
use super::child::{Child, HiddenRisk, Holder, StageEpisode};
use super::entrants::BacklogChild;
use super::ids::ChildId;
use super::observation::Observation;
use super::replication::Replication;

impl Replication<'_> {
    /// Remembers who enters a stage that `[[opening]]` will top up.
    pub(super) fn entered(&mut self, id: ChildId, stage: StageId) {
        let setting = self.setting;
        if setting.scenario.opening.is_empty() || self.now() >= setting.observed_from {
            return;
        }
        let child = (self.world.children[id], *self.world.children.hidden_risk(id));
        for (n, opening) in setting.scenario.opening.iter().enumerate() {
            if opening.stage == stage {
                self.world.entrants.remember(n, child);
            }
        }
    }

    /// Tops up the allocation queues of `[[opening]]`.
    pub(super) fn top_up_openings(&mut self) {
        let setting = self.setting;
        for &n in &setting.by_name.openings {
            let opening = &setting.scenario.opening[n];
            let waits = |id: &ChildId| {
                self.world.children[*id].stage_episode().is_some_and(|stage_episode| {
                    stage_episode.stage == opening.stage
                        && matches!(stage_episode.holder(), Holder::Waiting { .. })
                })
            };
            let waiting = self.world.children.ids().filter(waits).count();
            let like = self.world.entrants.remembered(n).to_vec();
            let asked = if like.is_empty() {
                0
            } else {
                (opening.waiting as usize).saturating_sub(waiting)
            };
            for (what, count) in [
                (Counter::OpeningFound, waiting),
                (Counter::OpeningPut, asked),
                (Counter::OpeningLike, asked.min(like.len())),
            ] {
                self.count(what, n, count as f64);
            }
            // The number is the place in the queue. So the child at a place is the same in run, twin and variant,
            // however many waited already.
            for extra in waiting..waiting + asked {
                let number = setting.by_name.opening(opening.stage, extra as u32);
                self.add_waiting(n, like[extra % like.len()], number);
            }
        }
    }

    /// A case has got a worker: was it put to wait?
    pub(super) fn reached_from_opening(&mut self, id: ChildId) {
        if self.world.entrants.waiting().is_empty() {
            return;
        }
        let key = self.world.children.hidden_risk(id).key;
        self.world.entrants.reached(id, key);
    }

    /// What became of those put to wait, once some weeks have passed.
    pub(super) fn look_at_openings(&mut self) {
        let setting = self.setting;
        if setting.scenario.opening.is_empty()
            // One midnight is looked at: a run that ends before it looks at nobody, and `OpeningLooked` stays 0.
            || self.now() != setting.observed_from + Days(f64::from(OPENING_DAYS))
        {
            return;
        }
        for n in 0..setting.scenario.opening.len() {
            let waits = |put: &&BacklogChild| {
                let there = self
                    .world
                    .children
                    .get(put.id)
                    .filter(|_| self.world.children.hidden_risk(put.id).key == put.key);
                let holder = there.and_then(Child::stage_episode).map(StageEpisode::holder);
                !put.reached && matches!(holder, Some(Holder::Waiting { .. }))
            };
            let of = || self.world.entrants.waiting().iter().filter(|put| put.opening == n);
            let (reached, waiting) =
                (of().filter(|put| put.reached).count(), of().filter(waits).count());
            for (what, count) in [
                (Counter::OpeningLooked, 1),
                (Counter::OpeningReached, reached),
                (Counter::OpeningWaiting, waiting),
            ] {
                self.count(what, n, count as f64);
            }
        }
        self.world.entrants.forget_put();
    }

    fn add_waiting(
        &mut self,
        opening: usize,
        (like, hidden_risk): (Child, HiddenRisk),
        number: u64,
    ) {
        let setting = self.setting;
        let key = setting.by_name.child(hidden_risk.class, ChildOrigin::Opening, number);
        let mut life = self.chance(Draw::Life { child: key, entered: 0 });
        // Former workers are remembered for the child that it is like.
        // Budgets are new: with those of the child it is like, the two would share their luck.
        let budgets = [life.exponential(), life.exponential(), life.exponential()];
        let child = like.another(budgets, self.now());
        let hidden_risk = HiddenRisk {
            key,
            since: self.now(),
            next_concern: EventKey::NONE,
            concerns: self.concerns_so_far(&hidden_risk),
            ..hidden_risk
        };
        let risk_ended = child.risk_ended();
        let id = self.world.children.add(child, hidden_risk);
        let stage = setting.scenario.opening[opening].stage;
        self.tell(id, Observation::InBacklog { stage, class: hidden_risk.class, risk_ended });
        // Before the stage is entered: a worker with room takes the case at once, and that counts as reached.
        self.world.entrants.put_to_wait(BacklogChild { id, key, opening, reached: false });
        self.renew_targets(id);
        // Nobody can notice a risk that is over: the child it is like had no concern to come either.
        if !risk_ended {
            self.schedule_concern(id);
        }
        self.enter_stage(id, stage, None);
    }
}
