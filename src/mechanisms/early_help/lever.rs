//! Early help in a page: how many places there are.

use super::keys::hours_of;
use crate::report::format;
use crate::scenario::Scenario;
use crate::workshop::levers::{MechanismLever, number};

/// Hours a week of a place, where a scenario has none to go by.
// The defaults of the block are 60 hours for 80 places.
const HOURS_A_PLACE: f64 = 0.75;

/// The most places of so many hours each that are there: a team that has the work keeps some of its hours.
fn most_places(scenario: &Scenario, each: f64) -> f64 {
    let team = scenario.mechanisms.early_help.and_then(|help| help.team);
    let Some(team) = team.map(|team| scenario.team(team)) else { return f64::INFINITY };
    let hours = hours_of(team, scenario.calendar.hours_per_week());
    if hours <= 0.0 || each <= 0.0 {
        return f64::INFINITY;
    }
    // What is left is more than rounding, so that the check does not find all hours taken.
    libm::floor(hours / each * (1.0 - 1e-6)).max(1.0)
}

/// Its places.
pub(crate) const LEVERS: &[MechanismLever] = &[MechanismLever {
    id: "early-help",
    label: "Early help",
    meaning: "Places for children whose referral is closed at triage, with staff of their own: the risk to a child with a place ends \
              sooner. Nobody there decides whether the child is protected.",
    now: |scenario| scenario.mechanisms.early_help.map_or(0.0, |help| f64::from(help.places)),
    most: |places| (places * 2.0).max(120.0),
    step: 10.0,
    said: |count| match count as u64 {
        0 => "none".to_owned(),
        count => format::counted(count, "place", "places"),
    },
    sets: |scenario, wanted| {
        // Without places its own staff would still be paid.
        if wanted <= 0.0 {
            return vec!["early_help=none".to_owned()];
        }
        // A place takes the hours that it takes now.
        let help = scenario.mechanisms.early_help;
        // A block may have hours and no places.
        let each = help.map(|help| help.hours_per_week / f64::from(help.places.max(1)));
        let each = each.unwrap_or(HOURS_A_PLACE);
        let places = wanted.min(most_places(scenario, each));
        let hours = places * each;
        vec![
            format!("early_help.places={}", number(places)),
            format!("early_help.hours_per_week={}", number(hours)),
        ]
    },
}];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::tests::set;

    #[test]
    fn a_place_takes_the_hours_that_it_takes_now() {
        let sets = |written: &[&str], wanted| {
            (LEVERS[0].sets)(&set(written).expect("legal").scenario, wanted)
        };
        let now = ["early_help={ places = 20, hours_per_week = 30 }"];
        assert_eq!(sets(&now, 0.0), ["early_help=none"]);
        assert_eq!(sets(&now, 40.0), ["early_help.places=40", "early_help.hours_per_week=60"]);
        assert_eq!(sets(&[], 40.0), ["early_help.places=40", "early_help.hours_per_week=30"]);
    }

    #[test]
    fn a_team_that_does_it_keeps_some_of_its_hours() {
        let now = "early_help={ places = 20, hours_per_week = 30, team = \"duty\" }";
        let loaded = set(&[now]).expect("legal").scenario;
        // Six posts have 144.3 hours a week for casework: 96 places of an hour and a half.
        let sets = (LEVERS[0].sets)(&loaded, 120.0);
        assert_eq!(sets, ["early_help.places=96", "early_help.hours_per_week=144"]);
        set(&[now, &sets[0], &sets[1]]).expect("what the lever sets is sound");
        assert_eq!((LEVERS[0].sets)(&loaded, 40.0)[0], "early_help.places=40");
    }
}
