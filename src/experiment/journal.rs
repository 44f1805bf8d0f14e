//! A journal: records appended as they are finished, so that whatever stops the work loses at most the one being written.
//!
//! The first line says what the file is, the second whose it is, as JSON: a journal is opened for one purpose and refused for
//! another. Then come frames: length, tag, check of the two, hash, record compressed with LZ4. A last frame that is cut short or does not match
//! its hash is what a killed program leaves behind: it is cut off and made again. Anything else that does not match is damage,
//! and is named rather than worked around.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Read, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use thiserror::Error;

const MAGIC: &str = "surge-sim journal 1\n";
/// Length of the record [4], tag [8], a check of both [4], hash of the record [16].
const HEAD: usize = 32;
/// No record is longer [bytes].
const MOST: u64 = 1 << 30;

/// An open journal. Dropping it closes it.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    owner: String,
    records: Mutex<Vec<Entry>>,
    end: u64,
    // Kept open by its writer alone: there may be more journals to read than files that may be open at once.
    file: Option<Mutex<File>>,
}

/// Where a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What the writer called it.
    pub tag: u64,
    at: u64,
    length: usize,
}

/// Why a journal cannot be used.
#[derive(Debug, Error)]
pub enum JournalError {
    /// Another program writes it at this moment.
    #[error("{}: another run of this program is writing it", .0.display())]
    Busy(PathBuf),
    /// It is no journal.
    #[error("{}: not a file that this program wrote", .0.display())]
    Stranger(PathBuf),
    /// It is one of something else.
    #[error("{}: belongs to another scenario, seed or version", .0.display())]
    Foreign(PathBuf),
    /// A record in its middle does not match its hash.
    #[error("{}: damaged at record {record} (byte {byte}); the {sound} before it are sound", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The record, from 1.
        record: usize,
        /// Where it begins.
        byte: u64,
        /// How many sound ones come before.
        sound: usize,
    },
    /// What the disk says.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl JournalError {
    fn io(path: &Path, source: io::Error) -> JournalError {
        JournalError::Io { path: path.to_owned(), source }
    }
}

impl Journal {
    /// Opens the journal of `owner` to write to, or begins it.
    ///
    /// # Errors
    /// As [`JournalError`] says; nothing is changed then.
    pub fn open(path: &Path, owner: &str) -> Result<Journal, JournalError> {
        let io = |source| JournalError::io(path, source);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(io)?;
        }
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(io)?;
        match file.try_lock() {
            Err(std::fs::TryLockError::WouldBlock) => return Err(JournalError::Busy(path.to_owned())),
            // A disk that knows no locks is used without.
            Err(std::fs::TryLockError::Error(_)) | Ok(()) => {}
        }
        let head = format!("{MAGIC}{owner}\n");
        if begun(&mut file, &head).map_err(io)? {
            file.set_len(0).and_then(|()| file.seek(SeekFrom::Start(0)).map(drop)).map_err(io)?;
            file.write_all(head.as_bytes()).map_err(io)?;
        }
        let (mut journal, file) = Journal::scan(path, file)?;
        if journal.owner != owner {
            return Err(JournalError::Foreign(path.to_owned()));
        }
        file.set_len(journal.end).map_err(io)?;
        journal.file = Some(Mutex::new(file));
        Ok(journal)
    }

    /// Opens a journal that nobody writes to.
    ///
    /// # Errors
    /// As [`JournalError`] says.
    pub fn read_only(path: &Path) -> Result<Journal, JournalError> {
        let file = File::open(path).map_err(|source| JournalError::io(path, source))?;
        Ok(Journal::scan(path, file)?.0)
    }

    /// Whose it is.
    #[must_use]
    pub fn owner(&self) -> &str {
        &self.owner
    }

    /// Its records at this moment, in the order written.
    #[must_use]
    pub fn records(&self) -> Vec<Entry> {
        self.records.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// One of them.
    ///
    /// # Errors
    /// What the disk says.
    pub fn read(&self, entry: &Entry) -> Result<Vec<u8>, JournalError> {
        let packed = self.bytes(entry.at, entry.length)?;
        lz4_flex::decompress_size_prepended(&packed).map_err(|_| JournalError::Stranger(self.path.clone()))
    }

    /// Copies records into a journal of `owner`, in the order given.
    ///
    /// # Errors
    /// What either disk says.
    pub fn copy(&self, owner: &str, entries: &[Entry], out: &mut dyn io::Write) -> io::Result<()> {
        begin(owner, out)?;
        entries.iter().try_for_each(|entry| self.copy_one(entry, out))
    }

    /// Copies one record to where a journal is being written.
    ///
    /// # Errors
    /// What either disk says.
    pub fn copy_one(&self, entry: &Entry, out: &mut dyn io::Write) -> io::Result<()> {
        let frame = self.bytes(entry.at - HEAD as u64, HEAD + entry.length).map_err(io::Error::other)?;
        out.write_all(&frame)
    }

    fn bytes(&self, at: u64, length: usize) -> Result<Vec<u8>, JournalError> {
        let read = |file: &mut File| {
            let mut bytes = vec![0; length];
            file.seek(SeekFrom::Start(at))?;
            file.read_exact(&mut bytes)?;
            Ok(bytes)
        };
        let bytes = match &self.file {
            Some(file) => read(&mut locked(file)),
            None => File::open(&self.path).and_then(|mut file| read(&mut file)),
        };
        bytes.map_err(|source| JournalError::io(&self.path, source))
    }

    /// Adds a record.
    ///
    /// # Errors
    /// What the disk says, or that the journal was opened to read; what was there stays as it is.
    pub fn append(&self, tag: u64, record: &[u8]) -> Result<(), JournalError> {
        let io = |source| JournalError::io(&self.path, source);
        let file = self.file.as_ref().ok_or_else(|| io(io::ErrorKind::PermissionDenied.into()))?;
        // Compressed before the file is taken: others wait for the writing alone.
        let frame = frame(tag, record);
        let mut file = locked(file);
        let at = file.seek(SeekFrom::End(0)).map_err(io)?;
        file.write_all(&frame).map_err(|source| {
            // Half a record with others after it would be damage.
            let _ = file.set_len(at);
            io(source)
        })?;
        let at = at + HEAD as u64;
        let entry = Entry { tag, at, length: frame.len() - HEAD };
        self.records.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
        Ok(())
    }

    fn scan(path: &Path, file: File) -> Result<(Journal, File), JournalError> {
        let io = |source| JournalError::io(path, source);
        let stranger = || JournalError::Stranger(path.to_owned());
        let size = file.metadata().map_err(io)?.len();
        let mut from = BufReader::new(file);
        from.seek(SeekFrom::Start(0)).map_err(io)?;
        let mut line = Vec::new();
        from.by_ref().take(MAGIC.len() as u64).read_to_end(&mut line).map_err(io)?;
        if line != MAGIC.as_bytes() {
            return Err(stranger());
        }
        line.clear();
        from.by_ref().take(MOST).read_until(b'\n', &mut line).map_err(io)?;
        if line.pop() != Some(b'\n') {
            return Err(stranger());
        }
        let mut end = (MAGIC.len() + line.len() + 1) as u64;
        let owner = String::from_utf8(line).map_err(|_| stranger())?;
        let mut records = Vec::new();
        while end < size {
            match next(&mut from, end, size).map_err(io)? {
                Frame::Sound(entry) => {
                    end = entry.at + entry.length as u64;
                    records.push(entry);
                }
                Frame::Torn => break,
                Frame::Damaged => {
                    let sound = records.len();
                    return Err(JournalError::Damaged { path: path.to_owned(), record: sound + 1, byte: end, sound });
                }
            }
        }
        let journal = Journal { path: path.to_owned(), owner, records: Mutex::new(records), end, file: None };
        Ok((journal, from.into_inner()))
    }
}

/// Writes what a journal of `owner` begins with.
///
/// # Errors
/// What the disk says.
pub fn begin(owner: &str, out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all(format!("{MAGIC}{owner}\n").as_bytes())
}

fn locked(file: &Mutex<File>) -> MutexGuard<'_, File> {
    file.lock().unwrap_or_else(PoisonError::into_inner)
}

/// True where the file holds no more than the beginning of its own head: nothing is lost by beginning again.
fn begun(file: &mut File, head: &str) -> io::Result<bool> {
    let mut bytes = Vec::new();
    file.take(head.len() as u64).read_to_end(&mut bytes)?;
    Ok(bytes.len() < head.len() && head.as_bytes().starts_with(&bytes))
}

/// A record as it stands in the file.
#[must_use]
pub fn frame(tag: u64, record: &[u8]) -> Vec<u8> {
    let packed = lz4_flex::compress_prepend_size(record);
    let mut frame = Vec::with_capacity(HEAD + packed.len());
    frame.extend_from_slice(&(packed.len() as u32).to_le_bytes());
    frame.extend_from_slice(&tag.to_le_bytes());
    let check = head_check(&frame);
    frame.extend_from_slice(&check);
    frame.extend_from_slice(&hash(tag, &packed));
    frame.extend_from_slice(&packed);
    frame
}

/// Tells a head that is damaged from one whose record was cut short.
fn head_check(head: &[u8]) -> [u8; 4] {
    let mut short = [0; 4];
    short.copy_from_slice(&blake3::hash(head).as_bytes()[..4]);
    short
}

fn hash(tag: u64, packed: &[u8]) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&tag.to_le_bytes());
    hasher.update(packed);
    let mut short = [0; 16];
    short.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    short
}

enum Frame {
    Sound(Entry),
    /// The last of the file, and not whole.
    Torn,
    Damaged,
}

fn next(from: &mut impl Read, at: u64, size: u64) -> io::Result<Frame> {
    if size - at < HEAD as u64 {
        return Ok(Frame::Torn);
    }
    let (mut head, mut check, mut wanted) = ([0; 12], [0; 4], [0; 16]);
    from.read_exact(&mut head)?;
    from.read_exact(&mut check)?;
    from.read_exact(&mut wanted)?;
    let Some((length, tag)) = head.split_first_chunk::<4>() else { return Ok(Frame::Damaged) };
    let length = u32::from_le_bytes(*length) as usize;
    let tag = tag.try_into().map_or(0, u64::from_le_bytes);
    let begins = at + HEAD as u64;
    if check != head_check(&head) || length as u64 > MOST {
        return Ok(Frame::Damaged);
    }
    if begins + length as u64 > size {
        return Ok(Frame::Torn);
    }
    let mut packed = vec![0; length];
    from.read_exact(&mut packed)?;
    Ok(match hash(tag, &packed) == wanted {
        true => Frame::Sound(Entry { tag, at: begins, length }),
        false if begins + length as u64 == size => Frame::Torn,
        false => Frame::Damaged,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn home() -> tempfile::TempDir {
        tempfile::tempdir().expect("a temporary folder")
    }

    fn three(path: &Path) -> Vec<(u64, Vec<u8>)> {
        let records: Vec<(u64, Vec<u8>)> = (0..3).map(|i| (i, vec![i as u8; 1000])).collect();
        let journal = Journal::open(path, "me").expect("a new one");
        assert!(journal.records().is_empty());
        records.iter().for_each(|(tag, record)| journal.append(*tag, record).expect("it is written"));
        records
    }

    fn all(journal: &Journal) -> Vec<(u64, Vec<u8>)> {
        journal.records().iter().map(|entry| (entry.tag, journal.read(entry).expect("it is there"))).collect()
    }

    #[test]
    fn what_was_written_is_there_the_next_time() {
        let home = home();
        let path = home.path().join("a/journal");
        let records = three(&path);
        let journal = Journal::open(&path, "me").expect("it is there");
        assert_eq!(all(&journal), records);
        journal.append(9, b"more").expect("it is written");
        assert_eq!(all(&journal)[..3], records, "reading does not disturb writing");
        journal.append(10, b"and more").expect("it is written");
        let mut copied = Vec::new();
        journal.copy("you", &journal.records()[1..4], &mut copied).expect("memory is patient");
        drop(journal);
        fs::write(home.path().join("copy"), copied).expect("it is written");
        let copy = Journal::read_only(&home.path().join("copy")).expect("it is sound");
        assert_eq!((copy.owner(), all(&copy)[2].clone()), ("you", (9, b"more".to_vec())));
        let again = Journal::read_only(&path).expect("it is there");
        assert_eq!(again.owner(), "me");
        assert_eq!(all(&again)[3..], [(9, b"more".to_vec()), (10, b"and more".to_vec())]);
    }

    #[test]
    fn whatever_a_killed_program_leaves_is_cut_off_and_nothing_else() {
        let home = home();
        let path = home.path().join("journal");
        let records = three(&path);
        let bytes = fs::read(&path).expect("it is there");
        for cut in 1..bytes.len() {
            fs::write(&path, &bytes[..cut]).expect("it is written");
            let journal = Journal::open(&path, "me").expect("a torn journal opens");
            let found = all(&journal);
            assert_eq!(found[..], records[..found.len()]);
            drop(journal);
            let again = Journal::open(&path, "me").expect("it opens again");
            assert_eq!(again.records().len(), found.len());
        }
    }

    #[test]
    fn damage_in_the_middle_is_named_and_changes_nothing() {
        let home = home();
        let path = home.path().join("journal");
        three(&path);
        let mut bytes = fs::read(&path).expect("it is there");
        let second = Journal::read_only(&path).expect("it is there").records()[1].at as usize;
        // In the record, its hash, its tag, its length.
        for place in [second + 3, second - 1, second - 25, second - 30] {
            bytes[place] ^= 1;
            fs::write(&path, &bytes).expect("it is written");
            let error = Journal::open(&path, "me").expect_err("damaged");
            assert!(matches!(error, JournalError::Damaged { record: 2, sound: 1, .. }), "{error}");
            assert_eq!(fs::read(&path).expect("it is there"), bytes);
            bytes[place] ^= 1;
        }
    }

    #[test]
    fn anothers_journal_and_strange_files_are_left_alone() {
        let home = home();
        let path = home.path().join("journal");
        three(&path);
        assert!(matches!(Journal::open(&path, "you"), Err(JournalError::Foreign(_))));
        fs::write(&path, "a letter\n").expect("it is written");
        assert!(matches!(Journal::open(&path, "me"), Err(JournalError::Stranger(_))));
        assert_eq!(fs::read(&path).expect("it is there"), b"a letter\n");
    }

    #[test]
    fn two_do_not_write_at_once() {
        let home = home();
        let path = home.path().join("journal");
        let first = Journal::open(&path, "me").expect("a new one");
        assert!(matches!(Journal::open(&path, "me"), Err(JournalError::Busy(_))));
        drop(first);
        assert!(Journal::open(&path, "me").is_ok());
    }
}
