//! Checks `[[targets]]` and the measures that targets and precision name, and that no two measures have one name.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::limits::{MOST_ENTRIES, SHARE};
use super::run::period;
use super::{Checker, elements, take};
use crate::measure::Catalogue;
use crate::scenario::problem::Problem;
use crate::scenario::raw::{At, RawScenario, RawTarget, ValuePlace};
use crate::scenario::{Target, TargetUse};

/// The most different periods of targets. Each day knows the periods it lies in by the bits of one word of 64, of which the run's
/// own take four.
const MOST_PERIODS: usize = 60;

/// `[[targets]]`
pub fn targets(check: &mut Checker, raw: &At<RawScenario>, catalogue: &Catalogue) -> Vec<Target> {
    let precise = raw.value.replications.as_ref().and_then(|at| at.value.precision_of.as_ref());
    for (measure, at) in precise.map(|at| at.value.as_slice()).unwrap_or_default() {
        measure_id(check, measure, &at.place, catalogue);
    }
    let list = elements(raw.value.targets.as_ref());
    // Each is compared with all before it.
    if let Some(at) = list.get(MOST_ENTRIES) {
        check.note(at.place.problem(format!("more than {MOST_ENTRIES} entries")));
        return Vec::new();
    }
    let mut targets: Vec<Target> = Vec::new();
    for raw in list {
        let target = target(check, raw, catalogue);
        if targets.iter().any(|known| known.same_question(&target)) {
            check.note(raw.place.problem("a second target for that measure and period"));
        }
        targets.push(target);
        let mut periods: Vec<(Date, Date)> =
            targets.iter().flat_map(|target| [target.period, target.against]).flatten().collect();
        periods.sort_unstable();
        periods.dedup();
        if periods.len() > MOST_PERIODS {
            check.note(raw.place.problem(format!(
                "the targets have more than {MOST_PERIODS} periods: give several one period, or make another scenario of them"
            )));
            break;
        }
    }
    // In a second round: a trend looks at all targets, those further down in the file too.
    for (raw, target) in list.iter().zip(&targets) {
        growth(check, raw, target, &targets, catalogue);
    }
    targets
}

/// A trend needs two earlier figures of what it follows.
fn growth(
    check: &mut Checker,
    raw: &At<RawTarget>,
    target: &Target,
    all: &[Target],
    catalogue: &Catalogue,
) {
    let Some(at) = &raw.value.grows_as else { return };
    if target.used != TargetUse::HeldOut || target.value.is_none() || target.period.is_none() {
        check.note(
            at.place.problem("is of use only beside use = \"held out\", a value and a period"),
        );
    } else if measure_id(check, &at.value, &at.place, catalogue)
        && target.earlier(&target.grows_as, all).len() < 2
    {
        check.note(at.place.problem(
            "needs two targets of that measure with a value and a period before this one, none of them held out",
        ));
    }
}

fn target(check: &mut Checker, raw: &At<RawTarget>, catalogue: &Catalogue) -> Target {
    let measure = take!(check, raw.measure, name);
    if let Some(at) = &raw.value.measure {
        measure_id(check, &measure, &at.place, catalogue);
    }
    let is_share = catalogue.written(&measure).is_some_and(|measure| measure.unit == "share");
    let low = raw.low(check);
    let high = raw.high(check);
    if let Some(at) = raw.value.high.as_ref().filter(|_| high < low) {
        check.note(at.place.problem(format!("must not be below low ({low})")));
    }
    // Of one stretch of time divided by another there is no such limit.
    if is_share && raw.value.against.is_none() {
        for at in [&raw.value.low, &raw.value.high, &raw.value.value].into_iter().flatten() {
            share(check, at);
        }
    }
    let value = raw.value(check);
    if let (Some(value), Some(at)) = (value, &raw.value.value)
        && !(low..=high).contains(&value)
    {
        check.note(at.place.problem(format!("must be from low ({low}) to high ({high})")));
    }
    let period: Option<(Date, Date)> = raw.value.period.as_ref().and_then(|at| period(check, at));
    let against = raw.value.against.as_ref().and_then(|at| self::period(check, at));
    if let Some(at) = raw.value.against.as_ref().filter(|_| period.is_none()) {
        check.note(at.place.problem(
            "needs a period: a measure in one stretch of time is divided by the same in another",
        ));
    }
    Target {
        measure,
        period,
        against,
        low,
        high,
        value,
        grows_as: check.words(raw.value.grows_as.as_ref()),
        source: check.words(raw.value.source.as_ref()),
        used: used(check, raw),
        missed_because: check.words(raw.value.missed_because.as_ref()),
    }
}

/// A share of a whole, which per cent are not.
fn share(check: &mut Checker, at: &At<f64>) {
    if !SHARE.hold(at.value) {
        let meant = SHARE.meant(at.value).map_or_else(String::new, |meant| format!("; {meant}"));
        check.note(at.place.problem(format!("{SHARE}: the measure is a share{meant}")));
    }
}

fn used(check: &mut Checker, raw: &At<RawTarget>) -> TargetUse {
    check.choice(
        &raw.place,
        "use",
        raw.value.used.as_ref(),
        &[TargetUse::Fit, TargetUse::HeldOut, TargetUse::Shown, TargetUse::ForScale]
            .map(|used| (used.name(), used)),
    )
}

/// True where there is such a measure.
fn measure_id(
    check: &mut Checker,
    measure: &str,
    place: &ValuePlace,
    catalogue: &Catalogue,
) -> bool {
    let known = catalogue.formula(measure);
    if let Err(unknown) = &known {
        check.note(place.problem("no such measure").nearest(unknown.nearest.clone()));
    }
    known.is_ok()
}

/// A stage called `screening` would have the waits of screening: whoever asked for one would be given the other.
pub fn names_of_measures(check: &mut Checker, raw: &At<RawScenario>, catalogue: &Catalogue) {
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
    use super::MOST_PERIODS;
    use crate::scenario::tests::{said, set};
    use crate::scenario::{LoadError, Loaded, ScenarioWarning};

    #[test]
    fn targets_have_no_more_periods_than_a_day_can_know() {
        let asked = |periods: usize| {
            let one = |n: usize| {
                format!(
                    "{{measure=\"missed\",period=[2007-01-{:02},2007-{:02}-01],low=0,high=1,source=\"x\"}}",
                    n % 28 + 1,
                    n / 28 + 2
                )
            };
            let all: Vec<String> = (0..periods).map(one).collect();
            set(&[&format!("targets=[{}]", all.join(","))])
        };
        assert!(asked(MOST_PERIODS).is_ok());
        let said = said(asked(MOST_PERIODS + 1));
        assert!(said.contains("the targets have more than 60 periods"), "{said}");
    }

    #[test]
    fn a_target_of_the_time_before_is_warned_of_where_no_publicity_that_is_observed_has_any() {
        let warned = |publicity: &str| {
            let target = "targets=[{measure=\"missed\",low=0,high=1,source=\"x\"}]";
            let loaded = set(&[target, &format!("publicity=[{publicity}]")]).expect("sound");
            let before =
                |one: &ScenarioWarning| matches!(one, ScenarioWarning::NothingBefore { .. });
            loaded.warnings.iter().any(before)
        };
        let (early, observed) = ("{label=\"a\",date=2005-06-01}", "{label=\"b\",date=2008-11-11}");
        assert!(!warned("") && !warned(observed) && warned(early));
        // The first of two is in the warm-up: what is before is before the second.
        assert!(!warned(&format!("{early},{observed}")));
    }

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
