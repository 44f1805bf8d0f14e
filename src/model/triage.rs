//! Screening at the front door: who is screened next, and what is decided (model.md, section 5).

use crate::measure::{Counter, Scored, Waits};
use crate::scenario::{Destination, Order, StageId};

use super::chance::{Draw, InformationFrom, Lasting};
use super::child::{Case, Closure, Task};
use super::decisions::protects_or_goes_on;
use super::event::Event;
use super::ids::{ChildId, WorkerId};
use super::judgement;
use super::observation::Observation;
use super::replication::Replication;
use super::rush;
use super::waiting::{Queue, Rank, ordered};

impl Replication<'_> {
    /// A referral joins the screening queue.
    pub(super) fn await_screening(&mut self, id: ChildId) {
        self.level(Counter::ScreeningDays, 0, 1.0);
        // The child joins first: a free worker takes the first in line, who may be another child.
        let rank = self.screening_rank(id);
        self.world.queues.join(&mut self.world.children, Queue::Screening, id, rank);
        if self.setting.scenario.without.waiting && self.screen_at_once() {
            return;
        }
        if self.at_work() {
            self.find_screener();
        }
    }

    pub(super) fn screening_rank(&self, id: ChildId) -> Rank {
        let setting = self.setting;
        let child = &self.world.children[id];
        let since = child.last_referral.map_or(0.0, crate::time::SimTime::days);
        match setting.scenario.triage.order {
            // The check refuses bands at triage: only allocation has them.
            Order::Risk | Order::Band => {
                // The bits are turned: the highest estimate has the smallest rank. Of equal estimates the earlier
                // referral comes first.
                Rank(!ordered(child.evidence.estimate(setting.prior)), ordered(since))
            }
            Order::Fifo => Rank(ordered(since), 0),
            Order::Class => Rank(self.class_place(id), ordered(since)),
        }
    }

    /// A free worker of the screening team takes the next referral. True if there was one.
    pub(super) fn screen_next(&mut self, worker: WorkerId) -> bool {
        let Some(id) = self.world.queues.call(&mut self.world.children, Queue::Screening) else {
            return false;
        };
        // The queue is measured after the call: the referral in hand is not queued any more.
        let rush = self.screening_rush();
        self.begin_screening(id, worker, rush);
        self.world.staff[worker].in_hand = Some(id);
        true
    }

    // Without waiting, the next referral is screened by anyone of the team, busy or not.
    fn screen_at_once(&mut self) -> bool {
        let Some(worker) = self.least_loaded(self.setting.scenario.triage.team, f64::INFINITY)
        else {
            return false;
        };
        let Some(id) = self.world.queues.call(&mut self.world.children, Queue::Screening) else {
            return false;
        };
        self.begin_screening(id, worker, 1.0);
        true
    }

    fn begin_screening(&mut self, id: ChildId, worker: WorkerId, rush: f64) {
        let setting = self.setting;
        let mut stream = self.lasting(id, Lasting::Screening);
        let hours = setting.screening.mean * rush * setting.screening.variation.draw(&mut stream);
        let ends = self.work_ends(worker, hours);
        let event = self.world.events.schedule(ends, Event::TaskEnds(id));
        let direct = setting.screening.mean;
        let task = Task { worker, event, direct, time_kept: rush, recording_kept: 1.0 };
        self.world.children[id].set_screener(Some(task));
    }

    fn screening_rush(&self) -> f64 {
        let setting = self.setting;
        let team = setting.scenario.triage.team;
        rush::rush(
            setting,
            team,
            self.screening_queued_weeks(),
            self.world.organisation.conditions.floor,
        )
    }

    /// Queued weeks of screening: nominal hours waiting over the team's weekly hours.
    pub(super) fn screening_queued_weeks(&self) -> f64 {
        let setting = self.setting;
        let hours = f64::from(self.world.queues.len(Queue::Screening)) * setting.screening.mean;
        rush::weeks(hours, self.weekly_hours(setting.scenario.triage.team))
    }

    /// A screening is done: one observation, all of it rushed, and a decision.
    pub(super) fn screened(&mut self, id: ChildId, task: Task) {
        let setting = self.setting;
        let Case::Screening { since, .. } = *self.world.children[id].case() else { return };
        let hours = task.direct * task.time_kept;
        // Planned hours after rushing count: a task that took longer by chance shows no more.
        let precision = setting.scenario.judgement.per_hour
            * self.world.organisation.conditions.learning
            * hours
            * self.skill(task.worker);
        // Screening is no visit: what it shows is written down whole.
        self.gather_information(id, precision, 0.0, 1.0, InformationFrom::Screening);
        self.observe(Observation::Waited { wait: Waits::Screening, since });
        self.level(Counter::ScreeningDays, 0, -1.0);
        let child = &self.world.children[id];
        let estimate = child.evidence.estimate(setting.prior);
        let (first, high) = (child.referrals == 1, child.at_high_risk());
        self.observe(Observation::Estimated { at: Scored::Screening, first, estimate, high });
        let triage = &setting.scenario.triage;
        let bar = self.bar();
        let by_chance = triage.by_chance > 0.0 && self.chance_decides(id);
        // Pressure may lift the bar above the urgent threshold, which it does not move.
        let urgent = !by_chance && estimate >= self.urgent_bar();
        let to = if by_chance {
            triage.by_chance_to
        } else if urgent {
            Destination::Stage(triage.urgent_to)
        } else if estimate >= bar {
            Destination::Stage(triage.accepted_to)
        } else {
            Destination::Close
        };
        let (known, waited, rush) = (self.known(id), (self.now() - since).0, task.time_kept);
        let out = to == Destination::Close;
        self.tell(id, Observation::Screened { known, waited, rush, bar, urgent, out, by_chance });
        match to {
            Destination::Stage(stage) => {
                // As by a decision later on: put where nothing protects.
                if !protects_or_goes_on(setting, to) {
                    self.misjudged(id);
                }
                self.accept(id, stage);
            }
            Destination::Close => self.screen_out(id),
        }
    }

    fn chance_decides(&self, id: ChildId) -> bool {
        let (child, referral) =
            (self.world.children.hidden_risk(id).key, self.world.children[id].referrals);
        let mut draw = self.chance(Draw::Decision { child, referral, at: None });
        draw.uniform() < self.setting.scenario.triage.by_chance
    }

    /// The acceptance threshold of the day: that of normal times, moved by pressure and by caution.
    pub(super) fn bar(&self) -> f64 {
        let caution = self.setting.scenario.triage.accept_caution
            * self.world.organisation.conditions.caution;
        let shift = self.world.thresholds.shift - caution;
        self.setting.accept() + shift * self.setting.solved.triage.sd
    }

    /// The urgent threshold of the day. Pressure never moves it, and caution only where a file says so.
    fn urgent_bar(&self) -> f64 {
        let caution = self.setting.scenario.triage.urgent_caution
            * self.world.organisation.conditions.caution;
        self.setting.urgent() - caution * self.setting.solved.triage.sd
    }

    fn accept(&mut self, id: ChildId, stage: StageId) {
        self.forget_workers(id);
        self.enter_stage(id, stage, None);
    }

    fn screen_out(&mut self, id: ChildId) {
        self.screened_out_episode(id);
        self.close_case(id, Closure::ScreenedOut);
    }

    /// A free screener, if there is one, takes the next referral.
    pub(super) fn find_screener(&mut self) {
        let team = self.setting.scenario.triage.team;
        if let Some(worker) = self.world.staff.free(self.setting, team) {
            self.choose_next(worker);
        }
    }

    /// The trust-free skill of a worker now.
    pub(super) fn skill(&self, worker: WorkerId) -> f64 {
        let setting = self.setting;
        let worker = &self.world.staff[worker];
        if worker.agency {
            return setting.scenario.judgement.agency_skill;
        }
        judgement::skill(&setting.scenario.judgement, worker.experience(self.now()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::EventKey;
    use crate::measure::Place;
    use crate::model::tests::quiet;

    fn begun(run: &Replication<'_>) -> Task {
        let (worker, direct) = (run.worker("duty"), run.setting.screening.mean);
        Task { worker, event: EventKey::NONE, direct, time_kept: 1.0, recording_kept: 1.0 }
    }

    #[test]
    fn screening_sends_on_what_lies_above_a_threshold() {
        for (estimate, stage) in [(2.1, "enquiry"), (1.9, "assessment"), (1.1, "assessment")] {
            let mut run = quiet(&[]);
            let id = run.referred(0, estimate);
            let task = begun(&run);
            run.screened(id, task);
            assert_eq!(run.stage_episode_of(id).stage, run.stage(stage), "{estimate}");
        }
    }

    #[test]
    fn screening_closes_the_rest_and_a_child_at_high_risk_is_missed() {
        let mut run = quiet(&[]);
        let id = run.referred(1, 0.9);
        run.open_episode(id);
        let task = begun(&run);
        run.screened(id, task);
        let child = &run.world.children[id];
        assert_eq!(child.place(run.setting), Place::ScreenedOut);
        let how = child.episode.and_then(|episode| episode.settled);
        assert_eq!(how, Some(crate::measure::Settlement::ScreenedOut));
    }

    #[test]
    fn chance_sends_on_or_closes_whatever_the_estimate() {
        use crate::measure::Settlement;
        for (to, settled) in [
            ("close", Some(Settlement::ScreenedOut)),
            // A way out and a plan where nothing protects.
            ("care", Some(Settlement::Misjudged)),
            ("support", Some(Settlement::Misjudged)),
            ("assessment", None),
        ] {
            let place = format!("triage.by_chance_to={to}");
            let mut run = quiet(&["triage.by_chance=1", &place, "stages.care.protective=false"]);
            let id = run.referred(1, 9.0);
            run.open_episode(id);
            let task = begun(&run);
            run.screened(id, task);
            let child = &run.world.children[id];
            assert_eq!(child.episode.and_then(|episode| episode.settled), settled, "{to}");
            assert_eq!(matches!(child.case(), Case::None { .. }), to == "close", "{to}");
        }
    }

    #[test]
    fn of_many_chance_takes_its_share() {
        let mut run = quiet(&["triage.by_chance=0.35"]);
        let taken = (0..1000)
            .filter(|_| {
                let id = run.referred(0, 9.0);
                run.chance_decides(id)
            })
            .count();
        // Four standard deviations of a binomial count.
        assert!((290..410).contains(&taken), "{taken} of 1,000");
    }

    #[test]
    fn pressure_lifts_the_bar_of_the_day_and_caution_lowers_it() {
        let mut run = quiet(&[]);
        assert_eq!(run.bar(), 1.0);
        run.world.thresholds.shift = 0.5;
        assert_eq!(run.bar(), 1.5);
        run.world.organisation.conditions.caution = 0.75;
        assert_eq!(run.bar(), 0.75);
        assert_eq!(run.urgent_bar(), 2.0, "the urgent threshold stays");
    }

    #[test]
    fn whoever_looks_worst_is_screened_first_unless_the_first_who_came_is() {
        // The third is of the most severe class, and looks best.
        for (order, expected) in [("risk", [1, 0, 2]), ("fifo", [0, 1, 2]), ("class", [2, 1, 0])] {
            let mut run = quiet(&[&format!("triage.order=\"{order}\"")]);
            let ids = [(0, 1.0), (1, 3.0), (2, 0.5)].map(|(class, estimate)| {
                let id = run.referred(class, estimate);
                run.await_screening(id);
                run.wait(0.01);
                id
            });
            let queues = &mut run.world.queues;
            let called = ids.map(|_| queues.call(&mut run.world.children, Queue::Screening));
            assert_eq!(called, expected.map(|place| Some(ids[place])), "{order}");
        }
    }
}
