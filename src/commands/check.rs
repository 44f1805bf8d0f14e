//! `surge-sim check`: is a file sound?

use crate::cli::CheckArgs;
use crate::error::Error;
use crate::experiment::pilot;
use crate::scenario::{ScenarioWarning, resolved};

use super::progress::Bar;
use super::store::Cache;
use super::{loaded, note, print, threads};

pub fn check(args: &CheckArgs) -> Result<(), Error> {
    let loaded = loaded(&args.file, &args.changes)?;
    let file = args.file.display();
    for warning in &loaded.warnings {
        note(&format!("warning: {warning}"));
        if let ScenarioWarning::DefaultsWithoutEvidence { paths } = warning {
            paths.iter().for_each(|path| note(&format!("  {path}")));
        }
    }
    if args.resolved {
        threads::begin(args.machine.threads, threads::parts(&loaded.scenario));
        let bar = Bar::new(args.machine.quiet);
        let solved = pilot::solve(
            &loaded.scenario,
            &Cache::open(),
            &bar.rounds(&loaded.scenario, args.machine.threads),
        );
        bar.end();
        return print(&resolved::to_toml(&loaded.scenario, Some(&solved)));
    }
    let found = match loaded.warnings.len() {
        0 => "sound".to_owned(),
        1 => "sound, with 1 warning".to_owned(),
        n => format!("sound, with {n} warnings"),
    };
    print(&format!("{file}: {found}\n"))
}
