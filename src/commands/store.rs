//! Pilots kept between runs, in the user's cache folder, by the hash of what they depend on.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use crate::experiment::pilot::Store;
use crate::scenario::Solved;

/// The folder of kept pilots; `None` where the system names no cache folder. `SURGE_SIM_CACHE` names another; empty is none.
pub struct Cache {
    folder: Option<PathBuf>,
    program: String,
}

impl Cache {
    /// The user's.
    #[must_use]
    pub fn open() -> Cache {
        let folder = match std::env::var_os("SURGE_SIM_CACHE") {
            Some(path) if path.is_empty() => None,
            Some(path) => Some(PathBuf::from(path)),
            None => directories::ProjectDirs::from("", "", "surge-sim").map(|dirs| dirs.cache_dir().join("pilots")),
        };
        Cache { folder, program: program() }
    }

    fn file(&self, key: &str) -> Option<PathBuf> {
        let name = blake3::hash(format!("{} {key}", self.program).as_bytes()).to_hex();
        self.folder.as_ref().map(|folder| folder.join(format!("{name}.json")))
    }
}

/// A pilot is a matter of the program too: one rebuilt with another model must not find the old one's.
pub(super) fn program() -> String {
    let bytes = std::env::current_exe().and_then(fs::read).unwrap_or_default();
    blake3::hash(&bytes).to_hex().to_string()
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
