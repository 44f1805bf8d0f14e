//! Putting a finished folder in its place by renaming.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{FilesError, manifest};

/// Where a link, or a path such as `.`, leads: the folder behind it is the one to replace.
pub(super) fn resolved(dest: &Path) -> Result<PathBuf, FilesError> {
    let is_link = fs::symlink_metadata(dest).is_ok_and(|found| found.is_symlink());
    if is_link || dest.file_name().is_none() {
        fs::canonicalize(dest).map_err(|source| FilesError::io(dest, source))
    } else {
        Ok(dest.to_owned())
    }
}

/// Whether `dest` may become the new folder.
pub(super) fn may_replace(dest: &Path, force: bool) -> Result<(), FilesError> {
    match fs::metadata(dest) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(FilesError::io(dest, error)),
        Ok(found) if !found.is_dir() => Err(FilesError::NotAFolder { path: dest.to_owned() }),
        Ok(_) if force => Ok(()),
        Ok(_) => match manifest::first_stranger(dest)? {
            Some(file) => Err(FilesError::WouldLose { file }),
            None => Ok(()),
        },
    }
}

/// Whether something may be written where `dest` will stand: in the nearest folder above it that is there.
pub(super) fn may_write_beside(dest: &Path) -> Result<(), FilesError> {
    let here = Path::new(".");
    let above = dest.ancestors().skip(1).map(|above| if above.as_os_str().is_empty() { here } else { above });
    let Some(there) = above.into_iter().find(|above| above.exists()) else { return Ok(()) };
    let tried = tempfile::Builder::new().prefix(".surge-sim-").tempdir_in(there);
    tried.map(drop).map_err(|source| FilesError::io(there, io::Error::from(source.kind())))
}

/// The folder that `dest` stands in, made if it is not there.
pub(super) fn parent(dest: &Path) -> Result<PathBuf, FilesError> {
    if dest.file_name().is_none() {
        return Err(FilesError::NotAFolder { path: dest.to_owned() });
    }
    let parent = match dest.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    fs::create_dir_all(&parent).map_err(|source| FilesError::io(&parent, source))?;
    Ok(parent)
}

/// Temporary folders are closed to all but their owner; results are as open as other new folders are.
#[cfg(unix)]
pub(super) fn open_to_readers(folder: &Path) -> Result<(), FilesError> {
    use std::os::unix::fs::PermissionsExt;
    // What the system gives a new folder shows what its owner wants.
    let probe = folder.join(".probe");
    let usual = fs::create_dir(&probe).and_then(|()| fs::metadata(&probe)).map(|found| found.permissions().mode());
    let set = usual.and_then(|mode| {
        fs::remove_dir(&probe)?;
        fs::set_permissions(folder, fs::Permissions::from_mode(mode))
    });
    set.map_err(|source| FilesError::io(folder, source))
}

#[cfg(not(unix))]
pub(super) fn open_to_readers(_: &Path) -> Result<(), FilesError> {
    Ok(())
}

/// Renames `made` to `dest`. What was there is moved aside first, comes back if that fails, and is removed if it works.
pub(super) fn put_in_place(made: TempDir, dest: &Path, force: bool) -> Result<(), FilesError> {
    // Asked again: files may have come while the new ones were made.
    may_replace(dest, force)?;
    let fail = |source| FilesError::io(dest, source);
    if !dest.exists() {
        fs::rename(made.path(), dest).map_err(fail)?;
        let _ = made.keep();
        return sync_parent(dest);
    }
    let aside = aside(made.path());
    fs::rename(dest, &aside).map_err(fail)?;
    if let Err(error) = fs::rename(made.path(), dest) {
        fs::rename(&aside, dest).map_err(fail)?;
        return Err(fail(error));
    }
    let _ = made.keep();
    sync_parent(dest)?;
    fs::remove_dir_all(&aside).map_err(|source| FilesError::io(&aside, source))
}

/// A name beside the new folder that nothing else has.
fn aside(made: &Path) -> PathBuf {
    let mut name = made.file_name().unwrap_or(OsStr::new(".surge-sim")).to_owned();
    name.push("-old");
    made.with_file_name(name)
}

/// The renaming itself reaches the disk; where folders cannot be opened (Windows) the system sees to it.
fn sync_parent(dest: &Path) -> Result<(), FilesError> {
    let parent = parent(dest)?;
    if let Ok(folder) = fs::File::open(&parent) {
        let _ = folder.sync_all();
    }
    Ok(())
}
