//! `surge-sim optimise`: the best mix for a budget, or the cheapest that keeps a target.

use crate::cli::OptimiseArgs;
use crate::error::Error;
use crate::experiment::optimise::{FIRST, NoAnswer, OptimiseFound, run};
use crate::experiment::points::{Question, When};
use crate::experiment::sweep::{change, grid};
use crate::measure::Indicator;
use crate::report::format;
use crate::report::study::optimise as report;
use crate::results::studies::FactorLevels;
use crate::results::studies::{AskedMeasure, Goal, Optimised, Rules};

use super::limits::{no_key_twice, within};
use super::print;
use super::study::{StudyRun, sound};
use crate::experiment::Twin;

/// More options than this are not ranked at once.
const MOST_OPTIONS: usize = 500;

pub fn optimise(args: &OptimiseArgs) -> Result<(), Error> {
    let levers: Result<Vec<FactorLevels>, _> =
        args.levers.iter().map(|written| FactorLevels::parse(written)).collect();
    let levers =
        levers.map_err(|bad| Error::Request(bad.to_string().replacen("--vary", "--levers", 1)))?;
    let options =
        grid(&levers).filter(|options| options.len() <= MOST_OPTIONS).ok_or_else(|| {
            let count: f64 = levers.iter().map(|axis| axis.levels.len() as f64).product();
            Error::Request(format!(
                "{count:.0} options are too many to rank: no more than {MOST_OPTIONS}"
            ))
        })?;
    no_key_twice("--levers", &args.levers)?;
    let (goal, measure) = goal(args)?;
    if !(0.5..1.0).contains(&args.confidence) {
        return Err(Error::Request(format!(
            "--confidence {}: must be from 0.5 to below 1",
            args.confidence
        )));
    }
    if args.indifference.is_some_and(|zone| zone.is_nan() || zone <= 0.0) {
        return Err(Error::Request("--indifference: must be more than 0".to_owned()));
    }
    let study = StudyRun::open(&args.study, "optimise", &what(args, &levers, goal, &measure))?;
    // One replication has no spread to decide by.
    within("--replications", study.replications, 2..=u32::MAX)?;
    let scenario = &study.loaded.scenario;
    if scenario.costs.is_none() {
        return Err(Error::Request("the scenario has no [costs]: what an option costs cannot be told; surge-sim explain costs says what it holds".to_owned()));
    }
    let (mut questions, asked) = study.asked(std::slice::from_ref(&measure))?;
    let Some(asked) = asked.into_iter().next() else { return Ok(()) };
    suits(goal, args.target.as_deref(), &asked)?;
    questions.push(Question {
        id: Indicator::Money.name().to_owned(),
        when: When::Observed,
        against: None,
    });
    for levels in &options {
        sound(&study, &change(&levers, levels))?;
    }
    let rules = Rules {
        goal,
        confidence: args.confidence,
        indifference: args.indifference.unwrap_or(1.0),
        most: study.replications,
    };
    // Money is counted over all that is observed, and a budget is for a year.
    let years = f64::from(scenario.time.run_days) / 365.25;
    let planned = options.len() as u64 * u64::from(FIRST);
    let found = study.with_lab(&questions, Twin::Without, planned, |lab| {
        let first = change(&levers, &options[0]);
        // Options that stay in play go on from the first look to the most.
        let looks = FIRST.min(rules.most)..=rules.most;
        study.estimate_of(lab, &first, options.len() + 1, looks, false)?;
        run(lab, &levers, &options, rules, years)
    });
    let OptimiseFound { written, options, best, settled } = found.map_err(|why| match why {
        NoAnswer::Stop(stop) => study.stopped(stop),
        NoAnswer::TooLittle(least) => Error::Request(format!(
            "--budget: no option costs so little; the cheapest costs some {} pounds a year more than the scenario as written",
            format::number((least / 1000.0).round() * 1000.0, 0)
        )),
    })?;
    let result = Optimised {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        name: scenario.name.clone(),
        seed: scenario.replications.seed,
        rules,
        levers,
        asked,
        written,
        options,
        best,
        settled,
        warnings: study.warnings(rules.most)?,
    };
    let about = study.about("optimise scenario.toml", &result.warnings);
    let files = report::write(&study.place, &result, &about, !args.study.no_plots)?;
    print(&report::screen(&result))?;
    print(&format!("\n{} options in {}\n", result.options.len(), study.last_line(&files)))
}

/// What tells one search of a scenario from another: it has a folder of its own.
fn what(args: &OptimiseArgs, levers: &[FactorLevels], goal: Goal, measure: &str) -> String {
    format!("{levers:?} {goal:?} {measure} {} {:?}", args.confidence, args.indifference)
}

/// Refuses a goal that the measure cannot have; `target` is the one that was written.
fn suits(goal: Goal, target: Option<&str>, measure: &AskedMeasure) -> Result<(), Error> {
    let AskedMeasure { id, unit, .. } = measure;
    let (share, target) = (unit == "share", target.unwrap_or_default().trim());
    let per_cent = target.ends_with('%');
    let why = match goal {
        Goal::Budget(_) if share => {
            format!(
                "--measure {id}: options are ranked by counts: ask for missed, or expected_harms"
            )
        }
        Goal::Target { below, .. } if share && !(0.0..=1.0).contains(&below) => {
            let meant = match below {
                1.0..=100.0 if !per_cent => {
                    format!("; with a sign of per cent it would be {id}<{below}%")
                }
                _ => String::new(),
            };
            format!("--target {target}: a share is from 0 to 1, or from 0% to 100%{meant}")
        }
        Goal::Target { .. } if per_cent && !share => {
            format!(
                "--target {target}: {id} is in {unit} and no share: leave the sign of per cent out"
            )
        }
        _ => return Ok(()),
    };
    Err(Error::Request(why))
}

/// What is wanted, and of which measure.
fn goal(args: &OptimiseArgs) -> Result<(Goal, String), Error> {
    match (args.budget, &args.target) {
        (Some(budget), None) if budget.is_finite() => Ok((
            Goal::Budget(budget),
            args.measure.clone().unwrap_or_else(|| Indicator::Missed.name().to_owned()),
        )),
        (None, Some(target)) => {
            let wrong = || {
                Error::Request(format!(
                    "--target {target}: must be written measure<value, as in miss_rate<60%"
                ))
            };
            let (measure, value) = target.split_once('<').ok_or_else(wrong)?;
            let (text, per_cent) = match value.trim().strip_suffix('%') {
                Some(text) => (text.trim(), true),
                None => (value.trim(), false),
            };
            let value: f64 = text.parse().ok().filter(|x: &f64| x.is_finite()).ok_or_else(wrong)?;
            if !(0.0..1.0).contains(&args.runs) {
                return Err(Error::Request(format!(
                    "--runs {}: must be a share, as in 0.9 for nine runs of ten",
                    args.runs
                )));
            }
            let below = if per_cent { value / 100.0 } else { value };
            Ok((Goal::Target { below, runs: args.runs }, measure.trim().to_owned()))
        }
        _ => Err(Error::Request(
            "say what is wanted: --budget POUNDS a year, or --target, as in miss_rate<60%"
                .to_owned(),
        )),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::cli::{Cli, Command};
    use crate::measure::Better;

    fn args(more: &str) -> OptimiseArgs {
        let line = format!("surge-sim optimise x.toml --levers a.b=1..2:1 {more}");
        match Cli::parse_from(line.split_whitespace()).command {
            Some(Command::Optimise(args)) => args,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_option_of_its_own_has_another_folder() {
        let what_of = |more: &str| {
            let args = args(more);
            let (goal, measure) = goal(&args).expect("sound");
            what(&args, &[], goal, &measure)
        };
        let plain = what_of("--budget 5");
        for more in ["--budget 6", "--budget 5 --confidence 0.9", "--budget 5 --indifference 2"] {
            assert_ne!(what_of(more), plain, "{more}");
        }
        let target = what_of("--target missed<5");
        assert_ne!(what_of("--target missed<5 --runs 0.8"), target);
    }

    #[test]
    fn a_target_is_one_that_the_measure_can_have() {
        let refused = |target: &str, unit: &str| {
            let measure = AskedMeasure {
                id: "x".into(),
                label: String::new(),
                unit: unit.into(),
                better: Better::Lower,
                named: false,
                period: String::new(),
            };
            let args = args(&format!("--target x<{target}"));
            let (goal, _) = goal(&args).expect("it can be read");
            suits(goal, args.target.as_deref(), &measure).map_err(|error| error.to_string()).err()
        };
        for (target, unit) in [("60%", "share"), ("1", "share"), ("0.6", "share"), ("1.5", "days")]
        {
            assert_eq!(refused(target, unit), None, "{target} {unit}");
        }
        let share = "a share is from 0 to 1, or from 0% to 100%";
        for (target, unit, why) in [
            ("1.5", "share", format!("{share}; with a sign of per cent it would be x<1.5%")),
            ("150%", "share", share.to_owned()),
            ("-1", "share", share.to_owned()),
            (
                "60%",
                "children",
                "x is in children and no share: leave the sign of per cent out".into(),
            ),
        ] {
            let told = refused(target, unit);
            assert_eq!(told, Some(format!("error: --target x<{target}: {why}")));
        }
    }
}
