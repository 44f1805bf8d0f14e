//! What each link of the chain carries: the full run against the run with that link switched off (model.md, section 9).

use std::sync::atomic::AtomicBool;

use crate::measure::Formula;
use crate::model::Setting;
use crate::scenario::{Loaded, Scenario, Solved, Switches};
use crate::stats::Estimate;

use super::finished::Keep;
use super::identity::{about, identified};
use super::replicate::ReplicationOutput;
use super::result::Warning;
use super::runner::{Progress, RunOptions, run};
use super::summary::{headline_period, summarise};

/// The table of links.
#[derive(Clone, Debug)]
pub struct LinksTable {
    /// The period it is about, in words.
    pub period: String,
    /// Replications of each row.
    pub replications: usize,
    /// The full run, each link off alone, all off.
    pub rows: Vec<LinkRow>,
    /// What the single effects leave over of the effect of all: `full - all off - sum of (full - off)`, in excess missed children.
    pub left_over: Option<Estimate>,
    /// What the full run warns of.
    pub warnings: Vec<Warning>,
}

/// One row: a run with some links off.
#[derive(Clone, Debug)]
pub struct LinkRow {
    /// `full run`, `without rush` …, `without all of these`.
    pub name: String,
    /// High-risk children missed in the year after.
    pub missed: Option<Estimate>,
    /// The same without publicity.
    pub missed_twin: Option<Estimate>,
    /// Missed that the twin does not miss.
    pub excess: Option<Estimate>,
    /// What the link carries of the excess: the full run's excess minus this row's.
    pub carries: Option<Estimate>,
    /// What the link carries of all misses in the year after: the full run's minus this row's.
    pub carries_of_all: Option<Estimate>,
    /// Excess in expected serious harms.
    pub excess_harms: Option<Estimate>,
}

/// Links that are switched off together in the last row: all but `publicity`, which is the twin itself, and `waiting`, which
/// includes `rush`.
const ALL: Switches = Switches {
    threshold: true,
    rush: true,
    waiting: true,
    overload: true,
    handover: true,
    concealment: true,
    publicity: false,
};

/// Runs the full scenario and each switch; `None` where it was interrupted.
pub fn links(
    loaded: &Loaded,
    solved: &Solved,
    threads: usize,
    progress: &dyn Progress,
    interrupted: &AtomicBool,
) -> Option<LinksTable> {
    let mut switches = vec![("full run".to_owned(), Switches::default())];
    for name in Switches::NAMES {
        let mut one = Switches::default();
        *one.by_name(name)? = true;
        switches.push((format!("without {name}"), one));
    }
    switches.push(("without all but publicity".to_owned(), ALL));
    let mut rows = Vec::new();
    let mut period = String::new();
    let mut warnings = Vec::new();
    for (name, without) in switches {
        let scenario = Scenario { without, ..loaded.scenario.clone() };
        let setting = Setting::new(&scenario, solved);
        let experiment = run(&setting, RunOptions { twin: true, threads, keep: Keep::All }, progress, interrupted);
        if !experiment.complete {
            return None;
        }
        if rows.is_empty() {
            period.clone_from(&setting.periods[headline_period(&setting)].label);
            let id = identified(&scenario, false);
            warnings = summarise(&setting, solved, &experiment, about(loaded, &id)).warnings;
        }
        rows.push(Row::of(name, &setting, &experiment.finished.outputs)?);
    }
    let (full, all) = (&rows[0], &rows[rows.len() - 1]);
    let singles = &rows[1..rows.len() - 1];
    let left_over = |i: usize| {
        let carries = |row: &Row| full.excess(i) - row.excess(i);
        carries(all) - singles.iter().filter(|row| row.name != "without publicity").map(carries).sum::<f64>()
    };
    let n = full.missed.len();
    Some(LinksTable {
        period,
        replications: n,
        warnings,
        left_over: mean_of(n, left_over),
        rows: rows.iter().map(|row| row.line(full)).collect(),
    })
}

// Counts of each replication: means of them have plain intervals, and differences are formed within each replication.
struct Row {
    name: String,
    missed: Vec<f64>,
    missed_twin: Vec<f64>,
    harms: Vec<f64>,
}

impl Row {
    fn of(name: String, setting: &Setting<'_>, outputs: &[ReplicationOutput]) -> Option<Row> {
        // The year after is the full run's even where publicity is off.
        let missed = setting.catalogue.get("missed")?.formula.clone();
        let harms = setting.catalogue.get("expected_harms")?.formula.clone();
        let width = setting.catalogue.layout.len();
        let period = headline_period(setting);
        let on =
            |formula: &Formula, sums: &[f64]| formula.on(&sums[period * width..(period + 1) * width], 1).unwrap_or(0.0);
        let twin = |output: &ReplicationOutput, formula: &Formula| {
            output.twin.as_ref().map_or_else(|| on(formula, &output.run.sums), |twin| on(formula, &twin.sums))
        };
        Some(Row {
            name,
            missed: outputs.iter().map(|output| on(&missed, &output.run.sums)).collect(),
            missed_twin: outputs.iter().map(|output| twin(output, &missed)).collect(),
            harms: outputs.iter().map(|output| on(&harms, &output.run.sums) - twin(output, &harms)).collect(),
        })
    }

    fn excess(&self, i: usize) -> f64 {
        self.missed[i] - self.missed_twin[i]
    }

    fn line(&self, full: &Row) -> LinkRow {
        let n = self.missed.len();
        let itself = std::ptr::eq(self, full);
        LinkRow {
            name: self.name.clone(),
            missed: mean_of(n, |i| self.missed[i]),
            missed_twin: mean_of(n, |i| self.missed_twin[i]),
            excess: mean_of(n, |i| self.excess(i)),
            carries: if itself { None } else { mean_of(n, |i| full.excess(i) - self.excess(i)) },
            carries_of_all: if itself { None } else { mean_of(n, |i| full.missed[i] - self.missed[i]) },
            excess_harms: mean_of(n, |i| self.harms[i]),
        }
    }
}

fn mean_of(n: usize, value: impl Fn(usize) -> f64) -> Option<Estimate> {
    Estimate::of_mean(&(0..n).map(value).collect::<Vec<f64>>())
}
