//! From what is written to what can be relied on: ranges, references and sense, every problem at once.

mod actions;
pub(crate) mod checker;
mod costs;
mod culture;
mod demand;
mod evidence;
mod feedback;
mod figures;
mod idle;
pub(crate) mod limits;
mod overlaps;
mod pathway;
mod referrals;
mod risk;
mod run;
mod schedule;
mod sense;
mod solved;
mod stage_keys;
mod stages;
mod targets;
mod teams;
mod triage;

pub(crate) use checker::Checker;
pub(crate) use checker::elements;
pub(crate) use checker::present;
use checker::take;
pub(crate) use figures::Figures;
pub(crate) use run::last_day;

use super::declare::KeyTable;
use super::document::{Node, Sources, TextId, TomlValue};
use super::problem::Problem;
use super::raw::{At, RawScenario, read_scenario};
use super::warning::ScenarioWarning;
use super::{
    Mechanisms, Scenario, Staffing, Study, Switches, Team, TimeFrame, overrides, resolved,
};
use crate::calendar::Calendar;
use crate::measure::Catalogue;

/// The version of the file format this program reads.
const SCHEMA: u32 = 1;

/// A sound scenario and what is strange about it, or everything that is wrong.
pub(crate) type Checked = Result<(Scenario, Vec<ScenarioWarning>), Vec<Problem>>;

/// What the keys of a mechanism may cross.
pub(crate) struct CheckedParts<'a> {
    /// The teams.
    pub teams: &'a [Team],
    /// The stages.
    pub stages: &'a [super::Stage],
    /// When the scenario starts and how long it runs.
    pub time: &'a TimeFrame,
}

/// Checks a complete tree; `printed` where the file asked for was written by `check --resolved`.
pub(crate) fn check(
    root: &Node,
    sources: &Sources,
    defaults: TextId,
    figures: &Figures,
    printed: bool,
) -> Checked {
    let mut problems = Vec::new();
    let raw = read_scenario(root, sources, &mut problems);
    let TomlValue::Table(written) = &root.value else { unreachable!("a file is a table") };
    // Before anything is checked: a team may be named by a block that is checked before the teams are.
    let teams = elements(raw.value.teams.as_ref())
        .iter()
        .filter_map(|team| team.value.name.clone())
        .collect();
    let mut check = Checker {
        problems,
        warnings: Vec::new(),
        teams,
        team_names: Vec::new(),
        defaults,
        printed,
        taken_from: Vec::new(),
    };
    let mut scenario = check_blocks(&mut check, &raw);
    if !check.problems.is_empty() {
        // The figures are looked up all the same, so that a wrong id is reported with the rest.
        evidence::evidence(&mut check, &raw, &[written], figures);
        return Err(check.problems);
    }
    // Only for a sound scenario: which measures there are depends on its stages, teams and mechanisms.
    let catalogue = Catalogue::new(&scenario.names());
    targets::names_of_measures(&mut check, &raw, &catalogue);
    scenario.targets = targets::targets(&mut check, &raw, &catalogue);
    let resolved = resolved::tree(&scenario);
    scenario.evidence = evidence::evidence(&mut check, &raw, &[&resolved, written], figures);
    scenario.solved = solved::solved(&mut check, &raw, &scenario);
    evidence::defaults_without(&mut check, &raw, written);
    sense::warn(&mut check, &scenario);
    overlaps::warn(&mut check, &scenario);
    idle::warn(&mut check, &raw, written, &scenario);
    if check.problems.is_empty() { Ok((scenario, check.warnings)) } else { Err(check.problems) }
}

/// Every block, in the order of the file.
fn check_blocks(check: &mut Checker, raw: &At<RawScenario>) -> Scenario {
    if let Some(schema) =
        raw.value.schema.as_ref().filter(|schema| schema.value != i128::from(SCHEMA))
    {
        check.note(schema.place.problem(format!("this version reads schema {SCHEMA}")));
    }
    // Names first: stages, triage and actions refer to them, whichever stands first in the file.
    let team_names =
        check.names(elements(raw.value.teams.as_ref()), "team", |team| team.name.as_ref());
    check.team_names.clone_from(&team_names);
    let stage_names =
        check.names(elements(raw.value.stages.as_ref()), "stage", |stage| stage.name.as_ref());
    let outcome = always(check, raw, "outcome", &raw.value.outcome);
    let time = run::time(check, raw, outcome);
    // The outcome's window says how long children may take to settle, and with it how far the calendar must reach.
    let days = run::calendar_days(&time, outcome);
    let calendar =
        Calendar::new(time.calendar, time.start, days, time.hours_per_day, &time.school_holidays);
    let teams = teams::teams(check, raw);
    let stages = stages::stages(check, raw, &team_names, &stage_names);
    let triage = triage::triage(check, raw, &team_names, &stage_names);
    pathway::check(check, raw, &stages, &triage);
    let opening =
        run::opening(check, raw, (&stages, &stage_names), &pathway::reached(&stages, &triage));
    Scenario {
        name: take!(check, raw.name, name),
        description: check.words(raw.value.description.as_ref()),
        calendar,
        replications: run::replications(check, raw),
        referrals: referrals::referrals(check, raw, &time),
        risk: risk::classes(check, raw),
        publicity: run::publicity(check, raw, &time),
        publicity_to_come: run::publicity_to_come(check, raw, &time),
        judgement: always(check, raw, "judgement", &raw.value.judgement),
        triage,
        staffing: staffing(check, raw),
        feedback: feedback::feedback(check, raw),
        culture: culture::culture(check, raw),
        mechanisms: Mechanisms::checked(
            check,
            &raw.value,
            &CheckedParts { teams: &teams, stages: &stages, time: &time },
        ),
        schedule: schedule::schedule(check, raw, &time),
        dated: super::DatedScenarios::default(),
        actions: actions::actions(check, raw, &teams),
        costs: costs::costs(check, raw),
        opening,
        outcome,
        // Filled in once all else is sound, as are evidence and solved numbers.
        targets: Vec::new(),
        study: study(check, raw),
        evidence: super::EvidenceTables::default(),
        without: switches(check, raw),
        solved: None,
        base: None,
        time,
        teams,
        stages,
    }
}

/// A block that every scenario has, and whose every key stands alone.
fn always<B: KeyTable>(
    check: &mut Checker,
    raw: &At<RawScenario>,
    key: &str,
    field: &Option<At<B::Raw>>,
) -> B {
    let block = check.block(&raw.place, key, field.as_ref());
    B::checked(check, &block)
}

fn staffing(check: &mut Checker, raw: &At<RawScenario>) -> Staffing {
    let mut staffing: Staffing = always(check, raw, "staffing", &raw.value.staffing);
    if let Some(months) = &mut staffing.leave_by_month {
        referrals::scaled(check, "staffing.leave_by_month", months);
    }
    staffing
}

fn study(check: &mut Checker, raw: &At<RawScenario>) -> Study {
    let raw = take!(check, raw.study, block);
    let roles = raw.value.roles.as_ref().map(|at| at.value.as_slice()).unwrap_or_default();
    Study {
        purpose: raw.purpose(check),
        audience: raw.audience(check),
        not_for: raw.not_for(check),
        decisions: raw.decisions(check),
        roles: roles.iter().map(|(role, name)| (role.clone(), name.value.clone())).collect(),
    }
}

fn switches(check: &mut Checker, raw: &At<RawScenario>) -> Switches {
    let mut switches = Switches::default();
    for name in elements(raw.value.without.as_ref()) {
        if let Err(problem) = overrides::switch_off(&mut switches, &name.value) {
            let problem = name.place.problem(problem.message).nearest(problem.nearest);
            check.note(problem);
        }
    }
    switches
}
