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
use crate::results::studies::{Goal, Optimised, Rules};

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
    let study = StudyRun::open(
        &args.study,
        "optimise",
        &format!("{levers:?} {goal:?} {measure} {}", args.confidence),
    )?;
    let scenario = &study.loaded.scenario;
    if scenario.costs.is_none() {
        return Err(Error::Request("the scenario has no [costs]: what an option costs cannot be told; surge-sim explain costs says what it holds".to_owned()));
    }
    let (mut questions, asked) = study.asked(std::slice::from_ref(&measure))?;
    let Some(asked) = asked.into_iter().next() else { return Ok(()) };
    if matches!(goal, Goal::Budget(_)) && asked.unit == "share" {
        return Err(Error::Request(format!(
            "--measure {measure}: options are ranked by counts: ask for missed, or expected_harms"
        )));
    }
    if let Goal::Target { below, .. } = goal
        && asked.unit == "share"
        && !(0.0..=2.0).contains(&below)
    {
        return Err(Error::Request(format!(
            "--target {measure}<{below}: a share is from 0 to 1; with a sign of per cent it would be {measure}<{below}%"
        )));
    }
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
        // One replication has no spread to decide by.
        most: study.replications.max(2),
    };
    // Money is counted over all that is observed, and a budget is for a year.
    let years = f64::from(scenario.time.run_days) / 365.25;
    let planned = options.len() as u64 * u64::from(FIRST);
    let found = study.with_lab(&questions, Twin::Without, planned, |lab| {
        let first = change(&levers, &options[0]);
        study.estimate_of(lab, &first, options.len() + 1, FIRST.min(rules.most), false)?;
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
