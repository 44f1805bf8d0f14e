//! `surge-sim check`: is a file sound?

use crate::cli::CheckArgs;
use crate::error::Error;
use crate::experiment::pilot;
use crate::scenario::{Scenario, ScenarioWarning, resolved};

use crate::experiment::{normal_times, warnings};
use crate::model::Setting;
use crate::results::Warning;
use crate::words::warning::sentences;

use super::progress::ReplicationProgress;
use super::store::Cache;
use super::{loaded, note, print, threads};

pub fn check(args: &CheckArgs) -> Result<(), Error> {
    let loaded = loaded(&args.file, &args.changes)?;
    let file = args.file.display();
    for warning in &loaded.warnings {
        // To standard error: with --resolved standard output is a scenario file.
        note(&format!("warning: {warning}"));
        if let ScenarioWarning::DefaultsWithoutEvidence { paths } = warning {
            paths.iter().for_each(|path| note(&format!("  {path}")));
        }
    }
    let days = of_days(&loaded.scenario);
    for warning in &days {
        note(&format!("warning: {}", sentences(warning)));
    }
    if args.resolved {
        threads::begin(args.machine.threads, threads::parts(&loaded.scenario));
        let bar = ReplicationProgress::new(args.machine.quiet);
        let solved = pilot::solve(
            &loaded.scenario,
            &Cache::open(),
            &bar.rounds(&loaded.scenario, args.machine.threads),
        );
        bar.end();
        return print(&resolved::to_toml(&loaded.scenario, Some(&solved)));
    }
    let found = match loaded.warnings.len() + days.len() {
        0 => "sound".to_owned(),
        1 => "sound, with 1 warning".to_owned(),
        n => format!("sound, with {n} warnings"),
    };
    print(&format!("{file}: {found}\n"))
}

/// What is strange about the days that a run would have.
fn of_days(scenario: &Scenario) -> Vec<Warning> {
    let solved = normal_times::closed_form(scenario);
    warnings::of_days(&Setting::new(scenario, &solved))
}
