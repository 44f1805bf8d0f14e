//! What a journal keeps, and what it says of damage.

use super::frames::framed;
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
    journal
        .records()
        .iter()
        .map(|entry| (entry.tag, journal.read(entry).expect("it is there")))
        .collect()
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

/// What a power cut leaves: room for records that were never written, from anywhere to the end.
#[test]
fn a_tail_of_zeros_is_cut_off_and_what_is_sound_is_used() {
    let home = home();
    let path = home.path().join("journal");
    let records = three(&path);
    let bytes = fs::read(&path).expect("it is there");
    for more in [0, 5, 32, 5000] {
        for from in 1..bytes.len() {
            let mut zeroed = bytes.clone();
            zeroed[from..].fill(0);
            zeroed.resize(bytes.len() + more, 0);
            fs::write(&path, &zeroed).expect("it is written");
            let journal = Journal::open(&path, "me")
                .unwrap_or_else(|error| panic!("{from}, {more}: {error}"));
            let found = all(&journal);
            assert_eq!(found[..], records[..found.len()], "zeros from {from}, and {more} more");
            let whole = journal.records().last().map_or(0, |last| last.at as usize + last.length);
            assert!(found.len() == 3 || bytes.len() - from > 0 && whole < bytes.len());
            journal.append(9, b"more").expect("it is written");
            drop(journal);
            let again = Journal::open(&path, "me").expect("it opens again");
            assert_eq!(all(&again)[found.len()..], [(9, b"more".to_vec())]);
        }
    }
    fs::write(&path, &bytes).expect("it is written");
    assert_eq!(Journal::open(&path, "me").expect("it is whole").records().len(), 3);
}

#[test]
fn whose_it_is_is_hashed_too() {
    let home = home();
    let path = home.path().join("journal");
    three(&path);
    let mut bytes = fs::read(&path).expect("it is there");
    bytes[MAGIC.len()] ^= 1;
    fs::write(&path, &bytes).expect("it is written");
    assert!(matches!(Journal::read_only(&path), Err(JournalError::Head(_))));
    assert!(matches!(Journal::open(&path, "me"), Err(JournalError::Head(_))));
    fs::write(&path, "surge-sim journal 1\nme\n").expect("it is written");
    assert!(matches!(Journal::read_only(&path), Err(JournalError::Format(_))));
}

/// A hash that is right makes no record of it.
#[test]
fn a_record_that_says_it_is_four_gigabytes_long_is_none() {
    let home = home();
    let path = home.path().join("journal");
    let mut packed = lz4_flex::compress_prepend_size(b"short");
    packed[..4].copy_from_slice(&u32::MAX.to_le_bytes());
    let mut bytes = head("me").into_bytes();
    bytes.extend(framed(0, &packed));
    fs::write(&path, &bytes).expect("it is written");
    let journal = Journal::read_only(&path).expect("its hashes are right");
    assert!(matches!(journal.read(&journal.records()[0]), Err(JournalError::Shape(_))));
    // Zeros are as long as anything can be for what they are packed into.
    let long = vec![0; 1 << 20];
    fs::write(&path, [head("me").into_bytes(), frame(0, &long)].concat()).expect("it is written");
    let journal = Journal::read_only(&path).expect("sound");
    assert_eq!(journal.read(&journal.records()[0]).expect("sound"), long);
}

#[test]
fn a_record_that_changes_while_the_journal_is_open_is_none() {
    let home = home();
    let path = home.path().join("journal");
    three(&path);
    let journal = Journal::read_only(&path).expect("it is there");
    let entry = journal.records()[1];
    let mut bytes = fs::read(&path).expect("it is there");
    bytes[entry.at as usize + 3] ^= 1;
    fs::write(&path, &bytes).expect("it is written");
    assert!(matches!(journal.read(&entry), Err(JournalError::Shape(_))));
}

#[test]
fn what_is_written_reaches_the_disk_itself_now_and_then() {
    let home = home();
    let journal = Journal::open(&home.path().join("journal"), "me").expect("a new one");
    (0..100).for_each(|tag| journal.append(tag, b"record").expect("it is written"));
    assert!(journal.syncs() < 10, "not every time: a disk takes milliseconds");
    std::thread::sleep(SYNC_EVERY);
    journal.append(100, b"record").expect("it is written");
    assert!(journal.syncs() > 0);
    let passing = Journal::open(&home.path().join("passing"), "me").expect("a new one").passing();
    assert_eq!(passing.syncs(), 0);
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
