//! Early help in a page: how many places there are.

use crate::report::format;
use crate::workshop::levers::{MechanismLever, number};

/// Hours a week of a place, where a scenario has none to go by.
// The defaults of the block are 60 hours for 80 places.
const HOURS_A_PLACE: f64 = 0.75;

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
        let hours = wanted * each.unwrap_or(HOURS_A_PLACE);
        vec![
            format!("early_help.places={}", number(wanted)),
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
}
