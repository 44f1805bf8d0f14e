//! A place for the results of a command: asked for before any work, and never one that holds what the user works with.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::report::files::{AskedOptions, Guarded, ResultsFolder, ResultsOwner, WrittenFiles};
use crate::scenario::{Loaded, Written as Texts, resolved};

use super::{again, note};

/// What a command reads, and so must not write over.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    guarded: Vec<Guarded>,
    files: Vec<PathBuf>,
    /// Of the scenarios, where they are known.
    hasher: Option<blake3::Hasher>,
    /// What was asked of them, where this command line does not say it.
    asked: Option<AskedOptions>,
}

impl Inputs {
    /// Nothing.
    pub fn none() -> Inputs {
        Inputs::default()
    }

    /// A scenario, from its file or from the folder of a finished run: the results are of it.
    #[must_use]
    pub fn scenario(mut self, file: &Path, loaded: &Loaded) -> Inputs {
        self.files.push(file.to_owned());
        self = self.of(loaded).guard(file, format!("what is to be run, {}", file.display()));
        // The folder of a finished run holds all its texts: nothing beside it is read.
        if file.is_dir() {
            return self;
        }
        others(file, &loaded.written).into_iter().fold(self, |all, other| {
            let what =
                format!("{}, which {} is put together from", other.display(), file.display());
            all.guard(&other, what)
        })
    }

    /// What is in a scenario, wherever it came from: the same scenario has the same results.
    #[must_use]
    pub fn of(mut self, loaded: &Loaded) -> Inputs {
        let hasher = self.hasher.get_or_insert_default();
        hasher.update(resolved::to_toml(&loaded.scenario, None).as_bytes());
        hasher.update(resolved::to_toml(loaded.scenario.base(), None).as_bytes());
        self
    }

    /// A file or folder that the results are of, by its name.
    #[must_use]
    pub fn source(mut self, path: &Path) -> Inputs {
        self.files.push(path.to_owned());
        self.reads(path)
    }

    /// What was asked of them by other command lines than this.
    #[must_use]
    pub fn asked(self, asked: AskedOptions) -> Inputs {
        Inputs { asked: Some(asked), ..self }
    }

    /// A file or folder that is read.
    #[must_use]
    pub fn reads(self, path: &Path) -> Inputs {
        self.guard(path, format!("what is to be read, {}", path.display()))
    }

    fn guard(mut self, path: &Path, what: String) -> Inputs {
        self.guarded.push(Guarded { path: path.to_owned(), what });
        self
    }
}

/// The place for results of `command`, if they may go there.
///
/// # Errors
/// Why they may not.
pub fn open(
    folder: &Path,
    force: bool,
    command: &'static str,
    inputs: Inputs,
) -> Result<ResultsFolder, Error> {
    let mut guarded = inputs.guarded;
    // A folder that was removed meanwhile cannot be lost.
    let here = std::env::current_dir().ok().map(|path| (path, "the folder you are working in"));
    // Results take the place of a whole folder: over one of these two they would take the user's own files with it.
    let home =
        directories::BaseDirs::new().map(|dirs| (dirs.home_dir().to_owned(), "your home folder"));
    guarded.extend(
        [here, home]
            .into_iter()
            .flatten()
            .map(|(path, what)| Guarded { path, what: what.to_owned() }),
    );
    let hash =
        inputs.hasher.map_or_else(String::new, |hasher| hasher.finalize().to_hex().to_string());
    let asked = inputs.asked.unwrap_or_else(|| again::asked(&inputs.files));
    let source = ResultsOwner { command, files: inputs.files, hash, asked };
    let place = ResultsFolder::new(folder, force, source, guarded)?;
    place.check()?.iter().for_each(|said| note(&format!("note: {said}")));
    Ok(place)
}

/// What there is to say of a folder that was written.
pub fn told(written: &WrittenFiles) {
    written.notes.iter().for_each(|said| note(&format!("note: {said}")));
}

/// Whether a file that a command writes would be one that it reads.
pub fn is_read(file: &Path, inputs: &Inputs) -> bool {
    // By what the names lead to: a link, or another way to write it, is the same file.
    let same = |other: &Path| matches!((file.canonicalize(), other.canonicalize()), (Ok(a), Ok(b)) if a == b);
    inputs.guarded.iter().any(|guarded| same(&guarded.path))
}

/// The files that a scenario names, directly or through another, where they are. Texts forget their place, so it is found
/// again from the names that are written in them.
fn others(file: &Path, texts: &Texts) -> Vec<PathBuf> {
    let mut known: Vec<(String, PathBuf)> = vec![(texts.name.clone(), file.to_owned())];
    for other in &texts.others {
        let beside = |path: &PathBuf| path.parent().unwrap_or(Path::new("")).join(&other.wanted);
        let found: Vec<PathBuf> = known
            .iter()
            .filter(|(name, _)| *name == other.from)
            .map(|(_, path)| beside(path))
            .collect();
        let new = found.into_iter().map(|path| (other.name.clone(), path));
        let new: Vec<(String, PathBuf)> = new.filter(|one| !known.contains(one)).collect();
        known.extend(new);
    }
    known.into_iter().skip(1).map(|(_, path)| path).collect()
}
