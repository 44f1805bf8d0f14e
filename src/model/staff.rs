//! Staff: posts, and who is in them (model.md, section 7).

mod loads;
mod worker;

pub use worker::{Moved, QueuedVisit, Status, Worker};

use std::ops::{Index, IndexMut};

use crate::engine::{EventKey, numbered};
use crate::scenario::{Grade, TeamId, heads, people};
use crate::time::SimTime;

use super::clone_by_field::clone_by_field;
use super::ids::{ChildId, PostId, WorkerId};
use super::setting::Setting;
use loads::Loads;

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
    /// Its group, by its place in the team's list.
    pub(super) group: usize,
    /// The share of its group's hours that it has; 0 where it is not open.
    pub(super) share: f64,
    /// What its share is once the holder has left, where that is less.
    pub(super) ends_with: Option<f64>,
    /// The arrival of the recruit.
    pub(super) recruit_event: EventKey,
    /// Whose post it is that someone here was moved from.
    pub home: Option<PostId>,
    /// Whose hours are worked here: part of those of the holder of that post, who stays there with the rest.
    pub seconded_part_time_from: Option<PostId>,
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
            group: 0,
            share: 1.0,
            ends_with: None,
            recruit_event: EventKey::NONE,
            home: None,
            seconded_part_time_from: None,
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
        // The upper half of the numbers: holders of the post count from 0.
        numbered(self.key, 1 << 63 | n)
    }

    /// Of the establishment, and not a place for someone whom an action brings.
    #[must_use]
    pub fn is_established(&self) -> bool {
        self.established
    }
}

/// Where and when something changes.
pub type Present<'a> = (&'a Setting<'a>, SimTime);

/// All posts, and for each its two workers' places.
#[derive(Debug, Default)]
pub struct Staff {
    posts: Vec<Post>,
    workers: Vec<Worker>,
    loads: Loads,
    /// The day on which work began last.
    pub(super) work_began: Option<usize>,
}

clone_by_field!(Staff { posts, workers, loads, work_began });

impl Staff {
    /// The establishment, with nobody in post. Posts that a schedule opens later have their places from the beginning. After each
    /// team's posts come places for those whom actions bring, which are nobody's and never advertised.
    pub fn reset(&mut self, setting: &Setting<'_>) {
        self.posts.clear();
        self.workers.clear();
        self.work_began = None;
        for &team in &setting.by_name.teams {
            // Posts are numbered within the grade, so that one more of another grade leaves these keys alone.
            let mut numbers = [0; Grade::ALL.len()];
            let groups = setting.scenario.team(team).groups_in_order();
            // Those that are opened later are numbered after all that there are now, whose keys they leave alone.
            let mut later = [0; Grade::ALL.len()];
            groups.iter().for_each(|(_, group)| later[group.grade as usize] += heads(group.count));
            for (place, group) in groups {
                let mut open = people(group.count);
                for _ in 0..heads(setting.most_posts[team.index()][place]) {
                    let share = open.next();
                    let numbers = if share.is_some() { &mut numbers } else { &mut later };
                    let number = &mut numbers[group.grade as usize];
                    let key = setting.by_name.post(team, group.grade, *number);
                    *number += 1;
                    let share = share.unwrap_or(0.0);
                    let post = Post::new(team, key, group.grade, group.experience_days, true);
                    self.add(Post { group: place, share, ..post }, group.fte * share);
                }
            }
            for &key in setting.organisation.temporary_place_keys(team) {
                self.add(Post::new(team, key, Grade::Qualified, 0.0, false), 1.0);
            }
        }
        self.loads.reset(self.workers.len(), setting.teams.len());
    }

    fn add(&mut self, post: Post, fte: f64) {
        // The holder's place comes before the cover's: ids are worked out from this order.
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
    pub fn weekly_hours(&self, team: TeamId) -> f64 {
        self.loads.weekly_hours(team)
    }

    /// The worker on duty with the least load, if their cases are below `stretch` times their cap: where theirs are not, nobody's
    /// are. Ties go by place, and places by the names of teams: not by the order of a file.
    pub fn least_loaded(
        &mut self,
        (setting, now): Present<'_>,
        team: TeamId,
        stretch: f64,
    ) -> Option<WorkerId> {
        if !self.loads.is_settled(team, now) {
            self.loads.settle(setting, &self.workers, team, now);
        }
        let least = self.loads.least(setting, team)?;
        let worker = &self[least];
        (worker.weight() < worker.cap(setting, now) * stretch).then_some(least)
    }

    /// Loads and hours of everybody anew: hours, caps or protected years have become others.
    pub fn settle_all(&mut self, (setting, now): Present<'_>) {
        for &team in &setting.by_name.teams {
            self.loads.settle(setting, &self.workers, team, now);
        }
    }

    // Whatever changes a worker's load or hours comes through here: those who choose between workers look at nobody else.
    fn change<T>(
        &mut self,
        (setting, now): Present<'_>,
        id: WorkerId,
        how: impl FnOnce(&mut Worker) -> T,
    ) -> T {
        let told = how(&mut self.workers[id.index()]);
        self.loads.changed(setting, &self.workers, id, now);
        told
    }

    /// A worker takes a case.
    pub fn take_case(&mut self, at: Present<'_>, id: WorkerId, child: ChildId, weight: i64) {
        self.change(at, id, |worker| worker.take(child, weight));
    }

    /// A worker gives up a case.
    pub fn give_up_case(&mut self, at: Present<'_>, id: WorkerId, child: ChildId, weight: i64) {
        self.change(at, id, |worker| worker.give_up(child, weight));
    }

    /// A worker gives up any case.
    pub fn pop_case(&mut self, at: Present<'_>, id: WorkerId) -> Option<ChildId> {
        self.change(at, id, Worker::pop_case)
    }

    /// A worker's case changes its weight.
    pub fn reweigh(&mut self, at: Present<'_>, id: WorkerId, by: i64) {
        self.change(at, id, |worker| worker.reweigh(by));
    }

    /// A worker is off sick, or at work again, or here no more: what they were before.
    pub fn become_status(&mut self, at: Present<'_>, id: WorkerId, status: Status) -> Status {
        self.change(at, id, |worker| worker.become_status(status))
    }

    /// Somebody begins work in a place.
    pub fn begin(&mut self, at: Present<'_>, id: WorkerId, who: Moved) {
        self.change(at, id, |worker| worker.begin(who, at.1));
    }

    /// A worker's hours become more or fewer (full-time equivalent), or those of the next in an empty place.
    pub fn change_hours(&mut self, at: Present<'_>, id: WorkerId, by: f64) {
        self.change(at, id, |worker| worker.fte += by);
    }

    /// Who is kept as the least loaded, whatever their cap; `None` where it is looked for anew when it is asked for.
    pub(super) fn least_loaded_kept(
        &self,
        at: Present<'_>,
        team: TeamId,
    ) -> Option<Option<WorkerId>> {
        self.loads.is_settled(team, at.1).then(|| self.loads.least(at.0, team))
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
