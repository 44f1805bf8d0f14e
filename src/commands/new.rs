//! `surge-sim new`: a commented starter file.

use std::path::PathBuf;

use crate::cli::NewArgs;
use crate::error::Error;
use crate::report::shell;
use crate::scenario::starter;

use super::{print, write_new};

pub fn new(args: &NewArgs) -> Result<(), Error> {
    let name = args.name.trim_end_matches(".toml");
    let file = PathBuf::from(format!("{name}.toml"));
    let stem =
        file.file_stem().map_or_else(|| name.into(), |stem| stem.to_string_lossy().into_owned());
    if stem.is_empty() {
        return Err(Error::Request("a scenario needs a name".to_owned()));
    }
    write_new(&file, &starter::starter(&stem))?;
    let shown = file.display().to_string();
    let typed = shell::here(&shell::file(&shown));
    print(&format!("wrote {shown}; run it with: surge-sim {typed}\n"))
}
