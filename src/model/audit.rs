//! The books: every child, case, task and worker is in exactly one place, and what is counted is
//! what is there (model.md, section 11).
//!
//! For tests and `surge-sim verify`; a run never needs it.

use crate::measure::Counter;
use crate::scenario::{Grade, StageKind, TeamId};
use crate::time::SimTime;

use super::child::{Case, Child, Holder, StageEpisode, Visit};
use super::ids::{ChildId, WorkerId};
use super::replication::Replication;
use super::waiting::{Queue, ordered};

type Audit = Result<(), String>;

macro_rules! holds {
    ($held:expr, $($what:tt)*) => {
        match $held {
            true => {}
            false => return Err(format!($($what)*)),
        }
    };
}

// Rates are set from what this compares them with: to the bit.
fn same_rates(a: [f64; 3], b: [f64; 3]) -> bool {
    a.map(f64::to_bits) == b.map(f64::to_bits)
}

/// What is there, counted anew from each child.
struct Recount {
    screening: usize,
    in_line: usize,
    stages: Vec<usize>,
    drifting: Vec<usize>,
    unallocated: Vec<usize>,
    allocated: Vec<usize>,
    visits_left: Vec<i64>,
    together: Vec<i64>,
    companions: usize,
    queued: usize,
    remembered: usize,
}

impl Replication<'_> {
    /// Says what does not add up, between two events.
    ///
    /// # Errors
    /// The first thing found that does not.
    pub fn audit(&self) -> Audit {
        let setting = self.setting;
        let (stages, teams) = (setting.stages.len(), setting.teams.len());
        let mut recount = Recount {
            screening: 0,
            in_line: 0,
            stages: vec![0; stages],
            drifting: vec![0; stages],
            unallocated: vec![0; teams],
            allocated: vec![0; teams],
            visits_left: vec![0; stages],
            together: vec![0; self.world.outstanding.together().len()],
            companions: 0,
            queued: 0,
            remembered: 0,
        };
        for id in self.world.children.ids() {
            self.audit_child(id, &mut recount).map_err(|what| format!("child {}: {what}", id.0))?;
        }
        for worker in self.world.staff.worker_ids() {
            self.audit_worker(worker).map_err(|what| format!("worker {}: {what}", worker.0))?;
        }
        self.audit_lists(&recount)?;
        self.audit_levels(&recount)
    }

    fn audit_child(&self, id: ChildId, recount: &mut Recount) -> Audit {
        let setting = self.setting;
        let child = &self.world.children[id];
        holds!(
            same_rates(
                child.rates(),
                child.rates_now(setting, self.world.children.hidden_risk(id).class)
            ),
            "its clocks run at other rates than its place has"
        );
        recount.remembered += self.world.children.former_workers().count(child.former_workers);
        let in_case = matches!(child.case(), Case::Screening { .. } | Case::Open(_));
        holds!(
            !(in_case && child.at_high_risk()) || child.episode.is_some(),
            "high risk, an open case and no episode"
        );
        holds!(
            child.episode.is_none() || child.came_to_notice.is_some(),
            "an episode and never noticed"
        );
        let open_since = |from: SimTime| setting.target_day(from) >= self.now();
        holds!(
            child.episode.is_none_or(|e| e.settled.is_some() || open_since(e.opened)),
            "an episode open past its target"
        );
        holds!(
            child.came_to_notice.is_none_or(|n| n.settled.is_some() || open_since(n.at)),
            "not settled by its target day"
        );
        if let Some(companion) = self.world.companions.get(id) {
            recount.companions += 1;
            holds!(
                child.stage_episode().is_some() && companion.visits_left > 0,
                "an assessment beside no case, or with no visit to come"
            );
        }
        match *child.case() {
            Case::None { .. } => {
                holds!(child.ticket == 0 && !child.risk_ended(), "waits or is over without a case")
            }
            Case::Screening { task, .. } => {
                recount.screening += 1;
                recount.in_line += usize::from(task.is_none());
                holds!(
                    task.is_none() == (child.ticket != 0),
                    "is both in line and being screened, or neither"
                );
                holds!(
                    task.is_none_or(|task| self.is_in_hand(task.worker, id)),
                    "no screener has it in hand"
                );
            }
            Case::Open(_) => return self.audit_stage_episode(id, child, recount),
            Case::MovedOn { stage, .. } => {
                recount.stages[stage.index()] += 1;
                holds!(child.ticket == 0, "left and waits");
            }
        }
        Ok(())
    }

    fn audit_stage_episode(&self, id: ChildId, child: &Child, recount: &mut Recount) -> Audit {
        let setting = self.setting;
        let stage_episode = child.stage_episode().expect("the case is open");
        let (stage, team) = (stage_episode.stage.index(), stage_episode.team.index());
        let kind = &setting.scenario.stages[stage].kind;
        recount.stages[stage] += 1;
        recount.drifting[stage] += usize::from(stage_episode.drifting());
        if setting.stages[stage].adds_pressure {
            recount.visits_left[stage] += i64::from(stage_episode.visits_left);
            if let Some(companion) = self.world.companions.get(id) {
                let visits = companion.visits_left.min(stage_episode.visits_left);
                recount.together[stage * setting.stages.len() + companion.stage.index()] +=
                    i64::from(visits);
            }
        }
        let waits = matches!(stage_episode.holder(), Holder::Waiting { .. });
        holds!(waits == (child.ticket != 0), "is both in line and allocated, or neither");
        match stage_episode.holder() {
            Holder::Waiting { .. } => recount.unallocated[team] += 1,
            Holder::Worker(worker) => {
                recount.allocated[team] += 1;
                let worker = &self.world.staff[worker];
                holds!(
                    worker.in_post() && worker.team == stage_episode.team,
                    "its worker is gone, or of another team"
                );
                holds!(
                    worker.cases().iter().filter(|&&case| case == id).count() == 1,
                    "its worker does not have it once"
                );
            }
        }
        holds!(
            !stage_episode.drifting() || stage_episode.drift_at <= self.now(),
            "drifts before its time"
        );
        match stage_episode.visit {
            Visit::Unplanned => {
                holds!(
                    waits && matches!(kind, StageKind::Assess { .. }),
                    "has a worker and no visit planned"
                )
            }
            Visit::Arranged => {}
            Visit::Due => holds!(waits, "its visit is due and in nobody's queue"),
            Visit::Queued(worker) => {
                recount.queued += 1;
                let worker = &self.world.staff[worker];
                holds!(
                    worker.queue.iter().filter(|visit| visit.child == id).count() == 1,
                    "its visit is not queued once"
                );
            }
            Visit::InHand(task) => {
                holds!(self.is_in_hand(task.worker, id), "nobody has its visit in hand")
            }
        }
        Ok(())
    }

    // Where nobody waits for a worker, workers have many tasks at once and none in hand.
    fn is_in_hand(&self, worker: WorkerId, id: ChildId) -> bool {
        self.setting.scenario.without.waiting || self.world.staff[worker].in_hand == Some(id)
    }

    // What is kept of loads and hours, held to a look at everybody.
    fn audit_loads(&self) -> Audit {
        let (setting, staff, now) = (self.setting, &self.world.staff, self.now());
        for &team in &setting.by_name.teams {
            let workers = || setting.workers_of(team).filter(|&id| staff[id].in_post());
            let hours: f64 = workers().map(|id| staff[id].weekly_hours(setting)).sum();
            let kept = staff.weekly_hours(team);
            // Added up in one order, so to the bit.
            holds!((hours - kept).abs() <= 0.0, "{team:?}: {hours} hours a week, kept {kept}");
            let least = workers()
                .filter(|&id| staff[id].on_duty() && staff[id].cap(setting, now) > 0.0)
                .min_by_key(|&id| (ordered(staff[id].load(setting, now)), id));
            let kept = staff.least_loaded_kept(self.at(), team);
            holds!(
                kept.is_none_or(|kept| kept == least),
                "{team:?}: {least:?} has the least load, kept {kept:?}"
            );
        }
        Ok(())
    }

    fn audit_worker(&self, id: WorkerId) -> Audit {
        let setting = self.setting;
        let worker = &self.world.staff[id];
        let idle = worker.in_hand.is_none() && worker.queue.is_empty() && worker.cases().is_empty();
        holds!(worker.in_post() || idle, "gone, with work left");
        let weight: i64 = worker
            .cases()
            .iter()
            .filter_map(|&case| self.world.children.get(case)?.stage_episode())
            .map(|stage_episode| setting.stages[stage_episode.stage.index()].weight)
            .sum();
        holds!(
            weight == worker.weight_exact(),
            "cases weigh {weight}, counted {}",
            worker.weight_exact()
        );
        for &case in worker.cases() {
            let holder = self
                .world
                .children
                .get(case)
                .and_then(Child::stage_episode)
                .map(StageEpisode::holder);
            holds!(
                holder == Some(Holder::Worker(id)),
                "has child {}, which has another worker",
                case.0
            );
        }
        for visit in &worker.queue {
            let queued = self
                .world
                .children
                .get(visit.child)
                .and_then(Child::stage_episode)
                .map(|stage_episode| stage_episode.visit);
            holds!(
                queued == Some(Visit::Queued(id)),
                "has a visit queued to child {}, which expects none",
                visit.child.0
            );
        }
        if let Some(child) = worker.in_hand {
            let task = match self.world.children.get(child).map(|child| *child.case()) {
                Some(Case::Screening { task, .. }) => task,
                Some(Case::Open(stage_episode)) => {
                    if let Visit::InHand(task) = stage_episode.visit { Some(task) } else { None }
                }
                _ => None,
            };
            holds!(
                task.is_some_and(|task| task.worker == id),
                "has child {} in hand, which knows nothing of it",
                child.0
            );
        }
        let free = worker.can_begin() && self.at_work();
        holds!(!free || worker.queue.is_empty(), "idle with visits queued");
        holds!(
            !free
                || !setting.teams[worker.team.index()].screens
                || self.world.queues.is_empty(Queue::Screening),
            "idle with referrals waiting"
        );
        Ok(())
    }

    // A post whose holder was moved, or that was given up, is nobody's and not vacant.
    fn is_vacant(&self, id: WorkerId) -> bool {
        self.world.staff[id.post()].advertised
    }

    fn audit_lists(&self, recount: &Recount) -> Audit {
        holds!(
            self.world.queues.len(Queue::Screening) as usize == recount.in_line,
            "screening: {} in line, {} there",
            self.world.queues.len(Queue::Screening),
            recount.in_line
        );
        for (team, &there) in recount.unallocated.iter().enumerate() {
            let queue = Queue::Allocation(TeamId::from_index(team));
            let line = self.world.queues.len(queue) as usize;
            holds!(line == there, "team {team}: {line} in line, {there} there");
        }
        let (kept, there) = (self.world.children.former_workers().in_use(), recount.remembered);
        holds!(kept == there, "{kept} former workers kept, {there} remembered");
        let queued: usize = self.world.staff.workers().map(|worker| worker.queue.len()).sum();
        holds!(queued == recount.queued, "{queued} visits queued, {} there", recount.queued);
        holds!(
            self.world.outstanding.visits_left() == recount.visits_left,
            "visits left {:?}, there {:?}",
            self.world.outstanding.visits_left(),
            recount.visits_left
        );
        holds!(
            self.world.outstanding.together() == recount.together,
            "visits for two assessments {:?}, there {:?}",
            self.world.outstanding.together(),
            recount.together
        );
        let (kept, there) = (self.world.companions.len(), recount.companions);
        holds!(kept == there, "{kept} assessments beside a case kept, {there} there");
        Ok(())
    }

    fn audit_levels(&self, recount: &Recount) -> Audit {
        let setting = self.setting;
        let same = |counter: Counter, member: usize, there: usize| -> Audit {
            let level = self.world.collector.level_now(setting, counter, member);
            holds!(
                (level - there as f64).abs() < 1e-9,
                "{counter:?} of {member}: level {level}, there {there}"
            );
            Ok(())
        };
        same(Counter::ScreeningDays, 0, recount.screening)?;
        for stage in 0..setting.stages.len() {
            same(Counter::StageDays, stage, recount.stages[stage])?;
            same(Counter::DriftingDays, stage, recount.drifting[stage])?;
        }
        for team in 0..setting.teams.len() {
            let staff = |counts: &dyn Fn(WorkerId) -> bool| {
                self.setting.workers_of(TeamId::from_index(team)).filter(|&id| counts(id)).count()
            };
            let worker = |id: WorkerId| &self.world.staff[id];
            let in_post = |id: WorkerId| worker(id).in_post();
            same(Counter::UnallocatedDays, team, recount.unallocated[team])?;
            same(Counter::CaseDays, team, recount.allocated[team])?;
            same(Counter::InPostDays, team, staff(&in_post))?;
            let held = self
                .setting
                .workers_of(TeamId::from_index(team))
                .filter(|&id| !worker(id).cases().is_empty());
            let (level, there) = (
                self.world.collector.level_now(setting, Counter::CaseHolderDays, team),
                held.map(|id| worker(id).fte()).sum::<f64>(),
            );
            holds!(
                // Parts of posts add up with rounding; the people counted above are whole.
                (level - there).abs() < 1e-6,
                "team {team}: hours of those who hold cases {level}, there {there}"
            );
            same(Counter::AgencyDays, team, staff(&|id| in_post(id) && worker(id).agency))?;
            same(Counter::SickDays, team, staff(&|id| in_post(id) && !worker(id).on_duty()))?;
            same(
                Counter::VacantDays,
                team,
                staff(&|id| !worker(id).agency && !in_post(id) && self.is_vacant(id)),
            )?;
        }
        self.audit_loads()?;
        self.audit_mechanisms()?;
        for grade in Grade::ALL {
            let workers = self.world.staff.workers();
            let paid = workers.filter(|worker| worker.in_post() && worker.grade == grade);
            let (level, there) = (
                self.world.collector.level_now(setting, Counter::GradeDays, grade as usize),
                paid.map(|worker| worker.fte()).sum::<f64>(),
            );
            holds!(
                (level - there).abs() < 1e-6,
                "{} staff: paid {level}, there {there}",
                grade.name()
            );
        }
        for post in self.world.staff.post_ids() {
            let both =
                [post.holder(), post.cover()].into_iter().all(|id| self.world.staff[id].in_post());
            holds!(!both, "post {}: cover stays though the post is held", post.0);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
