//! Posts that a schedule opens, closes and fills (model.md, sections 7 and 8).
//!
//! A post that is opened has its holder at once, or begins vacant and is advertised. Of posts that are closed, vacant ones go first;
//! the others end with their holders, since nobody is dismissed.

use crate::engine::EventKey;
use crate::measure::Counter;
use crate::scenario::{DatedScenario, Scenario, TeamId};

use super::ids::PostId;
use super::replication::Replication;

/// Parts of posts seldom add up to the bit: less than this is none.
const NOTHING: f64 = 1e-9;

impl Replication<'_> {
    /// The establishment of a day, from what it was before.
    pub(super) fn establishment_changes(&mut self, before: &Scenario, dated: &DatedScenario) {
        for &team in &self.setting.by_name.teams {
            let now = &dated.scenario.team(team).posts;
            for (group, (was, is)) in before.team(team).posts.iter().zip(now).enumerate() {
                let more = is.count - was.count;
                if more > NOTHING {
                    self.open_posts(team, group, more, dated.vacant.contains(&(team, group)));
                } else if more < -NOTHING {
                    self.close_posts(team, group, -more);
                }
            }
        }
        for filled in &dated.filled {
            self.fill_posts(filled.team, filled.group, filled.count);
        }
    }

    fn posts_of_group(&self, team: TeamId, group: usize) -> Vec<PostId> {
        let facts = self.setting.teams[team.index()];
        let places = facts.first_post..facts.first_post + facts.posts;
        let of_group = |post: &PostId| {
            let post = &self.world.staff[*post];
            post.is_established() && post.group == group
        };
        places.map(|place| PostId(place as u32)).filter(of_group).collect()
    }

    // Posts that were to end with their holders stay first, then those that have part of the hours have all, then new ones open.
    fn open_posts(&mut self, team: TeamId, group: usize, more: f64, vacant: bool) {
        let posts = self.posts_of_group(team, group);
        let mut left = more;
        for &id in &posts {
            let post = &mut self.world.staff[id];
            let Some(after) = post.ends_with else { continue };
            let kept = (post.share - after).min(left);
            left -= kept;
            post.ends_with = Some(after + kept).filter(|after| post.share - after > NOTHING);
        }
        for open in [true, false] {
            for &id in &posts {
                let share = self.world.staff[id].share;
                let more = (1.0 - share).min(left);
                if more <= NOTHING || (share > 0.0) != open {
                    continue;
                }
                left -= more;
                self.give_share(id, share + more);
                if open {
                    continue;
                }
                if vacant {
                    self.advertise(id);
                } else {
                    self.start_work(id, self.world.staff[id].experience_days, false);
                    self.allocate(team);
                }
            }
        }
        // With more hours there may be room for a case that waits.
        self.allocate(team);
    }

    fn close_posts(&mut self, team: TeamId, group: usize, fewer: f64) {
        let posts = self.posts_of_group(team, group);
        let mut left = fewer;
        for &id in posts.iter().rev() {
            let post = self.world.staff[id];
            if post.advertised && left > NOTHING {
                let gone = post.share.min(left);
                left -= gone;
                self.reduce_vacant(id, post.share - gone);
            }
        }
        for &id in posts.iter().rev() {
            let held = self.world.staff[id.holder()].in_post();
            let post = &mut self.world.staff[id];
            let stays = post.ends_with.unwrap_or(post.share);
            let gone = if held { stays.min(left) } else { 0.0 };
            if gone > NOTHING {
                left -= gone;
                post.ends_with = Some(stays - gone);
            }
        }
    }

    // A vacant post has less hours, or is a post no more: then nobody comes, and whoever covers it goes.
    fn reduce_vacant(&mut self, id: PostId, share: f64) {
        if share > NOTHING {
            self.give_share(id, share);
            return;
        }
        let post = &mut self.world.staff[id];
        let (team, recruit, cover) = (post.team, post.recruit_event, post.cover_event);
        post.advertised = false;
        post.recruit_event = EventKey::NONE;
        post.cover_event = EventKey::NONE;
        self.world.events.cancel(recruit);
        self.world.events.cancel(cover);
        self.level(Counter::VacantDays, team.index(), -1.0);
        if self.world.staff[id.cover()].in_post() {
            self.go(id.cover());
        }
        self.give_share(id, 0.0);
    }

    // The hours of a post, and of whoever holds or covers it, follow its share.
    fn give_share(&mut self, id: PostId, share: f64) {
        let post = &mut self.world.staff[id];
        let (team, group) = (post.team, post.group);
        let by = share - std::mem::replace(&mut post.share, share);
        let fte = self.setting.scenario.team(team).posts[group].fte;
        for worker in [id.holder(), id.cover()] {
            self.change_hours(worker, fte * by);
        }
    }

    /// Whether a post is there still when its holder has left; what it loses with them is gone.
    pub(super) fn outlasts_its_holder(&mut self, id: PostId) -> bool {
        if let Some(share) = self.world.staff[id].ends_with.take() {
            self.give_share(id, share);
        }
        self.world.staff[id].share > NOTHING
    }

    // Recruits come at once to so many vacant posts of a group as have these hours together.
    fn fill_posts(&mut self, team: TeamId, group: usize, count: f64) {
        let mut left = count;
        for id in self.posts_of_group(team, group) {
            let post = &mut self.world.staff[id];
            if !post.advertised || left < post.share - NOTHING {
                continue;
            }
            left -= post.share;
            let recruit = std::mem::replace(&mut post.recruit_event, EventKey::NONE);
            self.world.events.cancel(recruit);
            self.recruit_arrives(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Replication;
    use crate::model::ids::PostId;
    use crate::model::tests::quiet;
    use crate::scenario::TeamId;
    use crate::time::SimTime;

    // Day 160 of the quiet service, which is observed from day 150 on.
    const DATED: &str = "date=2021-06-13";

    /// The day after an entry about the assessment team's five full-time posts has come into force, without leavers.
    fn after(change: &str, more: &[&str]) -> Replication<'static> {
        let entry =
            format!("schedule=[{{path=\"teams.assessment.posts.0.count\", {DATED}, {change}}}]");
        let still = [
            "teams.assessment.vacant_share=0",
            "staffing.leaving.per_year=0",
            "staffing.sickness.per_year=0",
            "staffing.recruitment.delay_days.mean=5000",
            "staffing.agency.fill=0",
            &entry,
        ];
        let mut run = quiet(&[&still, more].concat());
        run.run_until(SimTime::from_days(161.0));
        run.audit().expect("the books are right");
        run
    }

    fn team(run: &Replication<'_>) -> TeamId {
        run.team("assessment")
    }

    /// Full-time equivalent in post, and vacant posts.
    fn staff(run: &Replication<'_>) -> (f64, usize) {
        let workers = run.setting.workers_of(team(run));
        let in_post = workers.filter(|&id| run.world.staff[id].in_post());
        let fte: f64 = in_post.map(|id| run.world.staff[id].fte()).sum();
        let facts = run.setting.teams[team(run).index()];
        let posts = (facts.first_post..facts.first_post + facts.posts).map(|n| PostId(n as u32));
        let vacant = posts.filter(|&post| run.world.staff[post].advertised).count();
        ((fte * 1e6).round() / 1e6, vacant)
    }

    #[test]
    fn posts_that_are_opened_have_their_holders_that_day_or_are_advertised() {
        assert_eq!(staff(&after("by=2", &[])), (8.0, 0), "six full-time equivalents before");
        assert_eq!(staff(&after("by=0.5", &[])), (6.5, 0));
        assert_eq!(staff(&after("by=2, vacant=true", &[])), (6.0, 2));
    }

    #[test]
    fn posts_that_are_closed_go_vacant_ones_first_and_the_others_with_their_holders() {
        let mut run = after("by=-1.6", &[]);
        assert_eq!(staff(&run), (6.0, 0), "nobody is dismissed");
        let held = |run: &Replication<'_>| -> Vec<_> {
            run.setting.workers_of(team(run)).filter(|&id| run.world.staff[id].in_post()).collect()
        };
        for (leaver, left) in [(6, (5.0, 0)), (5, (4.0, 1)), (4, (3.0, 2))] {
            let id = held(&run)[leaver];
            run.leave(id);
            run.audit().expect("the books are right");
            assert_eq!(staff(&run), left, "the first post ends, the next has 0.4 of its hours");
        }
        let posts: f64 =
            run.posts_of_group(team(&run), 0).iter().map(|&post| run.world.staff[post].share).sum();
        assert!((posts - 3.4).abs() < 1e-9, "{posts}");
        let vacant = after("by=-2", &["teams.assessment.vacant_share=0.3"]);
        assert_eq!(
            staff(&vacant).1,
            0,
            "two of seven posts were vacant, and are no posts any more"
        );
    }

    #[test]
    fn vacant_posts_are_filled_on_a_day() {
        let vacant = ["teams.assessment.vacant_share=0.3"];
        let before = after("by=0", &vacant);
        assert_eq!(staff(&before).1, 2);
        let (fte, left) = staff(&after("filled=1", &vacant));
        assert_eq!((fte, left), (staff(&before).0 + 1.0, 1));
        assert_eq!(staff(&after("filled=9", &vacant)).1, 0, "no more than are vacant");
    }

    #[test]
    fn posts_that_were_to_end_stay_where_more_are_asked_for() {
        let entries = |second: &str| {
            format!(
                "schedule=[{{path=\"teams.assessment.posts.0.count\", {DATED}, by=-2}}, {{path=\"teams.assessment.posts.0.count\", date=2021-06-15, {second}}}]"
            )
        };
        let mut run = quiet(&[
            "teams.assessment.vacant_share=0",
            "staffing.leaving.per_year=0",
            &entries("by=3"),
        ]);
        run.run_until(SimTime::from_days(170.0));
        run.audit().expect("the books are right");
        assert_eq!(staff(&run), (7.0, 0), "two were to end and stay, and one is new");
        let ends = run.posts_of_group(team(&run), 0).into_iter();
        assert_eq!(ends.filter(|&post| run.world.staff[post].ends_with.is_some()).count(), 0);
    }
}
