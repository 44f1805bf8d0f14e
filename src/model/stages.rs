//! The pathway: entering a stage, moving on, closing (model.md, section 6).

use crate::engine::EventKey;
use crate::measure::{Counter, Waits};
use crate::scenario::{StageId, StageKind, TeamId};
use crate::time::{Days, SimTime};

use super::chance::{Lasting, StageEpisodeKey};
use super::child::{Case, Closure, Given, Holder, StageEpisode, Visit};
use super::event::Event;
use super::ids::{ChildId, WorkerId};
use super::observation::Observation;
use super::replication::Replication;
use super::waiting::Queue;

impl Replication<'_> {
    /// A child enters a stage, from the episode it has been in, if any.
    pub(super) fn enter_stage(&mut self, id: ChildId, stage: StageId, from: Option<StageEpisode>) {
        let setting = self.setting;
        let now = self.now();
        let facts = setting.scenario.stage(stage);
        let high = self.world.children[id].at_high_risk();
        self.level(Counter::StageDays, stage.index(), 1.0);
        // The child is remembered as they come in, before the stage changes anything: a backlog is made of children
        // like them.
        self.entered(id, stage);
        self.tell(
            id,
            Observation::Started {
                stage,
                false_enquiry: facts.urgent && !high,
                false_protection: facts.protective && !high,
            },
        );
        if let StageKind::Exit { .. } = facts.kind {
            self.enter_exit(id, stage, from);
            return;
        }
        // The team of the stage before serves a stage that has no team. Straight after triage the screening team
        // does.
        let team = facts
            .team
            .or(from.map(|stage_episode| stage_episode.team))
            .unwrap_or(setting.scenario.triage.team);
        let kept = from.and_then(|stage_episode| self.keeps(stage, team, &stage_episode));
        if let (Some(stage_episode), None) = (from, kept) {
            self.release(id, &stage_episode);
        }
        let deadline = facts
            .deadline_working_days
            .map(|n| setting.scenario.calendar.end_of_working_days(now, n));
        let times_in_stage =
            self.world.children[id].next_time_in_stage(setting.by_name.stage_place(stage));
        self.begin_together(id, stage, times_in_stage);
        let visits = first_visits(&facts.kind);
        let holder = kept.map_or(Holder::Waiting { since: now }, Holder::Worker);
        let stage_episode =
            StageEpisode::begin(stage, team, holder, times_in_stage, visits, deadline, now);
        self.world.outstanding.change(setting, stage, i64::from(visits));
        self.move_child(id, |standing| standing.set_case(Case::Open(stage_episode)));
        self.outstanding_together(id, 1);
        match facts.kind {
            StageKind::Assess { .. } => {}
            StageKind::Conference { lead_working_days, per_week } => {
                let day = self.meeting_day(stage, lead_working_days, per_week);
                self.arrange(id, day);
            }
            StageKind::Plan { visit_every_working_days, .. } => {
                let day =
                    setting.scenario.calendar.due_after_working_days(now, visit_every_working_days);
                self.arrange(id, day);
                self.begin_plan_period(id);
            }
            StageKind::Exit { .. } => unreachable!("exits are entered above"),
        }
        match kept {
            Some(worker) => {
                let from = from.expect("only a case that comes from a stage keeps its worker");
                self.reweigh(worker, from.stage, stage);
                self.taken_up(id);
            }
            None => self.await_allocation(id),
        }
        if facts.protective {
            self.protected(id);
        }
    }

    // A case stays with its worker where the stage says so, or has no team of its own, and the team is the same.
    fn keeps(&self, stage: StageId, team: TeamId, from: &StageEpisode) -> Option<WorkerId> {
        let facts = self.setting.scenario.stage(stage);
        match from.holder() {
            Holder::Worker(worker)
                if (facts.keep_worker || facts.team.is_none()) && from.team == team =>
            {
                Some(worker)
            }
            _ => None,
        }
    }

    fn enter_exit(&mut self, id: ChildId, stage: StageId, from: Option<StageEpisode>) {
        let setting = self.setting;
        let now = self.now();
        if let Some(stage_episode) = from {
            self.release(id, &stage_episode);
        }
        self.end_together(id);
        let case = Case::MovedOn { stage, since: now, event: EventKey::NONE };
        self.move_child(id, |standing| standing.set_case(case));
        if setting.scenario.stage(stage).protective {
            self.protected(id);
        }
        match setting.stages[stage.index()].duration {
            Some(duration) => {
                let stage_episode =
                    // Nobody comes back from an exit, so a stay there needs no count.
                    StageEpisodeKey { stage: setting.by_name.stage(stage), times_in_stage: 0 };
                let mut stream = self.lasting(id, Lasting::Period { stage_episode, n: 0 });
                let ends = self
                    .world
                    .events
                    .schedule(now + Days(duration.draw(&mut stream)), Event::LeavesStock(id));
                self.world.children[id].set_leaves_stock(ends);
            }
            None => self.leave_model(id),
        }
    }

    /// A child leaves an exit's stock.
    pub(super) fn leave_stock(&mut self, stage: StageId, since: SimTime) {
        self.observe(Observation::Waited { wait: Waits::Stage(stage.index()), since });
        self.level(Counter::StageDays, stage.index(), -1.0);
    }

    /// The day of a meeting: after its lead, and not before the chairs have a place.
    fn meeting_day(&mut self, stage: StageId, lead: u32, per_week: Option<f64>) -> SimTime {
        let setting = self.setting;
        let day = setting.scenario.calendar.due_after_working_days(self.now(), lead);
        let Some(per_week) = per_week else { return day };
        let place = self.world.outstanding.place_at_chair(stage, day, per_week);
        setting.scenario.calendar.next_opening(place)
    }

    /// How long the present spell of a child's plan is to be [days]: the same however often it is asked for.
    pub(super) fn plan_period_days(&self, id: ChildId) -> f64 {
        let setting = self.setting;
        let stage_episode = self.world.children[id].stage_episode().expect("a plan is a stage");
        let duration =
            setting.stages[stage_episode.stage.index()].duration.expect("a plan has a duration");
        let of = Lasting::Period {
            stage_episode: stage_episode.key(setting),
            n: stage_episode.extensions,
        };
        duration.draw(&mut self.lasting(id, of))
    }

    fn begin_plan_period(&mut self, id: ChildId) {
        let setting = self.setting;
        let now = self.now();
        if self.world.children[id].stage_episode().is_none() {
            return;
        }
        let days = self.plan_period_days(id);
        // A review is held in working hours: a spell that ends at night is reviewed at the next opening.
        let ends = setting.scenario.calendar.next_opening(now + Days(days));
        let event = self.world.events.schedule(ends, Event::ReviewDue(id));
        let stage_episode = self.world.children[id].stage_episode_mut();
        stage_episode.plan_period_began = now;
        stage_episode.review_event = event;
    }

    pub(super) fn extend(&mut self, id: ChildId) {
        let stage_episode = self.world.children[id].stage_episode_mut();
        stage_episode.extensions += 1;
        let old = stage_episode.review_event;
        self.world.events.cancel(old);
        self.begin_plan_period(id);
    }

    /// Ends an episode in a stage: its events are cancelled and its levels fall. The case still lies with its worker or in the
    /// queue.
    pub(super) fn end_stage_episode(&mut self, id: ChildId) -> StageEpisode {
        let setting = self.setting;
        let stage_episode =
            *self.world.children[id].stage_episode().expect("only an episode in a stage can end");
        for event in
            [stage_episode.visit_event, stage_episode.drift_event, stage_episode.review_event]
        {
            self.world.events.cancel(event);
        }
        self.level(Counter::StageDays, stage_episode.stage.index(), -1.0);
        if stage_episode.drifting() {
            self.level(Counter::DriftingDays, stage_episode.stage.index(), -1.0);
        }
        // Harm may end the stay with visits unmade, which are then outstanding no more.
        self.outstanding_together(id, -1);
        self.world.outstanding.change(
            setting,
            stage_episode.stage,
            -i64::from(stage_episode.visits_left),
        );
        if matches!(setting.scenario.stage(stage_episode.stage).kind, StageKind::Plan { .. }) {
            let days = (self.now() - stage_episode.began).0;
            self.observe(Observation::StageEpisodeEnded {
                stage: stage_episode.stage,
                days,
                began: stage_episode.began,
            });
        }
        match stage_episode.visit {
            Visit::Queued(worker) => self.unqueue(worker, id),
            Visit::InHand(task) => self.drop_task(id, task),
            Visit::Unplanned | Visit::Arranged | Visit::Due => {}
        }
        stage_episode
    }

    /// Closes a case that lies with nobody any more.
    pub(super) fn close_case(&mut self, id: ChildId, how: Closure) {
        self.forget_workers(id);
        self.end_together(id);
        let risk_ended = self.world.children[id].risk_ended();
        // A child whose risk is over leaves the model now and would take a place from somebody else.
        let offered = !risk_ended && how == Closure::ScreenedOut;
        let given = if offered { self.mechanisms_screened_out(id) } else { Given::default() };
        // Both in one move: what is given decides at which rates the clocks run from now on.
        self.move_child(id, |standing| {
            standing.set_case(Case::None { last: Some(how) });
            *standing.given() = given;
        });
        if risk_ended {
            self.leave_model(id);
        }
    }

    /// A child who came to harm leaves whatever the case was in.
    pub(crate) fn leave_case(&mut self, id: ChildId) {
        match *self.world.children[id].case() {
            Case::None { .. } | Case::MovedOn { .. } => {}
            Case::Screening { since, task } => {
                self.observe(Observation::WaitCut { wait: Waits::Screening, since });
                self.level(Counter::ScreeningDays, 0, -1.0);
                self.move_child(id, |standing| standing.set_case(Case::None { last: None }));
                match task {
                    Some(task) => self.drop_task(id, task),
                    None => self.world.queues.leave(&mut self.world.children, Queue::Screening, id),
                }
            }
            Case::Open(stage_episode) => {
                let wait = Waits::Stage(stage_episode.stage.index());
                self.observe(Observation::WaitCut { wait, since: stage_episode.plan_period_began });
                // Their file is closed as it stands, and an inspection to come may read it.
                self.mechanisms_left_stage(id, &stage_episode, false);
                let stage_episode = self.end_stage_episode(id);
                self.release(id, &stage_episode);
                self.end_together(id);
                self.move_child(id, |standing| standing.set_case(Case::None { last: None }));
                self.allocate(stage_episode.team);
            }
        }
    }

    /// The end of the run cuts the waits of a child: they would have been longer.
    pub(super) fn cut_waits(&mut self, id: ChildId) {
        match *self.world.children[id].case() {
            Case::None { .. } => {}
            Case::MovedOn { stage, since, .. } => {
                self.observe(Observation::WaitCut { wait: Waits::Stage(stage.index()), since });
            }
            Case::Screening { since, .. } => {
                self.observe(Observation::WaitCut { wait: Waits::Screening, since })
            }
            Case::Open(stage_episode) => {
                let wait = Waits::Stage(stage_episode.stage.index());
                self.observe(Observation::WaitCut { wait, since: stage_episode.plan_period_began });
                if let Holder::Waiting { since } = stage_episode.holder() {
                    self.observe(Observation::WaitCut {
                        wait: Waits::Allocation(stage_episode.team.index()),
                        since,
                    });
                }
                if matches!(
                    self.setting.scenario.stage(stage_episode.stage).kind,
                    StageKind::Plan { .. }
                ) {
                    let wait = Waits::PlanLength(stage_episode.stage.index());
                    self.observe(Observation::WaitCut { wait, since: stage_episode.began });
                }
            }
        }
    }
}

fn first_visits(kind: &StageKind) -> u32 {
    match kind {
        StageKind::Assess { visits, .. } => *visits,
        StageKind::Conference { .. } => 1,
        StageKind::Plan { .. } | StageKind::Exit { .. } => 0,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::tests::quiet;

    #[test]
    fn a_second_time_in_a_stage_has_draws_of_its_own() {
        let mut run = quiet(&[]);
        let id = run.entered_with(0, 2.1, "assessment");
        let first = run.stage_episode_of(id).key(run.setting);
        run.enter_stage(id, run.stage("assessment"), Some(run.stage_episode_of(id)));
        let second = run.stage_episode_of(id).key(run.setting);
        assert_eq!((first.stage, first.times_in_stage + 1), (second.stage, second.times_in_stage));
    }
}
