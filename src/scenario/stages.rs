//! `[[stages]]`: the pathway behind the front door (model.md, section 6).

use serde::Serialize;

use super::{Family, MeanCv, StageId, TeamId};

/// One stage.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stage {
    /// Its name.
    pub name: String,
    /// What kind of work it is.
    pub kind: StageKind,
    /// The team that serves it. A conference has none of its own: it stays with the case's worker (`None`). An exit has none.
    pub team: Option<TeamId>,
    /// True where the present worker keeps the case if the team is the same.
    pub keep_worker: bool,
    /// True where its work goes first.
    pub urgent: bool,
    /// How much it lowers harm and escalation while the child is being seen (0..1).
    pub protection: f64,
    /// True where reaching it counts as the child being found.
    pub protective: bool,
    /// How many times faster the risk resolves while the stage protects.
    pub helps: f64,
    /// Working days a visit may be overdue before the case drifts; `None` never drifts.
    pub drift_after_working_days: Option<u32>,
    /// What timeliness is measured against, from entry (working days); `None` has no deadline.
    pub deadline_working_days: Option<u32>,
    /// Hours of one visit or meeting.
    pub hours: StageHours,
    /// What one case counts towards the cap.
    pub case_weight: f64,
    /// Decisions, most severe first; what is left is close.
    pub outcomes: Vec<OutcomeLine>,
}

/// What is particular to each kind of stage.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub enum StageKind {
    /// Some visits by one worker, then a decision.
    Assess {
        /// How many visits; at least 1.
        visits: u32,
        /// Working days from allocation to the first visit.
        lead_working_days: u32,
        /// Working days from a visit made to the next.
        gap_working_days: u32,
    },
    /// A meeting after a lead time, then a decision.
    Conference {
        /// Working days from entry to the meeting.
        lead_working_days: u32,
        /// Meetings the chairs can hold a week; `None` is no limit.
        per_week: Option<f64>,
    },
    /// Long work with a visit every so often until a spell ends, then a review.
    Plan {
        /// Working days between visits.
        visit_every_working_days: u32,
        /// One spell to its review (days).
        duration_days: MeanCv,
        /// Whether a look that lifts the estimate to the bar of the most severe outcome calls the review at once.
        early_review: bool,
    },
    /// Leaves the service.
    Exit {
        /// How long the child counts in a stock (days); `None` leaves at once.
        duration_days: Option<MeanCv>,
    },
}

/// Working hours of one visit or meeting (hours).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct StageHours {
    /// With the child or family; shrinks when rushed.
    pub direct: f64,
    /// Recording and all else; does not shrink.
    pub recording: f64,
    /// Travel; does not shrink.
    pub travel: f64,
    /// Coefficient of variation of the whole.
    pub cv: f64,
    /// Family of the whole.
    pub dist: Family,
}

impl StageHours {
    /// Nominal hours of one visit: direct, recording and travel.
    #[must_use]
    pub fn nominal(&self) -> f64 {
        self.direct + self.recording + self.travel
    }
}

/// One line of `outcomes`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OutcomeLine {
    /// Where the case goes.
    pub to: Target,
    /// From which estimate on, or which share of decisions.
    pub bar: Bar,
}

/// Where a decision leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// Another stage, or an extension of the same.
    Stage(StageId),
    /// Out of the service.
    Close,
}

/// A threshold on the estimate, written either way.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Bar {
    /// A share of decisions in normal times; the pilot turns it into a number.
    Share(f64),
    /// A number on the severity scale.
    Severity(f64),
}
