//! Pilots kept between runs, in the user's cache folder, by the hash of what they depend on.
//!
//! A file's first line says what it is, the second which pilot, the third is the hash of both and of the numbers behind them: what
//! does not match is found again, and said.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Once;

use crate::experiment::identity::BUILD;
use crate::experiment::pilot::Store;
use crate::scenario::Solved;

use super::{note, own};

/// What a kept pilot begins with.
const FIRST: &str = "surge-sim pilot ";
const FORMAT: &str = "1";

/// The folder of kept pilots; `None` where the system names no cache folder. `SURGE_SIM_CACHE` names another; empty is none.
pub struct Cache {
    folder: Option<PathBuf>,
}

impl Cache {
    /// The user's.
    #[must_use]
    pub fn open() -> Cache {
        let folder = match std::env::var_os("SURGE_SIM_CACHE") {
            Some(path) if path.is_empty() => None,
            Some(path) => Some(PathBuf::from(path)),
            None => directories::ProjectDirs::from("", "", "surge-sim")
                .map(|dirs| dirs.cache_dir().join("pilots")),
        };
        Cache { folder }
    }

    /// A pilot is a matter of the program too: a build with another model must not find another's.
    fn file(&self, key: &str) -> Option<PathBuf> {
        let name = blake3::hash(format!("{BUILD} {key}").as_bytes()).to_hex();
        self.folder.as_ref().map(|folder| folder.join(format!("{name}.pilot")))
    }
}

impl Store for Cache {
    fn load(&self, key: &str) -> Option<Solved> {
        let file = self.file(key)?;
        let bytes = match fs::read(&file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            Err(error) => {
                found_again(&file, &format!("cannot be read ({error})"));
                return None;
            }
        };
        let found = unpacked(key, &bytes);
        if found.is_none() {
            found_again(&file, "are damaged, or not written by this program");
        }
        found
    }

    fn save(&self, key: &str, solved: &Solved) {
        let Some(file) = self.file(key) else { return };
        if let Err(error) = kept(&file, &packed(key, solved)) {
            // What cannot be kept is found out again next time.
            static SAID: Once = Once::new();
            SAID.call_once(|| {
                note(&format!(
                    "note: {}: normal times could not be kept for the next run: {error}",
                    file.parent().unwrap_or(&file).display()
                ));
            });
        }
    }

    fn disbelieve(&self, key: &str, why: &str) {
        if let Some(file) = self.file(key) {
            found_again(&file, &format!("do not fit the scenario: {why}"));
        }
    }
}

fn found_again(file: &Path, why: &str) {
    note(&format!(
        "note: {}: the normal times kept there {why}; they are found again",
        file.display()
    ));
}

fn kept(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = file.parent().unwrap_or(file);
    fs::create_dir_all(folder)?;
    if file.exists() && !own::is_ours_or_nothing(file, FIRST)? {
        let why = "a file of that name is there, which this program did not write";
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, why));
    }
    // Beside it and then in its place: two runs may find the same pilot at once, and none may read half of one.
    let mut new = tempfile::Builder::new().prefix(".surge-sim-").tempfile_in(folder)?;
    new.write_all(bytes)?;
    new.as_file().sync_all()?;
    new.persist(file)?;
    Ok(())
}

fn packed(key: &str, solved: &Solved) -> Vec<u8> {
    let numbers = serde_json::to_string(solved).expect("normal times can be written down");
    format!("{FIRST}{FORMAT}\n{key}\n{}\n{numbers}\n", hash(key, &numbers)).into_bytes()
}

/// The pilot of this key; `None` where the bytes are not what was written.
fn unpacked(key: &str, bytes: &[u8]) -> Option<Solved> {
    let text = std::str::from_utf8(bytes).ok()?;
    // Split at line ends and not read as lines: a file cut short lacks the empty piece behind the last.
    let mut lines = text.strip_prefix(FIRST)?.strip_prefix(FORMAT)?.strip_prefix('\n')?.split('\n');
    let (own, wanted, numbers, end) = (lines.next()?, lines.next()?, lines.next()?, lines.next()?);
    let sound =
        own == key && wanted == hash(key, numbers) && end.is_empty() && lines.next().is_none();
    serde_json::from_str(numbers).ok().filter(|_| sound)
}

fn hash(key: &str, numbers: &str) -> String {
    blake3::hash(format!("{key}\n{numbers}").as_bytes()).to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::normal_times::closed_form;
    use crate::scenario::{Overrides, load_str};

    #[test]
    fn no_byte_of_a_kept_pilot_can_change_unnoticed() {
        let text = include_str!("../../tests/fixtures/small.toml");
        let solved = closed_form(&load_str("x", text, &Overrides::none()).expect("sound").scenario);
        let bytes = packed("a key", &solved);
        assert_eq!(unpacked("a key", &bytes), Some(solved));
        assert_eq!(unpacked("another key", &bytes), None);
        // Every line and, of the long one, every seventh byte.
        for place in (0..300).chain((300..bytes.len()).step_by(7)) {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            assert_eq!(unpacked("a key", &changed), None, "byte {place}");
            assert_eq!(unpacked("a key", &bytes[..place]), None, "cut at {place}");
        }
        assert_eq!(unpacked("a key", &[&bytes[..], b"x"].concat()), None);
    }

    #[test]
    fn a_file_of_that_name_that_is_not_ours_stays() {
        let home = tempfile::tempdir().expect("a temporary folder");
        let cache = Cache { folder: Some(home.path().to_owned()) };
        let text = include_str!("../../tests/fixtures/small.toml");
        let solved = closed_form(&load_str("x", text, &Overrides::none()).expect("sound").scenario);
        let file = cache.file("a key").expect("there is a folder");
        fs::write(&file, "a letter").expect("it can be written");
        assert_eq!(cache.load("a key"), None);
        cache.save("a key", &solved);
        assert_eq!(fs::read_to_string(&file).expect("it is there"), "a letter");
        // What a power cut leaves of one of ours is no loss.
        for nothing in ["", "\0\0\0\0", "surge-sim pilot 1\nhalf"] {
            fs::write(&file, nothing).expect("it can be written");
            assert_eq!(cache.load("a key"), None);
            cache.save("a key", &solved);
            assert_eq!(cache.load("a key"), Some(solved.clone()));
        }
    }
}
