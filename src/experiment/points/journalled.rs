//! Points in a journal: whatever stops a long experiment loses at most the point that was running.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, OnceLock};

use crate::experiment::journal::{Journal, JournalError};

use super::lab::KeptPoints;
use super::rows::Rows;

/// Points kept in a journal.
#[derive(Debug)]
pub struct JournalledPoints {
    journal: Journal,
    found: Mutex<BTreeMap<String, Rows>>,
    failed: OnceLock<String>,
}

impl JournalledPoints {
    /// Opens the journal of this owner, or begins it.
    ///
    /// # Errors
    /// As opening a journal; [`JournalError::Shape`] where a record is no point's.
    pub fn open(path: &Path, owner: &str) -> Result<JournalledPoints, JournalError> {
        let journal = Journal::open(path, owner)?;
        let mut found = BTreeMap::new();
        for entry in journal.records() {
            let (key, from, rows) = decode(&journal.read(&entry)?)
                .ok_or_else(|| JournalError::Shape(path.to_owned()))?;
            add(&mut found, &key, from, &rows);
        }
        Ok(JournalledPoints { journal, found: Mutex::new(found), failed: OnceLock::new() })
    }

    /// How many points it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.found.lock().map_or(0, |found| found.len())
    }

    /// True where it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Why a point could not be kept, where one could not.
    #[must_use]
    pub fn failed(&self) -> Option<&str> {
        self.failed.get().map(String::as_str)
    }
}

impl KeptPoints for JournalledPoints {
    fn find(&self, key: &str) -> Option<Rows> {
        self.found.lock().ok()?.get(key).cloned()
    }

    fn keep(&self, key: &str, from: u32, rows: &Rows) {
        // Stopped before the first replication: there is nothing to keep.
        if rows.is_empty() {
            return;
        }
        // Remembered first: a disk that refuses it costs the next run something, and this one nothing.
        if let Ok(mut found) = self.found.lock() {
            add(&mut found, key, from, rows);
        }
        if let Err(error) = self.journal.append(u64::from(from), &encode(key, from, rows)) {
            // The first reason is enough to tell.
            let _ = self.failed.set(error.to_string());
        }
    }
}

/// Only what continues where the point stood is added: a point is its first replications.
fn add(found: &mut BTreeMap<String, Rows>, key: &str, from: u32, rows: &Rows) {
    let point = found
        .entry(key.to_owned())
        .or_insert_with(|| Rows { width: rows.width, values: Vec::new() });
    // Only what goes on where the known rows end: after one that was lost the rest is run again.
    if point.len() == from as usize && point.width == rows.width {
        point.values.extend_from_slice(&rows.values);
    }
}

fn encode(key: &str, from: u32, rows: &Rows) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(16 + key.len() + rows.values.len() * 8);
    for number in [key.len() as u32, from, rows.width as u32] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes.extend_from_slice(key.as_bytes());
    rows.values.iter().for_each(|value| bytes.extend_from_slice(&value.to_le_bytes()));
    bytes
}

fn decode(bytes: &[u8]) -> Option<(String, u32, Rows)> {
    let (head, rest) = bytes.split_first_chunk::<12>()?;
    let number = |at: usize| head[at..at + 4].try_into().ok().map(u32::from_le_bytes);
    let (length, from, width) = (number(0)? as usize, number(4)?, number(8)? as usize);
    let (key, values) = rest.split_at_checked(length)?;
    let value = |chunk: &[u8]| chunk.try_into().ok().map(f64::from_le_bytes);
    let values = values.chunks(8).map(value).collect::<Option<Vec<f64>>>()?;
    let sound =
        width > 0 && values.len() % width == 0 && values.iter().all(|value| value.is_finite());
    sound.then_some((String::from_utf8(key.to_vec()).ok()?, from, Rows { width, values }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(values: &[f64]) -> Rows {
        Rows { width: 2, values: values.to_vec() }
    }

    /// The hash is right, and what it is the hash of is no point.
    #[test]
    fn what_is_no_point_is_refused() {
        let home = tempfile::tempdir().expect("a temporary folder");
        let whole = encode("a", 0, &rows(&[1.0, 2.0]));
        let wide = |width: u32| [&whole[..8], &width.to_le_bytes(), &whole[12..]].concat();
        for (place, record) in [
            whole[..whole.len() - 3].to_vec(),
            wide(0),
            wide(3),
            wide(u32::MAX),
            encode("a", 0, &rows(&[1.0, f64::NAN])),
            encode("a", 0, &rows(&[1.0, f64::INFINITY])),
            vec![0xff; 12],
            Vec::new(),
        ]
        .into_iter()
        .enumerate()
        {
            let path = home.path().join(place.to_string());
            let journal = Journal::open(&path, "me").expect("a new one");
            journal.append(0, &record).expect("it is written");
            drop(journal);
            let error = JournalledPoints::open(&path, "me").expect_err("it is no point");
            assert!(matches!(error, JournalError::Shape(_)), "{place}: {error}");
        }
    }

    #[test]
    fn points_come_back_and_grow() {
        let home = tempfile::tempdir().expect("a temporary folder");
        let path = home.path().join("points");
        let points = JournalledPoints::open(&path, "me").expect("a new one");
        points.keep("a", 0, &rows(&[1.0, 2.0]));
        points.keep("b", 0, &rows(&[5.0, 6.0]));
        points.keep("a", 1, &rows(&[3.0, 4.0]));
        // Not where the point stands: a gap is no point.
        points.keep("b", 7, &rows(&[9.0, 9.0]));
        drop(points);
        let again = JournalledPoints::open(&path, "me").expect("it is there");
        assert_eq!(again.find("a"), Some(rows(&[1.0, 2.0, 3.0, 4.0])));
        assert_eq!(again.find("b"), Some(rows(&[5.0, 6.0])));
        assert_eq!((again.find("c"), again.len()), (None, 2));
    }
}
