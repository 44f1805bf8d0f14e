//! `surge-sim new`: a commented starter file.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;

use crate::cli::NewArgs;
use crate::error::Error;
use crate::report::shell;
use crate::scenario::starter;

use super::print;

pub fn new(args: &NewArgs) -> Result<(), Error> {
    let name = args.name.trim_end_matches(".toml");
    let file = PathBuf::from(format!("{name}.toml"));
    let stem = file.file_stem().map_or_else(|| name.into(), |stem| stem.to_string_lossy().into_owned());
    if stem.is_empty() {
        return Err(Error::Request("a scenario needs a name".to_owned()));
    }
    let mut open = OpenOptions::new().write(true).create_new(true).open(&file).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Error::Request(format!("{} is there already; nothing is changed", file.display())),
        ErrorKind::NotFound => Error::Request(format!("{}: there is no such folder", file.display())),
        _ => Error::machine(&file, error),
    })?;
    open.write_all(starter::starter(&stem).as_bytes()).map_err(|error| Error::machine(&file, error))?;
    let shown = file.display().to_string();
    let typed = shell::here(&shell::file(&shown));
    print(&format!("wrote {shown}; run it with: surge-sim {typed}\n"))
}
