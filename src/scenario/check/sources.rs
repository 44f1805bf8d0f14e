//! Checks `[[targets]]`, `[evidence]` and `[solved]`: what leans on published figures, and what an earlier pilot found.

use jiff::civil::Date;

use super::run::period;
use super::{Checker, elements, take};
use crate::scenario::document::{Node, Sources, Value, path};
use crate::scenario::problem::{Problem, nearest};
use crate::scenario::raw::{At, NumberOrText, Place, RawEvidence, RawFigure, RawScenario, RawTarget};
use crate::scenario::warning::ScenarioWarning;
use crate::measure::{Catalogue, UnknownMeasure};
use crate::scenario::{Assumption, Evidence, Figure, Scenario, Solved, Target, TargetUse, resolved};

/// Published figures that a scenario can cite, from `evidence.toml` and its own `[[figure]]` entries.
#[derive(Clone, Debug, Default)]
pub(crate) struct Figures {
    list: Vec<Figure>,
}

impl Figures {
    /// Adds figures; of two with one id the first counts.
    pub fn add(&mut self, raw: &[At<RawFigure>]) {
        for raw in raw {
            let figure = figure(&raw.value);
            if !self.list.iter().any(|known| known.id == figure.id) {
                self.list.push(figure);
            }
        }
    }

    fn find(&self, id: &str) -> Option<&Figure> {
        self.list.iter().find(|figure| figure.id == id)
    }
}

fn figure(raw: &RawFigure) -> Figure {
    let words = |field: &Option<At<String>>| field.as_ref().map(|at| at.value.clone()).unwrap_or_default();
    Figure {
        id: words(&raw.id),
        figure: words(&raw.figure),
        value: raw.value.as_ref().map_or_else(String::new, |at| match &at.value {
            NumberOrText::Number(written) | NumberOrText::Text(written) => written.clone(),
        }),
        unit: words(&raw.unit),
        year: words(&raw.year),
        place: words(&raw.place),
        source: words(&raw.source),
        address: words(&raw.address),
        grade: words(&raw.grade),
    }
}

/// Whether words are the id of a figure: one word of `a-z`, `0-9` and `_`, with an underscore or a digit in it.
fn looks_like_an_id(words: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    !words.is_empty() && words.chars().all(allowed) && words.chars().any(|c| c == '_' || c.is_ascii_digit())
}

/// Looks a source up; several may be named, separated by commas.
fn look_up(check: &mut Checker<'_>, at: Option<&At<String>>, figures: &Figures, cited: &mut Vec<Figure>) -> String {
    let Some(at) = at else { return String::new() };
    for id in at.value.split(',').map(str::trim).filter(|id| looks_like_an_id(id)) {
        match figures.find(id) {
            Some(figure) if cited.iter().any(|known| known.id == figure.id) => {}
            Some(figure) => cited.push(figure.clone()),
            None => {
                let nearest = nearest(id, figures.list.iter().map(|figure| figure.id.as_str()));
                let where_from =
                    if figures.list.is_empty() { " (there is no evidence.toml beside the file)" } else { "" };
                check.note(at.place.problem(format!("no figure has the id {id}{where_from}")).nearest(nearest));
            }
        }
    }
    at.value.clone()
}

/// `[[targets]]`
pub fn targets(check: &mut Checker<'_>, raw: &At<RawScenario>, scenario: &Scenario) -> Vec<Target> {
    let precise = raw.value.replications.as_ref().and_then(|at| at.value.precision_of.as_ref());
    for (measure, at) in precise.map(|at| at.value.as_slice()).unwrap_or_default() {
        measure_id(check, measure, &at.place, scenario);
    }
    let mut targets: Vec<Target> = Vec::new();
    for raw in elements(raw.value.targets.as_ref()) {
        let target = target(check, raw, scenario);
        if targets.iter().any(|known| known.measure == target.measure && known.period == target.period) {
            check.note(raw.place.problem("a second target for that measure and period"));
        }
        targets.push(target);
    }
    targets
}

fn target(check: &mut Checker<'_>, raw: &At<RawTarget>, scenario: &Scenario) -> Target {
    let measure = take!(check, raw.measure, name);
    if let Some(at) = &raw.value.measure {
        measure_id(check, &measure, &at.place, scenario);
    }
    let low = take!(check, raw.low, number, super::limits::from_to(-1e12, 1e12));
    let high = take!(check, raw.high, number, super::limits::from_to(-1e12, 1e12));
    if let Some(at) = raw.value.high.as_ref().filter(|_| high < low) {
        check.note(at.place.problem(format!("must not be below low ({low})")));
    }
    let period: Option<(Date, Date)> = raw.value.period.as_ref().and_then(|at| period(check, at));
    Target {
        measure,
        period,
        low,
        high,
        source: check.words(raw.value.source.as_ref()),
        used: used(check, raw),
        missed_because: check.words(raw.value.missed_because.as_ref()),
    }
}

fn used(check: &mut Checker<'_>, raw: &At<RawTarget>) -> TargetUse {
    check.choice(
        &raw.place,
        "use",
        raw.value.used.as_ref(),
        &[("fit", TargetUse::Fit), ("held out", TargetUse::HeldOut)],
    )
}

fn measure_id(check: &mut Checker<'_>, measure: &str, place: &Place, scenario: &Scenario) {
    if let Err(unknown) = check_measure_id(measure, scenario) {
        check.note(place.problem("no such measure").nearest(unknown.nearest));
    }
}

/// Whether a measure id, or a quotient of two, means something for a scenario.
pub(crate) fn check_measure_id(measure: &str, scenario: &Scenario) -> Result<(), UnknownMeasure> {
    Catalogue::new(&scenario.names()).formula(measure).map(|_| ())
}

/// `[evidence."path"]`, and the figures that assumptions and targets cite.
pub fn evidence(
    check: &mut Checker<'_>,
    raw: &At<RawScenario>,
    root: &Node,
    sources: &Sources,
    figures: &Figures,
) -> Evidence {
    let mut figures = figures.clone();
    figures.add(elements(raw.value.figure.as_ref()));
    let mut cited = Vec::new();
    let entries = raw.value.evidence.as_ref().map(|at| at.value.as_slice()).unwrap_or_default();
    let assumptions =
        entries.iter().map(|(path, raw)| assumption(check, path, raw, root, sources, &figures, &mut cited)).collect();
    for target in elements(raw.value.targets.as_ref()) {
        look_up(check, target.value.source.as_ref(), &figures, &mut cited);
    }
    Evidence { assumptions, figures: cited }
}

fn assumption(
    check: &mut Checker<'_>,
    path: &str,
    raw: &At<RawEvidence>,
    root: &Node,
    sources: &Sources,
    figures: &Figures,
    cited: &mut Vec<Figure>,
) -> Assumption {
    let grades = ["A", "B", "C", "E"].map(|grade| (grade, grade));
    let limits = super::limits::from_to(-1e12, 1e12);
    let low = raw.value.low.as_ref().map(|at| check.within(at, limits));
    let high = raw.value.high.as_ref().map(|at| check.within(at, limits));
    if let (Some(low), Some(high), Some(at)) = (low, high, &raw.value.high) {
        if high < low {
            check.note(at.place.problem(format!("must not be below low ({low})")));
        }
    }
    let value = value_at(check, path, raw, root, sources, (low, high));
    Assumption {
        path: path.to_owned(),
        value,
        source: look_up(check, raw.value.source.as_ref(), figures, cited),
        grade: take!(check, raw.grade, choice, &grades).to_owned(),
        low,
        high,
    }
}

/// What the scenario has at a path, defaults included.
fn value_at(
    check: &mut Checker<'_>,
    path: &str,
    raw: &At<RawEvidence>,
    root: &Node,
    sources: &Sources,
    (low, high): (Option<f64>, Option<f64>),
) -> String {
    let Value::Table(root) = &root.value else { return String::new() };
    let found = path::split(path).map_err(|reason| (reason, None)).and_then(|steps| {
        path::find(root, &steps).map_err(|end| {
            let walked = path::join(&steps[..=end.walked.min(steps.len() - 1)]);
            (format!("leads nowhere at {walked}: {}", end.reason), end.nearest)
        })
    });
    match found {
        Ok(node) => {
            let written = resolved::value_text(node, sources);
            if outside(&node.value, low, high) {
                check.warn(ScenarioWarning::OutsideEvidence { path: path.to_owned(), value: written.clone() });
            }
            written
        }
        Err((reason, nearest)) => {
            let problem = Problem::new(raw.place.path.clone(), reason).at(raw.place.origin);
            check.note(problem.nearest(nearest));
            String::new()
        }
    }
}

fn outside(value: &Value, low: Option<f64>, high: Option<f64>) -> bool {
    let number = match value {
        Value::Whole(number) => *number as f64,
        Value::Float(number) => *number,
        _ => return false,
    };
    low.is_some_and(|low| number < low) || high.is_some_and(|high| number > high)
}

/// `[solved]`: read by serde, then held against the classes and stages it is about.
pub fn solved(check: &mut Checker<'_>, raw: &At<RawScenario>, scenario: &Scenario) -> Option<Solved> {
    let at = raw.value.solved.as_ref()?;
    let wrong = |message: String| Problem::new("solved", message).at(at.place.origin);
    let solved: Solved = match resolved::plain(&at.value.0).try_into() {
        Ok(solved) => solved,
        Err(error) => {
            check.note(wrong(format!("not what a pilot writes: {}", error.to_string().trim().replace('\n', " "))));
            return None;
        }
    };
    match mismatch(&solved, scenario) {
        Some(message) => {
            check.note(wrong(format!("{message}; leave [solved] out and the pilot runs again")));
            None
        }
        None => Some(solved),
    }
}

/// How solved numbers do not fit the scenario they stand in.
fn mismatch(solved: &Solved, scenario: &Scenario) -> Option<String> {
    let classes: Vec<&str> = solved.classes.iter().map(|class| class.name.as_str()).collect();
    let stages: Vec<&str> = solved.stages.iter().map(|stage| stage.name.as_str()).collect();
    if classes != scenario.risk.iter().map(|class| class.name.as_str()).collect::<Vec<_>>() {
        return Some(format!("its classes are {}, not those of [[risk]]", classes.join(", ")));
    }
    if stages != scenario.stages.iter().map(|stage| stage.name.as_str()).collect::<Vec<_>>() {
        return Some(format!("its stages are {}, not those of [[stages]]", stages.join(", ")));
    }
    if solved.triage.thresholds.len() != 2 {
        return Some("triage needs two thresholds, urgent and accept".to_owned());
    }
    for (solved, stage) in solved.stages.iter().zip(&scenario.stages) {
        if solved.thresholds.len() != stage.outcomes.len() {
            return Some(format!("\"{}\" needs one threshold for each of its outcomes", stage.name));
        }
    }
    let numbers = [solved.pressure_normal, solved.prior_mean, solved.prior_precision];
    let onsets = solved.classes.iter().flat_map(|class| [class.onset_per_day, class.hidden_on_day_0]);
    if onsets.clone().any(|rate| rate < 0.0) || numbers.into_iter().chain(onsets).any(|number| !number.is_finite()) {
        return Some("rates must be finite and not negative".to_owned());
    }
    None
}
