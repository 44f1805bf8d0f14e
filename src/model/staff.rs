//! Staff: posts and workers, sickness, leaving, recruitment, agency cover (model.md, section 7).

use crate::engine::{EventKey, numbered};
use crate::measure::Counter;
use crate::scenario::{Grade, Hazard, TeamId, people};
use crate::time::{Days, Hours, SimTime};

use super::chance::Draw;
use super::child::{Case, ChildId, Holder, Stay, Visit};
use super::collector::clone_by_field;
use super::event::Event;
use super::observation::Observation;
use super::replication::Replication;
use super::setting::Setting;
use super::work;

/// A worker's place: two per post, the permanent holder's and the agency cover's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WorkerId(pub u32);

/// A post of the establishment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostId(pub u32);

impl WorkerId {
    /// The place in the list of workers.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl PostId {
    /// The place in the list of posts.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The place of its permanent holder.
    #[must_use]
    pub const fn holder(self) -> WorkerId {
        WorkerId(self.0 * 2)
    }

    /// The place of its agency cover.
    #[must_use]
    pub const fn cover(self) -> WorkerId {
        WorkerId(self.0 * 2 + 1)
    }
}

/// A post: who held it before, and what is on its way.
#[derive(Clone, Copy, Debug)]
pub struct Post {
    /// Its team.
    pub team: TeamId,
    /// Key of its vacancies, and the root of its holders' keys.
    pub key: u64,
    experience_days: f64,
    grade: Grade,
    /// How many have held it.
    pub holders: u64,
    vacancies: u64,
    cover_event: EventKey,
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

    fn take(&mut self, child: ChildId, weight: i64) {
        self.cases.push(child);
        self.weight += weight;
    }

    fn give_up(&mut self, child: ChildId, weight: i64) {
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

impl Replication<'_> {
    /// The establishment, and who is in post on day 0: the vacant posts are spread over the team and advertised that day.
    pub(super) fn staff_on_day_0(&mut self) {
        let setting = self.setting;
        for &team_id in &setting.by_name.teams {
            let team = setting.scenario.team(team_id);
            let mut numbers = [0; Grade::ALL.len()];
            let count = team.post_count();
            let vacant = (team.vacant_share * count as f64).round() as usize;
            let groups = team.posts_in_order().into_iter();
            let groups =
                groups.flat_map(|group| people(group.count).map(move |share| (group, share)));
            for (n, (group, share)) in groups.enumerate() {
                let fte = group.fte * share;
                let post = PostId(self.world.posts.len() as u32);
                self.world.posts.push(Post {
                    team: team_id,
                    key: setting.by_name.post(team_id, group.grade, numbers[group.grade as usize]),
                    experience_days: group.experience_days,
                    grade: group.grade,
                    holders: 0,
                    vacancies: 0,
                    cover_event: EventKey::NONE,
                    advertised: false,
                    established: true,
                    home: None,
                    lent_by: None,
                });
                numbers[group.grade as usize] += 1;
                self.world.workers.push(Worker::absent(team_id, false, fte));
                self.world.workers.push(Worker::absent(team_id, true, fte));
                let is_vacant = (n + 1) * vacant / count > n * vacant / count;
                if is_vacant {
                    self.advertise(post);
                } else {
                    self.start_work(post, group.experience_days, false);
                }
            }
            self.places_for_guests(team_id);
        }
    }

    // Places for those whom actions bring: nobody's, and never advertised.
    fn places_for_guests(&mut self, team: TeamId) {
        for &key in self.setting.organisation.guest_keys(team) {
            self.world.posts.push(Post {
                team,
                key,
                experience_days: 0.0,
                grade: Grade::Qualified,
                holders: 0,
                vacancies: 0,
                cover_event: EventKey::NONE,
                advertised: false,
                established: false,
                home: None,
                lent_by: None,
            });
            self.world.workers.push(Worker::absent(team, false, 1.0));
            self.world.workers.push(Worker::absent(team, true, 1.0));
        }
    }

    // After a year of practice nobody is paid as newly qualified any more.
    fn first_year_ends(&mut self, id: WorkerId) {
        let now = self.now();
        let worker = &mut self.world.workers[id.index()];
        if worker.grade != Grade::NewlyQualified || worker.experience(now) < 365.0 {
            return;
        }
        worker.grade = Grade::Qualified;
        let fte = worker.fte;
        for (grade, by) in [(Grade::NewlyQualified, -fte), (Grade::Qualified, fte)] {
            self.observe(Observation::Level { of: Counter::GradeDays, member: grade as usize, by });
        }
    }

    /// The places of a team's workers, held or not.
    pub(super) fn workers_of(&self, team: TeamId) -> impl Iterator<Item = WorkerId> + use<> {
        let facts = self.setting.teams[team.index()];
        let first = facts.first_post as u32 * 2;
        (first..first + facts.posts as u32 * 2).map(WorkerId)
    }

    /// Weekly casework hours of a team's staff in post, sick and agency included.
    pub(super) fn weekly_hours(&self, team: TeamId) -> f64 {
        let setting = self.setting;
        let in_post = self
            .workers_of(team)
            .map(|id| &self.world.workers[id.index()])
            .filter(|worker| worker.in_post());
        let hours: f64 = in_post.map(|worker| worker.weekly_hours(setting)).sum();
        hours * self.hours_factor(team)
    }

    /// Once a week every worker may fall ill, and every permanent worker may leave.
    pub(super) fn staff_week(&mut self) {
        let setting = self.setting;
        let now = self.now();
        self.world.events.schedule(now + Days(7.0), Event::StaffWeek);
        let week = now.day() as u64 / 7;
        let blame = self.world.organisation.terms.blame;
        for id in (0..self.world.workers.len()).map(|i| WorkerId(i as u32)) {
            if !self.world.workers[id.index()].in_post() {
                continue;
            }
            self.first_year_ends(id);
            let load = self.load(id);
            let staffing = &setting.scenario.staffing;
            let mut stream =
                self.chance(Draw::Worker { worker: self.world.workers[id.index()].key, week });
            let (ill, leaves) = (stream.uniform(), stream.uniform());
            if self.world.workers[id.index()].on_duty()
                && befalls(ill, setting, &staffing.sickness.hazard, load, 0.0)
            {
                let days = setting.days_off.draw(&mut stream);
                self.fall_ill(id, days);
            }
            // Who works part of the hours elsewhere leaves once, from the own post.
            let stays = self.world.workers[id.index()].agency
                || self.world.posts[id.index() / 2].lent_by.is_some();
            if !stays && befalls(leaves, setting, &staffing.leaving, load, blame) {
                self.leave(id);
            }
        }
    }

    // Weighted caseload over cap, and never less than queued weeks over the weeks at which rushing starts, capped at 3.
    fn load(&self, id: WorkerId) -> f64 {
        let setting = self.setting;
        let worker = &self.world.workers[id.index()];
        let facts = setting.scenario.team(worker.team);
        let own = work::weeks(
            worker.queued_hours(),
            worker.weekly_hours(setting) * self.hours_factor(worker.team),
        );
        let queued = if setting.teams[worker.team.index()].screens {
            own.max(self.screening_queued_weeks())
        } else {
            own
        };
        let start = facts.rush.map_or(1.0, |rush| rush.start_weeks).max(1e-9);
        worker.load(setting, self.now()).max((queued / start).min(3.0))
    }

    fn fall_ill(&mut self, id: WorkerId, days: f64) {
        let team = self.world.workers[id.index()].team;
        self.observe(Observation::Staff { what: Counter::SicknessSpells, team });
        self.observe(Observation::Level { of: Counter::SickDays, member: team.index(), by: 1.0 });
        let calendar = &self.setting.scenario.calendar;
        let back = calendar.add_working_hours(self.now(), Hours(days * calendar.hours_per_day()));
        let event = self.world.events.schedule(back, Event::WorkerReturns(id));
        self.world.workers[id.index()].status = Status::Sick(event);
        self.pass_on_urgent(id);
    }

    // Urgent visits queued when a worker falls ill pass to colleagues.
    fn pass_on_urgent(&mut self, id: WorkerId) {
        while let Some(i) =
            self.world.workers[id.index()].queue.iter().position(|visit| visit.urgent)
        {
            let child = self.world.workers[id.index()].queue[i].child;
            let team = self.world.workers[id.index()].team;
            if self.least_loaded(team, f64::INFINITY).is_none() {
                return;
            }
            self.world.workers[id.index()].queue.remove(i);
            self.world.children[child].stay_mut().visit = Visit::Due;
            self.queue_visit(child);
        }
    }

    pub(super) fn worker_returns(&mut self, id: WorkerId) {
        let team = self.world.workers[id.index()].team;
        self.world.workers[id.index()].status = Status::OnDuty;
        self.observe(Observation::Level { of: Counter::SickDays, member: team.index(), by: -1.0 });
        self.allocate(team);
        self.choose_next(id);
    }

    /// A permanent worker leaves for good, and the post is advertised.
    pub(super) fn leave(&mut self, id: WorkerId) {
        let team = self.world.workers[id.index()].team;
        self.observe(Observation::Staff { what: Counter::Leavers, team });
        self.go(id);
        let here = PostId(id.0 / 2);
        let vacant = self.world.posts[here.index()]
            .home
            .take()
            .or(self.world.posts[here.index()].established.then_some(here));
        if let Some(post) = vacant {
            self.advertise(post);
        }
    }

    /// Advertises a vacancy: a permanent recruit comes after a delay; cover is found, or not, after a shorter one.
    fn advertise(&mut self, id: PostId) {
        let setting = self.setting;
        let now = self.now();
        let post = &mut self.world.posts[id.index()];
        post.vacancies += 1;
        post.advertised = true;
        let (key, count, team) = (post.key, post.vacancies, post.team);
        self.observe(Observation::Level { of: Counter::VacantDays, member: team.index(), by: 1.0 });
        let mut stream = self.chance(Draw::Vacancy { post: key, number: count });
        let recruit = now + Days(setting.recruitment.draw(&mut stream));
        let (filled, cover) =
            (stream.uniform(), now + Days(setting.agency_delay.draw(&mut stream)));
        self.world.events.schedule(recruit, Event::RecruitArrives(id));
        if filled < setting.scenario.staffing.agency.fill && cover < recruit {
            self.world.posts[id.index()].cover_event =
                self.world.events.schedule(cover, Event::AgencyArrives(id));
        }
    }

    pub(super) fn recruit_arrives(&mut self, id: PostId) {
        self.world.posts[id.index()].advertised = false;
        let post = self.world.posts[id.index()];
        self.world.events.cancel(post.cover_event);
        self.observe(Observation::Staff { what: Counter::Recruits, team: post.team });
        self.observe(Observation::Level {
            of: Counter::VacantDays,
            member: post.team.index(),
            by: -1.0,
        });
        let luck = self.chance(Draw::Recruit { post: post.key, number: post.vacancies }).uniform();
        let newly_qualified =
            luck < self.setting.scenario.staffing.recruitment.newly_qualified_share;
        self.start_work(
            id,
            if newly_qualified { 0.0 } else { post.experience_days },
            newly_qualified,
        );
        if self.world.workers[id.cover().index()].in_post() {
            self.go(id.cover());
        }
        self.allocate(post.team);
    }

    pub(super) fn agency_arrives(&mut self, id: PostId) {
        let post = &mut self.world.posts[id.index()];
        post.cover_event = EventKey::NONE;
        let (team, key) = (post.team, post.cover_key(post.vacancies));
        self.observe(Observation::Staff { what: Counter::AgencyStarts, team });
        self.observe(Observation::Level { of: Counter::AgencyDays, member: team.index(), by: 1.0 });
        self.arrive(id.cover(), key, 0.0, Grade::Agency);
        self.allocate(team);
    }

    fn start_work(&mut self, id: PostId, experience_days: f64, newly_qualified: bool) {
        let post = &mut self.world.posts[id.index()];
        let key = post.holder_key();
        let grade = if newly_qualified { Grade::NewlyQualified } else { post.grade };
        post.holders += 1;
        self.world.workers[id.holder().index()].newly_qualified = newly_qualified;
        self.arrive(id.holder(), key, experience_days, grade);
    }

    pub(super) fn arrive(&mut self, id: WorkerId, key: u64, experience_days: f64, grade: Grade) {
        let now = self.now();
        let worker = &mut self.world.workers[id.index()];
        worker.key = key;
        worker.status = Status::OnDuty;
        worker.since = now;
        worker.experience_days = experience_days;
        worker.grade = grade;
        let (team, fte) = (worker.team, worker.fte);
        self.observe(Observation::Level {
            of: Counter::GradeDays,
            member: grade as usize,
            by: fte,
        });
        self.observe(Observation::Level { of: Counter::InPostDays, member: team.index(), by: 1.0 });
        self.choose_next(id);
    }

    /// A worker takes a case.
    pub(super) fn take_case(&mut self, id: WorkerId, child: ChildId, weight: i64) {
        let first = self.world.workers[id.index()].cases.is_empty();
        self.world.workers[id.index()].take(child, weight);
        if first {
            self.observe_case_holder(id, 1.0);
        }
    }

    /// A worker gives up a case.
    pub(super) fn give_up_case(&mut self, id: WorkerId, child: ChildId, weight: i64) {
        let held = !self.world.workers[id.index()].cases.is_empty();
        self.world.workers[id.index()].give_up(child, weight);
        if held && self.world.workers[id.index()].cases.is_empty() {
            let Worker { team, fte, .. } = self.world.workers[id.index()];
            self.observe(Observation::Level {
                of: Counter::CaseHolderDays,
                member: team.index(),
                by: -fte,
            });
        }
    }

    // The hours of a worker who holds a case begin or cease to count.
    fn observe_case_holder(&mut self, id: WorkerId, times: f64) {
        let Worker { team, fte, .. } = self.world.workers[id.index()];
        if !self.world.workers[id.index()].cases.is_empty() {
            let by = fte * times;
            self.observe(Observation::Level {
                of: Counter::CaseHolderDays,
                member: team.index(),
                by,
            });
        }
    }

    /// A worker in post works more or fewer hours from now on (full-time equivalent).
    pub(super) fn change_hours(&mut self, id: WorkerId, by: f64) {
        let worker = &mut self.world.workers[id.index()];
        worker.fte += by;
        if worker.in_post() {
            let (member, team, holds) =
                (worker.grade as usize, worker.team.index(), !worker.cases.is_empty());
            self.observe(Observation::Level { of: Counter::GradeDays, member, by });
            if holds {
                self.observe(Observation::Level { of: Counter::CaseHolderDays, member: team, by });
            }
        }
    }

    /// A worker goes: the task in hand is lost and done again, cases return to the allocation queue.
    pub(super) fn go(&mut self, id: WorkerId) {
        self.lent_hours_end(id);
        self.observe_case_holder(id, -1.0);
        let worker = &mut self.world.workers[id.index()];
        let (team, agency, status) = (worker.team, worker.agency, worker.status);
        let (grade, fte) = (worker.grade, worker.fte);
        worker.status = Status::Absent;
        self.observe(Observation::Level {
            of: Counter::GradeDays,
            member: grade as usize,
            by: -fte,
        });
        self.observe(Observation::Level {
            of: Counter::InPostDays,
            member: team.index(),
            by: -1.0,
        });
        if agency {
            self.observe(Observation::Level {
                of: Counter::AgencyDays,
                member: team.index(),
                by: -1.0,
            });
        }
        if let Status::Sick(returns) = status {
            self.world.events.cancel(returns);
            self.observe(Observation::Level {
                of: Counter::SickDays,
                member: team.index(),
                by: -1.0,
            });
        }
        self.lose_task_in_hand(id);
        while let Some(visit) = self.world.workers[id.index()].queue.pop() {
            self.world.children[visit.child].stay_mut().visit = Visit::Due;
            self.requeue_cover(visit.child, id);
        }
        while let Some(child) = self.world.workers[id.index()].cases.pop() {
            self.return_case(child);
        }
        self.world.workers[id.index()].weight = 0;
        self.allocate(team);
    }

    fn lose_task_in_hand(&mut self, id: WorkerId) {
        let Some(child) = self.world.workers[id.index()].in_hand.take() else { return };
        match &mut self.world.children[child].case {
            Case::Screening { task, .. } => {
                if let Some(task) = task.take() {
                    self.world.events.cancel(task.event);
                }
                let rank = self.screening_rank(child);
                self.world.screening.join(
                    &mut self.world.children,
                    &mut self.world.tickets,
                    child,
                    rank,
                );
                if self.at_work() {
                    self.find_screener();
                }
            }
            Case::Open(Stay { visit, .. }) => {
                if let Visit::InHand(task) = *visit {
                    *visit = Visit::Due;
                    self.world.events.cancel(task.event);
                }
                self.requeue_cover(child, id);
            }
            Case::None { .. } | Case::Left { .. } => {}
        }
    }

    // A visit made for a colleague goes back to the colleague; the leaver's own wait for the next worker.
    fn requeue_cover(&mut self, child: ChildId, gone: WorkerId) {
        let holder = self.world.children[child].stay().map(|stay| stay.holder);
        if holder.is_some_and(|holder| holder != Holder::Worker(gone)) {
            self.queue_visit(child);
        }
    }

    fn return_case(&mut self, child: ChildId) {
        let now = self.now();
        self.spend_clocks(child);
        let stay = self.world.children[child].stay_mut();
        stay.holder = Holder::Waiting { since: now };
        let (team, visit) = (stay.team, stay.visit);
        match visit {
            // Begun at once by a worker who now goes, or by a colleague whose queue it is in: it is done again.
            Visit::InHand(task) if !self.world.workers[task.worker.index()].in_post() => {
                self.world.events.cancel(task.event);
                self.world.children[child].stay_mut().visit = Visit::Due;
            }
            _ => {}
        }
        self.observe(Observation::Level { of: Counter::CaseDays, member: team.index(), by: -1.0 });
        self.set_clocks(child);
        self.observe(Observation::Level {
            of: Counter::UnallocatedDays,
            member: team.index(),
            by: 1.0,
        });
        let rank = self.allocation_rank(child);
        self.world.allocation[team.index()].join(
            &mut self.world.children,
            &mut self.world.tickets,
            child,
            rank,
        );
    }
}

/// Whether it befalls a worker this week: luck below `1 - exp(-7 * base * (1 + k * max(0, load - 1)) * (1 + gain * blame))`.
fn befalls(luck: f64, setting: &Setting<'_>, hazard: &Hazard, load: f64, blame: f64) -> bool {
    let overload = if setting.scenario.without.overload {
        0.0
    } else {
        hazard.overload * (load - 1.0).max(0.0)
    };
    let expected = 7.0 * hazard.per_year / 365.25 * (1.0 + overload) * (1.0 + hazard.blame * blame);
    // The probability is below the expected number, and most weeks' luck lies above that.
    luck < expected && luck < -libm::expm1(-expected)
}

#[cfg(test)]
mod tests;
