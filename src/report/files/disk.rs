//! What a folder of results is put in place with: every step that changes the disk, so that a test can end the program at each.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The steps that change the disk.
pub(super) trait Disk {
    /// A new hidden folder below `parent`, with a name that nothing else has.
    fn hidden(&self, parent: &Path) -> io::Result<PathBuf>;
    /// A new folder.
    fn make_folder(&self, path: &Path) -> io::Result<()>;
    /// A new file, written through to the disk; its handle locks it while it lives, where the disk knows locks.
    fn make_locked(&self, path: &Path, text: &[u8]) -> io::Result<File>;
    /// A new file, written through to the disk.
    fn make_file(&self, path: &Path, text: &[u8]) -> io::Result<()>;
    /// A file or folder gets another name.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Two folders change places in one step. `false` where the system cannot do that.
    fn exchange(&self, a: &Path, b: &Path) -> io::Result<bool>;
    /// One file goes.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// One folder goes that is empty.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
}

/// What hidden folders of this program begin with.
pub(super) const HIDDEN: &str = ".surge-sim-";

/// The disk as it is.
pub(super) struct Real;

impl Disk for Real {
    fn hidden(&self, parent: &Path) -> io::Result<PathBuf> {
        // Without `keep` the folder would be removed again when this call returns.
        Ok(tempfile::Builder::new().prefix(HIDDEN).tempdir_in(parent)?.keep())
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn make_locked(&self, path: &Path, text: &[u8]) -> io::Result<File> {
        let mut file = File::create_new(path)?;
        // A disk that knows no locks is used without: then nothing is ever cleaned there.
        let _ = file.try_lock();
        file.write_all(text)?;
        file.sync_all()?;
        Ok(file)
    }

    fn make_file(&self, path: &Path, text: &[u8]) -> io::Result<()> {
        let mut file = File::create_new(path)?;
        file.write_all(text)?;
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    fn exchange(&self, a: &Path, b: &Path) -> io::Result<bool> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
            Ok(()) => Ok(true),
            // Neither every system nor every disk knows it.
            Err(error)
                if [Errno::INVAL, Errno::NOSYS, Errno::OPNOTSUPP, Errno::NOTSUP]
                    .contains(&error) =>
            {
                Ok(false)
            }
            Err(error) => Err(error.into()),
        }
    }

    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    fn exchange(&self, _: &Path, _: &Path) -> io::Result<bool> {
        Ok(false)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }
}

/// The renaming itself reaches the disk; where folders cannot be opened (Windows) the system sees to it.
pub(super) fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}
