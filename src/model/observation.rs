//! Has happened: what handlers tell, once, for all who listen. The collector hears everything and alone counts; the diary, where
//! one is kept, hears what is told of a child.

use crate::measure::{Counter, Place, Scored, Settlement, Waits, Window};
use crate::scenario::{ClassId, SourceId, StageId, TeamId};
use crate::time::SimTime;

use super::by_name::ChildOrigin;
use super::judgement::Known;

/// Something that has happened, at the moment it is told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Observation {
    /// Someone could have noticed something.
    Concern {
        /// Who; `None` where it reached nobody and no diary asks who it was.
        source: Option<SourceId>,
        /// Whether it was recognised and passed on.
        passed_on: bool,
    },
    /// A child entered a risk class, which nobody sees.
    ClassEntered {
        /// The class.
        class: ClassId,
        /// How the child came to be at risk; `None` where the class was entered by escalation.
        origin: Option<ChildOrigin>,
    },
    /// A child was put into a queue by `[[opening]]`: like a child who entered the stage before, and from here on their own.
    InBacklog {
        /// The stage that is waited for.
        stage: StageId,
        /// The child's class of risk.
        class: ClassId,
        /// Whether the risk has ended, which no worker can know.
        risk_ended: bool,
    },
    /// A child with no open case was referred.
    Referred {
        /// By whom.
        source: SourceId,
        /// Its class.
        class: ClassId,
        /// Never referred before.
        first: bool,
        /// Referred within the last 365 days.
        re_referral: bool,
    },
    /// A concern was recognised about a child with an open case.
    FurtherConcern {
        /// What is known then.
        known: Known,
    },
    /// A referral was screened.
    Screened {
        /// What is known then.
        known: Known,
        /// Since the referral (days).
        waited: f64,
        /// How much of the usual time it had.
        rush: f64,
        /// The threshold of that day.
        bar: f64,
        /// Straight to the urgent stage.
        urgent: bool,
        /// Closed.
        out: bool,
        /// Chance decided, and not the estimate.
        by_chance: bool,
    },
    /// A case that waited for a worker got one.
    Allocated {
        /// Of which team.
        team: TeamId,
        /// When the case began to wait.
        since: SimTime,
        /// The worker's experience (days).
        experience_days: f64,
        /// Whether the worker is from an agency.
        agency: bool,
    },
    /// A case went from one worker to another.
    HandedOver {
        /// The other's team.
        team: TeamId,
        /// What is known afterwards.
        known: Known,
    },
    /// A decision was made on an estimate.
    Estimated {
        /// Which decision.
        at: Scored,
        /// A child's first screening.
        first: bool,
        /// The estimate.
        estimate: f64,
        /// Whether the child is at high risk.
        high: bool,
    },
    /// A child entered a stage.
    Started {
        /// The stage.
        stage: StageId,
        /// A child of no high class at an urgent stage.
        false_enquiry: bool,
        /// A child of no high class at a protective stage.
        false_protection: bool,
    },
    /// An assessment began beside the stage that a child entered.
    BegunTogether {
        /// The stage whose assessment it is.
        stage: StageId,
    },
    /// An assessment beside a child's case ended.
    EndedTogether {
        /// The stage whose assessment it was.
        stage: StageId,
        /// Whether its deadline was met; `None` where there is none.
        on_time: Option<bool>,
    },
    /// A decision was made at a stage.
    Decided {
        /// The stage.
        stage: StageId,
        /// What is known then.
        known: Known,
        /// How far caution lowered the stage's thresholds at most; `None` where chance decided, and not the estimate.
        lowered: Option<f64>,
        /// Whether the deadline was met; `None` where there is none.
        on_time: Option<bool>,
        /// The decision extends the same plan.
        extended: bool,
        /// The decision closes the case.
        closed: bool,
    },
    /// An episode in a stage ended after so many days, extensions included.
    StageEpisodeEnded {
        /// The stage.
        stage: StageId,
        /// Its length (days).
        days: f64,
        /// When it began.
        began: SimTime,
    },
    /// A visit or meeting was made.
    Visited {
        /// The stage.
        stage: StageId,
        /// Planned direct minutes.
        planned: f64,
        /// Direct minutes had.
        had: f64,
        /// What is known afterwards.
        known: Known,
    },
    /// A case began to drift.
    Drifted {
        /// The stage.
        stage: StageId,
    },
    /// Something happened among the staff, or to a case, of a team.
    Staff {
        /// What, as its counter.
        what: Counter,
        /// The team.
        team: TeamId,
    },
    /// A wait ended after so many days; it began at `since`.
    Waited {
        /// Which wait.
        wait: Waits,
        /// When it began.
        since: SimTime,
    },
    /// A wait was cut short: it would have been longer.
    WaitCut {
        /// Which wait.
        wait: Waits,
        /// When it began.
        since: SimTime,
    },
    /// Something happened in the organisation.
    Organisation {
        /// What, as its counter.
        what: Counter,
        /// Which of its family.
        member: usize,
        /// By how much.
        by: f64,
    },
    /// A level changed.
    Level {
        /// Which level, as the counter of its integral.
        of: Counter,
        /// Which of its family: a stage, a team, a grade, an action.
        member: usize,
        /// By how much.
        by: f64,
    },
    /// A child was exposed to harm in a place from `from` until now.
    Exposed {
        /// Where.
        place: Place,
        /// Since when.
        from: SimTime,
        /// The hazard (per day).
        rate: f64,
    },
    /// A child came to serious harm.
    Harmed {
        /// Where it was.
        place: Place,
        /// Concerns someone could have noticed before.
        concerns: u32,
        /// Concerns that reached the service before.
        reached: u32,
    },
    /// The risk to a child ended.
    RiskEnded,
    /// A child who had been at high risk came to harm or to the end of the risk.
    HighEnded {
        /// Never referred before.
        unreferred: bool,
    },
    /// A high-risk episode opened.
    EpisodeOpened,
    /// A high-risk episode settled.
    EpisodeSettled {
        /// When it opened.
        opened: SimTime,
        /// How it settled.
        how: Settlement,
    },
    /// A child came to notice.
    Noticed,
    /// A child who came to notice settled within the target window.
    ChildSettled {
        /// When it came to notice.
        noticed: SimTime,
        /// How.
        how: Settlement,
    },
    /// How a child settles within another window is known.
    WindowKnown {
        /// When it came to notice.
        noticed: SimTime,
        /// Which window.
        window: Window,
        /// The place of the window in `WINDOWS`.
        index: usize,
        /// `Some(true)` missed, `Some(false)` protected in time, `None` the risk ended first.
        missed: Option<bool>,
    },
    /// A missed child was protected later by a route on which every deadline was met.
    LateByDesign {
        /// When it came to notice.
        noticed: SimTime,
    },
}
