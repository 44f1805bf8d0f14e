//! Counters: sums over a period within one replication.
//!
//! A new one is a line in the list below, or in that of its mechanism; where it exists once for something new, that is a new [`Per`].

use super::names::{GRADES, MeasureNames};
use super::place::Place as Where;
use super::settlement::Settlement;
use super::window::{WINDOWS, Window};

/// What a counter exists once for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Per {
    One,
    Source,
    Class,
    Stage,
    Team,
    Decision,
    Settlement,
    Place,
    Window,
    Grade,
    Action,
    Opening,
    Own(&'static Members),
}

/// What a mechanism counts once for each of.
#[derive(Debug)]
pub(crate) struct Members {
    /// What they are, in words.
    pub words: &'static str,
    /// How many there are in a scenario with these names.
    pub count: fn(&MeasureNames) -> usize,
    /// What the one at a place is called.
    pub name: fn(&MeasureNames, usize) -> String,
}

impl Per {
    /// What a family has one member for, in words; empty for a single number.
    pub(super) fn words(self) -> &'static str {
        match self {
            Per::One => "",
            Per::Source => "source",
            Per::Class => "risk class",
            Per::Stage => "stage",
            Per::Team => "team",
            Per::Decision => "decision that is scored",
            Per::Settlement => "way it ended",
            Per::Place => "place of the child",
            Per::Window => "window",
            Per::Grade => "grade of staff",
            Per::Action => "action",
            Per::Opening => "stage of [[opening]]",
            Per::Own(members) => members.words,
        }
    }

    /// What one member of a family is called.
    pub(super) fn member(self, names: &MeasureNames, member: usize) -> String {
        let organisation = &names.organisation;
        let name = |list: &[String]| list.get(member).cloned().unwrap_or_default();
        let stage = |member: usize| names.stages.get(member).map(|stage| stage.name.clone());
        match self {
            Per::One => String::new(),
            Per::Source => name(&names.sources),
            Per::Class => name(&names.classes),
            Per::Stage => stage(member).unwrap_or_default(),
            Per::Team => name(&names.teams),
            // In the order of `Scored::index`.
            Per::Decision => match member {
                0 => "screening".to_owned(),
                1 => "first screening".to_owned(),
                stages => stage(stages - 2).unwrap_or_default(),
            },
            Per::Settlement => Settlement::ALL[member].name().to_owned(),
            Per::Place => Where::ALL[member].name().to_owned(),
            Per::Window => match WINDOWS[member] {
                Window::Target => "target".to_owned(),
                Window::WorkingDays(days) => format!("{days} working days"),
                Window::Year => "a year".to_owned(),
            },
            Per::Grade => GRADES[member].to_owned(),
            Per::Action => name(&organisation.actions),
            Per::Opening => name(&organisation.openings),
            Per::Own(members) => (members.name)(names, member),
        }
    }

    /// How many members a family has in a scenario with these names.
    pub(super) fn members(self, names: &MeasureNames) -> usize {
        match self {
            Per::One => 1,
            Per::Source => names.sources.len(),
            Per::Class => names.classes.len(),
            Per::Stage => names.stages.len(),
            Per::Team => names.teams.len(),
            // All screenings and first screenings stand before the stages.
            Per::Decision => names.stages.len() + 2,
            Per::Settlement => Settlement::ALL.len(),
            Per::Place => Where::ALL.len(),
            Per::Window => WINDOWS.len(),
            Per::Grade => GRADES.len(),
            Per::Action => names.organisation.actions.len(),
            Per::Opening => names.organisation.openings.len(),
            Per::Own(members) => (members.count)(names),
        }
    }
}

macro_rules! counters {
    (
        { $($mechanism:ident: $Mechanism:ident,)* }
        $($(#[doc = $doc:literal])* $name:ident: $per:ident),* $(,)?
    ) => {
        /// A family of counters: one number, or one per source, class, stage, team …
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Counter {
            $($(#[doc = $doc])* $name,)*
            $(
                #[doc = concat!("One of the mechanism `", stringify!($mechanism), "`.")]
                $Mechanism(crate::mechanisms::$mechanism::counters::Counted),
            )*
        }

        impl Counter {
            /// What it counts, as the line that declares it says.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Counter::$name => concat!($($doc),*).trim(),)*
                    $(Counter::$Mechanism(own) => own.meaning(),)*
                }
            }

            /// Its name, as formulas write it.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Counter::$name => stringify!($name),)*
                    $(Counter::$Mechanism(own) => own.name(),)*
                }
            }

            /// Its place among all families.
            #[inline]
            #[must_use]
            pub const fn index(self) -> usize {
                match self {
                    $(Counter::$name => CounterPlace::$name as usize,)*
                    $(Counter::$Mechanism(own) => FIRST.$mechanism + own as usize,)*
                }
            }
        }

        $(
            impl From<crate::mechanisms::$mechanism::counters::Counted> for Counter {
                fn from(own: crate::mechanisms::$mechanism::counters::Counted) -> Counter {
                    Counter::$Mechanism(own)
                }
            }
        )*

        /// The levels of the mechanisms, by the counters of their integrals, and how many each has of them.
        #[must_use]
        pub fn levels_of_mechanisms(names: &MeasureNames) -> Vec<(Counter, usize)> {
            let own: Vec<Counter> = Vec::new();
            $(
                let levels = crate::mechanisms::$mechanism::counters::LEVELS;
                let own: Vec<Counter> =
                    own.into_iter().chain(levels.iter().map(|&level| level.into())).collect();
            )*
            own.into_iter()
                .map(|counter| (counter, FAMILIES[counter.index()].1.members(names)))
                .collect()
        }

        // This only numbers the variants: an enum with data in some variants cannot be cast to a number.
        enum CounterPlace { $($name),* }

        /// Where the families of each mechanism begin, and how many there are in all.
        struct FirstCounter { $($mechanism: usize,)* all: usize }

        const CORE: &[(Counter, Per)] = &[$((Counter::$name, Per::$per)),*];

        // Mechanisms come last, so that one more of them moves no other counter.
        const FIRST: FirstCounter = {
            let all = CORE.len();
            $(
                let $mechanism = all;
                let all = all + crate::mechanisms::$mechanism::counters::FAMILIES.len();
            )*
            FirstCounter { $($mechanism,)* all }
        };

        /// Every family, in the order of the layout: those of the mechanisms come last.
        pub(super) const FAMILIES: [(Counter, Per); FIRST.all] = {
            let mut families = [CORE[0]; FIRST.all];
            let mut place = 0;
            // A constant cannot use an iterator.
            while place < CORE.len() {
                families[place] = CORE[place];
                place += 1;
            }
            $(
                let own = crate::mechanisms::$mechanism::counters::FAMILIES;
                while place < FIRST.$mechanism + own.len() {
                    let (counter, per) = own[place - FIRST.$mechanism];
                    families[place] = (Counter::$Mechanism(counter), per);
                    place += 1;
                }
            )*
            families
        };
    };
}

/// The families of a mechanism: lines like those below, the second word being what a family has one member for.
macro_rules! counted {
    ($($(#[doc = $doc:literal])* $name:ident: $per:expr),* $(,)?) => {
        /// A family of counters.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Counted { $($(#[doc = $doc])* $name),* }

        impl Counted {
            pub(crate) fn meaning(self) -> &'static str {
                match self { $(Counted::$name => concat!($($doc),*).trim()),* }
            }

            pub(crate) fn name(self) -> &'static str {
                match self { $(Counted::$name => stringify!($name)),* }
            }
        }

        pub(crate) const FAMILIES: &[(Counted, $crate::measure::Per)] =
            &[$((Counted::$name, $per)),*];
    };
}
pub(crate) use counted;

crate::mechanisms::mechanisms! { counters!
    /// Days observed.
    Days: One,
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
    /// Integral of referrals waiting for or in screening (children x days).
    ScreeningDays: One,
    /// Integral of the threshold shift (standard deviations x days).
    ShiftDays: One,
    /// Integral of pressure (weeks x days).
    PressureDays: One,
    /// Integral of the pressure managers see (weeks x days).
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
    /// Entries to a stage, and its assessments begun together with another; a plan's extension is neither.
    Started: Stage,
    /// Of these, assessments begun together with another stage.
    Together: Stage,
    /// Decisions at a stage, extensions included.
    Decided: Stage,
    /// Decisions that extend the same plan.
    Extended: Stage,
    /// Decisions that close the case.
    Closed: Stage,
    /// Decisions at a stage with a deadline, and ends of its assessments begun together with another.
    Timed: Stage,
    /// Of these, made by the deadline.
    OnTime: Stage,
    /// Visits or meetings made.
    Visits: Stage,
    /// Direct minutes a visit should have had, summed.
    NominalMinutes: Stage,
    /// Direct minutes visits had, summed.
    ActualMinutes: Stage,
    /// Reviews of a plan that pressure brought forward.
    EarlyReviews: Stage,
    /// Of these, those that closed the case.
    ClosedEarly: Stage,
    /// Integral of children in the stage, waiting included (children x days).
    StageDays: Stage,
    /// Integral of drifting cases (children x days).
    DriftingDays: Stage,
    /// Times a case began to drift.
    Drifts: Stage,
    /// Stays ended (a plan's extensions are one stay).
    Ended: Stage,
    /// Days of stays ended, summed.
    EndedDays: Stage,
    /// Integral of cases waiting for a worker (children x days).
    UnallocatedDays: Team,
    /// Integral of cases with a worker (children x days).
    CaseDays: Team,
    /// Integral of workers in post, sick and agency included (workers x days).
    InPostDays: Team,
    /// Integral of the hours of workers in post who hold a case, sick and agency included (full-time equivalent x days).
    CaseHolderDays: Team,
    /// Integral of agency workers in post (workers x days).
    AgencyDays: Team,
    /// Integral of sick workers (workers x days).
    SickDays: Team,
    /// Integral of posts without a permanent holder (posts x days).
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
    /// Contracted hours of the tasks begun by a team that works overtime, summed.
    ContractedHours: Team,
    /// Hours beyond contract of these tasks, summed.
    OvertimeHours: Team,
    /// Share of what was learnt that the file held, summed over the files reopened at another referral.
    FileHeldAtReferral: One,
    /// Share of what was learnt that the file held, summed over the cases handed to another worker.
    FileHeldAtHandover: One,
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
    /// Serious harms to known children that became public.
    Tragedies: One,
    /// Integral of blame (units x days).
    BlameDays: One,
    /// Integral of the factor by which learning raises the worth of an hour's look (factor x days).
    LearningDays: One,
    /// Integral of the share of a deviation from normal pressure that managers see (share x days).
    VisibilityDays: One,
    /// Permanent workers dismissed.
    Dismissals: One,
    /// Children missed, turned away, referred again and then found at high risk: each once.
    MissesToLight: One,
    /// Of these, reported and learnt from.
    MissesReported: One,
    /// Integral of staff paid, by grade (full-time equivalent x days).
    GradeDays: Grade,
    /// Integral of what they are paid more than on the first observed day, below 0 for less, by grade (pounds).
    ExtraPay: Grade,
    /// Times an action was taken.
    ActionsTaken: Action,
    /// Integral of an action being in force (days).
    ActionDays: Action,
    /// Children who waited already where `[[opening]]` tops up.
    OpeningFound: Opening,
    /// Children put there.
    OpeningPut: Opening,
    /// Children of the warm-up whom those put are like.
    OpeningLike: Opening,
    /// Replications that went on until those put were looked at again.
    OpeningLooked: Opening,
    /// Of those put, who had had a worker by then.
    OpeningReached: Opening,
    /// Of those put, who still waited for their first then.
    OpeningWaiting: Opening,
}
