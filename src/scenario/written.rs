//! Everything that a scenario was put together from, kept as written: a saved run carries it, so that another machine has
//! the same scenario without the same files.

use std::cell::RefCell;

use serde::{Deserialize, Serialize};

use super::files::{Fetched, FileProblem};
use super::load::{LoadError, Loaded, load_with};
use super::overrides::Overrides;

/// The texts of a scenario and what was changed in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// What the file that was asked for is called.
    pub name: String,
    /// What it holds.
    pub text: String,
    /// The files it names, directly or through another.
    pub others: Vec<OtherText>,
    /// What was changed.
    pub overrides: Overrides,
}

/// A file that another one names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherText {
    /// The file that names it.
    pub from: String,
    /// The name written there.
    pub wanted: String,
    /// The name it is known by.
    pub name: String,
    /// What it holds.
    pub text: String,
}

impl Written {
    /// The same scenario, from the texts alone.
    ///
    /// # Errors
    /// As any loading; texts that were sound are sound.
    pub fn load(&self) -> Result<Loaded, LoadError> {
        self.load_changed(&self.overrides)
    }

    /// The same files with other changes.
    ///
    /// # Errors
    /// What is wrong with the changes.
    pub fn load_changed(&self, overrides: &Overrides) -> Result<Loaded, LoadError> {
        let fetch = |from: &str, wanted: &str| {
            // By both names: two files in different folders may each name a `base.toml`.
            let same = |other: &&OtherText| other.from == from && other.wanted == wanted;
            let found = self
                .others
                .iter()
                .find(same)
                .ok_or_else(|| FileProblem::Missing(wanted.to_owned(), None))?;
            Ok(Fetched { name: found.name.clone(), text: found.text.clone() })
        };
        load_with(&self.name, &self.text, &fetch, overrides)
    }
}

/// Notes what is fetched.
pub(crate) struct Recorder {
    written: RefCell<Written>,
}

impl Recorder {
    pub fn new(file: &Fetched, overrides: &Overrides) -> Recorder {
        let (name, text) = (file.name.clone(), file.text.clone());
        Recorder {
            written: RefCell::new(Written {
                name,
                text,
                others: Vec::new(),
                overrides: overrides.clone(),
            }),
        }
    }

    /// The same fetching, noted.
    pub fn watching<'f>(
        &'f self,
        fetch: &'f dyn Fn(&str, &str) -> Result<Fetched, FileProblem>,
    ) -> impl Fn(&str, &str) -> Result<Fetched, FileProblem> + 'f {
        |from, wanted| {
            // A file that is not there is not noted, and is not there when the texts are loaded again.
            let found = fetch(from, wanted)?;
            let (name, text) = (found.name.clone(), found.text.clone());
            let other = OtherText { from: from.to_owned(), wanted: wanted.to_owned(), name, text };
            self.written.borrow_mut().others.push(other);
            Ok(found)
        }
    }

    /// What was noted, without the place it was found in: the same files elsewhere are the same scenario.
    pub fn written(self) -> Written {
        let mut written = self.written.into_inner();
        let first = std::mem::replace(&mut written.name, NAME.to_owned());
        // A name given on Windows has / by now.
        let folder = first.rfind('/').map_or("", |end| &first[..=end]);
        let placeless = |name: &mut String| {
            *name = if *name == first {
                NAME.to_owned()
            } else {
                name.strip_prefix(folder).unwrap_or(name).to_owned()
            };
        };
        for other in &mut written.others {
            placeless(&mut other.from);
            placeless(&mut other.name);
        }
        written
    }
}

/// What the file that was asked for is called once its place is forgotten: no file has such a name.
const NAME: &str = "the scenario";
