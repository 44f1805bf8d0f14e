//! A worker, or the empty place of one (model.md, section 7).

use crate::engine::EventKey;
use crate::model::clone_by_field::clone_by_field;
use crate::model::ids::ChildId;
use crate::model::overtime::OvertimeWeeks;
use crate::model::setting::Setting;
use crate::scenario::{Grade, TeamId};
use crate::time::{Days, SimTime};

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
    /// Was recruited newly qualified: the first year of practice is protected, wherever it is worked.
    pub newly_qualified: bool,
    /// Overtime of the last weeks.
    pub overtime: OvertimeWeeks,
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
    /// What the worker is paid as.
    pub grade: Grade,
    /// The task in hand.
    pub in_hand: Option<ChildId>,
    /// Visits due and not begun.
    pub queue: Vec<QueuedVisit>,
    /// Overtime of the last weeks.
    pub overtime: OvertimeWeeks,
    // What loads go by is changed by Staff alone, which keeps them in order.
    pub(super) fte: f64,
    pub(super) status: Status,
    pub(super) since: SimTime,
    pub(super) experience_days: f64,
    pub(super) newly_qualified: bool,
    pub(super) cases: Vec<ChildId>,
    pub(super) weight: i64,
}

clone_by_field!(Worker {
    key,
    team,
    agency,
    grade,
    in_hand,
    queue,
    overtime,
    fte,
    status,
    since,
    experience_days,
    newly_qualified,
    cases,
    weight
});

impl Worker {
    pub(super) fn absent(team: TeamId, agency: bool, fte: f64) -> Worker {
        Worker {
            key: 0,
            team,
            agency,
            grade: Grade::Qualified,
            in_hand: None,
            queue: Vec::new(),
            overtime: OvertimeWeeks::default(),
            fte,
            status: Status::Absent,
            since: SimTime::ZERO,
            experience_days: 0.0,
            newly_qualified: false,
            cases: Vec::new(),
            weight: 0,
        }
    }

    /// Full-time equivalent.
    #[must_use]
    pub fn fte(&self) -> f64 {
        self.fte
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
            newly_qualified: self.newly_qualified,
            overtime: self.overtime,
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
        // Experience, not time in this place: a move does not begin the protected year again.
        let protected = self.newly_qualified && self.experience(now) < recruitment.protected_days;
        setting.scenario.team(self.team).caseload_cap
            * self.fte
            * if protected { recruitment.protected_share } else { 1.0 }
    }

    /// When the protected year ends that this worker is in.
    pub(super) fn protected_until(&self, setting: &Setting<'_>, now: SimTime) -> Option<SimTime> {
        let left = setting.scenario.staffing.recruitment.protected_days - self.experience(now);
        (self.newly_qualified && left > 0.0).then(|| now + Days(left))
    }

    /// Weighted cases over the most this worker is given: what allocation, sickness and leaving go by.
    #[must_use]
    pub fn load(&self, setting: &Setting<'_>, now: SimTime) -> f64 {
        let cap = self.cap(setting, now);
        // A protected share of 0 leaves a cap of 0: such a worker is given no case.
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
        // The queue is no heap: visits leave it from anywhere, when a child leaves or a colleague takes one over. The first of equal
        // keys is the one queued longest.
        let mut places = self.queue.iter().enumerate();
        let (mut place, mut first) = places.next()?;
        for (other, visit) in places {
            let alike = visit.urgent == first.urgent;
            if visit.urgent && !first.urgent || alike && visit.deadline < first.deadline {
                (place, first) = (other, visit);
            }
        }
        Some(place)
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
        self.newly_qualified = as_who.newly_qualified;
        self.overtime = as_who.overtime;
    }

    /// Is off sick, or at work again, or here no more: what it was before.
    pub(super) fn become_status(&mut self, status: Status) -> Status {
        std::mem::replace(&mut self.status, status)
    }

    /// Any case held, given up.
    pub(super) fn pop_case(&mut self) -> Option<ChildId> {
        let case = self.cases.pop();
        // The weight of each case is not known here, so the sum is cleared with the last.
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
    pub(super) fn reweigh(&mut self, by: i64) {
        self.weight += by;
    }
}
