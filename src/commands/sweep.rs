//! `surge-sim sweep`: one scenario at every point of a grid.

use crate::cli::SweepArgs;
use crate::error::Error;
use crate::experiment::sweep::{self, MOST_POINTS, change, grid};
use crate::measure::Indicator;
use crate::report::study::sweep as report;
use crate::results::studies::{FactorLevels, Sweep};

use super::limits::no_key_twice;
use super::print;
use super::study::{StudyRun, sound};
use crate::experiment::Twin;

/// What is asked unless the user asks for something else.
const USUAL: [&str; 3] =
    [Indicator::MissRate.name(), Indicator::Missed.name(), Indicator::ExpectedHarms.name()];

pub fn sweep(args: &SweepArgs) -> Result<(), Error> {
    let axes: Result<Vec<FactorLevels>, _> =
        args.vary.iter().map(|written| FactorLevels::parse(written)).collect();
    let axes = axes.map_err(|bad| Error::Request(bad.to_string()))?;
    no_key_twice("--vary", &args.vary)?;
    let points = grid(&axes).ok_or_else(|| {
        let count: f64 = axes.iter().map(|axis| axis.levels.len() as f64).product();
        Error::Request(format!(
            "{count:.0} points are too many: no sweep has more than {MOST_POINTS}"
        ))
    })?;
    let ids: Vec<String> = if args.measure.is_empty() {
        USUAL.map(str::to_owned).into()
    } else {
        args.measure.clone()
    };
    if let Some(twice) = ids.iter().enumerate().find(|(i, id)| ids[..*i].contains(id)) {
        return Err(Error::Request(format!("--measure {}: is asked for twice", twice.1)));
    }
    let study = StudyRun::open(&args.study, "sweep", &format!("{axes:?} {ids:?}"))?;
    let (questions, measures) = study.asked(&ids)?;
    // All of them before any is run: the last may make no sound scenario.
    for levels in &points {
        sound(&study, &change(&axes, levels))?;
    }
    let planned = (points.len() as u64 + 1) * u64::from(study.replications);
    let found = study.with_lab(&questions, Twin::Without, planned, |lab| {
        study.estimate(lab, &change(&axes, &points[0]), points.len() + 1, false)?;
        sweep::run(lab, &axes, &points, study.replications)
    });
    let found = found.map_err(|stop| study.stopped(stop))?;
    let scenario = &study.loaded.scenario;
    let result = Sweep {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        name: scenario.name.clone(),
        seed: scenario.replications.seed,
        replications: study.replications,
        axes,
        measures,
        written: found.written,
        points: found.points,
        warnings: study.warnings(study.replications)?,
    };
    let about = study.about("sweep scenario.toml", &result.warnings);
    let written = report::write(&study.place, &result, &about, !args.study.no_plots)?;
    print(&report::screen(&result))?;
    print(&format!("\n{} points in {}\n", result.points.len(), study.last_line(&written)))
}
