//! Scenario texts: what can go wrong in fetching one, and reading them from disk.

use std::fmt;

use super::foreign;

/// The most a scenario file may hold, in bytes.
pub const MOST_BYTES: u64 = 1 << 20;

/// The published figures beside the scenarios of a folder.
pub(crate) const EVIDENCE_FILE: &str = "evidence.toml";

/// A text and the name it is known by.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// Its name in messages, and where names relative to it start from.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// Fetches the file that another one names: `(the file that names it, the name written there)`.
pub type Fetch<'a> = dyn Fn(&str, &str) -> Result<Fetched, FileProblem> + 'a;

/// Why a text could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// There is none of that name; the nearest one that there is.
    Missing(String, Option<String>),
    /// The name is a folder's.
    Directory(String),
    /// It is there and may not be read.
    Forbidden(String),
    /// Reading failed for another reason.
    Unreadable(String, String),
    /// It is larger than [`MOST_BYTES`]; its size, where it is known.
    TooLarge(String, Option<u64>),
    /// It holds nothing.
    Empty(String),
    /// It holds bytes that no text has; the line of the first.
    Binary(String, usize),
    /// It is a file of another kind: what kind.
    Foreign(String, &'static str),
    /// It is text in an encoding of two or four bytes a letter: which.
    Wide(String, &'static str),
    /// It is text in another encoding; the line of the first byte that is not UTF-8.
    NotUtf8(String, usize),
    /// There are no files here (in the browser).
    NoFiles(String),
}

impl fmt::Display for FileProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FileProblem::Missing(name, None) if !name.ends_with(".toml") => {
                write!(
                    f,
                    "{name}: no such file; a scenario is named by its file, which ends in .toml"
                )
            }
            FileProblem::Missing(name, None) => write!(f, "{name}: no such file"),
            FileProblem::Missing(name, Some(nearest)) => {
                write!(f, "{name}: no such file; nearest: {nearest}")
            }
            FileProblem::Directory(name) => {
                write!(
                    f,
                    "{name}: a folder, not a scenario file; surge-sim library {name} runs every scenario in it"
                )
            }
            FileProblem::Forbidden(name) => {
                write!(f, "{name}: may not be read (permission denied)")
            }
            FileProblem::Unreadable(name, reason) => write!(f, "{name}: cannot be read: {reason}"),
            FileProblem::TooLarge(name, bytes) => {
                let size = bytes.map_or_else(String::new, |bytes| format!("{bytes} bytes, "));
                write!(
                    f,
                    "{name}: {size}more than the 1 MiB (1048576 bytes) a scenario file may have"
                )
            }
            FileProblem::Empty(name) => write!(f, "{name}: the file is empty"),
            FileProblem::Binary(name, line) => {
                write!(f, "{name}: not a text file (a NUL byte at line {line})")
            }
            FileProblem::Foreign(name, kind) => {
                write!(
                    f,
                    "{name}: {kind}, not a scenario. A scenario is text in TOML and holds numbers of a service, never records \
                     of children; surge-sim new NAME writes one to begin with"
                )
            }
            FileProblem::Wide(name, encoding) => {
                write!(
                    f,
                    "{name}: text in {encoding}; save it as UTF-8 (in Notepad: Save as, Encoding, UTF-8)"
                )
            }
            FileProblem::NotUtf8(name, line) => {
                write!(f, "{name}: not UTF-8 text (first at line {line}); save it as UTF-8")
            }
            FileProblem::NoFiles(name) => write!(f, "{name}: other files cannot be read here"),
        }
    }
}

impl std::error::Error for FileProblem {}

/// The text of some bytes, or why they are none.
pub(crate) fn text_of(name: &str, bytes: Vec<u8>) -> Result<String, FileProblem> {
    if u64::try_from(bytes.len()).is_ok_and(|size| size > MOST_BYTES) {
        // The kind first: that a spreadsheet is no scenario is of more use than that it is too large.
        if let Some(kind) = foreign::kind(name, &bytes) {
            return Err(FileProblem::Foreign(name.to_owned(), kind));
        }
        return Err(FileProblem::TooLarge(name.to_owned(), Some(bytes.len() as u64)));
    }
    // Before the search for NUL bytes, of which text in a wide encoding is half made.
    if let Some(encoding) = foreign::wide(&bytes) {
        return Err(FileProblem::Wide(name.to_owned(), encoding));
    }
    if let Some(kind) = foreign::kind(name, &bytes) {
        return Err(FileProblem::Foreign(name.to_owned(), kind));
    }
    let line_of = |place: usize| bytes[..place].iter().filter(|&&byte| byte == b'\n').count() + 1;
    if let Some(place) = bytes.iter().position(|byte| *byte == 0) {
        return Err(FileProblem::Binary(name.to_owned(), line_of(place)));
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let sound = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = sound.iter().filter(|&&byte| byte == b'\n').count() + 1;
        FileProblem::NotUtf8(name.to_owned(), line)
    })?;
    // An editor may put a mark of byte order before UTF-8: it is no part of what the file says, nor a column of its
    // first line.
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    // A scenario is what it says: line ends of Windows make no other one.
    if text.contains("\r\n") {
        text = text.replace("\r\n", "\n");
    }
    if text.trim().is_empty() {
        return Err(FileProblem::Empty(name.to_owned()));
    }
    // Last, because a table of text has no mark of its own: it is known by its lines.
    if foreign::is_table(name, &text) {
        return Err(FileProblem::Foreign(name.to_owned(), "a table of text (CSV)"));
    }
    Ok(text)
}

#[cfg(feature = "native")]
pub(crate) mod disk {
    //! Files on disk.

    use std::fs::File;
    use std::io::{self, Read};
    use std::path::{Component, Path, PathBuf};

    use super::{Fetched, FileProblem, MOST_BYTES, foreign, text_of};
    use crate::scenario::problem::nearest;

    /// Reads a scenario file; its size is known before its content is held.
    pub fn read(path: &Path) -> Result<Fetched, FileProblem> {
        let name = shown(path);
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => FileProblem::Missing(name.clone(), nearest_file(path)),
            io::ErrorKind::PermissionDenied => FileProblem::Forbidden(name.clone()),
            io::ErrorKind::IsADirectory => FileProblem::Directory(name.clone()),
            _ => FileProblem::Unreadable(name.clone(), error.to_string()),
        };
        let metadata = std::fs::metadata(path).map_err(failed)?;
        // Asked beforehand: systems differ in how and when opening a folder fails.
        if metadata.is_dir() {
            return Err(FileProblem::Directory(name));
        }
        if metadata.len() > MOST_BYTES {
            // A census return is larger than any scenario, and the name of what it is helps more than its size.
            let mut head = Vec::new();
            File::open(path).map_err(failed)?.take(HEAD).read_to_end(&mut head).map_err(failed)?;
            if let Some(kind) = foreign::kind(&name, &head) {
                return Err(FileProblem::Foreign(name, kind));
            }
            return Err(FileProblem::TooLarge(name, Some(metadata.len())));
        }
        let mut bytes = Vec::new();
        // A pipe has no size beforehand, so the limit is kept while reading, too.
        File::open(path)
            .map_err(failed)?
            .take(MOST_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
        let text = text_of(&name, bytes).map_err(|problem| match problem {
            // No more was read than shows that there is too much.
            FileProblem::TooLarge(name, _) => FileProblem::TooLarge(name, None),
            other => other,
        })?;
        Ok(Fetched { name, text })
    }

    /// So much of a file tells its kind.
    const HEAD: u64 = 1 << 16;

    // The parts of a path on Windows are parted by what may be a letter of a name elsewhere.
    fn shown(path: &Path) -> String {
        let name = path.to_string_lossy();
        if name.is_empty() {
            return "\"\"".to_owned();
        }
        if std::path::MAIN_SEPARATOR == '\\' { name.replace('\\', "/") } else { name.into_owned() }
    }

    /// Folders in which a scenario may be that was named without one.
    const USUAL: [&str; 2] = ["scenarios", "../scenarios"];

    // With its ending, with / for \, in the usual folder, or the one whose name is most like the wrong one.
    fn nearest_file(path: &Path) -> Option<String> {
        let forward = PathBuf::from(path.to_string_lossy().replace('\\', "/"));
        let whole = forward.with_extension("toml");
        if let Some(there) = [&forward, &whole].into_iter().find(|file| file.is_file()) {
            return Some(shown(there));
        }
        // Somebody who wrote a folder has said where to look.
        let bare = forward.parent().is_none_or(|folder| folder.as_os_str().is_empty());
        let usual = USUAL.iter().filter(|_| bare).map(|folder| Path::new(folder).join(&whole));
        if let Some(there) = usual.into_iter().find(|file| file.is_file()) {
            return Some(shown(&there));
        }
        // The name itself in other letters, be it in the usual folder, is nearer than another name beside it.
        let elsewhere = USUAL.iter().filter(|_| bare).map(|folder| Path::new(folder).join(&whole));
        let places: Vec<PathBuf> = std::iter::once(forward).chain(elsewhere).collect();
        let same = |path: &PathBuf| {
            let wanted = path.with_extension("toml").file_name()?.to_string_lossy().to_lowercase();
            scenarios_beside(path).into_iter().find(|name| name.to_lowercase() == wanted)
        };
        let named = |path: &PathBuf, name: String| Some(shown(&path.with_file_name(name)));
        places
            .iter()
            .find_map(|path| named(path, same(path)?))
            .or_else(|| places.iter().find_map(|path| most_like(path)))
    }

    fn scenarios_beside(path: &Path) -> Vec<String> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let there = std::fs::read_dir(folder.unwrap_or(Path::new("."))).into_iter().flatten();
        there
            // What cannot be read is no suggestion: this only looks for a better name.
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name.ends_with(".toml"))
            .collect()
    }

    // The scenario of the same folder whose name is most like it.
    fn most_like(path: &Path) -> Option<String> {
        let there = scenarios_beside(path);
        let wanted = path.file_name()?.to_string_lossy().into_owned();
        let found = nearest(&wanted, there.iter().map(String::as_str))?;
        Some(shown(&path.with_file_name(found)))
    }

    /// Reads the file that another one names, relative to that one's folder.
    pub fn fetch(from: &str, wanted: &str) -> Result<Fetched, FileProblem> {
        let folder = Path::new(from).parent().unwrap_or(Path::new(""));
        read(&tidy(&folder.join(wanted)))
    }

    /// Takes out `.` and `x/..`, so that one file has one name.
    #[must_use]
    pub fn tidy(path: &Path) -> PathBuf {
        let mut tidy = PathBuf::new();
        for part in path.components() {
            match part {
                Component::CurDir => {}
                // By text and not by asking the disk: the name stands in messages and is compared to find circles.
                Component::ParentDir
                    if matches!(tidy.components().next_back(), Some(Component::Normal(_))) =>
                {
                    tidy.pop();
                }
                _ => tidy.push(part),
            }
        }
        tidy
    }
}
