//! What a scenario has of the organisation around the work, in the words of its measures
//! (model.md, section 8).

use serde::Serialize;

use super::check::{CheckedParts, Checker};
use super::raw::RawScenario;
use super::resolved::Out;
use super::{Grade, Scenario};
use crate::measure::{self, OrganisationBlocks, Prices};
use crate::mechanisms::mechanisms;

/// The names and prices of a scenario's organisation.
pub(super) fn names(scenario: &Scenario) -> OrganisationBlocks {
    OrganisationBlocks {
        feedback: scenario.feedback.is_some(),
        culture: scenario.culture.is_some(),
        actions: scenario.actions.iter().map(|action| action.name.clone()).collect(),
        openings: scenario
            .opening
            .iter()
            .map(|opening| scenario.stage(opening.stage).name.clone())
            .collect(),
        prices: prices(scenario),
    }
}

fn prices(scenario: &Scenario) -> Option<Prices> {
    let costs = scenario.costs.as_ref()?;
    Some(Prices {
        salary: Grade::ALL.map(|grade| costs.salary.of(grade)),
        recruitment: costs.recruitment,
        dismissal: costs.dismissal,
        // What a dismissal costs on average: which of them go to court is not simulated.
        legal: costs.dismissal_to_court * costs.legal_and_compensation,
        case_review: costs.case_review,
        actions: scenario.actions.iter().map(|action| action.cost).collect(),
    })
}

/// A block that may be absent, or a list that may be empty.
pub trait Optional {
    /// True where a scenario has it.
    fn is_there(&self) -> bool;
}

impl<T> Optional for Option<T> {
    fn is_there(&self) -> bool {
        self.is_some()
    }
}

impl<T> Optional for Vec<T> {
    fn is_there(&self) -> bool {
        !self.is_empty()
    }
}

macro_rules! of_mechanisms {
    ({ $($mechanism:ident: $Mechanism:ident,)* }) => {
        /// What a scenario has of each mechanism. The default is none of any.
        #[derive(Clone, Debug, Default, Serialize)]
        pub struct Mechanisms {
            $(
                #[doc = concat!("`", stringify!($mechanism), "`")]
                pub $mechanism: crate::mechanisms::$mechanism::keys::Keys,
            )*
        }

        impl Mechanisms {
            /// Each as it is written, its values within their limits or noted.
            pub(super) fn checked(
                check: &mut Checker,
                raw: &RawScenario,
                known: &CheckedParts<'_>,
            ) -> Mechanisms {
                Mechanisms {
                    $($mechanism: crate::mechanisms::$mechanism::keys::checked(
                        check,
                        &raw.$mechanism,
                        known,
                    ),)*
                }
            }
        }

        impl Mechanisms {
            /// False of the name of a mechanism that a scenario has not.
            #[must_use]
            pub fn has_or_is_no_mechanism(&self, name: &str) -> bool {
                $(
                    if name == stringify!($mechanism) {
                        return self.$mechanism.is_there();
                    }
                )*
                true
            }
        }

        /// Writes those that there are.
        pub(super) fn write(out: &mut Out, scenario: &Scenario) {
            $(crate::mechanisms::$mechanism::keys::write(out, scenario);)*
        }

        /// The names that their measures are made of.
        pub(super) fn names_of_mechanisms(scenario: &Scenario) -> measure::MechanismNames {
            measure::MechanismNames {
                $($mechanism: crate::mechanisms::$mechanism::keys::names(scenario),)*
            }
        }

        /// The mechanisms without which a key of another block does nothing.
        pub(super) fn readers(key: &str) -> Vec<&'static str> {
            let mut readers = Vec::new();
            $(
                if crate::mechanisms::$mechanism::keys::READS.contains(&key) {
                    readers.push(stringify!($mechanism));
                }
            )*
            readers
        }
    };
}
mechanisms! { of_mechanisms! }
