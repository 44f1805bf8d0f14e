//! Staff whom actions bring, move and give up (model.md, section 8).
//!
//! Each team's posts are followed by places for those whom actions bring. Who is moved keeps experience and what children
//! know of them, hands over the cases, and comes back to the own post when the action ends; that post is not advertised
//! meanwhile, unless its holder leaves for good. Who lends part of the hours keeps the cases and works the rest at home.

use crate::measure::Counter;
use crate::model::ids::{PostId, WorkerId};
use crate::model::observation::Observation;
use crate::model::overtime::OvertimeWeeks;
use crate::model::replication::Replication;
use crate::model::staff::Moved;
use crate::scenario::{Grade, TeamId};

use super::facts::TemporaryPlace;

/// Experience of a worker from outside, where the team has nobody of that grade to compare with (days).
// Three years for qualified and eight for senior staff are choices. Agency staff have a skill of their own.
const EXPERIENCE: [f64; 4] = [0.0, 1095.0, 2920.0, 0.0];

impl Replication<'_> {
    /// A worker from outside begins in a place kept for one.
    pub(super) fn temporary_worker_arrives(
        &mut self,
        (place, share): TemporaryPlace,
        grade: Grade,
    ) {
        let post = self.world.staff[place];
        let team = post.team;
        self.world.staff[place].holders += 1;
        let id = if grade == Grade::Agency { place.cover() } else { place.holder() };
        let like = self
            .setting
            .scenario
            .team(team)
            .posts_in_order()
            .into_iter()
            .find(|group| group.grade == grade);
        let experience = like.map_or(EXPERIENCE[grade as usize], |group| group.experience_days);
        if grade == Grade::Agency {
            self.observe(Observation::Staff { what: Counter::AgencyStarts, team });
            self.level(Counter::AgencyDays, team.index(), 1.0);
        }
        let key =
            if grade == Grade::Agency { post.cover_key(post.holders) } else { post.holder_key() };
        // Those from outside are there for weeks, and are given cases as others are.
        let newly_qualified = false;
        self.arrive(
            id,
            Moved {
                key,
                experience_days: experience,
                grade,
                fte: share,
                newly_qualified,
                overtime: OvertimeWeeks::default(),
            },
        );
        self.allocate(team);
    }

    /// Whoever an action brought to this place goes, home if moved from a post.
    pub(super) fn temporary_worker_goes(&mut self, place: PostId) {
        if let Some(home) = self.world.staff[place].seconded_part_time_from.take() {
            self.hours_come_back(home, place);
            return;
        }
        for id in [place.holder(), place.cover()] {
            if !self.world.staff[id].in_post() {
                continue;
            }
            let worker = self.world.staff[id].as_moved(self.now());
            self.go(id);
            if let Some(home) = self.world.staff[place].home.take() {
                self.settle_in(home.holder(), worker);
            }
        }
    }

    /// Moves permanent staff of a team to places kept for them, those with the fewest cases first.
    pub(super) fn move_staff(&mut self, from: TeamId, places: &[TemporaryPlace]) {
        for &(place, share) in places {
            let Some(id) = self.to_be_moved(from) else { return };
            if share < 1.0 {
                self.lend_hours(id, place, share);
                continue;
            }
            // Hours that are lent come back first: whoever moves takes along, and later brings home, all their hours.
            self.lent_hours_end(id);
            let worker = self.world.staff[id].as_moved(self.now());
            self.go(id);
            self.world.staff[place].home = Some(id.post());
            self.settle_in(place.holder(), worker);
        }
    }

    // Part of a worker's hours is worked at a place elsewhere.
    fn lend_hours(&mut self, id: WorkerId, place: PostId, share: f64) {
        let worker = self.world.staff[id].as_moved(self.now());
        // A share of all their hours, not of those that another loan has left; no more than are left.
        let hours = ((worker.fte + self.lent_by(id.post())) * share).min(worker.fte);
        self.change_hours(id, -hours);
        self.world.staff[place].seconded_part_time_from = Some(id.post());
        self.settle_in(place.holder(), Moved { fte: hours, ..worker });
    }

    fn hours_come_back(&mut self, home: PostId, place: PostId) {
        let hours = self.world.staff[place.holder()].fte();
        self.go(place.holder());
        self.change_hours(home.holder(), hours);
        // With their hours there may be room for a case that waits.
        self.allocate(self.world.staff[home].team);
    }

    // What the holder of a post lends to places elsewhere (full-time equivalent).
    fn lent_by(&self, home: PostId) -> f64 {
        let lent = |place: &PostId| self.world.staff[*place].seconded_part_time_from == Some(home);
        let places = self.world.staff.post_ids().filter(lent);
        places.map(|place| self.world.staff[place.holder()].fte()).sum()
    }

    fn lends(&self, home: PostId) -> bool {
        let mut places = self.world.staff.post_ids();
        places.any(|place| self.world.staff[place].seconded_part_time_from == Some(home))
    }

    /// Hours that a worker who goes has lent come back to the post first: it is advertised whole.
    pub(in crate::model) fn lent_hours_end(&mut self, id: WorkerId) {
        let home = id.post();
        if id != home.holder() {
            return;
        }
        for place in self.world.staff.post_ids() {
            if self.world.staff[place].seconded_part_time_from == Some(home) {
                self.world.staff[place].seconded_part_time_from = None;
                self.hours_come_back(home, place);
            }
        }
    }

    /// A team gives up staff for good [full-time equivalent]: their posts go with them; a part of a post is worked no more.
    pub(crate) fn give_up_staff(&mut self, from: TeamId, fte: f64) {
        let mut left = fte;
        // Parts of posts seldom add up to the bit.
        while left > 1e-9 {
            let Some(id) = self.to_be_moved(from) else { return };
            // All their hours count, those that are lent too.
            self.lent_hours_end(id);
            let own = self.world.staff[id].fte();
            if own > left + 1e-9 {
                self.change_hours(id, -left);
                // Whoever covers the post later covers what is left of it.
                self.world.staff.change_hours(self.at(), id.post().cover(), -left);
                return;
            }
            self.go(id);
            left -= own;
        }
    }

    // Of the team's own permanent staff the one with the fewest cases, someone on duty if there is one, and whoever lends hours
    // already only where nobody else is there.
    fn to_be_moved(&self, from: TeamId) -> Option<WorkerId> {
        self.setting
            .workers_of(from)
            .filter(|id| {
                let worker = &self.world.staff[*id];
                worker.in_post() && !worker.agency && self.world.staff[id.post()].is_established()
            })
            .min_by_key(|id| {
                let worker = &self.world.staff[*id];
                let post = id.post();
                (self.lends(post), !worker.on_duty(), worker.weight_exact(), *id)
            })
    }

    fn settle_in(&mut self, id: WorkerId, moved: Moved) {
        let team = self.world.staff[id].team;
        self.arrive(id, moved);
        self.allocate(team);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Streams;
    use crate::experiment::normal_times::closed_form;
    use crate::model::organisation::tests::{STEADY, action, odd, one};
    use crate::model::{Setting, World};
    use crate::scenario::{Action, AddedStaff, MovedStaff, Trigger};
    use jiff::civil::date;

    #[test]
    fn staff_whom_an_action_brings_are_there_for_its_days() {
        let mut scenario = odd(&STEADY);
        let assessment = TeamId::from_index(1);
        scenario.actions = vec![Action {
            add: vec![AddedStaff { team: assessment, grade: Grade::Agency, count: 3.0 }],
            lead_days: 5.0,
            ..action("surge team", Trigger::Date(date(2021, 8, 2)))
        }];
        let days = (scenario.time.horizon() - scenario.time.observed_from()).0;
        let posts = scenario.team(assessment).post_count() as f64;
        assert!(
            (one(&scenario, 1, Counter::InPostDays, 1) - (posts * days + 3.0 * 28.0)).abs() < 1e-6
        );
        assert!((one(&scenario, 1, Counter::AgencyDays, 1) - 3.0 * 28.0).abs() < 1e-6);
        assert!((one(&scenario, 1, Counter::ActionDays, 0) - 28.0).abs() < 1e-9);
        assert_eq!(one(&scenario, 2, Counter::ActionsTaken, 0), 2.0);
    }

    #[test]
    fn who_is_given_up_in_part_gives_of_all_their_hours() {
        let mut scenario = odd(&[STEADY[0], STEADY[1], "teams.long term.posts=[{count=1}]"]);
        let (assessment, long_term) = (TeamId::from_index(1), TeamId::from_index(2));
        scenario.actions = vec![Action {
            moves: vec![MovedStaff { from: long_term, to: assessment, count: 0.5 }],
            ..action("help", Trigger::Date(date(2021, 8, 2)))
        }];
        let solved = closed_form(&scenario);
        let setting = Setting::new(&scenario, &solved);
        let mut run = Replication::begin(&setting, World::default(), Streams::new(1, 0));
        run.run_until(scenario.time.at(date(2021, 8, 3)));
        let hours = |run: &Replication<'_>, team: TeamId| -> f64 {
            let there = setting.workers_of(team).map(|id| &run.world.staff[id]);
            there.filter(|worker| worker.in_post()).map(|worker| worker.fte()).sum()
        };
        assert_eq!(hours(&run, long_term), 0.5, "half is lent");
        // Half a full-time worker is given up: the other half is left, and it is at home.
        run.give_up_staff(long_term, 0.5);
        let at_assessment = scenario.team(assessment).fte();
        assert_eq!((hours(&run, long_term), hours(&run, assessment)), (0.5, at_assessment));
    }

    #[test]
    fn staff_who_are_moved_come_back() {
        let mut scenario = odd(&STEADY);
        let (assessment, long_term) = (TeamId::from_index(1), TeamId::from_index(2));
        scenario.actions = vec![Action {
            moves: vec![MovedStaff { from: long_term, to: assessment, count: 2.0 }],
            ..action("help", Trigger::Date(date(2021, 8, 2)))
        }];
        let days = (scenario.time.horizon() - scenario.time.observed_from()).0;
        let posts = |team: TeamId| scenario.team(team).post_count() as f64;
        let in_post = |team: usize| one(&scenario, 1, Counter::InPostDays, team);
        assert!((in_post(1) - (posts(assessment) * days + 2.0 * 28.0)).abs() < 1e-6);
        assert!((in_post(2) - (posts(long_term) * days - 2.0 * 28.0)).abs() < 1e-6);
        assert!(
            one(&scenario, 1, Counter::VacantDays, 2).abs() < 1e-9,
            "a post whose holder is away is not vacant"
        );
    }
}
