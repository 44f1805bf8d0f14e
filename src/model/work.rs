//! Work: visits that come due, who makes them, and what a child gets of them (model.md, section 6).

use crate::engine::{EventKey, Stream};
use crate::scenario::StageKind;
use crate::time::{Hours, SimTime};

use super::chance::{Draw, InformationFrom, Lasting};
use super::child::{Case, Holder, StageEpisode, Task, Visit};
use super::event::Event;
use super::ids::{ChildId, WorkerId};
use super::judgement;
use super::observation::Observation;
use super::replication::Replication;
use super::rush::HoursKept;
use super::staff::QueuedVisit;
use super::waiting::Queue;
use crate::measure::Counter;

impl Replication<'_> {
    /// 09:00: what falls due at this moment is queued first, then free workers choose.
    pub(super) fn opening_hour(&mut self) {
        let now = self.now();
        // It is scheduled at its own moment, so it runs after all that was scheduled for 09:00 before.
        self.world.events.schedule(now, Event::WorkBegins);
        // The search begins at tomorrow's midnight: now is in working hours and would be its own next opening.
        let tomorrow = SimTime::from_days((now.day() + 1) as f64);
        let next = self.setting.scenario.calendar.next_opening(tomorrow);
        self.world.events.schedule(next, Event::Opening);
    }

    /// Free workers choose.
    pub(super) fn work_begins(&mut self) {
        self.world.staff.work_began = Some(self.now().day());
        for worker in self.world.staff.worker_ids() {
            self.choose_next(worker);
        }
    }

    /// True in working hours, once work has begun.
    pub(super) fn at_work(&self) -> bool {
        let now = self.now();
        let calendar = &self.setting.scenario.calendar;
        // At 09:00 itself nobody chooses before `WorkBegins`: what falls due then is queued first.
        calendar.is_open(now)
            && (calendar.never_closes() || self.world.staff.work_began == Some(now.day()))
    }

    /// Arranges the next visit for a day.
    pub(super) fn arrange(&mut self, id: ChildId, day: SimTime) {
        let setting = self.setting;
        let event = self.world.events.schedule(day, Event::VisitDue(id));
        let stage_episode = self.world.children[id].stage_episode_mut();
        stage_episode.visit = Visit::Arranged;
        stage_episode.visit_event = event;
        if let Some(days) = setting.scenario.stage(stage_episode.stage).drift_after_working_days {
            stage_episode.drift_at = setting.scenario.calendar.end_of_working_days(day, days);
            // A visit is overdue from its new day on, so the drift that was to follow the old one is off.
            let (old, at) = (stage_episode.drift_event, stage_episode.drift_at);
            self.world.events.cancel(old);
            self.world.children[id].stage_episode_mut().drift_event =
                self.world.events.schedule(at, Event::DriftBegins(id));
        }
    }

    /// The first visit of an assessment, once it has a worker: it takes time to arrange.
    pub(super) fn arrange_first(&mut self, id: ChildId) {
        let setting = self.setting;
        let Some(stage_episode) = self.world.children[id].stage_episode() else { return };
        if let StageKind::Assess { lead_working_days, .. } =
            setting.scenario.stage(stage_episode.stage).kind
        {
            let day =
                setting.scenario.calendar.due_after_working_days(self.now(), lead_working_days);
            self.arrange(id, day);
        }
    }

    pub(super) fn visit_due(&mut self, id: ChildId) {
        let stage_episode = self.world.children[id].stage_episode_mut();
        stage_episode.visit = Visit::Due;
        stage_episode.visit_event = EventKey::NONE;
        if let Holder::Worker(_) = stage_episode.holder() {
            self.queue_visit(id);
        }
    }

    /// A due visit joins its worker's queue; an urgent one due to a worker who is off, a colleague's.
    pub(super) fn queue_visit(&mut self, id: ChildId) {
        let setting = self.setting;
        let stage_episode =
            *self.world.children[id].stage_episode().expect("only a case in a stage has visits");
        let Holder::Worker(holder) = stage_episode.holder() else { return };
        if setting.scenario.without.waiting {
            // Where nobody waits, a visit begins beside whatever the worker has in hand, and no queue shortens it.
            self.begin_visit(id, holder, HoursKept::ALL);
            return;
        }
        let facts = setting.scenario.stage(stage_episode.stage);
        let off = !self.world.staff[holder].on_duty();
        let colleague = (off && facts.urgent)
            .then(|| self.least_loaded(stage_episode.team, f64::INFINITY))
            .flatten();
        let worker = colleague.unwrap_or(holder);
        let visit = QueuedVisit {
            child: id,
            urgent: facts.urgent,
            deadline: self.visit_deadline(&stage_episode),
            hours: self.visit_hours(id, stage_episode.stage).nominal(),
        };
        self.world.staff[worker].queue.push(visit);
        self.world.children[id].stage_episode_mut().visit = Visit::Queued(worker);
        self.choose_next(worker);
    }

    // An assessment's visits leave room for those that follow; a plan's place is the day its case would drift.
    fn visit_deadline(&self, stage_episode: &StageEpisode) -> SimTime {
        let setting = self.setting;
        let facts = setting.scenario.stage(stage_episode.stage);
        match (&facts.kind, facts.deadline_working_days) {
            (StageKind::Assess { gap_working_days, .. }, Some(days)) => {
                let after = stage_episode
                    .visits_left
                    .saturating_sub(1)
                    .saturating_mul(gap_working_days + 1);
                setting
                    .scenario
                    .calendar
                    .end_of_working_days(stage_episode.began, days.saturating_sub(after))
            }
            (StageKind::Plan { .. }, _) if facts.drift_after_working_days.is_some() => {
                stage_episode.drift_at
            }
            // Without a deadline the place in the queue is the moment at which the visit came due.
            _ => self.now(),
        }
    }

    /// A visit leaves its worker's queue unmade.
    pub(super) fn unqueue(&mut self, worker: WorkerId, id: ChildId) {
        self.world.staff[worker].queue.retain(|visit| visit.child != id);
    }

    /// A task in hand is dropped: its worker is free.
    pub(super) fn drop_task(&mut self, id: ChildId, task: Task) {
        self.world.events.cancel(task.event);
        let worker = &mut self.world.staff[task.worker];
        // Where nobody waits, a worker has many tasks and none in hand, so the end of one frees nobody.
        if worker.in_hand == Some(id) {
            worker.in_hand = None;
            self.choose_next(task.worker);
        }
    }

    /// A free worker takes what comes first: urgent visits, then screening where the team screens, then by deadline.
    pub(super) fn choose_next(&mut self, id: WorkerId) {
        let setting = self.setting;
        let worker = &self.world.staff[id];
        if !worker.can_begin() {
            return;
        }
        let may_screen = setting.teams[worker.team.index()].screens
            && !self.world.queues.is_empty(Queue::Screening);
        // Asked before the hour is: on most mornings most workers have nothing to begin.
        if worker.queue.is_empty() && !may_screen || !self.at_work() {
            return;
        }
        let best = worker.next_visit();
        let urgent = best.is_some_and(|i| worker.queue[i].urgent);
        if may_screen && !urgent && self.screen_next(id) {
            return;
        }
        if let Some(i) = best {
            let worker = &mut self.world.staff[id];
            // In order, not swapped: of equal deadlines the one queued longest goes first.
            let visit = worker.queue.remove(i);
            worker.in_hand = Some(visit.child);
            // The queue is measured without this visit, which is in hand now.
            let kept = self.hours_kept(id);
            self.begin_visit(visit.child, id, kept);
        }
    }

    fn begin_visit(&mut self, id: ChildId, worker: WorkerId, kept: HoursKept) {
        let setting = self.setting;
        let stage_episode =
            self.world.children[id].stage_episode().expect("only a case in a stage has visits");
        let hours = self.visit_hours(id, stage_episode.stage);
        // The key has the visits made: a visit that is lost and done again has the same draw.
        let visit = Lasting::Visit {
            stage_episode: stage_episode.key(setting),
            n: stage_episode.visits_made,
        };
        let variation =
            setting.stages[stage_episode.stage.index()].work.draw(&mut self.lasting(id, visit));
        let recording =
            hours.recording * self.world.organisation.conditions.recording * kept.recording;
        let length = (hours.travel + recording + hours.direct * kept.direct) * variation;
        let ends = self.work_ends(worker, length);
        let event = self.world.events.schedule(ends, Event::TaskEnds(id));
        let recording_kept = kept.recording as f32;
        self.world.children[id].stage_episode_mut().visit = Visit::InHand(Task {
            worker,
            event,
            direct: hours.direct,
            time_kept: kept.direct,
            recording_kept,
        });
    }

    /// The stream of how long a task of a child, or a period, takes.
    pub(super) fn lasting(&self, id: ChildId, of: Lasting) -> Stream {
        let (child, referral) =
            (self.world.children.hidden_risk(id).key, self.world.children[id].referrals);
        self.chance(Draw::Work { child, referral, of })
    }

    /// When a task of so many hours begun now ends: only part of a worker's contracted time is left for casework, and some work
    /// beyond it when work queues.
    pub(super) fn work_ends(&mut self, id: WorkerId, hours: f64) -> SimTime {
        let setting = self.setting;
        let overtime = if setting.works_overtime { self.begins_overtime(id, hours) } else { 0.0 };
        let worker = &self.world.staff[id];
        // A half-time worker needs two days for one day's work of a full-time one.
        let rate = worker.fte()
            * setting.scenario.team(worker.team).availability
            * self.hours_factor(worker.team)
            * (1.0 + overtime);
        setting.scenario.calendar.add_working_hours(self.now(), Hours(hours / rate))
    }

    /// A screening, visit or meeting is done.
    pub(super) fn task_ends(&mut self, id: ChildId) {
        let task = match *self.world.children[id].case() {
            Case::Screening { task: Some(task), .. } => task,
            Case::Open(StageEpisode { visit: Visit::InHand(task), .. }) => task,
            _ => unreachable!("a task that ends was in hand"),
        };
        let worker = &mut self.world.staff[task.worker];
        if worker.in_hand == Some(id) {
            worker.in_hand = None;
        }
        match *self.world.children[id].case() {
            Case::Screening { .. } => self.screened(id, task),
            _ => self.visited(id, task),
        }
        self.choose_next(task.worker);
    }

    fn visited(&mut self, id: ChildId, task: Task) {
        let setting = self.setting;
        let stage_episode =
            *self.world.children[id].stage_episode().expect("a visit is made to a case in a stage");
        let facts = setting.scenario.stage(stage_episode.stage);
        let before = self.world.children[id].evidence.estimate(setting.prior);
        self.learn_from_visit(id, &stage_episode, task);
        let planned = task.direct * 60.0;
        let (had, known) = (planned * task.time_kept, self.known(id));
        self.tell(id, Observation::Visited { stage: stage_episode.stage, planned, had, known });
        self.outstanding_together(id, -1);
        let open = self.world.children[id].stage_episode_mut();
        open.visits_made += 1;
        open.visits_left = stage_episode.visits_left.saturating_sub(1);
        open.visit = Visit::Unplanned;
        let left = open.visits_left;
        self.world.outstanding.change(setting, stage_episode.stage, -1);
        self.met_together(id);
        // A visit ends drift at any stage, not on plans alone: else the case would drift on and be counted twice.
        self.stop_drifting(id);
        match facts.kind {
            StageKind::Assess { gap_working_days, .. } if left > 0 => {
                let day =
                    setting.scenario.calendar.due_after_working_days(self.now(), gap_working_days);
                self.arrange(id, day);
            }
            StageKind::Assess { .. } | StageKind::Conference { .. } => {
                self.decide(id);
            }
            StageKind::Plan { visit_every_working_days, .. } => {
                let day = setting
                    .scenario
                    .calendar
                    .due_after_working_days(self.now(), visit_every_working_days);
                self.arrange(id, day);
                if !self.review_early(id, before) {
                    self.close_early(id);
                }
            }
            StageKind::Exit { .. } => unreachable!("no visit is made at an exit"),
        }
    }

    // What a visit shows depends on the direct time it had and on how well the child knows the visitor. A colleague who
    // stands in starts without trust, and what the child learnt of them is not kept.
    fn learn_from_visit(&mut self, id: ChildId, stage_episode: &StageEpisode, task: Task) {
        let setting = self.setting;
        let direct = task.direct * task.time_kept;
        if direct <= 0.0 {
            return;
        }
        let judgement = &setting.scenario.judgement;
        let known = stage_episode.holder() == Holder::Worker(task.worker);
        let child = &mut self.world.children[id];
        let hours = if known {
            // A visit's own hours count towards its trust, so they are added first.
            child.hours_with_worker += direct;
            child.hours_with_worker
        } else {
            direct
        };
        let trust = judgement::trust(hours, judgement.trust_hours);
        let precision = judgement.per_hour
            * self.world.organisation.conditions.learning
            * direct
            * self.skill(task.worker);
        let at = InformationFrom::Visit {
            stage_episode: stage_episode.key(setting),
            n: stage_episode.visits_made,
        };
        self.gather_information(id, precision, trust, task.recording_kept.into(), at);
    }

    /// The last visit is overdue by too much: nobody protects the child until the next.
    pub(super) fn drift_begins(&mut self, id: ChildId) {
        self.move_child(id, |standing| standing.set_drifting(true));
        let stage_episode = self.world.children[id].stage_episode_mut();
        stage_episode.drift_event = EventKey::NONE;
        let stage = stage_episode.stage;
        self.tell(id, Observation::Drifted { stage });
        self.level(Counter::DriftingDays, stage.index(), 1.0);
    }

    fn stop_drifting(&mut self, id: ChildId) {
        let stage_episode =
            self.world.children[id].stage_episode().expect("only a case in a stage drifts");
        if stage_episode.drifting() {
            self.level(Counter::DriftingDays, stage_episode.stage.index(), -1.0);
            self.move_child(id, |standing| standing.set_drifting(false));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Place;
    use crate::model::tests::quiet;

    const ONE: [&str; 2] =
        ["teams.assessment.posts=[{count=1}]", "teams.assessment.vacant_share=0"];

    #[test]
    fn a_free_worker_makes_urgent_visits_first() {
        let mut run = quiet(&ONE);
        run.wait(0.5);
        run.world.staff.work_began = Some(0);
        let worker = run.worker("assessment");
        let [first, second] = [(); 2].map(|()| run.entered_with(0, 1.5, "assessment"));
        let urgent = run.entered_with(0, 2.5, "enquiry");
        [first, second, urgent].into_iter().for_each(|id| run.visit_due(id));
        assert_eq!(run.world.staff[worker].in_hand, Some(first), "nothing else was due then");
        run.task_ends(first);
        assert_eq!(run.world.staff[worker].in_hand, Some(urgent));
        assert_eq!(run.stage_episode_of(second).visit, Visit::Queued(worker));
        run.audit().expect("the books are right");
    }

    #[test]
    fn a_visit_that_is_due_before_there_is_a_worker_waits_for_one() {
        let mut run = quiet(&ONE);
        let worker = run.worker("assessment");
        run.leave(worker);
        let id = run.entered_with(0, 1.5, "assessment");
        run.visit_due(id);
        assert_eq!(run.stage_episode_of(id).visit, Visit::Due);
        run.recruit_arrives(worker.post());
        assert_eq!(run.stage_episode_of(id).visit, Visit::Queued(worker));
    }

    #[test]
    fn a_child_whose_case_drifts_is_not_protected_until_the_next_visit() {
        let mut run = quiet(&[]);
        let id = run.entered_with(1, 2.5, "plan");
        let harm = |run: &Replication<'_>| run.world.children[id].rates()[0];
        let protected = harm(&run);
        run.drift_begins(id);
        assert_eq!(run.world.children[id].place(run.setting), Place::Drifting);
        assert!((harm(&run) / protected - 5.0).abs() < 1e-9, "the plan protects 0.8");
        run.stop_drifting(id);
        assert_eq!(harm(&run), protected);
    }

    #[test]
    fn a_visit_with_others_waiting_leaves_part_of_what_it_showed_out_of_the_file() {
        let rush = "teams.assessment.rush={ start_weeks = 9, half_weeks = 0.01, recording_floor = 0.4, recording_start_weeks = 0 }";
        let mut run = quiet(&[ONE[0], ONE[1], rush]);
        run.wait(0.5);
        run.world.staff.work_began = Some(0);
        let ids = [(); 3].map(|()| run.entered_with(0, 1.5, "assessment"));
        for id in ids {
            let evidence = &mut run.world.children[id].evidence;
            *evidence = judgement::Evidence::default();
            evidence.add(1.5, 1.0);
            run.visit_due(id);
        }
        let on_file = |run: &Replication<'_>, id| run.world.children[id].evidence.on_file();
        run.task_ends(ids[0]);
        assert_eq!(on_file(&run, ids[0]), 1.0, "nobody waited when it began");
        run.task_ends(ids[1]);
        let shown = run.world.children[ids[1]].evidence.precision() - 1.0;
        let expected = (1.0 + 0.4 * shown) / (1.0 + shown);
        assert!((on_file(&run, ids[1]) - expected).abs() < 1e-4, "{expected}");
        run.audit().expect("the books are right");
    }
}
