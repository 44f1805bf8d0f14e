//! Staff whom actions bring, move and give up.
//!
//! Each team's posts are followed by places for those whom actions bring. Who is moved keeps experience and what children
//! know of them, hands over the cases, and comes back to the own post when the action ends; that post is not advertised
//! meanwhile, unless its holder leaves for good.

use crate::measure::Counter;
use crate::model::observation::Observation;
use crate::model::setting::Setting;
use crate::model::staff::{PostId, WorkerId};
use crate::model::world::World;
use crate::scenario::{Grade, TeamId};

/// Experience of a worker from outside, where the team has nobody of that grade to compare with [days].
const EXPERIENCE: [f64; 4] = [0.0, 1095.0, 2920.0, 0.0];

impl World {
    /// A worker from outside begins in a place kept for one.
    pub(super) fn guest_arrives(&mut self, setting: &Setting<'_>, place: PostId, grade: Grade) {
        let post = self.posts[place.index()];
        let team = post.team;
        self.posts[place.index()].holders += 1;
        let id = if grade == Grade::Agency { place.cover() } else { place.holder() };
        let like = setting.scenario.team(team).posts_in_order().into_iter().find(|group| group.grade == grade);
        let experience = like.map_or(EXPERIENCE[grade as usize], |group| group.experience_days);
        if grade == Grade::Agency {
            self.observe(setting, Observation::Staff { what: Counter::AgencyStarts, team });
            self.observe(setting, Observation::Level { of: Counter::AgencyDays, member: team.index(), by: 1.0 });
        }
        let key = if grade == Grade::Agency { post.cover_key(post.holders) } else { post.holder_key() };
        self.arrive(setting, id, key, experience, grade);
        self.allocate(setting, team);
    }

    /// Whoever an action brought to this place goes, home if moved from a post.
    pub(super) fn guest_goes(&mut self, setting: &Setting<'_>, place: PostId) {
        for id in [place.holder(), place.cover()] {
            if !self.workers[id.index()].in_post() {
                continue;
            }
            let worker = self.workers[id.index()].as_moved(self.now());
            self.go(setting, id);
            if let Some(home) = self.posts[place.index()].home.take() {
                self.settle_in(setting, home.holder(), worker);
            }
        }
    }

    /// Moves permanent staff of a team to places kept for them, those with the fewest cases first.
    pub(super) fn move_staff(&mut self, setting: &Setting<'_>, from: TeamId, places: &[PostId]) {
        for &place in places {
            let Some(id) = self.to_be_moved(setting, from) else { return };
            let worker = self.workers[id.index()].as_moved(self.now());
            self.go(setting, id);
            self.posts[place.index()].home = Some(PostId(id.0 / 2));
            self.settle_in(setting, place.holder(), worker);
        }
    }

    /// A team gives up staff for good [full-time equivalent]: their posts go with them; a part of a post is worked no more.
    pub(super) fn give_up_staff(&mut self, setting: &Setting<'_>, from: TeamId, fte: f64) {
        let mut left = fte;
        while left > 1e-9 {
            let Some(id) = self.to_be_moved(setting, from) else { return };
            let own = self.workers[id.index()].fte;
            if own > left + 1e-9 {
                let worker = &mut self.workers[id.index()];
                worker.fte -= left;
                let member = worker.grade as usize;
                self.observe(setting, Observation::Level { of: Counter::GradeDays, member, by: -left });
                return;
            }
            self.go(setting, id);
            left -= own;
        }
    }

    // Of the team's own permanent staff the one with the fewest cases, someone on duty if there is one.
    fn to_be_moved(&self, setting: &Setting<'_>, from: TeamId) -> Option<WorkerId> {
        self.workers_of(setting, from)
            .filter(|id| {
                let worker = &self.workers[id.index()];
                worker.in_post() && !worker.agency && self.posts[id.index() / 2].is_established()
            })
            .min_by_key(|id| {
                let worker = &self.workers[id.index()];
                (!worker.on_duty(), worker.weight_exact(), *id)
            })
    }

    fn settle_in(&mut self, setting: &Setting<'_>, id: WorkerId, moved: super::super::staff::Moved) {
        let team = self.workers[id.index()].team;
        self.arrive(setting, id, moved.key, moved.experience_days, moved.grade);
        self.allocate(setting, team);
    }
}
