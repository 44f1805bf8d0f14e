//! `manifest.json`: every file of a folder but the timing with its hash, so that a later run knows which are its own.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::FilesError;

pub(super) const NAME: &str = "manifest.json";
/// Known by name: what it says depends on the machine, and the manifest does not.
pub(super) const TIMING: &str = "timing.json";

#[derive(Debug, Deserialize, Serialize)]
struct Manifest {
    /// What wrote the folder.
    program: String,
    /// The hash function.
    hash: String,
    /// File name to hash, in the order of names.
    files: BTreeMap<String, String>,
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

/// The first entry of a folder, by name, that its manifest does not vouch for. An empty folder has none.
pub(super) fn first_stranger(folder: &Path) -> Result<Option<PathBuf>, FilesError> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(|source| FilesError::io(folder, source))? {
        entries.push(entry.map_err(|source| FilesError::io(folder, source))?.path());
    }
    entries.sort();
    let known = known(folder);
    for path in entries {
        let name = path.file_name().and_then(|name| name.to_str());
        let kind = fs::symlink_metadata(&path).map_err(|source| FilesError::io(&path, source))?;
        let vouched = match (name, &known) {
            (Some(NAME | TIMING), Some(_)) => kind.is_file(),
            (Some(name), Some(known)) => {
                kind.is_file() && known.files.get(name).is_some_and(|known| hash(&path).is_ok_and(|is| is == *known))
            }
            _ => false,
        };
        if !vouched {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// The manifest, if the folder has one that is ours.
fn known(folder: &Path) -> Option<Manifest> {
    let manifest: Manifest = serde_json::from_slice(&fs::read(folder.join(NAME)).ok()?).ok()?;
    (manifest.program == "surge-sim" && manifest.hash == "blake3").then_some(manifest)
}

fn hash(path: &Path) -> Result<String, FilesError> {
    let mut hasher = blake3::Hasher::new();
    let mut read = || -> std::io::Result<()> {
        let mut file = fs::File::open(path)?;
        let mut buffer = vec![0; 1 << 16];
        loop {
            match file.read(&mut buffer)? {
                0 => return Ok(()),
                n => hasher.update(&buffer[..n]),
            };
        }
    };
    read().map_err(|source| FilesError::io(path, source))?;
    Ok(hasher.finalize().to_hex().to_string())
}
