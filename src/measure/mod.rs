//! What is counted, and every performance measure made from it.
//!
//! A *counter* is a sum over a period within one replication ([`Counter`], laid out for a scenario by [`Layout`]). A
//! *measure* is a formula on counters with an id, a label, a unit and a better direction ([`Catalogue`]). Rates are
//! ratios of sums over replications: nothing averages ratios.

use serde::Serialize;

/// What a counter exists once for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Per {
    One,
    Source,
    Class,
    Stage,
    Team,
    Decision,
    Settlement,
    Place,
    Window,
}

macro_rules! counters {
    ($($(#[$doc:meta])* $name:ident: $per:ident),* $(,)?) => {
        /// A family of counters: one number, or one per source, class, stage, team …
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        pub enum Counter { $($(#[$doc])* $name),* }
        const FAMILIES: &[(Counter, Per)] = &[$((Counter::$name, Per::$per)),*];
    };
}

counters! {
    /// Days observed.
    Days: One,
    /// Concerns someone could notice, hidden children and open cases alike.
    Concerns: One,
    /// Referrals: concerns recognised for a child with no open case.
    Referrals: One,
    /// Referrals of a child referred within the last 365 days.
    ReReferrals: One,
    /// First referrals ever of a child.
    FirstReferrals: One,
    /// Concerns recognised for a child with an open case.
    FurtherConcerns: One,
    /// Screenings done.
    Screened: One,
    /// Closed at triage.
    ScreenedOut: One,
    /// Sent straight to the urgent stage.
    Urgent: One,
    /// Integral of referrals waiting for or in screening [children x days].
    ScreeningDays: One,
    /// Integral of the threshold shift [standard deviations x days].
    ShiftDays: One,
    /// Integral of pressure [weeks x days].
    PressureDays: One,
    /// Integral of the pressure managers see [weeks x days].
    PressureSeenDays: One,
    /// Days on which pressure was finite: the base of the two integrals above.
    PressureBaseDays: One,
    /// Referrals by source.
    ReferralsBySource: Source,
    /// Referrals by risk class at that moment.
    ReferralsByClass: Class,
    /// Children entering a class: onset or escalation.
    EntriesByClass: Class,
    /// Onsets in a class.
    OnsetsByClass: Class,
    /// First referrals by class.
    FirstReferralsByClass: Class,
    /// Entries to a stage; a plan's extension is not one.
    Started: Stage,
    /// Decisions at a stage, extensions included.
    Decided: Stage,
    /// Decisions that extend the same plan.
    Extended: Stage,
    /// Decisions that close the case.
    Closed: Stage,
    /// Decisions at a stage with a deadline.
    Timed: Stage,
    /// Of these, made by the deadline.
    OnTime: Stage,
    /// Visits or meetings made.
    Visits: Stage,
    /// Direct minutes a visit should have had, summed.
    NominalMinutes: Stage,
    /// Direct minutes visits had, summed.
    ActualMinutes: Stage,
    /// Integral of children in the stage, waiting included [children x days].
    StageDays: Stage,
    /// Integral of drifting cases [children x days].
    DriftingDays: Stage,
    /// Times a case began to drift.
    Drifts: Stage,
    /// Stays ended (a plan's extensions are one stay).
    Ended: Stage,
    /// Days of stays ended, summed.
    EndedDays: Stage,
    /// Integral of cases waiting for a worker [children x days].
    UnallocatedDays: Team,
    /// Integral of cases with a worker [children x days].
    CaseDays: Team,
    /// Integral of workers in post, sick and agency included [workers x days].
    InPostDays: Team,
    /// Of these, agency.
    AgencyDays: Team,
    /// Integral of sick workers [workers x days].
    SickDays: Team,
    /// Integral of posts without a permanent holder [posts x days].
    VacantDays: Team,
    /// Spells of sickness begun.
    SicknessSpells: Team,
    /// Permanent workers who left.
    Leavers: Team,
    /// Permanent recruits who arrived.
    Recruits: Team,
    /// Agency workers who began.
    AgencyStarts: Team,
    /// Cases handed to another worker.
    Handovers: Team,
    /// Pairs (high, not high) in which the high-risk child has the higher estimate, ties half.
    AucWins: Decision,
    /// Pairs (high, not high).
    AucPairs: Decision,
    /// High-risk episodes opened in the period.
    Episodes: One,
    /// High-risk episodes opened in the period, by how they settled.
    EpisodesSettled: Settlement,
    /// Children who came to notice in the period.
    Noticed: One,
    /// Children who came to notice in the period, by how they settled within the target window.
    ChildrenSettled: Settlement,
    /// Children with the whole window inside the run.
    WindowChildren: Window,
    /// Of these, not protected within it.
    WindowMissed: Window,
    /// Of these, the risk ended first.
    WindowResolved: Window,
    /// Missed children later protected by a route on which every deadline was met.
    LateByDesign: One,
    /// Serious harms by where the child was.
    Harms: Place,
    /// Expected serious harms by where the child was.
    ExpectedHarms: Place,
    /// Children who entered a high class and whose risk ended or who came to harm in the period.
    HighEnded: One,
    /// Of these, never referred before.
    HighEndedUnreferred: One,
    /// Concerns about children who came to harm, before it.
    ConcernsBeforeHarm: One,
    /// Referrals and further concerns about children who came to harm, before it.
    ReachedBeforeHarm: One,
    /// Children of no high class taken to an urgent stage.
    FalseEnquiries: One,
    /// Children of no high class taken to a protective stage.
    FalseProtections: One,
}

/// Where a high-risk child or episode ended up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[repr(usize)]
pub enum Settlement {
    /// Reached a protective stage in time.
    Found,
    /// Closed at triage.
    ScreenedOut,
    /// A later decision closed the case or put it on a stage that is not protective.
    Misjudged,
    /// The target passed, or harm came, before or during screening.
    LateScreening,
    /// … while waiting for a worker.
    LateAllocation,
    /// … while being assessed.
    LateAssessment,
    /// … on the way to a conference.
    LateConference,
    /// … on a plan that does not protect.
    LatePlan,
    /// The risk ended first.
    Resolved,
}

impl Settlement {
    /// All, in the order of the tables.
    pub const ALL: [Settlement; 9] = [
        Settlement::Found,
        Settlement::ScreenedOut,
        Settlement::Misjudged,
        Settlement::LateScreening,
        Settlement::LateAllocation,
        Settlement::LateAssessment,
        Settlement::LateConference,
        Settlement::LatePlan,
        Settlement::Resolved,
    ];

    /// The routes by which a child is missed.
    pub const ROUTES: [Settlement; 7] = [
        Settlement::ScreenedOut,
        Settlement::Misjudged,
        Settlement::LateScreening,
        Settlement::LateAllocation,
        Settlement::LateAssessment,
        Settlement::LateConference,
        Settlement::LatePlan,
    ];

    /// The name in measure ids, tables and figures.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Settlement::Found => "found in time",
            Settlement::ScreenedOut => "screened out",
            Settlement::Misjudged => "misjudged",
            Settlement::LateScreening => "late: screening",
            Settlement::LateAllocation => "late: allocation",
            Settlement::LateAssessment => "late: assessment",
            Settlement::LateConference => "late: conference",
            Settlement::LatePlan => "late: plan",
            Settlement::Resolved => "risk ended first",
        }
    }
}

/// Where a child was when it came to harm: the first that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[repr(usize)]
pub enum Place {
    /// Its last visit is overdue.
    Drifting,
    /// On a plan that does not protect.
    PlanNotProtective,
    /// At a protective stage.
    Protected,
    /// Waiting: for screening or for a worker.
    Waiting,
    /// Being assessed, conference included.
    Assessed,
    /// Known, and closed after an assessment or plan.
    Closed,
    /// Known, and closed at triage last.
    ScreenedOut,
    /// Never referred.
    Unknown,
}

impl Place {
    /// All, in the order of the tables.
    pub const ALL: [Place; 8] = [
        Place::Drifting,
        Place::PlanNotProtective,
        Place::Protected,
        Place::Waiting,
        Place::Assessed,
        Place::Closed,
        Place::ScreenedOut,
        Place::Unknown,
    ];

    /// The name in measure ids, tables and figures.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Place::Drifting => "drifting",
            Place::PlanNotProtective => "on a plan that does not protect",
            Place::Protected => "protected",
            Place::Waiting => "waiting",
            Place::Assessed => "being assessed",
            Place::Closed => "closed",
            Place::ScreenedOut => "screened out",
            Place::Unknown => "unknown",
        }
    }
}

/// The windows in which a child may be found: the scenario's own target and four others.
pub const WINDOWS: [Window; 5] =
    [Window::WorkingDays(30), Window::Target, Window::WorkingDays(60), Window::WorkingDays(90), Window::Year];

/// A window from coming to notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Window {
    /// `outcome.target_working_days`.
    Target,
    /// A number of working days.
    WorkingDays(u32),
    /// 365 days.
    Year,
}

/// The names a scenario's measures are made of.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Sources of referrals.
    pub sources: Vec<String>,
    /// Risk classes.
    pub classes: Vec<String>,
    /// Stages.
    pub stages: Vec<StageName>,
    /// Teams.
    pub teams: Vec<String>,
    /// `outcome.target_working_days`.
    pub target_working_days: u32,
}

/// A stage's name and what it offers to measure.
#[derive(Clone, Debug)]
pub struct StageName {
    /// Its name.
    pub name: String,
    /// Visits or meetings are made there (not at an exit).
    pub worked: bool,
    /// It has a deadline.
    pub timed: bool,
    /// It is a plan: has a length, can drift.
    pub plan: bool,
    /// It is an assessment: its estimates are scored.
    pub assess: bool,
}

/// Where each counter stands in the flat vector of one period of one replication.
#[derive(Clone, Debug)]
pub struct Layout {
    offsets: [usize; FAMILIES.len()],
    counters: usize,
    stages: usize,
    teams: usize,
}

impl Layout {
    /// The layout for these names.
    #[must_use]
    pub fn new(names: &Names) -> Layout {
        let mut offsets = [0; FAMILIES.len()];
        let mut next = 0;
        for &(counter, per) in FAMILIES {
            offsets[counter as usize] = next;
            next += match per {
                Per::One => 1,
                Per::Source => names.sources.len(),
                Per::Class => names.classes.len(),
                Per::Stage => names.stages.len(),
                Per::Team => names.teams.len(),
                Per::Decision => names.stages.len() + 2,
                Per::Settlement => Settlement::ALL.len(),
                Per::Place => Place::ALL.len(),
                Per::Window => WINDOWS.len(),
            };
        }
        Layout { offsets, counters: next, stages: names.stages.len(), teams: names.teams.len() }
    }

    /// How many counters there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.counters
    }

    /// Never true: days are always counted.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        false
    }

    /// The place of a counter that exists once.
    #[inline]
    #[must_use]
    pub const fn one(&self, counter: Counter) -> usize {
        self.offsets[counter as usize]
    }

    /// The place of a family's member.
    #[inline]
    #[must_use]
    pub const fn at(&self, counter: Counter, member: usize) -> usize {
        self.offsets[counter as usize] + member
    }

    /// How many histograms there are.
    #[must_use]
    pub const fn histograms(&self) -> usize {
        1 + self.teams + 3 * self.stages + 1
    }

    /// The place of a histogram.
    #[inline]
    #[must_use]
    pub const fn histogram(&self, which: Waits) -> usize {
        match which {
            Waits::Screening => 0,
            Waits::Allocation(team) => 1 + team,
            Waits::Stage(stage) => 1 + self.teams + stage,
            Waits::DirectMinutes(stage) => 1 + self.teams + self.stages + stage,
            Waits::PlanLength(stage) => 1 + self.teams + 2 * self.stages + stage,
            Waits::Protection => 1 + self.teams + 3 * self.stages,
        }
    }
}

/// What is kept as a distribution. Waits in days by date of entry, those still waiting at the horizon as "longer than so far".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// From referral to the end of screening [days].
    Screening,
    /// From entry to allocation, by team [days].
    Allocation(usize),
    /// From entry to decision, by stage (plans: one spell) [days].
    Stage(usize),
    /// Direct minutes of a visit, by stage.
    DirectMinutes(usize),
    /// Whole plans, extensions included, by stage [days].
    PlanLength(usize),
    /// From coming to notice to a protective stage, high-risk children [days].
    Protection,
}

/// Decisions whose estimates are scored: all screenings, first ones alone, then one per stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scored {
    /// All screenings, re-referrals included.
    Screening,
    /// First screenings of a child.
    FirstScreening,
    /// Decisions at a stage.
    Stage(usize),
}

impl Scored {
    /// Place in the `Decision` counters.
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Scored::Screening => 0,
            Scored::FirstScreening => 1,
            Scored::Stage(stage) => 2 + stage,
        }
    }

    /// The decision at a place in the `Decision` counters.
    #[must_use]
    pub const fn from_index(index: usize) -> Scored {
        match index {
            0 => Scored::Screening,
            1 => Scored::FirstScreening,
            stage => Scored::Stage(stage - 2),
        }
    }
}

/// Which way is better for children and the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Better {
    /// Less is better.
    Lower,
    /// More is better.
    Higher,
    /// Neither: a description.
    Neither,
}

/// What a measure is computed from.
#[derive(Clone, Debug, PartialEq)]
pub enum Formula {
    /// `scale * sum(numerator) / sum(denominator)` over replications.
    Ratio {
        /// Places of the counters above the line.
        over: Vec<usize>,
        /// Places of the counters below it, with signs.
        under: Vec<(usize, f64)>,
        /// Factor to the measure's unit.
        scale: f64,
    },
    /// The mean of a sum of counters over replications.
    Total {
        /// Places of the counters.
        of: Vec<usize>,
    },
    /// A quantile of a pooled distribution.
    Quantile {
        /// Place of the histogram.
        histogram: usize,
        /// Probability.
        p: f64,
    },
    /// One measure over another.
    Quotient(Box<Formula>, Box<Formula>),
}

impl Formula {
    /// The value on counters summed over `replications`; `None` for 0/0 and for quantiles, which need the distribution.
    #[must_use]
    pub fn on(&self, sums: &[f64], replications: usize) -> Option<f64> {
        match self {
            Formula::Ratio { over, under, scale } => {
                let top: f64 = over.iter().map(|&k| sums[k]).sum();
                let bottom: f64 = under.iter().map(|&(k, sign)| sign * sums[k]).sum();
                (bottom > 0.0).then(|| scale * top / bottom)
            }
            Formula::Total { of } => {
                (replications > 0).then(|| of.iter().map(|&k| sums[k]).sum::<f64>() / replications as f64)
            }
            Formula::Quantile { .. } => None,
            Formula::Quotient(a, b) => {
                let (a, b) = (a.on(sums, replications)?, b.on(sums, replications)?);
                (b != 0.0).then(|| a / b)
            }
        }
    }
}

/// One performance measure.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Its id, the same in targets, tables and options.
    pub id: String,
    /// What it is, in words.
    pub label: String,
    /// Its unit; `share` is 0..1.
    pub unit: &'static str,
    /// Which way is better.
    pub better: Better,
    /// How it is computed.
    pub formula: Formula,
}

/// Every measure of a scenario, in the order of the tables.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// Where the counters are.
    pub layout: Layout,
    /// The measures.
    pub measures: Vec<Measure>,
}

/// Why a measure id is not one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownMeasure {
    /// What was written.
    pub id: String,
    /// The nearest known id.
    pub nearest: Option<String>,
}

impl Catalogue {
    /// The measures of a scenario with these names.
    #[must_use]
    pub fn new(names: &Names) -> Catalogue {
        catalogue::build(names)
    }

    /// The measure of that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.id == id)
    }

    /// The formula of a measure id or of a quotient `a / b` of two.
    ///
    /// # Errors
    /// Names the part that is not a measure, with the nearest id.
    pub fn formula(&self, written: &str) -> Result<Formula, UnknownMeasure> {
        let one = |id: &str| {
            self.get(id.trim())
                .map(|measure| measure.formula.clone())
                .ok_or_else(|| UnknownMeasure { id: id.trim().to_owned(), nearest: self.nearest(id.trim()) })
        };
        match written.split_once(" / ") {
            Some((a, b)) => Ok(Formula::Quotient(Box::new(one(a)?), Box::new(one(b)?))),
            None => one(written),
        }
    }

    /// The id most like a wrong one.
    #[must_use]
    pub fn nearest(&self, id: &str) -> Option<String> {
        self.measures
            .iter()
            .map(|measure| (strsim::jaro_winkler(&measure.id, id), measure))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|(likeness, _)| *likeness > 0.7)
            .map(|(_, measure)| measure.id.clone())
    }
}

mod catalogue;
pub mod left_out;
