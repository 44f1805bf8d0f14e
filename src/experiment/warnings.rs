//! What a run shows that a reader should distrust: cause, consequence, remedy
//! (model.md, section 8).

use crate::measure::{Indicator, PeriodId};
use crate::model::Setting;
use crate::model::series::SeriesLine;
use crate::results::{Period, RunResult, TargetResult, Warning, Way, WeekPoint};
use crate::scenario::{Bar, Solved, Stopping, TargetUse, Trigger};
use crate::stats::few::poisson_limits;

use super::pilot;
use super::runner::Experiment;
use super::summary::periods;

/// Fewer replications than this are called few.
pub const FEW: usize = 30;
/// Weeks at the end of a run that tell whether a service has collapsed.
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
    cut_short(&result.periods, &mut warnings);
    shares(solved, &mut warnings);
    urgent_alone(setting, solved, &mut warnings);
    growing(result, &mut warnings);
    warmup(result, &mut warnings);
    openings(result, &mut warnings);
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
    let missed: Vec<_> = held.iter().filter(|target| target.met == Some(false)).collect();
    let borrowed = setting.scenario.borrowed_targets();
    let what_if = result
        .targets
        .iter()
        .zip(borrowed)
        .any(|(target, borrowed)| borrowed && target.used == TargetUse::HeldOut);
    if missed.is_empty() {
        if what_if && !held.is_empty() {
            warnings.push(warning(
                "held-out-untested",
                format!("This run is a what-if: that it meets what was held out ({}) is no test.", held.len()),
                "Whether the scenario that it starts from meets it, this run does not show.",
                "Run that scenario as it is written, and say what came of it wherever this answer is used.",
            ));
        }
        return;
    }
    let one = |target: &&&TargetResult| {
        let found =
            target.model.map_or("no value".to_owned(), |model| format!("{:.2}", model.mean));
        format!("{} {found} and not {} to {}", target.measure, target.low, target.high)
    };
    let all: Vec<String> = missed.iter().map(one).collect();
    warnings.push(warning(
        "held-out-missed",
        format!(
            "Of the published ranges held out, {} of {} {} missed: {}.",
            missed.len(),
            held.len(),
            if missed.len() == 1 { "is" } else { "are" },
            all.join("; ")
        ),
        if what_if {
            "This run is a what-if, so what it changes may be part of that; the rest is the model's, which is then off there, and what leads from it to the answer may be too."
        } else {
            "What was not fitted does not come out as published, so the model is off there, and what leads from it to the answer may be too."
        },
        if what_if {
            "Run the scenario that it starts from as it is written, and say what came of it wherever this answer is used."
        } else {
            "Say so wherever the answer is used; the table of targets gives the reason where one is known."
        },
    ));
}

/// A model that says no more of what was held out than anybody could have said has not been shown to know more.
fn no_skill(result: &RunResult, warnings: &mut Vec<Warning>) {
    let Some(held) = &result.held_out else { return };
    let per_cent = |share: f64| format!("{:.1} %", 100.0 * share);
    let better =
        held.references.iter().filter(|reference| reference.model_error >= reference.error);
    let all: Vec<String> = better
        .map(|one| {
            let way = match one.way {
                Way::Last => "the last figure repeated",
                Way::Trend => "the trend of the figures before",
                Way::Halving => "that trend, halved year by year",
            };
            format!(
                "{way} by {} where the model errs by {}",
                per_cent(one.error),
                per_cent(one.model_error)
            )
        })
        .collect();
    if !all.is_empty() {
        warnings.push(warning(
            "no-skill",
            format!(
                "On what was held out the model does no better than a simple forecast: {} (mean of what it is off, over what is published).",
                all.join("; ")
            ),
            "It has shown no skill in telling how these figures go on.",
            "Do not use it as a forecast of them; what it says of a change against the same service without it is another question, which these figures do not test.",
        ));
    }
}

/// Another place's figure tests nothing; a model that is off it by a factor is still to be looked at.
const FAR: f64 = 1.5;

fn far_off_scale(targets: &[TargetResult], warnings: &mut Vec<Warning>) {
    let far = |target: &&TargetResult| {
        let is_far = |mean: f64| mean * FAR < target.low || mean > target.high * FAR;
        target.used == TargetUse::ForScale
            && target.low > 0.0
            && target.model.is_some_and(|model| is_far(model.mean))
    };
    let one = |target: &TargetResult| {
        let found = target.model.map_or(0.0, |model| model.mean);
        format!("{} {found:.2} beside {} to {}", target.measure, target.low, target.high)
    };
    let all: Vec<String> = targets.iter().filter(far).map(one).collect();
    if !all.is_empty() {
        warnings.push(warning(
            "far-off-scale",
            format!("What stands beside the model for scale is off by more than half: {}.", all.join("; ")),
            "That figure is not this service's own and tests nothing, but a service like the others would be nearer to it: either this one was unlike them, or the model is off there.",
            "Say so wherever the answer is used, and look for the service's own figure.",
        ));
    }
}

fn warning(id: &str, cause: String, consequence: &str, remedy: &str) -> Warning {
    Warning {
        id: id.to_owned(),
        cause,
        consequence: consequence.to_owned(),
        remedy: remedy.to_owned(),
    }
}

fn interrupted(experiment: &Experiment, warnings: &mut Vec<Warning>) {
    if !experiment.complete {
        warnings.push(warning(
            "interrupted",
            format!(
                "The run was interrupted: {} of {} replications are finished.",
                experiment.finished.count(),
                experiment.asked
            ),
            "The results are those of the finished replications; intervals are wider than asked.",
            "Run it again to the end before acting on it.",
        ));
    }
}

/// What an experiment of many points has to warn of: points of few replications, whose luck does not fall out.
#[must_use]
pub fn of_points(replications: u32, what: &str) -> Option<Warning> {
    let each = if replications == 1 { "replication" } else { "replications" };
    ((replications as usize) < FEW).then(|| {
        warning(
            "few-replications",
            format!("{replications} {each} of {what} are few."),
            "What is luck and what is not is itself uncertain then, and rare routes may not have happened at all.",
            "Ask for more with --replications before quoting a number.",
        )
    })
}

/// What draws from ranges have to warn of: few draws show few of the values that may be true. So many replications of each draw
/// are the usual number.
#[must_use]
pub fn of_draws(draws: u32, replications: u32, usual: u32) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if (draws as usize) < FEW {
        warnings.push(warning(
            "few-draws",
            format!("{draws} draws are few."),
            "They show few of the values that may be true: the range printed may be far too narrow, and how much is luck and how much is not knowing is a guess.",
            "Draw at least 30 before quoting a range, and some hundreds before acting on it.",
        ));
    }
    if replications < usual {
        warnings.extend(of_points(replications, "each draw"));
    }
    warnings
}

fn few(experiment: &Experiment, warnings: &mut Vec<Warning>) {
    let finished = experiment.finished.count();
    if finished < FEW {
        let replications = if finished == 1 { "replication is" } else { "replications are" };
        warnings.push(warning(
            "few-replications",
            format!("{finished} {replications} few."),
            "Intervals from so few are themselves uncertain, and rare routes may not have happened at all.",
            "Run at least 30 before quoting a number, and the scenario's own count before acting on it.",
        ));
    }
}

/// What can be said before a run of the days that it will have.
#[must_use]
pub fn of_days(setting: &Setting<'_>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    cut_short(&periods::of(setting), &mut warnings);
    warnings
}

/// A year after, or a time before, that is less than a year.
fn cut_short(all: &[Period], warnings: &mut Vec<Warning>) {
    let period = |id: PeriodId| all.iter().find(|period| period.id == id);
    let is_short = |days: &f64| *days < crate::time::A_YEAR;
    if let Some(days) = period(PeriodId::YearAfter).map(|after| after.days).filter(is_short) {
        warnings.push(warning(
            "year-after-cut-short",
            format!("The run ends {} after the publicity: the year after is not whole.", few_days(days)),
            "What publicity does builds up over months, and misses lag behind it: the numbers are of these days and not of a year.",
            "Lengthen time.run_days until a year follows the publicity.",
        ));
    }
    let Some(before) = period(PeriodId::Before) else { return };
    let counted =
        before.from.until(before.noticed_to).map_or(before.days, |span| f64::from(span.get_days()));
    // Half a year has a summer or a winter; less of it is hardly a normal time.
    if counted >= crate::time::A_YEAR / 2.0 {
        return;
    }
    let remedy = "Begin the run earlier (time.start, or fewer time.warmup_days), or compare with the twin and not with before.";
    warnings.push(if counted > 0.0 {
        warning(
            "before-short",
            format!("The time before the publicity that counts is {}.", few_days(counted)),
            "Few children come to notice in so short a time, and it has one season: before is no normal year.",
            remedy,
        )
    } else {
        let observed = match before.days {
            days if days > 0.0 => format!(
                ": {} observed, and children of the last weeks before it settle after it",
                if days > 1.0 { format!("{days:.0} days are") } else { "one day is".to_owned() }
            ),
            _ => ": the observed period begins with it".to_owned(),
        };
        warning(
            "before-short",
            format!("No day before the publicity counts{observed}."),
            "There is no before to compare with.",
            remedy,
        )
    });
}

/// `one day`, `207 days`.
fn few_days(days: f64) -> String {
    match crate::time::stretch_in_words(days).as_str() {
        "day" => "one day".to_owned(),
        stretch => stretch.to_owned(),
    }
}

fn precision(setting: &Setting<'_>, experiment: &Experiment, warnings: &mut Vec<Warning>) {
    let Stopping::Precision(rule) = &setting.scenario.replications.stopping else { return };
    for (id, reached, asked) in &experiment.short_of {
        if reached.half_width.is_some() && !reached.can_stop {
            warnings.push(warning(
                "precision-not-reached",
                format!(
                    "After {} replications, the most allowed, {id} has a case in fewer than ten of them or is the same in all, so \
                     that how well it is known cannot be told as asked (± {asked}).",
                    rule.max
                ),
                "The interval printed is that of few cases, and wider than it looks from the runs.",
                "Raise replications.max, or ask for the precision of something that happens more often.",
            ));
            continue;
        }
        let reached =
            reached.half_width.map_or("no interval".to_owned(), |half| format!("± {half:.4}"));
        warnings.push(warning(
            "precision-not-reached",
            format!(
                "After {} replications, the most allowed, {id} is known to {reached}, not to ± {asked} as asked.",
                rule.max
            ),
            "The interval printed is right, but wider than asked.",
            "Raise replications.max, or ask for less.",
        ));
    }
}

/// Whether referrals given are not those asked for: by more than 3 in 100, and by more than luck does to as many as the pilot counts.
fn is_off(asked: f64, given: f64) -> bool {
    let years = f64::from(pilot::DAYS) * pilot::REPLICATIONS as f64 / 365.25;
    let (low, high) = poisson_limits(given * years, 1.0);
    asked > 0.0 && (given / asked - 1.0).abs() > 0.03 && !(low..=high).contains(&(asked * years))
}

fn shares(solved: &Solved, warnings: &mut Vec<Warning>) {
    for class in &solved.classes {
        if is_off(class.asked, class.given) {
            let decimals = (0..3)
                .find(|d| format!("{:.*}", *d, class.asked) != format!("{:.*}", *d, class.given))
                .unwrap_or(3);
            warnings.push(warning(
                "share-not-met",
                format!(
                    "Referrals of class \"{}\": {:.decimals$} a year asked for, {:.decimals$} given in normal times.",
                    class.name, class.asked, class.given
                ),
                "The mix at the door is not the one written; often other classes escalate into this one faster than it is asked for.",
                "Raise its share, or lower what escalates into it.",
            ));
        }
    }
    for decision in std::iter::once(&solved.triage).chain(&solved.stages) {
        for (line, (asked, given)) in decision.asked.iter().zip(&decision.given).enumerate() {
            let Some(asked) = asked else { continue };
            if (asked - given).abs() > 0.03 {
                warnings.push(warning(
                    "share-not-met",
                    format!(
                        "Decision \"{}\", line {}: a share of {asked:.3} asked for, {given:.3} given in normal times.",
                        decision.name,
                        line + 1
                    ),
                    "Normal times are not the ones written.",
                    "Lengthen the warm-up, or give the threshold as a number.",
                ));
            }
        }
    }
}

// A number for the urgent that alone lets more through than the share to be accepted.
fn urgent_alone(setting: &Setting<'_>, solved: &Solved, warnings: &mut Vec<Warning>) {
    let triage = &setting.scenario.triage;
    let (Bar::Severity(urgent), Bar::Share(accept)) = (triage.urgent, triage.accept) else {
        return;
    };
    let given: f64 = solved.triage.given.iter().sum();
    if given > accept + 0.03 {
        warnings.push(warning(
            "share-not-met",
            format!(
                "Triage: a share of {accept:.3} is to be accepted, the urgent included, and {given:.3} are at or above \
                 triage.urgent = {urgent} in normal times."
            ),
            "More is accepted than was asked for, all of it as urgent.",
            "Raise triage.urgent, or give urgent_share in its place.",
        ));
    }
}

// Queues that still grow at the end: the last quarter against the one before.
fn growing(result: &RunResult, warnings: &mut Vec<Warning>) {
    let queues = result.weekly.iter().filter(|series| match series.id.indicator {
        Indicator::Unallocated => series.id.member.is_some(),
        indicator => indicator == Indicator::Waiting,
    });
    for series in queues {
        let n = series.points.len();
        if n < 39 {
            continue;
        }
        let quarter = |from: usize| mean(&series.points[from..from + 13]);
        let (earlier, before, last) = (quarter(n - 39), quarter(n - 26), quarter(n - 13));
        if last > before * 1.1 && before > earlier * 1.1 && last > 10.0 {
            warnings.push(warning(
                "queues-grow",
                format!(
                    "{}: {last:.0} in the last quarter of the run against {before:.0} in the one before, and growing.",
                    series.label
                ),
                "Its mean depends on when the run ends.",
                "Report the trend, lengthen the run until it settles, or look at the staffing of the team.",
            ));
        }
    }
}

// A backlog that is not the one asked for, or of children who are too much alike.
fn openings(result: &RunResult, warnings: &mut Vec<Warning>) {
    for opening in &result.openings {
        let (stage, finished) = (&opening.stage, result.replications.finished);
        if opening.short > 0 {
            warnings.push(warning(
                "opening-not-filled",
                format!(
                    "Backlog at \"{stage}\": in {} of {finished} replications fewer than the {} asked for wait there, since nobody \
                     entered in the warm-up.",
                    opening.short, opening.asked
                ),
                "The run does not start from the backlog that was written.",
                "Lengthen the warm-up, or name a stage that more children enter.",
            ));
        }
        let mean = |estimate: Option<crate::stats::Estimate>| {
            estimate.map_or(0.0, |estimate| estimate.mean)
        };
        let (put, like) = (mean(opening.put), mean(opening.like));
        if put > 2.0 * like && like > 0.0 {
            warnings.push(warning(
                "opening-repeats",
                format!("Backlog at \"{stage}\": the {put:.0} children put there are like {like:.0} who entered in the warm-up."),
                "Several of them have the same severity, and what is known of them is the same: chance there is greater than it looks.",
                "Lengthen the warm-up, or name a stage that more children enter.",
            ));
        }
    }
}

// Two fates: some replications end with more cases waiting for a worker than have one.
fn collapse(setting: &Setting<'_>, experiment: &Experiment, warnings: &mut Vec<Warning>) {
    let lines = &setting.series.lines;
    let places = |indicator: Indicator| -> Vec<usize> {
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
    let all = experiment.finished.outputs.len();
    let lost =
        experiment.finished.outputs.iter().filter(|output| collapsed(&output.run.weeks)).count();
    if lost > 0 {
        warnings.push(warning(
            "two-fates",
            format!(
                "In {lost} of {all} replications the service has collapsed by the end: over the last half-year more cases wait for a worker than have one."
            ),
            "A mean over services that hold and services that have collapsed is not a forecast of either.",
            "Look at single replications, and report the share that collapses beside the mean.",
        ));
    }
}

// A trigger that pressure meets in normal times is not an answer to a surge.
fn always_on(setting: &Setting<'_>, solved: &Solved, warnings: &mut Vec<Warning>) {
    for action in &setting.scenario.actions {
        if let Trigger::Pressure { above, .. } = action.when
            && above <= solved.pressure_normal
        {
            warnings.push(warning(
                "trigger-always-met",
                format!(
                    "Action \"{}\": pressure above {above} weeks of work starts it, and normal pressure is {:.2} weeks.",
                    action.name, solved.pressure_normal
                ),
                "It is taken in quiet times too, in run and twin alike.",
                "Set pressure_above well over normal pressure.",
            ));
        }
    }
}

// A stock that already drifts before anything has happened: the first half-year against the last before the publicity, in the twin.
fn warmup(result: &RunResult, warnings: &mut Vec<Warning>) {
    let before = result.period(PeriodId::Before).map_or(result.horizon, |period| period.to);
    for series in result.weekly.iter().filter(|series| series.id.indicator == Indicator::InStage) {
        let calm: Vec<WeekPoint> =
            series.points.iter().copied().filter(|point| point.date < before).collect();
        if calm.len() < 78 {
            continue;
        }
        let (first, last) = (mean(&calm[..26]), mean(&calm[calm.len() - 26..]));
        if first > 20.0 && (last / first - 1.0).abs() > 0.1 && still_filling(&calm) {
            warnings.push(warning(
                "warm-up-short",
                format!("{}: {first:.0} in the first half-year observed and {last:.0} in the last half-year before anything happened.", series.label),
                "The run had not settled when it was first observed: before and after differ for that reason too.",
                "Lengthen time.warmup_days.",
            ));
        }
    }
}

fn still_filling(calm: &[WeekPoint]) -> bool {
    let half = calm.len() / 2;
    let (a, b, c) =
        (mean(&calm[..26]), mean(&calm[half - 13..half + 13]), mean(&calm[calm.len() - 26..]));
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

    fn of_days_with(sets: &[&str]) -> Vec<String> {
        let text = include_str!("../../tests/fixtures/small.toml");
        let sets = sets.iter().fold(Overrides::none(), |all, one| all.set(*one));
        let scenario =
            crate::scenario::load_str("small.toml", text, &sets).expect("sound").scenario;
        let solved = crate::experiment::normal_times::closed_form(&scenario);
        of_days(&Setting::new(&scenario, &solved)).into_iter().map(|one| one.cause).collect()
    }

    #[test]
    fn days_that_are_too_few_are_told_before_a_run_as_after_it() {
        let long = ["time.warmup_days=20", "time.run_days=780"];
        assert_eq!(of_days_with(&long), [""; 0]);
        assert_eq!(
            of_days_with(&["time.run_days=283"]),
            [
                "The run ends 90 days after the publicity: the year after is not whole.",
                "The time before the publicity that counts is 125 days."
            ]
        );
        let on =
            |date: &str| of_days_with(&[&format!("publicity.0.date={date}"), "time.run_days=900"]);
        assert_eq!(
            on("2021-08-27"),
            [
                "No day before the publicity counts: 35 days are observed, and children of the last weeks before it settle after it."
            ]
        );
        assert_eq!(
            on("2021-07-23"),
            ["No day before the publicity counts: the observed period begins with it."]
        );
        assert_eq!(of_days_with(&["publicity=[]"]), [""; 0]);
    }

    #[test]
    fn few_draws_and_few_replications_of_each_are_told() {
        let ids = |draws, replications| -> Vec<String> {
            of_draws(draws, replications, 10).into_iter().map(|one| one.id).collect()
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
            missed_because: String::new(),
            value: None,
            forecasts: None,
        };
        let told = |used: TargetUse, mean: f64| {
            let mut warnings = Vec::new();
            far_off_scale(&[target(used, mean)], &mut warnings);
            warnings.into_iter().map(|one| one.cause).collect::<Vec<String>>()
        };
        assert_eq!(
            told(TargetUse::ForScale, 0.32),
            [
                "What stands beside the model for scale is off by more than half: on_time 0.32 beside 0.6 to 0.72."
            ]
        );
        assert_eq!(told(TargetUse::ForScale, 0.45), [""; 0]);
        assert_eq!(told(TargetUse::ForScale, 1.2).len(), 1);
        assert_eq!(told(TargetUse::Fit, 0.32), [""; 0], "the table of targets says so");
    }

    #[test]
    fn a_mix_is_off_where_luck_would_not_make_it_so() {
        assert!(!is_off(11.0, 11.4), "11 a year are 351 in the pilot, known to some 5 in 100");
        assert!(is_off(11.0, 14.0));
        assert!(is_off(1000.0, 1040.0) && !is_off(1000.0, 1025.0), "3 in 100 are let pass");
        assert!(!is_off(0.0, 0.0));
    }
}
