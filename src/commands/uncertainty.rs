//! `surge-sim SCENARIO --uncertainty N`: the numbers drawn from the ranges of their evidence.

use crate::cli::{RunArgs, StudyArgs};
use crate::error::Error;
use crate::experiment::factors::{of_evidence, truths};
use crate::experiment::uncertainty::{draws, questions, run};
use crate::experiment::warnings::of_draws;
use crate::measure::{Indicator, ratings};
use crate::model::organisation::facts::courses;
use crate::report::study::uncertainty as report;
use crate::results::studies::Uncertainty;

use super::print;
use super::study::StudyRun;
use super::warned::ENOUGH;
use crate::experiment::Twin;

/// Replications of each draw unless the user asks for more: luck is averaged over draws as well.
const INSIDE: u32 = 10;
/// What is asked.
const ASKED: [&str; 3] =
    [Indicator::MissRate.name(), Indicator::Missed.name(), Indicator::ExpectedHarms.name()];

pub fn uncertainty(file: &std::path::Path, args: &RunArgs, count: u32) -> Result<(), Error> {
    if !(2..=100_000).contains(&count) {
        return Err(Error::Request(format!(
            "--uncertainty {count}: must be from 2 to 100000 draws"
        )));
    }
    let study_args = StudyArgs {
        file: file.to_owned(),
        changes: args.changes.clone(),
        machine: args.machine.clone(),
        out: args.out.clone(),
        force: args.force,
        no_plots: args.no_plots,
    };
    let mut study = StudyRun::open(&study_args, "uncertainty", &count.to_string())?;
    // Two at least: one in each draw could not tell luck from what is not known.
    study.replications = args.changes.replications.unwrap_or(INSIDE).max(2);
    let scenario = &study.loaded.scenario;
    let (asked_questions, asked) = study.asked(&ASKED.map(str::to_owned))?;
    let ratings = ratings(&scenario.names());
    let questions = questions(&asked_questions, &ratings);
    let courses = courses(scenario);
    // The scenario as written, the draws, and as many courses of each mechanism that has any.
    let points = 1 + count as usize * (1 + courses.len());
    let planned = points as u64 * u64::from(study.replications);
    let (factors, fixed, found) = study.with_lab(&questions, Twin::Without, planned, |lab| {
        let (factors, fixed) = of_evidence(lab, scenario);
        if factors.is_empty() {
            let why = "the scenario has no [evidence] with low and high: there is nothing to draw; surge-sim explain evidence says how a range is written".to_owned();
            return (factors, fixed, Err(crate::experiment::points::Stop::Question(why)));
        }
        let values = draws(&factors, count);
        let found = study
            .estimate(lab, &truths(&factors, &values[0]), points, true)
            .and_then(|()| run(lab, &factors, values, study.replications, &courses));
        (factors, fixed, found)
    });
    let found = found.map_err(|stop| study.stopped(stop))?;
    let result = Uncertainty {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        name: scenario.name.clone(),
        seed: scenario.replications.seed,
        draws: count,
        replications: study.replications,
        factors,
        fixed,
        measures: found.spreads(&asked),
        points: found.drawn(asked.len()),
        rated: found.rated(&ratings, asked.len()),
        warnings: of_draws(count, study.replications, INSIDE)
            .into_iter()
            .chain(study.warnings(study.replications.max(ENOUGH))?)
            .collect(),
    };
    let about = study.about(&format!("scenario.toml --uncertainty {count}"), &result.warnings);
    let written = report::write(&study.place, &result, &about, !args.no_plots)?;
    print(&report::screen(&result))?;
    print(&format!("\n{count} draws in {}\n", study.last_line(&written)))
}
