//! Screening at the front door: who is screened next, and what is decided (model.md, section 5).

use crate::measure::{Counter, Scored, Waits};
use crate::scenario::{Order, StageId};

use super::chance::{Lasting, Looked};
use super::child::{Case, ChildId, Closure, Task};
use super::diary::Happened;
use super::event::Event;
use super::judgement;
use super::observation::Observation;
use super::setting::Setting;
use super::staff::WorkerId;
use super::waiting::{Rank, ordered};
use super::work;
use super::world::World;

impl World {
    /// A referral joins the screening queue.
    pub(super) fn await_screening(&mut self, setting: &Setting<'_>, id: ChildId) {
        self.observe(
            setting,
            Observation::Level { of: Counter::ScreeningDays, member: 0, by: 1.0 },
        );
        let rank = self.screening_rank(setting, id);
        self.screening.join(&mut self.children, &mut self.tickets, id, rank);
        if setting.scenario.without.waiting && self.screen_at_once(setting) {
            return;
        }
        if self.at_work(setting) {
            self.find_screener(setting);
        }
    }

    pub(super) fn screening_rank(&self, setting: &Setting<'_>, id: ChildId) -> Rank {
        let child = &self.children[id];
        let since = child.last_referral.map_or(0.0, crate::time::SimTime::days);
        match setting.scenario.triage.order {
            Order::Risk | Order::Band => {
                Rank(!ordered(child.evidence.estimate(self.prior(setting))), ordered(since))
            }
            Order::Fifo => Rank(ordered(since), 0),
        }
    }

    /// A free worker of the screening team takes the next referral. True if there was one.
    pub(super) fn screen_next(&mut self, setting: &Setting<'_>, worker: WorkerId) -> bool {
        let Some(id) = self.screening.call(&mut self.children) else { return false };
        let rush = self.screening_rush(setting);
        self.begin_screening(setting, id, worker, rush);
        self.workers[worker.index()].in_hand = Some(id);
        true
    }

    // Without waiting, the next referral is screened by anyone of the team, busy or not.
    fn screen_at_once(&mut self, setting: &Setting<'_>) -> bool {
        let Some(worker) = self.least_loaded(setting, setting.scenario.triage.team, f64::INFINITY)
        else {
            return false;
        };
        let Some(id) = self.screening.call(&mut self.children) else { return false };
        self.begin_screening(setting, id, worker, 1.0);
        true
    }

    fn begin_screening(&mut self, setting: &Setting<'_>, id: ChildId, worker: WorkerId, rush: f64) {
        let mut stream = self.lasting(id, Lasting::Screening);
        let hours = setting.screening.mean * rush * setting.screening.variation.draw(&mut stream);
        let ends = self.work_ends(setting, worker, hours);
        let event = self.events.schedule(ends, Event::TaskEnds(id));
        if let Case::Screening { task, .. } = &mut self.children[id].case {
            *task = Some(Task { worker, event, rush });
        }
    }

    fn screening_rush(&self, setting: &Setting<'_>) -> f64 {
        let team = setting.scenario.triage.team;
        work::rush(
            setting,
            team,
            self.screening_queued_weeks(setting),
            self.organisation.terms.floor,
        )
    }

    /// Queued weeks of screening: nominal hours waiting over the team's weekly hours.
    pub(super) fn screening_queued_weeks(&self, setting: &Setting<'_>) -> f64 {
        let hours = f64::from(self.screening.len()) * setting.screening.mean;
        work::weeks(hours, self.weekly_hours(setting, setting.scenario.triage.team))
    }

    /// A screening is done: one look, all of it rushed, and a decision.
    pub(super) fn screened(&mut self, setting: &Setting<'_>, id: ChildId, task: Task) {
        let Case::Screening { since, .. } = self.children[id].case else { return };
        let hours = setting.screening.mean * task.rush;
        let precision = setting.scenario.judgement.per_hour
            * self.organisation.terms.learning
            * hours
            * self.skill(setting, task.worker);
        self.look(setting, id, precision, 0.0, Looked::Screening);
        self.observe(setting, Observation::Waited { wait: Waits::Screening, since });
        self.observe(
            setting,
            Observation::Level { of: Counter::ScreeningDays, member: 0, by: -1.0 },
        );
        let child = &self.children[id];
        let estimate = child.evidence.estimate(self.prior(setting));
        let (first, high) = (child.referrals == 1, child.at_high_risk());
        self.observe(
            setting,
            Observation::Estimated { at: Scored::Screening, first, estimate, high },
        );
        let urgent = estimate >= setting.urgent();
        let accepted = urgent
            || estimate
                >= setting.accept()
                    + (self.thresholds.shift - self.organisation.terms.defensive_triage)
                        * setting.solved.triage.sd;
        self.observe(setting, Observation::Screened { urgent, out: !accepted });
        self.note(id, |world| Happened::Screened {
            known: world.known(setting, id),
            waited: (world.now() - since).0,
            rush: task.rush,
            bar: setting.accept()
                + (world.thresholds.shift - world.organisation.terms.defensive_triage)
                    * setting.solved.triage.sd,
            usual_bar: setting.accept(),
            urgent_bar: setting.urgent(),
            out: !accepted,
            urgent,
        });
        let triage = &setting.scenario.triage;
        match (urgent, accepted) {
            (true, _) => self.accept(setting, id, triage.urgent_to),
            (false, true) => self.accept(setting, id, triage.accepted_to),
            (false, false) => self.screen_out(setting, id),
        }
    }

    fn accept(&mut self, setting: &Setting<'_>, id: ChildId, stage: StageId) {
        self.forget_workers(id);
        self.enter_stage(setting, id, stage, None);
    }

    fn screen_out(&mut self, setting: &Setting<'_>, id: ChildId) {
        self.screened_out_episode(setting, id);
        self.close_case(setting, id, Closure::ScreenedOut);
    }

    /// A free screener, if there is one, takes the next referral.
    pub(super) fn find_screener(&mut self, setting: &Setting<'_>) {
        let team = setting.scenario.triage.team;
        let free = self.workers_of(setting, team).find(|&w| self.workers[w.index()].can_begin());
        if let Some(worker) = free {
            self.choose_next(setting, worker);
        }
    }

    /// The trust-free skill of a worker now.
    pub(super) fn skill(&self, setting: &Setting<'_>, worker: WorkerId) -> f64 {
        let worker = &self.workers[worker.index()];
        if worker.agency {
            return setting.scenario.judgement.agency_skill;
        }
        judgement::skill(&setting.scenario.judgement, worker.experience(self.now()))
    }
}
