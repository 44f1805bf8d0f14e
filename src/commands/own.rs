//! The files that this program keeps for itself between runs, and how they go: its own alone, known by name and by first line,
//! and none that another run has open.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

/// What became of a file that was to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// It is gone, or there was none.
    Yes,
    /// It is there still: this program did not write it.
    NotOurs,
    /// It is there still: another run has it open.
    InUse,
}

/// True of a name that this program gives: 64 hexadecimal digits and this ending.
#[must_use]
pub fn is_name(path: &Path, ending: &str) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let digits =
        name.strip_suffix(ending).and_then(|rest| rest.strip_suffix('.')).unwrap_or_default();
    digits.len() == 64 && digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
}

/// True where the file begins as this program's do, or holds nothing: no bytes, or zeros alone, as a power cut leaves them.
///
/// # Errors
/// What the disk says.
pub fn is_ours_or_nothing(path: &Path, first: &str) -> io::Result<bool> {
    let mut bytes = Vec::new();
    File::open(path)?.take(1 << 16).read_to_end(&mut bytes)?;
    Ok(bytes.starts_with(first.as_bytes()) || bytes.iter().all(|byte| *byte == 0))
}

/// Removes a file that begins with these words, if it is a file, and nobody has it open.
///
/// # Errors
/// What the disk says.
pub fn remove(path: &Path, first: &str) -> io::Result<Gone> {
    // Of the name itself: what a link leads to may be anybody's.
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Gone::Yes),
        Err(error) => return Err(error),
        Ok(found) if !found.is_file() => return Ok(Gone::NotOurs),
        Ok(_) => {}
    }
    let file = File::open(path)?;
    let mut begins = Vec::new();
    (&file).take(first.len() as u64).read_to_end(&mut begins)?;
    if begins != first.as_bytes() {
        return Ok(Gone::NotOurs);
    }
    // On Unix whoever has it open would go on writing to a file without a name, and lose it.
    match file.try_lock() {
        Err(fs::TryLockError::WouldBlock) => return Ok(Gone::InUse),
        // A disk that knows no locks is used without.
        Err(fs::TryLockError::Error(_)) | Ok(()) => {}
    }
    fs::remove_file(path).map(|()| Gone::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "surge-sim thing ";

    #[test]
    fn only_names_of_this_program_are_its_own() {
        let digits = "0123456789abcdef".repeat(4);
        assert!(is_name(Path::new(&format!("/x/{digits}.journal")), "journal"));
        for other in ["notes.journal", ".journal", "journal", &digits, &format!("{digits}journal")]
        {
            assert!(!is_name(Path::new(other), "journal"), "{other}");
        }
        for name in
            [digits.to_uppercase(), digits[1..].to_owned(), format!("{digits}0"), "g".repeat(64)]
        {
            assert!(!is_name(Path::new(&format!("{name}.journal")), "journal"), "{name}");
        }
        assert!(!is_name(Path::new(&format!("{digits}.toml")), "journal"));
    }

    #[test]
    fn a_file_goes_only_where_it_is_ours_and_nobody_has_it_open() {
        let home = tempfile::tempdir().expect("a temporary folder");
        let path = home.path().join("x");
        assert_eq!(remove(&path, FIRST).expect("there is none"), Gone::Yes);
        for other in ["", "surge-sim", "a letter\n", "\0\0\0"] {
            fs::write(&path, other).expect("it can be written");
            assert_eq!(remove(&path, FIRST).expect("it can be read"), Gone::NotOurs, "{other:?}");
            assert_eq!(fs::read_to_string(&path).expect("it is there"), other);
        }
        fs::write(&path, "surge-sim thing 1\n").expect("it can be written");
        let open = File::open(&path).expect("it is there");
        open.lock().expect("nobody has it");
        assert_eq!(remove(&path, FIRST).expect("it can be read"), Gone::InUse);
        assert!(path.is_file());
        drop(open);
        assert_eq!(remove(&path, FIRST).expect("it can be read"), Gone::Yes);
        assert!(!path.exists());
        fs::create_dir(&path).expect("it can be made");
        assert_eq!(remove(&path, FIRST).expect("it is a folder"), Gone::NotOurs);
    }
}
