//! Targets beside the model.

use super::gathered::Gathered;
use super::periods;
use crate::experiment::skill;
use crate::measure::PeriodId;
use crate::model::periods::dates;
use crate::results::{Citation, HeldOut, HeldOutRange, TargetResult, WhyMissed};
use crate::scenario::{EvidenceTables, PublishedFigure, Target, TargetUse};

pub(super) fn of(gathered: &Gathered<'_>) -> Vec<TargetResult> {
    let mut targets: Vec<TargetResult> =
        gathered.setting.scenario.targets.iter().map(|target| beside(gathered, target)).collect();
    for (target, borrowed) in targets.iter_mut().zip(gathered.setting.scenario.borrowed_targets()) {
        let unsaid = target.missed_because == WhyMissed::NotSaid;
        // A what-if need not meet figures of what was: missing them is its own doing, unless a reason is written.
        if borrowed && target.met == Some(false) && unsaid {
            target.missed_because = WhyMissed::WhatIf;
        }
    }
    targets
}

fn beside(gathered: &Gathered<'_>, target: &Target) -> TargetResult {
    let setting = gathered.setting;
    let (own, against) = target.periods();
    let period = match own {
        Some(id) => periods::place(setting, id),
        // Without publicity there is no before, and all that is observed are normal times.
        None if setting.scenario.publicity.is_empty() || setting.dated_are_background => Some(0),
        None => periods::before(setting),
    };
    let base = against.map(|id| periods::place(setting, id));
    let formula = setting.catalogue.formula(&target.measure).ok();
    // A figure of days that are not observed has nothing beside it: another period's would be another question's answer.
    let model = formula.zip(period).and_then(|(formula, period)| match base {
        Some(base) => gathered.sums().times_as_much(period, base?, &formula),
        None => gathered.in_run(period, &formula, setting.catalogue.cases(&target.measure)),
    });
    let label = |id: Option<PeriodId>| match id {
        Some(PeriodId::Between(first, last)) => dates(first, last),
        _ => match period {
            Some(place) => setting.periods[place].label.clone(),
            // The first event, of which no day before is observed.
            None => match setting.scenario.publicity.first() {
                Some(event) => format!("before \"{}\"", event.label),
                None => "before any publicity".to_owned(),
            },
        },
    };
    TargetResult {
        measure: target.measure.clone(),
        quantity: setting.catalogue.quantity(&target.measure),
        period: match against {
            Some(base) => format!("{} against {}", label(own), label(Some(base))),
            None => label(own),
        },
        low: target.low,
        high: target.high,
        met: target.used.is_scored().then(|| {
            // Where the model has no figure the target is missed: it must not look met.
            model.is_some_and(|model| model.mean >= target.low && model.mean <= target.high)
        }),
        model,
        used: target.used,
        place: place(&setting.scenario.evidence, &target.source),
        source: target.source.clone(),
        citation: citation(&setting.scenario.evidence, &target.source),
        missed_because: match target.missed_because.as_str() {
            "" => WhyMissed::NotSaid,
            said => WhyMissed::Said(said.to_owned()),
        },
        value: target.value,
        forecasts: (target.used == TargetUse::HeldOut)
            .then(|| skill::forecasts(target, &setting.scenario.targets))
            .flatten(),
    }
}

/// The published figure that a target cites, the first where it cites several.
fn cited<'a>(evidence: &'a EvidenceTables, source: &str) -> Option<&'a PublishedFigure> {
    let first = source.split(',').next().unwrap_or_default().trim();
    evidence.figures.iter().find(|figure| figure.id == first)
}

/// Where the published figure is of; empty where no figure is cited.
fn place(evidence: &EvidenceTables, source: &str) -> String {
    cited(evidence, source).map_or(String::new(), |figure| figure.place.clone())
}

/// How the model does on what was held out.
pub(super) fn held_out(targets: &[TargetResult]) -> Option<HeldOut> {
    let held: Vec<HeldOutRange> = targets
        .iter()
        .filter(|target| target.used == TargetUse::HeldOut)
        .map(|target| HeldOutRange {
            low: target.low,
            high: target.high,
            value: target.value,
            model: target.model.map(|model| model.mean),
            forecasts: target.forecasts,
        })
        .collect();
    HeldOut::of(&held)
}

fn citation(evidence: &EvidenceTables, source: &str) -> Option<Citation> {
    let figure = cited(evidence, source)?;
    Some(Citation {
        source: figure.source.clone(),
        year: figure.year.clone(),
        address: figure.address.clone(),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::experiment::normal_times::closed_form;
    use crate::experiment::runner::Quiet;
    use crate::experiment::{Keep, RunOptions, Setting, Twin, run};
    use crate::scenario::{Overrides, load_str};

    /// The targets of the smallest service, of two replications.
    fn targets(sets: &[&str]) -> Vec<TargetResult> {
        let text = include_str!("../../../tests/fixtures/small.toml");
        let changes = sets.iter().fold(Overrides::none().replications(2), |all, set| all.set(*set));
        let scenario = load_str("small.toml", text, &changes).expect("sound").scenario;
        let solved = closed_form(&scenario);
        let setting = Setting::new(&scenario, &solved);
        let options = RunOptions { twin: Twin::Without, threads: 1, keep: Keep::First };
        let experiment = run(&setting, options, &Quiet, &AtomicBool::new(false));
        of(&Gathered::of(&setting, &experiment))
    }

    /// A target that any number meets.
    fn anything(more: &str) -> String {
        format!("targets=[{{measure=\"referrals\",low=0,high=1e9,source=\"a test\"{more}}}]")
    }

    #[test]
    fn a_target_is_held_against_its_own_days_and_no_others() {
        let observed = "[2021-08-01,2021-08-31]";
        let not = "[2000-01-01,2000-12-31]";
        for (more, words, has_value) in [
            (format!(",period={observed}"), "1 August 2021 to 31 August 2021", true),
            (format!(",period={not}"), "1 January 2000 to 31 December 2000", false),
            (
                format!(",period={observed},against={not}"),
                "1 August 2021 to 31 August 2021 against 1 January 2000 to 31 December 2000",
                false,
            ),
            (String::new(), "before 1 February 2022", true),
        ] {
            let target = targets(&[&anything(&more)]).remove(0);
            assert_eq!(target.period, words);
            // What the model has no figure for is missed: it must not look met.
            assert_eq!(
                (target.model.is_some(), target.met),
                (has_value, Some(has_value)),
                "{more}"
            );
        }
    }

    #[test]
    fn a_target_of_the_time_before_needs_one_unless_there_is_no_publicity() {
        let none = targets(&[&anything(""), "publicity=[]"]).remove(0);
        assert!(none.model.is_some() && none.period.contains("whole observed period"));
        let early = "publicity=[{label=\"long ago\",date=2021-02-01}]";
        let target = targets(&[&anything(""), early]).remove(0);
        assert_eq!((target.model, target.period.as_str()), (None, "before \"long ago\""));
    }
}
