//! A journal: records appended as they are finished, so that whatever stops the work loses at most the one being written.
//!
//! The first line says what the file is, the second whose it is, as JSON, the third is the second's hash: a journal is opened for
//! one purpose and refused for another. Then come frames: length, tag, check of the two, hash, record compressed with LZ4. A last
//! frame that is cut short or does not match its hash is what a killed program leaves behind, and zeros to the end of the file are
//! what a power cut does: both are cut off and made again. Anything else that does not match is damage, and is named rather than
//! worked around. What is written reaches the disk itself every other second, and when the journal is closed.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Read, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use thiserror::Error;

mod frames;

use frames::{HASH, HEAD, MOST, RecordFrame, hash, next};
pub use frames::{RecordPlace, frame};

const MAGIC: &str = "surge-sim journal 2\n";
/// What the journals of every version begin with.
pub const OURS: &str = "surge-sim journal ";
/// A record is this many times as long as it is packed, at most: LZ4 can do no more.
const MOST_PACKED: usize = 256;
/// So much work may be lost when the power goes.
const SYNC_EVERY: Duration = Duration::from_secs(2);

/// An open journal. Dropping it closes it.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    owner: String,
    records: Mutex<Vec<RecordPlace>>,
    end: u64,
    // Kept open by its writer alone: there may be more journals to read than files that may be open at once.
    file: Option<Mutex<File>>,
    sync: Option<Syncing>,
}

/// How what is written reaches the disk itself.
#[derive(Debug)]
struct Syncing {
    // Another handle of the same file: nobody who writes has to wait.
    file: File,
    last: Mutex<Instant>,
    times: AtomicU32,
}

impl Syncing {
    fn of(file: &File) -> Option<Syncing> {
        let file = file.try_clone().ok()?;
        Some(Syncing { file, last: Mutex::new(Instant::now()), times: AtomicU32::new(0) })
    }

    fn now_and_then(&self, every: Duration) -> io::Result<()> {
        // Another thread is at it: what this one wrote follows in two seconds, or at the end.
        let Ok(mut last) = self.last.try_lock() else { return Ok(()) };
        if last.elapsed() < every {
            return Ok(());
        }
        *last = Instant::now();
        self.times.fetch_add(1, Ordering::Relaxed);
        self.file.sync_data()
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        if let Some(sync) = &self.sync {
            // The work is done, and whoever was told so has its files.
            let _ = sync.now_and_then(Duration::ZERO);
        }
    }
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
    #[error("{}: belongs to another scenario, seed or build", .0.display())]
    Foreign(PathBuf),
    /// Its format is another.
    #[error("{}: written by another version of this program, in another format", .0.display())]
    Format(PathBuf),
    /// The line that says whose it is does not match its hash.
    #[error("{}: damaged in its first lines, which say what it is of", .0.display())]
    Head(PathBuf),
    /// A record whose hash is right and whose content is not.
    #[error("{}: damaged, or not written by this program: a record is not of the shape it must have", .0.display())]
    Shape(PathBuf),
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
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(io)?;
        // Locked before it is read: nobody may lengthen it between the reading and the cutting of its tail.
        match file.try_lock() {
            Err(std::fs::TryLockError::WouldBlock) => {
                return Err(JournalError::Busy(path.to_owned()));
            }
            // A disk that knows no locks is used without.
            Err(std::fs::TryLockError::Error(_)) | Ok(()) => {}
        }
        let head = head(owner);
        if begun(&mut file, &head).map_err(io)? {
            file.set_len(0).and_then(|()| file.seek(SeekFrom::Start(0)).map(drop)).map_err(io)?;
            file.write_all(head.as_bytes()).map_err(io)?;
        }
        let (mut journal, file) = Journal::scan(path, file)?;
        // Refused before anything is cut off: the journal of another stays as it is, to the byte.
        if journal.owner != owner {
            return Err(JournalError::Foreign(path.to_owned()));
        }
        // The next record has to follow the last sound one: half a record between them would be damage.
        file.set_len(journal.end).map_err(io)?;
        journal.sync = Syncing::of(&file);
        journal.file = Some(Mutex::new(file));
        Ok(journal)
    }

    /// The same for a file that nobody will want once the program has ended.
    #[must_use]
    pub fn passing(mut self) -> Journal {
        self.sync = None;
        self
    }

    /// How often what was written has been made to reach the disk itself.
    #[must_use]
    pub fn syncs(&self) -> u32 {
        self.sync.as_ref().map_or(0, |sync| sync.times.load(Ordering::Relaxed))
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
    pub fn records(&self) -> Vec<RecordPlace> {
        // A thread that panicked leaves no half entry: nothing but a push happens under the lock.
        self.records.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// One of them.
    ///
    /// # Errors
    /// What the disk says.
    pub fn read(&self, entry: &RecordPlace) -> Result<Vec<u8>, JournalError> {
        // The hash stands right before the record, so one read fetches both.
        let frame = self.bytes(entry.at - HASH as u64, HASH + entry.length)?;
        let (wanted, packed) = frame.split_at(HASH);
        let shape = || JournalError::Shape(self.path.clone());
        // The length it says it has is believed only so far: room is made for it at once.
        let says =
            packed.first_chunk().map_or(usize::MAX, |length| u32::from_le_bytes(*length) as usize);
        // It was sound when the journal was opened, and may have been changed since.
        if hash(entry.tag, packed) != wanted || says > packed.len().saturating_mul(MOST_PACKED) {
            return Err(shape());
        }
        lz4_flex::decompress_size_prepended(packed).map_err(|_| shape())
    }

    /// Copies records into a journal of `owner`, in the order given.
    ///
    /// # Errors
    /// What either disk says.
    pub fn copy(
        &self,
        owner: &str,
        entries: &[RecordPlace],
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        begin(owner, out)?;
        entries.iter().try_for_each(|entry| self.copy_one(entry, out))
    }

    /// Copies one record to where a journal is being written.
    ///
    /// # Errors
    /// What either disk says.
    pub fn copy_one(&self, entry: &RecordPlace, out: &mut dyn io::Write) -> io::Result<()> {
        let frame =
            self.bytes(entry.at - HEAD as u64, HEAD + entry.length).map_err(io::Error::other)?;
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
        // The end is looked for each time: whoever read meanwhile has moved the place in the file.
        let at = file.seek(SeekFrom::End(0)).map_err(io)?;
        file.write_all(&frame).map_err(|source| {
            // Half a record with others after it would be damage.
            let _ = file.set_len(at);
            io(source)
        })?;
        let at = at + HEAD as u64;
        let entry = RecordPlace { tag, at, length: frame.len() - HEAD };
        drop(file);
        self.records.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
        self.sync.as_ref().map_or(Ok(()), |sync| sync.now_and_then(SYNC_EVERY)).map_err(io)
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
            let other = line.starts_with(OURS.as_bytes());
            return Err(if other { JournalError::Format(path.to_owned()) } else { stranger() });
        }
        let mut next_line = || -> Result<String, JournalError> {
            let mut line = Vec::new();
            // Bounded: a damaged file without a line end must not fill the memory.
            from.by_ref().take(MOST).read_until(b'\n', &mut line).map_err(io)?;
            let whole = line.pop() == Some(b'\n');
            String::from_utf8(line)
                .ok()
                .filter(|_| whole)
                .ok_or_else(|| JournalError::Head(path.to_owned()))
        };
        let (owner, wanted) = (next_line()?, next_line()?);
        if wanted != owner_hash(&owner) {
            return Err(JournalError::Head(path.to_owned()));
        }
        let mut end = head(&owner).len() as u64;
        let mut records = Vec::new();
        while end < size {
            match next(&mut from, end, size).map_err(io)? {
                RecordFrame::Sound(entry) => {
                    end = entry.at + entry.length as u64;
                    records.push(entry);
                }
                RecordFrame::Torn => break,
                RecordFrame::Damaged { ends } => {
                    from.seek(SeekFrom::Start(ends)).map_err(io)?;
                    if only_zeros(&mut from).map_err(io)? {
                        break;
                    }
                    let sound = records.len();
                    return Err(JournalError::Damaged {
                        path: path.to_owned(),
                        record: sound + 1,
                        byte: end,
                        sound,
                    });
                }
            }
        }
        let records = Mutex::new(records);
        let journal =
            Journal { path: path.to_owned(), owner, records, end, file: None, sync: None };
        Ok((journal, from.into_inner()))
    }
}

/// Writes what a journal of `owner` begins with.
///
/// # Errors
/// What the disk says.
pub fn begin(owner: &str, out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all(head(owner).as_bytes())
}

fn head(owner: &str) -> String {
    format!("{MAGIC}{owner}\n{}\n", owner_hash(owner))
}

fn owner_hash(owner: &str) -> String {
    blake3::hash(owner.as_bytes()).to_hex().to_string()
}

/// True where nothing but zeros is left: room that was made for what was being written when the power went.
fn only_zeros(from: &mut impl io::BufRead) -> io::Result<bool> {
    loop {
        let bytes = match from.fill_buf() {
            Ok([]) => return Ok(true),
            Ok(bytes) if bytes.iter().any(|byte| *byte != 0) => return Ok(false),
            Ok(bytes) => bytes.len(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        from.consume(bytes);
    }
}

fn locked(file: &Mutex<File>) -> MutexGuard<'_, File> {
    file.lock().unwrap_or_else(PoisonError::into_inner)
}

/// True where the file holds no more than the beginning of its own head, or that and zeros: nothing is lost by beginning again.
fn begun(file: &mut File, head: &str) -> io::Result<bool> {
    let mut bytes = Vec::new();
    file.take(head.len() as u64).read_to_end(&mut bytes)?;
    let alike = bytes.iter().zip(head.as_bytes()).take_while(|(own, wanted)| own == wanted).count();
    let rest = bytes[alike..].chain(file);
    Ok(alike < head.len() && only_zeros(&mut BufReader::new(rest))?)
}

#[cfg(test)]
mod tests;
