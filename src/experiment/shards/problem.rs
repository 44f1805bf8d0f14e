//! Why shards are not one experiment.

use std::path::PathBuf;

use thiserror::Error;

use crate::experiment::journal::JournalError;

/// So many numbers are named; more are counted.
const NAMED: usize = 20;

/// Why shards are not one experiment.
#[derive(Debug, Error)]
pub enum ShardProblem {
    /// A file that cannot be read as a journal.
    #[error("{0}")]
    Journal(JournalError),
    /// A journal of something else.
    #[error("{}: a journal of this program, but no shard", .0.display())]
    NoShard(PathBuf),
    /// What a shard says of itself cannot be true.
    #[error("{}: contradicts itself: damaged, or not made by this program", .0.display())]
    Contradiction(PathBuf),
    /// A record whose hash is right and whose content is not.
    #[error("{}: replication {index} is not what such a replication is: damaged, or not made by this program", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// The replication.
        index: u32,
    },
    /// It is of another experiment.
    #[error("{}: {differs}", file.display())]
    Foreign {
        /// The file.
        file: PathBuf,
        /// How it differs from the others.
        differs: String,
    },
    /// The same part twice.
    #[error("shard {index} is there twice: {} and {}", first.display(), second.display())]
    Doubled {
        /// Which.
        index: u32,
        /// One file.
        first: PathBuf,
        /// The other.
        second: PathBuf,
    },
    /// Not all of its replications are there.
    #[error("{}: unfinished, {missing} of its {size} replications are missing; the same `shard` command goes on with it", file.display())]
    Unfinished {
        /// The file.
        file: PathBuf,
        /// How many.
        missing: usize,
        /// Of how many.
        size: u32,
    },
    /// Parts that are not there.
    #[error("{}", said_missing(missing, *of))]
    Missing {
        /// Which, in order.
        missing: Vec<u32>,
        /// Of how many.
        of: u32,
    },
}

fn said_missing(missing: &[u32], of: u32) -> String {
    match missing {
        [one] => format!("shard {one} of {of} is missing"),
        many => format!("shards {} of {of} are missing", list(many)),
    }
}

/// Numbers in order as words: "3, 7 to 9 and 12".
fn list(numbers: &[u32]) -> String {
    let mut words: Vec<String> = Vec::new();
    for run in numbers.chunk_by(|one, next| one + 1 == *next) {
        match run {
            // From three on: "7 and 8" is no longer than "7 to 8".
            [first, _, .., last] => words.push(format!("{first} to {last}")),
            few => words.extend(few.iter().map(u32::to_string)),
        }
    }
    if words.len() > NAMED {
        let more = words.len() - NAMED;
        words.truncate(NAMED);
        words.push(format!("{more} more"));
    }
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_shards_are_named_in_as_few_words_as_will_do() {
        let said = |numbers: &[u32]| said_missing(numbers, 30);
        assert_eq!(said(&[3]), "shard 3 of 30 is missing");
        assert_eq!(said(&[3, 7]), "shards 3 and 7 of 30 are missing");
        assert_eq!(said(&[3, 7, 8, 9, 12, 13]), "shards 3, 7 to 9, 12 and 13 of 30 are missing");
        assert_eq!(said(&[1, 2, 3]), "shards 1 to 3 of 30 are missing");
        let every_other: Vec<u32> = (0..50).map(|i| 2 * i).collect();
        assert!(said(&every_other).ends_with("38 and 30 more of 30 are missing"));
    }
}
