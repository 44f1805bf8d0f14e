//! `[[stages]]`: the pathway behind the front door (model.md, section 6).

use serde::Serialize;

use super::check::limits::{CV, FACTOR, HOURS, MOST_WORKING_DAYS, SHARE, from_to};
#[cfg(feature = "native")]
use super::check::limits::{DAYS, SEVERITY};
use super::declare::{block, keys};
use super::distribution::FAMILIES;
use super::kinds::{Count, Flag, Number, NumberOrNone, OneOf, Table};
use super::raw::{List, Maybe, RawMeanCv};
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
    /// What begins together with it, and how often; `None` where nothing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with: Option<BegunTogether>,
    /// Decisions, most severe first; what is left is close.
    pub outcomes: Vec<OutcomeLine>,
}

/// An assessment that begins with each of some entries to a stage, beside it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct BegunTogether {
    /// The stage whose assessment it is: one of kind `assess`, and not the stage that it begins with.
    pub stage: StageId,
    /// Share of entries with which it begins (0..1).
    pub share: f64,
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
        /// How much of a spell a review may be brought forward when pressure is high (share); 0 is not at all.
        early_close: f64,
        /// Pressure above normal, as a share of normal, that brings nothing forward.
        early_close_dead_band: f64,
    },
    /// Leaves the service.
    Exit {
        /// How long the child counts in a stock (days); `None` leaves at once.
        duration_days: Option<MeanCv>,
    },
}

block! {
    /// Working hours of one visit or meeting (hours).
    #[derive(Clone, Copy, Debug, PartialEq, Serialize)]
    pub struct StageHours read as RawHours, used "model::work" {
        /// With the child or family; shrinks when rushed.
        direct: f64 = Number(HOURS) {
            what: "With the child",
            unit: "hours",
            dated: true,
        }
        /// Recording and all else; does not shrink.
        recording: f64 = Number(HOURS) {
            what: "Writing it down",
            unit: "hours",
            dated: true,
        }
        /// Travel; does not shrink.
        travel: f64 = Number(HOURS) {
            what: "On the way",
            unit: "hours",
            dated: true,
        }
        cv: f64 = Number(CV) {
            what: "How much it varies: standard deviation over mean",
            needs: [".dist = lognormal"],
        }
        dist: Family = OneOf(FAMILIES) {
            what: "Family of the distribution",
        }
    }
}

impl StageHours {
    /// Nominal hours of one visit: direct, recording and travel.
    #[must_use]
    pub fn nominal(&self) -> f64 {
        self.direct + self.recording + self.travel
    }

    /// Hours of a visit that serves another assessment as well: the larger of direct time and of travel, and both recordings. They
    /// vary as those of this visit do.
    #[must_use]
    pub fn joint(&self, other: &StageHours) -> StageHours {
        StageHours {
            direct: self.direct.max(other.direct),
            travel: self.travel.max(other.travel),
            recording: self.recording + other.recording,
            ..*self
        }
    }
}

/// How pressure brings the review of a plan forward.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EarlyClosing {
    /// The most of a spell by which it is (share).
    pub most: f64,
    /// Pressure above normal, as a share of normal, that brings nothing forward.
    pub dead_band: f64,
}

impl Stage {
    /// How pressure brings its reviews forward; `None` where it does not, as on a plan that protects.
    #[must_use]
    pub fn early_closing(&self) -> Option<EarlyClosing> {
        match self.kind {
            StageKind::Plan { early_close: most, early_close_dead_band: dead_band, .. }
                if most > 0.0 && !self.protective =>
            {
                Some(EarlyClosing { most, dead_band })
            }
            _ => None,
        }
    }

    /// True where the estimate decides: everywhere but where the outcomes have chances.
    #[must_use]
    pub fn decides_by_estimate(&self) -> bool {
        // The check refuses chances beside thresholds.
        !self.outcomes.first().is_some_and(|line| line.by_chance)
    }
}

/// One line of `outcomes`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OutcomeLine {
    /// Where the case goes.
    pub to: Destination,
    /// From which estimate on, or which share of decisions.
    pub bar: Threshold,
    /// True where chance alone decides, and the bar is the share that it takes.
    pub by_chance: bool,
    /// How far caution lowers the bar, as a factor of what it lowers bars by.
    pub caution: f64,
}

/// Where a decision leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Destination {
    /// Another stage, or an extension of the same.
    Stage(StageId),
    /// Out of the service.
    Close,
}

/// A threshold on the estimate, written either way.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Threshold {
    /// A share of decisions in normal times; the pilot turns it into a number.
    Share(f64),
    /// A number on the severity scale.
    Severity(f64),
}

impl Threshold {
    /// The share, where it is one.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        match self {
            Threshold::Share(share) => Some(share),
            Threshold::Severity(_) => None,
        }
    }
}

/// The kind as it is written.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum KindWord {
    Assess,
    Conference,
    Plan,
    Exit,
}

/// The kinds by their names in files.
pub(crate) const KINDS: &[(&str, KindWord)] = &[
    ("assess", KindWord::Assess),
    ("conference", KindWord::Conference),
    ("plan", KindWord::Plan),
    ("exit", KindWord::Exit),
];

keys! {
    /// One stage as it is written. Its defaults depend on its kind, and stand in `defaults.toml`.
    RawStage, used "model::stages" {
        name: String {
            what: "The stage's name",
        }
        kind: KindWord = OneOf(KINDS) {
            what: "What happens there: visits and a decision, a meeting, a plan with visits and reviews, or the way out",
        }
        team: String {
            what: "The team that does the work; without one, the team of the stage before",
            needs: [".kind = assess or .kind = plan"],
        }
        keep_worker: bool {
            what: "Whether the case stays with its worker where the team is the same",
            unit: "true or false",
            needs: [".kind = assess or .kind = plan", "@led_to"],
        }
        urgent: bool {
            what: "Whether its cases go before others",
            unit: "true or false",
            needs: [".kind != exit"],
            used: "model::allocation",
        }
        visits: u32 = Count(1, 1000) {
            what: "Visits before the decision",
            unit: "visits",
            needs: [".kind = assess"],
            used: "model::work",
        }
        lead_working_days: u32 = Count(0, MOST_WORKING_DAYS) {
            what: "Working days before the first visit or meeting",
            unit: "working days",
            needs: [".kind = assess or .kind = conference"],
            dated: true,
            used: "model::work",
        }
        gap_working_days: u32 = Count(0, MOST_WORKING_DAYS) {
            what: "Working days between two visits",
            unit: "working days",
            needs: [".kind = assess", ".visits > 1"],
            dated: true,
            used: "model::work",
        }
        per_week: Option<f64> = NumberOrNone(from_to(0.0001, 100_000.0)) {
            what: "Meetings that can be held in a week, or \"none\" for no limit",
            unit: "a week",
            needs: [".kind = conference"],
        }
        visit_every_working_days: u32 = Count(1, MOST_WORKING_DAYS) {
            what: "Working days between two visits of a plan",
            unit: "working days",
            needs: [".kind = plan"],
            dated: true,
            used: "model::work",
        }
        duration_days: Maybe<RawMeanCv> {
            what: "How long a plan runs until its review (0.01 days at least), or a child stays in an exit's stock",
            unit: "days",
            range: DAYS,
            needs: [".kind = plan or .kind = exit"],
            dated: true,
        }
        early_review: bool = Flag() {
            what: "Whether a look that lifts the estimate to the plan's highest bar calls the review at once",
            unit: "true or false",
            // A child on a protective plan is protected already.
            needs: [".kind = plan", ".protective = false", ".outcomes"],
        }
        early_close: f64 = Number(SHARE) {
            what: "The most of a spell of a plan by which its review is brought forward when managers see twice the normal pressure or more",
            unit: "share",
            needs: [".kind = plan", ".protective = false", "triage.visibility > 0"],
            used: "model::decisions",
        }
        early_close_dead_band: f64 = Number(FACTOR) {
            what: "Pressure above normal, as a share of normal, that brings no review forward",
            needs: [".kind = plan", ".early_close > 0"],
            used: "model::decisions",
        }
        protection: f64 = Number(SHARE) {
            what: "Share of harm that it prevents",
            unit: "share",
            used: "model::episode",
        }
        protective: bool = Flag() {
            what: "Whether a child there counts as protected",
            unit: "true or false",
            used: "model::episode",
        }
        helps: f64 = Number(from_to(0.0, 1000.0)) {
            what: "How many times faster the risk ends there",
            evidence: factor,
            used: "model::referrals",
        }
        drift_after_working_days: Maybe<i128> {
            what: "Working days without the visit due after which a case drifts, or \"never\"",
            unit: "working days",
            range: from_to(0.0, f64::from(MOST_WORKING_DAYS)),
            needs: [".kind != exit"],
            used: "model::work",
        }
        deadline_working_days: Maybe<i128> {
            what: "Working days by which the decision is due, or \"none\"",
            unit: "working days",
            range: from_to(1.0, f64::from(MOST_WORKING_DAYS)),
            needs: [".kind != exit"],
            dated: true,
        }
        hours: StageHours = Table() {
            what: "Hours of work of one visit or meeting",
            unit: "hours",
            needs: [".kind != exit"],
            used: "model::work",
        }
        case_weight: f64 = Number(FACTOR) {
            what: "How much of a case it counts as in a worker's caseload",
            unit: "cases",
            needs: [".kind != exit"],
            evidence: factor,
            used: "model::allocation",
        }
        with: Maybe<RawBegunTogether> {
            what: "An assessment that begins with this stage and goes on beside it, as a core assessment with each enquiry, or \"none\"",
            needs: [".kind != exit"],
            used: "model::together",
        }
        outcomes: List<RawOutcomeLine> {
            what: "Where children go from here, the most serious first; the rest are closed",
            needs: [".kind != exit"],
        }
    }
}

keys! {
    /// What begins together with a stage, as it is written.
    RawBegunTogether, used "model::together" {
        // Without a kind, as it names another entry of the list that it stands in.
        stage: String {
            what: "The stage whose assessment it is: one of kind assess",
        }
        share: f64 = Number(SHARE) {
            what: "Share of entries with which it begins",
            unit: "share",
            dated: true,
        }
    }
}

keys! {
    /// One entry of `outcomes` as it is written.
    RawOutcomeLine, used "model::stages" {
        to: String {
            what: "The stage",
        }
        // Without a kind, as share and threshold cross: one of them must be there, and not both.
        share: f64 {
            what: "Share of decisions in normal times; the threshold is solved from it",
            unit: "share",
            range: SHARE,
            dated: true,
            used: "experiment::pilot",
        }
        threshold: f64 {
            what: "The threshold itself, in place of share",
            unit: "severity",
            range: SEVERITY,
            dated: true,
        }
        chance: f64 {
            what: "Probability of this outcome, whatever the estimate; all outcomes of a stage have one, or none has",
            unit: "probability",
            range: SHARE,
            dated: true,
        }
        caution: f64 {
            what: "How much of culture.caution.shift lowers this threshold; all of it, 1, where nothing is said",
            range: FACTOR,
            needs: [
                ".share or .threshold",
                "culture",
                "publicity.blame > 0 or publicity_to_come.blame > 0 or feedback.public_probability > 0",
            ],
            evidence: factor,
        }
    }
}
