//! Staff: posts, and who is in them (model.md, section 7).

use std::ops::{Index, IndexMut};

use crate::engine::{EventKey, numbered};
use crate::scenario::{Grade, TeamId, people};
use crate::time::SimTime;

use super::clone_by_field::clone_by_field;
use super::ids::{ChildId, PostId, WorkerId};
use super::setting::Setting;
use super::waiting::ordered;

/// A post: who held it before, and what is on its way.
#[derive(Clone, Copy, Debug)]
pub struct Post {
    /// Its team.
    pub team: TeamId,
    /// Key of its vacancies, and the root of its holders' keys.
    pub key: u64,
    /// Experience of a recruit who is not newly qualified (days).
    pub(super) experience_days: f64,
    /// Its grade.
    pub(super) grade: Grade,
    /// How many have held it.
    pub holders: u64,
    /// How often it has been advertised.
    pub(super) vacancies: u64,
    /// The arrival of cover.
    pub(super) cover_event: EventKey,
    /// Advertised, and no permanent holder yet.
    pub advertised: bool,
    // Of the establishment, and not the place of someone whom an action brings.
    established: bool,
    /// Whose post it is that someone here was moved from.
    pub home: Option<PostId>,
    /// Whose hours are worked here: part of those of the holder of that post, who stays there with the rest.
    pub lent_by: Option<PostId>,
}

impl Post {
    fn new(team: TeamId, key: u64, grade: Grade, experience_days: f64, established: bool) -> Post {
        Post {
            team,
            key,
            experience_days,
            grade,
            holders: 0,
            vacancies: 0,
            cover_event: EventKey::NONE,
            advertised: false,
            established,
            home: None,
            lent_by: None,
        }
    }

    /// The key of the next to hold it.
    #[must_use]
    pub fn holder_key(&self) -> u64 {
        numbered(self.key, self.holders)
    }

    /// The key of the `n`th agency worker there.
    #[must_use]
    pub fn cover_key(&self, n: u64) -> u64 {
        numbered(self.key, 1 << 63 | n)
    }

    /// Of the establishment, and not a place for someone whom an action brings.
    #[must_use]
    pub fn is_established(&self) -> bool {
        self.established
    }
}

/// A worker on the way to another place.
#[derive(Clone, Copy, Debug)]
pub struct Moved {
    /// Key of the worker's streams.
    pub key: u64,
    /// Experience (days).
    pub experience_days: f64,
    /// What the worker is paid as.
    pub grade: Grade,
    /// Full-time equivalent.
    pub fte: f64,
}

/// Whether a worker is there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Status {
    /// Nobody holds this place.
    Absent,
    /// At work.
    OnDuty,
    /// Off sick, with the event of the return.
    Sick(EventKey),
}

/// A visit in a worker's queue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QueuedVisit {
    /// To whom.
    pub child: ChildId,
    /// Goes first.
    pub urgent: bool,
    /// Then the earliest deadline.
    pub deadline: SimTime,
    /// Nominal hours.
    pub hours: f64,
}

/// A worker, or the empty place of one.
#[derive(Debug)]
pub struct Worker {
    /// Key of the worker's streams: the team's name, the post's grade and number, and how many held it before.
    pub key: u64,
    /// The team.
    pub team: TeamId,
    /// Agency cover.
    pub agency: bool,
    /// Full-time equivalent.
    pub fte: f64,
    /// What the worker is paid as.
    pub grade: Grade,
    /// The task in hand.
    pub in_hand: Option<ChildId>,
    /// Visits due and not begun.
    pub queue: Vec<QueuedVisit>,
    status: Status,
    since: SimTime,
    experience_days: f64,
    newly_qualified: bool,
    cases: Vec<ChildId>,
    weight: i64,
}

clone_by_field!(Worker {
    key,
    team,
    agency,
    fte,
    grade,
    in_hand,
    queue,
    status,
    since,
    experience_days,
    newly_qualified,
    cases,
    weight
});

impl Worker {
    fn absent(team: TeamId, agency: bool, fte: f64) -> Worker {
        Worker {
            key: 0,
            team,
            agency,
            fte,
            grade: Grade::Qualified,
            in_hand: None,
            queue: Vec::new(),
            status: Status::Absent,
            since: SimTime::ZERO,
            experience_days: 0.0,
            newly_qualified: false,
            cases: Vec::new(),
            weight: 0,
        }
    }

    /// At work, whatever the hour.
    #[must_use]
    pub fn on_duty(&self) -> bool {
        self.status == Status::OnDuty
    }

    /// In post, sick or not.
    #[must_use]
    pub fn in_post(&self) -> bool {
        self.status != Status::Absent
    }

    /// On duty with nothing in hand.
    #[must_use]
    pub fn can_begin(&self) -> bool {
        self.on_duty() && self.in_hand.is_none()
    }

    /// Days of experience.
    #[must_use]
    pub fn experience(&self, now: SimTime) -> f64 {
        self.experience_days + (now - self.since).0
    }

    /// What a move takes along.
    #[must_use]
    pub fn as_moved(&self, now: SimTime) -> Moved {
        Moved {
            key: self.key,
            experience_days: self.experience(now),
            grade: self.grade,
            fte: self.fte,
        }
    }

    /// Weighted cases.
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.weight as f64 * 1e-6
    }

    /// Weighted cases in millionths, exactly.
    #[must_use]
    pub fn weight_exact(&self) -> i64 {
        self.weight
    }

    /// The most weighted cases this worker is given: by hours, and fewer in the protected first year.
    #[must_use]
    pub fn cap(&self, setting: &Setting<'_>, now: SimTime) -> f64 {
        let recruitment = &setting.scenario.staffing.recruitment;
        let protected = self.newly_qualified && (now - self.since).0 < recruitment.protected_days;
        setting.scenario.team(self.team).caseload_cap
            * self.fte
            * if protected { recruitment.protected_share } else { 1.0 }
    }

    /// Weighted cases over the most this worker is given: what allocation, sickness and leaving go by.
    #[must_use]
    pub fn load(&self, setting: &Setting<'_>, now: SimTime) -> f64 {
        let cap = self.cap(setting, now);
        if cap > 0.0 { self.weight() / cap } else { 0.0 }
    }

    /// Weekly hours left for casework.
    #[must_use]
    pub fn weekly_hours(&self, setting: &Setting<'_>) -> f64 {
        self.fte
            * setting.scenario.team(self.team).availability
            * setting.scenario.calendar.hours_per_week()
    }

    /// Nominal hours queued.
    #[must_use]
    pub fn queued_hours(&self) -> f64 {
        self.queue.iter().map(|visit| visit.hours).sum()
    }

    /// The place in the queue of the visit to make next: urgent first, then the earliest deadline, then the longest queued.
    #[must_use]
    pub fn next_visit(&self) -> Option<usize> {
        (0..self.queue.len()).min_by_key(|&i| (!self.queue[i].urgent, self.queue[i].deadline, i))
    }

    /// Cases held.
    #[must_use]
    pub fn cases(&self) -> &[ChildId] {
        &self.cases
    }

    /// Begins work here now.
    pub(super) fn begin(&mut self, as_who: Moved, now: SimTime) {
        self.key = as_who.key;
        self.status = Status::OnDuty;
        self.since = now;
        self.experience_days = as_who.experience_days;
        self.grade = as_who.grade;
        self.fte = as_who.fte;
    }

    /// Is newly qualified, or not: whoever is has a protected first year.
    pub(super) fn set_newly_qualified(&mut self, newly_qualified: bool) {
        self.newly_qualified = newly_qualified;
    }

    /// Is off sick, or at work again, or here no more: what it was before.
    pub(super) fn become_status(&mut self, status: Status) -> Status {
        std::mem::replace(&mut self.status, status)
    }

    /// Any case held, given up.
    pub(super) fn pop_case(&mut self) -> Option<ChildId> {
        let case = self.cases.pop();
        if self.cases.is_empty() {
            self.weight = 0;
        }
        case
    }

    pub(super) fn take(&mut self, child: ChildId, weight: i64) {
        self.cases.push(child);
        self.weight += weight;
    }

    pub(super) fn give_up(&mut self, child: ChildId, weight: i64) {
        if let Some(i) = self.cases.iter().position(|&case| case == child) {
            self.cases.swap_remove(i);
            self.weight -= weight;
        }
    }

    /// A case changes its weight.
    pub fn reweigh(&mut self, by: i64) {
        self.weight += by;
    }
}

/// All posts, and for each its two workers' places.
#[derive(Debug, Default)]
pub struct Staff {
    posts: Vec<Post>,
    workers: Vec<Worker>,
    /// The day on which work began last.
    pub(super) work_began: Option<usize>,
}

clone_by_field!(Staff { posts, workers, work_began });

impl Staff {
    /// The establishment, with nobody in post. After each team's posts come places for those whom actions bring, which are
    /// nobody's and never advertised.
    pub fn reset(&mut self, setting: &Setting<'_>) {
        self.posts.clear();
        self.workers.clear();
        self.work_began = None;
        for &team in &setting.by_name.teams {
            let mut numbers = [0; Grade::ALL.len()];
            for group in setting.scenario.team(team).posts_in_order() {
                for share in people(group.count) {
                    let number = &mut numbers[group.grade as usize];
                    let key = setting.by_name.post(team, group.grade, *number);
                    *number += 1;
                    let post = Post::new(team, key, group.grade, group.experience_days, true);
                    self.add(post, group.fte * share);
                }
            }
            for &key in setting.organisation.guest_keys(team) {
                self.add(Post::new(team, key, Grade::Qualified, 0.0, false), 1.0);
            }
        }
    }

    fn add(&mut self, post: Post, fte: f64) {
        self.workers.push(Worker::absent(post.team, false, fte));
        self.workers.push(Worker::absent(post.team, true, fte));
        self.posts.push(post);
    }

    /// The places of all workers, held or not.
    pub fn worker_ids(&self) -> impl Iterator<Item = WorkerId> + use<> {
        (0..self.workers.len() as u32).map(WorkerId)
    }

    /// All workers' places, held or not.
    pub fn workers(&self) -> impl Iterator<Item = &Worker> {
        self.workers.iter()
    }

    /// All posts.
    pub fn post_ids(&self) -> impl Iterator<Item = PostId> + use<> {
        (0..self.posts.len() as u32).map(PostId)
    }

    /// Weekly casework hours of a team's staff in post, sick and agency included, before what actions make of them.
    #[must_use]
    pub fn weekly_hours(&self, setting: &Setting<'_>, team: TeamId) -> f64 {
        let workers = setting.workers_of(team).map(|id| &self[id]);
        let in_post = workers.filter(|worker| worker.in_post());
        in_post.map(|worker| worker.weekly_hours(setting)).sum()
    }

    /// The worker on duty with the least load, among those whose cases are below `stretch` times their cap.
    #[must_use]
    pub fn least_loaded(
        &self,
        setting: &Setting<'_>,
        team: TeamId,
        stretch: f64,
        now: SimTime,
    ) -> Option<WorkerId> {
        let below = |id: &WorkerId| {
            let worker = &self[*id];
            worker.on_duty() && worker.weight() < worker.cap(setting, now) * stretch
        };
        let load = |id: &WorkerId| (ordered(self[*id].load(setting, now)), *id);
        setting.workers_of(team).filter(below).min_by_key(load)
    }

    /// A worker of a team who is free to begin something.
    #[must_use]
    pub fn free(&self, setting: &Setting<'_>, team: TeamId) -> Option<WorkerId> {
        setting.workers_of(team).find(|&id| self[id].can_begin())
    }
}

impl Index<WorkerId> for Staff {
    type Output = Worker;
    #[inline]
    fn index(&self, id: WorkerId) -> &Worker {
        &self.workers[id.index()]
    }
}

impl IndexMut<WorkerId> for Staff {
    #[inline]
    fn index_mut(&mut self, id: WorkerId) -> &mut Worker {
        &mut self.workers[id.index()]
    }
}

impl Index<PostId> for Staff {
    type Output = Post;
    #[inline]
    fn index(&self, id: PostId) -> &Post {
        &self.posts[id.index()]
    }
}

impl IndexMut<PostId> for Staff {
    #[inline]
    fn index_mut(&mut self, id: PostId) -> &mut Post {
        &mut self.posts[id.index()]
    }
}

#[cfg(test)]
mod tests;
