//! Pilots kept between runs, in the user's cache folder, by the hash of what they depend on.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use crate::experiment::pilot::Store;
use crate::scenario::Solved;

/// The folder of kept pilots; `None` where the system names no cache folder. `SURGE_SIM_CACHE` names another; empty is none.
pub struct Cache(Option<PathBuf>);

impl Cache {
    /// The user's.
    #[must_use]
    pub fn open() -> Cache {
        match std::env::var_os("SURGE_SIM_CACHE") {
            Some(path) if path.is_empty() => Cache(None),
            Some(path) => Cache(Some(PathBuf::from(path))),
            None => {
                Cache(directories::ProjectDirs::from("", "", "surge-sim").map(|dirs| dirs.cache_dir().join("pilots")))
            }
        }
    }

    fn file(&self, key: &str) -> Option<PathBuf> {
        self.0.as_ref().map(|folder| folder.join(format!("{key}.json")))
    }
}

impl Store for Cache {
    fn load(&self, key: &str) -> Option<Solved> {
        serde_json::from_slice(&fs::read(self.file(key)?).ok()?).ok()
    }

    fn save(&self, key: &str, solved: &Solved) {
        let Some(file) = self.file(key) else { return };
        let kept = || -> std::io::Result<()> {
            let folder = file.parent().unwrap_or(&file);
            fs::create_dir_all(folder)?;
            let mut new = tempfile::NamedTempFile::new_in(folder)?;
            new.write_all(&serde_json::to_vec(solved)?)?;
            new.persist(&file)?;
            Ok(())
        };
        // What cannot be kept is found out again next time.
        let _ = kept();
    }
}
