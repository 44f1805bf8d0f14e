//! `surge-sim sensitivity`: what the answer hangs on.

use crate::cli::SensitivityArgs;
use crate::error::Error;
use crate::experiment::factors::{of_evidence, parse};
use crate::experiment::identity::key;
use crate::experiment::points::Stop;
use crate::experiment::sensitivity::{Plan, run};
use crate::experiment::warnings::of_points;
use crate::report::study::sensitivity as report;
use crate::results::Each;
use crate::results::studies::Factor;
use crate::results::studies::Sensitivity;
use crate::scenario::Overrides;

use super::limits::{MOST_POINTS, no_key_twice, within};
use super::print;
use super::study::StudyRun;
use super::warned::ENOUGH;
use crate::experiment::Twin;

/// Replications of each point unless the user asks for more: all points have the same chance, which differences do not pay for.
const USUAL: u32 = 10;

pub fn sensitivity(args: &SensitivityArgs) -> Result<(), Error> {
    no_key_twice("--factor", &args.factor)?;
    let replications = args.study.changes.replications.unwrap_or(USUAL);
    // One pair alone has no interval of its difference.
    within("--replications", replications, 2..=u32::MAX)?;
    let mut study = StudyRun::open(&args.study, "sensitivity", &what(args))?;
    study.replications = replications;
    let plan = Plan {
        replications: study.replications,
        trajectories: args.trajectories,
        base: args.base,
        most: args.most,
    };
    let scenario = &study.loaded.scenario;
    let (questions, asked) = study.asked(std::slice::from_ref(&args.measure))?;
    let (fixed, found) = study.with_lab(&questions, Twin::Without, 0, |lab| {
        let (mut factors, fixed) = of_evidence(lab, scenario);
        if !args.factor.is_empty() {
            let given: Result<Vec<Factor>, String> =
                args.factor.iter().map(|written| parse(lab, scenario, written)).collect();
            match given {
                Ok(given) => factors = given,
                Err(why) => return (fixed, Err(Stop::Question(format!("--factor {why}")))),
            }
        }
        let none =
            "the scenario has no [evidence] with low and high: there is nothing to vary".to_owned();
        let Some(first) = factors.first() else { return (fixed, Err(Stop::Question(none))) };
        let points = plan.points(factors.len());
        if points > MOST_POINTS {
            return (
                fixed,
                Err(Stop::Question(format!(
                    "{points} points are too many: ask for fewer trajectories, or a smaller base"
                ))),
            );
        }
        let first = first.truth(Overrides::none(), first.low);
        // How many points there are shows only when the factors are known.
        let lab = crate::experiment::points::Lab {
            planned: u32::try_from(points * u64::from(plan.replications)).unwrap_or(u32::MAX),
            ..*lab
        };
        let found = study
            .estimate(&lab, &first, points as usize, true)
            .and_then(|()| run(&lab, factors, plan));
        (fixed, found)
    });
    let (written, factors, points) = found.map_err(|stop| study.stopped(stop))?;
    let Some(asked) = asked.into_iter().next() else { return Ok(()) };
    let result = Sensitivity {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        name: scenario.name.clone(),
        scenario: key(scenario, Twin::Without),
        seed: scenario.replications.seed,
        replications: study.replications,
        points,
        trajectories: args.trajectories,
        base: args.base,
        asked,
        written,
        factors,
        fixed: if args.factor.is_empty() { fixed } else { Vec::new() },
        warnings: (study.replications < USUAL)
            .then(|| of_points(study.replications, Each::Point))
            .flatten()
            .into_iter()
            // Enough for it to warn of the scenario alone: of few replications of a point the line above warns.
            .chain(study.warnings(study.replications.max(ENOUGH))?)
            .collect(),
    };
    let about = study.about("sensitivity scenario.toml", &result.warnings);
    let files = report::write(&study.place, &result, &about, !args.study.no_plots)?;
    print(&report::screen(&result))?;
    print(&format!("\n{points} points in {}\n", study.last_line(&files)))
}

/// What tells one study of a scenario from another: it has a folder of its own.
fn what(args: &SensitivityArgs) -> String {
    let SensitivityArgs { study: _, measure, factor, trajectories, base, most } = args;
    format!("{measure:?} {factor:?} {trajectories} {base} {most}")
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::cli::{Cli, Command};

    #[test]
    fn every_option_of_its_own_has_another_folder() {
        let what_of = |more: &str| {
            let line = format!("surge-sim sensitivity x.toml {more}");
            match Cli::parse_from(line.split_whitespace()).command {
                Some(Command::Sensitivity(args)) => what(&args),
                other => panic!("{other:?}"),
            }
        };
        for more in
            ["--most 3", "--base 8", "--trajectories 2", "--measure missed", "--factor a=1..2"]
        {
            assert_ne!(what_of(more), what_of(""), "{more}");
        }
        assert_eq!(what_of("--quiet"), what_of(""));
    }
}
