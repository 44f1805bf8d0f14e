//! `manifest.json`: every file of a folder but the timing with its hash, so that a later run knows which are its own.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::FilesError;

pub(super) const NAME: &str = "manifest.json";
/// Known by name: what it says depends on the machine, and the manifest does not.
pub(super) const TIMING: &str = "timing.json";

#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Manifest {
    /// What wrote the folder.
    program: String,
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
    let manifest = Manifest { program: "surge-sim".into(), hash: "blake3".into(), files };
    let text = serde_json::to_string_pretty(&manifest).map_err(|error| FilesError::Json(error.to_string()))?;
    let written = || -> std::io::Result<()> {
        let mut out = fs::File::create_new(folder.join(NAME))?;
        out.write_all(text.as_bytes())?;
        out.write_all(b"\n")?;
        out.sync_all()
    };
    written().map_err(|source| FilesError::io(Path::new(NAME), source))
}

/// The manifest, if the folder has one that is ours.
pub(super) fn known(folder: &Path) -> Option<Manifest> {
    let manifest: Manifest = serde_json::from_slice(&fs::read(folder.join(NAME)).ok()?).ok()?;
    (manifest.program == "surge-sim" && manifest.hash == "blake3").then_some(manifest)
}

pub(super) fn hash(path: &Path) -> Result<String, FilesError> {
    let mut hasher = blake3::Hasher::new();
    let mut read = || -> std::io::Result<()> {
        let mut file = fs::File::open(path)?;
        let mut buffer = vec![0; 1 << 16];
        loop {
            match file.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(n) => hasher.update(&buffer[..n]),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
        }
    };
    read().map_err(|source| FilesError::io(path, source))?;
    Ok(hasher.finalize().to_hex().to_string())
}
