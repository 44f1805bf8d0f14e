//! Classes of risk in the order of their names: no sum or draw over them depends on the order in which a file lists them.

use crate::measure::by_name;
use crate::scenario::{RiskClass, Scenario};

/// The places of the classes in the order of their names: what is summed or drawn over them takes them so.
pub(super) fn classes_by_name(scenario: &Scenario) -> Vec<usize> {
    by_name(scenario.risk.iter().map(|class| class.name.as_str()))
}

/// The classes in the order of their names.
pub(super) fn in_order(scenario: &Scenario) -> Vec<&RiskClass> {
    classes_by_name(scenario).into_iter().map(|place| &scenario.risk[place]).collect()
}

/// The sum of the classes' shares.
pub(super) fn all_shares(scenario: &Scenario) -> f64 {
    in_order(scenario).into_iter().map(|class| class.share).sum()
}
