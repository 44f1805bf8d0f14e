//! `surge-sim calibrate`: values that meet the targets.

use std::path::{Component, Path, PathBuf};

use crate::cli::CalibrateArgs;
use crate::error::Error;
use crate::experiment::calibrate::{CalibrateFound, Search, aims, held_out, questions, run};
use crate::experiment::factors::{self};
use crate::experiment::normal_times::closed_form;
use crate::experiment::prove::{prove, proved};
use crate::model::Setting;
use crate::report::study::calibrate as report;
use crate::results::studies::Factor;
use crate::results::studies::Proof;
use crate::results::studies::{Calibrated, Use};
use crate::scenario::variant::{self, Stated, VariantWords};
use crate::words::study::calibrate::finding;

use super::limits::{MOST_POINTS, no_key_twice, within};
use super::print;
use super::study::StudyRun;
use crate::experiment::Twin;

pub fn calibrate(args: &CalibrateArgs) -> Result<(), Error> {
    let left_out = left_out(&args.leave_out)?;
    no_key_twice("--fit", &args.fit)?;
    let search = search(args)?;
    let fits = args.prove.unwrap_or(1);
    let points = planned_points(search, fits)?;
    let what = format!(
        "{:?} {:?} {} {:?} {}",
        args.fit, args.leave_out, args.waves, args.points, args.search_replications
    );
    let study = StudyRun::open(&args.study, "calibrate", &what)?;
    let scenario = &study.loaded.scenario;
    let solved = closed_form(scenario);
    let (aims, unasked) = aims(scenario, &Setting::new(scenario, &solved), &left_out);
    let fitted_to = aims.iter().filter(|aim| aim.used == Use::Fit).count();
    if fitted_to == 0 {
        return Err(Error::Request(
            "the scenario has no [[targets]] with use = \"fit\" that can be fitted to".to_owned(),
        ));
    }
    // No question yet: only whether both ends of each range make a sound scenario.
    let factors = study.with_lab(&[], Twin::Without, 0, |lab| {
        args.fit
            .iter()
            .map(|written| factors::parse(lab, scenario, written))
            .collect::<Result<Vec<Factor>, String>>()
    });
    let factors = factors.map_err(|reason| Error::Request(format!("--fit {reason}")))?;
    if factors.len() > fitted_to {
        return Err(Error::Request(format!(
            "{} numbers cannot be fitted to {fitted_to} targets: name fewer, or mark more targets use = \"fit\"",
            factors.len()
        )));
    }
    let questions = questions(&aims);
    let planned = points * u64::from(search.replications);
    let first = factors::truths(
        &factors,
        &crate::experiment::calibrate::values(&factors, &vec![0.5; factors.len()]),
    );
    let scored = study.replications;
    let each = search.replications..=search.replications;
    if args.prove.is_some() {
        let found = study.with_lab(&questions, Twin::Without, planned, |lab| {
            study.estimate_of(lab, &first, points as usize, each.clone(), true)?;
            prove(lab, &factors, &aims, search, scored, fits)
        });
        let (fitted, pairs) = found.map_err(|stop| study.stopped(stop))?;
        let (proved, trade_offs) = proved(&factors, &fitted, &pairs);
        let proof = Proof {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            name: scenario.name.clone(),
            fits,
            points: search.points_run(),
            factors: proved,
            trade_offs,
            each: fitted,
        };
        return print(&report::proof(&proof));
    }
    let found = study.with_lab(&questions, Twin::Without, planned, |lab| {
        study.estimate_of(lab, &first, points as usize, each.clone(), true)?;
        run(lab, &factors, &aims, search, scored)
    });
    let found = found.map_err(|stop| study.stopped(stop))?;
    let targets = found.scored(&aims);
    let result = Calibrated {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        name: scenario.name.clone(),
        seed: scenario.replications.seed,
        replications: search.replications,
        replications_scored: scored,
        points: found.points,
        fitted: found.fitted(&factors),
        trade_offs: found.trade_offs(&factors),
        misfit: found.fit.misfit,
        held_out_before: held_out(&targets, |target| target.before),
        held_out_after: held_out(&targets, |target| target.after),
        targets,
        unasked,
        warnings: study.warnings(scored)?,
    };
    let variant = variant_text(args, &study, &factors, &found, &result)?;
    let about = study.about("calibrate scenario.toml", &result.warnings);
    let written = report::write(&study.place, &result, &variant, &about, !args.study.no_plots)?;
    print(&report::screen(&result))?;
    print(&format!(
        "\n{} points in {}; the values stand in fitted.toml\n",
        result.points,
        study.last_line(&written)
    ))
}

/// No search has more points than this: its design is a Sobol' sequence, which has so many here.
const LONGEST: u32 = 1 << 16;
/// Numbers that one search can fit: its design has so many dimensions.
const WIDEST: usize = 256;

/// How a search is made.
fn search(args: &CalibrateArgs) -> Result<Search, Error> {
    if args.fit.len() > WIDEST {
        return Err(Error::Request(format!(
            "--fit: {} numbers are too many for one search: no more than {WIDEST}",
            args.fit.len()
        )));
    }
    within("--waves", args.waves, 1..=u32::MAX)?;
    // Fewer than four make no surface, even a straight one.
    if let Some(points) = args.points {
        within("--points", points, 4..=LONGEST)?;
    }
    // One replication has no error by which a point could be weighed.
    within("--search-replications", args.search_replications, 2..=u32::MAX)?;
    if let Some(fits) = args.prove {
        within("--prove", fits, 1..=u32::MAX)?;
    }
    Ok(Search {
        waves: args.waves,
        points: args.points.unwrap_or(10 * args.fit.len() as u32),
        replications: args.search_replications,
    })
}

/// The points of all fits, and the three of the scores; refused where they are too many.
fn planned_points(search: Search, fits: u32) -> Result<u64, Error> {
    let one = u64::from(search.waves) * u64::from(search.points);
    if one > u64::from(LONGEST) {
        return Err(Error::Request(format!(
            "{one} points are too many for one search: no more than {LONGEST}; give fewer --waves, or fewer --points"
        )));
    }
    let all = one * u64::from(fits);
    if all > MOST_POINTS {
        return Err(Error::Request(format!(
            "{all} points are too many: no more than {MOST_POINTS}; give a smaller --prove, fewer --waves, or fewer --points"
        )));
    }
    Ok(all + 3)
}

/// Stretches of time whose targets are not fitted to, as `from..to`.
fn left_out(written: &[String]) -> Result<Vec<(jiff::civil::Date, jiff::civil::Date)>, Error> {
    let one = |text: &String| -> Option<(jiff::civil::Date, jiff::civil::Date)> {
        let (from, to) = text.split_once("..")?;
        Some((from.trim().parse().ok()?, to.trim().parse().ok()?))
    };
    written
        .iter()
        .map(|text| {
            let (from, to) = one(text).ok_or_else(|| {
                Error::Request(format!(
                    "--leave-out {text}: must be two dates, as in 2009-04-01..2010-03-31"
                ))
            })?;
            if to < from {
                return Err(Error::Request(format!(
                    "--leave-out {text}: the dates are the wrong way round: it ends before it begins"
                )));
            }
            Ok((from, to))
        })
        .collect()
}

fn variant_text(
    args: &CalibrateArgs,
    study: &StudyRun,
    factors: &[Factor],
    found: &CalibrateFound,
    result: &Calibrated,
) -> Result<String, Error> {
    let stated: Vec<Stated> = result
        .fitted
        .iter()
        .zip(&found.values)
        .map(|(one, &value)| Stated {
            path: one.factor.path.clone(),
            value,
            whole: one.factor.whole,
            source: format!(
                "fitted to the scenario's targets; searched from {} to {}{}",
                one.factor.low,
                one.factor.high,
                if one.determined { "" } else { "; not determined by them" }
            ),
            low: one.low,
            high: one.high,
        })
        .collect();
    let paths: Vec<&str> = factors.iter().map(|factor| factor.path.as_str()).collect();
    let mut comment = vec![
        format!(
            "Made by `surge-sim calibrate`, version {}: {} points of {} replications.",
            result.version, result.points, result.replications
        ),
        format!("Fitted: {}.", paths.join(", ")),
        "low and high in [evidence] are the region that holds 90 % of what agrees with the targets.".to_owned(),
    ];
    comment.extend(finding(result));
    let extends = relative(study.place.shown(), &args.study.file);
    let scenario = &study.loaded.scenario;
    let name = format!("{}, fitted", scenario.name);
    let words = VariantWords {
        comment: &comment,
        extends: &extends,
        name: &name,
        description: &scenario.description,
    };
    variant::text(&words, scenario, &stated).map_err(Error::Request)
}

/// A file as seen from a folder.
fn relative(folder: &Path, file: &Path) -> String {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (folder, file) = (whole(folder), whole(file));
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (folder.components().collect(), file.components().collect());
    let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n(PathBuf::from(".."), from.len() - same);
    let down = to[same..].iter().map(|part| PathBuf::from(part.as_os_str()));
    // `extends` has forward slashes on every system.
    up.chain(down).collect::<PathBuf>().to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::cli::{Cli, Command};

    fn args(more: &str) -> CalibrateArgs {
        let line = format!("surge-sim calibrate x.toml --fit a.b=1..2 {more}");
        match Cli::parse_from(line.split_whitespace()).command {
            Some(Command::Calibrate(args)) => args,
            other => panic!("{other:?}"),
        }
    }

    fn asked(more: &str) -> Result<u64, String> {
        let args = args(more);
        search(&args)
            .and_then(|search| planned_points(search, args.prove.unwrap_or(1)))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_search_that_cannot_be_made_is_refused_and_told_the_limits() {
        assert_eq!(asked(""), Ok(33));
        assert_eq!(asked("--waves 1 --points 65536"), Ok(65_539));
        assert_eq!(asked("--points 4 --search-replications 2 --prove 2"), Ok(27));
        for (more, why) in [
            ("--waves 0", "--waves 0: must be 1 or more"),
            ("--points 3", "--points 3: must be from 4 to 65536"),
            ("--points 70000", "--points 70000: must be from 4 to 65536"),
            ("--search-replications 1", "--search-replications 1: must be 2 or more"),
            ("--prove 0", "--prove 0: must be 1 or more"),
            ("--waves 17 --points 4096", "69632 points are too many for one search"),
            ("--waves 4294967295 --points 65536", "points are too many for one search"),
            ("--prove 4294967295", "points are too many: no more than 100000"),
        ] {
            assert!(asked(more).is_err_and(|told| told.contains(why)), "{more}: {:?}", asked(more));
        }
    }

    #[test]
    fn what_is_left_out_is_a_stretch_of_time() {
        let refused = |text: &str| left_out(&[text.to_owned()]).is_err();
        assert!(!refused("2009-04-01..2010-03-31") && !refused("2009-04-01..2009-04-01"));
        assert!(refused("2010-03-31..2009-04-01") && refused("last year"));
    }
}
