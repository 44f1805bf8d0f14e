//! Where a case stands, and an episode in a stage (model.md, section 6).

use crate::engine::EventKey;
use crate::model::chance::StageEpisodeKey;
use crate::model::ids::WorkerId;
use crate::model::setting::Setting;
use crate::scenario::{StageId, TeamId};
use crate::time::SimTime;

/// Where the case stands.
#[derive(Clone, Copy, Debug)]
pub enum Case {
    /// No open case.
    None {
        /// How the last one ended, if there was one.
        last: Option<Closure>,
    },
    /// Referred, not yet screened.
    Screening {
        /// Since the referral.
        since: SimTime,
        /// The screener's task, once begun.
        task: Option<Task>,
    },
    /// In a stage of the pathway.
    Open(StageEpisode),
    /// Moved on by an exit, counted in its stock.
    MovedOn {
        /// The exit.
        stage: StageId,
        /// Since when.
        since: SimTime,
        /// When the child leaves the stock, where that is known.
        event: EventKey,
    },
}

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closure {
    /// At triage.
    ScreenedOut,
    /// After an assessment, conference or plan.
    Closed,
}

/// A child's time in one stage, from entry to decision: an episode of assessment, of a plan.
#[derive(Clone, Copy, Debug)]
pub struct StageEpisode {
    /// The stage.
    pub stage: StageId,
    /// The team that holds the case.
    pub team: TeamId,
    /// Entry to the stage.
    pub began: SimTime,
    /// Entry, or the start of the present period of a plan.
    pub plan_period_began: SimTime,
    /// Extensions so far.
    pub extensions: u32,
    /// The day the decision is due.
    pub deadline: Option<SimTime>,
    pub(super) holder: Holder,
    /// Visits still to be made before the decision.
    pub visits_left: u32,
    /// Visits made in this episode.
    pub visits_made: u32,
    /// How often the child was in this stage before, since the referral.
    pub times_in_stage: u64,
    /// The next visit.
    pub visit: Visit,
    /// Its event, while not due.
    pub visit_event: EventKey,
    /// The day a late visit turns into drift.
    pub drift_event: EventKey,
    /// When that is.
    pub drift_at: SimTime,
    /// The review at the end of a plan's period.
    pub review_event: EventKey,
    pub(super) drifting: bool,
}

/// Who holds a case.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Holder {
    /// Nobody: in the allocation queue.
    Waiting {
        /// Since when.
        since: SimTime,
    },
    /// A worker.
    Worker(WorkerId),
}

/// The next visit or meeting of a case.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Visit {
    /// None is planned yet.
    Unplanned,
    /// Arranged for a later day.
    Arranged,
    /// Due, and the case has no worker.
    Due,
    /// In a worker's queue.
    Queued(WorkerId),
    /// Being made.
    InHand(Task),
}

/// A task a worker has in hand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Task {
    /// Who.
    pub worker: WorkerId,
    /// When it ends.
    pub event: EventKey,
    /// Hours with the child that were planned when it began (hours): a schedule may plan others before it ends.
    pub direct: f64,
    /// Factor on direct time.
    pub time_kept: f64,
    /// Factor on recording.
    // Seven digits, where a task has room for them anyway: a child is no larger for it.
    pub recording_kept: f32,
}

impl StageEpisode {
    /// An episode that begins now in a stage of this team, held by a worker who keeps the case or by nobody yet.
    #[must_use]
    pub fn begin(
        stage: StageId,
        team: TeamId,
        holder: Holder,
        times_in_stage: u64,
        visits: u32,
        deadline: Option<SimTime>,
        now: SimTime,
    ) -> StageEpisode {
        StageEpisode {
            stage,
            team,
            began: now,
            plan_period_began: now,
            extensions: 0,
            deadline,
            holder,
            visits_left: visits,
            visits_made: 0,
            times_in_stage,
            visit: Visit::Unplanned,
            visit_event: EventKey::NONE,
            drift_event: EventKey::NONE,
            drift_at: now,
            review_event: EventKey::NONE,
            drifting: false,
        }
    }

    /// Who holds the case.
    #[must_use]
    pub fn holder(&self) -> Holder {
        self.holder
    }

    /// True while drifting.
    #[must_use]
    pub fn drifting(&self) -> bool {
        self.drifting
    }

    /// The key of this episode among all since the referral.
    #[must_use]
    pub fn key(&self, setting: &Setting<'_>) -> StageEpisodeKey {
        StageEpisodeKey {
            stage: setting.by_name.stage(self.stage),
            times_in_stage: self.times_in_stage,
        }
    }
}
