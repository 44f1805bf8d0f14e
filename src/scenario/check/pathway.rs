//! Checks the pathway as a whole: what leads where, and that every child can leave.

use super::{Checker, elements};
use crate::scenario::raw::{At, RawScenario, RawStage};
use crate::scenario::warning::ScenarioWarning;
use crate::scenario::{Destination, Stage, StageId, StageKind, Threshold, Triage};

/// Shares that sum to within this of 1 leave nothing over.
// Shares such as 0.7, 0.2 and 0.1 miss 1 by some 1e-16.
const NOTHING: f64 = 1e-9;

pub fn check(check: &mut Checker, raw: &At<RawScenario>, stages: &[Stage], triage: &Triage) {
    let list = elements(raw.value.stages.as_ref());
    for (place, (raw, stage)) in list.iter().zip(stages).enumerate() {
        check_shares(check, raw, stage);
        check_thresholds(check, raw, stage);
        check_chances(check, raw, stage);
        // A list too long has been noted, and its ids only have to exist.
        let own = StageId::from_index(place.min(u16::MAX.into()));
        check_destinations(check, raw, stage, own);
        check_begun_together(check, raw, stages, own);
    }
    if let Some(raw) = &raw.value.triage {
        let raw = &raw.value;
        check_entry(check, &raw.accepted_to, Destination::Stage(triage.accepted_to), stages);
        check_entry(check, &raw.urgent_to, Destination::Stage(triage.urgent_to), stages);
        check_entry(check, &raw.by_chance_to, triage.by_chance_to, stages);
    }
    // A wrong name stands in for the first stage: what follows would blame the wrong place.
    if check.problems.is_empty() {
        check_ways_out(check, list, stages, &reached(stages, triage));
    }
}

fn check_shares(check: &mut Checker, raw: &At<RawStage>, stage: &Stage) {
    let sum: f64 = stage.outcomes.iter().filter_map(|line| line.bar.share()).sum();
    if sum > 1.0 + NOTHING {
        let place = raw.value.outcomes.as_ref().map_or(&raw.place, |at| &at.place);
        let what = if stage.outcomes[0].by_chance { "chances" } else { "shares" };
        check.note(
            place.problem(format!("{what} sum to {sum:.3}, more than 1; what is left is close")),
        );
    }
}

fn check_thresholds(check: &mut Checker, raw: &At<RawStage>, stage: &Stage) {
    let lines = elements(raw.value.outcomes.as_ref());
    let mut lowest: Option<f64> = None;
    for (raw, line) in lines.iter().zip(&stage.outcomes) {
        // A share has no height until the pilot has found its threshold.
        let Threshold::Severity(threshold) = line.bar else { continue };
        if let (Some(above), Some(at)) =
            (lowest.filter(|&above| threshold >= above), &raw.value.threshold)
        {
            let message = format!(
                "must be below the threshold before it ({above}): the most severe outcome comes first"
            );
            check.note(at.place.problem(message));
        }
        lowest = Some(threshold);
    }
}

/// Chance and the estimate cannot share a decision: what an estimate leaves over is not what chance asks for.
fn check_chances(check: &mut Checker, raw: &At<RawStage>, stage: &Stage) {
    let lines = elements(raw.value.outcomes.as_ref());
    let by_chance = stage.outcomes.iter().filter(|line| line.by_chance).count();
    if by_chance == 0 || by_chance == stage.outcomes.len() {
        return;
    }
    if let Some(at) = lines.iter().find_map(|line| line.value.chance.as_ref()) {
        check.note(
            at.place.problem("where one outcome has a chance, all outcomes of the stage must"),
        );
    }
}

fn check_destinations(check: &mut Checker, raw: &At<RawStage>, stage: &Stage, own: StageId) {
    let lines = elements(raw.value.outcomes.as_ref());
    for (place, (raw, line)) in lines.iter().zip(&stage.outcomes).enumerate() {
        let Some(at) = &raw.value.to else { continue };
        if stage.outcomes[..place].iter().any(|before| before.to == line.to) {
            check.note(at.place.problem("a second outcome that leads there"));
        }
        if line.to == Destination::Close && place + 1 < lines.len() {
            check.note(at.place.problem("close is what is left: it comes last or is left out"));
        }
        // A wrong name stands in for the first stage: only a name that is the stage's own leads to itself.
        if line.to == Destination::Stage(own) && at.value == stage.name {
            check_extension(check, at, stage, line.bar);
        }
    }
}

/// An assessment that begins beside a stage has visits and a deadline of its own, and is another one than that stage.
fn check_begun_together(check: &mut Checker, raw: &At<RawStage>, stages: &[Stage], own: StageId) {
    let Some(with) = raw.value.with.as_ref().and_then(|at| at.some()) else { return };
    let next = |stage: StageId| Some(stages.get(stage.index())?.with?.stage);
    let (Some(at), Some(to)) = (&with.value.stage, next(own)) else { return };
    // A wrong name was noted before and stands in for the first stage.
    let Some(stage) = stages.get(to.index()).filter(|stage| stage.name == at.value) else { return };
    if to == own {
        check.note(at.place.problem("begins together with itself: name another stage"));
    } else if !matches!(stage.kind, StageKind::Assess { .. }) {
        check.note(
            at.place.problem("begins together with another stage: it must be of kind assess"),
        );
    } else if std::iter::successors(Some(to), |&stage| next(stage))
        .take(stages.len())
        .any(|stage| stage == own)
    {
        check.note(at.place.problem("leads round: it begins this stage in its turn"));
    }
}

fn check_extension(check: &mut Checker, at: &At<String>, stage: &Stage, bar: Threshold) {
    if !matches!(stage.kind, StageKind::Plan { .. }) {
        check.note(at.place.problem("leads to itself: only a plan can be extended"));
    } else if bar.share().is_some_and(|share| share >= 1.0 - NOTHING) {
        check.note(at.place.problem("leads to itself for ever: its share must be below 1"));
    }
}

fn check_entry(check: &mut Checker, field: &Option<At<String>>, to: Destination, stages: &[Stage]) {
    let (Some(at), Destination::Stage(to)) = (field, to) else { return };
    // A wrong name was noted before and stands in for the first stage.
    let Some(stage) = stages.get(to.index()).filter(|stage| stage.name == at.value) else { return };
    // A conference stays with the worker of the case, and after triage there is none.
    if matches!(stage.kind, StageKind::Conference { .. }) {
        check.note(at.place.problem("must not be a conference: a case begins with a worker"));
    }
}

/// Which stages a case can get to.
pub fn reached(stages: &[Stage], triage: &Triage) -> Vec<bool> {
    let mut reached = vec![false; stages.len()];
    if stages.is_empty() {
        return reached;
    }
    let mut next = triage.leads_to();
    while let Some(stage) = next.pop() {
        // Each stage is gone through once, so that circles end.
        if !std::mem::replace(&mut reached[stage.index()], true) {
            next.extend(destinations(&stages[stage.index()]));
        }
    }
    reached
}

/// The stages that a decision can lead to.
fn destinations(stage: &Stage) -> impl Iterator<Item = StageId> + '_ {
    stage.outcomes.iter().filter(|line| !is_never(line.bar)).filter_map(|line| match line.to {
        Destination::Stage(to) => Some(to),
        Destination::Close => None,
    })
}

fn check_ways_out(check: &mut Checker, list: &[At<RawStage>], stages: &[Stage], reached: &[bool]) {
    let out = ways_out(stages);
    let stuck: Vec<usize> = (0..stages.len()).filter(|&at| reached[at] && !out[at]).collect();
    if let Some(&first) = stuck.first() {
        let names =
            stuck.iter().map(|&at| stages[at].name.as_str()).collect::<Vec<_>>().join(" -> ");
        let place = list[first].value.outcomes.as_ref().map_or(&list[first].place, |at| &at.place);
        check.note(place.problem(format!("leads round for ever, nobody leaves: {names}")));
    }
    for ((stage, raw), reached) in stages.iter().zip(list).zip(reached) {
        // A stage of the base that a variant passes by is no oversight.
        let inherited = raw.value.name.as_ref().is_some_and(|name| {
            check.depth(&name.place) > 1 && !check.is_default(name.place.origin)
        });
        // One that begins together with another stage has work to do without any decision that leads there.
        let beside = |other: &Stage| {
            other.with.is_some_and(|with| stages[with.stage.index()].name == stage.name)
        };
        if !reached && !inherited && !stages.iter().any(beside) {
            check.warn(ScenarioWarning::StageUnreached { stage: stage.name.clone() });
        }
    }
    if !stages.iter().zip(reached).any(|(stage, reached)| stage.protective && *reached) {
        check.warn(ScenarioWarning::NothingProtects);
    }
}

/// From which stages a case can leave in the end: closed, or by an exit.
fn ways_out(stages: &[Stage]) -> Vec<bool> {
    let mut out: Vec<bool> = stages.iter().map(can_leave_at_once).collect();
    loop {
        let found: Vec<usize> = (0..stages.len())
            .filter(|&at| !out[at] && destinations(&stages[at]).any(|to| out[to.index()]))
            .collect();
        if found.is_empty() {
            return out;
        }
        found.into_iter().for_each(|at| out[at] = true);
    }
}

fn can_leave_at_once(stage: &Stage) -> bool {
    // Whatever a decision's lines leave over is closed. A threshold leaves somebody below it, however low it is.
    let closes =
        stage.outcomes.iter().any(|line| line.to == Destination::Close && !is_never(line.bar));
    let all_shares = stage.outcomes.iter().all(|line| line.bar.share().is_some());
    let sum: f64 = stage.outcomes.iter().filter_map(|line| line.bar.share()).sum();
    matches!(stage.kind, StageKind::Exit { .. }) || closes || !all_shares || sum < 1.0 - NOTHING
}

/// True for a line that no decision takes.
fn is_never(bar: Threshold) -> bool {
    bar.share().is_some_and(|share| share <= 0.0)
}
