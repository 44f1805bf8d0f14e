//! What each link of the chain carries: the full run against the run with that link switched off (model.md, section 9).

use std::sync::atomic::AtomicBool;

use crate::measure::{Formula, Indicator};
use crate::model::Setting;
use crate::results::links::{LinkRow, LinksTable};
use crate::scenario::{Loaded, Scenario, Solved, Switches};
use crate::stats::{Estimate, few};

use super::finished::Keep;
use super::identity::{about, identified};
use super::replicate::{ReplicationOutput, WorldOutput};
use super::runner::{Progress, RunOptions, run};
use super::summary::{headline_period, summarise};
use super::twin::Twin;

/// Links that are switched off together in the last row: all but `publicity`, which is the twin itself, and `waiting`, which
/// includes `rush`.
const ALL: Switches = Switches {
    threshold: true,
    rush: true,
    waiting: true,
    overtime: true,
    thin_recording: true,
    early_closing: true,
    overload: true,
    handover: true,
    records: true,
    concealment: true,
    drift: true,
    caution: true,
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
    for name in Switches::NAMES.into_iter().filter(|name| is_there(&loaded.scenario, name)) {
        let mut one = Switches::default();
        *one.by_name(name)? = true;
        switches.push((format!("without {name}"), one));
    }
    switches.push(("without all but publicity".to_owned(), ALL));
    let progress = OneOfMany { progress, runs: switches.len() as u32 };
    let mut rows = Vec::new();
    let mut period = String::new();
    let mut warnings = Vec::new();
    for (name, without) in switches {
        let scenario = Scenario { without, ..loaded.scenario.clone() };
        let setting = Setting::new(&scenario, solved);
        let experiment = run(
            &setting,
            // All of them whole: each is paired with the same replication of the full run.
            RunOptions { twin: Twin::With, threads, keep: Keep::All },
            &progress,
            interrupted,
        );
        if !experiment.complete {
            return None;
        }
        // The full run comes first. What it is about and what to distrust of it hold for every row.
        if rows.is_empty() {
            period.clone_from(&setting.periods[headline_period(&setting)].label);
            let id = identified(&scenario, Twin::With);
            warnings = summarise(&setting, solved, &experiment, about(loaded, &id)).warnings;
        }
        rows.push(LinkMisses::of(name, &setting, &experiment.finished.outputs)?);
    }
    let (full, all) = (&rows[0], &rows[rows.len() - 1]);
    let singles = &rows[1..rows.len() - 1];
    let left_over = |i: usize| {
        let carries = |row: &LinkMisses| full.excess(i) - row.excess(i);
        // Without `publicity`, which carries everything: it is no link among others but the whole chain.
        carries(all) - singles.iter().filter(|row| !row.without.publicity).map(carries).sum::<f64>()
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

/// False for a link that the scenario does not have, whose row would be the full run's again. Links that every scenario has are
/// told, be they idle.
fn is_there(scenario: &Scenario, link: &str) -> bool {
    match link {
        "overtime" => scenario.teams.iter().any(|team| team.overtime.is_some()),
        "thin_recording" => scenario.thins_recording(),
        "early_closing" => scenario.stages.iter().any(|stage| stage.early_closing().is_some()),
        // Without a mechanism that is not there is the full run again.
        name => scenario.mechanisms.has_or_is_no_mechanism(name),
    }
}

/// The progress of runs that follow one another and have as many replications each.
struct OneOfMany<'a> {
    progress: &'a dyn Progress,
    runs: u32,
}

impl Progress for OneOfMany<'_> {
    fn finished(&self, finished: u32, planned: u32) {
        self.progress.finished(finished, planned.saturating_mul(self.runs));
    }
}

// Counts of each replication: means of them have plain intervals, and differences are formed within each replication.
struct LinkMisses {
    name: String,
    without: Switches,
    missed: Vec<f64>,
    missed_twin: Vec<f64>,
    harms: Vec<f64>,
}

impl LinkMisses {
    fn of(
        name: String,
        setting: &Setting<'_>,
        outputs: &[ReplicationOutput],
    ) -> Option<LinkMisses> {
        // The year after is the full run's even where publicity is off.
        let missed = setting.catalogue.get(Indicator::Missed)?.formula.clone();
        let harms = setting.catalogue.get(Indicator::ExpectedHarms)?.formula.clone();
        let period = headline_period(setting);
        let on = |formula: &Formula, world: &WorldOutput| {
            formula.on(world.over(&setting.catalogue.layout, period), 1).unwrap_or(0.0)
        };
        let twin = |output: &ReplicationOutput, formula: &Formula| {
            // With publicity off, or none, no twin is forked: the run is its own, and the excess 0.
            on(formula, output.twin.as_ref().unwrap_or(&output.run))
        };
        Some(LinkMisses {
            name,
            without: setting.scenario.without,
            missed: outputs.iter().map(|output| on(&missed, &output.run)).collect(),
            missed_twin: outputs.iter().map(|output| twin(output, &missed)).collect(),
            harms: outputs
                .iter()
                .map(|output| on(&harms, &output.run) - twin(output, &harms))
                .collect(),
        })
    }

    fn excess(&self, i: usize) -> f64 {
        self.missed[i] - self.missed_twin[i]
    }

    fn line(&self, full: &LinkMisses) -> LinkRow {
        let n = self.missed.len();
        // By its place and not by its numbers: a switch may change nothing, and still has a row of its own.
        let itself = std::ptr::eq(self, full);
        LinkRow {
            name: self.name.clone(),
            missed: few::of_counts(&self.missed),
            missed_twin: few::of_counts(&self.missed_twin),
            excess: mean_of(n, |i| self.excess(i)),
            carries: if itself { None } else { mean_of(n, |i| full.excess(i) - self.excess(i)) },
            carries_of_all: if itself {
                None
            } else {
                mean_of(n, |i| full.missed[i] - self.missed[i])
            },
            excess_harms: mean_of(n, |i| self.harms[i]),
        }
    }
}

/// The mean of what was formed within each replication.
fn mean_of(n: usize, value: impl Fn(usize) -> f64) -> Option<Estimate> {
    few::of_differences(&(0..n).map(value).collect::<Vec<f64>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::normal_times::closed_form;
    use crate::experiment::{Scratch, replicate};
    use crate::measure::MeasureId;
    use crate::scenario::{Overrides, load_str};

    /// Notes how many replications are planned, each time that one is finished.
    #[derive(Default)]
    struct NotedPlans(std::sync::Mutex<Vec<u32>>);

    impl Progress for NotedPlans {
        fn finished(&self, _: u32, planned: u32) {
            self.0.lock().expect("no thread failed").push(planned);
        }
    }

    #[test]
    fn progress_is_that_of_all_rows_together() {
        let text = include_str!("../../tests/fixtures/small.toml");
        let changes = Overrides::none().set("time.run_days=283").replications(2);
        let loaded = load_str("small.toml", text, &changes).expect("sound");
        let solved = closed_form(&loaded.scenario);
        let told = NotedPlans::default();
        let table = links(&loaded, &solved, 1, &told, &AtomicBool::new(false)).expect("it is run");
        let told = told.0.into_inner().expect("no thread failed");
        assert_eq!(told.len(), 2 * table.rows.len());
        assert!(told.iter().all(|&planned| planned as usize == told.len()), "{told:?}");
    }

    /// The lines of a file that say what a switch does; what must stand in the file of both for it to be sayable.
    struct Said {
        switch: &'static str,
        both: &'static [&'static str],
        file: &'static [&'static str],
    }

    const NO_CONCEALMENT: [&str; 3] =
        ["risk.low.concealment=0", "risk.high.concealment=0", "risk.higher.concealment=0"];

    const BLAME: [&str; 2] = ["culture={}", "publicity.a verdict.blame=1"];

    const OVERTIME: [&str; 2] = [
        "teams.assessment.overtime={ share = 0.4, onset_weeks = 0.05, half_weeks = 0.1, price = 4 }",
        "teams.duty.overtime={ share = 0.2, onset_weeks = 0.05, half_weeks = 0.1 }",
    ];
    const THIN: [&str; 2] = [
        "teams.assessment.rush={ start_weeks = 0.3, recording_floor = 0.3, recording_start_weeks = 0.1 }",
        "teams.long term.rush={ start_weeks = 0.3, recording_floor = 0.5, recording_start_weeks = 0.1 }",
    ];
    const CLOSES_EARLY: [&str; 2] =
        ["stages.support.early_close=1", "stages.support.early_close_dead_band=0"];

    const SAID: [Said; 12] = [
        Said { switch: "threshold", both: &[], file: &["triage.rule=fixed"] },
        Said {
            switch: "rush",
            both: &[],
            file: &[
                "teams.duty.rush.floor=1",
                "teams.assessment.rush.floor=1",
                "teams.long term.rush.floor=1",
            ],
        },
        Said {
            switch: "overtime",
            both: &OVERTIME,
            file: &["teams.assessment.overtime.share=0", "teams.duty.overtime=none"],
        },
        Said {
            switch: "thin_recording",
            both: &THIN,
            file: &[
                "teams.assessment.rush.recording_floor=1",
                "teams.long term.rush.recording_floor=1",
            ],
        },
        Said {
            switch: "early_closing",
            both: &CLOSES_EARLY,
            file: &["stages.support.early_close=0"],
        },
        Said {
            switch: "overload",
            both: &[],
            file: &["staffing.sickness.overload=0", "staffing.leaving.overload=0"],
        },
        // No file says that trust passes on; without concealment there is nothing that trust could change.
        Said {
            switch: "handover",
            both: &NO_CONCEALMENT,
            file: &["judgement.handover_retained=1"],
        },
        Said { switch: "records", both: &[], file: &["judgement.records_retained=1"] },
        Said { switch: "concealment", both: &[], file: &NO_CONCEALMENT },
        Said {
            switch: "practice",
            // A year longer, so that a 1 April is observed.
            both: &["time.run_days=500", "practice={enquiry={sd=0.8,sd_passing=0}}"],
            file: &["practice.enquiry.sd=0"],
        },
        Said { switch: "caution", both: &BLAME, file: &["culture.caution.shift=0"] },
        Said { switch: "publicity", both: &[], file: &["publicity=[]"] },
    ];

    fn odd(set: &[&str]) -> Scenario {
        let overrides = set.iter().fold(Overrides::none(), |all, set| all.set((*set).to_owned()));
        let text = include_str!("../verification/scenarios/odd.toml");
        match load_str("odd.toml", text, &overrides) {
            Ok(loaded) => loaded.scenario,
            Err(error) => panic!("{error}"),
        }
    }

    /// Every measure over the observed period in the base's normal times, to the bit.
    fn bits(scenario: &Scenario, solved: &Solved) -> Vec<(MeasureId, Option<u64>)> {
        let setting = Setting::new(scenario, solved);
        let sums =
            replicate(&setting, 1, Twin::Without, &mut Scratch::default(), &mut |_, _| {}).run.sums;
        let measures = setting.catalogue.measures.iter();
        measures
            .map(|measure| (measure.id.clone(), measure.formula.on(&sums, 1).map(f64::to_bits)))
            .collect()
    }

    #[test]
    fn each_switch_is_the_file_that_says_the_same() {
        for Said { switch, both, file } in SAID {
            let plain = odd(both);
            let solved = closed_form(&plain);
            let mut without = Switches::default();
            *without.by_name(switch).expect("it is a switch") = true;
            let switched = bits(&Scenario { without, ..plain.clone() }, &solved);
            let written = bits(&odd(&[both, file].concat()), &solved);
            // A file without a mechanism has no measures of it.
            let has = |id: &MeasureId| written.iter().any(|(other, _)| other == id);
            let differ: Vec<&MeasureId> = switched
                .iter()
                .filter(|(id, _)| has(id))
                .zip(&written)
                .filter(|(a, b)| a != b)
                .map(|((id, _), _)| id)
                .collect();
            assert!(differ.is_empty(), "without {switch}: {differ:?}");
            assert!(switched != bits(&plain, &solved), "without {switch} changes nothing");
        }
    }

    #[test]
    fn a_link_has_a_row_where_the_scenario_has_it() {
        for (both, own) in [
            (OVERTIME.as_slice(), "overtime"),
            (&THIN, "thin_recording"),
            (&CLOSES_EARLY, "early_closing"),
        ] {
            assert!(is_there(&odd(both), own) && !is_there(&odd(&[]), own), "{own}");
        }
        assert!(is_there(&odd(&[]), "rush"));
    }

    #[test]
    fn every_switch_is_compared_with_a_file_that_can_be() {
        // No file says that there is always a worker, and that whatever falls due is begun.
        let compared: Vec<&str> = SAID.iter().map(|said| said.switch).collect();
        let all: Vec<&str> =
            Switches::NAMES.into_iter().filter(|name| *name != "waiting").collect();
        assert_eq!(compared, all);
    }

    #[test]
    fn all_links_off_are_all_but_publicity() {
        for name in Switches::NAMES {
            let mut all = ALL;
            assert_eq!(*all.by_name(name).expect("it is a switch"), name != "publicity", "{name}");
        }
    }
}
