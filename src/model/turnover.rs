//! Who comes and goes: sickness, leaving, recruitment, agency cover (model.md, section 7).

use crate::engine::EventKey;
use crate::measure::Counter;
use crate::scenario::{Grade, Hazard, TeamId};
use crate::time::{Days, Hours};

use super::chance::Draw;
use super::child::Visit;
use super::event::Event;
use super::ids::{PostId, WorkerId};
use super::observation::Observation;
use super::overtime::OvertimeWeeks;
use super::replication::Replication;
use super::setting::Setting;
use super::staff::{Moved, Status};

impl Replication<'_> {
    /// Who is in post on day 0: the vacant posts are spread over each team and advertised that day.
    pub(super) fn staff_on_day_0(&mut self) {
        for &team_id in &self.setting.by_name.teams {
            let team = self.setting.scenario.team(team_id);
            let facts = self.setting.teams[team_id.index()];
            let count = team.post_count();
            let vacant = (team.vacant_share * count as f64).round() as usize;
            let places = facts.first_post..facts.first_post + facts.posts;
            let posts = places.map(|place| PostId(place as u32));
            // Posts that a schedule opens later are no posts yet.
            let open = |post: &PostId| {
                let post = &self.world.staff[*post];
                post.is_established() && post.share > 0.0
            };
            let open: Vec<PostId> = posts.filter(open).collect();
            debug_assert_eq!(open.len(), count);
            for (n, post) in open.into_iter().enumerate() {
                // In whole numbers, which spread exactly so many evenly over the team.
                let is_vacant = (n + 1) * vacant / count > n * vacant / count;
                if is_vacant {
                    self.advertise(post);
                } else {
                    self.start_work(post, self.world.staff[post].experience_days, false);
                }
            }
        }
    }

    // After a year of practice nobody is paid as newly qualified any more.
    fn first_year_ends(&mut self, id: WorkerId) {
        let now = self.now();
        let worker = &mut self.world.staff[id];
        if worker.grade != Grade::NewlyQualified || worker.experience(now) < 365.0 {
            return;
        }
        worker.grade = Grade::Qualified;
        let fte = worker.fte();
        for (grade, by) in [(Grade::NewlyQualified, -fte), (Grade::Qualified, fte)] {
            self.paid(grade, by);
        }
    }

    /// Weekly casework hours of a team's staff in post, sick and agency included.
    pub(super) fn weekly_hours(&self, team: TeamId) -> f64 {
        self.world.staff.weekly_hours(team) * self.hours_factor(team)
    }

    /// Once a week every worker may fall ill, and every permanent worker may leave.
    pub(super) fn staff_week(&mut self) {
        let setting = self.setting;
        let now = self.now();
        self.world.events.schedule(now + Days(7.0), Event::StaffWeek);
        let week = now.day() as u64 / 7;
        let blame = self.world.organisation.conditions.blame;
        for id in self.world.staff.worker_ids() {
            if !self.world.staff[id].in_post() {
                continue;
            }
            self.first_year_ends(id);
            let load = self.load(id);
            let strain = self.strain(id);
            let staffing = &setting.scenario.staffing;
            let mut stream = self.chance(Draw::Worker { worker: self.world.staff[id].key, week });
            // Both before either is used: whether a worker falls ill does not decide with which chance they leave.
            let (ill, leaves) = (stream.uniform(), stream.uniform());
            if self.world.staff[id].on_duty()
                && happens_this_week(ill, setting, &staffing.sickness.hazard, load, strain)
            {
                let days = setting.days_off.draw(&mut stream);
                self.fall_ill(id, days);
            }
            // Who works part of the hours elsewhere leaves once, from the own post.
            let stays = self.world.staff[id].agency
                || self.world.staff[id.post()].seconded_part_time_from.is_some();
            let strain = strain * (1.0 + staffing.leaving.blame * blame);
            if !stays && happens_this_week(leaves, setting, &staffing.leaving, load, strain) {
                self.leave(id);
            }
        }
    }

    // Weighted caseload over cap, and never less than queued weeks over the weeks at which rushing starts, capped at 3.
    fn load(&self, id: WorkerId) -> f64 {
        let setting = self.setting;
        let worker = &self.world.staff[id];
        let facts = setting.scenario.team(worker.team);
        let queued = self.queued_weeks(id);
        // `start_weeks` may be 0: then any queue at all counts as the most.
        let start = facts.rush.map_or(1.0, |rush| rush.start_weeks).max(1e-9);
        worker.load(setting, self.now()).max((queued / start).min(3.0))
    }

    fn fall_ill(&mut self, id: WorkerId, days: f64) {
        let team = self.world.staff[id].team;
        self.observe(Observation::Staff { what: Counter::SicknessSpells, team });
        self.level(Counter::SickDays, team.index(), 1.0);
        let calendar = &self.setting.scenario.calendar;
        // Published days off are working days, so a spell runs in working hours and nobody comes back at night.
        let back = calendar.add_working_hours(self.now(), Hours(days * calendar.hours_per_day()));
        let event = self.world.events.schedule(back, Event::WorkerReturns(id));
        // The worker is off before urgent visits are passed on: else the least loaded colleague might be this one.
        self.world.staff.become_status(self.at(), id, Status::Sick(event));
        self.pass_on_urgent(id);
    }

    // Urgent visits queued when a worker falls ill pass to colleagues.
    fn pass_on_urgent(&mut self, id: WorkerId) {
        while let Some(i) = self.world.staff[id].queue.iter().position(|visit| visit.urgent) {
            let child = self.world.staff[id].queue[i].child;
            let team = self.world.staff[id].team;
            // This is asked before the visit is taken out: without a colleague it would come back into this queue for
            // ever.
            if self.least_loaded(team, f64::INFINITY).is_none() {
                return;
            }
            self.world.staff[id].queue.remove(i);
            self.world.children[child].stage_episode_mut().visit = Visit::Due;
            self.queue_visit(child);
        }
    }

    pub(super) fn worker_returns(&mut self, id: WorkerId) {
        let team = self.world.staff[id].team;
        self.world.staff.become_status(self.at(), id, Status::OnDuty);
        self.level(Counter::SickDays, team.index(), -1.0);
        self.allocate(team);
        self.choose_next(id);
    }

    /// A permanent worker leaves for good, and the post is advertised.
    pub(super) fn leave(&mut self, id: WorkerId) {
        let team = self.world.staff[id].team;
        self.observe(Observation::Staff { what: Counter::Leavers, team });
        self.go(id);
        let here = id.post();
        // Whoever was moved here leaves the post at home vacant. A place kept for an action is nobody's post.
        let vacant = self.world.staff[here]
            .home
            .take()
            .or(self.world.staff[here].is_established().then_some(here));
        if let Some(post) = vacant.filter(|&post| self.outlasts_its_holder(post)) {
            self.advertise(post);
        }
    }

    /// Advertises a vacancy: a permanent recruit comes after a delay; cover is found, or not, after a shorter one.
    pub(super) fn advertise(&mut self, id: PostId) {
        let setting = self.setting;
        let now = self.now();
        let post = &mut self.world.staff[id];
        post.vacancies += 1;
        post.advertised = true;
        let (key, count, team) = (post.key, post.vacancies, post.team);
        self.level(Counter::VacantDays, team.index(), 1.0);
        let mut stream = self.chance(Draw::Vacancy { post: key, number: count });
        let recruit = now + Days(setting.recruitment.draw(&mut stream));
        // Both are drawn whether or not cover comes, so that a vacancy has the same chance in every variant.
        let (filled, cover) =
            (stream.uniform(), now + Days(setting.agency_delay.draw(&mut stream)));
        self.world.staff[id].recruit_event =
            self.world.events.schedule(recruit, Event::RecruitArrives(id));
        if filled < setting.scenario.staffing.agency.fill && cover < recruit {
            self.world.staff[id].cover_event =
                self.world.events.schedule(cover, Event::AgencyArrives(id));
        }
    }

    pub(super) fn recruit_arrives(&mut self, id: PostId) {
        self.world.staff[id].advertised = false;
        let post = self.world.staff[id];
        self.world.events.cancel(post.cover_event);
        self.observe(Observation::Staff { what: Counter::Recruits, team: post.team });
        self.level(Counter::VacantDays, post.team.index(), -1.0);
        // It has a stream of its own: a change of who comes does not change when they come.
        let draw = self.chance(Draw::Recruit { post: post.key, number: post.vacancies }).uniform();
        let newly_qualified =
            draw < self.setting.scenario.staffing.recruitment.newly_qualified_share;
        self.start_work(
            id,
            if newly_qualified { 0.0 } else { post.experience_days },
            newly_qualified,
        );
        // The recruit is there by now and can take up what the cover gives back.
        if self.world.staff[id.cover()].in_post() {
            self.go(id.cover());
        }
        self.allocate(post.team);
    }

    pub(super) fn agency_arrives(&mut self, id: PostId) {
        let post = &mut self.world.staff[id];
        post.cover_event = EventKey::NONE;
        let (team, key) = (post.team, post.cover_key(post.vacancies));
        self.observe(Observation::Staff { what: Counter::AgencyStarts, team });
        self.level(Counter::AgencyDays, team.index(), 1.0);
        let fte = self.world.staff[id.cover()].fte();
        // The skill of agency staff is fixed and does not depend on experience.
        let who = Moved {
            key,
            experience_days: 0.0,
            grade: Grade::Agency,
            fte,
            newly_qualified: false,
            overtime: OvertimeWeeks::default(),
        };
        self.arrive(id.cover(), who);
        self.allocate(team);
    }

    pub(super) fn start_work(&mut self, id: PostId, experience_days: f64, newly_qualified: bool) {
        let post = &mut self.world.staff[id];
        let key = post.holder_key();
        let grade = if newly_qualified { Grade::NewlyQualified } else { post.grade };
        post.holders += 1;
        let fte = self.world.staff[id.holder()].fte();
        let overtime = OvertimeWeeks::default();
        self.arrive(
            id.holder(),
            Moved { key, experience_days, grade, fte, newly_qualified, overtime },
        );
    }

    /// Someone begins work in a place.
    pub(super) fn arrive(&mut self, id: WorkerId, who: Moved) {
        self.world.staff.begin(self.at(), id, who);
        let team = self.world.staff[id].team;
        self.paid(who.grade, who.fte);
        self.level(Counter::InPostDays, team.index(), 1.0);
        self.choose_next(id);
    }
}

/// Whether it happens to a worker this week: a draw below `1 - exp(-7 * base * (1 + k * max(0, load - 1)) * times)`, `times` what
/// overtime and blame make of it.
fn happens_this_week(
    draw: f64,
    setting: &Setting<'_>,
    hazard: &Hazard,
    load: f64,
    times: f64,
) -> bool {
    let overload = if setting.scenario.without.overload {
        0.0
    } else {
        hazard.overload * (load - 1.0).max(0.0)
    };
    let expected = 7.0 * hazard.per_year / 365.25 * (1.0 + overload) * times;
    // The probability is below the expected number, and most weeks' draws lie above that.
    draw < expected && draw < -libm::expm1(-expected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::child::Holder;
    use crate::model::tests::quiet;

    const ONE: [&str; 2] =
        ["teams.assessment.posts=[{count=1}]", "teams.assessment.vacant_share=0"];

    #[test]
    fn whoever_leaves_gives_the_cases_back_and_the_post_is_advertised() {
        let mut run = quiet(&ONE);
        let id = run.entered_with(0, 1.5, "assessment");
        let worker = run.worker("assessment");
        assert_eq!(run.stage_episode_of(id).holder(), Holder::Worker(worker));
        run.leave(worker);
        assert!(matches!(run.stage_episode_of(id).holder(), Holder::Waiting { .. }));
        assert!(run.world.staff[worker.post()].advertised && !run.world.staff[worker].in_post());
        run.audit().expect("the books are right");
    }

    #[test]
    fn a_recruit_takes_up_what_waited() {
        let mut run = quiet(&ONE);
        let worker = run.worker("assessment");
        run.leave(worker);
        let id = run.entered_with(0, 1.5, "assessment");
        assert!(matches!(run.stage_episode_of(id).holder(), Holder::Waiting { .. }));
        run.recruit_arrives(worker.post());
        assert_eq!(run.stage_episode_of(id).holder(), Holder::Worker(worker));
        assert!(!run.world.staff[worker.post()].advertised);
    }

    #[test]
    fn nobody_is_given_a_case_while_off_sick() {
        let mut run = quiet(&ONE);
        let worker = run.worker("assessment");
        run.fall_ill(worker, 3.0);
        let id = run.entered_with(0, 1.5, "assessment");
        assert!(matches!(run.stage_episode_of(id).holder(), Holder::Waiting { .. }));
        run.worker_returns(worker);
        assert_eq!(run.stage_episode_of(id).holder(), Holder::Worker(worker));
    }

    #[test]
    fn overload_and_blame_make_leaving_likelier() {
        let setting = quiet(&[]).setting;
        let hazard = Hazard { per_year: 1.0, overload: 1.0, blame: 0.5 };
        // A week's chance: 1 - exp(-7 / 365.25 * (1 + overload) * (1 + 0.5 * blame)).
        for (load, blame, factor) in [(0.5, 0.0, 1.0), (2.0, 0.0, 2.0), (2.0, 1.0, 3.0)] {
            let chance = -libm::expm1(-7.0 / 365.25 * factor);
            let times = 1.0 + hazard.blame * blame;
            assert!(happens_this_week(chance * 0.999, setting, &hazard, load, times));
            assert!(!happens_this_week(chance * 1.001, setting, &hazard, load, times));
        }
    }
}
