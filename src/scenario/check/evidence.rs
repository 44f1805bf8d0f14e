//! Checks `[evidence."path"]`.

use super::figures::{Figures, look_up};
use super::limits::MOST_ENTRIES;
use super::{Checker, elements, take};
use crate::scenario::document::{Node, TomlTable, TomlValue, path};
use crate::scenario::needs::{self, Here};
use crate::scenario::problem::Problem;
use crate::scenario::raw::{At, RawEvidence, RawScenario};
use crate::scenario::warning::ScenarioWarning;
use crate::scenario::{Assumption, EvidenceTables, PublishedFigure, numbers, renamed, resolved};

/// `[evidence."path"]`, and the figures that assumptions and targets cite. `trees` are where paths may lead: the scenario as
/// resolved, if it is sound, then the file as written.
pub fn evidence(
    check: &mut Checker,
    raw: &At<RawScenario>,
    trees: &[&TomlTable],
    figures: &Figures,
) -> EvidenceTables {
    let mut figures = figures.clone();
    figures.add(elements(raw.value.figure.as_ref()));
    let mut cited = Vec::new();
    let mut entries = raw.value.evidence.as_ref().map(|at| at.value.as_slice()).unwrap_or_default();
    // Each is held against every number of the scenario.
    if let Some((_, at)) = entries.get(MOST_ENTRIES) {
        check.note(at.place.problem(format!("more than {MOST_ENTRIES} entries")));
        entries = &[];
    }
    let assumptions = entries
        .iter()
        .filter_map(|(path, raw)| assumption(check, path, raw, trees, &figures, &mut cited))
        .collect();
    for target in elements(raw.value.targets.as_ref()) {
        look_up(check, target.value.source.as_ref(), &figures, &mut cited);
    }
    EvidenceTables { assumptions, figures: cited }
}

fn assumption(
    check: &mut Checker,
    path: &str,
    raw: &At<RawEvidence>,
    trees: &[&TomlTable],
    figures: &Figures,
    cited: &mut Vec<PublishedFigure>,
) -> Option<Assumption> {
    let grades = ["A", "B", "C", "E"].map(|grade| (grade, grade));
    let low = raw.low(check);
    let high = raw.high(check);
    if let (Some(low), Some(at)) = (low, raw.value.high.as_ref().filter(|_| high < low)) {
        check.note(at.place.problem(format!("must not be below low ({low})")));
    }
    let shapes = ["normal", "lognormal", "uniform", "triangular"].map(|shape| (shape, shape));
    let distribution = raw.value.distribution.as_ref().map(|at| {
        if low.is_none() || high.is_none() {
            check.note(at.place.problem("needs low and high: a distribution of what"));
        }
        check.choice(&raw.place, "distribution", Some(at), &shapes).to_owned()
    });
    // After what is wrong with the entry itself, which is wrong wherever its path leads.
    if switched_off(check, path, raw, trees) || is_idle(check, path, raw, trees) {
        return None;
    }
    Some(Assumption {
        path: path.to_owned(),
        value: value_at(check, path, raw, trees, (low, high)),
        source: look_up(check, raw.value.source.as_ref(), figures, cited),
        grade: take!(check, raw.grade, choice, &grades).to_owned(),
        low,
        high,
        distribution,
    })
}

/// Built-in defaults that the model rests on and that no entry speaks of, in a scenario that has `[evidence]`.
pub fn defaults_without(check: &mut Checker, raw: &At<RawScenario>, written: &TomlTable) {
    let entries = raw.value.evidence.as_ref().map(|at| at.value.as_slice()).unwrap_or_default();
    // A file without evidence claims nothing. One with solved numbers was written by `check --resolved`: it states
    // every default, as if somebody had chosen it.
    if entries.is_empty() || entries.len() > MOST_ENTRIES || raw.value.solved.is_some() {
        return;
    }
    let lacks = |number: &numbers::ScenarioNumber<'_>| {
        check.is_default(number.node.origin)
            && !entries.iter().any(|(path, _)| numbers::speaks_of(path, &number.path))
    };
    let paths: Vec<String> = numbers::all(written)
        .iter()
        .filter(|number| lacks(number))
        .map(|number| format!("{} = {}", number.path, resolved::value_text(number.node)))
        .collect();
    if !paths.is_empty() {
        check.warn(ScenarioWarning::DefaultsWithoutEvidence { paths });
    }
}

/// Evidence of a base about what a variant, or an override, has taken out: it speaks of nothing here.
fn switched_off(check: &Checker, path: &str, raw: &At<RawEvidence>, trees: &[&TomlTable]) -> bool {
    let Ok(steps) = path::split(path) else { return false };
    let Some(written) = trees.last().filter(|_| find(path, trees).is_err()) else { return false };
    let deepest = (1..=steps.len()).rev().find_map(|n| path::find(written, &steps[..n]).ok());
    // Nearer to the file asked for than the evidence is: whoever took the value out did so knowing of it.
    deepest.is_some_and(|node| check.depth_of(node.origin) < check.depth(&raw.place))
}

/// Evidence about a number that the scenario as resolved leaves out, as it does nothing there: read again, it would quote a default.
fn is_idle(check: &mut Checker, path: &str, raw: &At<RawEvidence>, trees: &[&TomlTable]) -> bool {
    let ([resolved, written], Ok(steps)) = (trees, path::split(path)) else { return false };
    if path::find(resolved, &steps).is_ok() {
        return false;
    }
    let depth_of = |node: &Node| check.depth_of(node.origin);
    let unmet = Here::at(written, &steps).and_then(|here| needs::unmet(written, &here, &depth_of));
    let Some(unmet) = unmet else { return false };
    let depth = check.depth(&raw.place);
    // Of a base's evidence nothing is said: whoever took away what the number needs did so knowing of it.
    if depth <= check.own_depth() && unmet.depth.is_none_or(|other| other >= depth) {
        let key = raw.place.path.clone();
        check.warn(ScenarioWarning::KeyIdle { key, because: unmet.because });
    }
    true
}

/// What the scenario has at a path, defaults included.
fn value_at(
    check: &mut Checker,
    path: &str,
    raw: &At<RawEvidence>,
    trees: &[&TomlTable],
    (low, high): (Option<f64>, Option<f64>),
) -> String {
    match find(path, trees) {
        Ok(node) => {
            let value = resolved::value_text(node);
            if outside(&node.value, low, high) {
                check.warn(ScenarioWarning::OutsideEvidence {
                    path: path.to_owned(),
                    value: value.clone(),
                });
            }
            value
        }
        Err((reason, nearest)) => {
            let problem = Problem::new(raw.place.path.clone(), reason).at(raw.place.origin);
            let new = renamed::now(path).map(str::to_owned);
            check.note(problem.nearest(new.or(nearest)));
            String::new()
        }
    }
}

/// The value at a path in the first tree that has one; why there is none in the last.
fn find<'a>(path: &str, trees: &[&'a TomlTable]) -> Result<&'a Node, (String, Option<String>)> {
    let steps = path::split(path).map_err(|reason| (reason, None))?;
    let mut answer = Err((String::new(), None));
    for tree in trees {
        answer = path::find(tree, &steps).map_err(|end| {
            let walked = path::join(&steps[..=end.walked.min(steps.len() - 1)]);
            (format!("leads nowhere at {walked}: {}", end.reason), end.nearest)
        });
        if answer.is_ok() {
            break;
        }
    }
    answer
}

fn outside(value: &TomlValue, low: Option<f64>, high: Option<f64>) -> bool {
    let number = match value {
        TomlValue::Whole(number) => *number as f64,
        TomlValue::Float(number) => *number,
        _ => return false,
    };
    low.is_some_and(|low| number < low) || high.is_some_and(|high| number > high)
}
