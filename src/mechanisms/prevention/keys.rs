//! `[prevention]`: staff moved from the front line so that fewer children come to be at risk, years later.

use jiff::civil::Date;
use serde::Serialize;

use super::measures::Names;
use crate::scenario::check::limits::{PEOPLE, SHARE, SOME_DAYS, SOME_PEOPLE};
use crate::scenario::check::{CheckedParts, Checker, present};
use crate::scenario::declare::{KeyFacts, KeyTable as _, block, facts};
use crate::scenario::kinds::{Day, DayElse, Number, TeamOrNone};
use crate::scenario::raw::{At, Maybe};
use crate::scenario::resolved::Out;
use crate::scenario::warning::ScenarioWarning;
use crate::scenario::{Scenario, Team, TeamId};

block! {
    /// Prevention: onset falls by `max_reduction * fte / (fte + half_fte) * (1 - exp(-(t - start) / lag_days))`.
    #[derive(Clone, Copy, Debug, PartialEq, Serialize)]
    pub struct Prevention read as RawPrevention, used "mechanisms::prevention" {
        from_team: Option<TeamId> = TeamOrNone() {
            what: "The team they come from, or \"none\" for new staff",
            needs: [".fte > 0"],
        }
        fte: f64 = Number(PEOPLE) {
            what: "How many",
            unit: "full-time staff",
            default: 3,
        }
        start: Date = Day() {
            what: "The day prevention begins",
            unit: "date",
        }
        /// The day the team's staff take it over; `start` unless written. Until then it has new staff of its own, so that the
        /// front line gives up nobody before prevention has begun to work.
        staff_move: Date = DayElse() {
            what: "The day the team gives up its posts",
            unit: "date",
            needs: [".from_team", ".fte > 0"],
        }
        lag_days: f64 = Number(SOME_DAYS) {
            what: "Days until it has its effect",
            unit: "days",
            default: 730,
            needs: [".fte > 0", ".max_reduction > 0"],
        }
        half_fte: f64 = Number(SOME_PEOPLE) {
            what: "Staff with whom half of the most is reached",
            unit: "full-time staff",
            default: 6,
            needs: [".fte > 0", ".max_reduction > 0"],
        }
        max_reduction: f64 = Number(SHARE) {
            what: "The most by which it can reduce how many children come to be at risk",
            unit: "share",
            default: 0.3,
            needs: [".fte > 0"],
        }
    }
}

/// What a scenario has of it.
pub type Keys = Option<Prevention>;

/// The block as it is written.
pub(crate) type Raw = Maybe<RawPrevention>;

/// What the block declares.
pub(crate) const FACTS: KeyFacts = facts!(
    {
        what: "Staff moved to prevention, or \"none\"",
        evidence: nothing,
    }
    "mechanisms::prevention", Raw
);

/// Keys of other blocks that do nothing without it, or another that reads them.
pub(crate) const READS: &[&str] = &[];

pub(crate) fn checked(
    check: &mut Checker,
    raw: &Option<At<Raw>>,
    known: &CheckedParts<'_>,
) -> Keys {
    let raw = present(raw)?;
    let mut prevention = Prevention::checked(check, &raw);
    let start = prevention.start;
    // New staff do not move, so a day that is written for them is put aside.
    if raw.value.staff_move.is_none() || prevention.from_team.is_none() {
        prevention.staff_move = start;
    }
    staff(check, &raw, &prevention, known.teams);
    if known.time.at(start) >= known.time.horizon() {
        check.warn(ScenarioWarning::PreventionOutside { start });
    }
    Some(prevention)
}

/// The staff are there to move, and move no sooner than there is something to move to.
fn staff(check: &mut Checker, raw: &At<RawPrevention>, prevention: &Prevention, teams: &[Team]) {
    if let Some(at) =
        raw.value.staff_move.as_ref().filter(|_| prevention.staff_move < prevention.start)
    {
        check.note(at.place.problem(format!("must not be before start ({})", prevention.start)));
    }
    let Some(team) = prevention.from_team.and_then(|team| teams.get(team.index())) else { return };
    let posts = team.fte();
    if let Some(at) = raw.value.fte.as_ref().filter(|_| prevention.fte > posts) {
        check.note(at.place.problem(format!(
            "must not be above the posts of \"{}\" ({posts} full-time)",
            team.name
        )));
    }
}

/// New staff come from no team, and move on no day of their own.
pub(crate) fn write(out: &mut Out, scenario: &Scenario) {
    let Some(prevention) = &scenario.mechanisms.prevention else { return };
    out.header("[prevention]");
    // These keys go first. A run is known by this text, so the order stays.
    let of_team = |(key, _): &(&str, String)| ["from_team", "staff_move"].contains(key);
    let (moved, rest): (Vec<_>, Vec<_>) =
        prevention.entries(scenario).into_iter().partition(of_team);
    // For new staff they would be keys that do nothing, of which the check warns.
    let moved = if prevention.from_team.is_some() { moved } else { Vec::new() };
    moved.into_iter().chain(rest).for_each(|(key, value)| out.line(key, value));
}

pub(crate) fn names(scenario: &Scenario) -> Names {
    Names { on: scenario.mechanisms.prevention.is_some() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::resolved::to_toml;
    use crate::scenario::tests::round_trip::returns;
    use crate::scenario::tests::with;

    fn of(text: &str) -> Prevention {
        let scenario = with(text).expect("sound").scenario;
        scenario.mechanisms.prevention.expect("present")
    }

    #[test]
    fn a_beginning_after_the_run_is_warned_of() {
        let found = with("[prevention]\nstart = 2015-01-05\n").expect("sound").warnings;
        assert!(matches!(found[..], [ScenarioWarning::PreventionOutside { .. }]), "{found:?}");
    }

    #[test]
    fn staff_move_when_it_begins_unless_a_day_is_written() {
        let new = of("[prevention]\nstart = 2007-04-02\n");
        assert_eq!((new.staff_move, new.from_team), (new.start, None));
        let moved = of(
            "[prevention]\nfrom_team = \"duty\"\nfte = 1.5\nstart = 2007-04-02\nstaff_move = 2009-04-06\n",
        );
        assert_eq!((moved.staff_move.to_string().as_str(), moved.half_fte), ("2009-04-06", 6.0));
    }

    #[test]
    fn a_team_that_only_gives_staff_is_used() {
        let block = "[prevention]\nstart = 2007-04-02\nfte = 1\nfrom_team = \"spare\"\n";
        let unused = |more: &str| {
            let spare = "[[teams]]\nname = \"spare\"\nposts = [ { count = 3 } ]\n";
            let found = with(&format!("{spare}{more}")).expect("legal").warnings;
            found.contains(&ScenarioWarning::TeamUnused { team: "spare".to_owned() })
        };
        assert!(unused("") && !unused(block));
    }

    #[test]
    fn it_returns() {
        for block in ["", "staff_move = 2009-01-05\n"] {
            let block = format!("[prevention]\nstart = 2007-04-02\n{block}");
            returns(&with(&block).expect("strange at most").scenario);
        }
    }

    /// What a run is known by is this text: its keys keep their order.
    #[test]
    fn prevention_is_written_with_its_team_first() {
        let written = |more: &str| {
            let block = format!("[prevention]\nstart = 2007-04-02\n{more}");
            let text = to_toml(&with(&block).expect("sound").scenario, None);
            let block = text.split("\n\n").find(|block| block.starts_with("[prevention]"));
            let keys = block.expect("it is written").lines().skip(1);
            keys.filter_map(|line| line.split(" = ").next()).map(str::to_owned).collect::<Vec<_>>()
        };
        let rest = ["fte", "start", "lag_days", "half_fte", "max_reduction"];
        assert_eq!(written("from_team = \"none\"\n"), rest);
        let all = [&["from_team", "staff_move"][..], &rest].concat();
        assert_eq!(written("from_team = \"duty\"\n"), all);
    }
}
