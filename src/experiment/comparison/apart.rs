//! Names that only one side has. Chance is keyed by name: what bears such a name has luck that nothing on the other side shares.

use crate::results::comparison::NamesApart;
use crate::scenario::Scenario;

// A kind in words, one and several, and its names in a scenario.
type NamedKind = ([&'static str; 2], fn(&Scenario) -> Vec<&str>);

/// The names that only one of the two has, for each kind of thing whose chance goes by its name.
pub(super) fn names_apart(side: &Scenario, baseline: &Scenario) -> Vec<NamesApart> {
    let kinds: [NamedKind; 5] = [
        (["class", "classes"], |scenario| {
            scenario.risk.iter().map(|class| class.name.as_str()).collect()
        }),
        (["source", "sources"], |scenario| {
            scenario.referrals.sources.iter().map(|one| one.name.as_str()).collect()
        }),
        (["team", "teams"], |scenario| {
            scenario.teams.iter().map(|team| team.name.as_str()).collect()
        }),
        (["stage", "stages"], |scenario| {
            scenario.stages.iter().map(|stage| stage.name.as_str()).collect()
        }),
        (["action", "actions"], |scenario| {
            scenario.actions.iter().map(|action| action.name.as_str()).collect()
        }),
    ];
    let apart = |(kind, names): NamedKind| {
        let (own, known) = (names(side), names(baseline));
        let only = |one: &[&str], other: &[&str]| -> Vec<String> {
            one.iter().filter(|name| !other.contains(name)).map(|name| (*name).to_owned()).collect()
        };
        NamesApart { kind, only_baseline: only(&known, &own), only_side: only(&own, &known) }
    };
    kinds
        .map(apart)
        .into_iter()
        .filter(|kind| !kind.only_baseline.is_empty() || !kind.only_side.is_empty())
        .collect()
}
