//! `manifest.json`: every file of a folder but the timing with its hash, so that a later run knows which are its own.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::FilesError;

pub(super) const NAME: &str = "manifest.json";
/// Known by name: what it says depends on the machine, and the manifest does not.
pub(super) const TIMING: &str = "timing.json";

/// Which build wrote a folder.
const BUILD: &str = env!("SURGE_SIM_BUILD");

#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Manifest {
    /// What wrote the folder.
    program: String,
    /// Which build of it; those before there were builds said nothing.
    #[serde(default)]
    build: Option<String>,
    /// The hash function.
    hash: String,
    /// File name to hash, in the order of names.
    pub files: BTreeMap<String, String>,
}

/// Writes the manifest of these files.
pub(super) fn write(folder: &Path, names: &[String]) -> Result<(), FilesError> {
    let mut files = BTreeMap::new();
    for name in names.iter().filter(|name| *name != TIMING) {
        files.insert(name.clone(), hash(&folder.join(name))?);
    }
    let build = Some(BUILD.to_owned());
    let manifest = Manifest { program: "surge-sim".into(), build, hash: "blake3".into(), files };
    let text = serde_json::to_string_pretty(&manifest)
        .map_err(|error| FilesError::Json(error.to_string()))?;
    let written = || -> std::io::Result<()> {
        let mut out = fs::File::create_new(folder.join(NAME))?;
        out.write_all(text.as_bytes())?;
        out.write_all(b"\n")?;
        out.sync_all()
    };
    written().map_err(|source| FilesError::io(Path::new(NAME), source))
}

/// The manifest, if the folder has one that is ours.
pub(super) fn known(folder: &Path) -> Result<Option<Manifest>, FilesError> {
    let path = folder.join(NAME);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        // A folder, say, in its place.
        Err(_) if !path.is_file() => return Ok(None),
        Err(source) => return Err(FilesError::io(&path, source)),
    };
    let manifest: Option<Manifest> = serde_json::from_slice(&bytes).ok();
    // A manifest with another hash function cannot be checked, so its files are not known as results.
    Ok(manifest.filter(|manifest| manifest.program == "surge-sim" && manifest.hash == "blake3"))
}

/// Why a file of a finished folder is not taken for what this program found.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Distrust {
    /// Nothing says what the file was when it was written.
    #[error(
        "it has no {NAME} that says what its files were when they were written; run its scenario again"
    )]
    NoManifest,
    /// It is not the file that was written.
    #[error("{0} is not as it was written, by the hash in {NAME}; run its scenario again")]
    Changed(String),
    /// Another build wrote it; which, if it said so.
    #[error("{}", other_build(.0.as_deref()))]
    Build(Option<String>),
}

fn other_build(build: Option<&str>) -> String {
    let short = |build: &str| build.chars().take(12).collect::<String>();
    let theirs = build.map_or_else(
        || "a build that did not say which".to_owned(),
        |build| format!("build {}", short(build)),
    );
    format!(
        "made by {theirs} of this program, and this is build {}: the two may give other numbers. Run its scenario again with this \
         one, or use the one that made it",
        short(BUILD)
    )
}

/// Whether a file of a finished folder is as this very program wrote it, by the folder's manifest.
///
/// # Errors
/// Outside, what the disk says; inside, why the file is not to be trusted.
pub fn vouched(folder: &Path, name: &str) -> Result<Result<(), Distrust>, FilesError> {
    let Some(manifest) = known(folder)? else { return Ok(Err(Distrust::NoManifest)) };
    // The build is compared before the hash: no file of another build is trusted, changed or not.
    if manifest.build.as_deref() != Some(BUILD) {
        return Ok(Err(Distrust::Build(manifest.build)));
    }
    let Some(wanted) = manifest.files.get(name) else {
        return Ok(Err(Distrust::Changed(name.to_owned())));
    };
    Ok(if hash(&folder.join(name))? == *wanted {
        Ok(())
    } else {
        Err(Distrust::Changed(name.to_owned()))
    })
}

pub(super) fn hash(path: &Path) -> Result<String, FilesError> {
    fs::File::open(path).and_then(hash_of).map_err(|source| FilesError::io(path, source))
}

/// A read that a signal interrupts is taken up again.
fn hash_of(mut from: impl Read) -> std::io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    // The hash reads the file in parts. Whole files of a run of a hundred years would need far more memory than the
    // run.
    let mut buffer = vec![0; 1 << 16];
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok(hasher.finalize().to_hex().to_string()),
            Ok(n) => {
                hasher.update(&buffer[..n]);
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    /// Says these things, one a read, and then that there is no more.
    struct Says(Vec<io::Result<&'static [u8]>>);

    impl Read for Says {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() {
                return Ok(0);
            }
            let bytes = self.0.remove(0)?;
            buffer[..bytes.len()].copy_from_slice(bytes);
            Ok(bytes.len())
        }
    }

    #[test]
    fn an_interrupted_read_is_taken_up_again_and_a_failed_one_is_no_other_file() {
        let interrupted = || Err(io::Error::from(io::ErrorKind::Interrupted));
        let whole = hash_of(&b"one file"[..]).expect("memory can be read");
        let again = hash_of(Says(vec![
            interrupted(),
            Ok(b"one "),
            interrupted(),
            interrupted(),
            Ok(b"file"),
        ]));
        assert_eq!(again.expect("it is read in the end"), whole);
        let failed = hash_of(Says(vec![Ok(b"one "), Err(io::Error::other("a bad sector"))]));
        assert_eq!(failed.expect_err("it is not read").to_string(), "a bad sector");
    }

    /// Root may read everything: then there is nothing to see.
    #[cfg(unix)]
    #[test]
    fn a_file_that_cannot_be_read_is_not_called_changed() {
        use std::os::unix::fs::PermissionsExt as _;
        let home = tempfile::tempdir().expect("a temporary folder");
        let path = home.path().join("a.csv");
        fs::write(&path, "one").expect("it can be written");
        write(home.path(), &["a.csv".to_owned()]).expect("it can be written");
        let closed = |path: &Path, read: &dyn Fn() -> bool| {
            fs::set_permissions(path, fs::Permissions::from_mode(0o000)).expect("it can be closed");
            let failed = fs::read(path).is_ok() || !read();
            fs::set_permissions(path, fs::Permissions::from_mode(0o644)).expect("it can be opened");
            failed
        };
        assert!(closed(&path, &|| hash(&path).is_ok()));
        assert!(closed(&home.path().join(NAME), &|| known(home.path()).is_ok()));
    }

    #[test]
    fn only_a_file_as_this_build_wrote_it_is_vouched_for() {
        let home = tempfile::tempdir().expect("a temporary folder");
        let vouched = || vouched(home.path(), "a.csv").expect("it can be read");
        fs::write(home.path().join("a.csv"), "one").expect("it can be written");
        assert_eq!(vouched(), Err(Distrust::NoManifest));
        write(home.path(), &["a.csv".to_owned()]).expect("it can be written");
        assert_eq!(vouched(), Ok(()));
        fs::write(home.path().join("a.csv"), "two").expect("it can be written");
        assert_eq!(vouched(), Err(Distrust::Changed("a.csv".to_owned())));
        assert_eq!(
            super::vouched(home.path(), "b.csv").expect("it can be read"),
            Err(Distrust::Changed("b.csv".to_owned()))
        );
        let manifest = fs::read_to_string(home.path().join(NAME)).expect("it is there");
        let build = format!("  \"build\": \"{BUILD}\",\n");
        assert!(manifest.contains(&build), "{manifest}");
        for (other, named) in [
            ("", None),
            ("  \"build\": \"0123456789abcdef\",\n", Some("0123456789abcdef".to_owned())),
        ] {
            fs::write(home.path().join(NAME), manifest.replace(&build, other))
                .expect("it can be written");
            assert_eq!(vouched(), Err(Distrust::Build(named)));
        }
        // A folder of an earlier build is still known for one of this program's.
        fs::write(home.path().join("a.csv"), "one").expect("it can be written");
        assert!(known(home.path()).expect("it can be read").is_some());
    }
}
