//! Everything that a scenario was put together from, kept as written: a saved run carries it, so that another machine has
//! the same scenario without the same files.

use std::cell::RefCell;
use std::collections::BTreeMap;

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
        let mut placeless = BTreeMap::from([(first, NAME.to_owned())]);
        // A file is noted after the one that names it.
        for other in &mut written.others {
            other.from = placeless.get(&other.from).unwrap_or(&other.from).clone();
            let name = placeless
                .entry(other.name.clone())
                .or_insert_with(|| beside(&other.from, &other.wanted));
            other.name = name.clone();
        }
        written
    }
}

/// The name of a file that another one names, relative to the folder of the scenario, as the name of that one is.
// By what the files say of one another and not by where they were found, of which a name relative to the folder in which the
// program works holds a part.
fn beside(from: &str, wanted: &str) -> String {
    // A drive of Windows begins a name as / does.
    if wanted.starts_with('/') || wanted.get(1..2) == Some(":") {
        return wanted.to_owned();
    }
    let folder = from.rfind('/').map_or("", |end| &from[..=end]);
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(wanted.split('/')) {
        match step {
            "" | "." => {}
            ".." if steps.last().is_some_and(|last| *last != "..") => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    let root = if folder.starts_with('/') { "/" } else { "" };
    format!("{root}{}", steps.join("/"))
}

/// What the file that was asked for is called once its place is forgotten: no file has such a name.
const NAME: &str = "the scenario";

#[cfg(all(test, feature = "native"))]
mod tests {
    use super::*;
    use crate::scenario::files::disk;

    /// A scenario in a folder, what it extends above that folder, and the figures beside both, fetched by a name of the scenario.
    fn noted(name: &str) -> Written {
        let file = |name: &str| Fetched { name: name.to_owned(), text: format!("# {name}") };
        let fetch = |from: &str, wanted: &str| {
            let folder = std::path::Path::new(from).parent().expect("it has one").join(wanted);
            Ok(Fetched { text: wanted.to_owned(), ..file(&disk::tidy(&folder).to_string_lossy()) })
        };
        let first = Fetched { text: "the scenario".to_owned(), ..file(name) };
        let recorder = Recorder::new(&first, &Overrides::none());
        {
            let fetch = recorder.watching(&fetch);
            let base = fetch(name, "../base.toml").expect("it is there").name;
            let root = fetch(&base, "roots/root.toml").expect("it is there").name;
            for from in [name, &base, &root] {
                fetch(from, "evidence.toml").expect("it is there");
            }
        }
        recorder.written()
    }

    #[test]
    fn a_scenario_is_the_same_from_every_folder_in_which_the_program_works() {
        let written = noted("project/variants/v.toml");
        let names: Vec<(&str, &str)> =
            written.others.iter().map(|one| (one.from.as_str(), one.name.as_str())).collect();
        assert_eq!(
            names,
            [
                (NAME, "../base.toml"),
                ("../base.toml", "../roots/root.toml"),
                (NAME, "evidence.toml"),
                ("../base.toml", "../evidence.toml"),
                ("../roots/root.toml", "../roots/evidence.toml"),
            ]
        );
        for elsewhere in [
            "v.toml",
            "variants/v.toml",
            "/home/somebody/project/variants/v.toml",
            "../project/variants/v.toml",
            "../../variants/v.toml",
        ] {
            assert_eq!(noted(elsewhere), written, "{elsewhere}");
        }
    }

    #[test]
    fn a_name_from_the_root_of_a_disk_stays() {
        for wanted in ["/srv/base.toml", "C:/models/base.toml"] {
            assert_eq!(beside(NAME, wanted), wanted);
        }
        assert_eq!(beside("/srv/base.toml", "../x/./root.toml"), "/x/root.toml");
    }
}
