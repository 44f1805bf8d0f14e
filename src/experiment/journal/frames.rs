//! The frames of a journal: how a record stands in the file, and whether what stands there is one.

use std::io::{self, Read};

/// Length of the record [4], tag [8], a check of both [4], hash of the record [16].
pub(super) const HEAD: usize = 32;
pub(super) const HASH: usize = 16;
/// No record is longer (bytes).
pub(super) const MOST: u64 = 1 << 30;

/// Where a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordPlace {
    /// What the writer called it.
    pub tag: u64,
    pub(super) at: u64,
    pub(super) length: usize,
}

/// A record as it stands in the file.
#[must_use]
pub fn frame(tag: u64, record: &[u8]) -> Vec<u8> {
    framed(tag, &lz4_flex::compress_prepend_size(record))
}

pub(super) fn framed(tag: u64, packed: &[u8]) -> Vec<u8> {
    let mut frame = Vec::with_capacity(HEAD + packed.len());
    frame.extend_from_slice(&(packed.len() as u32).to_le_bytes());
    frame.extend_from_slice(&tag.to_le_bytes());
    let check = head_check(&frame);
    frame.extend_from_slice(&check);
    frame.extend_from_slice(&hash(tag, packed));
    frame.extend_from_slice(packed);
    frame
}

/// Tells a head that is damaged from one whose record was cut short.
fn head_check(head: &[u8]) -> [u8; 4] {
    let mut short = [0; 4];
    short.copy_from_slice(&blake3::hash(head).as_bytes()[..4]);
    short
}

pub(super) fn hash(tag: u64, packed: &[u8]) -> [u8; HASH] {
    let mut hasher = blake3::Hasher::new();
    // The tag is hashed too: else a sound record under another index would pass for another replication.
    hasher.update(&tag.to_le_bytes());
    hasher.update(packed);
    let mut short = [0; HASH];
    short.copy_from_slice(&hasher.finalize().as_bytes()[..HASH]);
    short
}

/// What stands at a place of the file.
pub(super) enum RecordFrame {
    /// A record as it was written.
    Sound(RecordPlace),
    /// The last of the file, and not whole.
    Torn,
    /// Not what was written; where it ends, as far as can be told.
    Damaged { ends: u64 },
}

/// What stands at `at` in a file of `size` bytes, read from there.
pub(super) fn next(from: &mut impl Read, at: u64, size: u64) -> io::Result<RecordFrame> {
    if size - at < HEAD as u64 {
        return Ok(RecordFrame::Torn);
    }
    let (mut head, mut check, mut wanted) = ([0; 12], [0; 4], [0; 16]);
    from.read_exact(&mut head)?;
    from.read_exact(&mut check)?;
    from.read_exact(&mut wanted)?;
    let begins = at + HEAD as u64;
    let unknown = RecordFrame::Damaged { ends: begins };
    let Some((length, tag)) = head.split_first_chunk::<4>() else { return Ok(unknown) };
    let length = u32::from_le_bytes(*length) as usize;
    let tag = tag.try_into().map_or(0, u64::from_le_bytes);
    // Before the length is believed: a damaged one could reach past the end, and all behind it would go as a torn
    // tail.
    if check != head_check(&head) || length as u64 > MOST {
        return Ok(unknown);
    }
    if begins + length as u64 > size {
        return Ok(RecordFrame::Torn);
    }
    let mut packed = vec![0; length];
    from.read_exact(&mut packed)?;
    Ok(match hash(tag, &packed) == wanted {
        true => RecordFrame::Sound(RecordPlace { tag, at: begins, length }),
        // The file grew before the bytes of its last record reached the disk.
        false if begins + length as u64 == size => RecordFrame::Torn,
        false => RecordFrame::Damaged { ends: begins + length as u64 },
    })
}
