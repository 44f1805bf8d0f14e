//! Will happen: the entries of the event list.

use super::ids::{ChildId, PostId, WorkerId};
use super::organisation::happening::OrganisationEvent;
use crate::scenario::ClassId;

/// What is going to happen. Small and `Copy`: it lies in the event list by value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A child comes to be at risk.
    Onset(ClassId),
    /// Someone could notice something about a child.
    Concern(ChildId),
    /// The first of a child's clocks runs out: harm, escalation, or the end of the risk.
    RiskTransition(ChildId),
    /// A visit or meeting comes due.
    VisitDue(ChildId),
    /// A visit has been overdue too long: the case drifts.
    DriftBegins(ChildId),
    /// A worker has done the screening, visit or meeting in hand.
    TaskEnds(ChildId),
    /// A plan's period is over.
    ReviewDue(ChildId),
    /// A child's time in an exit's stock is over.
    LeavesStock(ChildId),
    /// A high-risk episode reaches its target day.
    EpisodeTargetPasses(ChildId),
    /// A child who came to notice reaches the target day.
    ChildTargetPasses(ChildId),
    /// 09:00 of a working day: what falls due now is queued before anyone chooses.
    Opening,
    /// Free workers choose.
    WorkBegins,
    /// The end of a day.
    Midnight,
    /// Once a week every worker may fall ill or leave.
    StaffWeek,
    /// Managers review the threshold.
    ThresholdReview,
    /// A worker is well again.
    WorkerReturns(WorkerId),
    /// A permanent recruit arrives.
    RecruitArrives(PostId),
    /// Agency cover arrives.
    AgencyArrives(PostId),
    /// The warm-up is over.
    ObservationBegins,
    /// Something happens in the organisation around the work.
    Organisation(OrganisationEvent),
}

/// The kinds but those of the organisation: what each is called, and whether it changes a child, a case, a task or a worker. The
/// others are clocks of the service, which change one of these only where they find something to do.
const OWN: [(&str, bool); 19] = [
    ("onset", true),
    ("concern", true),
    ("fate", true),
    ("visit due", true),
    ("drift begins", true),
    ("task ends", true),
    ("review due", true),
    ("stay ends", true),
    ("episode target passes", true),
    ("child target passes", true),
    ("opening", false),
    ("work begins", false),
    ("midnight", false),
    ("staff week", false),
    ("threshold review", false),
    ("worker returns", true),
    ("recruit arrives", true),
    ("agency arrives", true),
    ("observation begins", false),
];

impl Event {
    /// How many kinds there are, for counting.
    pub const KINDS: usize = OWN.len() + OrganisationEvent::KINDS.len();

    /// The kinds in the order of tables: the place of each, as [`Event::kind`] says it, and what it is called.
    #[must_use]
    pub fn kinds() -> Vec<(usize, &'static str)> {
        let mut of_organisation: Vec<_> =
            OrganisationEvent::KINDS.iter().zip(OWN.len()..).collect();
        of_organisation.sort_by_key(|((order, _), _)| *order);
        let of_organisation = of_organisation.into_iter().map(|((_, name), place)| (place, *name));
        OWN.iter().map(|(name, _)| *name).enumerate().chain(of_organisation).collect()
    }

    /// Whether events of the kind at this place change a child, a case, a task or a worker, and so count for the speed of a run
    /// (model.md, section 1).
    #[must_use]
    pub fn counts(place: usize) -> bool {
        OWN.get(place).is_some_and(|(_, counts)| *counts)
    }

    /// The place of its kind among all kinds.
    #[must_use]
    pub const fn kind(self) -> usize {
        // The numbers are the places in `OWN`: an enum with data in some variants cannot be cast to a number.
        match self {
            Event::Onset(_) => 0,
            Event::Concern(_) => 1,
            Event::RiskTransition(_) => 2,
            Event::VisitDue(_) => 3,
            Event::DriftBegins(_) => 4,
            Event::TaskEnds(_) => 5,
            Event::ReviewDue(_) => 6,
            Event::LeavesStock(_) => 7,
            Event::EpisodeTargetPasses(_) => 8,
            Event::ChildTargetPasses(_) => 9,
            Event::Opening => 10,
            Event::WorkBegins => 11,
            Event::Midnight => 12,
            Event::StaffWeek => 13,
            Event::ThresholdReview => 14,
            Event::WorkerReturns(_) => 15,
            Event::RecruitArrives(_) => 16,
            Event::AgencyArrives(_) => 17,
            Event::ObservationBegins => 18,
            Event::Organisation(what) => OWN.len() + what.kind(),
        }
    }
}
