//! The organisation around the work (model.md, section 8): each mechanism is one file, and absent means off.
//!
//! What the rest of the model reads of it are the [`Terms`] under which work is done: they change at midnight and when
//! something happens here, never in between. [`Happening`]s are this part's own entries of the event list.

pub mod actions;
pub mod case_reviews;
pub mod culture;
pub mod early_help;
pub mod facts;
pub mod feedback;
pub mod inspection;
pub mod prevention;
pub mod transfers;

use super::collector::clone_by_field;
use super::event::Event;
use super::replication::Replication;
use super::setting::Setting;
use crate::time::SimTime;

/// What will happen to the organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// A serious harm to a known child becomes public.
    TragedyPublic,
    /// Dated publicity lays blame on the service: its place in the list.
    Blamed(u16),
    /// A case review is finished: its place among those open.
    ReviewEnds(u32),
    /// An inspection: its place in the list.
    Inspected(u16),
    /// An action takes effect.
    ActionBegins(u16),
    /// An action is over.
    ActionEnds(u16),
    /// Staff begin work in prevention.
    PreventionBegins,
    /// The front line gives its staff to prevention.
    PreventionTakesStaff,
}

impl Happening {
    /// The kinds, for counting.
    pub const KINDS: [&'static str; 8] = [
        "tragedy becomes public",
        "blame falls",
        "case review ends",
        "inspection",
        "action begins",
        "action ends",
        "prevention begins",
        "prevention takes staff",
    ];

    /// The place of its kind in [`Happening::KINDS`].
    #[must_use]
    pub const fn kind(self) -> usize {
        match self {
            Happening::TragedyPublic => 0,
            Happening::Blamed(_) => 1,
            Happening::ReviewEnds(_) => 2,
            Happening::Inspected(_) => 3,
            Happening::ActionBegins(_) => 4,
            Happening::ActionEnds(_) => 5,
            Happening::PreventionBegins => 6,
            Happening::PreventionTakesStaff => 7,
        }
    }
}

/// The terms under which work is done. Without any of section 8 they change nothing, to the bit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms {
    /// Blame.
    pub blame: f64,
    /// Factor on what an hour's look shows.
    pub learning: f64,
    /// Factor on recording hours.
    pub recording: f64,
    /// How far the thresholds of `outcomes` are lowered (standard deviations of the estimates there).
    pub defensive: f64,
    /// How far the acceptance threshold at triage is lowered (standard deviations of the estimates there).
    pub defensive_triage: f64,
    /// How much less of a change in pressure managers see.
    pub hidden: f64,
    /// What is at least left of a visit's direct time.
    pub floor: f64,
    /// The threshold stays where it stands.
    pub frozen: bool,
}

impl Terms {
    /// As if there were no organisation around the work.
    pub const PLAIN: Terms = Terms {
        blame: 0.0,
        learning: 1.0,
        recording: 1.0,
        defensive: 0.0,
        defensive_triage: 0.0,
        hidden: 0.0,
        floor: 0.0,
        frozen: false,
    };
}

/// What changes in the organisation.
#[derive(Debug)]
pub struct Organisation {
    /// The terms at present.
    pub terms: Terms,
    /// In a world whose harms never become public: the twin.
    private: bool,
    culture: culture::Culture,
    case_reviews: case_reviews::CaseReviews,
    early_help: early_help::EarlyHelp,
    inspection: inspection::Files,
    actions: actions::Actions,
    prevention: prevention::Prevention,
}

clone_by_field!(Organisation {
    terms,
    private,
    culture,
    case_reviews,
    early_help,
    inspection,
    actions,
    prevention
});

impl Default for Organisation {
    fn default() -> Organisation {
        Organisation {
            terms: Terms::PLAIN,
            private: false,
            culture: culture::Culture::default(),
            case_reviews: case_reviews::CaseReviews::default(),
            early_help: early_help::EarlyHelp::default(),
            inspection: inspection::Files::default(),
            actions: actions::Actions::default(),
            prevention: prevention::Prevention::default(),
        }
    }
}

impl Organisation {
    /// Day 0. Buffers are kept.
    pub fn reset(&mut self, setting: &Setting<'_>) {
        self.terms = Terms::PLAIN;
        self.private = setting.scenario.without.publicity;
        self.culture.reset(setting);
        self.case_reviews.reset();
        self.early_help = early_help::EarlyHelp::default();
        self.inspection.reset();
        self.actions.reset(setting);
        self.prevention = prevention::Prevention::default();
    }

    /// From here on no harm becomes public, and publicity lays no blame.
    pub fn become_private(&mut self) {
        self.private = true;
    }
}

impl Replication<'_> {
    /// What is dated in the organisation.
    pub(super) fn schedule_organisation(&mut self) {
        self.schedule_blame();
        self.schedule_inspections();
        self.schedule_actions();
        self.schedule_prevention();
    }

    /// Something happens in the organisation.
    pub(super) fn organisation_happens(&mut self, what: Happening) {
        match what {
            Happening::TragedyPublic => self.tragedy_public(),
            Happening::Blamed(event) => self.blamed(event),
            Happening::ReviewEnds(review) => self.review_ends(review),
            Happening::Inspected(inspection) => self.inspected(inspection),
            Happening::ActionBegins(action) => self.action_begins(action),
            Happening::ActionEnds(action) => self.action_ends(action),
            Happening::PreventionBegins => self.prevention_begins(),
            Happening::PreventionTakesStaff => self.prevention_takes_staff(),
        }
    }

    /// The end of a day: blame has faded a little, and managers may decide to act.
    pub(super) fn organisation_midnight(&mut self) {
        self.culture_midnight();
        self.watch_pressure();
    }

    pub(super) fn schedule_happening(&mut self, at: SimTime, what: Happening) {
        self.world.events.schedule(at.max(self.world.events.now()), Event::Organisation(what));
    }
}

#[cfg(test)]
mod tests;
