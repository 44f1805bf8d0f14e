//! `surge-sim gallery`: what every scenario of a folder shows, as pictures on one page.

use std::path::{Path, PathBuf};

use crate::cli::GalleryArgs;
use crate::error::Error;
use crate::experiment::comparison::{AboutComparison, NamedSide, Runs, compare};
use crate::report::files::FilesError;
use crate::report::gallery::{self, GalleryScenario};
use crate::report::plot::{self, Drawing};
use crate::report::shell;
use crate::results::RunResult;

use super::place::{self, Inputs};
use super::sides::{self, FinishedSide, SideOptions};
use super::words::counted;
use super::{interrupt, library, print, threads};
use crate::experiment::Twin;

/// Figures of a scenario that stands by itself.
const OWN: [&str; 3] = ["referral-surge", "misses-by-route", "where-children-ended-up"];
/// Figures of one that differs from another.
const BESIDE: [&str; 1] = ["differences"];

type Pictures = Vec<(&'static str, Drawing)>;

pub fn gallery(args: &GalleryArgs) -> Result<(), Error> {
    let files = library::scenarios(&args.folder)?;
    let place = place::open(&args.out, args.force, "gallery", Inputs::none().source(&args.folder))?;
    let paths: Vec<PathBuf> = files.iter().map(|file| args.folder.join(file)).collect();
    threads::begin_for(args.machine.threads, paths.iter().map(PathBuf::as_path), &args.changes());
    let how =
        SideOptions { twin: Twin::With, machine: &args.machine, interrupted: interrupt::watch() };
    let extends = |file: &String| Ok::<_, Error>(library::written(&args.folder.join(file))?.0);
    let extended: Vec<Option<String>> = files.iter().map(extends).collect::<Result<_, _>>()?;
    let mut kept: Vec<(String, FinishedSide, RunResult)> = Vec::new();
    let mut entries = Vec::new();
    for (file, base) in files.iter().zip(&extended) {
        let prepared = sides::prepare(&args.folder.join(file), &args.changes(), &args.machine)?;
        let side = sides::side(prepared, how)?;
        let result = side.result();
        let base = base.as_ref().and_then(|base| kept.iter().find(|(file, ..)| file == base));
        let beside =
            base.and_then(|(_, base, of_base)| pictures_beside((base, of_base), (&side, &result)));
        let (against, pictures) = match beside {
            Some(pictures) => (base.map(|(file, ..)| file.clone()), pictures),
            None => (None, own_pictures(&result)),
        };
        entries.push(GalleryScenario {
            file: file.clone(),
            name: result.name.clone(),
            question: result.description.clone(),
            against,
            replications: side.experiment.finished.count(),
            warnings: result.warnings.clone(),
            pictures: pictures.map_err(FilesError::from)?,
        });
        // Only what a later scenario extends: the replications of all of them would fill the memory.
        if extended.iter().flatten().any(|base| base == file) {
            kept.push((file.clone(), side, result));
        }
    }
    let written = gallery::write(&place, &entries, &command(args))?;
    place::told(&written);
    print(&format!(
        "{}, {} files in {}\n",
        counted(entries.len(), "scenario"),
        written.files.len(),
        written.folder.display()
    ))
}

fn own_pictures(result: &RunResult) -> Result<Pictures, plot::PlotError> {
    let wanted = plot::figures().iter().filter(|figure| OWN.contains(&figure.stem));
    wanted.map(|figure| Ok((figure.stem, figure.draw(result)?))).collect()
}

/// Those of a comparison; `None` where the two are about other days, or have other chance.
fn pictures_beside(
    (base, of_base): (&FinishedSide, &RunResult),
    (side, result): (&FinishedSide, &RunResult),
) -> Option<Result<Pictures, plot::PlotError>> {
    if base.prepared.loaded.scenario.replications != side.prepared.loaded.scenario.replications {
        return None;
    }
    let (known, own) = (base.prepared.setting(), side.prepared.setting());
    let runs = [
        Runs { setting: &known, experiment: &base.experiment },
        Runs { setting: &own, experiment: &side.experiment },
    ];
    let named = |result: &RunResult| NamedSide {
        id: result.run_id.clone(),
        name: result.name.clone(),
        hash: result.scenario_hash.clone(),
        warnings: result.warnings.clone(),
    };
    let about = AboutComparison {
        run_id: result.run_id.clone(),
        sides: vec![named(of_base), named(result)],
        baseline: 0,
        notes: Vec::new(),
        // Pictures alone are made of it, and nothing is printed.
        not_for: "",
    };
    let found = compare(&runs, about).ok()?;
    let results = [of_base.clone(), result.clone()];
    let wanted = plot::comparison::figures().iter().filter(|figure| BESIDE.contains(&figure.stem));
    Some(wanted.map(|figure| Ok((figure.stem, figure.draw(&found, &results)?))).collect())
}

/// The command that makes this gallery again.
fn command(args: &GalleryArgs) -> String {
    let path = |path: &Path| shell::posix(&shell::file(&path.display().to_string()));
    let count =
        args.replications.map_or_else(String::new, |count| format!(" --replications {count}"));
    format!("surge-sim gallery {} --out {}{count}", path(&args.folder), path(&args.out))
}
