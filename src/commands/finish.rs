//! The second half of a run, wherever its replications were made: estimates, the screen, the files.

use std::io::IsTerminal as _;
use std::time::Instant;

use crate::error::Error;
use crate::experiment::identity::{Identity, about};
use crate::experiment::runner::Kept;
use crate::experiment::{Experiment, ReplicationOutput, Scratch, Twin, replicate, summarise};
use crate::model::Setting;
use crate::report::files::{Outputs, REPORT, ResultsFolder, SavedWriter, Timing};
use crate::report::html::{Effects, Grounds};
use crate::report::run::screen_styled;
use crate::report::{files, json, terminal};
use crate::results::{ReplicationRow, RunResult};
use crate::scenario::Solved;
use crate::scenario::load::Loaded;

use super::words::counted;
use super::{note, note_screen, place, print, print_json, print_screen};

/// Replications and what they are of.
pub struct FoundReplications<'a> {
    /// The scenario.
    pub loaded: &'a Loaded,
    /// What it is known by.
    pub id: &'a Identity,
    /// The scenario as the model reads it.
    pub setting: &'a Setting<'a>,
    /// Normal times.
    pub solved: &'a Solved,
    /// The replications.
    pub experiment: &'a Experiment,
    /// Where those are that the experiment holds in sums only.
    pub kept: &'a dyn Kept,
}

/// What is asked of the end.
pub struct Wishes<'a> {
    /// Where the files go.
    pub place: &'a ResultsFolder,
    /// Whether figures are drawn.
    pub plots: bool,
    /// Whether tables are written long as well.
    pub long_tables: bool,
    /// Whether `results.json` goes to standard output.
    pub json: bool,
    /// What each number would do if it were wrong, where a sensitivity run was named.
    pub effects: Option<Effects>,
    /// Whether the report has the levers of the workshop.
    pub interactive: bool,
    /// From how many shards the replications come; `None` where this run made them.
    pub merged: Option<usize>,
}

/// When the work began.
pub struct Clock {
    started: jiff::Timestamp,
    begun: Instant,
}

impl Clock {
    /// Now.
    pub fn begun() -> Clock {
        Clock { started: jiff::Timestamp::now(), begun: Instant::now() }
    }
}

/// Prints the screen and writes the files.
///
/// # Errors
/// [`Error::Interrupted`] where replications are missing, after those that are there are written; what the files say.
pub fn finish<'a>(
    found: &FoundReplications<'a>,
    wishes: &Wishes<'_>,
    saved: Option<&mut SavedWriter<'a>>,
    clock: &Clock,
) -> Result<(), Error> {
    let FoundReplications { loaded, id, setting, solved, experiment, kept } = *found;
    if experiment.finished.indices.is_empty() {
        return Err(Error::Interrupted(
            "before the first replication was finished; nothing is written".to_owned(),
        ));
    }
    let result = summarise(setting, solved, experiment, about(loaded, id));
    let timing = timing(&result, experiment, clock);
    let rows = || -> Box<dyn Iterator<Item = ReplicationRow<'a>> + 'a> {
        Box::new(rows(setting, experiment, kept))
    };
    let outputs = Outputs {
        result: &result,
        replications: &rows,
        long_tables: wishes.long_tables,
        timing: &timing,
        grounds: grounds(found, wishes)?,
        plots: wishes.plots,
        saved,
    };
    // The screen first: a disk that refuses the files does not take the answer with it.
    show(wishes.json, &result)?;
    let written = files::write(wishes.place, outputs)?;
    let last = format!(
        "{} in {:.1} s{}, {} files in {}; {REPORT} is the one to read",
        counted(result.replications.finished as usize, "replication"),
        clock.begun.elapsed().as_secs_f64(),
        how(wishes.merged, &timing, &result),
        written.files.len(),
        written.folder.display()
    );
    place::told(&written);
    if wishes.json {
        note(&last);
    } else {
        print(&format!("\n{last}\n"))?;
    }
    // Last, when all that is there is written: the exit status says that it is not the whole.
    complete(experiment, &result)
}

/// What the report says of the scenario behind it.
fn grounds(found: &FoundReplications<'_>, wishes: &Wishes<'_>) -> Result<Grounds, Error> {
    let mut grounds = Grounds::of(&found.loaded.scenario, Some(found.solved));
    if let Some(effects) = &wishes.effects {
        grounds = grounds.with_effects(effects);
    }
    if wishes.interactive {
        let levers = super::workshop::levers(&grounds.scenario)?;
        grounds = grounds.with_levers(levers);
    }
    Ok(grounds)
}

fn complete(experiment: &Experiment, result: &RunResult) -> Result<(), Error> {
    if experiment.complete {
        return Ok(());
    }
    Err(Error::Interrupted(format!(
        "{} of {} replications are finished, written and marked incomplete",
        result.replications.finished, result.replications.asked
    )))
}

/// How fast it was, or how much of it was there already.
fn how(merged: Option<usize>, timing: &Timing, result: &RunResult) -> String {
    if let Some(shards) = merged {
        return format!(" (merged from {})", counted(shards, "shard"));
    }
    match timing.reused {
        0 => format!(
            " ({:.1} million events a second of processor time)",
            timing.events_per_second / 1e6
        ),
        all if all == result.replications.finished => " (all kept from an earlier run)".to_owned(),
        some => format!(" ({some} of them kept from an earlier run)"),
    }
}

fn show(as_json: bool, result: &RunResult) -> Result<(), Error> {
    let terminal = std::io::stdout().is_terminal() && !as_json;
    let style = if terminal { terminal::Style::Bold } else { terminal::Style::Plain };
    let width = console_width(terminal);
    let screen = screen_styled(result, width, style);
    if as_json {
        note_screen(&screen);
        let text = json::results(result).map_err(|error| Error::Request(error.to_string()))?;
        return print_json(&(text + "\n"));
    }
    print_screen(&screen)
}

pub fn console_width(terminal: bool) -> usize {
    let wide = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    wide.filter(|_| terminal).unwrap_or(80)
}

fn timing(result: &RunResult, experiment: &Experiment, clock: &Clock) -> Timing {
    let all = result.events.iter().chain(&result.events_twin);
    let all: u64 = all.filter(|kind| kind.counts).map(|kind| kind.count).sum();
    // Those of replications that were there already took no time now.
    let made = 1.0 - f64::from(experiment.reused) / f64::from(result.replications.finished.max(1));
    let events = (all as f64 * made).round();
    let processor_seconds = experiment.busy.as_secs_f64();
    Timing {
        started: clock.started.to_string(),
        wall_seconds: clock.begun.elapsed().as_secs_f64(),
        threads: rayon::current_num_threads(),
        os: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        reused: experiment.reused,
        processor_seconds,
        events: events as u64,
        events_per_second: if processor_seconds > 0.0 { events / processor_seconds } else { 0.0 },
    }
}

fn rows<'s>(
    setting: &'s Setting<'s>,
    experiment: &'s Experiment,
    kept: &'s dyn Kept,
) -> impl Iterator<Item = ReplicationRow<'s>> {
    let finished = &experiment.finished;
    let mut scratch = Scratch::default();
    finished.indices.iter().enumerate().flat_map(move |(place, &index)| {
        match finished.outputs.get(place) {
            Some(output) => rows_of(setting, output),
            None => match kept.again(index) {
                Some(record) => rows_of(setting, &record.output),
                // Nothing was kept: the same replication once more.
                None => rows_of(
                    setting,
                    &replicate(
                        setting,
                        index,
                        Twin::unless(finished.twin.is_none()),
                        &mut scratch,
                        &mut |_, _| {},
                    ),
                ),
            },
        }
    })
}

fn rows_of<'s>(setting: &'s Setting<'_>, output: &ReplicationOutput) -> Vec<ReplicationRow<'s>> {
    let mut rows = Vec::new();
    let worlds = [("run", Some(&output.run)), ("twin", output.twin.as_ref())];
    for (world, found) in
        worlds.into_iter().filter_map(|(name, found)| found.map(|found| (name, found)))
    {
        for (p, span) in setting.periods.iter().enumerate() {
            let sums = found.over(&setting.catalogue.layout, p);
            let measures = setting.catalogue.measures.iter();
            rows.push(ReplicationRow {
                replication: output.index,
                world,
                period: span.id,
                values: measures
                    .map(|measure| (&measure.id, measure.formula.on(sums, 1)))
                    .collect(),
            });
        }
    }
    rows
}
