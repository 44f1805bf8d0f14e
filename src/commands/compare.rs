//! `surge-sim compare A B …`: scenarios on the same chance, each against a baseline.

use std::collections::BTreeSet;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::cli::CompareArgs;
use crate::error::Error;
use crate::experiment::comparison::{
    self, AboutComparison, Incomparable, NamedSide, Runs, SharedHeadline,
};
use crate::experiment::identity::identified;
use crate::measure::left_out::NOT_FOR;
use crate::model::Setting;
use crate::report::comparison::screen as comparison_screen;
use crate::report::files::{self, WrittenFiles, folder_name};
use crate::report::{json, terminal};
use crate::results::RunResult;
use crate::results::comparison::{Against, ComparisonResult, Note};
use crate::scenario::{Loaded, Solved};
use crate::words::rule::in_short;

use super::finish::console_width;
use super::place::{self, Inputs};
use super::sides::{self, FinishedSide, Prepared, SideOptions};
use super::words::counted;
use super::{again, interrupt, note, note_screen, print, print_json, print_screen, threads};
use crate::experiment::Twin;

/// A folder of a longer name tells only its first scenario.
const LONGEST: usize = 120;

pub fn compare(args: &CompareArgs) -> Result<(), Error> {
    let begun = Instant::now();
    let baseline = baseline(args)?;
    // Before the first pilot: the pool is made once, and by whoever works first.
    threads::begin_for(
        args.machine.threads,
        args.files.iter().map(PathBuf::as_path),
        &args.changes,
    );
    let (prepared, mut notes) = prepared(args, baseline)?;
    let named = named(&prepared);
    let headline = headline(&prepared, baseline)?;
    notes.extend(without_publicity(&prepared, headline));
    let run_id = run_id(&prepared, baseline, args);
    let folder = folder(args, baseline, &named, &run_id);
    let place = place::open(&folder, args.force, "compare", inputs(&prepared))?;
    let how = SideOptions {
        twin: Twin::unless(args.no_counterfactual),
        machine: &args.machine,
        interrupted: interrupt::watch(),
    };
    let sides = sides::all(prepared, baseline, how)?;
    let results: Vec<RunResult> = sides.iter().map(FinishedSide::result).collect();
    let about = AboutComparison {
        run_id,
        sides: hashed(named, &results),
        baseline,
        notes,
        not_for: NOT_FOR,
    };
    let comparison = compared(&sides, about)?;
    show(args, &comparison, &results)?;
    let prepared = |side: usize| (&sides[side].prepared.loaded, &sides[side].prepared.solved);
    let other = |against: &Against| {
        let (loaded, solved) = prepared(against.side);
        (comparison.side(against).id.as_str(), loaded, solved)
    };
    let others: Vec<(&str, &Loaded, &Solved)> = comparison.against.iter().map(other).collect();
    let page = again::of_comparison(prepared(baseline), &others, how.twin);
    let written = files::write_comparison(&place, &comparison, &results, &page, !args.no_plots)?;
    last_line(args, &comparison, &written, begun)
}

fn inputs(prepared: &[Prepared]) -> Inputs {
    prepared.iter().fold(Inputs::none(), |all, one| all.scenario(&one.file, &one.loaded))
}

fn last_line(
    args: &CompareArgs,
    found: &ComparisonResult,
    written: &WrittenFiles,
    begun: Instant,
) -> Result<(), Error> {
    let last = format!(
        "{} scenarios, {} each, in {:.1} s, {} files in {}",
        found.sides.len(),
        counted(found.replications, "replication"),
        begun.elapsed().as_secs_f64(),
        written.files.len(),
        written.folder.display()
    );
    place::told(written);
    if args.json {
        note(&last);
        return Ok(());
    }
    print(&format!("\n{last}\n"))
}

fn show(args: &CompareArgs, found: &ComparisonResult, results: &[RunResult]) -> Result<(), Error> {
    let on_terminal = std::io::stdout().is_terminal() && !args.json;
    let style = if on_terminal { terminal::Style::Bold } else { terminal::Style::Plain };
    let screen = comparison_screen(found, results, console_width(on_terminal), style);
    if args.json {
        note_screen(&screen);
        let text = json::comparison(found).map_err(|error| Error::Request(error.to_string()))?;
        return print_json(&text);
    }
    print_screen(&screen)
}

/// The place of the baseline among the files.
fn baseline(args: &CompareArgs) -> Result<usize, Error> {
    if args.files.len() < 2 {
        let only = args.files.first().map_or_else(String::new, |file| file.display().to_string());
        return Err(Error::Request(format!(
            "compare needs two scenarios or more; only {only} is named"
        )));
    }
    let Some(wanted) = &args.baseline else { return Ok(0) };
    args.files.iter().position(|file| is_same(file, wanted)).ok_or_else(|| {
        let files: Vec<String> = args.files.iter().map(|file| file.display().to_string()).collect();
        Error::Request(format!(
            "--baseline {}: not among the scenarios to compare, which are {}",
            wanted.display(),
            files.join(", ")
        ))
    })
}

fn is_same(a: &Path, b: &Path) -> bool {
    a == b || matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// The scenarios, all with the baseline's seed and replications, and what was changed for that.
fn prepared(args: &CompareArgs, baseline: usize) -> Result<(Vec<Prepared>, Vec<Note>), Error> {
    let prepare = |file: &PathBuf| sides::prepare(file, &args.changes, &args.machine);
    let prepared: Result<Vec<Prepared>, Error> = args.files.iter().map(prepare).collect();
    let mut prepared = prepared?;
    let wanted = prepared[baseline].loaded.scenario.replications.clone();
    let mut notes = Vec::new();
    for (side, one) in prepared.iter_mut().enumerate() {
        let own = &one.loaded.scenario.replications;
        if own.seed != wanted.seed {
            notes.push(Note::Seed { side, own: own.seed });
        }
        if own.stopping != wanted.stopping {
            notes.push(Note::Replications { side, own: in_short(&own.stopping) });
        }
        if args.files[..side].iter().any(|file| is_same(file, &args.files[side])) {
            notes.push(Note::SameFile { side });
        }
        one.replicate_as(&wanted);
    }
    Ok((prepared, notes))
}

/// Each side's key and name, made its own where two have the same.
fn named(prepared: &[Prepared]) -> Vec<NamedSide> {
    let stem = |one: &Prepared| {
        one.file.file_stem().map_or("scenario".into(), |stem| stem.to_string_lossy().into_owned())
    };
    let (mut ids, mut names) = (BTreeSet::new(), BTreeSet::new());
    prepared
        .iter()
        .map(|one| {
            let id = own(&stem(one), &ids, |stem, n| format!("{stem}-{n}"));
            ids.insert(id.clone());
            let scenario = &one.loaded.scenario.name;
            let alike =
                prepared.iter().filter(|other| other.loaded.scenario.name == *scenario).count() > 1;
            let name = if alike { format!("{scenario} ({id})") } else { scenario.clone() };
            let name = own(&name, &names, |name, n| format!("{name}, {n}"));
            names.insert(name.clone());
            NamedSide { id, name, hash: String::new(), warnings: Vec::new() }
        })
        .collect()
}

fn own(wanted: &str, taken: &BTreeSet<String>, numbered: impl Fn(&str, usize) -> String) -> String {
    if !taken.contains(wanted) {
        return wanted.to_owned();
    }
    (2..)
        .map(|n| numbered(wanted, n))
        .find(|name| !taken.contains(name))
        .expect("fewer names are taken than there are numbers")
}

fn hashed(named: Vec<NamedSide>, results: &[RunResult]) -> Vec<NamedSide> {
    named
        .into_iter()
        .zip(results)
        .map(|(named, result)| NamedSide {
            hash: result.scenario_hash.clone(),
            warnings: result.warnings.clone(),
            ..named
        })
        .collect()
}

/// Asked before anything is run: the period that all sides share.
fn headline(prepared: &[Prepared], baseline: usize) -> Result<SharedHeadline, Error> {
    let settings: Vec<Setting<'_>> = prepared.iter().map(Prepared::setting).collect();
    let settings: Vec<&Setting<'_>> = settings.iter().collect();
    comparison::headline(&settings, baseline).map_err(|why| {
        let (Incomparable::Dates { side, .. } | Incomparable::Window { side, .. }) = why;
        let file = |side: usize| prepared[side].file.display();
        Error::Request(format!("{} cannot be compared with {}: {why}", file(side), file(baseline)))
    })
}

fn without_publicity(prepared: &[Prepared], headline: SharedHeadline) -> Vec<Note> {
    let has = |one: &Prepared| one.setting().surge_day.is_some();
    if headline.publicity || !prepared.iter().any(has) {
        return Vec::new();
    }
    let lacking = prepared.iter().enumerate().filter(|(_, one)| !has(one));
    lacking.map(|(side, _)| Note::NoPublicity { side }).collect()
}

fn compared(sides: &[FinishedSide], about: AboutComparison<'_>) -> Result<ComparisonResult, Error> {
    let settings: Vec<Setting<'_>> = sides.iter().map(|side| side.prepared.setting()).collect();
    let runs: Vec<Runs<'_>> = settings
        .iter()
        .zip(sides)
        .map(|(setting, side)| Runs { setting, experiment: &side.experiment })
        .collect();
    comparison::compare(&runs, about).map_err(|why| Error::Request(why.to_string()))
}

fn run_id(prepared: &[Prepared], baseline: usize, args: &CompareArgs) -> String {
    let mut hasher = blake3::Hasher::new();
    for one in prepared {
        hasher.update(
            identified(&one.loaded.scenario, Twin::unless(args.no_counterfactual)).run.as_bytes(),
        );
    }
    hasher.update(&(baseline as u64).to_le_bytes());
    hasher.finalize().to_hex().as_str().chars().take(8).collect()
}

fn folder(args: &CompareArgs, baseline: usize, named: &[NamedSide], run_id: &str) -> PathBuf {
    if let Some(out) = &args.out {
        return out.clone();
    }
    let changes = &args.changes;
    let plain = changes.set.is_empty()
        && changes.without.is_empty()
        && changes.seed.is_none()
        && changes.replications.is_none()
        && !args.no_counterfactual
        && baseline == 0;
    let ids: Vec<&str> = named.iter().map(|side| side.id.as_str()).collect();
    let whole = format!("compare-{}", ids.join("-"));
    let short = whole.len() <= LONGEST;
    let stem = if short { whole } else { format!("compare-{}-and-{}-more", ids[0], ids.len() - 1) };
    // A name cut short does not tell all its scenarios: the id of the run has to.
    Path::new("plots").join(folder_name(&stem, run_id, plain && short))
}
