//! `surge-sim links`: what each link of the chain carries of the excess.

use crate::cli::LinksArgs;
use crate::error::Error;
use crate::experiment::{links, pilot};
use crate::report::links_table;
use crate::scenario::Switches;

use super::progress::ReplicationProgress;
use super::store::Cache;
use super::{interrupt, loaded, print, threads};

pub fn links(args: &LinksArgs) -> Result<(), Error> {
    let loaded = loaded(&args.file, &args.changes)?;
    if loaded.scenario.without != Switches::default() {
        return Err(Error::Request(
            "links switches each link off by itself: leave --without out".to_owned(),
        ));
    }
    let of_interest = loaded.scenario.publicity_to_come.is_some_and(|to_come| to_come.of_interest);
    if loaded.scenario.publicity.is_empty() && !of_interest {
        return Err(Error::Request(
            "the scenario has no [[publicity]]: there is no excess to explain".to_owned(),
        ));
    }
    threads::begin(args.machine.threads, threads::parts(&loaded.scenario));
    let bar = ReplicationProgress::new(args.machine.quiet);
    let interrupted = interrupt::watch();
    let solved = pilot::solve(
        &loaded.scenario,
        &Cache::open(),
        &bar.rounds(&loaded.scenario, args.machine.threads),
    );
    bar.begin();
    let table = links::links(&loaded, &solved, args.machine.threads, &bar, interrupted);
    bar.end();
    let Some(table) = table else {
        return Err(Error::Interrupted(
            "the table needs every link; nothing is printed".to_owned(),
        ));
    };
    print(&if args.markdown { links_table::markdown(&table) } else { links_table::screen(&table) })
}
