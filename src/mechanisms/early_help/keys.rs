//! `[early_help]`: places for children whose referral was closed at triage.

use serde::Serialize;

use super::measures::Names;
use crate::scenario::check::limits::{MOST_COUNTED, from_to};
use crate::scenario::check::{CheckedParts, Checker, optional};
use crate::scenario::declare::{KeyFacts, block, facts};
use crate::scenario::kinds::{Count, Number, TeamOrNone};
use crate::scenario::raw::{At, Maybe};
use crate::scenario::resolved::Out;
use crate::scenario::{Scenario, TeamId};

block! {
    /// Early help.
    #[derive(Clone, Copy, Debug, PartialEq, Serialize)]
    pub struct EarlyHelp read as RawEarlyHelp, used "mechanisms::early_help" {
        places: u32 = Count(0, MOST_COUNTED) {
            what: "Places",
            unit: "children",
            default: 80,
        }
        hours_per_week: f64 = Number(from_to(0.0, 100_000.0)) {
            what: "Work that all of it takes",
            unit: "hours a week",
            default: 60,
            needs: [".team"],
        }
        team: Option<TeamId> = TeamOrNone() {
            what: "The team that does it, or \"none\" for staff of its own",
            needs: [".hours_per_week > 0"],
        }
        factor: f64 = Number(from_to(1.0, 100.0)) {
            what: "How many times faster the risk ends with a place",
            default: 1.6,
            needs: [".places > 0"],
        }
    }
}

/// What a scenario has of it.
pub type Keys = Option<EarlyHelp>;

/// The block as it is written.
pub(crate) type Raw = Maybe<RawEarlyHelp>;

/// What the block declares.
pub(crate) const FACTS: KeyFacts = facts!(
    {
        what: "Places for children who are closed at triage, or \"none\"",
    }
    "mechanisms::early_help", Raw
);

/// Keys of other blocks that do nothing without it, or another that reads them.
pub(crate) const READS: &[&str] = &[];

pub(crate) fn checked(check: &mut Checker, raw: &Option<At<Raw>>, _: &CheckedParts<'_>) -> Keys {
    optional(check, raw)
}

pub(crate) fn write(out: &mut Out, scenario: &Scenario) {
    let keys = &scenario.mechanisms.early_help;
    keys.iter().for_each(|block| out.block("[early_help]", block, scenario));
}

/// Contracted hours of a full-time worker a week, by which hours of early help are paid.
const FULL_TIME_HOURS: f64 = 36.0;

pub(crate) fn names(scenario: &Scenario) -> Names {
    let help = scenario.mechanisms.early_help;
    // Hours taken from a team are in that team's pay already.
    let hours = help.filter(|help| help.team.is_none()).map_or(0.0, |help| help.hours_per_week);
    // The hours are paid as those of qualified workers, part of a full-time year each.
    let a_day =
        |costs: &crate::scenario::Costs| hours / FULL_TIME_HOURS * costs.salary.qualified / 365.25;
    Names { on: help.is_some(), a_day: scenario.costs.as_ref().map_or(0.0, a_day) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::tests::round_trip::returns;
    use crate::scenario::tests::{set, with};

    #[test]
    fn a_team_does_it_by_its_name() {
        let scenario = set(&["early_help.team=duty"]).expect("legal").scenario;
        assert_eq!(scenario.mechanisms.early_help.expect("present").team, Some(TeamId(0)));
    }

    #[test]
    fn staff_of_its_own_are_paid_by_the_hour() {
        let a_day = |text: &str| names(&with(text).expect("sound").scenario).a_day;
        let costs = "[costs]\nprice_year = 2010\nsalary = { qualified = 36525 }\n";
        let own = a_day(&format!("[early_help]\nhours_per_week = 72\n{costs}"));
        assert!((own - 200.0).abs() < 1e-9, "{own}");
        let of_a_team = format!("[early_help]\nhours_per_week = 72\nteam = \"duty\"\n{costs}");
        assert_eq!(a_day(&of_a_team), 0.0);
    }

    #[test]
    fn defaults_return() {
        returns(&with("[early_help]\n").expect("sound").scenario);
    }
}
