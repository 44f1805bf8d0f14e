//! What a run shows that a reader should distrust (model.md, section 8).

use crate::measure::{Indicator, PeriodId};
use crate::model::Setting;
use crate::model::series::SeriesLine;
use crate::results::{
    Each, OffRange, OpeningResult, Period, RunResult, TargetResult, Warning, WeekPoint,
};
use crate::scenario::{ClassId, Solved, Stopping, TargetUse, Threshold, Trigger};
use crate::stats::few::poisson_limits;

use super::pilot;
use super::runner::Experiment;
use super::summary::periods;

/// Fewer replications than this are called few.
pub const FEW: usize = 30;
/// Weeks at the end of a run that tell whether a service has collapsed.
// A choice: half a year, since a bad month is no collapse.
const LAST_WEEKS: usize = 26;

/// The warnings of a finished run. Every command's warnings are these, so that none of them is lost by the way that it was asked.
#[must_use]
pub fn of_run(
    setting: &Setting<'_>,
    solved: &Solved,
    experiment: &Experiment,
    result: &RunResult,
) -> Vec<Warning> {
    let mut warnings = Vec::new();
    interrupted(experiment, &mut warnings);
    precision(setting, experiment, &mut warnings);
    few(experiment, &mut warnings);
    cut_short(setting, &result.periods, &mut warnings);
    shares(solved, &mut warnings);
    urgent_alone(setting, solved, &mut warnings);
    growing(result, &mut warnings);
    // Where more or less is referred as time goes on, a stock that changes is no sign of a service that has not settled.
    if setting.volume.is_none() {
        warmup(result, &mut warnings);
    }
    volume(setting, &mut warnings);
    warnings.extend(of_openings(&result.openings, result.replications.finished));
    collapse(setting, experiment, &mut warnings);
    always_on(setting, solved, &mut warnings);
    held_out(setting, result, &mut warnings);
    no_skill(result, &mut warnings);
    far_off_scale(&result.targets, &mut warnings);
    warnings
}

/// What numbers were not fitted to is the only test of them, whatever seed, count or change a run was asked with.
fn held_out(setting: &Setting<'_>, result: &RunResult, warnings: &mut Vec<Warning>) {
    let held: Vec<_> =
        result.targets.iter().filter(|target| target.used == TargetUse::HeldOut).collect();
    let missed: Vec<OffRange> = held
        .iter()
        .filter(|target| target.met == Some(false))
        .map(|target| off_range(target))
        .collect();
    let borrowed = setting.scenario.borrowed_targets();
    let what_if = result
        .targets
        .iter()
        .zip(borrowed)
        .any(|(target, borrowed)| borrowed && target.used == TargetUse::HeldOut);
    if missed.is_empty() {
        if what_if && !held.is_empty() {
            warnings.push(Warning::HeldOutUntested { ranges: held.len() });
        }
        return;
    }
    warnings.push(Warning::HeldOutMissed { missed, of: held.len(), what_if });
}

fn off_range(target: &TargetResult) -> OffRange {
    OffRange {
        measure: target.measure.clone(),
        found: target.model.map(|model| model.mean),
        low: target.low,
        high: target.high,
    }
}

/// A model that says no more of what was held out than anybody could have said has not been shown to know more.
fn no_skill(result: &RunResult, warnings: &mut Vec<Warning>) {
    let Some(held) = &result.held_out else { return };
    let better: Vec<_> = held
        .references
        .iter()
        .filter(|reference| reference.model_error >= reference.error)
        .cloned()
        .collect();
    if !better.is_empty() {
        warnings.push(Warning::NoSkill { better });
    }
}

/// Another place's figure tests nothing; a model that is off it by a factor is still to be looked at.
// The factor is a choice.
const FAR: f64 = 1.5;

fn far_off_scale(targets: &[TargetResult], warnings: &mut Vec<Warning>) {
    let far = |target: &&TargetResult| {
        let is_far = |mean: f64| mean * FAR < target.low || mean > target.high * FAR;
        target.used == TargetUse::ForScale
            && target.low > 0.0
            && target.model.is_some_and(|model| is_far(model.mean))
    };
    let far: Vec<OffRange> = targets.iter().filter(far).map(off_range).collect();
    if !far.is_empty() {
        warnings.push(Warning::FarOffScale { far });
    }
}

fn interrupted(experiment: &Experiment, warnings: &mut Vec<Warning>) {
    if !experiment.complete {
        warnings.push(Warning::Interrupted {
            finished: experiment.finished.count(),
            asked: experiment.asked,
        });
    }
}

/// What an experiment of many points has to warn of: points of few replications, whose luck does not fall out.
#[must_use]
pub fn of_points(replications: u32, each: Each) -> Option<Warning> {
    ((replications as usize) < FEW).then_some(Warning::FewOfEach { replications, each })
}

/// What draws from ranges have to warn of: few draws show few of the values that may be true. So many replications of each draw
/// are the usual number.
#[must_use]
pub fn of_draws(draws: u32, replications: u32, usual: u32) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if (draws as usize) < FEW {
        warnings.push(Warning::FewDraws { draws });
    }
    if replications < usual {
        warnings.extend(of_points(replications, Each::Draw));
    }
    warnings
}

fn few(experiment: &Experiment, warnings: &mut Vec<Warning>) {
    let finished = experiment.finished.count();
    if finished < FEW {
        warnings.push(Warning::FewReplications { finished });
    }
}

/// What can be said before a run of the days that it will have.
#[must_use]
pub fn of_days(setting: &Setting<'_>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    cut_short(setting, &periods::of(setting), &mut warnings);
    warnings
}

/// A year after, or a time before, that is less than a year.
fn cut_short(setting: &Setting<'_>, all: &[Period], warnings: &mut Vec<Warning>) {
    // The periods are those about the first event that is observed, also where it is switched off.
    let time = &setting.scenario.time;
    let first = setting.scenario.publicity.iter().find(|event| time.observes(event.date));
    let publicity = || first.map_or_else(String::new, |event| event.label.clone());
    let period = |id: PeriodId| all.iter().find(|period| period.id == id);
    let is_short = |days: &f64| *days < crate::time::A_YEAR;
    if let Some(days) = period(PeriodId::YearAfter).map(|after| after.days).filter(is_short) {
        warnings.push(Warning::YearAfterCutShort { publicity: publicity(), days });
    }
    let Some(before) = period(PeriodId::Before) else { return };
    let counted = crate::time::days_between(before.from, before.noticed_to);
    // Half a year has a summer or a winter; less of it is hardly a normal time.
    if counted >= crate::time::A_YEAR / 2.0 {
        return;
    }
    warnings.push(Warning::BeforeShort { publicity: publicity(), counted, observed: before.days });
}

/// Volume that a class cannot follow: what falls is of the lowest class alone, and there are no more of it.
fn volume(setting: &Setting<'_>, warnings: &mut Vec<Warning>) {
    let Some(facts) = &setting.volume else { return };
    let least = facts.run.iter().copied().fold(f64::INFINITY, f64::min);
    for (c, class) in setting.scenario.risk.iter().enumerate() {
        if class.share > 0.0 && facts.is_held(ClassId::from_index(c), least) {
            warnings.push(Warning::VolumeHeld { class: class.name.clone() });
        }
    }
}

fn precision(setting: &Setting<'_>, experiment: &Experiment, warnings: &mut Vec<Warning>) {
    let Stopping::Precision(rule) = &setting.scenario.replications.stopping else { return };
    for (id, reached, asked) in &experiment.short_of {
        warnings.push(Warning::PrecisionNotReached {
            measure: id.clone(),
            asked: *asked,
            reached: reached.half_width,
            can_stop: reached.can_stop,
            most: rule.max,
        });
    }
}

/// Whether referrals given are not those asked for: by more than 3 in 100, and by more than luck does to as many as the pilot counts.
fn is_off(asked: f64, given: f64) -> bool {
    let years = f64::from(pilot::DAYS) * pilot::MEASURED as f64 / 365.25;
    let (low, high) = poisson_limits(given * years, 1.0);
    // Both: of a rare class luck alone is more than 3 in 100, and of a common one less than that can be shown.
    asked > 0.0 && (given / asked - 1.0).abs() > 0.03 && !(low..=high).contains(&(asked * years))
}

fn shares(solved: &Solved, warnings: &mut Vec<Warning>) {
    for class in &solved.classes {
        if is_off(class.asked, class.given) {
            warnings.push(Warning::ClassNotMet {
                class: class.name.clone(),
                asked: class.asked,
                given: class.given,
            });
        }
    }
    for decision in std::iter::once(&solved.triage).chain(&solved.stages) {
        for (line, (asked, given)) in decision.asked.iter().zip(&decision.given).enumerate() {
            let Some(asked) = asked else { continue };
            if (asked - given).abs() > 0.03 {
                warnings.push(Warning::ShareNotMet {
                    decision: decision.name.clone(),
                    line: line + 1,
                    asked: *asked,
                    given: *given,
                });
            }
        }
    }
}

// A number for the urgent that alone lets more through than the share to be accepted.
fn urgent_alone(setting: &Setting<'_>, solved: &Solved, warnings: &mut Vec<Warning>) {
    let triage = &setting.scenario.triage;
    let (Threshold::Severity(urgent), Threshold::Share(accept)) = (triage.urgent, triage.accept)
    else {
        return;
    };
    let given: f64 = solved.triage.given.iter().sum();
    if given > accept + 0.03 {
        warnings.push(Warning::UrgentAboveShare { accept, given, urgent });
    }
}

// Queues that still grow at the end: the last quarter against the one before, and that one against the one before it.
fn growing(result: &RunResult, warnings: &mut Vec<Warning>) {
    let queues = result.weekly.iter().filter(|series| match series.id.indicator {
        Indicator::Unallocated => series.id.member.is_some(),
        indicator => indicator == Indicator::Waiting,
    });
    for series in queues {
        let n = series.points.len();
        // Three quarters of a year, of 13 weeks each.
        if n < 39 {
            continue;
        }
        let quarter = |from: usize| mean(&series.points[from..from + 13]);
        let (earlier, before, last) = (quarter(n - 39), quarter(n - 26), quarter(n - 13));
        // Twice by a tenth, since one quarter may be a season; and more than ten, of whom a tenth is luck. Choices.
        if last > before * 1.1 && before > earlier * 1.1 && last > 10.0 {
            warnings.push(Warning::QueuesGrow { label: series.label.clone(), before, last });
        }
    }
}

/// A backlog that is not the one asked for, or of children who are too much alike.
#[must_use]
pub fn of_openings(openings: &[OpeningResult], finished: u32) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for opening in openings {
        let stage = &opening.stage;
        if opening.short > 0 {
            warnings.push(Warning::OpeningNotFilled {
                stage: stage.clone(),
                short: opening.short,
                looked: opening.looked,
                finished,
                asked: opening.asked,
            });
        }
        let mean = |estimate: Option<crate::stats::Estimate>| {
            estimate.map_or(0.0, |estimate| estimate.mean)
        };
        let (put, like) = (mean(opening.put), mean(opening.like));
        if put > 2.0 * like && like > 0.0 {
            warnings.push(Warning::OpeningRepeats { stage: stage.clone(), put, like });
        }
    }
    warnings
}

// Two fates: some replications end with more cases waiting for a worker than have one.
fn collapse(setting: &Setting<'_>, experiment: &Experiment, warnings: &mut Vec<Warning>) {
    let lines = &setting.series.lines;
    let places = |indicator: Indicator| -> Vec<usize> {
        // By team: the line of all teams would count every case twice.
        let of = |line: &SeriesLine| line.id.indicator == indicator && line.id.member.is_some();
        (0..lines.len()).filter(|&l| of(&lines[l])).collect()
    };
    let (waiting, held) = (places(Indicator::Unallocated), places(Indicator::Allocated));
    let collapsed = |weeks: &[f32]| {
        let count = weeks.len() / 2 / lines.len().max(1);
        let last = count.saturating_sub(LAST_WEEKS)..count;
        let sum = |places: &[usize]| -> f64 {
            last.clone()
                .flat_map(|w| {
                    places.iter().map(move |l| f64::from(weeks[(w * lines.len() + l) * 2]))
                })
                .sum()
        };
        count > LAST_WEEKS && sum(&waiting) > sum(&held)
    };
    let finished = &experiment.finished;
    let lost = finished.outputs.iter().filter(|output| collapsed(&output.run.weeks)).count();
    if lost > 0 {
        warnings.push(Warning::TwoFates {
            collapsed: lost,
            looked: finished.outputs.len(),
            finished: finished.count(),
        });
    }
}

// A trigger that pressure meets in normal times is not an answer to a surge.
fn always_on(setting: &Setting<'_>, solved: &Solved, warnings: &mut Vec<Warning>) {
    for action in &setting.scenario.actions {
        if let Trigger::Pressure { above, .. } = action.when
            && above <= solved.pressure_normal
        {
            warnings.push(Warning::TriggerAlwaysMet {
                action: action.name.clone(),
                above,
                normal: solved.pressure_normal,
            });
        }
    }
}

// A stock that already drifts before anything has happened: the first half-year against the last before the publicity,
// in the run.
fn warmup(result: &RunResult, warnings: &mut Vec<Warning>) {
    let before = result.period(PeriodId::Before).map_or(result.horizon, |period| period.to);
    for series in result.weekly.iter().filter(|series| series.id.indicator == Indicator::InStage) {
        let calm: Vec<WeekPoint> =
            series.points.iter().copied().filter(|point| point.date < before).collect();
        // Three half-years: with fewer the first, the middle and the last would overlap.
        if calm.len() < 78 {
            continue;
        }
        let (first, last) = (mean(&calm[..26]), mean(&calm[calm.len() - 26..]));
        // Of a stock of 20 a tenth is luck. A choice.
        if first > 20.0 && (last / first - 1.0).abs() > 0.1 && still_filling(&calm) {
            warnings.push(Warning::WarmUpShort { label: series.label.clone(), first, last });
        }
    }
}

fn still_filling(calm: &[WeekPoint]) -> bool {
    let half = calm.len() / 2;
    let (a, b, c) =
        (mean(&calm[..26]), mean(&calm[half - 13..half + 13]), mean(&calm[calm.len() - 26..]));
    // The same way in both halves: up and down again is a season, or luck.
    (b - a) * (c - b) > 0.0
}

fn mean(points: &[WeekPoint]) -> f64 {
    let values: Vec<f64> = points.iter().filter_map(|point| point.run).collect();
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Overrides;
    use crate::stats::Estimate;

    #[test]
    fn what_falls_further_than_the_lowest_class_can_is_told() {
        let held = |sets: &[&str]| {
            let text = include_str!("../../tests/fixtures/small.toml");
            let sets = sets.iter().fold(Overrides::none(), |all, one| all.set(*one));
            let scenario =
                crate::scenario::load_str("small.toml", text, &sets).expect("sound").scenario;
            let solved = crate::experiment::normal_times::closed_form(&scenario);
            let mut warnings = Vec::new();
            volume(&Setting::new(&scenario, &solved), &mut warnings);
            warnings
        };
        let quiet = "referrals.months=[1,1,1,1,1,1,1,0,1,1,1,1]";
        assert_eq!(held(&[]), []);
        assert_eq!(held(&["referrals.growth=0.1", "referrals.added_need=0"]), []);
        let found = held(&[quiet, "referrals.added_need=0"]);
        assert!(matches!(&found[..], [Warning::VolumeHeld { .. }]), "{found:?}");
        assert!(!held(&[quiet]).is_empty(), "nobody at all is less than the least");
    }

    fn of_days_with(sets: &[&str]) -> Vec<Warning> {
        let text = include_str!("../../tests/fixtures/small.toml");
        let sets = sets.iter().fold(Overrides::none(), |all, one| all.set(*one));
        let scenario =
            crate::scenario::load_str("small.toml", text, &sets).expect("sound").scenario;
        let solved = crate::experiment::normal_times::closed_form(&scenario);
        of_days(&Setting::new(&scenario, &solved))
    }

    const NAMED: &str = "A verdict in the news";

    #[test]
    fn days_that_are_too_few_are_told_before_a_run_as_after_it() {
        let long = ["time.warmup_days=20", "time.run_days=780"];
        assert_eq!(of_days_with(&long), []);
        assert_eq!(
            of_days_with(&["time.run_days=283"]),
            [
                Warning::YearAfterCutShort { publicity: NAMED.into(), days: 90.0 },
                Warning::BeforeShort { publicity: NAMED.into(), counted: 125.0, observed: 193.0 }
            ]
        );
        let on =
            |date: &str| of_days_with(&[&format!("publicity.0.date={date}"), "time.run_days=900"]);
        let none =
            |observed| [Warning::BeforeShort { publicity: NAMED.into(), counted: 0.0, observed }];
        assert_eq!(on("2021-08-27"), none(35.0));
        assert_eq!(on("2021-07-23"), none(0.0));
        assert_eq!(of_days_with(&["publicity=[]"]), []);
    }

    #[test]
    fn few_draws_and_few_replications_of_each_are_told() {
        let ids = |draws, replications| -> Vec<&str> {
            of_draws(draws, replications, 10).iter().map(Warning::id).collect()
        };
        assert_eq!(ids(2, 2), ["few-draws", "few-replications"]);
        assert_eq!(ids(6, 10), ["few-draws"]);
        assert_eq!(ids(100, 5), ["few-replications"]);
        assert_eq!(ids(30, 10), [""; 0]);
    }

    #[test]
    fn a_figure_for_scale_that_is_off_by_half_is_told() {
        let target = |used: TargetUse, mean: f64| TargetResult {
            measure: "on_time".into(),
            quantity: None,
            period: String::new(),
            low: 0.6,
            high: 0.72,
            model: Estimate::of_mean(&[mean, mean]),
            met: None,
            used,
            place: "England".into(),
            source: String::new(),
            citation: None,
            missed_because: crate::results::WhyMissed::NotSaid,
            value: None,
            forecasts: None,
        };
        let told = |used: TargetUse, mean: f64| {
            let mut warnings = Vec::new();
            far_off_scale(&[target(used, mean)], &mut warnings);
            warnings
        };
        assert_eq!(
            told(TargetUse::ForScale, 0.32),
            [Warning::FarOffScale {
                far: vec![OffRange {
                    measure: "on_time".into(),
                    found: Some(0.32),
                    low: 0.6,
                    high: 0.72
                }]
            }]
        );
        assert_eq!(told(TargetUse::ForScale, 0.45), []);
        assert_eq!(told(TargetUse::ForScale, 1.2).len(), 1);
        assert_eq!(told(TargetUse::Fit, 0.32), [], "the table of targets says so");
    }

    #[test]
    fn a_mix_is_off_where_luck_would_not_make_it_so() {
        assert!(!is_off(11.0, 11.4), "11 a year are 351 in the pilot, known to some 5 in 100");
        assert!(is_off(11.0, 14.0));
        assert!(is_off(1000.0, 1040.0) && !is_off(1000.0, 1025.0), "3 in 100 are let pass");
        assert!(!is_off(0.0, 0.0));
    }
}
