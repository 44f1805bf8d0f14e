//! `surge-sim document`: the papers for those who must sign.

use std::path::Path;

use crate::cli::DocumentArgs;
use crate::error::Error;
use crate::report::assurance::{self, DocumentSources};
use crate::verification::{Form, verify};

use super::place::{self, Inputs};
use super::progress::ReplicationProgress;
use super::sides::{self, SideOptions};
use super::{interrupt, loaded, note, print, threads};
use crate::experiment::Twin;
use crate::experiment::identity::identified;
use crate::report::files::folder_name;

pub fn document(args: &DocumentArgs) -> Result<(), Error> {
    let loaded = loaded(&args.file, &args.changes)?;
    let folder = args.out.clone().unwrap_or_else(|| {
        let stem = args.file.file_stem().map_or("scenario".into(), |stem| stem.to_string_lossy());
        let run = identified(&loaded.scenario, Twin::With).run;
        let plain = super::run::plain(&args.changes);
        Path::new("plots").join(folder_name(&format!("documents-{stem}"), &run, plain))
    });
    let inputs = Inputs::none().scenario(&args.file, &loaded);
    let place = place::open(&folder, args.force, "document", inputs)?;
    threads::begin_for(args.machine.threads, std::iter::once(args.file.as_path()), &args.changes);
    let how =
        SideOptions { twin: Twin::With, machine: &args.machine, interrupted: interrupt::watch() };
    let side = sides::side(sides::prepare(&args.file, &args.changes, &args.machine)?, how)?;
    let result = side.result();
    let bar = ReplicationProgress::new(args.machine.quiet);
    let form = if args.short { Form::Short } else { Form::Full };
    if !args.short {
        note(
            "the simulation is compared with theory, which takes some minutes; --short takes less",
        );
    }
    let mut checks = Vec::new();
    interrupt::at_once(|| verify(form, &mut |check| checks.push(check.clone())));
    bar.end();
    let scenario = &side.prepared.loaded.scenario;
    let written =
        // Written where answers do not agree, too: whoever signs has to see it.
        assurance::write(&place, &DocumentSources { scenario, result: &result, checks: &checks })?;
    place::told(&written);
    let failed = checks.iter().filter(|check| !check.passed()).count();
    let agree = checks.len() - failed;
    print(&format!(
        "{agree} of {} known answers agree; {} files in {}\n",
        checks.len(),
        written.files.len(),
        written.folder.display()
    ))?;
    if failed > 0 {
        Err(Error::Failed(format!("{failed} known answers do not agree")))
    } else {
        Ok(())
    }
}
