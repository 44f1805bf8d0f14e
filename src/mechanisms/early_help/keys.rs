//! `[early_help]`: places for children whose referral was closed at triage.

use serde::Serialize;

use super::measures::Names;
use crate::scenario::check::limits::{MOST_COUNTED, from_to};
use crate::scenario::check::{CheckedParts, Checker, present};
use crate::scenario::declare::{KeyFacts, KeyTable as _, block, facts};
use crate::scenario::kinds::{Count, Number, TeamOrNone};
use crate::scenario::raw::{At, Maybe};
use crate::scenario::resolved::Out;
use crate::scenario::{Scenario, Team, TeamId};

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
            needs: [".team or costs"],
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

pub(crate) fn checked(
    check: &mut Checker,
    raw: &Option<At<Raw>>,
    known: &CheckedParts<'_>,
) -> Keys {
    let raw = present(raw)?;
    let help = EarlyHelp::checked(check, &raw);
    leaves_hours(check, &raw, &help, known);
    Some(help)
}

/// The hours a week that a team has for casework, of which early help takes its own.
pub(crate) fn hours_of(team: &Team, hours_per_week: f64) -> f64 {
    team.fte() * team.availability * hours_per_week
}

/// A team that does it keeps some of its hours: without any, its work would never end.
fn leaves_hours(
    check: &mut Checker,
    raw: &At<RawEarlyHelp>,
    help: &EarlyHelp,
    known: &CheckedParts<'_>,
) {
    let Some(team) = help.team.and_then(|team| known.teams.get(team.index())) else { return };
    // Of a team or a week that is wrong in itself the hours are not known.
    let wrong = |block: &str| check.problems.iter().any(|problem| problem.path.starts_with(block));
    let hours = hours_of(team, known.time.hours_per_week());
    // A team without staff has no hours to give, and nobody whose work could not end.
    if hours <= 0.0 || help.hours_per_week < hours || ["teams", "time"].into_iter().any(wrong) {
        return;
    }
    let message = format!(
        "early help asks for {} hours a week, and \"{}\" has {} for casework: ask for fewer, or leave the team out",
        help.hours_per_week,
        team.name,
        // Rounded down: 24.05 hours are not enough for 24.1.
        libm::floor(hours * 10.0) / 10.0,
    );
    // Where the hours are the default, it is the team that somebody has written.
    let written = raw.value.hours_per_week.as_ref().filter(|at| !check.is_default(at.place.origin));
    let place = written.map(|at| &at.place).or(raw.value.team.as_ref().map(|at| &at.place));
    check.note(place.unwrap_or(&raw.place).problem(message));
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
    use crate::scenario::{Overrides, ScenarioWarning, load_str};

    #[test]
    fn a_team_does_it_by_its_name() {
        let scenario = set(&["early_help.team=duty"]).expect("legal").scenario;
        assert_eq!(scenario.mechanisms.early_help.expect("present").team, Some(TeamId(0)));
    }

    #[test]
    fn a_team_keeps_some_of_its_hours() {
        // One post of 37 hours a week, of which 0.65 are for casework: 24.05.
        let small = include_str!("../../../tests/fixtures/small.toml");
        let ask = |sets: &[&str]| {
            let sets = sets.iter().fold(Overrides::none(), |all, one| all.set(*one));
            load_str("small.toml", small, &sets).map(|loaded| loaded.scenario)
        };
        let refused = |sets: &[&str]| ask(sets).expect_err("too many hours").to_string();
        let default = refused(&["early_help.team=duty"]);
        assert!(
            default.contains(
                "--set early_help.team=duty  early_help.team = duty: early help asks for 60 hours a week, and \"duty\" has"
            ),
            "{default}"
        );
        let team = ask(&[]).expect("sound");
        let own = hours_of(team.team(TeamId(0)), team.calendar.hours_per_week());
        assert_eq!(team.time.hours_per_week(), team.calendar.hours_per_week());
        let asked = |hours: f64| format!("early_help={{team=\"duty\",hours_per_week={hours:?}}}");
        let all = refused(&[&asked(own)]);
        assert!(all.contains("early_help.hours_per_week = "), "{all}");
        ask(&[&asked(own * 0.999_999)]).expect("some hours are left");
        ask(&["early_help={team=\"duty\"}", "teams.duty.posts=[]"]).expect("there is nobody");
        ask(&["early_help={hours_per_week=60}"]).expect("it has staff of its own");
        let wrong = refused(&["early_help.team=duty", "teams.duty.availability=0"]);
        assert!(!wrong.contains("early help asks"), "{wrong}");
    }

    #[test]
    fn its_hours_do_something_where_they_are_paid_or_taken_from_a_team() {
        let idle = |sets: &[&str]| {
            let warnings = set(sets).expect("sound").warnings;
            warnings.iter().any(|one| {
                matches!(one, ScenarioWarning::KeyIdle { key, .. } if key.starts_with("early_help.hours_per_week"))
            })
        };
        let hours = "early_help.hours_per_week=50";
        assert!(idle(&[hours]));
        assert!(!idle(&[hours, "costs={price_year=2010}"]));
        assert!(!idle(&[hours, "early_help.team=duty"]));
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
