//! Checks the names that measures are made of: no two measures have one id.

use std::collections::BTreeSet;

use super::{Checker, elements};
use crate::measure::Catalogue;
use crate::scenario::problem::Problem;
use crate::scenario::raw::{At, RawScenario};

/// A stage called `screening` would have the waits of screening: whoever asked for one would be given the other.
pub fn names(check: &mut Checker, raw: &At<RawScenario>, catalogue: &Catalogue) {
    let mut met = BTreeSet::new();
    for id in catalogue.measures.iter().map(|measure| measure.id.to_string()) {
        if met.contains(&id) {
            taken(check, raw, &id);
        }
        met.insert(id);
    }
}

fn taken(check: &mut Checker, raw: &At<RawScenario>, id: &str) {
    let member = id.split_once('[').and_then(|(_, member)| member.strip_suffix(']'));
    // The name that the scenario gives, and not the one that the program has.
    let given = names_in(raw).into_iter().find(|at| Some(at.value.as_str()) == member);
    let message = format!("the name is taken: {id} is a measure already; choose another");
    let problem = given
        .map_or_else(|| Problem::new("", message.clone()), |at| at.place.problem(message.clone()));
    // A stage has several measures, and one word about its name is enough.
    if !check.problems.iter().any(|other| other.path == problem.path) {
        check.note(problem);
    }
}

/// Every name that measures have.
fn names_in(raw: &At<RawScenario>) -> Vec<&At<String>> {
    let raw = &raw.value;
    let sources = raw.referrals.as_ref().and_then(|at| at.value.sources.as_ref());
    let all = [
        elements(raw.stages.as_ref()).iter().map(|one| &one.value.name).collect::<Vec<_>>(),
        elements(raw.teams.as_ref()).iter().map(|one| &one.value.name).collect(),
        elements(raw.risk.as_ref()).iter().map(|one| &one.value.name).collect(),
        elements(sources).iter().map(|one| &one.value.name).collect(),
        elements(raw.actions.as_ref()).iter().map(|one| &one.value.name).collect(),
    ];
    all.concat().into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use crate::scenario::tests::{said, set};
    use crate::scenario::{LoadError, Loaded};

    /// A pathway of one stage of that name.
    fn stage(name: &str, more: &[&str]) -> Result<Loaded, LoadError> {
        let stages = format!("stages=[{{name=\"{name}\",kind=\"assess\",team=\"duty\"}}]");
        let [accepted, urgent] =
            ["accepted_to", "urgent_to"].map(|key| format!("triage.{key}=\"{name}\""));
        let mut sets = vec![stages.as_str(), accepted.as_str(), urgent.as_str()];
        sets.extend(more);
        set(&sets)
    }

    #[test]
    fn a_name_that_makes_two_measures_of_one_id_is_refused() {
        for (name, id) in [
            ("screening", "auc[screening]"),
            ("first screening", "auc[first screening]"),
            ("protection", "wait_median[protection]"),
            ("allocation, duty", "wait_median[allocation, duty]"),
        ] {
            let said = said(stage(name, &[]));
            let wanted = format!("the name is taken: {id} is a measure already; choose another");
            assert!(said.contains(&wanted), "{name}: {said}");
            assert_eq!(said.matches("is taken").count(), 1, "once for each name: {said}");
        }
        stage("allocation, nobody", &[]).expect("there is no such team");
        stage("review", &[]).expect("without case reviews nothing else is called so");
    }

    #[test]
    fn a_mechanism_takes_names_where_it_is() {
        let said = said(stage("review", &["case_reviews={}"]));
        assert!(said.contains("the name is taken: wait_median[review] is a measure"), "{said}");
    }
}
