//! A child: risk, clocks, what is known, and where the case stands (model.md, section 2).
//!
//! Where a child stands decides how fast the clocks run. So nobody can write it but through a [`Standing`], and only
//! `move_child` in `clocks.rs` hands one out.

mod case;
mod clocks;

pub use case::{Case, Closure, Holder, StageEpisode, Task, Visit};

use crate::engine::EventKey;
use crate::measure::Place;
use crate::scenario::{ClassId, Scenario, StageKind};
use crate::time::SimTime;

use super::former_workers::Former;
use super::judgement::Evidence;
use super::notice::{CameToNotice, HighRiskEpisode};
use super::organisation::effect::Effect as _;
use super::setting::Setting;

/// What the next concern about a child needs. Kept apart from the rest: the children at risk whom no one knows are many, and this
/// much of each stays close at hand.
#[derive(Clone, Copy, Debug)]
pub struct HiddenRisk {
    /// Key of the child's streams: the same child in run, twin and variant.
    pub key: u64,
    /// In the present class since.
    pub since: SimTime,
    /// The event of the next concern that could be recognised.
    pub next_concern: EventKey,
    /// Whether it is recognised: it is where this lies below the probability.
    pub height: f64,
    /// Its number among the child's concerns, which no other has.
    pub number: u64,
    /// Concerns in classes before the present one.
    pub concerns: u32,
    /// The risk class now.
    pub class: ClassId,
    /// Classes entered so far.
    pub classes_entered: u16,
}

macro_rules! of_mechanisms {
    ({ $($mechanism:ident: $Mechanism:ident,)* }) => {
        /// What mechanisms have given a child.
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct Given {
            $(pub(crate) $mechanism: crate::mechanisms::$mechanism::state::OfChild,)*
        }

        impl Given {
            /// How many times faster the risk ends with it; `None` where nothing was given that helps. Of several the last counts.
            #[inline]
            fn helps(&self, scenario: &Scenario) -> Option<f64> {
                let helps = None;
                $(
                    let own = crate::mechanisms::$mechanism::state::State::helps(
                        scenario,
                        self.$mechanism,
                    );
                    let helps = own.or(helps);
                )*
                helps
            }
        }
    };
}
crate::mechanisms::mechanisms! { of_mechanisms! }

/// One child.
#[derive(Clone, Copy, Debug)]
pub struct Child {
    /// Severity, unseen.
    pub severity: f64,
    /// How far below its severity it appears without trust.
    pub concealment: f64,
    risk_ended: bool,
    /// True while its class is high.
    pub high: bool,
    /// True once the child has been in a high class.
    pub ever_high: bool,
    given: Given,
    clocks: Clocks,
    /// Concerns that reached the service so far.
    pub reached: u32,
    /// Referrals so far.
    pub referrals: u32,
    /// The last referral.
    pub last_referral: Option<SimTime>,
    /// How often each stage was entered since the referral, four bits a stage (stages 16 apart in the order of names share theirs).
    pub times_in_stages: u64,
    /// What has been seen.
    pub evidence: Evidence,
    /// Direct hours with the worker who has the case, or had it last.
    pub hours_with_worker: f64,
    /// That worker's key.
    pub known_worker: Option<u64>,
    /// Those who had it before in this episode of care.
    pub former_workers: Former,
    case: Case,
    /// The ticket of its place in a waiting list, if it waits in one.
    pub ticket: u64,
    /// The latest high-risk episode.
    pub episode: Option<HighRiskEpisode>,
    /// The child's coming to notice, once it has.
    pub came_to_notice: Option<CameToNotice>,
}

/// Unit-exponential budgets of harm, escalation and resolution, spent at the current rates.
#[derive(Clone, Copy, Debug)]
struct Clocks {
    // What is left of each, in the order harm, escalation, resolution.
    left: [f64; 3],
    // Rates at present (per day).
    rates: [f64; 3],
    // Spent until.
    since: SimTime,
    // The event of the first to run out.
    event: EventKey,
    // Which runs out first.
    first: NextTransition,
}

impl Clocks {
    fn stopped(left: [f64; 3], since: SimTime) -> Clocks {
        Clocks {
            left,
            rates: [0.0; 3],
            since,
            event: EventKey::NONE,
            first: NextTransition::Resolution,
        }
    }
}

/// How a clock runs out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextTransition {
    /// Serious harm.
    Harm,
    /// Escalation to another class.
    Escalation,
    /// The risk ends.
    Resolution,
}

impl NextTransition {
    /// In the order of the budgets.
    pub const ALL: [NextTransition; 3] =
        [NextTransition::Harm, NextTransition::Escalation, NextTransition::Resolution];
}

impl Child {
    /// A child about to enter a first class of risk, of whom nothing is known.
    #[must_use]
    pub fn new(now: SimTime) -> Child {
        Child {
            severity: 0.0,
            concealment: 0.0,
            risk_ended: false,
            high: false,
            ever_high: false,
            given: Given::default(),
            clocks: Clocks::stopped([0.0; 3], now),
            reached: 0,
            referrals: 0,
            last_referral: None,
            times_in_stages: 0,
            evidence: Evidence::default(),
            hours_with_worker: 0.0,
            known_worker: None,
            former_workers: None,
            case: Case::None { last: None },
            ticket: 0,
            episode: None,
            came_to_notice: None,
        }
    }

    /// A child like this one, with no case and with budgets of their own: the clocks start with the first move.
    #[must_use]
    pub fn another(&self, budgets: [f64; 3], now: SimTime) -> Child {
        Child {
            clocks: Clocks::stopped(budgets, now),
            former_workers: None,
            case: Case::None { last: None },
            ticket: 0,
            ..*self
        }
    }

    /// Where the case stands.
    #[inline]
    #[must_use]
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// True once the risk has ended with a case open: no worker can know it.
    #[inline]
    #[must_use]
    pub fn risk_ended(&self) -> bool {
        self.risk_ended
    }

    /// What mechanisms have given the child.
    #[inline]
    #[must_use]
    pub fn given(&self) -> &Given {
        &self.given
    }

    /// Which clock runs out first.
    #[inline]
    #[must_use]
    pub fn next_transition(&self) -> NextTransition {
        self.clocks.first
    }

    /// Rates at which harm, escalation and resolution are spent at present (per day).
    #[must_use]
    pub fn rates(&self) -> [f64; 3] {
        self.clocks.rates
    }

    /// A screener has the referral in hand, or has it no more.
    pub fn set_screener(&mut self, by: Option<Task>) {
        if let Case::Screening { task, .. } = &mut self.case {
            *task = by;
        }
    }

    /// The end of the time in an exit's stock is known.
    pub fn set_leaves_stock(&mut self, ends: EventKey) {
        if let Case::MovedOn { event, .. } = &mut self.case {
            *event = ends;
        }
    }

    /// True while the child is at high risk: in a high class, and the risk not over.
    #[must_use]
    pub fn at_high_risk(&self) -> bool {
        self.high && !self.risk_ended
    }

    /// Counts an entry to a stage since the referral, and names it: a second episode in a stage is not the first again, so its
    /// visits have noise and length of their own. `place` is the stage's in the order of names.
    pub fn next_time_in_stage(&mut self, place: usize) -> u64 {
        // One word holds all counts, so that a child needs no list and can be copied. Counts wrap at 16: a child who
        // came back so often would meet the noise of the first time.
        let shift = place % 16 * 4;
        let times_in_stage = (self.times_in_stages >> shift) & 15;
        self.times_in_stages =
            (self.times_in_stages & !(15 << shift)) | (((times_in_stage + 1) & 15) << shift);
        times_in_stage
    }

    /// The episode in a stage, where there is one.
    #[must_use]
    pub fn stage_episode(&self) -> Option<&StageEpisode> {
        match &self.case {
            Case::Open(stage_episode) => Some(stage_episode),
            _ => None,
        }
    }

    /// The episode in a stage.
    ///
    /// # Panics
    /// When the child is in no stage: a broken invariant of the caller.
    pub fn stage_episode_mut(&mut self) -> &mut StageEpisode {
        match &mut self.case {
            Case::Open(stage_episode) => stage_episode,
            _ => panic!("only a child in a stage has an episode in one"),
        }
    }

    /// Where the child is, as harm is counted: the first that applies.
    #[must_use]
    pub fn place(&self, setting: &Setting<'_>) -> Place {
        match &self.case {
            Case::None { last: None } => Place::Unknown,
            Case::None { last: Some(Closure::ScreenedOut) } => Place::ScreenedOut,
            Case::None { last: Some(Closure::Closed) } => Place::Closed,
            Case::Screening { .. } => Place::Waiting,
            Case::MovedOn { stage, .. } if setting.scenario.stage(*stage).protective => {
                Place::Protected
            }
            // An exit that does not protect ends the case as a closure does.
            Case::MovedOn { .. } => Place::Closed,
            Case::Open(stage_episode) => {
                let stage = setting.scenario.stage(stage_episode.stage);
                match stage.kind {
                    // Drift comes first: a plan without visits protects nobody.
                    _ if stage_episode.drifting => Place::Drifting,
                    _ if stage.protective => Place::Protected,
                    StageKind::Plan { .. } => Place::PlanNotProtective,
                    _ if matches!(stage_episode.holder, Holder::Waiting { .. }) => Place::Waiting,
                    _ => Place::Assessed,
                }
            }
        }
    }

    /// Rates of harm, escalation and resolution where the child is now (per day).
    #[must_use]
    pub fn rates_now(&self, setting: &Setting<'_>, class: ClassId) -> [f64; 3] {
        if self.risk_ended {
            return [0.0; 3];
        }
        let stage = match &self.case {
            // A drifting case neither protects nor helps: nobody sees the child.
            Case::Open(stage_episode) if !stage_episode.drifting => Some(stage_episode.stage),
            Case::MovedOn { stage, .. } => Some(*stage),
            _ => None,
        };
        let (protection, helps) = stage.map_or((0.0, 1.0), |id| {
            let stage = setting.scenario.stage(id);
            (stage.protection, stage.helps)
        });
        let class = setting.scenario.class(class);
        // Mechanisms give only to children without an open case, so no stage helps at the same time.
        let helps = self.given.helps(setting.scenario).unwrap_or(helps);
        [
            class.harm_per_year / 365.25 * (1.0 - protection),
            if class.escalates_to.is_some() {
                class.escalates_per_year / 365.25 * (1.0 - protection)
            } else {
                0.0
            },
            helps / class.resolves_after_days,
        ]
    }
}

/// What decides at which rates the clocks of a child run and where harm is counted, to be written while they stand still.
pub struct Standing<'c>(&'c mut Child);

impl Standing<'_> {
    /// Where the case stands.
    pub fn set_case(&mut self, case: Case) {
        self.0.case = case;
    }

    /// Who holds the case.
    pub fn set_holder(&mut self, holder: Holder) {
        self.0.stage_episode_mut().holder = holder;
    }

    /// Drifting, or not.
    pub fn set_drifting(&mut self, drifting: bool) {
        self.0.stage_episode_mut().drifting = drifting;
    }

    /// What mechanisms have given the child.
    pub fn given(&mut self) -> &mut Given {
        &mut self.0.given
    }

    /// The risk is over: there is nothing hidden, and severity is no more than this.
    pub fn end_risk(&mut self, severity: f64) {
        self.0.risk_ended = true;
        self.0.severity = self.0.severity.min(severity);
        self.0.concealment = 0.0;
    }
}
