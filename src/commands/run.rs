//! `surge-sim SCENARIO`: runs it, prints the screen, writes the files.

use std::io::{IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::cli::RunArgs;
use crate::error::Error;
use crate::experiment::result::{LeftOut, ReplicationRow, RunResult, Warning};
use crate::experiment::saved::Owner;
use crate::experiment::summary::About;
use crate::experiment::{Experiment, RunOptions, identity, pilot, runner, summarise};
use crate::measure::left_out::{LEFT_OUT, NOT_FOR};
use crate::model::Setting;
use crate::report::files::{Outputs, SavedWriter, Timing, folder_name};
use crate::report::{files, json, terminal};
use crate::scenario::load::Loaded;
use crate::scenario::{Scenario, Solved, resolved};

use super::progress::Bar;
use super::shelf::Shelf;
use super::store::Cache;
use super::{interrupt, loaded, note, print};

pub fn run(file: &Path, args: &RunArgs) -> Result<(), Error> {
    let begun = Instant::now();
    let started = jiff::Timestamp::now();
    let bar = Bar::new(args.machine.quiet);
    let loaded = loaded(file, &args.changes)?;
    let id = identified(&loaded.scenario, args.no_counterfactual);
    let folder = folder(file, args, &id.run);
    files::check(&folder, args.force)?;
    let interrupted = interrupt::watch();
    let rounds = runner::run_rounds(args.machine.threads);
    let solved = pilot::solve(&loaded.scenario, &Cache::open(), &rounds);
    let setting = Setting::new(&loaded.scenario, &solved);
    bar.begin();
    // Without publicity the run is its own twin: there is nothing to compare.
    let options = RunOptions { twin: !args.no_counterfactual && setting.fork.is_some(), threads: args.machine.threads };
    let key = identity::key(&loaded.scenario, options.twin);
    let shelf = Shelf::open(&key, args.machine.fresh)?;
    let experiment = runner::run_kept(&setting, options, &shelf.saved, &bar, interrupted);
    bar.end();
    if experiment.outputs.is_empty() {
        return Err(Error::Interrupted("before the first replication was finished; nothing is written".to_owned()));
    }
    let mut result = summarise(&setting, &solved, &experiment, about(&loaded, &id));
    explain_targets(&loaded.scenario, &mut result);
    let timing = timing(args, &result, experiment.reused, started, begun);
    let owner = owner(&loaded, &solved, key, options.twin);
    let finished = experiment.outputs.iter().map(|output| output.index);
    let entries = shelf.saved.entries(finished);
    let mut copy = |out: &mut dyn Write| match &entries {
        Some(entries) => shelf.saved.journal().copy(&owner.line(), entries, out),
        None => Ok(()),
    };
    let mut rows = rows(&setting, &experiment).into_iter();
    let saved: Option<&mut SavedWriter<'_>> = if entries.is_some() { Some(&mut copy) } else { None };
    let outputs = Outputs { result: &result, replications: &mut rows, timing: &timing, plots: !args.no_plots, saved };
    show(args, &result)?;
    let written = files::write(&folder, outputs, args.force)?;
    let last = format!(
        "{} in {:.1} s{}, {} files in {}",
        count(result.replications.finished),
        begun.elapsed().as_secs_f64(),
        how(&timing, &result),
        written.files.len(),
        written.folder.display()
    );
    if args.json {
        note(&last);
    } else {
        print(&format!("\n{last}\n"))?;
    }
    if experiment.complete {
        Ok(())
    } else {
        Err(Error::Interrupted(format!(
            "{} of {} replications are finished, written and marked incomplete",
            result.replications.finished, result.replications.asked
        )))
    }
}

/// How fast it was, or how much of it was there already.
fn how(timing: &Timing, result: &RunResult) -> String {
    match timing.reused {
        0 => format!(" ({:.1} million events a second)", timing.events_per_second / 1e6),
        all if all == result.replications.finished => " (all kept from an earlier run)".to_owned(),
        some => format!(" ({some} of them kept from an earlier run)"),
    }
}

/// Whose replications they are.
pub fn owner(loaded: &Loaded, solved: &Solved, key: String, twin: bool) -> Owner {
    let version = env!("CARGO_PKG_VERSION").to_owned();
    Owner { version, key, twin, written: loaded.written.clone(), solved: solved.clone(), part: None }
}

fn count(replications: u32) -> String {
    if replications == 1 { "1 replication".to_owned() } else { format!("{replications} replications") }
}

fn show(args: &RunArgs, result: &RunResult) -> Result<(), Error> {
    let terminal = std::io::stdout().is_terminal() && !args.json;
    let style = if terminal { terminal::Style::Bold } else { terminal::Style::Plain };
    let width = console_width(terminal);
    let screen = terminal::screen_styled(result, width, style);
    if args.json {
        note(&screen);
        let text = json::results(result).map_err(|error| Error::Request(error.to_string()))?;
        return print(&(text + "\n"));
    }
    print(&screen)
}

fn console_width(terminal: bool) -> usize {
    let wide = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    wide.filter(|_| terminal).unwrap_or(80)
}

/// What a result depends on, and nothing else.
pub struct Identity {
    /// The resolved scenario.
    pub resolved: String,
    /// Its hash.
    pub hash: String,
    /// Eight digits of the run.
    pub run: String,
}

/// The identity of a run.
pub fn identified(scenario: &Scenario, no_twin: bool) -> Identity {
    let resolved = resolved::to_toml(scenario, None);
    let hash = blake3::hash(resolved.as_bytes()).to_hex().to_string();
    let mut hasher = blake3::Hasher::new();
    hasher.update(resolved.as_bytes());
    hasher.update(resolved::to_toml(scenario.base(), None).as_bytes());
    hasher.update(format!("{:?} {no_twin} {}", scenario.without, env!("CARGO_PKG_VERSION")).as_bytes());
    let run = hasher.finalize().to_hex().as_str().chars().take(8).collect();
    Identity { resolved, hash, run }
}

fn folder(file: &Path, args: &RunArgs, run_id: &str) -> PathBuf {
    if let Some(out) = &args.out {
        return out.clone();
    }
    let changes = &args.changes;
    let plain = changes.set.is_empty()
        && changes.without.is_empty()
        && changes.seed.is_none()
        && changes.replications.is_none()
        && !args.no_counterfactual;
    let stem = file.file_stem().map_or("scenario".into(), |stem| stem.to_string_lossy());
    Path::new("plots").join(folder_name(&stem, run_id, plain))
}

fn about<'a>(loaded: &Loaded, id: &Identity) -> About<'a> {
    let warning = |warning: &crate::scenario::warning::ScenarioWarning| Warning {
        id: "scenario".to_owned(),
        cause: sentence(&warning.cause()),
        consequence: sentence(warning.consequence()),
        remedy: sentence(warning.remedy()),
    };
    About {
        resolved: id.resolved.clone(),
        scenario_hash: id.hash.clone(),
        run_id: id.run.clone(),
        warnings: loaded.warnings.iter().map(warning).collect(),
        left_out: LEFT_OUT.iter().map(|o| LeftOut { what: o.what.to_owned(), pushes: o.pushes.to_owned() }).collect(),
        not_for: NOT_FOR,
    }
}

/// A target missed without a reason of its own, where the run is a what-if: it was never meant to meet it.
fn explain_targets(scenario: &Scenario, result: &mut RunResult) {
    if !is_what_if(scenario) {
        return;
    }
    for target in result.targets.iter_mut().filter(|target| !target.met && target.missed_because.is_empty()) {
        target.missed_because = WHAT_IF.to_owned();
    }
}

const WHAT_IF: &str = "This run is a what-if: it is not meant to meet the targets of the scenario it starts from.";

/// True where the scenario differs from what it starts from in more than seed and number of replications.
fn is_what_if(scenario: &Scenario) -> bool {
    let Some(base) = &scenario.base else { return false };
    let mut base = (**base).clone();
    base.replications = scenario.replications.clone();
    resolved::to_toml(&base, None) != resolved::to_toml(scenario, None)
}

fn sentence(fragment: &str) -> String {
    format!("{}.", crate::report::format::capital(fragment))
}

fn timing(args: &RunArgs, result: &RunResult, reused: u32, started: jiff::Timestamp, begun: Instant) -> Timing {
    let events: u64 = result.events.iter().chain(&result.events_twin).map(|kind| kind.count).sum();
    let now = 1.0 - f64::from(reused) / f64::from(result.replications.finished.max(1));
    let wall_seconds = begun.elapsed().as_secs_f64();
    let threads = match args.machine.threads {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        threads => threads,
    };
    Timing {
        started: started.to_string(),
        wall_seconds,
        threads,
        os: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        reused,
        // Those of replications that were there already took no time now.
        events_per_second: events as f64 * now / wall_seconds,
    }
}

fn rows<'s>(setting: &'s Setting<'_>, experiment: &Experiment) -> Vec<ReplicationRow<'s>> {
    let width = setting.catalogue.layout.len();
    let mut rows = Vec::new();
    for output in &experiment.outputs {
        let worlds = [("run", Some(&output.run)), ("twin", output.twin.as_ref())];
        for (world, found) in worlds.into_iter().filter_map(|(name, found)| found.map(|found| (name, found))) {
            for (p, span) in setting.periods.iter().enumerate() {
                let sums = &found.sums[p * width..(p + 1) * width];
                rows.extend(setting.catalogue.measures.iter().filter_map(|measure| {
                    let value = measure.formula.on(sums, 1)?;
                    Some(ReplicationRow {
                        replication: output.index,
                        world,
                        period: &span.id,
                        measure: &measure.id,
                        value,
                    })
                }));
            }
        }
    }
    rows
}
