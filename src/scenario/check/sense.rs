//! Warnings about a sound scenario: what is legal and strange.

use super::Checker;
use super::demand;
use crate::scenario::warning::ScenarioWarning;
use crate::scenario::{PressureAnswer, Publicity, Scenario, Stage, StageKind};

pub fn warn(check: &mut Checker, scenario: &Scenario) {
    warm_up(check, scenario);
    capacity(check, scenario);
    teams(check, scenario);
    order_under_pressure(check, scenario);
    targets(check, scenario);
}

fn warm_up(check: &mut Checker, scenario: &Scenario) {
    let spell = |stage: &Stage| match &stage.kind {
        StageKind::Plan { duration_days, .. } => Some(duration_days.mean),
        _ => None,
    };
    let longest = scenario.stages.iter().filter_map(|stage| Some((stage, spell(stage)?)));
    let Some((stage, spell_days)) = longest.max_by(|a, b| a.1.total_cmp(&b.1)) else { return };
    let warmup_days = scenario.time.warmup_days;
    if f64::from(warmup_days) < 2.0 * spell_days {
        check.warn(ScenarioWarning::WarmupShort {
            warmup_days,
            stage: stage.name.clone(),
            spell_days,
        });
    }
}

fn capacity(check: &mut Checker, scenario: &Scenario) {
    for (team, week) in scenario.teams.iter().zip(demand::weeks(scenario)) {
        let load = (week.capacity > 0.0).then(|| week.demand / week.capacity);
        // A team without staff is strange only if it has work.
        if week.demand > 0.0 && load.is_none_or(|load| load > 1.0) {
            check.warn(ScenarioWarning::DemandAboveCapacity { team: team.name.clone(), load });
        }
    }
}

fn teams(check: &mut Checker, scenario: &Scenario) {
    for (place, team) in scenario.teams.iter().enumerate() {
        let serves = |stage: &Stage| stage.team.is_some_and(|team| team.index() == place);
        // Staff may stand by for an action, or work for something around the service.
        let moved = scenario.actions.iter().flat_map(|action| &action.moves);
        let gives =
            moved.filter(|moved| moved.count > 0.0).any(|moved| moved.from.index() == place)
                || check.taken_from.iter().any(|team| team.index() == place);
        if scenario.triage.team.index() != place && !scenario.stages.iter().any(serves) && !gives {
            check.warn(ScenarioWarning::TeamUnused { team: team.name.clone() });
        }
    }
}

/// Of what a team does at all when work queues, each begins no later than what services do after it.
fn order_under_pressure(check: &mut Checker, scenario: &Scenario) {
    for team in &scenario.teams {
        let overtime =
            team.overtime.map(|overtime| (PressureAnswer::Overtime, overtime.onset_weeks));
        let thin = team.rush.filter(|_| team.thins_recording());
        let thin = thin.map(|rush| (PressureAnswer::ThinRecording, rush.recording_start_weeks));
        let cut = team.rush.filter(|rush| rush.floor < 1.0);
        let cut = cut.map(|rush| (PressureAnswer::Rush, rush.start_weeks));
        let answers: Vec<(PressureAnswer, f64)> =
            [overtime, thin, cut].into_iter().flatten().collect();
        for pair in answers.windows(2) {
            let ((first, first_weeks), (then, then_weeks)) = (pair[0], pair[1]);
            if first_weeks > then_weeks {
                let team = team.name.clone();
                check.warn(ScenarioWarning::PressureOrder {
                    team,
                    first,
                    first_weeks,
                    then,
                    then_weeks,
                });
            }
        }
    }
}

/// True where no publicity of the observed period has a day of it before.
fn nothing_before(scenario: &Scenario) -> bool {
    let time = &scenario.time;
    first_observed(scenario).is_none_or(|event| time.at(event.date) <= time.observed_from())
}

fn first_observed(scenario: &Scenario) -> Option<&Publicity> {
    scenario.publicity.iter().find(|event| scenario.time.observes(event.date))
}

fn targets(check: &mut Checker, scenario: &Scenario) {
    let time = &scenario.time;
    for target in &scenario.targets {
        let measure = target.measure.clone();
        // The last day of a period belongs to it, and the horizon is the midnight after the last observed day.
        let outside =
            |(from, to)| time.at(from) < time.observed_from() || time.at(to) >= time.horizon();
        match target.period {
            _ if target.against.is_some_and(outside) => {
                check.warn(ScenarioWarning::TargetOutside { measure });
            }
            Some(period) if outside(period) => {
                check.warn(ScenarioWarning::TargetOutside { measure });
            }
            // The first event that is observed ends the time before.
            None if !scenario.publicity.is_empty() && nothing_before(scenario) => {
                let event = first_observed(scenario).or(scenario.publicity.last());
                let event = event.map_or_else(String::new, |event| event.label.clone());
                check.warn(ScenarioWarning::NothingBefore { measure, event });
            }
            _ => {}
        }
    }
}
