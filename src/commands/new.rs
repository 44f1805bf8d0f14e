//! `surge-sim new`: a commented starter file.

use std::path::PathBuf;

use crate::cli::NewArgs;
use crate::error::Error;
use crate::report::shell;
use crate::scenario::starter;

use super::{print, write_new};

pub fn new(args: &NewArgs) -> Result<(), Error> {
    let (file, name) = named(&args.name)?;
    write_new(&file, &starter::starter(name))?;
    let shown = file.display().to_string();
    let typed = shell::here(&shell::file(&shown));
    print(&format!("wrote {shown}; run it with: surge-sim {typed}\n"))
}

/// The file to write, and the scenario's name.
fn named(asked: &str) -> Result<(PathBuf, &str), Error> {
    let path = asked.trim_end_matches(".toml");
    // By the text and not as a path, which passes over a separator at its end: `folder/` names no file.
    let name = path.rsplit(std::path::is_separator).next().unwrap_or(path);
    if ["", ".", ".."].contains(&name.trim()) {
        return Err(Error::Request(format!(
            "\"{asked}\": a scenario needs a name, as in surge-sim new my-borough"
        )));
    }
    Ok((PathBuf::from(format!("{path}.toml")), name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_has_a_name() {
        for (asked, file, name) in [
            ("mine", "mine.toml", "mine"),
            ("mine.toml", "mine.toml", "mine"),
            ("my borough", "my borough.toml", "my borough"),
            ("there/v1.2", "there/v1.2.toml", "v1.2"),
        ] {
            assert_eq!(named(asked).expect(asked), (PathBuf::from(file), name));
        }
        for asked in ["", " ", ".toml", "there/", "there/.toml", ".", "..", "there/..", "..toml"] {
            let told = named(asked).expect_err(asked).to_string();
            assert!(told.contains("a scenario needs a name"), "{told}");
        }
    }
}
