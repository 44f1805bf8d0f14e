//! A child: risk, clocks, what is known, and where the case stands (model.md, section 2).

use crate::engine::EventKey;
use crate::measure::Place;
use crate::scenario::{ClassId, StageId, StageKind, TeamId};
use crate::time::SimTime;

use super::episode::{Episode, Notice};
use super::former_workers::Former;
use super::judgement::Evidence;
use super::setting::Setting;
use super::staff::WorkerId;

/// A child's place in the slab: reused when the child has left the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChildId(pub u32);

/// What the next concern about a child needs. Kept apart from the rest, since most concerns reach nobody: the children at risk
/// whom no one knows are many, and this much of each stays close at hand.
#[derive(Clone, Copy, Debug)]
pub struct Front {
    /// Key of the child's streams: the same child in run, twin and variant.
    pub key: u64,
    /// Whether the next concern is recognised: it is where this lies below the probability.
    pub luck: f64,
    /// Its event.
    pub next_concern: EventKey,
    /// Concerns so far.
    pub concerns: u32,
    /// Its risk class now.
    pub class: ClassId,
    /// Classes entered so far.
    pub classes_entered: u16,
}

/// One child.
#[derive(Clone, Copy, Debug)]
pub struct Child {
    /// Severity, unseen.
    pub severity: f64,
    /// How far below its severity it appears without trust.
    pub concealment: f64,
    /// True once the risk has ended with a case open: no worker can know it.
    pub over: bool,
    /// True while its class is high.
    pub high: bool,
    /// True once the child has been in a high class.
    pub ever_high: bool,
    /// True while it has an early help place.
    pub early_help: bool,
    /// What is left of harm, escalation and resolution, and their rates.
    pub clocks: Clocks,
    /// Concerns that reached the service so far.
    pub reached: u32,
    /// Referrals so far.
    pub referrals: u32,
    /// The last referral.
    pub last_referral: Option<SimTime>,
    /// How often each stage was entered since the referral, four bits a stage (stages 16 apart in the order of names share theirs).
    pub rounds: u64,
    /// What has been seen.
    pub evidence: Evidence,
    /// Direct hours with the worker who has the case, or had it last.
    pub hours_with_worker: f64,
    /// That worker's key.
    pub known_worker: Option<u64>,
    /// Those who had it before in this episode of care.
    pub former_workers: Former,
    /// Where the case stands.
    pub case: Case,
    /// The ticket of its place in a waiting list, if it waits in one.
    pub ticket: u64,
    /// The latest high-risk episode.
    pub episode: Option<Episode>,
    /// The child's coming to notice, once it has.
    pub notice: Option<Notice>,
}

/// Unit-exponential budgets of harm, escalation and resolution, spent at the current rates.
#[derive(Clone, Copy, Debug)]
pub struct Clocks {
    /// What is left of each, in the order harm, escalation, resolution.
    pub left: [f64; 3],
    /// Rates at present (per day).
    pub rates: [f64; 3],
    /// Spent until.
    pub since: SimTime,
    /// The event of the first to run out.
    pub event: EventKey,
    /// Which runs out first.
    pub first: Fate,
}

/// How a clock runs out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Serious harm.
    Harm,
    /// Escalation to another class.
    Escalation,
    /// The risk ends.
    Resolution,
}

impl Fate {
    /// In the order of [`Clocks::left`].
    pub const ALL: [Fate; 3] = [Fate::Harm, Fate::Escalation, Fate::Resolution];
}

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
    Open(Stay),
    /// Left by an exit, counted in its stock.
    Left {
        /// The exit.
        stage: StageId,
        /// Since when.
        since: SimTime,
        /// The end of the stay, where one is known.
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

/// A stay in one stage.
#[derive(Clone, Copy, Debug)]
pub struct Stay {
    /// The stage.
    pub stage: StageId,
    /// The team that holds the case.
    pub team: TeamId,
    /// Entry to the stage.
    pub began: SimTime,
    /// Entry, or the start of the present spell of a plan.
    pub spell_began: SimTime,
    /// Extensions so far.
    pub spells: u32,
    /// The day the decision is due.
    pub deadline: Option<SimTime>,
    /// Who holds the case.
    pub holder: Holder,
    /// Visits still to be made before the decision.
    pub visits_left: u32,
    /// Visits made in this stay.
    pub visits_made: u32,
    /// How many stays in this stage there were before since the referral.
    pub round: u64,
    /// The next visit.
    pub visit: Visit,
    /// Its event, while not due.
    pub visit_event: EventKey,
    /// The day a late visit turns into drift.
    pub drift_event: EventKey,
    /// When that is.
    pub drift_at: SimTime,
    /// The review at the end of a plan's spell.
    pub review_event: EventKey,
    /// True while drifting.
    pub drifting: bool,
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

/// The next visit or meeting of a stay.
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
    /// Factor on direct time.
    pub rush: f64,
}

impl Stay {
    /// The last word of the keys of this stay's draws: `n` numbers them within the stay.
    #[must_use]
    pub fn draw(&self, n: u64) -> u64 {
        self.round << 40 | n
    }
}

impl Child {
    /// True while the child is at high risk: in a high class, and the risk not over.
    #[must_use]
    pub fn at_high_risk(&self) -> bool {
        self.high && !self.over
    }

    /// Counts an entry to a stage since the referral, and names it: a second stay in a stage is not the first again, so its
    /// visits have noise and length of their own. `place` is the stage's in the order of names.
    pub fn next_round(&mut self, place: usize) -> u64 {
        let shift = place % 16 * 4;
        let round = (self.rounds >> shift) & 15;
        self.rounds = (self.rounds & !(15 << shift)) | (((round + 1) & 15) << shift);
        round
    }

    /// The stay in a stage, where there is one.
    #[must_use]
    pub fn stay(&self) -> Option<&Stay> {
        match &self.case {
            Case::Open(stay) => Some(stay),
            _ => None,
        }
    }

    /// The stay in a stage.
    ///
    /// # Panics
    /// When the child is in no stage: a broken invariant of the caller.
    pub fn stay_mut(&mut self) -> &mut Stay {
        match &mut self.case {
            Case::Open(stay) => stay,
            _ => panic!("only a child in a stage has a stay"),
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
            Case::Left { stage, .. } if setting.scenario.stage(*stage).protective => {
                Place::Protected
            }
            Case::Left { .. } => Place::Closed,
            Case::Open(stay) => {
                let stage = setting.scenario.stage(stay.stage);
                match stage.kind {
                    _ if stay.drifting => Place::Drifting,
                    _ if stage.protective => Place::Protected,
                    StageKind::Plan { .. } => Place::PlanNotProtective,
                    _ if matches!(stay.holder, Holder::Waiting { .. }) => Place::Waiting,
                    _ => Place::Assessed,
                }
            }
        }
    }

    /// Rates of harm, escalation and resolution where the child is now (per day).
    #[must_use]
    pub fn rates_now(&self, setting: &Setting<'_>, class: ClassId) -> [f64; 3] {
        if self.over {
            return [0.0; 3];
        }
        let stage = match &self.case {
            Case::Open(stay) if !stay.drifting => Some(stay.stage),
            Case::Left { stage, .. } => Some(*stage),
            _ => None,
        };
        let (protection, helps) = stage.map_or((0.0, 1.0), |id| {
            let stage = setting.scenario.stage(id);
            (stage.protection, stage.helps)
        });
        let class = setting.scenario.class(class);
        let helps = match &setting.scenario.mechanisms.early_help {
            Some(help) if self.early_help => help.factor,
            _ => helps,
        };
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

/// All children in the model; slots are reused, so memory follows those at risk and the open cases.
#[derive(Debug, Default)]
pub struct Children {
    slots: Vec<Option<Child>>,
    fronts: Vec<Front>,
    free: Vec<u32>,
}

impl Children {
    /// Adds a child.
    pub fn add(&mut self, child: Child, front: Front) -> ChildId {
        if let Some(slot) = self.free.pop() {
            self.slots[slot as usize] = Some(child);
            self.fronts[slot as usize] = front;
            return ChildId(slot);
        }
        self.fronts.push(front);
        self.slots.push(Some(child));
        ChildId(
            u32::try_from(self.slots.len() - 1)
                .expect("fewer than 2^32 children are at risk at once"),
        )
    }

    /// Takes a child out.
    pub fn remove(&mut self, id: ChildId) {
        self.slots[id.0 as usize] = None;
        self.free.push(id.0);
    }

    /// What the next concern about a child needs.
    #[must_use]
    pub fn front(&self, id: ChildId) -> &Front {
        &self.fronts[id.0 as usize]
    }

    /// What the next concern about a child needs.
    pub fn front_mut(&mut self, id: ChildId) -> &mut Front {
        &mut self.fronts[id.0 as usize]
    }

    /// A child, if the slot holds one.
    #[must_use]
    pub fn get(&self, id: ChildId) -> Option<&Child> {
        self.slots.get(id.0 as usize)?.as_ref()
    }

    /// The ids of all children in the model.
    pub fn ids(&self) -> impl Iterator<Item = ChildId> + use<'_> {
        self.slots
            .iter()
            .enumerate()
            .filter(|(_, slot)| slot.is_some())
            .map(|(i, _)| ChildId(i as u32))
    }

    /// How many children there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.len() - self.free.len()
    }

    /// True when there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many slots the longest crowd so far needed: for the ids of all slots, taken or not.
    #[must_use]
    pub fn slots(&self) -> u32 {
        self.slots.len() as u32
    }

    /// Takes all children out and keeps the buffers.
    pub fn clear(&mut self) {
        self.slots.clear();
        self.fronts.clear();
        self.free.clear();
    }
}

impl std::ops::Index<ChildId> for Children {
    type Output = Child;
    #[inline]
    fn index(&self, id: ChildId) -> &Child {
        self.slots[id.0 as usize]
            .as_ref()
            .expect("events of a child are cancelled when it leaves the model")
    }
}

impl std::ops::IndexMut<ChildId> for Children {
    #[inline]
    fn index_mut(&mut self, id: ChildId) -> &mut Child {
        self.slots[id.0 as usize]
            .as_mut()
            .expect("events of a child are cancelled when it leaves the model")
    }
}

impl Clone for Children {
    fn clone(&self) -> Self {
        Children { slots: self.slots.clone(), fronts: self.fronts.clone(), free: self.free.clone() }
    }

    fn clone_from(&mut self, source: &Self) {
        self.slots.clone_from(&source.slots);
        self.fronts.clone_from(&source.fronts);
        self.free.clone_from(&source.free);
    }
}
