//! What changes in the organisation around the work (model.md, section 8), and the conditions that the rest of the model reads of
//! it.

use crate::model::clone_by_field::clone_by_field;
use crate::model::setting::Setting;
use crate::scenario::StageId;
use crate::time::SimTime;

use super::effect::Effect as _;

/// The conditions under which work is done. Without any of section 8 they change nothing, to the bit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorkingConditions {
    /// Blame.
    pub blame: f64,
    /// Factor on the information that an hour brings.
    pub learning: f64,
    /// Factor on recording hours.
    pub recording: f64,
    /// How far caution lowers the thresholds of decisions, times the factor of each line (standard deviations of the estimates
    /// there).
    pub caution: f64,
    /// How much less of a change in pressure managers see.
    pub concealed_pressure: f64,
    /// What is at least left of a visit's direct time.
    pub floor: f64,
    /// The threshold stays where it stands.
    pub frozen: bool,
}

impl WorkingConditions {
    /// As if there were no organisation around the work.
    pub const PLAIN: WorkingConditions = WorkingConditions {
        blame: 0.0,
        learning: 1.0,
        recording: 1.0,
        caution: 0.0,
        concealed_pressure: 0.0,
        floor: 0.0,
        frozen: false,
    };
}

/// What changes in the organisation.
#[derive(Debug)]
pub struct Organisation {
    /// The conditions at present.
    pub conditions: WorkingConditions,
    /// In a world whose harms never become public: the twin.
    pub(super) private: bool,
    pub(super) culture: BlameAndLearning,
    pub(super) actions: Actions,
    pub(crate) mechanisms: MechanismStates,
}

clone_by_field!(Organisation { conditions, private, culture, actions, mechanisms });

impl Default for Organisation {
    fn default() -> Organisation {
        Organisation {
            conditions: WorkingConditions::PLAIN,
            private: false,
            culture: BlameAndLearning::default(),
            actions: Actions::default(),
            mechanisms: MechanismStates::default(),
        }
    }
}

impl Organisation {
    /// Day 0. Buffers are kept.
    pub fn reset(&mut self, setting: &Setting<'_>) {
        self.conditions = WorkingConditions::PLAIN;
        // A run without publicity is the twin itself, so its harms stay private.
        self.private = setting.scenario.without.publicity;
        self.culture.reset(setting);
        self.actions.reset(setting);
        self.mechanisms.reset();
    }

    /// Whether no harm becomes public here, and nothing answers publicity: as in the twin.
    #[must_use]
    pub fn is_private(&self) -> bool {
        self.private
    }

    /// From here on no harm becomes public, and publicity lays no blame.
    pub fn become_private(&mut self) {
        self.private = true;
    }
}

/// Blame that has fallen, and what has been learnt.
#[derive(Debug, Default)]
pub struct BlameAndLearning {
    pub(super) fallen: Vec<(SimTime, f64)>,
    pub(super) reports: i32,
    // Blame, learning and visibility as the day began.
    pub(super) today: [f64; 3],
}

clone_by_field!(BlameAndLearning { fallen, reports, today });

impl BlameAndLearning {
    /// Before the first day.
    pub fn reset(&mut self, setting: &Setting<'_>) {
        self.fallen.clear();
        // More than anybody writes or most runs see, so that nothing is allocated when blame falls.
        self.fallen.reserve(64);
        self.reports = 0;
        self.today = [0.0, 1.0, setting.scenario.triage.visibility];
    }
}

/// Where an action stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum ActionStatus {
    /// Not taken, or over.
    #[default]
    Idle,
    /// Decided, not in effect yet.
    Decided,
    /// In effect.
    InForce,
}

/// Where each action stands, and for how many days pressure has been high enough for it.
#[derive(Debug, Default)]
pub struct Actions {
    pub(super) status: Vec<ActionStatus>,
    pub(super) high_days: Vec<f64>,
    /// Factor on the working hours of each team.
    pub(super) hours: Vec<f64>,
    /// How much of their usual hours staff are at work this month.
    pub(super) at_work: f64,
}

clone_by_field!(Actions { status, high_days, hours, at_work });

impl Actions {
    /// Before the first day.
    pub fn reset(&mut self, setting: &Setting<'_>) {
        let count = setting.scenario.actions.len();
        self.status.clear();
        self.status.resize(count, ActionStatus::Idle);
        self.high_days.clear();
        self.high_days.resize(count, 0.0);
        self.at_work = 1.0;
        self.hours.clear();
        self.hours.extend(&setting.organisation.hours_left);
    }

    /// Factor on recording hours of all actions in effect.
    pub fn recording(&self, setting: &Setting<'_>) -> f64 {
        self.in_force(setting).map(|action| action.recording).product()
    }

    pub(super) fn in_force<'s>(
        &self,
        setting: &'s Setting<'_>,
    ) -> impl Iterator<Item = &'s crate::scenario::Action> + use<'s, '_> {
        let in_order = setting.by_name.actions.iter();
        in_order
            .filter(|&&a| self.status[a] == ActionStatus::InForce)
            .map(|&a| &setting.scenario.actions[a])
    }
}

macro_rules! of_mechanisms {
    ({ $($mechanism:ident: $Mechanism:ident,)* }) => {
        /// What changes in the mechanisms of the list.
        #[derive(Debug, Default)]
        pub struct MechanismStates {
            $(pub(crate) $mechanism: crate::mechanisms::$mechanism::state::State,)*
        }

        clone_by_field!(MechanismStates { $($mechanism),* });

        impl MechanismStates {
            /// Day 0. Buffers are kept.
            fn reset(&mut self) {
                $(self.$mechanism.reset();)*
            }

            /// How far they lower the lines of a stage's decisions now (on the severity scale).
            #[inline]
            pub(in crate::model) fn lower(&self, stage: StageId) -> f64 {
                0.0 $(+ self.$mechanism.lowers(stage))*
            }
        }
    };
}
crate::mechanisms::mechanisms! { of_mechanisms! }
